// Takes out of an image what it says beside the picture: place, time, device, words. The picture itself stays as it was, byte for byte. Pure.

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
const COMMENT = 0xfe;

/** Application segments that the picture needs to look the same: the profile and the transform of its colours. */
const COLOURS = new Map([[0xe2, "ICC_PROFILE\0"], [0xee, "Adobe"]]);

/** A header without the small picture that may stand in it. */
const HEADER_LENGTH = 14;

/** @param {Bytes} bytes @returns {Bytes} */
function cleanJpeg(bytes) {
  /** @type {Bytes[]} */
  const kept = [];
  let turned = 1;
  let at = 2;
  for (;;) {
    const { marker, start } = markerAt(bytes, at);
    if (marker === END_OF_IMAGE) break;
    const length = view(piece(bytes, start, 2)).getUint16(0);
    if (length < 2) throw new Odd();
    const content = piece(bytes, start + 2, length - 2);
    if (marker === 0xe1 && says(content, 0, "Exif\0\0")) turned = orientationIn(content.subarray(6)) ?? turned;
    const stays = jpegSegment(marker, content);
    if (stays) kept.push(segment(marker, stays));
    at = start + length;
    if (marker !== START_OF_SCAN) continue;
    const end = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, end));
    at = end;
  }
  const upright = turned === 1 ? [] : [segment(0xe1, onlyTurned(turned))];
  return joined([new Uint8Array([0xff, 0xd8]), ...upright, ...kept, new Uint8Array([0xff, END_OF_IMAGE])]);
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
  if (marker === COMMENT) return null;
  if (marker === 0xe0) return says(content, 0, "JFIF\0") && content.length >= HEADER_LENGTH ? joined([content.subarray(0, 12), new Uint8Array(2)]) : null;
  if (marker < 0xe0 || marker > 0xef) return content;
  const name = COLOURS.get(marker);
  return name !== undefined && says(content, 0, name) ? content : null;
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

/** What a PNG needs to look the same, frames of a moving one included; anything else goes. */
const PNG_KEPT = new Set("IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs cICP mDCV cLLI acTL fcTL fdAT".split(" "));

/** @param {Bytes} bytes @returns {Bytes} */
function cleanPng(bytes) {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; ; ) {
    const length = view(piece(bytes, at, 8)).getUint32(0);
    const name = nameAt(bytes, at + 4);
    const whole = piece(bytes, at, length + 12);
    if (PNG_KEPT.has(name)) kept.push(whole);
    at += whole.length;
    if (name === "IEND") return joined(kept);
  }
}

/** @param {Bytes} bytes @param {number} at */
const nameAt = (bytes, at) => String.fromCharCode(...piece(bytes, at, 4));

const WEBP_KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
const SAYS_EXIF_OR_XMP = 0x0c;
const FRAME_HEAD = 16;

/** @param {Bytes} bytes @returns {Bytes} */
function cleanWebp(bytes) {
  const length = view(piece(bytes, 4, 4)).getUint32(0, true);
  if (length < 4) throw new Odd();
  return riff("RIFF", joined([bytes.subarray(8, 12), ...webpChunks(piece(bytes, 12, length - 4))]));
}

/** @param {Bytes} bytes @returns {Bytes[]} */
function webpChunks(bytes) {
  const kept = [];
  for (let at = 0; at < bytes.length; ) {
    const name = nameAt(bytes, at);
    const length = view(piece(bytes, at + 4, 4)).getUint32(0, true);
    const content = piece(bytes, at + 8, length);
    if (WEBP_KEPT.has(name)) kept.push(riff(name, webpContent(name, content)));
    at += 8 + length + (length % 2);
  }
  return kept;
}

/** @param {string} name @param {Bytes} content @returns {Bytes} */
function webpContent(name, content) {
  if (name === "VP8X") return joined([new Uint8Array([(content[0] ?? 0) & ~SAYS_EXIF_OR_XMP]), content.subarray(1)]);
  if (name === "ANMF") return joined([piece(content, 0, FRAME_HEAD), ...webpChunks(content.subarray(FRAME_HEAD))]);
  return content;
}

/** @param {string} name @param {Bytes} content @returns {Bytes} */
function riff(name, content) {
  const head = new Uint8Array(8);
  head.set([...name].map((sign) => sign.charCodeAt(0)));
  view(head).setUint32(4, content.length, true);
  return joined([head, content, new Uint8Array(content.length % 2)]);
}
