// What a pair learnt of a signal, for the counsellors of the practice: looked through first, sealed to those whose digits were compared, opened by them.
import { getJson, postJson } from "../desk/talk.js";
import { b64, newId, unb64 } from "../vault/bytes.js";
import { readLesson, writeLesson } from "../vault/correspondence.js";
import { isVerdict } from "../vault/errors.js";
import { checkLetter } from "./letter-check.js";
import { factsFor } from "./letter-facts.js";
import { loadColleagues, vault } from "./vault.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./letter-check.js").Facts} Facts */
/** @typedef {import("./vault.js").Colleague} Colleague */
/** @typedef {{id: string, author: {id: string, name: string}, month: string, sealed: string}} ServedLesson */
/** @typedef {ServedLesson & {text: string, written: string, mine: boolean, former: boolean, trouble: string}} OpenLesson `trouble` names the error where it does not open */

/**
 * What a lesson is held against: as a letter, and nobody and no organisation of the signal may be named. Pure.
 * @param {Facts} facts of the letter
 * @returns {Facts}
 */
export const factsOfLesson = ({ people = [], known = [], rests: _rests, rested: _rested, allowed: _allowed, ...facts }) => ({ ...facts, names: [...facts.names, ...people, ...known], people: [], known: [], released: [], allowed: null });

/** What in it might betray somebody. @param {OpenSignal} signal @param {string} text @param {(done: number, of: number) => void} onProgress */
export async function lookedThrough(signal, text, onProgress) {
  const { facts, closed, others } = await factsFor(signal, onProgress);
  return { found: checkLetter(text, factsOfLesson(facts)), closed, others };
}

/** Who of the practice reads it, and who not: with whom no digits were compared. @returns {Promise<{readers: Colleague[], without: Colleague[]}>} */
export async function readersOfLesson() {
  const all = await loadColleagues();
  const reads = (/** @type {Colleague} */ { checked, substituted }) => checked && !substituted;
  return { readers: all.filter(reads), without: all.filter((one) => !reads(one)) };
}

/** What was sealed once goes again as it is. @type {Map<string, {id: string, sealed: string}>} */
const made = new Map();
vault.session.onChange((open) => {
  if (!open) made.clear();
});

/** Seals it and gives it to the practice, in the place of what was given before. @param {OpenSignal} signal @param {string} text @param {Colleague[]} readers */
export async function shareLesson({ register }, text, readers) {
  const key = JSON.stringify([register.id, text, readers.map(({ id, fingerprint }) => [id, fingerprint])]);
  let ready = made.get(key);
  if (!ready) {
    const id = newId();
    const people = readers.map(({ id: owner, keys, name }) => ({ owner, ...keys, name }));
    ready = { id, sealed: b64(await writeLesson(id, people, { written: register.today, text })) };
    made.set(key, ready);
  }
  await postJson(`/signalen/${register.id}/les.json`, ready);
}

/** For the pair alone again. @param {OpenSignal} signal */
export async function takeLessonBack({ register }) {
  made.clear();
  await postJson(`/signalen/${register.id}/les-terug.json`, {});
}

/** @param {ServedLesson} served @returns {Promise<OpenLesson>} */
export async function openedLesson(served) {
  try {
    const { name, ...read } = await readLesson({ lesson: served.id, from: served.author.id }, unb64(served.sealed));
    // who signed it, as they were compared: not whom the server names
    return { ...served, author: { ...served.author, name: name || served.author.name }, ...read, trouble: "" };
  } catch (error) {
    if (!isVerdict(error)) throw error;
    return { ...served, text: "", written: "", mine: false, former: false, trouble: error.name };
  }
}

/** Every lesson of the practice, opened as far as it goes. @returns {Promise<OpenLesson[]>} */
export async function loadLessons() {
  const { lessons } = /** @type {{lessons: ServedLesson[]}} */ (await getJson("/signalen/geleerd.json"));
  return Promise.all(lessons.map(openedLesson));
}
