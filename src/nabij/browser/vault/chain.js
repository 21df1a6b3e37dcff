// Reading and writing the records of one part and epoch, against its manifests and what this device has seen.
import { pinOf } from "./bundle.js";
import { hashOf } from "./envelope.js";
import { Forked, Missing, RecordUnlisted, VaultError } from "./errors.js";
import { headKey } from "./heads.js";
import { keyAt, newestEpoch } from "./keyring.js";
import { checkHead, checkRecords, manifestAfter, openManifest, sealManifest, selected } from "./manifest.js";
import { chainName, ringOf } from "./matter.js";
import { openRecord, sealRecord } from "./record.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./heads.js").HeadStore} HeadStore */
/** @typedef {import("./manifest.js").Entry} Entry */
/** @typedef {import("./manifest.js").Head} Head */
/** @typedef {import("./manifest.js").Served} Served */
/** @typedef {import("./record.js").Part} Part */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {import("./session.js").KnownManifest} KnownManifest */
/** @typedef {{matter: string, part: Part, epoch: number}} At */
/**
 * @typedef {object} ServedChain
 * @property {Part} part
 * @property {number} epoch
 * @property {Bytes} [shredKey] needed once per matter and session
 * @property {string[]} people owners of the pins of those who may write here, besides oneself
 * @property {{counter: number, envelope: Bytes}[]} manifests the newest, and every one after the known head (`knownHead`)
 * @property {Served[]} records
 * @property {string[]} [kinds] where only records of these kinds were asked for
 * @property {boolean} [latest] where only the last revision of each was asked for
 */
/** @typedef {{id: string, kind: string, revision: number, content: Record<string, unknown>, body: string, author: string}} OpenedRecord */
/** @typedef {At & {id: string, revision: number, envelope: Bytes, shredKey?: Bytes, people: string[]}} ServedCard */

/** @param {Opened} state @param {At} at @param {Bytes} [shredKey] @returns {import("./record.js").Keys} */
function keysFor(state, { matter, part, epoch }, shredKey) {
  const key = keyAt(ringOf(state), [matter, part, epoch]);
  const shred = shredKey ?? state.shredKeys.get(matter);
  if (!key) throw new Missing("No key of this epoch");
  if (shred?.length !== 32) throw new Missing("No shred key of this matter");
  if (!state.shredKeys.has(matter)) state.shredKeys.set(matter, shred.slice());
  return { practice: state.practice, matter, part, epoch, key, shredKey: shred };
}

/** Public keys that may have written here, replaced ones included. @param {Opened} state @param {string[]} people */
function authorsOf({ user, ownSigns, bundle }, people) {
  const pins = people.filter((owner) => owner !== user).map((owner) => pinOf(bundle.pins, owner));
  return new Set([...ownSigns, ...pins.flatMap(({ sign, former }) => [sign, ...former])]);
}

/** @param {Opened} state @param {At} at */
export const chainHeadKey = ({ practice, user }, { matter, part, epoch }) => headKey("chain", practice, user, matter, part, epoch);

/**
 * @param {Opened} state
 * @param {At} at
 * @param {{kind: string, id: string, revision: number}} which
 * @param {unknown} content
 */
export async function sealInto(state, at, { kind, id, revision }, content) {
  const envelope = await sealRecord({ ...keysFor(state, at), id, kind, revision }, state.signer, content);
  const hash = hashOf(envelope);
  return { ...at, id, kind, revision, envelope, hash, entry: /** @type {Entry} */ ([id, kind, revision, hash]) };
}

/** The epoch to write in. @param {Opened} state @param {string} matter @param {Part} part */
export function writingEpoch(state, matter, part) {
  const epoch = newestEpoch(ringOf(state), matter, part);
  if (!epoch) throw new Missing("No key of this part");
  return epoch;
}

/**
 * @param {Opened} state
 * @param {At} at
 * @param {{add?: {entry: Entry}[], remove?: string[]}} change
 */
export async function manifestNext(state, at, { add = [], remove = [] }) {
  const before = state.chains.get(chainName(at.matter, at.part, at.epoch));
  if (before === undefined) throw new Missing("Open this part first");
  const manifest = manifestAfter(before, { add: add.map(({ entry }) => entry), remove });
  const envelope = await sealManifest(keysFor(state, at), state.signer, manifest);
  return { ...at, counter: manifest.counter, envelope, head: { counter: manifest.counter, hash: hashOf(envelope) }, manifest };
}

/** @param {Opened} state @param {HeadStore} heads @param {Awaited<ReturnType<typeof manifestNext>>} saved */
export async function manifestSaved(state, heads, { matter, part, epoch, head, manifest }) {
  state.chains.set(chainName(matter, part, epoch), { ...manifest, hash: head.hash });
  await heads.raise(chainHeadKey(state, { matter, part, epoch }), head);
}

/**
 * @param {import("./record.js").Keys} keys
 * @param {ReadonlySet<string>} authors
 * @param {ServedChain["manifests"]} served
 * @param {Head | null} known
 * @returns {Promise<KnownManifest | null>} the newest
 */
async function newestManifest(keys, authors, served, known) {
  const counters = new Set(served.map(({ counter }) => counter));
  if (counters.size !== served.length) throw new Forked("Two manifests under one number");
  const newest = Math.max(0, ...counters);
  // Those before the known head have been checked before.
  const wanted = served.filter(({ counter }) => counter === newest || (known && counter > known.counter));
  const opened = await Promise.all(wanted.map(({ counter, envelope }) => openManifest(keys, counter, authors, envelope)));
  const head = opened.find(({ counter }) => counter === newest) ?? null;
  checkHead(known, head, known ? opened.filter(({ counter }) => counter > known.counter) : []);
  return head;
}

/**
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {string} matter
 * @param {ServedChain} served
 * @returns {Promise<{records: OpenedRecord[], head: Head | null}>}
 */
export async function openChain(state, heads, matter, served) {
  const at = { matter, part: served.part, epoch: served.epoch };
  const keys = keysFor(state, at, served.shredKey);
  const authors = authorsOf(state, served.people);
  const known = await heads.get(chainHeadKey(state, at));
  const newest = await newestManifest(keys, authors, served.manifests, known);
  if (!newest && served.records.length > 0) throw new RecordUnlisted("Records without a manifest");
  checkRecords(newest ? selected(newest.entries, served) : [], served.records);
  const records = await Promise.all(served.records.map((record) => openOne(keys, authors, record)));
  state.chains.set(chainName(matter, at.part, at.epoch), newest);
  if (!newest) return { records, head: null };
  const head = { counter: newest.counter, hash: newest.hash };
  await heads.raise(chainHeadKey(state, at), head);
  return { records, head };
}

/**
 * @param {import("./record.js").Keys} keys
 * @param {ReadonlySet<string>} authors
 * @param {Served} served
 * @returns {Promise<OpenedRecord>}
 */
async function openOne(keys, authors, { id, kind, revision, envelope }) {
  const { author, content, body } = await openRecord({ ...keys, id, kind, revision }, authors, envelope);
  return { id, kind, revision, content, body, author };
}

/**
 * @param {Opened} state
 * @param {ServedCard[]} served
 * @returns {Promise<({matter: string, id: string, revision: number, content: Record<string, unknown>, author: string}
 *   | {matter: string, id: string, error: VaultError})[]>}
 */
export function openCards(state, served) {
  return Promise.all(
    served.map(async ({ matter, part, epoch, id, revision, envelope, shredKey, people }) => {
      try {
        const keys = keysFor(state, { matter, part, epoch }, shredKey);
        const { content, author } = await openOne(keys, authorsOf(state, people), { id, kind: "card", revision, envelope });
        return { matter, id, revision, content, author };
      } catch (error) {
        // One card that does not open leaves the others in the list.
        if (error instanceof VaultError) return { matter, id, error };
        throw error;
      }
    }),
  );
}
