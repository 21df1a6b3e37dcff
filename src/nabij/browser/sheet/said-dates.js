// Days as loosely as people write them: without a year, or a month or a week alone. What an id is made from is read by `writtenMoment` and stays as it is.
import { momentIn } from "./dates.js";

/** @typedef {import("./dates.js").Moment} Moment */
/** @typedef {Moment & {yearless: boolean, vague: boolean}} Said `yearless`: the year is not in the text; `vague`: the first day of a month or a week */

const MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
const SHORT = new Map([["jan", 1], ["feb", 2], ["febr", 2], ["mrt", 3], ["maa", 3], ["mar", 3], ["apr", 4], ["jun", 6], ["jul", 7], ["aug", 8], ["sep", 9], ["sept", 9], ["okt", 10], ["oct", 10], ["nov", 11], ["dec", 12]]);
const WEEKDAY = "(?:(?:ma|di|wo|do|vr|za|zo)[a-z]*\\.?,?\\s+)?";
const YEAR = "(?:['’`]?(\\d{4}|\\d{2}))";
const TIME = "(?:,?\\s+(?:om\\s+)?\\d{1,2}[:.]\\d{2}(?:\\s*uur|\\s*u)?)?";
const BY_DAY = new RegExp(`^${WEEKDAY}(\\d{1,2})\\s*[-/. ]\\s*(\\d{1,2})\\.?(?:\\s*[-/. ]\\s*${YEAR})?${TIME}$`);
const BY_WORD = new RegExp(`^${WEEKDAY}(\\d{1,2})(?:e|ste|de|\\.)?\\s*[-/ ]?\\s*([a-z]{3,})\\.?(?:\\s*[-/, ]?\\s*${YEAR})?${TIME}$`);
const MONTH = new RegExp(`^([a-z]{3,})\\.?(?:\\s*[-/, ]?\\s*${YEAR})?$`);
const MONTH_NUMBERS = /^(?:(\d{1,2})\s*[-/.]\s*(\d{4})|(\d{4})\s*[-/.]\s*(\d{1,2}))$/;
const WEEK = new RegExp(`^(?:week|wk|w)\\.?\\s*(\\d{1,2})(?:\\s*[-/, ]?\\s*${YEAR})?$`);
const WEEK_LAST = /^(\d{4})\s*[-/, ]?\s*(?:week|wk|w)\.?\s*(\d{1,2})$/;

/** @param {string} word */
const monthOf = (word) => MONTHS.indexOf(word) + 1 || SHORT.get(word) || 0;

/** @param {number} time */
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

/** @param {number} year @param {number} month @param {number} day @returns {string | null} */
function real(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 ? dayOf(date.getTime()) : null;
}

/** The Monday of a week as the calendar counts (ISO 8601); null for a week that the year does not have. @param {number} year @param {number} week */
function monday(year, week) {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const day = fourth.getTime() + ((week - 1) * 7 - ((fourth.getUTCDay() + 6) % 7)) * 86_400_000;
  return week >= 1 && new Date(day + 3 * 86_400_000).getUTCFullYear() === year ? dayOf(day) : null;
}

/** @typedef {{year: string | undefined, day: (year: number) => string | null, vague: boolean}} Parts */

/** What a text consists of, whatever its year. @param {string} text @returns {Parts | null} */
function partsOf(text) {
  const numbers = BY_DAY.exec(text);
  if (numbers) return { year: numbers[3], day: (year) => real(year, Number(numbers[2]), Number(numbers[1])), vague: false };
  const words = BY_WORD.exec(text);
  if (words && monthOf(words[2])) return { year: words[3], day: (year) => real(year, monthOf(words[2]), Number(words[1])), vague: false };
  const week = WEEK.exec(text);
  if (week) return { year: week[2], day: (year) => monday(year, Number(week[1])), vague: true };
  const last = WEEK_LAST.exec(text);
  if (last) return { year: last[1], day: (year) => monday(year, Number(last[2])), vague: true };
  const named = MONTH.exec(text);
  if (named && monthOf(named[1])) return { year: named[2], day: (year) => real(year, monthOf(named[1]), 1), vague: true };
  const bare = MONTH_NUMBERS.exec(text);
  return bare && { year: bare[2] ?? bare[3], day: (year) => real(year, Number(bare[1] ?? bare[4]), 1), vague: true };
}

/** @param {string} written */
function yearOf(written) {
  const year = Number(written);
  if (year >= 100) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/**
 * The moment that a text of a column of dates says; null for what is none. Without a year in it, the day is one in `year`.
 * @param {string} text
 * @param {number} [year] any leap year where it is only asked whether it is a day
 * @returns {Said | null}
 */
export function saidMoment(text, year = 2024) {
  const whole = momentIn(text);
  if (whole) return { ...whole, yearless: false, vague: false };
  const parts = partsOf(text.trim().toLocaleLowerCase("nl").replace(/\s+/g, " "));
  const day = parts?.day(parts.year ? yearOf(parts.year) : year);
  return parts && day ? { day, time: timeIn(text), yearless: !parts.year, vague: parts.vague } : null;
}

/** @param {string} text */
function timeIn(text) {
  const found = /\s(\d{1,2})[:.](\d{2})(?:\s*(?:uur|u))?$/i.exec(text.trim());
  return found && Number(found[1]) < 24 && Number(found[2]) < 60 ? `${found[1].padStart(2, "0")}:${found[2]}` : null;
}
