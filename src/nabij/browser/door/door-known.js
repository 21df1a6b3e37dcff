// "Wat je over jezelf vertelde": what the counsellor knows now, and a step to tell more, which is checked before it is taken.
import { el, fill } from "../desk/dom.js";
import { standingOf } from "../vault/visitor-standing.js";
import { ASKED, changesBetween, knownFrom, nextContact, standingPhrases } from "./known.js";
import { NotSent, talkTrouble } from "./not-sent.js";
import { isOddNumber } from "./number.js";
import { announce, channelWords, phrase } from "./phrases.js";
import { contactsIn, contactIn, say } from "./room.js";

/** @typedef {import("./known.js").Known} Known */
/** @typedef {import("./room.js").Shown} Shown */
/** @typedef {{id: string, revision: number, content: Record<string, unknown>}} Contact */

class DoorKnown extends HTMLElement {
  #busy = false;
  /** @type {Contact | null} */
  #now = null;
  /** What the form was filled with. @type {Contact | null} */
  #based = null;
  /** @type {Known | null} */
  #next = null;
  #readers = "";
  /** @type {Shown | null} */
  #shown = null;
  /** @type {(sent?: boolean) => Promise<void>} */
  #refresh = async () => {};

  connectedCallback() {
    this.#part("form").addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.#check();
    });
    this.#part("change").addEventListener("toggle", () => this.#change().open && this.#opened());
    this.#part("back").addEventListener("click", () => this.#back());
    this.#part("save").addEventListener("click", () => void this.#save());
    document.addEventListener("door-mailed", (event) => this.#mailed(/** @type {CustomEvent} */ (event).detail));
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-known-${name}]`));
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.querySelector(`#known-${name}`));
  }

  #change() {
    return /** @type {HTMLDetailsElement} */ (this.#part("change"));
  }

  /** @param {Shown} shown @param {(sent?: boolean) => Promise<void>} refresh draws the conversation again */
  show(shown, refresh) {
    this.#refresh = refresh;
    const { grants } = shown.about;
    // Until the counsellor lets them in, who came with a code can say nothing.
    this.hidden = grants.length === 0;
    if (this.hidden) return;
    this.#now = contactIn(shown);
    this.#readers = [...new Set(shown.about.holders.map((/** @type {{name: string}} */ { name }) => name))].join(", ") || phrase("talk-someone");
    const known = knownFrom(this.#now.content);
    this.#shown = shown;
    this.#mailed(shown.about.mail);
    fill(this.#part("now"), ...rowsOf(known), this.#now.revision > 0 && wayRow(this.#now.content));
    this.#change().hidden = !shown.conversation.writable;
    // Before it is opened: `toggle` comes later than the first key of who is quick.
    if (!this.#change().open && !this.#isTyped()) {
      this.#based = null;
      this.#opened();
    }
  }

  /** How they are known, with or without an address for mail at the server. @param {{on: boolean}} mail */
  #mailed({ on: mailed }) {
    if (!this.#shown || !this.#now) return;
    const known = knownFrom(this.#now.content);
    // Whose first key is a later one came with a code: somebody spoke with them before.
    const spokenBefore = !this.#shown.about.grants.some((/** @type {{epoch: number}} */ { epoch }) => epoch === 1);
    const standing = standingOf(contactsIn(this.#shown).map(({ content }) => content));
    const said = standingPhrases(standing, { spokenBefore, mailed });
    this.#part("standing").textContent = said.map((one) => phrase(one, { name: known.name || known.called })).join(" ");
  }

  /** Whether something stands in the form that was not sent. */
  #isTyped() {
    return this.#based !== null && changesBetween(knownFrom(this.#based.content), this.#typed()).length > 0;
  }

  /** Fills the form; what was typed and not sent stays. */
  #opened() {
    if (this.#based || !this.#now) return;
    this.#based = this.#now;
    const known = knownFrom(this.#now.content);
    for (const name of ASKED) this.#field(name).value = known[name];
    const message = known.voicemail === null ? "unknown" : known.voicemail ? "yes" : "no";
    /** @type {HTMLInputElement} */ (this.querySelector(`input[name=known-message][value=${message}]`)).checked = true;
  }

  /** @returns {Known} */
  #typed() {
    const message = /** @type {HTMLInputElement | null} */ (this.querySelector("input[name=known-message]:checked"))?.value;
    const [called, name, phone, email, when] = ASKED.map((one) => this.#field(one).value.trim());
    return { called, name, phone, email, when, voicemail: message === "yes" ? true : message === "no" ? false : null };
  }

  #check() {
    if (this.#busy || !this.#based) return;
    const after = this.#typed();
    const changes = changesBetween(knownFrom(this.#based.content), after);
    this.#tell(changes.length > 0 ? null : phrase("known-same"));
    if (changes.length === 0) return;
    this.#next = after;
    fill(this.#part("changes"), ...changes.map(({ field, how }) => el("li", {}, phrase(`known-${how}-${field}`, { names: this.#readers, value: valueOf(field, after) }))));
    const odd = changes.some(({ how, field }) => how === "told" && field === "phone") && isOddNumber(after.phone, false);
    this.#part("odd").hidden = !odd;
    this.#part("odd").textContent = odd ? phrase("known-number") : "";
    this.#part("told").hidden = !changes.some(({ how, field }) => how === "told" && field !== "voicemail" && field !== "when");
    this.#part("taken").hidden = !changes.some(({ how }) => how === "taken");
    this.#stage(true);
  }

  /** @param {boolean} check whether the check is shown, or the form */
  #stage(check) {
    this.#part("form").hidden = check;
    this.#part("check").hidden = !check;
    (check ? /** @type {HTMLElement} */ (this.#part("check").querySelector("h3")) : this.#field("called")).focus();
  }

  #back() {
    if (this.#busy) return;
    this.#next = null;
    this.#tell(null);
    this.#stage(false);
  }

  async #save() {
    const based = this.#based;
    const next = this.#next;
    if (this.#busy || !based || !next) return;
    this.#busy = true;
    this.#tell(null);
    this.#part("busy").textContent = phrase("talk-sending");
    try {
      await say(`contact ${based.id} ${based.revision} ${JSON.stringify(next)}`, (last) => {
        const now = last && contactIn(last);
        // What another tab told meanwhile is not overwritten unseen.
        if (!now || now.revision !== based.revision) throw new NotSent("changed");
        return { kind: "contact", id: based.id, revision: based.revision + 1, content: nextContact(based.content, next) };
      });
      this.#done();
      announce(phrase("known-saved"));
      await this.#refresh();
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.#busy = false;
      this.#part("busy").textContent = "";
    }
  }

  #done() {
    this.#based = this.#next = null;
    /** @type {HTMLFormElement} */ (this.#part("form")).reset();
    this.#part("form").hidden = false;
    this.#part("check").hidden = true;
    this.#change().open = false;
    this.#change().querySelector("summary")?.focus();
  }

  /** @param {unknown} error */
  async #failed(error) {
    if (error instanceof NotSent && error.trouble === "changed") {
      // What is there now is shown above; what was typed stays, to be checked against that.
      await this.#refresh(false);
      this.#based = this.#now;
      this.#stage(false);
    }
    this.#tell(phrase(talkTrouble(error)));
  }

  /** @param {string | null} sentence */
  #tell(sentence) {
    const place = this.#part("trouble");
    place.hidden = sentence === null;
    fill(place, sentence === null ? null : el("p", {}, sentence));
    if (sentence !== null) place.focus();
  }
}

/** @param {keyof Known} field @param {Known} known */
function valueOf(field, known) {
  const value = known[field];
  return typeof value === "string" ? value : phrase(value === null ? "known-unknown" : value ? "known-yes" : "known-no");
}

/** The way that was chosen; no row for one that the page has no words for. @param {Record<string, unknown>} content */
function wayRow({ how }) {
  const way = how ? channelWords(String(how))?.name : phrase("known-here");
  return way ? el("div", {}, el("dt", {}, phrase("known-row-how")), el("dd", {}, way)) : null;
}

/** What is known, beside its name; what is not known has no row. @param {Known} known */
const rowsOf = (known) => /** @type {(keyof Known)[]} */ ([...ASKED, "voicemail"])
  .filter((field) => known[field] !== "" && known[field] !== null)
  .map((field) => el("div", {}, el("dt", {}, phrase(`known-row-${field}`)), el("dd", {}, valueOf(field, known))));

customElements.define("door-known", DoorKnown);
