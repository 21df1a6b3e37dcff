// *Verwoorden en nakijken* and *Overdragen*: the letter as the board will read it, looked over as it stands, and sealed to whoever it is for.
import { limitsIn, noticedIn, sectionOf, takeStep, writeSections } from "../day/signals.js";
import { handOver, receiverOf } from "../day/signal-letters.js";
import { dayAndYear, el } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { comparedWith } from "./matter-fingerprint.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { checking, refuseNamed, staysLines } from "./signal-check.js";
import { narrowing } from "./signal-ending.js";
import { changing, stepTitle } from "./signal-parts.js";
import { doing } from "./vault-steps.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../day/signals.js").Worded} Worded */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("../desk/dom.js").Child} Child */

/** The letter as it stands. @param {SignalDesk} desk @returns {Worded | null} */
const letterIn = (desk) => sectionOf(desk.signal, "letter");

/** The letter as it is read. @param {Worded} letter */
export const shownLetter = ({ title, text, questions }) =>
  el("article", { class: "signal-letter" }, el("h3", {}, title), ...text.split(/\n{2,}/).map((one) => prose(one)), questions.length > 0 && el("div", {}, el("p", {}, el("strong", {}, "Vragen voor het gesprek")), el("ul", {}, ...questions.map((one) => el("li", {}, one)))));

/** Where something that was laid under it stands no more: what can still be done. @param {SignalDesk} desk @returns {Child[]} */
function goneLines(desk) {
  return desk.signal.register.concerns.filter(({ stands }) => !stands).map(({ id }) => el("div", { class: "message error" }, el("p", {}, "Een inbrenger nam de toestemming terug, of die is verlopen. Zo gaat de brief niet weg. Kijk bij Afstemmen, of weeg opnieuw."), narrowing(desk, id)));
}

/** @param {SignalDesk} desk @returns {Child[]} */
export function wordingPanel(desk) {
  const title = stepTitle("Verwoorden en nakijken");
  const letter = letterIn(desk);
  const { step } = desk.signal.register;
  if (!desk.takes("letter")) return [title, ...(letter ? [shownLetter(letter), staysLines(letter)] : [el("p", { class: "soft" }, "Er is geen brief geschreven.")]), step === "worded_neutral" && rewording(desk)];
  const gone = goneLines(desk);
  if (!letter) return [title, ...gone, letterForm(desk)];
  return [title, ...gone, shownLetter(letter), changing(() => letterForm(desk)), gone.length === 0 && checking(desk)];
}

/** @param {SignalDesk} desk */
const rewording = (desk) => doing("Schrijf er toch aan verder", async () => { await takeStep(desk.signal, "herschrijven"); await desk.kept("worded_neutral"); }, { trouble: desk.trouble, quiet: true });

/** @param {SignalDesk} desk */
function letterForm(desk) {
  const about = `signal/${desk.id}/letter`;
  const was = letterIn(desk);
  const { told } = limitsIn(desk.signal);
  /** @type {Field[]} */
  const fields = [
    { name: "title", label: "Waar gaat het over?", kind: "text", value: was?.title ?? "", hint: "Een paar woorden. Ze staan boven de brief.", needed: "Schrijf op waar het over gaat." },
    { name: "text", label: "De brief", kind: "area", rows: 10, value: was?.text ?? told, hint: "Vertel wat er is, niet wie het deed. Rustig, zonder oordeel.", needed: "Schrijf de brief." },
    { name: "questions", label: "Vragen voor het gesprek", kind: "area", rows: 3, value: (was?.questions ?? []).join("\n"), hint: "Eén vraag op elke regel." },
  ];
  return new Writing({
    about, kept: desk.draftOf(about), fields, button: "Bewaar de brief", said: "Bewaard in de kluis.",
    before: [el("p", {}, "Een signaal nodigt uit om stil te staan bij iets. Het beschuldigt niemand.")],
    save: async ({ title, text, questions }) => {
      const asked = String(questions).split("\n").map((one) => one.trim()).filter(Boolean);
      await writeSections(desk.signal, { letter: { title: String(title).trim(), text: String(text).trim(), questions: asked, kept: was?.kept ?? [] } });
    },
    onClosed: () => void desk.kept("worded_neutral"),
  });
}

// Handing over ------------------------------------------------------------------------------------------------------------------------------

/** @param {SignalDesk} desk @returns {Promise<Child[]>} */
export async function deliveringPanel(desk) {
  const title = stepTitle("Overdragen aan het bestuur");
  const { register } = desk.signal;
  const letter = letterIn(desk);
  if (register.due !== null) return [title, el("p", {}, `${register.contact?.name ?? "Het bestuur"} kan de brief lezen. Het antwoord komt uiterlijk op ${dayAndYear(register.due)}.`), letter && shownLetter(letter), toldVisitors(desk)];
  const gone = goneLines(desk);
  if (gone.length > 0) return [title, ...gone];
  const name = limitsIn(desk.signal).contact_name;
  const { contact, colleague } = await receiverOf(desk.signal);
  if (!contact) return [title, el("p", {}, `${name} is bij deze organisatie geen eindverantwoordelijke met een account. Vraag je praktijkmanager om ${name} uit te nodigen. Gaat het om iemand anders? Dan stem je opnieuw af met iedere inbrenger.`)];
  if (!colleague) return [title, el("p", {}, `${name} heeft nog geen kluis. Vraag ${name} om bij Brieven de kluis in gebruik te nemen. Daarna draag je hier over.`)];
  if (!colleague.checked || colleague.substituted) return [title, el("p", {}, `De brief gaat pas weg als je zeker weet dat alleen ${name} hem opent. Vergelijk daarvoor samen jullie cijfers.`), doing(`Vergelijk de cijfers met ${name}`, async () => ((await comparedWith(colleague)) ? desk.kept("delivered") : undefined), { trouble: desk.trouble })];
  return [title, letter && shownLetter(letter), el("p", {}, `Hierna kan ${name} de brief lezen. Wat gelezen is, blijft gelezen: dat draai je niet terug.`), el("div", { class: "actions" }, doing(`Draag over aan ${name}`, () => handed(desk), { trouble: desk.trouble, grave: true }))];
}

/** @param {SignalDesk} desk */
async function handed(desk) {
  await handOver(desk.signal, await refuseNamed(desk));
  announce("De brief is overgedragen.");
  await desk.kept("delivered");
}

/** Aftercare: who told something hears that it went. @param {SignalDesk} desk @returns {Child} */
function toldVisitors(desk) {
  const mine = noticedIn(desk.signal).matters.filter(({ matter }) => desk.cards.has(matter));
  if (mine.length === 0) return null;
  const names = mine.map(({ matter }) => el("li", {}, el("a", { href: `/kwesties/${matter}/` }, desk.cards.get(matter)?.alias || "Zonder schuilnaam")));
  return el("div", { class: "note told" }, el("h3", {}, "Nazorg"), el("p", {}, "Laat iedere inbrenger weten dat de brief weg is, en wanneer er een antwoord komt. Vraag hoe het gaat."), el("ul", {}, ...names));
}
