// Whose keys one checks, on the page of one's vault: compare digits aloud before anything is shared or sent.
import { addressed } from "../desk/address.js";
import { loadBoardContacts, loadColleagues, loadOwnCounsellors } from "../day/vault.js";
import { el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { comparedWith } from "./matter-fingerprint.js";
import { doing, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/vault.js").Colleague} Colleague */
/** @typedef {{name: string, beside?: string, known: Colleague | null}} Line `known` is null for who has no vault yet; `beside`: where this person is */

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
    el("p", {}, el("strong", {}, addressed(`De server geeft voor ${name} nu andere cijfers dan die je eerder vergeleek.`, `De server geeft voor ${name} nu andere cijfers dan die u eerder vergeleek.`))),
    el("p", {}, addressed(
      `Dat klopt als ${name} net een nieuwe kluis of nieuwe sleutels maakte. Vraag dat eerst, met je eigen woorden en langs een andere weg dan deze werkplek. Deel niets tot jullie de cijfers opnieuw vergeleken hebben.`,
      `Dat klopt als ${name} net een nieuwe kluis of nieuwe sleutels maakte. Vraag dat eerst, langs een andere weg dan deze pagina. Een brief van ${name} gaat pas open als u samen de cijfers opnieuw hebt vergeleken.`,
    )),
  );

/** @param {Colleague} colleague */
const otherName = ({ name, comparedAs }) =>
  el(
    "div", { class: "message warning", role: "alert" },
    el("p", {}, el("strong", {}, addressed(`Deze cijfers vergeleek je eerder met ${comparedAs}. De server noemt er nu ${name} bij.`, `Deze cijfers vergeleek u eerder met ${comparedAs}. De server noemt er nu ${name} bij.`))),
    el("p", {}, "Dat klopt als dit dezelfde mens is met een andere naam. Anders staan er namen door elkaar. Deel of verstuur niets tot de cijfers opnieuw vergeleken zijn."),
  );

/**
 * A section with people and how one stands to their keys.
 * @param {{title: string, lead: string, none: string, load: () => Promise<Line[]>, back: () => void}} about `back` draws the page again
 */
function pinsSection({ title, lead, none, load, back }) {
  const list = el("ul", { class: "lines" }, el("li", {}, el("span", { class: "soft" }, "Even kijken…")));
  const trouble = troubleLine();
  const section = el("section", { class: "colleagues" }, el("h2", {}, title), el("p", {}, lead), trouble, list);
  void fillList();
  return section;

  /** @param {Colleague} colleague */
  async function compare(colleague) {
    if (!(await comparedWith(colleague))) return;
    announce(`De cijfers van ${colleague.name} zijn vergeleken.`);
    back();
  }

  /** @param {Line} line */
  function drawn({ name, beside, known }) {
    const who = [el("strong", {}, name), beside ? `, ${beside} ` : " "];
    if (!known) return el("li", {}, el("span", {}, ...who, el("span", { class: "tag" }, "heeft nog geen kluis"), el("br"), el("span", { class: "soft" }, `Vraag ${name} om in te loggen bij het bestuursadres en Mijn kluis te kiezen.`)));
    const button = doing("Cijfers vergelijken", () => compare(known), { trouble, quiet: true });
    button.append(el("span", { class: "unseen" }, ` met ${name}`));
    return el("li", {}, el("span", {}, ...who, standing(known)), button);
  }

  async function fillList() {
    try {
      const lines = await load();
      const known = lines.flatMap((line) => line.known ?? []);
      section.querySelector("h2")?.after(...known.filter(({ substituted }) => substituted).map(warning), ...known.filter(({ comparedAs }) => comparedAs).map(otherName));
      if (lines.length > 0) fill(list, ...lines.map(drawn));
      else list.replaceWith(el("p", { class: "soft" }, none));
    } catch (error) {
      fill(list);
      tell(trouble, error);
    }
  }
}

/** @param {Colleague[]} people @returns {Line[]} */
const asLines = (people) => people.map((known) => ({ name: known.name, known }));

/** Fellow counsellors. @param {() => void} back */
export const colleaguesSection = (back) =>
  pinsSection({
    back, title: "Collega’s", load: async () => asLines(await loadColleagues()), none: "Er is nog geen collega met een kluis.",
    lead: "Voor je iets deelt, vergelijk je samen 25 cijfers. Dat doe je één keer, en opnieuw als iemand nieuwe sleutels heeft.",
  });

/** Who is ultimately responsible where one is appointed. @param {() => void} back */
export const boardContactsSection = (back) =>
  pinsSection({
    back, title: "Eindverantwoordelijken", none: "Bij je organisaties heeft nog geen eindverantwoordelijke een account.",
    load: async () => (await loadBoardContacts()).map(({ name, organisation, known }) => ({ name, beside: organisation, known })),
    lead: "Een brief met een signaal gaat op slot met de sleutel van wie hem krijgt. Vergelijk vooraf samen de cijfers: zo weet je dat niemand ertussen zit.",
  });

/** At the board: the counsellors who write to one. @param {() => void} back */
export const ownCounsellorsSection = (back) =>
  pinsSection({
    back, title: "Uw vertrouwenspersonen", load: async () => asLines(await loadOwnCounsellors()), none: "Uw vertrouwenspersonen hebben nog geen kluis.",
    lead: "Een brief gaat alleen open als u weet van wie hij is. Vergelijk daarom één keer samen 25 cijfers, aan de telefoon of naast elkaar. Bij nieuwe sleutels doet u dat opnieuw.",
  });
