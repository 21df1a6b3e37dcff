// What was said in a conversation, in the order in which it was said. Pure.

/** @typedef {{kind: string, epoch?: number, content: Record<string, unknown>}} Said */

/** What its writer had seen when they wrote it: each says more than the one before. @param {Said} one */
function seenBy({ content }) {
  const { counter } = /** @type {{counter?: unknown}} */ (content.seen ?? {});
  return typeof counter === "number" ? counter : 0;
}

/**
 * Those of these kinds, by epoch, then by the manifest that their writer had seen; a device's clock decides only where nothing else does.
 * @template {Said} One
 * @param {readonly One[]} records
 * @param {...string} kinds
 * @returns {One[]}
 */
export const saidInOrder = (records, ...kinds) =>
  records
    .filter(({ kind }) => kinds.includes(kind))
    .sort((one, other) => (one.epoch ?? 1) - (other.epoch ?? 1) || seenBy(one) - seenBy(other) || String(one.content.written ?? "").localeCompare(String(other.content.written ?? "")));
