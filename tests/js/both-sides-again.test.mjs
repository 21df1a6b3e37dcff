// Whether a visitor is named elsewhere is asked again after a month: who supports the other side may have come later. A yes stays.
import assert from "node:assert/strict";
import test from "node:test";
import { loadMatter, revise, server } from "./day-server.mjs";
import { another, calls, names, scene } from "./pattern-hands.mjs";
import { refusal } from "./pattern-server.mjs";

const { keepUp, withdrawAll } = await import("../../src/nabij/browser/day/keeping-up.js");
// as another browser has it: who keeps up there knows nothing of who does so here
const { keepUp: keepUpElsewhere } = await import("../../src/nabij/browser/day/keeping-up.js?elsewhere");
const { minute } = await import("../../src/nabij/browser/desk/dom.js");
const { answered, isToAsk, matchOf, matchRecord } = await import("../../src/nabij/browser/day/match-record.js");

const SAM = { email: "", names: ["kok sam"] };
const today = () => minute().slice(0, 10);
const daysAgo = (days) => new Date(Date.parse(today()) - days * 86_400_000).toISOString().slice(0, 10);
const opened = async (id) => (await keepUp(await loadMatter(id))).match.sides;
const asked = (rows, step = "kanten.json") => rows.sent.filter((one) => one.step === step).length;

/** What an earlier opening left in the notes. */
async function left(id, sides) {
  const matter = await loadMatter(id);
  const { id: record, revision } = matchRecord(matter);
  await revise(matter, [{ part: "notes", kind: "match", id: record, revision: revision + 1, content: { ...matchOf(matter), sides } }]);
}

/** A visitor, Sam Kok, of whom nobody spoke yet. */
async function begun(t) {
  const all = await scene(t);
  // somebody else is named, so that there are tokens to ask among
  await keepUp(await names(all.id, "Els Bakker"));
  const sams = await another("Groene deur");
  assert.deepEqual((await keepUp(await calls(sams, "Sam Kok"))).match.sides, { of: SAM, found: false, day: today() });
  return { ...all, sams };
}

test("who names a visitor later is noticed when the matter is opened more than thirty days after it was asked", async (t) => {
  const { id, rows, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  for (const days of [0, 1, 30]) {
    await left(sams, { of: SAM, found: false, day: daysAgo(days) });
    assert.equal((await opened(sams)).found, false);
  }
  assert.equal(asked(rows), 1);
  await left(sams, { of: SAM, found: false, day: daysAgo(31) });
  assert.deepEqual(await opened(sams), { of: SAM, found: true, day: today() });
  assert.equal(asked(rows), 2);
});

test("a no that is still a no is asked once in thirty days, not at each opening", async (t) => {
  const { rows, sams } = await begun(t);
  await left(sams, { of: SAM, found: false, day: daysAgo(400) });
  for (const _ of [1, 2, 3]) assert.deepEqual(await opened(sams), { of: SAM, found: false, day: today() });
  assert.equal(asked(rows), 2);
});

test("a yes stays, also once nobody names them any more: there is nothing left to ask", async (t) => {
  const { id, rows, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  await left(sams, { of: SAM, found: false, day: daysAgo(31) });
  assert.equal((await opened(sams)).found, true);
  await withdrawAll(await loadMatter(id));
  for (const day of [daysAgo(31), daysAgo(4000), undefined]) {
    const yes = { of: SAM, found: true, ...(day && { day }) };
    await left(sams, yes);
    assert.deepEqual(await opened(sams), yes);
  }
  assert.equal(asked(rows), 2);
});

test("what was asked before a day was kept, or on a day that cannot be, is asked at once", async (t) => {
  const { id, rows, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  const odd = [undefined, "", "ooit", null, 12, daysAgo(-300)];
  for (const day of odd) {
    await left(sams, { of: SAM, found: false, ...(day !== undefined && { day }) });
    assert.deepEqual(await opened(sams), { of: SAM, found: true, day: today() });
  }
  assert.equal(asked(rows), 1 + odd.length);
});

test("a matcher that is down, a server that refuses, a line that breaks: what was answered stays, and it is asked at a later opening", async (t) => {
  const { id, rows, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  const before = { of: SAM, found: false, day: daysAgo(31) };
  await left(sams, before);
  rows.down = true;
  assert.deepEqual(await opened(sams), before);
  rows.down = false;
  const honest = server.patterns;
  for (const step of ["berekenen.json", "kanten.json"]) {
    for (const said of [refusal("limit"), refusal("matcher_down", 503), refusal("lost", 500)]) {
      server.patterns = (one, body) => (one === step ? said : honest(one, body));
      assert.deepEqual(await opened(sams), before);
    }
  }
  // an evaluation that is forged
  server.patterns = (one, body) => (one === "berekenen.json" ? { ...honest(one, body), proof: "A".repeat(86) + "==" } : honest(one, body));
  assert.deepEqual(await opened(sams), before);
  server.patterns = honest;
  assert.deepEqual(await opened(sams), { of: SAM, found: true, day: today() });
});

test("where half of a day is spent, asking again waits without a word; a new visitor is asked about all the same", async (t) => {
  const { id, rows, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  const before = { of: SAM, found: false, day: daysAgo(31) };
  await left(sams, before);
  rows.again = false;
  const evaluated = asked(rows, "berekenen.json");
  const { why, match } = await keepUp(await loadMatter(sams));
  assert.deepEqual([why, match.sides, asked(rows), asked(rows, "berekenen.json")], ["", before, 1, evaluated]);
  const others = await another("Rode jas");
  assert.equal((await keepUp(await calls(others, "Kok, Sam"))).match.sides.found, true);
  // another name in the same matter is another visitor
  assert.equal((await keepUp(await calls(sams, "Sanne Kok"))).match.sides.found, false);
  assert.equal(asked(rows), 3);
});

test("two browsers at once: whichever keeps its answer last, a yes stays", async (t) => {
  const { id, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  const honest = globalThis.fetch;
  t.after(() => void (globalThis.fetch = honest));
  for (const [first, second] of [[1, 0], [0, 1]]) {
    await left(sams, { of: SAM, found: false, day: daysAgo(31) });
    let questions = 0;
    let done = () => {};
    const one = new Promise((resolve) => void (done = resolve));
    globalThis.fetch = async (url, options) => {
      if (!String(url).endsWith("kanten.json")) return honest(url, options);
      questions += 1;
      if (questions === 1) return Response.json({ named: first });
      // it was asked meanwhile, and its answer comes when that of the other is kept
      await one;
      return Response.json({ named: second });
    };
    const here = keepUp(await loadMatter(sams)).then(done);
    const there = keepUpElsewhere(await loadMatter(sams));
    await Promise.all([here, there]);
    globalThis.fetch = honest;
    assert.equal(questions, 2);
    assert.deepEqual(matchOf(await loadMatter(sams)).sides, { of: SAM, found: true, day: today() });
  }
});

test("an answer about a visitor who was named otherwise meanwhile is not kept as that of the other", async (t) => {
  const { id, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  await left(sams, { of: SAM, found: false, day: daysAgo(31) });
  const honest = globalThis.fetch;
  t.after(() => void (globalThis.fetch = honest));
  globalThis.fetch = async (url, options) => {
    if (!String(url).endsWith("kanten.json")) return honest(url, options);
    globalThis.fetch = honest;
    await keepUpElsewhere(await calls(sams, "Sanne Kok"));
    return honest(url, options);
  };
  await keepUp(await loadMatter(sams));
  assert.deepEqual(matchOf(await loadMatter(sams)).sides, { of: { email: "", names: ["kok sanne"] }, found: false, day: today() });
});

test("a closed matter is asked about no more", async (t) => {
  const { id, rows, sams } = await begun(t);
  await keepUp(await names(id, "Sam Kok"));
  const before = { of: SAM, found: false, day: daysAgo(31) };
  await left(sams, before);
  server.lie = (pieces) => ({ ...pieces, register: { ...pieces.register, closed_month: "2026-12" } });
  assert.deepEqual([await opened(sams), asked(rows)], [before, 1]);
});

test("when it is asked again, and what becomes of two answers", () => {
  const no = (day) => ({ of: SAM, found: false, day });
  const due = (sides) => isToAsk(sides, SAM, "2026-03-01");
  assert.deepEqual([null, no("2026-01-29"), no("2026-03-03"), no("2026-13-45"), no()].map(due), [true, true, true, true, true]);
  // 30 days ago, today, and tomorrow by the clock of another device
  assert.deepEqual([no("2026-01-30"), no("2026-03-01"), no("2026-03-02")].map(due), [false, false, false]);
  assert.deepEqual([due({ ...no("2020-01-01"), found: true }), due({ of: SAM, found: true })], [false, false]);
  assert.equal(due({ of: { email: "", names: ["kok sanne"] }, found: true, day: "2026-03-01" }), true);
  const yes = { of: SAM, found: true, day: "2026-01-01" };
  assert.deepEqual(answered(yes, no("2026-03-01")), yes);
  assert.deepEqual(answered(no("2026-01-01"), yes), yes);
  assert.deepEqual(answered({ ...yes, of: { email: "", names: ["kok sanne"] } }, no("2026-03-01")), no("2026-03-01"));
});
