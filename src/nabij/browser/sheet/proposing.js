// What a sheet is probably meant as, and what a person has still to say about it. Pure.
import { isCoded, isNeeded, keyOf, NONE, OVER, SKIP, valuesIn } from "./columns.js";
import { guessed, isBare, unitOf } from "./guessing.js";
import { proposedColumns, unitSaid, yearSaid } from "./headings.js";
import { repeatsIn } from "./ids.js";
import { holdsServiceNumber } from "./service-number.js";
import { saidMoment } from "./said-dates.js";

/** @typedef {import("./columns.js").Coded} Coded */
/** @typedef {import("./columns.js").Choices} Choices */
/** @typedef {import("./columns.js").Field} Field */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./guessing.js").Unit} Unit */
/** @typedef {import("./plan.js").Mapping & {unsure: Set<number>, guesses: Set<string>, theirs: Set<string>, unit: Unit | null}} Draft `unsure`: columns of which the field is to be confirmed; `guesses`: values of which the code is, by `guessKey`; `theirs`: of both, those that a colleague chose so, by `keyOf` heading or `guessKey`; `unit`: of bare numbers of durations */

/** @param {Coded} field @param {string} value */
export const guessKey = (field, value) => `${field}${keyOf(value)}`;

/**
 * The fields of a table, as they were before where a heading was there before; a list from which nothing can be chosen is a note.
 * @param {Table} table @param {Record<string, Field>} before by `keyOf` heading @param {(field: Coded) => Choices} choicesOf @param {boolean} [doubted] what was there before waits for a yes, and is proposed no more where the numbers of rows were taken for people
 * @param {Record<string, Field>} [colleagues] by `keyOf` heading, where there was none before: waits for a yes
 * @returns {{fields: Field[], unsure: Set<number>, theirs: Set<string>}} `unsure`: columns that wait for a yes; `theirs`: headings of those that a colleague chose so
 */
export function firstColumns(table, before, choicesOf, doubted = false, colleagues = {}) {
  const found = proposedColumns(table).map(({ field, sure }, column) => {
    const key = keyOf(table.titles[column]);
    const own = before[key];
    const known = own ?? colleagues[key];
    const asks = known !== undefined && (doubted || own === undefined);
    const taken = (doubted && field === "skip" ? undefined : known) ?? field;
    if (isCoded(taken) && choicesOf(taken).length === 0) return { field: /** @type {Field} */ ("text"), sure: true, theirs: "" };
    return { field: taken, sure: asks ? sure && known === field : sure || known !== undefined, theirs: own === undefined && known === taken ? key : "" };
  });
  return {
    fields: found.map(({ field }) => field), unsure: new Set(found.flatMap(({ sure }, column) => (sure ? [] : [column]))),
    theirs: new Set(found.flatMap(({ sure, theirs }) => (sure || !theirs ? [] : [theirs]))),
  };
}

/** A first draft for a table. @param {Table} table @param {ReturnType<typeof firstColumns>} columns @param {Partial<Record<Coded, string>>} blanks @param {string} file @returns {Draft} */
export function firstDraft(table, { fields, unsure, theirs }, blanks, file) {
  return { fields, unsure, theirs, values: {}, blanks: { ...blanks }, guesses: new Set(), unit: unitIn(table, fields), year: yearIn(table, fields, file), vague: "", doubles: "", twins: "" };
}

/** @param {Table} table @param {Field[]} fields @returns {Unit | null} */
function unitIn(table, fields) {
  const column = fields.indexOf("duration");
  return column < 0 ? null : (unitSaid(table.titles[column]) ?? unitOf(valuesIn(table, column).map(({ value }) => value)));
}

/** The year of days without one: as the sheet or the file is called, else that of all other days. @param {Table} table @param {Field[]} fields @param {string} file @returns {number | null} */
function yearIn(table, fields, file) {
  const named = yearSaid(table.name, file);
  if (named) return named;
  const column = fields.indexOf("date");
  const days = table.rows.map(({ cells }) => saidMoment(cells[column] ?? "")).filter((one) => one && !one.yearless);
  const years = new Set(days.map((one) => one?.day.slice(0, 4)));
  return years.size === 1 ? Number([...years][0]) : null;
}

/** Fills in the codes of values that have none yet: as before, else as guessed. @param {Table} table @param {Draft} draft changed in place @param {Coded} field @param {Choices} choices @param {Record<string, string>} before by `keyOf` value @param {boolean} [doubted] what was before is a guess @param {Record<string, string>} [colleagues] by `keyOf` value, where there was none before: a guess */
export function proposeValues(table, draft, field, choices, before, doubted = false, colleagues = {}) {
  const codes = /** @type {Record<string, string>} */ (draft.values[field] ??= {});
  // What is no choice any more, as a part of another organisation than is chosen now, is proposed anew.
  const there = new Set([NONE, SKIP, ...(field === "outcome" ? [OVER] : []), ...choices.map(([key]) => key)]);
  if (!there.has(draft.blanks[field] ?? "")) delete draft.blanks[field];
  for (const { value } of valuesIn(table, draft.fields.indexOf(field), field)) {
    const key = keyOf(value);
    if (there.has(codes[key])) continue;
    draft.guesses.delete(guessKey(field, value));
    draft.theirs.delete(guessKey(field, value));
    // A number says nothing without its unit, and that is of this sheet.
    const chosen = (/** @type {Record<string, string>} */ one) => ((field === "duration" && isBare(value)) || !there.has(one[key]) ? "" : one[key]);
    const [own, theirs, guess] = [chosen(before), chosen(colleagues), guessed(field, value, choices, draft.unit)];
    const code = own || (guess.sure ? guess.code : theirs || guess.code);
    codes[key] = code;
    if (code && !(own ? !doubted : guess.sure)) draft.guesses.add(guessKey(field, value));
    if (!own && !guess.sure && theirs) draft.theirs.add(guessKey(field, value));
  }
}

/** Another unit: what numbers mean is proposed anew. @param {Table} table @param {Draft} draft changed in place @param {Unit | null} unit */
export function takeUnit(table, draft, unit) {
  draft.unit = unit;
  const codes = draft.values.duration ?? {};
  for (const { value } of valuesIn(table, draft.fields.indexOf("duration")).filter(({ value: one }) => isBare(one))) {
    delete codes[keyOf(value)];
    draft.guesses.delete(guessKey("duration", value));
  }
}

/** Another field for a column. @param {Table} table @param {Draft} draft changed in place @param {number} column @param {Field} field @param {string} file */
export function takeField(table, draft, column, field, file) {
  const was = draft.fields[column];
  draft.fields[column] = field;
  draft.unsure.delete(column);
  if (was === "date" || field === "date") draft.year = yearIn(table, draft.fields, file);
  if (was === "duration" || field === "duration") takeUnit(table, draft, unitIn(table, draft.fields));
}

/** How many of the values of a field are open, and how many are guesses; the first of each by its place. @param {Table} table @param {Draft} draft @param {Coded} field */
export function undecided(table, draft, field) {
  const codes = draft.values[field] ?? {};
  const values = valuesIn(table, draft.fields.indexOf(field), field).map(({ value }, nth) => ({ value, nth }));
  const open = values.filter(({ value }) => !codes[keyOf(value)]).map(({ nth }) => nth);
  const guesses = values.filter(({ value }) => draft.guesses.has(guessKey(field, value))).map(({ nth }) => nth);
  const empty = isNeeded(field) && !draft.blanks[field] && table.rows.some(({ cells }) => !cells[draft.fields.indexOf(field)]);
  return { open, guesses, empty };
}

/** @typedef {{rows: number, example: string}} Asked how many rows it is about, and one of them */

/**
 * What must be asked once about a whole sheet.
 * @param {Table} table @param {Draft} draft
 * @returns {{year: Asked | null, vague: Asked | null, unit: Asked | null, repeats: number[][]}}
 */
export function questionsIn(table, { fields }) {
  const cellsOf = (/** @type {Field} */ field) => (fields.includes(field) ? table.rows.map(({ cells }) => cells[fields.indexOf(field)]) : []);
  const asked = (/** @type {string[]} */ cells) => (cells.length > 0 ? { rows: cells.length, example: cells[0] } : null);
  const days = cellsOf("date").map((cell) => ({ cell, moment: saidMoment(cell) }));
  return {
    year: asked(days.filter(({ moment }) => moment?.yearless).map(({ cell }) => cell)),
    vague: asked(days.filter(({ moment }) => moment?.vague).map(({ cell }) => cell)),
    unit: asked(cellsOf("duration").filter(isBare)),
    repeats: repeatsIn(table),
  };
}

/** What may be remembered: no choice to leave rows out, as that is made for each file, and no burgerservicenummer. @param {Record<string, string>} codes @returns {Record<string, string>} */
export const memorable = (codes) => Object.fromEntries(Object.entries(codes).filter(([value, code]) => code !== SKIP && code !== "" && !holdsServiceNumber(value)));
