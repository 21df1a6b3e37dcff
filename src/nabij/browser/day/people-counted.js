// Which numbers in a letter count people, and which of those its visitors said yes to: no other goes out in it. Pure.
// What a number counts is read from the words behind it. Of words that are not read a person decides, with a reason.
import { NUMBERS, valueOf } from "./letter-patterns.js";
import { folded } from "./search.js";

const WHO = "(?:mens(?:en)?|medewerk(?:er|ster)s?|collega(?:'?s)?|perso(?:on|nen)|inbreng(?:er|ster)s?|meld(?:er|ing)\\p{L}*|kwesties?|gesprek(?:ken)?|verhalen|signalen|leerling(?:en)?|student(?:en)?|leden|vrijwilligers?|vrouw(?:en)?|man(?:nen)?|client(?:en)?|patient(?:en)?)";
const DOES = "(?:vertel(?:de|den|t|len)|noem(?:de|den|t|en)|zei(?:den)?|zegg?en|zegt|kwam(?:en)?|komen|meld(?:de|den|t|en)|sprak(?:en)?|gaf|gaven|geven|ervaren|ervoer(?:en)?|voel(?:de|den|t|en)|had(?:den)?|hebben|heeft|was|waren|zijn|durf(?:de|den|t)|durven|wil(?:de|den|len)?)";
/** Right behind a number that counts people: a word for them, what they did, or nothing at all. */
const PEOPLE_BEHIND = new RegExp(`^(?:\\s+(?:van\\s+(?:de|die|deze|onze)\\s+)?(?:[\\p{L}-]+e\\s+)?${WHO}(?![\\p{L}\\p{N}])|\\s+(?:van\\s+(?:hen|ons|jullie|de)|${DOES})(?![\\p{L}\\p{N}])|\\s*(?:[.,;:!?)]|\\n|$))`, "u");
/** Words for a number that count nothing but people. */
const OF_PEOPLE = /^(?:duo|trio|kwartet|koppel|(?:een|\d+)\s+op\s+de\s.*|\d\s?[/⁄]\s?\d+|beiden?|allebei|enkeling|[\p{L}]+tal|handvol|tweeen|drieen|vieren|vijven|helft|kwart|driekwart|derde\s+deel|merendeel|meerderheid|minderheid|de\s+enige|laatste\s.*|(?:slechts|maar|precies|alleen|hooguit)\s+een|een)$/u;

/**
 * Whether what was found, with the words behind it, counts people.
 * @param {string} match folded @param {string} after folded
 */
export const countsPeople = (match, after) => /%|procent/u.test(match) || OF_PEOPLE.test(match) || PEOPLE_BEHIND.test(after);

/** The numbers in a text, folded or not. @param {string} text @returns {Set<number>} */
export function numbersIn(text) {
  const found = [...folded(text.normalize("NFC")).matchAll(NUMBERS)].filter(({ groups }) => !groups?.percent).map(([match]) => valueOf(match));
  return new Set(found.filter((one) => one !== null));
}

/**
 * How many a letter may say that it rests on: those behind it, where that very number stands in the words that each of them said yes to; null where none may be said.
 * @param {number | null | undefined} behind how many visitors are behind it, all with a yes @param {string} told what they said yes to
 */
export const mayCount = (behind, told) => (behind && numbersIn(told).has(behind) ? behind : null);

/**
 * What of the numbers found may not stay: a count of people that is neither out nor agreed.
 * @template {{start: number, end: number, kind: string}} T
 * @param {string} plain folded @param {T[]} hits @param {number | null | undefined} allowed @returns {T[]}
 */
export function asCounts(plain, hits, allowed) {
  const characters = [...plain];
  return hits.map((hit) => {
    const [match, after] = [characters.slice(hit.start, hit.end).join(""), characters.slice(hit.end, hit.end + 60).join("")];
    if (hit.kind !== "number" || !countsPeople(match, after)) return hit;
    const agreed = allowed !== null && allowed !== undefined && !/%|procent/u.test(match) && valueOf(match) === allowed;
    return { ...hit, kind: agreed ? "agreed" : "count" };
  });
}

/** The number of people that goes out with a letter; null where it says none. @param {{kind: string}[]} findings @param {number | null | undefined} allowed */
export const countTold = (findings, allowed) => (findings.some(({ kind }) => kind === "agreed") ? (allowed ?? null) : null);
