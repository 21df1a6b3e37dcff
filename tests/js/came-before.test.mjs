// Who came with several matters: what is said in one of them costs the others nothing, and holds for all that count as one.
import assert from "node:assert/strict";
import test from "node:test";
import { loadMatter, newIds, openMatter, server } from "./day-server.mjs";
import { another, names, scene } from "./pattern-hands.mjs";

const { keepUp, sayWhoCame } = await import("../../src/nabij/browser/day/keeping-up.js");
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
