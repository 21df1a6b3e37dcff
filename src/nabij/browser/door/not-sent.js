// Why something was not sent; the page has a sentence for each.

/**
 * `connection`: no answer came. `busy`: the server asked to wait. `keys`: the keys are not those of the address, or not those known from before.
 * `changed`: who was chosen is no longer there, or something new came in. `words`: no conversation has these words.
 * `full`: there is no room for more.
 * `address`: no mail can go there.
 * @typedef {"connection" | "busy" | "keys" | "changed" | "words" | "full" | "address" | "other"} Trouble
 */

export class NotSent extends Error {
  /** @param {Trouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}
