// What would show more of a report: one classification after another, each in its own place, so that nothing moves under the hand.
import { counted, el, fill } from "../desk/dom.js";
import { mayLeave, visit } from "../desk/pages.js";
import { announce } from "../desk/say.js";
import { getJson, Offline, Refusal } from "../desk/talk.js";

/** @typedef {{sentence: string, gain: number, shown: number, totals: string[], plan: unknown}} Proposal */
/** @typedef {{version: number, proposals: Proposal[]}} Found */

const NONE = "Geen andere indeling laat meer zien.";
const ENDED = "Zoeken lukte niet helemaal. De cijfers hieronder kloppen wel. Laad de pagina opnieuw om verder te zoeken.";
const COMING = "wordt nog bekeken";
const NOT_LOOKED = "niet bekeken";
const TAKING = "Bezig met deze indeling…";
const FIRST_THE_OTHER = "Wacht even: eerst wordt de vorige keuze verwerkt. Deze is nog niet gedaan.";

/** What a proposal brings, in words: figures, and what it tells in all. @param {number} gain @param {string[]} totals */
const gainOf = (gain, totals) => {
  const figures = counted(gain, "cijfer meer", "cijfers meer");
  if (totals.length === 0) return figures;
  return `${gain === 0 ? "even veel cijfers, maar" : `${figures},`} nu ook ${totals.join(" en ")}`;
};

class FigureProposals extends HTMLElement {
  connectedCallback() {
    const names = [...(this.querySelector("template")?.content.querySelectorAll("data") ?? [])];
    const said = el("p", { class: "soft", role: "status" });
    const bar = el("progress", { max: names.length, value: 0, "aria-label": "Zoeken naar indelingen" });
    // Each figure has its place from the start: what is found later never moves what stands above it.
    const places = names.map((one) => ({ name: one.value, heading: one.textContent ?? "", state: el("span", { class: "small soft" }, COMING), list: el("ul", { class: "lines", hidden: true }) }));
    fill(this, said, bar, ...places.map(({ heading, state, list }) => el("section", { class: "offer" }, el("h3", {}, heading, " ", state), list)));
    void this.search(places, said, bar);
  }

  /**
   * @param {{name: string, heading: string, state: HTMLElement, list: HTMLElement}[]} places
   * @param {HTMLElement} said
   * @param {HTMLProgressElement} bar
   */
  async search(places, said, bar) {
    let found = 0;
    said.textContent = "We zoeken welke indelingen meer laten zien.";
    try {
      for (const [place, { name, heading, state, list }] of places.entries()) {
        if (!this.isConnected) return;
        bar.value = place;
        const address = `${this.dataset.address}?indeling=${encodeURIComponent(name)}`;
        const { version, proposals } = /** @type {Found} */ (await getJson(address));
        found += proposals.length;
        fill(list, ...proposals.map((one) => this.line(one, heading, version)));
        list.hidden = proposals.length === 0;
        state.textContent = proposals.length === 0 ? "geen andere indeling laat meer zien" : "";
      }
      said.textContent = found === 0 ? NONE : `${counted(found, "indeling laat", "indelingen laten")} meer zien. Kies er een; je kunt het terugdraaien.`;
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof Offline)) throw error;
      said.textContent = error instanceof Refusal ? error.sentence : ENDED;
      for (const { state } of places) if (state.textContent === COMING) state.textContent = NOT_LOOKED;
    } finally {
      bar.remove();
    }
  }

  /** @param {Proposal} proposal @param {string} heading @param {number} version */
  line({ sentence, gain, totals, plan }, heading, version) {
    const token = document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
    const hidden = (/** @type {string} */ name, /** @type {string} */ value) => el("input", { type: "hidden", name, value });
    const state = el("span", { class: "small soft taking" });
    return el(
      "li",
      {},
      el("span", {}, sentence),
      el("span", { class: "gain" }, gainOf(gain, totals)),
      el(
        "form",
        { method: "post", action: this.dataset.action, onsubmit: (/** @type {SubmitEvent} */ event) => void this.take(event, state) },
        hidden("csrfmiddlewaretoken", token),
        hidden("version", String(version)),
        hidden("plan", JSON.stringify(plan)),
        el("button", { class: "button quiet", name: "do", value: "take" }, "Zo doen", el("span", { class: "unseen" }, `: ${heading}, ${sentence}`)),
        " ",
        state,
      ),
    );
  }

  /** Beside the button, and aloud. @param {HTMLElement} state @param {string} sentence */
  say(state, sentence) {
    state.textContent = sentence;
    announce(sentence);
  }

  /** One choice at a time: each is made of the figures that the one before left. @param {SubmitEvent} event @param {HTMLElement} state */
  async take(event, state) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (this.hasAttribute("data-taking")) return void this.say(state, state.textContent === TAKING ? TAKING : FIRST_THE_OTHER);
    if (!mayLeave(form)) return;
    this.toggleAttribute("data-taking", true);
    const buttons = [...this.querySelectorAll("form button")];
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    this.say(state, TAKING);
    try {
      const body = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form, event.submitter)]));
      await visit({ url: form.action, method: "POST", body }, "push");
    } finally {
      this.toggleAttribute("data-taking", false);
      for (const one of this.querySelectorAll(".taking")) one.textContent = "";
      for (const button of buttons) button.removeAttribute("aria-disabled");
    }
  }
}

customElements.define("nabij-figure-proposals", FigureProposals);
