// The boxes that a HEIC file is made of, read one after the other and made anew. Pure.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{type: string, body: number, end: number}} Box `body`: where what is in it begins */

/** Where the file is not as its first bytes promise, or keeps the picture in a way that is not known here. */
export class Odd extends Error {}

/** @param {Bytes} bytes @param {number} at @param {number} size of a number in bytes: 0 to 8 */
export function numberAt(bytes, at, size) {
  if (at + size > bytes.length) throw new Odd();
  let found = 0;
  for (let step = 0; step < size; step += 1) found = found * 256 + bytes[at + step];
  if (!Number.isSafeInteger(found)) throw new Odd();
  return found;
}

/** @param {Bytes} bytes @param {number} at @param {number} length @returns {Bytes} */
export function pieceAt(bytes, at, length) {
  if (at + length > bytes.length) throw new Odd();
  return bytes.subarray(at, at + length);
}

/** @param {Bytes} bytes @param {number} at */
export const nameAt = (bytes, at) => String.fromCharCode(...pieceAt(bytes, at, 4));

/** Reads numbers one after the other, never past `end`. @param {Bytes} bytes @param {number} from @param {number} end @returns {(size: number) => number} */
export function taking(bytes, from, end) {
  let at = from;
  return (size) => {
    if (at + size > end) throw new Odd();
    at += size;
    return numberAt(bytes, at - size, size);
  };
}

/** The boxes between two places, one after the other and without a gap. @param {Bytes} bytes @param {number} from @param {number} to @returns {Box[]} */
export function boxes(bytes, from, to) {
  /** @type {Box[]} */
  const found = [];
  for (let start = from; start < to; ) {
    const short = numberAt(bytes, start, 4);
    const body = short === 1 ? start + 16 : start + 8;
    const length = short === 1 ? numberAt(bytes, start + 8, 8) : short === 0 ? to - start : short;
    const end = start + length;
    if (end < body || end > to) throw new Odd();
    found.push({ type: nameAt(bytes, start + 4), body, end });
    start = end;
  }
  return found;
}

/** @param {Box[]} among @param {string} type */
export function only(among, type) {
  const [one, more] = among.filter((box) => box.type === type);
  if (!one || more) throw new Odd();
  return one;
}

/** @param {(Bytes | number[])[]} pieces @returns {Bytes} */
export function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of pieces) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

/** @param {string} text latin letters */
export const letters = (text) => Array.from(text, (sign) => sign.charCodeAt(0));

/** @param {number} value */
export const two = (value) => [value >> 8, value & 0xff];

/** @param {number} value */
export const four = (value) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];

/** @param {string} type @param {...(Bytes | number[])} content */
export function box(type, ...content) {
  const inner = joined(content);
  return joined([four(inner.length + 8), letters(type), inner]);
}

/** A box with a version and flags. @param {string} type @param {number} flags @param {...(Bytes | number[])} content */
export const fullBox = (type, flags, ...content) => box(type, four(flags), ...content);
