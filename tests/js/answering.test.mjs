// What a counsellor is told when a visitor takes something back: of keys only where somebody had one.
import assert from "node:assert/strict";
import test from "node:test";
import "./day-server.mjs";
import { answeredWords, askedWords } from "../../src/nabij/browser/day/answering.js";

/** A matter in which consents of these widths were taken back under its newest key. */
const taken = (...widths) => ({
  epochs: { conversation: [1, 2], notes: [1, 2] },
  records: widths.map((_, nth) => ({ id: String(nth), kind: "consent", epoch: 2 })),
  consents: { all: widths.map((width, nth) => ({ id: String(nth), consent: { width, state: "withdrawn", heard: false } })) },
});

test("of who was only to be told something, nothing is said of keys or of reading", () => {
  const outside = taken("as_said");
  assert.doesNotMatch(`${askedWords(outside)} ${answeredWords(outside)}`, /sleutel|leest/);
  assert.match(answeredWords(outside), /^Vertel daar niets meer/);
});

test("of who read along, the new key is told, and of both, both", () => {
  assert.match(askedWords(taken("everything")), /nieuwe sleutel/);
  assert.doesNotMatch(answeredWords(taken("everything")), /Vertel/);
  assert.match(answeredWords(taken("from_now", "as_said")), /nieuwe sleutel.*Vertel daar niets meer/);
});
