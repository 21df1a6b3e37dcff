// What is found in a letter of a title, a text and questions: where, and what it becomes when a finding is changed or kept. Pure.
import { checkLetter, isReason, undecided } from "./letter-check.js";

/** @typedef {import("./letter-check.js").Finding} Finding */
/** @typedef {import("./letter-check.js").Facts} Facts */
/** @typedef {import("./signals.js").Worded} Worded */
/** @typedef {"title" | "text" | "questions"} Part */
/** @typedef {Finding & {part: Part}} Found its `start` and `end` are in this part; its `key` is of this part too */

/** @param {Worded} letter @returns {[Part, string][]} */
const partsOf = ({ title, text, questions }) => [["title", title], ["text", text], ["questions", questions.join("\n")]];

/** Everything in a letter that somebody has to decide on, from its title down. @param {Worded} letter @param {Facts} facts @returns {Found[]} */
export const findingsIn = (letter, facts) =>
  partsOf(letter).flatMap(([part, text], at, parts) => checkLetter(text, { ...facts, beside: parts.filter((_, other) => other !== at).map(([, one]) => one).join("\n") }).map((finding) => ({ ...finding, part, key: `${part} ${finding.key}` })));

/** What is still to be changed, or kept with a reason. @param {Found[]} findings @param {Worded} letter */
export const leftIn = (findings, letter) => undecided(findings, letter.kept ?? []);

/** The same letter with other words in the place of a finding. @param {Worded} letter @param {Found} finding @param {string} words @returns {Worded} */
export function changed(letter, { part, start, end }, words) {
  const parts = Object.fromEntries(partsOf(letter));
  const characters = [...parts[part].normalize("NFC")];
  // where something goes, the space before it goes as well
  const from = words === "" && characters[start - 1] === " " ? start - 1 : start;
  parts[part] = [...characters.slice(0, from), words, ...characters.slice(end)].join("");
  return { ...letter, title: parts.title.trim(), text: parts.text.trim(), questions: parts.questions.split("\n").map((one) => one.trim()).filter(Boolean) };
}

/** The same letter with a finding kept; reasons whose words are gone go as well. @param {Worded} letter @param {Found[]} findings @param {Found} finding @param {string} reason @returns {Worded} */
export function keptWith(letter, findings, { key, match }, reason) {
  if (!isReason(reason)) throw new TypeError("a reason is a sentence");
  const still = (letter.kept ?? []).filter((one) => one.key !== key && findings.some((found) => found.key === one.key));
  return { ...letter, kept: [...still, { key, match, reason: reason.trim() }] };
}
