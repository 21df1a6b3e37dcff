// <nabij-keys-due>: on *Vandaag*, where a departure asks for a new key to compare with. Of the register alone; behind the list, which does not wait for it.
import { el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { getJson } from "../desk/talk.js";

/** @typedef {{organisation: number, name: string}} Renewing */

/** @param {Renewing[]} renew */
export function keysDue(renew) {
  if (renew.length === 0) return null;
  const rows = renew.map(({ organisation, name }) => el("a", { class: "matter", href: `/patronen/${organisation}/` }, el("span", { class: "alias" }, name), el("span", { class: "due" }, "nu"), el("span", { class: "next" }, "Wie hier vertrok, had de sleutel. Maak een nieuwe.")));
  return el("section", { class: "turn mine", "aria-labelledby": "keys-due" }, el("header", {}, el("h2", { id: "keys-due" }, "Vergelijken"), el("span", { class: "count" }, String(renew.length), el("span", { class: "unseen" }, ` ${renew.length === 1 ? "organisatie" : "organisaties"}`))), ...rows);
}

class KeysDue extends HTMLElement {
  async connectedCallback() {
    try {
      const { renew } = /** @type {{renew: Renewing[]}} */ (await getJson("/patronen/vandaag.json"));
      fill(this, keysDue(renew));
      this.hidden = renew.length === 0;
    } catch (error) {
      if (!this.isConnected) return;
      fill(this, el("p", { class: "soft small", role: "status" }, "Of er een nieuwe sleutel nodig is, kon niet worden opgehaald. ", sentenceFor(error)));
      this.hidden = false;
    }
  }
}

customElements.define("nabij-keys-due", KeysDue);
