// The visitor's conversation: opened with seven words or just begun, read, written in, and closed again.
import { el, fill, minute } from "../desk/dom.js";
import { letterTold } from "../vault/letter-told.js";
import { saidInOrder } from "../vault/said.js";
import { standingWishes, takenBack } from "../vault/wishes.js";
import { askIfSure, Destroyed, showProof } from "./destroyed.js";
import { atTurn, dueSentence, lastContact } from "./awaited.js";
import "./door-consents.js";
import { letterSentence } from "./letter-told.js";
import { doubtIn, isDoubt, talkTrouble } from "./not-sent.js";
import { announce, dayWords, phrase } from "./phrases.js";

/** @typedef {import("./room.js").Shown} Shown */
/** @typedef {typeof import("./room.js")} Room */
/** @typedef {{typed: string, proposed: string[]}} Unknown */

/** How often is asked whether something came in, in milliseconds. */
const EVERY = 30_000;

/** What a visitor may ask about themselves. */
const WISHES = new Set(["correct", "delete", "other_counsellor", "taken_back"]);

/** Where stands what was said and known. */
const SAID = "[data-talk-messages], [data-talk-renewed], [data-talk-holders], [data-talk-register], [data-known-now], [data-known-standing], [data-consents-list], .attached";

// The look of what is said comes along: no page needs it before.
document.head.append(el("link", { rel: "stylesheet", href: new URL("../look/talk.css", import.meta.url).href }));

class DoorConversation extends HTMLElement {
  #busy = false;
  #takenOn = false;
  /** @type {Promise<() => void> | undefined} whether it closes by itself */
  #listening;
  /** Of the conversation that was open last. */
  #id = "";
  #mark = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  connectedCallback() {
    this.closest("door-steps")?.addEventListener("door-step", (event) => this.#step(/** @type {CustomEvent} */ (event).detail));
    this.#part("words").addEventListener("submit", (event) => this.#on(event, () => this.#comeBack()));
    this.#part("write").addEventListener("submit", (event) => this.#on(event, () => this.#write()));
    this.#part("wish").addEventListener("submit", (event) => this.#on(event, () => this.#wish()));
    this.addEventListener("door-answered", () => void this.#showSent());
    this.#part("close").addEventListener("click", () => this.#close());
    this.#part("anew").addEventListener("click", (event) => anew(/** @type {HTMLElement} */ (event.currentTarget).dataset.to));
    if (this.closest("section")?.hidden === false) void this.#step("conversation");
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    void this.#listening?.then((stop) => stop());
    // put back into the page it listens anew
    this.#listening = undefined;
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-talk-${name}]`));
  }

  /** @param {string} id @returns {HTMLTextAreaElement} */
  #field(id) {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector(`#talk-${id}`));
  }

  /** The vault comes only when a conversation is opened. @returns {Promise<Room>} */
  #room() {
    return import("./room.js");
  }

  /** @param {Event} event @param {() => Promise<void>} work */
  async #on(event, work) {
    event.preventDefault();
    event.stopPropagation();
    await this.#once(work);
  }

  /** One thing at a time: a second click does nothing. @param {() => Promise<void>} work */
  async #once(work) {
    if (this.#busy) return;
    this.#busy = true;
    this.#tell(null);
    try {
      await work();
    } catch (error) {
      if (this.#isDestroyed(error)) return;
      this.#tell(phrase(talkTrouble(error)));
      // Then nothing more is written here; what was read before stays.
      if (isDoubt(error)) await this.#showSent(false);
    } finally {
      this.#busy = false;
      this.#say("busy", "");
    }
  }

  /** Shows the proof where it is. @param {unknown} error */
  #isDestroyed(error) {
    if (!(error instanceof Destroyed)) return false;
    clearInterval(this.#timer);
    showProof(this, error.proof);
    return true;
  }

  /** @param {string} name @param {string} sentence */
  #say(name, sentence) {
    this.#part(name).textContent = sentence;
  }

  /** @param {string | null} sentence */
  #tell(sentence) {
    const place = this.#part("trouble");
    place.hidden = sentence === null;
    fill(place, sentence === null ? null : el("p", {}, sentence));
    if (sentence !== null) place.focus();
  }

  /** @param {string} step */
  async #step(step) {
    if (step !== "conversation") return;
    const room = await this.#room().catch(() => null);
    if (room?.isOpen()) await this.#once(async () => this.#show(await room.look()));
  }

  async #comeBack() {
    const room = await this.#room();
    const { words, count, unknown } = await room.readWords(this.#field("words").value);
    this.#propose(unknown);
    if (!words) {
      this.#tell(unknown.length > 0 ? phrase("talk-some-not-listed") : phrase("talk-count", { count: String(count) }));
      return;
    }
    this.#say("busy", phrase("talk-busy"));
    const { during } = await import("./working.js");
    const shown = await during(this.#part("busy"), (onProgress) => room.comeBack(words, (done) => {
      onProgress(done);
      if (done === 1) this.#say("busy", phrase("talk-opening"));
    }));
    this.#field("words").value = "";
    this.#show(shown);
  }

  /** @param {Unknown} one */
  #about({ typed, proposed }) {
    return phrase(proposed.length > 0 ? "talk-not-listed" : "talk-not-listed-none", { word: typed });
  }

  /** For each word that is not on the list those that it may have been; a click puts one in its place. @param {Unknown[]} unknown */
  #propose(unknown) {
    const place = this.#part("proposals");
    place.hidden = unknown.length === 0;
    fill(place, ...unknown.flatMap((one) => [
      el("p", {}, this.#about(one)),
      el("p", { class: "actions" }, ...one.proposed.map((word) => el("button", { type: "button", class: "button quiet", onclick: () => this.#replace(one.typed, word) }, word))),
    ]));
  }

  /** @param {string} typed @param {string} word */
  #replace(typed, word) {
    const field = this.#field("words");
    field.value = field.value.split(/([^\p{L}]+)/u).map((one) => (one.toLowerCase() === typed ? word : one)).join("");
    fill(this.#part("proposals"));
    field.focus();
  }

  /** It closed by itself: what was said is off the page, what was typed stays for who has the words. */
  #quiet() {
    clearInterval(this.#timer);
    for (const part of this.querySelectorAll(SAID)) part.replaceChildren();
    this.#part("open").hidden = true;
    this.#part("words").hidden = false;
    this.#tell(phrase("talk-quiet"));
  }

  /** Nothing that was typed in one conversation goes into another. @param {string} id */
  #forgetTyped(id) {
    if (this.#id !== "" && this.#id !== id) for (const form of this.#part("open").querySelectorAll("form")) form.reset();
    this.#id = id;
  }

  /** @param {Shown} shown */
  #show({ conversation, about }) {
    this.#forgetTyped(conversation.id);
    void this.#beside({ conversation, about });
    this.#part("words").hidden = true;
    this.#part("open").hidden = false;
    this.#takenOn = about.taken_on;
    // Who was introduced has no name in the note to self.
    const called = new Map(about.counsellors.map((/** @type {{id: string, name: string}} */ { id, name }) => [id, name]));
    const names = new Map(conversation.counsellors.flatMap(({ id, sign, former, name }) => [sign, ...former].map((key) => [key, name || (called.get(id) ?? "")])));
    fill(this.#part("messages"), ...this.#messages(conversation, names));
    this.#turn(about, lastContact(conversation.records, conversation.sign), [...new Set(about.holders.map((/** @type {{name: string}} */ { name }) => name))]);
    const chosen = conversation.counsellors.filter(({ id }) => about.counsellors.some((/** @type {{id: string}} */ one) => one.id === id));
    // For who is introduced, somebody vouches who is known.
    const introduced = new Set(conversation.records.flatMap(({ kind, content }) => (kind === "introduction" ? [content.owner] : [])));
    this.#part("unchecked").hidden = chosen.every(({ id, checked }) => checked || introduced.has(id));
    const renewed = conversation.counsellors.filter(({ id }) => conversation.renewed.includes(id));
    fill(this.#part("renewed"), ...renewed.map(({ name }) => el("p", {}, phrase("talk-renewed", { name: name || phrase("talk-someone") }))));
    /** @type {import("./door-consents.js").DoorConsents | null} */ (this.querySelector("door-consents"))?.show({ conversation, about }, names);
    // Who came with a code waits until the counsellor opens it.
    const waits = about.grants.length === 0;
    if (waits) {
      this.#say("turn", phrase("talk-waits"));
      this.#say("due", phrase("talk-waits-later"));
    }
    for (const name of ["write", "wishes"]) this.#part(name).hidden = waits || !conversation.writable;
    this.#readsWish({ conversation, about });
    const doubt = doubtIn(conversation);
    if (doubt) this.#tell(phrase(`talk-trouble-${doubt}`));
    this.#watch();
  }

  /** Who reads what one asks about oneself; and of a letter only where one was asked for. @param {Shown} shown */
  #readsWish({ conversation: { regie: { questions, agreed } }, about: { holders, counsellors } }) {
    const waiting = new Set(counsellors.filter((/** @type {{waits: boolean}} */ { waits }) => waits).map((/** @type {{name: string}} */ { name }) => name));
    const names = [...new Set(holders.map((/** @type {{name: string}} */ { name }) => name))].filter((name) => !waiting.has(name));
    this.#part("asker").hidden = names.length === 0;
    this.#say("asker", names.length === 0 ? "" : phrase("talk-asked-of", { names: names.join(", ") }));
    this.#part("letter").hidden = ![...questions, ...agreed.map(({ consent }) => consent)].some(({ width }) => width === "as_said");
  }

  /** What comes only with an open conversation. @param {Shown} shown */
  async #beside(shown) {
    const { showBeside } = await import("./opened.js");
    // Who left meanwhile took it off the page: then nothing of it wakes any more.
    if (this.isConnected) showBeside(this, shown, (sent) => this.#showSent(sent));
  }

  /** What was sent just now is there, whether or not it can be read back: nobody sends it twice for that. @param {boolean} [sent] */
  async #showSent(sent = true) {
    try {
      this.#show(await (await this.#room()).look());
    } catch (error) {
      if (!this.#isDestroyed(error) && sent) this.#tell(phrase("talk-sent-unread"));
    }
  }

  /** @param {Shown["conversation"]} conversation @param {Map<string, string>} names */
  #messages({ records, sign, writable, regie }, names) {
    const back = takenBack(records);
    return saidInOrder(records, "message", "wish").map(({ id, author, content, kind }) => {
      const own = author === sign;
      const letter = own || kind !== "message" ? null : letterTold(content);
      const said = letter ? letterSentence(letter, this.#receiver(regie, letter)) : String(content.text ?? "");
      const written = String(content.written ?? "");
      const head = el("p", { class: "small soft" }, own ? phrase("talk-you") : names.get(author) || phrase("talk-someone"), " · ", dayWords(written.slice(0, 10)), " ", written.slice(11));
      const asked = kind === "wish" && el("p", {}, el("strong", {}, phrase(`talk-${WISHES.has(String(content.about)) ? content.about : "correct"}`)));
      const lines = asked ? [asked, said ? el("p", {}, said) : null] : said ? said.split(/\n+/).map((line) => el("p", {}, line)) : [el("p", { class: "soft" }, phrase("talk-contact"))];
      if (asked && back.has(id)) lines.push(el("p", { class: "small soft" }, phrase("talk-is-back")));
      const about = String(content.about);
      if (asked && own && writable && about !== "taken_back" && !back.has(id)) lines.push(this.#back(about, records, id));
      return el("li", { class: own ? "own" : "theirs", ...(asked ? { tabindex: "-1", "data-wish": id } : {}) }, head, ...lines);
    });
  }

  /** Who gets the letter. @param {Shown["conversation"]["regie"]} regie @param {import("../vault/letter-told.js").LetterTold} letter */
  #receiver({ questions }, { question }) {
    return questions.find(({ text_hash: hash }) => hash === question)?.name || phrase("consent-someone");
  }

  /** A button that takes back what was asked, as often as it was asked. @param {string} about @param {Shown["conversation"]["records"]} records @param {string} id */
  #back(about, records, id) {
    const wishes = standingWishes(records, about).map(({ id }) => id);
    const take = async () => {
      this.#part("wished").hidden = true;
      const room = await this.#room();
      await room.takeBack(about, wishes);
      announce(phrase("talk-is-back"));
      await this.#showSent();
      // The button is gone: where it was, stands that it is taken back.
      if (this.#part("trouble").hidden) /** @type {HTMLElement | null} */ (this.querySelector(`[data-wish="${id}"]`))?.focus();
    };
    return el("p", { class: "actions" }, el("button", { type: "button", class: "link", "data-take-back": about, onclick: () => void this.#once(take) }, phrase("talk-take-back")));
  }

  /** @param {any} about @param {Record<string, unknown>} contact @param {string[]} readers */
  #turn({ turn, due, counsellors }, contact, readers) {
    // who stands by is not aan zet while somebody else answers
    const answering = /** @type {{name: string, waits: boolean, missed: boolean, left: boolean, turn: boolean}[]} */ (counsellors).filter(({ waits }) => !waits);
    const names = atTurn(answering).map(({ name }) => name);
    const theirs = answering.length > 0 && names.length === 0 ? phrase("talk-nobody-there") : phrase("talk-theirs", { names: (names.length > 0 ? names : readers).join(", ") });
    const said = { visitor: phrase("talk-yours"), nobody: phrase("talk-nobody"), counsellor: theirs, organisation: phrase("talk-organisation") };
    this.#say("turn", said[/** @type {"visitor" | "nobody" | "counsellor" | "organisation"} */ (turn)]);
    if (turn === "organisation") return this.#say("due", phrase("talk-organisation-due"));
    if (turn !== "counsellor" || due === null) return this.#say("due", "");
    const late = due < minute().slice(0, 10);
    // who is away cannot keep that day: what stands below it tells since when and who else there is
    const away = answering.length > 0 && answering.every(({ missed }) => missed);
    this.#say("due", late ? phrase("talk-late") : away ? "" : dueSentence(due, contact));
  }

  async #write() {
    const field = this.#field("text");
    const written = field.value.trim();
    if (!written) {
      this.#say("sent", phrase("talk-empty"));
      field.focus();
      return;
    }
    this.#say("sent", phrase("talk-sending"));
    const room = await this.#room();
    try {
      await room.write(written);
    } catch (error) {
      this.#say("sent", "");
      throw error;
    }
    if (field.value.trim() === written) field.value = "";
    this.#say("sent", phrase("talk-sent"));
    announce(phrase("talk-sent"));
    await this.#showSent();
  }

  async #wish() {
    this.#part("wished").hidden = true;
    const chosen = /** @type {HTMLInputElement | null} */ (this.querySelector("input[name=wish]:checked"));
    const field = this.#field("wish");
    if (!chosen) {
      this.#tell(phrase("talk-choose"));
      return;
    }
    const room = await this.#room();
    // Nobody took it on: then nobody needs to be asked.
    if (chosen.value === "delete" && !this.#takenOn) return askIfSure(this, () => void this.#once(room.erase));
    await room.wish(/** @type {"correct" | "delete" | "other_counsellor"} */ (chosen.value), field.value.trim());
    /** @type {HTMLFormElement} */ (this.#part("wish")).reset();
    /** @type {HTMLDetailsElement} */ (this.#part("wishes")).open = false;
    announce(phrase("talk-wished"));
    await this.#showSent();
    // What had the focus is folded away, and the message stands far above it.
    const done = this.#part("wished");
    done.textContent = phrase("talk-wished");
    done.hidden = false;
    // Where it could not be read back, that is told, and has the focus.
    if (this.#part("trouble").hidden) done.focus();
  }

  #watch() {
    clearInterval(this.#timer);
    this.#listening ??= this.#room().then(({ onQuiet }) => onQuiet(() => this.#quiet()));
    this.#timer = setInterval(() => void this.#lookAgain(), EVERY);
  }

  /** Asks whether something came in, and shows it; where nobody answers, the next time tells. */
  async #lookAgain() {
    const room = await this.#room();
    if (!room.isOpen() || this.#busy || document.hidden) return;
    const mark = await room.news().catch(() => this.#mark);
    const isNew = this.#mark !== "" && mark !== this.#mark;
    this.#mark = mark;
    if (!isNew) return;
    try {
      // Beside what somebody sends, which a look in the background must never stop.
      const shown = await room.look();
      this.#show(shown);
      if (!doubtIn(shown.conversation)) announce(phrase("talk-new"));
    } catch (error) {
      this.#isDestroyed(error);
      this.#mark = "";
    }
  }

  async #close() {
    clearInterval(this.#timer);
    (await this.#room()).close();
    anew();
  }
}

/** The page from its beginning, in place of this one. The keys of the address, behind the #, stay: who begins anew has them checked again. @param {string} [to] another page */
function anew(to) {
  if (to) location.replace(to);
  else location.reload();
}

customElements.define("door-conversation", DoorConversation);
