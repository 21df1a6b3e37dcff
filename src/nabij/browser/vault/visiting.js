// A conversation as its visitor opens and writes it: keys given by themselves or by a counsellor whom they pinned, every chain checked from its beginning.
import { sawVersion } from "./account.js";
import { checkPin, withPin } from "./bundle.js";
import { random } from "./bytes.js";
import { authorsOf, chainHeadKey, keysFor, manifestNext, openChain, openOne, sealInto } from "./chain.js";
import { Forked, Missing, RolledBack, SubstitutedKey, UntrustedSigner, VaultError, WrongContext } from "./errors.js";
import { makeGrant, openSignedGrant } from "./grant.js";
import { verifyIntroduction } from "./introduction.js";
import { openKeepsake, sealKeepsake } from "./keepsake.js";
import { keepKey, keyAt } from "./keyring.js";
import { openWhatVerifies } from "./mending.js";
import { chainName } from "./matter.js";
import { servedNames, unseen } from "./seen.js";
import { followed } from "./succession.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./bundle.js").Pin} Pin */
/** @typedef {import("./chain.js").OpenedRecord} OpenedRecord */
/** @typedef {import("./heads.js").HeadStore} HeadStore */
/** @typedef {import("./manifest.js").Head} Head */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{epoch: number, name: string, unverified: import("./mending.js").Unverified[], missing: import("./mending.js").Named[], ids: string[]}} Trouble an epoch (0: the whole) of which something does not verify; `name` of the error, `ids` of records that name a manifest that is not in the chain */
/** @typedef {{epoch: number, counter: number, envelope: Bytes}} ServedManifest */
/** @typedef {{epoch: number, id: string, kind: string, revision: number, envelope: Bytes}} ServedRecord */
/**
 * @typedef {object} Served `/gesprek/openen.json`, decoded
 * @property {string} id
 * @property {string} practice
 * @property {{id: string, name: string, recipient: string, sign: string, successions?: unknown[]}[]} counsellors `successions`: see `succession.js`
 * @property {{id: string, name: string, recipient: string, sign: string, successions?: unknown[]}[]} [beside] who may stand by, where that was chosen with a code
 * @property {{part: string, epoch: number, grant: Bytes}[]} grants
 * @property {Bytes} shredKey
 * @property {ServedRecord[]} records
 * @property {ServedManifest[]} manifests
 * @property {{version: number, envelope: Bytes}} keepsake
 */

/** @param {Opened} state @param {number} epoch */
const at = ({ user }, epoch) => ({ matter: user, part: /** @type {const} */ ("conversation"), epoch });

/**
 * What a visitor holds: as a counsellor's open vault, with one box of which they are the user.
 * @param {import("./visitor-root.js").VisitorKeys} keys
 * @param {{practice: string, id: string, pins: Pin[], version: number}} where
 * @returns {Opened}
 */
export function visitorState({ uvk, identity, recipient, signer }, { practice, id, pins, version }) {
  const bundle = { identity, signing: "", recovery_recipient: "", former: [], pins, match_keys: {}, matcher: null };
  return {
    practice, user: id, uvk: uvk.slice(), bundle, bundleVersion: version, keyring: new Map(), keyringVersion: 0, next: null,
    recipient, signer, ownSigns: [signer.sign], shredKeys: new Map(), chains: new Map(),
  };
}

/** Any counsellor whom the visitor pinned may mend; nobody lets go of a record. @param {Opened} state @returns {import("./chain.js").Judge} */
const visitorJudge = ({ bundle }) => ({ mayMend: (sign) => bundle.pins.some((pin) => pin.sign === sign || pin.former.includes(sign)), mayDrop: () => false, whole: true });

/** @param {Opened} state @param {HeadStore} heads @returns {Promise<Record<string, Head>>} */
async function headsByEpoch(state, heads) {
  /** @type {Record<string, Head>} */
  const found = {};
  for (const epoch of state.keyring.get(state.user)?.conversation.keys() ?? []) {
    const head = await heads.get(chainHeadKey(state, at(state, epoch)));
    if (head) found[epoch] = head;
  }
  return found;
}

/**
 * The note to self after the one that the server has, with what was seen since and what is being written.
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {Record<string, Head>} [written] heads about to be
 */
export async function keepsakeNext(state, heads, written = {}) {
  const version = state.bundleVersion + 1;
  const keepsake = { pins: state.bundle.pins, heads: { ...(await headsByEpoch(state, heads)), ...written }, ...(state.standby ? { standby: state.standby } : {}) };
  return { based_on: version - 1, version, envelope: await sealKeepsake(state.uvk, state.practice, state.user, version, keepsake) };
}

/**
 * The first key of a conversation, and grants of it to oneself and to these counsellors.
 * @param {Opened} state
 * @param {string[]} owners of pins
 */
export async function firstGrants(state, owners) {
  const { user, practice, recipient, signer, bundle } = state;
  const key = random(32);
  keepKey(state.keyring, [user, "conversation", 1], key, signer.sign);
  state.shredKeys.set(user, random(32));
  state.chains.set(chainName(user, "conversation", 1), null);
  const to = [{ owner: user, recipient }, ...bundle.pins.filter(({ owner }) => owners.includes(owner))];
  if (to.length !== owners.length + 1) throw new Missing("Someone was chosen who is not served");
  const grants = await Promise.all(to.map(async (one) => ({ owner: one.owner, ...at(state, 1), grant: await makeGrant({ practice, ...at(state, 1) }, key, one.recipient, signer) })));
  return { grants, shredKey: /** @type {Bytes} */ (state.shredKeys.get(user)).slice() };
}

/** @typedef {{kind: "message" | "contact" | "wish" | "file" | "consent", id: string, revision: number, content: Record<string, unknown>}} Change */

/**
 * Records with their manifest in the newest epoch, and the note to self that goes with them. A message names what its writer had seen.
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {Change[]} changes
 */
export async function sealedChanges(state, heads, changes) {
  const epoch = Math.max(0, ...(state.keyring.get(state.user)?.conversation.keys() ?? []));
  const before = state.chains.get(chainName(state.user, "conversation", epoch));
  if (before === undefined) throw new Missing("Open this conversation first");
  const seen = before && { epoch, counter: before.counter, hash: before.hash };
  const records = await Promise.all(changes.map(({ kind, id, revision, content }) => {
    if (!["message", "contact", "wish", "file", "consent"].includes(kind)) throw new TypeError("Not what a visitor writes");
    return sealInto(state, at(state, epoch), { kind, id, revision }, kind === "message" || kind === "wish" ? { ...content, seen } : content);
  }));
  const manifest = await manifestNext(state, at(state, epoch), { add: records });
  return { records, manifest, keepsake: await keepsakeNext(state, heads, { [epoch]: manifest.head }) };
}

/**
 * Opens the note to self: `RolledBack` or `Forked` where this page saw a later or another one; the heads in it count as seen.
 * @param {import("./visitor-root.js").VisitorKeys} keys
 * @param {HeadStore} heads
 * @param {Served} served
 */
export async function openedKeepsake(keys, heads, { practice, id, keepsake }) {
  const { pins, heads: seen, standby = null } = await openKeepsake(keys.uvk, practice, id, keepsake.version, keepsake.envelope);
  await sawVersion(heads, "keepsake", id, keepsake);
  const state = { ...visitorState(keys, { practice, id, pins, version: keepsake.version }), standby };
  for (const [epoch, head] of Object.entries(seen)) await heads.raise(chainHeadKey(state, at(state, Number(epoch))), head);
  return { state, seen };
}

/**
 * Opens every epoch in order. What does not verify is named in `troubles`; what does is given. Then nothing is to be written.
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {Served} served
 * @param {Record<string, Head>} noted heads by epoch, as the note to self has them
 */
export async function openedConversation(state, heads, served, noted) {
  const seen = Object.keys(noted).map(Number);
  const found = { records: /** @type {(OpenedRecord & {epoch: number})[]} */ ([]), troubles: /** @type {Trouble[]} */ ([]), introduced: /** @type {string[]} */ ([]), renewed: /** @type {string[]} */ ([]) };
  const epochs = [...new Set([...seen, ...served.grants.map(({ epoch }) => epoch), ...served.manifests.map(({ epoch }) => epoch), ...served.records.map(({ epoch }) => epoch)])].sort((a, b) => a - b);
  /** @type {number[]} */
  const held = [];
  for (const epoch of epochs) {
    try {
      await takeGrantOrFollow(state, served, epoch, seen.includes(epoch), found);
      held.push(epoch);
      found.introduced.push(...(await takeIntroductions(state, served, epoch)));
    } catch (error) {
      found.troubles.push(troubleOf(epoch, error));
    }
  }
  // To the newest keys, and whom those introduced in an epoch from before.
  while (await follow(state, served, found)) for (const epoch of held) found.introduced.push(...(await takeIntroductions(state, served, epoch)));
  for (const epoch of held) await openEpoch(state, heads, served, epoch, noted[epoch]?.counter ?? 0, found);
  for (const [epoch, ids] of unseen(servedNames(served.manifests), found.records)) found.troubles.push({ ...troubleOf(epoch, new Forked("Another manifest than is served was seen")), ids });
  return found;
}

/** @param {number} epoch @param {unknown} error @returns {Trouble} */
export function troubleOf(epoch, error) {
  if (!(error instanceof VaultError)) throw error;
  return { epoch, name: error.name, unverified: [], missing: [], ids: [] };
}

/**
 * Pins one step further for those who renewed their keys and vouch for that with the key that is pinned.
 * @param {Opened} state
 * @param {Served} served
 * @param {{renewed: string[]}} found
 * @returns {Promise<boolean>} whether anybody did
 */
async function follow(state, { counsellors }, found) {
  const { pins, followed: who } = await followed(state.bundle.pins, { practice: state.practice, served: counsellors, taken: [state.signer.sign, state.recipient] });
  state.bundle.pins = pins;
  found.renewed.push(...who.filter((owner) => !found.renewed.includes(owner)));
  return who.length > 0;
}

/**
 * Epochs come in order, so a key from before counts up to the first epoch that needs the one after it.
 * @param {Opened} state
 * @param {Served} served
 * @param {number} epoch
 * @param {boolean} known
 * @param {{renewed: string[]}} found
 */
async function takeGrantOrFollow(state, served, epoch, known, found) {
  for (;;) {
    try {
      return await takeGrant(state, served, epoch, known);
    } catch (error) {
      if (!(error instanceof UntrustedSigner) || !(await follow(state, served, found))) throw error;
    }
  }
}

/** The key of an epoch: of the first by oneself, of a later one by a counsellor who is pinned; one that a known head holds to may carry a former key. @param {Opened} state @param {Served} served @param {number} epoch @param {boolean} known */
async function takeGrant(state, served, epoch, known) {
  const { user, practice, keyring, bundle, signer } = state;
  if (keyAt(keyring, [user, "conversation", epoch])) return;
  const signers = epoch === 1 ? [signer.sign] : bundle.pins.flatMap(({ sign, former }) => (known ? [sign, ...former] : [sign]));
  /** @type {unknown} */
  let refusal = new Missing("No key of this epoch");
  for (const { part, grant } of served.grants.filter((one) => one.epoch === epoch)) {
    try {
      if (part !== "conversation") throw new WrongContext("A visitor has keys to the conversation only");
      const { key, signer: by } = await openSignedGrant({ practice, ...at(state, epoch) }, bundle.identity, new Set(signers), grant);
      keepKey(keyring, [user, "conversation", epoch], key, by);
      return;
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

/**
 * Pins whom a pinned counsellor introduces; nobody introduces their own new keys.
 * @param {Opened} state
 * @param {Served} served
 * @param {number} epoch
 * @returns {Promise<string[]>} owners
 */
async function takeIntroductions(state, { records, shredKey }, epoch) {
  const keys = keysFor(state, at(state, epoch), shredKey);
  const waiting = records.filter((one) => one.epoch === epoch && one.kind === "introduction");
  /** @type {string[]} */
  const taken = [];
  for (let again = true; again; ) {
    again = false;
    for (const record of waiting.slice()) {
      try {
        const { pins } = state.bundle;
        const { content } = await openOne(keys, authorsOf(state, at(state, epoch), pins.map(({ owner }) => owner)), record);
        const { written: _, ...body } = content;
        const signers = new Set(pins.map(({ sign }) => sign));
        const { owner, recipient, sign, signer } = await verifyIntroduction(body, { practice: state.practice, matter: state.user, signers });
        waiting.splice(waiting.indexOf(record), 1);
        const was = pins.find((pin) => pin.owner === owner);
        // An earlier introduction never brings former keys back.
        if (owner === state.user || was?.sign === signer || was?.sign === sign || was?.former.includes(sign)) continue;
        state.bundle.pins = withPin(pins, owner, { recipient, sign }, false);
        taken.push(owner);
        again = true;
      } catch (error) {
        // By somebody who is introduced only later, or forged: the chain tells.
        if (!(error instanceof VaultError)) throw error;
      }
    }
  }
  return taken;
}

/**
 * The note to self goes with everything that the visitor writes: one that knows less of this than the chain has (`noted`: the number of its head) is
 * an older one, put back under its own old number.
 * @param {Opened} state
 * @param {import("./chain.js").OpenedManifest[]} links
 * @param {number} noted
 */
function checkNote({ ownSigns }, links, noted) {
  if (links.some(({ author, counter }) => ownSigns.includes(author) && counter > noted)) throw new RolledBack("A note to self from before what its writer wrote");
}

/** @param {Opened} state @param {HeadStore} heads @param {Served} served @param {number} epoch @param {number} noted @param {{records: (OpenedRecord & {epoch: number})[], troubles: Trouble[]}} found */
async function openEpoch(state, heads, served, epoch, noted, found) {
  const judge = visitorJudge(state);
  const chain = {
    part: /** @type {const} */ ("conversation"), epoch, shredKey: served.shredKey, people: state.bundle.pins.map(({ owner }) => owner),
    manifests: served.manifests.filter((one) => one.epoch === epoch), records: served.records.filter((one) => one.epoch === epoch),
  };
  const placed = (/** @type {OpenedRecord[]} */ records) => records.map((record) => ({ ...record, epoch }));
  try {
    const { records, links } = await openChain(state, heads, state.user, chain, judge);
    checkNote(state, links, noted);
    found.records.push(...placed(records));
  } catch (error) {
    const trouble = troubleOf(epoch, error);
    try {
      const { records, unverified, missing } = await openWhatVerifies(state, heads, state.user, chain, judge);
      found.records.push(...placed(records));
      found.troubles.push({ ...trouble, unverified, missing });
    } catch (second) {
      troubleOf(epoch, second);
      found.troubles.push(trouble);
    }
  }
}

/**
 * Counsellors served with the keys that are pinned; others are `SubstitutedKey`, told per owner.
 * @param {Opened} state
 * @param {Served["counsellors"]} counsellors
 * @returns {string[]} owners
 */
export function substituted(state, counsellors) {
  return counsellors.filter(({ id, recipient, sign }) => {
    try {
      return checkPin(state.bundle.pins, id, { recipient, sign }) === null;
    } catch (error) {
      if (error instanceof SubstitutedKey) return true;
      throw error;
    }
  }).map(({ id }) => id);
}
