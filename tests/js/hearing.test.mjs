// Taking back as it was heard: whatever else waits or is in doubt, a visitor who takes a yes back is heard.
import assert from "node:assert/strict";
import test from "node:test";
import { atWork, day, loadMatter, server, shareWith } from "./day-server.mjs";

const { hearWithdrawal, hearYes } = await import("../../src/nabij/browser/day/hearing.js");
const { answerTo, questionOf } = await import("../../src/nabij/browser/day/signals.js");

const LIMITS = { contact_name: "Daan", intention: "Dat u kijkt.", told: "Er is iets met grappen.", limits: "Welk team.", until: "" };

/** A matter in which its visitor said yes in conversation, which Bram reads along with until today. */
async function agreed(t) {
  const { bram, id } = await atWork(t);
  await hearYes(await loadMatter(id), { id: crypto.randomUUID(), question: questionOf(LIMITS) });
  await shareWith(bram, id, { expires: day(0) });
  assert.equal(answerTo(await loadMatter(id), LIMITS).state, "given");
  return id;
}

const another = (matter) => hearYes(matter, { id: crypto.randomUUID(), question: questionOf({ ...LIMITS, told: "Nog iets." }) });

/** As many records of consents as the server has of a matter. */
const said = (id) => server.matters.get(id).consents.length;

test("who takes a yes back is heard though the last day of a colleague has passed", async (t) => {
  const id = await agreed(t);
  const tomorrow = day(1);
  t.mock.method(Date.prototype, "toLocaleDateString", () => tomorrow);
  const matter = await loadMatter(id);
  await assert.rejects(another(matter), { code: "lapsed" });
  await hearWithdrawal(matter, answerTo(matter, LIMITS).known.consent);
  assert.equal(answerTo(await loadMatter(id), LIMITS).state, "withdrawn");
});

test("who takes a yes back is heard though the server's list of consents is in doubt", async (t) => {
  const id = await agreed(t);
  server.lie = (all) => ({ ...all, consents: all.consents.slice(1) });
  const matter = await loadMatter(id);
  const { state, known } = answerTo(matter, LIMITS);
  assert.equal(state, "doubtful");
  await assert.rejects(another(matter), { code: "doubtful" });
  await hearWithdrawal(matter, known.consent);
  server.lie = (all) => all;
  assert.equal(answerTo(await loadMatter(id), LIMITS).state, "withdrawn");
});

test("a number that is not certain is signed by nobody, and that says what to do", async (t) => {
  const id = await agreed(t);
  const before = said(id);
  const { known } = answerTo(await loadMatter(id), LIMITS);
  const matter = await loadMatter(id);
  matter.consents.trouble = "Forked";
  await assert.rejects(hearWithdrawal(matter, known.consent), { code: "doubtful", sentence: /Herstel eerst bovenaan de kwestie/ });
  assert.equal(said(id), before);
});
