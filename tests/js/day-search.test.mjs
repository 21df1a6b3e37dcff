// Searching in matters that change elsewhere, and opening one whose first try may have arrived.
import assert from "node:assert/strict";
import test from "node:test";
// First, as it stands in for the browser that the other modules look for.
import { atWork, cardOf, loadMatter, newIds, openMatter, revise } from "./day-server.mjs";
import { readAll, search, versionsOf } from "../../src/nabij/browser/day/search.js";
import { newId } from "../../src/nabij/browser/vault/bytes.js";

/** The card of a matter as a list has it; its register and its own record stay as they are whatever is noted. */
const listed = (id) => ({ id, version: 1, card: { epoch: 1, revision: 1 }, alias: "Regenjas", nextStep: "", organisation: { id: 1, name: "Zorggroep De Linde" }, trouble: null });
const note = (id, revision, text) => ({ part: "notes", kind: "note", id, revision, content: { encounter: crypto.randomUUID(), at: "2026-03-03T10:00", place: "", text } });

test("what changed elsewhere is read anew, and what did not is not", async (t) => {
  const { id } = await atWork(t);
  const cards = [listed(id)];
  const asked = t.mock.method(globalThis, "fetch", globalThis.fetch);
  const pieces = () => asked.mock.calls.filter(({ arguments: [url] }) => String(url).includes("/stukken.json")).length;
  const found = async (word) => {
    await readAll(cards, await versionsOf(cards), () => {}, () => true);
    return search(cards, word).length;
  };
  const written = newId();
  await revise(await loadMatter(id), [note(written, 1, "Bij de fietsenstalling")]);
  assert.deepEqual([await found("fietsenstalling"), await found("kantine")], [1, 0]);
  const before = pieces();
  assert.equal(await found("fietsenstalling"), 1);
  assert.equal(pieces(), before);
  await revise(await loadMatter(id), [note(written, 2, "Bij de kantine")]);
  assert.deepEqual([await found("fietsenstalling"), await found("kantine")], [0, 1]);
});

test("a matter that changed and opens no more is not found as it was", async (t) => {
  const { id } = await atWork(t);
  const cards = [listed(id)];
  await revise(await loadMatter(id), [note(newId(), 1, "Bij de fietsenstalling")]);
  await readAll(cards, await versionsOf(cards), () => {}, () => true);
  const { fetch } = globalThis;
  t.mock.method(globalThis, "fetch", async (url, how) => (String(url).includes("/stukken.json") ? new Response(JSON.stringify({ refused: "Er is iets mis.", code: "status_500" }), { status: 500, headers: { "Content-Type": "application/json" } }) : fetch(url, how)));
  assert.equal(await readAll(cards, new Map([[id, "another"]]), () => {}, () => true), 1);
  assert.deepEqual(search(cards, "fietsenstalling"), []);
});

test("a refused proof does not tell whether the first try arrived, so the same matter goes again", async (t) => {
  await atWork(t);
  const wanted = { ids: newIds(), organisation: 1, unit: null, register: {}, card: { alias: "Paraplu", next_step: "", aftercare: null }, encounter: null, note: null, turn: "counsellor", due: null, draft: null };
  const { fetch } = globalThis;
  const sent = [];
  const answers = [() => Promise.reject(new TypeError("Failed to fetch")), async () => new Response(JSON.stringify({ refused: "Je kluis is intussen vernieuwd.", code: "proof" }), { status: 403, headers: { "Content-Type": "application/json" } })];
  t.mock.method(globalThis, "fetch", (url, how) => {
    if (!String(url).endsWith("/openen.json")) return fetch(url, how);
    sent.push(how.body);
    return (answers.shift() ?? (() => fetch(url, how)))();
  });
  await assert.rejects(openMatter(wanted), { name: "Offline" });
  await assert.rejects(openMatter(wanted), { code: "proof" });
  assert.deepEqual(await openMatter(wanted), { sentBefore: true });
  assert.deepEqual([sent.length, new Set(sent.map(String)).size], [3, 1]);
  assert.equal(cardOf(await loadMatter(wanted.ids.matter)).alias, "Paraplu");
});
