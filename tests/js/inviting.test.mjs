// A code that was handed over: used by who has it, and by nobody whom the server puts in between.
import assert from "node:assert/strict";
import test from "node:test";
import { codeKeys, newCode, proveAnswer, proveOffer } from "../../src/nabij/browser/vault/invitation.js";
import { PRACTICE, keyringSaved, newKeyHolder, newMatter, newPair, spoiled } from "./practice.mjs";
import { keeping, newPage, says, served, texts, writes } from "./visiting.mjs";
import { b64, unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { consentHash } from "../../src/nabij/browser/vault/consent.js";

const offeredBy = (amina, matter) => ({ practice: PRACTICE, matter, owner: amina.user, name: "Amina", ...amina.keys });

/** Amina's matter, a code for it, and the visitor's page that used it. */
async function answered() {
  const { amina, bram } = await newPair();
  const matter = await newMatter(amina);
  const code = newCode();
  const offered = offeredBy(amina, matter.id);
  const page = await newPage();
  const sent = await page.answerInvitation(code, offered, proveOffer(codeKeys(code).key, offered));
  return { amina, bram, matter, code, page, sent, answer: { code, visitor: { recipient: sent.recipient, sign: sent.sign }, proof: sent.proof } };
}

async function admitted() {
  const at = await answered();
  const { amina, matter, page, sent, answer } = at;
  await page.begun(sent);
  const made = await amina.vault.admitVisitor(matter.id, answer, [], null);
  await amina.vault.bundleSaved(made.bundle);
  await keyringSaved(amina, made.keyring);
  const box = keeping({ ...sent, shredKey: matter.shredKey, grants: [...matter.grants, ...made.grants], records: [], manifest: null }, [served(amina, "Amina")]);
  return { ...at, made, box };
}

test("who has the code is pinned as vouched for, and both read and write from a new epoch on", async () => {
  const { amina, matter, page, made, box } = await admitted();
  const own = (await amina.vault.pins()).find(({ owner }) => owner === matter.id);
  assert.deepEqual([own.checked, own.visitor, own.sign], [true, true, box.visitor.sign]);
  assert.deepEqual(made.epochs, [{ part: "conversation", epoch: 2 }, { part: "notes", epoch: 2 }]);
  assert.deepEqual(made.grants.filter(({ owner }) => owner === matter.id).map(({ part, epoch }) => [part, epoch]), [["conversation", 2]]);
  await says(amina, box, "Fijn dat je er bent.");
  const found = await page.openConversation(box.forVisitor());
  assert.deepEqual([texts(found), found.troubles, found.counsellors.map(({ checked }) => checked)], [["Fijn dat je er bent."], [], [true]]);
  await writes(page, box, "Dank je.");
  const opened = await amina.vault.openRecords(matter.id, box.chain("conversation", 2, [matter.id]));
  assert.deepEqual(opened.records.map(({ content }) => content.text).sort(), ["Dank je.", "Fijn dat je er bent."]);
  const again = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([texts(again), again.writable], [["Fijn dat je er bent.", "Dank je."], true]);
});

test("who was let in later reads and takes back what was agreed after that, also where something was agreed before", async () => {
  const { amina, bram, matter, box } = await admitted();
  const heard = (sequence, previous) => amina.vault.heardConsent({ matter: matter.id, step: "share", receiver: bram.keys.sign, width: "everything", heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null, sequence, previous, state: "given", on: "2026-03-02" });
  const first = JSON.stringify(await heard(1, ""));
  const second = await heard(2, consentHash(first));
  const record = await amina.vault.sealRecord(matter.id, "conversation", "consent", crypto.randomUUID(), 1, second);
  const manifest = await amina.vault.nextManifest(matter.id, "conversation", 2, { add: [record] });
  await amina.vault.manifestSaved(manifest);
  box.keep([record], manifest);
  const page = await newPage();
  const found = await page.openConversation(box.forVisitor());
  assert.deepEqual([found.troubles, found.writable, found.regie.agreed.map(({ consent, standing }) => [consent.sequence, standing])], [[], true, [[2, true]]]);
  const { consent } = await page.answer({ withdraw: 2 }, crypto.randomUUID(), "2026-03-03");
  assert.deepEqual([consent.sequence, consent.previous], [3, consentHash(JSON.stringify(second))]);
});

test("who was let in after something was agreed answers the first question with the number that comes next", async () => {
  const { amina, bram, matter, box } = await admitted();
  const first = JSON.stringify(await amina.vault.heardConsent({ matter: matter.id, step: "share", receiver: bram.keys.sign, width: "everything", heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null, sequence: 1, previous: "", state: "given", on: "2026-03-02" }));
  const ask = (after) => says(amina, box, "Mag Bram meelezen?", { step: "share", receiver: bram.keys.sign, receiver_name: "Bram", width: "everything", expires: null, ...after }, "ask");
  const { id } = await ask({ after: { sequence: 1, hash: consentHash(first) } });
  const page = await newPage();
  await page.openConversation(box.forVisitor());
  const { consent } = await page.answer({ question: id, state: "given" }, crypto.randomUUID(), "2026-03-03");
  assert.deepEqual([consent.sequence, consent.previous], [2, consentHash(first)]);
});

test("before they are let in there is nothing to read and nothing can be written", async () => {
  const { amina, matter, page, sent } = await answered();
  await page.begun(sent);
  const box = keeping({ ...sent, shredKey: matter.shredKey, grants: [], records: [], manifest: null }, []);
  const found = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([found.records, found.troubles, found.counsellors.map(({ name }) => name)], [[], [], ["Amina"]]);
  await assert.rejects(page.writeInto([{ kind: "message", id: crypto.randomUUID(), revision: 1, content: { text: "?" } }]), { name: "Missing" });
  assert.equal((await amina.vault.pins()).some(({ owner }) => owner === matter.id), false);
});

test("keys that a server puts in place of the visitor's are refused, and nothing changes", async () => {
  const { amina, bram, matter, answer } = await answered();
  const server = await newKeyHolder();
  const theirs = (over) => ({ ...answer, ...over });
  const other = proveAnswer(codeKeys(newCode()).key, { practice: PRACTICE, matter: matter.id, ...server.keys });
  const cases = [
    theirs({ visitor: server.keys }), theirs({ visitor: { ...answer.visitor, recipient: server.keys.recipient } }), theirs({ visitor: { ...answer.visitor, sign: server.keys.sign } }),
    theirs({ visitor: server.keys, proof: other }), theirs({ proof: b64(spoiled(unb64(answer.proof))) }), theirs({ proof: "" }), theirs({ code: newCode() }),
    theirs({ visitor: bram.keys, proof: proveAnswer(codeKeys(answer.code).key, { practice: PRACTICE, matter: matter.id, ...bram.keys }) }),
    theirs({ visitor: amina.keys, proof: proveAnswer(codeKeys(answer.code).key, { practice: PRACTICE, matter: matter.id, ...amina.keys }) }),
  ];
  const before = JSON.stringify([await amina.vault.pins(), await amina.vault.epochsOf(matter.id)]);
  for (const one of cases) await assert.rejects(amina.vault.admitVisitor(matter.id, one, [], null), { name: "SubstitutedKey" });
  assert.equal(JSON.stringify([await amina.vault.pins(), await amina.vault.epochsOf(matter.id)]), before);
});

test("an answer to another matter, and a code that was withdrawn, open nothing", async () => {
  const { amina, answer } = await answered();
  const other = await newMatter(amina);
  await assert.rejects(amina.vault.admitVisitor(other.id, answer, [], null), { name: "SubstitutedKey" });
  await assert.rejects(amina.vault.admitVisitor(other.id, { ...answer, code: "" }, [], null), { name: "WrongSecret" });
  await assert.rejects(amina.vault.admitVisitor(crypto.randomUUID(), answer, [], null), { name: "Missing" });
});

test("a counsellor's keys that the code does not vouch for are refused before anything is sent", async () => {
  const { amina } = await newPair();
  const server = await newKeyHolder();
  const code = newCode();
  const offered = offeredBy(amina, crypto.randomUUID());
  const proof = proveOffer(codeKeys(code).key, offered);
  const page = await newPage();
  for (const over of [server.keys, { recipient: server.keys.recipient }, { sign: server.keys.sign }, { matter: crypto.randomUUID() }, { owner: crypto.randomUUID() }, { name: "Bram" }, { practice: crypto.randomUUID() }]) {
    await assert.rejects(page.answerInvitation(code, { ...offered, ...over }, proof), { name: "SubstitutedKey" });
  }
  await assert.rejects(page.answerInvitation(newCode(), offered, proof), { name: "SubstitutedKey" });
  await assert.rejects(page.answerInvitation("nee", offered, proof), { name: "WrongSecret" });
});

test("after a withdrawn code another visitor can be let in with a new one", async () => {
  const { amina, matter, answer } = await answered();
  const made = await amina.vault.admitVisitor(matter.id, answer, [], null);
  await amina.vault.bundleSaved(made.bundle);
  await amina.vault.keyringDropped();
  const code = newCode();
  const offered = offeredBy(amina, matter.id);
  const page = await newPage("gans fiets egel duin citroen brug appel");
  const sent = await page.answerInvitation(code, offered, proveOffer(codeKeys(code).key, offered));
  const again = await amina.vault.admitVisitor(matter.id, { code, visitor: { recipient: sent.recipient, sign: sent.sign }, proof: sent.proof }, [], null);
  assert.deepEqual(again.bundle.bundle.pins.filter(({ owner }) => owner === matter.id).map(({ sign }) => sign), [sent.sign]);
});

test("codes are drawn evenly from an alphabet that reads well", () => {
  const drawn = Array.from({ length: 200 }, () => newCode());
  assert.ok(drawn.every((code) => /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/.test(code)));
  assert.equal(new Set(drawn).size, 200);
  assert.equal(new Set(drawn.join("").replaceAll("-", "")).size, 32);
});
