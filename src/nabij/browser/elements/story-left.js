// Beside each section that is written: what was found there when it stood ready, until its text changes.
import { leftIn, placeIn, whereTo } from "../day/story-left.js";
import { el, fill } from "../desk/dom.js";
import { textsIn } from "./story-ready.js";

/** @typedef {import("./story-sheet.js").SectionSheet} SectionSheet */

/** @param {string} report @param {SectionSheet} sheet */
export function drawLeft(report, sheet) {
  const found = leftIn(report, sheet.name, textsIn(sheet.value).join("\n\n"));
  fill(sheet.found, found.length > 0 && el(
    "div", { class: "note mine", role: "group", "aria-label": `Gevonden bij ${sheet.heading}` }, el("p", {}, el("strong", {}, "Bij het nakijken gevonden, nog open:")),
    el("ul", {}, ...found.map(({ before, found: words, after, why }) => el("li", {}, el("q", {}, before, el("mark", {}, words), after), " ", why))),
  ));
}

/** To the words that somebody said they change: the field that holds them, with these marked. @param {string} report @param {SectionSheet[]} sheets */
export function goToWords(report, sheets) {
  const one = whereTo(report);
  const sheet = one && sheets.find(({ name }) => name === one.place);
  if (!one || !sheet) return;
  for (let node = sheet.node.parentElement; node; node = node.parentElement) if (node instanceof HTMLDetailsElement) node.open = true;
  for (const field of sheet.node.querySelectorAll("textarea")) {
    const at = placeIn(one, field.value);
    if (at < 0) continue;
    field.closest("details")?.setAttribute("open", "");
    field.focus({ preventScroll: true });
    field.setSelectionRange(at, at + one.found.length);
    sheet.node.scrollIntoView();
    return;
  }
  document.getElementById(sheet.id)?.focus();
}
