// *Kwam deze inbrenger eerder bij jou?* in the quick note: which of one's own matters was theirs. Only aliases, and only from this browser.
import { el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { allCards } from "../day/own-people.js";

/** @typedef {import("../day/cards.js").MatterCard} MatterCard */

/** Those that a visitor may have come with before, running ones first. Pure. @param {MatterCard[]} cards @param {number} organisation */
export const earlierAt = (cards, organisation) =>
  cards.filter(({ mine, trouble, organisation: here }) => mine && !trouble && here.id === organisation)
    .sort((one, other) => Number(Boolean(one.closed_month)) - Number(Boolean(other.closed_month)) || one.alias.localeCompare(other.alias, "nl"));

const nobody = () => el("option", { value: "" }, "Nee, of niet bij mij");

class CameBefore extends HTMLElement {
  /** @type {Promise<MatterCard[]> | null} */
  #cards = null;

  connectedCallback() {
    this.#details.addEventListener("toggle", () => void (this.#details.open && this.offer()));
    this.#form.addEventListener("change", ({ target }) => void (/** @type {HTMLInputElement} */ (target).name === "organisation" && this.#details.open && this.offer()));
    // Begun anew: the next one may be anybody, and there may be a matter more.
    this.#form.addEventListener("reset", () => {
      this.#cards = null;
      this.#details.open = false;
      fill(this.#select, nobody());
    });
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.closest("form"));
  }

  get #details() {
    return /** @type {HTMLDetailsElement} */ (this.querySelector("details"));
  }

  get #select() {
    return /** @type {HTMLSelectElement} */ (this.querySelector("select"));
  }

  /** What may be chosen at the organisation that was chosen. @param {string} [wanted] of an earlier draft */
  async offer(wanted) {
    const said = /** @type {HTMLElement} */ (this.querySelector("[data-part=came-said]"));
    const organisation = Number(new FormData(this.#form).get("organisation"));
    const asked = (this.#cards ??= allCards());
    try {
      const found = earlierAt(await asked, organisation);
      // Begun anew while it was fetched: then this was about somebody else.
      if (asked !== this.#cards) return;
      const chosen = wanted ?? this.#select.value;
      fill(this.#select, nobody(), ...found.map(({ id, alias, closed_month: closed }) => el("option", { value: id }, `${alias || "Zonder schuilnaam"}${closed ? " (afgesloten)" : ""}`)));
      // Not as an attribute, to which the form would go back when the next note begins.
      this.#select.value = found.some(({ id }) => id === chosen) ? chosen : "";
      fill(said, organisation === 0 ? "Kies eerst bij welke organisatie dit hoort." : found.length === 0 ? "Je hebt hier nog geen andere kwestie." : "");
      if (wanted) this.#details.open = true;
    } catch (error) {
      if (asked !== this.#cards) return;
      this.#cards = null;
      fill(said, sentenceFor(error));
    }
  }
}

customElements.define("nabij-came-before", CameBefore);
