// How the colleague read the letter, with their own vault: kept sealed with it, of the very words that they read. Pure.
import { b64, isCount, isDay, isObject, isText, json, labelled, sha256, utf8 } from "../vault/bytes.js";
import { isOfBefore } from "./signal-anew.js";
import { sectionOf } from "./signals.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./signals.js").Worded} Worded */
/** @typedef {import("./story.js").Author} Author */
/** @typedef {{letter: string, agreed: boolean, text: string, closed: number, day: string}} Read the section; `closed`: matters of the reader's vault that did not open, so that their names were not looked for */
/** @typedef {Read & {by: Author, current: boolean}} Reading `by`: who signed it; `current`: of the letter as it stands now */

const LABEL = "nabij/letter-read/1";
const SECTION = "reading";

/** The words of a letter as they were read; what was decided about them is not in it. @param {Worded} letter */
export const letterRead = ({ title, text, questions }) => b64(sha256(labelled(LABEL, utf8(json([title, text, questions])))));

/** @param {any} value @returns {value is Read} */
const isRead = (value) =>
  isObject(value) && isText(value.letter) && typeof value.agreed === "boolean" && isText(value.text) && (value.closed === 0 || isCount(value.closed)) && isDay(value.day);

/**
 * What is kept of a reading: by whoever signed it, who writes this signal now. Whatever it says of itself, it is nobody else's.
 * @param {OpenSignal} signal @returns {Reading | null}
 */
export function readingIn(signal) {
  const value = sectionOf(signal, SECTION);
  const { owner = null } = signal.story.sections.get(SECTION) ?? {};
  const by = signal.story.authors.find((one) => (owner === null ? one.me : one.id === owner));
  if (!by || !isRead(value)) return null;
  const letter = sectionOf(signal, "letter");
  return { ...value, by, current: letter !== null && !isOfBefore(signal, SECTION) && value.letter === letterRead(letter) };
}

/** The same where the other of the pair signed it. @param {OpenSignal} signal @returns {Reading | null} */
export function readByOther(signal) {
  const reading = readingIn(signal);
  return reading && !reading.by.me ? reading : null;
}

/** Who else writes this signal, and so has a vault that only they can hold a letter against. @param {OpenSignal} signal @returns {Author | null} */
export const otherOf = ({ story }) => story.authors.find(({ me }) => !me) ?? null;

/** What the check of a letter by one browser leaves to people: a sentence to confirm, or empty. @param {OpenSignal} signal @param {{closed: number, others: number}} looked */
export function leftToRead(signal, { closed, others }) {
  const other = otherOf(signal);
  const reading = readByOther(signal);
  const own = "Ik las de brief zelf na op wat mijn browser niet kon nakijken.";
  if (others > 0 && other && !(reading?.current && reading.agreed)) {
    if (reading?.current) return `Ik besprak met ${other.name} wat er volgens ${other.name} nog anders moest.`;
    return `Ik las de brief samen met ${other.name} na. De kluis van ${other.name} lag er niet naast.${closed > 0 ? " Wij lazen hem ook na op wat mijn browser niet kon nakijken." : ""}`;
  }
  return closed > 0 || (others > 0 && !other) ? own : "";
}
