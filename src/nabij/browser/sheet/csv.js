// Text in columns: which character parts them, and what stands between quotes. Pure.
import { BadSheet } from "./refusals.js";

const SEPARATORS = [";", ",", "\t", "|"];
const LOOKED_AT = 4000;

/** Whether every second byte near the start is nought, from this one on, and no other: UTF-16 that does not say so. @param {Uint8Array} bytes @param {0 | 1} from */
const isEverySecond = (bytes, from) => bytes.length >= 8 && bytes.subarray(0, 8).every((byte, at) => (byte === 0) === (at % 2 === from));

/** The text of a file: UTF-8, UTF-16, otherwise what Windows wrote. @param {Uint8Array} bytes */
export function textOf(bytes) {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || isEverySecond(bytes, 1)) return new TextDecoder("utf-16le").decode(bytes);
  if ((bytes[0] === 0xfe && bytes[1] === 0xff) || isEverySecond(bytes, 0)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The character that parts most columns in the first lines, outside quotes. @param {string} text */
function separatorOf(text) {
  const plain = text.slice(0, LOOKED_AT).replace(/"(?:[^"]|"")*"/g, "");
  const counts = SEPARATORS.map((one) => plain.split(/[\r\n]/)[0].split(one).length * 1000 + plain.split(one).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))];
}

/** @param {string} content @returns {string[][]} rows of cells; `BadSheet` where a quote is opened and never closed, as all below would be one cell */
export function rowsOf(content) {
  const named = /^sep=(.)(?:\r\n?|\n)/i.exec(content);
  const text = named ? content.slice(named[0].length) : content;
  const separator = named ? named[1] : separatorOf(text);
  const rows = [[""]];
  let quoted = false;
  let opened = 0;
  for (let at = 0; at < text.length; at += 1) {
    const row = /** @type {string[]} */ (rows.at(-1));
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') {
      row[row.length - 1] += sign;
      at += 1;
    } else if (sign === '"' && (quoted || row[row.length - 1].trim() === "")) {
      if (!quoted) row[row.length - 1] = "";
      opened = rows.length;
      quoted = !quoted;
    } else if (!quoted && sign === separator) row.push("");
    else if (!quoted && (sign === "\n" || (sign === "\r" && text[at + 1] !== "\n"))) rows.push([""]);
    else if (quoted || sign !== "\r") row[row.length - 1] += sign;
  }
  if (quoted) throw new BadSheet("quote", String(opened));
  return rows;
}
