// *Kijk nog eens*: where it was looked whether a person is named more often, and who came since may name them too. One's own matters only.
import { lookAgainAfter } from "../day/looking.js";
import { el, shortDay } from "../desk/dom.js";

/** @typedef {import("../day/cards.js").MatterCard} MatterCard */

/** @param {MatterCard[]} matters @param {string} today */
export function lookAgainList(matters, today) {
  const due = matters.filter(({ mine, closed_month: closed, looked }) => mine && closed === null && lookAgainAfter(looked, today) > 0);
  if (due.length === 0) return null;
  return el("section", { class: "turn", "aria-labelledby": "look-again", "data-part": "look-again" }, el("header", {}, el("h2", { id: "look-again" }, "Kijk nog eens"), el("span", { class: "count" }, String(due.length))), ...due.map((card) => row(card, today)));
}

/** @param {MatterCard} card @param {string} today */
function row(card, today) {
  const said = `Je keek op ${shortDay(card.looked?.last ?? today)} of dit vaker speelt. Wie daarna kwam, noemt misschien dezelfde persoon.`;
  return el("a", { class: "matter", href: `/kwesties/${card.id}/` }, el("span", { class: "alias" }, card.alias || "Zonder schuilnaam"), el("span", { class: "due" }, `na ${lookAgainAfter(card.looked, today)} dagen`), el("span", { class: "next" }, said), el("span", { class: "where" }, card.organisation.name));
}
