// What a letter betrays or judges without a capital, a number or a list of the organisation: names in small letters, verdicts, what one person in a group is, and moments that everybody there remembers.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { checkLetter, mayStay, undecided } = await import("../../src/nabij/browser/day/letter-check.js");

const FACTS = { names: ["Merel", "Fatima El Amrani", "Jan-Willem de Boer"], places: [], units: [], roles: [], released: [], texts: [] };
const found = (/** @type {string} */ text) => checkLetter(text, FACTS).map(({ kind, match }) => `${kind}: ${match}`);

for (const [text, ...expected] of /** @type {[string, ...string[]][]} */ ([
  ["Dat merel dit zei, hoorden wij vaker.", "person: merel"],
  ["De ervaring van fatima staat niet alleen.", "person: fatima"],
  ["Ook el amrani zei dat.", "person: amrani"],
  ["Volgens jan willem hoort het erbij.", "person: jan willem"],
  ["Volgens willem hoort het erbij.", "person: willem"],
  ["Volgens willem de boer hoort het erbij.", "person: willem", "person: boer"],
  ["Er is sprake van terreur.", "word: terreur"],
  ["Men noemt hem een narcist.", "word: narcist"],
  ["Wij zien machtsmisbruik.", "word: machtsmisbruik"],
  ["Er heerst een angstcultuur.", "word: angstcultuur"],
  ["Dit is onaanvaardbaar.", "word: onaanvaardbaar"],
  ["Mensen zeggen: hij intimideert.", "word: intimideert"],
  ["Iemand misdraagt zich.", "word: misdraagt"],
  ["Dat wangedrag is schandalig.", "word: wangedrag", "word: schandalig"],
  ["Een toxische sfeer.", "word: toxische"],
  ["Dat raakt de zwangere collega.", "combination: de zwangere collega"],
  ["Dat raakt de jongste van de ploeg.", "combination: de jongste van de ploeg"],
  ["Dat vertelde de stagiaire.", "combination: de stagiaire"],
  ["Dat vertelde de OR-voorzitter.", "combination: de OR-voorzitter"],
  ["Dat zag de BHV-er.", "combination: de BHV-er"],
  ["Een collega die net terug is van verlof.", "combination: collega die net terug"],
  ["Dit speelt sinds de zomer.", "date: sinds de zomer"],
  ["Dit speelt na de reorganisatie.", "date: na de reorganisatie"],
  ["Het ging mis op de 14e.", "date: op de 14e"],
  ["Het was de tweede week van maart.", "date: tweede week van maart"],
  ["Dat was anderhalve maand geleden.", "date: anderhalve maand geleden"],
  ["Het ging mis op 14-3.", "date: 14-3"],
  ["Het ging mis op 3-4.", "date: 3-4"],
]))
  test(`found in "${text}"`, () => {
    assert.deepEqual(found(text), expected);
    for (const finding of checkLetter(text, FACTS)) assert.ok(mayStay(finding) && finding.reason.length > 20 && finding.suggestion.length > 20);
  });

for (const text of [
  "Iemand voelde zich bang.",
  "Mensen voelen zich schuldig als zij ziek zijn.",
  "Zij werden gestoord tijdens hun pauze.",
  "Mensen ervaren een toon die hen stil maakt.",
  "Wij hoorden over grappen die iemand raakten.",
  "Stagiairs weten niet bij wie zij terechtkunnen.",
  "Elke zwangere medewerker heeft recht op rust.",
  "Er is nog geen beleid voor verlof.",
  "De medewerkers die wij spraken, willen met u praten.",
  "Wij vragen u om in de zomervergadering hierover te spreken.",
  "Een reorganisatie vraagt veel van mensen.",
  "Het gesprek is een begin.",
])
  test(`nothing in "${text}"`, () => assert.deepEqual(found(text), []));

test("a name in small letters stays with a reason, and with a capital it never stays", () => {
  const quiet = checkLetter("Een merel zong in de tuin.", FACTS);
  assert.deepEqual(undecided(quiet, [{ key: quiet[0].key, reason: "Het gaat om de vogel in de tuin." }]), []);
  const named = checkLetter("Volgens Merel hoort het erbij.", FACTS);
  assert.equal(undecided(named, [{ key: named[0].key, reason: "Het gaat om de vogel in de tuin." }]).length, 1);
});
