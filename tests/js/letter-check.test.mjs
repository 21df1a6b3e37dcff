// What in a sealed letter is pointed at before it goes out: names, people, places, moments, counts, combinations, own words, judging words.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { checkLetter, isReason, undecided } = await import("../../src/nabij/browser/day/letter-check.js");

const FACTS = {
  names: ["Fatima Wolters", "Blauwe fiets", "Jan de Vries"], places: ["kantine"], units: ["Noord", "Team Zorg"], roles: ["planner"], released: [12, 40],
  texts: ["Hij zei in het overleg dat ik beter kon gaan dan blijven zeuren."],
};
const found = (text, facts = {}) => checkLetter(text, { ...FACTS, ...facts }).map(({ kind, match }) => `${kind}: ${match}`);

const QUIET = "Meerdere mensen vertelden over de toon in overleggen. Zij voelen zich niet vrij om iets te zeggen.\n\nWij nodigen u uit om hier het gesprek over te voeren. Wij vroegen niet wie gelijk heeft.";

test("a neutral letter is left alone", () => {
  assert.deepEqual(found(QUIET), []);
  assert.deepEqual(found(""), []);
});

for (const [text, ...expected] of [
  ["Fatima Wolters vertelde dit.", "name: Fatima Wolters"],
  ["FATIMA vertelde dit.", "name: FATIMA"],
  ["Wolters' collega's", "name: Wolters"],
  ["Het gaat om blauwe fiets.", "name: blauwe fiets"],
  ["Volgens meneer De Groot.", "person: meneer De Groot"],
  ["Volgens mw. Şahin.", "person: mw. Şahin"],
  ["Ook P. van den Berg zag het.", "person: P. van den Berg"],
  ["Bel 06-12345678.", "contact: 06-12345678"],
  ["Schrijf naar f.wolters@linde.test voor meer.", "contact: f.wolters@linde.test"],
  ["Het speelt in de kantine.", "place: kantine"],
  ["In de Dorpsstraat weten mensen het.", "place: Dorpsstraat"],
  ["Op het Marktplein 3b en aan dorpsweg 12.", "place: Marktplein 3b", "place: dorpsweg 12"],
  ["Wie in Tilburg werkt, en wie uit den haag komt.", "place: Tilburg", "place: den haag"],
  ["Onderweg was het stil. Een eigen weg, straat of plein; de arbeidsmarkt."],
  ["Post naar 1234 AB.", "contact: 1234 AB"],
  ["Op het team Zorg gaat het mis.", "unit: team Zorg"],
  ["Bij het Noordteam.", "unit: Noordteam"],
  ["Op 3 maart ging het mis.", "date: 3 maart"],
  ["In september werd het erger.", "date: In september"],
  ["Vorige week dinsdag.", "date: Vorige week dinsdag"],
  ["Op 03-04-2026 om 14.30 uur.", "date: 03-04-2026", "date: om 14.30 uur"],
  ["Een 58-jarige medewerker.", "age: 58-jarige"],
  ["Iemand van begin dertig.", "age: begin dertig"],
  ["Drie mensen vertelden dit.", "count: Drie"],
  ["Het zijn er vier.", "count: vier"],
  ["Beide inbrengers zeggen dit.", "count: Beide"],
  ["Dat is 30% van het team.", "count: 30%"],
  ["De helft van de mensen.", "count: helft"],
  ["Eenentwintig keer.", "number: Eenentwintig"],
  ["Slechts een medewerker durft dit.", "count: Slechts een"],
  ["Dit is een melding over pesters.", "word: melding", "word: pesters"],
  ["De dader moet weg.", "word: dader"],
  ["Een vrouwelijke planner zei dit.", "combination: vrouwelijke planner"],
  ["Hij zei in het overleg dat ik beter kon gaan.", "quote: Hij zei in het overleg dat ik beter kon gaan"],
]) {
  test(`found in "${text}"`, () => assert.deepEqual(found(text), expected));
}

for (const text of [
  "Dit is geen melding.", "In 12 gesprekken hoorden wij dit.", "In 2026 hoorden wij dit vaker.", "Een roos in de vaas.", "Wij geven 2 aanbevelingen.", "Een medewerker mag rekenen op rust.", "De planning klopt niet.", "Noordelijk en zuidelijk.",
]) {
  test(`nothing in "${text}"`, () => assert.deepEqual(found(text), []));
}

test("a figure that went out may stand, the same as a share may not", () => {
  assert.deepEqual(found("40 mensen."), []);
  assert.deepEqual(found("40% van de mensen."), ["count: 40%"]);
  assert.deepEqual(found("40 mensen.", { released: [] }), ["count: 40"]);
});

for (const [rests, rested, text, ...expected] of /** @type {[number, number, string, ...string[]][]} */ ([
  [2, 3, "Drie mensen vertelden dit.", "more: Drie"],
  [2, 3, "Drie vertelden dit. Alle drie zijn bang.", "more: Drie", "count: drie"],
  [2, 3, "Het zijn er drie.", "more: drie"],
  [2, 3, "Drie van hen zijn weg.", "more: Drie"],
  [2, 3, "Drie oudere medewerkers zagen het.", "more: Drie"],
  [2, 3, "3 medewerkers zagen het.", "more: 3"],
  [2, 3, "Een drietal collega's zag het.", "more: drietal"],
  // as many as stand behind it, and other things: a count as it always was
  [2, 3, "Twee mensen vertelden dit.", "count: Twee"],
  [2, 3, "Het gebeurde drie keer.", "number: drie"],
  [2, 3, "Wij voerden drie gesprekken.", "count: drie"],
  [2, 3, "Meerdere mensen vertelden dit."],
  // also before anybody went
  [2, 0, "Drie mensen vertelden dit.", "more: Drie"],
  [1, 2, "Meerdere mensen vertelden dit.", "more: Meerdere mensen"],
  [1, 2, "Een paar jonge collega's zagen het.", "more: Een paar jonge collega's"],
  [1, 0, "Beide inbrengers zeggen dit.", "more: Beide"],
  [0, 2, "Twee mensen vertelden dit.", "more: Twee"],
  // a letter that never came from a visitor
  [0, 0, "Meerdere mensen vertelden dit."],
  [0, 0, "Drie mensen vertelden dit.", "count: Drie"],
  // a figure that went out is free, but not where so many stood behind this letter
  [4, 0, "In het verslag staan 12 mensen."],
  [11, 12, "Dit komt van 12 mensen.", "more: 12"],
  [11, 12, "Wij hoorden het 12 keer."],
]))
  test(`on ${rests}, before on ${rested}: "${text}"`, () => assert.deepEqual(found(text, { rests, rested }), expected));

test("a reason for a count of before keeps nothing once the letter rests on fewer", () => {
  const facts = { ...FACTS, rests: 3, rested: 0, allowed: 3 };
  const [number] = checkLetter("Drie mensen vertelden dit.", facts);
  const kept = [{ key: number.key, reason: "Zij wilden dat dit erin stond." }];
  assert.deepEqual(undecided([number], kept), []);
  const [more] = checkLetter("Drie mensen vertelden dit.", { ...facts, rests: 2, rested: 3, allowed: null });
  assert.match(more.reason, /rust nu op 2 inbrengers/);
  assert.equal(undecided([more], kept).length, 1);
});

test("a town in the organisation's own name says nothing new", () => {
  assert.deepEqual(found("Wie in Tilburg werkt.", { known: ["Zorggroep Tilburg"] }), []);
  assert.deepEqual(found("Wie in Breda werkt.", { known: ["Zorggroep Tilburg"] }), ["place: Breda"]);
});

test("what the practice may always say is left alone", () => {
  assert.deepEqual(found("Wij antwoorden binnen 9 dagen.", { always: ["binnen 9 dagen"] }), []);
});

test("accents, wide characters and a broken letter move nothing", () => {
  const [first] = checkLetter("Groet 👋🏽 — Fátima Wolters zei het.", FACTS);
  assert.equal(first.match, "Fátima Wolters");
  assert.equal([..."Groet 👋🏽 — Fátima Wolters zei het.".normalize("NFC")].slice(first.start, first.end).join(""), "Fátima Wolters");
  const [person] = checkLetter("👋🏽 Volgens meneer De Groot.", FACTS);
  assert.equal(person.match, "meneer De Groot");
});

test("a decision stays while other words change, and goes when those around it do", () => {
  const [one] = checkLetter("Het speelt in de kantine van ons.", FACTS);
  const kept = [{ key: one.key, reason: "De hele organisatie eet daar." }];
  assert.deepEqual(undecided(checkLetter(`${QUIET}\n\nHet speelt in de kantine van ons.`, FACTS), kept).length, 0);
  assert.equal(undecided(checkLetter("Fatima zat in de kantine met hem.", FACTS), kept).length, 2);
  assert.equal(undecided([one], [{ key: one.key, reason: "  ja  " }]).length, 1);
  assert.ok(!isReason("kort"));
});

test("each place has its own key", () => {
  const keys = checkLetter("Jan en Jan en Jan.", FACTS).map(({ key }) => key);
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 3);
});

test("a long letter against a full vault takes no time", () => {
  const names = Array.from({ length: 500 }, (_, at) => `Naam${String.fromCharCode(97 + (at % 26))} Achternaam${at}`);
  const began = performance.now();
  checkLetter(`${QUIET} `.repeat(40), { ...FACTS, names, texts: Array.from({ length: 500 }, () => QUIET.replaceAll("e", "a")) });
  checkLetter("a".repeat(20_000), FACTS);
  assert.ok(performance.now() - began < 5_000);
});

test("an age behind who it is of counts as one without the word for years", async () => {
  const { AGES } = await import("../../src/nabij/browser/day/letter-patterns.js");
  assert.deepEqual([..."een vrouw van 58 met een burn-out".matchAll(AGES)].map(([match]) => match), ["van 58"]);
  assert.equal([..."een man van 58 mensen".matchAll(AGES)].length, 0);
});
