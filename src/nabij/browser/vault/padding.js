// Lengths say little: text is padded to a few sizes, and above 16 kB by Padmé (PURBs, Nikitin et al. 2019).
import { BadPadding } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

const SIZES = [256, 1024, 4096, 16384];

/**
 * The padded size, in bytes, of a content of `length` bytes (mark included).
 * @param {number} length
 */
export function padded(length) {
  for (const size of SIZES) if (length <= size) return size;
  const exponent = Math.floor(Math.log2(length));
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(length / step) * step;
}

/** @param {Uint8Array} bytes @returns {Bytes} */
export function pad(bytes) {
  const out = new Uint8Array(padded(bytes.length + 1));
  out.set(bytes);
  out[bytes.length] = 0x80;
  return out;
}

/**
 * What was padded, or `BadPadding`: a length that `padded` never yields, or no mark before the zeros.
 * @param {Bytes} bytes
 * @returns {Bytes}
 */
export function unpad(bytes) {
  if (bytes.length === 0 || padded(bytes.length) !== bytes.length) throw new BadPadding("Not a padded length");
  let at = bytes.length - 1;
  while (at > 0 && bytes[at] === 0) at -= 1;
  if (bytes[at] !== 0x80) throw new BadPadding("No mark before the zeros");
  return bytes.subarray(0, at);
}
