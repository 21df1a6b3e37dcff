// What in a letter narrows down together: beside each other, and over the whole letter where fewer visitors are left than the practice's least.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
const { checkLetter, mayStay, undecided } = await import("../../src/nabij/browser/day/letter-check.js");
const { findingsIn } = await import("../../src/nabij/browser/day/letter-findings.js");

/** Five visitors at Noord, of whom three with bullying; one at Zuid; two visits of one visitor count once. */
const REGISTER = [
  { visitor: "a", unit: "Noord", nature: "bullying", from: "2026-01", to: "2026-04" },
  { visitor: "b", unit: "Noord", nature: "bullying", from: "2026-03", to: "" },
  { visitor: "c", unit: "Noord", nature: "bullying", from: "2026-03", to: "" },
  { visitor: "c", unit: "Noord", nature: "bullying", from: "2025-11", to: "2025-12" },
  { visitor: "d", unit: "Noord", nature: "work_pressure", from: "2026-05", to: "" },
  { visitor: "e", unit: "Noord", nature: "work_pressure", from: "2025-02", to: "2025-03" },
  { visitor: "f", unit: "Receptie", nature: "discrimination", from: "2026-03", to: "2026-03" },
];
const FACTS = { names: [], places: [], units: ["Noord", "Receptie", "Kwaliteit"], roles: ["planner"], released: [], texts: [], today: "2026-06-15", few: 3, heads: { noord: 40, receptie: 12, kwaliteit: 2 }, register: REGISTER };
const together = (/** @type {string} */ text, facts = {}) => checkLetter(text, { ...FACTS, ...facts }).filter(({ kind }) => kind === "combination").map(({ match }) => match);

for (const [text, ...expected] of /** @type {[string, ...string[]][]} */ ([
  // beside each other
  ["Een planner bij Noord zei dit.", "Een planner bij Noord"],
  ["Een vrouwelijke planner zei dit.", "vrouwelijke planner"],
  ["In Noord hangt spanning. Een planner lacht erom.", "Noord hangt spanning. Een planner"],
  ["In Noord hangt spanning.\nEen planner lacht erom."],
  ["De teamleider in de kantine lacht.", "De teamleider in de kantine"],
  // how many are left: three or more
  ["In Noord wordt gepest."],
  ["Sinds maart wordt er gepest in Noord."],
  // fewer
  ["Bij de receptie wordt gediscrimineerd.", "receptie"],
  ["In Noord is de werkdruk hoog.", "Noord"],
  ["In januari werd er gepest in Noord.", "Noord"],
  ["In maart werd er gediscrimineerd.", "In maart"],
  // what nobody counts: a function or a room, with when and what
  ["In de kantine werd sinds maart gepest.", "In de kantine"],
  ["Een planner werd sinds maart gepest.", "planner"],
  // a part where few work
  ["Bij Kwaliteit is het stil.", "Kwaliteit"],
  // one by itself, and none
  ["In Noord is het stil."],
  ["Er wordt gepest."],
  ["Sinds maart hoorden wij dit vaker."],
  ["Mensen voelen zich niet vrij om iets te zeggen."],
]))
  test(`together in "${text}"`, () => assert.deepEqual(together(text), expected));

test("the sentence says which, how few, and that they are one's own visitors", () => {
  const [one] = checkLetter("Bij de receptie werd in maart gediscrimineerd.", FACTS).filter(({ kind }) => kind === "combination");
  assert.match(one.reason, /“receptie”, “in maart”, “gediscrimineerd” samen passen minder dan 3 inbrengers van jou/);
  const [unknown] = checkLetter("In de kantine werd sinds maart gepest.", FACTS).filter(({ kind }) => kind === "combination");
  assert.match(unknown.reason, /is niet bekend/);
});

test("what the practice calls few decides", () => {
  const text = "In Noord is de werkdruk hoog.";
  assert.deepEqual(together(text, { few: 2 }), []);
  assert.deepEqual(together(text, { few: 3 }), ["Noord"]);
  assert.deepEqual(together("In Noord wordt gepest.", { few: 4 }), ["Noord"]);
});

test("one visitor who came twice counts once", () => {
  const twice = REGISTER.map((one) => (one.visitor === "b" ? { ...one, visitor: "c" } : one));
  assert.deepEqual(together("In Noord wordt gepest.", { register: twice }), ["Noord"]);
});

test("it holds over the title, the text and the questions together", () => {
  const letter = { title: "Over de receptie", text: "Wij hoorden dit in maart.", questions: ["Wat doet u tegen discriminatie?"] };
  const found = findingsIn(letter, FACTS).filter(({ kind }) => kind === "combination");
  assert.deepEqual(found.map(({ part, match }) => `${part}: ${match}`), ["title: receptie"]);
  assert.match(found[0].reason, /“receptie”, “in maart”, “discriminatie”/);
});

test("a reason stays while the combination does, and goes when another mark comes beside it", () => {
  const text = "Bij de receptie wordt gediscrimineerd.";
  const found = checkLetter(text, FACTS);
  const kept = found.map(({ key }) => ({ key, reason: "De hele organisatie weet dit al." }));
  assert.ok(found.every(mayStay));
  assert.deepEqual(undecided(checkLetter(text, FACTS), kept), []);
  const more = undecided(checkLetter(`${text} Dat was in maart.`, FACTS), kept);
  assert.ok(more.some(({ kind, match }) => kind === "combination" && match === "receptie"));
});

test("without a register nothing is said of how many are left", () => {
  assert.deepEqual(together("Bij de receptie wordt gediscrimineerd.", { register: undefined }), []);
  assert.deepEqual(together("Bij Kwaliteit is het stil.", { few: undefined }), []);
});
