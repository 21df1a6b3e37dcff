// What counts as a visitor's yes under a signal, and how its steps stand for who looks.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { answerTo, checkAnswers, layConsent, questionOf, writeSections } = await import("../../src/nabij/browser/day/signals.js");
const { agreements } = await import("../../src/nabij/browser/day/consents.js");
const { questionHash } = await import("../../src/nabij/browser/vault/consent.js");
const { tasksOf } = await import("../../src/nabij/browser/elements/signal-tasks.js");
const { turnSentence } = await import("../../src/nabij/browser/day/signal-turn.js");

const LIMITS = { contact_name: "Daan", intention: "Dat u kijkt.", told: "Er is iets met grappen.", limits: "Welk team.", until: "" };
const TODAY = "2026-03-02";
const ASK = "11111111-1111-4111-8111-111111111111";
const question = questionOf(LIMITS);

const consent = (more = {}) => ({ step: question.step, receiver: question.receiver, width: question.width, expires: null, text_hash: questionHash(ASK, question.text), sequence: 1, state: "given", heard: false, ...more });
const ask = (content = {}) => ({ kind: "ask", id: ASK, revision: 1, part: "conversation", epoch: 1, body: "", author: "A", content: { ...question, ...content } });

const CARD = { kind: "card", id: "k", revision: 1, part: "notes", epoch: 1, body: "", author: "A", epochs: { conversation: 1, notes: 1 }, consent: null, content: {} };

/** @param {any[]} consents @param {any[]} asks @param {string | null} trouble */
function matter(consents, asks = [ask()], trouble = null) {
  const records = consents.map((one) => ({ kind: "consent", id: `c${one.sequence}`, revision: 1, part: "conversation", epoch: 1, body: `${one.sequence}`, author: "V", content: one }));
  const served = { mine: true, keeper: { id: "amina", name: "Amina" }, consents: records.map(({ id, content }) => ({ sequence: content.sequence, record_id: id, receiver: null, width: content.width, given: content.state === "given", refused: content.state === "refused", heard: content.heard })), holders: [], shares: [], grants: [], encounters: [], breaks: [] };
  return /** @type {any} */ ({ id: "m", served, records: [CARD, ...asks, ...records], consents: { all: records.map(({ id, content }) => ({ id, consent: content })), trouble }, troubles: [], alarms: [], refusedKeys: [], elsewhere: 0, people: { self: "amina", ownSigns: ["A"], pins: [], keeper: { mine: true, owner: "amina" } }, epochs: { conversation: [1], notes: [1], peer: [] }, heads: new Map(), aside: [], news: [] });
}

const stateOf = (/** @type {any} */ one, limits = LIMITS) => answerTo(one, limits, TODAY).state;

test("a yes counts for the very question that was asked, and no other", () => {
  assert.equal(stateOf(matter([consent()])), "given");
  assert.equal(stateOf(matter([])), "open");
  assert.equal(stateOf(matter([], [])), "unasked");
  for (const changed of [{ told: "Nog iets anders." }, { contact_name: "Els" }, { limits: "Niets." }, { intention: "Straf." }, { until: "2026-05-01" }])
    assert.equal(stateOf(matter([consent()]), { ...LIMITS, ...changed }), "unasked");
});

test("the question says who it is that hears it, and one that was asked before it did is the same question", () => {
  assert.match(question.text, /^Mag ik dit aan Daan vertellen\? Daan is eindverantwoordelijk voor je organisatie\. Ik noem je naam niet\./);
  const text = question.text.replace("Daan is eindverantwoordelijk voor je organisatie. ", "");
  assert.equal(stateOf(matter([consent({ text_hash: questionHash(ASK, text) })], [ask({ text })])), "given");
  assert.equal(stateOf(matter([consent({ text_hash: questionHash(ASK, text) })])), "open");
});

test("a yes to somebody else, of another width, or to another text is none", () => {
  const other = questionOf({ ...LIMITS, contact_name: "Els" });
  for (const wrong of [{ receiver: other.receiver }, { width: "everything" }, { step: "share" }, { expires: "2027-01-01" }]) assert.notEqual(stateOf(matter([consent(wrong)])), "given");
  assert.equal(stateOf(matter([consent({ text_hash: questionHash("22222222-2222-4222-8222-222222222222", question.text) })])), "open");
});

test("a yes that lies under another signal is none for this one, also once it was recorded anew; a question of its own counts", () => {
  const again = "22222222-2222-4222-8222-222222222222";
  const heard = (/** @type {any} */ more) => consent({ heard: true, on: "2026-02-01", ...more });
  const answered = (/** @type {any[]} */ consents, asks = [ask()]) => { const { state, known } = answerTo(matter(consents, asks), LIMITS, TODAY, ["c1"]); return [state, known?.id ?? null]; };
  assert.deepEqual(answered([consent()]), ["spent", null]);
  assert.deepEqual(answered([heard(), heard({ sequence: 2 })]), ["spent", null]);
  assert.deepEqual(answered([consent()], [ask(), { ...ask(), id: again }]), ["open", null]);
  assert.deepEqual(answered([consent(), consent({ sequence: 2, text_hash: questionHash(again, question.text) })], [ask(), { ...ask(), id: again }]), ["given", "c2"]);
  assert.throws(() => layConsent(/** @type {any} */ ({}), "m", answerTo(matter([consent()]), LIMITS, TODAY, ["c1"])), { code: "refused" });
});

test("a question whose words were exchanged is not this question", () => {
  assert.equal(stateOf(matter([consent()], [ask({ text: "Mag ik alles vertellen?" })])), "unasked");
  assert.equal(stateOf(matter([consent()], [ask({ receiver: questionOf({ ...LIMITS, contact_name: "Els" }).receiver })])), "unasked");
});

test("no, taken back and run out are no yes", () => {
  assert.equal(stateOf(matter([consent({ state: "refused" })])), "refused");
  assert.equal(stateOf(matter([consent(), consent({ sequence: 2, state: "withdrawn" })])), "withdrawn");
  const until = questionOf({ ...LIMITS, until: "2026-03-01" });
  const dated = consent({ expires: "2026-03-01", text_hash: questionHash(ASK, until.text) });
  assert.equal(stateOf(matter([dated], [ask({ expires: "2026-03-01" })]), { ...LIMITS, until: "2026-03-01" }), "expired");
});

test("a yes once more after a withdrawal counts, and the number of the last one goes along", () => {
  const again = answerTo(matter([consent(), consent({ sequence: 2, state: "withdrawn" }), consent({ sequence: 3 })]), LIMITS, TODAY);
  assert.deepEqual([again.state, again.known?.consent.sequence, again.last], ["given", 3, 3]);
});

test("a yes to one question takes no other back, though the same person is told", () => {
  const other = "22222222-2222-4222-8222-222222222222";
  const more = questionOf({ ...LIMITS, told: "Nog iets anders.", until: "2026-05-01" });
  const asks = [ask(), { ...ask({ ...more }), id: other }];
  const second = (/** @type {any} */ how) => consent({ text_hash: questionHash(other, more.text), expires: "2026-05-01", ...how });
  const states = (/** @type {any[]} */ ...later) => [LIMITS, { ...LIMITS, told: "Nog iets anders.", until: "2026-05-01" }].map((limits) => stateOf(matter([consent(), ...later], asks), limits));
  assert.deepEqual(states(second({ sequence: 2 })), ["given", "given"]);
  assert.deepEqual(states(second({ sequence: 2 }), consent({ sequence: 3, state: "withdrawn" })), ["withdrawn", "given"]);
  assert.deepEqual(states(second({ sequence: 2 }), second({ sequence: 3, state: "withdrawn" })), ["given", "withdrawn"]);
});

test("the agreements of a matter tell both, and of each how it ended", () => {
  const other = questionHash("22222222-2222-4222-8222-222222222222", "Mag ik nog iets vertellen?");
  const said = [consent(), consent({ sequence: 2, text_hash: other }), consent({ sequence: 3, text_hash: other, state: "withdrawn" })];
  const here = (/** @type {any[]} */ consents) => agreements({ ...matter(consents), people: { self: "amina", pins: [], ownSigns: ["A"] } }, TODAY);
  assert.deepEqual(here(said.slice(0, 2)).now.map(({ id }) => id), ["c1", "c2"]);
  const { now, before } = here(said);
  assert.deepEqual([now.map(({ id }) => id), before.map(({ id, ended }) => [id, ended])], [["c1"], [["c2", "Ingetrokken door de inbrenger zelf"]]]);
});

test("consents that do not verify give nothing, whatever they say", () => {
  assert.equal(stateOf(matter([consent()], [ask()], "ForgedConsent")), "doubtful");
  assert.equal(stateOf(/** @type {any} */ ({ ...matter([consent()]), elsewhere: 1 })), "doubtful");
});

test("what does not verify is laid under nothing, and stops each step on which a letter goes out", async () => {
  const doubtful = matter([consent()], [ask()], "ForgedConsent");
  const sections = new Map([["limits", { revision: 2, value: LIMITS }], ["noticed", { revision: 1, value: { text: "x", matters: [{ matter: "m", by: "amina" }] } }]]);
  const signal = /** @type {any} */ ({ story: { sections, self: "amina", authors: [{ id: "amina", me: true }] }, register: { id: "s", path: "agreed", due: null, version: 1, concerns: [{ matter: "m", record_id: "c1", exception: false, limits: 2 }] } });
  assert.throws(() => layConsent(signal, "m", answerTo(doubtful, LIMITS, TODAY)), { code: "refused", sentence: "Deze toestemming geldt niet. Er is niets bewaard." });
  await checkAnswers(signal, async () => matter([consent()]));
  await assert.rejects(checkAnswers(signal, async () => doubtful), { code: "withdrawn", sentence: /Er is niets verstuurd\. Kijk bij Afstemmen\./ });
});

const register = (/** @type {any} */ more) => /** @type {any} */ ({ path: "agreed", step: "noticed", turn: "mine", asked: null, asked_by: null, needed: 1, concerns: [], contact: null, due: null, weigher: "", ...more });
const standings = (/** @type {any} */ more, how = { written: true, gone: false }) => tasksOf(register(more), how).map(({ standing }) => standing).join(" ");

test("every step says whether it is done, to be taken, or why it cannot be yet", () => {
  assert.equal(standings({}, { written: false, gone: false }), "now later later later later later later later later");
  assert.equal(standings({}), "done now later later later later later later later");
  assert.equal(standings({ turn: "colleague", asked: { id: "b", name: "Bram" } }), "done wait later later later later later later later");
  assert.equal(standings({ step: "weighed" }), "done done now later later later later later later");
  assert.equal(standings({ step: "grounded", path: "excepted" }), "done done done now later later later later later");
  assert.equal(standings({ step: "delivered", turn: "board", due: "2026-04-01" }), "done done done done done wait later later later");
  assert.equal(standings({ step: "closed", turn: "nobody", due: "2026-04-01" }), "done done done done done done done done done");
  assert.equal(standings({ step: "not_sent", turn: "nobody" }), "stopped stopped stopped stopped stopped stopped stopped stopped stopped");
  for (const task of tasksOf(register({}), { written: true, gone: false })) if (task.standing === "later") assert.notEqual(task.says, "");
});

test("after the letter went, who took it back is told first, and what rests on nobody can be closed where it stands", () => {
  const tasks = (/** @type {any} */ concerns, step = "received") => new Map(tasksOf(register({ step, due: "2026-03-02", concerns }), { written: true, gone: concerns.some((/** @type {any} */ one) => one.gone) }).map(({ key, standing, says }) => [key, [standing, says]]));
  assert.deepEqual(tasks([{ gone: false, told: false }]).get("agreed_with_persons")?.[0], "done");
  const untold = tasks([{ gone: true, told: false }, { gone: false, told: false }]);
  assert.deepEqual(untold.get("agreed_with_persons"), ["now", "Een inbrenger nam het terug"]);
  assert.equal(untold.get("closed")?.[0], "later");
  assert.equal(untold.get("answered")?.[0], "wait");
  const one = tasks([{ gone: true, told: true }, { gone: false, told: false }]);
  assert.equal(one.get("agreed_with_persons")?.[0], "done");
  assert.equal(one.get("closed")?.[0], "later");
  assert.deepEqual(tasks([{ gone: true, told: true }]).get("closed"), ["now", "Iedere inbrenger nam het terug"]);
  assert.equal(tasks([{ gone: true, told: true }], "closed").get("closed")?.[0], "done");
});

const signalOf = (/** @type {any} */ concerns, /** @type {any} */ more = {}) => {
  const sections = new Map([["limits", { revision: 2, value: LIMITS }], ["noticed", { revision: 1, value: { text: "x", matters: [{ matter: "m", by: "amina" }, { matter: "n", by: "bram" }] } }]]);
  return /** @type {any} */ ({ story: { sections, self: "amina", authors: [{ id: "amina", me: true }, { id: "bram", me: false }] }, register: { path: "agreed", due: null, concerns, ...more } });
};
const laidRow = (/** @type {any} */ more = {}) => ({ matter: "m", record_id: "c1", exception: false, limits: 2, ...more });

test("a step on which a letter goes out looks once more at one's own visitors' answers", async () => {
  const yes = async () => matter([consent()]);
  await checkAnswers(signalOf([laidRow()]), yes);
  for (const [signal, load] of /** @type {[any, any][]} */ ([
    [signalOf([laidRow({ limits: 1 })]), yes],
    [signalOf([laidRow({ record_id: "c9" })]), yes],
    [signalOf([]), yes],
    [signalOf([laidRow()]), async () => matter([consent()], [ask({ text: "Mag ik iets anders vertellen?" })])],
    [signalOf([laidRow()]), async () => matter([consent(), consent({ sequence: 2, state: "withdrawn" })])],
    [signalOf([laidRow()]), async () => matter([consent()], [ask()], "ForgedConsent")],
  ])) await assert.rejects(checkAnswers(signal, load), /withdrawn/);
});

test("of one visitor with two matters one yes is looked at, and it counts for both", async () => {
  const told = (/** @type {string} */ id, /** @type {any[]} */ consents, same = "") => ({ ...matter(consents, [ask(), { id: `${id}-match`, kind: "match", revision: 1, epoch: 1, part: "notes", content: { same } }]), id });
  const signal = signalOf([laidRow()]);
  signal.story.sections.get("noticed").value.matters = [{ matter: "m", by: "amina" }, { matter: "o", by: "amina", same: "m" }];
  const load = (/** @type {string} */ same) => async (/** @type {string} */ id) => (id === "m" ? told("m", [consent()]) : told("o", [], same));
  await checkAnswers(signal, /** @type {any} */ (load("m")));
  await assert.rejects(checkAnswers(signal, /** @type {any} */ (load(""))), { code: "apart" });
});

test("a yes that was heard and recorded anew, for a visitor who got words later, still lies under the letter", async () => {
  const heard = consent({ heard: true, on: TODAY });
  await checkAnswers(signalOf([laidRow()]), async () => matter([heard, { ...heard, sequence: 2 }]));
  for (const other of [{ ...heard, on: "2026-03-01" }, { ...heard, heard: false }, { ...heard, width: "from_now" }]) {
    await assert.rejects(checkAnswers(signalOf([laidRow()]), async () => matter([heard, { ...other, sequence: 2 }])), /withdrawn/);
  }
});

test("for whom it is not the turn nothing says that it is, at whichever step", () => {
  const begun_by = { id: "amina", name: "Amina" };
  const gone = [{ gone: true, told: false, stands: false }];
  for (const [more, how, key] of /** @type {[any, any, string][]} */ ([
    [{}, { written: false, gone: false }, "noticed"],
    [{}, { written: true, gone: false }, "weighed"],
    [{ asked: { id: "bram", name: "Bram" } }, { written: true, gone: false }, "weighed"],
    [{ concerns: gone }, { written: true, gone: true }, "weighed"],
    [{ step: "weighed" }, { written: true, gone: false }, "agreed_with_persons"],
    [{ step: "weighed", concerns: gone }, { written: true, gone: true }, "agreed_with_persons"],
    [{ step: "agreed_with_persons" }, { written: true, gone: false }, "worded_neutral"],
    [{ step: "worded_neutral", concerns: gone }, { written: true, gone: true }, "agreed_with_persons"],
    [{ step: "worded_neutral" }, { written: true, gone: false }, "delivered"],
    [{ step: "delivered", due: "2026-04-01", concerns: gone }, { written: true, gone: true }, "agreed_with_persons"],
    [{ step: "answered", due: "2026-04-01" }, { written: true, gone: false }, "followed_up"],
    [{ step: "followed_up", due: "2026-04-01" }, { written: true, gone: false }, "closed"],
  ])) {
    const standing = (/** @type {string} */ turn) => tasksOf(register({ begun_by, ...more, turn }), how).find((task) => task.key === key)?.standing;
    assert.deepEqual([standing("mine"), standing("colleague")], ["now", "wait"], `${key} of ${JSON.stringify(more)}`);
    assert.ok(!tasksOf(register({ begun_by, ...more, turn: "colleague" }), how).some((task) => task.standing === "now"), key);
    assert.match(turnSentence("colleague", register({ begun_by, ...more, turn: "colleague" })), /^Je collega is aan zet/);
  }
  assert.equal(tasksOf(register({ step: "answered", due: "2026-04-01", turn: "meeting" }), { written: true, gone: false })[7].standing, "wait");
});

test("a yes that stands no more is not told as done, and what comes after waits for it", () => {
  const gone = { step: "agreed_with_persons", concerns: [{ matter: "m", stands: false, gone: true, told: true }] };
  const tasks = tasksOf(register(gone), { written: true, gone: true });
  assert.deepEqual([tasks[2].standing, tasks[2].says], ["now", "0 van 1 keer ja opgenomen. Eén ja geldt niet meer"]);
  assert.equal(tasks[3].standing, "later");
  const sent = tasksOf(register({ ...gone, step: "delivered", turn: "board", due: "2026-04-01" }), { written: true, gone: true });
  assert.deepEqual([sent[2].standing, sent[2].says], ["done", "De inbrenger zei ja, en nam het na de brief terug"]);
  // nobody stands behind it any more: nobody waits for the board
  assert.deepEqual([sent[5].standing, sent[5].says], ["stopped", "Gaat niet door"]);
});

test("a text counts as saved only where it stands: of a signal that turns out to be shut nothing is", async () => {
  const storyWith = (/** @type {any} */ state, /** @type {any[]} */ ...sections) => /** @type {any} */ ({ state, sections: new Map(sections) });
  const value = { text: "Dit zag ik." };
  const there = ["second", { value, revision: 2 }];
  const write = (/** @type {any} */ after, contested = []) => writeSections(/** @type {any} */ ({ story: storyWith("open") }), { second: value }, { anew: true }, async () => /** @type {any} */ ({ story: after, contested }));
  await write(storyWith("open", there));
  for (const state of ["waiting", "refused", "lost"]) await assert.rejects(write(storyWith(state)), { code: "stale", sentence: /niet weg/ });
  await assert.rejects(write(storyWith("open", there), /** @type {any} */ ([{ name: "second" }])), { code: "stale", sentence: /collega schreef/ });
});
