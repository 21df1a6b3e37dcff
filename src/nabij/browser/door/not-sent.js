// Why something was not sent; the page has a sentence for each.

/**
 * `connection`: no answer came. `busy`: the server asked to wait. `keys`: the keys are not those of the address, or not those known from before.
 * `changed`: who was chosen is no longer there, or something new came in. `words`: no conversation has these words.
 * `full`: there is no room for more.
 * `address`: no mail can go there.
 * `gone`: something of the conversation is missing, older or exchanged; `shut`: so much of it that it does not open. `forged`: a consent is.
 * @typedef {"connection" | "busy" | "keys" | "changed" | "words" | "full" | "address" | "gone" | "shut" | "forged" | "other"} Trouble
 */

export class NotSent extends Error {
  /** @param {Trouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Names of errors that say that somebody else's key is in play. */
const OF_KEYS = new Set(["SubstitutedKey", "UntrustedSigner", "UntrustedAuthor", "ForgedSignature", "Misaddressed", "WrongContext"]);

/**
 * Why nothing is to be written in a conversation: what of it does not verify. Null where all of it does.
 * @param {{troubles: {name: string}[], regie: {trouble: string | null}}} conversation
 * @returns {"forged" | "keys" | "gone" | null}
 */
export function doubtIn({ troubles, regie }) {
  if (troubles.length === 0) return null;
  if (regie.trouble) return "forged";
  return troubles.some(({ name }) => OF_KEYS.has(name)) ? "keys" : "gone";
}

/** Whether it says that something of the conversation does not verify. @param {unknown} error */
export const isDoubt = (error) => error instanceof NotSent && ["keys", "gone", "shut", "forged"].includes(error.trouble);

/** The name of the sentence, in an open conversation, for what went wrong. @param {unknown} error */
export const talkTrouble = (error) => `talk-trouble-${error instanceof NotSent && error.trouble !== "full" && error.trouble !== "address" ? error.trouble : "other"}`;
