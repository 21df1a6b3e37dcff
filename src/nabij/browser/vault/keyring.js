// The keyring: opened grants under the UVK, and so what one expects to exist.
import { b64, exactly, isB64Of, isCount, isObject, json, mustHold, unb64, utf8 } from "./bytes.js";
import { openEnvelope, sealEnvelope } from "./envelope.js";
import { Locked, Missing } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./record.js").Part} Part */
/** @typedef {Record<Part, Map<number, Bytes>> & {keeper: string | null}} Keys of one matter; `keeper`: the signing key of who began it, null where an earlier keyring did not say */
/** @typedef {Map<string, Keys>} Keyring matter → part → epoch → key */
/** @typedef {[matter: string, part: Part, epoch: number]} Spot */
/** @typedef {Record<import("./record.js").MatterPart, number[]> & {matter: string, mine: boolean}} Held epochs in order; `mine`: begun by oneself */

const INFO = "nabij/keyring/1";
export const PARTS = /** @type {const} */ (["conversation", "notes", "peer", "story"]);
/** The parts that every matter is written with; `story` is there only where one holds its key. */
const ALWAYS = /** @type {const} */ (["conversation", "notes", "peer"]);

/** @param {string} user @param {number} version */
const aadOf = (user, version) => utf8(json([INFO, user, version]));

/** @param {unknown} value @returns {Map<number, Bytes>} */
function epochsIn(value) {
  mustHold(isObject(value), "Not epochs");
  const epochs = new Map();
  for (const [epoch, key] of Object.entries(value)) {
    mustHold(/^[1-9][0-9]{0,8}$/.test(epoch) && isB64Of(key, 32), "Not the key of an epoch");
    epochs.set(Number(epoch), unb64(key));
  }
  return epochs;
}

/** @param {unknown} plain @returns {Keyring} */
export function keyringIn(plain) {
  // A keyring from before keepers were kept has no such field.
  const named = isObject(plain) && Object.hasOwn(plain, "keepers");
  const { matters, keepers = {} } = /** @type {Record<string, unknown>} */ (exactly(plain, named ? ["matters", "keepers"] : ["matters"]));
  mustHold(isObject(matters) && isObject(keepers), "Not a keyring");
  for (const [matter, sign] of Object.entries(keepers)) mustHold(Object.hasOwn(matters, matter) && isB64Of(sign, 32), "Not the keeper of a matter");
  /** @type {Keyring} */
  const keyring = new Map();
  for (const [matter, value] of Object.entries(matters)) {
    const { conversation, notes, peer, story = {} } = /** @type {Record<Part, unknown>} */ (exactly(value, isObject(value) && Object.hasOwn(value, "story") ? PARTS : ALWAYS));
    const keeper = Object.hasOwn(keepers, matter) ? /** @type {string} */ (keepers[matter]) : null;
    keyring.set(matter, { conversation: epochsIn(conversation), notes: epochsIn(notes), peer: epochsIn(peer), story: epochsIn(story), keeper });
  }
  return keyring;
}

/** The JSON object of a keyring. @param {Keyring} keyring */
export function plainKeyring(keyring) {
  const matters = [...keyring].map(([matter, parts]) => {
    const written = parts.story.size > 0 ? PARTS : ALWAYS;
    const epochs = written.map((part) => [part, Object.fromEntries([...parts[part]].map(([epoch, key]) => [epoch, b64(key)]))]);
    return [matter, Object.fromEntries(epochs)];
  });
  const keepers = [...keyring].flatMap(([matter, { keeper }]) => (keeper === null ? [] : [[matter, keeper]]));
  return { matters: Object.fromEntries(matters), ...(keepers.length > 0 ? { keepers: Object.fromEntries(keepers) } : {}) };
}

/**
 * @param {Bytes | null} uvk
 * @param {string} user
 * @param {number} version
 * @param {Keyring} keyring
 * @param {import("./record.js").Fixed} [fixed]
 */
export async function sealKeyring(uvk, user, version, keyring, fixed) {
  if (!uvk) throw new Locked();
  mustHold(isCount(version), "Not a version");
  return sealEnvelope(uvk, INFO, aadOf(user, version), plainKeyring(keyring), fixed);
}

/**
 * @param {Bytes | null} uvk
 * @param {string} user
 * @param {number} version
 * @param {Bytes} envelope
 * @returns {Promise<Keyring>}
 */
export async function openKeyring(uvk, user, version, envelope) {
  if (!uvk) throw new Locked();
  return keyringIn(await openEnvelope(uvk, INFO, aadOf(user, version), envelope));
}

/** The key of this spot, or null. @param {Keyring} keyring @param {Spot} spot */
export const keyAt = (keyring, [matter, part, epoch]) => keyring.get(matter)?.[part].get(epoch) ?? null;

/** The newest epoch of a part that one holds a key of; 0 when none. @param {Keyring} keyring @param {string} matter @param {Part} part */
export const newestEpoch = (keyring, matter, part) => Math.max(0, ...(keyring.get(matter)?.[part].keys() ?? []));

/**
 * Keeps a key, and who began the matter where that is not known yet; the spot must be free or hold the same key.
 * @param {Keyring} keyring
 * @param {Spot} spot
 * @param {Bytes} key
 * @param {string | null} keeper signing key
 * @returns {boolean} false where another key is already there
 */
export function keepKey(keyring, [matter, part, epoch], key, keeper) {
  const parts = keyring.get(matter) ?? { conversation: new Map(), notes: new Map(), peer: new Map(), story: new Map(), keeper };
  parts.keeper ??= keeper;
  const old = parts[part].get(epoch);
  if (old && b64(old) !== b64(key)) return false;
  if (!old) parts[part].set(epoch, key);
  keyring.set(matter, parts);
  return true;
}

/** Every spot with its key. @param {Keyring} keyring @returns {{spot: Spot, key: Bytes}[]} */
export function spotsOf(keyring) {
  return [...keyring].flatMap(([matter, parts]) =>
    PARTS.flatMap((part) => [...parts[part]].map(([epoch, key]) => ({ spot: /** @type {Spot} */ ([matter, part, epoch]), key }))),
  );
}

/** @param {Keyring} keyring @returns {Keyring} with key bytes of its own */
export function copyOf(keyring) {
  /** @type {Keyring} */
  const copy = new Map();
  for (const { spot, key } of spotsOf(keyring)) keepKey(copy, spot, key.slice(), /** @type {Keys} */ (keyring.get(spot[0])).keeper);
  return copy;
}

/** The matters among the boxes of a keyring. @param {Keyring} keyring @param {string[]} ownSigns @returns {Held[]} */
export function heldIn(keyring, ownSigns) {
  const epochs = (/** @type {Map<number, Bytes>} */ keys) => [...keys.keys()].sort((one, other) => one - other);
  const matters = [...keyring].filter(([, { conversation, notes, peer }]) => conversation.size + notes.size + peer.size > 0);
  return matters.map(([matter, { conversation, notes, peer, keeper }]) => ({
    matter, mine: keeper !== null && ownSigns.includes(keeper), conversation: epochs(conversation), notes: epochs(notes), peer: epochs(peer),
  }));
}

/**
 * Everything in the keyring is served; else `Missing`.
 * @param {Keyring} keyring
 * @param {Spot[]} served
 */
export function checkServed(keyring, served) {
  const there = new Set(served.map((spot) => spot.join(" ")));
  for (const { spot } of spotsOf(keyring)) {
    if (!there.has(spot.join(" "))) throw new Missing(`${spot.join(" ")} is not served`);
  }
}
