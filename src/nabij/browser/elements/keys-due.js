// <nabij-keys-due>: on *Vandaag*, after a departure: the next key to compare with is made here and now, and told. Behind the list, which does not wait for it.
import { rotateAt } from "../day/key-rotation.js";
import { counted, el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { getJson } from "../desk/talk.js";

/** @typedef {{organisation: number, name: string}} Where */
/** @typedef {import("../day/key-rotation.js").Rotated} Rotated */

const GOES_ON = "Dat gaat verder als je Vandaag weer opent.";

/** What was done, in a line; "" where there was nothing to tell. @param {Where} where @param {Rotated} rotated */
export function saidOf({ name }, { made, done, left, others, why }) {
  const key = made && `Bij ${name} vertrok iemand die de sleutel om te vergelijken had. Je browser maakte een nieuwe.`;
  const renewed = done > 0 && `${made ? "" : `Bij ${name}: `}${counted(done, "kwestie", "kwesties")} van jou bijgewerkt met de nieuwe sleutel.`;
  const rest = left > 0 && !why && (others.length > 0 ? `Nog ${counted(left, "kwestie", "kwesties")} van ${others.join(" en ")}: dat doet die browser vanzelf.` : `${counted(left, "kwestie gaat", "kwesties gaan")} hier niet open.`);
  // What waits for a colleague alone is told with what was done, and else on *Vergelijken*.
  const tells = key || renewed || (left > 0 && others.length === 0);
  return [key, renewed, tells && rest].filter(Boolean).join(" ");
}

/** @param {Where} where @param {string} why */
const waitingRow = ({ organisation, name }, why) =>
  el("a", { class: "matter", href: `/patronen/${organisation}/` }, el("span", { class: "alias" }, name), el("span", { class: "due" }, "nu"), el("span", { class: "next" }, why));

class KeysDue extends HTMLElement {
  #lines = el("div", { "data-part": "rotated" });
  #rows = el("div", {});
  #status = el("p", { class: "soft small", role: "status" });
  #bar = el("progress", { "aria-label": "Bijwerken met de nieuwe sleutel", hidden: true });

  async connectedCallback() {
    try {
      const { renew, waiting } = /** @type {{renew: Where[], waiting: Where[]}} */ (await getJson("/patronen/vandaag.json"));
      if (renew.length + waiting.length > 0) await this.#work([...renew, ...waiting]);
    } catch (error) {
      // The vault was shut meanwhile: the page is emptied anyway.
      if (!this.isConnected || (error instanceof Error && error.name === "Locked")) return;
      fill(this, this.#lines, el("p", { class: "soft small", role: "status" }, "Een nieuwe sleutel om te vergelijken kon niet worden nagegaan of gemaakt. Er is niets kwijt. ", sentenceFor(error), ` ${GOES_ON}`));
      this.hidden = false;
    }
  }

  /** @param {Where[]} places */
  async #work(places) {
    fill(this, el("section", { class: "turn", "aria-labelledby": "keys-due" }, el("header", {}, el("h2", { id: "keys-due" }, "Vergelijken")), this.#lines, this.#rows, this.#status, this.#bar));
    for (const where of places) {
      const rotated = await rotateAt(where.organisation, (done, of) => this.#progress(where, done, of));
      if (!this.isConnected) return;
      const said = saidOf(where, rotated);
      if (said) this.#lines.append(el("p", { class: "message" }, said, rotated.left > 0 && rotated.others.length === 0 && el("span", {}, " ", el("a", { href: `/patronen/${where.organisation}/` }, "Kijk bij Vergelijken."))));
      if (rotated.why) this.#rows.append(waitingRow(where, rotated.why));
      this.hidden = !this.#lines.firstChild && !this.#rows.firstChild;
    }
    this.#bar.hidden = true;
    this.#status.textContent = "";
  }

  /** @param {Where} where @param {number} done @param {number} of */
  #progress({ name }, done, of) {
    this.hidden = false;
    this.#bar.hidden = false;
    [this.#bar.max, this.#bar.value] = [of, done];
    this.#status.textContent = `Nieuwe sleutel bij ${name}: ${done} van ${counted(of, "kwestie", "kwesties")} nagekeken. Sluit je dit, dan gaat het de volgende keer verder.`;
  }
}

customElements.define("nabij-keys-due", KeysDue);
