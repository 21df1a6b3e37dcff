// A mail when there is an answer: asked for with an address that stands open at the server, and stopped.
import { el, fill, minute } from "../desk/dom.js";
import { NotSent } from "./not-sent.js";
import { announce, dayWords, phrase } from "./phrases.js";
import { mailTo } from "./room.js";

/** @typedef {{offered: boolean, on: boolean}} Mail */

class DoorMail extends HTMLElement {
  #busy = false;
  /** By when an answer is promised; null where none is, or that day is past. @type {string | null} */
  #due = null;

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
    this.#due = about.turn === "counsellor" && about.due !== null && about.due >= minute().slice(0, 10) ? about.due : null;
    this.#draw(about.mail);
  }

  /** Without mail nobody is told anything: so it says by when to come back. @param {Mail} mail */
  #draw({ offered, on }) {
    this.#part("none").hidden = offered || on;
    this.#part("off").hidden = !offered || on;
    this.#part("by").hidden = on || this.#due === null;
    this.#part("by").textContent = this.#due === null ? "" : phrase("mail-by", { day: dayWords(this.#due) });
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
