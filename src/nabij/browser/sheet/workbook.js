// What a file holds, as texts: sheets of rows. Runs in a Worker that holds no key, as it reads what anyone may have made.
import { read, SSF } from "../vendor/sheets.js";
import { rowsOf, textOf } from "./csv.js";
import { MOST_BYTES, MOST_COLUMNS, MOST_UNPACKED, ROWS_READ } from "./limits.js";
import { BadSheet } from "./refusals.js";
import { unescaped } from "./xml-signs.js";

/** @typedef {{first: number, last: number, cells: string}} Merge rows from 0 */
/** @typedef {{name: string, rows: string[][], merges: Merge[], unfinished: string[], wide?: boolean, hidden?: number[]}} Grid `hidden`: the rows from 0 that a filter or a hand hid; `unfinished`: cells that hold an error or wait for one; `wide`: something stands in columns that are not read; dates stand as `YYYY-MM-DD`, with `THH:MM` where there is a time */

/** How errors of Excel are written, in English and in Dutch. */
const ERROR = /^#(?:REF!|DIV\/0!|N\/A|NAME\?|VALUE!|NULL!|NUM!|SPILL!|CALC!|VERW!|DEEL\/0!|N\/B|NAAM\?|WAARDE!|LEEG!|GETAL!)$/;
/** A header and two sectors, in bytes (MS-CFB). */
const LEAST_OLD = 1536;

/** @param {number} column from 0 */
export function letters(column) {
  let name = "";
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** @param {import("../vendor/sheets.js").Cell} cell @param {boolean} date1904 */
function cellText({ t, v, w, z }, date1904) {
  if (t === "z") return "";
  if (t === "e") return w ?? "#";
  if (t === "b") return v ? "ja" : "nee";
  if (t !== "n" || typeof v !== "number") return String(v ?? "").trim();
  if (typeof z === "string" && SSF.is_date(z)) {
    const day = SSF.parse_date_code(v, { date1904 });
    if (day && v >= 1) return `${day.y}-${two(day.m)}-${two(day.d)}${day.H || day.M ? `T${two(day.H)}:${two(day.M)}` : ""}`;
    if (day) return `${day.H}:${two(day.M)}`;
  }
  return String(Math.round(v * 1e6) / 1e6);
}

/** @param {import("../vendor/sheets.js").Book} book @param {string} name @returns {Grid} */
function gridOf(book, name) {
  const { "!data": data = [], "!merges": merges = [], "!rows": looks = [] } = book.Sheets[name];
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  /** @type {string[]} */
  const unfinished = [];
  let wide = false;
  const rows = Array.from(data, (row = [], nth) => {
    wide ||= row.slice(MOST_COLUMNS).some((cell) => cell && cellText(cell, date1904) !== "");
    return Array.from(row.slice(0, MOST_COLUMNS), (cell, column) => {
      if (cell?.t === "e" || (cell?.f && (cell.t === "z" || cell.v === undefined))) unfinished.push(`${letters(column)}${nth + 1}`);
      return cell ? cellText(cell, date1904) : "";
    });
  });
  const named = merges.map(({ s, e }) => ({ first: s.r, last: e.r, cells: `${letters(s.c)}${s.r + 1}:${letters(e.c)}${e.r + 1}` }));
  const hidden = rows.flatMap((_, nth) => (looks[nth]?.hidden ? [nth] : []));
  return { name: book.bookType === "ods" ? unescaped(name) : name, rows, merges: named, unfinished, wide, hidden };
}

/** `cellStyles`: only so the rows that are hidden in an old workbook are known; in another they are looked up. @param {Uint8Array} bytes @param {number} sheetRows */
const bookOf = (bytes, sheetRows) => read(bytes, { type: "array", dense: true, cellNF: true, cellDates: false, cellHTML: false, sheetStubs: true, cellStyles: bytes[0] === 0xd0, sheetRows, bookVBA: false, WTF: false });

/** @param {Uint8Array} bytes @returns {Grid[]} */
function gridsOfBook(bytes) {
  let book;
  try {
    book = bookOf(bytes, ROWS_READ);
    // A sheet that says it goes on below is read whole: it may be empty there, or not.
    if (Object.values(book.Sheets).some((sheet) => sheet["!fullref"])) book = bookOf(bytes, 0);
  } catch (error) {
    const password = error instanceof Error && /password|encrypt/i.test(error.message);
    throw new BadSheet(password ? "password" : "broken");
  }
  const shown = book.SheetNames.filter((_, nth) => !book.Workbook?.Sheets?.[nth]?.Hidden && book.Sheets[book.SheetNames[nth]]);
  if (shown.length === 0) throw new BadSheet("broken");
  return shown.map((name) => gridOf(book, name));
}

/** @param {Uint8Array} bytes @param {...number} start */
const startsWith = (bytes, ...start) => start.every((byte, at) => bytes[at] === byte);

/**
 * The sheets of a file that is really one of the four kinds, whatever it is called; else `BadSheet`.
 * @param {Uint8Array} bytes
 * @returns {Grid[]}
 */
export function gridsIn(bytes) {
  if (bytes.length > MOST_BYTES) throw new BadSheet("large");
  if (bytes.length === 0) throw new BadSheet("broken");
  const isZip = startsWith(bytes, 0x50, 0x4b);
  if (isZip) refuseBadZip(bytes);
  const isOld = startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
  // The reader takes what it does not know for text: too short to be an old workbook is cut off.
  if (isOld && bytes.length < LEAST_OLD) throw new BadSheet("broken");
  if (isZip || isOld) return gridsOfBook(bytes);
  const text = textOf(bytes);
  if (/^\uFEFF?\s*<(!doctype|html|\?xml|table)/i.test(text)) throw new BadSheet("html");
  if (/[\u0000-\u0008]/.test(text.slice(0, 4000)) || startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) throw new BadSheet("kind");
  const rows = rowsOf(text.replace(/^\uFEFF/, "")).map((row) => row.map((cell) => cell.trim()));
  const unfinished = rows.flatMap((row, nth) => row.flatMap((cell, column) => (ERROR.test(cell) ? [`${letters(column)}${nth + 1}`] : [])));
  return [{ name: "csv", rows, merges: [], unfinished }];
}

/** Refuses a zip that was cut off, one that holds no spreadsheet, and one that says it unpacks to more than a sheet of years ever takes. @param {Uint8Array} bytes */
function refuseBadZip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= Math.max(0, bytes.length - 66_000) && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < Math.max(0, bytes.length - 66_000)) throw new BadSheet("broken");
  let unpacked = 0;
  let isBook = false;
  // The list of files (APPNOTE 4.3.12): each says how large it is unpacked, and how long its own line is.
  for (let at = view.getUint32(end + 16, true); at + 46 <= end && view.getUint32(at, true) === 0x02014b50;) {
    unpacked += view.getUint32(at + 24, true);
    isBook ||= /^(?:xl\/|content\.xml$|Index\/)/i.test(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (unpacked > MOST_UNPACKED) throw new BadSheet("large");
  if (!isBook) throw new BadSheet("kind");
}
