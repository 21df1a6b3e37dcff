// What each of the pair heard of their own visitors: a line each in one section, and none is lost.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { linesIn, putLine, withLine } = await import("../../src/nabij/browser/day/watching.js");

const storyWith = (value, revision, state = "open") => ({ state, sections: new Map(value ? [["watch.2", { value, revision }]] : []) });

test("each has their own line, and what was written before each had one stays", () => {
  const first = withLine(null, "amina", "Niets.");
  assert.deepEqual(first, { lines: [{ by: "amina", text: "Niets." }] });
  const both = withLine(first, "bram", "Minder uren.");
  assert.deepEqual(linesIn(both), [{ by: "amina", text: "Niets." }, { by: "bram", text: "Minder uren." }]);
  assert.deepEqual(linesIn(withLine(both, "amina", "Toch iets.")), [{ by: "amina", text: "Toch iets." }, { by: "bram", text: "Minder uren." }]);
  assert.deepEqual(linesIn(withLine({ text: "Van eerder." }, "amina", "Niets.")), [{ by: "", text: "Van eerder." }, { by: "amina", text: "Niets." }]);
  for (const none of [null, undefined, {}, { text: "" }, { lines: [] }]) assert.deepEqual(linesIn(none), []);
});

test("what is no line breaks nothing and is none, and nobody has two", () => {
  const mine = { by: "amina", text: "Niets." };
  const odd = [null, 3, "x", [], {}, { by: "bram" }, { by: "bram", text: 4 }, mine, { by: 7, text: "Van iemand." }, { by: "amina", text: "Nog een." }];
  assert.deepEqual(linesIn({ lines: odd }), [mine, { by: "", text: "Van iemand." }]);
  assert.deepEqual(withLine({ lines: odd }, "bram", "Minder uren.").lines.length, 3);
  for (const none of [{ lines: null }, { lines: {} }, { text: 3 }, "x", 3]) assert.deepEqual(linesIn(none), []);
});

test("of two who write at once the second puts their line beside the first", async () => {
  const theirs = withLine(null, "bram", "Minder uren.");
  /** @type {any[]} */
  const sent = [];
  const save = async (/** @type {any} */ story, /** @type {any[]} */ [change]) => {
    sent.push(change);
    return sent.length === 1 ? { story: storyWith(theirs, 1), contested: [{ ...change, theirs: { value: theirs, revision: 1 } }] } : { story: storyWith(change.value, 2), contested: [] };
  };
  await putLine(/** @type {any} */ (storyWith(null, 0)), "watch.2", "amina", "Niets.", /** @type {any} */ (save));
  assert.deepEqual(sent.map(({ base }) => base), [0, 1]);
  assert.deepEqual(linesIn(sent[1].value), [{ by: "bram", text: "Minder uren." }, { by: "amina", text: "Niets." }]);
});

test("a line that stands there already is not written again, and who is overtaken time and again is told", async () => {
  const refuse = async () => assert.fail("nothing to save");
  await putLine(/** @type {any} */ (storyWith(withLine(null, "amina", "Niets."), 1)), "watch.2", "amina", "Niets.", /** @type {any} */ (refuse));
  const busy = async (/** @type {any} */ story, /** @type {any[]} */ [change]) => ({ story, contested: [change] });
  await assert.rejects(putLine(/** @type {any} */ (storyWith(null, 0)), "watch.2", "amina", "Niets.", /** @type {any} */ (busy)), { code: "stale" });
});

test("a line counts as written only where it stands: a story that turns out to be shut takes none, and says so", async () => {
  for (const state of ["waiting", "refused"]) {
    const closing = async () => ({ story: storyWith(null, 0, state), contested: [] });
    await assert.rejects(putLine(/** @type {any} */ (storyWith(null, 0)), "watch.2", "amina", "Niets.", /** @type {any} */ (closing)), { code: "stale", sentence: /niet weg/ });
    const refuse = async () => assert.fail("nothing to save");
    await assert.rejects(putLine(/** @type {any} */ (storyWith(null, 0, state)), "watch.2", "amina", "Niets.", /** @type {any} */ (refuse)), { code: "stale" });
  }
});
