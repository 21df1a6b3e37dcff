// Notes that were begun and not saved: offered where they belong, with the alias and the moment they were begun.
import { el } from "../desk/dom.js";
import { notice, sentenceFor } from "../desk/say.js";
import { Draft } from "../day/drafts.js";

/** @typedef {import("./matter-writing.js").KeptDraft} KeptDraft */

/** The name under which drafts of the quick note are found again. */
export const NOTE = "quick_note";

const DAY = new Intl.DateTimeFormat("nl-NL", { day: "numeric", month: "long", timeZone: "UTC" });

/** The matter that a note is for: the one picked, or the one that it opens itself. @param {KeptDraft} kept @returns {string} */
export function matterOf({ content }) {
  const { chosen, ids } = /** @type {{chosen?: string | null, ids?: {matter?: string}}} */ (/** @type {unknown} */ (content));
  return chosen ?? ids?.matter ?? "";
}

/** Those of the quick note; with a matter, only those for it. @param {KeptDraft[]} drafts @param {string | null} [matter] */
export const keptNotes = (drafts, matter = null) => drafts.filter((kept) => kept.content.about === NOTE && (matter === null || matterOf(kept) === matter));

/** "Je begon op 21 november om 14:05 aan een notitie bij Merel." A draft from before moments were kept has none. @param {unknown} begun local `YYYY-MM-DDTHH:MM` @param {string} alias */
export function begunWords(begun, alias) {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(String(begun ?? "")) ?? [];
  const moment = day ? ` op ${DAY.format(new Date(`${day}T00:00:00Z`))} om ${time}` : "";
  return `Je begon${moment} aan een notitie${alias ? ` bij ${alias}` : ""}.`;
}

/**
 * Asks, and then throws a draft away for good.
 * @param {KeptDraft} kept
 * @returns {Promise<boolean>} whether it went; when it did not, a notice says why
 */
export async function thrownAway(kept) {
  if (!window.confirm("Weggooien wat je hier typte? Dat kun je niet terugdraaien.")) return false;
  try {
    await new Draft({ id: kept.id }).discard();
    return true;
  } catch (error) {
    notice(sentenceFor(error), { kind: "error" });
    return false;
  }
}

/**
 * One line: what was begun, and the choice to go on or not.
 * @param {string} sentence
 * @param {{goOn: () => void, drop: () => void}} choice
 */
export const offerLine = (sentence, { goOn, drop }) =>
  el(
    "li", {},
    el("span", {}, sentence),
    el("button", { type: "button", class: "link", onclick: goOn }, "Verder schrijven", el("span", { class: "unseen" }, `: ${sentence}`)),
    el("button", { type: "button", class: "link", onclick: drop }, "Weggooien", el("span", { class: "unseen" }, `: ${sentence}`)),
  );
