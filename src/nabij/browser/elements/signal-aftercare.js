// *Nazorg voor de inbrengers*: after the answer one click puts a day for it in one's own matters that stand under the signal.
import { aftercareOf, dayOfAftercare, setAftercare } from "../day/signal-aftercare.js";
import { dayAndYear, el } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../desk/dom.js").Child} Child */

/** @param {SignalDesk} desk @param {string} step the one that is open, to come back to @returns {Child} */
export function aftercareFor(desk, step) {
  const { concerns, today } = desk.signal.register;
  const { has, lacks } = aftercareOf(concerns, desk.cards, today);
  if (has.length + lacks.length === 0) return null;
  const trouble = troubleLine();
  const day = dayOfAftercare(today, desk.aftercareWeeks);
  const put = async () => {
    await setAftercare(lacks.map(({ id }) => id), day);
    announce("De nazorg staat in de kwestie.");
    await desk.kept(step);
  };
  const called = (/** @type {import("../day/cards.js").MatterCard} */ { id, alias }) => el("a", { href: `/kwesties/${id}/` }, alias || "Zonder schuilnaam");
  return el(
    "section", { "data-part": "aftercare", "aria-labelledby": "signal-aftercare" },
    el("h3", { id: "signal-aftercare" }, "Nazorg voor jouw inbrengers"),
    has.length > 0 && el("ul", { class: "lines" }, ...has.map((one) => el("li", {}, called(one), `: nazorg rond ${dayAndYear(one.aftercare ?? today)}`))),
    lacks.length > 0 && el("p", {}, "Nog geen dag voor nazorg: ", ...lacks.flatMap((one, nth) => [nth > 0 && ", ", called(one)]), "."),
    lacks.length > 0 && el("p", {}, doing(`Zet de nazorg op ${dayAndYear(day)}`, put, { trouble, quiet: true })),
    lacks.length > 0 && el("p", { class: "small soft" }, "Die dag staat het bij Vandaag. Je verandert hem in de kwestie."),
    trouble,
  );
}
