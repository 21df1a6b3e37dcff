// A conversation from the door to the workspace and back, with an honest server.
import assert from "node:assert/strict";
import test from "node:test";
import { consentHash, signConsent } from "../../src/nabij/browser/vault/consent.js";
import { keysOf } from "../../src/nabij/browser/vault/session.js";
import { pinnedVisitor } from "../../src/nabij/browser/vault/taking-on.js";
import { PRACTICE, b64, keyringSaved } from "./practice.mjs";
import { begun, newPage, says, takenOn, texts, writes } from "./visiting.mjs";

test("who comes back with seven words reads what they wrote, and writes on", async () => {
  const { box, sent } = await begun();
  assert.deepEqual([sent.unchecked, sent.grants.length], [false, 3]);
  const page = await newPage();
  const found = await page.openConversation(box.forVisitor());
  assert.deepEqual([texts(found), found.troubles, found.writable], [["Mag ik iets vragen?"], [], true]);
  assert.deepEqual(found.counsellors.map(({ name, checked }) => [name, checked]), [["Amina", true], ["Bram", true]]);
  await writes(page, box, "Nog iets");
  const again = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([texts(again), again.troubles], [["Mag ik iets vragen?", "Nog iets"], []]);
  assert.equal(again.records.at(-1).content.seen.counter, 1);
});

test("a counsellor who peeks reads it and keeps nothing; who takes it on and the visitor read each other", async () => {
  const { amina, bram, box } = await begun();
  for (const who of [amina, bram]) {
    const peeked = await who.vault.peekConversation(box.waitingFor(who.user));
    assert.deepEqual([texts(peeked), await who.vault.heldMatters()], [["Mag ik iets vragen?"], []]);
  }
  const taken = await amina.vault.takeOnConversation(box.waitingFor(amina.user), [bram.user]);
  assert.deepEqual(taken.grants.map(({ owner, part, epoch }) => [owner === box.id ? "visitor" : owner === bram.user ? "bram" : "amina", part, epoch]).sort(), [["amina", "conversation", 2], ["amina", "notes", 2], ["bram", "conversation", 2], ["visitor", "conversation", 2]]);
  box.grants.push(...taken.grants);
  await amina.vault.bundleSaved(taken.bundle);
  await keyringSaved(amina, taken.keyring);
  assert.deepEqual(await amina.vault.epochsOf(box.id), { conversation: [1, 2], notes: [2], peer: [] });
  await amina.vault.openRecords(box.id, box.chain("conversation", 1, []));
  await says(amina, box, "Dag, welkom");
  const page = await newPage();
  const found = await page.openConversation(box.forVisitor());
  assert.deepEqual([texts(found), found.troubles], [["Mag ik iets vragen?", "Dag, welkom"], []]);
  await writes(page, box, "Dank je");
  const { records } = await amina.vault.openRecords(box.id, box.chain("conversation", 2, [bram.user]));
  assert.deepEqual(texts({ records }), ["Dag, welkom", "Dank je"]);
});

test("a keyring that was never saved after taking on is made again from what the server keeps, the first key included", async () => {
  const { amina, bram, box } = await begun();
  const taken = await amina.vault.takeOnConversation(box.waitingFor(amina.user), [bram.user]);
  box.grants.push(...taken.grants);
  await amina.vault.bundleSaved(taken.bundle);
  await amina.vault.keyringDropped();
  assert.deepEqual(await amina.vault.heldMatters(), []);
  const served = box.grants.filter(({ owner }) => owner === amina.user).map((one) => ({ ...one, matter: box.id, keeper: amina.user }));
  const { refused, keyring } = await amina.vault.acceptGrants(served);
  assert.deepEqual(refused, []);
  await keyringSaved(amina, keyring);
  assert.deepEqual(await amina.vault.epochsOf(box.id), { conversation: [1, 2], notes: [2], peer: [] });
  assert.deepEqual(await amina.vault.keeperOf(box.id), { mine: true, owner: amina.user });
  assert.deepEqual(texts(await amina.vault.openRecords(box.id, box.chain("conversation", 1, []))), ["Mag ik iets vragen?"]);
});

test("who stands by reads on with the visitor pinned, introduced by who keeps it, but never the notes", async () => {
  const { amina, bram, box } = await takenOn();
  const grants = box.grants.filter(({ owner, epoch }) => owner === bram.user && epoch === 2).map((one) => ({ ...one, keeper: amina.user }));
  await keyringSaved(bram, (await bram.vault.acceptGrants(grants)).keyring);
  const introduction = await amina.vault.introduce(box.id, box.id);
  await bram.vault.bundleSaved(await pinnedVisitor(keysOf(bram.vault.session), box.id, box.visitor, introduction));
  const page = await newPage();
  await page.openConversation(box.forVisitor());
  await writes(page, box, "Ben je er?");
  assert.deepEqual(texts(await bram.vault.openRecords(box.id, box.chain("conversation", 2, [amina.user]))), ["Ben je er?"]);
  assert.deepEqual((await bram.vault.epochsOf(box.id)).notes, []);
});

test("a colleague of whom the visitor did not say so stands by for nobody, whatever the server proposes", async () => {
  const { amina, bram, box } = await begun({ standby: [] });
  const taken = await amina.vault.takeOnConversation(box.waitingFor(amina.user), [bram.user]);
  assert.deepEqual([taken.left, taken.grants.some(({ owner }) => owner === bram.user)], [[bram.user], false]);
});

test("every new epoch of the conversation holds a key for the visitor, and none of the notes", async () => {
  const { amina, box } = await takenOn();
  const next = await amina.vault.newEpoch(box.id, []);
  box.grants.push(...next.grants);
  await keyringSaved(amina, next.keyring);
  assert.deepEqual(next.grants.filter(({ owner }) => owner === box.id).map(({ part, epoch }) => [part, epoch]), [["conversation", 3]]);
  await says(amina, box, "Met een nieuwe sleutel");
  const found = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([texts(found).at(-1), found.troubles], ["Met een nieuwe sleutel", []]);
  const peer = await amina.vault.newEpoch(box.id, [], ["peer"]);
  assert.equal(peer.grants.some(({ owner }) => owner === box.id), false);
});

test("a consent that the visitor signed counts, for who reads it and for who shares", async () => {
  const { amina, bram, box, visitor } = await takenOn();
  const consent = { practice: PRACTICE, matter: box.id, step: "share", receiver: bram.keys.sign, width: "everything", heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null, sequence: 1, previous: "", state: "given", heard: false };
  const text = JSON.stringify(await signConsent(consent, keysOf(visitor.session).signer));
  assert.equal((await amina.vault.readConsents(box.id, [text]))[0].sequence, 1);
  const agreement = { consents: [text], visitor: null, counsellors: [], today: "2026-05-01", last: { sequence: 1, hash: consentHash(text) } };
  assert.equal((await amina.vault.grantsFor(box.id, "everything", bram.user, agreement)).length, 3);
});

test("a new counsellor is believed once introduced, and remembered in the note to self", async () => {
  const { amina, box } = await takenOn();
  const { newCounsellor, pinned } = await import("./practice.mjs");
  const carla = await newCounsellor();
  await pinned(amina, carla.user, carla.keys);
  const body = await amina.vault.introduce(box.id, carla.user);
  box.counsellors.push({ id: carla.user, name: "Carla", ...carla.keys });
  await assert.rejects((await newPage()).openConversation(box.forVisitor()), { name: "SubstitutedKey" });
  await says(amina, box, undefined, body, "introduction");
  const page = await newPage();
  const found = await page.openConversation(box.forVisitor());
  assert.deepEqual([found.introduced, found.troubles, found.pinsChanged], [[carla.user], [], true]);
  const { keepsake } = await page.nextKeepsake();
  await page.saved({ keepsake });
  box.keep([], null, keepsake);
  const again = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([again.introduced, again.counsellors.map(({ checked }) => checked)], [[], [true, true, false]]);
});

test("locking forgets everything, and nothing opens without the words", async () => {
  const { box, visitor } = await begun();
  visitor.lock();
  await assert.rejects(visitor.openConversation(box.forVisitor()), { name: "Locked" });
  await assert.rejects(visitor.writeInto([]), { name: "Locked" });
  await assert.rejects(visitor.stretch("een twee", new Uint8Array(16)), { name: "WrongSecret" });
});
