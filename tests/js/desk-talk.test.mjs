import assert from "node:assert/strict";
import { test } from "node:test";
import { worthOf } from "../../src/nabij/browser/desk/fetch-page.js";
import { Offline, Refusal, SignedOut, getJson, postJson } from "../../src/nabij/browser/desk/talk.js";

globalThis.location = { href: "http://werk.localhost/vandaag/", origin: "http://werk.localhost" };
globalThis.document = { querySelector: () => ({ getAttribute: () => "the-token" }) };

const json = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const answerWith = (t, answer) => t.mock.method(globalThis, "fetch", answer);

test("a write carries the page's token and JSON", async (t) => {
  const fetched = answerWith(t, async () => json({ saved: true }));
  assert.deepEqual(await postJson("/kluis/bundel.json", { a: 1 }), { saved: true });
  const [address, request] = fetched.mock.calls[0].arguments;
  assert.equal(address, "http://werk.localhost/kluis/bundel.json");
  assert.equal(request.headers["X-CSRFToken"], "the-token");
  assert.equal(request.body, '{"a":1}');
});

test("the token never leaves this origin", async (t) => {
  const fetched = answerWith(t, async () => json({}));
  await assert.rejects(postJson("http://praat.localhost/x.json", {}), TypeError);
  await assert.rejects(postJson("//elders.test/x.json", {}), TypeError);
  assert.equal(fetched.mock.callCount(), 0);
});

test("a refusal carries its sentence, its code and the rest of the answer", async (t) => {
  answerWith(t, async () => json({ refused: "Intussen is dit gewijzigd.", code: "stale", version: 4 }, 422));
  await assert.rejects(postJson("/x.json", {}), (error) => {
    assert.ok(error instanceof Refusal);
    assert.deepEqual([error.sentence, error.code, error.answer.version], ["Intussen is dit gewijzigd.", "stale", 4]);
    return true;
  });
});

test("signed out, lost and broken are told apart", async (t) => {
  const answers = [
    async () => json({ code: "signed_out" }, 401),
    async () => { throw new TypeError("Failed to fetch"); },
    async () => new Response("<h1>", { status: 500, headers: { "Content-Type": "text/html" } }),
    async () => new Response("<h1>", { status: 404, headers: { "Content-Type": "text/html" } }),
  ];
  answerWith(t, () => answers.shift()());
  await assert.rejects(getJson("/x.json"), SignedOut);
  await assert.rejects(getJson("/x.json"), Offline);
  await assert.rejects(getJson("/x.json"), (error) => error instanceof Refusal && error.code === "status_500" && error.sentence.includes("staat er nog"));
  await assert.rejects(getJson("/x.json"), (error) => error instanceof Refusal && error.code === "not_found");
});

/** A page with these things in it. */
const page = (kind, ...has) => ({
  documentElement: { classList: { contains: (name) => name === kind } },
  querySelector: (selector) => (has.includes(selector) ? {} : null),
});
const inside = page("workspace", ".desk main", "main");
const outside = page("outside", "main");

test("only pages of the workspace are shown in its shell", () => {
  assert.equal(worthOf({ status: 200, page: inside }, false), "show");
  assert.equal(worthOf({ status: 200, page: outside }, false), "load");
  assert.equal(worthOf({ status: 200, page: null }, false), "load");
  assert.equal(worthOf({ status: 404, page: inside }, false), "show");
});

test("what was typed survives every answer but the form's own", () => {
  assert.equal(worthOf({ status: 200, page: null }, true), "trouble");
  assert.equal(worthOf({ status: 422, page: inside }, true), "trouble");
  assert.equal(worthOf({ status: 403, page: outside }, true), "trouble");
  assert.equal(worthOf({ status: 500, page: outside }, true), "trouble");
  assert.equal(worthOf({ status: 422, page: page("workspace", ".desk main", "main", "main #error-summary") }, true), "show");
});
