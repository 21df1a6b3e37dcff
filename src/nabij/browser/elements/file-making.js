// Files that the server makes when they are asked for, which may take seconds: what happens is said beside the link, and each is asked for once.
import { addressed } from "../desk/address.js";
import { el } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { getBytes } from "../desk/talk.js";

const MAKING = "Bezig met maken…";
const DONE = addressed("Klaar. Het bestand staat bij je downloads.", "Klaar. Het bestand staat bij uw downloads.");
/** So long, in milliseconds, nothing needs to be said, and so long the browser may take to save what it was handed. */
const AT_ONCE = 300;
const LET_GO = 60 * 1000;

class FileMaking extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("data-ready")) return;
    this.toggleAttribute("data-ready", true);
    for (const link of this.querySelectorAll("a[download]")) {
      const said = el("span", { class: "small soft", role: "status" });
      // Behind the whole line, so that no word of it is pushed away.
      (link.closest("li") ?? link.parentElement ?? this).append(" ", said);
      link.addEventListener("click", (event) => this.#onClick(/** @type {HTMLAnchorElement} */ (link), said, /** @type {MouseEvent} */ (event)));
    }
  }

  /** @param {HTMLAnchorElement} link @param {HTMLElement} said @param {MouseEvent} event */
  #onClick(link, said, event) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-disabled")) void this.#make(link, said);
  }

  /** @param {HTMLAnchorElement} link @param {HTMLElement} said */
  async #make(link, said) {
    link.setAttribute("aria-disabled", "true");
    said.textContent = "";
    const slow = setTimeout(() => (said.textContent = MAKING), AT_ONCE);
    try {
      const bytes = await getBytes(link.href);
      if (!this.isConnected) return;
      this.#save(bytes, link.download);
      said.textContent = DONE;
    } catch (error) {
      said.textContent = sentenceFor(error);
    } finally {
      clearTimeout(slow);
      link.removeAttribute("aria-disabled");
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes @param {string} name */
  #save(bytes, name) {
    const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    const link = el("a", { href: address, download: name, hidden: true });
    // In the document for browsers that only follow links that are in it.
    this.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), LET_GO);
  }
}

customElements.define("nabij-file-making", FileMaking);
