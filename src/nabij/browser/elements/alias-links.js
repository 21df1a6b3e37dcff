// Links to one's own matters on a page that the server drew: by their alias while the vault is open, by their month while it is shut.
import { allCards } from "../day/own-people.js";
import { session } from "../vault/session.js";

class AliasLinks extends HTMLElement {
  /** What the server said. @type {Map<HTMLElement, string>} */
  #months = new Map();
  #stop = () => {};

  connectedCallback() {
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("a[data-matter]"))) this.#months.set(link, link.textContent ?? "");
    this.#stop = session.onChange(() => void this.#tell());
    void this.#tell();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #tell() {
    if (this.#months.size === 0) return;
    // The month stays where a card does not come or does not open.
    const cards = session.isOpen() ? await allCards().catch(() => []) : [];
    const aliases = new Map(cards.map(({ id, alias }) => [id, alias]));
    for (const [link, month] of this.#months) link.textContent = (session.isOpen() && aliases.get(link.dataset.matter ?? "")) || month;
  }
}

customElements.define("nabij-alias-links", AliasLinks);
