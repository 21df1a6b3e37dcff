// The dry run: which matters a sheet becomes, and which rows it does not take, and why. Pure.
import { isRounded, MOST_TIMES, quartersIn, timesIn, unitOfSpent } from "./amounts.js";
import { CODED, FIELDS, isCoded, keyOf, LASTING, MANY, mayLack, NEEDED, NONE, OVER, partsOf, plain, SKIP } from "./columns.js";
import { roundedTo } from "./guessing.js";
import { grouped, lastingIn, personKey, realCode } from "./matters.js";
import { saidMoment } from "./said-dates.js";
import { holdsServiceNumber, withoutServiceNumbers } from "./service-number.js";

/** @typedef {import("./columns.js").Coded} Coded */
/** @typedef {import("./columns.js").Field} Field */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./table.js").Row} Row */
/** @typedef {import("./said-dates.js").Said} Said */
/** @typedef {"" | "first" | typeof SKIP} Vague what becomes of a month or a week alone: its first day, or nothing */
/**
 * @typedef {object} Mapping
 * @property {Field[]} fields
 * @property {Partial<Record<Coded, Record<string, string>>>} values codes by `keyOf` value; empty where it is still to be chosen
 * @property {Partial<Record<Coded, string>>} blanks the code where nothing stands
 * @property {"hours" | "minutes" | null} [unit] of bare numbers of durations
 * @property {number | null} [year] of days without one
 * @property {Vague} [vague]
 * @property {"" | "once" | "each"} [doubles] rows that say the same
 * @property {"" | "apart" | typeof SKIP} [twins] matters that are called as one that runs
 */
/** @typedef {{number: number, why: string, about?: string}} Rejected `about`: what of this row the reason is about */
/** @typedef {{id: string, number: number, day: string, time: string | null, text: string, place: string, times: number, quarters: number, codes: Partial<Record<Coded, string>>, asides: Partial<Record<Field, string>>, alias: string, name: string, phone: string, email: string, next_step: string}} Taken `times`: so many conversations; `quarters`: of an hour that they took together, nought where nobody kept that; `codes`: where there may be more than one, parted by commas; `asides`: what stood in the cells of how it lasted */
/** @typedef {{alias: string, rows: Taken[]}} PlannedMatter rows by day */
/** @typedef {{sheet: string, matters: PlannedMatter[], rejected: Rejected[], present: number, early: number, several: number[], totals: number, trimmed: number, twins: number[], rounded: [said: string, minutes: number, rows: number][], numbers: number[], apart: number, later: number}} Plan `present`: rows that came in before; `early`: rows with an answer on how it lasted that is no answer yet; `several`: rows that say they are more than one conversation; `totals`: matters of which each row says the same number above one; `trimmed`: rows with a time of all conversations that is rounded; `twins`: rows of a matter that is called as one that runs; `rounded`: lengths that count for another number of minutes; `numbers`: rows with a burgerservicenummer; `apart`: names of which each row becomes a matter by itself, where every row does; `later`: rows that stay out and belong to a matter that comes in */
/** @typedef {{today: string, unitAt: (organisation: string, unit: string) => string, known: ReadonlySet<string>, repeats?: number[][], running?: ReadonlySet<string>, numbered?: number}} Now `running`: matters by `runningKey`, also by the names in them; `numbered`: the last number that an alias was made of */

const MOST_TEXT = 200_000;
const YEARS_BACK = 39;
const LABELS = new Map(FIELDS);
/** Which codes a row must have, in words. @type {Record<string, string>} */
const WANTING = { channel: "hoe jullie elkaar spraken", duration: "hoe lang het duurde", organisation: "bij welke organisatie het hoort" };
const PARTLY = "Deze kwestie staat er al, en uit een bestand komt daar niets bij. Noteer dit gesprek zelf bij die kwestie. Of draai de eerdere import terug en lees alles samen opnieuw in.";
const TWIN = "Er loopt al een kwestie met deze naam, en je koos om die rijen over te slaan. Noteer het gesprek zelf bij die kwestie.";

/** Under which a matter that runs is looked up. @param {string} organisation @param {string} alias */
export const runningKey = (organisation, alias) => `${organisation} ${plain(alias)}`;

/** Under which a matter that runs is looked up by the name in it. @param {string} organisation @param {string} name */
export const runningName = (organisation, name) => `${organisation} naam: ${plain(name)}`;

/** Whether a matter that runs is called as this one, or has its name. @param {PlannedMatter} matter @param {ReadonlySet<string>} running */
function runsAlready({ rows: [first] }, running) {
  const at = first.codes.organisation ?? "";
  return personKey(first) !== "" && (running.has(`${at} ${personKey(first)}`) || running.has(runningKey(at, first.alias || first.name)));
}

/** @param {Mapping} mapping @param {Row} row @param {Field} field */
const cellOf = ({ fields }, { cells }, field) => (fields.includes(field) ? cells[fields.indexOf(field)] : "");

/** What was chosen for a row: a code, or that there is none, or that it stays out; of a field that may name more, all of them. @param {Mapping} mapping @param {Row} row @param {Coded} field */
function chosenFor(mapping, row, field) {
  const parts = partsOf(field, cellOf(mapping, row, field)).map((part) => codeOf(mapping, field, part));
  if (parts.length < 2) return parts[0] ?? mapping.blanks[field] ?? "";
  return parts.includes(SKIP) ? SKIP : [...new Set(parts.map(realCode).filter(Boolean))].join(",");
}

/** @param {Mapping} mapping @param {Coded} field @param {string} value */
const codeOf = ({ values }, field, value) => values[field]?.[keyOf(value)] ?? "";

/** Whether something in a cell became no code of its field. @param {Mapping} mapping @param {Coded} field @param {string} cell @param {string | undefined} code */
const isLeft = (mapping, field, cell, code) => !code || code === OVER || (MANY.has(field) && partsOf(field, cell).some((part) => !realCode(codeOf(mapping, field, part))));

/** Everything that goes into the note: its columns, and values of others that became no code, with their names. @param {Table} table @param {Mapping} mapping @param {Row} row @param {Taken["codes"]} codes @param {Said | null} moment */
function noteOf(table, mapping, { cells }, codes, moment) {
  const { titles } = table;
  const { fields, unit } = mapping;
  const texts = fields.filter((field) => field === "text").length;
  const lines = cells.flatMap((cell, column) => {
    const field = fields[column];
    const rounded = field === "duration" && roundedTo(cell, unit ?? null, codes.duration ?? "");
    const told = rounded || (field === "date" && moment?.vague) || (isCoded(field) && isLeft(mapping, field, cell, codes[field])) || (field === "spent" && isTrimmed(table, mapping, { number: 0, cells }));
    if (!cell || (field !== "text" && !told)) return [];
    return [field === "text" && texts === 1 ? cell : `${titles[column]}: ${cell}`];
  });
  return lines.join("\n");
}

/** Whether the time of all conversations of a row is rounded. @param {Table} table @param {Mapping} mapping @param {Row} row */
function isTrimmed(table, mapping, row) {
  const cell = cellOf(mapping, row, "spent");
  return cell !== "" && isRounded(cell, unitOfSpent(table, mapping.fields), timesIn(cellOf(mapping, row, "times")) ?? 1);
}

/** Why the numbers of a row cannot be used; null when they can. @param {Mapping} mapping @param {Row} row @param {number | null} times @param {number | null} quarters @returns {Omit<Rejected, "number"> | null} */
function wrongAmounts(mapping, row, times, quarters) {
  const about = (/** @type {Field} */ field) => `‘${cellOf(mapping, row, field).slice(0, 40).replace(/^(-?\d+)\.(\d+)$/, "$1,$2")}’`;
  if (!times) return { why: `Het aantal gesprekken is geen heel getal van 1 tot en met ${MOST_TIMES}.`, about: about("times") };
  return quarters === null ? { why: "Bij de tijd van alle gesprekken samen staat geen tijd die we kennen, of meer dan 200 uur.", about: about("spent") } : null;
}

/** Why the day of a row cannot be used; null when it can. @param {Said | null} moment @param {string} written @param {Mapping} mapping @param {string} today @returns {Omit<Rejected, "number"> | null} */
function wrongDay(moment, written, { year, vague }, today) {
  const about = `‘${written.slice(0, 40)}’`;
  if (!written) return { why: "Er staat geen datum." };
  if (!moment) return { why: "Dit is geen datum die we kennen. Schrijf bijvoorbeeld 12-3-2021 of 12 mrt 2021.", about };
  if (moment.yearless && !year) return { why: "Er staat geen jaar bij de datum, en er is geen jaar gekozen.", about };
  if (moment.vague && vague !== "first") return { why: "Er staat alleen een maand of een week, en je koos om die rijen over te slaan.", about };
  if (moment.day > today) return { why: "De datum ligt in de toekomst.", about: moment.day === written ? about : `${about}, gelezen als ${dutchDay(moment.day)}` };
  return Number(moment.day.slice(0, 4)) < Number(today.slice(0, 4)) - YEARS_BACK ? { why: "De datum ligt te lang geleden.", about } : null;
}

/** @param {string} day */
const dutchDay = (day) => day.split("-").map(Number).reverse().join("-");

/** @param {Mapping} mapping @param {Row} row @param {Partial<Record<Coded, string>>} chosen @param {string} text @param {Now} now @returns {Omit<Rejected, "number"> | null} */
function wrongCodes(mapping, row, chosen, text, { unitAt }) {
  const skipped = CODED.find((field) => chosen[field] === SKIP);
  if (skipped) {
    const value = cellOf(mapping, row, skipped);
    const what = value ? `met ‘${value.slice(0, 40)}’ bij` : "zonder";
    return { why: `Je koos om rijen ${what} ‘${LABELS.get(skipped)}’ over te slaan.` };
  }
  const wanting = /** @type {Coded[]} */ ([...NEEDED, "organisation"]).find((field) => !realCode(chosen[field]) && !(mayLack(field) && (chosen[field] === NONE || cellOf(mapping, row, "spent"))));
  if (wanting) return { why: `Er is niet gekozen ${WANTING[wanting]}.` };
  const unit = realCode(chosen.unit);
  if (unit && !unitAt(chosen.organisation ?? "", unit)) return { why: "Het onderdeel hoort niet bij de organisatie van deze rij." };
  return text.length > MOST_TEXT ? { why: "De notitie is te lang om in één keer te bewaren." } : null;
}

/** @param {Table} table @param {Mapping} mapping @param {Row} row @param {string} id @param {Now} now @returns {Taken | Rejected} */
function rowTaken(table, mapping, row, id, now) {
  const { number } = row;
  const written = cellOf(mapping, row, "date");
  const moment = saidMoment(written, mapping.year ?? undefined);
  const chosen = Object.fromEntries(CODED.map((field) => [field, chosenFor(mapping, row, field)]));
  /** @type {Taken["codes"]} */
  const codes = Object.fromEntries(CODED.map((field) => [field, realCode(chosen[field])]));
  const text = noteOf(table, mapping, row, codes, moment);
  const times = timesIn(cellOf(mapping, row, "times"));
  const quarters = quartersIn(cellOf(mapping, row, "spent"), unitOfSpent(table, mapping.fields), times ?? 1);
  const wrong = wrongDay(moment, written, mapping, now.today) ?? wrongAmounts(mapping, row, times, quarters) ?? wrongCodes(mapping, row, chosen, text, now);
  if (wrong || !moment) return { number, why: "", ...wrong };
  if (codes.unit) codes.unit = now.unitAt(codes.organisation ?? "", codes.unit);
  const said = (/** @type {Field} */ field) => withoutServiceNumbers(cellOf(mapping, row, field));
  const asides = Object.fromEntries(LASTING.filter(([field]) => said(field)).map(([field]) => [field, `${table.titles[mapping.fields.indexOf(field)]}: ${said(field)}`]));
  return {
    id, number, day: moment.day, time: moment.time, text: withoutServiceNumbers(text), times: times ?? 1, quarters: quarters ?? 0, codes, asides, place: said("place").slice(0, 120), alias: cellOf(mapping, row, "alias"), name: said("name"), phone: cellOf(mapping, row, "phone"), email: said("email"),
    next_step: said("next_step").slice(0, 200),
  };
}

/** The rows that say what an earlier one says, where they count once. @param {Mapping} mapping @param {Now} now @returns {Map<number, number>} the first by the others */
function secondRows({ doubles }, { repeats = [] }) {
  return new Map(doubles === "once" ? repeats.flatMap(([first, ...others]) => others.map((other) => /** @type {[number, number]} */ ([other, first]))) : []);
}

/**
 * What would be brought in. `known` holds the ids of rows that came in before: they are not brought in again.
 * @param {Table} table
 * @param {Mapping} mapping
 * @param {string[]} ids of the rows
 * @param {Now} now
 * @returns {Plan}
 */
export function planned(table, mapping, ids, now) {
  const second = secondRows(mapping, now);
  const all = table.rows.map((row, nth) => {
    const first = second.get(row.number);
    return first ? { number: row.number, why: "Deze rij is precies gelijk aan een eerdere, en je koos om die één keer te tellen.", about: `gelijk aan rij ${first}` } : rowTaken(table, mapping, row, ids[nth], now);
  });
  const known = table.rows.filter((_, nth) => now.known.has(ids[nth])).map(({ number }) => number);
  const there = new Set(known);
  const taken = /** @type {Taken[]} */ (all.filter((one) => "id" in one));
  const rejected = /** @type {Rejected[]} */ (all.filter((one) => "why" in one && !there.has(one.number)));
  const matters = [];
  /** @type {number[]} */
  const twins = [];
  for (const matter of grouped(taken, table.name, now.numbered)) {
    const fresh = matter.rows.filter(({ id }) => !now.known.has(id)).map(({ number }) => number);
    const twin = fresh.length > 0 && runsAlready(matter, now.running ?? new Set());
    if (fresh.length < matter.rows.length) rejected.push(...fresh.map((number) => ({ number, why: PARTLY })));
    else if (twin && mapping.twins === SKIP) rejected.push(...fresh.map((number) => ({ number, why: TWIN })));
    else matters.push(lastingIn(matter, now.today));
    if (twin && fresh.length === matter.rows.length) twins.push(...fresh);
  }
  const early = matters.reduce((sum, one) => sum + one.early, 0);
  const coming = new Set(matters.flatMap(({ rows }) => rows.map(({ number }) => number)));
  const fresh = table.rows.filter((row) => coming.has(row.number));
  const numbersOf = (/** @type {(row: Row) => boolean} */ holds) => fresh.filter(holds).map(({ number }) => number);
  return {
    sheet: table.name, matters: matters.map(({ alias, rows }) => ({ alias, rows })), rejected: rejected.sort((one, other) => one.number - other.number), present: known.length, early, twins, rounded: roundedIn(mapping, fresh),
    several: numbersOf((row) => (timesIn(cellOf(mapping, row, "times")) ?? 1) > 1), totals: totalsIn(matters), trimmed: numbersOf((row) => isTrimmed(table, mapping, row)).length, numbers: numbersOf(({ cells }) => cells.some((cell, column) => !["skip", "phone"].includes(mapping.fields[column]) && holdsServiceNumber(cell))), apart: namesApart(matters),
    later: laterIn(table, mapping, rejected, matters),
  };
}

/** How many matters have more rows that all say the same number above one: it may be that of the whole matter. @param {PlannedMatter[]} matters */
const totalsIn = (matters) => matters.filter(({ rows: [first, ...others] }) => first.times > 1 && others.length > 0 && others.every(({ times }) => times === first.times)).length;

/** So many conversations do these rows stand for. @param {Taken[]} rows */
export const talksIn = (rows) => rows.reduce((sum, { times }) => sum + times, 0);

/** How many names stand in more than one matter, where no matter has more than one row. @param {PlannedMatter[]} matters */
function namesApart(matters) {
  if (matters.some(({ rows }) => rows.length > 1)) return 0;
  const names = matters.map(({ rows: [{ name }] }) => plain(name)).filter(Boolean);
  return new Set(names.filter((name, nth) => names.indexOf(name) !== nth)).size;
}

/** How many of the rows that stay out are called as a matter that comes in. @param {Table} table @param {Mapping} mapping @param {Rejected[]} rejected @param {PlannedMatter[]} matters */
function laterIn({ rows }, mapping, rejected, matters) {
  const coming = new Set(matters.map(({ rows: [first] }) => personKey(first)).filter(Boolean));
  const out = new Set(rejected.map(({ number }) => number));
  return rows.filter((row) => out.has(row.number) && coming.has(personKey({ alias: cellOf(mapping, row, "alias"), name: cellOf(mapping, row, "name") }))).length;
}

/** The lengths that count for another number of minutes than they say, most rows first. @param {Mapping} mapping @param {Row[]} rows @returns {Plan["rounded"]} */
function roundedIn(mapping, rows) {
  /** @type {Map<string, [string, number, number]>} */
  const found = new Map();
  for (const row of rows) {
    const said = cellOf(mapping, row, "duration");
    const minutes = roundedTo(said, mapping.unit ?? null, chosenFor(mapping, row, "duration"));
    if (minutes) found.set(plain(said), [said, minutes, (found.get(plain(said))?.[2] ?? 0) + 1]);
  }
  return [...found.values()].sort(([, , one], [, , other]) => other - one);
}

/** The reasons, each with the rows it holds for, most rows first. @param {Rejected[]} rejected @returns {{why: string, rows: Rejected[]}[]} */
export function reasonsOf(rejected) {
  /** @type {Map<string, Rejected[]>} */
  const found = new Map();
  for (const one of rejected) found.set(one.why, [...(found.get(one.why) ?? []), one]);
  return [...found].map(([why, rows]) => ({ why, rows })).sort((one, other) => other.rows.length - one.rows.length);
}
