// A HEIC photo that no browser here opens: a new file of the picture alone, and nothing of what was said beside it in whatever corner.
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
const item = (id, type, name = "", lock = 0) => full("infe", 2, number(id, 2), number(lock, 2), type, `${name}\0`);
/** A unit of the coded picture; `kind` 19 is a part of it, 39 words beside it. */
const unit = (kind, content) => joined([kind << 1, 1], content);
const coded = (...units) => joined(...units.flatMap((one) => [number(one.length, 4), one]));
const coding = (...more) => box("hvcC", [1], new Uint8Array(20), [3, 1 + more.length], [32], number(1, 2), number(7, 2), unit(32, "a set"), ...more.flat());

const SECRET = "52.3702 N, Kanarie";
const PICTURE = "these bytes are the picture";
const SIZE = full("ispe", 0, number(48, 4), number(36, 4));

/** A photo of one picture and what describes it, with more in it where a test puts that. */
function photo(more = {}) {
  const { method = 0, type = "hvc1", shift = 0, brand = "heic", entries = 3, overlap = 0, name = "", lock = 0, beside = [], needed = 0, properties = [], hvcC = coding(), hdlr = "" } = more;
  const picture = more.picture ?? coded(unit(19, PICTURE));
  const head = box("ftyp", brand, [0, 0, 0, 0], "mif1", more.ftyp ?? brand);
  const place = (id, how, at, size) => joined(number(id, 2), number(how, 2), [0, 0], number(1, 2), number(at, 4), number(size, 4));
  const said = [...[hvcC, SIZE].map((_, step) => step + 1), ...properties.map((_, step) => (step + 3) | needed)];
  const meta = (start) => full("meta", 0, full("hdlr", 0, new Uint8Array(4), "pict", new Uint8Array(12), hdlr, "\0"), full("pitm", 0, number(1, 2), more.pitm ?? ""),
    full("iinf", 0, number(entries, 2), item(1, type, name, lock), item(2, "Exif"), item(3, "mime", "a\0application/rdf+xml")),
    box("iprp", box("ipco", hvcC, SIZE, ...properties), full("ipma", 0, number(1, 4), number(1, 2), [said.length, ...said], more.ipma ?? ""), more.iprp ?? ""), ...beside,
    full("iloc", 1, [0x44, 0], number(3, 2), place(1, method, start + shift, picture.length + overlap), place(2, 0, start + picture.length, SECRET.length), place(3, 0, start + picture.length + SECRET.length, SECRET.length), more.iloc ?? ""));
  const start = head.length + meta(0).length + 8;
  return joined(head, meta(start), box("mdat", picture, SECRET, SECRET), ...(more.after ?? []));
}

/** A photo that is laid of two tiles, one of which stands there twice; its plan lies in `idat`, beside words. */
function laid({ plan = joined([0, 0, 0, 2], number(48, 2), number(36, 2)) } = {}) {
  const head = box("ftyp", "heic", [0, 0, 0, 0], "mif1", "heic");
  const place = (id, how, at, size) => joined(number(id, 2), number(how, 2), [0, 0], number(1, 2), number(at, 4), number(size, 4));
  const tiles = ["one tile", "two tiles"].map((text) => coded(unit(19, text)));
  const meta = (start) => full("meta", 0, full("hdlr", 0, new Uint8Array(4), "pict", new Uint8Array(13)), full("pitm", 0, number(9, 2)),
    full("iinf", 0, number(4, 2), item(7, "hvc1"), item(8, "hvc1"), item(9, "grid"), item(5, "hvc1")),
    full("iref", 0, box("dimg", number(9, 2), number(3, 2), number(8, 2), number(7, 2), number(8, 2)), box("thmb", number(5, 2), number(1, 2), number(9, 2))),
    box("iprp", box("ipco", coding(), SIZE), full("ipma", 0, number(3, 4), ...[7, 8].flatMap((id) => [number(id, 2), [2, 0x81, 2]]), number(9, 2), [1, 2])),
    box("idat", "before", plan, SECRET),
    full("iloc", 1, [0x44, 0], number(4, 2), place(7, 0, start, tiles[0].length), place(8, 0, start + tiles[0].length, tiles[1].length), place(9, 1, 6, plan.length), place(5, 0, start + tiles[0].length + tiles[1].length, SECRET.length)));
  const start = head.length + meta(0).length + 8;
  return joined(head, meta(start), box("mdat", ...tiles, SECRET));
}

test("of a real HEIC the place, the device and the moment go, and the picture stays byte for byte", () => {
  for (const told of ["Kanarie", "xmpmeta", "2026:03:02"]) assert.ok(holds(made, told), told);
  const { bytes, type, ending } = cleanHeif(made);
  assert.deepEqual([type, ending], ["image/heic", "heic"]);
  for (const told of ["Kanarie", "xmpmeta", "2026:03:02", "Exif", "mime", "rdf"]) assert.ok(!holds(bytes, told), told);
  const slice = made.subarray(Buffer.from(made).lastIndexOf("mdat") + 4);
  const picture = bytes.subarray(Buffer.from(bytes).lastIndexOf("mdat") + 4);
  assert.ok(picture.length > 300 && holds(slice, Buffer.from(picture)));
  assert.deepEqual(cleanHeif(bytes).bytes, bytes);
  assert.ok(holds(made, "Kanarie"), "what was chosen stays as it was");
});

test("a photo of tiles keeps them in order, and loses its small picture and what lies beside the plan", () => {
  const { bytes } = cleanHeif(laid());
  for (const stays of ["one tile", "two tiles", "grid", "dimg"]) assert.ok(holds(bytes, stays), stays);
  for (const told of [SECRET, "before", "thmb", "idat"]) assert.ok(!holds(bytes, told), told);
  // The picture is the first now, its tiles the second and the third.
  assert.ok(holds(bytes, Buffer.concat([Buffer.from("dimg"), number(1, 2), number(3, 2), number(2, 2), number(3, 2), number(2, 2)])));
  assert.deepEqual(cleanHeif(bytes).bytes, bytes);
  assert.equal(cleanHeif(laid({ plan: joined([0, 0, 0, 2], number(48, 2), number(36, 2), SECRET) })), null);
});

const CORNERS = {
  "the name of who handles it": { hdlr: SECRET }, "behind which picture it is": { pitm: SECRET }, "behind the properties": { iprp: box("uuid", SECRET) },
  "behind which has which": { ipma: SECRET }, "behind where it is": { iloc: SECRET }, "the kinds of the file": { ftyp: SECRET.slice(0, 16) }, "the name of the picture": { name: SECRET },
  "a box of a maker's own": { beside: [box("uuid", SECRET)] }, "what belongs together": { beside: [full("iref", 0, box("uuid", SECRET))] }, "groups": { beside: [box("grpl", box("altr", SECRET))] },
  "the address of the data": { beside: [box("dinf", full("dref", 0, number(1, 4), full("url ", 0, `file:///${SECRET}\0`)))] }, "a film behind it": { after: [box("moov", SECRET), box("mpvd", SECRET)] },
  "a colour profile": { properties: [box("colr", "prof", SECRET)] }, "the kind of a second picture": { properties: [full("auxC", 0, "urn:com:apple:photo:2020:aux:hdrgainmap\0", SECRET)] },
  "a property of a maker's own": { properties: [box("udes", SECRET)] }, "an empty one": { properties: [box("free", SECRET)] },
  "words in the coded picture": { picture: coded(unit(39, SECRET), unit(19, PICTURE), unit(40, SECRET), unit(38, SECRET), unit(50, SECRET)) },
  "words in how it was coded": { hvcC: coding([[39], number(1, 2), number(SECRET.length + 2, 2), unit(39, SECRET)]) }, "behind how it was coded": { hvcC: box("hvcC", coding().subarray(8), SECRET) },
};

test("whatever corner it stands in, it goes, and the picture stays", () => {
  for (const [corner, more] of Object.entries(CORNERS)) {
    const whole = photo(more);
    assert.ok(holds(whole, "Kanarie"), corner);
    const clean = cleanHeif(whole);
    assert.ok(clean, corner);
    assert.ok(holds(clean.bytes, PICTURE), corner);
    assert.ok(!holds(clean.bytes, "Kanarie"), corner);
    assert.deepEqual(clean.bytes, cleanHeif(photo()).bytes, corner);
  }
});

const ODD = {
  "kept elsewhere": { method: 2 }, "longer than the file": { overlap: 0xffff }, "begins before it": { shift: -4 }, "another kind": { type: "abcd" }, "a JPEG within": { type: "jpeg", picture: joined([0xff, 0xd8], SECRET) },
  "another file": { brand: "isom" }, "fewer than said": { entries: 2 }, "behind a lock": { lock: 1 }, "shares bytes with words": { overlap: SECRET.length }, "what it needs is not known": { properties: [box("udes", SECRET)], needed: 0x80 },
  "how it is turned is too long": { properties: [box("irot", [1], SECRET)] }, "how large it is is too long": { properties: [full("ispe", 0, number(1, 4), number(1, 4), SECRET)] }, "coded as is not known": { hvcC: box("hvcC", SECRET) },
  "not coded": { hvcC: box("free", SECRET) }, "no units": { picture: joined(number(SECRET.length, 4), SECRET).subarray(0, 9) }, "only words": { picture: coded(unit(39, SECRET)) }, "sets on the way": { picture: coded(unit(33, SECRET), unit(19, PICTURE)) },
  "see-through": { properties: [full("auxC", 0, "urn:mpeg:hevc:2015:auxid:1\0")] }, "an AVIF": { brand: "avif", type: "av01" },
};

test("what is not put together as is known is not said to be clean", () => {
  assert.ok(cleanHeif(photo()));
  for (const [odd, more] of Object.entries(ODD)) assert.equal(cleanHeif(photo(more)), null, odd);
  for (let cut = 0; cut < made.length; cut += 7) assert.equal(cleanHeif(made.slice(0, cut)), null, `cut at ${cut}`);
  for (const bytes of [new Uint8Array(), joined("\0\0\0\x18ftypheic", new Uint8Array(200)), joined("%PDF-1.7")]) assert.equal(cleanHeif(bytes), null);
});
