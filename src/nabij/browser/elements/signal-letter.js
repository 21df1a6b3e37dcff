// *Verwoorden en nakijken* and *Overdragen*: the letter as the board will read it, looked over as it stands, and sealed to whoever it is for.
import { limitsIn, noticedIn, sectionOf, takeStep, writeSections } from "../day/signals.js";
import { handOver, receiverOf } from "../day/signal-letters.js";
import { dayAndYear, el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { comparedWith } from "./matter-fingerprint.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { narrowing } from "./signal-ending.js";
import { namesIn, namesWarner } from "./signal-names.js";
import { changing, stepTitle } from "./signal-parts.js";
import { doing } from "./vault-steps.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../day/signals.js").Worded} Worded */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("../desk/dom.js").Child} Child */

/** What a letter is looked over for: each by hand, by who knows what it must not say. */
const CHECKS = /** @type {const} */ ([
  ["facts", "Er staat alleen wat ik zag of hoorde. Wat ik niet weet, staat er niet."],
  ["neutral", "Er staat geen oordeel in, en niemand krijgt de schuld."],
  ["nobody", "Niemand is te herkennen: geen naam, plek, functie, dag of zin die iemand zelf zei."],
  ["agreed", "Er staat niet meer in dan is afgestemd."],
]);

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
  if (!desk.takes("letter")) return [title, ...(letter ? [shownLetter(letter)] : [el("p", { class: "soft" }, "Er is geen brief geschreven.")]), step === "worded_neutral" && rewording(desk)];
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
    about, kept: desk.draftOf(about), fields, button: "Bewaar de brief", said: "Bewaard in de kluis.", wrong: namesWarner(desk, ["text", "title", "questions"]),
    before: [el("p", {}, "Een signaal nodigt uit om stil te staan bij iets. Het beschuldigt niemand.")],
    save: async ({ title, text, questions }) => {
      const asked = String(questions).split("\n").map((one) => one.trim()).filter(Boolean);
      await writeSections(desk.signal, { letter: { title: String(title).trim(), text: String(text).trim(), questions: asked } });
    },
    onClosed: () => void desk.kept("worded_neutral"),
  });
}

/** Looked over as it stands: names of one's own vault first, then by hand. @param {SignalDesk} desk */
function checking(desk) {
  const letter = /** @type {Worded} */ (letterIn(desk));
  const revision = desk.signal.story.sections.get("letter")?.revision ?? 0;
  const found = el("div", { role: "status" });
  const about = `signal/${desk.id}/checked`;
  const form = new Writing({
    about, kept: null, button: "Zo is de brief goed", said: "De brief is nagekeken.",
    before: [el("h3", {}, "Kijk hem na"), found],
    fields: CHECKS.map(([name, label]) => ({ name, label, kind: /** @type {const} */ ("tick"), needed: "Bevestig dit, of verander de brief." })),
    save: async () => {
      const names = await namesIn([letter.title, letter.text, ...letter.questions]);
      if (names.length > 0) throw new Refusal(namesSaid(names), "named");
      await takeStep(desk.signal, "verwoorden", { revision });
    },
    onClosed: () => void desk.kept(),
  });
  const place = el("div", { class: "actions" });
  fill(place, doing("Kijk de brief na", async () => {
    const names = await namesIn([letter.title, letter.text, ...letter.questions]);
    fill(found, names.length > 0 ? el("p", { class: "error" }, namesSaid(names)) : el("p", { class: "soft" }, "Er staat geen naam in die jij in de kluis bewaart. Kijk zelf naar de rest."));
    place.replaceWith(form);
  }, { trouble: desk.trouble }));
  return place;
}

/** @param {string[]} names */
const namesSaid = (names) => `Dit staat in je kluis als naam: ${names.join(", ")}. Haal het uit de brief.`;

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
  await handOver(desk.signal);
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
