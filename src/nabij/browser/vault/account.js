// An account's own keys: making them, opening them, pinning others', replacing one's own.
import { newId, random, unb64 } from "./bytes.js";
import { recipientOf } from "./age.js";
import { newKeys, openBundle, sealBundle } from "./bundle.js";
import { openDraft, sealDraft } from "./draft.js";
import { hashOf } from "./envelope.js";
import { headKey } from "./heads.js";
import { copyOf, keyringIn, openKeyring, sealKeyring } from "./keyring.js";
import { checkHead } from "./manifest.js";
import { newRecoveryCode, readRecoveryCode } from "./recovery-code.js";
import { signerOf } from "./signature.js";
import { openPasskeySlot, sealPasskeySlot } from "./slots.js";
import { signSuccession } from "./succession.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./bundle.js").Bundle} Bundle */
/** @typedef {import("./heads.js").HeadStore} HeadStore */
/** @typedef {import("./keyring.js").Keyring} Keyring */
/** @typedef {import("./scrypt.js").SlotMaker} SlotMaker */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {import("./slots.js").OnProgress} OnProgress */
/** @typedef {{version: number, envelope: Bytes}} Versioned written by compare-and-set: refused unless the server has version − 1 */
/** @typedef {{passkey?: {prf: Bytes}, words?: string, onProgress?: OnProgress}} Methods a passkey or six words; the recovery code comes by itself */
/** @typedef {{kind: "passkey" | "words" | "recovery", id: string, slot: Bytes}} Slot */
/** @typedef {{practice: string, user: string, bundle: Versioned, keyring: Versioned}} ServedAccount */
/**
 * @typedef {{kind: "passkey", prf: Bytes, id: string, slot: Bytes}
 *   | {kind: "words" | "recovery", typed: string, slot: Bytes, onProgress?: OnProgress}} Unlocking
 */
/**
 * @typedef {object} AccountChange what the server must take at once
 * @property {Versioned} bundle
 * @property {Versioned} keyring
 * @property {Slot[]} slots all there are: they replace every earlier slot
 * @property {string} recoveryCode to print; shown once
 * @property {import("./bundle.js").PublicKeys} keys public
 */

/**
 * @param {string} user
 * @param {Bytes} uvk
 * @param {Methods} methods
 * @param {string} code
 * @param {SlotMaker} scrypt
 * @returns {Promise<Slot[]>}
 */
async function makeSlots(user, uvk, { passkey, words, onProgress }, code, scrypt) {
  if (!passkey && !words) throw new TypeError("A passkey or six words are needed");
  /** @type {Slot[]} */
  const slots = [];
  if (passkey) {
    const id = newId();
    slots.push({ kind: "passkey", id, slot: await sealPasskeySlot(passkey.prf, user, id, uvk) });
  }
  const stretched = /** @type {const} */ ([["words", words], ["recovery", code]]);
  for (const [kind, typed] of stretched) {
    if (typed) slots.push({ kind, id: newId(), slot: await scrypt.make(uvk, kind, typed, onProgress) });
  }
  return slots;
}

/**
 * @param {{practice: string, user: string, uvk: Bytes, bundle: Bundle, keyring: Keyring, bundleVersion: number, keyringVersion: number}} parts
 * @returns {Promise<Opened>}
 */
async function openedWith(parts) {
  const signers = await Promise.all([parts.bundle, ...parts.bundle.former].map(({ signing }) => signerOf(unb64(signing))));
  return {
    ...parts,
    next: null,
    recipient: await recipientOf(parts.bundle.identity),
    signer: signers[0],
    ownSigns: signers.map(({ sign }) => sign),
    shredKeys: new Map(),
    chains: new Map(),
  };
}

/** @param {Opened} state */
const publicKeys = ({ recipient, signer }) => ({ recipient, sign: signer.sign });

/**
 * A new account: everything sealed, and what the session takes over once the server has it.
 * @param {{practice: string, user: string}} who
 * @param {Methods} methods
 * @param {SlotMaker} scrypt
 * @returns {Promise<{change: AccountChange, state: Opened}>}
 */
export async function newAccount({ practice, user }, methods, scrypt) {
  const uvk = random(32);
  const recoveryCode = newRecoveryCode();
  const { recipient } = await readRecoveryCode(recoveryCode);
  const bundle = { ...(await newKeys()), recovery_recipient: recipient, former: [], pins: [], match_keys: {}, matcher: null };
  const keyring = keyringIn({ matters: {} });
  const change = {
    bundle: { version: 1, envelope: await sealBundle(uvk, user, 1, bundle) },
    keyring: { version: 1, envelope: await sealKeyring(uvk, user, 1, keyring) },
    slots: await makeSlots(user, uvk, methods, recoveryCode, scrypt),
    recoveryCode,
  };
  const state = await openedWith({ practice, user, uvk, bundle, keyring, bundleVersion: 1, keyringVersion: 1 });
  return { change: { ...change, keys: publicKeys(state) }, state };
}

/** @param {string} user @param {Unlocking} by @param {SlotMaker} scrypt */
const uvkBy = (user, by, scrypt) =>
  by.kind === "passkey" ? openPasskeySlot(by.prf, user, by.id, by.slot) : scrypt.open(by.slot, by.kind, by.typed, by.onProgress);

/**
 * Opens an account with one of its slots. A bundle or keyring older than this device has seen is `RolledBack`, another one under
 * the same version `Forked`; for the rest what slots and envelopes refuse with.
 * @param {ServedAccount} served
 * @param {Unlocking} by
 * @param {SlotMaker} scrypt
 * @param {HeadStore} heads
 * @returns {Promise<Opened>}
 */
export async function openAccount({ practice, user, bundle, keyring }, by, scrypt, heads) {
  const uvk = await uvkBy(user, by, scrypt);
  const opened = await Promise.all([
    openBundle(uvk, user, bundle.version, bundle.envelope),
    openKeyring(uvk, user, keyring.version, keyring.envelope),
  ]);
  await sawVersion(heads, "bundle", user, bundle);
  await sawVersion(heads, "keyring", user, keyring);
  return openedWith({
    practice, user, uvk, bundle: opened[0], keyring: opened[1], bundleVersion: bundle.version, keyringVersion: keyring.version,
  });
}

/**
 * Remembers a version of the bundle, keyring or keepsake, unless this device knows a later or another one.
 * @param {HeadStore} heads
 * @param {"bundle" | "keyring" | "keepsake"} what
 * @param {string} user
 * @param {Versioned} served
 */
export async function sawVersion(heads, what, user, { version, envelope }) {
  const key = headKey(what, user);
  const head = { counter: version, hash: hashOf(envelope) };
  const known = await heads.get(key);
  // Versions are not chained: a later one has only its number to show.
  if (!known || known.counter >= version) checkHead(known, head, []);
  await heads.raise(key, head);
}

/**
 * The bundle with this change, sealed; the state takes it over once saved.
 * @param {Opened} state
 * @param {Partial<Bundle>} change
 * @returns {Promise<Versioned & {bundle: Bundle}>}
 */
export async function changedBundle({ uvk, user, bundle, bundleVersion }, change) {
  const version = bundleVersion + 1;
  const changed = { ...bundle, ...change };
  return { version, envelope: await sealBundle(uvk, user, version, changed), bundle: changed };
}

/**
 * After a lost authenticator ("lost"): a new UVK and all slots anew. After a vault possibly seen ("seen"): new keys of one's own besides;
 * then every matter named in `renew` needs a new epoch, and colleagues pin again.
 * @param {Opened} state
 * @param {"lost" | "seen"} reason
 * @param {Methods & {drafts?: {id: string, envelope: Bytes}[]}} how one's drafts are sealed anew too
 * @param {SlotMaker} scrypt
 */
export async function rotated(state, reason, { drafts = [], ...methods }, scrypt) {
  const { practice, user, uvk: old } = state;
  const uvk = random(32);
  const recoveryCode = newRecoveryCode();
  const { identity, signing, former } = state.bundle;
  const fresh = reason === "seen" ? { ...(await newKeys()), former: [...former, { identity, signing }] } : {};
  const bundle = { ...state.bundle, ...fresh, recovery_recipient: (await readRecoveryCode(recoveryCode)).recipient };
  const keyring = copyOf(state.keyring);
  const bundleVersion = state.bundleVersion + 1;
  const keyringVersion = state.keyringVersion + 1;
  const change = {
    bundle: { version: bundleVersion, envelope: await sealBundle(uvk, user, bundleVersion, bundle) },
    keyring: { version: keyringVersion, envelope: await sealKeyring(uvk, user, keyringVersion, keyring) },
    drafts: await Promise.all(
      drafts.map(async ({ id, envelope }) => ({ id, envelope: await sealDraft(uvk, user, id, await openDraft(old, user, id, envelope)) })),
    ),
    slots: await makeSlots(user, uvk, methods, recoveryCode, scrypt),
    recoveryCode,
    renew: reason === "seen" ? [...keyring.keys()] : [],
  };
  const next = await openedWith({ practice, user, uvk, bundle, keyring, bundleVersion, keyringVersion });
  for (const [matter, key] of state.shredKeys) next.shredKeys.set(matter, key.slice());
  for (const [name, manifest] of state.chains) next.chains.set(name, manifest);
  // The key from before vouches for the new one, for visitors who pinned it.
  const about = { practice, owner: user, keys: publicKeys(next) };
  const succession = reason === "seen" ? await signSuccession(about, state.signer) : null;
  return { change: { ...change, keys: about.keys, succession }, state: next };
}
