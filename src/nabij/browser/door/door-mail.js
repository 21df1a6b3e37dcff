// A mail when there is an answer: asked for with an address that stands open at the server, and stopped.
import { el, fill } from "../desk/dom.js";
import { NotSent } from "./not-sent.js";
import { announce, phrase } from "./phrases.js";
import { mailTo } from "./room.js";

/** @typedef {{offered: boolean, on: boolean}} Mail */

class DoorMail extends HTMLElement {
  #busy = false;

  connectedCallback() {
    this.#part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      void this.#change(this.#field().value.trim());
    });
    this.#part("stop").addEventListener("click", () => void this.#change(null));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-mail-${name}]`));
  }

  #field() {
    return /** @type {HTMLInputElement} */ (this.querySelector("#mail-address"));
  }

  /** @param {import("./room.js").Shown} shown */
  show({ about }) {
    this.hidden = false;
    this.#draw(about.mail);
  }

  /** @param {Mail} mail */
  #draw({ offered, on }) {
    this.#part("none").hidden = offered || on;
    this.#part("ask").hidden = !offered || on;
    this.#part("on").hidden = !on;
  }

  /** @param {string | null} address null to stop */
  async #change(address) {
    if (this.#busy) return;
    this.#tell(null);
    this.#busy = true;
    try {
      const { mail } = await mailTo(address);
      this.#field().value = "";
      /** @type {HTMLDetailsElement} */ (this.#part("ask")).open = false;
      this.#draw(mail);
      // who gives the server an address is no longer anonymous to it: what stands above says so at once
      this.dispatchEvent(new CustomEvent("door-mailed", { bubbles: true, detail: mail }));
      this.#part("stopped").hidden = address !== null;
      announce(phrase(address === null ? "mail-stopped" : "mail-started"));
      // What had the focus is gone.
      this.#part(address === null ? "stopped" : "stop").focus();
    } catch (error) {
      const trouble = error instanceof NotSent ? error.trouble : "other";
      this.#tell(phrase(trouble === "address" ? "mail-address" : `talk-trouble-${trouble === "connection" || trouble === "busy" ? trouble : "other"}`));
    } finally {
      this.#busy = false;
    }
  }

  /** @param {string | null} sentence */
  #tell(sentence) {
    const place = this.#part("trouble");
    place.hidden = sentence === null;
    fill(place, sentence === null ? null : el("p", {}, sentence));
    if (sentence !== null) place.focus();
  }
}

customElements.define("door-mail", DoorMail);
