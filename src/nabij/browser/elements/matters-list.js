// The list of matters: running, closed by page, cards that colleagues showed me, and search through everything that is unlocked.
import { counted, dueWords, el, fill, monthName } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { loadCards, loadClosed } from "../day/cards.js";
import { byTurn, readsAlong, turnFor } from "../day/order.js";
import { missingCards } from "../day/left-out.js";
import { loadPeerCards } from "../day/peer-card.js";
import { readAll, search, versionsOf } from "../day/search.js";
import { loadColleagues, vault } from "../day/vault.js";
import { comparedWith } from "./matter-fingerprint.js";
import { prose } from "./matter-section.js";
import { meaning } from "./matter-troubles.js";
import { missingMatters } from "./matters-missing.js";

/** @typedef {import("../day/cards.js").MatterCard} MatterCard */
/** @typedef {import("../day/peer-card.js").PeerCard} PeerCard */
/** @typedef {ReturnType<typeof search>[number]} Found */

const REST = 200;

/** @param {MatterCard} card */
const nameOf = (card) => (card.trouble ? "Niet te openen" : card.alias || "Zonder schuilnaam");

class MattersList extends HTMLElement {
  /** @type {MatterCard[]} */
  #running = [];
  /** Whether the running matters arrived. @type {Promise<boolean>} */
  #arrived = Promise.resolve(false);
  /** @type {MatterCard[] | null} */
  #everything = null;
  /** @type {Map<string, string>} */
  #versions = new Map();
  #typing = 0;
  /** @type {Promise<void> | null} */
  #reading = null;

  connectedCallback() {
    const field = this.#search;
    field.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.#typed(0);
    });
    field.addEventListener("input", () => this.#typed(REST));
    this.#arrived = this.#draw();
  }

  get #today() {
    return this.dataset.today ?? "";
  }

  get #search() {
    return /** @type {HTMLInputElement} */ (this.querySelector("input[type=search]"));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @returns {Promise<boolean>} */
  async #draw() {
    try {
      const held = await vault.heldMatters();
      // One after the other: both keep new keys, and two savings of the keyring at once can lose the second.
      const [list, peers] = [await loadCards(), await loadPeerCards()];
      if (!this.isConnected) return false;
      const { matters, missing } = list;
      fill(this.#part("missing"), missingMatters([...missing, ...missingCards(held, peers, list)]));
      this.#running = matters;
      this.#drawRunning(matters.filter(({ closed_month: closed }) => !closed));
      this.#drawPeers(peers);
      await this.#drawClosed(1);
      return true;
    } catch (error) {
      const again = () => {
        this.#arrived = this.#draw();
      };
      if (this.isConnected) fill(this.#part("running"), el("p", { class: "error", role: "alert" }, sentenceFor(error)), el("button", { type: "button", class: "button quiet", onclick: again }, "Probeer het opnieuw"));
      return false;
    }
  }

  /** @param {MatterCard[]} running */
  #drawRunning(running) {
    const place = this.#part("running");
    const heading = el("header", {}, el("h2", { id: "running" }, "Lopend"), el("span", { class: "count" }, String(running.length), el("span", { class: "unseen" }, " kwesties")));
    if (running.length === 0) return fill(place, el("section", { class: "turn", "aria-labelledby": "running" }, heading, el("p", { class: "soft" }, "Er loopt nu niets. Een kwestie begint met een gesprek: ", el("a", { href: "/snelnotitie/" }, "noteer een gesprek"), ".")));
    const ordered = byTurn(running, this.#today).flatMap(({ title, matters }) => matters.map((card) => this.#row(card, title)));
    return fill(place, el("section", { class: "turn", "aria-labelledby": "running" }, heading, ...ordered));
  }

  /** @param {MatterCard} card @param {string} line @param {Node | null} [why] */
  #row(card, line, why = null) {
    const late = !card.closed_month && card.due !== null && card.due < this.#today;
    const when = card.closed_month ? `afgesloten in ${monthName(card.closed_month)}` : card.due ? dueWords(card.due, this.#today) : "geen datum";
    const next = card.trouble ? "Deze kaart gaat niet open. Open de kwestie om te zien wat er is." : card.closed_month ? "" : card.nextStep;
    return el(
      "a",
      { class: "matter", href: `/kwesties/${card.id}/` },
      el("span", { class: "alias" }, nameOf(card)),
      el("span", { class: late ? "due late" : "due" }, when),
      el("span", { class: "next" }, why ?? next),
      el("span", { class: "where" }, [card.organisation.name, card.mine ? "" : readsAlong(card) ? `je leest mee bij ${card.keeper.name}` : `van ${card.keeper.name}, die hier niet meer werkt`].filter(Boolean).join(" · ")),
      line && el("span", { class: turnFor(card) === "counsellor" ? "small clay" : "small soft" }, line),
    );
  }

  /** @param {number} page */
  async #drawClosed(page) {
    const { matters, pages } = await loadClosed(page);
    if (!this.isConnected) return;
    const place = this.#part("closed");
    const heading = el("header", {}, el("h2", { id: "closed", tabindex: -1 }, "Afgesloten"), pages > 1 && el("span", { class: "count" }, `pagina ${page} van ${pages}`));
    const turn = (/** @type {number} */ to, /** @type {string} */ label) => el("button", { type: "button", class: "button quiet", onclick: () => void this.#turnTo(to) }, label);
    const ways = pages > 1 && el("div", { class: "actions", role: "group", "aria-label": "Bladeren in afgesloten kwesties" }, page > 1 && turn(page - 1, "Nieuwere"), page < pages && turn(page + 1, "Oudere"));
    const rows = matters.length > 0 ? matters.map((card) => this.#row(card, "")) : [el("p", { class: "soft" }, "Nog niets afgesloten. Een inbrenger kan altijd terugkomen, ook daarna.")];
    fill(place, el("section", { class: "turn", "aria-labelledby": "closed" }, heading, ...rows, ways));
  }

  /** @param {number} page */
  async #turnTo(page) {
    try {
      await this.#drawClosed(page);
      const heading = /** @type {HTMLElement | null} */ (this.querySelector("#closed"));
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView();
    } catch (error) {
      announce(sentenceFor(error));
    }
  }

  /** @param {PeerCard[]} cards */
  #drawPeers(cards) {
    if (cards.length === 0) return fill(this.#part("peers"));
    return fill(this.#part("peers"), el("section", { class: "turn", "aria-labelledby": "peers" }, el("header", {}, el("h2", { id: "peers" }, "Kaarten van je collega's")), el("p", { class: "small soft" }, "Zonder naam, om samen over na te denken. De kwestie zelf zie je niet."), ...cards.map((card) => this.#peer(card))));
  }

  /** @param {PeerCard} card */
  #peer({ from, granter, organisation, situation, question, trouble }) {
    const about = el("p", { class: "small soft" }, `Van ${from} · ${organisation}`);
    if (!trouble) return el("article", { class: "peer-card" }, about, prose(situation), el("p", { class: "voice prose" }, question));
    if (trouble !== "UntrustedSigner") return el("article", { class: "peer-card" }, about, el("p", {}, meaning(trouble)));
    const ask = async () => {
      const colleague = (await loadColleagues()).find(({ id }) => id === granter);
      if (colleague && (await comparedWith(colleague))) await this.#draw();
    };
    return el("article", { class: "peer-card" }, about, el("p", {}, `Vergelijk eerst de cijfers met ${from}. Daarna gaat de kaart open.`), el("button", { type: "button", class: "button quiet", onclick: () => void ask() }, "Vergelijk de cijfers"));
  }

  /** @param {number} rest in milliseconds */
  #typed(rest) {
    clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.#find(), rest);
  }

  #find() {
    const typed = this.#search.value.trim();
    this.#part("lists").hidden = typed !== "";
    if (typed === "") {
      // The next question is asked anew of what is there then.
      this.#everything = null;
      fill(this.#part("found"));
      fill(this.#part("progress"));
      return;
    }
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
    this.#drawFound();
  }

  #drawFound() {
    if (!this.isConnected || this.#search.value.trim() === "") return;
    const found = search(this.#everything ?? this.#running, this.#search.value);
    const rows = found.map(({ card, excerpt }) => this.#row(card, "", excerpt && el("span", {}, el("span", { class: "soft" }, `${excerpt.where}: `), excerpt.before, el("mark", {}, excerpt.match), excerpt.after)));
    fill(this.#part("found"), el("section", { class: "turn", "aria-labelledby": "found" }, el("header", {}, el("h2", { id: "found" }, "Gevonden"), el("span", { class: "count" }, counted(found.length, "kwestie", "kwesties"))), ...rows, found.length === 0 && el("p", { class: "soft" }, this.#reading ? "Nog niets gevonden." : "Niets gevonden. Probeer een ander woord, of een deel ervan.")));
  }

  async #readAll() {
    const place = this.#part("progress");
    const bar = el("progress", { max: 1, value: 0, "aria-label": "Notities doorzoeken" });
    fill(place, el("p", { class: "small soft" }, "De notities gaan open om erin te zoeken. Er gaat niets naar de server."), bar);
    try {
      if (!this.#everything) {
        // Who searches at once must not be told that nothing is there, only because it has not come yet.
        if (!(await this.#arrived)) throw new Refusal("De lijst kwam niet binnen. Er is niets kwijt. Haal het zoekveld leeg, laad de lijst opnieuw en zoek dan.", "not_loaded");
        const cards = await this.#allCards();
        this.#versions = await versionsOf(cards);
        this.#everything = cards;
      }
      const cards = this.#everything;
      const failed = await readAll(cards, this.#versions, (done, of) => {
        bar.value = done / of;
        this.#drawFound();
      }, () => this.isConnected && this.#search.value.trim() !== "");
      fill(place, el("p", { class: "small soft", role: "status" }, `Gezocht in ${counted(cards.length, "kwestie", "kwesties")}, in dit tabblad.${failed > 0 ? ` ${counted(failed, "kwestie ging", "kwesties gingen")} niet open.` : ""}`));
    } catch (error) {
      fill(place, el("p", { class: "error", role: "alert" }, sentenceFor(error)));
      return fill(this.#part("found"));
    }
    // The last word on what was not found.
    return queueMicrotask(() => this.#drawFound());
  }

  /** Running and closed, each once. */
  async #allCards() {
    const cards = new Map(this.#running.map((card) => [card.id, card]));
    for (let page = 1, pages = 1; page <= pages && this.isConnected; page += 1) {
      const closed = await loadClosed(page);
      pages = closed.pages;
      for (const card of closed.matters) cards.set(card.id, card);
    }
    return [...cards.values()];
  }
}

customElements.define("nabij-matters", MattersList);
