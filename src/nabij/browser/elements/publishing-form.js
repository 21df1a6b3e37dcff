// What cannot be taken back is sent once, and what happens is said meanwhile: *Uitbrengen* judges the figures once more,
// which takes long. `data-slow` says something else, `data-doing` what is done.
import { el, fill } from "../desk/dom.js";
import { visit } from "../desk/pages.js";

const SLOW = "Even geduld. De cijfers worden nog één keer nagekeken, naast alles wat eerder uitging. Dat kan een minuut duren. Laat deze pagina open.";
/** So long, in milliseconds, nothing needs to be said. */
const AT_ONCE = 1000;

class PublishingForm extends HTMLElement {
  #busy = el("div", {});

  connectedCallback() {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => void this.#send(form, event));
    form?.prepend(this.#busy);
  }

  /** @param {HTMLFormElement} form @param {SubmitEvent} event */
  async #send(form, event) {
    event.preventDefault();
    if (this.hasAttribute("data-sending")) return;
    this.toggleAttribute("data-sending", true);
    const [button, back] = [form.querySelector("button"), form.querySelector("a")];
    button?.setAttribute("aria-disabled", "true");
    back?.toggleAttribute("hidden", true);
    const slow = setTimeout(() => fill(this.#busy, el("p", { class: "soft", role: "status" }, this.dataset.slow ?? SLOW), el("progress", { "aria-label": this.dataset.doing ?? "Uitbrengen" })), AT_ONCE);
    try {
      const body = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]));
      await visit({ url: location.href, method: "POST", body }, "push");
    } finally {
      clearTimeout(slow);
      fill(this.#busy);
      button?.removeAttribute("aria-disabled");
      back?.toggleAttribute("hidden", false);
      this.toggleAttribute("data-sending", false);
    }
  }
}

customElements.define("nabij-publishing", PublishingForm);
