// The figures of a section beside the field in which its story is written: as readers get them, nothing is counted here.
import { el } from "../desk/dom.js";

/** @typedef {import("../day/story.js").Sheet} Sheet */

/** So wide the figures stand open; on a phone they wait behind a line. */
const WIDE = "(min-width: 48rem)";

/** @param {Sheet} sheet @param {boolean} alone whether its title stands above it already */
const tableOf = ({ title, corner, columns, lines }, alone) =>
  el(
    "table", {}, el("caption", { class: alone ? "unseen" : "" }, title),
    el("thead", {}, el("tr", {}, ...[corner, ...columns].map((one) => el("th", { scope: "col" }, one)))),
    el("tbody", {}, ...lines.map(({ label, total, cells }) => el("tr", { class: total ? "total" : "" }, el("th", { scope: "row" }, label), ...cells.map(({ text, look }) => el("td", { class: look }, text))))),
  );

/** What the figures of a section say, and the tables. @param {string} heading @param {string[]} says @param {Sheet[]} tables */
export function figuresTold(heading, says, tables) {
  return [
    says.length > 0 && el("ul", { class: "story-says", "aria-label": "Wat de cijfers zeggen" }, ...says.map((one) => el("li", {}, one))),
    tables.length > 0 && el(
      "details", { class: "story-figures", open: window.matchMedia(WIDE).matches },
      el("summary", {}, "De cijfers, zoals de lezer ze krijgt", el("span", { class: "unseen" }, ` ${heading}`)), ...tables.map((one) => tableOf(one, tables.length === 1)),
    ),
  ];
}
