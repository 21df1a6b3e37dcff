// *Activiteiten inlezen*: what reads a list of prevention is loaded by this page alone.

class ActivityList extends HTMLElement {
  async connectedCallback() {
    const { drawFile } = await import("./activity-steps.js");
    if (this.isConnected) drawFile(this);
  }
}

customElements.define("nabij-activity-list", ActivityList);
