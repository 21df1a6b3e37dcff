// Which days a moment in a letter means, and when it stands in a matter behind the signal.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { dayNumber, daysIn, daysOf, nearnessOf } = await import("../../src/nabij/browser/day/letter-moments.js");
const { checkLetter, mayStay, undecided } = await import("../../src/nabij/browser/day/letter-check.js");
const { knownDays, knownPlaces, knownUnits } = await import("../../src/nabij/browser/day/letter-noted.js");

/** A Wednesday. */
const TODAY = "2026-03-25";
const iso = (/** @type {number} */ day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const read = (/** @type {string} */ text) => daysOf(text, dayNumber(TODAY), [2026]).map(({ from, to }) => (from === to ? iso(from) : `${iso(from)}/${iso(to)}`)).join(" ");

for (const [text, expected] of [
  ["12 maart", "2026-03-12"], ["12e maart 2025", "2025-03-12"], ["twaalf maart", "2026-03-12"], ["eerste maart", "2026-03-01"], ["eenendertigste maart", "2026-03-31"], ["31 april", ""],
  ["12-03-2026", "2026-03-12"], ["12.3.26", "2026-03-12"], ["2026-03-12", "2026-03-12"], ["12-13-2026", ""],
  ["in maart 2026", "2026-03-01/2026-03-31"], ["begin maart", "2026-03-01/2026-03-10"], ["half mrt.", "2026-03-10/2026-03-20"], ["eind februari", "2026-02-20/2026-02-28"], ["maart vorig jaar", "2025-03-01/2025-03-31"], ["vorig jaar maart", "2025-03-01/2025-03-31"],
  ["vorige week", "2026-03-16/2026-03-22"], ["vorige week dinsdag", "2026-03-17"], ["afgelopen week", "2026-03-16/2026-03-25"], ["deze week maandag", "2026-03-23"],
  ["dinsdag", "2026-03-24"], ["woensdagmiddag", "2026-03-18"], ["vorige dinsdag", "2026-03-24 2026-03-17"], ["volgende vrijdag", "2026-03-27 2026-04-03"],
  ["vorige maand", "2026-02-01/2026-02-28"], ["deze maand", "2026-03-01/2026-03-31"], ["gisteren", "2026-03-24"], ["eergisteren", "2026-03-23"], ["vanmorgen", TODAY],
  ["twee weken geleden", "2026-03-08/2026-03-14"], ["een maand geleden", "2026-02-08/2026-03-10"], ["week 11", "2026-03-09/2026-03-15"], ["kerst", "2026-12-24/2026-12-26"],
  ["die week", ""], ["suikerfeest", ""], ["14.30 uur", ""], ["paar weken geleden", ""],
])
  test(`"${text}" means ${expected || "no day that is read"}`, () => assert.equal(read(text), expected));

test("what was noted without a year lies nearest to the day of the note", () => {
  assert.deepEqual(daysIn("op 28 december riep hij dat, en gisteren weer", dayNumber("2026-01-05")).map(({ from }) => iso(from)), ["2025-12-28", "2026-01-04"]);
  assert.deepEqual(daysIn("op 28 december", dayNumber("")), []);
});

const noted = [{ places: [], told: [{ text: "Op 12 maart riep hij dat ik weg moest.", day: "2026-03-18" }], met: ["2026-03-18"], unit: "" }];
for (const [text, expected] of /** @type {[string, string | null][]} */ ([
  ["12 maart", "on"], ["18-03-2026", "on"], ["vorige week woensdag", "on"], ["14 maart", "near"], ["begin maart", "near"], ["in maart 2026", "within"], ["vorige week", "within"],
  ["2 februari", null], ["in maart 2024", null], ["in juni", null], ["die week", null],
]))
  test(`"${text}" is ${expected ?? "no day of a matter"}`, () => assert.equal(nearnessOf(text, dayNumber(TODAY), knownDays(noted)), expected));

const FACTS = { names: ["Jan de Vries"], places: [], units: ["Noord", "Zuid"], roles: [], released: [], texts: [], days: knownDays(noted), today: TODAY };
const found = (/** @type {string} */ text, facts = {}) => checkLetter(text, { ...FACTS, ...facts }).map(({ kind, match, known }) => `${known ? "known " : ""}${kind}: ${match}`);

test("a moment that stands in a matter says so, and any other is a moment as before", () => {
  const [on] = checkLetter("Op 12 maart ging het mis.", FACTS);
  assert.match(on.reason, /^Deze datum staat in een kwestie achter dit signaal/);
  assert.deepEqual(found("Op 12 maart, en op 2 februari."), ["known date: 12 maart", "date: 2 februari"]);
  assert.deepEqual(found("Op 12 maart.", { days: [] }), ["date: 12 maart"]);
  assert.ok(mayStay(on));
});

test("a reason for any moment does not hold once it stands in a matter", () => {
  const before = checkLetter("Op 12 maart.", { ...FACTS, days: [] });
  const kept = [{ key: before[0].key, reason: "Die dag was er een open dag." }];
  assert.deepEqual(undecided(before, kept), []);
  assert.equal(undecided(checkLetter("Op 12 maart.", FACTS), kept).length, 1);
});

test("places are known by their parts and by the rooms in what was noted", () => {
  const places = knownPlaces([{ places: ["Dorpsstraat 12, Hofzaal", "Teams"], told: [{ text: "Hij kwam naar kamer 14.", day: "" }], met: [], unit: "" }]);
  assert.deepEqual(found("Het speelt in de Hofzaal.", { places }), ["known place: Hofzaal"]);
  assert.deepEqual(found("Het speelt aan de Dorpsstraat.", { places }), ["known place: Dorpsstraat"]);
  assert.deepEqual(found("Het speelt in kamer 14.", { places }), ["known place: kamer 14"]);
  assert.deepEqual(found("Het speelt in kamer 15.", { places }), ["place: kamer 15"]);
  assert.ok(!places.includes("12"));
});

test("a part of the organisation is known where a matter belongs to it or names it", () => {
  const behindUnits = knownUnits([{ places: [], told: [{ text: "In Zuid is het rustiger.", day: "" }], met: [], unit: "Noord" }], ["Noord", "Zuid", "West"]);
  assert.deepEqual(behindUnits, ["Noord", "Zuid"]);
  assert.deepEqual(found("In Noord en in West.", { units: ["Noord", "West"], behindUnits }), ["known unit: Noord", "unit: West"]);
});

test("a name is never hidden in something wider that may stay", () => {
  assert.deepEqual(found("Het vertrouwen in Jan is weg."), ["name: Jan"]);
  assert.deepEqual(found("Volgens meneer De Vries."), ["name: meneer De Vries"]);
});
