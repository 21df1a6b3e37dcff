// What counsellors of a practice may know of each other's lists: which column is what, which value is which code, and nobody's name. Pure.
import { CODED, FIELDS, isCoded, keyOf, plain, SKIP, valuesIn, wordsOf } from "./columns.js";
import { guessed } from "./guessing.js";
import { HEADING_WORDS } from "./headings.js";
import { memorable } from "./proposing.js";

/** @typedef {import("./columns.js").Coded} Coded */
/** @typedef {import("./columns.js").Field} Field */
/** @typedef {import("./columns.js").Choices} Choices */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {{titles: Record<string, Field>, values: Partial<Record<Coded, Record<string, string>>>}} Mapping by `keyOf` heading, and by field and `keyOf` value */

/** @type {Mapping} */
export const NO_MAPPING = { titles: {}, values: {} };

/** So many of each are kept, the newest. */
const MOST = 400;
/** Longer than a word for a thing: somebody's story. */
const LONGEST = 60;
const MOST_WORDS = 6;
/** Where names of people stand. @type {ReadonlySet<Field>} */
const NAMING = new Set(["name", "alias", "email", "phone"]);
/** Columns that say of somebody who they are: a word with a capital that nobody knows may be their name. @type {ReadonlySet<Field>} */
const OF_PEOPLE = new Set(["person_role", "person_position", "subject_relation"]);
/** Their words are names by themselves, and the name of a team may be that of who leads it: only what is listed goes. @type {ReadonlySet<Field>} */
const OF_PLACES = new Set(["unit", "organisation"]);
/** Words in names that are nobody's. */
const SMALL = new Set(["van", "der", "den", "het", "ten", "ter", "von", "mevrouw", "meneer", "mijnheer", "mevr", "dhr"]);
const LEAST = 3;

const isRecord = (/** @type {unknown} */ one) => typeof one === "object" && one !== null && !Array.isArray(one);

/** The newest of both: what was chosen anew is as new as the rest of now. @template T @param {Record<string, T>} [before] @param {Record<string, T>} [now] @returns {Record<string, T>} */
const newest = (before = {}, now = {}) => Object.fromEntries([...Object.entries(before).filter(([key]) => !Object.hasOwn(now, key)), ...Object.entries(now)].slice(-MOST));

/** What a colleague's browser wrote, as far as it can be one. @param {unknown} value @returns {Mapping} */
export function readMapping(value) {
  const { titles, values } = /** @type {Record<string, unknown>} */ (isRecord(value) ? value : {});
  const fields = new Set(FIELDS.map(([field]) => /** @type {unknown} */ (field)));
  const pairs = (/** @type {unknown} */ one) => Object.entries(isRecord(one) ? /** @type {object} */ (one) : {}).filter(([key, said]) => key.startsWith("=") && typeof said === "string");
  return {
    titles: Object.fromEntries(pairs(titles).filter(([, field]) => fields.has(field))),
    values: Object.fromEntries(CODED.flatMap((field) => {
      const codes = pairs(isRecord(values) ? /** @type {Record<string, unknown>} */ (values)[field] : {}).filter(([, code]) => code !== SKIP);
      return codes.length > 0 ? [[field, Object.fromEntries(codes)]] : [];
    })),
  };
}

/** Two as one; what is newer counts, and is what stays. @param {Mapping} before @param {Mapping} now @returns {Mapping} */
export function merged(before, now) {
  const fields = CODED.filter((field) => before.values[field] || now.values[field]);
  return { titles: newest(before.titles, now.titles), values: Object.fromEntries(fields.map((field) => [field, newest(before.values[field], now.values[field])])) };
}

/** The words of the names in this table. @param {Table} table @param {Field[]} fields @returns {Set<string>} */
function namesIn({ rows }, fields) {
  const columns = fields.flatMap((field, column) => (NAMING.has(field) ? [column] : []));
  const words = rows.flatMap(({ cells }) => columns.flatMap((column) => wordsOf(cells[column] ?? "").split(" ")));
  return new Set(words.filter((word) => word.length >= LEAST && !SMALL.has(word)));
}

/** Whether a word begins as a name does; of capitals alone it is short for something. @param {string} word */
const isCapital = (word) => /^\p{Lu}/u.test(word) && !/^\p{Lu}{2,5}$/u.test(word);

/**
 * Whether a text may be a name, an address or a story of somebody.
 * @param {string} text as it stands in the sheet @param {Field | "title"} field @param {Set<string>} names @param {(word: string) => boolean} isKnown a word of the lists
 */
function isSomebodys(text, field, names, isKnown) {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (text.length > LONGEST || words.length > MOST_WORDS || /@|\d{5}/.test(text.replace(/[ -]/g, ""))) return true;
  if (words.some((word) => names.has(wordsOf(word)) && !isKnown(word))) return true;
  // A heading begins with a capital whatever it says; so does a value of several words, which one of a single word may as well be a name.
  const isFirst = field !== "title" && (words.length === 1 || OF_PEOPLE.has(field));
  return words.some((word, nth) => isCapital(word) && (nth > 0 || isFirst) && !isKnown(word));
}

/** Whether a heading that is known has this word. @param {string} word */
const isOfHeadings = (word) => HEADING_WORDS.has(wordsOf(word));

/**
 * What of these choices colleagues may know. What is not seen as a name where no column with names has it: one that is written small or as a word of up to
 * five capitals, one that begins a heading, and one that begins several words in a column that does not say who somebody is.
 * @param {Table} table @param {{fields: Field[], values: Partial<Record<Coded, Record<string, string>>>}} draft @param {(field: Coded) => Choices} choicesOf
 * @returns {Mapping}
 */
export function shareable(table, { fields, values }, choicesOf) {
  const names = namesIn(table, fields);
  const titles = table.titles.flatMap((title, column) => (title && !isSomebodys(title, "title", names, isOfHeadings) ? [[keyOf(title), fields[column]]] : []));
  const coded = fields.flatMap((field, column) => (isCoded(field) ? [{ field, column }] : []));
  return {
    titles: Object.fromEntries(titles),
    values: Object.fromEntries(coded.flatMap(({ field, column }) => {
      const choices = choicesOf(field);
      const labels = new Set(choices.flatMap(([, label]) => plain(label).split(/[^\p{L}\p{N}]+/u)));
      const isKnown = (/** @type {string} */ word) => labels.has(plain(word)) || guessed(field, word, choices, null).code !== "";
      const isListed = (/** @type {string} */ value) => !OF_PLACES.has(field) || guessed(field, value, choices, null).sure;
      const those = valuesIn(table, column, field).filter(({ value }) => isListed(value) && !isSomebodys(value, field, names, isKnown));
      const codes = memorable(Object.fromEntries(those.map(({ value }) => [keyOf(value), values[field]?.[keyOf(value)] ?? ""])));
      return Object.keys(codes).length > 0 ? [[field, codes]] : [];
    })),
  };
}
