// What one person in a group mostly is by itself: pregnant, the youngest, just back from leave, the trainee. Pure.
// Advice: how many are so, it does not know. "Een collega" says nothing, "de zwangere collega" says who.
import { WATCHED } from "../words/watched.js";

/** @typedef {import("./letter-check.js").Hit} Hit */

const { adjectives, people, holders } = WATCHED.rare;
const SOMEBODY = "(?:man|vrouw|mede?werk(?:er|ster)|collega|student|studente|stagiaire?|leerling|inbreng(?:er|ster)|iemand|persoon|leidinggevende|moeder|vader|docente?|leraar|lerares|teamleider|vrijwilliger|kracht)";
/** What somebody went through, and whoever works there knows. */
const WENT = "(?:\\p{L}*verlof|terug(?:gekeerd|gekomen)?|re-?integre\\p{L}+|proeftijd|zwanger|bevallen|ontslagen|ziekgemeld|uitgevallen|vertrokken|pensioen|begonnen|overgeplaatst|gescheiden|verweduwd|in\\s+verwachting)";
const MOST = "(?:jongste|oudste|nieuwste|langstzittende|kortstzittende|langste|kleinste|enige\\s+(?:man|vrouw))";
const WORD = "[\\p{L}-]+";
/** @param {string[]} words */
const anyOf = (words) => `(?:${words.join("|")})`;
const RARE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:(?:de|die|deze|een|onze)\\s+)?${anyOf(adjectives)}\\s+${SOMEBODY}|(?:de|die|een|onze)\\s+${anyOf(people)}|(?:de|die|deze|onze|hun)\\s+(?:${WORD}e\\s+)?${anyOf(holders)}`
  + `|(?:de|het|die)\\s+${MOST}(?:\\s+(?:${SOMEBODY}|van\\s+(?:de|het|ons|hun)\\s+${WORD}|in\\s+(?:de|het|ons)\\s+${WORD}|onder\\s+hen))`
  + `|${SOMEBODY}\\s*,?\\s+die\\s+(?:${WORD}\\s+){0,4}?${WENT}|${SOMEBODY}\\s+(?:is|was)\\s+(?:${WORD}\\s+)?${anyOf(adjectives)})(?![\\p{L}\\p{N}])`,
  "gu",
);
const OF_EACH = /(?:elke?|iedere?|geen(?:\s+enkele?)?)\s+$/u;
const BEFORE = 20;
const POINTS = { reason: "Dit past in een groep vaak op één mens. Wie daar werkt, weet wie het is.", suggestion: "Schrijf “een medewerker” of “iemand”, en laat dit weg." };

/** Where one person is told by what few are. @param {string} plain folded @returns {Hit[]} */
export const rareHits = (plain) => [...plain.matchAll(RARE)]
  .filter(({ index }) => !OF_EACH.test(plain.slice(Math.max(0, index - BEFORE), index)))
  .map((hit) => ({ start: hit.index, end: hit.index + hit[0].length, kind: "combination", ...POINTS }));
