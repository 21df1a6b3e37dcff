// Matters: their keys, who holds them, and new epochs.
import { newId, random } from "./bytes.js";
import { pinOf } from "./bundle.js";
import { standingConsent, verifyConsents } from "./consent.js";
import { Missing, WrongContext, WrongKey } from "./errors.js";
import { makeGrant, openGrant } from "./grant.js";
import { copyOf, keepKey, keyAt, newestEpoch, PARTS, sealKeyring } from "./keyring.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./account.js").Versioned} Versioned */
/** @typedef {import("./consent.js").Width} Width */
/** @typedef {import("./keyring.js").Spot} Spot */
/** @typedef {import("./record.js").Part} Part */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{owner: string, parts: Part[]}} Grantee someone pinned, and the parts they may open */
/** @typedef {{owner: string, matter: string, part: Part, epoch: number, grant: Bytes}} Granted */
/** @typedef {{matter: string, part: Part, epoch: number, grant: Bytes}} ServedGrant */

/** The keys as they will be once what is under way is saved. @param {Opened} state */
export const ringOf = (state) => state.next?.keyring ?? state.keyring;

/** @param {string} matter @param {Part} part @param {number} epoch */
export const chainName = (matter, part, epoch) => `${matter} ${part} ${epoch}`;

/**
 * The keyring with keys kept and matters forgotten, sealed as the next version; used at once, confirmed by `keyringSaved`.
 * @param {Opened} state
 * @param {{kept?: {spot: Spot, key: Bytes}[], forgotten?: string[]}} change
 * @returns {Promise<Versioned>}
 */
export async function changedKeyring(state, { kept = [], forgotten = [] }) {
  const all = { kept: [...(state.next?.kept ?? []), ...kept], forgotten: [...(state.next?.forgotten ?? []), ...forgotten] };
  const keyring = copyOf(state.keyring);
  // Keys already there stay: whoever came first made the epoch.
  for (const { spot, key } of all.kept) keepKey(keyring, spot, key.slice());
  for (const matter of all.forgotten) keyring.delete(matter);
  state.next = { keyring, ...all };
  const version = state.keyringVersion + 1;
  return { version, envelope: await sealKeyring(state.uvk, state.user, version, keyring) };
}

/**
 * Grants of one key to oneself and to those who may open its part. Notes and cards go only to keys that were compared.
 * @param {Opened} state
 * @param {Spot} spot
 * @param {Bytes} key
 * @param {string[]} owners
 * @returns {Promise<Granted[]>}
 */
async function grantsOf({ practice, signer, bundle }, [matter, part, epoch], key, owners) {
  const to = owners.map((owner) => ({ owner, recipient: pinOf(bundle.pins, owner, { checked: part !== "conversation" }).recipient }));
  return Promise.all(
    to.map(async ({ owner, recipient }) => {
      const grant = await makeGrant({ practice, matter, part, epoch }, key, recipient, signer);
      return { owner, matter, part, epoch, grant };
    }),
  );
}

/** @param {Opened} state @param {Spot} spot @param {Bytes} key @returns {Promise<Granted>} */
async function ownGrant({ practice, user, recipient, signer }, [matter, part, epoch], key) {
  return { owner: user, matter, part, epoch, grant: await makeGrant({ practice, matter, part, epoch }, key, recipient, signer) };
}

/**
 * A new key for each of these parts, granted to oneself and the grantees.
 * @param {Opened} state
 * @param {string} matter
 * @param {Part[]} parts
 * @param {Grantee[]} grantees
 */
async function begin(state, matter, parts, grantees) {
  const kept = parts.map((part) => ({ spot: /** @type {Spot} */ ([matter, part, newestEpoch(ringOf(state), matter, part) + 1]), key: random(32) }));
  const grants = await Promise.all(
    kept.flatMap(({ spot, key }) => {
      const owners = grantees.filter((one) => one.parts.includes(spot[1])).map((one) => one.owner);
      return [ownGrant(state, spot, key).then((grant) => [grant]), grantsOf(state, spot, key, owners)];
    }),
  );
  const keyring = await changedKeyring(state, { kept });
  for (const { spot } of kept) state.chains.set(chainName(...spot), null);
  return { epochs: kept.map(({ spot: [, part, epoch] }) => ({ part, epoch })), grants: grants.flat(), keyring };
}

/**
 * @param {Opened} state
 * @param {Grantee[]} grantees
 * @param {string} id drawn by the caller where trying again must be the same matter
 */
export async function newMatter(state, grantees, id = newId()) {
  const shredKey = random(32);
  const begun = await begin(state, id, ["conversation", "notes"], grantees);
  state.shredKeys.set(id, shredKey.slice());
  return { id, shredKey, ...begun };
}

/**
 * @param {Opened} state
 * @param {string} matter
 * @param {Grantee[]} grantees
 * @param {Part[]} parts
 */
export async function newEpoch(state, matter, grantees, parts) {
  if (!ringOf(state).has(matter)) throw new Missing("No key to this matter");
  return begin(state, matter, parts, grantees);
}

/** @param {Opened} state @param {string} matter @param {Width} width @returns {Spot[]} */
function spotsFor(state, matter, width) {
  const ring = ringOf(state);
  const parts = ring.get(matter);
  if (!parts) throw new Missing("No key to this matter");
  const open = /** @type {Part[]} */ (width === "peer_card" ? ["peer"] : ["conversation", "notes"]);
  const spots = open.flatMap((part) => {
    const epochs = width === "everything" ? [...parts[part].keys()] : [newestEpoch(ring, matter, part)].filter(Boolean);
    return epochs.map((epoch) => /** @type {Spot} */ ([matter, part, epoch]));
  });
  if (spots.length === 0) throw new Missing("No key of this part");
  return spots;
}

/** @param {Opened} state @param {Spot[]} spots @param {string} owner */
async function grantAll(state, spots, owner) {
  const ring = ringOf(state);
  const granted = spots.map((spot) => grantsOf(state, spot, /** @type {Bytes} */ (keyAt(ring, spot)), [owner]));
  return (await Promise.all(granted)).flat();
}

/**
 * @typedef {object} Agreement what the one who shares checks before sharing
 * @property {string[]} consents bodies of the matter's `consent` records, in order
 * @property {string | null} visitor owner of the visitor's pin, null where there is none
 * @property {string[]} counsellors owners of the pins of those who may have heard a consent; oneself is always one
 * @property {string} today YYYY-MM-DD
 */

/**
 * @param {Opened} state
 * @param {string} matter
 * @param {Width} width
 * @param {string} owner
 * @param {Agreement} agreement
 */
export async function grantsFor(state, matter, width, owner, { consents, visitor, counsellors, today }) {
  const { pins } = state.bundle;
  const pin = pinOf(pins, owner, { checked: true });
  const trusted = {
    practice: state.practice,
    matter,
    visitor: visitor === null ? null : pinOf(pins, visitor).sign,
    counsellors: [state.signer.sign, ...counsellors.filter((one) => one !== state.user).map((one) => pinOf(pins, one, { checked: true }).sign)],
  };
  standingConsent(await verifyConsents(consents, trusted), { receiver: pin.sign, width, today });
  return grantAll(state, spotsFor(state, matter, width), owner);
}

/** @param {Opened} state @param {string} matter @param {string} visitor owner of the visitor's pin */
export async function grantsForVisitor(state, matter, visitor) {
  return grantAll(state, spotsFor(state, matter, "everything").filter(([, part]) => part === "conversation"), visitor);
}

/** @param {Opened} state @param {ServedGrant} served @param {ReadonlySet<string>} signers */
async function openServed(state, { matter, part, epoch, grant }, signers) {
  if (!PARTS.includes(part)) throw new WrongContext("A grant for no part of a matter");
  const expected = { practice: state.practice, matter, part, epoch };
  let refusal;
  for (const { identity } of [state.bundle, ...state.bundle.former]) {
    try {
      return await openGrant(expected, identity, signers, grant);
    } catch (error) {
      // Sealed to keys that one has since replaced: try those too.
      if (!(error instanceof WrongKey)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

/**
 * Opens the grants that are new; those refused come back with their error. Signers: one's own key and those pinned and compared,
 * never a former key: who found one could slip in a key of their own.
 * @param {Opened} state
 * @param {ServedGrant[]} served
 */
export async function acceptGrants(state, served) {
  const signers = new Set([state.signer.sign, ...state.bundle.pins.filter(({ checked }) => checked).map(({ sign }) => sign)]);
  const fresh = served.filter(({ matter, part, epoch }) => !PARTS.includes(part) || !keyAt(ringOf(state), [matter, part, epoch]));
  const results = await Promise.allSettled(fresh.map((one) => openServed(state, one, signers)));
  /** @type {{spot: Spot, key: Bytes}[]} */
  const kept = [];
  const refused = [];
  for (const [at, result] of results.entries()) {
    const { matter, part, epoch } = fresh[at];
    if (result.status === "fulfilled") kept.push({ spot: [matter, part, epoch], key: result.value });
    else refused.push({ matter, part, epoch, error: /** @type {Error} */ (result.reason) });
  }
  const keyring = kept.length > 0 ? await changedKeyring(state, { kept }) : null;
  return { accepted: kept.map(({ spot }) => spot), refused, keyring };
}
