// What of a cell may stand on a screen that somebody looks along at: codes and days, never names or notes. Pure.
import { CODED } from "../sheet/columns.js";

/** @typedef {import("../sheet/columns.js").Field} Field */

const OPEN = new Set(["date", "times", ...CODED]);

/** A name by its first letter, a text by its length; a day or a code as it is. @param {Field} field @param {string} text */
export function masked(field, text) {
  if (!text || OPEN.has(field)) return text.slice(0, 40);
  return field === "text" || field === "skip" || field === "place" || field === "next_step" ? `tekst van ${text.length} tekens` : `${[...text][0]}•••`;
}
