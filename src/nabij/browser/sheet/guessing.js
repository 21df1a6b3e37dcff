// Which code a value of the sheet is: surely, perhaps, or not to be told. Pure; what is only perhaps so is asked.
import { NONE, plain, wordsOf } from "./columns.js";
import { saysOnlyOver, synonymsOf } from "./synonyms.js";

/** @typedef {import("./columns.js").Coded} Coded */
/** @typedef {import("./columns.js").Choices} Choices */
/** @typedef {"hours" | "minutes"} Unit */
/** @typedef {{code: string, sure: boolean}} Guess `code` empty where nothing is near */

/** @type {Guess} */
const NOTHING = { code: "", sure: false };
/** Durations by what each counts for in minutes. @type {[code: string, length: number, upTo: number][]} */
const BANDS = [["quarter", 15, 22], ["half_hour", 30, 37], ["three_quarters", 45, 52], ["hour", 60, 74], ["hour_and_half", 90, 104], ["two_hours", 120, 149], ["longer", 180, Infinity]];
/** Longer than anyone talks: such a clock is a time of the day. */
const MOST_MINUTES = 6 * 60;
/** @type {Map<string, number>} */
const LENGTHS = new Map([
  ["kwartier", 15], ["kwartiertje", 15], ["half uur", 30], ["halfuur", 30], ["half uurtje", 30], ["een half uur", 30], ["drie kwartier", 45], ["uur", 60], ["uurtje", 60], ["een uur", 60], ["een uurtje", 60],
  ["vijf kwartier", 75], ["anderhalf uur", 90], ["anderhalfuur", 90], ["twee uur", 120], ["twee uurtjes", 120], ["tweeenhalf uur", 150], ["drie uur", 180],
]);
const BARE = /^\d+(?:[.,]\d+)?$/;
/** Says itself that nobody knows. */
const UNKNOWN = /^(?:\?+|-+|x|nb|n\.?b\.?|onbekend|niet bekend|niet (?:ingevuld|genoteerd|bijgehouden)|weet ik niet(?: meer)?)$/;
const NOT = /\b(?:geen|niet|of|nooit)\b/;

/** Whether a value is a number and nothing more, so that its unit must be known. @param {string} value */
export const isBare = (value) => BARE.test(plain(value));

/** @param {string} number */
const numberOf = (number) => Number(number.replace(",", "."));

/** The minutes that a text says; null where it says none. @param {string} value @param {Unit | null} unit of a bare number */
export function minutesIn(value, unit) {
  const said = plain(value).replace(/^(?:ca|circa|ongeveer|ong|±|~)\.?\s*/, "");
  if (BARE.test(said)) return unit ? Math.round(numberOf(said) * (unit === "hours" ? 60 : 1)) : null;
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:u|uur)?\.?$/.exec(said);
  if (clock) return Number(clock[2]) < 60 ? Number(clock[1]) * 60 + Number(clock[2]) : null;
  const both = /^(\d+)\s*(?:u|uur|uren|h)\.?\s*(?:en\s*)?(\d{1,2})\s*(?:m|min|minuten)?\.?$/.exec(said);
  if (both) return Number(both[1]) * 60 + Number(both[2]);
  const hours = /^(\d+(?:[.,]\d+)?)?\s*(½)?\s*(?:u|uur|uren|uurtjes?|h|hrs?)\.?$/.exec(said.replace("1⁄2", "½"));
  if (hours && (hours[1] || hours[2])) return Math.round((numberOf(hours[1] ?? "0") + (hours[2] ? 0.5 : 0)) * 60);
  const minutes = /^(\d+)\s*(?:m|min|mins|minuten|minuut|')\.?$/.exec(said);
  return minutes ? Number(minutes[1]) : (LENGTHS.get(wordsOf(said)) ?? null);
}

/** The band of so many minutes; sure where it is about as long as the band. @param {number | null} minutes @returns {Guess} */
function bandOf(minutes) {
  if (!minutes || minutes > MOST_MINUTES) return NOTHING;
  const [code, length] = /** @type {typeof BANDS[number]} */ (BANDS.find(([, , upTo]) => minutes <= upTo));
  return { code, sure: Math.abs(minutes - length) <= length / 6 };
}

/** The minutes that a duration counts for where the sheet says another number; null where it counts as it is written. @param {string} value @param {Unit | null} unit @param {string} code */
export function roundedTo(value, unit, code) {
  const length = BANDS.find(([one]) => one === code)?.[1];
  const minutes = minutesIn(value, unit);
  return length && minutes && minutes !== length ? length : null;
}

/** The unit of the bare numbers in a column, when they can only be one. @param {string[]} values @returns {Unit | null} */
export function unitOf(values) {
  const numbers = values.filter(isBare).map(numberOf);
  if (numbers.length === 0) return null;
  if (numbers.every((number) => number > 12)) return "minutes";
  return numbers.every((number) => number <= 8) && numbers.some((number) => !Number.isInteger(number)) ? "hours" : null;
}

/** Every way in which a label may stand in a sheet: whole, and each of the names that it holds. @param {string} label */
const namesIn = (label) => [label, label.replace(/\([^)]*\)/g, ""), ...label.replace(/\([^)]*\)/g, "").split("/")].map(wordsOf).filter(Boolean);

/** The codes of a field by all their names. @param {Coded} field @param {Choices} choices */
function namesOf(field, choices) {
  const there = new Set(choices.map(([key]) => key));
  const names = new Map([...synonymsOf(field)].filter(([, { code }]) => there.has(code)));
  for (const [key, label] of choices) for (const name of namesIn(label)) names.set(name, { code: key, sure: true });
  return names;
}

/** Whether one text becomes the other by one letter more, less or other. @param {string} one @param {string} other */
function nearlySame(one, other) {
  if (one.length < 6 || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [rest, left] = one.length === other.length ? [start + 1, start + 1] : one.length > other.length ? [start + 1, start] : [start, start + 1];
  return one.slice(rest) === other.slice(left);
}

/** The one code whose names stand in a text, the longer name before a shorter in it; empty where there are two. @param {string} said @param {Map<string, Guess>} names */
function withinOf(said, names) {
  let left = ` ${said} `;
  const found = new Set();
  for (const [name, { code }] of [...names].sort(([one], [other]) => other.length - one.length)) {
    if (name.length < 3 || !left.includes(` ${name} `)) continue;
    found.add(code);
    left = left.replace(` ${name} `, " | ");
  }
  return found.size === 1 ? /** @type {string} */ ([...found][0]) : "";
}

/**
 * The code that a value is, or perhaps is.
 * @param {Coded} field
 * @param {string} value
 * @param {Choices} choices
 * @param {Unit | null} [unit] of a bare number in a column of durations
 * @returns {Guess}
 */
export function guessed(field, value, choices, unit = null) {
  const said = wordsOf(value);
  // The keys of organisations and units are numbers of ours.
  const keyed = field !== "organisation" && field !== "unit";
  const own = choices.find(([key, label]) => plain(label) === plain(value) || (keyed && key === value))?.[0];
  if (own) return { code: own, sure: true };
  if (field === "duration" && UNKNOWN.test(plain(value))) return { code: NONE, sure: true };
  if (field === "duration") return bandOf(minutesIn(value, unit));
  if (!said || saysOnlyOver(field, value)) return NOTHING;
  const names = namesOf(field, choices);
  const exact = names.get(said);
  if (exact) return { code: exact.code, sure: exact.sure && !value.includes("?") };
  const near = new Set([...names].filter(([name]) => nearlySame(said, name)).map(([, { code }]) => code));
  if (near.size === 1) return { code: /** @type {string} */ ([...near][0]), sure: false };
  return NOT.test(plain(value)) ? NOTHING : { code: withinOf(said, names), sure: false };
}
