// Signs as XML writes them in an attribute: the reader of spreadsheets gives the names of sheets of an ods that way.

/** @type {Record<string, string>} */
const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @param {string} digits @returns {string} nothing for what is no sign */
function signOf(digits) {
  const code = digits.startsWith("x") ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
}

/** The text that XML means, each sign once. @param {string} text */
export const unescaped = (text) => text.replace(/&(?:(amp|lt|gt|quot|apos)|#(x[\da-f]{1,6}|\d{1,7}));/gi, (_, name, digits) => (digits ? signOf(digits.toLowerCase()) : SIGNS[name.toLowerCase()]));
