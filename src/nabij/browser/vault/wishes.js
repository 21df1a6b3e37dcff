// What a visitor asked about themselves, and what of it they took back: told from their own sealed records alone. Pure.

/** @typedef {{kind: string, id: string, content: Record<string, unknown>}} Said */

/** Ids of wishes that their visitor took back. @param {readonly Said[]} records */
export const takenBack = (records) =>
  new Set(records.filter(({ kind, content }) => kind === "wish" && content.about === "taken_back").flatMap(({ content: { wishes } }) => (Array.isArray(wishes) ? wishes.filter((one) => typeof one === "string") : [])));

/**
 * The wishes about this that stand: asked, and not taken back.
 * @template {Said} One
 * @param {readonly One[]} records of one conversation
 * @param {string} about
 * @returns {One[]}
 */
export function standingWishes(records, about) {
  const back = takenBack(records);
  return records.filter(({ kind, id, content }) => kind === "wish" && content.about === about && !back.has(id));
}
