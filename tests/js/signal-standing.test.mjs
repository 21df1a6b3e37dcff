// How many said yes, who went and what is looked at again: right at every step, from the register alone.
import assert from "node:assert/strict";
import test from "node:test";
import { isOfBefore, oftenFewer, whoTookBack, whoWent } from "../../src/nabij/browser/day/signal-anew.js";
import { yesWords } from "../../src/nabij/browser/day/signal-standing.js";
import { tasksOf } from "../../src/nabij/browser/elements/signal-tasks.js";

const yes = { stands: true, gone: false, told: false, limits: 2, exception: false };
const anew = { ...yes, stands: false, limits: 0 };
const older = { ...yes, stands: false, limits: 1 };
const gone = { ...yes, stands: false, gone: true };
const told = { ...gone, told: true };

const register = (/** @type {any} */ more) => /** @type {any} */ ({ path: "agreed", step: "weighed", turn: "mine", asked: null, asked_by: null, needed: 3, concerns: [], contact: null, due: null, meeting: null, answered: false, weigher: "colleague", before: {}, rested: 0, ...more });

/** @type {[string, any[], number, string | null, string][]} what is laid, of how many, the last day of the answer, and what the row says */
const ROWS = [
  ["nobody yet", [], 3, null, "0 van 3 keer ja opgenomen"],
  ["one of three", [yes], 3, null, "1 van 3 keer ja opgenomen"],
  ["everybody", [yes, yes, yes], 3, null, "3 van 3 keer ja opgenomen"],
  ["two of before it was weighed anew", [anew, anew], 2, null, "0 van 2 keer ja opgenomen. 2 keer ja van eerder neem je opnieuw op"],
  ["one of those looked at", [yes, anew], 2, null, "1 van 2 keer ja opgenomen. Eén ja van eerder neem je opnieuw op"],
  ["one to other words", [yes, older], 3, null, "1 van 3 keer ja opgenomen. Eén ja hoort bij eerdere woorden"],
  ["two to other words", [older, older], 3, null, "0 van 3 keer ja opgenomen. 2 keer ja hoort bij eerdere woorden"],
  ["one of three went", [yes, yes, gone], 3, null, "2 van 3 keer ja opgenomen. Eén ja geldt niet meer"],
  ["who went is not counted as older", [yes, older, { ...gone, limits: 1 }], 3, null, "1 van 3 keer ja opgenomen. Eén ja hoort bij eerdere woorden. Eén ja geldt niet meer"],
  ["all went", [gone, gone, gone], 3, null, "0 van 3 keer ja opgenomen. 3 keer ja geldt niet meer"],
  ["after the letter", [yes, yes, yes], 3, "2026-04-01", "3 van 3 zeiden ja"],
  ["after the letter one went", [yes, yes, gone], 3, "2026-04-01", "3 van 3 zeiden ja. Eén nam het terug na de brief"],
  ["told or not is the same", [yes, told, gone], 3, "2026-04-01", "3 van 3 zeiden ja. 2 namen het terug na de brief"],
  ["older words are those that were read", [yes, yes, { ...older, stands: true }], 3, "2026-04-01", "3 van 3 zeiden ja"],
  ["one visitor", [yes], 1, "2026-04-01", "De inbrenger zei ja"],
  ["one visitor who went", [told], 1, "2026-04-01", "De inbrenger zei ja, en nam het na de brief terug"],
];
for (const [name, concerns, needed, due, says] of ROWS) test(`yeses: ${name}`, () => assert.equal(yesWords(register({ concerns, needed, due })), says));

test("no row counts more than there are, whatever lies under it", () => {
  const all = [yes, anew, older, gone, told];
  for (const one of all) for (const other of all) for (const third of all) for (const due of [null, "2026-04-01"]) {
    const concerns = [one, other, third];
    const counts = [...yesWords(register({ concerns, due })).matchAll(/\d+|Eén/gu)].map(([found]) => (found === "Eén" ? 1 : Number(found)));
    const [first, of, ...rest] = counts;
    assert.equal(of, 3);
    assert.equal(due === null ? first + rest.reduce((sum, next) => sum + next, 0) : first, 3);
  }
});

const rows = (/** @type {any} */ more, /** @type {any} */ how = {}) => Object.fromEntries(tasksOf(register(more), { written: true, gone: false, ...how }).map(({ key, standing, says }) => [key, `${standing}: ${says}`]));

test("what was weighed and worded before somebody went is said to be looked at again", () => {
  assert.equal(rows({ step: "noticed" }, { again: ["weighed"] }).weighed, "now: Kijk opnieuw naar de weging");
  assert.equal(rows({ step: "agreed_with_persons", concerns: [yes, yes], needed: 2 }, { again: ["worded_neutral"] }).worded_neutral, "now: Lees de brief opnieuw");
  assert.equal(rows({ step: "agreed_with_persons", concerns: [yes, yes], needed: 2 }).worded_neutral, "now: ");
});

test("what rests on nobody any more goes nowhere, and what never came is not told as done", () => {
  const nobody = { needed: 1, concerns: [told], due: "2026-04-01", step: "received" };
  assert.equal(rows(nobody).answered, "stopped: Gaat niet door");
  assert.equal(rows(nobody).closed, "now: Iedere inbrenger nam het terug");
  const closed = rows({ ...nobody, step: "closed", turn: "nobody" });
  assert.deepEqual([closed.answered, closed.followed_up, closed.closed], ["stopped: Ging niet door", "stopped: Ging niet door", "done: "]);
  assert.equal(rows({ ...nobody, step: "closed", answered: true, meeting: "2026-03-20" }).followed_up, "done: ");
});

for (const [rested, needed, says] of /** @type {[number, number, string][]} */ ([
  [3, 2, "Eén van de drie inbrengers staat niet meer achter dit signaal: nu rust het op twee."],
  [3, 1, "Twee van de drie inbrengers staan niet meer achter dit signaal: nu rust het op één."],
  [2, 0, "Iedere inbrenger staat niet meer achter dit signaal."],
  [1, 0, "De inbrenger staat niet meer achter dit signaal."],
  [14, 13, "Eén van de 14 inbrengers staat niet meer achter dit signaal: nu rust het op 13."],
  [2, 2, "Dit signaal is opnieuw gewogen sinds je de brief schreef."],
  [0, 2, "Een inbrenger nam intussen iets terug, en zei daarna dat dit ja nog geldt."],
])) test(`from ${rested} to ${needed}`, () => assert.equal(whoWent(register({ rested, needed })), says));

test("who takes back while it lies under the signal is told with how many there were", () => {
  assert.equal(whoTookBack(register({ concerns: [yes, yes, yes] })), "");
  assert.match(whoTookBack(register({ concerns: [yes, gone, yes] })), /^Van één van de drie inbrengers geldt het ja niet meer/);
  assert.match(whoTookBack(register({ concerns: [gone], needed: 1 })), /^Van de inbrenger geldt/);
  assert.match(oftenFewer(register({ rested: 3 })), /drie inbrengers/);
});

test("a section is of before until it has a later revision", () => {
  const signal = (/** @type {number} */ revision, before = {}) => /** @type {any} */ ({ register: { before }, story: { sections: new Map([["letter", { revision }]]) } });
  assert.equal(isOfBefore(signal(2), "letter"), false);
  assert.equal(isOfBefore(signal(2, { letter: 2 }), "letter"), true);
  assert.equal(isOfBefore(signal(3, { letter: 2 }), "letter"), false);
  assert.equal(isOfBefore(signal(2, { letter: 2 }), "card"), false);
});
