// A HEIC photo that no browser here opens: what it says beside the picture becomes noughts, and the picture stays byte for byte.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { cleanHeif } from "../../src/nabij/browser/door/clean-heif.js";

const made = new Uint8Array(readFileSync(new URL("photos/made.heic", import.meta.url)));
const holds = (bytes, text) => Buffer.from(bytes).includes(text);
const joined = (...pieces) => new Uint8Array(Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "latin1") : Buffer.from(piece)))));
const number = (value, size) => Buffer.from(value.toString(16).padStart(2 * size, "0"), "hex");
const box = (type, ...content) => { const inner = joined(...content); return joined(number(inner.length + 8, 4), type, inner); };
const full = (type, version, ...content) => box(type, [version, 0, 0, 0], ...content);
const item = (id, type, name = "") => full("infe", 2, number(id, 2), [0, 0], type, `${name}\0`);

const SECRET = "52.3702 N, Kanarie";
const PICTURE = "these bytes are the picture";
const BESIDE = "and these are how it is put together";

/** A photo of one picture in the file and one that is put together in `idat`, with what describes it in every corner. */
function photo({ method = 0, length = PICTURE.length, type = "hvc1", shift = 0, brand = "heic", entries = 4 } = {}) {
  const head = box("ftyp", brand, [0, 0, 0, 0], "mif1", brand);
  const place = (id, how, at, size) => joined(number(id, 2), number(how, 2), [0, 0], number(1, 2), number(at, 4), number(size, 4));
  const meta = (start) => full("meta", 0, full("hdlr", 0, new Uint8Array(20)), full("pitm", 0, number(1, 2)),
    full("iinf", 0, number(entries, 2), item(1, type, "Merel.heic"), item(2, "Exif"), item(3, "mime", "a\0application/rdf+xml"), item(4, "grid")),
    box("iprp", box("ipco", box("ispe", "size"), box("udes", SECRET), box("irot", [1])), full("ipma", 0, number(0, 4))),
    box("idat", BESIDE, SECRET), box("uuid", SECRET),
    full("iloc", 1, [0x44, 0], number(4, 2), place(1, method, start + shift, length), place(2, 0, start + PICTURE.length, SECRET.length), place(3, 0, start + PICTURE.length + SECRET.length, SECRET.length), place(4, 1, 0, BESIDE.length)));
  const start = head.length + meta(0).length + 8;
  return joined(head, meta(start), box("mdat", PICTURE, SECRET, SECRET), box("moov", SECRET), box("free", SECRET));
}

test("of a real HEIC the place, the device and the moment go, and no byte more than has to", () => {
  for (const told of ["Kanarie", "xmpmeta", "2026:03:02"]) assert.ok(holds(made, told), told);
  const { bytes, type, ending } = cleanHeif(made);
  assert.deepEqual([bytes.length, type, ending], [made.length, "image/heic", "heic"]);
  for (const told of ["Kanarie", "xmpmeta", "2026:03:02", "Exif", "mime", "rdf"]) assert.ok(!holds(bytes, told), told);
  const changed = [...bytes].map((value, at) => (value === made[at] ? "" : value)).filter((value) => value !== "");
  // Noughts, and the name of a kind that nobody reads.
  assert.deepEqual(new Set(changed), new Set([0, ..."free"].map((one) => (one === 0 ? 0 : one.charCodeAt(0)))));
  assert.deepEqual(cleanHeif(bytes).bytes, bytes);
  assert.ok(holds(made, "Kanarie"), "what was chosen stays as it was");
});

test("whatever corner it stands in, it goes, and the picture and how it is put together stay", () => {
  const whole = photo();
  assert.ok(holds(whole, SECRET));
  const { bytes } = cleanHeif(whole);
  for (const told of [SECRET, "Kanarie", "Merel", "Exif", "uuid", "moov", "udes"]) assert.ok(!holds(bytes, told), told);
  for (const stays of [PICTURE, BESIDE, "hvc1", "grid", "ispe", "irot"]) assert.ok(holds(bytes, stays), stays);
  assert.equal(bytes.length, whole.length);
  assert.equal(cleanHeif(photo({ brand: "avif", type: "av01" })).type, "image/avif");
});

test("what is not put together as is known is not said to be clean", () => {
  for (const odd of [{ method: 2 }, { length: 0xffff }, { shift: -4 }, { type: "abcd" }, { brand: "isom" }, { entries: 3 }]) assert.equal(cleanHeif(photo(odd)), null, JSON.stringify(odd));
  for (let cut = 0; cut < made.length; cut += 7) assert.equal(cleanHeif(made.slice(0, cut)), null, `cut at ${cut}`);
  for (const bytes of [new Uint8Array(), joined("\0\0\0\x18ftypheic", new Uint8Array(200)), joined("%PDF-1.7")]) assert.equal(cleanHeif(bytes), null);
});
