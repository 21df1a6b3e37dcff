// Which column is what, and which code each value is. Everything is proposed; a person looks at it.
import { counted, el, fill } from "../desk/dom.js";
import { CODED, FIELDS, keyOf, MOST_VALUES, NEEDED, valuesIn } from "../sheet/columns.js";
import { masked } from "./import-mask.js";

/** @typedef {import("../sheet/columns.js").Coded} Coded */
/** @typedef {import("../sheet/columns.js").Field} Field */
/** @typedef {import("../sheet/columns.js").Choices} Choices */
/** @typedef {import("../sheet/table.js").Table} Table */
/** @typedef {import("../sheet/plan.js").Mapping} Mapping */
/** @typedef {[id: string, sentence: string]} Trouble */

const LABELS = new Map(FIELDS);
const ALL_ROWS = { channel: "Hoe jullie elkaar spraken, voor alle rijen", duration: "Hoe lang het duurde, voor alle rijen", organisation: "Bij welke organisatie alle rijen horen" };

/** @param {string} id @param {Choices} choices @param {string} chosen @param {(value: string) => void} onChange */
function select(id, choices, chosen, onChange) {
  const made = el("select", { id, onchange: () => onChange(made.value) }, ...choices.map(([value, label]) => el("option", { value, selected: value === chosen }, label)));
  return made;
}

/** @param {string} id @param {string} label @param {string} hint @param {HTMLElement} control */
function line(id, label, hint, control) {
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return el("div", { class: "field" }, el("label", { for: id }, label, hint && el("span", { class: "hint", id: `${id}-hint` }, ` ${hint}`)), control);
}

/** Fields that are asked for all rows where no column has them. @param {Mapping} mapping @returns {Coded[]} */
const forAll = ({ fields }) => /** @type {Coded[]} */ ([...NEEDED, "organisation"]).filter((field) => !fields.includes(field));

/** @param {string} label */
const none = (label) => /** @type {Choices[number]} */ (["", label]);

/** @param {Table} table @param {Mapping} mapping @param {number} column @param {() => void} changed */
function columnLine({ titles, rows }, mapping, column, changed) {
  const example = rows.map(({ cells }) => cells[column]).find(Boolean) ?? "";
  const hint = example ? `bijvoorbeeld ${masked(mapping.fields[column], example)}` : "leeg";
  const control = select(`column-${column}`, FIELDS, mapping.fields[column], (value) => {
    mapping.fields[column] = /** @type {Field} */ (value);
    changed();
  });
  return line(`column-${column}`, titles[column], hint, control);
}

/** The values of one coded column. @param {Table} table @param {Mapping} mapping @param {Coded} field @param {Choices} choices */
function valueLines(table, mapping, field, choices) {
  const found = valuesIn(table, mapping.fields.indexOf(field));
  if (found.length > MOST_VALUES) return null;
  const needed = NEEDED.includes(field) || field === "organisation";
  const leave = none(needed ? "Deze rijen niet inlezen" : "Geen code; de tekst gaat naar de notitie");
  const codes = /** @type {Record<string, string>} */ (mapping.values[field] ??= {});
  const lines = found.map(({ value, times }, nth) =>
    line(`value-${field}-${nth}`, value, counted(times, "rij", "rijen"), select(`value-${field}-${nth}`, [leave, ...choices], codes[keyOf(value)] ?? "", (code) => void (codes[keyOf(value)] = code))),
  );
  const empty = table.rows.filter(({ cells }) => !cells[mapping.fields.indexOf(field)]).length;
  if (empty > 0) {
    const blank = none(needed ? "Deze rijen niet inlezen" : field === "outcome" ? "Geen afloop: de kwestie loopt nog" : "Laat leeg");
    lines.push(line(`blank-${field}`, "Waar niets staat", counted(empty, "rij", "rijen"), select(`blank-${field}`, [blank, ...choices], mapping.blanks[field] ?? "", (code) => void (mapping.blanks[field] = code))));
  }
  return el("fieldset", { class: "columns" }, el("legend", { class: "legend" }, LABELS.get(field)), ...lines);
}

/**
 * The form in which columns and values are matched.
 * @param {Table} table
 * @param {Mapping} mapping changed in place
 * @param {(field: Coded) => Choices} choicesOf
 * @param {(field: Coded) => void} propose fills in the codes of a column that was just chosen
 */
export function columnsForm(table, mapping, choicesOf, propose) {
  const values = el("div", {});
  const drawValues = () => {
    const sections = CODED.filter((field) => mapping.fields.includes(field)).map((field) => {
      propose(field);
      return valueLines(table, mapping, field, choicesOf(field));
    });
    const asked = forAll(mapping).filter((field) => choicesOf(field).length > 1 || field !== "organisation");
    const all = asked.map((field) => {
      const label = ALL_ROWS[/** @type {keyof typeof ALL_ROWS} */ (field)];
      return line(`blank-${field}`, label, "", select(`blank-${field}`, [none("Kies"), ...choicesOf(field)], mapping.blanks[field] ?? "", (code) => void (mapping.blanks[field] = code)));
    });
    fill(
      values,
      all.length > 0 && el("div", { class: "columns" }, el("h3", {}, "Wat niet in je lijst staat"), ...all),
      sections.some(Boolean) && el("h3", {}, "Wat de waarden betekenen"),
      ...sections,
    );
  };
  drawValues();
  return [el("div", { class: "columns" }, ...table.titles.map((_, column) => columnLine(table, mapping, column, drawValues))), values];
}

/** What is still to be chosen. @param {Table} table @param {Mapping} mapping @param {(field: Coded) => Choices} choicesOf @returns {Trouble[]} */
export function troublesIn(table, mapping, choicesOf) {
  const { fields } = mapping;
  /** @type {Trouble[]} */
  const found = [];
  if (!fields.includes("date")) found.push(["column-0", "Wijs de kolom aan met de datum van het gesprek."]);
  fields.forEach((field, column) => {
    if (!["text", "skip"].includes(field) && fields.indexOf(field) !== column) found.push([`column-${column}`, `Twee kolommen heten ‘${LABELS.get(field)}’. Kies er één.`]);
    else if (CODED.includes(/** @type {Coded} */ (field)) && valuesIn(table, column).length > MOST_VALUES) {
      found.push([`column-${column}`, `In ‘${table.titles[column]}’ staan meer dan ${MOST_VALUES} verschillende waarden. Kies ‘Notitie’ of een andere kolom.`]);
    }
  });
  for (const field of forAll(mapping)) if (!mapping.blanks[field] && choicesOf(field).length > 0) found.push([`blank-${field}`, `Kies: ${ALL_ROWS[/** @type {keyof typeof ALL_ROWS} */ (field)].toLocaleLowerCase("nl")}.`]);
  return found;
}
