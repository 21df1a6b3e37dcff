// The session: open until it is locked here, locked elsewhere, or left alone; and then nothing opens.
import assert from "node:assert/strict";
import test from "node:test";
import { sealDraft } from "../../src/nabij/browser/vault/draft.js";
import { makeGrant } from "../../src/nabij/browser/vault/grant.js";
import { passingHeads } from "../../src/nabij/browser/vault/heads.js";
import { IDLE, Session, keysOf } from "../../src/nabij/browser/vault/session.js";
import { makeScryptSlot } from "../../src/nabij/browser/vault/slots.js";
import { Vault } from "../../src/nabij/browser/vault/vault.js";
import { PRACTICE, WORDS, cheapScrypt, newCounsellor, newMatter, silentChannel, stillClock } from "./practice.mjs";

/** Tabs of one browser: a message reaches every other open tab at once. */
function tabs() {
  const open = new Set();
  return () => {
    const channel = {
      onmessage: null,
      postMessage(data) {
        for (const other of [...open]) if (other !== channel) other.onmessage?.({ data });
      },
      close: () => void open.delete(channel),
    };
    open.add(channel);
    return channel;
  };
}

/** An account and a tab in which it is open. */
async function openTab(openChannel = silentChannel, clock = stillClock()) {
  const session = new Session({ openChannel, clock });
  const vault = new Vault({ session, heads: passingHeads(), scrypt: cheapScrypt });
  const change = await vault.enrol({ practice: PRACTICE, user: crypto.randomUUID() }, { words: WORDS });
  await vault.accountSaved(change);
  return { session, vault, clock };
}

test("a vault that was never opened is locked", async () => {
  const vault = new Vault({ session: new Session({ openChannel: silentChannel }), heads: passingHeads(), scrypt: cheapScrypt });
  assert.equal(vault.session.isOpen(), false);
  await assert.rejects(vault.newMatter(), { name: "Locked" });
  await assert.rejects(vault.sealDraft(crypto.randomUUID(), {}), { name: "Locked" });
});

test("locking wipes the key bytes and closes every door", async () => {
  const { session, vault } = await openTab();
  const { id, keyring } = await vault.newMatter();
  const state = keysOf(session);
  const key = state.next.keyring.get(id).notes.get(1);
  const held = [state.uvk, key, state.shredKeys.get(id)];
  assert.ok(held.every((bytes) => bytes.some((byte) => byte !== 0)));
  session.lock();
  assert.ok(held.every((bytes) => bytes.every((byte) => byte === 0)));
  assert.equal(state.bundle.identity, "");
  assert.equal(session.isOpen(), false);
  assert.throws(() => keysOf(session), { name: "Locked" });
  await assert.rejects(vault.keyringSaved(keyring), { name: "Locked" });
});

test("locking in one tab locks the others", async () => {
  const openChannel = tabs();
  const one = await openTab(openChannel);
  const two = await openTab(openChannel);
  const seen = [];
  two.session.onChange((open) => seen.push(open));
  one.session.lock();
  assert.equal(two.session.isOpen(), false);
  assert.deepEqual(seen, [false]);
});

test("locking here leaves the other tabs as they are", async () => {
  const openChannel = tabs();
  const one = await openTab(openChannel);
  const two = await openTab(openChannel);
  one.session.lockHere();
  assert.deepEqual([one.session.isOpen(), two.session.isOpen()], [false, true]);
  // and the one that is left is still reached by who locks them all
  two.session.touch();
  const three = await openTab(openChannel);
  three.session.lock();
  assert.equal(two.session.isOpen(), false);
});

test("locking is told over the channel named nabij", async () => {
  const heard = new Promise((resolve) => {
    const listener = new BroadcastChannel("nabij");
    listener.onmessage = ({ data }) => {
      listener.close();
      resolve(data);
    };
  });
  const real = new Session();
  real.unlock(keysOf((await openTab()).session));
  real.lock();
  assert.equal(await heard, "lock");
});

test("ten minutes without a sign of life lock the vault", async () => {
  const { session, clock } = await openTab();
  const seen = [];
  session.onChange((open) => seen.push(open));
  clock.pass(IDLE - 1);
  session.touch();
  clock.pass(IDLE - 1);
  assert.equal(session.isOpen(), true);
  clock.pass(1);
  assert.deepEqual(seen, [false]);
  assert.equal(IDLE, 600_000);
});

test("a laptop that slept is locked before anything is handed out", async () => {
  const { session, vault, clock } = await openTab();
  clock.time += IDLE;
  session.touch();
  await assert.rejects(vault.newMatter(), { name: "Locked" });
});

test("a clock that is set back locks the vault, one that is put right does not", async () => {
  const { session, vault, clock } = await openTab();
  clock.time -= 2000;
  assert.equal(session.isOpen(), true);
  clock.time -= 3600 * 1000;
  await assert.rejects(vault.newMatter(), { name: "Locked" });
  assert.equal(session.isOpen(), false);
});

test("a sign of life does not keep a vault open whose clock was set back", async () => {
  const { session, clock } = await openTab();
  clock.time -= IDLE;
  session.touch();
  clock.time += IDLE;
  assert.equal(session.isOpen(), false);
});

test("a sign of life in one tab keeps the others open", async () => {
  const openChannel = tabs();
  const clock = stillClock();
  const one = await openTab(openChannel, clock);
  const two = await openTab(openChannel, clock);
  clock.pass(IDLE - 1);
  one.session.touch();
  clock.pass(IDLE - 1);
  assert.equal(two.session.isOpen(), true);
  clock.pass(1);
  assert.equal(two.session.isOpen(), false);
});

test("what opens just as the vault locks is not handed out", async () => {
  const amina = await newCounsellor();
  const { id, notes } = await newMatter(amina);
  const opening = amina.vault.openRecords(id, notes);
  amina.vault.session.lock();
  await assert.rejects(opening, { name: "Locked" });
});

test("nothing is sealed with a key that was wiped meanwhile", async () => {
  const amina = await newCounsellor();
  const { id } = await newMatter(amina);
  const sealing = [
    amina.vault.sealRecord(id, "notes", "note", crypto.randomUUID(), 1, { text: "Half geschreven" }),
    amina.vault.sealDraft(crypto.randomUUID(), { text: "Half geschreven" }),
    amina.vault.newEpoch(id, []),
    amina.vault.forgetMatters(id),
  ];
  amina.vault.session.lock();
  for (const { reason } of await Promise.allSettled(sealing)) assert.equal(reason?.name, "Locked");
  const wiped = new Uint8Array(32);
  await assert.rejects(sealDraft(wiped, crypto.randomUUID(), crypto.randomUUID(), {}), { name: "Locked" });
  await assert.rejects(makeGrant({}, wiped, amina.keys.recipient, {}), { name: "Locked" });
  await assert.rejects(makeScryptSlot(wiped, "words", WORDS), { name: "Locked" });
});

test("a listener that was taken away is not called", async () => {
  const { session } = await openTab();
  const seen = [];
  const stop = session.onChange((open) => seen.push(open));
  stop();
  session.lock();
  assert.deepEqual(seen, []);
});
