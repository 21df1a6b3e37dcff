// Whether a telephone number may be mistyped: asked about, never refused. Pure.

/** Of a country's own, of one abroad: at the least and at the most, in digits. */
const HERE = 10;
const ABROAD = [8, 15];

/**
 * Whether the first number in it has not the length that numbers have. What is no number at all, a name in an app say, may be right.
 * @param {string} typed
 * @param {boolean} [needsNumber] whether only a number will do
 */
export function isOddNumber(typed, needsNumber = true) {
  const found = /\+?\d[\d\s().\/-]*/.exec(typed)?.[0] ?? "";
  const digits = found.replace(/\D/g, "");
  if (/[\p{L}@_]/u.test(typed) && !needsNumber) return false;
  if (digits === "") return needsNumber;
  const abroad = found.startsWith("+") ? digits : digits.startsWith("00") ? digits.slice(2) : null;
  if (abroad !== null) return abroad.length < ABROAD[0] || abroad.length > ABROAD[1];
  return !(digits.startsWith("0") && digits.length === HERE);
}
