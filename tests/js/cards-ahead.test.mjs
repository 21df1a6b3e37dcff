// Cards asked for while the vault is still being opened: used once, and never believed to leave a matter out.
import assert from "node:assert/strict";
import test from "node:test";
import { atWork, daily, server } from "./day-server.mjs";
import { b64 } from "../../src/nabij/browser/vault/bytes.js";
import { askAhead, loadCards } from "../../src/nabij/browser/day/cards.js";

/** As the server lists a matter without a card. */
const row = (id) => ({ id, card: null, shred_key: server.matters.get(id).shredKey, keeper: { id: server.self, name: "Amina" } });

test("what was asked ahead is drawn, and asked anew the next time", async (t) => {
  const { id } = await atWork(t);
  server.lists = [[{ ...row(id), turn: "ahead" }], [{ ...row(id), turn: "anew" }]];
  askAhead();
  assert.equal((await loadCards()).matters[0].turn, "ahead");
  assert.equal((await loadCards()).matters[0].turn, "anew");
});

test("a matter that the early list does not know is looked for in a new one before it is called missing", async (t) => {
  const { id } = await atWork(t);
  server.lists = [[], [row(id)]];
  askAhead();
  const { matters, missing } = await loadCards();
  assert.deepEqual([matters.map((one) => one.id), missing], [[id], []]);
  server.lists = [[], []];
  askAhead();
  assert.deepEqual((await loadCards()).missing, [id]);
});

test("a matter that another tab forgot, as when it undid an import, is not missing here", async (t) => {
  const { id } = await atWork(t);
  const theirs = await daily.forgetMatters(id);
  await daily.keyringDropped();
  const before = globalThis.fetch;
  t.after(() => {
    globalThis.fetch = before;
  });
  globalThis.fetch = async (url, request) => (new URL(url).pathname === "/kluis/staat.json" ? new Response(JSON.stringify({ keyring: { version: theirs.version, sealed: b64(theirs.envelope) } }), { headers: { "Content-Type": "application/json" } }) : before(url, request));
  server.lists = [[], []];
  assert.deepEqual((await loadCards()).missing, []);
  assert.deepEqual(await daily.heldMatters(), []);
});

/** What was asked of the server, in its order. @param {import("node:test").TestContext} t */
function watched(t) {
  const before = globalThis.fetch;
  t.after(() => {
    globalThis.fetch = before;
  });
  const asked = [];
  globalThis.fetch = (url, request) => {
    asked.push(new URL(url).pathname);
    return before(url, request);
  };
  return asked;
}

/** A mark that comes when it is let go. */
function slowMark(asked) {
  let comes = () => {};
  const mark = new Promise((done) => {
    comes = () => done("m1");
  });
  return { first: () => (asked.push("mark"), mark), comes: () => comes() };
}

test("the mark comes before the list is asked for, and who asks meanwhile gets the same list: it is fetched once", async (t) => {
  const { id } = await atWork(t);
  server.lists = [[row(id)]];
  const asked = watched(t);
  const mark = slowMark(asked);
  const today = loadCards({ first: mark.first });
  const note = loadCards();
  await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(asked, ["mark"]);
  mark.comes();
  const [one, other] = await Promise.all([today, note]);
  assert.equal(one, other);
  assert.equal(one.before, "m1");
  assert.deepEqual(asked, ["mark", "/kwesties/kaarten.json"]);
});

test("a list that was asked ahead brings the mark of before it, and none is asked after it", async (t) => {
  const { id } = await atWork(t);
  server.lists = [[row(id)]];
  const asked = watched(t);
  const mark = slowMark(asked);
  askAhead(mark.first);
  mark.comes();
  const { before } = await loadCards({ first: () => assert.fail("a mark that is newer than the list") });
  assert.equal(before, "m1");
  assert.deepEqual(asked, ["mark", "/kwesties/kaarten.json"]);
});

test("who joins a list that was asked without a mark does not pretend to know one", async (t) => {
  const { id } = await atWork(t);
  server.lists = [[row(id)]];
  const [, { before }] = await Promise.all([loadCards(), loadCards({ first: () => assert.fail("newer than the list") })]);
  assert.equal(before, "");
});
