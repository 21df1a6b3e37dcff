// The seam between the visitor's pages and the vault: what the pages ask of it, and nothing of how it is done.

/** @typedef {import("./answers.js").Answers} Answers */
/** @typedef {import("./answers.js").Who} Who */

/**
 * @typedef {object} Begun
 * @property {string[]} words seven, in order
 * @property {string} due the day on which an answer may be expected at the latest, `YYYY-MM-DD`
 */

/**
 * Why nothing was sent; the page has a sentence for each.
 * `connection`: no answer came. `busy`: the server asked to wait. `keys`: the keys are not those of the address.
 * `changed`: who was chosen is no longer there.
 * @typedef {"connection" | "busy" | "keys" | "changed" | "other"} Trouble
 */

export class NotSent extends Error {
  /** @param {Trouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/**
 * Those of `who` whose keys are not the ones that the fragment of the address names; all of them when it names other
 * keys only, nobody when it is empty. The page then lets nobody type anything.
 * @param {Who} who
 * @param {string} fragment without the #
 * @returns {Promise<string[]>} ids of counsellors
 */
export async function doubted(who, fragment) {
  if (fragment !== "") throw new NotSent("keys");
  return who.counsellors.filter((one) => !one.recipient || !one.sign).map((one) => one.id);
}

/**
 * Seals the answers in the browser, sends them once and gives the words to come back with. Rejects with `NotSent`; what
 * was sent before the answer got lost is sent again unchanged by calling this again with the same object.
 * @param {Answers} answers
 * @returns {Promise<Begun>}
 */
export async function begin(answers) {
  if (answers.chosen.length === 0) throw new NotSent("changed");
  throw new NotSent("other");
}
