import assert from "node:assert/strict";
import { test } from "node:test";
import { worthOf } from "../../src/nabij/browser/desk/fetch-page.js";
import { Offline, Refusal, SignedOut, getJson, postJson } from "../../src/nabij/browser/desk/talk.js";
import { keysOf, session } from "../../src/nabij/browser/vault/session.js";
import { newCounsellor } from "./practice.mjs";

globalThis.location = { href: "http://werk.localhost/vandaag/", origin: "http://werk.localhost" };
globalThis.document = { querySelector: () => ({ getAttribute: () => "the-token" }) };

const json = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const answerWith = (t, answer) => t.mock.method(globalThis, "fetch", answer);

globalThis.BroadcastChannel = class { postMessage() {} close() {} };

/** The vault of this tab, open. */
async function opened(t) {
  const { vault } = await newCounsellor();
  session.unlock(keysOf(vault.session));
  t.after(() => session.lock());
}

test("a write carries the page's token and JSON", async (t) => {
  await opened(t);
  const fetched = answerWith(t, async () => json({ saved: true }));
  assert.deepEqual(await postJson("/kluis/bundel.json", { a: 1 }), { saved: true });
  const [address, request] = fetched.mock.calls[0].arguments;
  assert.equal(address, "http://werk.localhost/kluis/bundel.json");
  assert.equal(request.headers["X-CSRFToken"], "the-token");
  assert.equal(request.body, '{"a":1}');
});

test("every write of matters and of the vault is signed, what is asked and one's own typing is not", async (t) => {
  await opened(t);
  const signed = t.mock.method(session, "proof");
  const fetched = answerWith(t, async () => json({}));
  const proofs = () => fetched.mock.calls.map(({ arguments: [, { headers }] }) => "X-Nabij-Proof" in headers);
  for (const path of ["/kwesties/openen.json", "/kwesties/1/noteren.json", "/kluis/sloten.json", "/kluis/conceptenboek.json"]) await postJson(path, { a: "é" });
  assert.deepEqual(proofs(), [true, true, true, true]);
  for (const path of ["/kluis/concepten.json", "/kluis/concepten/1/weg.json"]) await postJson(path, {});
  await getJson("/kluis/staat.json");
  assert.deepEqual(proofs(), [true, true, true, true, false, false, false]);
  const [path, bytes] = signed.mock.calls[0].arguments;
  assert.deepEqual([path, new TextDecoder().decode(bytes)], ["/kwesties/openen.json", fetched.mock.calls[0].arguments[1].body]);
});

test("with the vault shut nothing is sent that would need a proof", async (t) => {
  const fetched = answerWith(t, async () => json({}));
  await assert.rejects(postJson("/kwesties/openen.json", {}), { name: "Locked" });
  await assert.rejects(postJson("/kluis/inrichten.json", {}, { setAside: true }), { name: "Locked" });
  assert.equal(fetched.mock.callCount(), 0);
});

test("a vault that was renewed elsewhere says so in the server's words", async (t) => {
  await opened(t);
  answerWith(t, async () => json({ refused: "Je kluis is intussen vernieuwd.", code: "proof" }, 403));
  await assert.rejects(postJson("/kluis/bundel.json", {}), { sentence: "Je kluis is intussen vernieuwd.", code: "proof" });
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

test("who waits no longer than so long is told that no answer came", async (t) => {
  await opened(t);
  answerWith(t, (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))));
  const kept = setTimeout(() => {}, 5000);
  t.after(() => clearTimeout(kept));
  await assert.rejects(postJson("/kluis/bundel.json", {}, { patience: 20 }), Offline);
});
