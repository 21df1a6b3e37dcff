// Who of those who can answer is away or has left, who answers in their place, and choosing somebody else when nobody does.
import { el, fill } from "../desk/dom.js";
import { talkTrouble } from "./not-sent.js";
import { announce, dayWords, phrase } from "./phrases.js";
import { choose } from "./room.js";

/** @typedef {import("./room.js").Shown} Shown */
/** @typedef {{id: string, name: string, recipient: string, sign: string, holds: number[], next_day: string | null}} Other */
/** @typedef {{name: string, left: boolean, missed: boolean, first: boolean, able: boolean, away_until?: string | null}} Person */

class DoorAway extends HTMLElement {
  #busy = false;
  /** @type {(sent?: boolean) => Promise<void>} */
  #refresh = async () => {};

  /** @param {Shown} shown @param {(sent?: boolean) => Promise<void>} refresh draws the conversation again */
  show({ conversation, about }, refresh) {
    this.#refresh = refresh;
    if (this.#busy) return;
    const people = /** @type {Person[]} */ (about.counsellors);
    const missed = people.filter((one) => one.able && one.first && one.missed);
    const instead = people.filter((one) => one.able && !one.first && !one.missed);
    const others = conversation.writable ? /** @type {Other[] | null} */ (about.others) : null;
    this.hidden = missed.length === 0 && others === null;
    if (this.hidden) return;
    const lines = missed.map(awayLine);
    const stands = missed.length > 0 && instead.length > 0 && others === null;
    fill(this, el("div", { class: "note mine" }, ...lines.map((line) => el("p", {}, line)), stands && el("p", {}, phrase("away-instead", { names: instead.map(({ name }) => name).join(", ") })), ...(others ? this.#choices(others, missed.length > 0) : [])));
  }

  /** @param {Other[]} others @param {boolean} isAway */
  #choices(others, isAway) {
    if (others.length === 0) return [el("p", {}, phrase("away-nobody"))];
    const place = el("div", { "data-away-choices": true });
    this.#offer(place, others);
    return [!isAway && el("p", {}, phrase("away-late")), el("p", {}, phrase("away-choose")), place];
  }

  /** @param {HTMLElement} place @param {Other[]} others */
  #offer(place, others) {
    fill(place, ...others.map((one) => el("p", {}, one.next_day ? phrase("away-reads", { name: one.name, day: dayWords(one.next_day) }) : phrase("away-unknown", { name: one.name }), " ", el("button", { type: "button", class: "button quiet", onclick: () => this.#ask(place, others, one) }, phrase("away-pick", { name: one.name })))));
  }

  /** Read access cannot be taken back from who has read: it is asked once more. @param {HTMLElement} place @param {Other[]} others @param {Other} one */
  #ask(place, others, one) {
    const trouble = el("p", { class: "error", role: "alert" });
    const busy = el("p", { class: "soft", role: "status" });
    const head = el("h2", { tabindex: -1 }, phrase("away-sure", { name: one.name }));
    const yes = el("button", { type: "button", class: "button", onclick: () => void this.#choose(one, busy, trouble) }, phrase("away-yes", { name: one.name }));
    const no = el("button", { type: "button", class: "button quiet", onclick: () => this.#busy || this.#offer(place, others) }, phrase("away-no"));
    fill(place, head, el("p", {}, phrase("away-means", { name: one.name })), trouble, busy, el("p", { class: "actions" }, yes, " ", no));
    head.focus();
  }

  /** @param {Other} one @param {HTMLElement} busy @param {HTMLElement} trouble */
  async #choose(one, busy, trouble) {
    if (this.#busy) return;
    this.#busy = true;
    fill(trouble);
    busy.textContent = phrase("talk-sending");
    try {
      await choose(one);
      announce(phrase("away-done", { name: one.name }));
      this.#busy = false;
      this.hidden = true;
      await this.#refresh();
    } catch (error) {
      fill(trouble, phrase(talkTrouble(error)));
    } finally {
      this.#busy = false;
      busy.textContent = "";
    }
  }
}

/** @param {Person} person */
function awayLine({ name, left, away_until: until }) {
  if (left) return phrase("away-left", { name });
  return until ? phrase("away-until-day", { name, day: dayWords(until) }) : phrase("away-open", { name });
}

customElements.define("door-away", DoorAway);
