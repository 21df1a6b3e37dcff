// Whose words stand in the bundle of a signal: of who signed them, whoever sealed the section, and of nobody who says so.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { letterRead, readWords, signedIn, signedLetter } = await import("../../src/nabij/browser/day/signal-words.js");
const { putLine } = await import("../../src/nabij/browser/day/watching.js");
const { newCounsellor, newPair } = await import("./practice.mjs");

const { amina, bram } = await newPair();
const signal = crypto.randomUUID();
const LETTER = { title: "Grappen", text: "Wij horen vaker dat grappen blijven hangen.", questions: ["Wat ziet u zelf?"] };
const READ = { letter: letterRead(LETTER), agreed: true, text: "", closed: 0, day: "2026-11-30" };

/** The bundle as anybody who holds its key could make it. @param {Record<string, any>} values */
const bundle = (values, report = signal) => /** @type {any} */ ({ report, state: "open", sections: new Map(Object.entries(values).map(([name, value]) => [name, { value, revision: 1, owner: null }])) });
/** As Amina's browser reads it. @param {any} story */
const asAmina = (story) => signedIn(story, (...says) => amina.vault.whoseWord(...says));
/** @param {any} who @param {string} text @param {string} [section] @param {string} [box] */
const line = async (who, text, section = "watch.2", box = signal) => ({ by: who.user, text, word: await who.vault.ownWord(box, section, text) });
/** @param {any[]} lines */
const heard = async (lines, report = signal, section = "watch.2") => (await asAmina(bundle({ [section]: { lines } }, report))).heard.get(Number(section.slice(6)));

test("a line is of who signed it, whoever wrote the section or sealed it anew", async () => {
  const both = [await line(amina, "Niets."), await line(bram, "Minder uren.")];
  assert.deepEqual(await heard(both), [{ by: amina.user, text: "Niets." }, { by: bram.user, text: "Minder uren." }]);
});

test("nobody writes a line for the other: forged, changed, moved or taken from elsewhere it is nobody's", async () => {
  const his = await line(bram, "Niets gemerkt.");
  const stranger = await newCounsellor();
  const forged = [
    { by: bram.user, text: "Alles goed.", word: null },
    { by: bram.user, text: "Alles goed.", word: await amina.vault.ownWord(signal, "watch.2", "Alles goed.") },
    { ...his, text: "Alles goed." },
    { ...his, by: amina.user },
    await line(bram, "Alles goed.", "watch.6"),
    await line(bram, "Alles goed.", "watch.2", crypto.randomUUID()),
    await line(stranger, "Alles goed."),
    { by: bram.user, text: "Alles goed.", word: { signer: bram.keys.sign, signature: "x" } },
    { by: bram.user, text: "Alles goed.", word: "Bram" },
  ];
  for (const one of forged) assert.deepEqual(await heard([one]), [{ by: "", text: one.text }]);
  // beside what he did say it hides nothing
  assert.deepEqual((await heard([...forged, his]))?.at(-1), { by: bram.user, text: "Niets gemerkt." });
  // a line of his that stands twice is one
  assert.deepEqual(await heard([his, his]), [{ by: bram.user, text: "Niets gemerkt." }]);
});

test("what was written before lines were signed stays to be read, as nobody's", async () => {
  const { heard: all } = await asAmina(bundle({ "watch.2": { text: "Van eerder." }, "watch.6": { lines: [{ by: bram.user, text: "Ook van eerder." }, null, 3, { by: bram.user }] } }));
  assert.deepEqual(all.get(2), [{ by: "", text: "Van eerder." }]);
  assert.deepEqual(all.get(6), [{ by: "", text: "Ook van eerder." }]);
  assert.deepEqual(all.get(12), []);
});

test("one's own line takes the place of what somebody else put there in one's name", async () => {
  const his = await line(bram, "Minder uren.");
  const story = bundle({ "watch.2": { lines: [{ by: amina.user, text: "Verzonnen.", word: null }, his] } });
  /** @type {any} */
  let kept = null;
  const save = async (/** @type {any} */ _story, /** @type {any[]} */ [change]) => ({ story: bundle({ "watch.2": (kept = change.value) }), contested: [] });
  await putLine(story, 2, amina.user, "Niets.", /** @type {any} */ (save), (...says) => amina.vault.ownWord(...says));
  assert.deepEqual(await heard(kept.lines), [{ by: amina.user, text: "Niets." }, { by: bram.user, text: "Minder uren." }]);
});

test("a reading stays of who read, also once the author seals it under a new key, and the author makes none", async () => {
  const word = await bram.vault.ownWord(signal, "reading", readWords(READ));
  // the same value, sealed by Amina: that is all that a new key of hers changes
  assert.equal((await asAmina(bundle({ reading: { ...READ, word } }))).readBy, bram.user);
  for (const value of [READ, { ...READ, agreed: false, text: "Ruimer.", word }, { ...READ, letter: letterRead({ ...LETTER, title: "x" }), word }, { ...READ, by: bram.user, word: {} }]) assert.equal((await asAmina(bundle({ reading: value }))).readBy, "");
  const own = await amina.vault.ownWord(signal, "reading", readWords(READ));
  assert.equal((await asAmina(bundle({ reading: { ...READ, word: own } }))).readBy, amina.user);
  // of another signal
  assert.equal((await asAmina(bundle({ reading: { ...READ, word } }, crypto.randomUUID()))).readBy, "");
});

test("a letter is of who wrote its words; whoever decides about what was found in them signs nothing", async () => {
  const by = (/** @type {any} */ who) => (/** @type {any[]} */ ...says) => who.vault.ownWord(...says);
  const written = await signedLetter(bundle({}), LETTER, by(amina));
  const decided = await signedLetter(bundle({ letter: written }), { ...written, kept: [{ key: "k", match: "Noord", reason: "Zij wilden dat." }] }, async () => assert.fail("his are not the words"));
  assert.equal((await asAmina(bundle({ letter: decided }))).letterBy, amina.user);
  const taken = await signedLetter(bundle({ letter: decided }), { ...decided, text: "Anders gezegd." }, by(bram));
  assert.equal((await asAmina(bundle({ letter: taken }))).letterBy, bram.user);
  assert.equal((await asAmina(bundle({ letter: { ...taken, text: LETTER.text } }))).letterBy, "");
});
