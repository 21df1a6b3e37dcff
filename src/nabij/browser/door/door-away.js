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
    const wish = conversation.writable && others === null && about.grants.length > 0 ? conversation.standby : null;
    this.hidden = missed.length === 0 && others === null && !wish;
    if (this.hidden) return;
    const lines = missed.map(awayLine);
    const stands = missed.length > 0 && instead.length > 0 && others === null;
    fill(this, el("div", { class: "note mine" }, ...lines.map((line) => el("p", {}, line)), stands && el("p", {}, phrase("away-instead", { names: instead.map(({ name }) => name).join(", ") })), ...(others ? this.#choices(others, missed.length > 0) : []), ...(wish ? this.#wished(about.beside, wish.owner) : [])));
  }

  /** Who was chosen with the code, and could not be let in by itself. @param {Other[]} beside @param {string} owner */
  #wished(beside, owner) {
    const other = beside.find(({ id }) => id === owner);
    if (!other) return [el("p", {}, phrase("away-wish-gone"))];
    const place = el("div", { "data-away-choices": true });
    this.#offer(place, [other], () => "");
    return [el("p", {}, phrase("away-wished", { name: other.name })), place];
  }

  /** @param {Other[]} others @param {boolean} isAway */
  #choices(others, isAway) {
    if (others.length === 0) return [el("p", {}, phrase("away-nobody"))];
    const place = el("div", { "data-away-choices": true });
    this.#offer(place, others);
    return [!isAway && el("p", {}, phrase("away-late")), el("p", {}, phrase("away-choose")), place];
  }

  /** @param {HTMLElement} place @param {Other[]} others @param {(one: Other) => string} [from] what is said of each */
  #offer(place, others, from = fromWhen) {
    fill(place, ...others.map((one) => el("p", {}, from(one), " ", el("button", { type: "button", class: "button quiet", onclick: () => this.#ask(place, one, () => this.#offer(place, others, from)) }, phrase("away-pick", { name: one.name })))));
  }

  /** Read access cannot be taken back from who has read: it is asked once more. @param {HTMLElement} place @param {Other} one @param {() => void} back */
  #ask(place, one, back) {
    const trouble = el("p", { class: "error", role: "alert" });
    const busy = el("p", { class: "soft", role: "status" });
    const head = el("h2", { tabindex: -1 }, phrase("away-sure", { name: one.name }));
    const yes = el("button", { type: "button", class: "button", onclick: () => void this.#choose(one, busy, trouble) }, phrase("away-yes", { name: one.name }));
    const no = el("button", { type: "button", class: "button quiet", onclick: () => this.#busy || back() }, phrase("away-no"));
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

/** @param {Other} one */
const fromWhen = ({ name, next_day: day }) => (day ? phrase("away-reads", { name, day: dayWords(day) }) : phrase("away-unknown", { name }));

/** @param {Person} person */
function awayLine({ name, left, away_until: until }) {
  if (left) return phrase("away-left", { name });
  return until ? phrase("away-until-day", { name, day: dayWords(until) }) : phrase("away-open", { name });
}

customElements.define("door-away", DoorAway);
