// The conversation with a visitor who came by the door: what was said on both sides, and an answer.
import { dayAndYear, el, fill, minute } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { latest } from "../day/latest.js";
import { writerOf } from "../day/people.js";
import { reachWords } from "../day/reach-words.js";
import { contactOf, knownAs } from "../day/told-by-visitor.js";
import { wishWords } from "../day/wish-words.js";
import { sendMessage } from "../day/writing.js";
import { newId } from "../vault/bytes.js";
import { letterTold } from "../vault/letter-told.js";
import { saidInOrder } from "../vault/said.js";
import { takenBack } from "../vault/wishes.js";
import { MatterSection, prose } from "./matter-section.js";
import { newMark } from "./news-list.js";

/** @param {{owner: string, visitor: boolean, checked: boolean}[]} pins @param {string} matter */
const visitorAmong = (pins, matter) => pins.find(({ owner, visitor }) => visitor && owner === matter) ?? null;

class MatterTalk extends MatterSection {
  #busy = false;
  /** What is being sent, so that trying again says it once. @type {{id: string, text: string, written: string} | null} */
  #sending = null;

  draw() {
    const { matter } = this.page;
    const visitor = visitorAmong(matter.people.pins, matter.id);
    this.hidden = !visitor;
    if (!visitor) return;
    const typed = this.querySelector("textarea")?.value ?? "";
    const messages = saidInOrder([...latest(matter, "message"), ...latest(matter, "wish")], "message", "wish");
    fill(this,
      el("h2", {}, "Gesprek met de inbrenger"),
      this.#reach(),
      visitor.checked && el("p", { class: "small soft" }, "Deze inbrenger kwam met jouw code: de sleutel is nagegaan."),
      messages.length > 0 ? el("ol", { class: "talk" }, ...messages.map((one) => this.#message(one))) : el("p", { class: "soft" }, "Er is nog niets geschreven."),
      this.#form(typed),
    );
  }

  #reach() {
    const contact = contactOf(this.page.matter)?.content;
    if (!contact) return null;
    const { called, name } = contact;
    const { now, before, changed } = knownAs(this.page.matter);
    const since = changed === null ? "" : `, veranderd op ${dayAndYear(changed)}${before === now ? "" : `; daarvoor ${before}`}`;
    const lines = [`De inbrenger is ${now}${since}.`, name && "De naam staat bij Naam en contact.", called && `Wil ${called} heten.`, ...reachWords(contact)];
    return el("ul", { class: "small" }, ...lines.filter(Boolean).map((line) => el("li", {}, String(line))), !visitorAmong(this.page.matter.people.pins, this.page.matter.id)?.checked && el("li", { class: "soft" }, "De sleutel van de inbrenger is niet nagegaan: je kent hem van het eerste bericht."));
  }

  /** @param {import("../day/matter.js").Placed} one */
  #message({ id, author, content, kind, written }) {
    const by = writerOf(this.page.matter, author);
    const when = String(content.written ?? written ?? "");
    const said = String(content.text ?? "");
    const asked = kind === "wish" && el("p", {}, el("strong", {}, wishWords(content, latest(this.page.matter, "wish"))), takenBack(latest(this.page.matter, "wish")).has(id) && " Deze vraag is teruggenomen.");
    return el("li", { class: by === null ? "own" : "theirs" }, el("p", { class: "small soft" }, by === null ? "Jij" : by.charAt(0).toUpperCase() + by.slice(1), when && ` · ${dayAndYear(when.slice(0, 10))} ${when.slice(11)}`, ...(this.page.fresh.has(id) && by !== null ? [" ", newMark()] : [])), asked, said ? prose(said) : !asked && el("p", { class: "soft" }, "Vroeg om contact, zonder verhaal."), by === null && letterTold(content) && el("p", { class: "small soft" }, "Dit vertelde je browser vanzelf, bij een stap van het signaal."));
  }

  /** @param {string} typed */
  #form(typed) {
    const trouble = el("p", { class: "error", role: "alert" });
    const text = el("textarea", { id: "talk-answer", rows: 5, maxlength: 20000 });
    text.value = typed;
    /** @param {SubmitEvent} event */
    const onsubmit = (event) => {
      event.preventDefault();
      event.stopPropagation();
      void this.#send(text, trouble);
    };
    return el("form", { novalidate: true, onsubmit, "data-answer": true },
      el("div", { class: "field" }, el("label", { for: "talk-answer" }, "Antwoord"), el("p", { class: "hint" }, "De inbrenger leest dit met zeven woorden. Daarna is de inbrenger aan zet."), text),
      trouble,
      el("p", { class: "actions" }, el("button", { class: "button" }, "Verstuur")),
    );
  }

  /** @param {HTMLTextAreaElement} field @param {HTMLElement} trouble */
  async #send(field, trouble) {
    const text = field.value.trim();
    if (this.#busy) return;
    if (!text) {
      fill(trouble, "Typ eerst wat je wilt zeggen. Er is niets verstuurd.");
      field.focus();
      return;
    }
    this.#busy = true;
    fill(trouble);
    if (this.#sending?.text !== text) this.#sending = { id: newId(), text, written: minute() };
    try {
      await sendMessage(this.page.matter, this.#sending);
      this.#sending = null;
      field.value = "";
      await this.page.saved();
      announce("Verstuurd.");
    } catch (error) {
      fill(trouble, sentenceFor(error));
    } finally {
      this.#busy = false;
    }
  }
}

customElements.define("nabij-matter-talk", MatterTalk);
