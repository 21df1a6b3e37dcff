// The page *Kwestie*: opens one matter, gives it to its sections, and offers what was typed but not saved.
import { el, fill } from "../desk/dom.js";
import { announce, notice, sentenceFor } from "../desk/say.js";
import { Arriving, markBefore } from "../day/arriving.js";
import { loadDrafts, settleDrafts } from "../day/drafts.js";
import { withWithdrawalsAnswered } from "../day/answering.js";
import { onlyOfComparing } from "../day/looking.js";
import { loadMatter, onGone } from "../day/matter.js";
import { mendPart } from "../day/mending.js";
import { looked, newsIn, showsConversation } from "../day/news.js";
import { forgetRead } from "../day/search.js";
import { loadColleagues } from "../day/vault.js";
import { cardOf } from "../day/writing.js";
import { readCodes } from "./matter-codes.js";
import { comparedWith } from "./matter-fingerprint.js";
import { freshPlace, tellFresh } from "./fresh.js";
import { begunWords, keptNotes, NOTE, offerLine, thrownAway } from "./kept-notes.js";
import { MatterSection } from "./matter-section.js";
import { newsOf, troublesOf } from "./matter-troubles.js";
import "./matter-asking.js";
import "./matter-erase.js";
import "./matter-exception.js";
import "./matter-files.js";
import "./matter-invite.js";
import "./matter-pattern.js";
import "./matter-person.js";
import "./matter-register.js";
import "./matter-sharing.js";
import "./matter-talk.js";
import "./matter-timeline.js";
import "./matter-turn.js";
import "./matter-words.js";

/** @typedef {import("../day/matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */
/** @typedef {import("./matter-section.js").Page} Page */

/** @type {[suffix: string, name: string][]} */
const FORMS = [["/note/", "een notitie"], ["/aftercare", "een gesprek na afsluiten"], ["/words", "In eigen woorden"], ["/person", "naam en contact"], ["/named_party", "de kwestie-veroorzaker"], ["/turn", "wie aan zet is"], ["/close", "afsluiten"], ["/register", "wat de praktijk telt"], ["/share", "delen met een collega"], ["/peer_card", "de kaart zonder naam"], ["/ask_", "een vraag aan de inbrenger"], ["/exception", "een doorbreking van vertrouwelijkheid"]];

const SAVED_NOT_SHOWN = "Het is bewaard, maar deze pagina laat nog de oude stand zien. Laad de kwestie opnieuw zodra je verbinding hebt.";

class MatterPage extends HTMLElement {
  /** @type {KeptDraft[]} */
  #drafts = [];
  /** @type {ReturnType<typeof readCodes> | null} */
  #codes = null;
  /** @param {Event} event */
  #onNoted = (event) => void this.#noted(/** @type {CustomEvent<{encounter: string}>} */ (event).detail.encounter);
  /** @type {OpenMatter | null} */
  #shown = null;
  #stopWatching = () => {};
  /** @type {Arriving | null} */
  #arriving = null;
  #tells = freshPlace();
  /** @type {import("../day/news.js").ServedNews | null} */
  #news = null;
  /** Records by the visitor that were new when this page showed them. @type {Set<string>} */
  #fresh = new Set();

  connectedCallback() {
    this.addEventListener("nabij:noted", this.#onNoted);
    this.#stopWatching = onGone((id) => id === this.#id && this.#gone());
    this.#codes ??= readCodes(this.#template("codes"));
    const noting = /** @type {HTMLDetailsElement} */ (this.querySelector("details.noting"));
    noting.addEventListener("toggle", () => this.#wakeNote(noting));
    this.#arriving = new Arriving(() => this.#tellNew(), this.#mark);
    this.#arriving.start();
    this.append(this.#tells);
    void this.#open();
  }

  disconnectedCallback() {
    this.#arriving?.stop();
    this.removeEventListener("nabij:noted", this.#onNoted);
    this.#stopWatching();
  }

  get #id() {
    return this.dataset.id ?? "";
  }

  get #mark() {
    return [`/kwesties/${this.#id}/merk.json`];
  }

  #tellNew() {
    if (this.isConnected && this.#shown) tellFresh(this.#tells, "Ververs de kwestie", () => void this.#renew());
  }

  /** What is being typed stays where it is: only what has no form open is drawn anew. */
  async #renew() {
    await settleDrafts();
    try {
      await this.#refresh();
    } catch (error) {
      return notice(sentenceFor(error), { kind: "error" });
    }
    const heading = /** @type {HTMLElement} */ (this.querySelector("h1"));
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    announce("De kwestie is ververst.");
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** @param {"codes" | "noting"} name */
  #template(name) {
    return /** @type {HTMLTemplateElement} */ (this.querySelector(`template[data-${name}]`));
  }

  /** The quick note asks for all cards: only when it is opened. @param {HTMLDetailsElement} details */
  #wakeNote(details) {
    const place = this.#part("noting");
    if (details.open && place.childElementCount === 0) place.append(document.importNode(this.#template("noting").content, true));
  }

  async #open() {
    const state = this.#part("state");
    try {
      const matter = await this.#load();
      const drafts = await loadDrafts();
      if (!this.isConnected) return;
      const closed = matter.served.register.closed_month !== null;
      this.#drafts = [...(closed ? [] : keptNotes(drafts, this.#id)), ...drafts.filter(({ content }) => content.about.startsWith(`matter/${this.#id}/`))];
      if (matter.records.length === 0 && matter.refusedKeys.length > 0) return this.#askToCompare(matter);
      fill(state);
      this.#show(matter);
      this.#offerDrafts();
    } catch (error) {
      if (this.isConnected) fill(state, el("p", { class: "error", role: "alert" }, sentenceFor(error)), el("button", { type: "button", class: "button quiet", onclick: () => void this.#open() }, "Probeer het opnieuw"));
    }
  }

  /** The form has done its work: on to what it became. @param {string} encounter */
  async #noted(encounter) {
    await this.#refresh().catch(() => notice(SAVED_NOT_SHOWN));
    const noting = /** @type {HTMLDetailsElement} */ (this.querySelector("details.noting"));
    noting.open = false;
    const line = /** @type {HTMLElement | null} */ (this.querySelector(`[data-encounter="${encounter}"] h3`) ?? noting.querySelector("summary"));
    if (line?.localName === "h3") line.tabIndex = -1;
    line?.focus();
  }

  /** First what is new, so that what comes in meanwhile stays so until it is shown. */
  async #load() {
    await this.#arriving?.kept();
    let before = await markBefore(this.#mark);
    this.#news = await newsIn(this.#id).catch(() => null);
    // what this page wrote in answer is no news of somebody else; what came after it is
    const matter = await withWithdrawalsAnswered(await loadMatter(this.#id), async () => void (before = await markBefore(this.#mark)));
    this.#arriving?.drawn(before);
    fill(this.#tells);
    return matter;
  }

  async #refresh() {
    forgetRead(this.#id);
    const matter = await this.#load();
    if (this.isConnected) this.#show(matter);
  }

  /** @param {OpenMatter} matter */
  #show(matter) {
    this.#shown = matter;
    const news = this.#news;
    for (const id of news?.records ?? []) this.#fresh.add(id);
    // Where it is not told to the server, it is still new with the next look.
    if (news && showsConversation(matter)) void looked(news).catch(() => null);
    fill(this.#part("troubles"), newsOf(matter), troublesOf(matter, (trouble) => this.#mend(matter, trouble)));
    this.#part("alias").textContent = cardOf(matter).alias || (matter.troubles.length > 0 ? "Kwestie" : "Zonder schuilnaam");
    for (const place of this.querySelectorAll("[data-folder]")) /** @type {HTMLElement} */ (place).hidden = false;
    for (const only of this.querySelectorAll("[data-running]")) /** @type {HTMLElement} */ (only).hidden = matter.served.register.closed_month !== null || matter.troubles.length > 0;
    this.#part("guest").textContent = matter.served.mine ? "" : `${matter.served.keeper.name} deelt deze kwestie met jou. Je ziet wat de inbrenger goed vond.`;
    const page = this.#pageOf(matter);
    for (const section of this.querySelectorAll("[data-section]")) {
      const parts = (section.getAttribute("data-section") ?? "").split(" ");
      const troubled = matter.troubles.filter(({ part }) => parts.includes(part));
      const refused = troubled.some(({ shown }) => !shown);
      /** @type {HTMLElement} */ (section).hidden = refused;
      // What does not verify takes nothing new: it can be read only.
      section.toggleAttribute("data-readonly", troubled.length > 0);
      if (!refused && section instanceof MatterSection) section.take(page);
    }
  }

  /** @param {OpenMatter} matter @param {import("../day/matter.js").Trouble} trouble */
  async #mend(matter, trouble) {
    await mendPart(matter, trouble);
    await this.#refresh();
    this.querySelector("h1")?.setAttribute("tabindex", "-1");
    this.querySelector("h1")?.focus();
  }

  /** The server has no such matter for this person any more: nothing can be done here, and what was typed stays. */
  #gone() {
    if (!this.#shown) return;
    const { mine, keeper } = this.#shown.served;
    this.#part("guest").textContent = "";
    const what = mine ? "De server zegt dat deze kwestie er niet is, maar jij bent haar begonnen. Bel je beheerder." : `${keeper.name} deelt deze kwestie niet meer met jou. Wat je al las, blijft gelezen.`;
    fill(this.#part("troubles"), el("section", { class: "message warning", role: "alert", "data-gone": "" }, el("h2", {}, mine ? "Deze kwestie is weg bij de server" : "Deze kwestie is niet meer met jou gedeeld"), el("p", {}, what), el("p", {}, "Je kunt hier niets meer bewaren. Wat je typte staat er nog: kopieer het als je het nodig hebt.")));
    for (const section of this.querySelectorAll("[data-section]")) section.toggleAttribute("data-readonly", true);
    for (const only of this.querySelectorAll("[data-running]")) /** @type {HTMLElement} */ (only).toggleAttribute("data-readonly", true);
  }

  /** @param {OpenMatter} matter @returns {Page} */
  #pageOf(matter) {
    const codes = /** @type {ReturnType<typeof readCodes>} */ (this.#codes);
    const { today = "", aftercareWeeks = "12", organisation = "" } = this.dataset;
    return {
      matter, today, organisation,
      aftercareWeeks: Number(aftercareWeeks),
      label: codes.label, choices: codes.choices, natures: codes.natures,
      refresh: () => this.#refresh(),
      saved: () => this.#refresh().catch(() => notice(SAVED_NOT_SHOWN)),
      fresh: this.#fresh,
      quietly: (work) => this.#quietly(matter, work),
      draftOf: (about) => this.#taken(about),
    };
  }

  /** What is compared of a matter is kept beside what is drawn: that it was kept is no news. @template T @param {OpenMatter} matter @param {() => Promise<T>} work */
  #quietly(matter, work) {
    const { records, served } = matter;
    if (!served.mine) return work();
    return /** @type {Arriving} */ (this.#arriving).own(work, () => matter.records !== records && onlyOfComparing(records, matter.records));
  }

  /** A draft is taken up once; after that the form that took it keeps it. @param {string} about */
  #taken(about) {
    const kept = this.#drafts.filter(({ content }) => content.about === about).at(-1) ?? null;
    if (kept) this.#drafts = this.#drafts.filter((one) => one !== kept);
    this.#offerDrafts();
    return kept;
  }

  #offerDrafts() {
    const place = this.#part("drafts");
    if (this.#drafts.length === 0) return fill(place);
    return fill(place, el("section", { class: "message" }, el("p", {}, "Hier staat nog iets dat je typte en niet bewaarde:"), el("ul", { class: "lines" }, ...this.#drafts.map((kept) => this.#offer(kept)))));
  }

  /** @param {KeptDraft} kept */
  #offer(kept) {
    const name = FORMS.find(([suffix]) => kept.content.about.includes(suffix))?.[1] ?? "een tekst";
    const sentence = kept.content.about === NOTE ? begunWords(kept.content.begun, this.#part("alias").textContent ?? "") : name;
    const goOn = () => {
      this.#drafts = this.#drafts.filter((one) => one !== kept);
      if (!this.#resumed(kept)) this.#drafts.push(kept);
      this.#offerDrafts();
    };
    const drop = async () => {
      if (!(await thrownAway(kept))) return;
      this.#drafts = this.#drafts.filter((one) => one !== kept);
      this.#offerDrafts();
    };
    return offerLine(sentence, { goOn, drop: () => void drop() });
  }

  /** @param {KeptDraft} kept @returns {boolean} whether the form it belongs to is open with it */
  #resumed(kept) {
    if (kept.content.about === NOTE) return this.#resumeNote(kept);
    const sections = [...this.querySelectorAll("[data-section]")].filter((one) => one instanceof MatterSection && !one.hidden);
    return sections.some((section) => /** @type {MatterSection} */ (section).resume(kept.content.about, kept));
  }

  /** @param {KeptDraft} kept */
  #resumeNote(kept) {
    const noting = /** @type {HTMLDetailsElement} */ (this.querySelector("details.noting"));
    if (noting.hidden) return false;
    noting.open = true;
    this.#wakeNote(noting);
    const note = /** @type {import("./quick-note.js").QuickNote} */ (noting.querySelector("nabij-quick-note"));
    void note.resume(kept);
    return true;
  }

  /** Keys from a colleague whose digits were never compared are not believed. @param {OpenMatter} matter */
  #askToCompare({ served }) {
    const { id, called = "een collega" } = served.keeper;
    const name = called;
    const ask = async () => {
      const keeper = (await loadColleagues()).find((one) => one.id === id);
      if (keeper && (await comparedWith(keeper))) await this.#open();
    };
    fill(
      this.#part("state"),
      el("section", { class: "sheet" }, el("h2", {}, `${name} deelt deze kwestie met jou`), el("p", {}, `Vergelijk eerst de cijfers met ${name}. Daarna gaat de kwestie open. Zo weet je dat ze echt van ${name} komt.`), el("p", {}, el("button", { type: "button", class: "button", onclick: () => void ask() }, "Vergelijk de cijfers"))),
    );
  }
}

customElements.define("nabij-matter", MatterPage);
