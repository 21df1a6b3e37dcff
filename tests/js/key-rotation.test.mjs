// After a departure the browser of who stays makes the next key by itself, once, and what was compared anew; cut off anywhere, it goes on later.
import assert from "node:assert/strict";
import test from "node:test";
import { atWork, loadMatter, newIds, openMatter, revise, server } from "./day-server.mjs";
import { patternServer, refusal } from "./pattern-server.mjs";

const { keepUp, whyNot } = await import("../../src/nabij/browser/day/keeping-up.js");
const { keepKeys } = await import("../../src/nabij/browser/day/comparing.js");
const { rotateAt } = await import("../../src/nabij/browser/day/key-rotation.js");

async function named(id, name) {
  await revise(await loadMatter(id), [{ part: "notes", kind: "named_party", id: crypto.randomUUID(), revision: 1, content: { name, email: "", relation: "" } }]);
  return keepUp(await loadMatter(id));
}

async function another(alias) {
  const fresh = newIds();
  await openMatter({ ids: fresh, organisation: 1, unit: null, register: {}, card: { alias, next_step: "", aftercare: null }, encounter: null, note: null, turn: "counsellor", due: null, draft: null });
  return fresh.matter;
}

const card = (id) => ({ id, organisation: { id: 1, name: "De Linde" }, unit: null, keeper: { id: server.self, name: "Amina" }, mine: true, answered: false, shared: false, shred_key: server.matters.get(id).shredKey, card: null, turn: "counsellor", due: null, opened_month: "2026-11", closed_month: null, aftercare_month: null, primary_nature: "", version: 1, alias: "" });
const lists = (...ids) => server.lists.push(ids.map(card));

/** Two matters of Amina that were compared; then somebody left who had the key. */
async function departed(t) {
  const { amina, bram, id } = await atWork(t);
  const rows = patternServer([{ ...amina, name: "Amina" }, { ...bram, name: "Bram" }]);
  const other = await another("Rode jas");
  await named(id, "Piet Jansen");
  await named(other, "Els Bakker");
  rows.left = true;
  rows.sent.length = 0;
  return { amina, bram, id, other, rows };
}

/** Lets some calls of a step through, and then fails each as `how` says. */
function failing(step, after, how) {
  const real = server.patterns;
  let seen = 0;
  server.patterns = (asked, body) => (asked === step && (seen += 1) > after ? how(() => real(asked, body)) : real(asked, body));
  return () => (server.patterns = real);
}
const cut = () => {
  throw new TypeError("fetch failed");
};
const epochs = (rows) => [...rows.rows.values()].map(({ named: those }) => those.map(({ epoch }) => epoch));

test("one opening makes the next key for who stays, and every own matter anew", async (t) => {
  const { bram, id, other, rows } = await departed(t);
  lists(id, other);
  const seen = [];
  assert.deepEqual(await rotateAt(1, (done, of) => seen.push([done, of])), { made: true, done: 2, left: 0, others: ["Bram"], why: "" });
  assert.deepEqual(seen, [[0, 2], [1, 2]]);
  assert.ok(rows.grants.some(({ grantee, epoch }) => grantee === bram.user && epoch === 2));
  assert.deepEqual(epochs(rows), [[2], [2]]);
  assert.deepEqual((await keepKeys(1)).epochs, [2]);
});

test("whatever the server says of more departures, a tab makes one key", async (t) => {
  const { rows } = await departed(t);
  await keepKeys(1);
  rows.left = true;
  const keys = await keepKeys(1);
  assert.deepEqual([rows.epoch, keys.rotated], [2, false]);
});

test("a connection that breaks before the key arrived leaves all as it was, and the next opening makes it", async (t) => {
  const { id, other, rows } = await departed(t);
  const mend = failing("sleutels.json", 0, cut);
  await assert.rejects(rotateAt(1, () => {}), { name: "Offline" });
  assert.deepEqual([rows.epoch, epochs(rows)], [1, [[1], [1]]]);
  mend();
  lists(id, other);
  assert.equal((await rotateAt(1, () => {})).done, 2);
});

test("a key whose answer was lost is taken up, and not made twice", async (t) => {
  const { id, other, rows } = await departed(t);
  const mend = failing("sleutels.json", 0, (real) => (real(), cut()));
  await assert.rejects(rotateAt(1, () => {}), { name: "Offline" });
  assert.equal(rows.epoch, 2);
  mend();
  lists(id, other);
  const { made, done, left } = await rotateAt(1, () => {});
  assert.deepEqual([rows.epoch, made, done, left], [2, false, 2, 0]);
});

test("cut off in the middle, what was made stays and the rest goes on later; both keys count meanwhile", async (t) => {
  const { id, other, rows } = await departed(t);
  const mend = failing("vernieuwen.json", 1, cut);
  lists(id, other);
  const first = await rotateAt(1, () => {});
  assert.deepEqual([first.made, first.done, first.left], [true, 1, 1]);
  assert.match(first.why, /geen verbinding/);
  assert.deepEqual(epochs(rows), [[1, 2], [1]]);
  mend();
  lists(id, other);
  assert.deepEqual(await rotateAt(1, () => {}), { made: false, done: 1, left: 0, others: ["Bram"], why: "" });
  assert.deepEqual(epochs(rows), [[2], [2]]);
});

test("a matter whose row was renewed while the answer was lost is whole at its next opening", async (t) => {
  const { id, other, rows } = await departed(t);
  const mend = failing("vernieuwen.json", 0, (real) => (real(), cut()));
  lists(id, other);
  await rotateAt(1, () => {});
  mend();
  const { kind, why, match } = await keepUp(await loadMatter(id));
  assert.deepEqual([kind, why], ["compared", ""]);
  assert.ok(match.named.some(({ epoch }) => epoch === 2));
  lists(id, other);
  assert.equal((await rotateAt(1, () => {})).left, 0);
  assert.deepEqual(epochs(rows), [[2], [2]]);
});

test("where a colleague was a moment earlier, theirs counts", async (t) => {
  const { rows } = await departed(t);
  failing("sleutels.json", 0, () => refusal("conflict"));
  const keys = await keepKeys(1);
  assert.deepEqual([rows.epoch, keys.rotated], [1, false]);
  assert.equal(keys.trouble, "");
});

test("who holds the key and was not compared again gets no next one silently: it is told and nothing is made", async (t) => {
  const { bram, rows } = await departed(t);
  const real = server.patterns;
  server.patterns = (step, body) => {
    const said = real(step, body);
    const odd = { ...bram.keys, sign: btoa("x".repeat(32)) };
    if (step === "stand.json") for (const one of said.pair) if (one.id === bram.user) one.public_key = { owner: bram.user, version: 2, ...odd };
    return said;
  };
  const keys = await keepKeys(1);
  assert.equal(rows.epoch, 1);
  assert.match(whyNot(keys), /Vergelijk eerst opnieuw de cijfers met Bram/);
});
