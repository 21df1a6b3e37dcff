// What a letter says of one person, and numbers that went out about something else. Pure; each takes folded text and tells places in characters.
import { WATCHED } from "../words/watched.js";
import { NUMBERS, escaped, valueOf } from "./letter-patterns.js";
import { folded } from "./search.js";

/** @typedef {import("./letter-check.js").Hit} Hit */
/** @typedef {Record<string, {of: string, classes: string[]}[]>} Counted what each figure that went out counts: its measure, and the classes that it is of; none of them for a total */

const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
/** @param {string[]} words */
const anyOf = (words) => words.map((word) => escaped(folded(word)).replace(/\s+/gu, "\\s+")).join("|");

// Health, faith, orientation or origin of one person: as the linter of the report, over the same list ------------------------------------------

const SOMEBODY = "(?:man|vrouw|mede?werk(?:er|ster)|collega|student|studente|stagiaire?|leerling|inbreng(?:er|ster)|iemand|persoon|leidinggevende|moeder|vader|docente?|leraar|lerares|teamleider|vrijwilliger|promovend(?:us|a))";
const { adjectives, things, places } = WATCHED.traits;
const BEHIND = `(?:(?:met|in|zonder|die|is|heeft|was|had|en|op)\\s+(?:\\p{L}+\\s+){0,2}?(?:${anyOf(things)}|${anyOf(adjectives)})|uit\\s+(?:${anyOf(places)}))`;
const TRAIT = new RegExp(`${START}(?:(?:${anyOf(adjectives)})\\s+${SOMEBODY}|${SOMEBODY}\\s+(?:\\p{L}+\\s+)?${BEHIND})${END}`, "gu");
const OF_EACH = new RegExp(`${START}(?:elke?|iedere?|geen(?:\\s+enkele?)?)\\s+$`, "u");
const BEFORE = 20;
const POINTS = { reason: "Gezondheid, geloof, geaardheid of afkomst van één persoon wijst vaak aan wie het was.", suggestion: "Schrijf “een medewerker”, en laat dit weg." };

/** @param {string} plain folded @returns {Hit[]} */
export const traitHits = (plain) => [...plain.matchAll(TRAIT)].filter(({ index }) => !OF_EACH.test(plain.slice(Math.max(0, index - BEFORE), index))).map((hit) => ({ start: hit.index, end: hit.index + hit[0].length, kind: "combination", ...POINTS }));

// One, written with its accents ------------------------------------------------------------------------------------------------------------

const ONE = new RegExp(`${START}(?:[éÉ][eéEÉ]n|[eE][éÉ]n|[eE]entje)${END}`, "gu");
const WHOM = `(?:${anyOf([...WATCHED.counted.one, "lid", "cliënt", "patiënt", "vrijwilliger", "docent", "iemand", "ander", "andere"])})`;
const OF_MANY = `(?:${anyOf([...WATCHED.counted.many, "leden", "cliënten", "patiënten", "vrijwilligers", "docenten"])})`;
const DOES = "(?:vertel(?:de|t)|noem(?:de|t)|zei|zegt|kwam|komt|meld(?:de|t)|sprak|spreekt|voel(?:de|t)|durf(?:de|t)|heeft|had|wil(?:de)?|is|was|werd|wordt)";
/** One of people, or one by itself: not one line, one time, one by one. */
const OF_PEOPLE = new RegExp(`^(?:\\s+(?:\\p{L}+e\\s+)?${WHOM}${END}|\\s+(?:van\\s+(?:hen|ons|jullie)|van\\s+(?:de|die|deze|onze)\\s+(?:\\p{L}+e\\s+)?${OF_MANY}|${DOES})${END}|\\s*(?:[.,;:!?)]|\\n|$))`, "u");
const NOT_PEOPLE = /(?:op|voor|tot|als|in|nummer|deel|punt|dag|week|stap)\s+$/u;
const AROUND = 60;

/** In the text itself, as folding takes accents away. @param {string} text in NFC @param {string} plain the same, folded @returns {Hit[]} */
export const oneHits = (text, plain) => [...text.matchAll(ONE)].flatMap((hit) => {
  // places of UTF-16 become places of characters
  const start = [...text.slice(0, hit.index)].length;
  const end = start + [...hit[0]].length;
  if (!OF_PEOPLE.test(plain.slice(end, end + AROUND)) || NOT_PEOPLE.test(plain.slice(Math.max(0, start - BEFORE), start))) return [];
  return [{ start, end, kind: /** @type {const} */ ("number") }];
});

// Figures that went out, about something else ---------------------------------------------------------------------------------------------

const ELSE = { reason: "Dit getal ging uit over iets anders, of over een andere groep.", suggestion: "Schrijf erachter wat het telt, zoals in het jaarverslag, of schrijf “meerdere mensen”." };
const NEAR_WORDS = 3;

/** Whether what is told behind a number is what it counted when it went out. @param {{of: string, classes: string[]}} was @param {string} behind @param {string} sentence */
function isAbout({ of, classes }, behind, sentence) {
  const noun = folded(of).split(/\s+/u)[0];
  const near = (behind.match(/^[^.!?\n]*/u)?.[0] ?? "").trim().split(/\s+/u).slice(0, NEAR_WORDS);
  if (!near.some((word) => word.replace(/[^\p{L}\p{N}]/gu, "") === noun)) return false;
  return classes.every((one) => sentence.includes(folded(one)));
}

/** Numbers that are free because they went out, and that count another thing here. @param {string} plain folded @param {number[]} released @param {Counted} [counted] @returns {Hit[]} */
export function strayHits(plain, released, counted) {
  if (!counted) return [];
  return [...plain.matchAll(/[^.!?\n]+/gu)].flatMap((sentence) => [...sentence[0].matchAll(NUMBERS)].flatMap((hit) => {
    const value = hit.groups?.percent ? null : valueOf(hit[0]);
    if (value === null || !released.includes(value) || /^(?:19|20)\d\d$/u.test(hit[0])) return [];
    const behind = sentence[0].slice(hit.index + hit[0].length);
    if (THINGS.test(behind) || (counted[value] ?? []).some((was) => isAbout(was, behind, sentence[0]))) return [];
    const start = sentence.index + hit.index;
    return [{ start, end: start + hit[0].length, kind: /** @type {const} */ ("number"), ...ELSE }];
  }));
}

const THINGS = new RegExp(`^\\s+(?:${WATCHED.things.join("|")})${END}`, "u");
