// Which rows of an xlsx or ods are hidden. The reader of spreadsheets tells it of an xlsx only where it reads the looks of every cell, seven times as long, and of an ods never; so it is looked up in the file itself.

import { unescaped } from "./xml-signs.js";

/** @typedef {import("./workbook.js").Grid} Grid */
/** @typedef {{name: string, hidden: number[]}} Found rows from 0 */

const ODS = /<table:table(?=\s)([^>]*)>|<table:table-row(?=[\s/>])([^>]*)>/g;
/** More rows than are read; a made file can say that any number of rows is hidden. */
const MOST = 100_000;

/** @param {string} text @param {string} name */
const attribute = (text, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1] ?? "";

/** The text of one file in a zip (APPNOTE 4.3.7 and 4.3.12); nothing where there is none. @param {Uint8Array} bytes @param {string} wanted */
async function partOf(bytes, wanted) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  for (let at = view.getUint32(end + 16, true); at + 46 <= end && view.getUint32(at, true) === 0x02014b50;) {
    const name = view.getUint16(at + 28, true);
    if (new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)) === wanted) {
      const own = view.getUint32(at + 42, true);
      const from = own + 30 + view.getUint16(own + 26, true) + view.getUint16(own + 28, true);
      const packed = new Blob([bytes.slice(from, from + view.getUint32(at + 20, true))]).stream();
      return new Response(view.getUint16(at + 10, true) === 0 ? packed : packed.pipeThrough(new DecompressionStream("deflate-raw"))).text();
    }
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return "";
}

/** @param {string} text @returns {Found[]} */
function inOds(text) {
  /** @type {Found[]} */
  const found = [];
  let row = 0;
  for (const [, table, line] of text.matchAll(ODS)) {
    if (table !== undefined) {
      found.push({ name: unescaped(attribute(table, "table:name")), hidden: [] });
      row = 0;
      continue;
    }
    const next = row + (Number(attribute(line, "table:number-rows-repeated")) || 1);
    if (/^(?:collapse|filter)$/.test(attribute(line, "table:visibility"))) for (let at = row; at < Math.min(next, MOST); at += 1) found.at(-1)?.hidden.push(at);
    row = next;
  }
  return found;
}

/** @param {Uint8Array} bytes @returns {Promise<Found[]>} */
async function inXlsx(bytes) {
  const related = new Map(Array.from((await partOf(bytes, "xl/_rels/workbook.xml.rels")).matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g), ([one]) => [attribute(one, "Id"), attribute(one, "Target")]));
  /** @type {Found[]} */
  const found = [];
  for (const [sheet] of (await partOf(bytes, "xl/workbook.xml")).matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)) {
    const target = related.get(attribute(sheet, "\\w+:id")) ?? "";
    const text = await partOf(bytes, target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    const hidden = [];
    let row = 0;
    for (const [line] of text.matchAll(/<(?:\w+:)?row(?=[\s/>])[^>]*>/g)) {
      row = Number(attribute(line, "r")) || row + 1;
      if (/^(?:1|true)$/.test(attribute(line, "hidden"))) hidden.push(row - 1);
    }
    found.push({ name: unescaped(attribute(sheet, "name")), hidden });
  }
  return found;
}

/** The same sheets, with the rows that a filter or a hand hid. @param {Grid[]} grids @param {Uint8Array} bytes @returns {Promise<Grid[]>} */
export async function withHidden(grids, bytes) {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return grids;
  // where it cannot be looked up the rows are read all the same
  const found = await partOf(bytes, "content.xml").then((text) => (text ? inOds(text) : inXlsx(bytes))).catch(() => []);
  const hidden = new Map(found.map((one) => [one.name, one.hidden]));
  return grids.map((grid) => ({ ...grid, hidden: hidden.get(grid.name) ?? grid.hidden }));
}
