// What each of the pair heard of their own visitors: a line each in one section, and none is lost.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { linesIn } = await import("../../src/nabij/browser/day/signal-words.js");
const { askWords, putLine, waitsWords, withLine } = await import("../../src/nabij/browser/day/watching.js");

const storyWith = (value, revision, state = "open") => ({ state, sections: new Map(value ? [["watch.2", { value, revision }]] : []) });

const line = (/** @type {string} */ by, /** @type {string} */ text) => ({ by, text, word: `of ${by}` });
const sign = /** @type {any} */ (async () => "of amina");

test("each has their own line, and what was written before each had one stays", () => {
  const first = withLine(null, line("amina", "Niets."));
  assert.deepEqual(first, { lines: [line("amina", "Niets.")] });
  const both = withLine(first, line("bram", "Minder uren."));
  assert.deepEqual(linesIn(both), [line("amina", "Niets."), line("bram", "Minder uren.")]);
  assert.deepEqual(linesIn(withLine(both, line("amina", "Toch iets."))), [line("amina", "Toch iets."), line("bram", "Minder uren.")]);
  assert.deepEqual(linesIn(withLine({ text: "Van eerder." }, line("amina", "Niets."))), [{ by: "", text: "Van eerder.", word: null }, line("amina", "Niets.")]);
  for (const none of [null, undefined, {}, { text: "" }, { lines: [] }]) assert.deepEqual(linesIn(none), []);
});

test("what is no line breaks nothing and is none, and of what says it is one's own only the last stays", () => {
  const mine = line("amina", "Niets.");
  const odd = [null, 3, "x", [], {}, { by: "bram" }, { by: "bram", text: 4 }, mine, { by: 7, text: "Van iemand." }, { by: "amina", text: "Nog een." }];
  assert.deepEqual(linesIn({ lines: odd }), [mine, { by: "", text: "Van iemand.", word: null }, { by: "amina", text: "Nog een.", word: null }]);
  assert.deepEqual(withLine({ lines: odd }, line("amina", "Toch iets.")).lines, [line("amina", "Toch iets."), { by: "", text: "Van iemand.", word: null }]);
  assert.equal(withLine({ lines: odd }, line("bram", "Minder uren.")).lines.length, 4);
  for (const none of [{ lines: null }, { lines: {} }, { text: 3 }, "x", 3]) assert.deepEqual(linesIn(none), []);
});

test("of two who write at once the second puts their line beside the first", async () => {
  const theirs = withLine(null, line("bram", "Minder uren."));
  /** @type {any[]} */
  const sent = [];
  const save = async (/** @type {any} */ story, /** @type {any[]} */ [change]) => {
    sent.push(change);
    return sent.length === 1 ? { story: storyWith(theirs, 1), contested: [{ ...change, theirs: { value: theirs, revision: 1 } }] } : { story: storyWith(change.value, 2), contested: [] };
  };
  await putLine(/** @type {any} */ (storyWith(null, 0)), 2, "amina", "Niets.", /** @type {any} */ (save), sign);
  assert.deepEqual(sent.map(({ base }) => base), [0, 1]);
  assert.deepEqual(linesIn(sent[1].value), [line("bram", "Minder uren."), line("amina", "Niets.")]);
});

test("a line that stands there already is not written again, and who is overtaken time and again is told", async () => {
  const refuse = async () => assert.fail("nothing to save");
  await putLine(/** @type {any} */ (storyWith(withLine(null, line("amina", "Niets.")), 1)), 2, "amina", "Niets.", /** @type {any} */ (refuse), sign);
  const busy = async (/** @type {any} */ story, /** @type {any[]} */ [change]) => ({ story, contested: [change] });
  await assert.rejects(putLine(/** @type {any} */ (storyWith(null, 0)), 2, "amina", "Niets.", /** @type {any} */ (busy), sign), { code: "stale" });
});

test("a line counts as written only where it stands: a story that turns out to be shut takes none, and says so", async () => {
  for (const state of ["waiting", "refused"]) {
    const closing = async () => ({ story: storyWith(null, 0, state), contested: [] });
    await assert.rejects(putLine(/** @type {any} */ (storyWith(null, 0)), 2, "amina", "Niets.", /** @type {any} */ (closing), sign), { code: "stale", sentence: /niet weg/ });
    const refuse = async () => assert.fail("nothing to save");
    await assert.rejects(putLine(/** @type {any} */ (storyWith(null, 0, state)), 2, "amina", "Niets.", /** @type {any} */ (refuse), sign), { code: "stale" });
  }
});

test("who else is asked to is said of one and of several, and of no visitors where none is behind it", () => {
  assert.equal(waitsWords(["Bram"], true), "Bram vraagt het de eigen inbrengers nog.");
  assert.equal(waitsWords(["Bram", "Cleo"], true), "Bram en Cleo vragen het de eigen inbrengers nog.");
  assert.equal(waitsWords(["Bram", "Cleo", "Daan"], true), "Bram, Cleo en Daan vragen het de eigen inbrengers nog.");
  assert.equal(waitsWords(["Bram"], false), "Eén van jullie schrijft het op: Bram kan het ook doen.");
  assert.match(waitsWords(["Bram", "Cleo"], false), /Bram en Cleo kunnen/);
  assert.match(askWords(2, true), /^De brief is 2 weken weg\. Vraag jouw inbrengers/);
  assert.doesNotMatch(askWords(6, false), /inbrengers/);
});
