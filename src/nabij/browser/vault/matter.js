// Matters: their keys, who holds them, and new epochs.
import { derive, json, labelled, newId, random, sha256, unb64, utf8, uuidFrom } from "./bytes.js";
import { colleaguesIn, pinOf, visitorOf } from "./bundle.js";
import { standingConsent, verifyConsents } from "./consent.js";
import { Locked, Missing, NoConsent, RolledBack, UncheckedKey, UntrustedSigner, VaultError, WrongContext, WrongKey } from "./errors.js";
import { makeGrant, openSignedGrant } from "./grant.js";
import { firstOf, presentKey, ringOf, sameHand } from "./keepers.js";
import { copyOf, keepKey, keyAt, newestEpoch, PARTS, sealKeyring } from "./keyring.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./account.js").Versioned} Versioned */
/** @typedef {import("./consent.js").Width} Width */
/** @typedef {import("./keyring.js").Spot} Spot */
/** @typedef {import("./record.js").Part} Part */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{owner: string, parts: Part[]}} Grantee someone pinned, and the parts they may open */
/** @typedef {{owner: string, matter: string, part: Part, epoch: number, grant: Bytes}} Granted */
/** @typedef {{matter: string, part: Part, epoch: number, grant: Bytes, keeper?: string}} ServedGrant `keeper`: the user under whose name the server lists the matter */
/** @typedef {{spot: Spot, key: Bytes, keeper: string | null}} Kept a key, and the signing key of who began its matter; null for a story, which is its authors' alike */
/** @typedef {{owner: string, part: Part, error: Error}} Left someone who gets no new key, and why not */

/** @param {string} matter @param {Part} part @param {number} epoch */
export const chainName = (matter, part, epoch) => `${matter} ${part} ${epoch}`;

/**
 * The consents that one can read, each checked: from the first on, or for who has no key of the first epoch from wherever they become readable.
 * @param {Opened} state
 * @param {string} matter
 * @param {string[]} texts in order
 */
export function readConsents(state, matter, texts) {
  const keeper = ringOf(state).get(matter)?.keeper ?? null;
  const theirs = colleaguesIn(state.bundle.pins).find(({ sign, former }) => keeper !== null && (sign === keeper || former.includes(keeper)));
  const counsellors = [...state.ownSigns, ...(theirs ? [theirs.sign, ...theirs.former] : [])];
  return verifyConsents(texts, { practice: state.practice, matter, visitor: visitorOf(state.bundle.pins, matter)?.sign ?? null, counsellors }, { anywhere: !keyAt(ringOf(state), [matter, "conversation", 1]) });
}

/**
 * The keyring with keys kept and matters forgotten, sealed as the next version; used at once, confirmed by `keyringSaved`.
 * @param {Opened} state
 * @param {{kept?: Kept[], forgotten?: string[]}} change
 * @returns {Promise<Versioned>}
 */
export async function changedKeyring(state, { kept = [], forgotten = [] }) {
  const all = { kept: [...(state.next?.kept ?? []), ...kept], forgotten: [...(state.next?.forgotten ?? []), ...forgotten] };
  const keyring = copyOf(state.keyring);
  // Keys already there stay: whoever came first made the epoch. So does who began a matter, when another tab learnt that first.
  for (const { spot, key, keeper } of all.kept) {
    const known = keyring.get(spot[0])?.keeper ?? null;
    if (known === null || known === keeper || sameHand(state, known, keeper)) keepKey(keyring, spot, key.slice(), keeper);
  }
  for (const matter of all.forgotten) keyring.delete(matter);
  state.next = { keyring, ...all };
  const version = state.keyringVersion + 1;
  return { version, envelope: await sealKeyring(state.uvk, state.user, version, keyring) };
}

/**
 * Grants of one key to oneself and to those who may open its part. Notes and cards go only to keys that were compared, never to a visitor's.
 * @param {Opened} state
 * @param {Spot} spot
 * @param {Bytes} key
 * @param {string[]} owners
 * @returns {Promise<Granted[]>}
 */
async function grantsOf({ practice, signer, bundle }, [matter, part, epoch], key, owners) {
  const to = owners.map((owner) => {
    const { recipient, visitor } = pinOf(bundle.pins, owner, { checked: part !== "conversation" });
    if (visitor && (part !== "conversation" || owner !== matter)) throw new UncheckedKey("A visitor gets keys only to their own conversation");
    return { owner, recipient };
  });
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
 * A new key for each of these parts, granted to oneself and the owners that `ownersOf` names for a part.
 * @param {Opened} state
 * @param {string} matter
 * @param {Part[]} parts
 * @param {(part: Part) => string[]} ownersOf
 * @param {{at?: number, first?: Kept[]}} [more] `at`: the epoch, where it is not the one after the newest that one holds; `first`: a key to keep as well
 */
export async function begin(state, matter, parts, ownersOf, { at, first = [] } = {}) {
  const keeper = parts.includes("story") ? null : state.signer.sign;
  const kept = parts.map((part) => ({ spot: /** @type {Spot} */ ([matter, part, at ?? newestEpoch(ringOf(state), matter, part) + 1]), key: random(32), keeper }));
  const grants = await Promise.all(
    kept.flatMap(({ spot, key }) => [ownGrant(state, spot, key).then((grant) => [grant]), grantsOf(state, spot, key, ownersOf(spot[1]))]),
  );
  const keyring = await changedKeyring(state, { kept: [...first, ...kept] });
  for (const { spot } of kept) state.chains.set(chainName(...spot), null);
  return { epochs: kept.map(({ spot: [, part, epoch] }) => ({ part, epoch })), grants: grants.flat(), keyring };
}

/** @param {Grantee[]} grantees @returns {(part: Part) => string[]} */
const ownersAmong = (grantees) => (part) => grantees.filter(({ parts }) => parts.includes(part)).map(({ owner }) => owner);

/**
 * A matter of one's own, whoever else reads it from the start: nobody can have consented to anything in it yet.
 * @param {Opened} state
 * @param {Grantee[]} grantees
 * @param {string} id drawn by the caller where trying again must be the same matter
 */
export async function newMatter(state, grantees, id = newId()) {
  const shredKey = random(32);
  const begun = await begin(state, id, ["conversation", "notes"], ownersAmong(grantees));
  state.shredKeys.set(id, shredKey.slice());
  return { id, shredKey, ...begun };
}

/**
 * Many matters of one's own at once: one keyring for all of them.
 * @param {Opened} state
 * @param {string[]} ids
 */
export async function newMatters(state, ids) {
  const keeper = state.signer.sign;
  const kept = ids.flatMap((id) => /** @type {Part[]} */ (["conversation", "notes"]).map((part) => ({ spot: /** @type {Spot} */ ([id, part, 1]), key: random(32), keeper })));
  const grants = await Promise.all(kept.map(({ spot, key }) => ownGrant(state, spot, key)));
  const keyring = await changedKeyring(state, { kept });
  for (const { spot } of kept) state.chains.set(chainName(...spot), null);
  const matters = ids.map((id, nth) => ({ id, shredKey: random(32), grants: grants.slice(nth * 2, nth * 2 + 2) }));
  for (const { id, shredKey } of matters) state.shredKeys.set(id, shredKey.slice());
  return { matters, keyring };
}

/**
 * The next key of a story, for oneself and these authors, whose keys were compared; without an epoch, the newest key for them. `RolledBack`
 * where one held a later one than the server knows.
 * @param {Opened} state
 * @param {string} box
 * @param {string[]} owners
 * @param {number | null} epoch the next one by what is served
 * @returns {Promise<{grants: Granted[], keyring: Versioned | null}>}
 */
export async function storyKeys(state, box, owners, epoch) {
  const newest = newestEpoch(ringOf(state), box, "story");
  if (epoch !== null) {
    if (newest >= epoch) throw new RolledBack("A later key of this story is known");
    return begin(state, box, ["story"], () => owners, { at: epoch });
  }
  if (!newest) throw new Missing("No key to this story");
  const granted = await Promise.all(owners.map((owner) => grantAll(state, [[box, "story", newest]], owner)));
  return { grants: granted.flat(), keyring: null };
}

/**
 * What ids of imported rows are made under: from the first signing key that one ever had, so that it stays when keys are renewed.
 * @param {Opened} state
 */
export function importSecret({ practice, user, bundle }) {
  const [{ signing }] = [...bundle.former, bundle];
  return derive(unb64(signing), utf8(json([practice, user])), "nabij/import/1");
}

/** The box of how a practice's lists were read; every browser computes it, so no server can give another. @param {string} practice */
export const memoryBox = (practice) => uuidFrom(sha256(labelled("nabij/import-memory/1", utf8(json([practice])))));

/**
 * New keys for oneself and for those of the grantees whom a standing consent covers; the others are named in `left`.
 * Without an agreement that is everyone else.
 * @param {Opened} state
 * @param {string} matter
 * @param {Grantee[]} grantees
 * @param {Part[]} parts
 * @param {Agreement | null} agreement
 */
export async function newEpoch(state, matter, grantees, parts, agreement) {
  const keys = ringOf(state).get(matter);
  if (!keys) throw new Missing("No key to this matter");
  // A new epoch of a colleague's matter would be believed by nobody.
  if (keys.keeper !== null && !state.ownSigns.includes(keys.keeper)) throw new UntrustedSigner("Begun by someone else");
  const { covered, left } = await coveredBy(state, matter, grantees, parts, agreement);
  // The visitor's own conversation stays open to them, whoever else reads it.
  const own = visitorOf(state.bundle.pins, matter) ? /** @type {Grantee[]} */ ([{ owner: matter, parts: ["conversation"] }]) : [];
  return { ...(await begin(state, matter, parts, ownersAmong([...own, ...covered]))), left };
}

/**
 * The grantees with the parts that a standing consent covers, and those left out. A chain of consents that is refused covers nobody.
 * @param {Opened} state
 * @param {string} matter
 * @param {Grantee[]} grantees
 * @param {Part[]} asked
 * @param {Agreement | null} agreement
 */
async function coveredBy(state, matter, grantees, asked, agreement) {
  /** @type {Grantee[]} */
  const covered = [];
  /** @type {Left[]} */
  const left = [];
  // Who gets the conversation and no notes is there because the visitor let them in.
  const listens = (/** @type {string} */ one) => !grantees.some(({ owner, parts }) => owner === one && parts.some((part) => part !== "conversation"));
  for (const { owner, parts } of grantees.filter((one) => one.owner !== matter)) {
    for (const part of parts.filter((one) => asked.includes(one))) {
      try {
        if (!agreement) throw new NoConsent("No consents to go by");
        if (listens(owner)) await checkLetIn(state, matter, owner, agreement);
        else await checkConsent(state, matter, part === "peer" ? "peer_card" : "from_now", owner, agreement);
        covered.push({ owner, parts: [part] });
      } catch (error) {
        if (!(error instanceof VaultError) || error instanceof Locked) throw error;
        left.push({ owner, part, error });
      }
    }
  }
  return { covered, left };
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
 * @property {string | null} visitor owner of the visitor's pin; null: that of this box, where there is one
 * @property {string[]} counsellors owners of the pins of those who may have heard a consent; oneself is always one
 * @property {string} today YYYY-MM-DD
 * @property {import("./consent.js").LastConsent | null} [last] the furthest that a card names: a list that does not reach it covers nobody
 * @property {string[]} [letIn] signing keys of those whom the visitor's newest `contact` names: they stand by
 * @property {string} [name] under which the one who gets keys is listed now: they must have been compared under it
 */

/**
 * Throws unless a standing consent lets this owner see this much. Consents to a key that the owner has since replaced count, and so does
 * what one heard oneself before one's own keys were replaced.
 * @param {Opened} state
 * @param {string} matter
 * @param {Width} width
 * @param {string} owner
 * @param {Agreement} agreement
 */
async function checkConsent(state, matter, width, owner, agreement) {
  const { today, name, consents, last } = agreement;
  const pin = pinOf(state.bundle.pins, owner, { checked: true, name });
  standingConsent(await verifyConsents(consents, trustedIn(state, matter, agreement), { last }), { receiver: [pin.sign, ...pin.former], width, today });
}

/** Whose consents count in a matter. @param {Opened} state @param {string} matter @param {Agreement} agreement @returns {import("./consent.js").Trusted} */
function trustedIn({ bundle: { pins }, practice, user, ownSigns }, matter, { visitor, counsellors }) {
  const voice = visitor === null ? visitorOf(pins, matter) : pinOf(pins, visitor);
  if (voice?.visitor && voice.owner !== matter) throw new WrongContext("The visitor of another box");
  const others = counsellors.filter((one) => one !== user).map((one) => pinOf(pins, one, { checked: true }).sign);
  return { practice, matter, visitor: voice?.sign ?? null, counsellors: [...ownSigns, ...others] };
}

/**
 * Throws unless the visitor's own `contact` names this colleague, whose key was compared, and took nothing back from them.
 * @param {Opened} state
 * @param {string} matter
 * @param {string} owner
 * @param {Agreement} agreement
 */
async function checkLetIn(state, matter, owner, agreement) {
  const pin = pinOf(colleaguesIn(state.bundle.pins), owner, { checked: true });
  const theirs = [pin.sign, ...pin.former];
  if (!theirs.some((sign) => agreement.letIn?.includes(sign))) throw new NoConsent("The visitor did not let them in");
  const said = await verifyConsents(agreement.consents, trustedIn(state, matter, agreement), { last: agreement.last });
  const word = said.filter((one) => theirs.includes(one.receiver) && one.state !== "refused").at(-1);
  if (word?.state === "withdrawn") throw new NoConsent("The visitor took it back");
}

/**
 * @param {Opened} state
 * @param {string} matter
 * @param {Width} width
 * @param {string} owner
 * @param {Agreement} agreement
 */
export async function grantsFor(state, matter, width, owner, agreement) {
  await checkConsent(state, matter, width, owner, agreement);
  return grantAll(state, spotsFor(state, matter, width), owner);
}

/** @param {Opened} state @param {string} matter @param {string} visitor owner of the visitor's pin */
export async function grantsForVisitor(state, matter, visitor) {
  return grantAll(state, spotsFor(state, matter, "everything").filter(([, part]) => part === "conversation"), visitor);
}

/** @param {Opened} state @param {ServedGrant} served @param {ReadonlySet<string>} signers */
export async function openServed(state, { matter, part, epoch, grant }, signers) {
  if (!PARTS.includes(part)) throw new WrongContext("A grant for no part of a matter");
  const expected = { practice: state.practice, matter, part, epoch };
  let refusal;
  for (const { identity } of [state.bundle, ...state.bundle.former]) {
    try {
      return await openSignedGrant(expected, identity, signers, grant);
    } catch (error) {
      // Sealed to keys that one has since replaced: try those too.
      if (!(error instanceof WrongKey)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

/**
 * Whose signature a grant of this matter may carry. Of a matter that one knows: only who began it, with their present key (a former one
 * never: who found it could slip in a key of their own). Of a new one: whoever the server says keeps it, or else oneself and who was compared.
 * A story is nobody's alone: either of its authors may give a new key, and they compared each other's.
 * @param {Opened} state
 * @param {ServedGrant} served
 * @returns {ReadonlySet<string>}
 */
function signersOf(state, { matter, part, epoch, keeper }) {
  const visitor = firstOf(state, { matter, part, epoch, keeper });
  if (visitor !== null) return new Set([state.signer.sign, visitor]);
  const known = ringOf(state).get(matter);
  const { signer, user, bundle } = state;
  if (part === "story") return new Set([signer.sign, ...colleaguesIn(bundle.pins).filter(({ checked }) => checked).map(({ sign }) => sign)]);
  if (known) return new Set([known.keeper === null ? signer.sign : presentKey(state, known.keeper)].filter((sign) => sign !== null));
  if (keeper === user) return new Set([signer.sign]);
  const pins = colleaguesIn(bundle.pins).filter(({ checked, owner }) => checked && (keeper === undefined || owner === keeper));
  return new Set([...(keeper === undefined ? [signer.sign] : []), ...pins.map(({ sign }) => sign)]);
}

/**
 * Opens the grants that are new; those refused come back with their error. Whoever signs the first of a matter counts as who began it:
 * after that, nobody else is believed about this matter.
 * @param {Opened} state
 * @param {ServedGrant[]} served
 */
export async function acceptGrants(state, served) {
  const fresh = served.filter(({ matter, part, epoch }) => !PARTS.includes(part) || !keyAt(ringOf(state), [matter, part, epoch]));
  const results = await Promise.allSettled(fresh.map((one) => openServed(state, one, signersOf(state, one))));
  /** @type {Kept[]} */
  const kept = [];
  /** @type {{matter: string, part: Part, epoch: number, error: Error}[]} */
  const refused = [];
  /** @type {Map<string, string>} */
  const keepers = new Map();
  for (const [at, result] of results.entries()) {
    const { matter, part, epoch, keeper: listed } = fresh[at];
    if (result.status === "rejected") {
      refused.push({ matter, part, epoch, error: /** @type {Error} */ (result.reason) });
      continue;
    }
    const { key, signer: by } = result.value;
    const signer = by === firstOf(state, { matter, part, epoch, keeper: listed }) ? state.signer.sign : by;
    if (part === "story") {
      kept.push({ spot: [matter, part, epoch], key, keeper: null });
      continue;
    }
    const keeper = keepers.get(matter) ?? signer;
    keepers.set(matter, keeper);
    if (keeper === signer) kept.push({ spot: [matter, part, epoch], key, keeper });
    else refused.push({ matter, part, epoch, error: new UntrustedSigner("Given by someone else than who began the matter") });
  }
  const keyring = kept.length > 0 ? await changedKeyring(state, { kept }) : null;
  return { accepted: kept.map(({ spot }) => spot), refused, keyring };
}
