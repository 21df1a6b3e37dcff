// What was heard when it was asked whether anybody suffers from a letter: a line of each of the pair, in one section.
import { Refusal } from "../desk/talk.js";
import { isSame, saveSections } from "./story.js";
import { shut, takeStep } from "./signals.js";
import { linesIn, watchSection } from "./signal-words.js";
import { vault } from "./vault.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./signal-words.js").Written} Written */

const MOST_TRIES = 5;

/** The same section with the line of one of them as it reads now; nothing of the others goes. @param {any} value @param {Written} mine */
export function withLine(value, mine) {
  const lines = linesIn(value);
  const nth = lines.findIndex((one) => one.by === mine.by);
  const others = lines.filter((one) => one.by !== mine.by);
  return { lines: nth < 0 ? [...lines, mine] : [...others.slice(0, nth), mine, ...others.slice(nth)] };
}

/** What was heard after so many weeks. @param {OpenSignal} signal @param {number} weeks */
export const heardAfter = ({ heard }, weeks) => heard.get(weeks) ?? [];

/**
 * Writes down what one heard, beside what the other of the pair did or is just writing, and that one asked.
 * @param {OpenSignal} signal
 * @param {number} weeks
 * @param {string} by
 * @param {string} text
 */
export async function noteWatch(signal, weeks, by, text) {
  await putLine(signal.story, weeks, by, text);
  await takeStep(signal, "navraag", { weeks });
}

/** Puts a line of one's own into a section as it stands, however often the other writes meanwhile. @param {import("./story.js").OpenStory} story @param {number} weeks @param {string} by @param {string} text */
export async function putLine(story, weeks, by, text, save = saveSections, sign = (/** @type {Parameters<typeof vault.ownWord>} */ ...says) => vault.ownWord(...says)) {
  const name = watchSection(weeks);
  const mine = { by, text, word: await sign(story.report, name, text) };
  const isThere = (/** @type {import("./story.js").OpenStory} */ { sections }) => linesIn(sections.get(name)?.value).some((one) => isSame(one, mine));
  for (let tries = 1; !isThere(story); tries += 1) {
    // A story that is open no more takes nothing, and says nothing of it.
    if (story.state !== "open") throw shut();
    if (tries > MOST_TRIES) throw new Refusal("Je collega schreef hier intussen ook. Er is niets overschreven. Bewaar het nog een keer.", "stale");
    const now = story.sections.get(name);
    story = (await save(story, [{ name, value: withLine(now?.value, mine), base: now?.revision ?? 0 }])).story;
  }
}

/** Who else is asked to. Pure. @param {string[]} names @param {boolean} each their own visitors; else one is enough */
export function waitsWords(names, each) {
  const who = names.length > 2 ? `${names.slice(0, -1).join(", ")} en ${names.at(-1)}` : names.join(" en ");
  const one = names.length === 1;
  return each ? `${who} ${one ? "vraagt" : "vragen"} het de eigen inbrengers nog.` : `Eén van jullie schrijft het op: ${who} ${one ? "kan" : "kunnen"} het ook doen.`;
}

/** What is asked on this day. Pure. @param {number} weeks @param {boolean} each */
export const askWords = (weeks, each) =>
  `De brief is ${weeks} weken weg. ${each ? "Vraag jouw inbrengers, als dat veilig kan, of iemand nadeel merkt." : "Er staat geen inbrenger achter die je het kunt vragen. Kijk zelf, en vraag rond als dat veilig kan, of iemand nadeel merkt."} Anders behandeld, buitengesloten, minder uren?`;
