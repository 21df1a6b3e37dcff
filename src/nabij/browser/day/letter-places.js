// Towns and streets in a letter: a place where few people work says who they are, also where no matter names it. Pure.
import { WATCHED } from "../words/watched.js";
import { folded } from "./search.js";

/** @typedef {import("./letter-check.js").Hit} Hit */

const STREET = "(?:straat|laan|weg|plein|gracht|kade|singel|dijk|steeg|dreef)";
/** By its capital, with or without a number; what begins a sentence may be a word. */
const CAPITAL = new RegExp(`(?<![\\p{L}\\p{N}])(?!(?:Onder|Snel|Om|Uit|Terug|Heen|Spoor|Half|Loop|Levens)weg(?![\\p{L}\\p{N}]))\\p{Lu}[\\p{L}'’-]+${STREET}(?:\\s+\\d+[a-z]?)?(?![\\p{L}\\p{N}])`, "gu");
/** In small letters only with a number. */
const NUMBERED = new RegExp(`(?<![\\p{L}\\p{N}])\\p{L}+(?:${STREET}|markt|hof|park)\\s+\\d+[a-z]?(?![\\p{L}\\p{N}])`, "gu");
const TOWN = new RegExp(`(?<=(?<![\\p{L}\\p{N}])(?:in|te|uit|vanuit|naar|bij|vestiging|locatie|kantoor)\\s+)(?:${WATCHED.towns.join("|")})(?![\\p{L}\\p{N}])`, "gu");

/** What a place or a part is, before its own name: "locatie Zuidpark", "afdeling Longgeneeskunde", "gebouw X". */
const NAMED = new RegExp("(?<![\\p{L}\\p{N}])(?:(?<part>[Aa]fdeling|[Tt]eam|[Uu]nit|[Cc]luster|[Ss]ector|[Pp]loeg|[Gg]roep|[Kk]las)|[Ll]ocatie|[Vv]estiging|[Gg]ebouw|[Vv]leugel|[Ff]iliaal|[Kk]antoor|[Ss]chool|[Zz]aal|[Kk]amer|[Ll]okaal|[Hh]al|[Ll]oods|[Vv]erdieping|[Ee]tage|[Pp]and|[Ww]oning|[Ww]oongroep|[Bb]alie|[Pp]oli(?:kliniek)?)(?<name>\\s+(?:(?:[Dd]e|[Hh]et|['’]t)\\s+)?\\p{Lu}[\\p{L}\\p{N}'’&-]*(?:\\s+\\p{Lu}[\\p{L}\\p{N}'’&-]*)*)", "gu");
/** "Op Zuid", "bij Oost": a place by where it lies. */
const BY_WIND = /(?<=(?<![\p{L}\p{N}])(?:[Oo]p|[Ii]n|[Bb]ij|[Vv]an|[Vv]anuit|[Nn]aar|[Uu]it)\s+)(?:Noord|Oost|Zuid|West|Midden|Centrum)(?:oost|west)?(?![\p{L}\p{N}])/gu;

/** Towns that are a word in small letters: "te leiden". */
const VERBS = new Set(["leiden", "delft", "goes", "weert", "zeist", "uden"]);
const REASON = "Een plaats of straat wijst vaak één team aan.";
const SUGGESTION = "Schrijf ruimer waar het speelt, of laat de plek weg.";

/** @param {RegExpMatchArray} hit @param {string} text @returns {[number, number]} places of UTF-16 become places of characters */
function placeOf(hit, text) {
  const start = [...text.slice(0, hit.index)].length;
  return [start, start + [...hit[0]].length];
}

const PART = { reason: "Dit is een onderdeel van de organisatie. In een klein onderdeel wijst het mensen aan.", suggestion: "Noem het alleen als iedere inbrenger daar ja op zei, of schrijf “een deel van de organisatie”." };

/** Places and parts that are told by a name of their own; that of the organisation says nothing new. @param {string} text @param {string} own folded @returns {Hit[]} */
const namedHits = (text, own) => [...text.matchAll(NAMED), ...text.matchAll(BY_WIND)].flatMap((hit) => {
  const { name = hit[0], part } = hit.groups ?? {};
  if (own.includes(` ${folded(name).trim()} `)) return [];
  const [start, end] = placeOf(hit, text);
  return [part ? { start, end, kind: /** @type {const} */ ("unit"), ...PART } : { start, end, kind: /** @type {const} */ ("place"), reason: REASON, suggestion: SUGGESTION }];
});

/**
 * Streets, and towns of a list that is not whole. A town in the organisation's own name says nothing new.
 * @param {string} text
 * @param {string} plain the same, folded
 * @param {string[]} [known] the organisation, and who reads it
 * @returns {Hit[]}
 */
export function townAndStreetHits(text, plain, known = []) {
  const own = ` ${known.map((one) => folded(one.normalize("NFC"))).join(" ")} `;
  const characters = [...text];
  const capital = [...text.matchAll(CAPITAL)].map((hit) => placeOf(hit, text));
  const small = [...plain.matchAll(NUMBERED), ...[...plain.matchAll(TOWN)].filter(({ 0: town, index }) => !own.includes(` ${town} `) && !(VERBS.has(town) && characters[index] === town[0]))].map((hit) => [hit.index, hit.index + hit[0].length]);
  return [...namedHits(text, own), ...[...capital, ...small].map(([start, end]) => ({ start, end, kind: /** @type {const} */ ("place"), reason: REASON, suggestion: SUGGESTION }))];
}
