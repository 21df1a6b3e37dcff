// The table on a sheet: where its names of columns stand, and the rows below. Pure.
import { momentIn } from "./dates.js";
import { isDateHeading } from "./headings.js";
import { MOST_COLUMNS, MOST_ROWS } from "./limits.js";
import { BadSheet } from "./refusals.js";

/** @typedef {import("./workbook.js").Grid} Grid */
/** @typedef {{number: number, cells: string[]}} Row `number` as the spreadsheet counts it, from 1 */
/** @typedef {{name: string, titles: string[], rows: Row[], hidden?: number}} Table `hidden`: so many of its rows are hidden in the sheet; each row has a cell for each title */

const LOOKED_AT = 20;

/** @param {string[]} row */
const filled = (row) => row.filter((cell) => cell !== "").length;

/** Where the names of the columns stand: the first row nearly as full as the fullest near the top, of words and not of dates. @param {string[][]} rows */
function headOf(rows) {
  const top = rows.slice(0, LOOKED_AT);
  const fullest = Math.max(0, ...top.map(filled));
  return top.findIndex((row) => filled(row) >= Math.max(2, fullest * 0.6) && !row.some((cell) => cell !== "" && momentIn(cell)));
}

/** Whether a row below the names of the columns has names of its own, as a second table on the sheet has; the same names once more are none. @param {string[]} cells @param {string[]} head */
const isSecondHead = (cells, head) => filled(cells) >= 2 && cells.some(isDateHeading) && !cells.some((cell) => /^[\d.,]+$/.test(cell) || momentIn(cell)) && cells.some((cell, column) => cell !== "" && cell !== head[column]);

/** Different names, for columns without one as well. @param {string[]} row @param {number} width @returns {string[]} */
function titlesIn(row, width) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return Array.from({ length: width }, (_, column) => {
    const title = (row[column] ?? "").replace(/\s+/g, " ") || `Kolom ${column + 1}`;
    const before = seen.get(title) ?? 0;
    seen.set(title, before + 1);
    return before ? `${title} (${before + 1})` : title;
  });
}

/**
 * The table of a sheet; `BadSheet` where there is none, or where it cannot be known what stands where.
 * @param {Grid} grid
 * @returns {Table}
 */
export function tableIn({ name, rows, merges, unfinished, wide, hidden = [] }) {
  const head = headOf(rows);
  const below = head < 0 ? [] : rows.slice(head + 1).map((cells, nth) => ({ number: head + nth + 2, cells }));
  const full = below.filter(({ cells }) => filled(cells) > 0);
  if (full.length === 0) throw new BadSheet("empty", name);
  if (full.length > MOST_ROWS) throw new BadSheet("long", full.length.toLocaleString("nl-NL"));
  const inTheWay = merges.filter(({ last }) => last >= head).map(({ cells }) => cells);
  if (inTheWay.length > 0) throw new BadSheet("merged", listed(inTheWay));
  const wanting = unfinished.filter((cell) => Number(cell.replace(/\D/g, "")) > head);
  if (wanting.length > 0) throw new BadSheet("unfinished", listed(wanting));
  const second = full.find(({ cells }) => isSecondHead(cells, rows[head]));
  if (second) throw new BadSheet("second", String(second.number));
  const width = Math.max(rows[head].findLastIndex((cell) => cell !== "") + 1, ...full.map(({ cells }) => cells.findLastIndex((cell) => cell !== "") + 1));
  if (wide || width > MOST_COLUMNS) throw new BadSheet("wide", name);
  const even = (/** @type {Row} */ { number, cells }) => ({ number, cells: Array.from({ length: width }, (_, column) => cells[column] ?? "") });
  const away = new Set(hidden);
  return { name, titles: titlesIn(rows[head], width), rows: full.map(even), hidden: full.filter(({ number }) => away.has(number - 1)).length };
}

/** What is said of rows that a filter hid; nothing where there are none. @param {Table} table */
export function hiddenSaid({ hidden = 0 }) {
  if (hidden === 0) return "";
  return hidden === 1 ? "1 rij was verborgen in het blad; die is wel gelezen." : `${hidden} rijen waren verborgen in het blad; ze zijn wel gelezen.`;
}

/** @param {string[]} cells */
const listed = (cells) => (cells.length > 3 ? `${cells.slice(0, 3).join(", ")} en nog ${cells.length - 3}` : cells.join(", "));
