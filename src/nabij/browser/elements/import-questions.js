// What is asked once about a whole sheet: what no column says, the year, uren of minuten, rows that say the same.
import { counted, el } from "../desk/dom.js";
import { mayLack, NEEDED, SKIP } from "../sheet/columns.js";
import { questionsIn, takeUnit } from "../sheet/proposing.js";
import { asWritten } from "./import-mask.js";
import { line, select, UNKNOWN_LENGTH } from "./import-line.js";

/** @typedef {import("../sheet/columns.js").Coded} Coded */
/** @typedef {import("../sheet/columns.js").Choices} Choices */
/** @typedef {import("./import-columns.js").Sheet} Sheet */
/** @typedef {import("./import-columns.js").Trouble} Trouble */
/** @typedef {import("../sheet/proposing.js").Asked} Asked */

const ALL_ROWS = { channel: "Hoe jullie elkaar spraken, voor alle rijen", duration: "Hoe lang het duurde, voor alle rijen", organisation: "Bij welke organisatie alle rijen horen" };
const YEARS_BACK = 39;
const MOST_LISTS = 6;

/** Fields that are asked for all rows where no column has them. @param {Sheet} sheet @returns {Coded[]} */
const forAll = ({ table, draft, choicesOf }) => /** @type {Coded[]} */ ([...NEEDED, "organisation"]).filter((field) => !draft.fields.includes(field) && !(field === "duration" && table.rows.every(({ cells }) => cells[draft.fields.indexOf("spent")])) && (field !== "organisation" || choicesOf(field).length > 1));

/** @param {Asked} asked */
const about = ({ rows, example }) => `${counted(rows, "rij", "rijen")}, bijvoorbeeld ‘${asWritten(example.slice(0, 30))}’`;

/** "4 en 9". @param {number[]} numbers */
export const together = (numbers) => (numbers.length > 1 ? `${numbers.slice(0, -1).join(", ")} en ${numbers.at(-1)}` : String(numbers[0]));

/** "rijen 4 en 9; rijen 12, 13 en 14". @param {number[][]} repeats */
const repeatsSaid = (repeats) => `${repeats.slice(0, MOST_LISTS).map((rows) => `rijen ${together(rows)}`).join("; ")}${repeats.length > MOST_LISTS ? `; en nog ${repeats.length - MOST_LISTS} keer` : ""}`;

/** @param {Sheet} sheet @param {Asked} asked */
function yearLine({ draft, thisYear }, asked) {
  const input = el("input", { id: "ask-year", type: "number", min: thisYear - YEARS_BACK, max: thisYear, value: draft.year, inputmode: "numeric", oninput: () => void (draft.year = Number(input.value) || null) });
  return line("ask-year", "Het jaar bij datums zonder jaar", about(asked), input);
}

/** @param {Sheet} sheet @param {Asked} asked @param {(focus: string) => void} redraw */
function unitLine({ table, draft }, asked, redraw) {
  const choices = /** @type {Choices} */ ([...(draft.unit ? [] : [["", "Kies…"]]), ["minutes", "Minuten"], ["hours", "Uren"]]);
  return line("ask-unit", "Getallen bij ‘Hoe lang’ zijn", about(asked), select("ask-unit", choices, draft.unit ?? "", (unit) => {
    takeUnit(table, draft, unit === "hours" || unit === "minutes" ? unit : null);
    redraw("ask-unit");
  }));
}

/** What is asked of a whole sheet; nothing where nothing is. @param {Sheet} sheet @param {(focus: string) => void} redraw */
export function questionsForm(sheet, redraw) {
  const { table, draft, choicesOf } = sheet;
  const { year, vague, unit, repeats } = questionsIn(table, draft);
  const all = forAll(sheet).map((field) => line(
    `blank-${field}`, ALL_ROWS[/** @type {keyof typeof ALL_ROWS} */ (field)], "", select(`blank-${field}`, [["", "Kies…"], ...(mayLack(field) ? [UNKNOWN_LENGTH] : []), ...choicesOf(field)], draft.blanks[field] ?? "", (code) => {
      draft.blanks[field] = code;
      if (field === "organisation") redraw(`blank-${field}`);
    }),
  ));
  const asked = [
    ...all,
    year && yearLine(sheet, year),
    vague && line("ask-vague", "Waar alleen een maand of week staat", about(vague), select("ask-vague", [["", "Kies…"], ["first", "Neem de eerste dag; wat er stond gaat mee in de notitie"], [SKIP, "Sla deze rijen over"]], draft.vague ?? "", (one) => void (draft.vague = one === "first" || one === SKIP ? one : ""))),
    unit && unitLine(sheet, unit, redraw),
    repeats.length > 0 && line("ask-doubles", "Rijen die precies hetzelfde zijn", repeatsSaid(repeats), select("ask-doubles", [["", "Kies…"], ["once", "Tel ze één keer"], ["each", "Elke rij is een eigen gesprek"]], draft.doubles ?? "", (one) => void (draft.doubles = one === "once" || one === "each" ? one : ""))),
  ].filter(Boolean);
  return asked.length > 0 ? [el("div", { class: "columns" }, el("h3", {}, "Wat we nog van je willen weten"), ...asked)] : [];
}

/** What of it is still to be said. @param {Sheet} sheet @returns {Trouble[]} */
export function questionTroubles(sheet) {
  const { table, draft, thisYear } = sheet;
  const { year, vague, unit, repeats } = questionsIn(table, draft);
  const good = draft.year && draft.year >= thisYear - YEARS_BACK && draft.year <= thisYear;
  /** @type {(Trouble | null | false)[]} */
  const found = [
    ...forAll(sheet).map((field) => /** @type {Trouble | false} */ (!draft.blanks[field] && [`blank-${field}`, `Kies: ${ALL_ROWS[/** @type {keyof typeof ALL_ROWS} */ (field)].toLocaleLowerCase("nl")}.`])),
    year && !good && ["ask-year", `Vul het jaar in bij datums zonder jaar: van ${thisYear - YEARS_BACK} tot en met ${thisYear}.`],
    vague && !draft.vague && ["ask-vague", "Kies wat we doen waar alleen een maand of week staat."],
    unit && !draft.unit && ["ask-unit", "Kies of de getallen bij ‘Hoe lang’ minuten of uren zijn."],
    repeats.length > 0 && !draft.doubles && ["ask-doubles", "Kies of rijen die precies hetzelfde zijn één keer tellen."],
  ];
  return found.filter((one) => one !== null && one !== false);
}
