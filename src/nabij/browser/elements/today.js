// *Vandaag*: matters by who is aan zet, overdue first. Aliases only; a name appears when it is asked for.
import { counted, dueWords, el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { loadCards } from "../day/cards.js";
import { byTurn } from "../day/order.js";
import { suspicions } from "../day/watch.js";

/** @typedef {import("../day/cards.js").MatterCard} MatterCard */

const WORDS = ["Nul", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien", "Elf", "Twaalf"];

/** @param {number} count */
const inWords = (count) => WORDS[count] ?? String(count);

const SUSPECT = "Dit apparaat zag eerder iets anders dan wat er nu komt. Er is niets overschreven. Noteer wat je ziet en bel je beheerder voordat je verder werkt.";

class Today extends HTMLElement {
  #onNoted = () => void this.#draw();

  connectedCallback() {
    document.addEventListener("nabij:noted", this.#onNoted);
    void this.#draw();
  }

  disconnectedCallback() {
    document.removeEventListener("nabij:noted", this.#onNoted);
  }

  get #today() {
    return this.dataset.today ?? "";
  }

  async #draw() {
    try {
      const { matters, elsewhere } = await loadCards();
      if (!this.isConnected) return;
      const groups = byTurn(matters, this.#today);
      void this.#check(matters);
      fill(this, this.#sentence(groups), el("div", { class: "turns" }, ...groups.map((group) => this.#group(group)), this.#elsewhere(elsewhere)));
    } catch (error) {
      if (this.isConnected) fill(this, el("p", { class: "error", role: "alert" }, sentenceFor(error)), el("button", { type: "button", class: "button quiet", onclick: () => void this.#draw() }, "Probeer het opnieuw"));
    }
  }

  /** Behind the drawing; silence means that all was well. @param {MatterCard[]} matters */
  async #check(matters) {
    try {
      if ((await suspicions(matters)).length === 0 || !this.isConnected) return;
      this.prepend(el("div", { class: "error-summary", role: "alert" }, el("h2", {}, "De server laat iets weg of geeft iets ouds"), el("p", {}, SUSPECT)));
    } catch (error) {
      // Not checked now is checked with the next drawing; a card that is opened is checked by itself.
      if (this.isConnected) this.dataset.unchecked = error instanceof Error ? error.name : "";
    }
  }

  /** @param {ReturnType<typeof byTurn>} groups */
  #sentence(groups) {
    const mine = groups.find(({ key }) => key === "counsellor")?.matters.length ?? 0;
    const theirs = groups.find(({ key }) => key === "visitor")?.matters.length ?? 0;
    if (groups.length === 0) return el("p", { class: "intro soft" }, "Er loopt nu niets. Een gesprek noteer je met de snelnotitie.");
    const waiting = mine === 0 ? "Niemand wacht op jou." : `${inWords(mine)} ${mine === 1 ? "mens wacht" : "mensen wachten"} op jou.`;
    const thinking = theirs === 0 ? "" : ` ${inWords(theirs)} ${theirs === 1 ? "denkt" : "denken"} er zelf nog over na.`;
    return el("p", { class: "intro soft" }, waiting + thinking);
  }

  /** @param {ReturnType<typeof byTurn>[number]} group */
  #group({ key, title, matters }) {
    return el(
      "section",
      { class: key === "counsellor" ? "turn mine" : "turn", "aria-labelledby": `turn-${key}` },
      el("header", {}, el("h2", { id: `turn-${key}` }, title), el("span", { class: "count" }, String(matters.length), el("span", { class: "unseen" }, ` ${matters.length === 1 ? "kwestie" : "kwesties"}`))),
      ...matters.map((card) => this.#row(card, key)),
    );
  }

  /** @param {MatterCard} card @param {string} key */
  #row(card, key) {
    const day = key === "aftercare" ? card.aftercare : card.due;
    const late = day !== null && day < this.#today;
    const next = card.trouble ? "Deze kaart gaat niet open. Open de kwestie om te zien wat er is." : card.nextStep;
    return el(
      "a",
      { class: "matter", href: `/kwesties/${card.id}/` },
      el("span", { class: "alias" }, card.trouble ? "Niet te openen" : card.alias || "Zonder schuilnaam"),
      el("span", { class: late ? "due late" : "due" }, day ? dueWords(day, this.#today) : "geen datum"),
      el("span", { class: "next" }, next),
      el("span", { class: "where" }, card.organisation.name, card.mine ? null : " · met je gedeeld"),
    );
  }

  /** @param {{name: string, running: number}[]} elsewhere */
  #elsewhere(elsewhere) {
    const others = elsewhere.filter(({ running }) => running > 0);
    if (others.length === 0) return null;
    return el(
      "section",
      { class: "turn" },
      el("header", {}, el("h2", {}, "Bij je collega")),
      ...others.map(({ name, running }) => el("p", { class: "small" }, `${name}: ${counted(running, "kwestie loopt", "kwesties lopen")}. Wat erin staat is van je collega en de inbrenger.`)),
    );
  }
}

customElements.define("nabij-today", Today);
