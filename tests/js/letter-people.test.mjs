// A corpus for the check of a letter: what points at somebody who stands in no vault, and ordinary sentences of a letter that do not.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { checkLetter, mayStay } = await import("../../src/nabij/browser/day/letter-check.js");

const FACTS = { names: [], places: [], units: [], roles: [], released: [], texts: [], people: ["Amina", "Bram Visser"], known: ["Zorggroep De Linde", "Daan Prins"] };
const found = (/** @type {string} */ text) => checkLetter(text, FACTS).filter(({ kind }) => ["person", "function", "place"].includes(kind)).map(({ kind, match }) => `${kind}: ${match}`);

const HITS = /** @type {[string, ...string[]][]} */ ([
  ["Bram en ik horen dit vaker.", "person: Bram"],
  ["Volgens Visser is het drukker.", "person: Visser"],
  ["Wij hoorden dat Karin dit vaker doet.", "person: Karin"],
  ["Karin zei daar niets van.", "person: Karin"],
  ["Mensen zijn bang voor Jan-Willem.", "person: Jan-Willem"],
  ["“Dat hoort erbij,” zegt Mo dan.", "person: Mo"],
  ["Er is een nieuwe planning. Fatoumata durfde niets te zeggen.", "person: Fatoumata"],
  ["De teamleider lacht erom.", "function: De teamleider"],
  ["Dat zei de nieuwe afdelingsleider.", "function: de nieuwe afdelingsleider"],
  ["Zij zijn bang voor die planner.", "function: die planner"],
  ["De leidinggevende stuurt berichten.", "function: De leidinggevende"],
  ["Het hoofd weet ervan.", "function: Het hoofd"],
  ["Onze kok maakt grappen.", "function: Onze kok"],
  ["De maatschappelijk werker hoorde het ook.", "function: De maatschappelijk werker"],
  ["De conciërge stond erbij.", "function: De conciërge"],
  ["Dit gebeurt in de nachtdienst.", "place: nachtdienst"],
  ["Vooral bij late diensten.", "place: late diensten"],
  ["De avondploeg heeft er last van.", "place: avondploeg"],
  ["Het gebeurt in de kleedkamer.", "place: in de kleedkamer"],
  ["Mensen mijden de personeelskamer.", "place: de personeelskamer"],
  ["Op de derde verdieping durft niemand iets te zeggen.", "place: derde verdieping"],
  ["Het speelt in gebouw C.", "place: gebouw C"],
  ["Ook in lokaal 12 hoorden wij dit.", "place: lokaal 12"],
]);
for (const [text, ...expected] of HITS) test(`points at somebody: ${text}`, () => assert.deepEqual(found(text), expected));

const QUIET = [
  "Geachte Daan Prins,",
  "Meerdere mensen vertelden over de toon in overleggen.",
  "Iemand zei dat een teamleider dit hoort te zien.",
  "Leidinggevenden krijgen weinig tijd voor een gesprek.",
  "Teamleiders en managers vragen om steun.",
  "Wij nodigen het bestuur uit om hierover te praten.",
  "De bestuurder kan hierover in gesprek gaan met de ondernemingsraad.",
  "De bedrijfsarts en de preventiemedewerker kunnen meedenken.",
  "Bij Zorggroep De Linde is dit vaker besproken.",
  "De Arbowet vraagt beleid tegen ongewenst gedrag.",
  "HR en OR weten hiervan niets.",
  "In Nederland geldt de Wet bescherming klokkenluiders.",
  "Niemand durfde iets te zeggen. Men zegt dat het erbij hoort.",
  "Berichten gaan vaak via WhatsApp of Teams.",
  "Mensen met een tijdelijk contract voelen zich niet vrij.",
  "Wie in dienst komt, hoort niets over de vertrouwenspersoon.",
  "De dienstverlening lijdt eronder. Wij zijn graag van dienst.",
  "De begeleider van een groep heeft steun nodig.",
  "Zij gaan met buikpijn naar hun werk.",
  "De planning klopt niet. De leiding is er weinig.",
  "Het is de vraag wat u zelf ziet: Herkent u dit?",
  "• Grappen blijven hangen\n• Niemand zegt er iets van",
  "Met vriendelijke groet,\nDe vertrouwenspersonen",
];
for (const text of QUIET) test(`points at nobody: ${text}`, () => assert.deepEqual(found(text), []));

test("what is pointed at so may stay with a reason: it is advice", () => {
  for (const [text] of HITS) for (const finding of checkLetter(text, FACTS)) assert.ok(mayStay(finding));
  const [shift] = checkLetter("Dit gebeurt in de nachtdienst.", FACTS);
  assert.match(shift.reason, /dienst had/);
});

test("a name of the vault keeps that it may never stay, also where it looks like a first name", () => {
  const hits = checkLetter("Wij hoorden dat Karin dit doet.", { ...FACTS, names: ["Karin Jansen"] });
  assert.deepEqual(hits.map(({ kind, match }) => `${kind}: ${match}`), ["name: Karin"]);
});
