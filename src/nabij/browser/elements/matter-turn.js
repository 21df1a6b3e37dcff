// Who is aan zet, until when, and the next step; the alias goes along. Closed: how it ended, and that the person can always come back.
import { dayAndYear, dueWords, el, fill, fullDay, inASentence, monthName } from "../desk/dom.js";
import { latest } from "../day/latest.js";
import { stepNow, turnFor, whyTurn } from "../day/order.js";
import { lastDay, meetings, weeksAfter } from "../day/timeline.js";
import { cardOf, closeMatter, passTurn, reopenMatter } from "../day/writing.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { MatterSection } from "./matter-section.js";
import { Writing } from "./matter-writing.js";

/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("./matter-fields.js").Values} Values */
/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */

class MatterTurn extends MatterSection {
  draw() {
    const { register } = this.page.matter.served;
    const mine = register.closed_month === null && this.#turn === "counsellor";
    this.classList.toggle("mine", mine);
    fill(this, ...(register.closed_month === null ? this.#running() : this.#closed()));
  }

  get #standing() {
    const { served } = this.page.matter;
    return { ...served, turn: served.register.turn };
  }

  get #turn() {
    return turnFor(this.#standing);
  }

  /** "De inbrenger is aan zet". */
  #whose() {
    const { mine, keeper, turn_of: others } = this.page.matter.served;
    if (this.#turn === "counsellor") return "Jij bent aan zet";
    if (this.#turn === "colleague") return mine ? "Je collega is aan zet" : others.length > 1 ? `${others.join(" en ")} zijn aan zet` : `${others[0] ?? keeper.name} is aan zet`;
    return `${this.page.label("turn", this.#turn)} is aan zet`;
  }

  #running() {
    const { register } = this.page.matter.served;
    const card = cardOf(this.page.matter);
    const late = register.due !== null && register.due < this.page.today;
    const why = whyTurn(this.#standing);
    const when = register.due && el("span", { class: late ? "due late" : "due" }, ` · ${late || register.due <= this.page.today ? dueWords(register.due, this.page.today) : `uiterlijk ${fullDay(register.due)}`}`);
    return [
      el("p", { class: "whose" }, el("strong", {}, this.#whose()), when),
      why && el("p", { class: "small" }, why),
      el("p", { class: "voice" }, stepNow(register.turn, card.next_step) || el("span", { class: "soft" }, "Nog geen volgende stap opgeschreven.")),
      card.aftercare && el("p", { class: "small soft" }, `Nazorg rond ${dayAndYear(card.aftercare)}`),
      el("p", { class: "together" }, el("button", { type: "button", class: "button quiet", onclick: () => this.#pass(null) }, "Geef de beurt door"), this.page.matter.served.mine && el("button", { type: "button", class: "button quiet", onclick: () => this.#close(null) }, "Sluit af")),
    ].filter((one) => one !== null && one !== "");
  }

  #closed() {
    const { register, mine } = this.page.matter.served;
    const { aftercare } = cardOf(this.page.matter);
    const outcome = this.page.label("outcome", register.outcome);
    const trouble = el("p", { class: "error", role: "alert" });
    return [
      el("p", { class: "whose" }, el("strong", {}, `Afgesloten in ${monthName(register.closed_month)}`), outcome && ` · ${inASentence(outcome)}`),
      el("p", { class: "voice" }, "De inbrenger kan altijd terugkomen. Alles staat er dan nog, zolang de bewaartermijn loopt."),
      aftercare && el("p", { class: "small soft" }, `Nazorg rond ${dayAndYear(aftercare)}`),
      trouble,
      mine && el("p", {}, el("button", { type: "button", class: "button quiet", onclick: () => void this.#reopen(trouble) }, "Heropen")),
    ].filter((one) => one !== null && one !== false);
  }

  /** @param {"turn" | "close"} which */
  #about(which) {
    return `matter/${this.page.matter.id}/${which}`;
  }

  /** Some weeks after the last encounter, or after today where none was noted; never a day that has passed. */
  #proposedAftercare() {
    const { matter, today, aftercareWeeks } = this.page;
    const last = lastDay(meetings(matter.served.encounters, latest(matter, "note"))) ?? today;
    const proposed = weeksAfter(last, aftercareWeeks);
    return proposed > today ? proposed : weeksAfter(today, aftercareWeeks);
  }

  /** @returns {Field} */
  #aftercareField() {
    const { aftercare } = cardOf(this.page.matter);
    return { name: "aftercare", label: "Nazorg", kind: "date", value: aftercare ?? "", hint: `Voorstel: ${dayAndYear(this.#proposedAftercare())}, ${this.page.aftercareWeeks} weken na het laatste gesprek. Spreek het samen af.` };
  }

  /** What was overtaken, said as it stands now. */
  async #overtaken() {
    await this.page.refresh();
    const { register } = this.page.matter.served;
    const now = register.closed_month ? "De kwestie is nu afgesloten." : `Nu staat er: ${this.#whose().toLocaleLowerCase("nl")}, ${stepNow(register.turn, cardOf(this.page.matter).next_step) || "zonder volgende stap"}.`;
    return `Dit is intussen ergens anders aangepast. ${now} Bewaar opnieuw als het jouwe moet gelden.`;
  }

  /** @param {KeptDraft | null} kept */
  #pass(kept) {
    const { register } = this.page.matter.served;
    const card = cardOf(this.page.matter);
    const about = this.#about("turn");
    this.#open("Wie is aan zet", new Writing({
      about, kept: kept ?? this.page.draftOf(about), button: "Bewaar", said: "Bewaard in de kluis.",
      fields: [
        { name: "turn", label: "Wie is nu aan zet", kind: "one", choices: this.page.choices("turn"), value: register.turn, needed: "Kies wie nu aan zet is." },
        { name: "due", label: "Uiterlijk", kind: "date", value: register.due ?? "" },
        { name: "next_step", label: "Volgende stap", kind: "text", value: stepNow(register.turn, card.next_step), hint: "In de woorden die jij herkent; niemand anders leest dit." },
        this.#aftercareField(),
        { name: "alias", label: "Schuilnaam", kind: "text", value: card.alias, needed: "Geef een schuilnaam, zodat je de kwestie terugvindt." },
      ],
      wrong: ({ turn, due }) => (turn === "nobody" && due ? [["due", "Als niemand aan zet is, hoort er geen datum bij. Maak de datum leeg."]] : []),
      save: async (values) => {
        await passTurn(this.page.matter, { turn: String(values.turn), due: String(values.due) || null, card: this.#card(values, String(values.alias).trim(), String(values.next_step).trim()) });
        await this.page.saved();
      },
      onStale: () => this.#overtaken(),
      onClosed: () => this.closed(),
    }));
  }

  /** @param {KeptDraft | null} kept */
  #close(kept) {
    const about = this.#about("close");
    const card = cardOf(this.page.matter);
    const field = this.#aftercareField();
    this.#open("Sluit de kwestie af", new Writing({
      about, kept: kept ?? this.page.draftOf(about), button: "Sluit af", said: "De kwestie is afgesloten.",
      before: [el("p", {}, "Afsluiten doe je samen. De inbrenger kan altijd terugkomen; jij kunt de kwestie altijd heropenen.")],
      fields: [
        { name: "outcome", label: "Hoe liep het af, volgens de inbrenger?", kind: "select", empty: "Kies", choices: this.page.choices("outcome").filter(([key]) => key !== "ongoing"), needed: "Kies hoe het afliep, in de woorden van de inbrenger." },
        { ...field, value: field.value || this.#proposedAftercare() },
      ],
      save: async (values) => {
        await closeMatter(this.page.matter, { outcome: String(values.outcome), card: this.#card(values, card.alias, card.next_step) });
        await this.page.saved();
      },
      onStale: () => this.#overtaken(),
      onClosed: () => this.closed(),
    }));
  }

  /** @param {Values} values @param {string} alias @param {string} nextStep */
  #card = (values, alias, nextStep) => ({ ...cardOf(this.page.matter), alias, next_step: nextStep, aftercare: String(values.aftercare) || null });

  /** @param {string} title @param {Writing} form */
  #open(title, form) {
    fill(this, el("section", { class: "sheet" }, el("h2", {}, title), form));
  }

  /** @param {HTMLElement} trouble */
  async #reopen(trouble) {
    try {
      await reopenMatter(this.page.matter);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "stale")) return void (trouble.textContent = sentenceFor(error));
    }
    await this.page.saved();
    announce("De kwestie loopt weer. Jij bent aan zet.");
    return this.closed();
  }

  /** @param {string} about @param {KeptDraft} kept */
  resume(about, kept) {
    const { closed_month: closed } = this.page.matter.served.register;
    if (about === this.#about("turn") && !closed) this.#pass(kept);
    else if (about === this.#about("close") && !closed) this.#close(kept);
    else return false;
    return true;
  }
}

customElements.define("nabij-matter-turn", MatterTurn);
