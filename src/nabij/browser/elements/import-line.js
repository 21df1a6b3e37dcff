// One thing to choose: its name, what is known about it, and a control.
import { el } from "../desk/dom.js";
import { NONE } from "../sheet/columns.js";

/** @typedef {import("../sheet/columns.js").Choices} Choices */

/** A length that nobody kept: counted as the shortest there is, and the report says so. */
export const UNKNOWN_LENGTH = /** @type {Choices[number]} */ ([NONE, "Niet bekend: telt als een kwartier"]);

/** @param {string} id @param {Choices} choices @param {string} chosen @param {(value: string) => void} onChange */
export function select(id, choices, chosen, onChange) {
  const made = el("select", { id, onchange: () => onChange(made.value) }, ...choices.map(([value, label]) => el("option", { value, selected: value === chosen }, label)));
  return made;
}

/**
 * @param {string} id @param {string} label @param {string} hint @param {HTMLElement} control
 * @param {{told?: string, more?: HTMLElement | false}} [extra] `told`: what stands out about it
 */
export function line(id, label, hint, control, { told = "", more = false } = {}) {
  const described = [hint && `${id}-hint`, told && `${id}-told`].filter(Boolean).join(" ");
  if (described) control.setAttribute("aria-describedby", described);
  const name = el("div", {}, el("label", { for: id }, label), hint && el("span", { class: "hint", id: `${id}-hint` }, ` ${hint}`), told && el("span", { class: "told", id: `${id}-told` }, told));
  return el("div", { class: "field" }, name, el("div", { class: "control" }, control, more));
}
