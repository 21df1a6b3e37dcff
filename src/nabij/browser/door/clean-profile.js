// A colour profile made anew of its numbers alone: who made it, when, for which screen and every word in it stay behind. Pure.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const HEAD = 128;
const ENTRY = 12;
/** What says how colours are mixed from red, green and blue, or from grey. A profile that does it by tables is left out as a whole. */
const KEPT = new Set(["rXYZ", "gXYZ", "bXYZ", "wtpt", "rTRC", "gTRC", "bTRC", "kTRC", "chad"]);
/** How many numbers a curve of each kind has. */
const PARAMETERS = [1, 3, 4, 5, 7];

/** @param {string} text */
const letters = (text) => Array.from(text, (sign) => sign.charCodeAt(0));
/** @param {Bytes} bytes @param {number} at */
const nameAt = (bytes, at) => String.fromCharCode(...bytes.subarray(at, at + 4));
/** @param {Bytes} bytes */
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** How long a value of numbers is, by what it says itself; 0 where it is none. @param {Bytes} bytes at least 12 of them */
function lengthOf(bytes) {
  const kind = nameAt(bytes, 0);
  if (kind === "XYZ ") return 20;
  if (kind === "sf32") return 44;
  if (kind === "curv") return 12 + 2 * view(bytes).getUint32(8);
  if (kind === "para") return 12 + 4 * (PARAMETERS[view(bytes).getUint16(8)] ?? NaN);
  return 0;
}

/** @param {Bytes} profile @param {number} at @returns {[string, Bytes] | null} */
function valueAt(profile, at) {
  const name = nameAt(profile, at);
  if (!KEPT.has(name)) return null;
  const start = view(profile).getUint32(at + 4);
  const rest = profile.subarray(start);
  const length = rest.length < ENTRY ? 0 : lengthOf(rest);
  if (!length || !(length <= rest.length)) return null;
  const value = rest.slice(0, length);
  value.fill(0, 4, 8);
  if (nameAt(value, 0) === "para") value.fill(0, 10, 12);
  return [name, value];
}

/** The two texts that a profile must have, the same for all. @param {boolean} isOld before version 4 @returns {[string, Uint8Array<ArrayBuffer>][]} */
function texts(isOld) {
  if (!isOld) {
    const text = new Uint8Array([...letters("mluc"), 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12, ...letters("enUS"), 0, 0, 0, 2, 0, 0, 0, 28, 0, 0x2d]);
    return [["desc", text], ["cprt", text]];
  }
  const described = new Uint8Array(92);
  described.set([...letters("desc"), 0, 0, 0, 0, 0, 0, 0, 2, 0x2d]);
  return [["desc", described], ["cprt", new Uint8Array([...letters("text"), 0, 0, 0, 0, 0x2d, 0])]];
}

/**
 * The profile without its words; null where it is none, or mixes colours by tables.
 * @param {Bytes} profile
 * @returns {Bytes | null}
 */
export function cleanProfile(profile) {
  if (profile.length < HEAD + 4 || nameAt(profile, 36) !== "acsp") return null;
  const space = nameAt(profile, 16);
  const count = view(profile).getUint32(HEAD);
  if (!["RGB ", "GRAY"].includes(space) || HEAD + 4 + ENTRY * count > profile.length) return null;
  const numbers = new Map(Array.from({ length: count }, (_, step) => valueAt(profile, HEAD + 4 + ENTRY * step)).filter((one) => one !== null));
  if (!(space === "GRAY" ? ["kTRC"] : ["rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"]).every((name) => numbers.has(name))) return null;
  const isOld = profile[8] < 4;
  return written(profile, [...texts(isOld), ...numbers], isOld);
}

/** @param {Bytes} before @param {[string, Uint8Array<ArrayBuffer>][]} values @param {boolean} isOld @returns {Bytes} */
function written(before, values, isOld) {
  const start = HEAD + 4 + ENTRY * values.length;
  const made = new Uint8Array(values.reduce((sum, [, { length }]) => sum + Math.ceil(length / 4) * 4, start));
  const data = view(made);
  data.setUint32(0, made.length);
  made[8] = isOld ? 2 : 4;
  // For a screen, its colours, and through which they are told: "XYZ " of a profile that has no tables.
  made.set([...letters("mntr"), ...before.subarray(16, 20), ...letters("XYZ ")], 12);
  made.set(letters("acsp"), 36);
  // The light that all profiles are held against.
  made.set([0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d], 68);
  data.setUint32(HEAD, values.length);
  let at = start;
  values.forEach(([name, value], step) => {
    const entry = HEAD + 4 + ENTRY * step;
    made.set(letters(name), entry);
    data.setUint32(entry + 4, at);
    data.setUint32(entry + 8, value.length);
    made.set(value, at);
    at += Math.ceil(value.length / 4) * 4;
  });
  return made;
}
