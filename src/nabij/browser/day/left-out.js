// Which matters the server leaves out of its lists: a keyring knows what must be there.

/** @typedef {import("../vault/keyring.js").Held} Held */
/** @typedef {{matters: {id: string}[], closed: string[], withdrawn: string[]}} Listed what the server says there is, and of what there is no more */

/**
 * Whether a card is served of which the keyring has no key, or a matter without any card and without any key.
 * @param {{id: string, card: {part: import("../vault/record.js").Part, epoch: number} | null}[]} served
 * @param {Held[]} held
 */
export function lacksKey(served, held) {
  const known = new Map(held.map((one) => [one.matter, one]));
  return served.some(({ id, card }) => (card ? !known.get(id)?.[/** @type {import("../vault/record.js").MatterPart} */ (card.part)].includes(card.epoch) : !known.get(id)?.notes.length));
}

/**
 * Matters whose notes one holds keys of, and which are neither running nor closed nor taken back. One's own cannot be taken back.
 * @param {Held[]} held
 * @param {Listed} listed
 * @returns {string[]}
 */
export function missingFrom(held, { matters, closed, withdrawn }) {
  const there = new Set([...matters.map(({ id }) => id), ...closed]);
  const gone = new Set(withdrawn);
  return held.filter(({ matter, mine, notes }) => notes.length > 0 && !there.has(matter) && (mine || !gone.has(matter))).map(({ matter }) => matter);
}

/**
 * Matters of which the server says that one was granted the notes, but which it does not list.
 * @param {[matter: string, part: string, epoch: number][]} granted
 * @param {Listed} listed
 * @returns {string[]} each once
 */
export function grantedButUnlisted(granted, { matters, closed, withdrawn }) {
  const listed = new Set([...matters.map(({ id }) => id), ...closed, ...withdrawn]);
  return [...new Set(granted.flatMap(([matter, part]) => (part === "notes" && !listed.has(matter) ? [matter] : [])))];
}

/**
 * Cards without a name that a colleague showed me and that the server neither serves nor says were taken back.
 * @param {Held[]} held
 * @param {{matter: string}[]} cards
 * @param {Listed} listed
 * @returns {string[]}
 */
export function missingCards(held, cards, { withdrawn }) {
  const there = new Set([...cards.map(({ matter }) => matter), ...withdrawn]);
  return held.filter(({ matter, mine, notes, peer }) => !mine && notes.length === 0 && peer.length > 0 && !there.has(matter)).map(({ matter }) => matter);
}
