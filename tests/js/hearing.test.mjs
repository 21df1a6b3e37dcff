// Taking back as it was heard: whatever else waits or is in doubt, a visitor who takes a yes back is heard.
import assert from "node:assert/strict";
import test from "node:test";
import { codeKeys, proveAnswer } from "../../src/nabij/browser/vault/invitation.js";
import { atWork, day, loadMatter, server, shareWith } from "./day-server.mjs";
import { newKeyHolder } from "./practice.mjs";

const { hearWithdrawal, hearYes } = await import("../../src/nabij/browser/day/hearing.js");
const { admit, codeOf, invite } = await import("../../src/nabij/browser/day/inviting.js");
const { agreements } = await import("../../src/nabij/browser/day/consents.js");
const { vault } = await import("../../src/nabij/browser/day/vault.js");
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

/** A visitor who was handed a code and used it is let in. */
async function letIn(id) {
  await invite(await loadMatter(id));
  const matter = await loadMatter(id);
  const { keys } = await newKeyHolder();
  const { practice } = await vault.me();
  const proof = proveAnswer(codeKeys(codeOf(matter)).key, { practice, matter: id, ...keys });
  await admit(matter, { until: "", expired: false, visitor: { recipient: keys.recipient, sign: keys.sign }, proof });
  return loadMatter(id);
}

test("what was heard before a visitor has words is recorded anew under the first key that is theirs too, word for word", async (t) => {
  const id = await agreed(t);
  const before = await loadMatter(id);
  const after = await letIn(id);
  assert.equal(after.consents.trouble, null);
  const all = after.consents.all.map(({ consent }) => consent);
  assert.deepEqual(all.map(({ sequence }) => sequence), [1, 2, 3, 4]);
  const same = ({ step, receiver, width, text_hash, expires, on, state, heard }) => ({ step, receiver, width, text_hash, expires, on, state, heard });
  assert.deepEqual(all.slice(2).map(same), all.slice(0, 2).map(same));
  const epochs = new Map(after.records.map((one) => [one.id, one.epoch]));
  assert.deepEqual(after.consents.all.slice(2).map(({ id: record }) => epochs.get(record)), after.consents.all.slice(2).map(() => after.epochs.conversation.at(-1)));
  // the same question, so that the yes is still one to it; and nothing is told as taken back
  const asked = after.records.filter(({ kind }) => kind === "ask");
  assert.deepEqual(asked.map(({ id: question, revision, content }) => [question, revision, content.text]), [[asked[0].id, 1, questionOf(LIMITS).text], [asked[0].id, 2, questionOf(LIMITS).text]]);
  assert.equal(answerTo(after, LIMITS).state, "given");
  assert.equal(answerTo(before, LIMITS).known.consent.text_hash, answerTo(after, LIMITS).known.consent.text_hash);
  const { now, before: earlier } = agreements(after);
  assert.deepEqual([now.length, earlier.map(({ ended }) => ended)], [2, Array(2).fill("Opnieuw vastgelegd, zodat de inbrenger het ook ziet")]);
});

test("what was taken back is not recorded anew", async (t) => {
  const id = await agreed(t);
  await hearWithdrawal(await loadMatter(id), answerTo(await loadMatter(id), LIMITS).known.consent);
  const count = (await loadMatter(id)).consents.all.length;
  const all = (await letIn(id)).consents.all.map(({ consent }) => consent);
  assert.deepEqual(all.slice(count).map(({ width, state }) => [width, state]), [["everything", "given"]]);
});
