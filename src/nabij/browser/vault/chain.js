// Reading and writing the records of one part and epoch, against its manifests and what this device has seen.
import { colleaguesIn, pinOf, visitorOf } from "./bundle.js";
import { hashOf } from "./envelope.js";
import { Forked, Missing, RecordChanged, RecordUnlisted, RolledBack, VaultError } from "./errors.js";
import { headKey } from "./heads.js";
import { isKeepers, ringOf } from "./keepers.js";
import { keyAt, newestEpoch } from "./keyring.js";
import { checkGrowth, checkHead, checkRecords, manifestAfter, openManifest, sealManifest, selected, SET_ASIDE } from "./manifest.js";
import { chainName } from "./matter.js";
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
 * @property {{counter: number, envelope: Bytes}[]} manifests the newest, and where that is newer than the known head (`knownHead`) every one from that head on
 * @property {Served[]} records
 * @property {string[]} [kinds] where only records of these kinds were asked for
 * @property {boolean} [latest] where only the last revision of each was asked for
 */
/** @typedef {{id: string, kind: string, revision: number, content: Record<string, unknown>, body: string, author: string}} OpenedRecord */
/** @typedef {{id: string, kind: string, revision: number}} Aside a record that the keeper set aside, as it does not open */
/** @typedef {At & {id: string, revision: number, envelope: Bytes, shredKey?: Bytes, people: string[]}} ServedCard */

/** @typedef {{mayMend: (sign: string) => boolean, mayDrop: (sign: string) => boolean, whole?: boolean}} Judge whose manifests may pass over what does not verify, and let go of a record; `whole`: every chain is checked from its beginning */

/** Who began the matter may mend and let go. @param {Opened} state @param {string} matter @returns {Judge} */
export function keeperJudge(state, matter) {
  const isKeeper = (/** @type {string} */ sign) => isKeepers(state, matter, sign);
  return { mayMend: isKeeper, mayDrop: isKeeper };
}

/** @param {Opened} state @param {At} at @param {Bytes} [shredKey] @returns {import("./record.js").Keys} */
export function keysFor(state, { matter, part, epoch }, shredKey) {
  const key = keyAt(ringOf(state), [matter, part, epoch]);
  const shred = shredKey ?? state.shredKeys.get(matter);
  if (!key) throw new Missing("No key of this epoch");
  if (shred?.length !== 32) throw new Missing("No shred key of this matter");
  if (!state.shredKeys.has(matter)) state.shredKeys.set(matter, shred.slice());
  return { practice: state.practice, matter, part, epoch, key, shredKey: shred, visitors: visitorSigns(state, matter) };
}

/**
 * Public keys that may have written here, replaced ones included. A visitor's key counts only in the conversation of their own box, whoever is named.
 * @param {Opened} state
 * @param {Pick<At, "matter" | "part">} at
 * @param {string[]} people
 */
export function authorsOf({ user, ownSigns, bundle: { pins } }, { matter, part }, people) {
  const visitor = part === "conversation" ? visitorOf(pins, matter) : null;
  const named = people.filter((owner) => owner !== user).map((owner) => pinOf(pins, owner));
  return new Set([...ownSigns, ...[...colleaguesIn(named), ...(visitor ? [visitor] : [])].flatMap(({ sign, former }) => [sign, ...former])]);
}

/** The signing keys of the visitor of this box: one's own where one is that visitor. @param {Opened} state @param {string} matter @returns {readonly string[]} */
function visitorSigns({ user, ownSigns, bundle: { pins } }, matter) {
  if (user === matter) return ownSigns;
  const pin = visitorOf(pins, matter);
  return pin ? [pin.sign, ...pin.former] : [];
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

/** @typedef {{counter: number, envelope: Bytes, manifest: OpenedManifest | null, error: VaultError | null}} Tried */
/** @typedef {Awaited<ReturnType<typeof openManifest>>} OpenedManifest */

/**
 * Each of these manifests, opened or with the reason why not.
 * @param {import("./record.js").Keys} keys
 * @param {ReadonlySet<string>} authors
 * @param {ServedChain["manifests"]} served
 * @returns {Promise<Tried[]>} in order
 */
export async function triedManifests(keys, authors, served) {
  if (new Set(served.map(({ counter }) => counter)).size !== served.length) throw new Forked("Two manifests under one number");
  const tried = served.map(async ({ counter, envelope }) => {
    try {
      return { counter, envelope, manifest: await openManifest(keys, counter, authors, envelope), error: null };
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      return { counter, envelope, manifest: null, error };
    }
  });
  return (await Promise.all(tried)).sort((one, other) => one.counter - other.counter);
}

/**
 * Those that follow each other and let go of nothing, from one on or (null) from the first. One by who began the matter may pass over numbers, as long as all of
 * them are served: it mends what did not verify. Where nothing verifies before it, it names what stands just before it.
 * @param {Tried[]} tried in order
 * @param {OpenedManifest | null} from
 * @param {Judge} judge
 * @returns {(OpenedManifest & {mends: boolean})[]}
 */
export function linksAfter(tried, from, judge) {
  /** @type {(OpenedManifest & {mends: boolean})[]} */
  const good = [];
  /** @type {OpenedManifest | null} */
  let head = from;
  for (const { counter, manifest } of tried) {
    const last = head?.counter ?? 0;
    if (!manifest || counter <= last) continue;
    const mends = counter > last + 1;
    if (mends && !(judge.mayMend(manifest.author) && tried.filter((one) => one.counter > last && one.counter < counter).length === counter - last - 1)) continue;
    if (manifest.previous !== (head?.hash ?? hashBefore(tried, counter))) continue;
    if (head && !grows(head, manifest, judge)) continue;
    good.push({ ...manifest, mends });
    head = manifest;
  }
  return good;
}

/** @param {OpenedManifest} before @param {OpenedManifest} after @param {Judge} judge */
function grows(before, after, judge) {
  try {
    checkGrowth(before, after, judge.mayDrop(after.author));
    return true;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}

/** @param {Tried[]} tried @param {number} counter */
function hashBefore(tried, counter) {
  const before = tried.find((one) => one.counter === counter - 1);
  return before ? hashOf(before.envelope) : "";
}

/**
 * @param {import("./record.js").Keys} keys
 * @param {ReadonlySet<string>} authors
 * @param {ServedChain["manifests"]} served
 * @param {Head | null} known
 * @param {Judge} judge
 * @returns {Promise<{head: OpenedManifest | null, links: OpenedManifest[]}>} the newest; and those before it, itself included, that were checked
 */
async function newestManifest(keys, authors, served, known, judge) {
  const newest = Math.max(0, ...served.map(({ counter }) => counter));
  // Those before the known head have been checked before; that one itself says what the next may not let go of.
  const tried = await triedManifests(keys, authors, served.filter(({ counter }) => judge.whole || counter === newest || (known && counter >= known.counter)));
  const last = tried.at(-1);
  if (last?.error) throw last.error;
  const head = last?.manifest ?? null;
  const links = judge.whole ? linksAfter(tried, null, judge) : known && newest > known.counter ? linksAfter(tried, manifestAt(tried, known), judge) : [];
  if (judge.whole) checkWhole(known, head, links);
  else checkHead(known, head, links);
  return { head, links };
}

/**
 * Every link of a chain from its first manifest to the newest that was opened; `Forked` where they do not hold together.
 * @param {Opened} state
 * @param {string} matter
 * @param {ServedChain} served every manifest
 */
export async function wholeChain(state, matter, { part, epoch, shredKey, people, manifests }) {
  const at = { matter, part, epoch };
  const links = linksAfter(await triedManifests(keysFor(state, at, shredKey), authorsOf(state, at, people), manifests), null, keeperJudge(state, matter));
  if ((links.at(-1)?.hash ?? null) !== (state.chains.get(chainName(matter, part, epoch))?.hash ?? null)) throw new Forked("Not the chain that was opened");
  return links;
}

/** The chain from its beginning, through the head that this device knows. @param {Head | null} known @param {OpenedManifest | null} newest @param {OpenedManifest[]} links */
function checkWhole(known, newest, links) {
  if (known && (newest?.counter ?? 0) < known.counter) throw new RolledBack("Older than what this device has seen");
  if (newest) checkHead({ counter: 0, hash: "" }, newest, links);
  if (known && !links.some(({ counter, hash }) => counter === known.counter && hash === known.hash)) throw new Forked("Not the chain that this device saw");
}

/** The manifest at a head that this device knows. @param {Tried[]} tried @param {Head} known */
function manifestAt(tried, known) {
  const at = tried.find(({ counter }) => counter === known.counter);
  if (!at || hashOf(at.envelope) !== known.hash) throw new Forked("Not the manifest that this device saw");
  if (!at.manifest) throw at.error;
  return at.manifest;
}

/**
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {string} matter
 * @param {ServedChain} served
 * @param {Judge} [judge]
 * @returns {Promise<{records: OpenedRecord[], aside: Aside[], head: Head | null, links: OpenedManifest[]}>} `links`: the manifests that were checked
 */
export async function openChain(state, heads, matter, served, judge = keeperJudge(state, matter)) {
  const at = { matter, part: served.part, epoch: served.epoch };
  const keys = keysFor(state, at, served.shredKey);
  const authors = authorsOf(state, at, served.people);
  const known = await heads.get(chainHeadKey(state, at));
  const { head: newest, links } = await newestManifest(keys, authors, served.manifests, known, judge);
  if (!newest && served.records.length > 0) throw new RecordUnlisted("Records without a manifest");
  checkRecords(newest ? selected(newest.entries, served) : [], served.records);
  const put = new Set((newest?.entries ?? []).filter(([, kind]) => kind === SET_ASIDE).map(([id, , revision]) => `${id} ${revision}`));
  const isAside = (/** @type {Served} */ { id, revision }) => put.has(`${id} ${revision}`);
  const aside = served.records.filter(isAside);
  await Promise.all(aside.map((record) => refuseReadable(keys, authors, record)));
  const records = await Promise.all(served.records.filter((record) => !isAside(record)).map((record) => openOne(keys, authors, record)));
  state.chains.set(chainName(matter, at.part, at.epoch), newest);
  if (!newest) return { records, aside: [], head: null, links };
  const head = { counter: newest.counter, hash: newest.hash };
  await heads.raise(chainHeadKey(state, at), head);
  return { records, aside: aside.map(({ id, kind, revision }) => ({ id, kind, revision })), head, links };
}

/** Only what does not open may be set aside: else somebody could hide what was written. @param {import("./record.js").Keys} keys @param {ReadonlySet<string>} authors @param {Served} record */
async function refuseReadable(keys, authors, record) {
  const opens = await openOne(keys, authors, record).then(() => true, (error) => {
    if (error instanceof VaultError) return false;
    throw error;
  });
  if (opens) throw new RecordChanged("Set aside, and yet it opens");
}

/**
 * @param {import("./record.js").Keys} keys
 * @param {ReadonlySet<string>} authors
 * @param {Served} record
 * @returns {Promise<OpenedRecord>}
 */
export async function openOne(keys, authors, { id, kind, revision, envelope }) {
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
        const { content, author } = await openOne(keys, authorsOf(state, { matter, part }, people), { id, kind: "card", revision, envelope });
        return { matter, id, revision, content, author };
      } catch (error) {
        // One card that does not open leaves the others in the list.
        if (error instanceof VaultError) return { matter, id, error };
        throw error;
      }
    }),
  );
}
