// Which days a moment in Dutch words may mean, and whether one of them stands in what was noted. Pure.
// A moment that is not read here (a holiday, "die dinsdag", a time of day) is pointed at as any moment, and held against nothing.
import { DATES, valueOf } from "./letter-patterns.js";

/** @typedef {{from: number, to: number}} Days whole days since 1970, both ends in it */
/** @typedef {"on" | "near" | "within"} Nearness the same days; a few days off; a day of it lies in a longer time */

const DAY = 86_400_000;
/** People round off, and talk a few days after: nearer than this points at the same thing. */
const NEAR = 3;
const MONTHS = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const WEEKDAYS = ["maan", "dins", "woens", "donder", "vrij", "zater", "zon"];
/** Written out, the few that do not end as the others do. @type {Record<string, string>} */
const ORDINALS = { eerste: "een", derde: "drie", achtste: "acht" };
/** Feasts that come on the same day each year. @type {[RegExp, [number, number], [number, number]][]} */
const FEASTS = [[/^kerst/u, [12, 24], [12, 26]], [/^sinterklaas/u, [12, 5], [12, 6]], [/^koningsdag/u, [4, 27], [4, 27]]];
/** Weeks or months from now. @type {Record<string, number>} */
const FAR = { vorig: -1, vorige: -1, afgelopen: -1, deze: 0, dit: 0, volgende: 1, komende: 1 };
/** @type {Record<string, [length: number, off: number]>} Of "twee weken geleden": how long one is, and how far off it may be. */
const AGO = { dag: [1, 1], week: [7, 3], weken: [7, 3], maand: [30, 15], jaar: [365, 60] };

/** @param {number} year @param {number} month from 1 @param {number} day */
const numberOf = (year, month, day) => Math.floor(Date.UTC(year, month - 1, day) / DAY);

/** @param {string} day `YYYY-MM-DD`, with or without a time; NaN for anything else */
export const dayNumber = (day) => Math.floor(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY);

/** @param {number} day */
const yearOf = (day) => new Date(day * DAY).getUTCFullYear();

/** @param {number} day */
const weekday = (day) => (day + 3) % 7;

/** @param {number} day */
const one = (day) => ({ from: day, to: day });

/** @param {number} year @param {number} month @param {string} [part] @returns {Days} */
function monthOf(year, month, part = "") {
  const [first, last] = [numberOf(year, month, 1), numberOf(year, month + 1, 0)];
  if (part === "begin") return { from: first, to: first + 9 };
  if (part === "eind") return { from: first + 19, to: last };
  return /^(?:half|midden|medio)/.test(part) ? { from: first + 9, to: first + 19 } : { from: first, to: last };
}

/** @param {number} year @param {number} month @param {number} day @returns {Days[]} none for a 31st of April */
function dateIn(year, month, day) {
  const found = numberOf(year, month, day);
  return month >= 1 && month <= 12 && day >= 1 && day <= monthOf(year, month).to - numberOf(year, month, 1) + 1 ? [one(found)] : [];
}

/** @param {string} year */
const fullYear = (year) => (year.length === 2 ? 2000 + Number(year) : Number(year));

/** @param {string} found @returns {Days[] | null} null where it is no such date */
function inDigits(found) {
  const [, day, month, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(found) ?? [];
  if (year) return dateIn(fullYear(year), Number(month), Number(day));
  const [, whole, second, third] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(found) ?? [];
  return whole ? dateIn(Number(whole), Number(second), Number(third)) : null;
}

/** @param {string} word @returns {number} */
const dayIn = (word) => Number(/^\d+/.exec(word)?.[0] ?? valueOf(ORDINALS[word] ?? word.replace(/(?:ste|de)$/u, "")) ?? 0);

const MONTH = "(?<month>jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\\p{L}*\\.?";
const WHICH = "(?:\\s+(?:van\\s+)?(?:(?<year>\\d{4})|(?<rather>vorig|dit|afgelopen)\\s+jaar))?";
const DATE = new RegExp(`^(?<day>\\d{1,2}(?:e|ste|de)?|\\p{L}+)\\s+(?:van\\s+)?${MONTH}${WHICH}$`, "u");
const IN_MONTH = new RegExp(`^(?:(?<before>vorig|dit|afgelopen)\\s+jaar\\s+)?(?:(?<part>\\p{L}+)\\s+)?(?:de\\s+maand\\s+)?${MONTH}${WHICH}$`, "u");

/** @param {string} found @param {number} today @param {number[]} years @returns {Days[] | null} */
function inMonths(found, today, years) {
  const groups = (DATE.exec(found) ?? IN_MONTH.exec(found))?.groups;
  if (!groups) return null;
  const month = MONTHS.indexOf(groups.month.replace("mrt", "maa")) + 1;
  const rather = groups.rather ?? groups.before;
  const which = groups.year ? [Number(groups.year)] : rather ? [yearOf(today) + FAR[rather]] : years;
  const day = groups.day ? dayIn(groups.day) : 0;
  // "in maart" reads as a day with the word "in": no number, so a whole month or a part of it
  return which.flatMap((year) => (day > 0 ? dateIn(year, month, day) : [monthOf(year, month, groups.part ?? groups.day)]));
}

const FROM_NOW = /^(?:(?<near>vorige?|afgelopen|volgende|komende|deze)\s*)?(?<unit>week|maand)?\s*(?:(?<day>maan|dins|woens|donder|vrij|zater|zon)dag\p{L}*)?$/u;

/** @param {string} found @param {number} today @returns {Days[] | null} */
function fromNow(found, today) {
  const yesterday = /^(eer)?gisteren$/u.exec(found);
  if (yesterday) return [one(today - (yesterday[1] ? 2 : 1))];
  if (/^(?:vandaag|van(?:ochtend|morgen|middag|avond))$/u.test(found)) return [one(today)];
  const groups = FROM_NOW.exec(found)?.groups;
  if (!groups || (!groups.unit && !groups.day)) return ago(found, today);
  const far = FAR[groups.near ?? "afgelopen"];
  const monday = today - weekday(today) + 7 * far;
  const at = WEEKDAYS.indexOf(groups.day);
  if (groups.unit === "week") return [at >= 0 ? one(monday + at) : { from: monday, to: groups.near === "afgelopen" ? today : monday + 6 }];
  if (groups.unit === "maand") return [monthFromNow(today, far, groups.near === "afgelopen")];
  if (far === 0) return [one(monday + at)];
  const last = today - ((weekday(today) - at + 7) % 7 || 7);
  if (far > 0) return [one(last + 7), one(last + 14)];
  return groups.near?.startsWith("vorig") ? [one(last), one(last - 7)] : [one(last)];
}

/** @param {number} today @param {number} far @param {boolean} upToNow @returns {Days} */
function monthFromNow(today, far, upToNow) {
  const whole = monthOf(yearOf(today), new Date(today * DAY).getUTCMonth() + 1 + far);
  return upToNow ? { from: whole.from, to: today } : whole;
}

/** @param {string} found @param {number} today @returns {Days[] | null} */
function ago(found, today) {
  const [, many, unit] = /^(\S+)\s+(dag|week|weken|maand|jaar)(?:en)?\s+geleden$/u.exec(found) ?? [];
  if (!unit) return null;
  const [length, off] = AGO[unit];
  const number = many === "een" ? 1 : valueOf(many);
  return number === null ? [] : [{ from: today - number * length - off, to: today - number * length + off }];
}

/** @param {string} found @param {number[]} years @returns {Days[] | null} */
function yearly(found, years) {
  const [, week] = /^week\s+(\d{1,2})$/u.exec(found) ?? [];
  if (week) {
    return years.map((year) => {
      const fourth = numberOf(year, 1, 4);
      const monday = fourth - weekday(fourth) + 7 * (Number(week) - 1);
      return { from: monday, to: monday + 6 };
    });
  }
  const feast = FEASTS.find(([pattern]) => pattern.test(found));
  return feast ? years.map((year) => ({ from: numberOf(year, ...feast[1]), to: numberOf(year, ...feast[2]) })) : null;
}

/**
 * Every reading of a moment; none where it is not read.
 * @param {string} found folded, as `DATES` finds it
 * @param {number} today from which "vorige week" counts
 * @param {number[]} years in which a moment without a year may lie
 * @returns {Days[]}
 */
export const daysOf = (found, today, years) => inDigits(found) ?? fromNow(found, today) ?? yearly(found, years) ?? inMonths(found, today, years) ?? [];

/**
 * The days that a text tells of. One without a year is the nearest to when it was written.
 * @param {string} plain folded
 * @param {number} written
 * @returns {Days[]}
 */
export function daysIn(plain, written) {
  if (!Number.isFinite(written)) return [];
  const year = yearOf(written);
  return [...plain.matchAll(DATES)].flatMap(([found]) => {
    const away = (/** @type {Days} */ { from, to }) => Math.abs((from + to) / 2 - written);
    return daysOf(found, written, [year - 1, year, year + 1]).sort((left, right) => away(left) - away(right)).slice(0, 1);
  });
}

/**
 * How a moment of a letter lies to days that were noted; null where it is none of them.
 * @param {string} found folded
 * @param {number} today
 * @param {Days[]} noted
 * @returns {Nearness | null}
 */
export function nearnessOf(found, today, noted) {
  const years = [...new Set(noted.flatMap(({ from }) => [yearOf(from) - 1, yearOf(from), yearOf(from) + 1]))];
  const readings = daysOf(found, today, years);
  const any = (/** @type {(reading: Days, day: Days) => boolean} */ holds) => readings.some((reading) => noted.some((day) => holds(reading, day)));
  if (any((reading, day) => reading.from === day.from && reading.to === day.to)) return "on";
  if (any((reading, day) => reading.from <= day.from && reading.to >= day.to)) return "within";
  return any((reading, day) => reading.from - NEAR <= day.from && reading.to + NEAR >= day.to) ? "near" : null;
}
