// What a visitor is asked, one step at a time: yes, no, and taking it back, each looked over before it is signed.
import { el, fill, minute } from "../desk/dom.js";
import { lettersIn } from "../vault/letter-told.js";
import { saidInOrder } from "../vault/said.js";
import { letterSentence } from "./letter-told.js";
import { talkTrouble } from "./not-sent.js";
import { announce, dayWords, phrase } from "./phrases.js";

/** @typedef {import("./room.js").Shown} Shown */
/** @typedef {import("../vault/visitor-consents.js").Answer} Answer */
/** @typedef {import("../vault/visitor-consents.js").Question} Question */
/** @typedef {import("../vault/visitor-consents.js").Agreed} Agreed */
/** @typedef {{state: "given" | "refused" | "withdrawn", width: string, name: string, label: string, said: (Node | false)[], answer: Answer}} Choice */

/** How what was agreed is told: it holds, it held once, or it was refused. @param {Agreed} agreed */
const howOf = ({ consent, standing }) => (consent.state === "refused" ? "not-" : standing ? "" : "was-");
/** Older consents do not say on which day. @param {string | undefined} day */
const dayOf = (day) => (day ? dayWords(day) : phrase("consent-some-day"));

/** With a capital at the beginning of each sentence: who has no name is told of in common words. @param {string} text */
const sentences = (text) => text.replace(/(^|[.?!] )(\p{Ll})/gu, (_, before, letter) => before + letter.toLocaleUpperCase());

export class DoorConsents extends HTMLElement {
  #busy = false;
  /** By signing key. @type {Map<string, string>} */
  #names = new Map();
  /** @type {Shown | null} */
  #shown = null;
  /** Who is named in a question, where nobody is pinned with that key. @type {Map<string, string>} */
  #asked = new Map();

  /** @param {Shown} shown @param {Map<string, string>} names of counsellors, by signing key */
  show(shown, names) {
    this.#shown = shown;
    this.#names = names;
    const { regie } = shown.conversation;
    this.#asked = new Map(regie.questions.map(({ receiver, name }) => [receiver, name]));
    this.hidden = regie.questions.length + regie.agreed.length === 0;
    // Somebody is looking an answer over: it stays as it is.
    if (this.querySelector("[data-check]")) return;
    this.#draw();
  }

  #draw() {
    if (!this.#shown) return;
    const { questions, agreed } = this.#shown.conversation.regie;
    const asked = new Set(questions.map(({ text_hash: hash }) => hash));
    const open = questions.filter(({ answer }) => answer === null);
    const answered = questions.filter(({ answer }) => answer !== null).reverse();
    // What was heard, or asked before: each with its own last word.
    const others = agreed.filter(({ consent }) => !asked.has(consent.text_hash) && (consent.heard || consent.state !== "withdrawn")).reverse();
    fill(this.#list, ...open.map((one) => this.#question(one)), ...answered.map((one) => this.#answered(one)), ...others.map((one) => this.#heard(one)));
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector("[data-consents-list]"));
  }

  /** Who has no name here: only another counsellor ever reads along or gets a card. @param {{receiver: string, width: string}} step */
  #nameOf({ receiver, width }) {
    return this.#names.get(receiver) || this.#asked.get(receiver) || phrase(width === "as_said" ? "consent-outside" : "consent-counsellor");
  }

  /** @param {string} sign */
  #by(sign) {
    return this.#names.get(sign) || phrase("talk-someone");
  }

  /** @param {{width: string, receiver: string, expires: string | null}} step @param {string} [text] @param {boolean} [standing] whether it is open or holds now @param {"" | "was-" | "not-"} [how] that it is or would be, was once, or is not @returns {(Node | false)[]} */
  #said({ width, receiver, expires }, text = "", standing = true, how = "") {
    const what = sentences(phrase(`consent-${how}${width}`, { name: this.#nameOf({ receiver, width }) }));
    return [
      ...(text ? text.split(/\n+/).map((line) => el("p", { class: "prose" }, line)) : []),
      el("p", {}, el("strong", {}, what)),
      standing && el("p", { class: "small" }, expires ? phrase("consent-until", { day: dayWords(expires) }) : phrase("consent-always")),
    ];
  }

  /** @param {Question} question */
  #question(question) {
    const { id, by, width, expires, text, written } = question;
    const line = el("li", { "data-asked": id });
    const said = () => this.#said(question, text);
    const choice = (/** @type {"given" | "refused"} */ state) => ({ state, width, name: this.#nameOf(question), label: phrase(state === "given" ? "consent-yes" : "consent-no"), said: state === "given" ? said() : this.#said(question, text, false, "not-"), answer: { question: id, state } });
    const over = expires !== null && expires < minute().slice(0, 10);
    fill(line, el("div", { class: "note mine" }, el("p", {}, phrase("consent-asked", { who: this.#by(by), day: dayWords(written.slice(0, 10)) })), ...said(), over ? el("p", {}, phrase("consent-over", { day: dayWords(expires) })) : this.#choices(line, [choice("given"), choice("refused")])));
    return line;
  }

  /** @param {Question} question */
  #answered(question) {
    const { answer, id, text } = question;
    const { state, on, sequence, heard, signer } = /** @type {import("../vault/consent.js").SignedConsent} */ (answer);
    const line = el("li", { "data-asked": id });
    const agreed = this.#agreed.find(({ consent }) => consent.sequence === sequence);
    const said = this.#said(question, text, agreed?.standing ?? false, state === "refused" ? "not-" : agreed?.standing === false ? "was-" : "");
    const how = heard ? el("p", {}, phrase(`consent-heard-${state}`, { who: this.#by(signer), day: dayOf(on) })) : el("p", { class: "soft" }, phrase(`consent-${state}`, { day: dayOf(on) }));
    const notMe = heard && agreed?.standing && el("p", { class: "small soft" }, phrase("consent-not-me"));
    fill(line, el("div", {}, ...(heard ? [how, ...said] : [...said, how]), notMe, this.#letter(question), this.#after(agreed), this.#back(line, agreed, text)));
    return line;
  }

  /** What a counsellor wrote down as heard; with it, that the visitor can object. @param {Agreed} agreed */
  #heard(agreed) {
    const { consent } = agreed;
    const line = el("li", { "data-heard": consent.sequence });
    const head = consent.heard ? phrase(`consent-heard-${consent.state}`, { who: this.#by(consent.signer), day: dayOf(consent.on) }) : phrase(`consent-${consent.state}`, { day: dayOf(consent.on) });
    const taken = this.#agreed.find((other) => other.consent.sequence > consent.sequence && other.consent.text_hash === consent.text_hash && other.consent.state === "withdrawn" && !other.consent.heard);
    fill(line, el("div", {}, el("p", {}, head), ...this.#said(consent, "", agreed.standing, howOf(agreed)), agreed.standing && consent.heard && el("p", { class: "small soft" }, phrase("consent-not-me")), taken && el("p", { class: "soft" }, phrase("consent-withdrawn", { day: dayOf(taken.consent.on) })), this.#letter(consent), this.#after(taken), this.#back(line, agreed)));
    return line;
  }

  get #agreed() {
    return this.#shown?.conversation.regie.agreed ?? [];
  }

  /** What was told of the letter that rests on it: told last, stands last. @param {{text_hash: string, receiver: string, width: string}} step */
  #letter(step) {
    const { text_hash: hash } = step;
    const { records, sign } = /** @type {Shown} */ (this.#shown).conversation;
    const told = lettersIn(saidInOrder(records, "message"), (author) => author === sign).filter(({ question }) => question === hash);
    if (told.length === 0) return null;
    const name = this.#nameOf(step);
    const day = (/** @type {{content: Record<string, unknown>}} */ { content }) => dayWords(String(content.written ?? "").slice(0, 10));
    return el("div", { class: "note told", "data-letter": "" }, el("p", {}, el("strong", {}, phrase("letter-title"))), ...told.map((one, nth) => el("p", {}, letterSentence(one, name, nth === told.length - 1), " ", el("span", { class: "small soft" }, phrase("letter-said", { day: day(one.said) })))));
  }

  /** How far a withdrawal has come: whether there is a newer key than the one it was written under. @param {Agreed | undefined} agreed */
  #after(agreed) {
    if (agreed?.consent.state !== "withdrawn") return null;
    const name = this.#nameOf(agreed.consent);
    const newest = Math.max(0, ...(this.#shown?.about.grants ?? []).map((/** @type {{epoch: number}} */ { epoch }) => epoch));
    // The counsellor's browser begins a new key for whatever was taken back: then they know.
    const how = agreed.consent.width === "as_said" ? (newest > agreed.epoch ? "consent-known" : "consent-no-key") : newest > agreed.epoch ? "consent-new-key" : "consent-old-key";
    return el("p", { class: "small" }, sentences(phrase(how, { name })));
  }

  /** @param {HTMLElement} line @param {Agreed | undefined} agreed @param {string} [text] what was asked, where it was asked here */
  #back(line, agreed, text = "") {
    if (!agreed?.standing) return null;
    const { consent } = agreed;
    return this.#choices(line, [{ state: "withdrawn", width: consent.width, name: this.#nameOf(consent), label: phrase("consent-back"), said: this.#said(consent, text), answer: { withdraw: consent.sequence } }]);
  }

  /** @param {HTMLElement} line @param {Choice[]} choices */
  #choices(line, choices) {
    if (!this.#shown?.conversation.writable) return null;
    return el("p", { class: "actions" }, ...choices.map((choice, nth) => el("button", { type: "button", class: nth === 0 && choice.state === "given" ? "button" : "button quiet", onclick: () => this.#check(line, choice) }, choice.label)));
  }

  /** Looked over before it is signed. @param {HTMLElement} line @param {Choice} choice */
  #check(line, choice) {
    if (this.#busy || this.#isUnfinished()) return;
    const asks = sentences(phrase(choice.state === "withdrawn" && choice.width === "as_said" ? "consent-check-withdrawn-as_said" : `consent-check-${choice.state}`, { name: choice.name }));
    const heading = el("p", { tabindex: -1 }, el("strong", {}, asks));
    const state = el("p", { class: "soft", role: "status" });
    fill(line, el("div", { class: "note mine", "data-check": "" }, heading, ...choice.said, el("p", { class: "actions" },
      el("button", { type: "button", class: "button", onclick: () => void this.#send(choice.answer, state) }, phrase(`consent-send-${choice.state}`)),
      el("button", { type: "button", class: "button quiet", onclick: () => this.#leave() }, phrase("consent-not-yet"))), state));
    heading.focus();
  }

  /** One at a time, and none is dropped unseen: nobody may think that the other was sent as well. */
  #isUnfinished() {
    const other = this.querySelector("[data-check]");
    if (!other) return false;
    fill(/** @type {HTMLElement} */ (other.querySelector("[role=status]")), phrase("consent-unfinished"));
    /** @type {HTMLElement} */ (other.querySelector("[tabindex]")).focus();
    return true;
  }

  #leave() {
    if (this.#busy) return;
    this.#draw();
    this.#tell(null);
    this.querySelector("h2")?.focus();
  }

  /** @param {Answer} answer @param {HTMLElement} state */
  async #send(answer, state) {
    if (this.#busy) return;
    this.#busy = true;
    this.#tell(null);
    state.textContent = phrase("consent-sending");
    try {
      const room = await import("./room.js");
      await room.answer(answer);
      // Looked over no more: what comes next draws the list anew.
      const sent = el("li", {}, phrase("consent-sent"));
      fill(this.#list, sent);
      announce(phrase("consent-sent"));
      this.dispatchEvent(new CustomEvent("door-answered", { bubbles: true }));
      this.querySelector("h2")?.focus();
    } catch (error) {
      this.#tell(phrase(talkTrouble(error)));
    } finally {
      this.#busy = false;
      state.textContent = "";
    }
  }

  /** @param {string | null} sentence */
  #tell(sentence) {
    const place = /** @type {HTMLElement} */ (this.querySelector("[data-consents-trouble]"));
    place.hidden = sentence === null;
    fill(place, sentence === null ? null : el("p", {}, sentence));
  }
}

customElements.define("door-consents", DoorConsents);
