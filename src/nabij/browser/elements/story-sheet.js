// One section of the story on its sheet: what is typed, what it was written on, and what the other author wrote meanwhile.
import { isSame } from "../day/story.js";
import { el, fill } from "../desk/dom.js";

/** @typedef {import("../day/story.js").Change} Change */
/** @typedef {import("../day/story.js").Section} Section */
/** @typedef {import("./story-fields.js").Editor} Editor */
/** @typedef {{group: string, typed: () => void, left: () => void}} How */

let made = 0;

export class SectionSheet {
  #editor;
  #how;
  /** The revision that is written on; 0 for none. */
  #base = 0;
  /** What stood there then. @type {unknown} */
  #clean;
  /** @type {unknown} */
  #empty;
  /** What was sent last. @type {unknown} */
  #sent = undefined;
  #tag = el("span", { class: "tag", hidden: true });
  #by = el("p", { class: "small soft" });
  #contest = el("div", {});
  /** What was found in it when it stood ready. */
  found = el("div", {});
  id = `story-section-${(made += 1)}`;
  contested = false;
  /** Whether figures stand beside it, as far as is known. */
  told = false;
  node;

  /** @param {Editor} editor @param {How} how */
  constructor(editor, how) {
    this.#editor = editor;
    this.#how = how;
    const head = el(how.group ? "h4" : "h2", { id: this.id, tabindex: -1 }, editor.heading);
    this.node = el("section", { class: how.group ? "story-section" : "sheet story-section", "aria-labelledby": this.id, oninput: () => this.#typed(), onchange: () => this.#typed(), onfocusout: (/** @type {FocusEvent} */ event) => this.#left(event) }, el("header", {}, head, this.#tag), this.#contest, this.found, editor.node, this.#by);
    editor.show(undefined);
    this.#clean = this.#empty = editor.read();
    this.#mark();
  }

  get name() {
    return this.#editor.name;
  }

  get heading() {
    return this.#editor.heading;
  }

  /** What the figures say here, once they were counted; null where there are none. @param {import("../day/story.js").Told | null} found @param {string} where the part of the report that answers it */
  tell(found, where) {
    this.told = found !== null;
    this.#tag.hidden = !this.told;
    this.#editor.tell?.({ says: found?.says ?? [], tables: found?.tables ?? [], where });
    this.#mark();
  }

  get group() {
    return this.#how.group;
  }

  get value() {
    return this.#editor.read();
  }

  /** As if somebody typed it; undefined empties the section. @param {unknown} value */
  set value(value) {
    this.#editor.show(value);
    this.#typed();
  }

  isEmpty() {
    return isSame(this.#editor.read(), this.#empty);
  }

  /** What is typed and not saved; null when nothing is. @returns {Change | null} */
  get change() {
    const value = this.#editor.read();
    return isSame(value, this.#clean) ? null : { name: this.name, value, base: this.#base };
  }

  /** Why there is no story. */
  get reason() {
    return /** @type {Partial<import("./story-fields.js").Beside>} */ (this.#editor.read()).why_none ?? "";
  }

  set reason(why_none) {
    this.value = { .../** @type {import("./story-fields.js").Beside} */ (this.#editor.read()), why_none };
  }

  /** Puts this under the reason. @param {HTMLElement} node */
  underReason(node) {
    this.#editor.more?.append(node);
  }

  isTold() {
    const { paragraphs = [], why_none = "" } = /** @type {Partial<import("./story-fields.js").Beside>} */ (this.#editor.read());
    return paragraphs.length > 0 || why_none !== "";
  }

  /** How it stands beside its figures, in a word. */
  standing() {
    const { paragraphs = [] } = /** @type {Partial<import("./story-fields.js").Beside>} */ (this.#editor.read());
    return paragraphs.length > 0 ? "verteld" : this.isTold() ? "met reden" : "nog niets";
  }

  #mark() {
    if (!this.told) return;
    const told = this.isTold();
    this.#tag.className = told ? "tag done" : "tag mine";
    this.#tag.textContent = told ? this.standing() : "nog geen verhaal";
  }

  #typed() {
    this.#mark();
    // Keeps the line free on which the author comes, so that nothing below moves when it is saved.
    this.#by.textContent ||= "\u00a0";
    this.#how.typed();
  }

  /** @param {FocusEvent} event */
  #left({ relatedTarget }) {
    if (relatedTarget instanceof Node && this.node.contains(relatedTarget)) return;
    if (this.change) this.#how.left();
  }

  /** This value is on its way. @param {unknown} value */
  sending(value) {
    this.#sent = value;
  }

  /** The section as it is on the server now. @param {Section | undefined} section */
  take(section) {
    const revision = section?.revision ?? 0;
    const change = this.change;
    // One's own words of a moment ago: typing went on meanwhile, or went back to what stood there before.
    if (section && revision !== this.#base && this.#isSent(section) && !isSame(section.value, this.value)) this.#on(section);
    else if (!change) this.#show(section);
    else if (revision === this.#base) return;
    else if (section && isSame(section.value, change.value)) this.#show(section);
    else if (section) this.contest(section);
    this.#mark();
  }

  /** @param {Section} section */
  #isSent({ author, value }) {
    return author === "" && this.#sent !== undefined && isSame(value, this.#sent);
  }

  /** @param {Section | undefined} section */
  #show(section) {
    this.#settle();
    this.#sent = undefined;
    if (section && !isSame(section.value, this.#editor.read())) this.#editor.show(section.value);
    this.#base = section?.revision ?? 0;
    this.#clean = this.#editor.read();
    this.#by.textContent = section?.author ? `Laatst geschreven door ${section.author}.` : "";
  }

  /** @param {Section} section */
  #on(section) {
    this.#settle();
    this.#sent = undefined;
    this.#base = section.revision;
    this.#clean = section.value;
  }

  #settle() {
    this.contested = false;
    fill(this.#contest);
  }

  /** What was typed before and not saved. @param {Change} change */
  restore({ value, base }) {
    const [now, clean] = [this.#base, this.#clean];
    if (isSame(value, clean)) return;
    this.#editor.show(value);
    if (base === now) return this.#mark();
    const theirs = { revision: now, value: clean, author: this.#by.textContent?.replace(/^Laatst geschreven door |\.$/g, "").trim() ?? "", written: "" };
    this.#base = base;
    this.contest(theirs);
    this.#mark();
  }

  /** Both texts are shown; nothing of it is saved until somebody chose. @param {Section} theirs */
  contest(theirs) {
    const who = theirs.author || "jou, in een ander tabblad";
    const keep = () => {
      this.#settle();
      this.#base = theirs.revision;
      this.#clean = theirs.value;
      this.#typed();
      this.#how.left();
    };
    const take = () => {
      this.#show(theirs);
      this.#editor.show(theirs.value);
      this.#clean = this.#editor.read();
      this.#typed();
    };
    const said = this.#editor.said(/** @type {any} */ (theirs.value));
    this.contested = true;
    fill(
      this.#contest,
      el(
        "div", { class: "message warning story-contest", role: "group", "aria-label": `Twee teksten bij ${this.heading}` },
        el("p", {}, el("strong", {}, `Hier staat intussen ook een tekst van ${who}.`), " Die van jou staat eronder en is nog niet bewaard. Neem over wat je wilt, en kies dan."),
        el("blockquote", {}, ...(said ? said.split("\n\n").map((one) => el("p", {}, one)) : [el("p", { class: "soft" }, "Leeg gemaakt.")])),
        el("div", { class: "actions" }, el("button", { type: "button", class: "button", onclick: keep }, "Houd mijn tekst"), el("button", { type: "button", class: "button quiet", onclick: take }, `Neem de tekst van ${theirs.author || "het andere tabblad"}`)),
      ),
    );
  }
}
