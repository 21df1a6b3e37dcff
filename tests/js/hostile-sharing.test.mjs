// A server that lies about who takes part: who gave a key, who has a share, and under which name somebody is known.
import assert from "node:assert/strict";
import test from "node:test";
import { b64, unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { makeGrant } from "../../src/nabij/browser/vault/grant.js";
import { openKeyring } from "../../src/nabij/browser/vault/keyring.js";
import { keysOf } from "../../src/nabij/browser/vault/session.js";
import { PRACTICE, WORDS, keyringSaved, newCounsellor, newMatter, newPair, pinned } from "./practice.mjs";
import {
  atWork, daily, day, granteesOf, listed, loadColleagues, loadMatter, newIds, openMatter, pinChecked, renewKeys, revise, server, shareWith, withdraw,
} from "./day-server.mjs";

const BOTH = ["conversation", "notes"];
const WHY = "er is geen toestemming die nu geldt";

/** A grant of a key that the giver drew. */
async function planted(giver, matter, part, epoch, recipient) {
  const key = crypto.getRandomValues(new Uint8Array(32));
  return makeGrant({ practice: PRACTICE, matter, part, epoch }, key, recipient, keysOf(giver.vault.session).signer);
}

// Who began a matter ---------------------------------------------------------------------------------------------------------

test("a compared colleague cannot slip an epoch into a matter that was never shared with them", async (t) => {
  const { amina, dirk, id } = await atWork(t);
  for (const part of BOTH) {
    server.matters.get(id).grants.push({ part, epoch: 2, grantee: amina.user, granter: dirk.user, sealed: b64(await planted(dirk, id, part, 2, amina.keys.recipient)) });
  }
  const matter = await loadMatter(id);
  assert.deepEqual(matter.refusedKeys.map(({ name }) => name), ["UntrustedSigner", "UntrustedSigner"]);
  await revise(matter, [{ part: "notes", kind: "note", id: crypto.randomUUID(), revision: 1, content: { text: "Alleen voor mij" } }]);
  assert.equal(server.matters.get(id).records.at(-1).epoch, 1);
});

test("of a colleague's matter only that colleague gives later keys", async () => {
  const { amina, bram } = await newPair();
  const dirk = await newCounsellor();
  await pinned(bram, dirk.user, dirk.keys);
  const { id, grants } = await newMatter(amina, bram);
  const toBram = grants.filter(({ owner }) => owner === bram.user);
  await keyringSaved(bram, (await bram.vault.acceptGrants(toBram)).keyring);
  const later = async (giver) => bram.vault.acceptGrants([{ matter: id, part: "notes", epoch: 2, grant: await planted(giver, id, "notes", 2, bram.keys.recipient) }]);
  assert.equal((await later(dirk)).refused[0].error.name, "UntrustedSigner");
  assert.equal((await later(amina)).accepted.length, 1);
});

test("a new matter is believed only from the one under whose name it is served", async () => {
  const { amina, bram } = await newPair();
  const dirk = await newCounsellor();
  await pinned(bram, dirk.user, dirk.keys);
  const matter = crypto.randomUUID();
  const grant = await planted(dirk, matter, "notes", 1, bram.keys.recipient);
  const served = { matter, part: "notes", epoch: 1, grant };
  assert.equal((await bram.vault.acceptGrants([{ ...served, keeper: amina.user }])).refused[0].error.name, "UntrustedSigner");
  assert.equal((await bram.vault.acceptGrants([{ ...served, keeper: dirk.user }])).accepted.length, 1);
});

test("who began a matter is still known after the vault was shut, and after they replaced their keys", async () => {
  const { amina, bram } = await newPair();
  const { id, grants } = await newMatter(amina, bram);
  await keyringSaved(bram, (await bram.vault.acceptGrants(grants.filter(({ owner }) => owner === bram.user))).keyring);
  const change = await amina.vault.rotate("seen", { words: WORDS });
  await amina.vault.accountSaved(change);
  await pinned(bram, amina.user, change.keys);
  bram.vault.session.lock();
  await bram.vault.unlock(bram.account, { kind: "words", typed: WORDS, slot: bram.slots.find(({ kind }) => kind === "words").slot });
  const grant = await planted(amina, id, "notes", 2, bram.keys.recipient);
  assert.equal((await bram.vault.acceptGrants([{ matter: id, part: "notes", epoch: 2, grant }])).accepted.length, 1);
  await assert.rejects(bram.vault.newEpoch(id, []), { name: "UntrustedSigner" });
});

// Who gets new keys ----------------------------------------------------------------------------------------------------------

test("a share that only the server knows of gives no new key, and is named", async (t) => {
  const { amina, dirk, id } = await atWork(t);
  server.lie = (all) => ({ ...all, shares: [{ colleague: dirk.user, name: "Dirk", width: "everything", from_epoch: 1, withdrawn: false, left: false }] });
  assert.deepEqual(await renewKeys(await loadMatter(id)), { left: [{ name: "Dirk", why: WHY }] });
  assert.deepEqual(granteesOf(id, 2), new Set([amina.user]));
});

test("who has a standing consent gets the new key, and after its last day no more, whatever the server leaves out", async (t) => {
  const { amina, bram, id } = await atWork(t);
  await shareWith(bram, id, { expires: day(0) });
  assert.deepEqual(await renewKeys(await loadMatter(id)), { left: [] });
  assert.deepEqual(granteesOf(id, 2), new Set([amina.user, bram.user]));
  await withdraw(await loadMatter(id), { pin: { owner: bram.user, sign: bram.keys.sign }, width: "everything", text: "Toch niet" });
  assert.deepEqual(await renewKeys(await loadMatter(id)), { left: [{ name: "Bram", why: WHY }] });
  assert.deepEqual(granteesOf(id, 4), new Set([amina.user]));
  await shareWith(bram, id, { expires: day(-2), today: day(-2) });
  assert.deepEqual(await renewKeys(await loadMatter(id)), { left: [{ name: "Bram", why: WHY }] });
  assert.deepEqual(granteesOf(id, 5), new Set([amina.user]));
});

test("a consent to a card without a name gives no key to the notes", async (t) => {
  const { amina, bram, id } = await atWork(t);
  await shareWith(bram, id, { width: "peer_card", peerCard: { situation: "Iemand", question: "Wat nu?" } });
  server.lie = (all) => ({ ...all, shares: [{ ...all.shares[0], width: "everything" }] });
  assert.deepEqual(await renewKeys(await loadMatter(id)), { left: [{ name: "Bram", why: WHY }] });
  assert.deepEqual(granteesOf(id, 2), new Set([amina.user]));
});

// Names ----------------------------------------------------------------------------------------------------------------------

test("a colleague served under another name than compared is to be compared anew before anything is shared", async (t) => {
  const { amina, bram, dirk, id } = await atWork(t);
  server.listed = [listed(bram, "Dirk"), listed(dirk, "Bram")];
  const picked = (await loadColleagues()).find(({ name }) => name === "Bram");
  assert.deepEqual([picked.id, picked.checked, picked.comparedAs], [dirk.user, false, "Dirk"]);
  for (const width of ["everything", "from_now"]) await assert.rejects(shareWith(dirk, id, { width }), { name: "UncheckedKey" });
  assert.deepEqual(granteesOf(id, 1), new Set([amina.user]));
  assert.deepEqual((await daily.epochsOf(id)).notes, [1], "nothing of the refused share is written in");
  await pinChecked(dirk.user, dirk.keys, "Bram");
  assert.equal((await loadColleagues()).find(({ name }) => name === "Bram").checked, true);
  await shareWith(dirk, id);
  assert.equal(granteesOf(id, 1).has(dirk.user), true);
});

test("who shares with consent is believed by the one who receives", async (t) => {
  const { bram, id } = await atWork(t);
  await pinned(bram, server.self, await daily.me());
  await shareWith(bram, id);
  const mine = server.matters.get(id).grants.filter(({ grantee }) => grantee === bram.user);
  const { accepted } = await bram.vault.acceptGrants(mine.map(({ part, epoch, sealed }) => ({ matter: id, part, epoch, grant: unb64(sealed) })));
  assert.equal(accepted.length, 2);
});

// One keyring under way at a time ------------------------------------------------------------------------------------------------

test("two matters opened at once while another is shared are all in the keyring that is kept", async (t) => {
  const { bram, id } = await atWork(t);
  const fresh = () => ({ ids: newIds(), organisation: 1, unit: null, register: {}, card: { alias: "Paraplu", next_step: "", aftercare: null }, encounter: null, note: null, turn: "counsellor", due: null, draft: null });
  const both = [fresh(), fresh()];
  await Promise.all([openMatter(both[0]), shareWith(bram, id, { width: "from_now" }), openMatter(both[1])]);
  const { keyring, keyringVersion, next } = keysOf(daily.session);
  assert.deepEqual([next, both.every(({ ids }) => keyring.has(ids.matter)), keyring.get(id).notes.size], [null, true, 2]);
  assert.equal(server.keyrings.at(-1).based_on, keyringVersion - 1);
  const kept = await openKeyring(keysOf(daily.session).uvk, server.self, keyringVersion, unb64(server.keyrings.at(-1).sealed));
  assert.deepEqual([...kept.keys()].sort(), [...keyring.keys()].sort());
});
