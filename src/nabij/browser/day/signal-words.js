// Whose words these are in the bundle of a signal, where the other of the pair seals them too: a line of what was heard, how the letter was read, and the letter
// itself. Each is signed by who says it (`vault/own-word.js`), so it stays theirs when the other writes beside it or makes a new key.
import { b64, isCount, isDay, isObject, isText, json, labelled, sha256, utf8 } from "../vault/bytes.js";
import { vault } from "./vault.js";

/** @typedef {import("./story.js").OpenStory} OpenStory */
/** @typedef {import("./signals.js").Worded} Worded */
/** @typedef {typeof vault.whoseWord} Whose */
/** @typedef {{by: string, text: string}} Line `by`: who signed it; empty where nobody did */
/** @typedef {{by: string, text: string, word: unknown}} Written as it is kept: `by` is the word of whoever wrote the section last, `word` the signature */
/** @typedef {{letter: string, agreed: boolean, text: string, closed: number, day: string}} Read how a letter was read; `closed`: matters of the reader's vault that did not open, so that their names were not looked for */
/** @typedef {{heard: Map<number, Line[]>, readBy: string, letterBy: string}} Signed `heard`: after how many weeks; `readBy`, `letterBy`: who read the letter along, and whose words it has; empty where nobody signed that */

/** After so many weeks it is asked whether anybody suffers from the signal. */
export const WATCHES = [2, 6, 12];
const LABEL = "nabij/letter-read/1";

/** @param {number} weeks */
export const watchSection = (weeks) => `watch.${weeks}`;

/** The words of a letter as they were read; what was decided about them is not in it. @param {Pick<Worded, "title" | "text" | "questions">} letter */
export const letterRead = ({ title, text, questions }) => b64(sha256(labelled(LABEL, utf8(json([title, text, questions])))));

/** @param {any} value @returns {value is Read} */
export const isRead = (value) =>
  isObject(value) && isText(value.letter) && typeof value.agreed === "boolean" && isText(value.text) && (value.closed === 0 || isCount(value.closed)) && isDay(value.day);

/** What who read it signs. @param {Read} read */
export const readWords = ({ letter, agreed, text, closed, day }) => [letter, agreed, text, closed, day];

/** The lines of a section as they are kept, as far as they can be lines; one that was written before each had their own is one. @param {any} value @returns {Written[]} */
export function linesIn(value) {
  if (!Array.isArray(value?.lines)) return isWritten(value?.text) ? [{ by: "", text: value.text, word: null }] : [];
  return /** @type {any[]} */ (value.lines).flatMap((one) => (isWritten(one?.text) ? [{ by: typeof one.by === "string" ? one.by : "", text: one.text, word: one.word ?? null }] : []));
}

/** @param {unknown} one @returns {one is string} */
const isWritten = (one) => typeof one === "string" && one !== "";

/** Of each person one line; what says it is of somebody who did not sign it is nobody's. @param {OpenStory} story @param {number} weeks @param {Whose} whose */
async function linesBy(story, weeks, whose) {
  /** @type {Line[]} */
  const lines = [];
  for (const { by, text, word } of linesIn(story.sections.get(watchSection(weeks))?.value)) {
    const owner = by !== "" && (await whose(story.report, watchSection(weeks), text, word)) === by ? by : "";
    if (owner === "" || !lines.some((one) => one.by === owner)) lines.push({ by: owner, text });
  }
  return lines;
}

/** @param {OpenStory} story @param {Whose} [whose] @returns {Promise<Signed>} */
export async function signedIn(story, whose = (...says) => vault.whoseWord(...says)) {
  const value = (/** @type {string} */ name) => /** @type {any} */ (story.sections.get(name)?.value);
  const said = async (/** @type {string} */ name, /** @type {unknown} */ says) => (await whose(story.report, name, says, value(name).word)) ?? "";
  return {
    heard: new Map(await Promise.all(WATCHES.map(async (weeks) => /** @type {[number, Line[]]} */ ([weeks, await linesBy(story, weeks, whose)])))),
    readBy: isRead(value("reading")) ? await said("reading", readWords(value("reading"))) : "",
    letterBy: value("letter") ? await said("letter", letterRead(value("letter"))) : "",
  };
}

/** The letter with who wrote its words: whoever changes them signs them, whoever decides about what was found in them does not. @param {OpenStory} story @param {Worded} letter @param {typeof vault.ownWord} [sign] @returns {Promise<Worded>} */
export async function signedLetter(story, letter, sign = (...says) => vault.ownWord(...says)) {
  const before = /** @type {any} */ (story.sections.get("letter")?.value);
  const same = before?.word && letterRead(before) === letterRead(letter);
  return { ...letter, word: same ? before.word : await sign(story.report, "letter", letterRead(letter)) };
}
