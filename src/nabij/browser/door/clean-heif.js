// Takes out of a HEIC photo what it says beside the picture, where this browser cannot draw it anew: a new file is written of the picture and the
// numbers without which it cannot be drawn. What is not known here is not written, or the photo is not called clean. Pure.
import { boxes, joined, nameAt, numberAt, Odd, only, pieceAt, taking } from "./heif-boxes.js";
import { cleanCoded, cleanProperty } from "./heif-properties.js";
import { written } from "./heif-written.js";

/** @typedef {import("./heif-boxes.js").Bytes} Bytes */
/** @typedef {import("./heif-boxes.js").Box} Box */
/** @typedef {import("./clean-image.js").Cleaned} Cleaned */
/** @typedef {import("./heif-written.js").Item} Item */
/** @typedef {{within: boolean, at: number, end: number}} Span where bytes of an item are: `within` the box `idat`, or the file */

const HEIC = /^(heic|heix|heim|heis|mif1|msf1)$/;
const FULL = 4;
/** A grid of tiles: how many, how large. Its sizes are numbers of two bytes, or of four. */
const GRID_LENGTHS = new Set([8, 12]);

/**
 * The same picture in a new file; null where it is none, or one that keeps its picture as is not known here.
 * @param {Bytes} original
 * @returns {Cleaned | null}
 */
export function cleanHeif(original) {
  try {
    if (nameAt(original, 4) !== "ftyp" || !HEIC.test(nameAt(original, 8))) return null;
    const brand = nameAt(original, 8) === "heix" ? "heix" : "heic";
    return { bytes: written(brand, pictureIn(original)), type: "image/heic", ending: "heic" };
  } catch (error) {
    if (!(error instanceof Odd)) throw error;
    return null;
  }
}

/** The picture, and after it the tiles that it is laid of. What else stands in the file (small pictures, what is far and near, words) is not read. @param {Bytes} bytes @returns {{tiles: number[], items: Item[]}} */
function pictureIn(bytes) {
  const file = boxes(bytes, 0, bytes.length);
  const meta = only(file, "meta");
  const inner = boxes(bytes, meta.body + FULL, meta.end);
  const pitm = only(inner, "pitm");
  const main = numberAt(bytes, pitm.body + FULL, numberAt(bytes, pitm.body, 1) === 0 ? 2 : 4);
  const kinds = kindsIn(bytes, only(inner, "iinf"));
  const laid = kinds.get(main) === "grid" ? tilesOf(bytes, only(inner, "iref"), main) : [];
  const ids = [...new Set([main, ...laid])];
  if (ids.some((id) => kinds.get(id) !== (id === main && laid.length > 0 ? "grid" : "hvc1"))) throw new Odd();
  const spans = spansIn(bytes, only(inner, "iloc"));
  const properties = propertiesIn(bytes, only(inner, "iprp"));
  const idat = inner.filter(({ type }) => type === "idat");
  const mdat = file.filter(({ type }) => type === "mdat");
  const items = ids.map((id) => {
    const content = joined((spans.get(id) ?? []).map(({ within, at, end }) => spanOf(bytes, within ? idat : mdat, within ? at + (idat[0]?.body ?? 0) : at, end - at)));
    return cleanItem(content, properties.get(id) ?? [], kinds.get(id) === "grid");
  });
  return { tiles: laid.map((id) => ids.indexOf(id)), items };
}

/** @param {Bytes} content @param {{made: Bytes | null, isNeeded: boolean}[]} said @param {boolean} isGrid @returns {Item} */
function cleanItem(content, said, isGrid) {
  if (said.some(({ made, isNeeded }) => made === null && isNeeded)) throw new Odd();
  const properties = said.flatMap(({ made, isNeeded }) => (made === null ? [] : [{ made, isNeeded }]));
  if (isGrid) {
    if (!GRID_LENGTHS.has(content.length) || content.length !== (content[1] & 1 ? 12 : 8)) throw new Odd();
    return { content, properties };
  }
  const coding = properties.find(({ made }) => nameAt(made, 4) === "hvcC");
  if (!coding) throw new Odd();
  return { content: cleanCoded(content, coding.made), properties };
}

/** @param {Bytes} bytes @param {Box[]} among where it must lie whole @param {number} at @param {number} length */
function spanOf(bytes, among, at, length) {
  if (!among.some(({ body, end }) => at >= body && at + length <= end)) throw new Odd();
  return pieceAt(bytes, at, length);
}

/** What each item is. @param {Bytes} bytes @param {Box} iinf @returns {Map<number, string>} */
function kindsIn(bytes, { body, end }) {
  const wide = numberAt(bytes, body, 1) === 0 ? 2 : 4;
  const entries = boxes(bytes, body + FULL + wide, end);
  if (entries.length !== numberAt(bytes, body + FULL, wide)) throw new Odd();
  /** @type {Map<number, string>} */
  const kinds = new Map();
  for (const entry of entries) {
    const version = numberAt(bytes, entry.body, 1);
    if (entry.type !== "infe" || version < 2 || version > 3) throw new Odd();
    const take = taking(bytes, entry.body + FULL, entry.end);
    const id = take(version === 2 ? 2 : 4);
    // Not zero: behind a lock.
    if (take(2) !== 0 || kinds.has(id)) throw new Odd();
    kinds.set(id, String.fromCharCode(take(1), take(1), take(1), take(1)));
  }
  return kinds;
}

/** Of which tiles a picture is laid, in order. @param {Bytes} bytes @param {Box} iref @param {number} main */
function tilesOf(bytes, { body, end }, main) {
  const wide = numberAt(bytes, body, 1) === 0 ? 2 : 4;
  const [one, more] = boxes(bytes, body + FULL, end).filter(({ type, body: at }) => type === "dimg" && numberAt(bytes, at, wide) === main);
  if (!one || more) throw new Odd();
  const take = taking(bytes, one.body + wide, one.end);
  const tiles = Array.from({ length: take(2) }, () => take(wide));
  if (tiles.length === 0) throw new Odd();
  return tiles;
}

/** Where the bytes of each item are. No two share one: what counts as picture for one would be words of the other. @param {Bytes} bytes @param {Box} iloc @returns {Map<number, Span[]>} */
function spansIn(bytes, { body, end }) {
  const version = numberAt(bytes, body, 1);
  if (version > 2) throw new Odd();
  const take = taking(bytes, body + FULL, end);
  const sizes = [take(1), take(1)].flatMap((both) => [both >> 4, both & 15]);
  const [ofOffset, ofLength, ofBase, ofIndex] = version === 0 ? [...sizes.slice(0, 3), 0] : sizes;
  if (![ofOffset, ofLength, ofBase, ofIndex].every((size) => [0, 4, 8].includes(size)) || ofLength === 0) throw new Odd();
  const wide = version < 2 ? 2 : 4;
  /** @type {Map<number, Span[]>} */
  const spans = new Map();
  for (let left = take(wide); left > 0; left -= 1) {
    const id = take(wide);
    const method = version === 0 ? 0 : take(2) & 15;
    if (method > 1 || take(2) !== 0 || spans.has(id)) throw new Odd();
    const base = take(ofBase);
    spans.set(id, Array.from({ length: take(2) }, () => {
      take(ofIndex);
      const at = base + take(ofOffset);
      return { within: method === 1, at, end: at + take(ofLength) };
    }));
  }
  for (const within of [true, false]) {
    const inOrder = [...spans.values()].flat().filter((span) => span.within === within).sort((one, other) => one.at - other.at);
    if (inOrder.some(({ at }, step) => step > 0 && inOrder[step - 1].end > at)) throw new Odd();
  }
  return spans;
}

/** What is said of each item; null where that is not known here. @param {Bytes} bytes @param {Box} iprp @returns {Map<number, {made: Bytes | null, isNeeded: boolean}[]>} */
function propertiesIn(bytes, { body, end }) {
  const inner = boxes(bytes, body, end);
  const ipco = only(inner, "ipco");
  const made = boxes(bytes, ipco.body, ipco.end).map((one) => cleanProperty(one.type, bytes.subarray(one.body, one.end)));
  const ipma = only(inner, "ipma");
  const take = taking(bytes, ipma.body, ipma.end);
  const wide = take(1) === 0 ? 2 : 4;
  const isLong = (take(3) & 1) === 1;
  /** @type {Map<number, {made: Bytes | null, isNeeded: boolean}[]>} */
  const found = new Map();
  for (let left = take(4); left > 0; left -= 1) {
    const id = take(wide);
    const list = found.get(id) ?? [];
    for (let more = take(1); more > 0; more -= 1) {
      const said = take(isLong ? 2 : 1);
      const isNeeded = said >= (isLong ? 0x8000 : 0x80);
      list.push({ made: made[(said & (isLong ? 0x7fff : 0x7f)) - 1] ?? null, isNeeded });
    }
    found.set(id, list);
  }
  return found;
}
