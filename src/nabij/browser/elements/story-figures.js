// What the figures say beside a story: counting and judging them takes a while, and writing does not wait for it.
import { loadFigures } from "../day/story.js";
import { el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";

/** @typedef {import("../day/story.js").Figures} Figures */
/** @typedef {import("./story-sheet.js").SectionSheet} SectionSheet */

/** So long, in milliseconds, drawing waits: figures that come sooner stand there at once. */
const SOON = 600;
const COUNTING = "We tellen de cijfers en kijken ze na. Dat kan even duren. Schrijven kan al; wat de lezer bij een onderdeel te zien krijgt, komt er straks bij.";
const FAILED = "Je kunt gewoon schrijven, maar wat de cijfers bij een onderdeel zeggen staat er nog niet bij.";

export class FiguresBeside {
  #report;
  #arrived;
  /** @type {Promise<void> | null} */
  #coming = null;
  /** @type {Figures | null} */
  told = null;
  node = el("div", { "data-part": "counting" });

  /** @param {string} report @param {(told: Figures) => void} arrived */
  constructor(report, arrived) {
    this.#report = report;
    this.#arrived = arrived;
  }

  /** Fetches them once, and again after that failed. Never rejects. @returns {Promise<void>} */
  fetch() {
    if (this.told) return Promise.resolve();
    this.#coming ??= this.#load();
    return this.#coming;
  }

  /** The same for who draws: no longer than a moment. */
  async soon() {
    let timer = 0;
    await Promise.race([this.fetch(), new Promise((resolve) => (timer = window.setTimeout(resolve, SOON)))]);
    clearTimeout(timer);
  }

  async #load() {
    fill(this.node, el("div", { class: "message" }, el("p", { role: "status" }, COUNTING), el("progress", { "aria-label": "Cijfers tellen en nakijken" })));
    try {
      this.told = await loadFigures(this.#report);
      fill(this.node);
    } catch (error) {
      const again = el("button", { type: "button", class: "button quiet", onclick: () => void this.fetch() }, "Tel opnieuw");
      fill(this.node, el("div", { class: "message warning", role: "alert" }, el("p", {}, sentenceFor(error)), el("p", {}, FAILED), el("div", { class: "actions" }, again)));
      return;
    } finally {
      this.#coming = null;
    }
    this.#arrived(this.told);
  }

  /** Whether a section stands in the story by its figures; while these are not known, every one does. @param {string} key */
  stands(key) {
    return this.told === null || this.told.sections.some((one) => one.key === key);
  }

  /** Tells a section what stands beside it. @param {SectionSheet} sheet */
  tell(sheet) {
    if (!this.told) return;
    const [head, key] = sheet.name.split(".");
    const found = head === "beside" ? (this.told.sections.find((one) => one.key === key) ?? null) : null;
    sheet.tell(found, head === "qualities" ? (this.told.answered.find((one) => one.key === key)?.where ?? "") : "");
  }
}
