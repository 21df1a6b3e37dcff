// The answers to check, sending them once, and the words to come back with.
import { el, fill } from "../desk/dom.js";
import { standingOf } from "../vault/visitor-standing.js";
import { addressed, contactOf, picked, read } from "./answers.js";
import { dueSentence } from "./awaited.js";
import { begin } from "./begin.js";
import { DoorChoose, namesOf } from "./door-choose.js";
import { DoorSteps } from "./door-steps.js";
import { NotSent } from "./not-sent.js";
import { channelWords, phrase } from "./phrases.js";

/** @typedef {import("./answers.js").Answers} Answers */
/** @typedef {import("./begin.js").Begun} Begun */

class DoorSend extends HTMLElement {
  #sending = false;
  /** @type {Answers | null} what was tried; the same object goes again as long as nothing was changed */
  #tried = null;

  connectedCallback() {
    const steps = this.#steps();
    steps?.addEventListener("door-step", (event) => /** @type {CustomEvent} */ (event).detail === "check" && this.#check());
    for (const kind of ["input", "change"]) steps?.addEventListener(kind, () => (this.#tried = null));
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.#send();
    });
  }

  /** @returns {DoorSteps | null} */
  #steps() {
    const steps = this.closest("door-steps");
    return steps instanceof DoorSteps ? steps : null;
  }

  #who() {
    const choose = this.#steps()?.querySelector("door-choose");
    return choose instanceof DoorChoose ? choose.who : null;
  }

  /** Puts what was answered beside each question; a question that was not asked has no row. */
  #check() {
    const steps = this.#steps();
    const who = this.#who();
    if (!steps || !who) return;
    const answers = read(steps, who);
    const { chosen, standby } = addressed(who.counsellors, picked(steps, "who") ?? "", picked(steps, "standby") === "other");
    const reach = answers.channel ? [channelWords(answers.channel)?.name, answers.reach].filter(Boolean).join(": ") : phrase("here");
    const other = standby[0];
    this.#row("who", namesOf(chosen));
    this.#row("standby", chosen.length === 1 && who.counsellors.length > 1 ? (other ? phrase("stands-in", { other: other.name }) : phrase("waits")) : null);
    this.#row("name", answers.name || phrase("nothing"));
    this.#row("reach", reach);
    this.#row("when", answers.channel ? answers.when || phrase("nothing") : null);
    this.#row("message", answers.channel ? phrase(answers.message || "unknown") : null);
    this.#row("story", answers.story || phrase("nothing"));
    fill(/** @type {HTMLElement} */ (this.querySelector("[data-standing]")), phrase(`known-${standingOf([contactOf(answers)])}`, { name: answers.name }));
  }

  /** @param {string} key @param {string | null} said */
  #row(key, said) {
    const row = this.querySelector(`[data-row="${key}"]`);
    if (!(row instanceof HTMLElement)) return;
    row.hidden = said === null;
    fill(/** @type {HTMLElement} */ (row.querySelector("dd")), said);
  }

  async #send() {
    const steps = this.#steps();
    const who = this.#who();
    if (this.#sending || !steps || !who) return;
    this.#sending = true;
    this.#tell(null);
    this.#busy(true);
    try {
      this.#tried ??= read(steps, who);
      const begun = await begin(this.#tried, /** @type {Element} */ (this.querySelector("[data-busy]")));
      this.#words(this.#tried, begun);
    } catch (error) {
      this.#tell(error instanceof NotSent ? error.trouble : "other");
    } finally {
      this.#sending = false;
      this.#busy(false);
    }
  }

  /** @param {boolean} busy */
  #busy(busy) {
    const button = this.querySelector("[data-send-button]");
    button?.setAttribute("aria-disabled", String(busy));
    const place = this.querySelector("[data-busy]");
    if (place) place.textContent = busy ? phrase("busy") : "";
  }

  /** Says why it is not sent; null says nothing. @param {import("./not-sent.js").Trouble | null} trouble */
  #tell(trouble) {
    const summary = this.querySelector("[data-trouble]");
    if (!(summary instanceof HTMLElement)) return;
    summary.hidden = trouble === null;
    if (trouble === null) return;
    fill(/** @type {HTMLElement} */ (summary.querySelector("[data-said]")), phrase(`trouble-${trouble}`));
    summary.focus();
  }

  /** @param {Answers} answers @param {Begun} begun */
  #words(answers, begun) {
    const steps = this.#steps();
    if (!steps) return;
    const names = namesOf(answers.who.counsellors.filter((one) => answers.chosen.includes(one.id)));
    fill(/** @type {HTMLElement} */ (steps.querySelector("[data-words]")), ...begun.words.map((word) => el("li", {}, word)));
    fill(/** @type {HTMLElement} */ (steps.querySelector("[data-turn]")), phrase("turn", { names }));
    fill(/** @type {HTMLElement} */ (steps.querySelector("[data-due]")), dueSentence(begun.due, contactOf(answers)));
    this.#tried = null;
    for (const form of steps.querySelectorAll("form")) form.reset();
    for (const said of this.querySelectorAll("[data-row] dd:first-of-type, [data-standing]")) fill(said);
    steps.go("words");
  }
}

customElements.define("door-send", DoorSend);
