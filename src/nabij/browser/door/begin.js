// What the visitor's pages ask of the vault, which comes only when it is needed: it is larger than the pages.

/** @typedef {import("./answers.js").Answers} Answers */
/** @typedef {import("./answers.js").Who} Who */

/**
 * @typedef {object} Begun
 * @property {string[]} words seven, in order
 * @property {string} due the day on which an answer may be expected at the latest, `YYYY-MM-DD`
 */

/**
 * Those of `who` whose keys are not the ones that the fragment of the address names; all of them when it cannot be read, nobody when it is empty. The page
 * then lets nobody type anything to them.
 * @param {Who} who
 * @param {string} fragment without the #
 * @returns {Promise<string[]>} ids of counsellors
 */
export async function doubted(who, fragment) {
  if (fragment === "") return who.counsellors.filter((one) => !one.recipient || !one.sign).map((one) => one.id);
  const { otherKeys } = await import("./room.js");
  return otherKeys(who, fragment);
}

/**
 * Seals the answers in the browser, sends them once and gives the words to come back with. Rejects with `NotSent`; what
 * was sent before the answer got lost is sent again unchanged by calling this again with the same object.
 * @param {Answers} answers
 * @param {Element} status beside which stands how far it is
 * @returns {Promise<Begun>}
 */
export async function begin(answers, status) {
  const [room, { during }] = await Promise.all([import("./room.js"), import("./working.js")]);
  return during(status, (onProgress) => room.begin(answers, onProgress));
}
