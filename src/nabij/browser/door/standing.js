// Who can open the conversation and since when, and what the register holds about it: in the words of the page.
import { el, fill } from "../desk/dom.js";
import { dayWords, monthWords, phrase } from "./phrases.js";

/** @typedef {import("./room.js").Shown} Shown */

/**
 * From which epoch on each person reads, the longest reader first.
 * @param {{name: string, epoch: number}[]} holders
 * @returns {[name: string, epoch: number][]}
 */
export function readersOf(holders) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { name, epoch } of holders) found.set(name, Math.min(epoch, found.get(name) ?? epoch));
  return [...found].sort((one, other) => one[1] - other[1]);
}

/** The day of the first that was written in this epoch or a later one, as its writer's device said; null where nothing was. @param {Shown["conversation"]["records"]} records @param {number} from */
function dayOf(records, from) {
  const days = records.filter(({ epoch, content }) => epoch >= from && typeof content.written === "string").map(({ content }) => String(content.written).slice(0, 10));
  return days.sort()[0] ?? null;
}

/** @param {HTMLElement} place @param {Shown} shown */
export function showReaders(place, { conversation: { records }, about }) {
  // who stands by has a key, and gets nothing to read with it while somebody answers
  const waiting = new Set(about.counsellors.filter((/** @type {{waits: boolean}} */ { waits }) => waits).map((/** @type {{name: string}} */ { name }) => name));
  const reads = (/** @type {[string, number]} */ [name, epoch]) => {
    if (waiting.has(name)) return phrase("talk-stands-by", { name });
    const day = dayOf(records, epoch);
    if (epoch === 1) return phrase("talk-reads-all", { name });
    return day ? phrase("talk-reads-since", { name, day: dayWords(day) }) : phrase("talk-reads-new", { name });
  };
  // Who came with a code reads what came since they were let in; before that nobody reads anything here.
  const own = about.grants.length > 0 ? Math.min(...about.grants.map((/** @type {{epoch: number}} */ { epoch }) => epoch)) : null;
  const you = own === null ? [phrase("talk-waits")] : [reads([phrase("talk-you"), own])];
  fill(place, ...[...you, ...readersOf(about.holders).map(reads)].map((line) => el("li", {}, line)));
}

/** @param {HTMLElement} place @param {Shown} shown */
export function showCounted(place, { about: { register, began_month: began, taken_on: taken } }) {
  /** @type {[string, string | null | undefined][]} */
  const months = [["talk-began", began], ["talk-opened", register?.opened_month], ["talk-closed", register?.closed_month], ["talk-aftercare", register?.aftercare_month]];
  const rows = months.flatMap(([name, month]) => (month ? [[phrase(name), monthWords(month)]] : []));
  const codes = (register?.codes ?? []).map((/** @type {{label: string, value: string}} */ { label, value }) => [label, value]);
  // Who came with a code reads it once they were let in; until then it may be there.
  const nothing = register ? "talk-nothing-more" : taken ? "talk-counted-later" : "talk-nothing";
  const none = codes.length === 0 ? [[phrase(nothing), ""]] : [];
  fill(place, ...[...rows, ...codes, ...none].map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))));
}
