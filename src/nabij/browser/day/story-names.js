// Whether a text names somebody of one's own vault. What is found is shown here and goes nowhere.
import { allCards } from "./own-people.js";
import { folded, namesRead, peopleRead, readAll, versionsOf, visitorRead } from "./search.js";

/** @typedef {{place: string, before: string, match: string, after: string}} Named */

const AROUND = 40;
/** Words in a name that are no name by themselves. */
const SMALL = new Set(["van", "der", "den", "de", "het", "ten", "ter", "en", "von", "mevrouw", "meneer", "mijnheer", "mevr", "dhr", "mw"]);
const LEAST = 3;

/** Every alias and name of one's matters, running and closed. @param {(done: number, of: number) => void} onProgress @returns {Promise<{names: string[], failed: number}>} */
export async function namesOfVault(onProgress = () => {}) {
  const cards = await allCards();
  const failed = await readAll(cards, await versionsOf(cards), onProgress, () => true);
  return { names: [...new Set(cards.flatMap(({ id, alias }) => [alias, ...namesRead(id)]))].filter(Boolean), failed };
}

/** Of those, who is who in what was read: who came, with how they are reached, and whom it is about. @returns {Promise<{visitors: string[], reach: string[], named: string[]}>} */
export async function rolesOfVault() {
  const cards = await allCards();
  const came = cards.map(({ id }) => visitorRead(id));
  return { visitors: came.flatMap(({ names }) => names), reach: came.flatMap(({ reach }) => reach), named: cards.map(({ id }) => peopleRead(id)?.named.name ?? "").filter(Boolean) };
}

/** What somebody is called by: the first word of a name that is one. Pure. @param {string} name */
export const givenOf = (name) => name.normalize("NFC").split(/[^\p{L}\p{N}'’]+/u).find((word) => word.length >= LEAST && !SMALL.has(folded(word))) ?? "";

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * The words to look for: the whole name however it is written, and each part of it that begins with a capital.
 * @param {string} name
 * @returns {{pattern: RegExp, capital: boolean}[]}
 */
function patternsOf(name) {
  const words = folded(name.normalize("NFC")).split(/[^\p{L}\p{N}'’]+/u).filter(Boolean);
  if (words.length === 0) return [];
  // also written as one: "fatimawolters"
  const whole = words.map(escaped).join("[^\\p{L}\\p{N}]*");
  const bounded = (/** @type {string} */ part) => new RegExp(`(?<![\\p{L}\\p{N}])${part}(?:['’]?s)?(?![\\p{L}\\p{N}])`, "gu");
  const parts = words.filter((word) => word.length >= LEAST && !SMALL.has(word));
  return [
    { pattern: bounded(whole), capital: words.length === 1 },
    ...(words.length > 1 ? parts.map((word) => ({ pattern: bounded(escaped(word)), capital: true })) : []),
  ];
}

/**
 * Where these names stand in a text, each place once, in characters of its NFC. A name of one word counts when it begins with a capital: "roos" is a flower. Pure.
 * @param {string[]} names
 * @param {string} text
 * @returns {{at: number, end: number}[]}
 */
export function namesIn(names, text) {
  const plain = text.normalize("NFC");
  const characters = [...plain];
  const searched = folded(plain);
  /** Of hits that overlap, the widest. @type {{at: number, end: number}[]} */
  const taken = [];
  const hits = names.flatMap(patternsOf).flatMap(({ pattern, capital }) => [...searched.matchAll(pattern)].map((hit) => ({ at: hit.index, end: hit.index + hit[0].length, capital })));
  for (const { at, end, capital } of hits.sort((one, other) => other.end - other.at - (one.end - one.at))) {
    const first = characters[at] ?? "";
    if (taken.some((other) => at < other.end && other.at < end) || (capital && first === first.toLocaleLowerCase("nl"))) continue;
    taken.push({ at, end });
  }
  return taken.sort((one, other) => one.at - other.at);
}

/** Parts of names that are words of every letter: in small letters they say nothing. */
const WORDS = new Set(["een", "die", "dat", "dit", "bij", "met", "voor", "aan", "uit", "zij", "hij", "wij", "ons", "ook", "niet", "mijn", "oude", "nieuwe", "grote", "kleine", "lange", "korte", "jonge", "goede", "man", "vrouw", "collega", "medewerker", "iemand", "groep", "team"]);

/**
 * Where these names, or parts of them, stand in small letters: "merel zei", "jan willem". A name that is a word as well ("roos") stands there too, so it is for a person to decide. Pure.
 * @param {string[]} names
 * @param {string} text
 * @returns {{at: number, end: number}[]}
 */
export function quietNamesIn(names, text) {
  const plain = text.normalize("NFC");
  const characters = [...plain];
  const searched = folded(plain);
  const small = (/** @type {number} */ at) => characters[at] === characters[at]?.toLocaleLowerCase("nl");
  const hits = names.flatMap(patternsOf).flatMap(({ pattern }) => [...searched.matchAll(pattern)])
    .filter((hit) => small(hit.index) && !WORDS.has(hit[0]))
    .map((hit) => ({ at: hit.index, end: hit.index + hit[0].length }))
    .sort((one, other) => one.at - other.at || other.end - one.end);
  /** Parts that stand beside each other are one name. @type {{at: number, end: number}[]} */
  const taken = [];
  for (const hit of hits) {
    const last = taken.at(-1);
    if (last && (hit.at <= last.end || /^[\s-]$/u.test(searched.slice(last.end, hit.at)))) last.end = Math.max(last.end, hit.end);
    else taken.push(hit);
  }
  return taken;
}

/** The same in several texts, with what stands around each place. @param {string[]} names @param {{place: string, text: string}[]} texts @returns {Named[]} */
export const namedIn = (names, texts) => texts.flatMap(({ place, text }) => {
  const characters = [...text.normalize("NFC")];
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => characters.slice(Math.max(0, from), to).join("");
  return namesIn(names, text).map(({ at, end }) => ({ place, match: cut(at, end), before: (at > AROUND ? "…" : "") + cut(at - AROUND, at), after: cut(end, end + AROUND) + (end + AROUND < characters.length ? "…" : "") }));
});
