// Letters between open vaults: sealed only to keys that were compared, opened only from those, and in no other place.
import assert from "node:assert/strict";
import test from "node:test";
import { readLesson, readLetter, readReply, writeLesson, writeLetter, writeReply } from "../../src/nabij/browser/vault/correspondence.js";
import { letterHash, sealReply } from "../../src/nabij/browser/vault/letters.js";
import { withKeys } from "../../src/nabij/browser/vault/session.js";
import { newCounsellor, pinned } from "./practice.mjs";

const ABOUT = { organisation: 12, signal: crypto.randomUUID() };
const WORDS = { written: "2026-03-05", title: "Hoe er wordt gesproken", text: "Op één afdeling horen wij vaker hetzelfde.", questions: ["Wat ziet u zelf?"] };
const ANSWER = { written: "2026-03-19", text: "Dank u. Wij praten er maandag over." };

const person = (one, name) => ({ owner: one.user, ...one.keys, ...(name ? { name } : {}) });

/** Amina and Bram, who both compared with Daan, the one ultimately responsible. */
async function three() {
  const [amina, bram, daan] = [await newCounsellor(), await newCounsellor(), await newCounsellor()];
  for (const [one, other] of [[amina, bram], [bram, amina], [amina, daan], [bram, daan], [daan, amina], [daan, bram]]) await pinned(one, other.user, other.keys);
  const session = (one) => one.vault.session;
  const letter = await writeLetter(ABOUT, person(daan), [person(amina), person(bram)], WORDS, session(amina));
  return { amina, bram, daan, session, letter };
}

test("a letter is read by the one it is for and by both counsellors, and so is the answer", async () => {
  const { amina, bram, daan, session, letter } = await three();
  for (const reader of [amina, bram, daan]) {
    const { text, questions, from, former } = await readLetter({ ...ABOUT, from: amina.user, to: daan.user }, letter, session(reader));
    assert.deepEqual({ text, questions, from, former }, { text: WORDS.text, questions: WORDS.questions, from: amina.user, former: false });
  }
  const reply = await writeReply({ ...ABOUT, author: amina.user }, letter, [person(amina), person(bram)], ANSWER, session(daan));
  for (const reader of [amina, bram, daan]) {
    assert.equal((await readReply({ ...ABOUT, to: amina.user }, letter, reply, session(reader))).text, ANSWER.text);
  }
});

test("nothing is sealed to a key that was not compared, nor to one put in its place", async () => {
  const { amina, daan, session } = await three();
  const stranger = await newCounsellor();
  await pinned(amina, stranger.user, stranger.keys, false);
  const write = (to, readers = []) => writeLetter(ABOUT, to, readers, WORDS, session(amina));
  await assert.rejects(write(person(stranger)), { name: "UncheckedKey" });
  await assert.rejects(write({ owner: daan.user, ...stranger.keys }), { name: "SubstitutedKey" });
  await assert.rejects(write(person(daan), [{ owner: crypto.randomUUID(), ...stranger.keys }]), { name: "UncheckedKey" });
});

test("who compared under another name compares again", async () => {
  const { amina, daan, session } = await three();
  const bundle = await amina.vault.pin(daan.user, daan.keys, { checked: true, name: "Daan" });
  await amina.vault.bundleSaved(bundle);
  await writeLetter(ABOUT, person(daan, "Daan"), [], WORDS, session(amina));
  await assert.rejects(writeLetter(ABOUT, person(daan, "Iemand anders"), [], WORDS, session(amina)), { name: "UncheckedKey" });
});

test("a letter of someone who is not compared, of another signal, to another or altered is not opened", async () => {
  const { amina, daan, session, letter } = await three();
  const carla = await newCounsellor();
  await pinned(carla, daan.user, daan.keys);
  const hers = await writeLetter(ABOUT, person(daan), [], WORDS, session(carla));
  const read = (file, expected = {}) => readLetter({ ...ABOUT, from: amina.user, to: daan.user, ...expected }, file, session(daan));
  await assert.rejects(read(hers), { name: "UntrustedSigner" });
  await assert.rejects(read(letter, { signal: crypto.randomUUID() }), { name: "WrongContext" });
  await assert.rejects(read(letter, { organisation: 13 }), { name: "WrongContext" });
  await assert.rejects(read(letter, { to: amina.user }), { name: "Misaddressed" });
  const altered = letter.slice();
  altered[altered.length - 1] ^= 1;
  await assert.rejects(read(altered), { name: "WrongKey" });
  await assert.rejects(readLetter({ ...ABOUT, from: amina.user, to: daan.user }, letter, session(carla)), { name: "WrongKey" });
});

test("the answer to one letter is not taken for that to another", async () => {
  const { amina, daan, session, letter } = await three();
  const second = await writeLetter(ABOUT, person(daan), [], { ...WORDS, text: "Een tweede brief." }, session(amina));
  const reply = await writeReply({ ...ABOUT, author: amina.user }, second, [person(amina)], ANSWER, session(daan));
  await assert.rejects(readReply({ ...ABOUT, to: amina.user }, letter, reply, session(amina)), { name: "WrongContext" });
});

test("an answer is named by whom its signer was compared as", async () => {
  const { amina, bram, daan, session, letter } = await three();
  await amina.vault.bundleSaved(await amina.vault.pin(daan.user, daan.keys, { checked: true, name: "Daan" }));
  const reply = await writeReply({ ...ABOUT, author: amina.user }, letter, [person(amina), person(bram)], ANSWER, session(daan));
  const read = async (one) => (await readReply({ ...ABOUT, to: amina.user }, letter, reply, session(one))).name;
  // Bram compared before names were kept.
  assert.deepEqual([await read(amina), await read(bram)], ["Daan", ""]);
});

test("a colleague who reads the letter does not answer it in the place of the board", async () => {
  const { amina, bram, session, letter } = await three();
  const forged = await withKeys(session(bram), ({ practice, user, signer }) =>
    sealReply({ practice, ...ABOUT, letter: letterHash(letter), from: user, to: amina.user, ...ANSWER }, signer, [amina.keys.recipient, bram.keys.recipient]),
  );
  for (const reader of [amina, bram]) await assert.rejects(readReply({ ...ABOUT, to: amina.user }, letter, forged, session(reader)), { name: "WrongContext" });
});

test("a letter by somebody else than who handed it over is refused, also where its writer was compared", async () => {
  const { amina, bram, daan, session } = await three();
  const his = await writeLetter(ABOUT, person(daan), [person(amina)], WORDS, session(bram));
  await assert.rejects(readLetter({ ...ABOUT, from: amina.user, to: daan.user }, his, session(daan)), { name: "WrongContext" });
  await assert.rejects(writeReply({ ...ABOUT, author: amina.user }, his, [person(amina)], ANSWER, session(daan)), { name: "WrongContext" });
  assert.equal((await readLetter({ ...ABOUT, from: bram.user, to: daan.user }, his, session(daan))).from, bram.user);
});

test("a letter that was not for me is not answered", async () => {
  const { amina, bram, session, letter } = await three();
  await assert.rejects(writeReply({ ...ABOUT, author: amina.user }, letter, [], ANSWER, session(bram)), { name: "Misaddressed" });
});

test("a locked vault writes and reads nothing", async () => {
  const { amina, daan, session, letter } = await three();
  session(daan).lock();
  await assert.rejects(readLetter({ ...ABOUT, from: amina.user, to: daan.user }, letter, session(daan)), { name: "Locked" });
});

test("after new keys an earlier letter still opens, and that its key was replaced is told", async () => {
  const { amina, daan, session, letter } = await three();
  const change = await amina.vault.rotate("seen", { words: "appel brug citroen duin egel fiets" });
  await amina.vault.accountSaved(change);
  await pinned(daan, amina.user, change.keys);
  assert.equal((await readLetter({ ...ABOUT, from: amina.user, to: daan.user }, letter, session(daan))).former, true);
  assert.equal((await readLetter({ ...ABOUT, from: amina.user, to: daan.user }, letter, session(amina))).former, true);
  const renewed = await daan.vault.rotate("seen", { words: "appel brug citroen duin egel fiets" });
  await daan.vault.accountSaved(renewed);
  assert.equal((await readLetter({ ...ABOUT, from: amina.user, to: daan.user }, letter, session(daan))).text, WORDS.text);
});

test("what was learnt is read by those it is sealed to, says no signal, and opens as nothing else", async () => {
  const { amina, bram, daan, session } = await three();
  const lesson = crypto.randomUUID();
  const words = { written: "2026-05-01", text: "Eerder samen kijken." };
  const file = await writeLesson(lesson, [person(bram)], words, session(amina));
  const expected = { lesson, from: amina.user };
  assert.deepEqual(await readLesson(expected, file, session(bram)), { ...words, mine: false, name: "", former: false });
  assert.equal((await readLesson(expected, file, session(amina))).mine, true);
  await assert.rejects(readLesson(expected, file, session(daan)), { name: "WrongKey" });
  await assert.rejects(readLesson({ ...expected, lesson: crypto.randomUUID() }, file, session(bram)), { name: "WrongContext" });
  await assert.rejects(readLesson({ ...expected, from: daan.user }, file, session(bram)), { name: "WrongContext" });
  const letter = await writeLetter(ABOUT, person(daan), [person(bram)], WORDS, session(amina));
  await assert.rejects(readLesson(expected, letter, session(bram)), { name: "BadEnvelope" });
  await assert.rejects(readLetter({ ...ABOUT, from: amina.user, to: daan.user }, file, session(bram)), { name: "BadEnvelope" });
  const stranger = await newCounsellor();
  await pinned(amina, stranger.user, stranger.keys, false);
  await assert.rejects(writeLesson(lesson, [person(stranger)], words, session(amina)), { name: "UncheckedKey" });
});
