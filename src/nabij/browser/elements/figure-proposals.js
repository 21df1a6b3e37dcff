// What would show more of a report: one classification after another, so that the page is there at once.
import { counted, el, fill } from "../desk/dom.js";
import { getJson, Offline, Refusal } from "../desk/talk.js";

/** @typedef {{sentence: string, gain: number, shown: number, plan: unknown}} Proposal */
/** @typedef {{version: number, proposals: Proposal[]}} Found */

const FIRST = 4;
const NONE = "Geen andere indeling laat meer zien. Zo is het goed.";
const ENDED = "Zoeken lukte niet helemaal. De cijfers hieronder kloppen wel. Laad de pagina opnieuw om verder te zoeken.";

class FigureProposals extends HTMLElement {
  connectedCallback() {
    const names = [...(this.querySelector("template")?.content.querySelectorAll("data") ?? [])];
    const said = el("p", { class: "soft", role: "status" });
    const bar = el("progress", { max: names.length, value: 0, "aria-label": "Zoeken naar indelingen" });
    const list = el("ul", { class: "lines", hidden: true });
    fill(this, said, bar, list);
    void this.search(names.map((one) => ({ name: one.value, heading: one.textContent ?? "" })), { said, bar, list });
  }

  /**
   * @param {{name: string, heading: string}[]} names
   * @param {{said: HTMLElement, bar: HTMLProgressElement, list: HTMLElement}} parts
   */
  async search(names, { said, bar, list }) {
    /** @type {{gain: number, line: HTMLElement}[]} */
    const found = [];
    said.textContent = "We zoeken welke indelingen meer laten zien.";
    try {
      for (const [place, { name, heading }] of names.entries()) {
        if (!this.isConnected) return;
        bar.value = place;
        const address = `${this.dataset.address}?indeling=${encodeURIComponent(name)}`;
        const { version, proposals } = /** @type {Found} */ (await getJson(address));
        found.push(...proposals.map((one) => ({ gain: one.gain, line: this.line(one, heading, version) })));
        this.draw(found, list);
      }
      said.textContent = found.length === 0 ? NONE : `${counted(found.length, "indeling laat", "indelingen laten")} meer zien. Kies er een; je kunt het terugdraaien.`;
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof Offline)) throw error;
      said.textContent = error instanceof Refusal ? error.sentence : ENDED;
    } finally {
      bar.remove();
    }
  }

  /** The best first; what is beyond the first few waits behind a fold. @param {{gain: number, line: HTMLElement}[]} found @param {HTMLElement} list */
  draw(found, list) {
    const lines = [...found].sort((one, other) => other.gain - one.gain).map(({ line }) => line);
    fill(list, ...lines.slice(0, FIRST));
    list.hidden = lines.length === 0;
    const rest = lines.slice(FIRST);
    const fold = this.querySelector("details") ?? el("details", {}, el("summary"), el("ul", { class: "lines" }));
    fill(/** @type {Element} */ (fold.querySelector("summary")), counted(rest.length, "ander voorstel", "andere voorstellen"));
    fill(/** @type {Element} */ (fold.querySelector("ul")), ...rest);
    if (rest.length > 0) this.append(fold);
  }

  /** @param {Proposal} proposal @param {string} heading @param {number} version */
  line({ sentence, gain, plan }, heading, version) {
    const token = document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
    const hidden = (/** @type {string} */ name, /** @type {string} */ value) => el("input", { type: "hidden", name, value });
    return el(
      "li",
      {},
      el("span", {}, sentence, el("br"), el("span", { class: "small soft" }, heading)),
      el("span", { class: "gain" }, counted(gain, "cijfer meer", "cijfers meer")),
      el(
        "form",
        { method: "post", action: this.dataset.action },
        hidden("csrfmiddlewaretoken", token),
        hidden("version", String(version)),
        hidden("plan", JSON.stringify(plan)),
        el("button", { class: "button quiet", name: "do", value: "take" }, "Zo doen", el("span", { class: "unseen" }, `: ${sentence}`)),
      ),
    );
  }
}

customElements.define("nabij-figure-proposals", FigureProposals);
