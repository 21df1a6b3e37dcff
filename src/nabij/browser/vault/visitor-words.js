// The visitor's seven words: drawn evenly, read back forgivingly, and proposed from the list where one is not on it.
import { WrongSecret } from "./errors.js";
import { drawWords } from "./words.js";

/** @typedef {{typed: string, proposed: string[]}} Unknown a word that is not on the list, and what it may have been */

/** How many words lead back to a conversation. */
const VISITOR_WORDS = 7;
const MOST_PROPOSED = 3;
const FURTHEST = 2;
// The first six letters of the list tell a word.
const TELLING = 6;
const SHORTEST_BEGINNING = 3;

/** Seven words of the list, one space between. @param {readonly string[]} list @param {Parameters<typeof drawWords>[2]} [source] */
export const drawVisitorWords = (list, source) => drawWords(list, VISITOR_WORDS, source).join(" ");

/** The words that were typed: lower case, without what stands between them. @param {string} typed */
const typedWords = (typed) => typed.toLowerCase().split(/[\s,.-]+/).filter(Boolean);

/** The same as a person copies them from paper: with numbers, brackets or strokes around them too, which no word of the list has. @param {string} typed */
const copiedWords = (typed) => typed.toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);

/** Seven typed words as they go into the root; another number is `WrongSecret`. @param {string} typed */
export function visitorPassphrase(typed) {
  const words = typedWords(typed);
  if (words.length !== VISITOR_WORDS) throw new WrongSecret(`Not ${VISITOR_WORDS} words`);
  return words.join(" ");
}

/**
 * What was typed, as words of the list: `words` once there are seven and all are on it, else null; and what is not on it, with at most three
 * proposals each. Nothing is replaced: whoever typed it chooses.
 * @param {string} typed
 * @param {readonly string[]} list
 * @returns {{words: string | null, count: number, unknown: Unknown[]}}
 */
export function readVisitorWords(typed, list) {
  const known = new Set(list);
  const those = copiedWords(typed);
  const unknown = those.filter((word) => !known.has(word)).map((word) => ({ typed: word, proposed: proposals(word, list) }));
  const whole = those.length === VISITOR_WORDS && unknown.length === 0;
  return { words: whole ? those.join(" ") : null, count: those.length, unknown };
}

/**
 * At most three words of the list that this may have been, the nearest first; the same ones every time.
 * @param {string} word
 * @param {readonly string[]} list
 * @returns {string[]}
 */
export function proposals(word, list) {
  const begins = list.filter((one) => one.startsWith(word));
  const found = list.flatMap((one) => {
    if (word.length >= SHORTEST_BEGINNING && begins.length === 1 && begins[0] === one) return [{ one, away: 0 }];
    const away = distance(word, one, word.length < TELLING - 1 ? 1 : FURTHEST);
    if (away <= FURTHEST) return [{ one, away }];
    return word.length > TELLING && one.startsWith(word.slice(0, TELLING)) ? [{ one, away: FURTHEST }] : [];
  });
  // Of equally near ones first that which begins alike; then the order of the list.
  const alike = (/** @type {string} */ one) => [...one].findIndex((letter, at) => letter !== word[at]);
  return found.sort((a, b) => a.away - b.away || alike(b.one) - alike(a.one)).slice(0, MOST_PROPOSED).map(({ one }) => one);
}

/**
 * How many letters are wrong, missing, too many or swapped (Damerau-Levenshtein, each letter touched once); more than `most` is Infinity.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function distance(one, other, most = FURTHEST) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length] <= most ? row[other.length] : Infinity;
}
