// A conversation that a visitor began: read before anybody takes it on, and taken on.
import { changedBundle } from "./account.js";
import { checkPin, colleaguesIn, pinOf, visitorOf } from "./bundle.js";
import { keysFor, openChain, openOne } from "./chain.js";
import { Forked, Missing, SubstitutedKey, UntrustedSigner, VaultError, WrongContext } from "./errors.js";
import { passingHeads } from "./heads.js";
import { signIntroduction, verifyIntroduction } from "./introduction.js";
import { keepKey } from "./keyring.js";
import { presentKey, ringOf } from "./keepers.js";
import { begin, openServed } from "./matter.js";
import { servedNames, unseen } from "./seen.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./bundle.js").Pin} Pin */
/** @typedef {import("./bundle.js").PublicKeys} PublicKeys */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {import("./chain.js").ServedChain} ServedChain */
/**
 * @typedef {object} ServedConversation as `binnen.json` has it
 * @property {string} id
 * @property {PublicKeys} visitor
 * @property {Bytes} shredKey
 * @property {{part: import("./record.js").Part, epoch: number, grant: Bytes}[]} grants to oneself, by the visitor
 * @property {ServedChain["manifests"]} manifests
 * @property {ServedChain["records"]} records
 */

/**
 * The pin for the visitor of this box, or `SubstitutedKey`: other keys than those pinned, the id of somebody else, or somebody else's keys.
 * @param {Opened} state
 * @param {string} id
 * @param {PublicKeys} visitor
 * @returns {Pin}
 */
export function visitorPin({ user, ownSigns, recipient: own, bundle: { pins } }, id, { recipient, sign }) {
  const known = checkPin(pins, id, { recipient, sign });
  if (known?.visitor) return known;
  const taken = [...ownSigns, own, ...pins.flatMap((pin) => [pin.sign, pin.recipient, ...pin.former])];
  if (known || id === user || taken.includes(sign) || taken.includes(recipient)) throw new SubstitutedKey("The keys or the id of somebody else");
  return { owner: id, recipient, sign, checked: false, former: [], visitor: true };
}

/**
 * The first key of a conversation that nobody took on: given by its visitor, for exactly this place, in a box of which one holds nothing.
 * @param {Opened} state
 * @param {ServedConversation} served
 */
async function firstKey(state, { id, visitor, grants }) {
  if (ringOf(state).has(id)) throw new WrongContext("A box of which one holds keys");
  const pin = visitorPin(state, id, visitor);
  const given = grants.find(({ part, epoch }) => part === "conversation" && epoch === 1);
  if (!given) throw new Missing("No first key of this conversation");
  const { key } = await openServed(state, { ...given, matter: id }, new Set([pin.sign]));
  return { pin, key };
}

/**
 * What a visitor wrote before anybody took it on; refuses what `openRecords` refuses. Nothing of it is kept.
 * @param {Opened} state
 * @param {ServedConversation} served
 */
export async function peekConversation(state, served) {
  const { pin, key } = await firstKey(state, served);
  const keyring = new Map();
  keepKey(keyring, [served.id, "conversation", 1], key, pin.sign);
  // Only the visitor wrote in it: nobody else of those pinned may have.
  const passing = { ...state, next: null, keyring, ownSigns: [], bundle: { ...state.bundle, pins: [pin] }, shredKeys: new Map(), chains: new Map() };
  try {
    const { manifests, records, shredKey } = served;
    // From the first manifest on, as the visitor checks it: nobody but them wrote, and nobody mends it or lets go of anything.
    const judge = { mayMend: () => false, mayDrop: () => false, whole: true };
    const opened = await openChain(passing, passingHeads(), served.id, { part: "conversation", epoch: 1, shredKey, people: [], manifests, records }, judge);
    const placed = opened.records.map((record) => ({ ...record, epoch: 1 }));
    if (unseen(servedNames(manifests.map((one) => ({ ...one, epoch: 1 }))), placed).size > 0) throw new Forked("Another manifest than is served was seen");
    return { id: served.id, records: opened.records, head: opened.head };
  } finally {
    key.fill(0);
    for (const shred of passing.shredKeys.values()) shred.fill(0);
  }
}

/**
 * Takes a conversation on: its visitor pinned ("niet nagegaan"), the first key kept, and epoch 2 of `conversation` and `notes` begun for oneself, of
 * `conversation` for the visitor and for those who stand by: whose keys were compared, and whom the visitor's own `contact` names; the others are in
 * `left`. `introduction`: of the visitor, for colleagues who read along later. `bundleSaved` and `keyringSaved` once the server has it.
 * @param {Opened} state
 * @param {ServedConversation} served
 * @param {string[]} [standby] owners of pins, as the server proposes them
 */
export async function takeOnConversation(state, served, standby = []) {
  const { records } = await peekConversation(state, served);
  const named = records.filter(({ kind }) => kind === "contact").sort((one, other) => one.revision - other.revision).at(-1)?.content.standby;
  const mayStand = (/** @type {string} */ owner) => {
    const { sign, former } = pinOf(colleaguesIn(state.bundle.pins), owner, { checked: true });
    return Array.isArray(named) && [sign, ...former].some((one) => named.includes(one));
  };
  const there = standby.filter(mayStand);
  const { pin, key } = await firstKey(state, served);
  const pins = [...state.bundle.pins.filter(({ owner }) => owner !== served.id), pin];
  const bundle = await changedBundle(state, { pins });
  const first = { spot: /** @type {import("./keyring.js").Spot} */ ([served.id, "conversation", 1]), key, keeper: state.signer.sign };
  const among = { ...state, bundle: bundle.bundle };
  const begun = await begin(among, served.id, ["conversation", "notes"], (part) => (part === "conversation" ? [served.id, ...there] : []), { at: 2, first: [first] });
  state.next = among.next;
  state.shredKeys.set(served.id, served.shredKey.slice());
  const introduction = await introductionOf(among, served.id, served.id);
  return { id: served.id, ...begun, bundle, introduction, left: standby.filter((owner) => !there.includes(owner)) };
}

/**
 * Pins the visitor of a matter that a colleague keeps, introduced by who keeps it with the key that is theirs now; without that `UntrustedSigner`.
 * @param {Opened} state
 * @param {string} matter
 * @param {PublicKeys} visitor
 * @param {unknown} [introduction]
 */
export async function pinnedVisitor(state, matter, visitor, introduction) {
  const { practice, bundle: { pins } } = state;
  if (!ringOf(state).has(matter)) throw new Missing("No key to this matter");
  const pin = visitorPin(state, matter, visitor);
  const keeper = keeperSign(state, matter);
  if (!introduction || keeper === null) throw new UntrustedSigner("Nobody who keeps this matter vouches for its visitor");
  const { owner, recipient, sign } = await verifyIntroduction(introduction, { practice, matter, signers: new Set([keeper]) });
  if (owner !== matter) throw new WrongContext("An introduction of somebody else");
  checkPin([pin], matter, { recipient, sign });
  return changedBundle(state, { pins: [...pins.filter(({ owner }) => owner !== matter), pin] });
}

/** The present signing key of who keeps a matter. @param {Opened} state @param {string} matter */
function keeperSign(state, matter) {
  const keeper = ringOf(state).get(matter)?.keeper ?? null;
  return keeper === null ? null : presentKey(state, keeper);
}

/**
 * The bundle with the visitor of a colleague's matter pinned, as who keeps it vouches for them in the conversation; null where nobody does.
 * @param {Opened} state
 * @param {string} matter
 * @param {{shredKey: Bytes, records: (ServedChain["records"][number] & {epoch: number})[]}} served records `introduction`
 */
export async function vouchedVisitor(state, matter, { shredKey, records }) {
  const keeper = keeperSign(state, matter);
  if (keeper === null) return null;
  for (const record of [...records].sort((one, other) => other.epoch - one.epoch)) {
    try {
      const { content } = await openOne(keysFor(state, { matter, part: "conversation", epoch: record.epoch }, shredKey), new Set([keeper]), record);
      const { written: _, ...body } = content;
      if (body.owner === matter) return await pinnedVisitor(state, matter, { recipient: String(body.recipient), sign: String(body.sign) }, body);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
    }
  }
  return null;
}

/**
 * The body of a record `introduction`: a colleague whose keys were compared for the visitor, or the visitor of this box for a colleague.
 * @param {Opened} state
 * @param {string} matter
 * @param {string} owner whose pin
 */
export async function introductionOf({ practice, signer, bundle: { pins } }, matter, owner) {
  const { recipient, sign } = owner === matter ? (visitorOf(pins, matter) ?? pinOf(pins, owner, { checked: true })) : pinOf(pins, owner, { checked: true });
  if (owner !== matter && visitorOf(pins, owner)) throw new WrongContext("The visitor of another box");
  return signIntroduction({ practice, matter, owner, recipient, sign }, signer);
}
