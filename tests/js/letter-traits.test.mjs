// A small corpus of letters: what of one person and of counts is pointed at, and what is left alone.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { checkLetter } = await import("../../src/nabij/browser/day/letter-check.js");

const FACTS = {
  names: [], places: [], units: ["Receptie"], roles: [], texts: [], released: [8, 12, 27],
  counted: { 8: [{ of: "inbrengers", classes: ["Pesten"] }], 12: [{ of: "inbrengers", classes: [] }], 27: [{ of: "gesprekken", classes: [] }] },
};
const found = (text, facts = {}) => checkLetter(text, { ...FACTS, ...facts }).map(({ kind, match }) => `${kind}: ${match}`);

for (const [text, ...expected] of [
  ["27 mensen in het team van de receptie werden gepest.", "count: 27", "unit: receptie"],
  ["Acht vrouwen van boven de vijftig bij de receptie.", "count: Acht", "combination: vrouwen van boven de vijftig bij de receptie", "age: boven de vijftig", "unit: receptie"],
  ["Eén medewerker uit Suriname.", "count: Eén", "combination: medewerker uit Suriname"],
  ["Een Turkse collega werd nageroepen.", "combination: Turkse collega"],
  ["Een collega in de rolstoel komt er niet bij.", "combination: collega in de rolstoel"],
  ["Een medewerker met een hoofddoek hoorde dit.", "combination: medewerker met een hoofddoek"],
  ["Eentje van hen durfde het te zeggen.", "count: Eentje"],
  ["Eén van de collega's zei het.", "count: Eén"],
  ["Het was er maar één.", "count: één"],
  ["Één vertelde het aan ons.", "count: Één"],
  ["Wij spraken 12 medewerkers.", "count: 12"],
  ["Er kwamen 8 inbrengers.", "count: 8"],
  ["Ook 27 inbrengers zeiden dit.", "count: 27"],
  ["Een medewerker van rond de 60.", "age: rond de 60"],
]) {
  test(`found in "${text}"`, () => assert.deepEqual(found(text), expected));
}

for (const text of [
  "Wij voerden 27 gesprekken.", "Er kwamen 12 inbrengers bij ons.", "Over pesten kwamen 8 inbrengers.", "In 2026 hoorden wij dit vaker.",
  "Wij zitten op één lijn.", "Eén voor één komen de afspraken terug.", "Het is één keer besproken.", "Dit is één van de redenen om te praten.", "Eén van deze aanbevelingen is van ons.",
  "Er is één vraag die wij u stellen.", "Voor iedere medewerker met een beperking is er hulp.", "Collega's met een beperking hoorden grappen.", "De Turkse keuken is er niet.", "Een medewerker mag rekenen op rust.",
]) {
  test(`nothing in "${text}"`, () => assert.deepEqual(found(text), []));
}

test("figures of which the server does not say what they count are free as before", () => assert.deepEqual(found("27 mensen zeiden dit.", { counted: undefined }), []));

test("places are those of the text where letters take two places", () => {
  const text = "👋🏽 Eén medewerker uit Suriname.";
  const [one, trait] = checkLetter(text, FACTS);
  assert.deepEqual([one.match, trait.match], ["Eén", "medewerker uit Suriname"]);
});
