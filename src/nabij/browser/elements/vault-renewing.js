// New keys for every running matter after a vault was possibly seen; stops and goes on where it was.
import { mattersToRenew, renewMatters } from "../day/account.js";
import { counted, el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { doing, tell, troubleLine } from "./vault-steps.js";

/** @typedef {Awaited<ReturnType<typeof renewMatters>>["leftOut"][number]} LeftOut */

const TITLE = "Nieuwe sleutels voor je kwesties";

/** @param {unknown} error */
const because = (error) =>
  error instanceof Error && error.name === "UncheckedKey" ? "vergelijk eerst de cijfers met de collega met wie je deelt" : "dit lukte niet; probeer het straks opnieuw";

/** @param {number} shared */
const others = (shared) =>
  shared > 0 &&
  el("p", {}, `${counted(shared, "kwestie is", "kwesties zijn")} van een collega. Vraag je collega om je nieuwe cijfers te vergelijken en opnieuw met je te delen.`);

/** Who got no new key, and why. @param {LeftOut[]} leftOut */
const without = (leftOut) =>
  leftOut.length > 0 &&
  el(
    "div", { class: "message warning" },
    el("p", {}, "Deze collega's kregen geen nieuwe sleutel. Wat je hierna opschrijft, lezen zij niet:"),
    el("ul", {}, ...leftOut.flatMap(({ alias, left }) => left.map(({ name, why }) => el("li", {}, `${alias || "Een kwestie"}, ${name}: ${why}.`)))),
    el("p", {}, "Klopt dat niet? Regel het bij de kwestie zelf, onder Wie kan dit openen."),
  );

/** The matters still to renew, and how far it has come. */
class Renewing {
  section = el("section", { class: "renewing", hidden: true });
  #trouble = troubleLine();
  #bar = el("progress", { value: 0, "aria-label": "Kwesties met nieuwe sleutels", hidden: true });
  #count = el("p", { class: "count" });
  #atOnce;

  /** @param {boolean} atOnce */
  constructor(atOnce) {
    this.#atOnce = atOnce;
  }

  async look() {
    try {
      const { mine, shared } = await mattersToRenew();
      if (mine.length > 0) this.#draw(mine, shared);
      else if (this.#atOnce) this.#finished(shared);
    } catch (error) {
      this.section.hidden = false;
      fill(this.section, el("h2", {}, TITLE), this.#trouble);
      tell(this.#trouble, error);
    }
  }

  /** @param {{id: string, alias: string}[]} mine @param {number} shared */
  #draw(mine, shared) {
    this.#bar.max = mine.length;
    const button = doing("Nieuwe sleutels maken", () => this.#start(mine, shared), { trouble: this.#trouble });
    this.section.hidden = false;
    fill(
      this.section,
      el("h2", {}, TITLE),
      el("p", {}, `${counted(mine.length, "lopende kwestie heeft", "lopende kwesties hebben")} nog sleutels van voor de wissel. Je kunt tussendoor stoppen: hier ga je verder waar je was.`),
      others(shared), this.#bar, this.#count, this.#trouble, el("p", { class: "actions" }, button),
    );
    if (this.#atOnce) button.click();
  }

  /** @param {{id: string, alias: string}[]} mine @param {number} shared */
  async #start(mine, shared) {
    this.#bar.hidden = false;
    announce("De kwesties krijgen nieuwe sleutels.");
    const { failed, leftOut } = await renewMatters(mine, ({ done, total }) => {
      this.#bar.value = done;
      this.#count.textContent = `${done} van ${counted(total, "kwestie", "kwesties")}`;
    });
    if (failed.length === 0) return this.#finished(shared, leftOut);
    this.#bar.hidden = true;
    this.#count.textContent = "";
    return fill(
      this.#trouble,
      el("span", {}, `${counted(failed.length, "kwestie houdt", "kwesties houden")} nog oude sleutels:`),
      el("ul", {}, ...failed.map(({ alias, error }) => el("li", {}, `${alias || "Een kwestie"}: ${because(error)}.`))),
      without(leftOut),
    );
  }

  /** @param {number} shared @param {LeftOut[]} [leftOut] */
  #finished(shared, leftOut = []) {
    this.section.hidden = false;
    fill(this.section, el("h2", {}, TITLE), el("p", {}, "Al je lopende kwesties hebben nieuwe sleutels."), without(leftOut), others(shared));
    announce("Al je lopende kwesties hebben nieuwe sleutels.");
  }
}

/**
 * The section: shows itself only while there are matters with keys from before.
 * @param {boolean} atOnce begin without being asked, because the keys were replaced a moment ago
 */
export function renewingSection(atOnce) {
  const renewing = new Renewing(atOnce);
  void renewing.look();
  return renewing.section;
}
