// A new HEIC file of one picture and the tiles that it is laid of, in the order that the standard asks. Pure.
import { box, four, fullBox, joined, letters, Odd, two } from "./heif-boxes.js";

/** @typedef {import("./heif-boxes.js").Bytes} Bytes */
/** @typedef {{content: Bytes, properties: {made: Bytes, isNeeded: boolean}[]}} Item */

const MOST_PROPERTIES = 0x7fff;
const MOST_ITEMS = 0xfffe;
/** Set on a tile: nothing to be shown by itself. */
const HIDDEN = 1;
/** The number of a property is two bytes long. */
const LONG = 1;

/**
 * @param {string} brand what the file is
 * @param {{tiles: number[], items: Item[]}} picture the picture first; `tiles`: by their place among the items
 * @returns {Bytes}
 */
export function written(brand, { tiles, items }) {
  if (items.length > MOST_ITEMS) throw new Odd();
  const file = box("ftyp", letters(brand), four(0), letters("mif1"), letters(brand));
  const before = meta(tiles, items, 0);
  // As long whatever the numbers in it.
  const whole = meta(tiles, items, file.length + before.length + 8);
  return joined([file, whole, box("mdat", ...items.map(({ content }) => content))]);
}

/** @param {number[]} tiles @param {Item[]} items @param {number} start where the first begins in the file */
function meta(tiles, items, start) {
  const kinds = items.map((_, step) => fullBox("infe", (2 << 24) | (step > 0 ? HIDDEN : 0), two(step + 1), two(0), letters(step === 0 && tiles.length > 0 ? "grid" : "hvc1"), [0]));
  let at = start;
  const places = items.map(({ content }, step) => {
    at += content.length;
    return joined([two(step + 1), two(0), two(1), four(at - content.length), four(content.length)]);
  });
  return fullBox("meta", 0,
    fullBox("hdlr", 0, four(0), letters("pict"), new Uint8Array(13)),
    fullBox("pitm", 0, two(1)),
    fullBox("iloc", 0, [0x44, 0], two(items.length), ...places),
    fullBox("iinf", 0, two(items.length), ...kinds),
    ...(tiles.length > 0 ? [fullBox("iref", 0, box("dimg", two(1), two(tiles.length), ...tiles.map((tile) => two(tile + 1))))] : []),
    properties(items));
}

/** Each once, and after it which item has which. @param {Item[]} items */
function properties(items) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {Bytes[]} */
  const all = [];
  const said = items.map((item, step) => {
    const list = item.properties.map(({ made, isNeeded }) => {
      const key = String(made);
      if (!numbers.has(key)) numbers.set(key, all.push(made));
      return two((isNeeded ? 0x8000 : 0) | (numbers.get(key) ?? 0));
    });
    return joined([two(step + 1), [list.length], ...list]);
  });
  if (all.length > MOST_PROPERTIES) throw new Odd();
  return box("iprp", box("ipco", ...all), fullBox("ipma", LONG, four(items.length), ...said));
}
