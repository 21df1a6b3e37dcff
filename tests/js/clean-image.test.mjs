// Photos from real phones, with the place where they were taken; tests/js/photos/README.md says whose.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { deflateSync } from "node:zlib";
import { cleanImage } from "../../src/nabij/browser/door/clean-image.js";

const photo = (name) => new Uint8Array(readFileSync(new URL(`photos/${name}.jpg`, import.meta.url)));
const holds = (bytes, text) => Buffer.from(bytes).includes(text);
const latin = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const joined = (...pieces) => new Uint8Array(Buffer.concat(pieces.map((piece) => Uint8Array.from(piece))));
const u32 = (value, little = false) => { const four = Buffer.alloc(4); little ? four.writeUInt32LE(value) : four.writeUInt32BE(value); return four; };

/** Exif of a photo as it stands in the file, from "Exif" on. */
function exifOf(bytes) {
  const at = Buffer.from(bytes).indexOf("Exif\0\0");
  return bytes.subarray(at, at + Buffer.from(bytes).readUInt16BE(at - 2) - 2);
}

/** Every tag of the directories that hang together in an Exif block, as an independent reading of TIFF. */
function tagsOf(exif) {
  const tiff = Buffer.from(exif.subarray(6));
  const little = tiff.toString("latin1", 0, 2) === "II";
  const u16 = (at) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const read32 = (at) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const found = [];
  const walk = (at) => {
    for (let entry = at + 2; entry < at + 2 + 12 * u16(at); entry += 12) {
      found.push(u16(entry));
      if ([0x8769, 0x8825].includes(u16(entry))) walk(read32(entry + 8));
    }
  };
  walk(read32(4));
  return found;
}

const GPS = 0x8825;
const LATITUDE = 2;
const ORIENTATION = 0x112;

test("photos of real phones lose where, when and with what they were taken", () => {
  for (const name of ["upright", "second"]) {
    const before = photo(name);
    assert.ok(tagsOf(exifOf(before)).includes(GPS) && tagsOf(exifOf(before)).includes(LATITUDE), name);
    assert.ok(holds(before, "Apple"));
    const { bytes, type, ending } = cleanImage(before);
    assert.deepEqual([type, ending], ["image/jpeg", "jpg"]);
    for (const said of ["Exif", "Apple", "iPhone", "http://ns.adobe.com", "Photoshop"]) assert.ok(!holds(bytes, said), `${name}: ${said}`);
    assert.ok(bytes.length < before.length);
  }
});

test("the picture itself stays as it was, byte for byte", () => {
  const before = Buffer.from(photo("upright"));
  const after = Buffer.from(cleanImage(photo("upright")).bytes);
  const scan = (bytes) => bytes.subarray(bytes.lastIndexOf(Buffer.from([0xff, 0xda])));
  assert.ok(scan(after).length > 5000);
  assert.deepEqual(scan(after), scan(before));
});

test("a photo that was turned says how, and nothing else", () => {
  const { bytes } = cleanImage(photo("turned"));
  assert.deepEqual(tagsOf(exifOf(bytes)), [ORIENTATION]);
  assert.equal(Buffer.from(exifOf(bytes)).readUInt16BE(24), 8);
});

test("cleaning twice changes nothing more", () => {
  for (const name of ["upright", "second", "turned"]) {
    const once = cleanImage(photo(name)).bytes;
    assert.deepEqual(cleanImage(once).bytes, once);
  }
});

test("words in a photo go too: XMP, IPTC, a comment, a small picture in the header, and what stands behind the end", () => {
  const segment = (marker, content) => joined([0xff, marker], [(content.length + 2) >> 8, (content.length + 2) & 255], content);
  const whole = photo("upright");
  const odd = joined(
    whole.subarray(0, 2),
    segment(0xe0, joined(latin("JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01"), latin("thumb-canary"))),
    segment(0xe1, latin("http://ns.adobe.com/xap/1.0/\0xmp-canary")),
    segment(0xed, latin("Photoshop 3.0\0iptc-canary")), segment(0xe2, latin("MPF\0mpf-canary")), segment(0xe5, latin("app-canary")), segment(0xfe, latin("comment-canary")),
    whole.subarray(2), latin("film-canary"),
  );
  const { bytes } = cleanImage(odd);
  assert.ok(!holds(bytes, "canary"));
  assert.ok(holds(bytes, "JFIF"));
});

const chunk = (name, content) => joined(u32(content.length), latin(name), content, u32(0));
const png = (...more) => joined(latin("\x89PNG\r\n\x1a\n"), chunk("IHDR", joined(u32(1), u32(1), [8, 2, 0, 0, 0])), ...more, chunk("IDAT", new Uint8Array(deflateSync(Buffer.alloc(4)))), chunk("IEND", new Uint8Array()));

test("a PNG keeps its picture and its colours, and loses its words", () => {
  const colours = chunk("gAMA", u32(45455));
  const words = [chunk("tEXt", latin("Author\0canary")), chunk("iTXt", latin("XML:com.adobe.xmp\0canary")), chunk("zTXt", latin("Comment\0\0canary")), chunk("tIME", new Uint8Array(7)), chunk("eXIf", exifOf(photo("upright")).subarray(6)), chunk("prVt", latin("canary"))];
  const { bytes, type, ending } = cleanImage(joined(png(colours, ...words), latin("canary behind the end")));
  assert.deepEqual([type, ending], ["image/png", "png"]);
  assert.deepEqual(bytes, png(colours));
});

const riff = (name, content) => joined(latin(name), u32(content.length, true), content, new Uint8Array(content.length % 2));
const webp = (...chunks) => riff("RIFF", joined(latin("WEBP"), ...chunks));

test("a WebP keeps its picture, loses its description, and no longer says that it has one", () => {
  const head = (flags) => riff("VP8X", joined([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const picture = riff("VP8 ", latin("picture"));
  const frame = (...inside) => riff("ANMF", joined(new Uint8Array(16), ...inside));
  const exif = riff("EXIF", exifOf(photo("upright")));
  const told = webp(head(0x2e), picture, frame(picture, riff("note", latin("canary"))), exif, riff("XMP ", latin("canary")), riff("note", latin("canary")));
  const { bytes, type } = cleanImage(joined(told, latin("canary")));
  assert.equal(type, "image/webp");
  assert.deepEqual(bytes, webp(head(0x02), picture, frame(picture)));
});

test("what is no whole JPEG, PNG or WebP is not called clean", () => {
  const heic = joined(u32(24), latin("ftypheic"), new Uint8Array(12));
  for (const bytes of [new Uint8Array(), heic, latin("GIF89a"), latin("%PDF-1.7"), latin("II*\0"), latin("<svg/>")]) assert.equal(cleanImage(bytes), null);
  const whole = photo("upright");
  for (const length of [3, 20, 500, 5000, whole.length - 2]) assert.equal(cleanImage(whole.slice(0, length)), null, String(length));
  for (const cut of [20, 40, 60]) assert.equal(cleanImage(png().slice(0, cut)), null);
  assert.equal(cleanImage(webp(riff("VP8 ", latin("picture"))).slice(0, 22)), null);
});

test("a length that lies reads nothing beside the file", () => {
  const lying = joined([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff], latin("Exif\0\0II*\0\xff\xff\xff\xff"));
  assert.equal(cleanImage(lying), null);
  const empty = joined([0xff, 0xd8, 0xff, 0xe1, 0, 1]);
  assert.equal(cleanImage(empty), null);
});

const numbers = (...values) => joined(...values.map((value) => u32(value)));
/** A colour profile of numbers and of words: who made it, for whose screen, when. */
function profile(words = "canary") {
  const xyz = joined(latin("XYZ "), numbers(0, 1, 2, 3));
  const curve = joined(latin("curv"), numbers(0, 0));
  const values = [["desc", latin(`desc\0\0\0\0${words}`)], ["dmnd", latin(words)], ...["rXYZ", "gXYZ", "bXYZ"].map((name) => [name, xyz]), ...["rTRC", "gTRC", "bTRC"].map((name) => [name, joined(curve, latin(words))])];
  let at = 132 + 12 * values.length;
  const entries = values.map(([name, value]) => { at += value.length; return joined(latin(name), numbers(at - value.length, value.length)); });
  const head = new Uint8Array(128);
  head.set(latin(words), 4); head[8] = 4; head.set(latin("mntrRGB XYZ "), 12); head.set(latin("acsp"), 36); head.set(latin(words), 48); head.set(latin(words), 84); head.set(latin(words), 100);
  return joined(head, numbers(values.length), ...entries, ...values.map(([, value]) => value));
}
/** Each place in which a JPEG may say more, behind its start. */
const segmentOf = (marker, ...content) => { const whole = joined(...content); return joined([0xff, marker], [(whole.length + 2) >> 8, (whole.length + 2) & 255], whole); };
const JPEG_PLACES = {
  "a kind that nobody uses": segmentOf(0xf7, latin("canary")), "a kind kept for later": segmentOf(0x4f, latin("canary")), "behind how colours are mixed": segmentOf(0xee, latin("Adobe\0d\0\0\0\0\0\x01"), latin("canary")),
  "a profile": segmentOf(0xe2, latin("ICC_PROFILE\0\x01\x01"), profile()), "a profile in two pieces": joined(segmentOf(0xe2, latin("ICC_PROFILE\0\x02\x02"), profile().subarray(90)), segmentOf(0xe2, latin("ICC_PROFILE\0\x01\x02"), profile().subarray(0, 90))),
  "what is no profile": segmentOf(0xe2, latin("ICC_PROFILE\0\x01\x01canary")), "a second JFIF": segmentOf(0xe0, latin("JFXX\0\x10canary")), "a box": segmentOf(0xeb, latin("JP\0\0canary")),
};
const JPEG_TOO_LONG = { "a table of sizes": segmentOf(0xdb, [0], new Uint8Array(64), latin("canary")), "a table of codes": segmentOf(0xc4, [0], new Uint8Array(16), latin("canary")), "how often it starts again": segmentOf(0xdd, [0, 1], latin("canary")), "how large it is": segmentOf(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0], latin("canary")) };

test("in no place of a JPEG a word stays", () => {
  const whole = photo("upright");
  const inserted = (more) => joined(whole.subarray(0, 2), more, whole.subarray(2));
  for (const [place, more] of Object.entries(JPEG_PLACES)) {
    const { bytes } = cleanImage(inserted(more));
    assert.ok(!holds(bytes, "canary"), place);
    assert.equal(holds(bytes, "ICC_PROFILE"), place.startsWith("a profile"), place);
    assert.deepEqual(cleanImage(bytes).bytes, bytes, place);
  }
  for (const [place, more] of Object.entries(JPEG_TOO_LONG)) assert.equal(cleanImage(inserted(more)), null, place);
});

test("in no place of a PNG or a WebP a word stays", () => {
  const words = ["iCCP", "sPLT", "hIST", "iDOT", "caBX", "fdAT", "vpAg"].map((name) => chunk(name, latin("canary")));
  assert.deepEqual(cleanImage(png(...words)).bytes, png());
  for (const name of ["gAMA", "pHYs", "sRGB", "acTL", "fcTL", "sBIT", "bKGD", "cICP"]) assert.equal(cleanImage(png(chunk(name, latin("a longer canary than this holds")))), null, name);
  const picture = riff("VP8 ", latin("picture"));
  const head = (flags, more = "") => riff("VP8X", joined([flags, 0x41, 0x42, 0x43, 0, 0, 0, 0, 0, 0], latin(more)));
  const { bytes } = cleanImage(webp(head(0x20), riff("ICCP", profile()), picture));
  assert.ok(!holds(bytes, "canary") && !holds(bytes, "ABC") && holds(bytes, "acsp") && holds(bytes, "rTRC"));
  assert.deepEqual(cleanImage(webp(head(0x20), riff("ICCP", latin("canary")), picture)).bytes, webp(riff("VP8X", new Uint8Array(10)), picture));
  for (const odd of [webp(head(0, "canary"), picture), webp(picture, riff("VP8 ", latin("canary"))), webp(head(2), riff("ANIM", latin("canary!")), picture)]) assert.equal(cleanImage(odd), null);
});
