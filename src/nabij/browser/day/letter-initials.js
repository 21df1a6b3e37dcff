// Who is told in capitals or by initials: "KARIN", "F.W.", "J.W. de B.", "FW zei". Pure.
// Advice: initials may be of anybody, and a word in capitals may be said aloud. Each finding may stay with a reason.

/** @typedef {import("./letter-check.js").Hit} Hit */

const START = "(?<![\\p{L}\\p{N}&.-])";
const END = "(?![\\p{L}\\p{N}&])";
const PARTICLE = "(?:van|de|der|den|ten|ter|el|al)";
/** Two letters or more, each with a full stop. */
const DOTTED = new RegExp(`${START}\\p{Lu}\\.(?:[-\\s]?(?:${PARTICLE}\\s+)*\\p{Lu}\\.)+`, "gu");
const DOES = "(?:zei|zegt|vertelde|vertelt|noemde|noemt|kwam|komt|belde|mailde|meldde|sprak|durfde|durft|schreeuwde|schreeuwt|lachte|lacht|riep|roept|weet|wist)";
/** Two or three capitals that do what a person does. */
const BARE = new RegExp(`${START}(?<bare>\\p{Lu}{2,3})(?=\\s+${DOES}${END})`, "gu");
/** A whole word in capitals where a name stands: behind a word that leads to somebody, or before what somebody does. */
const SHOUTED = new RegExp(`(?:(?<=(?<![\\p{L}])(?:dat|door|met|van|voor|over|tegen|volgens|aan|bij|en|zegt|zei|heet|naar)\\s+)${START}(?<behind>\\p{Lu}{4,}(?:-\\p{Lu}{2,})*)${END}|${START}(?<before>\\p{Lu}{3,}(?:-\\p{Lu}{2,})*)(?=\\s+${DOES}${END}))`, "gu");
/** Shortened names of things, and words that are said aloud. */
const NOBODY = new Set(
  ("HR HRM OR MR GMR MT ICT IT RVT RVB PZ PO P&O ARBO AVG WBK UWV GGZ GGD BHV VOG NPO CAO KOR GVP LVV NEN ISO ZZP BBL BOL HBO MBO WO VMBO HAVO VWO SEH IC OK RI&E RIE MTO PMO KCC BOA NVVK FNV CNV EU NL BV NV ADHD HIV MS " +
    "NIET GEEN NOOIT NIEMAND ALTIJD ALLE ALLES ALLEN IEDEREEN IEDER ELKE ELK ZELF SAMEN HEEL ZEER ECHT MOET MEER MINDER VEEL VELE DEZE DIE DIT DAT DEZELFDE EERST NU WEL OOK MAG MENSEN ANDEREN ANDERS IEMAND ONS ONZE HET EEN HEN HUN WIJ ZIJ WIE WAT").split(" "),
);

/** @param {RegExpMatchArray} hit @returns {Hit} */
const person = (hit) => ({ start: hit.index ?? 0, end: (hit.index ?? 0) + hit[0].length, kind: "person" });

/** In the text itself, by its capitals. Every sign of the text is one of UTF-16 here. @param {string} text @param {string[]} known who and what may be named @returns {Hit[]} */
export function initialHits(text, known) {
  const free = new Set([...NOBODY, ...known.flatMap((name) => name.toLocaleUpperCase("nl").split(/[^\p{L}&]+/u))]);
  const words = [...text.matchAll(BARE), ...text.matchAll(SHOUTED)].filter(([word]) => !free.has(word));
  return [...[...text.matchAll(DOTTED)].map(person), ...words.map(person)];
}
