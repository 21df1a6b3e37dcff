// A letter that hides what it says: signs that nobody sees, letters of other scripts, capitals, initials, words split over lines, numbers in words. Each is found where it stands, as it was written.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { checkLetter, mayStay } = await import("../../src/nabij/browser/day/letter-check.js");
const { changed, findingsIn } = await import("../../src/nabij/browser/day/letter-findings.js");

const FACTS = { names: ["Fatima Wolters", "Jan-Willem de Boer", "Blauwe fiets", "Özgür Şahin"], places: ["kantine"], units: ["Noord"], roles: [], released: [], texts: [], people: [], known: [] };
const found = (/** @type {string} */ text) => checkLetter(text, FACTS).map(({ kind, match }) => `${kind}: ${match}`);

for (const [what, text, ...expected] of /** @type {[string, string, ...string[]][]} */ ([
  ["soft hyphens", "Dat zei Fa\u00adti\u00adma.", "name: Fa\u00adti\u00adma"],
  ["zero-width spaces", "Dat zei F\u200bat\u200bima W\u200dolters.", "name: F\u200bat\u200bima W\u200dolters"],
  ["a word joiner and a mark of order", "Dat zei \ufeffFat\u2060ima.", "name: Fat\u2060ima"],
  ["marks of direction", "Dat zei \u202eFatima\u202c.", "name: Fatima"],
  ["a filler and a variant", "Dat zei Fat\u3164ima\ufe0f.", "name: Fat\u3164ima"],
  ["Cyrillic letters", "Dat zei F\u0430tim\u0430.", "name: F\u0430tim\u0430"],
  ["Greek letters", "Dat zei W\u03bflters.", "name: W\u03bflters"],
  ["wide letters", "Dat zei \uff26\uff41\uff54\uff49\uff4d\uff41.", "name: \uff26\uff41\uff54\uff49\uff4d\uff41"],
  ["mathematical letters", "Dat zei \u{1d405}\u{1d41a}\u{1d42d}\u{1d422}\u{1d426}\u{1d41a}.", "name: \u{1d405}\u{1d41a}\u{1d42d}\u{1d422}\u{1d426}\u{1d41a}"],
  ["struck through", "Dat zei F\u0336a\u0336t\u0336i\u0336m\u0336a\u0336.", "name: F\u0336a\u0336t\u0336i\u0336m\u0336a"],
  ["accents apart", "Dat zei O\u0308zgu\u0308r.", "name: Özgür"],
  ["without its accents", "Dat zei Ozgur Sahin.", "name: Ozgur Sahin"],
  ["capitals", "Dat zei FATIMA WOLTERS.", "name: FATIMA WOLTERS"],
  ["mixed capitals", "Dat zei fAtImA.", "person: fAtImA"],
  ["written as one", "Dat zei fatimawolters.", "name: fatimawolters"],
  ["split over lines", "Dat zei Fatima\nWolters.", "name: Fatima\nWolters"],
  ["split by a hyphen", "Dat zei Fa-\ntima.", "name: Fa-\ntima"],
  ["split in a word", "Dat zei Wol\nters.", "name: Wol\nters"],
  ["letter by letter", "Dat zei F a t i m a.", "name: F a t i m a"],
  ["with dots", "Dat zei F.a.t.i.m.a.", "name: F.a.t.i.m.a"],
  ["figures as letters", "Dat zei F4t1ma.", "name: F4t1ma"],
  ["hard spaces", "Het gaat om Blauwe\u00a0fiets.", "name: Blauwe\u00a0fiets"],
  ["underscores", "Het gaat om blauwe_fiets.", "name: blauwe_fiets"],
  ["turned round", "Het gaat om Wolters, Fatima.", "name: Wolters", "name: Fatima"],
  ["an initial and a surname", "Dat zei F. Wolters.", "name: F. Wolters"],
  ["a first name and an initial", "Dat zei Fatima W.", "name: Fatima"],
  ["initials", "Dat zei F.W. tegen ons.", "person: F.W."],
  ["initials apart", "Dat zei F. W. tegen ons.", "person: F. W."],
  ["initials without dots", "FW vertelde dit.", "person: FW"],
  ["initials with a particle", "Dat zei J.W. de B. tegen ons.", "person: J.W. de B."],
  ["a name of nobody here, in capitals", "Wij hoorden dat KARIN dit doet.", "person: KARIN"],
  ["the same before what it does", "KARIN lachte erom.", "person: KARIN"],
  ["a place", "Het is in de kan\u00adtine.", "place: kan\u00adtine"],
  ["a part", "Het is op N\u043e\u043erd.", "unit: N\u043e\u043erd"],
  ["a judging word", "Er was een da\u200bder.", "word: da\u200bder"],
  ["a day", "Op 3\u200b maart.", "date: 3\u200b maart"],
  ["an address in words", "Mail f.wolters (at) linde.test.", "contact: f.wolters (at) linde.test"],
  ["an address in brackets", "Mail iemand[at]linde[punt]test.", "contact: iemand[at]linde[punt]test"],
  ["a number with dots", "Bel 06.12.34.56.78.", "contact: 06.12.34.56.78"],
  ["a profile", "Zie linkedin.com/in/iemand.", "contact: linkedin.com/in/iemand"],
]))
  test(`${what}: ${JSON.stringify(text)}`, () => assert.deepEqual(found(text), expected));

for (const [text, ...expected] of /** @type {[string, ...string[]][]} */ ([
  ["Een duo vertelde dit.", "count: duo"],
  ["Een kwartet collega's vertelde dit.", "count: kwartet"],
  ["Een zevental mensen vertelde dit.", "count: zevental"],
  ["Het zijn er honderdtwaalf.", "count: honderdtwaalf"],
  ["Tweehonderd medewerkers zeggen dit.", "count: Tweehonderd"],
  ["Met z'n vieren vertelden zij dit.", "count: vieren"],
  ["Twaalf\u00adhonderd is veel.", "number: Twaalf\u00adhonderd"],
  ["D\u0433ie mensen vertelden dit.", "count: D\u0433ie"],
  ["\uff13 mensen vertelden dit.", "count: \uff13"],
  ["Één op de vier mensen vertelde dit.", "count: Één op de vier"],
  ["1/3 van de mensen vertelde dit.", "count: 1/3"],
]))
  test(`a number: ${JSON.stringify(text)}`, () => assert.deepEqual(found(text), expected));

for (const text of [
  "Meerdere mensen vertelden over de toon.\nZij voelen zich niet vrij.",
  "Het overleg is be-\nlangrijk voor ons.",
  "Dit is NIET wat wij willen. Het moet ANDERS.",
  "HR, OR en MT weten hiervan. De AVG en de ARBO gelden ook.",
  "a. de toon\nb. het rooster\nc. de afspraken",
  "Een co\u00f6peratie met 24/7 zorg \u{1f44b}\u{1f3fd}.",
  "Zij delen een duobaan en een koppeling.",
  "Ons duo luistert. Dit is geen formaliteit, maar een begin.",
  "Wij willen helderheid aan beide kanten.",
])
  test(`nothing in ${JSON.stringify(text)}`, () => assert.deepEqual(found(text), []));

test("a name in the title or in a question is found, and changing it changes what was written", () => {
  const letter = { title: "Over Fa\u00adtima", text: "Wij horen dit vaker.", questions: ["Wat weet W\u043elters?"] };
  const all = findingsIn(letter, FACTS);
  assert.deepEqual(all.map(({ part, kind, match }) => `${part} ${kind}: ${match}`), ["title name: Fa\u00adtima", "questions name: W\u043elters"]);
  assert.ok(all.every((one) => !mayStay(one)));
  assert.equal(changed(letter, all[0], "een medewerker").title, "Over een medewerker");
  assert.deepEqual(changed(letter, all[1], "men").questions, ["Wat weet men?"]);
});

test("places stay those of the letter behind signs of two halves and signs that nobody sees", () => {
  const text = "\u{1f44b}\u{1f3fd}\u200b Groet \u{20000} van Fa\u00adtima uit de kantine.";
  for (const { start, end, match } of checkLetter(text, FACTS)) assert.equal([...text.normalize("NFC")].slice(start, end).join(""), match);
  assert.deepEqual(found(text), ["name: Fa\u00adtima", "place: kantine"]);
});
