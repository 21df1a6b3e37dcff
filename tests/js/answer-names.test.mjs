// Who might be recognised in an answer of the board: by capitals, titles, functions and ways to reach somebody, without a list.
import assert from "node:assert/strict";
import test from "node:test";
import { recognisedIn, recognisedWords } from "../../src/nabij/browser/day/answer-names.js";

const KNOWN = ["Daan Bakker", "Amina", "Bram de Wit", "Zorggroep De Linde"];
const found = (/** @type {string} */ text) => recognisedIn(text, KNOWN).map(({ match, sort }) => `${sort}: ${match}`);

for (const [text, ...expected] of [
  ["Ik sprak met Fatima Wolters over de toon.", "name: Fatima Wolters"],
  ["Ik sprak met Jan de Vries.", "name: Jan de Vries"],
  ["Dat zei Fatima ook.", "name: Fatima"],
  ["Fatima vertelde mij dat.", "name: Fatima"],
  ["Fatima Wolters zei dat ook.", "name: Fatima Wolters"],
  ["Is het Anne-Marie?", "name: Anne-Marie"],
  ["Ik ken Zoë en Şahin.", "name: Zoë", "name: Şahin"],
  ["Volgens meneer De Groot klopt het.", "name: meneer De Groot"],
  ["Ook P. van den Berg zag het.", "name: P. van den Berg"],
  ["Ik bel de teamleider.", "function: de teamleider"],
  ["Onze nieuwe afdelingshoofd weet het.", "function: Onze nieuwe afdelingshoofd"],
  ["Ik vraag de manager van Noord.", "function: de manager van Noord"],
  ["De HR-adviseur komt kijken.", "function: De HR-adviseur"],
  ["Mail naar f.wolters@linde.test of bel 06-12345678.", "contact: f.wolters@linde.test", "contact: 06-12345678"],
  ["Dank u.\nFatima is weg, en Fatima komt niet terug.", "name: Fatima"],
]) test(`found in "${text}"`, () => assert.deepEqual(found(text), expected));

for (const text of [
  "",
  "Dank u. Wij praten er volgende week over in ieder team.",
  "Beste Amina, dank voor uw brief. Ik ga er zelf heen.\n\nVriendelijke groet,\nDaan Bakker",
  "Amina en Bram de Wit spreken mij dinsdag.",
  "Bij Zorggroep De Linde hoort dit niet.",
  "Leidinggevenden en teamleiders krijgen een training.",
  "Ik weet het niet. Wat heeft u nodig? Daarna kijk ik verder: Wij plannen het.",
  "Iemand vertelde dit. Zij komt terug. Dit werkt niet.",
  "De OR en HR lezen mee.",
  "Ik vraag een medewerker of een leidinggevende.",
]) test(`nothing in "${text}"`, () => assert.deepEqual(found(text), []));

test("a long answer takes no time, and broken letters stop nothing", () => {
  const begun = performance.now();
  recognisedIn(`${"Aa de van ".repeat(20000)}\ud800 ${"a@".repeat(20000)} ${"A. ".repeat(2000)}`, KNOWN);
  assert.ok(performance.now() - begun < 2000);
});

test("it says what, why and how to go on", () => {
  assert.equal(recognisedWords([]), "");
  assert.match(recognisedWords(recognisedIn("Ik sprak Fatima.", KNOWN)), /“Fatima” \(lijkt een naam\).*kies dan nog een keer Antwoord versturen/u);
});
