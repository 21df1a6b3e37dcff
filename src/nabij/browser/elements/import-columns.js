// Which column is what, and which code each value is. What is sure is filled in, what is a guess says so and waits, what is unknown asks.
import { counted, el, fill } from "../desk/dom.js";
import { CODED, FIELDS, keyOf, MOST_VALUES, NONE, isNeeded, mayLack, OVER, SKIP, valuesIn } from "../sheet/columns.js";
import { roundedTo } from "../sheet/guessing.js";
import { guessKey, takeField, undecided } from "../sheet/proposing.js";
import { saysOnlyOver } from "../sheet/synonyms.js";
import { asWritten, masked } from "./import-mask.js";
import { line, select, UNKNOWN_LENGTH } from "./import-line.js";
import { questionsForm, questionTroubles } from "./import-questions.js";

/** @typedef {import("../sheet/columns.js").Coded} Coded */
/** @typedef {import("../sheet/columns.js").Field} Field */
/** @typedef {import("../sheet/columns.js").Choices} Choices */
/** @typedef {import("../sheet/table.js").Table} Table */
/** @typedef {import("../sheet/proposing.js").Draft} Draft */
/** @typedef {[id: string, sentence: string]} Trouble */
/** @typedef {{table: Table, draft: Draft, choicesOf: (field: Coded) => Choices, propose: (field: Coded) => void, file: string, thisYear: number}} Sheet `propose` fills in the codes of values that have none yet */

const LABELS = new Map(FIELDS);
const SAYS_OVER = "Dit zegt dat het klaar is, niet hoe het afliep.";
/** @type {Choices} */
const CLOSED = [[OVER, "Afgesloten; hoe het afliep is niet bijgehouden"]];
/** @type {Choices[number]} */
const STILL = ["", "Kies…"];

/** How many there are, before what they are. @param {number} many */
const eachOf = (many) => (many === 2 ? "Beide" : `Alle ${many}`);
/** @type {Choices[number]} */
const LEAVE = [SKIP, "Sla deze rijen over"];

const GUESS = "voorstel, kijk even na";
const THEIRS = "voorstel, zo koos een collega";

/** The button that says yes. @param {string} about @param {() => void} settle */
const yes = (about, settle) => el("button", { type: "button", class: "button quiet small", onclick: settle }, "Klopt", el("span", { class: "unseen" }, `: ${about}`));

/** All that one yes would take, above the button that says it. @param {[what: string, becomes: string][]} those @param {HTMLElement} button */
const accepting = (those, button) => el("div", { class: "accepting" }, el("ul", { class: "small" }, ...those.map(([what, becomes]) => el("li", {}, `${asWritten(what)} → ${becomes}`))), button);

/** @param {Sheet} sheet @param {number} column @param {(focus: string) => void} redraw */
function columnLine({ table, draft, file }, column, redraw) {
  const id = `column-${column}`;
  const title = table.titles[column];
  const example = table.rows.map(({ cells }) => cells[column]).find(Boolean) ?? "";
  const hint = example ? `bijvoorbeeld ${masked(draft.fields[column], example)}` : "leeg";
  const take = (/** @type {string} */ value) => {
    takeField(table, draft, column, /** @type {Field} */ (value), file);
    redraw(id);
  };
  const guess = draft.unsure.has(column);
  const made = line(id, title, hint, select(id, FIELDS, draft.fields[column], take), { told: guess ? (draft.theirs.has(keyOf(title)) ? THEIRS : GUESS) : "", more: guess && yes(title, () => take(draft.fields[column])) });
  made.classList.toggle("guess", guess);
  return made;
}

/** Which column is what. @param {Sheet} sheet @param {() => void} changed */
function columnLines(sheet, changed) {
  const { table, draft } = sheet;
  const place = el("div", { class: "columns", "data-part": "columns" });
  const draw = (focus = "") => {
    const all = draft.unsure.size > 1 && accepting([...draft.unsure].sort((one, other) => one - other).map((column) => [table.titles[column], LABELS.get(draft.fields[column]) ?? ""]), el("button", { type: "button", class: "button quiet small", onclick: takeAll }, `${eachOf(draft.unsure.size)} voorstellen kloppen`, el("span", { class: "unseen" }, ": kolommen")));
    fill(place, all, ...table.titles.map((_, column) => columnLine(sheet, column, redraw)));
    if (focus) document.getElementById(focus)?.focus();
  };
  const redraw = (/** @type {string} */ focus) => {
    draw(focus);
    changed();
  };
  const takeAll = () => {
    draft.unsure.clear();
    draw("column-0");
  };
  draw();
  return place;
}

/** What may be chosen for a value. @param {Coded} field @param {Choices} choices @returns {Choices} */
const offered = (field, choices) => (isNeeded(field) ? [...choices, ...(mayLack(field) ? [UNKNOWN_LENGTH] : []), LEAVE] : [...choices, ...(field === "outcome" ? CLOSED : []), [NONE, field === "outcome" ? "Geen afloop; de tekst gaat naar de notitie" : "Niet ingevuld; de tekst gaat naar de notitie"], LEAVE]);

/** One value with its code. @param {Sheet} sheet @param {Coded} field @param {{value: string, times: number, nth: number}} one @param {(focus: string) => void} redraw */
function valueLine({ draft, choicesOf }, field, { value, times, nth }, redraw) {
  const id = `value-${field}-${nth}`;
  const codes = /** @type {Record<string, string>} */ (draft.values[field] ??= {});
  const code = codes[keyOf(value)] ?? "";
  const guess = draft.guesses.has(guessKey(field, value));
  const settle = (/** @type {string} */ chosen) => {
    codes[keyOf(value)] = chosen;
    draft.guesses.delete(guessKey(field, value));
    redraw(id);
  };
  const choices = [...(code ? [] : [STILL]), ...offered(field, choicesOf(field))];
  const minutes = field === "duration" && roundedTo(value, draft.unit, code);
  const rounded = minutes ? `telt als ${minutes} minuten` : "";
  const told = guess ? [draft.theirs.has(guessKey(field, value)) ? THEIRS : GUESS, rounded].filter(Boolean).join("; ") : code ? rounded : saysOnlyOver(field, value) ? SAYS_OVER : "onbekend, kies wat het is";
  const confirm = guess && yes(asWritten(value), () => settle(code));
  const made = line(id, asWritten(value), counted(times, "rij", "rijen"), select(id, choices, code, settle), { told, more: confirm });
  made.classList.toggle("undecided", !code);
  made.classList.toggle("guess", guess);
  return made;
}

/** What can be said of many values at once. @param {Sheet} sheet @param {Coded} field @param {{value: string, nth: number}[]} values @param {(focus: string) => void} redraw */
function together({ table, draft, choicesOf }, field, values, redraw) {
  const { open, guesses } = undecided(table, draft, field);
  const codes = /** @type {Record<string, string>} */ (draft.values[field] ??= {});
  const first = `value-${field}-${values[0]?.nth ?? 0}`;
  const labelOf = (/** @type {string} */ code) => offered(field, choicesOf(field)).find(([key]) => key === code)?.[1] ?? "";
  const takeAll = () => {
    for (const { value } of values) draft.guesses.delete(guessKey(field, value));
    redraw(first);
  };
  const setAll = (/** @type {string} */ code) => {
    for (const { value, nth } of values) if (open.includes(nth)) codes[keyOf(value)] = code;
    redraw(first);
  };
  return [
    guesses.length > 1 && accepting(values.filter(({ nth }) => guesses.includes(nth)).map(({ value }) => [value, labelOf(codes[keyOf(value)])]), el("button", { type: "button", class: "button quiet small", onclick: takeAll }, `${eachOf(guesses.length)} voorstellen kloppen`, el("span", { class: "unseen" }, `: ${LABELS.get(field)}`))),
    open.length > 1 && line(`rest-${field}`, `${eachOf(open.length)} waarden die nog onbekend zijn`, "in één keer", select(`rest-${field}`, [STILL, ...offered(field, choicesOf(field))], "", setAll)),
  ];
}

/** Where a cell is empty. @param {Sheet} sheet @param {Coded} field @param {(focus: string) => void} redraw */
function blankLine({ table, draft, choicesOf }, field, redraw) {
  const empty = table.rows.filter(({ cells }) => !cells[draft.fields.indexOf(field)]).length;
  if (empty === 0) return null;
  const leave = /** @type {Choices} */ (isNeeded(field) ? [STILL, ...(mayLack(field) ? [UNKNOWN_LENGTH] : []), ...choicesOf(field), LEAVE] : [["", field === "outcome" ? "Geen afloop: de kwestie loopt nog" : "Laat leeg"], ...(field === "outcome" ? CLOSED : []), ...choicesOf(field)]);
  return line(`blank-${field}`, mayLack(field) ? "Wat geldt als de duur leeg is?" : "Waar niets staat", counted(empty, "rij", "rijen"), select(`blank-${field}`, leave, draft.blanks[field] ?? "", (code) => {
    draft.blanks[field] = code;
    if (field === "organisation") redraw(`blank-${field}`);
  }));
}

const NO_PARTS = "Bij de gekozen organisatie staan geen onderdelen. Kies eerst bij welke organisatie de rijen horen, of laat de tekst naar de notitie gaan.";

/** The values of one coded column, those that ask first. @param {Sheet} sheet @param {Coded} field @param {(focus: string) => void} redrawAll */
function valueLines(sheet, field, redrawAll) {
  const { table, draft } = sheet;
  const { open, guesses } = undecided(table, draft, field);
  const rank = (/** @type {number} */ nth) => (open.includes(nth) ? 0 : guesses.includes(nth) ? 1 : 2);
  const values = valuesIn(table, draft.fields.indexOf(field), field).map((one, nth) => ({ ...one, nth }));
  if (values.length > MOST_VALUES) return null;
  values.sort((one, other) => rank(one.nth) - rank(other.nth));
  const section = el("fieldset", { class: "columns" });
  const draw = (/** @type {string} */ focus) => {
    const legend = el("legend", { class: "legend" }, LABELS.get(field));
    const without = field === "unit" && sheet.choicesOf(field).length === 0 && el("p", { class: "soft" }, NO_PARTS);
    fill(section, legend, without, ...together(sheet, field, values, redraw), ...values.map((one) => valueLine(sheet, field, one, redraw)), blankLine(sheet, field, redraw));
    if (focus) document.getElementById(focus)?.focus();
  };
  // Which parts may be chosen hangs on the organisations.
  const redraw = field === "organisation" ? redrawAll : draw;
  draw("");
  return section;
}

/** The form in which columns and values are matched. @param {Sheet} sheet */
export function columnsForm(sheet) {
  const { draft } = sheet;
  const values = el("div", {});
  const drawValues = (focus = "") => {
    const sections = CODED.filter((field) => draft.fields.includes(field)).map((field) => {
      sheet.propose(field);
      return valueLines(sheet, field, drawValues);
    });
    fill(values, ...questionsForm(sheet, drawValues), sections.some(Boolean) && el("h3", {}, "Wat de waarden betekenen"), ...sections);
    if (focus) document.getElementById(focus)?.focus();
  };
  drawValues();
  return [columnLines(sheet, drawValues), values];
}

/** What is still to be chosen about columns. @param {Sheet} sheet @returns {Trouble[]} */
function columnTroubles({ table, draft: { fields } }) {
  /** @type {Trouble[]} */
  const found = [];
  if (!fields.includes("date")) found.push(["column-0", "Wijs de kolom aan met de datum van het gesprek."]);
  fields.forEach((field, column) => {
    if (!["text", "skip"].includes(field) && fields.indexOf(field) !== column) found.push([`column-${column}`, `Twee kolommen heten ‘${LABELS.get(field)}’. Kies er één.`]);
    else if (CODED.includes(/** @type {Coded} */ (field)) && valuesIn(table, column, field).length > MOST_VALUES) {
      found.push([`column-${column}`, `In ‘${table.titles[column]}’ staan meer dan ${MOST_VALUES} verschillende waarden. Kies ‘Notitie’ of een andere kolom.`]);
    }
  });
  return found;
}

/** What is still to be chosen about the values of a field. @param {Sheet} sheet @param {Coded} field @returns {Trouble[]} */
function valueTroubles({ table, draft }, field) {
  const { open, guesses, empty } = undecided(table, draft, field);
  const name = LABELS.get(field);
  /** @type {(Trouble | false)[]} */
  const found = [
    open.length > 0 && [`value-${field}-${open[0]}`, `${name}: zeg van ${counted(open.length, "onbekende waarde", "onbekende waarden")} wat het is.`],
    guesses.length > 0 && [`value-${field}-${guesses[0]}`, `${name}: kijk ${counted(guesses.length, "voorstel", "voorstellen")} na.`],
    empty && [`blank-${field}`, `${name}: kies wat geldt waar niets staat.`],
  ];
  return found.filter((one) => one !== false);
}

/** What is still to be chosen. @param {Sheet} sheet @returns {Trouble[]} */
export function troublesIn(sheet) {
  const columns = columnTroubles(sheet);
  if (columns.length > 0) return columns;
  const { unsure } = sheet.draft;
  /** @type {Trouble[]} */
  const guessed = unsure.size > 0 ? [[`column-${Math.min(...unsure)}`, `Kolommen: kijk ${counted(unsure.size, "voorstel", "voorstellen")} na.`]] : [];
  return [...guessed, ...questionTroubles(sheet), ...CODED.filter((field) => sheet.draft.fields.includes(field)).flatMap((field) => valueTroubles(sheet, field))];
}
