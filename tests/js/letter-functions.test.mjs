// A table for the check of a letter: swearing, functions that one person has, and places, each as what it is; and sentences of a letter in which nothing is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

globalThis.indexedDB ??= {};
const { checkLetter, mayStay } = await import("../../src/nabij/browser/day/letter-check.js");

const FACTS = { names: [], places: [], units: ["Noord", "Receptie"], roles: [], released: [], texts: [], people: [], known: ["Zorggroep De Linde", "Daan Prins"] };
const found = (/** @type {string} */ text) => checkLetter(text, FACTS).map(({ kind, match }) => `${kind}: ${match}`);

const HITS = /** @type {[string, ...string[]][]} */ ([
  // swearing
  ["Men noemt hem een klootzak.", "word: klootzak"],
  ["Zij hoorden trut, en ook heks.", "word: trut", "word: heks"],
  ["Die eikels lachen erom.", "word: eikels"],
  ["Het zijn hufters.", "word: hufters"],
  ["Wat een idioot.", "word: idioot"],
  ["Zij werd een wijf genoemd.", "word: wijf"],
  ["Mongolen, werd er geroepen.", "word: Mongolen"],
  ["Een SLIJMBAL, zei men.", "word: SLIJMBAL"],
  // functions of one person
  ["Hoofd P&O weet hiervan.", "function: Hoofd P&O"],
  ["Dat zei een medewerker P&O.", "function: een medewerker P&O"],
  ["De manager zorg weet het.", "function: De manager zorg"],
  ["HR-manager weet het.", "function: HR-manager"],
  ["Een adviseur HRM was erbij.", "function: Een adviseur HRM"],
  ["Een leerling-verpleegkundige vertelde dit.", "function: Een leerling-verpleegkundige"],
  ["Een verpleegkundige in opleiding vertelde dit.", "function: Een verpleegkundige"],
  ["Een teamleider op Noord deed dit.", "combination: Een teamleider op Noord", "function: Een teamleider", "unit: Noord"],
  ["Teamleider op Noord weet het.", "combination: Teamleider op Noord", "function: Teamleider", "unit: Noord"],
  ["Een planner van de nacht deed dit.", "function: Een planner"],
  ["Een coördinator op een afdeling lachte.", "function: Een coördinator"],
  ["De afdelingshoofd van de receptie lacht.", "combination: De afdelingshoofd van de receptie", "function: De afdelingshoofd", "unit: receptie"],
  ["Ons teamhoofd hoorde het.", "function: Ons teamhoofd"],
  ["Het MT-lid zegt niets.", "function: Het MT-lid"],
  ["Volgens teamleider en anderen hoort het erbij.", "function: teamleider"],
  ["De interim-manager kwam erbij.", "function: De interim-manager"],
  ["Een waarnemend directeur zei dit.", "function: directeur"],
  ["De Teamleider lacht erom.", "function: De Teamleider"],
  // places are places
  ["Op de derde verdieping gaat het mis.", "place: derde verdieping"],
  ["Wie op de Derde Verdieping werkt.", "place: Derde Verdieping"],
  ["Op verdieping 3 gaat het mis.", "place: verdieping 3"],
  ["Het speelt op locatie Zuidpark.", "place: locatie Zuidpark"],
  ["Op locatie X gaat het mis.", "place: locatie X"],
  ["Het is in gebouw De Es.", "place: gebouw De Es"],
  ["Op Zuid hoorden wij het.", "place: Zuid"],
  ["Dat is bij vestiging Oost.", "place: vestiging Oost"],
  ["Op de eerste hulp werd gelachen.", "place: Op de eerste hulp"],
  ["In de kelder werd gelachen.", "place: In de kelder"],
  ["Op afdeling Longgeneeskunde gaat het mis.", "unit: afdeling Longgeneeskunde"],
  ["Bij team Blauw is het zo.", "unit: team Blauw"],
]);
for (const [text, ...expected] of HITS) test(`found in "${text}"`, () => assert.deepEqual(found(text), expected));

const QUIET = [
  "Een teamleider hoort dit te zien.",
  "Teamleiders en managers vragen om steun.",
  "Leidinggevenden en hoofden krijgen weinig tijd.",
  "Leerlingen en stagiairs weten niet bij wie zij terechtkunnen.",
  "Het groeit mensen boven het hoofd.",
  "Zij houden het hoofd boven water.",
  "Wij willen dat het hoofd bieden.",
  "Zij gaan ermee naar de huisarts.",
  "Als manager hoor je dit te weten.",
  "Wij vragen ons af of de locatie veilig is.",
  "In de eerste plaats gaat het om rust.",
  "Op de tweede plaats staat het rooster.",
  "De derde keer was het stil.",
  "In elk gebouw hangt een poster.",
  "Op iedere afdeling en in elk team speelt dit.",
  "Dit werkt tevens preventief.",
  "Men mag dit niet negeren.",
  "Dit kan leiden tot verzuim. Om te leiden is rust nodig.",
  "De zorg voor mensen staat voorop.",
  "Er is zorg over de veiligheid en de planning.",
  "1. Wat ziet u zelf?\n2. Welke afspraak past daarbij?",
  "Zij trokken een grens en werden niet gehoord.",
  "Een medewerker vertelt dit aan een collega.",
  "Een medewerker met zorgen weet de weg niet.",
  "Het team en de leiding praten er weinig over.",
  "Wij werken hier graag aan mee, met de ondernemingsraad.",
];
for (const text of QUIET) test(`nothing in "${text}"`, () => assert.deepEqual(found(text), []));

test("a function, a place and swearing may stay with a reason: it is advice", () => {
  for (const [text] of HITS) for (const finding of checkLetter(text, FACTS)) assert.ok(mayStay(finding) && finding.reason.length > 20 && finding.suggestion.length > 10, text);
});

test("in the letter of the demo that was handed over nothing is found", () => {
  const source = readFileSync(new URL("../../src/nabij_demo/letters.py", import.meta.url), "utf8");
  const body = source.slice(source.indexOf("TITLE ="), source.indexOf("UNCHECKED_NOTICED"));
  const said = [...body.matchAll(/"([^"\n]{20,})"/g)].map(([, one]) => one);
  assert.ok(said.length >= 8);
  for (const one of said) assert.deepEqual(found(one), [], one);
});
