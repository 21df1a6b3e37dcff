// Attachments: sealed before they leave, saved to this device only when asked.
import { el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Offline } from "../desk/talk.js";
import { attach, attachedTo, openAttached, readyFile, sizeWords } from "../day/files.js";
import { writerOf } from "../day/people.js";
import { vault } from "../day/vault.js";
import { MatterSection } from "./matter-section.js";

/** @typedef {import("../day/files.js").Attached} Attached */
/** @typedef {Awaited<ReturnType<typeof readyFile>>} Ready */

const CUT = "Het bestand is niet helemaal aangekomen. Je keuze staat er nog. Probeer het opnieuw zodra je verbinding hebt.";
/** A saved blob is let go of after a minute, in milliseconds; when the vault locks at once. */
const LET_GO = 60 * 1000;

/** @type {Set<string>} */
const addresses = new Set();

/** @param {string} address */
function letGo(address) {
  addresses.delete(address);
  URL.revokeObjectURL(address);
}

vault.session.onChange((open) => {
  if (!open) for (const address of addresses) letGo(address);
});

class MatterFiles extends MatterSection {
  #busy = false;
  #trouble = el("div", { role: "alert" });
  #progress = el("progress", { max: 1, value: 0, "aria-label": "Bestand toevoegen", hidden: true });
  #list = el("ul", { class: "lines files" });
  #chooser = el("input", { type: "file", id: "matter-file" });

  draw() {
    const attached = attachedTo(this.page.matter);
    fill(this.#list, ...attached.map((one) => this.#line(one)));
    this.#list.hidden = attached.length === 0;
    if (this.childElementCount > 0) return;
    this.#chooser.addEventListener("change", () => void this.#chosen());
    fill(
      this,
      el("h2", {}, "Bijlagen"),
      this.#list,
      el("div", { class: "field" }, el("label", { for: "matter-file" }, "Voeg een bestand toe"), el("p", { class: "hint" }, "Hooguit 25 MB. Het wordt versleuteld voordat het je apparaat verlaat, ook de naam."), this.#trouble, this.#progress, this.#chooser),
    );
  }

  /** @param {Attached} attached */
  #line(attached) {
    const state = el("span", { class: "small soft", role: "status" });
    const open = el("button", { type: "button", class: "link", "data-reads": true, onclick: () => void this.#open(attached, state) }, attached.name || "Zonder naam");
    return el("li", {}, attached.served ? open : el("span", {}, attached.name), el("span", { class: "small soft" }, attached.served ? sizeWords(attached.size) : "niet meer bij de server", this.#sentBy(attached)), state);
  }

  /** Who sent it, where that was not oneself. @param {Attached} attached */
  #sentBy({ author }) {
    const by = writerOf(this.page.matter, author);
    return by && ` · van ${by}`;
  }

  /** @param {Attached} attached @param {HTMLElement} state */
  async #open(attached, state) {
    state.textContent = "Even geduld…";
    try {
      const address = URL.createObjectURL(await openAttached(this.page.matter, attached));
      addresses.add(address);
      const link = el("a", { href: address, download: attached.name });
      // In the document for browsers that only follow links that are in it.
      this.append(link);
      link.click();
      link.remove();
      setTimeout(letGo, LET_GO, address);
      state.textContent = "Bewaard op dit apparaat, buiten de kluis.";
    } catch (error) {
      state.textContent = error instanceof Error && error.name === "BadFile" ? "Dit is niet het bestand dat je toevoegde. Het wordt niet geopend. Bel je beheerder." : sentenceFor(error);
    }
  }

  async #chosen() {
    const file = this.#chooser.files?.[0];
    if (!file || this.#busy) return;
    fill(this.#trouble);
    try {
      const ready = await readyFile(file);
      await this.#send(ready);
    } catch (error) {
      if (error instanceof Error && error.name === "TooLarge") this.#tell(`${file.name} is ${sizeWords(file.size)}. Dat is te groot: hooguit 25 MB. Kies een kleiner bestand.`);
      else if (error instanceof DOMException) this.#tell("Dit bestand kan niet gelezen worden. Kies het opnieuw.");
      else this.#tell(sentenceFor(error));
    }
  }

  /** @param {Ready} ready */
  async #send(ready) {
    if (this.#busy) return;
    this.#busy = true;
    this.#chooser.disabled = true;
    this.toggleAttribute("data-unsaved", true);
    fill(this.#trouble);
    this.#progress.hidden = false;
    this.#progress.value = 0;
    try {
      await attach(this.page.matter, ready, (done) => (this.#progress.value = done));
      this.toggleAttribute("data-unsaved", false);
      this.#chooser.value = "";
      await this.page.saved();
      announce("Het bestand ligt in de kluis.");
    } catch (error) {
      const again = el("button", { type: "button", class: "button quiet", onclick: () => void this.#send(ready) }, "Probeer opnieuw");
      this.#tell(`${ready.name}: ${error instanceof Offline ? CUT : sentenceFor(error)}`, again);
    } finally {
      this.#busy = false;
      this.#chooser.disabled = false;
      // A field that is switched off lets go of the keyboard.
      if (this.isConnected && document.activeElement === document.body) this.#chooser.focus({ preventScroll: true });
      this.#progress.hidden = true;
    }
  }

  /** @param {string} sentence @param {...Node} more */
  #tell(sentence, ...more) {
    fill(this.#trouble, el("p", { class: "error" }, sentence), ...more);
  }
}

customElements.define("nabij-matter-files", MatterFiles);
