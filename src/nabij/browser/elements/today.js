// *Vandaag*: matters by who is aan zet, overdue first. Aliases only; a name appears when it is asked for.
import { afterPaint, counted, dueWords, el, fill, shortDay } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Arriving, markBefore, typeAgain, typedIn } from "../day/arriving.js";
import { loadCards } from "../day/cards.js";
import { takenBackCards } from "../day/answering.js";
import { lapsedCards } from "../day/lapsed.js";
import { loadAnswered } from "../day/inviting.js";
import { byTurn, isResting, readsAlong, turnFor } from "../day/order.js";
import { suspicions } from "../day/watch.js";
import { loadWaiting } from "../day/waiting.js";
import { loadErasures } from "../day/erasing.js";
import { loadInstead } from "../day/instead.js";
import { tellOfAll } from "../day/letter-told.js";
import { loadNews, openedNews } from "../day/news.js";
import { erasingList } from "./erasing-list.js";
import { insteadList } from "./instead-list.js";
import { lookAgainList } from "./look-again.js";
import { loadReportsDue, reportsDue } from "./reports-due.js";
import { knownDue, loadSignalsDue, ownDue, signalsDue } from "./signals-due.js";
import { missingMatters } from "./matters-missing.js";
import { answeredList } from "./answered-list.js";
import { freshPlace, tellFresh } from "./fresh.js";
import { newMark, newsList } from "./news-list.js";
import { takenOn, waitingList } from "./waiting-list.js";

/** @typedef {import("../day/cards.js").MatterCard} MatterCard */

const WORDS = ["Nul", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen", "Tien", "Elf", "Twaalf"];

/** @param {number} count */
const inWords = (count) => WORDS[count] ?? String(count);

const SUSPECT = "Dit apparaat zag eerder iets anders dan wat er nu komt. Er is niets overschreven. Noteer wat je ziet en bel je beheerder voordat je verder werkt.";

/** Whether a running matter is counted among those that wait for me by its turn. @param {MatterCard} card */
const waitsForMe = (card) => turnFor(card) === "counsellor" && card.closed_month === null;

/** How many there are, for a heading. @param {number} count */
const countOf = (count) => el("span", { class: "count" }, String(count), el("span", { class: "unseen" }, count === 1 ? " kwestie" : " kwesties"));

class Today extends HTMLElement {
  #onNoted = () => void this.#draw();
  #arriving = new Arriving(() => this.#tellNew());
  /** Stays at the foot of the list, so that nothing moves under a finger when it speaks. */
  #fresh = freshPlace();
  /** What was taken on last, until the page is left. @type {{matter: string, alias: string} | null} */
  #taken = null;
  #onTaken = (/** @type {Event} */ event) => {
    this.#taken = /** @type {CustomEvent} */ (event).detail;
    void this.#draw().then(() => this.#showTaken());
  };

  connectedCallback() {
    document.addEventListener("nabij:noted", this.#onNoted);
    document.addEventListener("nabij:taken-on", this.#onTaken);
    this.#arriving.start();
    void this.#draw();
  }

  disconnectedCallback() {
    document.removeEventListener("nabij:noted", this.#onNoted);
    document.removeEventListener("nabij:taken-on", this.#onTaken);
    this.#arriving.stop();
    this.#taken = null;
  }

  get #today() {
    return this.dataset.today ?? "";
  }

  async #draw() {
    try {
      const list = await loadCards({ first: () => markBefore() });
      this.#arriving.drawn(list.before);
      const { matters, elsewhere, missing } = list;
      if (!this.isConnected) return;
      const groups = byTurn(matters.filter((card) => !isResting(card)), this.#today);
      const resting = matters.filter(isResting).length;
      const lapsed = el("div", { "data-part": "lapsed" });
      const taken = el("div", { "data-part": "taken-back" });
      const waiting = el("div", { "data-part": "waiting" });
      const news = el("div", { "data-part": "news" });
      const signals = el("div", { "data-part": "signals" });
      const reports = el("div", { "data-part": "reports" });
      const intro = el("p", { class: "intro soft", "data-part": "intro" });
      fill(this.#fresh);
      fill(this, missingMatters(missing), intro, waiting, el("div", { class: "turns" }, news, taken, lapsed, signals, reports, lookAgainList(matters, this.#today), ...groups.map((group) => this.#group(group)), this.#elsewhere(elsewhere)), resting > 0 && this.#resting(resting), this.#fresh);
      await afterPaint();
      intro.textContent = this.#sentence(groups, await this.#showWaiting(waiting, matters));
      const { due, went } = await this.#showSignals(signals);
      await this.#showReports(reports);
      // One after the other: all keep what they learnt in the keyring.
      void this.#showNews(matters, news, taken).then(() => this.#check(list)).then(() => this.#showLapsed(matters, lapsed)).then(() => this.#showAsked(signals, due)).then(() => this.#tellOfLetters(went));
    } catch (error) {
      if (this.isConnected) fill(this, el("p", { class: "error", role: "alert" }, sentenceFor(error)), el("button", { type: "button", class: "button quiet", onclick: () => void this.#draw() }, "Probeer het opnieuw"));
    }
  }

  /** Said politely, with a way to see it: nothing is redrawn under who reads or types. */
  #tellNew() {
    if (!this.isConnected) return;
    tellFresh(this.#fresh, "Ververs de lijst", () => void this.#renew());
  }

  /** What was typed stays; the keyboard goes to the first line of the list. */
  async #renew() {
    const typed = typedIn(this);
    await this.#draw();
    typeAgain(this, typed);
    const first = /** @type {HTMLElement | null} */ (this.querySelector("[data-part=intro]"));
    if (first) first.tabIndex = -1;
    first?.focus();
    announce("De lijst is ververst.");
  }

  /** In view and focused, as the card that had the focus is gone. */
  #showTaken() {
    /** @type {HTMLElement | null} */ (this.querySelector("[data-taken-on] a"))?.focus();
  }

  /** Behind the drawing; silence means that all was well. @param {import("../day/cards.js").CardList} list */
  async #check(list) {
    try {
      if ((await suspicions(list)).length === 0 || !this.isConnected) return;
      this.prepend(el("div", { class: "error-summary", role: "alert" }, el("h2", {}, "De server laat iets weg of geeft iets ouds"), el("p", {}, SUSPECT)));
    } catch (error) {
      // Not checked now is checked with the next drawing; a card that is opened is checked by itself.
      if (this.isConnected) this.dataset.unchecked = error instanceof Error ? error.name : "";
    }
  }

  /**
   * Behind the drawing: who is at the door, whose colleague is not there, who used a code, and what is to be destroyed.
   * @param {HTMLElement} place
   * @param {MatterCard[]} matters
   * @returns {Promise<number | null>} how many people wait there; null where that is not known
   */
  async #showWaiting(place, matters) {
    try {
      const waiting = await loadWaiting();
      const answered = await loadAnswered();
      const instead = (await loadInstead()).filter(({ served }) => !served.tells_only);
      const erasures = await loadErasures();
      const used = matters.filter(({ id }) => answered.includes(id));
      fill(place, this.#taken && takenOn(this.#taken), waitingList(waiting, this.#today), insteadList(instead, this.#today), answeredList(used), erasingList(erasures));
      // Who used a code waits in a matter that is counted by its turn.
      const there = instead.filter(({ served }) => served.due !== null || served.closed).map(({ id }) => id);
      return new Set([...waiting.map(({ id }) => id), ...there, ...erasures.map(({ id }) => id), ...used.filter((card) => !waitsForMe(card)).map(({ id }) => id)]).size;
    } catch (error) {
      if (this.isConnected) fill(place, el("p", { class: "error", role: "alert" }, "Wie er aan de deur is, kon niet worden opgehaald. ", sentenceFor(error)));
      return null;
    }
  }

  /** Behind the drawing: what of the signals is to be done. @param {HTMLElement} place */
  async #showSignals(place) {
    try {
      const all = await loadSignalsDue();
      fill(place, signalsDue(knownDue(all.due), this.#today));
      return all;
    } catch (error) {
      if (this.isConnected) fill(place, el("p", { class: "error", role: "alert" }, "De signalen konden niet worden opgehaald. ", sentenceFor(error)));
      return { due: [], went: [] };
    }
  }

  /** Behind the drawing: whom to ask is read in one's own matters. @param {HTMLElement} place @param {import("./signals-due.js").DueSignal[]} due */
  async #showAsked(place, due) {
    try {
      const mine = await ownDue(due);
      // a row that has the focus stays
      if (this.isConnected && mine.length !== knownDue(due).length && !place.contains(document.activeElement)) fill(place, signalsDue(mine, this.#today));
    } catch (error) {
      // A signal that does not open says so itself.
      if (this.isConnected) this.dataset.unasked = error instanceof Error ? error.name : "";
    } finally {
      place.dataset.asked = "known";
    }
  }

  /** Behind the drawing: a colleague handed a letter over, or the board answered, and whoever said yes does not know. @param {{id: string, version: number}[]} went */
  async #tellOfLetters(went) {
    try {
      if (this.isConnected) await tellOfAll(went);
    } catch (error) {
      // Goes with the next drawing; the signal itself says who was not told.
      if (this.isConnected) this.dataset.untold = error instanceof Error ? error.name : "";
    }
  }

  /** Behind the drawing: what of annual reports is to be done. @param {HTMLElement} place */
  async #showReports(place) {
    try {
      fill(place, reportsDue(await loadReportsDue()));
    } catch (error) {
      if (this.isConnected) fill(place, el("p", { class: "error", role: "alert" }, "De jaarverslagen konden niet worden opgehaald. ", sentenceFor(error)));
    }
  }

  /** Behind the drawing: what visitors wrote since one looked, and what they took back, which is told once. @param {MatterCard[]} matters @param {HTMLElement} place @param {HTMLElement} taken */
  async #showNews(matters, place, taken) {
    const told = await this.#showTakenBack(matters, taken);
    try {
      const all = await openedNews(await loadNews());
      if (!this.isConnected) return;
      const list = all.filter(({ id, news, sealed }) => sealed || !told.includes(id) || news.some(({ what }) => what !== "withdrawn"));
      this.#onceInNews(list.map(({ id }) => id));
      for (const { id } of all) for (const row of this.querySelectorAll(`.turns a.matter[href="/kwesties/${id}/"]`)) row.querySelector(".alias")?.append(" ", newMark());
      fill(place, ...newsList(list, matters, this.#today));
    } catch (error) {
      if (this.isConnected) fill(place, el("p", { class: "error", role: "alert" }, "Wat inbrengers schreven, kon niet worden opgehaald. ", sentenceFor(error)));
    }
  }

  /** What is new stands in its own section, and not once more by its turn; a row that has the focus stays. @param {string[]} ids */
  #onceInNews(ids) {
    const hrefs = new Set(ids.map((id) => `/kwesties/${id}/`));
    for (const group of this.querySelectorAll("section[data-turn]")) {
      for (const row of group.querySelectorAll("a.matter")) if (hrefs.has(row.getAttribute("href") ?? "") && row !== document.activeElement) row.remove();
      const left = group.querySelectorAll("a.matter").length;
      if (left === 0) group.remove();
      else group.querySelector(".count")?.replaceWith(countOf(left));
    }
  }

  /** Behind the drawing: where a visitor took something back, and the keys wait for whoever opens the matter. @param {MatterCard[]} matters @param {HTMLElement} place @returns {Promise<string[]>} their ids */
  async #showTakenBack(matters, place) {
    try {
      const taken = await takenBackCards(matters);
      if (taken.length === 0) return [];
      const rows = taken.map(({ card, names, then }) => el("a", { class: "matter", href: `/kwesties/${card.id}/` }, el("span", { class: "alias" }, card.alias || "Zonder schuilnaam"), el("span", { class: "due late" }, "nu"), el("span", { class: "next" }, `De inbrenger trok zelf in: ${names.join(", ")}. ${then}`), el("span", { class: "where" }, card.organisation.name)));
      fill(place, el("section", { class: "turn mine", "aria-labelledby": "taken-back" }, el("header", {}, el("h2", { id: "taken-back" }, "Door de inbrenger ingetrokken"), el("span", { class: "count" }, String(taken.length))), ...rows));
      return taken.map(({ card }) => card.id);
    } catch (error) {
      // A matter that does not open says so itself when it is looked at.
      if (this.isConnected) this.dataset.unchecked = error instanceof Error ? error.name : "";
      return [];
    }
  }

  /** Behind the drawing: where a colleague reads along after the last day of the consent. @param {MatterCard[]} matters @param {HTMLElement} place */
  async #showLapsed(matters, place) {
    try {
      const lapsed = await lapsedCards(matters);
      if (lapsed.length === 0) return;
      const rows = lapsed.map(({ card, name, until }) =>
        el(
          "a",
          { class: "matter", href: `/kwesties/${card.id}/` },
          el("span", { class: "alias" }, card.alias || "Zonder schuilnaam"),
          el("span", { class: "due late" }, `tot en met ${shortDay(until)}`),
          el("span", { class: "next" }, `${name} kan nog meelezen. Trek in, of deel opnieuw als de inbrenger weer ja zegt.`),
          el("span", { class: "where" }, card.organisation.name),
        ),
      );
      fill(place, el("section", { class: "turn mine", "aria-labelledby": "lapsed" }, el("header", {}, el("h2", { id: "lapsed" }, "Toestemming voorbij"), el("span", { class: "count" }, String(lapsed.length))), ...rows));
    } catch (error) {
      // A matter that does not open says so itself when it is looked at.
      if (this.isConnected) this.dataset.unchecked = error instanceof Error ? error.name : "";
    }
  }

  /**
   * Who waits for me, at the door too; nobody is said to wait for nothing while the door is not known.
   * @param {ReturnType<typeof byTurn>} groups
   * @param {number | null} atTheDoor
   */
  #sentence(groups, atTheDoor) {
    const mine = (groups.find(({ key }) => key === "counsellor")?.matters.length ?? 0) + (atTheDoor ?? 0);
    const theirs = groups.find(({ key }) => key === "visitor")?.matters.length ?? 0;
    if (groups.length === 0 && atTheDoor === 0) return "Er loopt nu niets. Een gesprek noteer je met de snelnotitie.";
    const nobody = atTheDoor === null ? "" : "Niemand wacht op jou.";
    const waiting = mine === 0 ? nobody : `${inWords(mine)} ${mine === 1 ? "mens wacht" : "mensen wachten"} op jou.`;
    const thinking = theirs === 0 ? "" : `${inWords(theirs)} ${theirs === 1 ? "denkt" : "denken"} er zelf nog over na.`;
    return [waiting, thinking].filter(Boolean).join(" ");
  }

  /** @param {ReturnType<typeof byTurn>[number]} group */
  #group({ key, title, matters }) {
    return el(
      "section",
      { class: key === "counsellor" ? "turn mine" : "turn", "aria-labelledby": `turn-${key}`, "data-turn": key },
      el("header", {}, el("h2", { id: `turn-${key}` }, title), countOf(matters.length)),
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
      el("span", { class: "where" }, card.organisation.name, card.mine ? null : readsAlong(card) ? ` · je leest mee bij ${card.keeper.name}` : ` · van ${card.keeper.name}, die hier niet meer werkt`),
    );
  }

  /** What was brought in and lies long past is not gone. @param {number} count */
  #resting(count) {
    return el("p", { class: "soft small resting", "data-part": "resting" }, `${counted(count, "ingelezen kwestie", "ingelezen kwesties")} van langer geleden ${count === 1 ? "vraagt" : "vragen"} nu niets. `, el("a", { href: "/kwesties/" }, `Bekijk ${count === 1 ? "die" : "ze"} bij al je kwesties`), ".");
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
