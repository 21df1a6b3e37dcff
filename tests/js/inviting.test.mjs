// A code that was handed over: used by who has it, and by nobody whom the server puts in between.
import assert from "node:assert/strict";
import test from "node:test";
import { codeKeys, newCode, proveAnswer, proveOffer } from "../../src/nabij/browser/vault/invitation.js";
import { PRACTICE, keyringSaved, newKeyHolder, newMatter, newPair, spoiled } from "./practice.mjs";
import { consentHash, receiverOutside } from "../../src/nabij/browser/vault/consent.js";
import { NOTHING_SAID } from "../../src/nabij/browser/door/known.js";
import { keeping, newPage, says, served, texts, writes } from "./visiting.mjs";
import { b64, unb64 } from "../../src/nabij/browser/vault/bytes.js";

const offeredBy = (amina, matter) => ({ practice: PRACTICE, matter, owner: amina.user, name: "Amina", ...amina.keys });

/** Amina's matter, a code for it, and the visitor's page that used it. */
async function answered(standsBy = false) {
  const { amina, bram } = await newPair();
  const matter = await newMatter(amina);
  const code = newCode();
  const offered = { ...offeredBy(amina, matter.id), others: [{ id: bram.user, name: "Bram" }] };
  const page = await newPage();
  const sent = await page.answerInvitation(code, offered, proveOffer(codeKeys(code).key, offered), standsBy ? bram.user : null);
  return { amina, bram, matter, code, page, sent, answer: { code, visitor: { recipient: sent.recipient, sign: sent.sign }, proof: sent.proof } };
}

async function admitted(standsBy = false, beside = () => []) {
  const at = await answered(standsBy);
  const { amina, matter, page, sent, answer } = at;
  await page.begun(sent);
  const made = await amina.vault.admitVisitor(matter.id, answer, [], null, beside(at));
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

const TODAY = "2026-03-02";

/** What Amina heard in conversation, under this number. */
const heard = (amina, matter, sequence, previous) => amina.vault.heardConsent({
  matter: matter.id, step: "share", receiver: b64(new Uint8Array(32)), width: "from_now", heads: { conversation: null, notes: null },
  text_hash: b64(new Uint8Array(32)), expires: null, sequence, previous, state: "given", on: TODAY,
});
const outside = { step: "tell", receiver: receiverOutside("de bestuurder"), receiver_name: "de bestuurder", width: "as_said", expires: null };

/** A consent that the server keeps in the epoch of now. */
async function sealedConsent(amina, box, said) {
  const record = await amina.vault.sealRecord(box.id, "conversation", "consent", crypto.randomUUID(), 1, said);
  const manifest = await amina.vault.nextManifest(box.id, "conversation", 2, { add: [record] });
  await amina.vault.manifestSaved(manifest);
  box.keep([record], manifest);
}

test("a visitor who cannot read the first consents answers after the last, which the question names", async () => {
  const { amina, matter, box } = await admitted();
  const first = await heard(amina, matter, 1, "");
  const second = await heard(amina, matter, 2, consentHash(JSON.stringify(first)));
  const named = { sequence: 2, hash: consentHash(JSON.stringify(second)) };
  const { id } = await says(amina, box, "Mag ik het zeggen?", { ...outside, consent: named }, "ask");
  const page = await newPage();
  const found = await page.openConversation(box.forVisitor());
  assert.deepEqual([found.troubles, found.regie.trouble], [[], null]);
  const sent = await page.answer({ question: id, state: "given" }, crypto.randomUUID(), TODAY);
  assert.deepEqual([sent.consent.sequence, sent.consent.previous], [3, named.hash]);
  await page.saved(sent);
  box.keep(sent.records, sent.manifest, sent.keepsake);
  const opened = await amina.vault.openRecords(matter.id, box.chain("conversation", 2, [matter.id]));
  const third = opened.records.find(({ kind }) => kind === "consent");
  const read = await amina.vault.readConsents(matter.id, [first, second].map((one) => JSON.stringify(one)).concat(third.body));
  assert.deepEqual(read.map(({ sequence, heard: by }) => [sequence, by]), [[1, true], [2, true], [3, false]]);
  const again = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([again.regie.questions.map(({ answer }) => answer.state), again.regie.agreed.map(({ consent, standing }) => [consent.sequence, standing]), again.writable], [["given"], [[3, true]], true]);
});

test("a list of consents that begins later is read by who has no earlier key, and one that ends before a question says is missed", async () => {
  const { amina, matter, box } = await admitted();
  const first = await heard(amina, matter, 1, "");
  const second = await heard(amina, matter, 2, consentHash(JSON.stringify(first)));
  await sealedConsent(amina, box, second);
  const found = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([found.regie.trouble, found.regie.agreed.map(({ consent }) => consent.sequence), found.regie.next], [null, [2], { sequence: 3, previous: consentHash(JSON.stringify(second)) }]);
  await says(amina, box, "Mag ik het zeggen?", { ...outside, consent: { sequence: 3, hash: b64(new Uint8Array(32)) } }, "ask");
  const cut = await (await newPage()).openConversation(box.forVisitor(), { anyway: true });
  assert.deepEqual([cut.regie.trouble, cut.writable], ["RolledBack", false]);
});

test("a visitor who came with a code and said nothing of themselves lets a colleague in, who reads and answers", async () => {
  const { amina, bram, matter, page, made, box } = await admitted();
  for (const introduction of made.introductions) await says(amina, box, undefined, introduction, "introduction");
  await says(amina, box, "Dag.");
  await page.openConversation(box.forVisitor());
  const sent = await page.chooseOther({ ...served(bram, "Bram"), holds: [] }, { id: crypto.randomUUID(), revision: 0, content: NOTHING_SAID }, "2026-03-02T10:00");
  assert.deepEqual(sent.grants.map(({ owner, epoch }) => [owner, epoch]), [[bram.user, 2]]);
  await page.saved(sent);
  box.grants.push(...sent.grants);
  box.keep(sent.records, sent.manifest, sent.keepsake);
  const mine = ({ part, epoch }) => part === "conversation" && epoch === 2;
  const there = {
    id: matter.id, keeper: amina.user, visitor: box.visitor, shredKey: box.shredKey, people: [{ id: amina.user, ...amina.keys, former: [] }],
    grants: box.grants.filter(({ owner, part }) => owner === bram.user && part === "conversation"), records: box.records.filter(mine), manifests: box.manifests.filter(mine),
  };
  assert.deepEqual(texts(await bram.vault.peekInstead(there)), ["Dag."]);
  const { record, manifest } = await bram.vault.sealInstead(there, { id: crypto.randomUUID(), text: "Ik antwoord voor Amina.", written: "2026-03-02T11:00" });
  box.keep([record], manifest);
  assert.deepEqual(texts(await page.openConversation(box.forVisitor())), ["Dag.", "Ik antwoord voor Amina."]);
});

const bramsId = ({ bram }) => [bram.user];
const withBeside = (box, bram) => ({ ...box.forVisitor(), beside: [{ ...served(bram, "Bram"), holds: [] }] });

test("who chose with the code that a colleague may stand by finds that one vouched for, and lets them in; then it is asked no more", async () => {
  const { amina, bram, made, box } = await admitted(true, bramsId);
  assert.deepEqual(made.introductions.map(({ owner }) => owner), [box.id, bram.user]);
  for (const introduction of made.introductions) await says(amina, box, undefined, introduction, "introduction");
  const page = await newPage();
  const found = await page.openConversation(withBeside(box, bram));
  assert.deepEqual([found.troubles, found.writable, found.standby], [[], true, { owner: bram.user, vouched: true }]);
  const sent = await page.chooseOther({ ...served(bram, "Bram"), holds: [] }, { id: crypto.randomUUID(), revision: 0, content: NOTHING_SAID }, "2026-03-02T10:00");
  assert.deepEqual(sent.grants.map(({ owner, epoch }) => [owner, epoch]), [[bram.user, 2]]);
  await page.saved(sent);
  box.keep(sent.records, sent.manifest, sent.keepsake);
  const again = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([again.standby, again.troubles, again.counsellors.find(({ id }) => id === bram.user).name], [null, [], "Bram"]);
});

test("whom the counsellor did not compare, or was not asked to vouch for, is not let in unasked", async () => {
  const { bram, made, box } = await admitted(true);
  assert.deepEqual(made.introductions.map(({ owner }) => owner), [box.id]);
  const found = await (await newPage()).openConversation(withBeside(box, bram));
  assert.deepEqual([found.troubles, found.standby], [[], { owner: bram.user, vouched: false }]);
});

test("keys that the server puts in place of those of who is to stand by are told, and nothing is written", async () => {
  const { amina, bram, made, box } = await admitted(true, bramsId);
  for (const introduction of made.introductions) await says(amina, box, undefined, introduction, "introduction");
  const other = await newKeyHolder();
  const swapped = { ...box.forVisitor(), beside: [{ ...served(bram, "Bram"), ...other.keys, holds: [] }] };
  const found = await (await newPage()).openConversation(swapped, { anyway: true });
  assert.deepEqual([found.troubles.map(({ name, ids }) => [name, ids]), found.writable], [[["SubstitutedKey", [bram.user]]], false]);
});

test("what was chosen stays in the note to self until it is done, and nobody else is asked for where nothing was", async () => {
  const { bram, page, box } = await admitted(true);
  await page.openConversation(box.forVisitor());
  const kept = await page.nextKeepsake();
  box.keep([], null, kept.keepsake);
  assert.deepEqual((await (await newPage()).openConversation(withBeside(box, bram))).standby.owner, bram.user);
  const plain = await admitted();
  assert.equal((await plain.page.openConversation(plain.box.forVisitor())).standby, null);
});

test("nobody stands by under a name that the counsellor knows for another", async () => {
  const { amina, bram } = await newPair();
  const carla = crypto.randomUUID();
  const code = newCode();
  const offered = { ...offeredBy(amina, crypto.randomUUID()), others: [{ id: bram.user, name: "Bram" }] };
  const proof = proveOffer(codeKeys(code).key, offered);
  const page = await newPage();
  for (const others of [[{ id: carla, name: "Bram" }], [{ id: bram.user, name: "Bert" }], [...offered.others, { id: carla, name: "Carla" }], []]) {
    await assert.rejects(page.answerInvitation(code, { ...offered, others }, proof, carla), { name: "SubstitutedKey" });
  }
  await assert.rejects(page.answerInvitation(code, offered, proof, carla), { name: "SubstitutedKey" });
  assert.ok(await page.answerInvitation(code, offered, proof, bram.user));
});
