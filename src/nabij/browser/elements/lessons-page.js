// *Wat collega’s leerden*: opened in this browser, each by its author as they were compared.
import { loadLessons } from "../day/lessons.js";
import { dayAndYear, el, fill, monthName } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { prose } from "./matter-section.js";

/** @typedef {import("../day/lessons.js").OpenLesson} OpenLesson */

/** @type {Record<string, (name: string) => string>} */
const TROUBLES = {
  WrongKey: (name) => `Dit is niet voor jou verzegeld. Vraag ${name} om het opnieuw te delen, nadat jullie de cijfers hebben vergeleken.`,
  UntrustedSigner: (name) => `Vergelijk eerst de cijfers met ${name}, bij Mijn kluis. Daarna gaat dit open.`,
};

/** @param {OpenLesson} lesson */
function line({ author, month, text, written, mine, former, trouble }) {
  if (trouble) return el("li", { "data-trouble": trouble }, el("p", { class: "small soft" }, `${author.name}, ${monthName(month)}`), el("p", {}, (TROUBLES[trouble] ?? (() => `Dit gaat niet open (${trouble}). Vraag ${author.name} ernaar.`))(author.name)));
  return el("li", {}, prose(text), el("p", { class: "small soft" }, `${mine ? "Jij" : author.name}, ${dayAndYear(written)}`), former && el("p", { class: "small" }, `Dit is ondertekend met een sleutel die ${author.name} intussen verving. Vraag na of het klopt.`));
}

class LessonsPage extends HTMLElement {
  connectedCallback() {
    void this.#open();
  }

  async #open() {
    try {
      const lessons = await loadLessons();
      if (!this.isConnected) return;
      fill(this, lessons.length === 0 ? el("p", { class: "soft" }, "Nog niets. Is een signaal klaar, dan deel je bij Afronden wat jullie leerden.") : el("ul", { class: "lessons" }, ...lessons.map(line)));
    } catch (error) {
      if (this.isConnected) fill(this, el("p", { class: "error", role: "alert" }, sentenceFor(error)), el("p", {}, el("button", { type: "button", class: "button quiet", onclick: () => void this.#open() }, "Probeer het opnieuw")));
    }
  }
}

customElements.define("nabij-lessons", LessonsPage);
