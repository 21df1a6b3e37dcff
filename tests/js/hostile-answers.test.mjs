// Questions, answers and withdrawals at the door, and a server or a hand that lies about them: noticed on both sides.
import assert from "node:assert/strict";
import test from "node:test";
import { keysFor } from "../../src/nabij/browser/vault/chain.js";
import { questionHash, receiverOutside, signConsent } from "../../src/nabij/browser/vault/consent.js";
import { hashOf } from "../../src/nabij/browser/vault/envelope.js";
import { sealManifest } from "../../src/nabij/browser/vault/manifest.js";
import { sealRecord } from "../../src/nabij/browser/vault/record.js";
import { keysOf } from "../../src/nabij/browser/vault/session.js";
import { pinnedVisitor } from "../../src/nabij/browser/vault/taking-on.js";
import { PRACTICE, b64, keyringSaved, newKeyHolder } from "./practice.mjs";
import { newPage, says, takenOn, texts, WRITTEN, writes } from "./visiting.mjs";

const names = ({ troubles }) => troubles.map(({ name }) => name);
const back = async (box, over = {}) => (await newPage()).openConversation({ ...box.forVisitor(), ...over }, { anyway: true });
const TODAY = "2026-03-02";

/** Amina asks whether Bram may read all of it. */
async function asked(how) {
  const at = await takenOn(how);
  const { id } = await says(at.amina, at.box, "Mag Bram meelezen?", { step: "share", receiver: at.bram.keys.sign, receiver_name: "Bram", width: "everything", expires: null }, "ask");
  return { ...at, ask: id };
}

/** The visitor's page says this, and the server keeps it. */
async function answers(box, answer, page) {
  const own = page ?? (await newPage());
  if (!page) await own.openConversation(box.forVisitor());
  const sent = await own.answer(answer, crypto.randomUUID(), TODAY);
  await own.saved(sent);
  box.keep(sent.records, sent.manifest, sent.keepsake);
  return sent;
}

const consentsIn = (records) => records.filter(({ kind }) => kind === "consent").sort((one, other) => one.content.sequence - other.content.sequence).map(({ body }) => body);

/** What Amina reads of the consents. */
async function readBy(who, box, people) {
  const { records } = await who.vault.openRecords(box.id, box.chain("conversation", 2, people));
  return who.vault.readConsents(box.id, consentsIn(records));
}

/** A consent record and its manifest put into the conversation by whoever holds the key. */
async function slipped({ amina, box }, signer, text, kind = "consent") {
  const state = keysOf(amina.vault.session);
  const keys = keysFor(state, { matter: box.id, part: "conversation", epoch: 2 }, box.shredKey);
  const id = crypto.randomUUID();
  const envelope = await sealRecord({ ...keys, id, kind, revision: 1 }, signer, JSON.parse(text));
  const last = box.manifests.filter(({ part, epoch }) => part === "conversation" && epoch === 2).at(-1);
  const entries = [...box.records.filter(({ part, epoch }) => part === "conversation" && epoch === 2).map((one) => [one.id, one.kind, one.revision, hashOf(one.envelope)]), [id, kind, 1, hashOf(envelope)]].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest = await sealManifest(keys, signer, { counter: (last?.counter ?? 0) + 1, previous: last ? hashOf(last.envelope) : "", entries });
  box.keep([{ part: "conversation", epoch: 2, id, kind, revision: 1, envelope }], { part: "conversation", epoch: 2, counter: (last?.counter ?? 0) + 1, envelope: manifest });
}

const consent = (box, over) => ({ practice: PRACTICE, matter: box.id, step: "share", receiver: b64(new Uint8Array(32)), width: "everything", heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null, sequence: 1, previous: "", state: "given", heard: false, ...over });

test("a visitor says no, then yes to another question, then takes that back: one chain, which the counsellor reads", async () => {
  const at = await asked();
  const { amina, bram, box, ask } = at;
  const { id: outside } = await says(amina, box, "Mag ik het zeggen?", { step: "tell", receiver: receiverOutside("de bestuurder"), receiver_name: "de bestuurder", width: "as_said", expires: "2026-04-01" }, "ask");
  await answers(box, { question: outside, state: "refused" });
  await answers(box, { question: ask, state: "given" });
  await answers(box, { withdraw: 2 });
  const read = await readBy(amina, box, [bram.user]);
  assert.deepEqual(read.map(({ sequence, state, heard }) => [sequence, state, heard]), [[1, "refused", false], [2, "given", false], [3, "withdrawn", false]]);
  assert.deepEqual([read[0].expires, read[1].text_hash, read[2].text_hash], ["2026-04-01", questionHash(ask, "Mag Bram meelezen?"), read[1].text_hash]);
  const found = await back(box);
  assert.deepEqual([found.regie.questions.map(({ answer }) => answer.state), names(found)], [["withdrawn", "refused"], []]);
});

test("a yes covers its receiver, a no takes nothing back, and what is taken back covers nobody", async () => {
  const { amina, bram, box, ask } = await asked();
  const { id: again } = await says(amina, box, "En ook dit?", { step: "share", receiver: bram.keys.sign, receiver_name: "Bram", width: "peer_card", expires: null }, "ask");
  const may = async () => {
    const { records } = await amina.vault.openRecords(box.id, box.chain("conversation", 2, [bram.user]));
    return amina.vault.grantsFor(box.id, "everything", bram.user, { consents: consentsIn(records), visitor: null, counsellors: [], today: TODAY });
  };
  await assert.rejects(may(), { name: "NoConsent" });
  await answers(box, { question: ask, state: "given" });
  await answers(box, { question: again, state: "refused" });
  assert.equal((await may()).length, 3);
  await answers(box, { withdraw: 1 });
  await assert.rejects(may(), { name: "NoConsent" });
});

test("a visitor objects to what was heard, and it covers nobody", async () => {
  const { amina, bram, box } = await takenOn();
  const heard = await amina.vault.heardConsent({ matter: box.id, step: "share", receiver: bram.keys.sign, width: "from_now", heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null, sequence: 1, previous: "", state: "given", on: TODAY });
  await slipped({ amina, box }, keysOf(amina.vault.session).signer, JSON.stringify(heard));
  await answers(box, { withdraw: 1 });
  const { records } = await amina.vault.openRecords(box.id, box.chain("conversation", 2, [bram.user]));
  await assert.rejects(amina.vault.grantsFor(box.id, "from_now", bram.user, { consents: consentsIn(records), visitor: null, counsellors: [], today: TODAY }), { name: "NoConsent" });
});

test("nobody answers twice, or what is not asked, or takes back what does not stand", async () => {
  const { box, ask } = await asked();
  const page = await newPage();
  await page.openConversation(box.forVisitor());
  for (const wrong of [{ question: crypto.randomUUID(), state: "given" }, { withdraw: 1 }]) await assert.rejects(page.answer(wrong, crypto.randomUUID(), TODAY), { name: "WrongContext" });
  await answers(box, { question: ask, state: "given" }, page);
  await page.openConversation(box.forVisitor());
  await assert.rejects(page.answer({ question: ask, state: "refused" }, crypto.randomUUID(), TODAY), { name: "WrongContext" });
});

test("a question that names somebody outside with another key than that name's is not put to the visitor", async () => {
  const { amina, bram, box } = await takenOn();
  const question = { step: "tell", receiver: receiverOutside("de bestuurder"), receiver_name: "de vertrouwensarts", width: "as_said", expires: null };
  await says(amina, box, "Mag het?", question, "ask");
  await says(amina, box, "Mag het?", { ...question, receiver: receiverOutside("de vertrouwensarts"), width: "everything" }, "ask");
  await says(amina, box, "Mag het?", { ...question, receiver: bram.keys.sign }, "ask");
  assert.deepEqual((await back(box)).regie.questions, []);
});

test("a consent forged in the visitor's name, replayed, of another conversation, or out of order is refused on both sides", async () => {
  const cases = [
    ["ForgedConsent", async ({ amina, box }) => [keysOf(amina.vault.session).signer, consent(box, {})]],
    ["ForgedConsent", async ({ box }) => [(await newKeyHolder()).signer, consent(box, { heard: true })]],
    ["ReplayedConsent", async ({ visitor, box }) => [keysOf(visitor.session).signer, consent(box, { matter: crypto.randomUUID() })]],
    ["ForgedConsent", async ({ visitor, box }) => [keysOf(visitor.session).signer, consent(box, { sequence: 2 })]],
    ["ForgedConsent", async ({ visitor, box }) => [keysOf(visitor.session).signer, consent(box, { previous: b64(new Uint8Array(32)) })]],
  ];
  for (const [name, make] of cases) {
    const at = await takenOn();
    const [signer, fields] = await make(at);
    await slipped(at, keysOf(at.amina.vault.session).signer, JSON.stringify(await signConsent(fields, signer)));
    const { records } = await at.amina.vault.openRecords(at.box.id, at.box.chain("conversation", 2, [at.bram.user]));
    await assert.rejects(at.amina.vault.grantsFor(at.box.id, "everything", at.bram.user, { consents: consentsIn(records), visitor: null, counsellors: [], today: TODAY }), { name });
    const found = await back(at.box);
    assert.deepEqual([names(found), found.writable, texts(found)], [[name], false, ["Mag ik iets vragen?"]]);
  }
});

test("the same consent put in a second time is refused on both sides", async () => {
  const at = await asked();
  await answers(at.box, { question: at.ask, state: "given" });
  const { records } = await at.amina.vault.openRecords(at.box.id, at.box.chain("conversation", 2, [at.bram.user]));
  await slipped(at, keysOf(at.amina.vault.session).signer, consentsIn(records)[0]);
  await assert.rejects(readBy(at.amina, at.box, [at.bram.user]), { name: "ReplayedConsent" });
  assert.deepEqual(names(await back(at.box)), ["ReplayedConsent"]);
});

test("a consent that is left out, exchanged, or cut off with the end of the chain is missed on both sides", async () => {
  const at = await asked();
  const { amina, bram, box, ask } = at;
  const before = { records: [...box.records], manifests: [...box.manifests] };
  await answers(box, { question: ask, state: "given" });
  await answers(box, { withdraw: 1 });
  await readBy(amina, box, [bram.user]);
  const whole = { records: [...box.records], manifests: [...box.manifests] };
  const [given, withdrawn] = box.records.filter(({ kind }) => kind === "consent");
  const lies = [
    ["RecordMissing", { records: whole.records.filter((one) => one !== withdrawn) }],
    ["RecordChanged", { records: whole.records.map((one) => (one === given ? { ...given, envelope: withdrawn.envelope } : one === withdrawn ? { ...withdrawn, envelope: given.envelope } : one)) }],
    ["RolledBack", before],
    ["RolledBack", { records: whole.records.filter((one) => one !== withdrawn), manifests: whole.manifests.slice(0, -1) }],
  ];
  for (const [name, lie] of lies) {
    Object.assign(box, whole, lie);
    await assert.rejects(readBy(amina, box, [bram.user]), { name });
    assert.ok(names(await back(box)).includes(name), name);
  }
});

test("a counsellor writes nothing as the visitor, and a visitor asks and introduces nobody", async () => {
  for (const [kind, hand] of [["contact", "counsellor"], ["wish", "counsellor"], ["ask", "visitor"], ["introduction", "visitor"], ["words", "visitor"]]) {
    const at = await takenOn();
    const signer = keysOf((hand === "visitor" ? at.visitor : at.amina.vault).session).signer;
    await slipped(at, signer, JSON.stringify({ text: "Niet van mij", written: WRITTEN }), kind);
    await assert.rejects(readBy(at.amina, at.box, [at.bram.user]), { name: "WrongKind" });
    const found = await back(at.box);
    assert.deepEqual([names(found), found.records.some((one) => one.kind === kind && one.epoch === 2)], [["WrongKind"], false], kind);
  }
});

test("a conversation that nobody took on is checked from its first manifest", async () => {
  const { begun } = await import("./visiting.mjs");
  const { amina, box, visitor } = await begun();
  await writes(visitor, box, "Twee");
  assert.equal((await amina.vault.peekConversation(box.waitingFor(amina.user))).records.length, 3);
  const waiting = box.waitingFor(amina.user);
  await assert.rejects(amina.vault.peekConversation({ ...waiting, manifests: waiting.manifests.slice(1) }), { name: "Forked" });
  const state = keysOf(visitor.session);
  const keys = keysFor(state, { matter: box.id, part: "conversation", epoch: 1 });
  // A manifest that lets go of the first message, signed by the visitor's own key.
  const kept = waiting.records.slice(1);
  const entries = kept.map((one) => [one.id, one.kind, one.revision, hashOf(one.envelope)]).sort(([a], [b]) => (a < b ? -1 : 1));
  const shorter = await sealManifest(keys, state.signer, { counter: 3, previous: hashOf(waiting.manifests[1].envelope), entries });
  await assert.rejects(amina.vault.peekConversation({ ...waiting, records: kept, manifests: [...waiting.manifests, { counter: 3, envelope: shorter }] }), { name: "Forked" });
});

test("a colleague learns the visitor's key from who keeps the matter, and from nobody else", async () => {
  const { amina, bram, box } = await takenOn();
  const grants = box.grants.filter(({ owner, epoch }) => owner === bram.user && epoch === 2).map((one) => ({ ...one, keeper: amina.user }));
  await keyringSaved(bram, (await bram.vault.acceptGrants(grants)).keyring);
  const page = await newPage();
  await page.openConversation(box.forVisitor());
  await writes(page, box, "Lees je mee?");
  const served = () => ({ shredKey: box.shredKey, records: box.records.filter(({ kind, epoch }) => kind === "introduction" && epoch === 2) });
  assert.equal(await bram.vault.vouchedVisitor(box.id, served()), null);
  const server = await newKeyHolder();
  const { signIntroduction } = await import("../../src/nabij/browser/vault/introduction.js");
  const lie = { practice: PRACTICE, matter: box.id, owner: box.id, ...server.keys };
  for (const signer of [server.signer, keysOf(bram.vault.session).signer]) await slipped({ amina, box }, signer, JSON.stringify({ ...(await signIntroduction(lie, signer)), written: WRITTEN }), "introduction");
  assert.equal(await bram.vault.vouchedVisitor(box.id, served()), null);
  await assert.rejects(pinnedVisitor(keysOf(bram.vault.session), box.id, server.keys), { name: "UntrustedSigner" });
  box.records.splice(-2);
  box.manifests.splice(-2);
  await amina.vault.openRecords(box.id, box.chain("conversation", 2, []));
  await says(amina, box, undefined, await amina.vault.introduce(box.id, box.id), "introduction");
  await bram.vault.bundleSaved(await bram.vault.vouchedVisitor(box.id, served()));
  assert.equal((await bram.vault.pins()).find(({ owner }) => owner === box.id).sign, box.visitor.sign);
  assert.deepEqual(texts(await bram.vault.openRecords(box.id, box.chain("conversation", 2, [amina.user]))), ["Lees je mee?"]);
});
