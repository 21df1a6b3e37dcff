// What of a cell may stand on a screen that somebody looks along at: codes and days, never names or notes. Pure.
import { counted, dayAndYear } from "../desk/dom.js";
import { CODED } from "../sheet/columns.js";

/** @typedef {import("../sheet/columns.js").Field} Field */

const OPEN = new Set(["date", "times", "spent", ...CODED]);

/** As it is written in Dutch: a day of Excel in words, a number with a comma. @param {string} text */
export function asWritten(text) {
  const day = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T(\d{2}:\d{2})(?::\d{2})?)?$/.exec(text);
  if (day) return `${dayAndYear(day[1])}${day[2] ? `, ${day[2]}` : ""}`;
  return /^\d+\.\d+$/.test(text) ? text.replace(".", ",") : text;
}

/** A name by its first letter, a text by its length; a day or a code as it is. @param {Field} field @param {string} text */
export function masked(field, text) {
  if (!text || OPEN.has(field)) return asWritten(text.slice(0, 40));
  if (field === "skip" && /^\d{1,4}$/.test(text)) return text;
  return field === "text" || field === "skip" || field === "place" || field === "next_step" ? `tekst van ${counted([...text].length, "teken", "tekens")}` : `${[...text][0]}•••`;
}
