// Who might be recognised in what the board answers. Its browser knows no list of names: it goes by capitals, titles, functions and ways to reach somebody.
// Advice and never a gate: a name like a word, or a word like a name, it cannot tell. Pure.
import { CONTACTS, PEOPLE } from "./letter-patterns.js";

/** @typedef {"name" | "function" | "contact"} Sort */
/** @typedef {{match: string, sort: Sort}} Recognised */

const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
const CAPITAL = "\\p{Lu}[\\p{Ll}'’]+(?:-\\p{Lu}?[\\p{Ll}'’]+)*";
const PARTICLE = "(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er|el|al|'t)";
/** Capitals in a row, with what stands between a first name and the rest. */
const CAPITALS = new RegExp(`${START}${CAPITAL}(?:\\s+(?:${PARTICLE}\\s+)*${CAPITAL})*${END}`, "gu");
/** What a sentence begins with: there any word has a capital. */
const AT_A_START = /(?:^|[.!?:;…\n]["”’')\]]*|["“‘(•-])\s*$/u;
const BEFORE = 8;
const AROUND = 40;
const IS_PARTICLE = new RegExp(`^${PARTICLE}$`, "u");
const DOES = new RegExp("^\\s+(?:heeft\\s+(?:mij|me|ons)|vertel(?:de|t)|zei|zegt|noem(?:de|t)|klaag(?:de|t)|kwam|komt|werkt|werkte|bel(?:de|t)|mail(?:de|t)|meld(?:de|t)|sprak|spreekt|durfde|is\\s+ziek|gaat\\s+weg)" + END, "u");
const NO_NAMES = new Set("ik u jij je hij zij ze wij we het dit dat deze die er hier daar wie iemand iedereen niemand men alles niets iets onze ons mijn uw een de daarna daarom ook toen nu verder".split(" "));
const WORK = "(?:teamleider|leidinggevende|afdelingshoofd|hoofd|chef|manager|directeur|bestuurder|voorzitter|secretaris|secretaresse|co[oö]rdinator|adviseur|planner|roosteraar|opzichter|voorman|arts|huismeester|conciërge|docent|mentor|trainer|coach|receptionist(?:e)?|verpleegkundige|ploegbaas)";
const FUNCTIONS = new RegExp(`${START}(?:de|het|die|deze|dat|onze|mijn|haar|zijn)\\s+(?:\\p{Ll}+e\\s+)?(?:[\\p{L}&]+-?)?${WORK}(?:\\s+(?:van|op|bij)\\s+(?:de\\s+)?[\\p{L}-]+)?${END}`, "giu");

/** @param {string} text @param {RegExp} pattern @param {Sort} sort @returns {(Recognised & {at: number})[]} */
const hits = (text, pattern, sort) => [...text.matchAll(pattern)].map((hit) => ({ match: hit[0], sort, at: hit.index }));

/** @param {string} text @param {Set<string>} known @returns {(Recognised & {at: number})[]} */
function capitals(text, known) {
  return [...text.matchAll(CAPITALS)].flatMap((hit) => {
    const words = hit[0].split(/\s+/u);
    const ends = hit.index + hit[0].length;
    const behind = text.slice(ends, ends + AROUND);
    let at = hit.index;
    // The first word of a sentence says nothing by its capital, unless somebody does something there or it goes on as a name does.
    const isFirst = AT_A_START.test(text.slice(Math.max(0, hit.index - BEFORE), hit.index));
    if (isFirst && (NO_NAMES.has(words[0].toLowerCase()) || !(DOES.test(behind) || (words.length > 2 && IS_PARTICLE.test(words[1]))))) at += /** @type {string} */ (words.shift()).length + 1;
    const left = words.filter((word) => !known.has(word.toLowerCase()));
    const isOne = left.some((word) => /^\p{Lu}/u.test(word) && !NO_NAMES.has(word.toLowerCase()));
    return isOne ? [{ match: words.join(" "), sort: /** @type {const} */ ("name"), at }] : [];
  });
}

/**
 * Names, functions and contact details in a text, each once, in their order.
 * @param {string} answer
 * @param {string[]} known names that may stand: of who writes, of whom it is written to, and of the organisation
 * @returns {Recognised[]}
 */
export function recognisedIn(answer, known) {
  const text = answer.normalize("NFC");
  const mayStand = new Set(known.flatMap((name) => name.normalize("NFC").toLowerCase().split(/[^\p{L}\p{N}'’-]+/u)).filter(Boolean));
  const all = [...hits(text, PEOPLE, "name"), ...capitals(text, mayStand), ...hits(text.toLowerCase(), CONTACTS, "contact"), ...hits(text, FUNCTIONS, "function")];
  const named = all.filter(({ match, sort }) => sort !== "name" || match.split(/\s+/u).some((word) => /^\p{Lu}/u.test(word) && !mayStand.has(word.toLowerCase().replace(/\.$/u, ""))));
  let past = -1;
  // of what lies in something wider, the wider one
  const wide = named.sort((one, other) => one.at - other.at || other.match.length - one.match.length).filter(({ at, match }) => {
    const isIn = at + match.length <= past;
    past = Math.max(past, at + match.length);
    return !isIn;
  });
  return [...new Map(wide.map(({ match, sort }) => [match, { match, sort }])).values()];
}

const SORTS = /** @type {Record<Sort, string>} */ ({ name: "lijkt een naam", function: "een functie die misschien één mens heeft", contact: "hiermee is iemand te bereiken" });

/** What is told before such an answer goes; empty where nothing is recognised. @param {Recognised[]} found */
export const recognisedWords = (found) => (found.length === 0 ? "" : `Hieraan is misschien iemand te herkennen: ${found.map(({ match, sort }) => `“${match}” (${SORTS[sort]})`).join(", ")}. Schrijf liever “een medewerker” of “een leidinggevende”. Klopt het zo, kies dan nog een keer Antwoord versturen.`);
