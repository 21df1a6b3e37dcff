// How a letter was read along: of these words or of others, by who signed it and nobody else, and what it leaves to people.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { hasToRead, leftToRead, otherOf, readByOther, readingIn, readsAlong } = await import("../../src/nabij/browser/day/signal-reading.js");
const { letterRead } = await import("../../src/nabij/browser/day/signal-words.js");

const LETTER = { title: "Grappen", text: "Wij horen vaker dat grappen blijven hangen.", questions: ["Wat ziet u zelf?"] };
const AMINA = { id: "amina", name: "Amina", me: true, holds: true, public_key: null, colleague: null };
const BRAM = { ...AMINA, id: "bram", name: "Bram", me: false };
const READ = { letter: letterRead(LETTER), agreed: true, text: "", closed: 0, day: "2026-11-30" };

/** As Amina's browser holds it. */
const signal = (/** @type {any} */ { value = READ, readBy = "bram", letter = LETTER, letterBy = "amina", sealedBy = null, authors = [AMINA, BRAM], ...register } = {}) => {
  const sections = new Map([["letter", { revision: 2, value: letter, author: "", owner: sealedBy, written: "" }], ["reading", { revision: 1, value, author: "", owner: sealedBy, written: "" }]]);
  if (value === null) sections.delete("reading");
  return /** @type {any} */ ({ story: { sections, self: "amina", authors }, readBy, letterBy, register: { before: {}, concerns: [], writable: ["reading"], turn: "mine", ...register } });
};

test("a reading is of the very words of a letter, whatever was decided about them", () => {
  assert.equal(letterRead({ ...LETTER, kept: [{ key: "k", match: "Noord", reason: "Zij wilden dat." }] }), READ.letter);
  const others = [{ ...LETTER, title: "Grap" }, { ...LETTER, text: `${LETTER.text} ` }, { ...LETTER, questions: [] }, { title: LETTER.text, text: LETTER.title, questions: LETTER.questions }, { ...LETTER, questions: ["Wat ziet", "u zelf?"] }];
  for (const other of others) {
    assert.notEqual(letterRead(other), READ.letter);
    assert.equal(readingIn(signal({ letter: other }))?.current, false);
  }
  assert.equal(readingIn(signal())?.current, true);
});

test("it is of who signed it, whoever it says it is of and whoever sealed it last", () => {
  assert.equal(readByOther(signal())?.by.name, "Bram");
  const own = signal({ readBy: "amina", value: { ...READ, by: "bram", author: "Bram" } });
  assert.equal(readByOther(own), null);
  assert.equal(readingIn(own)?.by.me, true);
  // nobody signed it, or who left, or who never wrote this signal
  for (const readBy of ["", "cleo"]) assert.equal(readingIn(signal({ readBy })), null);
  assert.equal(readingIn(signal({ authors: [AMINA] })), null);
});

test("who did not write the letter can read it along, whoever leads, until they did", () => {
  assert.equal(readsAlong(signal()), false);
  // the colleague took it over: then it is she who reads along
  assert.equal(readsAlong(signal({ letterBy: "bram", turn: "mine" })), true);
  assert.equal(readsAlong(signal({ letterBy: "bram", turn: "colleague" })), true);
  // a new key of his leaves the letter hers; of one that nobody signed it is who sealed it
  assert.equal(readsAlong(signal({ sealedBy: "bram" })), false);
  assert.equal(readsAlong(signal({ letterBy: "", sealedBy: "bram" })), true);
  assert.equal(readsAlong(signal({ letterBy: "" })), false);
  const his = { letterBy: "bram" };
  for (const no of [{ writable: [] }, { concerns: [{ stands: false }] }, { authors: [AMINA] }, { letter: null }, { before: { letter: 2 } }]) assert.equal(readsAlong(signal({ ...his, ...no })), false, JSON.stringify(no));
  assert.equal(hasToRead(signal({ ...his, value: null })), true);
  assert.equal(hasToRead(signal({ ...his, readBy: "amina" })), false);
  assert.equal(hasToRead(signal({ ...his, readBy: "amina", value: { ...READ, agreed: false, text: "Ruimer." } })), false);
  assert.equal(hasToRead(signal({ ...his, readBy: "amina", letter: { ...LETTER, title: "x" } })), true);
  assert.equal(hasToRead(signal({ ...his, readBy: "bram" })), true);
});

test("it is of before once somebody went, though the words are the same", () => {
  assert.equal(readingIn(signal({ before: { reading: 1 } }))?.current, false);
  assert.equal(readingIn(signal({ before: { reading: 0 } }))?.current, true);
});

test("what is no reading is none", () => {
  for (const value of [null, "ja", {}, { ...READ, agreed: "ja" }, { ...READ, letter: 1 }, { ...READ, closed: -1 }, { ...READ, day: "<b>" }, { ...READ, text: null }]) assert.equal(readingIn(signal({ value })), null);
});

test("what one browser could not hold it against is left to people, until the other did with theirs", () => {
  const none = signal({ value: null });
  assert.equal(leftToRead(none, { closed: 0, others: 0 }), "");
  assert.equal(leftToRead(none, { closed: 0, others: 2 }), "Ik las de brief samen met Bram na. De kluis van Bram lag er niet naast.");
  assert.match(leftToRead(none, { closed: 1, others: 2 }), /samen met Bram na\. .* Wij lazen hem ook na op wat mijn browser niet kon nakijken\.$/);
  assert.equal(leftToRead(signal(), { closed: 0, others: 2 }), "");
  assert.match(leftToRead(signal(), { closed: 1, others: 2 }), /^Ik las de brief zelf na/);
  assert.match(leftToRead(signal({ value: { ...READ, agreed: false, text: "Ruimer." } }), { closed: 0, others: 1 }), /^Ik besprak met Bram/);
  // of an earlier version, or by oneself, it is as if nobody did
  assert.match(leftToRead(signal({ letter: { ...LETTER, title: "x" } }), { closed: 0, others: 1 }), /lag er niet naast/);
  assert.match(leftToRead(signal({ readBy: "amina" }), { closed: 0, others: 1 }), /lag er niet naast/);
  // who works alone has nobody to read it with
  assert.equal(otherOf(signal({ authors: [AMINA] })), null);
  assert.match(leftToRead(signal({ authors: [AMINA], value: null }), { closed: 0, others: 1 }), /^Ik las de brief zelf na/);
});
