// *Vergelijken*: who of the pair can compare names, the key that a departure asks for, and renewing what was compared with a former one.
import { counted, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { finish, forgetFormer, heldBack, keepKeys } from "../day/comparing.js";
import { renewMine, whyNot } from "../day/keeping-up.js";
import { comparedWith } from "./matter-fingerprint.js";
import { doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/comparing.js").Keys} Keys */
/** @typedef {import("../day/comparing.js").Holding} Holding */
/** @typedef {Keys["others"][number]} Other */

/** @type {Record<Holding, (name: string) => string>} */
const STANDS = {
  holds: () => "heeft de sleutel",
  lacks: () => "krijgt de sleutel zodra jij die hebt",
  not_compared: () => "heeft de sleutel nog niet: vergelijk eerst de cijfers",
  other_keys: () => "heeft andere cijfers dan eerder: vergelijk ze opnieuw",
  no_vault: (name) => `heeft nog geen kluis. Dat doet ${name} zelf, bij Mijn kluis`,
};

class ComparingPage extends HTMLElement {
  connectedCallback() {
    void this.#open();
  }

  get #organisation() {
    return Number(this.dataset.id);
  }

  /** @param {{pinNew?: boolean}} [asked] */
  async #open(asked = {}) {
    try {
      const keys = await keepKeys(this.#organisation, asked);
      if (!keys.trouble) await forgetFormer(keys);
      if (this.isConnected) this.#show(keys);
    } catch (error) {
      if (this.isConnected) fill(this, el("p", { class: "error", role: "alert" }, sentenceFor(error)), el("p", {}, el("button", { type: "button", class: "button quiet", onclick: () => void this.#open() }, "Probeer het opnieuw")));
    }
  }

  /** @param {Keys} keys */
  #show(keys) {
    const held = keys.epochs.includes(keys.stand.epoch);
    const mine = el("li", {}, el("span", {}, el("strong", {}, "Jij"), held ? " hebt de sleutel" : " hebt de sleutel nog niet"), el("span", { class: held ? "tag done" : "tag" }, held ? "kan vergelijken" : "wacht"));
    const waits = whyNot(keys);
    fill(
      this,
      el("h2", {}, "Wie kan vergelijken"),
      keys.rotated && el("p", { class: "message", role: "status" }, "Wie hier vertrok, had de sleutel. Je browser maakte een nieuwe."),
      waits && keys.unknown.length === 0 && !keys.stand.renew && el("p", { class: "message warning" }, waits),
      el("ul", { class: "lines" }, mine, ...keys.others.map((other) => this.#other(other))),
      keys.others.length === 0 && el("p", { class: "soft" }, "Je werkt hier nu alleen. Kwesties van verschillende inbrengers worden toch vergeleken."),
      this.#departure(keys),
      this.#newMatcher(keys),
      this.#renewing(keys),
    );
  }

  /** @param {Other} other */
  #other({ name, holding, colleague }) {
    const trouble = troubleLine();
    const compare = async () => {
      if (colleague && (await comparedWith(colleague))) await this.#open();
    };
    const button = (holding === "not_compared" || holding === "other_keys") && doing("Cijfers vergelijken", compare, { trouble, quiet: true });
    if (button) button.append(el("span", { class: "unseen" }, ` met ${name}`));
    return el("li", {}, el("span", {}, el("strong", {}, name), ` ${STANDS[holding](name)}`), button || el("span", { class: holding === "holds" ? "tag done" : "tag" }, holding === "holds" ? "kan vergelijken" : "wacht"), button && trouble);
  }

  /** Who left keeps the key that they had; what stands in the way of the next one, which a browser makes by itself. @param {Keys} keys */
  #departure(keys) {
    if (!keys.stand.renew || keys.trouble) return null;
    const lacking = heldBack(keys).map(({ name }) => name);
    const holders = keys.others.filter(({ holding }) => holding === "holds").map(({ name }) => name);
    const next = lacking.length > 0 ? `Vergelijk eerst opnieuw de cijfers met ${lacking.join(" en ")}. Daarna maakt je browser een nieuwe sleutel.` : holders.length > 0 && !keys.epochs.includes(keys.stand.epoch) ? `De browser van ${holders.join(" of ")} maakt een nieuwe, zodra die Vandaag opent.` : "Je browser maakt een nieuwe zodra je opnieuw inlogt.";
    return el(
      "section", { class: "message warning", "data-departure": true },
      el("h2", {}, "Iemand die hier niet meer werkt, had de sleutel"),
      el("p", {}, `${next} Tot dan wordt er niemand nieuw vergeleken. Wat je opschrijft, wordt gewoon bewaard.`),
    );
  }

  /** @param {Keys} keys */
  #newMatcher(keys) {
    if (keys.unknown.length === 0 || keys.trouble) return null;
    const trouble = troubleLine();
    return el(
      "section", { class: "message", "data-new-matcher": true },
      el("h2", {}, "De vergelijkdienst heeft een nieuwe sleutel"),
      el("p", {}, "Je beheerder kan de sleutel vervangen. Vraag na of dat zo is. Tot je verder gaat, wordt er niets nieuws vergeleken. Je notities worden gewoon bewaard."),
      trouble, el("p", {}, doing("Het klopt, ga verder", () => this.#open({ pinNew: true }), { trouble, quiet: true })),
    );
  }

  /** @param {Keys} keys */
  #renewing(keys) {
    const waiting = keys.stand.waiting.length;
    if (waiting === 0 || !keys.newest) return null;
    const trouble = troubleLine();
    const said = el("p", { class: "soft", role: "status" });
    const renew = async () => {
      const { done, why } = await renewMine(keys, (at, of) => fill(said, `${at} van ${counted(of, "kwestie", "kwesties")} nagekeken…`));
      const told = `${counted(done, "kwestie", "kwesties")} bijgewerkt.`;
      announce(told);
      await this.#open();
      this.prepend(el("p", { class: "message", role: "status" }, told, why && ` ${why}`));
    };
    return el(
      "section", { "data-renewing": true },
      el("h2", {}, "Bijwerken met de nieuwe sleutel"),
      el("p", {}, `Van jullie samen ${waiting === 1 ? "wacht" : "wachten"} nog ${counted(waiting, "kwestie", "kwesties")}. Iedereen werkt de eigen kwesties bij. Tot dat klaar is, telt alles mee.`),
      said, trouble,
      el("p", {}, doing("Werk mijn kwesties bij", renew, { trouble })),
      this.#giveUp(keys, waiting),
    );
  }

  /** @param {Keys} keys @param {number} waiting */
  #giveUp(keys, waiting) {
    const trouble = troubleLine();
    const stop = async () => {
      const { lost } = await finish(keys.stand.organisation);
      announce(`Afgerond. ${counted(lost, "kwestie telt", "kwesties tellen")} niet meer mee.`);
      await this.#open();
    };
    return el("details", { class: "small" }, el("summary", {}, "Blijft er iets over?"), el("p", {}, `Een kwestie die niemand meer kan openen, wordt nooit bijgewerkt. Rond je af, dan ${waiting === 1 ? "telt deze kwestie" : `tellen deze ${waiting} kwesties`} niet meer mee. Dat kan pas als je collega de nieuwe sleutel heeft.`), trouble, el("p", {}, doing("Rond af zonder de rest", stop, { trouble, quiet: true, grave: true })));
  }
}

customElements.define("nabij-comparing", ComparingPage);
