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

const REASON = "Een plaats of straat wijst vaak één team aan.";
const SUGGESTION = "Schrijf ruimer waar het speelt, of laat de plek weg.";

/**
 * Streets, and towns of a list that is not whole. A town in the organisation's own name says nothing new.
 * @param {string} text
 * @param {string} plain the same, folded
 * @param {string[]} [known] the organisation, and who reads it
 * @returns {Hit[]}
 */
export function townAndStreetHits(text, plain, known = []) {
  const own = ` ${known.map((one) => folded(one.normalize("NFC"))).join(" ")} `;
  const capital = [...text.matchAll(CAPITAL)].map((hit) => {
    const start = [...text.slice(0, hit.index)].length;
    return [start, start + [...hit[0]].length];
  });
  const small = [...plain.matchAll(NUMBERED), ...[...plain.matchAll(TOWN)].filter(([town]) => !own.includes(` ${town} `))].map((hit) => [hit.index, hit.index + hit[0].length]);
  return [...capital, ...small].map(([start, end]) => ({ start, end, kind: "place", reason: REASON, suggestion: SUGGESTION }));
}
