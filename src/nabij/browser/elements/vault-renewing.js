// New keys for every running matter after a vault was possibly seen; stops and goes on where it was.
import { mattersToRenew, renewMatters } from "../day/account.js";
import { counted, el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { doing, tell, troubleLine } from "./vault-steps.js";

/** @param {unknown} error */
const because = (error) =>
  error instanceof Error && error.name === "UncheckedKey" ? "vergelijk eerst de cijfers met de collega met wie je deelt" : "dit lukte niet; probeer het straks opnieuw";

/** @param {number} shared */
const others = (shared) =>
  shared > 0 &&
  el("p", {}, `${counted(shared, "kwestie is", "kwesties zijn")} van een collega. Vraag je collega om je nieuwe cijfers te vergelijken en opnieuw met je te delen.`);

/**
 * The section: shows itself only while there are matters with keys from before.
 * @param {boolean} atOnce begin without being asked, because the keys were replaced a moment ago
 */
export function renewingSection(atOnce) {
  const section = el("section", { class: "renewing", hidden: true });
  const trouble = troubleLine();
  void look();
  return section;

  async function look() {
    try {
      const { mine, shared } = await mattersToRenew();
      if (mine.length > 0) draw(mine, shared);
      else if (atOnce) finished(shared);
    } catch (error) {
      section.hidden = false;
      fill(section, el("h2", {}, "Nieuwe sleutels voor je kwesties"), trouble);
      tell(trouble, error);
    }
  }

  /** @param {{id: string, alias: string}[]} mine @param {number} shared */
  function draw(mine, shared) {
    const bar = el("progress", { max: mine.length, value: 0, "aria-label": "Kwesties met nieuwe sleutels", hidden: true });
    const count = el("p", { class: "count" });
    const button = doing("Nieuwe sleutels maken", start, { trouble });
    section.hidden = false;
    fill(
      section,
      el("h2", {}, "Nieuwe sleutels voor je kwesties"),
      el("p", {}, `${counted(mine.length, "lopende kwestie heeft", "lopende kwesties hebben")} nog sleutels van voor de wissel. Je kunt tussendoor stoppen: hier ga je verder waar je was.`),
      others(shared), bar, count, trouble, el("p", { class: "actions" }, button),
    );
    if (atOnce) button.click();

    async function start() {
      bar.hidden = false;
      announce("De kwesties krijgen nieuwe sleutels.");
      const failed = await renewMatters(mine, ({ done, total }) => {
        bar.value = done;
        count.textContent = `${done} van ${counted(total, "kwestie", "kwesties")}`;
      });
      if (failed.length === 0) return finished(shared);
      bar.hidden = true;
      count.textContent = "";
      return fill(
        trouble,
        el("span", {}, `${counted(failed.length, "kwestie houdt", "kwesties houden")} nog oude sleutels:`),
        el("ul", {}, ...failed.map(({ alias, error }) => el("li", {}, `${alias || "Een kwestie"}: ${because(error)}.`))),
      );
    }
  }

  /** @param {number} shared */
  function finished(shared) {
    section.hidden = false;
    fill(section, el("h2", {}, "Nieuwe sleutels voor je kwesties"), el("p", {}, "Al je lopende kwesties hebben nieuwe sleutels."), others(shared));
    announce("Al je lopende kwesties hebben nieuwe sleutels.");
  }
}
