// A server at the door that lies, to the visitor and to the counsellor: each lie is refused with an error of its own.
import assert from "node:assert/strict";
import test from "node:test";
import { keysFor } from "../../src/nabij/browser/vault/chain.js";
import { entranceFragment, readEntrance } from "../../src/nabij/browser/vault/entrance.js";
import { hashOf } from "../../src/nabij/browser/vault/envelope.js";
import { makeGrant } from "../../src/nabij/browser/vault/grant.js";
import { sealManifest } from "../../src/nabij/browser/vault/manifest.js";
import { sealRecord } from "../../src/nabij/browser/vault/record.js";
import { keysOf } from "../../src/nabij/browser/vault/session.js";
import { pinnedVisitor } from "../../src/nabij/browser/vault/taking-on.js";
import { signConsent } from "../../src/nabij/browser/vault/consent.js";
import { PRACTICE, b64, keyringSaved, newKeyHolder, newPair, pinned, spoiled } from "./practice.mjs";
import { begun, newPage, says, served, takenOn, texts, WRITTEN, writes } from "./visiting.mjs";

const names = ({ troubles }) => troubles.map(({ epoch, name }) => [epoch, name]);
const back = async (box, over = {}, how) => (await newPage()).openConversation({ ...box.forVisitor(), ...over }, how);
const other = (text) => text.split(" ").reverse().join(" ");
const OTHER_WORDS = other("appel brug citroen duin egel fiets gans");

// At the entrance, and coming back ---------------------------------------------------------------------------------------------------

test("another counsellor's key at the entrance is refused", async () => {
  const { amina, bram } = await newPair();
  const server = await newKeyHolder();
  const fingerprints = readEntrance(entranceFragment([amina.keys, bram.keys]));
  const page = await newPage();
  for (const keys of [server.keys, { ...amina.keys, recipient: server.keys.recipient }]) {
    const counsellors = [{ id: amina.user, name: "Amina", ...keys }, served(bram, "Bram")];
    const beginning = { practice: PRACTICE, counsellors, fingerprints, chosen: [amina.user], standby: [], contact: {}, message: "", written: WRITTEN };
    await assert.rejects(page.beginConversation(beginning), { name: "SubstitutedKey" });
    assert.equal((await page.beginConversation({ ...beginning, fingerprints: null })).unchecked, true);
  }
});

test("another counsellor's key at coming back is refused, and with what verifies it can be read but not written", async () => {
  const { box } = await takenOn();
  const server = await newKeyHolder();
  const counsellors = [{ ...box.counsellors[0], ...server.keys }, box.counsellors[1]];
  await assert.rejects(back(box, { counsellors }), { name: "SubstitutedKey" });
  const page = await newPage();
  const found = await page.openConversation({ ...box.forVisitor(), counsellors }, { anyway: true });
  assert.deepEqual([names(found), texts(found), found.writable], [[[0, "SubstitutedKey"]], ["Mag ik iets vragen?"], false]);
  await assert.rejects(page.writeInto([]), { name: "WrongContext" });
});

test("a key of an epoch by somebody who is not pinned, or of another box, part or epoch, is not believed", async () => {
  const { amina, box } = await takenOn();
  const server = await newKeyHolder();
  const key = crypto.getRandomValues(new Uint8Array(32));
  const make = (over, signer) => makeGrant({ practice: PRACTICE, matter: box.id, part: "conversation", epoch: 2, ...over }, key, box.visitor.recipient, signer);
  const hers = keysOf(amina.vault.session).signer;
  const cases = [
    [await make({}, server.signer), "UntrustedSigner"], [await make({}, { sign: amina.keys.sign, signature: server.signer.signature }), "ForgedSignature"],
    [await make({ matter: crypto.randomUUID() }, hers), "WrongContext"], [await make({ epoch: 3 }, hers), "WrongContext"], [await make({ part: "notes" }, hers), "WrongContext"],
    [box.grants.find(({ owner, epoch }) => owner === amina.user && epoch === 2).grant, "WrongKey"],
  ];
  for (const [grant, name] of cases) {
    const grants = [...box.forVisitor().grants.filter(({ epoch }) => epoch === 1), { part: "conversation", epoch: 2, grant }];
    const found = await back(box, { grants });
    assert.deepEqual([names(found), texts(found), found.writable], [[[2, name]], ["Mag ik iets vragen?"], false]);
  }
});

test("the first key counts only when given by the visitor, and one that came first stays", async () => {
  const { amina, box, visitor } = await takenOn();
  await says(amina, box, "Dag");
  const hers = keysOf(amina.vault.session).signer;
  const make = async (epoch) => ({ part: "conversation", epoch, grant: await makeGrant({ practice: PRACTICE, matter: box.id, part: "conversation", epoch }, crypto.getRandomValues(new Uint8Array(32)), box.visitor.recipient, hers) });
  const second = box.forVisitor().grants.filter(({ epoch }) => epoch === 2);
  assert.deepEqual(names(await back(box, { grants: [await make(1), ...second] })), [[1, "UntrustedSigner"]]);
  assert.deepEqual(names(await visitor.openConversation(box.forVisitor())), []);
  const found = await visitor.openConversation({ ...box.forVisitor(), grants: [await make(2), ...box.forVisitor().grants] });
  assert.deepEqual([names(found), texts(found)], [[], ["Mag ik iets vragen?", "Dag"]]);
});

// What is served of a chain -----------------------------------------------------------------------------------------------------------

test("an older note to self, put back under its own number on a device that saw no newer one, is told by what its writer wrote since", async () => {
  const { amina, box, visitor } = await takenOn();
  const old = [box.keepsake];
  await visitor.openConversation(box.forVisitor());
  const read = await visitor.nextKeepsake();
  await visitor.saved(read);
  old.push(read.keepsake);
  await writes(visitor, box, "Twee");
  await amina.vault.openRecords(box.id, box.chain("conversation", 2, []));
  await says(amina, box, "Dag");
  assert.deepEqual(names(await back(box)), []);
  for (const keepsake of old) {
    const found = await back(box, { keepsake });
    assert.deepEqual([names(found), texts(found), found.writable], [[[2, "RolledBack"]], ["Mag ik iets vragen?", "Twee", "Dag"], false]);
  }
  // With everything as it was then, what the counsellor answered included, there is nothing to see it by.
  const { records, manifests } = box.forVisitor();
  const then = { keepsake: old[1], manifests: manifests.filter(({ epoch }) => epoch === 1), records: records.filter(({ epoch }) => epoch === 1) };
  assert.deepEqual(names(await back(box, then)), []);
  const cut = { ...then, manifests: [...then.manifests, ...manifests.filter(({ epoch }) => epoch === 2).slice(1)], records: box.forVisitor().records.filter((one) => one.epoch === 1 || one === records.at(-1)) };
  assert.notDeepEqual(names(await back(box, cut)), []);
});

test("a message that was forged, replayed, left out, added or exchanged is told, and the rest is given", async () => {
  const { amina, box } = await takenOn();
  await says(amina, box, "Een");
  await says(amina, box, "Twee");
  const honest = box.forVisitor();
  const [one, two] = honest.records.filter(({ epoch }) => epoch === 2);
  const rest = honest.records.filter(({ epoch }) => epoch === 1);
  const liar = await newKeyHolder();
  const state = keysOf(amina.vault.session);
  const forged = { ...two, envelope: await sealRecord({ ...keysFor(state, { matter: box.id, part: "conversation", epoch: 2 }), id: two.id, kind: "message", revision: 1 }, liar.signer, { text: "Nooit gezegd" }) };
  const cases = [
    [[one, forged], "RecordChanged", ["Een"]], [[one, { ...two, id: crypto.randomUUID() }], "RecordUnlisted", ["Een"]], [[one], "RecordMissing", ["Een"]],
    [[one, two, { ...one }], "RecordUnlisted", ["Een", "Twee"]], [[{ ...one, envelope: two.envelope }, { ...two, envelope: one.envelope }], "RecordChanged", []],
    [[one, { ...two, envelope: spoiled(two.envelope) }], "RecordChanged", ["Een"]],
  ];
  for (const [records, name, read] of cases) {
    const found = await back(box, { records: [...rest, ...records] });
    assert.deepEqual([names(found), texts(found)], [[[2, name]], ["Mag ik iets vragen?", ...read]], name);
  }
});

test("a chain below the head in the note to self, without it, or another under its number is told", async () => {
  const { box, visitor } = await begun();
  await writes(visitor, box, "Twee");
  const { records, manifests } = box.forVisitor();
  const first = { manifests: manifests.slice(0, 1), records: records.slice(0, 2) };
  assert.deepEqual(names(await back(box, first)), [[1, "RolledBack"]]);
  assert.deepEqual(names(await back(box, { manifests: [], records: [] })), [[1, "RolledBack"]]);
  assert.deepEqual(names(await back(box, { manifests: manifests.slice(1) })), [[1, "Forked"]]);
  const state = keysOf(visitor.session);
  const at = { matter: box.id, part: "conversation", epoch: 1 };
  const entries = records.slice(0, 2).map((one) => [one.id, one.kind, one.revision, hashOf(one.envelope)]).sort(([a], [b]) => (a < b ? -1 : 1));
  const fork = await sealManifest(keysFor(state, at), state.signer, { counter: 2, previous: hashOf(manifests[0].envelope), entries });
  const found = await back(box, { records: first.records, manifests: [manifests[0], { ...manifests[1], envelope: fork }] });
  assert.deepEqual(names(found)[0], [1, "Forked"]);
});

test("nobody lets go of what the visitor can read, not even who keeps the matter", async () => {
  const { amina, box } = await takenOn();
  await amina.vault.openRecords(box.id, box.chain("conversation", 1, []));
  const { id } = box.records.find(({ kind }) => kind === "message");
  const manifest = await amina.vault.nextManifest(box.id, "conversation", 1, { remove: [id] });
  box.keep([], manifest);
  box.records = box.records.filter((one) => one.id !== id);
  const honest = box.forVisitor();
  const found = await back(box, { records: honest.records.filter((one) => one.id !== id) });
  assert.deepEqual([names(found), found.troubles[0].missing.map((one) => one.id)], [[[1, "Forked"]], [id]]);
});

test("a message that names another manifest than is served shows a fork", async () => {
  const { amina, box } = await takenOn();
  for (const seen of [{ epoch: 2, counter: 1, hash: b64(new Uint8Array(32)) }, { epoch: 9, counter: 1, hash: b64(new Uint8Array(32)) }, { epoch: 2 }, "x"]) {
    const { id } = await says(amina, box, "Ik zag iets anders", { seen });
    const found = await back(box);
    assert.deepEqual([names(found), found.troubles[0].ids.at(-1), found.writable], [[[2, "Forked"]], id, false]);
  }
});

test("a head that is served with an epoch withheld is missed", async () => {
  const { amina, box } = await takenOn();
  await says(amina, box, "Dag");
  const page = await newPage();
  await page.openConversation(box.forVisitor());
  const { keepsake } = await page.nextKeepsake();
  await page.saved({ keepsake });
  box.keep([], null, keepsake);
  const only = (those) => those.filter(({ epoch }) => epoch === 1);
  const honest = box.forVisitor();
  const found = await back(box, { grants: only(honest.grants), records: only(honest.records), manifests: only(honest.manifests) });
  assert.deepEqual(names(found), [[2, "Missing"]]);
});

// The note to self ----------------------------------------------------------------------------------------------------------------------

test("an earlier note to self is refused: under its own number by who saw more, under another by everyone", async () => {
  const { box, visitor } = await begun();
  const before = box.keepsake;
  await writes(visitor, box, "Twee");
  await assert.rejects(visitor.openConversation({ ...box.forVisitor(), keepsake: before }), { name: "RolledBack" });
  // The page that saw more stays open to be read, and nothing is written on it until all of it verifies again.
  await assert.rejects(visitor.writeInto([]), { name: "WrongContext" });
  await assert.rejects(back(box, { keepsake: { version: 2, envelope: before.envelope } }), { name: "WrongKey" });
  const { keepsake } = await (async () => { const page = await newPage(); await page.openConversation({ ...box.forVisitor(), keepsake: before, records: box.records.slice(0, 2), manifests: box.manifests.slice(0, 1) }); return page.nextKeepsake(); })();
  await assert.rejects(visitor.openConversation({ ...box.forVisitor(), keepsake }), { name: "Forked" });
});

test("another visitor's note to self, or one's own of another conversation, does not open", async () => {
  const one = await begun();
  const two = await begun({ words: OTHER_WORDS });
  await assert.rejects(back(one.box, { keepsake: two.box.keepsake }), { name: "WrongKey" });
  const again = await begun();
  await assert.rejects(back(one.box, { keepsake: again.box.keepsake }), { name: "WrongKey" });
  await assert.rejects(one.visitor.openConversation(again.box.forVisitor()), { name: "WrongContext" });
});

// The counsellor's side -------------------------------------------------------------------------------------------------------------------

test("a first key by anybody but the visitor served, of another box, or for another place is refused", async () => {
  const { amina, bram, box } = await begun();
  const server = await newKeyHolder();
  const waiting = box.waitingFor(amina.user);
  const peek = (over) => amina.vault.peekConversation({ ...waiting, ...over });
  await assert.rejects(peek({ visitor: server.keys }), { name: "UntrustedSigner" });
  await assert.rejects(peek({ id: crypto.randomUUID() }), { name: "WrongContext" });
  await assert.rejects(peek({ grants: box.waitingFor(bram.user).grants }), { name: "WrongKey" });
  await assert.rejects(peek({ grants: [] }), { name: "Missing" });
  await assert.rejects(peek({ grants: waiting.grants.map((one) => ({ ...one, part: "notes" })) }), { name: "Missing" });
  await assert.rejects(peek({ records: waiting.records.slice(1) }), { name: "RecordMissing" });
  await assert.rejects(peek({ records: waiting.records.map((one) => ({ ...one, envelope: spoiled(one.envelope) })) }), { name: "RecordChanged" });
  const stranger = (await begun({ words: OTHER_WORDS, pair: { amina, bram } })).box;
  await assert.rejects(peek({ visitor: stranger.visitor }), { name: "UntrustedSigner" });
  for (const visitor of [bram.keys, amina.keys]) await assert.rejects(peek({ visitor }), { name: "SubstitutedKey" });
});

test("a conversation under the id of somebody else, or of a box that is known, is not taken on", async () => {
  const { amina, bram, box } = await begun();
  for (const id of [amina.user, bram.user]) await assert.rejects(amina.vault.takeOnConversation({ ...box.waitingFor(amina.user), id }), { name: "SubstitutedKey" });
  const at = await takenOn();
  await assert.rejects(at.amina.vault.peekConversation(at.box.waitingFor(at.amina.user)), { name: "WrongContext" });
  await assert.rejects(at.amina.vault.takeOnConversation(at.box.waitingFor(at.amina.user)), { name: "WrongContext" });
  await assert.rejects(pinnedVisitor(keysOf(at.bram.vault.session), at.box.id, at.box.visitor), { name: "Missing" });
});

/** Two conversations that Amina took on. */
async function two() {
  const one = await takenOn();
  const pair = { amina: one.amina, bram: one.bram };
  return { one, another: await takenOn({ words: OTHER_WORDS, pair }) };
}

/** A record and manifest in this place, by whoever signs, with Amina's keys. */
async function slipped(amina, box, part, epoch, signer) {
  const keys = keysFor(keysOf(amina.vault.session), { matter: box.id, part, epoch }, box.shredKey);
  const id = crypto.randomUUID();
  const envelope = await sealRecord({ ...keys, id, kind: "message", revision: 1 }, signer, { text: "Van buiten" });
  const manifest = await sealManifest(keys, signer, { counter: 1, previous: "", entries: [[id, "message", 1, hashOf(envelope)]] });
  return { part, epoch, people: [], shredKey: box.shredKey, records: [{ id, kind: "message", revision: 1, envelope }], manifests: [{ counter: 1, envelope: manifest }] };
}

test("a visitor's key writes in their own conversation, and neither in the notes nor in another box", async () => {
  const { one, another } = await two();
  const { amina, bram } = one;
  const signer = keysOf(one.visitor.session).signer;
  const everyone = [bram.user, one.box.id, another.box.id];
  const open = async (box, part) => amina.vault.openRecords(box.id, { ...(await slipped(amina, box, part, 2, signer)), people: everyone });
  await assert.rejects(open(one.box, "notes"), { name: "UntrustedAuthor" });
  await assert.rejects(open(another.box, "conversation"), { name: "UntrustedAuthor" });
  await assert.rejects(open(another.box, "notes"), { name: "UntrustedAuthor" });
  assert.equal((await open(one.box, "conversation")).records.length, 1);
});

test("a visitor's pin gets keys to nothing else, speaks for no other box, and is nobody's colleague", async () => {
  const { one, another } = await two();
  const { amina, bram, box } = one;
  // Also once their digits were compared.
  await pinned(amina, box.id, box.visitor);
  assert.equal((await amina.vault.pins()).find(({ owner }) => owner === box.id).visitor, true);
  for (const parts of [["notes"], ["conversation"]]) await assert.rejects(amina.vault.newMatter([{ owner: box.id, parts }]), { name: "UncheckedKey" });
  await assert.rejects(amina.vault.grantsForVisitor(another.box.id, box.id), { name: "UncheckedKey" });
  await assert.rejects(amina.vault.introduce(another.box.id, box.id), { name: "WrongContext" });
  const signer = keysOf(one.visitor.session).signer;
  const spot = { practice: PRACTICE, matter: crypto.randomUUID(), part: "notes", epoch: 1 };
  const grant = await makeGrant(spot, crypto.getRandomValues(new Uint8Array(32)), amina.keys.recipient, signer);
  assert.deepEqual((await amina.vault.acceptGrants([{ ...spot, grant }, { ...spot, part: "story", grant }])).refused.map(({ error }) => error.name), ["UntrustedSigner", "UntrustedSigner"]);
  const consent = (matter) => ({ practice: PRACTICE, matter, step: "share", receiver: bram.keys.sign, width: "everything", heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null, sequence: 1, previous: "", state: "given", heard: false });
  const forAnother = JSON.stringify(await signConsent(consent(another.box.id), signer));
  await assert.rejects(amina.vault.readConsents(another.box.id, [forAnother]), { name: "ForgedConsent" });
  const agreement = { consents: [forAnother], counsellors: [], today: "2026-05-01" };
  await assert.rejects(amina.vault.grantsFor(another.box.id, "everything", bram.user, { ...agreement, visitor: null }), { name: "ForgedConsent" });
  await assert.rejects(amina.vault.grantsFor(another.box.id, "everything", bram.user, { ...agreement, visitor: box.id }), { name: "WrongContext" });
});

test("other keys for a visitor who is pinned are refused, introduced or not", async () => {
  const { amina, bram, box } = await takenOn();
  const server = await newKeyHolder();
  const grants = box.grants.filter(({ owner, epoch }) => owner === bram.user && epoch === 2).map((one) => ({ ...one, keeper: amina.user }));
  await keyringSaved(bram, (await bram.vault.acceptGrants(grants)).keyring);
  const introduction = await amina.vault.introduce(box.id, box.id);
  await assert.rejects(pinnedVisitor(keysOf(bram.vault.session), box.id, server.keys, introduction), { name: "SubstitutedKey" });
  await assert.rejects(pinnedVisitor(keysOf(bram.vault.session), box.id, server.keys, { ...introduction, ...server.keys }), { name: "ForgedSignature" });
  await bram.vault.bundleSaved(await pinnedVisitor(keysOf(bram.vault.session), box.id, box.visitor, introduction));
  await assert.rejects(pinnedVisitor(keysOf(bram.vault.session), box.id, server.keys), { name: "SubstitutedKey" });
  await assert.rejects(bram.vault.checkKeys(box.id, server.keys), { name: "SubstitutedKey" });
});

test("nobody introduces their own new keys, and no stranger introduces anybody", async () => {
  const { amina, box } = await takenOn();
  const server = await newKeyHolder();
  const { signIntroduction } = await import("../../src/nabij/browser/vault/introduction.js");
  const own = keysOf(amina.vault.session).signer;
  const about = { practice: PRACTICE, matter: box.id, owner: amina.user, ...server.keys };
  await says(amina, box, undefined, await signIntroduction(about, own), "introduction");
  await says(amina, box, undefined, await signIntroduction({ ...about, owner: server.owner }, server.signer), "introduction");
  const found = await back(box);
  assert.deepEqual([found.introduced, found.counsellors.map(({ sign }) => sign).includes(server.keys.sign)], [[], false]);
});

test("a visitor's grant is taken up for the first key of their own box, by who took it on, and nowhere else", async () => {
  const { amina, bram, box } = await begun();
  const taken = await amina.vault.takeOnConversation(box.waitingFor(amina.user), [bram.user]);
  await amina.vault.bundleSaved(taken.bundle);
  await amina.vault.keyringDropped();
  const [first] = box.grants.filter(({ owner }) => owner === amina.user).map((one) => ({ ...one, matter: box.id, keeper: amina.user }));
  const stranger = (await begun({ words: OTHER_WORDS, pair: { amina, bram } })).box;
  const [strange] = stranger.grants.filter(({ owner }) => owner === amina.user).map((one) => ({ ...one, matter: box.id, keeper: amina.user }));
  const lies = [[{ ...first, epoch: 2 }, "UntrustedSigner"], [{ ...first, part: "notes" }, "UntrustedSigner"], [{ ...first, keeper: bram.user }, "UntrustedSigner"], [{ ...first, matter: stranger.id }, "UntrustedSigner"], [strange, "UntrustedSigner"]];
  for (const [lie, name] of lies) {
    const { accepted, refused } = await amina.vault.acceptGrants([lie]);
    assert.deepEqual([accepted, refused.map(({ error }) => error.name)], [[], [name]]);
  }
});
