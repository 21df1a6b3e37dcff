// Manifests: a signed, chained list of every record in a part and epoch, so that rollback, deletion and reordering show.
import { exactly, isB64Of, isCount, isText, isUuid, json, mustHold } from "./bytes.js";
import { hashOf } from "./envelope.js";
import { Forked, RecordChanged, RecordMissing, RecordUnlisted, RolledBack } from "./errors.js";
import { openManifestBody, sealManifestBody } from "./record.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./record.js").Keys} Keys */
/** @typedef {[id: string, kind: string, revision: number, hash: string]} Entry */
/** @typedef {{counter: number, previous: string, entries: Entry[]}} Manifest */
/** @typedef {{counter: number, hash: string}} Head */
/** @typedef {{counter: number, previous: string, hash: string, mends?: boolean}} Link `mends`: by who began the matter, over manifests that do not verify */
/** @typedef {{id: string, kind: string, revision: number, envelope: Bytes}} Served */

/** The kind under which an entry names a record that does not open: known by its hash, never shown. */
export const SET_ASIDE = "set_aside";

/** @param {Entry} a @param {Entry} b */
function order(a, b) {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[2] - b[2];
}

/** @param {unknown} entry @returns {entry is Entry} */
const isEntry = (entry) =>
  Array.isArray(entry) && entry.length === 4 && isUuid(entry[0]) && isText(entry[1]) && isCount(entry[2]) && isB64Of(entry[3], 32);

/** @param {unknown[]} entries @returns {entries is Entry[]} */
const areEntries = (entries) => entries.every(isEntry);

/** @param {unknown} body @param {number} counter @returns {Manifest} */
function manifestOf(body, counter) {
  const { counter: own, previous, entries } = exactly(body, ["counter", "previous", "entries"]);
  mustHold(own === counter && isText(previous) && Array.isArray(entries), "Not the manifest asked for");
  mustHold(counter === 1 ? previous === "" : isB64Of(previous, 32), "Not the hash of a manifest before");
  mustHold(areEntries(entries), "Not a list of entries");
  mustHold(entries.every((entry, at) => at === 0 || order(entries[at - 1], entry) < 0), "Entries unsorted or double");
  return { counter, previous, entries };
}

/**
 * The manifest after `before` (null: the first), with entries added and records removed altogether.
 * @param {(Manifest & Head) | null} before
 * @param {{add?: Entry[], remove?: string[]}} change `remove` holds record ids
 * @returns {Manifest}
 */
export function manifestAfter(before, { add = [], remove = [] }) {
  const kept = (before?.entries ?? []).filter(([id]) => !remove.includes(id));
  const entries = [...kept, ...add].sort(order);
  return manifestOf({ counter: (before?.counter ?? 0) + 1, previous: before?.hash ?? "", entries }, (before?.counter ?? 0) + 1);
}

/**
 * The manifest that makes a part whole again: over what verifies, after every number that was used.
 * @param {{counter: number, previous: string, entries: Entry[]}} mending
 * @returns {Manifest}
 */
export const mendedManifest = ({ counter, previous, entries }) => manifestOf({ counter, previous, entries: [...entries].sort(order) }, counter);

/**
 * @param {Keys} chain
 * @param {import("./signature.js").Signer} signer
 * @param {Manifest} manifest
 * @param {import("./record.js").Fixed} [fixed]
 * @returns {Promise<Bytes>}
 */
export async function sealManifest(chain, signer, { counter, previous, entries }, fixed) {
  return sealManifestBody(chain, counter, signer, { counter, previous, entries }, fixed);
}

/**
 * The manifest in this envelope, with its author and hash; refuses what a record refuses, and `BadEnvelope` for a body out of order.
 * @param {Keys} chain
 * @param {number} counter the one asked for
 * @param {ReadonlySet<string>} authors
 * @param {Bytes} envelope
 * @returns {Promise<Manifest & {author: string, hash: string}>}
 */
export async function openManifest(chain, counter, authors, envelope) {
  const { author, content } = await openManifestBody(chain, counter, authors, envelope);
  return { ...manifestOf(content, counter), author, hash: hashOf(envelope) };
}

/**
 * The newest manifest is no older than the head that this device knows, and grew out of it; else `RolledBack` or `Forked`.
 * @param {Head | null} known
 * @param {Head | null} newest null where the server serves none
 * @param {Link[]} links every manifest after the known head up to the newest
 */
export function checkHead(known, newest, links) {
  if (!known) return;
  if (!newest || newest.counter < known.counter) throw new RolledBack("Older than what this device has seen");
  if (newest.counter === known.counter) {
    if (newest.hash !== known.hash) throw new Forked("Another manifest under the same number");
    return;
  }
  let head = known;
  for (const link of [...links].sort((a, b) => a.counter - b.counter)) {
    const follows = link.counter === head.counter + 1 || (link.mends === true && link.counter > head.counter);
    if (!follows || link.previous !== head.hash) throw new Forked("The chain is broken");
    head = link;
  }
  if (head.counter !== newest.counter || head.hash !== newest.hash) throw new Forked("The chain does not reach the newest");
}

/**
 * A manifest holds every entry of the one before it, with the same kind and hash; else `Forked`. Only who began the matter may let go of
 * one, or set it aside: anybody else with a key could make a record vanish together with a server.
 * @param {Pick<Manifest, "entries">} before
 * @param {Pick<Manifest, "entries">} after
 * @param {boolean} byKeeper whether who began the matter signed `after`
 */
export function checkGrowth(before, after, byKeeper) {
  if (byKeeper) return;
  const kept = new Set(after.entries.map((entry) => json(entry)));
  if (!before.entries.every((entry) => kept.has(json(entry)))) throw new Forked("A manifest that lets go of a record");
}

/**
 * Of everything served, the one that counts per id and revision, and the entries that a mended manifest lists for them. What opens and is
 * vouched for goes before what opens, and that before what does not: a twin never takes the place of a record that is good.
 * @template {Served & {opens: boolean}} One
 * @param {Entry[]} entries of the last good manifest
 * @param {One[]} served
 * @returns {{counting: One[], entries: Entry[]}}
 */
export function mendedEntries(entries, served) {
  const listed = new Map(entries.map((entry) => [`${entry[0]} ${entry[2]}`, entry]));
  /** @type {Map<string, {one: One, rank: number, entry: Entry}>} */
  const best = new Map();
  for (const one of served) {
    const { id, kind, revision, envelope, opens } = one;
    const name = `${id} ${revision}`;
    const entry = /** @type {Entry} */ ([id, opens ? kind : SET_ASIDE, revision, hashOf(envelope)]);
    const rank = (opens ? 2 : 0) + (json(listed.get(name)) === json(entry) ? 1 : 0);
    if (rank > (best.get(name)?.rank ?? -1)) best.set(name, { one, rank, entry });
  }
  const those = [...best.values()];
  return { counting: those.map(({ one }) => one), entries: those.map(({ entry }) => entry).sort(order) };
}

/**
 * The entries that must be served: all, or of these kinds only, or only the last revision of each record.
 * @param {Entry[]} entries
 * @param {{kinds?: string[], latest?: boolean}} [selection]
 */
export function selected(entries, { kinds, latest = false } = {}) {
  return entries.filter((entry, at) => {
    if (kinds && !kinds.includes(entry[1])) return false;
    // Sorted by id, then revision: the last of an id is followed by another id.
    return !latest || entries[at + 1]?.[0] !== entry[0];
  });
}

/**
 * What is served is exactly what the manifest lists; else `RecordUnlisted`, `RecordChanged` or `RecordMissing`.
 * @param {Entry[]} entries those that must be served
 * @param {Served[]} served
 */
export function checkRecords(entries, served) {
  const listed = new Map(entries.map((entry) => [`${entry[0]} ${entry[2]}`, entry]));
  const seen = new Set();
  for (const { id, kind, revision, envelope } of served) {
    const name = `${id} ${revision}`;
    const entry = listed.get(name);
    if (!entry || seen.has(name)) throw new RecordUnlisted("A record that the manifest does not list");
    if ((entry[1] !== kind && entry[1] !== SET_ASIDE) || entry[3] !== hashOf(envelope)) throw new RecordChanged("Not the record that the manifest lists");
    seen.add(name);
  }
  if (seen.size !== listed.size) throw new RecordMissing("A listed record is not served");
}
