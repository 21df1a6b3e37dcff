// One reason for every section that has figures and nothing else yet, in one action that can be taken back.
import { counted, el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";

/** @typedef {import("./story-sheet.js").SectionSheet} SectionSheet */

/**
 * What stands under the reason of one section.
 * @param {SectionSheet} from
 * @param {() => SectionSheet[]} sheets
 * @param {() => void} changed after sections were given a reason, or it was taken back
 */
export function sameReason(from, sheets, changed) {
  const said = el("div", { role: "status" });
  const give = () => {
    const reason = from.reason;
    if (reason === "") return void fill(said, el("p", { class: "small" }, "Schrijf eerst hierboven de reden."));
    const bare = sheets().filter((sheet) => sheet !== from && sheet.told && !sheet.contested && !sheet.isTold());
    if (bare.length === 0) return void fill(said, el("p", { class: "small" }, "Overal staat al een verhaal of een reden."));
    for (const sheet of bare) sheet.reason = reason;
    changed();
    const back = () => {
      // What was written there since stays.
      for (const sheet of bare) if (sheet.reason === reason && !sheet.contested) sheet.reason = "";
      changed();
      fill(said, el("p", { class: "small" }, "Teruggedraaid."));
      button.focus();
    };
    fill(said, el("p", { class: "small" }, `Deze reden staat nu ook bij ${counted(bare.length, "ander onderdeel", "andere onderdelen")}.`), el("button", { type: "button", class: "link", onclick: back }, "Draai dit terug"));
    announce("Dezelfde reden staat nu bij de rest. Je kunt het terugdraaien.");
  };
  const button = el("button", { type: "button", class: "button quiet", onclick: give }, "Zelfde reden voor de rest");
  return el("div", { class: "story-same" }, el("p", { class: "hint" }, "De rest: elk onderdeel waar nog geen verhaal en geen reden staat."), button, said);
}
