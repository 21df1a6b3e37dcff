// Rows together as matters, and what then holds for a matter: how it ended, and whether that lasted. Pure.
import { LASTING, NONE, plain } from "./columns.js";

/** @typedef {import("./plan.js").Taken} Taken */
/** @typedef {import("./plan.js").PlannedMatter} PlannedMatter */

/** Rows of one alias at one organisation are one matter; a row without one is a matter by itself. @param {Taken[]} rows @param {string} sheet @returns {PlannedMatter[]} */
export function grouped(rows, sheet) {
  /** @type {Map<string, PlannedMatter>} */
  const found = new Map();
  for (const row of rows) {
    const key = row.alias ? `${row.codes.organisation} ${plain(row.alias)}` : `row ${row.number}`;
    const matter = found.get(key) ?? { alias: (row.alias || `${sheet}, rij ${row.number}`).slice(0, 80), rows: [] };
    matter.rows.push(row);
    found.set(key, matter);
  }
  for (const { rows: own } of found.values()) own.sort((one, other) => one.day.localeCompare(other.day) || one.number - other.number);
  return [...found.values()];
}

/** How it ended, as the last row that says so; empty while it runs. @param {Taken[]} rows */
export function outcomeOf(rows) {
  const last = rows.map(({ codes }) => codes.outcome).findLast(Boolean) ?? "";
  return last === "ongoing" ? "" : last;
}

/** Months from one to another. @param {string} from @param {string} to both `YYYY-MM…` */
const monthsBetween = (from, to) => (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

/**
 * The matter with the answers on whether it lasted that the register takes: of a closed one, once that moment has come, a month sooner counts.
 * Another answer goes into the note of its row.
 * @param {PlannedMatter} matter
 * @param {string} today
 * @returns {PlannedMatter & {early: number}} `early`: rows of which an answer went into the note
 */
export function lastingIn({ alias, rows }, today) {
  const closed = outcomeOf(rows) ? (rows.at(-1)?.day ?? "") : "";
  let early = 0;
  const kept = rows.map((row) => {
    const soon = LASTING.filter(([field, months]) => row.codes[field] && !(closed && monthsBetween(closed, today) >= months - 1)).map(([field]) => field);
    if (soon.length === 0) return row;
    early += 1;
    const text = [...soon.map((field) => row.asides[field] ?? ""), row.text].filter(Boolean).join("\n");
    return { ...row, text, codes: { ...row.codes, ...Object.fromEntries(soon.map((field) => [field, ""])) } };
  });
  return { alias, rows: kept, early };
}

/** @param {string | undefined} code */
export const realCode = (code) => (code === NONE ? "" : (code ?? ""));
