// Who came with several matters: what is said in one of them costs the others nothing, and holds for all that count as one.
import assert from "node:assert/strict";
import test from "node:test";
import { loadMatter, newIds, openMatter, server } from "./day-server.mjs";
import { another, lists, names, scene } from "./pattern-hands.mjs";

const { keepUp, sayWhoCame } = await import("../../src/nabij/browser/day/keeping-up.js");
const { matchOf } = await import("../../src/nabij/browser/day/match-record.js");
const { tellOnce } = await import("../../src/nabij/browser/day/matter.js");

const begun = async (/** @type {string} */ same) => {
  const ids = newIds();
  await openMatter({ ids, organisation: 1, unit: null, register: {}, card: { alias: "Nog een", next_step: "", aftercare: null }, encounter: null, note: null, turn: "counsellor", due: null, draft: null, same });
  return ids.matter;
};

const ONCE = "Dit lees je één keer.";
for (const [what, act] of /** @type {[string, (id: string, other: string) => Promise<unknown>][]} */ ([
  ["said to be the same", async (id, other) => sayWhoCame(await loadMatter(other), id)],
  ["compared with another one", async (id, other) => keepUp(await names(other, "Piet Jansen"))],
  ["the first of a new one", async (id) => begun(id)],
])) {
  test(`what is told once of a matter waits for who looks at it, and is not spent where it is ${what}`, async (t) => {
    const { id } = await scene(t);
    const other = await another("Rode jas");
    if (what !== "said to be the same") await sayWhoCame(await loadMatter(other), id);
    tellOnce(id, ONCE);
    await act(id, other);
    const told = async () => (await loadMatter(id)).alarms.includes(ONCE);
    assert.deepEqual([await told(), await told()], [true, false]);
  });
}

test("another matter that is damaged does not keep a name from being withdrawn that was struck out here", async (t) => {
  const { id, rows } = await scene(t);
  const other = await another("Rode jas");
  await sayWhoCame(await loadMatter(other), id);
  await keepUp(await names(other, "Piet Jansen"));
  assert.equal(rows.rows.size, 1);
  const kept = server.matters.get(id);
  server.lie = (pieces) => (pieces.shred_key === kept.shredKey ? { ...pieces, shred_key: null } : pieces);
  await assert.rejects(loadMatter(id));
  const { kind, why } = await keepUp(await names(other, ""));
  assert.deepEqual([kind, why, rows.rows.size], ["nobody", "", 0]);
  // another name counts by what was known of the visitor
  assert.equal((await keepUp(await names(other, "Sam Kok"))).kind, "compared");
});

const handleOf = (/** @type {string} */ id) => server.matters.get(id).visitor;
const says = async (/** @type {string} */ id, /** @type {string} */ other) => sayWhoCame(await loadMatter(id), other);

/** Four matters: the second was said to be the first's, the third and fourth the second's before that. */
async function four(t) {
  const { id: first } = await scene(t);
  const [second, third, fourth] = [await another("Twee"), await another("Drie"), await another("Vier")];
  await says(third, second);
  await says(fourth, third);
  await says(second, first);
  for (const one of [third, fourth]) await keepUp(await loadMatter(one));
  const all = [first, second, third, fourth];
  assert.equal(new Set(all.map(handleOf)).size, 1);
  return all;
}

test("what is said to be one counts as one at once, also where the other was said to be this one's before", async (t) => {
  const [first, second, third, fourth] = await four(t);
  lists([second, "Twee"], [third, "Drie"], [fourth, "Vier"]);
  await says(second, fourth);
  assert.equal(matchOf(await loadMatter(second)).same, "");
  assert.deepEqual([handleOf(third), handleOf(fourth)], [handleOf(second), handleOf(second)]);
  assert.notEqual(handleOf(second), handleOf(first));
});

test("who was said to be a matter's goes along where that one is taken back, or said to be another's", async (t) => {
  const [first, second, third, fourth] = await four(t);
  lists([second, "Twee"], [third, "Drie"], [fourth, "Vier"]);
  await says(second, "");
  assert.deepEqual([handleOf(third), handleOf(fourth)], [handleOf(second), handleOf(second)]);
  assert.notEqual(handleOf(second), handleOf(first));
  const fifth = await another("Vijf");
  await says(second, first);
  await keepUp(await loadMatter(third));
  lists([second, "Twee"], [third, "Drie"], [fifth, "Vijf"]);
  await says(second, fifth);
  assert.deepEqual([handleOf(second), handleOf(third)], [handleOf(fifth), handleOf(fifth)]);
});

test("where the first of several is gone, the next one that is there counts", async (t) => {
  const { id: first } = await scene(t);
  const second = await begun(first);
  const { fetch } = globalThis;
  t.after(() => {
    globalThis.fetch = fetch;
  });
  globalThis.fetch = async (url, asked) => (String(url).includes(first) ? new Response(JSON.stringify({ refused: "Weg.", code: "not_found" }), { status: 404, headers: { "Content-Type": "application/json" } }) : fetch(url, asked));
  const third = await another("Drie");
  await says(third, second);
  assert.deepEqual([matchOf(await loadMatter(third)).same, handleOf(third)], [second, handleOf(second)]);
});
