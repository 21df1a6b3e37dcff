// A server that changes one answer at a signal: who looks, or on what it rests. Nothing goes out unless every visitor of one's own, or what was recorded in their place, was looked at.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { checkAnswers, questionOf, takeStep } = await import("../../src/nabij/browser/day/signals.js");
const { exceptionsFor } = await import("../../src/nabij/browser/day/signal-excepted.js");
const { questionHash } = await import("../../src/nabij/browser/vault/consent.js");

const LIMITS = { contact_name: "Daan", intention: "Dat u kijkt.", told: "Iets.", limits: "Team.", until: "" };
const ASK = "11111111-1111-4111-8111-111111111111";
const question = questionOf(LIMITS);
const GROUNDS = { statutory_duty: "De Arbowet vraagt dit.", consent_sought: "", conscience: "", no_other_way: "", serious_harm: "" };
const CARD = { kind: "card", id: "k", revision: 1, part: "notes", epoch: 1, body: "", author: "A", epochs: { conversation: 1, notes: 1 }, consent: null, content: {} };
const consent = (more = {}) => ({ step: question.step, receiver: question.receiver, width: question.width, expires: null, text_hash: questionHash(ASK, question.text), sequence: 1, state: "given", heard: false, ...more });
const exception = (content = {}, more = {}) => ({ kind: "exception", id: "e1", revision: 1, part: "notes", epoch: 1, body: "", author: "A", content: { ground: "statutory_duty", situation: "x", ...content }, ...more });

/** @param {any[]} consents @param {any[]} more */
function matter(consents, more = []) {
  const records = consents.map((one) => ({ kind: "consent", id: `c${one.sequence}`, revision: 1, part: "conversation", epoch: 1, body: `${one.sequence}`, author: "V", content: one }));
  const served = { mine: true, keeper: { id: "amina", name: "Amina" }, consents: records.map(({ id, content }) => ({ sequence: content.sequence, record_id: id, receiver: null, width: content.width, given: content.state === "given", refused: false, heard: false })), holders: [], shares: [], grants: [], encounters: [], breaks: [] };
  const ask = { kind: "ask", id: ASK, revision: 1, part: "conversation", epoch: 1, body: "", author: "A", content: question };
  return /** @type {any} */ ({ id: "m", served, records: [CARD, ask, ...records, ...more], consents: { all: records.map(({ id, content }) => ({ id, consent: content })), trouble: null }, troubles: [], alarms: [], refusedKeys: [], elsewhere: 0, people: { self: "amina", ownSigns: ["A"], pins: [], keeper: { mine: true, owner: "amina" } }, epochs: { conversation: [1], notes: [1], peer: [] }, heads: new Map(), aside: [], news: [] });
}

/** @param {any} [served] @param {any} [grounds] @param {any} [story] */
const signal = (served = {}, grounds = null, story = {}) => {
  const sections = new Map(/** @type {[string, any][]} */ ([["limits", { revision: 2, value: LIMITS }], ["noticed", { revision: 1, value: { text: "x", matters: [{ matter: "m", by: "amina" }] } }]]));
  if (grounds) sections.set("grounds", { revision: 1, value: grounds });
  return /** @type {any} */ ({ story: { sections, self: "amina", authors: [{ id: "amina", me: true }], ...story }, register: { id: "s", path: "agreed", due: null, version: 1, concerns: [{ matter: "m", record_id: "c1", exception: false, limits: 2 }], ...served } });
};
const EXCEPTED = { path: "excepted", concerns: [{ matter: "m", record_id: "e1", exception: true, limits: 0 }] };
const given = async () => matter([consent()]);
const withdrawn = async () => matter([consent(), consent({ sequence: 2, state: "withdrawn" })]);
const recorded = (/** @type {any[]} */ ...more) => async () => matter([], more);

test("as it is, a yes lets it through and a withdrawal stops it", async () => {
  await checkAnswers(signal(), given);
  await assert.rejects(checkAnswers(signal(), withdrawn), { code: "withdrawn" });
});

test("a signal of which the server says that it goes without consent stays where it is", async () => {
  for (const path of ["excepted", "", "anders"]) await assert.rejects(checkAnswers(signal({ path }), withdrawn), path);
  await assert.rejects(checkAnswers(signal({ path: "excepted" }), given), { code: "unfounded", sentence: /Er is niets verstuurd/ });
  // also with what was recorded there for something else, at a signal without reasons
  await assert.rejects(checkAnswers(signal(EXCEPTED), recorded(exception())), { code: "unfounded" });
});

test("whom the server calls the reader is not asked: the vault says who looks", async () => {
  for (const authors of [[], [{ id: "somebody", me: true }], [{ id: "amina", me: false }, { id: "bram", me: true }]])
    await assert.rejects(checkAnswers(signal({}, null, { authors }), withdrawn), { code: "withdrawn" });
});

test("without consent it goes over one's own record of why, in each matter of one's own and at the signal", async () => {
  const all = { ...GROUNDS, statutory_duty: "", consent_sought: "a", conscience: "b", no_other_way: "c", serious_harm: "d" };
  await checkAnswers(signal(EXCEPTED, GROUNDS), recorded(exception()));
  await checkAnswers(signal(EXCEPTED, all), recorded(exception({ ground: "conflict_of_duties" })));
  for (const [grounds, ...records] of /** @type {[any, ...any[]][]} */ ([
    [GROUNDS],
    [GROUNDS, exception({}, { id: "e2" })],
    [GROUNDS, exception({}, { author: "B" })],
    [GROUNDS, exception({ ground: "conflict_of_duties" })],
    [GROUNDS, exception({ ground: "constructor" })],
    [{ ...GROUNDS, statutory_duty: " " }, exception()],
    [{ ...all, conscience: "" }, exception({ ground: "conflict_of_duties" })],
    [all, exception()],
  ])) await assert.rejects(checkAnswers(signal(EXCEPTED, grounds), recorded(...records)), { code: "unfounded" }, JSON.stringify([grounds, records]));
  await assert.rejects(checkAnswers(signal({ ...EXCEPTED, concerns: [] }, GROUNDS), recorded(exception())), { code: "unfounded" });
  assert.deepEqual(exceptionsFor(matter([], [exception(), exception({}, { id: "e2", author: "B" })])).map(({ id }) => id), ["e1"]);
});

test("no step on which a letter goes out is sent before that, nor the one that takes the place of agreeing", async (t) => {
  const sent = t.mock.method(globalThis, "fetch", async () => assert.fail("sent"));
  for (const step of ["afstemmen", "redenen", "verwoorden", "overdragen"]) await assert.rejects(takeStep(signal({ path: "excepted" }), step), { code: "unfounded" });
  assert.equal(sent.mock.callCount(), 0);
});
