// Which numbers in a letter count people, and that none of them goes out unless it is out or agreed.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { findingsIn, keptWith, leftIn } = await import("../../src/nabij/browser/day/letter-findings.js");
const { mayStay } = await import("../../src/nabij/browser/day/letter-check.js");
const { countTold, mayCount, numbersIn } = await import("../../src/nabij/browser/day/people-counted.js");

const FACTS = { names: [], places: [], units: [], roles: [], released: [], texts: [] };
/** @param {string} text @param {object} [more] */
const found = (text, more = {}) => findingsIn({ title: "Grappen", text, questions: [] }, { ...FACTS, ...more });
/** @param {string} text @param {object} [more] */
const kinds = (text, more) => found(text, more).filter(({ kind }) => ["number", "count", "agreed"].includes(kind)).map(({ kind, match }) => `${kind}: ${match}`);

test("a number of people does not stay, in digits, in words or as a part", () => {
  for (const text of ["Wij hoorden dit van 7 mensen.", "Zeven medewerkers vertelden dit.", "Dit geldt voor 3 nieuwe collega's.", "Vier van hen gingen weg.", "Wij hoorden het van 4.", "De helft durft niets te zeggen.", "12% ervaart dit.", "Beiden noemden het.", "Een drietal noemde het.", "Er waren 7 meldingen."]) {
    const [first] = kinds(text);
    assert.match(first ?? "", /^count: /, text);
  }
  assert.ok(!mayStay({ kind: "count" }) && mayStay({ kind: "agreed" }) && mayStay({ kind: "number" }));
});

test("no reason keeps it", () => {
  const letter = { title: "Grappen", text: "Wij hoorden dit van 7 mensen.", questions: [] };
  const all = findingsIn(letter, FACTS);
  const kept = keptWith(letter, all, all[0], "Zij willen dat het erin staat.");
  assert.equal(leftIn(findingsIn(kept, FACTS), kept).length, 1);
});

test("a number of something else stays with a reason, and one that is out needs none", () => {
  assert.deepEqual(kinds("Er staan 7 stoelen in de gang."), ["number: 7"]);
  assert.deepEqual(kinds("Wij hoorden dit van 7 mensen.", { released: [7] }), []);
});

test("the number of who is behind it stays where it is among the words that each said yes to", () => {
  assert.equal(mayCount(6, "Wij vertellen dat zes mensen dit hoorden."), 6);
  assert.equal(mayCount(6, "Wij vertellen dat meer mensen dit hoorden."), null);
  assert.equal(mayCount(null, "Wij vertellen dat zes mensen dit hoorden."), null);
  assert.deepEqual([...numbersIn("Zes mensen, 40% en 3 teams")], [6, 3]);
  const allowed = { allowed: 6 };
  assert.deepEqual(kinds("Zes mensen vertelden dit, en 7 mensen zagen het.", allowed), ["agreed: Zes", "count: 7"]);
  assert.equal(countTold(found("Zes mensen vertelden dit.", allowed), 6), 6);
  assert.equal(countTold(found("Meer mensen vertelden dit.", allowed), 6), null);
  // six per cent is another thing
  assert.deepEqual(kinds("Het gaat om 6% van de mensen.", allowed), ["count: 6%"]);
});
