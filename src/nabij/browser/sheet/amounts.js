// How many conversations one row of a sheet stands for, and how long they took together. Pure.
import { plain } from "./columns.js";
import { isBare, minutesIn, unitOf } from "./guessing.js";
import { unitSaid } from "./headings.js";

/** @typedef {import("./columns.js").Field} Field */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./guessing.js").Unit} Unit */

/** More conversations in one row than anybody had. The server holds to the same. */
export const MOST_TIMES = 200;
const MINUTES = 15;
/** 200 hours. */
const MOST_QUARTERS = 800;

/** So many conversations does a cell say, and one where it is empty; null where it says no number that can be. @param {string} cell */
export function timesIn(cell) {
  const said = /^(\d{1,3})\s*(?:x|keer|gesprek|gesprekken|contacten)?$/.exec(plain(cell) || "1");
  const times = Number(said?.[1] ?? 0);
  return times >= 1 && times <= MOST_TIMES ? times : null;
}

/**
 * So many quarters of an hour does a cell say, at least one for each conversation; nought where it is empty or says nought, null where it says no time that can be.
 * @param {string} cell @param {Unit} unit of a bare number @param {number} times
 */
export function quartersIn(cell, unit, times) {
  if (!cell || /^0+(?:[.,]0+)?$/.test(cell)) return 0;
  const minutes = minutesIn(cell, unit);
  const quarters = Math.max(times, Math.round((minutes ?? 0) / MINUTES));
  return minutes && quarters <= MOST_QUARTERS ? quarters : null;
}

/** Whether a time counts for another number of minutes than it says. @param {string} cell @param {Unit} unit @param {number} times */
export const isRounded = (cell, unit, times) => minutesIn(cell, unit) !== (quartersIn(cell, unit, times) ?? 0) * MINUTES;

/** In what the bare numbers of the time of all conversations are: as the heading says, or the numbers themselves, else hours. @param {Table} table @param {Field[]} fields @returns {Unit} */
export function unitOfSpent({ titles, rows }, fields) {
  const column = fields.indexOf("spent");
  return column < 0 ? "hours" : (unitSaid(titles[column]) ?? unitOf(rows.map(({ cells }) => cells[column]).filter(isBare)) ?? "hours");
}
