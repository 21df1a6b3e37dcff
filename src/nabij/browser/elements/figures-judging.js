// What is known of a report stands there at once: the counts of a large one, the text of a correction. What judging tells comes when it is done.
import { counted, el, fill } from "../desk/dom.js";
import { go } from "../desk/pages.js";

class FiguresJudging extends HTMLElement {
  connectedCallback() {
    const begun = Date.now();
    const told = el("p", { class: "soft" });
    this.append(el("progress", { "aria-label": "Nakijken" }), told);
    this.timer = setInterval(() => fill(told, `${counted(Math.round((Date.now() - begun) / 1000), "seconde", "seconden")} bezig.`), 1000);
    // a form that was sent brought this page, and until it has ended nothing else is asked for
    setTimeout(() => void this.judge(), 0);
  }

  async judge() {
    if (this.isConnected && !(await go(this.dataset.address ?? "", { replace: true }))) this.stop();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  stop() {
    clearInterval(this.timer);
    fill(this, el("p", { class: "tally", role: "status" }, "Nakijken lukte nu niet. Wat hier staat, klopt. Laad de pagina opnieuw om het nog eens te proberen."));
  }
}

customElements.define("nabij-figures-judging", FiguresJudging);
