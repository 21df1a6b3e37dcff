// A correction begins with what the edition before it says: taken over in one action, and taken out in one.
import { isSame } from "../day/story.js";
import { el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";

const ORDINALS = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"];
/** Which edition, as the report says it. @param {string} edition */
const ordinal = (edition) => ORDINALS[Number(edition) - 1] ?? `${edition}e`;

/** @typedef {import("./story-sheet.js").SectionSheet} SectionSheet */
/** @typedef {{edition: string, sections: Map<string, unknown>}} Previous */

/**
 * What stands above the sheets: that the text of before stands here, or that it can.
 * @param {Previous} previous
 * @param {() => SectionSheet[]} sheets
 * @param {() => void} changed after sections were filled or emptied
 * @returns {{node: HTMLElement, draw: () => void}} `draw` after what is written changed
 */
export function previousNote({ edition, sections }, sheets, changed) {
  const node = el("div", { class: "message story-previous" });
  /** The sections that say what they said before. */
  const unchanged = () => sheets().filter(({ name, value, contested }) => !contested && sections.has(name) && isSame(value, sections.get(name)));
  const bare = () => sheets().filter((sheet) => !sheet.contested && sections.has(sheet.name) && sheet.isEmpty());
  let shown = "";

  /** @param {SectionSheet[]} of @param {(name: string) => unknown} value @param {string} said */
  const put = (of, value, said) => {
    for (const sheet of of) sheet.value = value(sheet.name);
    changed();
    draw();
    announce(said);
    /** @type {HTMLElement | null} */ (node.querySelector("button"))?.focus();
  };
  const empty = () => put(unchanged(), () => undefined, "Wat nog was zoals in de vorige uitgave, is nu leeg. Je kunt het weer overnemen.");
  const take = () => put(bare(), (name) => sections.get(name), "Het verhaal van de vorige uitgave staat er weer.");
  const button = (/** @type {string} */ label, /** @type {() => void} */ work) => el("div", { class: "actions" }, el("button", { type: "button", class: "button quiet", onclick: work }, label));
  const draw = () => {
    const now = unchanged().length > 0 ? "begun" : bare().length > 0 ? "bare" : "";
    if (now === shown) return;
    shown = now;
    node.hidden = now === "";
    if (now === "begun") fill(node, el("p", {}, el("strong", {}, "Je begint met het verhaal van de vorige uitgave."), ` Zo staat het in de ${ordinal(edition)} uitgave. Verander wat niet klopte. Liever niet? Dan maak je leeg wat je nog niet veranderde.`), button("Begin leeg", empty));
    else if (now === "bare") fill(node, el("p", {}, `Waar nog niets staat, kun je het verhaal van de ${ordinal(edition)} uitgave overnemen. Wat je zelf schreef, blijft staan.`), button("Neem het verhaal over", take));
  };
  node.hidden = true;
  draw();
  return { node, draw };
}
