// What of annual reports asks for attention today: a text to read along, moments to choose from.
import { getJson } from "../desk/talk.js";
import { el } from "../desk/dom.js";

/** @typedef {{what: "read" | "moments", called: string, organisation: string, href: string}} DueReport */

/** @type {Record<DueReport["what"], string>} */
const SAYS = { read: "Het verslag staat klaar: lees mee.", moments: "De eindverantwoordelijke stelt een moment voor. Kies er een." };

/** @returns {Promise<DueReport[]>} */
export const loadReportsDue = async () => (await getJson("/jaarverslagen/vandaag.json")).due;

/** @param {DueReport[]} due */
export function reportsDue(due) {
  if (due.length === 0) return null;
  const rows = due.map(({ what, called, organisation, href }) =>
    el("a", { class: "matter", href }, el("span", { class: "alias" }, called), el("span", { class: "due" }, "nu"), el("span", { class: "next" }, SAYS[what]), el("span", { class: "where" }, organisation)),
  );
  return el("section", { class: "turn mine", "aria-labelledby": "reports-due" }, el("header", {}, el("h2", { id: "reports-due" }, "Jaarverslag"), el("span", { class: "count" }, String(due.length), el("span", { class: "unseen" }, ` ${due.length === 1 ? "verslag" : "verslagen"}`))), ...rows);
}
