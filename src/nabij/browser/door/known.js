// What the counsellor knows of the visitor, as the visitor said it; and what a change makes of that. Pure.

/** @typedef {{called: string, name: string, phone: string, email: string, when: string, voicemail: boolean | null}} Known */

/** What who came with a code said of themselves here before they said anything; how they are known the counsellor told before. */
export const NOTHING_SAID = { called: "", name: "", phone: "", email: "", how: "", when: "", voicemail: null, standby: [] };

/** In the order in which they are asked. */
export const ASKED = /** @type {const} */ (["called", "name", "phone", "email", "when"]);

/** @param {Record<string, unknown>} content of the newest `contact` @returns {Known} */
export function knownFrom(content) {
  const text = (/** @type {string} */ name) => (typeof content[name] === "string" ? content[name] : "");
  const { voicemail } = content;
  return { called: text("called"), name: text("name"), phone: text("phone"), email: text("email"), when: text("when"), voicemail: typeof voicemail === "boolean" ? voicemail : null };
}

/**
 * What is told before it is done: each field that becomes known or other, and each that is taken back.
 * @param {Known} before
 * @param {Known} after
 * @returns {{field: keyof Known, how: "told" | "taken"}[]}
 */
export const changesBetween = (before, after) =>
  /** @type {(keyof Known)[]} */ ([...ASKED, "voicemail"])
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, how: after[field] === "" || after[field] === null ? "taken" : "told" }));

/**
 * By which sentences of the page somebody reads how they are known: by whom they write to, and by who runs the server, where an address for mail stands open.
 * @param {import("../vault/visitor-standing.js").Standing} standing
 * @param {{spokenBefore: boolean, mailed: boolean}} beside
 * @returns {string[]}
 */
export function standingPhrases(standing, { spokenBefore, mailed }) {
  if (standing === "anonymous" && !spokenBefore) return [mailed ? "known-mailed" : "known-anonymous"];
  return [standing === "anonymous" ? "known-invited" : `known-${standing}`, ...(mailed ? ["known-mail"] : [])];
}

/** The whole body of the next `contact`: what is not asked here goes along, who stands by above all. @param {Record<string, unknown>} content @param {Known} after */
export function nextContact(content, after) {
  const { written: _, ...kept } = content;
  return { ...kept, ...after };
}
