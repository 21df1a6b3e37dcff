// Ids made from the rows of a file under a secret of the vault: the same row has the same id, and nobody without the secret can try rows.
import { derive, json, utf8, uuidFrom } from "../vault/bytes.js";
import { writtenMoment } from "./dates.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("../vault/bytes.js").Bytes} Bytes */

/** The id of this text under the secret. @param {Bytes} secret @param {string} kind @param {string} text */
export const idFor = (secret, kind, text) => uuidFrom(derive(secret, utf8(text), `nabij/import/${kind}/1`));

/** A cell however the file was saved: a date is the same day as text and as a date of Excel. @param {string} cell */
function steady(cell) {
  const found = writtenMoment(cell);
  return found ? `${found.day}${found.time ? `T${found.time}` : ""}` : cell;
}

/** What each row says, whatever the order of its columns. @param {Table} table @returns {string[]} */
function textsOf({ titles, rows }) {
  return rows.map(({ cells }) => json(titles.map((title, column) => [title, steady(cells[column])]).filter(([, cell]) => cell !== "").sort(([one], [other]) => (one < other ? -1 : 1))));
}

/**
 * An id for each row, and one for the whole. Columns may change places; a row that stands there twice is two rows.
 * @param {Bytes} secret
 * @param {Table} table
 * @returns {{file: string, rows: string[]}}
 */
export function idsOf(secret, table) {
  /** @type {Map<string, number>} */
  const times = new Map();
  const texts = textsOf(table).map((text) => {
    const before = times.get(text) ?? 0;
    times.set(text, before + 1);
    return json([before, text]);
  });
  return { file: idFor(secret, "file", json(texts)), rows: texts.map((text) => idFor(secret, "row", text)) };
}

/** The numbers of rows that say the same, a list for each that stands there more than once. @param {Table} table @returns {number[][]} */
export function repeatsIn(table) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  textsOf(table).forEach((text, nth) => found.set(text, [...(found.get(text) ?? []), table.rows[nth].number]));
  return [...found.values()].filter(({ length }) => length > 1);
}
