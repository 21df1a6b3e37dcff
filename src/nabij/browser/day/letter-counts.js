// How many people a letter says that it comes from: counts that did not go out, and more than it rests on. Pure.
import { WATCHED } from "../words/watched.js";
import { NUMBERS, OF_PEOPLE, SEVERAL, valueOf } from "./letter-patterns.js";

/** @typedef {import("./letter-check.js").Hit} Hit */
/** @typedef {{released: number[], rests?: number, rested?: number}} Counts `released`: figures that went out; `rests`: on how many visitors the letter rests now; `rested`: and on how many when it was written, 0 where nobody went */

const AROUND = 40;
const THINGS = new RegExp(`^\\s+(?:${WATCHED.things.join("|")})(?![\\p{L}\\p{N}])`, "u");
const NOT_PEOPLE = /^\s+(?:kanten|zijden|gevallen|keren|dagen|opzichten)(?![\p{L}\p{N}])/u;
const MORE = "Dit klinkt als meer.";

/** @param {number} rests */
const saidMore = (rests) => `${rests === 0 ? "De brief rust op geen enkele inbrenger meer." : rests === 1 ? "De brief rust nu op één inbrenger." : `De brief rust nu op ${rests} inbrengers.`} ${MORE}`;

/** Of a letter that never came from a visitor nobody can say that it tells of more. @param {Counts} counts */
const limitOf = ({ rests, rested = 0 }) => (rests === undefined || rests + rested === 0 ? Infinity : rests);

/** @param {number} start @param {string} match @param {number} limit @returns {Hit} */
const more = (start, match, limit) => ({ start, end: start + match.length, kind: "more", reason: saidMore(limit), suggestion: "Schrijf wat er speelt, zonder te zeggen hoeveel mensen het vertelden." });

/** Where the lines of a list are numbered, from one on. @param {string} plain @returns {Set<number>} */
function listed(plain) {
  let next = 1;
  return new Set([...plain.matchAll(/(?<=^|\n)[^\S\n]*(\d{1,2})[.)][^\S\n]+\p{L}/gu)].flatMap((hit) => {
    if (Number(hit[1]) !== 1 && Number(hit[1]) !== next) return [];
    next = Number(hit[1]) + 1;
    return [hit.index + hit[0].indexOf(hit[1])];
  }));
}

/** Counts in folded text: those that say more than the letter rests on, and those that are no figure that went out. @param {string} plain @param {Counts} counts @returns {Hit[]} */
export function countHits(plain, counts) {
  const limit = limitOf(counts);
  const several = limit < 2 ? [...plain.matchAll(SEVERAL)].map((hit) => more(hit.index, hit[0], limit)) : [];
  const numbering = listed(plain);
  const numbers = [...plain.matchAll(NUMBERS)].flatMap((hit) => {
    const end = hit.index + hit[0].length;
    const value = hit.groups?.percent ? null : valueOf(hit[0]);
    const isYear = /^(?:19|20)\d\d$/.test(hit[0]);
    const behind = plain.slice(end, end + AROUND);
    if (isYear || (hit[0] === "beide" && NOT_PEOPLE.test(behind)) || numbering.has(hit.index) || THINGS.test(behind)) return [];
    const isMore = value !== null && value > limit && OF_PEOPLE.test(behind);
    // a figure that went out is about something else, unless so many stood behind this very letter
    if (value !== null && counts.released.includes(value) && !(isMore && value <= (counts.rested ?? 0))) return [];
    return [isMore ? more(hit.index, hit[0], limit) : { start: hit.index, end, kind: /** @type {const} */ ("number") }];
  });
  return [...several, ...numbers];
}
