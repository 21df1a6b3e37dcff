// Takes out of an image what it says beside the picture: place, time, device, words. The picture itself stays as it was, byte for byte;
// what holds more than such a picture needs is not called clean. Pure.
import { cleanProfile } from "./clean-profile.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{bytes: Bytes, type: string, ending: string}} Cleaned */

/** Where the picture is not the file that its first bytes promise. */
class Odd extends Error {}

/** @param {Bytes} bytes @param {number} at @param {string} text latin letters */
const says = (bytes, at, text) => at + text.length <= bytes.length && [...text].every((sign, step) => bytes[at + step] === sign.charCodeAt(0));

/** @param {Bytes} bytes @param {number} at @param {number} length @returns {Bytes} */
function piece(bytes, at, length) {
  if (at + length > bytes.length) throw new Odd();
  return bytes.subarray(at, at + length);
}

/** @param {Bytes[]} pieces @returns {Bytes} */
function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of pieces) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

/** @param {string} text latin letters @returns {Bytes} */
const latin = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** @param {Bytes} bytes */
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The same picture without what describes it; null where it is no JPEG, PNG or WebP, or not a whole one.
 * @param {Bytes} bytes
 * @returns {Cleaned | null}
 */
export function cleanImage(bytes) {
  try {
    if (says(bytes, 0, "\xff\xd8\xff")) return { bytes: cleanJpeg(bytes), type: "image/jpeg", ending: "jpg" };
    if (says(bytes, 0, "\x89PNG\r\n\x1a\n")) return { bytes: cleanPng(bytes), type: "image/png", ending: "png" };
    if (says(bytes, 0, "RIFF") && says(bytes, 8, "WEBP")) return { bytes: cleanWebp(bytes), type: "image/webp", ending: "webp" };
  } catch (error) {
    if (!(error instanceof Odd)) throw error;
  }
  return null;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** What fits in one segment. */
const LARGEST_PROFILE = 0xff00;

/** How its colours were mixed: all that is read of it. */
const ADOBE = "Adobe";
const ADOBE_LENGTH = 12;
/** Before a piece of the profile of its colours: its number, and of how many. */
const PROFILE = "ICC_PROFILE\0";
const PROFILE_HEAD = PROFILE.length + 2;

/** A header without the small picture that may stand in it. */
const HEADER_LENGTH = 14;

/** How long a table is that begins here. @type {Record<number, (content: Bytes, at: number) => number>} */
const TABLES = {
  0xc4: (content, at) => 17 + piece(content, at + 1, 16).reduce((sum, count) => sum + count, 0),
  0xdb: (content, at) => 1 + (content[at] >> 4 ? 128 : 64),
};

/** How long the content of a segment is that a picture is made of; 0 where it is of another kind. @param {number} marker @param {Bytes} content */
function lengthOf(marker, content) {
  if (marker in TABLES) {
    let at = 0;
    while (at < content.length) at += TABLES[marker](content, at);
    return at;
  }
  if (marker === START_OF_SCAN) return 4 + 2 * content[0];
  // The interval between restarts, and the number of lines.
  if (marker === 0xdd || marker === 0xdc) return 2;
  if (marker === 0xcc) return content.length & ~1;
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 ? 6 + 3 * content[5] : 0;
}

/** @param {Bytes} bytes @returns {Bytes} */
function cleanJpeg(bytes) {
  /** @type {Bytes[]} */
  const kept = [];
  /** @type {Bytes[]} */
  const profile = [];
  let turned = 1;
  let at = 2;
  for (;;) {
    const { marker, start } = markerAt(bytes, at);
    if (marker === END_OF_IMAGE) break;
    const length = view(piece(bytes, start, 2)).getUint16(0);
    if (length < 2) throw new Odd();
    const content = piece(bytes, start + 2, length - 2);
    if (marker === 0xe1 && says(content, 0, "Exif\0\0")) turned = orientationIn(content.subarray(6)) ?? turned;
    if (marker === 0xe2 && says(content, 0, PROFILE)) profile[content[PROFILE.length]] = content.subarray(PROFILE_HEAD);
    const stays = jpegSegment(marker, content);
    if (stays) kept.push(segment(marker, stays));
    at = start + length;
    if (marker !== START_OF_SCAN) continue;
    const end = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, end));
    at = end;
  }
  const upright = turned === 1 ? [] : [segment(0xe1, onlyTurned(turned))];
  const colours = cleanProfile(joined(profile.filter((one) => one)));
  const mixed = colours && colours.length < LARGEST_PROFILE ? [segment(0xe2, joined([latin(PROFILE), new Uint8Array([1, 1]), colours]))] : [];
  return joined([new Uint8Array([0xff, 0xd8]), ...upright, ...mixed, ...kept, new Uint8Array([0xff, END_OF_IMAGE])]);
}

/** @param {Bytes} bytes @param {number} at where a marker must be; as many 0xff as it likes before it */
function markerAt(bytes, at) {
  if (bytes[at] !== 0xff) throw new Odd();
  let next = at;
  while (bytes[next] === 0xff) next += 1;
  const marker = bytes[next];
  if (marker === undefined || marker === 0) throw new Odd();
  return { marker, start: next + 1 };
}

/** What stays of a segment, or null. @param {number} marker @param {Bytes} content @returns {Bytes | null} */
function jpegSegment(marker, content) {
  if (marker === 0xe0) return says(content, 0, "JFIF\0") && content.length >= HEADER_LENGTH ? joined([content.subarray(0, 12), new Uint8Array(2)]) : null;
  if (marker === 0xee) return says(content, 0, ADOBE) && content.length >= ADOBE_LENGTH ? content.subarray(0, ADOBE_LENGTH) : null;
  const length = lengthOf(marker, content);
  if (length === 0) return null;
  if (length !== content.length) throw new Odd();
  return content;
}

/** @param {number} marker @param {Bytes} content */
function segment(marker, content) {
  const length = content.length + 2;
  return joined([new Uint8Array([0xff, marker, length >> 8, length & 0xff]), content]);
}

/** Where the next marker stands that is neither a stuffed byte nor a restart. @param {Bytes} bytes @param {number} from */
function endOfScan(bytes, from) {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw new Odd();
}

const ORIENTATION = 0x0112;

/** How the picture was turned, 1 to 8, or null where that is not said. @param {Bytes} tiff @returns {number | null} */
function orientationIn(tiff) {
  const little = says(tiff, 0, "II");
  const data = view(tiff);
  if (tiff.length < 8) return null;
  const start = data.getUint32(4, little);
  if (start + 2 > tiff.length) return null;
  const count = data.getUint16(start, little);
  for (let entry = start + 2; entry < start + 2 + 12 * count && entry + 12 <= tiff.length; entry += 12) {
    if (data.getUint16(entry, little) !== ORIENTATION) continue;
    const turned = data.getUint16(entry + 8, little);
    return turned >= 1 && turned <= 8 ? turned : null;
  }
  return null;
}

/** A description that says one thing: how the picture is turned. Without it a phone's pictures would lie on their side. @param {number} turned @returns {Bytes} */
const onlyTurned = (turned) => new Uint8Array([
  0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1,
  ORIENTATION >> 8, ORIENTATION & 0xff, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0,
]);

/** What a PNG needs to look the same, frames of a moving one included, and how long that is at most; anything else goes. Its colour profile is packed, with a name, and goes too. @type {Record<string, number>} */
const PNG_KEPT = { PLTE: 768, IDAT: Infinity, tRNS: 256, sBIT: 4, bKGD: 6, fdAT: Infinity };
/** What is always as long. @type {Record<string, number>} */
const PNG_FIXED = { IHDR: 13, IEND: 0, gAMA: 4, cHRM: 32, sRGB: 1, pHYs: 9, cICP: 4, mDCV: 24, cLLI: 8, acTL: 8, fcTL: 26 };
const FRAMES = new Set(["fcTL", "fdAT"]);

/** @param {Bytes} bytes @returns {Bytes} */
function cleanPng(bytes) {
  const kept = [bytes.subarray(0, 8)];
  let isMoving = false;
  for (let at = 8; ; ) {
    const length = view(piece(bytes, at, 8)).getUint32(0);
    const name = nameAt(bytes, at + 4);
    const whole = piece(bytes, at, length + 12);
    if (length > (PNG_FIXED[name] ?? PNG_KEPT[name] ?? Infinity) || length < (PNG_FIXED[name] ?? 0)) throw new Odd();
    isMoving ||= name === "acTL";
    // Frames that nothing shows are words to whoever looks for them.
    if ((name in PNG_FIXED || name in PNG_KEPT) && (isMoving || !FRAMES.has(name))) kept.push(whole);
    at += whole.length;
    if (name === "IEND") return joined(kept);
  }
}

/** @param {Bytes} bytes @param {number} at */
const nameAt = (bytes, at) => String.fromCharCode(...piece(bytes, at, 4));

/** What a WebP is made of; all but frames stand there once. */
const WEBP_KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
const FRAME = "ANMF";
const HAS_PROFILE = 0x20;
const IS_SEEN_THROUGH_OR_MOVES = 0x12;
const EXTENDED_LENGTH = 10;
const ANIMATION_LENGTH = 6;
const FRAME_HEAD = 16;

/** @param {Bytes} bytes @returns {Bytes} */
function cleanWebp(bytes) {
  const length = view(piece(bytes, 4, 4)).getUint32(0, true);
  if (length < 4) throw new Odd();
  const chunks = webpChunks(piece(bytes, 12, length - 4));
  const profile = chunks.some(({ name }) => name === "ICCP") ? HAS_PROFILE : 0;
  return riff("RIFF", joined([bytes.subarray(8, 12), ...chunks.map(({ name, content }) => riff(name, name === "VP8X" ? extended(content, profile) : content))]));
}

/** What the picture has, its description no more. @param {Bytes} content @param {number} profile */
function extended(content, profile) {
  if (content.length !== EXTENDED_LENGTH) throw new Odd();
  return joined([new Uint8Array([(content[0] & IS_SEEN_THROUGH_OR_MOVES) | profile, 0, 0, 0]), content.subarray(4)]);
}

/** @param {Bytes} bytes @returns {{name: string, content: Bytes}[]} */
function webpChunks(bytes) {
  /** @type {{name: string, content: Bytes}[]} */
  const kept = [];
  for (let at = 0; at < bytes.length; ) {
    const name = nameAt(bytes, at);
    const length = view(piece(bytes, at + 4, 4)).getUint32(0, true);
    const whole = piece(bytes, at + 8, length);
    const content = WEBP_KEPT.has(name) ? webpContent(name, whole) : null;
    if (name !== FRAME && kept.some((one) => one.name === name)) throw new Odd();
    if (content) kept.push({ name, content });
    at += 8 + length + (length % 2);
  }
  return kept;
}

/** @param {string} name @param {Bytes} content @returns {Bytes | null} */
function webpContent(name, content) {
  if (name === "ICCP") return cleanProfile(content);
  if (name === "ANIM" && content.length !== ANIMATION_LENGTH) throw new Odd();
  if (name !== FRAME) return content;
  const inside = webpChunks(content.subarray(FRAME_HEAD)).filter((one) => one.name !== FRAME);
  return joined([piece(content, 0, FRAME_HEAD), ...inside.map((one) => riff(one.name, one.content))]);
}

/** @param {string} name @param {Bytes} content @returns {Bytes} */
function riff(name, content) {
  const head = new Uint8Array(8);
  head.set(latin(name));
  view(head).setUint32(4, content.length, true);
  return joined([head, content, new Uint8Array(content.length % 2)]);
}
