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
