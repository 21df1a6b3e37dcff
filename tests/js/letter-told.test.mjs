// What visitors are told of the letter to which they said yes: each step once, by who keeps their matter, and nothing after they took it back.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { eventsOf, sentenceOf, tellOfAll, tellVisitors, untoldIn } = await import("../../src/nabij/browser/day/letter-told.js");
const { questionOf } = await import("../../src/nabij/browser/day/signals.js");
const { Offline, Refusal } = await import("../../src/nabij/browser/desk/talk.js");
const { questionHash } = await import("../../src/nabij/browser/vault/consent.js");
const { lettersIn, letterTold } = await import("../../src/nabij/browser/vault/letter-told.js");

const LIMITS = { contact_name: "Daan", intention: "Dat u kijkt.", told: "Er is iets met grappen.", limits: "Welk team.", until: "" };
const ASK = "11111111-1111-4111-8111-111111111111";
const SIGNAL = "22222222-2222-4222-8222-222222222222";
const question = questionOf(LIMITS);
const hash = questionHash(ASK, question.text);

const register = (/** @type {any} */ more = {}) => /** @type {any} */ ({
  id: SIGNAL, path: "agreed", step: "delivered", due: "2026-05-31", meeting: null, today: "2026-05-03", watches: ["2026-05-17", "2026-06-14", "2026-07-26"],
  concerns: [{ matter: "m", record_id: "c1", exception: false }], ...more,
});
const steps = (/** @type {any} */ more) => eventsOf(register(more)).map(({ step, day }) => (day ? `${step} ${day}` : step));

test("of a letter is told that it was given with its day, and how far it is now", () => {
  assert.deepEqual(steps({}), ["delivered 2026-05-03"]);
  assert.deepEqual(steps({ step: "received", meeting: "2026-05-20" }), ["delivered 2026-05-03", "received", "meeting 2026-05-20"]);
  // a talk that was held is no news, and what was passed meanwhile is not told any more
  assert.deepEqual(steps({ step: "answered", meeting: "2026-05-01", watches: ["2026-07-26"] }), ["delivered 2026-05-03", "answered"]);
  assert.deepEqual(steps({ step: "closed", watches: [] }), ["delivered", "closed"]);
  assert.deepEqual(steps({ step: "not_sent", due: null }), ["not_sent"]);
});

test("before it goes, and where nobody was asked, there is nothing to tell", () => {
  for (const step of ["noticed", "weighed", "agreed_with_persons", "worded_neutral"]) assert.deepEqual(steps({ step, due: null }), []);
  assert.deepEqual(steps({ path: "excepted" }), []);
});

test("every step has a sentence with who gets the letter", () => {
  assert.equal(sentenceOf({ step: "delivered", day: "2026-05-03", until: "2026-05-31" }, "Daan"), "Je zei ja. De brief is op 3 mei 2026 aan Daan gegeven. Het antwoord komt uiterlijk op 31 mei 2026.");
  assert.equal(sentenceOf({ step: "delivered", day: null, until: null }, "Daan"), "Je zei ja. De brief is aan Daan gegeven.");
  for (const step of /** @type {const} */ (["received", "meeting", "answered", "followed_up", "not_sent"])) assert.match(sentenceOf({ step, day: null, until: null }, "Daan"), /Daan/);
});

const consent = (more = {}) => ({ step: question.step, receiver: question.receiver, width: question.width, expires: null, text_hash: hash, sequence: 1, state: "given", heard: false, ...more });
const VISITOR = { owner: "m", visitor: true, sign: "V", former: [] };

const CARD = { kind: "card", id: "k", revision: 1, part: "notes", epoch: 1, body: "", author: "A", epochs: { conversation: 1, notes: 1 }, consent: null, content: {} };

/** A matter that is kept in memory. @param {any} [how] */
function kept({ consents = [consent()], mine = true, pins = [VISITOR], trouble = null } = {}) {
  const said = consents.map((one) => ({ kind: "consent", id: `c${one.sequence}`, revision: 1, part: "conversation", epoch: 1, body: `${one.sequence}`, author: "V", content: one }));
  const asked = { kind: "ask", id: ASK, revision: 1, part: "conversation", epoch: 1, body: "", author: "A", content: { ...question } };
  const rows = consents.map(({ sequence, width, state }) => ({ sequence, record_id: `c${sequence}`, receiver: null, width, given: state === "given", refused: false, heard: false }));
  const served = { mine, keeper: { id: "amina", name: "Amina" }, consents: rows, holders: [], shares: [], grants: [], encounters: [], breaks: [] };
  const people = { self: "amina", ownSigns: ["A"], pins, keeper: { mine: true, owner: "amina" } };
  const whole = { troubles: [], alarms: [], refusedKeys: [], elsewhere: 0, epochs: { conversation: [1], notes: [1], peer: [] }, heads: new Map(), aside: [], news: [] };
  return /** @type {any} */ ({ id: "m", served, people, ...whole, records: [CARD, asked, ...said], consents: { all: said.map(({ id, content }) => ({ id, consent: content })), trouble } });
}

const signal = (/** @type {any} */ more = {}) => /** @type {any} */ ({ register: register(more), story: { state: "open", self: "amina", authors: [{ id: "amina", me: true }], sections: new Map([["limits", { value: LIMITS }], ["noticed", { value: { matters: [{ matter: "m", by: "amina" }] } }]]) } });

/** What is said lands in the matter, once for each id. @param {any} matter */
function tools(matter) {
  const sent = /** @type {string[]} */ ([]);
  return {
    sent, loadMatter: async () => matter, loadInstead: async () => [], tellInstead: async () => assert.fail("nobody left"),
    tellOfLetter: async (/** @type {any} */ _, /** @type {any} */ { id, told, text }) => {
      if (matter.records.some((/** @type {any} */ one) => one.id === id)) throw new Refusal("Staat er al.", "stale");
      matter.records.push({ kind: "message", id, revision: 1, part: "conversation", epoch: 1, body: "", author: "A", content: { text, letter: told } });
      sent.push(told.step);
    },
  };
}

test("each step is told once, however often the signal is opened and in however many tabs", async () => {
  const matter = kept();
  const tool = tools(matter);
  assert.deepEqual((await tellVisitors(signal(), tool)).map(({ how }) => how), ["told"]);
  await tellVisitors(signal(), tool);
  assert.deepEqual(tool.sent, ["delivered"]);
  await tellVisitors(signal({ step: "received", meeting: "2026-05-20" }), tool);
  await tellVisitors(signal({ step: "received", meeting: "2026-05-20" }), tool);
  assert.deepEqual(tool.sent, ["delivered", "received", "meeting"]);
  // another day is told, and the first day once more
  for (const meeting of ["2026-05-21", "2026-05-20", "2026-05-20"]) await tellVisitors(signal({ step: "received", meeting }), tool);
  assert.deepEqual(tool.sent, ["delivered", "received", "meeting", "meeting", "meeting"]);
  // a second tab that looked before the first one sent
  const late = { ...kept(), records: kept().records };
  const others = tools(matter);
  assert.deepEqual((await tellVisitors(signal(), { ...others, loadMatter: async () => late })).map(({ how }) => how), ["told"]);
  assert.deepEqual(others.sent, []);
});

test("its id cannot be foretold without the question, and says nothing of the signal", () => {
  const found = untoldIn(signal(), kept(), eventsOf(register()));
  const other = untoldIn(signal({ id: "33333333-3333-4333-8333-333333333333" }), kept(), eventsOf(register()));
  assert.notEqual(found?.untold[0].id, other?.untold[0].id);
  assert.ok(!JSON.stringify(found).includes(SIGNAL));
});

test("who took it back is told that the letter was given before that, and nothing that came after", async () => {
  const matter = kept({ consents: [consent(), consent({ sequence: 2, state: "withdrawn" })] });
  const tool = tools(matter);
  await tellVisitors(signal({ step: "answered" }), tool);
  assert.deepEqual(tool.sent, ["delivered"]);
  const unsent = tools(kept({ consents: [consent(), consent({ sequence: 2, state: "withdrawn" })] }));
  assert.deepEqual(await tellVisitors(signal({ step: "not_sent", due: null }), unsent), []);
  assert.deepEqual(unsent.sent, []);
});

test("a yes that was not laid under it yet hears as well that nothing is sent", async () => {
  const tool = tools(kept());
  await tellVisitors(signal({ step: "not_sent", due: null, concerns: [] }), tool);
  assert.deepEqual(tool.sent, ["not_sent"]);
});

test("without seven words nothing is sent, and the page says what to tell", async () => {
  const tool = tools(kept({ pins: [] }));
  const [told] = await tellVisitors(signal(), tool);
  assert.deepEqual([told.how, told.sentence, tool.sent.length], ["no_words", "Je zei ja. De brief is op 3 mei 2026 aan Daan gegeven. Het antwoord komt uiterlijk op 31 mei 2026.", 0]);
});

test("only who keeps the matter speaks in it, and only where the consents are right", async () => {
  assert.deepEqual(await tellVisitors(signal(), tools(kept({ mine: false }))), []);
  const doubtful = tools(kept({ trouble: "ForgedConsent" }));
  assert.deepEqual((await tellVisitors(signal(), doubtful)).map(({ how }) => how), ["waits"]);
  assert.deepEqual(doubtful.sent, []);
});

test("once who keeps the matter left, a colleague who reads along tells it", async () => {
  const tool = tools(kept({ mine: false }));
  const left = { concerns: [{ matter: "m", record_id: "c1", exception: false, left: true }] };
  assert.deepEqual((await tellVisitors(signal(left), tool)).map(({ how, keeper }) => [how, keeper]), [["told", undefined]]);
  assert.deepEqual(tool.sent, ["delivered"]);
});

/** The same conversation as it is served to who stands by. @param {any} matter @param {any} [served] */
function standing(matter, served = {}) {
  const { id, records, consents, people } = matter;
  const one = /** @type {any} */ ({ id, served: { left: true, keeper: { id: "amina", name: "Amina" }, ...served }, trouble: null, talk: { id, records, consents, people } });
  const tool = tools(matter);
  return { ...tool, one, loadMatter: async () => assert.fail("not one's own"), loadInstead: async () => [one], tellInstead: async (/** @type {any} */ _, /** @type {any} */ { id: message, letter, text }) => tool.tellOfLetter(_, { id: message, told: letter, text }) };
}
const theirs = (/** @type {any} */ more = {}) => signal({ concerns: [{ matter: null, record_id: null, exception: false, left: true, instead: { matter: "m", record_id: "c1" } }], ...more });

test("and so does who stands by: each step once, and only where the yes lies under the letter", async () => {
  const tool = standing(kept());
  assert.deepEqual((await tellVisitors(theirs(), tool)).map(({ matter, how, keeper }) => [matter, how, keeper]), [["m", "told", "Amina"]]);
  await tellVisitors(theirs({ step: "received", meeting: "2026-05-20" }), tool);
  await tellVisitors(theirs({ step: "received", meeting: "2026-05-20" }), tool);
  assert.deepEqual(tool.sent, ["delivered", "received", "meeting"]);
  const other = standing(kept());
  assert.deepEqual(await tellVisitors(theirs({ concerns: [{ matter: null, exception: false, left: true, instead: { matter: "m", record_id: "c9" } }] }), other), []);
  const taken = standing(kept({ consents: [consent(), consent({ sequence: 2, state: "withdrawn" })] }));
  await tellVisitors(theirs({ step: "answered" }), taken);
  assert.deepEqual([other.sent, taken.sent], [[], ["delivered"]]);
});

test("who stands by speaks for nobody who is there, in nothing that is in doubt, and what fails waits", async () => {
  const there = standing(kept(), { left: false });
  assert.deepEqual([await tellVisitors(theirs(), there), there.sent], [[], []]);
  const doubtful = standing(kept({ trouble: "ForgedConsent" }));
  assert.deepEqual([(await tellVisitors(theirs(), doubtful)).map(({ how }) => how), doubtful.sent], [["waits"], []]);
  const unserved = { ...standing(kept()), loadInstead: async () => [] };
  assert.deepEqual(await tellVisitors(theirs(), unserved), []);
  const cut = { ...standing(kept()), tellInstead: async () => { throw new Offline(); } };
  assert.deepEqual((await tellVisitors(theirs(), cut)).map(({ how }) => how), ["waits"]);
});

test("what does not go now waits, and goes with the next opening", async () => {
  const matter = kept();
  const offline = { ...tools(matter), tellOfLetter: async () => { throw new Offline(); } };
  assert.deepEqual((await tellVisitors(signal(), offline)).map(({ how }) => how), ["waits"]);
  const tool = tools(matter);
  await tellVisitors(signal(), tool);
  assert.deepEqual(tool.sent, ["delivered"]);
});

test("one signal that does not open holds up no other, and what was told is not looked at again", async () => {
  const tool = tools(kept());
  const looked = /** @type {string[]} */ ([]);
  const load = async (/** @type {string} */ id) => {
    looked.push(id);
    if (id === "gone") throw new Refusal("Dit signaal is er niet meer.", "not_found");
    return id === "shut" ? { ...signal(), story: { state: "closed" } } : signal();
  };
  const went = ["gone", "shut", "open"].map((id) => ({ id, version: 1 }));
  await tellOfAll(went, load, tool);
  await tellOfAll(went, load, tool);
  assert.deepEqual(tool.sent, ["delivered"]);
  // what was shut may come open: it is looked at again
  assert.deepEqual(looked, ["gone", "shut", "open", "gone", "shut"]);
});

test("a visitor cannot say in a counsellor's name how far it is, and what is no step is no news", () => {
  const told = { of: "x", question: hash, step: "answered", day: null, until: null };
  const message = (/** @type {string} */ author, /** @type {any} */ letter = told) => ({ kind: "message", author, content: { text: "…", letter } });
  assert.deepEqual(lettersIn([message("V")], (author) => author === "V"), []);
  assert.equal(lettersIn([message("A")], (author) => author === "V").length, 1);
  for (const wrong of [null, "brief", { ...told, step: "won" }, { ...told, day: "morgen" }, { ...told, until: 3 }, { ...told, question: null }]) assert.equal(letterTold({ letter: wrong }), null);
});
