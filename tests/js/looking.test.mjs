// Looking once more: after 30, 60 and 90 days, until it was done; what another person is named has no past.
import assert from "node:assert/strict";
import test from "node:test";
import { loadMatter } from "./day-server.mjs";
import { names, scene } from "./pattern-hands.mjs";

const { afterLook, lookAgainAfter, lookedIn, onlyOfComparing } = await import("../../src/nabij/browser/day/looking.js");
const { keepLooked, keepUp } = await import("../../src/nabij/browser/day/keeping-up.js");
const { cardOf } = await import("../../src/nabij/browser/day/writing.js");
const { minute } = await import("../../src/nabij/browser/desk/dom.js");

const since = "2026-01-01";

test("it is time after 30, 60 and 90 days, once each, and never after", () => {
  const on = (/** @type {string} */ today, last = since) => lookAgainAfter({ since, last }, today);
  assert.deepEqual(["2026-01-30", "2026-01-31", "2026-03-01", "2026-03-02", "2026-04-01", "2026-04-30", "2026-05-01"].map((day) => on(day)), [0, 30, 30, 60, 90, 90, 0]);
  assert.deepEqual([on("2026-02-10", "2026-01-30"), on("2026-02-10", "2026-01-31"), on("2026-03-02", "2026-02-10"), on("2026-04-20", "2026-04-01")], [30, 0, 60, 0]);
  assert.equal(lookAgainAfter(null, "2026-02-10"), 0);
});

test("a look counts from the first one; where enough stood out nothing waits, and long after it begins anew", () => {
  assert.deepEqual(afterLook(null, false, since), { since, last: since });
  assert.deepEqual(afterLook({ since, last: since }, false, "2026-02-01"), { since, last: "2026-02-01" });
  assert.deepEqual(afterLook({ since, last: since }, false, "2026-05-01"), { since: "2026-05-01", last: "2026-05-01" });
  assert.equal(afterLook({ since, last: since }, true, "2026-02-01"), null);
});

test("a card of an older browser, or one that was tampered with, says nothing", () => {
  for (const none of [undefined, null, "", {}, { since }, { since, last: "gisteren" }, { since: 5, last: since }]) assert.equal(lookedIn(none), null);
});

test("a card that differs by the look alone draws nothing anew; any other does", () => {
  const card = (/** @type {number} */ revision, /** @type {object} */ content) => /** @type {any} */ ({ part: "notes", epoch: 1, kind: "card", id: "c", revision, content });
  const before = [card(1, { alias: "A", next_step: "", aftercare: null })];
  assert.ok(onlyOfComparing(before, [...before, card(2, { alias: "A", next_step: "", aftercare: null, looked: { since, last: since } })]));
  assert.ok(!onlyOfComparing(before, [...before, card(2, { alias: "B", next_step: "", aftercare: null })]));
  assert.ok(!onlyOfComparing(before, [...before, { ...card(1, {}), kind: "note", id: "n" }]));
});

test("that it was looked is kept sealed on the card, the rest of the card stays, and goes when somebody else is named", async (t) => {
  const { id } = await scene(t);
  await keepUp(await names(id, "Piet Jansen"));
  const matter = await loadMatter(id);
  const { alias } = cardOf(matter);
  await keepLooked(matter, false);
  const today = minute().slice(0, 10);
  assert.deepEqual(cardOf(await loadMatter(id)), { ...cardOf(matter), alias, looked: { since: today, last: today } });
  // only written otherwise: the same person
  await keepUp(await names(id, "drs. Piet Jansen"));
  assert.ok(cardOf(await loadMatter(id)).looked);
  await keepUp(await names(id, "Els Bakker"));
  assert.equal(cardOf(await loadMatter(id)).looked, undefined);
  assert.equal(cardOf(await loadMatter(id)).alias, alias);
});

test("where enough stood out, nobody is asked to look once more", async (t) => {
  const { id } = await scene(t);
  const matter = await names(id, "Piet Jansen");
  await keepUp(matter);
  await keepLooked(matter, false);
  assert.ok(cardOf(matter).looked);
  await keepLooked(matter, true);
  assert.equal(cardOf(await loadMatter(id)).looked, undefined);
});
