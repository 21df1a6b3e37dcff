// What in a letter narrows down together who somebody is: part, function, sex, age; and with a time and what happened, how many visitors are left. Pure.
// Beside each other in a sentence or paragraph they point at somebody; spread over the whole letter they still do where fewer than the practice's least are left.
import { WATCHED } from "../words/watched.js";
import { dayNumber, daysOf } from "./letter-moments.js";
import { formsOf } from "./letter-patterns.js";
import { folded } from "./search.js";

/** @typedef {import("./letter-check.js").Hit} Hit */
/** @typedef {import("./letter-check.js").Facts} Facts */
/** @typedef {"where" | "role" | "sex" | "age"} Who what narrows down somebody by itself */
/** @typedef {{start: number, end: number, what: Who | "when" | "nature", said: string, unit?: string}} Mark `unit`: the part of the organisation that is meant */
/** @typedef {{visitor: string, unit: string, nature: string, from: string, to: string}} Registered a matter of one's own: whose, where, what, from which month (`YYYY-MM`) up to which, "" where it runs */

/** Beginnings of words for what happened, as the register has it. @type {[string, string[]][]} */
const NATURES = [
  ["pest", ["bullying"]], ["gepest", ["bullying"]], ["intimid", ["intimidation", "sexual_harassment"]], ["geintimideerd", ["intimidation", "sexual_harassment"]], ["seksu", ["sexual_harassment", "sexual_assault"]],
  ["aanrand", ["sexual_assault"]], ["aangerand", ["sexual_assault"]], ["verkracht", ["sexual_assault"]], ["discrimin", ["discrimination"]], ["gediscrimin", ["discrimination"]], ["racis", ["discrimination"]],
  ["microagress", ["microaggression"]], ["agress", ["aggression_violence", "verbal_aggression", "physical_aggression", "psychological_aggression"]], ["geweld", ["aggression_violence", "physical_aggression", "sexual_assault"]],
  ["bedreig", ["threat_stalking", "psychological_aggression"]], ["stalk", ["threat_stalking"]], ["gestalk", ["threat_stalking"]], ["machtsmisbruik", ["abuse_of_power"]], ["roddel", ["gossip_exclusion"]], ["geroddel", ["gossip_exclusion"]],
  ["kwaadsprek", ["gossip_exclusion"]], ["buitenslui", ["gossip_exclusion"]], ["buitengesloten", ["gossip_exclusion"]], ["uitslui", ["gossip_exclusion", "microaggression"]], ["uitgesloten", ["gossip_exclusion", "microaggression"]],
  ["bejegen", ["disrespectful_treatment"]], ["fraud", ["financial_violation"]], ["gefraud", ["financial_violation"]], ["diefstal", ["financial_violation"]], ["gestolen", ["financial_violation"]],
  ["belangenverstrengel", ["conflict_of_interest"]], ["misstand", ["suspected_wrongdoing"]], ["benadel", ["retaliation"]], ["angstcultuur", ["unsafe_culture"]], ["arbeidsconflict", ["work_conflict"]],
  ["reorganisat", ["work_pressure"]], ["werkdruk", ["work_pressure"]],
];
const NATURE = new RegExp(`(?<![\\p{L}\\p{N}])(?:${NATURES.map(([begins]) => begins).sort((one, other) => other.length - one.length).join("|")})\\p{L}*`, "gu");

/** @param {string} word folded */
const naturesOf = (word) => NATURES.filter(([begins]) => word.startsWith(begins)).sort(([one], [other]) => other.length - one.length)[0]?.[1] ?? [];

/** @param {string} plain @param {string} phrase folded */
const spansOf = (plain, phrase) => (phrase === "" ? [] : [...plain.matchAll(formsOf(phrase))].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length, said: hit[0] })));

/** @param {string} name */
const plainName = (name) => folded(name.normalize("NFC").trim());

/** Everything that narrows. @param {string} plain folded @param {Facts} facts @param {Hit[]} hits what was found besides @returns {Mark[]} */
export function marksIn(plain, { units, roles }, hits) {
  const { woman, man } = WATCHED.attributes;
  const of = (/** @type {Hit["kind"]} */ kind, /** @type {Mark["what"]} */ what) => hits.filter((hit) => hit.kind === kind).map(({ start, end }) => ({ start, end, what, said: plain.slice(start, end) }));
  return [
    ...units.flatMap((unit) => spansOf(plain, plainName(unit)).map((span) => ({ ...span, what: /** @type {const} */ ("where"), unit: plainName(unit) }))),
    ...of("place", "where"), ...of("function", "role"), ...of("age", "age"), ...of("date", "when"),
    ...roles.flatMap((role) => spansOf(plain, plainName(role)).map((span) => ({ ...span, what: /** @type {const} */ ("role") }))),
    ...[...woman, ...man].flatMap((word) => spansOf(plain, word).map((span) => ({ ...span, what: /** @type {const} */ ("sex") }))),
    ...[...plain.matchAll(NATURE)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length, what: /** @type {const} */ ("nature"), said: hit[0] })),
  ];
}

// Beside each other -----------------------------------------------------------------------------------------------------------------------

const WHO = new Set(["where", "role", "sex", "age"]);

/** @param {Mark[]} marks */
const kindsOf = (marks) => new Set(marks.map(({ what }) => what));

/** Of a sentence, and of a paragraph what no sentence of it says already. @param {string} plain @param {Mark[]} all @returns {Hit[]} */
export function togetherHits(plain, all) {
  const marks = all.filter(({ what }) => WHO.has(what));
  const within = (/** @type {number} */ from, /** @type {number} */ to) => marks.filter(({ start, end }) => start >= from && end <= to);
  return [...plain.matchAll(/[^\n]+/gu)].flatMap((paragraph) => {
    const sentences = [...paragraph[0].matchAll(/[^.!?]+/gu)].map((one) => within(paragraph.index + one.index, paragraph.index + one.index + one[0].length)).filter((inside) => kindsOf(inside).size > 1);
    const inside = within(paragraph.index, paragraph.index + paragraph[0].length);
    const isMore = kindsOf(inside).size > 1 && !sentences.some((one) => kindsOf(one).size === kindsOf(inside).size);
    return [...sentences, ...(isMore ? [inside] : [])].map((those) => ({ start: Math.min(...those.map(({ start }) => start)), end: Math.max(...those.map(({ end }) => end)), kind: /** @type {const} */ ("combination") }));
  });
}

// How many are left -----------------------------------------------------------------------------------------------------------------------

const SUGGESTION = "Laat een van deze kenmerken weg, of schrijf ruimer.";

/** @param {string[]} words */
const inWords = (words) => words.map((word) => `“${word}”`).join(", ");

/** Whether a matter ran in one of these times. @param {Registered} one @param {import("./letter-moments.js").Days[]} times */
function ranIn({ from, to }, times) {
  const first = dayNumber(`${from}-01`);
  const last = to === "" ? Infinity : dayNumber(`${to}-01`) + 30;
  return times.some((time) => time.from <= last && time.to >= first);
}

/** How many different visitors of one's own fit all of this. @param {Mark[]} marks @param {Facts} facts */
function leftOver(marks, { register = [], today = "" }) {
  const units = new Set(marks.flatMap(({ unit }) => (unit === undefined ? [] : [unit])));
  const natures = new Set(marks.filter(({ what }) => what === "nature").flatMap(({ said }) => naturesOf(said)));
  const year = Number(today.slice(0, 4));
  const times = marks.filter(({ what }) => what === "when").flatMap(({ said }) => daysOf(said, dayNumber(today), [year - 1, year]));
  const fit = register.filter((one) => (units.size === 0 || units.has(plainName(one.unit))) && (natures.size === 0 || natures.has(one.nature)) && (times.length === 0 || ranIn(one, times)));
  return new Set(fit.map(({ visitor }) => visitor)).size;
}

/** The mark at which it is told: of the part, else of the function, else of the time. @param {Mark[]} marks */
const anchorOf = (marks) => ["where", "role", "age", "sex", "when"].map((kind) => marks.find(({ what }) => what === kind)).find((one) => one !== undefined);

/**
 * Over the whole letter: a part where fewer work than the least, and what together leaves fewer visitors than that, or nobody knows how many.
 * @param {Mark[]} here of this part of the letter
 * @param {Mark[]} elsewhere of the rest of it
 * @param {Facts} facts
 * @returns {(Hit & {about: string})[]}
 */
export function leftHits(here, elsewhere, facts) {
  const { few, heads = {}, register } = facts;
  if (few === undefined) return [];
  const small = here.filter(({ unit }) => unit !== undefined && (heads[unit] ?? 0) > 0 && heads[unit] < few)
    .map(({ start, end, said }) => ({ start, end, kind: /** @type {const} */ ("combination"), reason: `In dit onderdeel werken minder dan ${few} mensen.`, suggestion: "Noem het niet.", about: `few ${said}` }));
  const all = [...here, ...elsewhere];
  const kinds = kindsOf(all);
  const narrow = all.filter(({ what, unit }) => what === "when" || what === "nature" || unit !== undefined);
  const canCount = !all.some(({ what, unit }) => WHO.has(what) && unit === undefined);
  // a time or what happened says little by itself: two of part, time and nature, or somebody's function or room beside both
  const isNarrow = kindsOf(narrow).size > 1 || (kinds.has("when") && kinds.has("nature") && !canCount);
  const anchor = anchorOf(all);
  if (!isNarrow || !register || !anchor || !here.includes(anchor)) return small;
  const left = leftOver(narrow, facts);
  const isUnknown = !canCount && kinds.has("when") && kinds.has("nature");
  if (left >= few && !isUnknown) return small;
  const words = inWords([...new Set(all.filter((one) => narrow.includes(one) || isUnknown).map(({ said }) => said))]);
  const reason = left < few ? `Bij ${words} samen passen minder dan ${few} inbrengers van jou. Wie zoekt, komt zo bij hen uit.` : `Bij hoeveel mensen ${words} samen passen, is niet bekend.`;
  return [...small, { start: anchor.start, end: anchor.end, kind: "combination", reason, suggestion: SUGGESTION, about: words }];
}
