// Accounts: made, opened by each of their slots, carried to new keys; and what a keyring does when two write at once.
import assert from "node:assert/strict";
import test from "node:test";
import { decryptWith } from "../../src/nabij/browser/vault/age.js";
import { passingHeads } from "../../src/nabij/browser/vault/heads.js";
import { readRecoveryCode } from "../../src/nabij/browser/vault/recovery-code.js";
import { PRACTICE, WORDS, agreed, keyringSaved, newCounsellor, newDevice, newMatter, newPair, pinned, write } from "./practice.mjs";

const slotOf = (slots, kind) => slots.find((slot) => slot.kind === kind);
const prf = () => crypto.getRandomValues(new Uint8Array(32));

test("each slot opens the same vault, and another secret none", async () => {
  const result = prf();
  const amina = await newCounsellor({ passkey: { prf: result }, words: WORDS });
  const { id, notes } = await newMatter(amina);
  const passkey = slotOf(amina.slots, "passkey");
  const ways = [
    { kind: "passkey", prf: result, id: passkey.id, slot: passkey.slot },
    { kind: "words", typed: ` ${WORDS.toUpperCase().replaceAll(" ", "\n ")} `, slot: slotOf(amina.slots, "words").slot },
    { kind: "recovery", typed: amina.recoveryCode.toLowerCase().replaceAll("-", " "), slot: slotOf(amina.slots, "recovery").slot },
  ];
  for (const by of ways) {
    const vault = newDevice();
    await vault.unlock(amina.account, by);
    assert.equal((await vault.openRecords(id, notes)).records.length, 2);
    assert.deepEqual(await vault.me(), await amina.vault.me());
  }
  const vault = newDevice();
  await assert.rejects(vault.unlock(amina.account, { ...ways[0], prf: prf() }), { name: "WrongKey" });
  await assert.rejects(vault.unlock(amina.account, { ...ways[0], id: crypto.randomUUID() }), { name: "WrongKey" });
  await assert.rejects(vault.unlock(amina.account, { ...ways[1], typed: "appel" }), { name: "WrongSecret" });
  await assert.rejects(vault.unlock({ ...amina.account, user: crypto.randomUUID() }, ways[1]), { name: "WrongKey" });
  assert.equal(vault.session.isOpen(), false);
});

test("an account without a passkey or words is not made", async () => {
  await assert.rejects(newDevice().enrol({ practice: PRACTICE, user: crypto.randomUUID() }, {}), TypeError);
});

test("after a lost authenticator the old slots open nothing and the new ones everything", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  const draft = { id: crypto.randomUUID(), envelope: await amina.vault.sealDraft("d7c6b1f2-0b3a-4a52-9c7b-2f4e6a8c0d11", { text: "Half" }) };
  draft.id = "d7c6b1f2-0b3a-4a52-9c7b-2f4e6a8c0d11";
  const change = await amina.vault.rotate("lost", { words: "zes nieuwe woorden voor deze kluis", drafts: [draft] });
  assert.deepEqual(change.keys, amina.keys);
  assert.deepEqual(change.renew, []);
  assert.notEqual(change.recoveryCode, amina.recoveryCode);
  await amina.vault.accountSaved(change);
  assert.deepEqual(await amina.vault.openDraft(draft.id, change.drafts[0].envelope), { text: "Half" });
  assert.equal((await amina.vault.openRecords(id, notes)).records.length, 2);
  const account = { ...amina.account, bundle: change.bundle, keyring: change.keyring };
  const vault = newDevice();
  await assert.rejects(vault.unlock(account, { kind: "words", typed: WORDS, slot: slotOf(amina.slots, "words").slot }), { name: "WrongKey" });
  await vault.unlock(account, { kind: "words", typed: "zes nieuwe woorden voor deze kluis", slot: slotOf(change.slots, "words").slot });
  await vault.openRecords(id, notes);
});

test("after a vault was seen, new keys sign and new epochs hold, while the old still opens", async () => {
  const { amina, bram } = await newPair();
  const { id, notes, grants } = await newMatter(amina, bram);
  const toBram = grants.filter(({ owner }) => owner === bram.user);
  await keyringSaved(bram, (await bram.vault.acceptGrants(toBram)).keyring);
  const pending = await bram.vault.newMatter([{ owner: amina.user, parts: ["conversation"] }]);

  // Heard before the keys were replaced: it still counts.
  const agreement = await agreed(amina, id, bram.keys.sign, "everything");
  const change = await amina.vault.rotate("seen", { words: WORDS });
  assert.deepEqual(change.renew, [id]);
  assert.notEqual(change.keys.sign, amina.keys.sign);
  assert.notEqual(change.keys.recipient, amina.keys.recipient);
  await amina.vault.accountSaved(change);
  assert.equal((await amina.vault.openRecords(id, notes)).records.length, 2);
  const toAmina = pending.grants.filter(({ owner }) => owner === amina.user);
  assert.equal((await amina.vault.acceptGrants(toAmina)).accepted.length, 1, "a grant to the former key");

  const begun = await amina.vault.newEpoch(id, [{ owner: bram.user, parts: ["conversation", "notes"] }], ["conversation", "notes"], agreement);
  const news = begun.grants.filter(({ owner }) => owner === bram.user);
  const names = async () => (await bram.vault.acceptGrants(news)).refused.map(({ error }) => error.name);
  assert.deepEqual(await names(), ["UntrustedSigner", "UntrustedSigner"]);
  await assert.rejects(bram.vault.checkKeys(amina.user, change.keys), { name: "SubstitutedKey" });
  await pinned(bram, amina.user, change.keys);
  assert.deepEqual(await names(), []);
  assert.equal((await bram.vault.openRecords(id, notes)).records[0].author, amina.keys.sign, "what the former key wrote still opens");
});

test("two tabs that write the keyring at once both keep their matter", async () => {
  const amina = await newCounsellor();
  const other = newDevice(passingHeads());
  await other.unlock(amina.account, { kind: "words", typed: WORDS, slot: slotOf(amina.slots, "words").slot });
  const here = await amina.vault.newMatter();
  const there = await other.newMatter();
  assert.equal(here.keyring.version, there.keyring.version);
  await amina.vault.keyringSaved(here.keyring);
  const again = await other.keyringBehind(here.keyring);
  assert.equal(again.version, here.keyring.version + 1);
  await other.keyringSaved(again);
  await other.checkServed([here.id, there.id].flatMap((id) => [[id, "notes", 1], [id, "conversation", 1]]));
  assert.deepEqual((await other.epochsOf(here.id)).notes, [1]);
});

test("a matter that the server refused is not expected afterwards", async () => {
  const amina = await newCounsellor();
  const { id } = await amina.vault.newMatter();
  await amina.vault.keyringDropped();
  await amina.vault.checkServed([]);
  await assert.rejects(amina.vault.sealRecord(id, "notes", "note", crypto.randomUUID(), 1, {}), { name: "Missing" });
});

test("a destroyed matter is forgotten", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  await keyringSaved(amina, await amina.vault.forgetMatters(id));
  await amina.vault.checkServed([]);
  await assert.rejects(amina.vault.openRecords(id, notes), { name: "Missing" });
});

test("a destroyed record leaves the list, and the list still holds", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  await write(amina, id, notes, [], [notes.records[1].id]);
  const { records, head } = await amina.vault.openRecords(id, notes);
  assert.deepEqual([records.length, head.counter], [1, 3]);
  assert.deepEqual(await amina.vault.knownHead(id, "notes", 1), head);
});

test("a peer opens a card for them and no more", async () => {
  const { amina, bram } = await newPair();
  const { id, notes } = await newMatter(amina);
  const begun = await amina.vault.newEpoch(id, [{ owner: bram.user, parts: ["peer"] }], ["peer"], await agreed(amina, id, bram.keys.sign, "peer_card"));
  await keyringSaved(amina, begun.keyring);
  const peer = { part: "peer", epoch: 1, shredKey: notes.shredKey, people: [amina.user], manifests: [], records: [] };
  await write(amina, id, peer, [["peer_card", crypto.randomUUID(), 1, { text: "Iemand in een team" }]]);
  await keyringSaved(bram, (await bram.vault.acceptGrants(begun.grants.filter(({ owner }) => owner === bram.user))).keyring);
  assert.equal((await bram.vault.openRecords(id, peer)).records[0].content.text, "Iemand in een team");
  await assert.rejects(bram.vault.openRecords(id, notes), { name: "Missing" });
});

test("an export opens with one's own key and with the recovery code, and holds what was written", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  const { records } = await amina.vault.openRecords(id, notes);
  const listed = records.map(({ content, ...rest }) => ({ ...rest, part: "notes", epoch: 1, body: content }));
  const files = [{ record: records[0].id, name: "../brief/é.pdf. ", content: new TextEncoder().encode("bijlage") }];
  const file = await amina.vault.makeExport([{ matter: id, register: { turn: "visitor" }, records: listed, files }], new Date("2026-05-01T10:00:00Z"));
  const { identity } = await readRecoveryCode(amina.recoveryCode);
  const zip = Buffer.from(await decryptWith(file, identity)).toString();
  for (const path of ["export.json", `matters/${id}/matter.json`, `matters/${id}/files/${records[0].id}-.._brief_é.pdf`]) assert.ok(zip.includes(path));
  for (const content of ['"format":"nabij/export/1"', '"when":"2026-05-01T10:00:00.000Z"', '"alias":"Zonnebloem"', "bijlage"]) assert.ok(zip.includes(content));
});

test("what ids of imported rows are made under is one's own, and outlives new keys", async () => {
  const amina = await newCounsellor();
  const secret = await amina.vault.importSecret();
  assert.notDeepEqual(await (await newCounsellor()).vault.importSecret(), secret);
  const change = await amina.vault.rotate("seen", { words: WORDS });
  await amina.vault.accountSaved(change);
  assert.deepEqual(await amina.vault.importSecret(), secret);
});
