// A practice to test with: counsellors with vaults of their own, and a server that keeps bytes (and can be made to lie).
import { b64 } from "../../src/nabij/browser/vault/bytes.js";
import { newIdentity, recipientOf } from "../../src/nabij/browser/vault/age.js";
import { passingHeads } from "../../src/nabij/browser/vault/heads.js";
import { signerOf } from "../../src/nabij/browser/vault/signature.js";
import { Session } from "../../src/nabij/browser/vault/session.js";
import { makeScryptSlot, openScryptSlot } from "../../src/nabij/browser/vault/slots.js";
import { Vault } from "../../src/nabij/browser/vault/vault.js";

export const PRACTICE = crypto.randomUUID();
export const WORDS = "appel brug citroen duin egel fiets";
const WORK_FACTOR = 10;

/** Slots at a cost that tests can pay; the default stays what it is. */
export const cheapScrypt = {
  open: (file, kind, typed, onProgress) => openScryptSlot(file, kind, typed, { weakest: WORK_FACTOR, onProgress }),
  make: (uvk, kind, typed, onProgress) => makeScryptSlot(uvk, kind, typed, { workFactor: WORK_FACTOR, onProgress }),
};

export const silentChannel = () => ({ postMessage() {}, close() {}, onmessage: null });

/** A locked vault on a new device. */
export const newDevice = (heads = passingHeads()) =>
  new Vault({ session: new Session({ openChannel: silentChannel, clock: stillClock() }), heads, scrypt: cheapScrypt });

/** A clock that moves when told. */
export function stillClock(start = 0) {
  const clock = { time: start, timers: new Map(), next: 1 };
  return Object.assign(clock, {
    now: () => clock.time,
    later(run, wait) {
      clock.timers.set(clock.next, { run, at: clock.time + wait });
      return clock.next++;
    },
    cancel: (timer) => void clock.timers.delete(timer),
    pass(wait) {
      clock.time += wait;
      for (const [timer, { run, at }] of [...clock.timers]) {
        if (at > clock.time) continue;
        clock.timers.delete(timer);
        run();
      }
    },
  });
}

/** An open account. */
export async function newCounsellor(methods = { words: WORDS }) {
  const user = crypto.randomUUID();
  const heads = passingHeads();
  const vault = newDevice(heads);
  const change = await vault.enrol({ practice: PRACTICE, user }, methods);
  await vault.accountSaved(change);
  const account = { practice: PRACTICE, user, bundle: change.bundle, keyring: change.keyring };
  return { user, vault, heads, keys: change.keys, slots: change.slots, recoveryCode: change.recoveryCode, account };
}

/** Someone outside with keys of their own: a visitor, or a server that plays one. */
export async function newKeyHolder() {
  const identity = await newIdentity();
  const signer = await signerOf(crypto.getRandomValues(new Uint8Array(32)));
  return { owner: crypto.randomUUID(), identity, signer, keys: { recipient: await recipientOf(identity), sign: signer.sign } };
}

export async function pinned(mine, owner, keys, checked = true) {
  const bundle = await mine.vault.pin(owner, keys, { checked });
  await mine.vault.bundleSaved(bundle);
  mine.account.bundle = bundle;
}

export async function keyringSaved(mine, keyring) {
  await mine.vault.keyringSaved(keyring);
  mine.account.keyring = keyring;
}

/** Amina and Bram, who compared fingerprints. */
export async function newPair() {
  const amina = await newCounsellor();
  const bram = await newCounsellor();
  await pinned(amina, bram.user, bram.keys);
  await pinned(bram, amina.user, amina.keys);
  return { amina, bram };
}

/** Who may get keys today: one consent, heard by the keeper, to share this much with this person. */
export async function agreed(keeper, matter, receiver, width) {
  const consent = {
    matter, step: "share", receiver, width, heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null,
    sequence: 1, previous: "", state: "given",
  };
  return { consents: [JSON.stringify(await keeper.vault.heardConsent(consent))], visitor: null, counsellors: [], today: "2026-05-01" };
}

/** A matter of Amina's that Bram can open too, with a card and a note in it; `notes` is what the server would serve. */
export async function newMatter(amina, bram) {
  const both = ["conversation", "notes"];
  const matter = await amina.vault.newMatter(bram ? [{ owner: bram.user, parts: both }] : []);
  await keyringSaved(amina, matter.keyring);
  const notes = { part: "notes", epoch: 1, shredKey: matter.shredKey, people: bram ? [bram.user, amina.user] : [], manifests: [], records: [] };
  await write(amina, matter.id, notes, [["card", crypto.randomUUID(), 1, { alias: "Zonnebloem", next_step: "Bellen", aftercare: null }]]);
  await write(amina, matter.id, notes, [["note", crypto.randomUUID(), 1, { at: "2026-03-02", text: "Eerste ontmoeting" }]]);
  return { ...matter, notes };
}

/** Writes records and their manifest, and lets the server keep them. */
export async function write(who, matter, served, records, remove = []) {
  const add = [];
  for (const [kind, id, revision, content] of records) add.push(await who.vault.sealRecord(matter, served.part, kind, id, revision, content));
  const next = await who.vault.nextManifest(matter, served.part, served.epoch, { add, remove });
  await who.vault.manifestSaved(next);
  served.records = [...served.records.filter(({ id }) => !remove.includes(id)), ...add.map(({ id, kind, revision, envelope }) => ({ id, kind, revision, envelope }))];
  served.manifests = [...served.manifests, { counter: next.counter, envelope: next.envelope }];
  return add;
}

/** The same bytes with one bit turned. */
export function spoiled(bytes, at = bytes.length - 1) {
  const copy = bytes.slice();
  copy[at] ^= 1;
  return copy;
}

export { b64 };
