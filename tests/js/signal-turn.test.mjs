// Whose turn it is with a signal: the register's word, and while visitors are asked that of one's own matters.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { TURNS, turnNow, turnSentence, whoseTurn } = await import("../../src/nabij/browser/day/signal-turn.js");
const { knownDue, ownDue } = await import("../../src/nabij/browser/elements/signals-due.js");
const { Refusal } = await import("../../src/nabij/browser/desk/talk.js");

const NOTICED = { matters: [{ matter: "m1", by: "amina" }, { matter: "m2", by: "amina" }, { matter: "m3", by: "bram" }] };
const register = (/** @type {any} */ more = {}) => /** @type {any} */ ({ step: "weighed", turn: "visitors", asked: null, begun_by: { id: "amina", name: "Amina" }, concerns: [], ...more });
/** @param {string} me @param {Record<string, any>} answers @param {any} [more] */
const whose = (me, answers, more) => whoseTurn(register(more), NOTICED, me, new Map(Object.entries(answers)));

test("who has yet to ask, or to lay an answer under it, has the turn; who asked waits for their visitor", () => {
  assert.equal(whose("amina", { m1: "unasked", m2: "open" }), "mine");
  assert.equal(whose("amina", { m1: "open", m2: "open" }), "own");
  for (const state of ["given", "refused", "withdrawn", "expired", "doubtful", "unasked"]) assert.equal(whose("amina", { m1: "open", m2: state }), "mine", state);
  // one that did not open is for its keeper to look at
  assert.equal(whose("amina", { m1: "open" }), "mine");
  assert.equal(whose("bram", { m3: "open" }), "own");
});

test("once all of one's own lie under it, it is the other whose visitors are waited for", () => {
  const laid = { concerns: [{ matter: "m1", stands: true }, { matter: "m2", stands: true }] };
  assert.equal(whose("amina", {}, laid), "theirs");
  assert.equal(whose("amina", { m2: "unasked" }, { concerns: [{ matter: "m1", stands: true }, { matter: "m2", stands: false }] }), "mine");
});

test("on the path of danger who has something to record has the turn, else the other", () => {
  assert.equal(whose("bram", {}, { turn: "matters" }), "mine");
  assert.equal(whose("bram", {}, { turn: "matters", concerns: [{ matter: "m3", stands: true }] }), "colleague");
});

test("at every other step it is what the register says, in the same words", () => {
  for (const turn of ["mine", "colleague", "board", "meeting", "nobody"]) {
    assert.equal(whose("amina", {}, { turn }), turn);
    assert.ok(turnSentence(/** @type {any} */ (turn), register({ turn, step: "answered" })).startsWith(TURNS[/** @type {"mine"} */ (turn)]));
  }
  assert.equal(turnSentence("nobody", register({ turn: "nobody", step: "not_sent" })), "Klaar: dit signaal is niet verstuurd.");
  assert.match(turnSentence("mine", register()), /^Jij bent aan zet: vraag het jouw inbrengers/);
  assert.equal(turnSentence("own", register()), "Wachten op jouw inbrengers: zij hebben je vraag.");
  assert.equal(turnSentence("theirs", register()), "Wachten op de inbrengers van je collega.");
  assert.match(turnSentence("colleague", register({ turn: "colleague", step: "noticed" })), /^Je collega is aan zet: Amina schrijft op/);
});

/** As Amina's browser holds it. @param {any} [more] */
const signal = (more) => /** @type {any} */ ({ register: register(more), story: { self: "amina", authors: [{ id: "amina", me: true }, { id: "bram", me: false }], sections: new Map([["noticed", { revision: 1, value: { text: "x", ...NOTICED } }]]) } });

test("only one's own matters are looked into, and only while visitors are asked", async () => {
  /** @type {string[]} */
  const read = [];
  const load = async (/** @type {string} */ id) => {
    read.push(id);
    throw new Refusal("Weg.", "not_found");
  };
  assert.equal(await turnNow(signal(), load), "mine");
  assert.deepEqual(read, ["m1", "m2"]);
  assert.equal(await turnNow(signal({ turn: "board" }), load), "board");
  assert.equal(read.length, 2);
});

test("on Vandaag only who has something to do is asked to, and nobody of a signal that does not open", async () => {
  const due = /** @type {any[]} */ ([{ id: "mine", what: "ask" }, { id: "board", what: "ask" }, { id: "shut", what: "record" }, { id: "x", what: "ready" }]);
  const load = async (/** @type {string} */ id) => (id === "shut" ? { ...signal(), story: { state: "waiting" } } : signal({ turn: id }));
  const open = async (/** @type {string} */ id) => ({ ...(await load(id)), story: { state: "open", ...(await load(id)).story } });
  const shown = await ownDue(due, /** @type {any} */ (open));
  assert.deepEqual(shown.map(({ id }) => id), ["mine", "x"]);
  assert.deepEqual(knownDue(due).map(({ id }) => id), ["x"]);
});
