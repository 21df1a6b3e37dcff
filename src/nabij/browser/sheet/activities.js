// A list of prevention: which column is what, and what each row becomes, or why it does not. Pure.
import { plain, wordsOf } from "./columns.js";
import { minutesIn, unitOf } from "./guessing.js";
import { unitSaid } from "./headings.js";
import { saidMoment } from "./said-dates.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {"skip" | "month" | "kind" | "units" | "people" | "hours"} Column */
/** @typedef {{month: string, kind: string, units: number[], people: number, quarters: number}} Activity */
/** @typedef {{kinds: [string, string][], units: [string, string][], kept: ReadonlySet<string>, today: string}} Around `kept`: activities that are there, by `sameKey` */
/** @typedef {{columns: Column[], kinds: Record<string, string>, units: Record<string, string>, year: number | null}} Chosen codes and parts by the text of the sheet, as `plain` has it */
/** @typedef {{activities: (Activity & {number: number, rounded: boolean})[], rejected: {number: number, why: string}[], present: number[]}} Plan `present`: rows that are there already */

/** Each column as the screen calls it. @type {[Column, string][]} */
export const COLUMNS = [["skip", "Niet inlezen"], ["month", "Maand of datum"], ["kind", "Wat je deed"], ["units", "Voor wie"], ["people", "Mensen bereikt"], ["hours", "Uren"]];
export const NEEDED = /** @type {Column[]} */ (["month", "kind", "people", "hours"]);
/** In place of a code: these rows stay out. */
export const SKIP = "!skip";
/** In place of a part: all of the organisation. */
export const WHOLE = "!whole";
const WHOLE_SAID = /^(?:-|hele organisatie|de hele organisatie|organisatiebreed|iedereen|alle(?: medewerkers| afdelingen)?|allen|algemeen|heel .*)$/;
const MOST_PEOPLE = 100_000;
const MOST_QUARTERS = 800;
const YEARS_BACK = 10;

/** @type {[Column, RegExp][]} */
const HEADINGS = [
  ["hours", /\b(?:uren|uur|duur|tijd|tijdsduur|minuten|min|tijdsbesteding)\b/], ["people", /\b(?:mensen|deelnemers|aanwezigen|bereik|bereikt|personen|medewerkers|opkomst|aantal)\b/],
  ["month", /\b(?:maand|datum|wanneer|dag|periode)\b/], ["units", /\b(?:onderdeel|onderdelen|afdeling|afdelingen|team|teams|locatie|vestiging|voor wie|doelgroep|eenheid|eenheden)\b/],
  ["kind", /\b(?:soort|activiteit|activiteiten|wat|type|vorm|omschrijving|onderwerp)\b/],
];
/** @type {[RegExp, string][]} Words that say one kind, looked for in this order */
const KINDS = [
  [/\b(?:rie|ri e|psa)\b/, "psa_rie_input"], [/\b(?:onboarding|introductie|kennismaking|nieuwe medewerkers)\b/, "onboarding"], [/\b(?:spreekuur|inloop|inloopuur|aanwezigheid)\b/, "walk_in_hour"],
  [/\b(?:column|nieuwsbrief|blog|bericht|artikel)\b/, "column"], [/\b(?:poster|posters|intranet|flyer|banner|zichtbaarheid)\b/, "visibility"], [/\b(?:teamgesprek|teamoverleg|dialoog|moreel beraad)\b/, "team_dialogue"],
  [/\b(?:workshop|training|cursus|scholing)\b/, "workshop"], [/\b(?:sparren|sparring)\b/, "manager_sparring"], [/\b(?:or|hr|arbo|arbodienst|preventiemedewerker|ondernemingsraad)\b/, "or_hr_arbo"],
  [/\b(?:bestuur|directie|jaargesprek|bestuurder)\b/, "board_meeting"], [/\b(?:advies|beleidsadvies)\b/, "policy_advice"], [/\b(?:voorlichting|presentatie|lezing|webinar|lunchbijeenkomst)\b/, "info_session"],
];

/** Under which an activity is the same as one that is there. @param {Activity} one */
export const sameKey = ({ month, kind, units, people, quarters }) => `${month}|${kind}|${[...units].map(String).sort().join(",")}|${people}|${quarters}`;

/** What each column probably is, each once; a kind is looked for last, as its names stand in other headings too. @param {Table} table @returns {Column[]} */
export function proposedColumns({ titles }) {
  /** @type {Column[]} */
  const found = titles.map(() => "skip");
  for (const [column, words] of HEADINGS) {
    const at = titles.findIndex((title, nth) => found[nth] === "skip" && words.test(wordsOf(title)));
    if (at >= 0) found[at] = column;
  }
  return found;
}

/** The kind that a text says; empty where it says none, or more than this knows. @param {string} value @param {Around["kinds"]} kinds */
export function kindOf(value, kinds) {
  const own = kinds.find(([, label]) => plain(label) === plain(value))?.[0];
  return own ?? KINDS.find(([words]) => words.test(wordsOf(value)))?.[1] ?? "";
}

/** The part that a text says. @param {string} value @param {Around["units"]} units */
export function unitOfText(value, units) {
  if (WHOLE_SAID.test(plain(value))) return WHOLE;
  return units.find(([, name]) => plain(name) === plain(value))?.[0] ?? "";
}

/** @param {Table} table @param {Chosen} chosen @param {Column} column */
const cellsOf = ({ rows }, { columns }, column) => (columns.includes(column) ? rows.map(({ cells }) => cells[columns.indexOf(column)]) : []);

/** The parts that one cell names, parted by a sign or by "en"; a part whose own name holds that is one. @param {string} cell @param {Around["units"]} units @returns {string[]} */
export function partsIn(cell, units) {
  const split = (/** @type {string[]} */ texts, /** @type {RegExp} */ sign) => texts.flatMap((text) => (unitOfText(text, units) ? [text] : text.split(sign)));
  return split(split([cell], /[,;/+\n]/).map((one) => one.trim()), /\ben\b/).map((one) => one.trim()).filter(Boolean);
}

/** The different texts that must be matched: kinds, parts. @param {Table} table @param {Chosen} chosen @param {Around} around */
export function textsIn(table, chosen, around) {
  const different = (/** @type {string[]} */ texts) => [...new Map(texts.filter(Boolean).map((one) => [plain(one), one])).values()];
  return { kinds: different(cellsOf(table, chosen, "kind")), units: different(cellsOf(table, chosen, "units").flatMap((cell) => partsIn(cell, around.units))) };
}

/** Whether a row has a month or day without a year. @param {Table} table @param {Chosen} chosen */
export const asksYear = (table, chosen) => cellsOf(table, chosen, "month").some((cell) => saidMoment(cell)?.yearless);

/** A whole number as a person writes it: "1.200", "ca. 40". @param {string} text @returns {number | null} */
function numberIn(text) {
  const said = plain(text).replace(/^(?:ca|circa|ongeveer|ong|±|~)\.?\s*/, "").replace(/\s*(?:mensen|personen|deelnemers|medewerkers)$/, "");
  return /^\d{1,3}(?:\.\d{3})+$|^\d+$/.test(said) ? Number(said.replaceAll(".", "")) : null;
}

/**
 * What every row becomes, or why it stays out.
 * @param {Table} table @param {Chosen} chosen @param {Around} around
 * @returns {Plan}
 */
export function planned(table, chosen, around) {
  const title = table.titles[chosen.columns.indexOf("hours")] ?? "";
  // A number alone counts hours, unless its heading or the numbers themselves say minutes.
  const unit = unitSaid(title) ?? unitOf(cellsOf(table, chosen, "hours")) ?? "hours";
  /** @type {Plan} */
  const plan = { activities: [], rejected: [], present: [] };
  for (const row of table.rows) {
    const made = activityOf(row.cells, chosen, around, unit);
    if ("why" in made) plan.rejected.push({ number: row.number, why: made.why });
    else if (around.kept.has(sameKey(made))) plan.present.push(row.number);
    else plan.activities.push({ ...made, number: row.number });
  }
  return plan;
}

/** @param {string[]} cells @param {Chosen} chosen @param {Around} around @param {"hours" | "minutes"} unit @returns {(Activity & {rounded: boolean}) | {why: string}} */
function activityOf(cells, { columns, kinds, units: parts, year }, { units, today }, unit) {
  const cell = (/** @type {Column} */ column) => (columns.includes(column) ? cells[columns.indexOf(column)] : "");
  const moment = saidMoment(cell("month"), year ?? undefined);
  if (!moment || (moment.yearless && !year)) return { why: "Er staat geen maand of datum die we kennen." };
  if (moment.day > today || Number(moment.day.slice(0, 4)) < Number(today.slice(0, 4)) - YEARS_BACK) return { why: "De maand ligt in de toekomst of te lang geleden." };
  const kind = kinds[plain(cell("kind"))] ?? "";
  if (!kind || kind === SKIP) return { why: kind ? "Je koos om rijen met deze activiteit over te slaan." : "Er is niet gekozen wat er gedaan is." };
  const chosen = partsIn(cell("units"), units).map((one) => parts[plain(one)] ?? "");
  if (chosen.includes("") || chosen.includes(SKIP)) return { why: chosen.includes(SKIP) ? "Je koos om rijen met dit onderdeel over te slaan." : "Er is niet gekozen voor welk onderdeel het was." };
  const people = numberIn(cell("people"));
  if (people === null || people > MOST_PEOPLE) return { why: "Er staat geen aantal mensen." };
  const minutes = minutesIn(cell("hours"), unit);
  const quarters = Math.max(1, Math.round((minutes ?? 0) / 15));
  if (!minutes || quarters > MOST_QUARTERS) return { why: "Er staat geen duur die we kennen." };
  return { month: moment.day.slice(0, 7), kind, units: chosen.includes(WHOLE) ? [] : [...new Set(chosen)].map(Number), people, quarters, rounded: minutes !== quarters * 15 };
}
