// Who is there: two equal cards, and "maakt niet uit"; with each way to talk, and what it leaves behind.
import { el, fill } from "../desk/dom.js";
import { addressed, picked, typed } from "./answers.js";
import { doubted } from "./begin.js";
import { isOddNumber } from "./number.js";
import { announce, channelWords, dayWords, phrase } from "./phrases.js";

/** @typedef {import("./answers.js").Who} Who */
/** @typedef {import("./answers.js").Counsellor} Counsellor */

/** Ways that need no number or address: one writes here, or meets. */
const HERE = "secure_form";
const ADDRESS = new Map([["email", "mail"], ["on_site", "place"], ["elsewhere", "place"], ["letter", "address"]]);

export class DoorChoose extends HTMLElement {
  /** @type {Who | null} what the server said, once */
  who = null;
  #loading = false;
  /** Of which way and what was typed it was told what that means. */
  #toldOf = "";

  connectedCallback() {
    const steps = this.#steps();
    steps?.addEventListener("door-step", (event) => this.#step(/** @type {CustomEvent} */ (event).detail));
    steps?.addEventListener("door-next", (event) => this.#next(/** @type {CustomEvent} */ (event)));
    steps?.addEventListener("change", (event) => this.#changed(event));
    this.#part("again")?.addEventListener("click", () => this.#load());
    const at = steps?.querySelector("section[data-step]:not([hidden])");
    if (at instanceof HTMLElement) this.#step(at.dataset.step ?? "");
  }

  #steps() {
    const steps = this.closest("door-steps");
    return steps instanceof HTMLElement ? steps : null;
  }

  /** @param {string} name @returns {HTMLElement | null} */
  #part(name) {
    return this.#steps()?.querySelector(`[data-${name}]`) ?? null;
  }

  /** Shows these parts of the step and no other. @param {...string} names */
  #show(...names) {
    for (const name of ["loading", "failed", "nobody", "doubted", "cards", "reply", "standby", "traces"]) {
      const part = this.#part(name);
      if (part) part.hidden = !names.includes(name);
    }
  }

  /** @param {string} step */
  #step(step) {
    if (["device", "between", "choose"].includes(step)) this.#load();
    if (step === "choose" || step === "reach") this.#fillChoice();
  }

  async #load() {
    if (this.who || this.#loading) return;
    this.#loading = true;
    this.#show("loading");
    try {
      const answer = await fetch(`/ingang/${this.#steps()?.dataset.entrance}/wie.json`, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      await this.#take(await answer.json());
    } catch {
      this.#show("failed");
    } finally {
      this.#loading = false;
    }
  }

  /** @param {Who} who */
  async #take(who) {
    const wrong = await doubted(who, location.hash.slice(1)).catch(() => who.counsellors.map((one) => one.id));
    const believed = who.counsellors.filter((one) => !wrong.includes(one.id));
    if (wrong.length > 0 && believed.length === 0) {
      this.#show("doubted");
      return;
    }
    this.who = { ...who, counsellors: believed };
    if (believed.length === 0) {
      this.#show("nobody");
      return;
    }
    this.#draw(believed);
    const days = who.reply_days;
    fill(/** @type {HTMLElement} */ (this.#part("reply")), days === 1 ? phrase("reply-one") : phrase("reply", { days: String(days) }));
    this.#show("cards", "reply", "traces");
    this.#fillChoice();
    announce(phrase("loaded"));
  }

  /** @param {Counsellor[]} counsellors */
  #draw(counsellors) {
    const cards = this.#part("cards");
    const legend = cards?.querySelector("legend");
    if (!cards || !legend) return;
    const either = card("either", phrase("either"), [phrase("either-means")], "card across");
    fill(cards, legend, ...counsellors.map((one) => card(one.id, one.name, about(one))), counsellors.length > 1 && either);
    if (counsellors.length === 1) {
      fill(/** @type {HTMLElement} */ (this.#part("lead")), phrase("one"));
      cards.querySelector("input")?.click();
    }
    const keys = new Map(counsellors.flatMap((one) => one.channels).map((way) => [way.key, way.nl]));
    const traces = [...keys].map(([key, nl]) => ({ nl, ...channelWords(key) })).filter((way) => way.trace);
    fill(/** @type {HTMLElement} */ (this.querySelector("[data-traces] dl")), ...traces.map((way) => el("div", {}, el("dt", {}, way.name ?? way.nl), el("dd", {}, way.trace))));
  }

  /** What depends on who was chosen: who stands in, and how they can be reached. */
  #fillChoice() {
    const steps = this.#steps();
    if (!this.who || !steps) return;
    const choice = picked(steps, "who") ?? "";
    const { chosen, standby } = addressed(this.who.counsellors, choice, true);
    const alone = chosen[0];
    const other = standby[0];
    const part = this.#part("standby");
    if (part) part.hidden = !other;
    if (alone && other) {
      fill(/** @type {HTMLElement} */ (part?.querySelector("legend")), phrase("standby", { name: alone.name }));
      fill(/** @type {HTMLElement} */ (this.#part("alone")), phrase("alone", { name: alone.name }));
      fill(/** @type {HTMLElement} */ (this.#part("other")), phrase("other", { other: other.name }));
    }
    this.#drawChannels(chosen);
  }

  /** @param {Counsellor[]} chosen */
  #drawChannels(chosen) {
    const place = this.#part("channels");
    if (!place) return;
    const ways = new Map(chosen.flatMap((one) => one.channels).filter((way) => way.key !== HERE).map((way) => [way.key, way.nl]));
    const drawn = [...place.querySelectorAll("input")].map((one) => one.value);
    if (drawn.join() !== [...ways.keys()].join()) {
      const was = picked(/** @type {HTMLElement} */ (this.#steps()), "channel");
      fill(place, ...[...ways].map(([key, nl]) => channelTick(key, channelWords(key) ?? { name: nl, trace: "" }, key === was)));
      if (was && !ways.has(was)) this.#choose("channel", "");
    }
    this.#askReach();
  }

  /** @param {string} name @param {string} value */
  #choose(name, value) {
    const one = this.#steps()?.querySelector(`input[name="${name}"][value="${value}"]`);
    if (one instanceof HTMLInputElement) one.checked = true;
  }

  #askReach() {
    this.#unreached(null);
    const channel = picked(/** @type {HTMLElement} */ (this.#steps()), "channel") ?? "";
    const part = this.#part("reach");
    if (part) part.hidden = !channel;
    if (!channel) return;
    const asked = ADDRESS.get(channel) ?? "number";
    fill(/** @type {HTMLElement} */ (this.#part("reach-label")), phrase(asked));
    // the keys that a phone shows for it
    this.#steps()?.querySelector("#answer-reach")?.setAttribute("inputmode", { number: "tel", mail: "email" }[asked] ?? "text");
    // a number or an address leads to a name, a place to nobody
    fill(/** @type {HTMLElement} */ (this.#part("reach-key")), asked === "place" ? null : phrase(asked === "number" ? "key-number" : "key-address"));
  }

  /** @param {Event} event */
  #changed(event) {
    const name = event.target instanceof HTMLInputElement ? event.target.name : "";
    if (name === "who") {
      this.#part("summary")?.setAttribute("hidden", "");
      this.#choose("standby", "");
      this.#fillChoice();
    }
    if (name === "channel") this.#askReach();
  }

  /** Nobody goes on without somebody to talk to. @param {CustomEvent} event */
  #next(event) {
    const steps = this.#steps();
    if (event.detail === "reach") this.#nextReach(event);
    if (event.detail !== "choose" || !steps || (this.who?.counsellors.length && picked(steps, "who"))) return;
    event.preventDefault();
    const summary = this.#part("summary");
    if (!summary || !this.who?.counsellors.length) return;
    summary.hidden = false;
    summary.focus();
  }

  /** Who gives no number or address for a way that needs one, or one that looks mistyped, is told once, and goes on as they like. @param {CustomEvent} event */
  #nextReach(event) {
    const steps = /** @type {HTMLElement} */ (this.#steps());
    const channel = picked(steps, "channel") ?? "";
    const reach = typed(steps, "reach");
    const doubt = this.who && channel ? this.#doubtOf(channel, reach) : null;
    const isTold = this.#toldOf === `${channel} ${reach}`;
    this.#unreached(null);
    if (doubt === null || isTold) return;
    event.preventDefault();
    this.#toldOf = `${channel} ${reach}`;
    this.#unreached(doubt);
  }

  /** @param {string} channel @param {string} reach @returns {string | null} */
  #doubtOf(channel, reach) {
    const asked = ADDRESS.get(channel) ?? "number";
    if (asked === "place") return null;
    if (reach) return asked === "number" && isOddNumber(reach, channel === "phone") ? phrase("odd-number") : null;
    const { chosen } = addressed(/** @type {Who} */ (this.who).counsellors, picked(/** @type {HTMLElement} */ (this.#steps()), "who") ?? "", false);
    const way = channelWords(channel)?.name ?? chosen.flatMap((one) => one.channels).find((one) => one.key === channel)?.nl ?? "";
    return phrase(asked === "number" ? "without-number" : "without-address", { way, names: namesOf(chosen) });
  }

  /** @param {string | null} sentence */
  #unreached(sentence) {
    const place = this.#part("unreached");
    if (!place) return;
    place.hidden = sentence === null;
    fill(place, sentence === null ? null : el("p", {}, sentence));
    if (sentence !== null) place.focus();
  }
}

/** From when they answer and by when; of who is away also until when. @param {Counsellor} one */
function presence({ away_until: until, next_day: day, due }) {
  if (until === null || day === null) return [phrase("away")];
  const next = [phrase("next-day", { day: dayWords(day) }), ...(due ? [phrase("due-day", { day: dayWords(due) })] : [])];
  return until === undefined ? next : [phrase("away-until", { day: dayWords(until) }), ...next];
}

/** A language in the page's own. @param {string} code */
const languageName = (code) => new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(code) ?? code;

/** @param {Counsellor} one @returns {string[]} */
function about(one) {
  const ways = one.channels.map((way) => channelWords(way.key)?.name ?? way.nl);
  return [
    ...presence(one),
    phrase(one.kind === "internal" ? "internal" : "external"),
    ...(one.languages.length ? [phrase("languages", { languages: one.languages.map(languageName).join(", ") })] : []),
    ...(ways.length ? [phrase("channels", { channels: ways.join(" · ") })] : []),
  ];
}

/** @param {string} value @param {string} name @param {string[]} lines @param {string} [look] */
function card(value, name, lines, look = "card") {
  const id = `who-${value}`;
  const input = el("input", { type: "radio", name: "who", value, "aria-labelledby": id, "aria-describedby": `${id}-about` });
  return el("label", { class: look }, input, el("span", { class: "card-name", id }, name), el("span", { class: "card-about", id: `${id}-about` }, ...lines.map((line) => el("span", {}, line))));
}

/** @param {string} key @param {{name: string, trace: string}} words @param {boolean} checked */
function channelTick(key, { name, trace }, checked) {
  const id = `channel-${key}`;
  const input = el("input", { type: "radio", name: "channel", value: key, "aria-labelledby": id, "aria-describedby": trace ? `${id}-trace` : null });
  // not by attribute, which a reset would go back to
  input.checked = checked;
  return el("div", { class: "tick" }, el("label", {}, input, el("span", {}, el("span", { id }, name), trace && el("small", { id: `${id}-trace` }, trace))));
}

/** Names as people say them: "Amina of Bram". @param {Counsellor[]} counsellors */
export const namesOf = (counsellors) =>
  counsellors.length === 2 ? phrase("and", { first: counsellors[0]?.name ?? "", second: counsellors[1]?.name ?? "" }) : counsellors.map((one) => one.name).join(", ");

customElements.define("door-choose", DoorChoose);
