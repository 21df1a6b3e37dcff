// *Snelnotitie*: a conversation noted in under a minute. Everything typed is kept as a sealed draft until it is saved.
import { el, fill } from "../desk/dom.js";
import { announce, isRefused, NOT_SAVED, notice, sentenceFor, standingAfter } from "../desk/say.js";
import { loadCards } from "../day/cards.js";
import { Draft, loadDrafts } from "../day/drafts.js";
import { sayWhoCame } from "../day/keeping-up.js";
import { suggested } from "../day/order.js";
import { loadMatter } from "../day/matter.js";
import { toldAlready } from "../day/told-years.js";
import { namedAlike, plainAlias } from "../day/search.js";
import { amendEncounter, cardOf, codeRegister, newIds, noteEncounter, openMatter } from "../day/writing.js";
import { json } from "../vault/bytes.js";
import { begunWords, keptNotes, matterOf, NOTE, offerLine, thrownAway } from "./kept-notes.js";
import { filled, localMinute } from "./matter-fields.js";
import { DRAFT_SAID } from "./matter-writing.js";
import { tellOut } from "./note-told.js";
import { COUNTED_WORDS, dayAfter, DUE_BY_TURN, holdsNothing, natureOf, proposalWords, wrongIn } from "./note-fields.js";

/** @typedef {import("../day/cards.js").MatterCard} MatterCard */
/** @typedef {import("./matter-writing.js").KeptDraft} KeptDraft */
/** @typedef {import("./note-fields.js").Fields} Fields */
/** @typedef {Omit<Parameters<typeof noteEncounter>[1], "card">} Noted */
/** @typedef {{matter: string, left: string[], ended: boolean}} Kept where the note is, what stayed as an earlier try sent it, whether its draft is gone */

const MOST_SUGGESTIONS = 4;
/** Where noting has the screen to itself, and a keyboard on it would hide what is said. */
const ON_A_PHONE = "(max-width: 62rem)";
export class QuickNote extends HTMLElement {
  /** @type {MatterCard[]} */
  #cards = [];
  /** @type {MatterCard | null} */
  #chosen = null;
  #ids = newIds();
  #draft = this.#newDraft();
  #sending = false;
  /** The matter to which this note was sent without knowing whether it arrived. @type {string | null} */
  #tried = null;
  #dueByHand = false;
  /** The alias of a running matter under which a second one was asked for. */
  #apart = "";
  /** When this note was begun; empty until something is typed. */
  #since = "";
  /** @type {Promise<void>} */
  #ready = Promise.resolve();

  connectedCallback() {
    const form = this.#form;
    form.noValidate = true;
    this.#field("at").value ||= localMinute();
    form.addEventListener("input", () => this.#typed());
    form.addEventListener("change", ({ target }) => void (["at", "organisation"].includes(/** @type {HTMLInputElement} */ (target).name) && this.#tellYear()));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    for (const chip of form.querySelectorAll("[data-days]")) chip.addEventListener("change", () => this.#setDue(/** @type {HTMLInputElement} */ (chip)));
    for (const chip of form.querySelectorAll('[name="turn"]')) chip.addEventListener("change", () => this.#proposeDue(/** @type {HTMLInputElement} */ (chip).value));
    this.#field("due").addEventListener("input", () => {
      this.#byHand();
      this.#markDays();
    });
    // The other channels belong to the same group: Tab alone would pass them by.
    form.querySelector("details:has([name=channel])")?.addEventListener("toggle", ({ target }) => {
      const more = /** @type {HTMLDetailsElement} */ (target);
      if (more.open) /** @type {HTMLInputElement | null} */ (more.querySelector("input"))?.focus();
    });
    // After the page has put the keyboard at its heading.
    if (this.hasAttribute("data-starts")) queueMicrotask(() => this.isConnected && this.#field("alias").focus({ preventScroll: true }));
    this.#ready = this.#begin();
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
        this.#part("state").textContent = DRAFT_SAID[state];
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
      // On the page of a matter the page itself offers what was begun there.
      if (!matter) this.#offer(keptNotes(await loadDrafts()));
    } catch (error) {
      this.#tell([["", sentenceFor(error)]]);
    }
  }

  #isEmpty() {
    return !this.#field("text").value && !this.#field("alias").value;
  }

  /** @param {KeptDraft[]} kept */
  #offer(kept) {
    const place = this.#part("draft");
    if (kept.length === 0 || !this.#isEmpty()) return fill(place);
    const lines = kept.map((one) => {
      const { fields, begun } = /** @type {{fields: Fields, begun?: string}} */ (/** @type {unknown} */ (one.content));
      const alias = this.#cards.find(({ id }) => id === matterOf(one))?.alias || fields.alias?.trim() || "";
      const drop = async () => void ((await thrownAway(one)) && this.#offer(kept.filter((other) => other !== one)));
      return offerLine(begunWords(begun, alias), { goOn: () => this.#restore(one.id, one.content), drop: () => void drop() });
    });
    return fill(place, el("ul", { class: "lines" }, ...lines));
  }

  /** Goes on with a note that was begun earlier. @param {KeptDraft} kept */
  async resume({ id, content }) {
    await this.#ready;
    this.#restore(id, content);
  }

  /** @param {string} id @param {import("../day/drafts.js").DraftContent} content */
  #restore(id, content) {
    const { fields, ids, chosen, begun = "" } = /** @type {{fields: Fields, ids: ReturnType<typeof newIds>, chosen: string | null, begun?: string}} */ (/** @type {unknown} */ (content));
    void this.#draft.settle();
    this.#since = begun;
    this.#draft = this.#newDraft(id);
    this.#ids = ids;
    filled(this.#form, fields);
    if (fields.same) void /** @type {any} */ (this.querySelector("nabij-came-before"))?.offer(fields.same);
    // A matter that was opened by this very note did arrive before the tab closed.
    const card = this.#cards.find((one) => one.id === chosen || one.id === ids.matter);
    if (card) this.#choose(card);
    fill(this.#part("draft"));
    this.#byHand();
    this.#markDays();
    this.#field("text").focus();
  }

  /** @returns {Fields} */
  #fields() {
    const data = new FormData(this.#form);
    const single = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
    return /** @type {Fields} */ ({ ...single, involvement: data.getAll("involvement").map(String) });
  }

  /** Beside the day: whether the report of its year is out. */
  async #tellYear() {
    const { organisation, at } = this.#fields();
    fill(this.#part("told"), await toldAlready(this.#chosen?.organisation.id ?? Number(organisation), at));
  }

  #typed() {
    this.#suggest();
    fill(this.#part("draft"));
    fill(this.#part("saved"));
    if (holdsNothing(this.#fields(), { alone: !this.dataset.matter, nextStep: this.#chosen?.nextStep })) return this.#draft.forget();
    this.#since ||= localMinute();
    return this.#draft.type({ about: NOTE, fields: this.#fields(), ids: this.#ids, chosen: this.#chosen?.id ?? null, begun: this.#since });
  }

  #suggest() {
    const typed = this.#field("alias").value.trim().toLocaleLowerCase("nl");
    const place = this.#part("suggestions");
    // On the page of a matter the note is for that one.
    if (this.dataset.matter) return;
    if (this.#chosen && plainAlias(this.#chosen.alias) !== plainAlias(typed)) this.#choose(null);
    if (this.#chosen) return void fill(place);
    const near = suggested(this.#cards, typed, MOST_SUGGESTIONS);
    fill(
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
    const said = this.querySelector('[data-part="for"]');
    if (said) said.textContent = card.alias;
    this.#suggest();
    announce(`Notitie bij ${card.alias}`);
    if (byHand) this.#typed();
  }

  /** @param {HTMLInputElement} chip */
  #setDue(chip) {
    this.#byHand();
    this.#dueIn(chip.dataset.days ?? "");
    this.#typed();
  }

  /** The day is theirs now. */
  #byHand() {
    this.#dueByHand = true;
    fill(this.#part("proposal"));
  }

  /** A day that was chosen by hand stays. @param {string} turn */
  #proposeDue(turn) {
    if (this.#dueByHand) return;
    const days = DUE_BY_TURN[turn];
    this.#dueIn(String(days ?? ""));
    fill(this.#part("proposal"), proposalWords(days));
    this.#markDays();
    this.#typed();
  }

  /** @param {string} days */
  #dueIn(days) {
    this.#field("due").value = days === "" ? "" : dayAfter(localMinute().slice(0, 10), Number(days));
  }

  #markDays() {
    const due = this.#field("due").value;
    for (const chip of this.#form.querySelectorAll("[data-days]")) {
      const { days = "" } = /** @type {HTMLInputElement} */ (chip).dataset;
      /** @type {HTMLInputElement} */ (chip).checked = days === "" ? due === "" : dayAfter(localMinute().slice(0, 10), Number(days)) === due;
    }
  }

  /** @param {[string, string][]} wrong field and sentence @param {string} [standing] of what was typed */
  #tell(wrong, standing = NOT_SAVED) {
    const place = this.#part("errors");
    fill(place);
    if (wrong.length === 0) return;
    const lines = wrong.map(([name, sentence]) => {
      const field = name && this.#form.querySelector(`[name="${name}"]`);
      return el("li", {}, field ? el("a", { href: `#${field.id}`, onclick: (/** @type {Event} */ event) => { event.preventDefault(); /** @type {HTMLElement} */ (field).focus(); } }, sentence) : sentence);
    });
    fill(place, el("div", { class: "error-summary", tabindex: "-1" }, el("p", {}, standing), el("ul", {}, ...lines)));
    /** @type {HTMLElement} */ (place.firstElementChild).focus();
  }

  /** Running matters that go by the alias that was typed, unless that was asked already. */
  #twins() {
    const typed = this.#field("alias").value;
    if (this.#chosen || this.#tried || (this.#apart && this.#apart === plainAlias(typed))) return [];
    return namedAlike(this.#cards, typed).filter(({ id }) => id !== this.#ids.matter);
  }

  /** A second matter under one alias is opened by choice only. @param {MatterCard[]} twins */
  #askWhere(twins) {
    const here = (/** @type {MatterCard} */ card) => {
      this.#choose(card, true);
      void this.#save();
    };
    const apart = () => {
      this.#apart = plainAlias(twins[0].alias);
      void this.#save();
    };
    const several = twins.length > 1;
    const question = el(
      "div", { class: "message", tabindex: "-1", role: "group", "aria-label": "Waar hoort deze notitie?" },
      el("p", {}, several ? `Er zijn al kwesties ‘${twins[0].alias}’.` : `Er is al een kwestie ‘${twins[0].alias}’.`, el("span", { class: "soft" }, several ? "" : ` ${twins[0].organisation.name}`)),
      el("p", { class: "together" }, ...twins.map((card) => el("button", { type: "button", class: "button", onclick: () => here(card) }, several ? `Noteer bij ${card.organisation.name}` : "Noteer daar")), el("button", { type: "button", class: "button quiet", onclick: apart }, "Toch een nieuwe kwestie")),
    );
    fill(this.#part("errors"), question);
    question.focus();
  }

  async #save() {
    if (this.#sending) return;
    if (this.dataset.matter && !this.#chosen) {
      await (this.#ready = this.#begin());
      if (!this.#chosen) return;
    }
    const twins = this.#twins();
    if (twins.length > 0) return this.#askWhere(twins);
    const wrong = wrongIn(this.#fields(), this.#chosen !== null);
    this.#tell(wrong);
    if (wrong.length > 0) return;
    this.#sending = true;
    this.toggleAttribute("data-sending", true);
    const tried = this.#tried;
    try {
      await this.#draft.settle();
      const fields = this.#fields();
      const where = this.#chosen?.organisation.id ?? Number(fields.organisation);
      const kept = await this.#send(fields);
      // Saved is saved: a draft that stays behind leads back to this very note.
      await this.#draft.discard({ server: !kept.ended }).catch(() => undefined);
      this.#saved(kept);
      void tellOut(this.dataset.matter ? null : this.#part("saved"), where, fields.at);
    } catch (error) {
      if (isRefused(error)) this.#tried = tried;
      this.#tell([["", sentenceFor(error)]], standingAfter(error));
    } finally {
      this.#sending = false;
      this.toggleAttribute("data-sending", false);
    }
  }

  /** @param {Fields} fields @returns {Promise<Kept>} */
  async #send(fields) {
    const own = this.#ids.matter;
    const wished = this.#chosen?.id ?? own;
    // Where an earlier try may have arrived, it is not noted a second time elsewhere.
    const at = (this.#tried ??= wished);
    const encounter = { id: this.#ids.encounter, channel: fields.channel, duration: fields.duration, involvement: fields.involvement, month: fields.at.slice(0, 7) };
    const note = { at: fields.at, place: fields.place.trim(), text: fields.text };
    const noted = { ids: this.#ids, encounter, note, turn: fields.turn, due: fields.due || null, draft: this.#draft.id };
    if (at === own && !this.#cards.some(({ id }) => id === own)) {
      const card = { alias: fields.alias.trim(), next_step: fields.next_step.trim(), aftercare: null };
      const { sentBefore } = await openMatter({ ...noted, organisation: Number(fields.organisation), unit: null, register: natureOf(fields), card, same: fields.same });
      if (!sentBefore) return { matter: own, left: [], ended: true };
    }
    const kept = await this.#noteIn(at, wished, noted, fields);
    if (kept) return kept;
    this.#tried = null;
    return this.#send(fields);
  }

  /**
   * In a matter that is there; null when the note is not in it and the person wants it elsewhere by now.
   * @param {string} at
   * @param {string} wished
   * @param {Noted} noted
   * @param {Fields} fields
   * @returns {Promise<Kept | null>}
   */
  async #noteIn(at, wished, noted, fields) {
    const matter = await loadMatter(at);
    const openedHere = at === this.#ids.matter && !this.#chosen;
    const card = { ...cardOf(matter), next_step: fields.next_step.trim(), ...(openedHere ? { alias: fields.alias.trim() } : {}) };
    if (!matter.served.encounters.some(({ id }) => id === noted.encounter.id)) {
      if (at !== wished) return null;
      await noteEncounter(matter, { ...noted, card });
      return { matter: at, left: [], ended: true };
    }
    // An earlier try did arrive; what is different now is a correction of it.
    const counted = await amendEncounter(matter, at === wished ? { ...noted, card } : { ...noted, card: cardOf(matter) });
    const left = counted.map((name) => COUNTED_WORDS[name]);
    if (at !== wished) left.push("bij welke kwestie het hoort");
    if (openedHere) await this.#amendRegister(matter, fields);
    return { matter: at, left, ended: false };
  }

  /** @param {import("../day/matter.js").OpenMatter} matter @param {Fields} fields */
  async #amendRegister(matter, fields) {
    const { nature, primary_nature: primary, organisation } = matter.served.register;
    const wanted = { ...natureOf(fields), organisation: Number(fields.organisation) };
    if (json({ nature, primary_nature: primary, organisation }) !== json(wanted)) await codeRegister(matter, wanted);
    await sayWhoCame(matter, fields.same ?? "");
  }

  /** @param {Kept} kept */
  #saved({ matter: id, left }) {
    const encounter = this.#ids.encounter;
    this.#form.reset();
    this.#chosen = this.#tried = null;
    this.#dueByHand = false;
    this.#apart = this.#since = "";
    this.#ids = newIds();
    this.#draft = this.#newDraft();
    this.#field("at").value = localMinute();
    this.#choose(null);
    for (const name of ["proposal", "told"]) fill(this.#part(name));
    const stayed = left.length > 0 ? `Zoals je het eerder verstuurde bleef: ${new Intl.ListFormat("nl").format(left)}. Dat is al geteld en kan niet meer anders. ` : "";
    announce(`Bewaard in de kluis. ${stayed}`.trim());
    this.#ready = this.#begin();
    if (this.dataset.matter) {
      fill(this.#part("state"));
      if (stayed) notice(stayed.trim());
    } else {
      const said = `Bewaard in de kluis, ${localMinute().slice(11)}. ${stayed}`;
      fill(this.#part("state"), said);
      // Where the eyes are: the form begins anew, and what became of the last one stands above it.
      fill(this.#part("saved"), el("div", { class: "message" }, el("p", {}, said, el("a", { href: `/kwesties/${id}/` }, "Bekijk de kwestie"))));
      const target = window.matchMedia(ON_A_PHONE).matches ? this.#part("saved") : this.#field("alias");
      target.focus({ preventScroll: true });
      this.#part("saved").scrollIntoView({ block: "nearest" });
    }
    this.dispatchEvent(new CustomEvent("nabij:noted", { bubbles: true, detail: { matter: id, encounter } }));
  }
}

customElements.define("nabij-quick-note", QuickNote);
