// The desk at which two authors write one story: what is typed is kept at once, saved sealed, and never put over the other's words.
import { Draft, loadDrafts } from "../day/drafts.js";
import { beginStory, giveKey, loadStory, saveSections, withoutKey } from "../day/story.js";
import { withFound } from "../day/story-found.js";
import { vault } from "../day/vault.js";
import { el, fill } from "../desk/dom.js";
import { reload } from "../desk/pages.js";
import { announce, notice, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { DRAFT_SAID } from "./matter-writing.js";
import { comparedWith } from "./matter-fingerprint.js";
import { FiguresBeside } from "./story-figures.js";
import { drawLeft, goToWords } from "./story-left.js";
import { previousNote } from "./story-previous.js";
import { drawReady } from "./story-ready.js";
import { sameReason } from "./story-reason.js";
import { SectionSheet } from "./story-sheet.js";
import { editorsOf, previousOf } from "./story-template.js";
import { doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/story.js").OpenStory} OpenStory */
/** @typedef {import("../day/story.js").Author} Author */

/** Typing rests this long, in milliseconds, before it is saved for the other author. */
const REST = 4000;
/** What could not be saved is tried again after this long, in milliseconds. */
const AGAIN = 15_000;
/** What the other saved is fetched this often, in milliseconds. */
const LOOK = 12_000;

export class StoryDesk {
  #host;
  #report;
  /** @type {OpenStory | null} */
  #story = null;
  #figures;
  /** Those under whose reason something stands. @type {WeakSet<SectionSheet>} */
  #reasoned = new WeakSet();
  /** @type {Map<string, SectionSheet>} */
  #sheets = new Map();
  /** @type {Draft} */
  #draft = this.#newDraft();
  #rest = 0;
  #look = 0;
  #stopped = false;
  /** @type {Promise<boolean> | null} */
  #saving = null;
  #state = el("p", { class: "small soft", role: "status", "data-part": "state" });
  #trouble = troubleLine("story-trouble");
  #drawing = el("div", {});
  #previous;
  /** @type {ReturnType<typeof previousNote> | null} */
  #note = null;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#host = host;
    this.#report = host.dataset.report ?? "";
    this.#figures = new FiguresBeside(this.#report, () => this.#counted());
    this.#previous = previousOf(/** @type {HTMLElement} */ (host.parentElement));
  }

  get story() {
    return /** @type {OpenStory} */ (this.#story);
  }

  get host() {
    return this.#host;
  }

  get sheets() {
    return [...this.#sheets.values()];
  }

  async start() {
    fill(this.#host, this.#drawing);
    addEventListener("online", this.#again);
    this.#look = window.setInterval(() => void this.#lookAgain(), LOOK);
    await this.open();
  }

  stop() {
    this.#stopped = true;
    clearInterval(this.#look);
    clearTimeout(this.#rest);
    removeEventListener("online", this.#again);
    if (vault.session.isOpen() && this.#dirty().length > 0) void this.save();
    void this.#draft.settle();
  }

  #again = () => void (this.#dirty().length > 0 && this.save());

  /** Fetches the story and draws how it stands. @returns {Promise<void>} */
  async open() {
    try {
      [this.#story] = await Promise.all([loadStory(this.#report), this.#figures.soon()]);
    } catch (error) {
      return this.#drawStep("Het verhaal ging niet open", el("p", {}, sentenceFor(error)), doing("Probeer opnieuw", () => this.open(), { trouble: this.#trouble }));
    }
    const { state } = this.story;
    if (state === "ready") return void reload();
    if (state !== "open") return this.#drawClosed(state);
    this.#story = await withFound(this.story);
    this.#drawOpen();
    await this.#restore();
    goToWords(this.#report, this.sheets);
  }

  /** @param {string} title @param {...import("../desk/dom.js").Child} children */
  #drawStep(title, ...children) {
    fill(this.#drawing, el("section", { class: "sheet" }, el("h2", { tabindex: -1 }, title), ...children, this.#trouble));
  }

  /** @param {"new" | "waiting" | "lost" | "refused"} state @returns {void} */
  #drawClosed(state) {
    const others = this.story.authors.filter(({ me }) => !me);
    const names = others.map(({ name }) => name).join(" en ");
    const begin = (/** @type {string} */ label) => doing(label, () => this.#begin(), { trouble: this.#trouble });
    if (state === "new")
      return this.#drawStep("Begin het verhaal", el("p", {}, "Wat je hier schrijft, staat verzegeld in de kluis. Alleen wie dit verslag schrijft, kan het lezen."), this.#previous && el("p", {}, "Je begint met het verhaal van de vorige uitgave. Daarin verander je wat niet klopte. Liever niet? Dan kies je straks Begin leeg."), ...this.#whoReads(), el("div", { class: "actions" }, begin("Begin te schrijven")));
    if (state === "lost")
      return this.#drawStep("Wat er stond, kan niemand meer lezen", el("p", {}, "Wie dit verhaal begon, is geen auteur meer, en er is geen sleutel aan jou gegeven. Je kunt opnieuw beginnen. Wat er stond, wordt dan gewist."), el("div", { class: "actions" }, begin("Begin opnieuw")));
    const holder = others.find(({ holds }) => holds);
    if (state === "waiting" && holder)
      return this.#drawStep(`${holder.name} begon dit verhaal`, el("p", {}, `${holder.name} geeft jou nog een sleutel. Dat gebeurt op deze pagina, nadat jullie je cijfers vergeleken.`), this.#compareWith(holder), doing("Kijk opnieuw", () => this.open(), { trouble: this.#trouble, quiet: true }));
    if (this.story.trouble === "UntrustedSigner")
      return this.#drawStep("Vergelijk eerst jullie cijfers", el("p", {}, `${names} gaf jou een sleutel van dit verhaal. Je gebruikt hem pas als je weet dat hij van ${names} komt.`), ...others.map((one) => this.#compareWith(one)));
    return this.#drawStep("Dit verhaal klopt niet zoals de server het geeft", el("p", {}, `Er wordt niets getoond en niets overschreven (${this.story.trouble}). Wat je eerder typte, staat er nog. Probeer het opnieuw. Blijft dit staan? Bel je beheerder.`), doing("Probeer opnieuw", () => this.open(), { trouble: this.#trouble }));
  }

  /** @param {Author} author @returns {HTMLElement | null} */
  #compareWith({ colleague, name }) {
    if (!colleague) return el("p", { class: "soft" }, `${name} heeft nog geen kluis.`);
    if (colleague.checked) return null;
    return doing(`Vergelijk de cijfers met ${name}`, async () => ((await comparedWith(colleague)) ? this.open() : undefined), { trouble: this.#trouble });
  }

  async #begin() {
    try {
      await beginStory(this.story);
      if (this.#previous) await saveSections(await loadStory(this.#report), [...this.#previous.sections].map(([name, value]) => ({ name, value, base: 0 })));
    } catch (error) {
      // The other was first: then theirs is the story.
      if (!(error instanceof Refusal) || !["stale", "conflict"].includes(error.code)) throw error;
    }
    await this.open();
  }

  /** Who has no key yet, why, and what to do. @returns {HTMLElement[]} */
  #whoReads() {
    return withoutKey(this.story).map(({ name, colleague }) => {
      if (!colleague) return el("p", { class: "note" }, `${name} heeft nog geen kluis en krijgt daarom nog geen sleutel. Zodra die er is, geef je de sleutel hier.`);
      const ready = colleague.checked && !colleague.substituted;
      if (this.story.state === "new") return el("p", { class: "note" }, ready ? `${name} leest en schrijft mee.` : `${name} krijgt een sleutel zodra jullie je cijfers vergeleken. Dat kan ook later, op deze pagina.`);
      const give = async () => {
        if (!ready && !(await comparedWith(colleague))) return;
        await this.save();
        await giveKey(this.story, colleague);
        announce(`${name} kan meelezen.`);
        await this.open();
      };
      return el("div", { class: "message" }, el("p", {}, `${name} kan dit verhaal nog niet lezen.`), doing(ready ? `Geef ${name} een sleutel` : `Vergelijk de cijfers en geef ${name} een sleutel`, give, { trouble: this.#trouble, quiet: true }));
    });
  }

  // Writing ------------------------------------------------------------------------------------------------------------------------------

  #drawOpen() {
    const before = this.#sheets;
    const isWritten = (/** @type {string} */ name) => this.story.sections.has(name) || before.get(name)?.isEmpty() === false;
    const editors = editorsOf(/** @type {HTMLElement} */ (this.#host.parentElement), this.#host.dataset, (key) => this.#figures.stands(key) || isWritten(`beside.${key}`));
    this.#sheets = new Map(editors.map(({ editor, group }) => [editor.name, before.get(editor.name) ?? new SectionSheet(editor, { group, typed: () => this.#typed(), left: () => void this.save() })]));
    for (const sheet of this.#sheets.values()) {
      this.#tell(sheet);
      sheet.take(this.story.sections.get(sheet.name));
    }
    this.#note = this.#previous && previousNote(this.#previous, () => this.sheets, () => void this.save());
    const ready = doing("Klaarzetten…", () => this.#prepare(), { trouble: this.#trouble });
    // What is told of saving stands below the button: leaving a field with a click on it changes that line, and must not move it from under the pointer.
    const pad = el("aside", { class: "pad story-pad", "aria-label": "Overzicht" }, el("h2", {}, "Waar een verhaal staat"), this.#overview(), this.#trouble, el("div", { class: "actions" }, ready), this.#state);
    fill(this.#drawing, el("div", { class: "beside story-beside" }, el("div", { class: "story-sheets" }, this.#figures.node, this.#note?.node, ...this.#whoReads(), ...this.#grouped()), pad));
    for (const sheet of this.sheets) drawLeft(this.#report, sheet);
  }

  /** @param {SectionSheet} sheet */
  #tell(sheet) {
    this.#figures.tell(sheet);
    if (!sheet.told || this.#reasoned.has(sheet)) return;
    this.#reasoned.add(sheet);
    sheet.underReason(sameReason(sheet, () => this.sheets, () => void this.save()));
  }

  /** The figures came while somebody may be writing: nothing is drawn anew, and nothing goes in which somebody writes. */
  #counted() {
    for (const [name, sheet] of this.#sheets) {
      this.#tell(sheet);
      const [head, key] = name.split(".");
      const stands = head !== "beside" || this.#figures.stands(key) || this.#story?.sections.has(name) || !sheet.isEmpty() || sheet.node.contains(document.activeElement);
      if (stands) continue;
      sheet.node.remove();
      this.#sheets.delete(name);
    }
    this.#drawOverview();
  }

  /** @returns {HTMLElement[]} sheets, with the overview of functions and qualities folded in one */
  #grouped() {
    const overview = el("details", { class: "sheet story-group" }, el("summary", {}, el("h2", {}, "Drie functies, vier kwaliteiten")), el("p", { class: "soft" }, "Wat je telde, schatte of vertelt, per functie en kwaliteit. Je kunt dit overslaan en later invullen."));
    /** @type {Map<string, HTMLDetailsElement>} */
    const groups = new Map();
    /** @type {HTMLElement[]} */
    const found = [];
    for (const { node, group } of this.#sheets.values()) {
      if (!group) found.push(node);
      else {
        if (groups.size === 0) found.push(overview);
        const place = groups.get(group) ?? el("details", {}, el("summary", {}, el("h3", {}, group)));
        groups.set(group, place);
        place.append(node);
        overview.append(place);
      }
    }
    return found;
  }

  #overview() {
    const place = el("ul", { class: "story-contents" });
    const draw = () =>
      fill(place, ...this.sheets.filter(({ told }) => told).map((sheet) => el("li", {}, el("a", { href: `#${sheet.id}` }, sheet.heading), el("span", { class: sheet.isTold() ? "tag done" : "tag mine" }, sheet.standing()))));
    draw();
    this.#drawOverview = () => {
      draw();
      for (const sheet of this.sheets) drawLeft(this.#report, sheet);
      this.#note?.draw();
    };
    return place;
  }

  #drawOverview = () => {};

  #dirty() {
    return this.sheets.flatMap((sheet) => sheet.change ?? []);
  }

  #newDraft(/** @type {string | undefined} */ id = undefined) {
    return new Draft({
      id,
      onState: (state) => {
        if (state !== "empty") this.#say(DRAFT_SAID[state]);
      },
    });
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.#state.textContent = sentence;
  }

  get #about() {
    return `story ${this.#report}`;
  }

  #typed() {
    this.#drawOverview();
    // Not "saved" any more, from the first key on.
    this.#say("");
    this.#keep();
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => void this.save(), REST);
  }

  /** Everything that is not saved yet, as a sealed draft. */
  #keep() {
    const changes = this.#dirty();
    if (changes.length === 0) this.#draft.forget();
    else this.#draft.type({ about: this.#about, changes });
  }

  /** What was typed here before and not saved: a closed tab, a lost connection. */
  async #restore() {
    const kept = (await loadDrafts().catch(() => [])).filter(({ content }) => content.about === this.#about);
    for (const { id, content } of kept) {
      const changes = /** @type {import("../day/story.js").Change[]} */ (content.changes ?? []);
      for (const change of changes) this.#sheets.get(change.name)?.restore(change);
      await new Draft({ id }).discard().catch(() => undefined);
    }
    if (kept.length === 0) return;
    this.#drawOverview();
    this.#keep();
    await this.save();
  }

  /**
   * Saves all that nobody else wrote over. Never rejects.
   * @returns {Promise<boolean>} whether all that is typed is saved
   */
  save() {
    clearTimeout(this.#rest);
    this.#saving = (this.#saving ?? Promise.resolve(true)).then(() => this.#saveNow());
    return this.#saving;
  }

  async #saveNow() {
    const changes = this.sheets.flatMap((sheet) => (sheet.contested ? [] : (sheet.change ?? [])));
    if (changes.length > 0 && this.story.state === "open" && vault.session.isOpen()) {
      this.#host.toggleAttribute("data-sending", true);
      try {
        await this.#draft.settle();
        for (const { name, value } of changes) this.#sheets.get(name)?.sending(value);
        const { story, contested } = await saveSections(this.story, changes);
        this.#take(story);
        for (const { name, theirs } of contested) this.#sheets.get(name)?.contest(theirs);
        await this.#saved(contested.map(({ name }) => this.#sheets.get(name)?.heading ?? name));
      } catch (error) {
        if (!vault.session.isOpen()) return false;
        this.#say("");
        this.#trouble.textContent = sentenceFor(error);
        if (!this.#stopped) this.#rest = window.setTimeout(() => void this.save(), AGAIN);
      } finally {
        this.#host.toggleAttribute("data-sending", false);
      }
    }
    return this.#dirty().length === 0;
  }

  /** @param {string[]} contested */
  async #saved(contested) {
    fill(this.#trouble);
    const more = this.#dirty().length > 0;
    if (contested.length > 0) this.#say(`Twee teksten bij ${contested.join(" en ")}: kies welke blijft.`);
    else if (!more) this.#say("Bewaard in de kluis");
    if (more) return this.#keep();
    const done = this.#draft;
    this.#draft = this.#newDraft();
    await done.discard().catch(() => undefined);
  }

  /** @param {OpenStory} story */
  #take(story) {
    this.#story = story;
    if (story.state === "ready") {
      notice("Het verslag is intussen klaargezet. Wat je typte en nog niet bewaard was, staat als concept in je kluis.");
      void this.#draft.settle().then(() => reload());
      return;
    }
    if (story.state !== "open") return void this.#drawClosed(/** @type {"waiting"} */ (story.state));
    for (const sheet of this.#sheets.values()) sheet.take(story.sections.get(sheet.name));
    this.#drawOverview();
  }

  /** In turn with saving: an answer from before a save would look rolled back after it. */
  #lookAgain() {
    this.#saving = (this.#saving ?? Promise.resolve(true)).then(() => this.#lookNow());
    return this.#saving;
  }

  /** @returns {Promise<boolean>} whether all that is typed is saved */
  async #lookNow() {
    if (!this.#stopped && !document.hidden && vault.session.isOpen() && this.#story?.state === "open" && this.#host.isConnected) {
      try {
        const story = await loadStory(this.#report);
        if (!this.#stopped) this.#take(story);
      } catch {
        // Without a connection there is nothing new; what is typed is kept all the same.
      }
    }
    return this.#dirty().length === 0;
  }

  async #prepare() {
    const all = await this.save();
    if (this.sheets.some(({ contested }) => contested)) throw new Refusal("Kies eerst bij elk onderdeel welke tekst blijft.", "stopped");
    if (!all) throw new Refusal("Niet alles is bewaard. Probeer het opnieuw zodra je weer verbinding hebt.", "stopped");
    const back = () => this.open();
    if (!this.#figures.told) this.#say("We tellen eerst de cijfers. Dat kan even duren.");
    await this.#figures.fetch();
    await drawReady(this.#drawing, { story: await loadStory(this.#report), sheets: this.sheets, figures: this.#figures.told, back });
  }
}
