// How the colleague read the letter, with their own vault: kept sealed with it, of the very words that they read. Pure.
import { isOfBefore } from "./signal-anew.js";
import { isRead, letterRead, readWords } from "./signal-words.js";
import { sectionOf, writeSections } from "./signals.js";
import { vault } from "./vault.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./story.js").Author} Author */
/** @typedef {import("./signal-words.js").Read} Read */
/** @typedef {Read & {by: Author, current: boolean}} Reading `by`: who signed it; `current`: of the letter as it stands now */

const SECTION = "reading";

/**
 * What is kept of a reading: by whoever signed it, who writes this signal now, also once the other made a new key. Whatever it says of itself, it is nobody else's.
 * @param {OpenSignal} signal @returns {Reading | null}
 */
export function readingIn(signal) {
  const value = sectionOf(signal, SECTION);
  const by = signal.story.authors.find(({ id }) => id === signal.readBy);
  if (!by || !isRead(value)) return null;
  const letter = sectionOf(signal, "letter");
  return { ...value, by, current: letter !== null && !isOfBefore(signal, SECTION) && value.letter === letterRead(letter) };
}

/** Which revision of it this page shows: a step on which the letter goes says so, and is refused over another one. @param {OpenSignal} signal */
export const readingSeen = ({ story }) => story.sections.get(SECTION)?.revision ?? null;

/** The same where the other of the pair signed it. @param {OpenSignal} signal @returns {Reading | null} */
export function readByOther(signal) {
  const reading = readingIn(signal);
  return reading && !reading.by.me ? reading : null;
}

/** What is told where it was read along since the page was drawn. @param {OpenSignal} signal */
export function readMeanwhileWords(signal) {
  const reading = readByOther(signal);
  const who = `${reading?.by.name ?? "Je collega"} keek de brief intussen na`;
  const said = !reading ? who : reading.agreed ? `${who}: akkoord` : `${who}, en wil nog iets anders: “${reading.text}”`;
  return `${said}. Er is niets verstuurd. Lees het hieronder, en kies dan opnieuw.`;
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

/** Who wrote the words of the letter: who signed them, else who sealed them last. @param {OpenSignal} signal */
function isMyLetter({ story, letterBy }) {
  const { owner = null } = story.sections.get("letter") ?? {};
  return letterBy ? letterBy === story.self : owner === null;
}

/** Whether who looks can read along: a letter that the other wrote, while it stands and has yet to go. @param {OpenSignal} signal */
export function readsAlong(signal) {
  const { concerns, writable } = signal.register;
  const stands = !concerns.some((one) => !one.stands) && !isOfBefore(signal, "letter");
  return stands && writable.includes(SECTION) && otherOf(signal) !== null && sectionOf(signal, "letter") !== null && !isMyLetter(signal);
}

/** Whether they have yet to: not these very words. @param {OpenSignal} signal */
export function hasToRead(signal) {
  const reading = readingIn(signal);
  return readsAlong(signal) && !(reading?.by.me && reading.current);
}

/** Keeps how one read the letter, signed. @param {OpenSignal} signal @param {Read} read */
export async function keepReading(signal, read) {
  const word = await vault.ownWord(signal.story.report, SECTION, readWords(read));
  // also in the same words it is said anew, of the letter as it stands
  await writeSections(signal, { [SECTION]: { ...read, word } }, { anew: true });
}
