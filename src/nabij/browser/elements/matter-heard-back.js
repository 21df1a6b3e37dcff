// What was agreed to in conversation, or by the inbrenger, about somebody outside: that it was taken back, as it was heard.
import { hearWithdrawal } from "../day/hearing.js";
import { el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/consents.js").Agreement} Agreement */

/**
 * A button beside one consent that holds; nothing for what is shared with a colleague, which has a button of its own, nor for who reads along.
 * @param {import("./matter-section.js").MatterSection} section
 * @param {Agreement} agreement
 */
export function heardBack(section, { consent, name, width }) {
  if (width !== "as_said" || !section.page.matter.served.mine) return null;
  const place = el("span", {});
  const trouble = troubleLine();
  const open = el("button", { type: "button", class: "link", "aria-label": `De inbrenger nam dit terug: ${name}`, onclick: () => ask() }, "De inbrenger nam dit terug");
  const take = async () => {
    await hearWithdrawal(section.page.matter, consent);
    await section.page.saved();
    announce("Vastgelegd: de inbrenger nam het terug.");
    section.closed();
  };
  const ask = () => {
    const yes = doing("Leg vast dat de inbrenger dit terugnam", take, { trouble, quiet: true, grave: true });
    fill(place, el("div", { class: "note told" }, el("p", {}, `Vanaf nu zeg je hierover niets meer tegen ${name}. Wat ${name} al hoorde, blijft gehoord. Een signaal dat hierop rust, stopt of wordt smaller.`), trouble, el("p", { class: "together" }, yes, el("button", { type: "button", class: "link", onclick: () => fill(place, open) }, "Toch niet"))));
  };
  fill(place, " ", open);
  return place;
}
