// Days as people write them in Dutch, and as Excel counts them. Pure.

/** @typedef {{day: string, time: string | null}} Moment `YYYY-MM-DD` and `HH:MM` */

const MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const LIKE = new Map([["maa", 3], ["mar", 3], ["may", 5], ["oct", 10]]);
const CLOCK = "(?:[T,]?\\s*(?:om\\s+)?(\\d{1,2})[:.](\\d{2})(?::\\d{2}(?:\\.\\d+)?)?\\s*(?:uur|u)?)?";
const WEEKDAY = "(?:(?:ma|di|wo|do|vr|za|zo)[a-z]*\\.?,?\\s+)?";
const ISO = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${CLOCK}$`);
const NUMBERS = new RegExp(`^${WEEKDAY}(\\d{1,2})\\s*[-/. ]\\s*(\\d{1,2})\\s*[-/. ]\\s*(\\d{4}|\\d{2})${CLOCK}$`);
const WORDS = new RegExp(`^${WEEKDAY}(\\d{1,2})(?:e|\\.)?\\s*[-/ ]?\\s*([a-z]{3,})\\.?\\s*[-/, ]?\\s*(\\d{4}|'?\\d{2})${CLOCK}$`);
/** Days that Excel counts: from 1954 to 2119, so that a year or a number of a matter is none. */
const SERIAL = /^[2-7]\d{4}(?:\.\d+)?$/;
const EXCEL_ZERO = Date.UTC(1899, 11, 30);

/** @param {string} written */
const yearOf = (written) => {
  const year = Number(written.replace("'", ""));
  if (year >= 100) return year;
  return year < 70 ? 2000 + year : 1900 + year;
};

/** @param {string} word */
const monthOf = (word) => MONTHS.indexOf(word.slice(0, 3)) + 1 || LIKE.get(word.slice(0, 3)) || 0;

/** @param {number} year @param {number} month @param {number} day @param {string} [hour] @param {string} [minute] @returns {Moment | null} null for a day that is none */
function moment(year, month, day, hour, minute) {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const clock = hour !== undefined && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, "0")}:${minute}` : null;
  return { day: date.toISOString().slice(0, 10), time: clock };
}

/**
 * The moment that a text says: 12-3-2021, 12/03/21, 12 mrt 2021, vr 12 maart 2021 14:30, 2021-03-12. The day comes before the month. Null for anything else.
 * @param {string} text
 * @returns {Moment | null}
 */
export function writtenMoment(text) {
  const plain = text.trim().toLocaleLowerCase("nl").replace(/\s+/g, " ");
  const iso = ISO.exec(plain.replace(/(\d)t(\d)/, "$1T$2"));
  if (iso) return moment(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[4], iso[5]);
  const numbers = NUMBERS.exec(plain);
  if (numbers) return moment(yearOf(numbers[3]), Number(numbers[2]), Number(numbers[1]), numbers[4], numbers[5]);
  const words = WORDS.exec(plain);
  return words && monthOf(words[2]) ? moment(yearOf(words[3]), monthOf(words[2]), Number(words[1]), words[4], words[5]) : null;
}

/** The same, and the number by which Excel counts a day, for a column of dates. @param {string} text */
export function momentIn(text) {
  const plain = text.trim().replace(/^(\d{5}),(\d+)$/, "$1.$2");
  if (!SERIAL.test(plain)) return writtenMoment(text);
  const date = new Date(EXCEL_ZERO + Math.round(Number(plain) * 1440) * 60_000);
  const time = date.toISOString().slice(11, 16);
  return { day: date.toISOString().slice(0, 10), time: plain.includes(".") ? time : null };
}
