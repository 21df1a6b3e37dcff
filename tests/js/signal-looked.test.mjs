// What is written at a signal beside its letter: what of it is pointed at, what may stay with a reason, and what never.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { broughtUp, leftOf, seenIn, stillKept } = await import("../../src/nabij/browser/day/signal-looked.js");

const FACTS = {
  names: ["Fatima Wolters", "Blauwe fiets"], places: ["kantine"], units: ["Noord"], roles: ["planner"], released: [40], texts: ["Hij zei in het overleg dat ik beter kon gaan dan blijven zeuren."],
  people: ["Bram Visser"], known: ["Zorggroep De Linde", "Daan Prins"], rests: 2, rested: 3, allowed: 2,
};
const seen = (/** @type {string} */ text, /** @type {string} */ sort) => seenIn({ text }, { text: sort }, FACTS).map(({ kind, match, never }) => `${kind}: ${match}${never ? " (never)" : ""}`);

for (const [sort, text, ...expected] of /** @type {[string, string, ...string[]][]} */ ([
  ["all", "Sinds Fatima vertelde wat er speelt, is het rustiger.", "name: Fatima (never)"],
  ["all", "In de kantine hangt nu een afspraak.", "place: kantine"],
  ["all", "Op 3 maart spraken wij elkaar.", "date: 3 maart"],
  ["all", "De teamleider van Noord ging weg.", "combination: De teamleider van Noord", "function: De teamleider", "unit: Noord"],
  ["all", "Drie mensen merken verschil.", "count: Drie (never)"],
  ["all", "40 mensen merken verschil.", "count: 40 (never)"],
  ["all", "De dader is aangesproken.", "word: dader"],
  ["all", "Daan Prins sprak het uit, en Bram was erbij.", "person: Bram"],
  ["all", "Er is een gesprek per team, en een afspraak over grappen."],
  ["who", "Wat doe ik met blauwe fiets?", "name: blauwe fiets (never)"],
  ["who", "Bel 06-12345678.", "contact: 06-12345678 (never)"],
  ["who", "De planner van Noord lacht erom.", "combination: De planner van Noord", "function: De planner", "unit: Noord"],
  ["who", "Bij Zorggroep De Linde speelt dit vaker.", "person: Zorggroep De Linde"],
  ["who", "Grappen waar niemand iets van zegt. Twee mensen hoorden ze."],
  ["names", "Fatima kwam hiermee, op 3 maart.", "name: Fatima"],
  ["names", "Mail f.wolters@linde.test.", "contact: f.wolters@linde.test"],
  ["names", "De teamleider pest in Noord, zeggen drie mensen."],
  ["never", "Fatima is bang.", "name: Fatima (never)"],
  ["never", "De teamleider maakt grappen in de kantine."],
]))
  test(`${sort}: ${text}`, () => assert.deepEqual(seen(text, sort), expected));

const KNOWN = { ...FACTS, names: [...FACTS.names, "Piet Jansen", "Fatima Jansen"], visitors: ["Fatima Wolters", "Fatima Jansen", "Roos"], named: ["Piet Jansen"], reach: ["0612345678", "f.wolters@linde.test"] };
for (const [sort, text, ...expected] of /** @type {[string, string, ...string[]][]} */ ([
  ["names", "Fatima zei het.", "never: Fatima"],
  ["names", "F a t i m a W o l t e r s zei het.", "never: F a t i m a W o l t e r s"],
  ["names", "Mevrouw Wolters zei het.", "never: Mevrouw Wolters"],
  ["names", "Fatima Jansen zei het van Piet Jansen.", "never: Fatima Jansen", "reason: Piet Jansen"],
  // as much whom it is about
  ["names", "Jansen maakt grappen.", "reason: Jansen"],
  ["names", "Blauwe fiets zei het.", "reason: Blauwe fiets"],
  ["names", "Bel +31 6 12345678, of mail F.Wolters@linde.test.", "never: +31 6 12345678", "never: F.Wolters@linde.test"],
  ["names", "Bel 06-99999999.", "reason: 06-99999999"],
  ["names", "Een roos van fatima, zwart op wit.", "once: roos", "once: fatima"],
  ["never", "Dat fatima dit zei.", "once: fatima"],
  ["never", "Dat fatima wolters dit zei.", "never: fatima wolters"],
]))
  test(`who came, in ${sort}: ${text}`, () => assert.deepEqual(seenIn({ text }, { text: sort }, KNOWN).map(({ match, never, once }) => `${never ? "never" : once ? "once" : "reason"}: ${match}`), expected));

test("no reason lets who came stay; what may be a word is for who writes", () => {
  const found = seenIn({ text: "Fatima kreeg een roos van Piet Jansen." }, { text: "names" }, KNOWN);
  const kept = found.map(({ key, match }) => ({ key, match, reason: "Dat is nodig om het te wegen." }));
  assert.deepEqual(leftOf(found, kept).map(({ match }) => match), ["Fatima"]);
  assert.deepEqual(leftOf(found, []).map(({ match }) => match), ["Fatima", "Piet Jansen"]);
});

test("what may stay does with a sentence, what may not does not", () => {
  const found = seenIn({ text: "In de kantine zei Fatima niets." }, { text: "all" }, FACTS);
  const kept = found.map(({ key, match }) => ({ key, match, reason: "De hele organisatie eet daar." }));
  assert.deepEqual(leftOf(found, kept).map(({ match }) => match), ["Fatima"]);
  assert.deepEqual(stillKept(found, kept).map(({ match }) => match), ["kantine"]);
  assert.deepEqual(leftOf(found, kept.map((one) => ({ ...one, reason: "ja" }))).length, 2);
});

test("a reason goes with its words, and is of one field", () => {
  const sorts = { situation: "who", question: "who" };
  const [one] = seenIn({ situation: "Het is in de kantine.", question: "" }, sorts, FACTS);
  const kept = [{ key: one.key, match: one.match, reason: "De hele organisatie eet daar." }];
  assert.deepEqual(stillKept(seenIn({ situation: "Het is ergens.", question: "" }, sorts, FACTS), kept), []);
  assert.equal(leftOf(seenIn({ situation: "", question: "Het is in de kantine." }, sorts, FACTS), kept).length, 1);
});

test("a reason that names somebody whom the text does not is told", () => {
  const found = seenIn({ text: "Het is in de kantine." }, { text: "all" }, FACTS);
  assert.deepEqual(broughtUp(found, ["Fatima wil dat dit erin staat."], FACTS), ["Fatima"]);
  assert.deepEqual(broughtUp(found, ["De inbrenger wil dat dit erin staat."], FACTS), []);
  assert.deepEqual(broughtUp([{ match: "Fatima" }], ["Fatima wil dat zelf."], FACTS), []);
});
