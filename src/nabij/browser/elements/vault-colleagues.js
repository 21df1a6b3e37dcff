// The colleagues of a practice on the page of one's vault: compare digits aloud before anything is shared.
import { loadColleagues } from "../day/vault.js";
import { el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { comparedWith } from "./matter-fingerprint.js";
import { doing, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/vault.js").Colleague} Colleague */

/** @param {Colleague} colleague */
function standing({ checked, substituted, comparedAs }) {
  if (substituted) return el("span", { class: "tag late" }, "andere cijfers");
  if (comparedAs) return el("span", { class: "tag late" }, `vergeleken als ${comparedAs}`);
  return checked ? el("span", { class: "tag done" }, "vergeleken") : el("span", { class: "tag" }, "nog niet vergeleken");
}

/** @param {Colleague} colleague */
const warning = ({ name }) =>
  el(
    "div", { class: "message warning", role: "alert" },
    el("p", {}, el("strong", {}, `De server geeft voor ${name} nu andere cijfers dan die je eerder vergeleek.`)),
    el("p", {}, "Dat klopt als je collega net een nieuwe kluis of nieuwe sleutels maakte. Vraag dat eerst, met je eigen woorden en langs een andere weg dan deze werkplek. Deel niets tot jullie de cijfers opnieuw vergeleken hebben."),
  );

/** @param {Colleague} colleague */
const otherName = ({ name, comparedAs }) =>
  el(
    "div", { class: "message warning", role: "alert" },
    el("p", {}, el("strong", {}, `Deze cijfers vergeleek je eerder met ${comparedAs}. De server noemt er nu ${name} bij.`)),
    el("p", {}, "Dat klopt als je collega een andere naam heeft. Anders staan er namen door elkaar. Deel niets tot jullie de cijfers opnieuw vergeleken hebben."),
  );

/**
 * The section with all colleagues.
 * @param {() => void} back draws the page again
 */
export function colleaguesSection(back) {
  const list = el("ul", { class: "lines" }, el("li", {}, el("span", { class: "soft" }, "Even kijken…")));
  const trouble = troubleLine();
  const section = el(
    "section", { class: "colleagues" },
    el("h2", {}, "Collega’s"),
    el("p", {}, "Voor je iets deelt, vergelijk je samen 25 cijfers. Dat doe je één keer, en opnieuw als iemand nieuwe sleutels heeft."),
    trouble, list,
  );
  void fillList();
  return section;

  /** @param {Colleague} colleague */
  async function compare(colleague) {
    if (!(await comparedWith(colleague))) return;
    announce(`De cijfers van ${colleague.name} zijn vergeleken.`);
    back();
  }

  async function fillList() {
    try {
      const colleagues = await loadColleagues();
      const changed = colleagues.filter(({ substituted }) => substituted);
      section.querySelector("h2")?.after(...changed.map(warning), ...colleagues.filter(({ comparedAs }) => comparedAs).map(otherName));
      const lines = colleagues.map((colleague) => {
        const button = doing("Cijfers vergelijken", () => compare(colleague), { trouble, quiet: true });
        button.append(el("span", { class: "unseen" }, ` met ${colleague.name}`));
        return el("li", {}, el("span", {}, el("strong", {}, colleague.name), " ", standing(colleague)), button);
      });
      if (lines.length > 0) fill(list, ...lines);
      else list.replaceWith(el("p", { class: "soft" }, "Er is nog geen collega met een kluis."));
    } catch (error) {
      fill(list);
      tell(trouble, error);
    }
  }
}
