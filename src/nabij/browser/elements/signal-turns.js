// *Signalen*: while visitors are asked, whose turn it is stands in one's own matters. A line goes under the words that are so for who looks.
import { el } from "../desk/dom.js";
import { TURNS, turnOf } from "../day/signal-turn.js";
import { VaultError } from "../vault/errors.js";
import { session } from "../vault/session.js";
import { Offline, Refusal } from "../desk/talk.js";

class SignalTurns extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = session.onChange(() => void this.#tell());
    void this.#tell();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #tell() {
    if (!session.isOpen()) return;
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("li[data-asks]"))) {
      try {
        const whose = await turnOf(line.dataset.asks ?? "");
        if (whose && session.isOpen() && this.isConnected) this.#moveTo(line, TURNS[whose]);
      } catch (error) {
        // It stays where the server put it; its own page says why it does not open.
        if (!(error instanceof Refusal || error instanceof Offline || error instanceof VaultError)) throw error;
      }
    }
  }

  /** Under this heading, which is made where there is none. @param {HTMLElement} line @param {string} title */
  #moveTo(line, title) {
    const from = /** @type {HTMLElement} */ (line.parentElement);
    delete line.dataset.asks;
    const there = [...this.querySelectorAll("h2")].find(({ textContent }) => textContent === title);
    if (there) there.nextElementSibling?.append(line);
    else from.previousElementSibling?.before(el("h2", {}, title), el("ul", { class: "lines signals" }, line));
    if (from.children.length > 0) return;
    from.previousElementSibling?.remove();
    from.remove();
  }
}

customElements.define("nabij-signal-turns", SignalTurns);
