// What was found in a story that stood ready and is still open: in this tab's memory, and sealed with the story for who goes back to writing.

/** @typedef {{place: string, before: string, found: string, after: string, why: string}} Left `place`: the section in the vault; `before` and `after` of one paragraph, and cut with "…" */

/** So many characters on either side tell one place from another. */
const AROUND = 30;

/** By report. @type {Map<string, Left[]>} */
const left = new Map();
/** Where somebody said that they change it. @type {Map<string, Left>} */
const going = new Map();

/** Found in this tab, and not sealed with the story yet. @type {Set<string>} */
const unsealed = new Set();

/** @param {string} report @param {Left[]} found */
export function keepLeft(report, found) {
  left.set(report, found);
  unsealed.add(report);
}

/** What this tab found and is not sealed yet; null where there is nothing new. @param {string} report */
export const leftUnsealed = (report) => (unsealed.has(report) ? (left.get(report) ?? []) : null);

/** What is sealed with the story, also by the other author or before a reload. @param {string} report @param {Left[]} found */
export function takeSealed(report, found) {
  left.set(report, found);
  unsealed.delete(report);
}

/** @param {string} report @param {Left} one */
export const goTo = (report, one) => void going.set(report, one);

/** Where to go now, told once. @param {string} report */
export function whereTo(report) {
  const one = going.get(report) ?? null;
  going.delete(report);
  return one;
}

/** Where the found words stand in a text; -1 once it changed there. Pure. @param {Left} one @param {string} text */
export function placeIn({ before, found, after }, text) {
  const [head, tail] = [before.replace(/^…/, "").slice(-AROUND), after.replace(/…$/, "").slice(0, AROUND)];
  const at = text.indexOf(head + found + tail);
  return at < 0 ? -1 : at + head.length;
}

/** What is still open in a section of which this is the text. @param {string} report @param {string} place @param {string} text */
export const leftIn = (report, place, text) => (left.get(report) ?? []).filter((one) => one.place === place && placeIn(one, text) >= 0);
