// What a lesson for the practice is held against: as a letter, and nobody and no organisation of its signal may be named.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { factsOfLesson } = await import("../../src/nabij/browser/day/lessons.js");
const { checkLetter, mayStay } = await import("../../src/nabij/browser/day/letter-check.js");

const FACTS = { names: ["Fatima Wolters"], places: [], units: ["Noord"], roles: [], released: [40], texts: [], people: ["Bram Visser"], known: ["Zorggroep De Linde", "Daan Prins"], rests: 2, rested: 0, allowed: 2 };
const never = (/** @type {string} */ text, facts = factsOfLesson(FACTS)) => checkLetter(text, facts).filter((one) => !mayStay(one)).map(({ match }) => match);

test("the organisation, who reads for it and the colleague may be named in the letter, and not in the lesson", () => {
  const text = "Bij Zorggroep De Linde pakte Daan Prins het op, samen met Bram.";
  assert.deepEqual(never(text), ["Zorggroep De Linde", "Daan Prins", "Bram"]);
  assert.deepEqual(never(text, FACTS), []);
});

test("a number of people that a letter may say stays out of the lesson", () => {
  assert.deepEqual(never("Twee mensen vertelden het. 40 mensen lazen het."), ["Twee", "40"]);
  assert.deepEqual(never("Eerder samen kijken scheelt een hoop."), []);
});
