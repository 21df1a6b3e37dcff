// On *Vandaag*: matters of which somebody used the code, and waits to be let in.
import { el } from "../desk/dom.js";

/** The section, or null where nobody waits. @param {{id: string, alias: string, organisation: {name: string}}[]} matters */
export function answeredList(matters) {
  if (matters.length === 0) return null;
  const rows = matters.map(({ id, alias, organisation }) =>
    el("a", { class: "matter", href: `/kwesties/${id}/` },
      el("span", { class: "alias" }, alias || "Zonder schuilnaam"),
      el("span", { class: "next" }, "Iemand gebruikte je code. Kijk na en open het gesprek."),
      el("span", { class: "where" }, organisation.name),
    ),
  );
  return el("section", { class: "turn mine", "aria-labelledby": "answered" }, el("header", {}, el("h2", { id: "answered" }, "Code gebruikt"), el("span", { class: "count" }, String(matters.length))), ...rows);
}
