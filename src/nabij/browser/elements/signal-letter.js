// *Verwoorden en nakijken* and *Overdragen*: the letter as the board will read it, looked over as it stands, and sealed to whoever it is for.
import { isOfBefore, whoTookBack, whoWent } from "../day/signal-anew.js";
import { limitsIn, sectionOf, takeStep, writeSections } from "../day/signals.js";
import { readsAlong } from "../day/signal-reading.js";
import { restsOnNobody } from "../day/signal-standing.js";
import { handOver, receiverOf } from "../day/signal-letters.js";
import { dayAndYear, el } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { comparedWith } from "./matter-fingerprint.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { checking, refuseNamed, staysLines } from "./signal-check.js";
import { readAlong, readLines } from "./signal-reading.js";
import { narrowing } from "./signal-ending.js";
import { acting, changing, stepTitle } from "./signal-parts.js";

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
  return desk.signal.register.concerns.filter(({ stands }) => !stands).map(({ id }) => el("div", { class: "message error" }, el("p", {}, `${whoTookBack(desk.signal.register) || "Een ja hoort bij andere woorden."} Zo gaat de brief niet weg. Wat je schreef blijft bewaard. Kijk bij Afstemmen, of weeg opnieuw: daarna lees je de brief opnieuw.`), narrowing(desk, id)));
}

/** @param {SignalDesk} desk @returns {Child[]} */
export function wordingPanel(desk) {
  const title = stepTitle("Verwoorden en nakijken");
  const letter = letterIn(desk);
  const { step } = desk.signal.register;
  if (!desk.takes("letter")) return [title, ...(letter ? [shownLetter(letter), staysLines(letter), ...readLines(desk), readAlong(desk)] : [el("p", { class: "soft" }, "Er is geen brief geschreven.")]), step === "worded_neutral" && rewording(desk)];
  const gone = goneLines(desk);
  if (!letter) return [title, ...gone, letterForm(desk)];
  if (gone.length === 0 && isOfBefore(desk.signal, "letter")) return [title, ...readingAgain(desk, letter)];
  // Who leads checks it and goes on; the other reads along with their own vault, and can take it over. Then who leads can read that along as well.
  if (readsAlong(desk.signal) && desk.signal.register.turn === "colleague") return [title, shownLetter(letter), staysLines(letter), ...readLines(desk), readAlong(desk), changing(() => el("div", {}, changing(() => letterForm(desk)), checking(desk)), "Ik neem dit over")];
  return [title, ...gone, shownLetter(letter), ...readLines(desk), readAlong(desk), changing(() => letterForm(desk)), gone.length === 0 && checking(desk)];
}

/** A letter of before somebody went: its text is there, what was decided about it counts no more. @param {SignalDesk} desk @param {Worded} letter @returns {Child[]} */
function readingAgain(desk, letter) {
  const dropped = (letter.kept ?? []).length > 0 && " Wat je eerder besloot over plekken in de brief, geldt niet meer.";
  const again = async () => {
    await writeSections(desk.signal, { letter: { ...letter, kept: [] } }, { anew: true });
    announce("Je browser kijkt de brief opnieuw na.");
    await desk.kept("worded_neutral");
  };
  return [
    el("div", { class: "message warning", "data-part": "read-again" }, el("p", {}, el("strong", {}, "Lees je brief opnieuw. "), whoWent(desk.signal.register), " De tekst is bewaard. Zeg je nog wel wat klopt, ook over hoeveel mensen het vertelden?", dropped)),
    shownLetter(letter),
    changing(() => letterForm(desk)),
    el("div", { class: "actions" }, acting(desk, "Ik las de brief opnieuw: nu nakijken", again)),
  ];
}

/** @param {SignalDesk} desk */
const rewording = (desk) => acting(desk, "Schrijf er toch aan verder", async () => { await takeStep(desk.signal, "herschrijven"); await desk.kept("worded_neutral"); }, { quiet: true });

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
      const anew = was !== null && isOfBefore(desk.signal, "letter");
      const asked = String(questions).split("\n").map((one) => one.trim()).filter(Boolean);
      await writeSections(desk.signal, { letter: { title: String(title).trim(), text: String(text).trim(), questions: asked, kept: anew ? [] : was?.kept ?? [] } }, { anew });
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
  if (restsOnNobody(register)) return [title, el("p", {}, `${register.contact?.name ?? "Het bestuur"} kreeg de brief. Er staat niemand meer achter: er hoeft geen antwoord te komen.`), letter && shownLetter(letter)];
  if (register.due !== null) return [title, el("p", {}, `${register.contact?.name ?? "Het bestuur"} kan de brief lezen. Het antwoord komt uiterlijk op ${dayAndYear(register.due)}.`), letter && shownLetter(letter)];
  const gone = goneLines(desk);
  if (gone.length > 0) return [title, ...gone];
  const name = limitsIn(desk.signal).contact_name;
  const { contact, colleague } = await receiverOf(desk.signal);
  if (!contact) return [title, el("p", {}, `${name} is bij deze organisatie geen eindverantwoordelijke met een account. Vraag je praktijkmanager om ${name} uit te nodigen. Gaat het om iemand anders? Dan stem je opnieuw af met iedere inbrenger.`)];
  if (!colleague) return [title, el("p", {}, `${name} heeft nog geen kluis. Vraag ${name} om bij Brieven de kluis in gebruik te nemen. Daarna draag je hier over.`)];
  if (!colleague.checked || colleague.substituted) return [title, el("p", {}, `De brief gaat pas weg als je zeker weet dat alleen ${name} hem opent. Vergelijk daarvoor samen jullie cijfers.`), acting(desk, `Vergelijk de cijfers met ${name}`, async () => ((await comparedWith(colleague)) ? desk.kept("delivered") : undefined))];
  return [title, letter && shownLetter(letter), ...readLines(desk), readAlong(desk), el("p", {}, `Hierna kan ${name} de brief lezen. Wat gelezen is, blijft gelezen: dat draai je niet terug.`), el("div", { class: "actions" }, acting(desk, `Draag over aan ${name}`, () => handed(desk), { grave: true }))];
}

/** @param {SignalDesk} desk */
async function handed(desk) {
  await handOver(desk.signal, await refuseNamed(desk)).catch((error) => desk.readMeanwhile(error, "delivered"));
  announce("De brief is overgedragen.");
  await desk.kept("delivered");
}
