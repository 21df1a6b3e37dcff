// Burgerservicenummers in a sheet: a counsellor may not keep them, so they are told before anything comes in. Pure.

/** Written as people write them: bare, or in groups. What stands behind a comma is a number of its own only where a digit follows. */
const WRITTEN = /(?<!\d|\d[.,-])(?:\d{9}|\d{4}([ .-])\d{2}\1\d{3}|\d{3}([ .-])\d{3}\2\d{3})(?!\d|[.,-]\d)/g;

/** Digits, blanks and hyphens of every kind as ours; signs that do not show are left out. @param {string} text */
const plain = (text) => text.normalize("NFKC").replace(/\p{Cf}/gu, "").replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15)).replace(/\p{Pd}|\u2212/gu, "-").replace(/[^\S\n]+/g, " ");

/** Whether nine digits are one by the test of eleven (elfproef). @param {string} digits */
function passes(digits) {
  const sum = [...digits].reduce((total, digit, nth) => total + Number(digit) * (nth === 8 ? -1 : 9 - nth), 0);
  return sum % 11 === 0 && /[1-9]/.test(digits);
}

/** What stands in its place. */
export const LEFT_OUT = "nummer weggelaten";

/** A text without any: what was not one stays as it was written where there is none. @param {string} text */
export const withoutServiceNumbers = (text) => (holdsServiceNumber(text) ? plain(text).replace(WRITTEN, (found) => (passes(found.replace(/\D/g, "")) ? LEFT_OUT : found)) : text);

/** Whether a text holds one. @param {string} text */
export const holdsServiceNumber = (text) => (plain(text).match(WRITTEN) ?? []).some((found) => passes(found.replace(/\D/g, "")));

/** Whether a cell is one and nothing more; a spreadsheet drops the nought in front. @param {string} cell */
export function isServiceNumber(cell) {
  const written = plain(cell).trim();
  const digits = /^(?:\d{3}-\d{3}-\d{3}|\d{4}-\d{2}-\d{3})$/.test(written) ? written.replaceAll("-", "") : written.replace(/[ .]/g, "");
  return /^\d{8,9}$/.test(digits) && passes(digits.padStart(9, "0"));
}
