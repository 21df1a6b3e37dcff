// Rows together as matters, and what then holds for a matter: how it ended, and whether that lasted. Pure.
import { LASTING, NONE, OVER, plain } from "./columns.js";
import { holdsServiceNumber } from "./service-number.js";

/** @typedef {import("./plan.js").Taken} Taken */
/** @typedef {import("./plan.js").PlannedMatter} PlannedMatter */

const MONTH = new Intl.DateTimeFormat("nl", { month: "long", year: "numeric", timeZone: "UTC" });
const NUMBERED = /^Kwestie (\d+) · /;

/** The highest number among aliases that were made here before; 0 where there is none. @param {string[]} aliases */
export const lastNumber = (aliases) => Math.max(0, ...aliases.map((alias) => Number(NUMBERED.exec(alias)?.[1] ?? 0)));

/** Under which the matter of a row is found: its alias, else the name, which never becomes one. @param {{alias: string, name: string}} row */
export const personKey = ({ alias, name }) => (alias ? plain(alias) : name ? `naam: ${plain(name)}` : "");

/**
 * Rows of one alias at one organisation are one matter, and so are rows of one name where there is no alias; a row without either is a matter by itself.
 * A name stands openly on lists, so a matter without an alias gets a number and the month of its first row; so does one that is called by a burgerservicenummer.
 * @param {Taken[]} rows @param {string} sheet @param {number} [from] the number before the first @returns {PlannedMatter[]}
 */
export function grouped(rows, sheet, from = 0) {
  /** @type {Map<string, PlannedMatter>} */
  const found = new Map();
  for (const row of rows) {
    const person = personKey(row);
    const key = person ? `${row.codes.organisation} ${person}` : `row ${row.number}`;
    const matter = found.get(key) ?? { alias: (row.alias || `${sheet}, rij ${row.number}`).slice(0, 80), rows: [] };
    matter.rows.push(row);
    found.set(key, matter);
  }
  for (const { rows: own } of found.values()) own.sort((one, other) => one.day.localeCompare(other.day) || one.number - other.number);
  const unnamed = [...found.values()].filter(({ rows: [first] }) => (first.alias ? holdsServiceNumber(first.alias) : first.name)).sort((one, other) => one.rows[0].day.localeCompare(other.rows[0].day));
  unnamed.forEach((matter, nth) => (matter.alias = `Kwestie ${from + nth + 1} · ${MONTH.format(new Date(matter.rows[0].day))}`));
  return [...found.values()];
}

/** How it ended, as the last row that says so; empty while it runs, and `OVER` where it is over and no row says how. @param {Taken[]} rows */
export function outcomeOf(rows) {
  const said = rows.map(({ codes }) => codes.outcome).filter(Boolean);
  const last = said.at(-1) ?? "";
  if (last === OVER) return said.findLast((one) => one !== OVER && one !== "ongoing") ?? OVER;
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
