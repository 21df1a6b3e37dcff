// What a column may be, and what stands in it. Pure.

/** @typedef {import("./table.js").Table} Table */
/** @typedef {"skip" | "text" | "date" | "alias" | "name" | "phone" | "email" | "place" | "next_step" | "times" | "spent" | Coded} Field */
/** @typedef {"channel" | "duration" | "nature" | "person_role" | "person_position" | "subject_relation" | "involvement" | "integrity_levels" | "outcome" | "organisation" | "unit" | Lasting} Coded */
/** @typedef {"durability_3" | "durability_6" | "durability_12"} Lasting */
/** @typedef {[key: string, label: string][]} Choices */

/** Each field as the screen calls it. @type {[Field, string][]} */
export const FIELDS = [
  ["text", "Notitie"], ["date", "Datum van het gesprek"], ["alias", "Schuilnaam of nummer van de kwestie"], ["name", "Naam"], ["phone", "Telefoonnummer"], ["email", "E-mailadres"],
  ["place", "Plek"], ["next_step", "Volgende stap"], ["channel", "Hoe"], ["duration", "Hoe lang"], ["times", "Aantal gesprekken"], ["spent", "Tijd van alle gesprekken samen"], ["involvement", "Hoe je betrokken was"], ["nature", "Waar het over gaat"], ["person_role", "Rol van de inbrenger"],
  ["person_position", "Positie van de inbrenger"], ["subject_relation", "Over wie het gaat"], ["integrity_levels", "Niveau van integriteit"], ["outcome", "Hoe het afliep"], ["durability_3", "Houdt het stand na 3 maanden"],
  ["durability_6", "Houdt het stand na 6 maanden"], ["durability_12", "Houdt het stand na 12 maanden"], ["organisation", "Organisatie"], ["unit", "Onderdeel"], ["skip", "Niet inlezen"],
];
/** Whether a solution holds, by so many months after closing. @type {[Lasting, number][]} */
export const LASTING = [["durability_3", 3], ["durability_6", 6], ["durability_12", 12]];
/** @type {Coded[]} */
export const CODED = ["channel", "duration", "involvement", "nature", "person_role", "person_position", "subject_relation", "integrity_levels", "outcome", "durability_3", "durability_6", "durability_12", "organisation", "unit"];
/** Of these a cell may name more than one. @type {ReadonlySet<Field>} */
export const MANY = new Set(["involvement", "integrity_levels"]);
/** Without these an encounter cannot be counted. @type {Coded[]} */
export const NEEDED = ["channel", "duration"];
/** More different values than a person would match by hand. */
export const MOST_VALUES = 80;
/** In place of a code: these rows stay out, as was chosen. */
export const SKIP = "!skip";
/** In place of a code: there is none, as was chosen; what stood there goes into the note. */
export const NONE = "!none";
/** In place of how it ended: it is over, and nobody kept how. */
export const OVER = "!over";

/** As far as words are alike. @param {string} text */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("nl").replace(/\s+/g, " ").trim();

/** The same without anything but letters and numbers. @param {string} text */
export const wordsOf = (text) => plain(text).replace(/['’`´]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** Under which a text of the sheet is looked up; the sign keeps it from being the name of anything else. @param {string} text */
export const keyOf = (text) => `=${plain(text)}`;

/** Whether a row may go without this: of how long it took, nobody may have kept anything. @param {Coded} field */
export const mayLack = (field) => field === "duration";

/** @param {Field} field @returns {field is Coded} */
export const isCoded = (field) => CODED.includes(/** @type {Coded} */ (field));

/** @param {Coded} field */
export const isNeeded = (field) => NEEDED.includes(field) || field === "organisation";

/** What a cell names, each apart where it may name more. @param {Field} field @param {string} cell @returns {string[]} */
export const partsOf = (field, cell) => (MANY.has(field) ? cell.split(/[,;+\n]/).map((part) => part.trim()) : [cell]).filter(Boolean);

/** The different values of a column, most frequent first, by how they are alike. @param {Table} table @param {number} column @param {Field} [field] what the column is @returns {{value: string, times: number}[]} */
export function valuesIn({ rows }, column, field = "text") {
  /** @type {Map<string, {value: string, times: number}>} */
  const found = new Map();
  for (const value of rows.flatMap(({ cells }) => partsOf(field, cells[column] ?? ""))) {
    const one = found.get(plain(value));
    if (one) one.times += 1;
    else found.set(plain(value), { value, times: 1 });
  }
  return [...found.values()].sort((one, other) => other.times - one.times);
}
