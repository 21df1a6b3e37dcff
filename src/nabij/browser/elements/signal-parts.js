// What the steps of a signal share on the screen: the heading, how a matter is called, and a form that opens on asking.
import { el } from "../desk/dom.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */

/** The heading of an open step. @param {string} title */
export const stepTitle = (title) => el("h2", { id: "signal-step", tabindex: -1 }, title);

/** How a matter is called here: by its alias for who sees it. @param {SignalDesk} desk @param {{matter: string, by: string}} one */
export const matterName = (desk, { matter, by }) => desk.cards.get(matter)?.alias || (by === self(desk) ? "Een kwestie die niet meer loopt" : "Een kwestie van je collega");

/** @param {SignalDesk} desk */
export const self = (desk) => desk.signal.story.authors.find(({ me }) => me)?.id ?? "";

/** A button that opens a form in place of itself. @param {() => Node} form @param {string} [label] */
export function changing(form, label = "Verander dit") {
  const place = el("p", {}, el("button", { type: "button", class: "link", onclick: () => place.replaceWith(form()) }, label));
  return place;
}
