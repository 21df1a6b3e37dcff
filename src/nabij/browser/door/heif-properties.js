// What a HEIC photo says of its picture so that it can be drawn: size, colours, how it is turned, how it was coded. Made anew; the rest stays behind. Pure.
import { box, fullBox, joined, letters, nameAt, numberAt, Odd, pieceAt, two } from "./heif-boxes.js";
import { cleanProfile } from "./clean-profile.js";

/** @typedef {import("./heif-boxes.js").Bytes} Bytes */

/** @param {Bytes} content @param {number} length */
function exactly(content, length) {
  if (content.length !== length) throw new Odd();
  return content;
}

/** By the name of a box: the same box with nothing more in it than it needs, or null. `Odd` where it is longer or shorter than it says. @type {Record<string, (content: Bytes) => Bytes | null>} */
const MADE_ANEW = {
  ispe: (content) => fullBox("ispe", 0, exactly(content, 12).subarray(4)),
  pixi: (content) => fullBox("pixi", 0, exactly(content, 5 + numberAt(content, 4, 1)).subarray(4)),
  irot: (content) => box("irot", [exactly(content, 1)[0] & 3]),
  imir: (content) => box("imir", [exactly(content, 1)[0] & 1]),
  clap: (content) => box("clap", exactly(content, 32)),
  colr: cleanColours,
  hvcC: cleanCoding,
  auxC: seenThrough,
};

/** @param {string} type @param {Bytes} content @returns {Bytes | null} null where the picture does not need it */
export const cleanProperty = (type, content) => MADE_ANEW[type]?.(content) ?? null;

/** @param {Bytes} content */
function cleanColours(content) {
  const kind = nameAt(content, 0);
  if (kind === "nclx") return box("colr", letters("nclx"), exactly(content, 11).subarray(4, 10), [content[10] & 0x80]);
  const profile = ["prof", "rICC"].includes(kind) ? cleanProfile(content.subarray(4)) : null;
  return profile && box("colr", letters("prof"), profile);
}

/** What is far and near is left out with all that is no picture. What says where a picture is see-through cannot be: what was covered would show. @param {Bytes} content */
function seenThrough(content) {
  const said = String.fromCharCode(...content.subarray(4, 4 + LONGEST_KIND));
  if (said.includes("alpha") || said.includes("auxid:1")) throw new Odd();
  return null;
}

/** The longest name of a kind that is known, with room. */
const LONGEST_KIND = 100;

/** The three sets of numbers without which nothing can be decoded. Before them may stand words: "SEI". */
const SETS = new Set([32, 33, 34]);
const CODING_HEAD = 22;

/** @param {Bytes} unit */
const kindOf = (unit) => (numberAt(unit, 0, 1) >> 1) & 63;

/** @param {Bytes} content */
function cleanCoding(content) {
  if (content[0] !== 1) throw new Odd();
  let at = CODING_HEAD + 1;
  /** @type {Bytes[]} */
  const kept = [];
  for (let left = numberAt(content, CODING_HEAD, 1); left > 0; left -= 1) {
    const kind = numberAt(content, at, 1);
    const units = [];
    let count = numberAt(content, at + 1, 2);
    for (at += 3; count > 0; count -= 1) {
      const unit = pieceAt(content, at + 2, numberAt(content, at, 2));
      if (kindOf(unit) !== (kind & 63)) throw new Odd();
      units.push(joined([two(unit.length), unit]));
      at += 2 + unit.length;
    }
    if (SETS.has(kind & 63)) kept.push(joined([[kind & 0xbf], two(units.length), ...units]));
  }
  return box("hvcC", pieceAt(content, 0, CODING_HEAD), [kept.length], ...kept);
}

/** The last kind of unit that holds a part of the picture itself. */
const LAST_OF_PICTURE = 21;

/**
 * The coded picture without the words and the filling that may stand between its parts.
 * @param {Bytes} content @param {Bytes} coding the box `hvcC` as it was made anew
 * @returns {Bytes}
 */
export function cleanCoded(content, coding) {
  const wide = (numberAt(coding, 8 + CODING_HEAD - 1, 1) & 3) + 1;
  const kept = [];
  for (let at = 0; at < content.length; ) {
    const length = numberAt(content, at, wide);
    const unit = pieceAt(content, at + wide, length);
    const kind = kindOf(unit);
    // They belong in `hvcC`: a file that changes them on the way is not known here.
    if (SETS.has(kind)) throw new Odd();
    if (kind <= LAST_OF_PICTURE) kept.push(content.subarray(at, at + wide + length));
    at += wide + length;
  }
  if (kept.length === 0) throw new Odd();
  return joined(kept);
}
