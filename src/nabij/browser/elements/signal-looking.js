// A text of a signal is held against the writer's vault before it is kept: what is found is changed, or stays with why. The same findings as those of the letter.
import { factsFor } from "../day/letter-facts.js";
import { broughtUp, leftOf, seenIn, stillKept } from "../day/signal-looked.js";
import { counted, el, fill } from "../desk/dom.js";
import { Refusal } from "../desk/talk.js";
import { control } from "./matter-fields.js";
import { saidNamed, toldOf, unsearched } from "./signal-check.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("./matter-fields.js").Values} Values */
/** @typedef {import("../day/signals.js").Kept} Kept */
/** @typedef {import("../day/signal-looked.js").Seen} Seen */
/** @typedef {import("../day/signal-looked.js").Sort} Sort */

let made = 0;

export class Looking {
  /** Where it is told, in the form. */
  place = el("div", { "data-part": "looked" });
  #prefix = `looked-${(made += 1)}`;
  #desk;
  #sorts;
  /** @type {Kept[]} */
  #kept;
  /** @type {Map<Seen, HTMLTextAreaElement>} */
  #asked = new Map();
  /** For which words it was told that not all could be looked through. */
  #toldOf = "";

  /** @param {SignalDesk} desk @param {Record<string, Sort>} sorts of each field that is looked through @param {Kept[]} [kept] what was decided before */
  constructor(desk, sorts, kept = []) {
    this.#desk = desk;
    this.#sorts = sorts;
    this.#kept = kept;
  }

  /**
   * Refuses as long as something is to be decided; shows what, here alone.
   * @param {Values} values of the form
   * @returns {Promise<(fields: string[]) => {kept?: Kept[]}>} what stays in these fields, with why, as it is kept beside them
   */
  async through(values) {
    this.#takeReasons();
    const texts = Object.fromEntries(Object.keys(this.#sorts).map((name) => [name, String(values[name] ?? "").trim()]));
    const looked = await this.#look();
    const seen = seenIn(texts, this.#sorts, looked.facts);
    const left = leftOf(seen, this.#kept);
    this.#draw(seen, new Set(left), looked);
    if (left.length > 0) throw new Refusal(saidLeft(left), "undecided");
    const stays = stillKept(seen, this.#kept);
    const named = broughtUp(seen, stays.map(({ reason }) => reason), looked.facts);
    if (named.length > 0) throw new Refusal(saidNamed(named), "named");
    this.#tellOnce(Object.values(texts).join("\n"), seen.filter(({ once }) => once), looked.closed);
    return (fields) => {
      const those = stays.filter(({ key }) => fields.includes(key.slice(0, key.indexOf(" "))));
      return those.length > 0 ? { kept: those } : {};
    };
  }

  async #look() {
    const status = el("p", { class: "soft", role: "status" }, "Even geduld, je browser legt dit naast je kwesties.");
    this.place.append(status);
    try {
      return await factsFor(this.#desk.signal, (done, of) => fill(status, `Je browser leest je kwesties: ${done} van ${of}.`));
    } finally {
      status.remove();
    }
  }

  /** What may be a word, and matters that did not open where it is looked through as a letter: told once for these words, then it is for who writes. @param {string} said @param {Seen[]} quiet @param {number} closed */
  #tellOnce(said, quiet, closed) {
    const unread = closed > 0 && Object.values(this.#sorts).includes("all");
    if (this.#toldOf === said || (!unread && quiet.length === 0)) return;
    this.#toldOf = said;
    if (quiet.length > 0) throw new Refusal(`Dit kan de naam van een inbrenger zijn: ${matchesOf(quiet)}. Verander je tekst. Is het een gewoon woord? Bewaar dan nog een keer.`, "undecided");
    throw new Refusal("Niet alles is nagekeken. Lees zelf na of er geen namen in staan, en bewaar dan nog een keer.", "unsearched");
  }

  #takeReasons() {
    for (const [{ key, match }, { value }] of this.#asked) {
      if (value.trim() !== "") this.#kept = [...this.#kept.filter((one) => one.key !== key), { key, match, reason: value.trim() }];
    }
  }

  /** @param {Seen[]} seen @param {Set<Seen>} left @param {{closed: number}} looked */
  #draw(seen, left, { closed }) {
    this.#asked.clear();
    const lines = seen.map((one, at) => el("li", { "data-finding": one.kind, "data-known": one.known, "data-open": left.has(one) }, ...toldOf(one), one.never ? el("p", { class: "small" }, "Dit mag niet blijven staan.") : !one.once && this.#why(one, at)));
    fill(this.place, seen.length > 0 && el("ul", { class: "letter-findings" }, ...lines), ...unsearched({ closed, others: 0 }));
  }

  /** @param {Seen} one @param {number} at */
  #why(one, at) {
    const reason = this.#kept.find(({ key }) => key === one.key)?.reason ?? "";
    const field = control({ name: `why-${at}`, label: `Waarom mag “${one.match}” blijven staan?`, kind: "area", rows: 2, value: reason, hint: "Eén zin. Alleen jij en je collega lezen dit.", needed: "Schrijf op waarom." }, this.#prefix);
    this.#asked.set(one, /** @type {HTMLTextAreaElement} */ (field.querySelector("textarea")));
    return field;
  }
}

/** @param {Seen[]} seen */
const matchesOf = (seen) => [...new Set(seen.map(({ match }) => match))].join(", ");

/** @param {Seen[]} left */
function saidLeft(left) {
  const never = left.filter((one) => one.never);
  if (never.length > 0) return `Dit mag niet blijven staan: ${matchesOf(never)}. Verander je tekst.`;
  return `Je browser wees ${counted(left.length, "plek", "plekken")} aan. Verander je tekst, of schrijf erbij in een hele zin waarom het mag blijven staan.`;
}
