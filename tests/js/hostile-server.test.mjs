// A server that lies: each lie is refused with an error of its own.
import assert from "node:assert/strict";
import test from "node:test";
import { decryptWith, encryptTo, recipientOf } from "../../src/nabij/browser/vault/age.js";
import { json } from "../../src/nabij/browser/vault/bytes.js";
import { consentHash, signConsent } from "../../src/nabij/browser/vault/consent.js";
import { hashOf } from "../../src/nabij/browser/vault/envelope.js";
import { makeGrant } from "../../src/nabij/browser/vault/grant.js";
import { passingHeads } from "../../src/nabij/browser/vault/heads.js";
import { manifestAfter, openManifest, sealManifest } from "../../src/nabij/browser/vault/manifest.js";
import { pad } from "../../src/nabij/browser/vault/padding.js";
import { openRecord, sealRecord } from "../../src/nabij/browser/vault/record.js";
import { makeScryptSlot, openScryptSlot } from "../../src/nabij/browser/vault/slots.js";
import {
  PRACTICE, WORDS, b64, keyringSaved, newCounsellor, newDevice, newKeyHolder, newMatter, newPair, pinned, spoiled, write,
} from "./practice.mjs";

const TEXT_HASH = b64(new Uint8Array(32));

/** A device of the same person that has seen nothing yet. */
async function freshDevice(who) {
  const vault = newDevice(passingHeads());
  const words = who.slots.find(({ kind }) => kind === "words");
  await vault.unlock(who.account, { kind: "words", typed: WORDS, slot: words.slot });
  return { ...who, vault };
}

// Records --------------------------------------------------------------------------------------------------------------------

const key = crypto.getRandomValues(new Uint8Array(32));
const shredKey = crypto.getRandomValues(new Uint8Array(32));
const place = { practice: PRACTICE, matter: crypto.randomUUID(), part: "notes", epoch: 1, id: crypto.randomUUID(), kind: "note", revision: 1, key, shredKey };
const elsewhere = {
  practice: crypto.randomUUID(), matter: crypto.randomUUID(), part: "conversation", epoch: 2, id: crypto.randomUUID(), kind: "person", revision: 2,
};
const author = await newKeyHolder();
const sealed = await sealRecord(place, author.signer, { text: "Grüße" });
const authors = new Set([author.keys.sign]);

test("a record opens where it was sealed", async () => {
  assert.deepEqual((await openRecord(place, authors, sealed)).content, { text: "Grüße" });
});

for (const [field, other] of Object.entries(elsewhere)) {
  test(`a record served as another ${field} does not open`, async () => {
    await assert.rejects(openRecord({ ...place, [field]: other }, authors, sealed), { name: "WrongKey" });
  });
}

test("a record does not open without its shred key", async () => {
  await assert.rejects(openRecord({ ...place, shredKey: key }, authors, sealed), { name: "WrongKey" });
});

test("a record by someone who shares the key but may not write is refused", async () => {
  const forged = await sealRecord(place, (await newKeyHolder()).signer, { text: "Nooit gezegd" });
  await assert.rejects(openRecord(place, authors, forged), { name: "UntrustedAuthor" });
});

test("a record in another's name is refused", async () => {
  const liar = await newKeyHolder();
  const forged = await sealRecord(place, { sign: author.keys.sign, signature: liar.signer.signature }, { text: "Nooit gezegd" });
  await assert.rejects(openRecord(place, authors, forged), { name: "ForgedSignature" });
});

test("a record of another version, or cut short, is refused", async () => {
  await assert.rejects(openRecord(place, authors, Uint8Array.of(2, ...sealed.subarray(1))), { name: "UnknownVersion" });
  await assert.rejects(openRecord(place, authors, sealed.slice(0, -1)), { name: "BadEnvelope" });
  await assert.rejects(openRecord(place, authors, new Uint8Array()), { name: "BadEnvelope" });
});

// Lists ----------------------------------------------------------------------------------------------------------------------

test("two records of a matter that change places are noticed", async () => {
  const { amina, bram } = await newPair();
  const { id, notes } = await newMatter(amina, bram);
  const [card, note] = notes.records;
  const swapped = [{ ...card, envelope: note.envelope }, { ...note, envelope: card.envelope }];
  await assert.rejects(amina.vault.openRecords(id, { ...notes, records: swapped }), { name: "RecordChanged" });
});

test("a record left out, added or served twice is noticed", async () => {
  const { amina } = await newPair();
  const { id, notes } = await newMatter(amina);
  const extra = await amina.vault.sealRecord(id, "notes", "note", crypto.randomUUID(), 1, { text: "Niet gelijst" });
  await assert.rejects(amina.vault.openRecords(id, { ...notes, records: notes.records.slice(1) }), { name: "RecordMissing" });
  await assert.rejects(amina.vault.openRecords(id, { ...notes, records: [...notes.records, extra] }), { name: "RecordUnlisted" });
  await assert.rejects(amina.vault.openRecords(id, { ...notes, records: [...notes.records, notes.records[0]] }), { name: "RecordUnlisted" });
});

test("an earlier revision served as the last one is noticed", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  const card = notes.records[0];
  await write(amina, id, notes, [["card", card.id, 2, { alias: "Zonnebloem", next_step: "Afgesproken", aftercare: null }]]);
  const asked = { ...notes, kinds: ["card"], latest: true };
  const { records } = await amina.vault.openRecords(id, { ...asked, records: [notes.records.at(-1)] });
  assert.equal(records[0].content.next_step, "Afgesproken");
  await assert.rejects(amina.vault.openRecords(id, { ...asked, records: [card] }), { name: "RecordUnlisted" });
  await assert.rejects(amina.vault.openRecords(id, { ...asked, records: [{ ...card, revision: 2 }] }), { name: "RecordChanged" });
});

test("a rolled-back or shortened list is noticed by a device that saw more", async () => {
  const { amina, bram } = await newPair();
  const { id, notes } = await newMatter(amina, bram);
  const before = { ...notes, manifests: notes.manifests.slice(0, 1), records: notes.records.slice(0, 1) };
  await assert.rejects(amina.vault.openRecords(id, before), { name: "RolledBack" });
  await assert.rejects(amina.vault.openRecords(id, { ...notes, manifests: [], records: [] }), { name: "RolledBack" });
});

test("a device that saw nothing cannot notice a rollback, and takes what it is given", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  const fresh = await freshDevice(amina);
  const before = { ...notes, manifests: notes.manifests.slice(0, 1), records: notes.records.slice(0, 1) };
  assert.equal((await fresh.vault.openRecords(id, before)).head.counter, 1);
});

test("a fork made with the key of a real author is noticed", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  const other = await freshDevice(amina);
  const before = { ...notes, manifests: notes.manifests.slice(0, 1), records: notes.records.slice(0, 1) };
  await other.vault.openRecords(id, before);
  const fork = structuredClone(before);
  await write(other, id, fork, [["note", crypto.randomUUID(), 1, { text: "Een andere tweede" }]]);
  await assert.rejects(amina.vault.openRecords(id, fork), { name: "Forked" });
  await write(other, id, fork, [["note", crypto.randomUUID(), 1, { text: "En een derde" }]]);
  await assert.rejects(amina.vault.openRecords(id, fork), { name: "Forked" });
});

test("a chain with a gap is noticed", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  const reader = await freshDevice(amina);
  await reader.vault.openRecords(id, notes);
  for (const text of ["Drie", "Vier"]) await write(amina, id, notes, [["note", crypto.randomUUID(), 1, { text }]]);
  const gap = notes.manifests.filter(({ counter }) => counter !== 3);
  await assert.rejects(reader.vault.openRecords(id, { ...notes, manifests: gap }), { name: "Forked" });
  assert.equal((await reader.vault.openRecords(id, notes)).head.counter, 4);
});

test("a list by someone who may not write is refused, and one under another number too", async () => {
  const { practice, matter, part, epoch } = place;
  const chain = { practice, matter, part, epoch, key, shredKey };
  const liar = await newKeyHolder();
  const forged = await sealManifest(chain, liar.signer, manifestAfter(null, { add: [[place.id, "note", 1, hashOf(sealed)]] }));
  await assert.rejects(openManifest(chain, 1, authors, forged), { name: "UntrustedAuthor" });
  const real = await sealManifest(chain, author.signer, manifestAfter(null, { add: [] }));
  await assert.rejects(openManifest(chain, 2, authors, real), { name: "WrongKey" });
});

test("a matter or epoch that is no longer served is missed", async () => {
  const amina = await newCounsellor();
  const { id } = await newMatter(amina);
  await assert.rejects(amina.vault.checkServed([[id, "notes", 1]]), { name: "Missing" });
  await assert.rejects(amina.vault.checkServed([]), { name: "Missing" });
  await amina.vault.checkServed([[id, "notes", 1], [id, "conversation", 1]]);
});

test("an older bundle or keyring, or another of the same version, is noticed", async () => {
  const amina = await newCounsellor();
  const old = structuredClone(amina.account);
  await newMatter(amina);
  const words = amina.slots.find(({ kind }) => kind === "words");
  const by = { kind: "words", typed: WORDS, slot: words.slot };
  amina.vault.session.lock();
  await assert.rejects(amina.vault.unlock(old, by), { name: "RolledBack" });
  await amina.vault.unlock(amina.account, by);
});

// Grants ---------------------------------------------------------------------------------------------------------------------

const served = (grants, owner) => grants.filter((one) => one.owner === owner).map(({ matter, part, epoch, grant }) => ({ matter, part, epoch, grant }));

/** The name of the error with which the only grant served is refused. */
async function refusal(who, grant) {
  const { accepted, refused, keyring } = await who.vault.acceptGrants([grant]);
  assert.deepEqual(accepted, []);
  assert.equal(keyring, null);
  return refused[0].error.name;
}

test("a colleague opens what is granted to them, and so the records", async () => {
  const { amina, bram } = await newPair();
  const { id, grants, notes } = await newMatter(amina, bram);
  const { accepted, keyring } = await bram.vault.acceptGrants(served(grants, bram.user));
  assert.deepEqual(accepted.map(([, part]) => part).sort(), ["conversation", "notes"]);
  await keyringSaved(bram, keyring);
  const { records } = await bram.vault.openRecords(id, notes);
  assert.deepEqual(records.map(({ kind }) => kind).sort(), ["card", "note"]);
  assert.equal(records[0].author, amina.keys.sign);
});

test("a grant forged by the server is refused", async () => {
  const { bram } = await newPair();
  const server = await newKeyHolder();
  const spot = { practice: PRACTICE, matter: crypto.randomUUID(), part: "notes", epoch: 1 };
  const grant = await makeGrant(spot, key, bram.keys.recipient, server.signer);
  assert.equal(await refusal(bram, { ...spot, grant }), "UntrustedSigner");
});

test("a grant in a colleague's name is refused", async () => {
  const { amina, bram } = await newPair();
  const server = await newKeyHolder();
  const spot = { practice: PRACTICE, matter: crypto.randomUUID(), part: "notes", epoch: 1 };
  const grant = await makeGrant(spot, key, bram.keys.recipient, { sign: amina.keys.sign, signature: server.signer.signature });
  assert.equal(await refusal(bram, { ...spot, grant }), "ForgedSignature");
});

test("a grant by a colleague whose keys were never compared is refused", async () => {
  const amina = await newCounsellor();
  const bram = await newCounsellor();
  await pinned(amina, bram.user, bram.keys);
  await pinned(bram, amina.user, amina.keys, false);
  const { grants } = await newMatter(amina, bram);
  assert.equal(await refusal(bram, served(grants, bram.user)[0]), "UntrustedSigner");
});

test("a grant replayed for another matter, part or epoch is refused", async () => {
  const { amina, bram } = await newPair();
  const { grants } = await newMatter(amina, bram);
  const notes = served(grants, bram.user).find(({ part }) => part === "notes");
  assert.equal(await refusal(bram, { ...notes, matter: crypto.randomUUID() }), "WrongContext");
  assert.equal(await refusal(bram, { ...notes, part: "conversation" }), "WrongContext");
  assert.equal(await refusal(bram, { ...notes, epoch: 2 }), "WrongContext");
  assert.equal(await refusal(bram, { ...notes, part: "constructor" }), "WrongContext");
});

test("a grant made for someone else does not open, nor when they pass its content on", async () => {
  const { amina, bram } = await newPair();
  const daan = await newKeyHolder();
  const spot = { practice: PRACTICE, matter: crypto.randomUUID(), part: "notes", epoch: 1 };
  await pinned(bram, daan.owner, daan.keys);
  const grant = await makeGrant(spot, key, daan.keys.recipient, daan.signer);
  assert.equal(await refusal(bram, { ...spot, grant }), "WrongKey");
  const passedOn = await encryptTo(await decryptWith(grant, daan.identity), [bram.keys.recipient]);
  assert.equal(await refusal(bram, { ...spot, grant: passedOn }), "Misaddressed");
  const twice = await encryptTo(await decryptWith(grant, daan.identity), [bram.keys.recipient, amina.keys.recipient]);
  assert.equal(await refusal(bram, { ...spot, grant: twice }), "BadEnvelope");
});

test("a key that is already there is not replaced by a later grant", async () => {
  const { amina, bram } = await newPair();
  const { id, grants, notes } = await newMatter(amina, bram);
  await keyringSaved(bram, (await bram.vault.acceptGrants(served(grants, bram.user))).keyring);
  const signer = await newKeyHolder();
  await pinned(bram, signer.owner, signer.keys);
  const grant = await makeGrant({ practice: PRACTICE, matter: id, part: "notes", epoch: 1 }, key, bram.keys.recipient, signer.signer);
  assert.deepEqual(await bram.vault.acceptGrants([{ matter: id, part: "notes", epoch: 1, grant }]), { accepted: [], refused: [], keyring: null });
  assert.equal((await bram.vault.openRecords(id, notes)).records.length, 2);
});

// Keys -----------------------------------------------------------------------------------------------------------------------

test("a substituted key is noticed, and never takes the place of a pin by itself", async () => {
  const { amina, bram } = await newPair();
  const server = await newKeyHolder();
  await assert.rejects(amina.vault.checkKeys(bram.user, server.keys), { name: "SubstitutedKey" });
  await assert.rejects(amina.vault.checkKeys(bram.user, { ...bram.keys, recipient: server.keys.recipient }), { name: "SubstitutedKey" });
  await assert.rejects(amina.vault.pin(bram.user, server.keys, { checked: false }), { name: "SubstitutedKey" });
  assert.equal((await amina.vault.checkKeys(bram.user, bram.keys)).checked, true);
});

test("nothing is granted to keys that were not pinned, nor notes to keys that were not compared", async () => {
  const amina = await newCounsellor();
  const stranger = await newKeyHolder();
  await assert.rejects(amina.vault.newMatter([{ owner: stranger.owner, parts: ["conversation"] }]), { name: "UncheckedKey" });
  await pinned(amina, stranger.owner, stranger.keys, false);
  await assert.rejects(amina.vault.newMatter([{ owner: stranger.owner, parts: ["notes"] }]), { name: "UncheckedKey" });
  const { grants } = await amina.vault.newMatter([{ owner: stranger.owner, parts: ["conversation"] }]);
  assert.equal(served(grants, stranger.owner).length, 1);
});

test("a slot with a lowered or a ruinous cost is refused before any work", async () => {
  const uvk = crypto.getRandomValues(new Uint8Array(32));
  const weak = await makeScryptSlot(uvk, "words", WORDS, { workFactor: 10 });
  await assert.rejects(openScryptSlot(weak, "words", WORDS), { name: "WeakKdf" });
  const header = new TextDecoder("latin1").decode(weak);
  const costly = Uint8Array.from(header.replace(/ 10\n/, " 21\n"), (letter) => letter.charCodeAt(0));
  let worked = false;
  await assert.rejects(openScryptSlot(costly, "words", WORDS, { onProgress: () => (worked = true) }), { name: "CostlyKdf" });
  assert.equal(worked, false);
  await assert.rejects(openScryptSlot(weak, "words", "appel brug citroen duin egel fles", { weakest: 10 }), { name: "WrongSecret" });
});

// Consents -------------------------------------------------------------------------------------------------------------------

/** A matter with a visitor whose key is pinned, and Bram as the one who may be let in. */
async function consulted() {
  const { amina, bram } = await newPair();
  const visitor = await newKeyHolder();
  await pinned(amina, visitor.owner, visitor.keys, false);
  const { id } = await newMatter(amina);
  const consent = (over = {}) => ({
    practice: PRACTICE, matter: id, step: "share", receiver: bram.keys.sign, width: "everything", heads: { conversation: null, notes: null },
    text_hash: TEXT_HASH, expires: null, sequence: 1, previous: "", state: "given", heard: false, ...over,
  });
  const given = async (over, signer = visitor.signer) => json(await signConsent(consent(over), signer));
  const share = (consents, over = {}) =>
    amina.vault.grantsFor(id, over.width ?? "everything", bram.user, { consents, visitor: visitor.owner, counsellors: [], today: over.today ?? "2026-05-01" });
  return { amina, bram, visitor, id, given, share };
}

test("a counsellor is let in by a consent that the visitor signed, and by one that was heard", async () => {
  const { amina, bram, given, share } = await consulted();
  const first = await given();
  const grants = await share([first]);
  assert.deepEqual((await bram.vault.acceptGrants(served(grants, bram.user))).refused, []);
  const { practice, heard, ...rest } = JSON.parse(await given({ sequence: 2, previous: consentHash(first) }));
  delete rest.signer;
  delete rest.signature;
  assert.equal((await share([first, json(await amina.vault.heardConsent(rest))])).length, 2);
});

test("a forged consent lets nobody in", async () => {
  const { given, share } = await consulted();
  const server = await newKeyHolder();
  const real = JSON.parse(await given({ width: "peer_card" }));
  await assert.rejects(share([await given({}, server.signer)]), { name: "ForgedConsent" });
  await assert.rejects(share([await given({ heard: true }, server.signer)]), { name: "ForgedConsent" });
  await assert.rejects(share([json({ ...real, width: "everything" })]), { name: "ForgedConsent" });
  await assert.rejects(share([await given({ sequence: 2, previous: TEXT_HASH })]), { name: "ForgedConsent" });
  await assert.rejects(share(["{}"]), { name: "ForgedConsent" });
});

test("a replayed consent lets nobody in", async () => {
  const { given, share } = await consulted();
  const first = await given();
  await assert.rejects(share([first, first]), { name: "ReplayedConsent" });
  await assert.rejects(share([await given({ matter: crypto.randomUUID() })]), { name: "ReplayedConsent" });
});

test("a consent that was withdrawn, ran out, is narrower or names another lets nobody in", async () => {
  const { amina, given, share } = await consulted();
  const first = await given();
  const withdrawn = await given({ sequence: 2, previous: consentHash(first), state: "withdrawn" });
  await assert.rejects(share([first, withdrawn]), { name: "NoConsent" });
  await assert.rejects(share([]), { name: "NoConsent" });
  await assert.rejects(share([await given({ expires: "2026-04-30" })]), { name: "NoConsent" });
  assert.equal((await share([await given({ expires: "2026-05-01" })])).length, 2);
  await assert.rejects(share([await given({ width: "from_now" })]), { name: "NoConsent" });
  await assert.rejects(share([await given({ receiver: amina.keys.sign })]), { name: "NoConsent" });
});

test("what is shared from now on opens nothing from before", async () => {
  const { amina, bram, id, given, share } = await consulted();
  const begun = await amina.vault.newEpoch(id, [{ owner: bram.user, parts: ["conversation", "notes"] }]);
  await keyringSaved(amina, begun.keyring);
  const grants = await share([await given({ width: "from_now" })], { width: "from_now" });
  assert.deepEqual(grants.map(({ epoch }) => epoch), [2, 2]);
  await keyringSaved(bram, (await bram.vault.acceptGrants(served(grants, bram.user))).keyring);
  assert.deepEqual(await bram.vault.epochsOf(id), { conversation: [2], notes: [2], peer: [] });
});

// Files ----------------------------------------------------------------------------------------------------------------------

test("a truncated, altered or exchanged file does not open", async () => {
  const { vault } = await newCounsellor();
  const content = crypto.getRandomValues(new Uint8Array(60_000));
  const { record, file } = await vault.sealFile(content, { name: "brief.pdf", type: "application/pdf" });
  assert.deepEqual(await vault.openFile(record, file), content);
  const cut = file.slice(0, -1000);
  await assert.rejects(vault.openFile(record, cut), { name: "BadFile" });
  await assert.rejects(vault.openFile({ ...record, digest: hashOf(cut) }, cut), { name: "BadFile" });
  await assert.rejects(vault.openFile(record, spoiled(file)), { name: "BadFile" });
  await assert.rejects(vault.openFile({ ...record, size: record.size - 1 }, file), { name: "BadFile" });
  const other = await vault.sealFile(content, { name: "brief.pdf", type: "application/pdf" });
  await assert.rejects(vault.openFile(record, other.file), { name: "BadFile" });
  // Only the digest tells this one apart: padded alike, as long, and sealed to the file's own identity.
  const resealed = await encryptTo(pad(content.map((byte) => byte ^ 1)), [await recipientOf(record.identity)]);
  await assert.rejects(vault.openFile(record, resealed), { name: "BadFile" });
});

test("one card that was tampered with leaves the others in the list", async () => {
  const amina = await newCounsellor();
  const cards = [];
  for (const lie of [false, true]) {
    const { id, shredKey: shred, notes } = await newMatter(amina);
    const { id: record, envelope } = notes.records[0];
    cards.push({ matter: id, part: "notes", epoch: 1, id: record, revision: 1, envelope: lie ? spoiled(envelope) : envelope, shredKey: shred, people: [] });
  }
  const [good, bad] = await amina.vault.openCards(cards);
  assert.equal(good.content.alias, "Zonnebloem");
  assert.equal(bad.error.name, "WrongKey");
});

test("sealed bytes never hold what was typed", async () => {
  const amina = await newCounsellor();
  const { id } = await newMatter(amina);
  const { envelope } = await amina.vault.sealRecord(id, "notes", "note", crypto.randomUUID(), 1, { text: "kanarievogel" });
  assert.equal(Buffer.from(envelope).includes("kanarievogel"), false);
});
