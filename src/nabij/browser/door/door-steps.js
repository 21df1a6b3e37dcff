// One document, its steps swapped in place: no address, no entry in the history, nothing kept.
import { announce, phrase } from "./phrases.js";

/** Steps after which there is no way back to what was typed. */
const FINAL = new Set(["words"]);
/** Steps on which nothing was typed that the browser's own back button could lose, or that say so themselves. */
const NOTHING_TO_LOSE = new Set(["start", "find", "help", "conversation"]);

export class DoorSteps extends HTMLElement {
  /** @type {string[]} the steps behind this one */
  #behind = [];
  #at = "start";
  #stop = new AbortController();

  connectedCallback() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("offline", () => this.#connection(false), { signal });
    addEventListener("online", () => this.#connection(true), { signal });
    for (const section of this.#sections()) section.hidden = section.dataset.step !== this.#at;
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  #sections() {
    return [...this.querySelectorAll("section[data-step]")].filter((one) => one instanceof HTMLElement);
  }

  /** @param {string} step */
  #section(step) {
    return this.#sections().find((one) => one.dataset.step === step);
  }

  /** Goes on to a step; the one at hand lies behind it. @param {string} step */
  go(step) {
    if (step === this.#at || !this.#section(step)) return;
    this.#behind = FINAL.has(step) ? [] : [...this.#behind, this.#at];
    this.#show(step);
  }

  /** Goes on to the step that follows the one at hand: the first that was not passed yet, or back to the check of the answers. */
  next() {
    const { next = "", then = "" } = this.#section(this.#at)?.dataset ?? {};
    const wanted = next.split(" ").filter((step) => this.#wanted(step));
    const checked = this.#behind.lastIndexOf("check");
    if (checked >= 0) {
      if (then && wanted.includes(then)) this.go(then);
      else {
        this.#behind = this.#behind.slice(0, checked);
        this.#show("check");
      }
      return;
    }
    const to = wanted.find((step) => !this.#behind.includes(step)) ?? wanted.at(-1);
    if (to) this.go(to);
  }

  back() {
    const step = this.#behind.pop();
    if (step) this.#show(step);
  }

  /** @param {string} step */
  #wanted(step) {
    return this.#section(step)?.dataset.needs !== "reach" || Boolean(/** @type {HTMLInputElement | null} */ (this.querySelector("input[name=channel]:checked"))?.value);
  }

  /** @param {string} step */
  #show(step) {
    this.#at = step;
    for (const section of this.#sections()) section.hidden = section.dataset.step !== step;
    const back = document.querySelector("[data-back]");
    if (back instanceof HTMLElement) back.hidden = this.#behind.length === 0;
    this.#aboutBack(step);
    document.querySelector(".languages")?.toggleAttribute("hidden", step !== "start");
    this.dispatchEvent(new CustomEvent("door-step", { detail: step }));
    scrollTo(0, 0);
    this.#section(step)?.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** Under the buttons: what the browser's own back button does, and which one to use. @param {string} step */
  #aboutBack(step) {
    const note = this.querySelector("[data-back-note]");
    if (!(note instanceof HTMLElement)) return;
    note.hidden = NOTHING_TO_LOSE.has(step);
    note.querySelector("[data-back-up]")?.toggleAttribute("hidden", this.#behind.length === 0);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const on = event.target instanceof Element ? event.target.closest("[data-go], [data-next-step], [data-skip], [data-back]") : null;
    if (!(on instanceof HTMLElement)) return;
    event.preventDefault();
    if (on.dataset.go) this.go(on.dataset.go);
    else if ("back" in on.dataset) this.back();
    else {
      if ("skip" in on.dataset) this.#forget();
      this.next();
    }
  }

  /** A skipped question has no answer, also when something was typed before. */
  #forget() {
    for (const form of this.#section(this.#at)?.querySelectorAll("form") ?? []) form.reset();
    this.dispatchEvent(new CustomEvent("door-step", { detail: this.#at }));
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    // Nobody goes past a question to which nobody listens yet: its scripts are on their way.
    if (this.#section(this.#at)?.querySelector(":not(:defined)")) return;
    const asked = new CustomEvent("door-next", { detail: this.#at, cancelable: true });
    if (this.dispatchEvent(asked)) this.next();
  }

  /** @param {boolean} there */
  #connection(there) {
    const place = this.querySelector("[data-connection]");
    if (!(place instanceof HTMLElement)) return;
    place.hidden = there;
    place.textContent = there ? "" : phrase("offline");
    if (there) announce(phrase("online"));
  }
}

customElements.define("door-steps", DoorSteps);
