// What somebody had seen when they wrote: each message names a manifest, and that one must be in the chain. Pure.
import { exactly, isB64Of, isCount, mustHold } from "./bytes.js";
import { hashOf } from "./envelope.js";

/** @typedef {{epoch: number, counter: number, hash: string}} Seen */

/** @param {Seen} seen */
const nameOf = ({ epoch, counter, hash }) => `${epoch} ${counter} ${hash}`;

/** The manifests that are served, as `unseen` looks them up. @param {{epoch: number, counter: number, envelope: import("./bytes.js").Bytes}[]} manifests */
export const servedNames = (manifests) => new Set(manifests.map(({ epoch, counter, envelope }) => nameOf({ epoch, counter, hash: hashOf(envelope) })));

/** The links of one epoch's chain that hold together. @param {number} epoch @param {{counter: number, hash: string}[]} links */
export const linkNames = (epoch, links) => links.map(({ counter, hash }) => nameOf({ epoch, counter, hash }));

/**
 * Records that name a manifest which is not in the chain, by epoch.
 * @param {ReadonlySet<string>} there
 * @param {{id: string, epoch: number, content: Record<string, unknown>}[]} records
 * @param {number[]} [readable] epochs to go by; all where absent
 * @returns {Map<number, string[]>}
 */
export function unseen(there, records, readable) {
  /** @type {Map<number, string[]>} */
  const odd = new Map();
  for (const { id, epoch, content } of records) {
    const { seen } = content;
    if (seen === undefined || seen === null) continue;
    const named = seenIn(seen);
    if (named && (there.has(nameOf(named)) || readable?.includes(named.epoch) === false)) continue;
    odd.set(epoch, [...(odd.get(epoch) ?? []), id]);
  }
  return odd;
}

/** @param {unknown} value @returns {Seen | null} */
function seenIn(value) {
  try {
    const { epoch, counter, hash } = exactly(value, ["epoch", "counter", "hash"]);
    mustHold(isCount(epoch) && isCount(counter) && isB64Of(hash, 32), "Not a head");
    return { epoch, counter, hash };
  } catch {
    return null;
  }
}
