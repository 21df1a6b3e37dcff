// *Vragen aan de inbrenger*: one consent asked at a time, how the visitor answered, and sharing by what they gave themselves.
import { dayAndYear, el, fill, minute } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { toShare } from "../day/consents.js";
import { latest } from "../day/latest.js";
import { share } from "../day/sharing.js";
import { loadColleagues } from "../day/vault.js";
import { askVisitor } from "../day/writing.js";
import { newId } from "../vault/bytes.js";
import { receiverOutside } from "../vault/consent.js";
import { questionsIn } from "../vault/visitor-consents.js";
import { comparedWith } from "./matter-fingerprint.js";
import { MatterSection, prose } from "./matter-section.js";
import { CARD, WIDTHS, cardWarner } from "./matter-sharing.js";
import { Writing } from "./matter-writing.js";

/** @typedef {import("../day/vault.js").Colleague} Colleague */
/** @typedef {import("../vault/consent.js").Width} Width */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("./matter-fields.js").Values} Values */
/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */
/** @typedef {ReturnType<typeof toShare>[number]} Given */
/** @typedef {import("../vault/visitor-consents.js").Question} Question */

const NOBODY = "Er is nu geen andere collega van deze organisatie met een kluis om voor te vragen.";
const UNTIL = /** @type {Field} */ ({ name: "until", label: "Tot en met", kind: "date", hint: "Leeg: tot de inbrenger het intrekt." });

/** @type {Field[]} */
const OUTSIDE = [
  { name: "who", label: "Aan wie?", kind: "text", hint: "Iemand buiten de praktijk. Bijvoorbeeld: de bestuurder, of de vertrouwensarts.", needed: "Schrijf op om wie het gaat." },
  { name: "text", label: "Wat vraag je aan de inbrenger?", kind: "area", rows: 4, hint: "Eén stap, in gewone woorden: wat je zegt of vraagt, en waarom. Meer mag je daarna niet.", needed: "Schrijf op wat je wilt vragen." },
  UNTIL,
];

class MatterAsking extends MatterSection {
  draw() {
    const { matter } = this.page;
    this.hidden = !matter.people.pins.some(({ owner, visitor }) => visitor && owner === matter.id);
    if (this.hidden) return;
    const consents = matter.consents.all.map(({ consent }) => consent);
    const questions = questionsIn(latest(matter, "ask"), consents).reverse();
    fill(this,
      el("h2", {}, "Vragen aan de inbrenger"),
      questions.length > 0 ? el("ul", { class: "lines" }, ...questions.map((one) => this.#question(one))) : el("p", { class: "soft" }, "Je vroeg nog niets. De inbrenger beslist per stap, en leest je vraag met zeven woorden."),
      ...toShare(matter).filter(() => matter.served.mine).map((given) => this.#shareable(given)),
      matter.served.mine && el("p", { class: "together" },
        el("button", { type: "button", class: "button quiet", onclick: () => void this.#askToShare(this.page.draftOf(this.#about("ask_colleague"))) }, "Vraag of een collega mag meelezen"),
        el("button", { type: "button", class: "button quiet", onclick: () => this.#askOutside(this.page.draftOf(this.#about("ask_outside"))) }, "Vraag of je iets mag zeggen"),
      ),
    );
  }

  /** @param {Question} question */
  #question({ id, name, width, expires, text, written, answer }) {
    const what = width === "as_said" ? `${name}, alleen wat in de vraag staat` : `${name}: ${WIDTHS[width]}`;
    const said = { given: "De inbrenger zei zelf ja", refused: "De inbrenger zei nee", withdrawn: "De inbrenger trok het in" };
    const heard = { given: "De inbrenger zei ja, in gesprek", refused: "De inbrenger zei nee", withdrawn: "De inbrenger nam het terug, in gesprek" };
    const how = answer ? `${(answer.heard ? heard : said)[answer.state]}${answer.on ? `, op ${dayAndYear(answer.on)}` : ""}.` : "Nog geen antwoord.";
    return el("li", { "data-ask": id }, el("div", {}, el("p", {}, el("strong", {}, what), expires && `, tot en met ${dayAndYear(expires)}`), prose(text), el("p", { class: "small soft" }, written && `Gevraagd op ${dayAndYear(written.slice(0, 10))}. `, el("strong", {}, how))));
  }

  /** @param {Given} given */
  #shareable({ consent, owner, id }) {
    const trouble = el("p", { class: "error", role: "alert" });
    const button = el("button", { type: "button", class: "button" }, "Deel nu");
    const line = el("div", { class: "note told", "data-given": id }, el("p", {}, el("strong", {}, `Gegeven door de inbrenger zelf${consent.on ? `, op ${dayAndYear(consent.on)}` : ""}.`), ` Je collega ziet ${WIDTHS[/** @type {Width} */ (consent.width)]}.`), trouble, el("p", {}, button));
    button.addEventListener("click", async () => {
      if (button.disabled) return;
      button.disabled = true;
      try {
        const colleague = (await loadColleagues()).find((one) => one.id === owner);
        if (!colleague) throw new Refusal("Deze collega heeft hier nu geen kluis. Er is niets gedeeld.", "refused");
        if (consent.width === "peer_card") return this.#shareCard({ consent, owner, id }, colleague);
        await this.#shareNow({ consent, owner, id }, colleague, null);
        await this.page.saved();
        announce("Gedeeld.");
      } catch (error) {
        trouble.textContent = sentenceFor(error);
      } finally {
        button.disabled = false;
      }
    });
    return line;
  }

  /** @param {Given} given @param {Colleague} colleague @param {{situation: string, question: string} | null} peerCard */
  async #shareNow({ consent, id }, colleague, peerCard) {
    await compared(colleague, "gedeeld");
    await share(this.page.matter, { colleague, width: consent.width, text: "", expires: consent.expires, today: this.page.today, peerCard, given: { id, consent } });
  }

  /** @param {Given} given @param {Colleague} colleague */
  #shareCard(given, colleague) {
    const warn = cardWarner(this.page);
    fill(this, el("h2", {}, "De kaart zonder naam"), new Writing({
      about: `matter/${this.page.matter.id}/share`, kept: null, button: "Deel", said: "Gedeeld.",
      fields: CARD.map((field) => ({ ...field, needed: "Schrijf op waar het over gaat en wat je wilt vragen." })), wrong: warn,
      save: async ({ situation, question }) => {
        await this.#shareNow(given, colleague, { situation: String(situation), question: String(question) });
        await this.page.saved();
      },
      onClosed: () => this.closed(),
    }));
  }

  /** @param {"ask_colleague" | "ask_outside"} which */
  #about(which) {
    return `matter/${this.page.matter.id}/${which}`;
  }

  /** @param {KeptDraft | null} kept */
  async #askToShare(kept) {
    try {
      const open = new Set(this.page.matter.served.shares.filter(({ withdrawn }) => !withdrawn).map(({ colleague }) => colleague));
      const colleagues = (await loadColleagues()).filter(({ id }) => !open.has(id) && this.page.matter.served.pair?.includes(id));
      if (colleagues.length === 0) return this.#tell(NOBODY);
      this.#form("ask_colleague", kept, colleaguesFields(colleagues), async (values) => {
        const colleague = /** @type {Colleague} */ (colleagues.find(({ id }) => id === values.colleague));
        await compared(colleague, "gevraagd");
        return { step: "share", receiver: colleague.keys.sign, receiver_name: colleague.name, width: /** @type {Width} */ (values.width), expires: String(values.until) || null, text: String(values.text).trim() };
      });
    } catch (error) {
      this.#tell(sentenceFor(error));
    }
  }

  /** @param {KeptDraft | null} kept */
  #askOutside(kept) {
    this.#form("ask_outside", kept, OUTSIDE, async ({ who, text, until }) => {
      const name = String(who).trim().normalize("NFC");
      return { step: "tell", receiver: receiverOutside(name), receiver_name: name, width: "as_said", expires: String(until) || null, text: String(text).trim() };
    });
  }

  /**
   * What is typed is kept as a sealed draft, and found again after a lock.
   * @param {"ask_colleague" | "ask_outside"} which
   * @param {KeptDraft | null} kept
   * @param {Field[]} fields
   * @param {(values: Values) => Promise<import("../day/writing.js").Question>} question
   */
  #form(which, kept, fields, question) {
    const id = newId();
    const written = minute();
    fill(this, el("h2", {}, "Wat vraag je?"), new Writing({
      about: this.#about(which), kept, button: "Vraag het", said: "Gevraagd. De inbrenger is nu aan zet.", fields,
      before: [el("p", {}, "De inbrenger leest deze vraag, en zegt ja of nee. Tot die tijd gebeurt er niets.")],
      wrong: ({ until }) => (until && String(until) < this.page.today ? [["until", "Deze dag is voorbij. Kies een latere dag, of maak hem leeg."]] : []),
      save: async (values) => {
        await askVisitor(this.page.matter, { id, written, question: await question(values) });
        await this.page.saved();
      },
      onStale: async () => {
        await this.page.refresh();
        return "De kwestie is intussen veranderd. Kijk of je vraag er al staat, of vraag het nog een keer.";
      },
      onClosed: () => this.closed(),
    }));
  }

  /** @param {string} about @param {KeptDraft} kept */
  resume(about, kept) {
    if (!this.page.matter.served.mine) return false;
    if (about === this.#about("ask_colleague")) void this.#askToShare(kept);
    else if (about === this.#about("ask_outside")) this.#askOutside(kept);
    else return false;
    return true;
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.querySelector(".told-now")?.remove();
    this.append(el("p", { class: "soft told-now", role: "alert" }, sentence));
  }
}

/** @param {Colleague[]} colleagues @returns {Field[]} */
const colleaguesFields = (colleagues) => [
  { name: "colleague", label: "Wie mag meelezen?", kind: "one", choices: colleagues.map(({ id, name }) => [id, name]), value: colleagues.length === 1 ? colleagues[0].id : "", needed: "Kies over wie het gaat." },
  { name: "width", label: "Wat mag die collega zien?", kind: "one", choices: [["peer_card", WIDTHS.peer_card], ["from_now", WIDTHS.from_now], ["everything", WIDTHS.everything]], needed: "Kies wat je vraagt." },
  { name: "text", label: "Waarom vraag je dit?", kind: "area", rows: 3, hint: "In gewone woorden, voor de inbrenger.", needed: "Schrijf op waarom je dit vraagt." },
  UNTIL,
];

/** Keys go only to digits that were compared; so do questions about them. @param {Colleague} colleague @param {string} what */
async function compared(colleague, what) {
  if ((!colleague.checked || colleague.substituted) && !(await comparedWith(colleague))) throw new Refusal(`Er is niets ${what}: de cijfers zijn nog niet vergeleken.`, "refused");
  Object.assign(colleague, { checked: true, pinned: true, substituted: false, comparedAs: null });
}

customElements.define("nabij-matter-asking", MatterAsking);
