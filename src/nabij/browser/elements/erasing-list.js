// On *Vandaag*: what visitors asked to destroy and a colleague kept who works here no more. It is done without reading it.
import { dayAndYear, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { eraseLeft } from "../day/erasing.js";

/** @typedef {import("../day/erasing.js").LeftErasure} LeftErasure */

/** The section; null where nobody asked. @param {LeftErasure[]} asked */
export function erasingList(asked) {
  if (asked.length === 0) return null;
  const count = el("span", { class: "count" }, String(asked.length), el("span", { class: "unseen" }, asked.length === 1 ? " gesprek" : " gesprekken"));
  return el("section", { class: "turn mine waiting", "aria-labelledby": "erasing" }, el("header", {}, el("h2", { id: "erasing" }, "Wissen op verzoek"), count), ...asked.map(one));
}

/** @param {LeftErasure} asked */
function one({ id, organisation, keeper, on }) {
  const field = `erase-${id}`;
  const sure = el("input", { type: "checkbox", id: field });
  const trouble = el("p", { class: "error", role: "alert" });
  const button = el("button", { class: "button quiet grave" }, "Wis alles");
  let busy = false;
  /** @param {SubmitEvent} event */
  const onsubmit = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    fill(trouble, sure.checked ? null : "Kijk het eerst na en zet het vinkje. Er is niets gewist.");
    if (!sure.checked) return sure.focus();
    busy = true;
    button.setAttribute("aria-disabled", "true");
    try {
      await eraseLeft(id);
      announce("Het is gewist. De inbrenger leest het bewijs met de zeven woorden.");
      document.dispatchEvent(new CustomEvent("nabij:noted"));
    } catch (error) {
      fill(trouble, sentenceFor(error));
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
    }
  };
  return el("article", { class: "sheet", "data-erasing": id },
    el("h3", {}, "Een inbrenger wil dat alles gewist wordt"),
    el("p", { class: "small soft" }, `${organisation.name} · gevraagd op ${dayAndYear(on)}`),
    el("p", {}, `${keeper} hield dit gesprek en werkt niet meer voor deze organisatie. De inbrenger tekende de vraag met de eigen sleutel. Je kunt dit doen zonder het te lezen.`),
    el("p", { class: "small" }, "Weg gaan het gesprek, de notities, de bijlagen en elke sleutel. De codes voor het jaarverslag blijven, en een bewijs zonder namen. Het kan niet terug."),
    el("form", { novalidate: true, onsubmit }, el("div", { class: "tick" }, el("label", {}, sure, el("span", {}, "Ik heb dit nagekeken."))), trouble, el("p", { class: "actions" }, button)),
  );
}
