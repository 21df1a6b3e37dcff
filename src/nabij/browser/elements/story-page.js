// *Het verhaal* of a report: what opens and seals it is loaded by this page alone.

class StoryPage extends HTMLElement {
  /** @type {import("./story-desk.js").StoryDesk | null} */
  #desk = null;

  async connectedCallback() {
    const { StoryDesk } = await import("./story-desk.js");
    if (!this.isConnected || this.#desk) return;
    this.#desk = new StoryDesk(this);
    await this.#desk.start();
  }

  disconnectedCallback() {
    this.#desk?.stop();
  }
}

customElements.define("nabij-story", StoryPage);
