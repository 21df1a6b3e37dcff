// Aftercare after a signal: which of one's own matters take a day, which day, and that it shows on *Vandaag* when it comes.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { aftercareOf, dayOfAftercare } = await import("../../src/nabij/browser/day/signal-aftercare.js");
const { byTurn } = await import("../../src/nabij/browser/day/order.js");

const card = (id, more = {}) => ({ id, alias: id, mine: true, closed_month: null, aftercare: null, turn: "visitor", my_turn: true, turn_of: [], due: null, ...more });
const TODAY = "2026-11-29";

test("one's own running matters under it, and nobody else's", () => {
  const cards = new Map([card("a"), card("b", { aftercare: "2027-01-10" }), card("c", { mine: false }), card("d", { closed_month: "2026-10" }), card("e"), card("f", { aftercare: "2026-11-01" })].map((one) => [one.id, one]));
  const { has, lacks } = aftercareOf([{ matter: "a" }, { matter: "b" }, { matter: "c" }, { matter: "d" }, { matter: "f" }, { matter: null }], cards, TODAY);
  assert.deepEqual([has.map(({ id }) => id), lacks.map(({ id }) => id)], [["b"], ["a", "f"]]);
});

test("the day is as many weeks ahead as the practice waits, and never today", () => {
  assert.equal(dayOfAftercare(TODAY, 12), "2027-02-21");
  assert.equal(dayOfAftercare(TODAY, 0), "2026-12-06");
});

test("a running matter whose aftercare has come stands once, under it, unless it is one's own turn anyway", () => {
  const groups = (more) => byTurn([card("a", { aftercare: TODAY, ...more })], TODAY).map(({ key }) => key);
  assert.deepEqual(groups({}), ["aftercare"]);
  assert.deepEqual(groups({ turn: "nobody" }), ["aftercare"]);
  assert.deepEqual(groups({ turn: "counsellor" }), ["counsellor"]);
  assert.deepEqual(groups({ aftercare: "2027-01-01" }), ["visitor"]);
});
