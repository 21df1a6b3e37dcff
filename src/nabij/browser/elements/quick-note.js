// *Snelnotitie*: a conversation noted in under a minute. Everything typed is kept as a sealed draft until it is saved.
import { el, fill } from "../desk/dom.js";
import { announce, notice, sentenceFor } from "../desk/say.js";
import { loadCards } from "../day/cards.js";
import { Draft, loadDrafts } from "../day/drafts.js";
import { loadMatter } from "../day/matter.js";
import { cardOf, newIds, noteEncounter, openMatter, revise, noteChange } from "../day/writing.js";

/** @typedef {import("../day/cards.js").MatterCard} MatterCard */
/** @typedef {Record<string, string>} Fields */

const ABOUT = "quick_note";
const MOST_SUGGESTIONS = 4;
const NEEDED = /** @type {const} */ ([
  ["alias", "Geef een schuilnaam, zodat je de kwestie terugvindt."],
  ["channel", "Kies hoe jullie elkaar spraken."],
  ["duration", "Kies hoe lang het duurde."],
  ["turn", "Kies wie nu aan zet is."],
]);

/** @param {Date} [now] local `YYYY-MM-DDTHH:MM` */
function localMinute(now = new Date()) {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60000);
  return local.toISOString().slice(0, 16);
}

/** @param {string} today @param {number} days @returns {string} `YYYY-MM-DD` */
function dayAfter(today, days) {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

class QuickNote extends HTMLElement {
  /** @type {MatterCard[]} */
  #cards = [];
  /** @type {MatterCard | null} */
  #chosen = null;
  #ids = newIds();
  #draft = this.#newDraft();
  #sending = false;

  connectedCallback() {
    const form = this.#form;
    form.noValidate = true;
    this.#field("at").value ||= localMinute();
    form.addEventListener("input", () => this.#typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    for (const chip of form.querySelectorAll("[data-days]")) chip.addEventListener("change", () => this.#setDue(/** @type {HTMLInputElement} */ (chip)));
    this.#field("due").addEventListener("input", () => this.#markDays());
    void this.#begin();
  }

  disconnectedCallback() {
    void this.#draft.settle();
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  #newDraft(/** @type {string | undefined} */ id = undefined) {
    return new Draft({
      id,
      onState: (state) => {
        this.#part("state").textContent = state === "kept" ? "Concept bewaard" : "Concept bewaard op dit apparaat";
      },
    });
  }

  async #begin() {
    try {
      this.#cards = (await loadCards()).matters.filter((card) => !card.trouble && !card.closed_month);
      this.#suggest();
      const matter = this.dataset.matter;
      const card = matter && this.#cards.find(({ id }) => id === matter);
      if (card) this.#choose(card);
      const kept = (await loadDrafts()).filter(({ content }) => content.about === ABOUT).at(-1);
      if (kept && this.#isEmpty()) this.#offer(kept);
    } catch (error) {
      this.#tell([["", sentenceFor(error)]]);
    }
  }

  #isEmpty() {
    return !this.#field("text").value && !this.#field("alias").value;
  }

  /** @param {{id: string, content: import("../day/drafts.js").DraftContent}} kept */
  #offer({ id, content }) {
    const place = this.#part("draft");
    const goOn = el("button", { type: "button", class: "button quiet", onclick: () => this.#restore(id, content) }, "Verder met die notitie");
    const drop = () => {
      fill(place);
      void this.#newDraft(id).discard().catch((error) => notice(sentenceFor(error), { kind: "error" }));
    };
    fill(place, el("p", {}, "Er staat nog een notitie die niet bewaard is."), el("p", { class: "together" }, goOn, el("button", { type: "button", class: "link", onclick: drop }, "Weggooien")));
  }

  /** @param {string} id @param {import("../day/drafts.js").DraftContent} content */
  #restore(id, content) {
    const { fields, ids, chosen } = /** @type {{fields: Fields, ids: ReturnType<typeof newIds>, chosen: string | null}} */ (/** @type {unknown} */ (content));
    this.#draft = this.#newDraft(id);
    this.#ids = ids;
    for (const [name, value] of Object.entries(fields)) {
      const field = this.#form.elements.namedItem(name);
      if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
    }
    // A matter that was opened by this very note did arrive before the tab closed.
    const card = this.#cards.find((one) => one.id === chosen || one.id === ids.matter);
    if (card) this.#choose(card);
    fill(this.#part("draft"));
    this.#markDays();
    this.#field("text").focus();
  }

  /** @returns {Fields} */
  #fields() {
    return Object.fromEntries([...new FormData(this.#form)].map(([name, value]) => [name, String(value)]));
  }

  #typed() {
    this.#suggest();
    fill(this.#part("draft"));
    this.#draft.type({ about: ABOUT, fields: this.#fields(), ids: this.#ids, chosen: this.#chosen?.id ?? null });
  }

  #suggest() {
    const typed = this.#field("alias").value.trim().toLocaleLowerCase("nl");
    const place = this.#part("suggestions");
    if (this.#chosen && this.#chosen.alias.toLocaleLowerCase("nl") !== typed) this.#choose(null);
    if (this.#chosen) return fill(place);
    const near = this.#cards.filter(({ alias }) => alias.toLocaleLowerCase("nl").includes(typed)).slice(0, MOST_SUGGESTIONS);
    return fill(
      place,
      ...near.map((card) =>
        el("button", { type: "button", class: "suggestion", onclick: () => this.#choose(card, true) }, el("strong", {}, card.alias), el("span", { class: "soft" }, card.organisation.name)),
      ),
    );
  }

  /** @param {MatterCard | null} card @param {boolean} [byHand] */
  #choose(card, byHand = false) {
    this.#chosen = card;
    for (const fresh of this.querySelectorAll("[data-new-only]")) /** @type {HTMLElement} */ (fresh).hidden = card !== null;
    if (!card) return;
    this.#field("alias").value = card.alias;
    this.#field("next_step").value ||= card.nextStep;
    this.#suggest();
    announce(`Notitie bij ${card.alias}`);
    if (byHand) this.#typed();
  }

  /** @param {HTMLInputElement} chip */
  #setDue(chip) {
    const days = chip.dataset.days ?? "";
    const due = this.#field("due");
    due.value = days === "" ? "" : dayAfter(localMinute().slice(0, 10), Number(days));
    this.#typed();
  }

  #markDays() {
    const due = this.#field("due").value;
    for (const chip of this.#form.querySelectorAll("[data-days]")) {
      const { days = "" } = /** @type {HTMLInputElement} */ (chip).dataset;
      /** @type {HTMLInputElement} */ (chip).checked = days === "" ? due === "" : dayAfter(localMinute().slice(0, 10), Number(days)) === due;
    }
  }

  /** @param {[string, string][]} wrong field and sentence */
  #tell(wrong) {
    const place = this.#part("errors");
    fill(place);
    if (wrong.length === 0) return;
    const lines = wrong.map(([name, sentence]) => {
      const field = name && this.#form.querySelector(`[name="${name}"]`);
      return el("li", {}, field ? el("a", { href: `#${field.id}`, onclick: (/** @type {Event} */ event) => { event.preventDefault(); /** @type {HTMLElement} */ (field).focus(); } }, sentence) : sentence);
    });
    fill(place, el("div", { class: "error-summary", tabindex: "-1" }, el("p", {}, "Nog niet bewaard. Wat je typte staat er nog."), el("ul", {}, ...lines)));
    /** @type {HTMLElement} */ (place.firstElementChild).focus();
  }

  #wrong() {
    const fields = this.#fields();
    /** @type {[string, string][]} */
    const wrong = NEEDED.filter(([name]) => !fields[name]?.trim()).map(([name, sentence]) => [name, sentence]);
    if (!this.#chosen && !fields.organisation) wrong.push(["organisation", "Kies bij welke organisatie dit hoort."]);
    return wrong;
  }

  async #save() {
    if (this.#sending) return;
    const wrong = this.#wrong();
    this.#tell(wrong);
    if (wrong.length > 0) return;
    this.#sending = true;
    this.toggleAttribute("data-sending", true);
    try {
      await this.#draft.settle();
      const id = await this.#send(this.#fields());
      await this.#draft.discard({ server: false });
      this.#saved(id);
    } catch (error) {
      this.#tell([["", sentenceFor(error)]]);
    } finally {
      this.#sending = false;
      this.toggleAttribute("data-sending", false);
    }
  }

  /** @param {Fields} fields @returns {Promise<string>} the matter */
  async #send(fields) {
    const encounter = { id: this.#ids.encounter, channel: fields.channel, duration: fields.duration, involvement: [], month: fields.at.slice(0, 7) };
    const note = { at: fields.at, place: fields.place ?? "", text: fields.text };
    const shared = { ids: this.#ids, encounter, note, turn: fields.turn, due: fields.due || null, draft: this.#draft.id };
    if (this.#chosen) return this.#noteIn(this.#chosen.id, shared, fields);
    const card = { alias: fields.alias.trim(), next_step: fields.next_step.trim(), aftercare: null };
    const nature = fields.nature ? [fields.nature] : [];
    const { sentBefore } = await openMatter({ ...shared, organisation: Number(fields.organisation), unit: null, register: { nature, primary_nature: fields.nature ?? "" }, card });
    return sentBefore ? this.#noteIn(this.#ids.matter, shared, fields) : this.#ids.matter;
  }

  /**
   * @param {string} matterId
   * @param {Omit<Parameters<typeof noteEncounter>[1], "card">} shared
   * @param {Fields} fields
   */
  async #noteIn(matterId, shared, fields) {
    const matter = await loadMatter(matterId);
    const arrived = matter.records.find(({ id }) => id === this.#ids.note);
    if (arrived) {
      // An earlier try did arrive; what was typed since then is a correction of it.
      const changed = arrived.content.text !== shared.note.text;
      if (changed) await revise(matter, [noteChange(arrived.id, shared.encounter.id, shared.note, arrived.revision + 1)], shared.draft);
      return matterId;
    }
    await noteEncounter(matter, { ...shared, card: { ...cardOf(matter), next_step: fields.next_step.trim() } });
    return matterId;
  }

  /** @param {string} id */
  #saved(id) {
    this.#form.reset();
    this.#chosen = null;
    this.#ids = newIds();
    this.#draft = this.#newDraft();
    this.#field("at").value = localMinute();
    this.#choose(null);
    const time = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    fill(this.#part("state"), `Bewaard in de kluis, ${time}. `, el("a", { href: `/kwesties/${id}/` }, "Bekijk de kwestie"));
    announce("Bewaard in de kluis.");
    this.dispatchEvent(new CustomEvent("nabij:noted", { bubbles: true, detail: { matter: id } }));
    this.#field("alias").focus();
    void this.#begin();
  }
}

customElements.define("nabij-quick-note", QuickNote);
