// Burgerservicenummers in a sheet: a counsellor may not keep them, so they are told before anything comes in. Pure.

/** Written as people write them: bare, or in groups. */
const WRITTEN = /(?<![\d.,-])(?:\d{9}|\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]\d{3}[ .]\d{3})(?![\d,-]|\.\d)/g;

/** Whether nine digits are one by the test of eleven (elfproef). @param {string} digits */
function passes(digits) {
  const sum = [...digits].reduce((total, digit, nth) => total + Number(digit) * (nth === 8 ? -1 : 9 - nth), 0);
  return sum % 11 === 0 && /[1-9]/.test(digits);
}

/** Whether a text holds one. @param {string} text */
export const holdsServiceNumber = (text) => (text.match(WRITTEN) ?? []).some((found) => passes(found.replace(/\D/g, "")));

/** Whether a cell is one and nothing more; a spreadsheet drops the nought in front. @param {string} cell */
export function isServiceNumber(cell) {
  const digits = cell.replace(/[ .]/g, "");
  return /^\d{8,9}$/.test(digits) && passes(digits.padStart(9, "0"));
}
