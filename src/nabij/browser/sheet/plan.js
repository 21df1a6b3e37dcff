// The dry run: which matters a sheet becomes, and which rows it does not take, and why. Pure.
import { CODED, keyOf, NEEDED, plain } from "./columns.js";
import { momentIn } from "./dates.js";

/** @typedef {import("./columns.js").Coded} Coded */
/** @typedef {import("./columns.js").Field} Field */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./table.js").Row} Row */
/** @typedef {{fields: Field[], values: Partial<Record<Coded, Record<string, string>>>, blanks: Partial<Record<Coded, string>>}} Mapping `values`: codes by `keyOf` value; `blanks`: the code where nothing stands */
/** @typedef {{number: number, why: string}} Rejected */
/** @typedef {{id: string, number: number, day: string, time: string | null, text: string, place: string, codes: Partial<Record<Coded, string>>, alias: string, name: string, phone: string, email: string, next_step: string}} Taken */
/** @typedef {{alias: string, rows: Taken[]}} PlannedMatter rows by day */
/** @typedef {{matters: PlannedMatter[], rejected: Rejected[], present: number}} Plan `present`: rows that came in before */

const MOST_TEXT = 200_000;
const YEARS_BACK = 39;
/** Which codes a row must have, in words. @type {Record<string, string>} */
const WANTING = { channel: "hoe jullie elkaar spraken", duration: "hoe lang het duurde", organisation: "bij welke organisatie het hoort" };

/** @param {Table} table @param {Mapping} mapping @param {Row} row @param {Field} field */
const cellOf = ({ titles }, { fields }, { cells }, field) => (titles.length > 0 && fields.includes(field) ? cells[fields.indexOf(field)] : "");

/** The code of a row; empty where none was chosen. @param {Table} table @param {Mapping} mapping @param {Row} row @param {Coded} field */
function codeOf(table, mapping, row, field) {
  const value = cellOf(table, mapping, row, field);
  return (value ? mapping.values[field]?.[keyOf(value)] : mapping.blanks[field]) ?? "";
}

/** Everything that goes into the note: its columns, and values of others that became no code, with their names. @param {Table} table @param {Mapping} mapping @param {Row} row @param {Taken["codes"]} codes */
function noteOf({ titles }, { fields }, { cells }, codes) {
  const texts = fields.filter((field) => field === "text").length;
  const lines = cells.flatMap((cell, column) => {
    const field = fields[column];
    const lost = CODED.includes(/** @type {Coded} */ (field)) && !codes[/** @type {Coded} */ (field)];
    if (!cell || (field !== "text" && !lost)) return [];
    return [field === "text" && texts === 1 ? cell : `${titles[column]}: ${cell}`];
  });
  return lines.join("\n");
}

/**
 * Why a row is not taken; null when it is.
 * @param {import("./dates.js").Moment | null} moment
 * @param {string} written
 * @param {Taken["codes"]} codes
 * @param {string} text
 * @param {{today: string, unitsOf: (organisation: string) => string[]}} now
 */
function whyNot(moment, written, codes, text, { today, unitsOf }) {
  if (!written) return "Er staat geen datum.";
  if (!moment) return `‘${written.slice(0, 40)}’ is geen datum die we kennen. Schrijf bijvoorbeeld 12-3-2021 of 12 mrt 2021.`;
  if (moment.day > today) return "De datum ligt in de toekomst.";
  if (Number(moment.day.slice(0, 4)) < Number(today.slice(0, 4)) - YEARS_BACK) return "De datum ligt te lang geleden.";
  const wanting = /** @type {Coded[]} */ ([...NEEDED, "organisation"]).find((field) => !codes[field]);
  if (wanting) return `Er is niet gekozen ${WANTING[wanting]}.`;
  if (codes.unit && !unitsOf(codes.organisation ?? "").includes(codes.unit)) return "Het onderdeel hoort niet bij de organisatie van deze rij.";
  return text.length > MOST_TEXT ? "De notitie is te lang om in één keer te bewaren." : null;
}

/** @param {Table} table @param {Mapping} mapping @param {Row} row @param {string} id @param {Parameters<typeof whyNot>[4]} now @returns {Taken | Rejected} */
function rowTaken(table, mapping, row, id, now) {
  const written = cellOf(table, mapping, row, "date");
  const moment = momentIn(written);
  /** @type {Taken["codes"]} */
  const codes = Object.fromEntries(CODED.map((field) => [field, codeOf(table, mapping, row, field)]));
  const text = noteOf(table, mapping, row, codes);
  const why = whyNot(moment, written, codes, text, now);
  if (why || !moment) return { number: row.number, why: why ?? "" };
  const said = (/** @type {Field} */ field) => cellOf(table, mapping, row, field);
  return {
    id, number: row.number, ...moment, text, codes, place: said("place").slice(0, 120), alias: said("alias") || said("name"), name: said("name"), phone: said("phone"), email: said("email"),
    next_step: said("next_step").slice(0, 200),
  };
}

/** Rows of one alias at one organisation are one matter; a row without one is a matter by itself. @param {Taken[]} rows @param {string} sheet @returns {PlannedMatter[]} */
function grouped(rows, sheet) {
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

const PARTLY = "Deze rij hoort bij een kwestie waarvan andere rijen al eerder zijn ingelezen. Noteer dit gesprek zelf bij die kwestie, of draai de eerdere import terug en lees alles opnieuw in.";

/**
 * What would be brought in. `known` holds the ids of rows that came in before: they are not brought in again.
 * @param {Table} table
 * @param {Mapping} mapping
 * @param {string[]} ids of the rows
 * @param {{today: string, unitsOf: (organisation: string) => string[], known: ReadonlySet<string>}} now
 * @returns {Plan}
 */
export function planned(table, mapping, ids, now) {
  const all = table.rows.map((row, nth) => rowTaken(table, mapping, row, ids[nth], now));
  const known = table.rows.filter((_, nth) => now.known.has(ids[nth])).map(({ number }) => number);
  const there = new Set(known);
  const taken = /** @type {Taken[]} */ (all.filter((one) => "id" in one));
  const rejected = /** @type {Rejected[]} */ (all.filter((one) => "why" in one && !there.has(one.number)));
  const matters = [];
  for (const matter of grouped(taken, table.name)) {
    const fresh = matter.rows.filter(({ id }) => !now.known.has(id));
    if (fresh.length === matter.rows.length) matters.push(matter);
    else rejected.push(...fresh.map(({ number }) => ({ number, why: PARTLY })));
  }
  return { matters, rejected: rejected.sort((one, other) => one.number - other.number), present: known.length };
}
