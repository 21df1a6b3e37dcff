// A part that is not right as it is served: what verifies of it all the same, and the manifest that makes it whole again.
import { authorsOf, chainHeadKey, keeperJudge, keysFor, linksAfter, openOne, triedManifests } from "./chain.js";
import { hashOf } from "./envelope.js";
import { UntrustedSigner, VaultError } from "./errors.js";
import { mendedEntries, mendedManifest, sealManifest, SET_ASIDE } from "./manifest.js";
import { isKeepers } from "./keepers.js";
import { chainName } from "./matter.js";

/** @typedef {import("./chain.js").At} At */
/** @typedef {import("./chain.js").OpenedRecord} OpenedRecord */
/** @typedef {import("./chain.js").ServedChain} ServedChain */
/** @typedef {import("./heads.js").HeadStore} HeadStore */
/** @typedef {import("./manifest.js").Entry} Entry */
/** @typedef {import("./manifest.js").Served} Served */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{id: string, kind: string, revision: number}} Named */
/** @typedef {Named & {record: OpenedRecord | null}} Unverified `record`: where it opens, and only no manifest vouches for it */
/** @typedef {{counter: number, previous: string, entries: Entry[]}} Mending the manifest that would list all that opens, and set the rest aside */
/**
 * @typedef {object} Verified
 * @property {OpenedRecord[]} records those that the last good manifest vouches for
 * @property {Unverified[]} unverified served, but not vouched for
 * @property {Named[]} missing vouched for, but not served
 * @property {Named[]} aside set aside before
 * @property {boolean} below the last good manifest is not one that this device saw, or grew out of it
 * @property {boolean} skipped who began the matter mended the part, and passed over what this device saw
 * @property {Mending | null} mending null where this device saw a higher number than the server has: signing below that heals nothing
 */

/**
 * Opens what the last good manifest vouches for, and names the rest. Nothing is written in this part until it is whole again.
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {string} matter
 * @param {ServedChain} served every manifest there is, from the first on, and all records
 * @param {import("./chain.js").Judge} [judge]
 * @returns {Promise<Verified>}
 */
export async function openWhatVerifies(state, heads, matter, served, judge = keeperJudge(state, matter)) {
  const at = { matter, part: served.part, epoch: served.epoch };
  const keys = keysFor(state, at, served.shredKey);
  const authors = authorsOf(state, at, served.people);
  const known = await heads.get(chainHeadKey(state, at));
  const tried = await triedManifests(keys, authors, served.manifests);
  const good = linksAfter(tried, null, judge);
  const last = good.at(-1) ?? null;
  const seen = !known || good.some(({ counter, hash }) => counter === known.counter && hash === known.hash);
  const mended = known !== null && good.some(({ counter }, nth) => counter > known.counter && (good[nth - 1]?.counter ?? 0) < known.counter);
  const sorted = await sortedOut(keys, authors, last?.entries ?? [], served.records);
  const newest = tried.at(-1)?.counter ?? 0;
  const skipped = !seen && mended;
  state.chains.delete(chainName(matter, at.part, at.epoch));
  if (skipped && last && last.counter === newest) await heads.raise(chainHeadKey(state, at), { counter: last.counter, hash: last.hash });
  const previous = last?.hash ?? (tried.length > 0 ? hashOf(tried[tried.length - 1].envelope) : "");
  const mending = !known || newest >= known.counter ? { counter: newest + 1, previous, entries: sorted.entries } : null;
  return { ...sorted.found, below: !seen && !mended, skipped, mending };
}

/**
 * @param {import("./record.js").Keys} keys
 * @param {ReadonlySet<string>} authors
 * @param {Entry[]} entries of the last good manifest
 * @param {Served[]} served
 */
async function sortedOut(keys, authors, entries, served) {
  const listed = new Map(entries.map((entry) => [`${entry[0]} ${entry[2]}`, entry]));
  const found = { records: /** @type {OpenedRecord[]} */ ([]), unverified: /** @type {Unverified[]} */ ([]), missing: /** @type {Named[]} */ ([]), aside: /** @type {Named[]} */ ([]) };
  const tried = await Promise.all(served.map(async (one) => {
    const record = await openedOrNull(keys, authors, one);
    return { ...one, record, opens: record !== null };
  }));
  const { counting, entries: after } = mendedEntries(entries, tried);
  for (const one of tried) {
    const { id, kind, revision, envelope, record } = one;
    const entry = listed.get(`${id} ${revision}`);
    // A twin of a record that counts is named, and never stands for it.
    const vouched = counting.includes(one) && entry?.[3] === hashOf(envelope);
    if (record && vouched && entry[1] === kind) found.records.push(record);
    else if (!record && vouched && entry[1] === SET_ASIDE) found.aside.push({ id, kind, revision });
    else found.unverified.push({ id, kind, revision, record });
  }
  const there = new Set(after.map(([id, , revision]) => `${id} ${revision}`));
  found.missing = entries.filter(([id, kind, revision]) => kind !== SET_ASIDE && !there.has(`${id} ${revision}`)).map(([id, kind, revision]) => ({ id, kind, revision }));
  return { found, entries: after };
}

/** @param {import("./record.js").Keys} keys @param {ReadonlySet<string>} authors @param {Served} record */
async function openedOrNull(keys, authors, record) {
  try {
    return await openOne(keys, authors, record);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/**
 * The manifest that makes a part whole again, signed by who began the matter; call `manifestSaved` once the server has it.
 * @param {Opened} state
 * @param {At} at
 * @param {Mending} mending
 */
export async function mendedNext(state, at, mending) {
  if (!isKeepers(state, at.matter, state.signer.sign)) throw new UntrustedSigner("Begun by someone else");
  const manifest = mendedManifest(mending);
  const envelope = await sealManifest(keysFor(state, at), state.signer, manifest);
  return { ...at, counter: manifest.counter, envelope, head: { counter: manifest.counter, hash: hashOf(envelope) }, manifest };
}
