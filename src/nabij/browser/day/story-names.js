// Whether a text names somebody of one's own vault. What is found is shown here and goes nowhere.
import { allCards } from "./own-people.js";
import { folded, namesRead, readAll, versionsOf } from "./search.js";

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
  const whole = words.map(escaped).join("[^\\p{L}\\p{N}]+");
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

/** The same in several texts, with what stands around each place. @param {string[]} names @param {{place: string, text: string}[]} texts @returns {Named[]} */
export const namedIn = (names, texts) => texts.flatMap(({ place, text }) => {
  const characters = [...text.normalize("NFC")];
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => characters.slice(Math.max(0, from), to).join("");
  return namesIn(names, text).map(({ at, end }) => ({ place, match: cut(at, end), before: (at > AROUND ? "…" : "") + cut(at - AROUND, at), after: cut(end, end + AROUND) + (end + AROUND < characters.length ? "…" : "") }));
});
