// *Importeren*: what reads and seals a spreadsheet is loaded by this page alone.

class ImportPage extends HTMLElement {
  /** @type {import("./import-steps.js").Steps | null} */
  #steps = null;

  async connectedCallback() {
    const { Steps } = await import("./import-steps.js");
    if (!this.isConnected || this.#steps) return;
    this.#steps = new Steps(this);
    await this.#steps.start();
  }

  disconnectedCallback() {
    this.#steps?.stop();
  }
}

customElements.define("nabij-import", ImportPage);
