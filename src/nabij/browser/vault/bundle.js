// The bundle: one's own keys and the keys of others that one pinned, under the UVK.
import { b64, exactly, isB64Of, isCount, isObject, isText, json, mustHold, random, utf8 } from "./bytes.js";
import { newIdentity } from "./age.js";
import { openEnvelope, sealEnvelope } from "./envelope.js";
import { Locked, SubstitutedKey, UncheckedKey } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{recipient: string, sign: string}} PublicKeys */
/** @typedef {{identity: string, signing: string}} OwnKeys */
/** @typedef {PublicKeys & {owner: string, checked: boolean, former: string[], name?: string, visitor?: true}} Pin `name`: under which the fingerprints were compared; `visitor`: of the box whose id is `owner` */
/**
 * @typedef {OwnKeys & {recovery_recipient: string, former: OwnKeys[], pins: Pin[], match_keys: Record<string, unknown>,
 *   matcher: string | null}} Bundle
 */

const INFO = "nabij/bundle/1";
const FIELDS = /** @type {const} */ (["identity", "signing", "recovery_recipient", "former", "pins", "match_keys", "matcher"]);
const PIN_FIELDS = ["owner", "recipient", "sign", "checked", "former"];

/** @param {string} user @param {number} version */
const aadOf = (user, version) => utf8(json([INFO, user, version]));

/** New keys to receive and to sign with. @returns {Promise<OwnKeys>} */
export const newKeys = async () => ({ identity: await newIdentity(), signing: b64(random(32)) });

/** @param {unknown} value @returns {OwnKeys} */
function ownKeys(value) {
  const { identity, signing } = exactly(value, ["identity", "signing"]);
  mustHold(isText(identity) && isB64Of(signing, 32), "Not one's own keys");
  return { identity, signing };
}

/** A pin as a bundle or a keepsake holds it, or `BadEnvelope`. @param {unknown} value @returns {Pin} */
export function pinIn(value) {
  const more = isObject(value) ? ["name", "visitor"].filter((field) => Object.hasOwn(value, field)) : [];
  const { owner, recipient, sign, checked, former, name, visitor } = /** @type {Record<string, unknown>} */ (exactly(value, [...PIN_FIELDS, ...more]));
  mustHold(isText(owner) && isText(recipient) && isText(sign) && typeof checked === "boolean", "Not a pin");
  mustHold(Array.isArray(former) && former.every(isText), "Not former keys");
  mustHold(!more.includes("name") || isText(name), "Not a name");
  mustHold(!more.includes("visitor") || visitor === true, "Not the pin of a visitor");
  return { owner, recipient, sign, checked, former, ...(isText(name) ? { name } : {}), ...(visitor === true ? { visitor } : {}) };
}

/** The pin of the visitor of this box, or null. @param {Pin[]} pins @param {string} matter */
export const visitorOf = (pins, matter) => pins.find(({ owner, visitor }) => visitor === true && owner === matter) ?? null;

/** Everybody pinned but visitors: those count only in their own conversation. @param {Pin[]} pins */
export const colleaguesIn = (pins) => pins.filter(({ visitor }) => visitor !== true);

/**
 * @param {Bytes | null} uvk
 * @param {string} user
 * @param {number} version
 * @param {Bundle} bundle
 * @param {import("./record.js").Fixed} [fixed]
 */
export async function sealBundle(uvk, user, version, bundle, fixed) {
  if (!uvk) throw new Locked();
  mustHold(isCount(version), "Not a version");
  return sealEnvelope(uvk, INFO, aadOf(user, version), bundle, fixed);
}

/**
 * @param {Bytes | null} uvk
 * @param {string} user
 * @param {number} version
 * @param {Bytes} envelope
 * @returns {Promise<Bundle>}
 */
export async function openBundle(uvk, user, version, envelope) {
  if (!uvk) throw new Locked();
  const plain = exactly(await openEnvelope(uvk, INFO, aadOf(user, version), envelope), FIELDS);
  const { identity, signing, recovery_recipient, former, pins, match_keys, matcher } = plain;
  mustHold(isText(recovery_recipient) && Array.isArray(former) && Array.isArray(pins), "Not a bundle");
  mustHold(isObject(match_keys) && (matcher === null || isText(matcher)), "Not a bundle");
  const own = ownKeys({ identity, signing });
  return { ...own, recovery_recipient, former: former.map(ownKeys), pins: pins.map(pinIn), match_keys, matcher };
}

/**
 * The pin of this owner when the served keys are those pinned, null when the owner is not pinned; else `SubstitutedKey`.
 * @param {Pin[]} pins
 * @param {string} owner
 * @param {PublicKeys} served
 */
export function checkPin(pins, owner, served) {
  const pin = pins.find((one) => one.owner === owner);
  if (!pin) return null;
  if (pin.recipient !== served.recipient || pin.sign !== served.sign) throw new SubstitutedKey("Other keys than those pinned");
  return pin;
}

/**
 * Whether these keys were compared under another name. A pin from before names were kept has none, and says no.
 * @param {Pin | null} pin
 * @param {string | undefined} name
 */
export const renamed = (pin, name) => name !== undefined && pin?.name !== undefined && pin.name !== name;

/**
 * The pin of an owner, or `UncheckedKey`: never pinned, or not compared (under this name) where that is asked.
 * @param {Pin[]} pins
 * @param {string} owner
 * @param {{checked?: boolean, name?: string}} [ask]
 */
export function pinOf(pins, owner, { checked = false, name } = {}) {
  const pin = pins.find((one) => one.owner === owner);
  if (!pin || (checked && (!pin.checked || renamed(pin, name)))) throw new UncheckedKey("Keys that were not pinned and compared");
  return pin;
}

/**
 * Pins with this owner's keys in place: a key that is replaced is kept as a former one.
 * @param {Pin[]} pins
 * @param {string} owner
 * @param {PublicKeys} keys
 * @param {boolean} checked the fingerprints were compared
 * @param {string} [name] under which they were; without one the earlier name stays
 * @returns {Pin[]}
 */
export function withPin(pins, owner, { recipient, sign }, checked, name) {
  mustHold(isB64Of(sign, 32) && recipient.startsWith("age1"), "Not public keys");
  const old = pins.find((one) => one.owner === owner);
  const former = [...(old?.former ?? []), ...(old && old.sign !== sign ? [old.sign] : [])];
  const called = name ?? old?.name;
  return [...pins.filter((one) => one !== old), { owner, recipient, sign, checked, former, ...(called === undefined ? {} : { name: called }), ...(old?.visitor ? { visitor: true } : {}) }];
}
