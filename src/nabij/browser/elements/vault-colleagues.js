// The colleagues of a practice on the page of one's vault: compare digits aloud before anything is shared.
import { loadColleagues, pinChecked, vault } from "../day/vault.js";
import { el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { doing, drawStep, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/vault.js").Colleague} Colleague */

/** @param {string} whose @param {string} digits */
const digitsOf = (whose, digits) => el("div", { class: "digits-of" }, el("h2", {}, whose), el("p", { class: "digits" }, digits));

/** @param {Colleague} colleague */
function standing({ checked, substituted, comparedAs }) {
  if (substituted) return el("span", { class: "tag late" }, "andere cijfers");
  if (comparedAs) return el("span", { class: "tag late" }, `vergeleken als ${comparedAs}`);
  return checked ? el("span", { class: "tag done" }, "vergeleken") : el("span", { class: "tag" }, "nog niet vergeleken");
}

/**
 * The question that must be answered before a colleague's key is believed.
 * @param {HTMLElement} host
 * @param {Colleague} colleague
 * @param {() => void} back
 */
async function compare(host, colleague, back) {
  const { fingerprint: mine } = await vault.me();
  const trouble = troubleLine();
  const yes = async () => {
    await pinChecked(colleague.id, colleague.keys, colleague.name);
    announce(`De cijfers van ${colleague.name} zijn vergeleken.`);
    back();
  };
  drawStep(
    host, `Vergelijk de cijfers met ${colleague.name}`,
    colleague.substituted && warning(colleague),
    colleague.comparedAs && otherName(colleague),
    el("p", { class: "lead" }, "Lees de cijfers samen hardop voor. Zijn ze gelijk?"),
    el("p", {}, "Doe het naast elkaar of aan de telefoon, als je elkaars stem kent. Je collega opent dezelfde bladzijde en ziet daar ook allebei de rijen."),
    el("div", { class: "both-digits" }, digitsOf("Jouw cijfers", mine), digitsOf(`Cijfers van ${colleague.name}`, colleague.fingerprint)),
    el("p", { class: "soft" }, "Zo weet je dat wat je deelt echt bij je collega aankomt, en niet bij iemand ertussen."),
    trouble,
    el(
      "p", { class: "actions" },
      doing("Ja, alle cijfers zijn gelijk", yes, { trouble }),
      doing("Nee, er is verschil", () => different(host, colleague, back), { trouble, quiet: true }),
      doing("Later", back, { trouble, quiet: true }),
    ),
  );
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

/** @param {HTMLElement} host @param {Colleague} colleague @param {() => void} back */
function different(host, { name }, back) {
  drawStep(
    host, `Deel nu niets met ${name}`,
    el("p", { class: "lead" }, "Verschillen de cijfers, dan kan iemand zich voordoen als je collega. Er is niets veranderd en niets gedeeld."),
    el("p", {}, "Laad allebei deze pagina opnieuw en vergelijk nog een keer. Blijft het verschil, bel dan je beheerder."),
    el("p", { class: "actions" }, doing("Terug naar mijn kluis", back, { trouble: troubleLine() })),
  );
}

/**
 * The section with all colleagues.
 * @param {HTMLElement} host where a comparison is drawn
 * @param {() => void} back draws the page again
 */
export function colleaguesSection(host, back) {
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

  async function fillList() {
    try {
      const colleagues = await loadColleagues();
      const changed = colleagues.filter(({ substituted }) => substituted);
      section.querySelector("h2")?.after(...changed.map(warning), ...colleagues.filter(({ comparedAs }) => comparedAs).map(otherName));
      const lines = colleagues.map((colleague) => {
        const label = colleague.checked ? "Cijfers bekijken" : "Cijfers vergelijken";
        const button = doing(label, () => compare(host, colleague, back), { trouble, quiet: true });
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
