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
  assert.deepEqual(bytes, webp(head(0x22), picture, frame(picture)));
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
