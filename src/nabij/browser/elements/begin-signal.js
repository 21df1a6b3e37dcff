// <nabij-begin-signal>: a link to *Nieuw signaal* that takes along what the page shows here: why, where, when, and one's own matters.
import { carry } from "../day/carried.js";

class BeginSignal extends HTMLElement {
  #onClick = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Element) || !event.target.closest("a")) return;
    const { organisation = "", reason = "", text = "", from = "" } = this.dataset;
    const shown = /** @type {NodeListOf<HTMLElement>} */ (this.closest("section")?.querySelectorAll("a[data-matter]") ?? []);
    carry({ organisation: Number(organisation), reason, text, from, matters: [...shown].map((one) => one.dataset.matter ?? "") });
  };

  connectedCallback() {
    // before the page takes the click as a way to go
    this.addEventListener("click", this.#onClick, { capture: true });
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#onClick, { capture: true });
  }
}

customElements.define("nabij-begin-signal", BeginSignal);
