// Words that a person keeps: drawn evenly from a list, and read back forgivingly.
import { random } from "./bytes.js";
import { WrongSecret } from "./errors.js";

/** How many words unlock a vault. */
export const VAULT_WORDS = 6;

/**
 * An even draw below `limit`: numbers that would favour the first ones are thrown away and drawn again.
 * @param {number} limit at most 2^32
 * @param {(length: number) => Uint8Array<ArrayBuffer>} source
 */
function drawBelow(limit, source) {
  const fair = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const drawn = new DataView(source(4).buffer).getUint32(0);
    if (drawn < fair) return drawn % limit;
  }
}

/**
 * `count` words, each drawn evenly from the list, repeats allowed.
 * @param {readonly string[]} list
 * @param {number} count
 * @param {(length: number) => Uint8Array<ArrayBuffer>} [source] of random bytes
 * @returns {string[]}
 */
export function drawWords(list, count, source = random) {
  if (new Set(list).size !== list.length || list.length < 2) throw new TypeError("A list of different words is needed");
  return Array.from({ length: count }, () => list[drawBelow(list.length, source)]);
}

/**
 * The passphrase that typed words stand for: lower case, one space between. Another number of words is `WrongSecret`.
 * @param {string} typed
 * @param {number} [count]
 * @returns {string}
 */
export function readWords(typed, count = VAULT_WORDS) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length !== count) throw new WrongSecret(`Not ${count} words`);
  return words.join(" ");
}
