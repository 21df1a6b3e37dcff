// *Signaal* and *Nieuw signaal*: what opens and seals one is loaded by these pages alone.

class SignalPage extends HTMLElement {
  /** @type {import("./signal-desk.js").SignalDesk | null} */
  #desk = null;

  async connectedCallback() {
    const { SignalDesk } = await import("./signal-desk.js");
    if (!this.isConnected || this.#desk) return;
    this.#desk = new SignalDesk(this);
    this.#desk.watch();
    await this.#desk.open();
  }

  disconnectedCallback() {
    this.#desk?.unwatch();
  }
}

class NewSignal extends HTMLElement {
  async connectedCallback() {
    const { drawNew } = await import("./signal-new.js");
    if (this.isConnected) drawNew(this);
  }
}

customElements.define("nabij-signal", SignalPage);
customElements.define("nabij-signal-new", NewSignal);
