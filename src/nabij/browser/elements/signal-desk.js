// *Signaal*: the steps as a list of tasks. One opens at a time, under the list; what is done stays there to read.
import { loadCards } from "../day/cards.js";
import { Arriving, markBefore } from "../day/arriving.js";
import { loadDrafts, settleDrafts } from "../day/drafts.js";
import { isOfBefore } from "../day/signal-anew.js";
import { readMeanwhileWords } from "../day/signal-reading.js";
import { restsOnNobody, untold } from "../day/signal-standing.js";
import { turnNow, turnSentence } from "../day/signal-turn.js";
import { loadSignal, noticedIn, sectionOf } from "../day/signals.js";
import { el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { answeredPanel, changedPanel, closingPanel, receivedPanel } from "./signal-after.js";
import { agreeingPanel } from "./signal-agreeing.js";
import { unsentLine, unsentPanel } from "./signal-ending.js";
import { closedBundle, readersLine } from "./signal-keys.js";
import { deliveringPanel, wordingPanel } from "./signal-letter.js";
import { freshPlace, tellFresh } from "./fresh.js";
import { call112 } from "./signal-parts.js";
import { tasksOf } from "./signal-tasks.js";
import { showTold } from "./signal-telling.js";
import { watching } from "./signal-watching.js";
import { noticingPanel, weighingPanel } from "./signal-weighing.js";
import { doing } from "./vault-steps.js";

/** @typedef {import("../day/signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./signal-tasks.js").Task} Task */
/** @typedef {import("./matter-writing.js").KeptDraft} KeptDraft */
/** @typedef {import("../desk/dom.js").Child} Child */

/** @type {Record<string, (desk: SignalDesk) => Child[] | Promise<Child[]>>} */
const PANELS = {
  noticed: noticingPanel, weighed: weighingPanel, agreed_with_persons: agreeingPanel, worded_neutral: wordingPanel, delivered: deliveringPanel,
  received: receivedPanel, answered: answeredPanel, followed_up: changedPanel, closed: closingPanel,
};

const TAGS = { done: ["tag done", "Klaar"], now: ["tag mine", "Nu aan zet"], wait: ["tag", "Wacht"], later: ["tag", "Kan nog niet"], stopped: ["tag", ""] };

/** The first thing on the path of danger and the law, until the letter went. */
const withoutConsent = () => el("div", { "data-part": "without-consent" }, call112(), el("p", {}, el("strong", {}, "Dit signaal gaat zonder toestemming."), " Dat mag alleen bij acuut gevaar of een wettelijke plicht. Je weegt het, je legt elke reden vast, en in elke kwestie dat je de vertrouwelijkheid doorbreekt. Alles wordt vastgelegd."));

export class SignalDesk {
  #host;
  /** @type {OpenSignal | null} */
  #signal = null;
  /** @type {Map<string, import("../day/cards.js").MatterCard>} */
  cards = new Map();
  /** @type {KeptDraft[]} */
  #drafts = [];
  #list = el("div", {});
  #panel = el("div", { "data-part": "panel" });
  #told = el("div", {});
  #after = el("div", {});
  #shown = "";
  /** @type {import("../day/signal-turn.js").Whose | undefined} */
  #whose;
  #arriving;
  #tells = freshPlace();

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#host = host;
    this.#arriving = new Arriving(() => tellFresh(this.#tells, "Ververs het signaal", () => void this.#renew()), this.#mark);
  }

  get #mark() {
    return [`/signalen/${this.id}/merk.json`];
  }

  /** Asks now and then whether something is new, while the page is there. */
  watch() {
    this.#arriving.start();
  }

  unwatch() {
    this.#arriving.stop();
  }

  /** What was typed stays, as a draft of the same form. */
  async #renew() {
    await settleDrafts();
    await this.kept(this.#shown);
    announce("Het signaal is ververst.");
  }

  get id() {
    return this.#host.dataset.signal ?? "";
  }

  get signal() {
    return /** @type {OpenSignal} */ (this.#signal);
  }

  /** After how many weeks this practice asks how it goes. */
  get aftercareWeeks() {
    return Number(this.#host.dataset.aftercareWeeks);
  }

  /** The four considerations, by key. @returns {[string, string][]} */
  get aspects() {
    const template = /** @type {HTMLTemplateElement} */ (this.#host.parentElement?.querySelector("template[data-signal]"));
    return [...template.content.querySelectorAll("[data-aspects] data")].map((one) => [one.getAttribute("value") ?? "", one.textContent ?? ""]);
  }

  /** Whether a section takes words now. @param {string} name */
  takes(name) {
    return this.signal.register.writable.includes(name);
  }

  /** What was typed into a form before and not saved. @param {string} about @returns {KeptDraft | null} */
  draftOf(about) {
    return this.#drafts.find(({ content }) => content.about === about) ?? null;
  }

  /** Fetches the signal and draws how it stands; opens the step that is to be taken. @returns {Promise<void>} */
  async open() {
    try {
      const before = await markBefore(this.#mark);
      const [signal, { matters }, drafts] = await Promise.all([loadSignal(this.id), loadCards(), loadDrafts()]);
      this.#arriving.drawn(before);
      fill(this.#tells);
      this.#whose = signal.story.state === "open" ? await turnNow(signal) : undefined;
      this.#signal = signal;
      this.cards = new Map(matters.map((card) => [card.id, card]));
      this.#drafts = drafts;
    } catch (error) {
      const again = doing("Probeer opnieuw", () => this.open());
      return fill(this.#host, el("p", { class: "error", role: "alert" }, sentenceFor(error)), again);
    }
    if (!this.#host.isConnected) return;
    if (this.signal.story.state !== "open") return fill(this.#host, ...closedBundle(this));
    fill(this.#host, this.#list, this.#panel, this.#told, this.#after, this.#tells);
    this.#draw();
    // Beside what is shown: whoever reads the signal waits for nothing.
    void showTold(this, this.#told);
    await this.show(this.#shown || this.#first());
  }

  /** After something was kept: fetched anew, and the step that comes next is opened. @param {string} [then] */
  async kept(then = "") {
    this.#shown = then;
    await this.open();
    this.#panel.querySelector("h2")?.focus();
  }

  /** Where the letter was read along since this page was drawn: drawn anew, with what is to be changed, before anybody goes on. @param {unknown} error @param {string} step @returns {Promise<never>} */
  async readMeanwhile(error, step) {
    if (error instanceof Refusal && error.code === "read") {
      await this.kept(step);
      this.#panel.prepend(el("p", { class: "message error", role: "alert", "data-part": "read-meanwhile" }, readMeanwhileWords(this.signal)));
    }
    throw error;
  }

  get #tasks() {
    const { register } = this.signal;
    const again = [...(isOfBefore(this.signal, "card") ? ["weighed"] : []), ...(isOfBefore(this.signal, "letter") ? ["worded_neutral"] : [])];
    return tasksOf(register, { written: noticedIn(this.signal).text !== "", gone: register.concerns.some((one) => one.gone), again, whose: this.#whose });
  }

  /** @returns {string} */
  #first() {
    const { step, meeting, today } = this.signal.register;
    if (step === "not_sent") return "not_sent";
    if (untold(this.signal.register).length > 0) return "agreed_with_persons";
    if (restsOnNobody(this.signal.register)) return "closed";
    // An answer that came is what there is to read, until it was talked over.
    if (step === "answered" && (meeting === null || meeting > today)) return "answered";
    return this.#tasks.find(({ standing, key }) => (standing === "now" || standing === "wait") && key in PANELS)?.key ?? "";
  }

  #draw() {
    const { register } = this.signal;
    const ended = register.step === "not_sent";
    fill(
      this.#list,
      register.path === "excepted" && register.due === null && !ended && withoutConsent(),
      el("p", { class: "lead", "data-part": "turn" }, turnSentence(this.#whose ?? "nobody", register)),
      readersLine(this),
      el("ol", { class: "tasks signal-steps" }, ...this.#tasks.map((task) => this.#line(task))),
      ended ? this.#unsent() : unsentLine(this),
    );
    fill(this.#after, watching(this));
  }

  #unsent() {
    return el("p", {}, el("button", { type: "button", class: "link", onclick: () => void this.show("not_sent") }, "Waarom het niet is verstuurd"));
  }

  /** @param {Task} task */
  #line({ key, title, standing, says }) {
    const opens = standing !== "later" && key in PANELS && (standing !== "stopped" || sectionOf(this.signal, key === "weighed" ? "weighing.content" : key) !== null);
    const name = opens ? el("button", { type: "button", class: "link", "aria-current": this.#shown === key ? "step" : null, onclick: () => void this.show(key, true) }, title) : el("span", {}, title);
    const [look, words] = TAGS[standing];
    return el("li", { "data-step": key }, el("div", {}, name, says && el("div", { class: "small soft" }, says)), standing !== "stopped" && el("span", { class: look }, words));
  }

  /** Opens one step under the list. @param {string} key @param {boolean} [asked] by hand: then the keyboard goes there */
  async show(key, asked = false) {
    this.#shown = key;
    this.#draw();
    const panel = key === "not_sent" ? unsentPanel : PANELS[key];
    if (!panel) return fill(this.#panel);
    try {
      const children = await panel(this);
      if (this.#shown !== key || !this.#host.isConnected) return;
      fill(this.#panel, el("section", { class: "sheet", "aria-labelledby": "signal-step" }, ...children));
    } catch (error) {
      fill(this.#panel, el("p", { class: "error", role: "alert" }, sentenceFor(error)));
    }
    if (!asked) return;
    const heading = /** @type {HTMLElement | null} */ (this.#panel.querySelector("h2"));
    heading?.focus({ preventScroll: true });
    this.#panel.scrollIntoView({ block: "start" });
  }
}
