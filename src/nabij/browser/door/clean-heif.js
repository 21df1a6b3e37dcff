// Takes out of a HEIC or AVIF photo what it says beside the picture, where this browser cannot draw it anew: what is not the picture becomes noughts,
// in a file of the same length. Pure.

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {import("./clean-image.js").Cleaned} Cleaned */
/** @typedef {{type: string, start: number, body: number, end: number}} Box `start`: of its length, `body`: of what is in it */
/** @typedef {{id: number, within: boolean, spans: [number, number][]}} Place where the bytes of an item are: `within` the box `idat`, or the file */

/** Where the file is not as its first bytes promise, or keeps the picture in a way that is not known here. */
class Odd extends Error {}

/** Of which such a photo consists; and what describes it. Of an item that is neither it is not known whether the picture needs it. */
const ITEMS = new Set(["hvc1", "hev1", "av01", "jpeg", "grid", "iden", "iovl", "tmap"]);
const TOLD = new Set(["Exif", "mime", "uri "]);
/** Boxes that stay. Whatever else stands there describes too: a film, a maker's own. */
const PROPERTIES = new Set("ispe pixi hvcC av1C jpgC colr irot imir clap pasp auxC clli mdcv a1op a1lx lsel iscl".split(" "));
const OF_FILE = new Set(["ftyp", "meta", "mdat"]);
const OF_META = new Set(["hdlr", "pitm", "iinf", "iref", "iprp", "iloc", "idat", "grpl", "dinf"]);
const HEIC = /^(heic|heix|heim|heis|mif1|msf1)$/;
const AVIF = /^avi[fs]$/;
const FULL = 4;
/** "free": what is passed over. */
const FREE = [0x66, 0x72, 0x65, 0x65];

/** @param {Bytes} bytes @param {number} at @param {number} size of a number in bytes: 0, 2, 4 or 8 */
function number(bytes, at, size) {
  if (at + size > bytes.length) throw new Odd();
  let found = 0;
  for (let step = 0; step < size; step += 1) found = found * 256 + bytes[at + step];
  if (!Number.isSafeInteger(found)) throw new Odd();
  return found;
}

/** @param {Bytes} bytes @param {number} at */
const nameAt = (bytes, at) => String.fromCharCode(number(bytes, at, 1), number(bytes, at + 1, 1), number(bytes, at + 2, 1), number(bytes, at + 3, 1));

/** The boxes between two places, one after the other and without a gap. @param {Bytes} bytes @param {number} from @param {number} to @returns {Box[]} */
function boxes(bytes, from, to) {
  /** @type {Box[]} */
  const found = [];
  for (let start = from; start < to; ) {
    const short = number(bytes, start, 4);
    const body = short === 1 ? start + 16 : start + 8;
    const length = short === 1 ? number(bytes, start + 8, 8) : short === 0 ? to - start : short;
    const end = start + length;
    if (end < body || end > to) throw new Odd();
    found.push({ type: nameAt(bytes, start + 4), start, body, end });
    start = end;
  }
  return found;
}

/** @param {Box[]} among @param {string} type */
function only(among, type) {
  const [one, more] = among.filter((box) => box.type === type);
  if (!one || more) throw new Odd();
  return one;
}

/** @param {Bytes} bytes @param {Box} box */
function emptied(bytes, { start, body, end }) {
  bytes.fill(0, body, end);
  bytes.set(FREE, start + 4);
}

/**
 * The same photo, of the same length; null where it is neither, or one that keeps its picture as is not known here.
 * @param {Bytes} original
 * @returns {Cleaned | null}
 */
export function cleanHeif(original) {
  try {
    if (nameAt(original, 4) !== "ftyp") return null;
    const kind = AVIF.test(nameAt(original, 8)) ? "avif" : HEIC.test(nameAt(original, 8)) ? "heic" : null;
    return kind && { bytes: cleaned(original.slice()), type: `image/${kind}`, ending: kind };
  } catch (error) {
    if (!(error instanceof Odd)) throw error;
    return null;
  }
}

/** @param {Bytes} bytes @returns {Bytes} */
function cleaned(bytes) {
  const file = boxes(bytes, 0, bytes.length);
  const meta = only(file, "meta");
  const inner = boxes(bytes, meta.body + FULL, meta.end);
  const pictures = cleanItems(bytes, only(inner, "iinf"));
  const places = placesIn(bytes, only(inner, "iloc")).filter(({ id }) => pictures.has(id));
  if (places.length !== pictures.size || pictures.size === 0) throw new Odd();
  const idat = inner.find(({ type }) => type === "idat");
  const within = places.filter((one) => one.within).flatMap(({ spans }) => spans).map(([at, length]) => /** @type {[number, number]} */ ([at + (idat?.body ?? 0), length]));
  const outside = places.filter((one) => !one.within).flatMap(({ spans }) => spans);
  cleanProperties(bytes, only(inner, "iprp"));
  keepOnly(bytes, inner.filter(({ type }) => type === "idat"), within);
  keepOnly(bytes, file.filter(({ type }) => type === "mdat"), outside);
  for (const box of inner) if (!OF_META.has(box.type)) emptied(bytes, box);
  for (const box of file) if (!OF_FILE.has(box.type)) emptied(bytes, box);
  return bytes;
}

/** Which items are the picture, its parts and what belongs to its look; their names go. @param {Bytes} bytes @param {Box} iinf @returns {Set<number>} */
function cleanItems(bytes, { body, end }) {
  const wide = number(bytes, body, 1) === 0 ? 2 : 4;
  const entries = boxes(bytes, body + FULL + wide, end);
  if (entries.length !== number(bytes, body + FULL, wide)) throw new Odd();
  /** @type {Set<number>} */
  const pictures = new Set();
  for (const entry of entries) {
    const version = number(bytes, entry.body, 1);
    if (entry.type !== "infe" || version < 2 || version > 3) throw new Odd();
    const size = version === 2 ? 2 : 4;
    const type = entry.body + FULL + size + 2;
    const kind = nameAt(bytes, type);
    if (ITEMS.has(kind)) pictures.add(number(bytes, entry.body + FULL, size));
    else if (TOLD.has(kind)) bytes.set(FREE, type);
    // Cleaned before: of a kind that nobody reads, as it would else be taken for a description that is broken.
    else if (kind !== "free") throw new Odd();
    bytes.fill(0, type + 4, entry.end);
  }
  return pictures;
}

/** @param {Bytes} bytes @param {Box} iloc @returns {Place[]} */
function placesIn(bytes, { body, end }) {
  const version = number(bytes, body, 1);
  if (version > 2) throw new Odd();
  const sizes = [number(bytes, body + FULL, 1), number(bytes, body + FULL + 1, 1)].flatMap((both) => [both >> 4, both & 15]);
  const [ofOffset, ofLength, ofBase, ofIndex] = version === 0 ? [...sizes.slice(0, 3), 0] : sizes;
  if (![ofOffset, ofLength, ofBase, ofIndex].every((size) => [0, 4, 8].includes(size)) || ofLength === 0) throw new Odd();
  let at = body + FULL + 2;
  const take = (/** @type {number} */ size) => {
    if (at + size > end) throw new Odd();
    at += size;
    return number(bytes, at - size, size);
  };
  const wide = version < 2 ? 2 : 4;
  return Array.from({ length: take(wide) }, () => {
    const id = take(wide);
    const method = version === 0 ? 0 : take(2) & 15;
    if (method > 1 || take(2) !== 0) throw new Odd();
    const base = take(ofBase);
    const spans = Array.from({ length: take(2) }, () => {
      take(ofIndex);
      return /** @type {[number, number]} */ ([base + take(ofOffset), take(ofLength)]);
    });
    return { id, within: method === 1, spans };
  });
}

/** @param {Bytes} bytes @param {Box} iprp */
function cleanProperties(bytes, { body, end }) {
  const ipco = only(boxes(bytes, body, end), "ipco");
  // Counted by their place: what goes leaves an empty one.
  for (const box of boxes(bytes, ipco.body, ipco.end)) if (!PROPERTIES.has(box.type)) emptied(bytes, box);
}

/** Of what is in these boxes only the spans stay; each lies within one of them, or it is not known what it is. @param {Bytes} bytes @param {Box[]} among @param {[number, number][]} spans */
function keepOnly(bytes, among, spans) {
  const kept = spans.map(([at, length]) => {
    if (!among.some(({ body, end }) => at >= body && at + length <= end)) throw new Odd();
    return { at, content: bytes.slice(at, at + length) };
  });
  for (const { body, end } of among) bytes.fill(0, body, end);
  for (const { at, content } of kept) bytes.set(content, at);
}
