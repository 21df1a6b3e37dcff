// Text in columns: which character parts them, and what stands between quotes. Pure.

const SEPARATORS = [";", ",", "\t", "|"];
const LOOKED_AT = 4000;

/** The text of a file: UTF-8 or UTF-16 where it says so, otherwise what Windows wrote. @param {Uint8Array} bytes */
export function textOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The character that parts most columns in the first lines, outside quotes. @param {string} text */
function separatorOf(text) {
  const plain = text.slice(0, LOOKED_AT).replace(/"(?:[^"]|"")*"/g, "");
  const counts = SEPARATORS.map((one) => plain.split("\n")[0].split(one).length * 1000 + plain.split(one).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))];
}

/** @param {string} content @returns {string[][]} rows of cells */
export function rowsOf(content) {
  const named = /^sep=(.)\r?\n/i.exec(content);
  const text = named ? content.slice(named[0].length) : content;
  const separator = named ? named[1] : separatorOf(text);
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const row = /** @type {string[]} */ (rows.at(-1));
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') {
      row[row.length - 1] += sign;
      at += 1;
    } else if (sign === '"' && (quoted || row[row.length - 1].trim() === "")) {
      if (!quoted) row[row.length - 1] = "";
      quoted = !quoted;
    } else if (!quoted && sign === separator) row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else if (quoted || sign !== "\r") row[row.length - 1] += sign;
  }
  return rows;
}
