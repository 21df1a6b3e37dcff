// What was heard when it was asked whether anybody suffers from a letter: a line of each of the pair, in one section.
import { Refusal } from "../desk/talk.js";
import { saveSections } from "./story.js";
import { sectionOf, shut, takeStep } from "./signals.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {{by: string, text: string}} Line `by`: who heard it; empty where that was not kept */

/** After so many weeks it is asked whether anybody suffers from the signal. */
export const WATCHES = [2, 6, 12];
const MOST_TRIES = 5;

/**
 * The lines of a section, as far as they can be lines, one of each; one that was written before each had their own is one. Who wrote the section last signed all
 * of it: whose a line is, is their word.
 * @param {any} value @returns {Line[]}
 */
export function linesIn(value) {
  if (!Array.isArray(value?.lines)) return isText(value?.text) ? [{ by: "", text: value.text }] : [];
  const those = /** @type {any[]} */ (value.lines).flatMap((one) => (isText(one?.text) ? [{ by: typeof one.by === "string" ? one.by : "", text: one.text }] : []));
  return those.filter(({ by }, nth) => by === "" || those.findIndex((other) => other.by === by) === nth);
}

/** @param {unknown} one @returns {one is string} */
const isText = (one) => typeof one === "string" && one !== "";

/** The same section with the line of one of them as it reads now; nothing of the others goes. @param {any} value @param {string} by @param {string} text */
export function withLine(value, by, text) {
  const lines = linesIn(value);
  const mine = { by, text };
  return { lines: lines.some((one) => one.by === by) ? lines.map((one) => (one.by === by ? mine : one)) : [...lines, mine] };
}

/** What was heard after so many weeks. @param {OpenSignal} signal @param {number} weeks */
export const heardAfter = (signal, weeks) => linesIn(sectionOf(signal, `watch.${weeks}`));

/**
 * Writes down what one heard, beside what the other of the pair did or is just writing, and that one asked.
 * @param {OpenSignal} signal
 * @param {number} weeks
 * @param {string} by
 * @param {string} text
 */
export async function noteWatch(signal, weeks, by, text) {
  await putLine(signal.story, `watch.${weeks}`, by, text);
  await takeStep(signal, "navraag", { weeks });
}

/** Puts a line into a section as it stands, however often the other writes meanwhile. @param {import("./story.js").OpenStory} story @param {string} name @param {string} by @param {string} text */
export async function putLine(story, name, by, text, save = saveSections) {
  const isThere = (/** @type {import("./story.js").OpenStory} */ { sections }) => linesIn(sections.get(name)?.value).some((one) => one.by === by && one.text === text);
  for (let tries = 1; !isThere(story); tries += 1) {
    // A story that is open no more takes nothing, and says nothing of it.
    if (story.state !== "open") throw shut();
    if (tries > MOST_TRIES) throw new Refusal("Je collega schreef hier intussen ook. Er is niets overschreven. Bewaar het nog een keer.", "stale");
    const now = story.sections.get(name);
    story = (await save(story, [{ name, value: withLine(now?.value, by, text), base: now?.revision ?? 0 }])).story;
  }
}
