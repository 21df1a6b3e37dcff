// After the letter: received, answered, talked over, what changed, done; and what the practice learns.
import { openedReply } from "../day/signal-letters.js";
import { restsOnNobody, untold } from "../day/signal-standing.js";
import { sectionOf, takeStep, writeSections } from "../day/signals.js";
import { dayAndYear, el } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { staysLines } from "./signal-check.js";
import { forThePractice } from "./signal-lesson.js";
import { Looking } from "./signal-looking.js";
import { aftercareFor } from "./signal-aftercare.js";
import { acting, changing, stepTitle } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../desk/dom.js").Child} Child */

/** One step without words of its own. @param {SignalDesk} desk @param {string} label @param {string} step @param {string} said @param {{quiet?: boolean}} [how] */
const stepping = (desk, label, step, said, { quiet = false } = {}) =>
  acting(desk, label, async () => { await takeStep(desk.signal, step); announce(said); await desk.kept(); }, { quiet });

/** @param {SignalDesk} desk */
function lateLine(desk) {
  const { due, today, contact } = desk.signal.register;
  if (restsOnNobody(desk.signal.register)) return el("p", {}, "Er hoeft geen antwoord meer te komen.");
  const late = due !== null && due < today;
  return el("p", { class: late ? "error" : "" }, late ? `Het antwoord kwam niet voor ${dayAndYear(due)}. Bel ${contact?.name ?? "het bestuur"}.` : due && `Het antwoord komt uiterlijk op ${dayAndYear(due)}.`);
}

/** @param {SignalDesk} desk @returns {Child[]} */
export function receivedPanel(desk) {
  const title = stepTitle("Ontvangen door het bestuur");
  const { step, contact } = desk.signal.register;
  if (step !== "delivered") return [title, el("p", {}, `${contact?.name ?? "Het bestuur"} heeft de brief ontvangen.`)];
  return [title, lateLine(desk), el("p", {}, `${contact?.name ?? "Het bestuur"} zegt in de eigen omgeving dat de brief er is. Hoorde je het op een andere manier? Leg het dan zelf vast.`), stepping(desk, "Ik hoorde dat de brief er is", "ontvangen", "Vastgelegd.", { quiet: true })];
}

/** @param {SignalDesk} desk @returns {Promise<Child[]>} */
export async function answeredPanel(desk) {
  const title = stepTitle("Antwoord van het bestuur");
  const { step, contact } = desk.signal.register;
  const name = contact?.name ?? "Het bestuur";
  if (step === "received") return [title, lateLine(desk), meeting(desk), el("p", {}, `Antwoordde ${name} in een gesprek? Leg het dan zelf vast. Wat er gezegd is, schrijf je op bij Wat er veranderde.`), stepping(desk, "Er is mondeling geantwoord", "beantwoord", "Vastgelegd.", { quiet: true })];
  const { reply, trouble } = await openedReply(desk.signal);
  // Who signed it, as they were compared: not whom the server names.
  const by = reply?.name || "Wie de brief kreeg";
  const told = reply ? [prose(reply.text), el("p", { class: "small soft" }, `${by}, ${dayAndYear(reply.written)}`), reply.former && el("p", { class: "small" }, `Dit is ondertekend met een sleutel die ${by} intussen verving. Vraag na of het klopt.`)] : [el("p", {}, trouble ? `Het antwoord gaat niet open (${trouble}). Vraag ${name} ernaar.` : `${name} antwoordde in een gesprek.`)];
  return [title, ...told, meeting(desk), aftercareFor(desk, "answered")];
}

/** The day on which it is talked over. @param {SignalDesk} desk @returns {Child} */
function meeting(desk) {
  const { meeting: day, step, today, concerns } = desk.signal.register;
  if (restsOnNobody(desk.signal.register)) return offLine(desk);
  if (step !== "received" && step !== "answered") return day && el("p", {}, `Het gesprek was op ${dayAndYear(day)}.`);
  const form = () => new Writing({
    about: `signal/${desk.id}/meeting`, kept: null, button: "Bewaar de dag", said: "Bewaard.",
    fields: [{ name: "day", label: "Wanneer praten jullie erover?", kind: "date", value: day ?? "", needed: "Kies een dag." }],
    wrong: ({ day: chosen }) => (chosen && String(chosen) < today ? [["day", "Kies een dag vanaf vandaag."]] : []),
    save: async ({ day: chosen }) => void (await takeStep(desk.signal, "gesprek", { day: String(chosen) })),
    onClosed: () => void desk.kept(),
  });
  const fewer = concerns.some((one) => one.gone) && el("p", {}, "Praat alleen nog over wat de anderen vertelden. Het bestuur leest bij de brief dat die op minder rust.");
  return el("div", {}, el("h3", {}, "Het gesprek"), fewer, el("p", {}, day ? `Jullie praten erover op ${dayAndYear(day)}.` : "Er is nog geen dag voor een gesprek."), changing(form, day ? "Kies een andere dag" : "Kies een dag"));
}

/** What both sides read once nobody stands behind it. @param {SignalDesk} desk */
function offLine(desk) {
  const { meeting: day, today } = desk.signal.register;
  return el("p", {}, `${day !== null && day >= today ? `Het gesprek van ${dayAndYear(day)} gaat niet door.` : "Er komt geen gesprek meer over deze brief."} Het bestuur leest dat ook, bij de brief.`);
}

/** @param {SignalDesk} desk @returns {Child[]} */
export function changedPanel(desk) {
  const title = stepTitle("Wat er veranderde");
  const { step, meeting: day, today } = desk.signal.register;
  const { text: was = "", kept = [] } = sectionOf(desk.signal, "changed") ?? {};
  if (step !== "answered") return [title, prose(was), staysLines({ kept })];
  if (day === null || day > today) return [title, el("p", {}, day ? `Jullie praten erover op ${dayAndYear(day)}. Schrijf daarna op wat er veranderde.` : "Kies eerst een dag om erover te praten."), meeting(desk)];
  const about = `signal/${desk.id}/changed`;
  const looking = new Looking(desk, { text: "all" }, kept);
  return [title, new Writing({
    about, kept: desk.draftOf(about), button: "Bewaar", said: "Bewaard in de kluis.", before: [looking.place],
    fields: [{ name: "text", label: "Wat veranderde er?", kind: "area", rows: 5, value: was, hint: "Ook als het niets is. Zonder namen. Je browser legt het eerst naast je kwesties.", needed: "Schrijf op wat er veranderde." }],
    save: async (values) => {
      const changed = { text: String(values.text).trim(), ...(await looking.through(values))(["text"]) };
      await writeSections(desk.signal, { changed });
      await takeStep(desk.signal, "veranderd");
    },
    onClosed: () => void desk.kept(),
  })];
}

/** @param {SignalDesk} desk @returns {Child[]} */
export function closingPanel(desk) {
  const title = stepTitle("Afronden");
  const learned = learning(desk);
  const { register } = desk.signal;
  if (register.step === "closed") return [title, el("p", {}, "Dit signaal is afgerond."), aftercareFor(desk, "closed"), learned];
  if (untold(register).length > 0) return [title, el("p", {}, "Een inbrenger nam het terug. Kijk eerst bij Afstemmen.")];
  if (register.step !== "followed_up" && restsOnNobody(register)) return [title, el("p", {}, "Iedere inbrenger nam het terug. Er staat niemand meer achter deze brief. Jullie en het bestuur praten er niet meer over."), offLine(desk), learned, el("div", { class: "actions" }, stepping(desk, "Rond het signaal af", "afronden", "Afgerond."))];
  return [title, el("p", {}, "Vertel de inbrengers wat er veranderde. Rond daarna af."), aftercareFor(desk, "closed"), learned, el("div", { class: "actions" }, stepping(desk, "Rond het signaal af", "afronden", "Afgerond."))];
}

/** What the practice learns from it. @param {SignalDesk} desk @returns {Child} */
export function learning(desk) {
  const about = `signal/${desk.id}/learned`;
  const { text: was = "", kept = [] } = sectionOf(desk.signal, "learned") ?? {};
  const looking = new Looking(desk, { text: "names" }, kept);
  const form = () => new Writing({
    about, kept: desk.draftOf(about), button: "Bewaar", said: "Bewaard in de kluis.", before: [looking.place],
    fields: [{ name: "text", label: "Wat leren jullie hiervan?", kind: "area", rows: 3, value: was, hint: "Zonder namen. Dit is voor jullie twee, tot je het met de praktijk deelt.", needed: "Schrijf op wat jullie leren." }],
    save: async (values) => writeSections(desk.signal, { learned: { text: String(values.text).trim(), ...(await looking.through(values))(["text"]) } }),
    onClosed: () => void desk.kept(),
  });
  return el("div", {}, el("h3", {}, "Wat jullie leren"), was ? prose(was) : el("p", { class: "soft" }, "Nog niets opgeschreven."), changing(form, was ? "Verander dit" : "Schrijf op wat jullie leren"), was ? forThePractice(desk, was) : null);
}
