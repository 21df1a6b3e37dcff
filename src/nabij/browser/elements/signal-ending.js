// Not sending a signal, with the reasons; and weighing it anew without what one visitor told.
import { sectionOf, takeStep, writeSections } from "../day/signals.js";
import { el } from "../desk/dom.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { learning } from "./signal-after.js";
import { staysLines } from "./signal-check.js";
import { Looking } from "./signal-looking.js";
import { acting, stepTitle } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../desk/dom.js").Child} Child */

const BEFORE = ["noticed", "weighed", "agreed_with_persons", "grounded", "worded_neutral"];

/** The quiet way out, as long as the letter was not handed over. @param {SignalDesk} desk @returns {Child} */
export function unsentLine(desk) {
  if (!BEFORE.includes(desk.signal.register.step)) return null;
  return el("p", { class: "small" }, el("button", { type: "button", class: "link quiet-link", onclick: () => void desk.show("not_sent", true) }, "Dit signaal niet versturen"));
}

/** @param {SignalDesk} desk @returns {Child[]} */
export function unsentPanel(desk) {
  const kept = sectionOf(desk.signal, "not_sent");
  if (desk.signal.register.step === "not_sent") return [stepTitle("Waarom het niet is verstuurd"), prose(kept?.text), staysLines({ kept: kept?.kept }), learning(desk)];
  const looking = new Looking(desk, { text: "names" }, kept?.kept);
  const about = `signal/${desk.id}/not_sent`;
  return [
    stepTitle("Niet versturen"),
    new Writing({
      about, kept: desk.draftOf(about), button: "Niet versturen", grave: true, said: "Het signaal is niet verstuurd.",
      before: [el("p", {}, "Het signaal stopt hier. Het bestuur krijgt niets. Je kunt later een nieuw signaal beginnen."), looking.place],
      fields: [{ name: "text", label: "Waarom verstuur je het niet?", kind: "area", rows: 4, value: String(kept?.text ?? ""), hint: "Staat verzegeld in de kluis. Later lees je terug waarom, en je collega ook. Zonder namen.", needed: "Schrijf op waarom je het niet verstuurt." }],
      save: async (values) => {
        const unsent = { text: String(values.text).trim(), ...(await looking.through(values))(["text"]) };
        if (kept?.text !== unsent.text) await writeSections(desk.signal, { not_sent: unsent });
        await takeStep(desk.signal, "niet-versturen");
      },
      onClosed: () => void desk.kept(),
    }),
  ];
}

/**
 * Weighing anew without one visitor, where something has to go.
 * @param {SignalDesk} desk
 * @param {number | null} concern what was laid under it of them; null: nothing was
 * @param {string} [matter] of which a refusal is told
 * @param {string} [label]
 */
export function narrowing(desk, concern, matter, label = "Weeg opnieuw zonder deze inbrenger") {
  const work = async () => {
    if (!window.confirm("Het signaal gaat terug naar de weging. Haal daar alles weg wat deze inbrenger vertelde. Wat je schreef blijft bewaard, ook de brief: je leest het opnieuw. Doorgaan?")) return;
    await takeStep(desk.signal, "versmallen", { concern });
    await desk.kept("noticed");
  };
  return acting(desk, label, work, { matter, quiet: true });
}
