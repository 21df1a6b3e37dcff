// *Voor de praktijk*: what the pair learnt is looked through, and given to counsellors who work elsewhere in the practice, or kept for the two.
import { lookedThrough, openedLesson, readersOfLesson, shareLesson, takeLessonBack } from "../day/lessons.js";
import { mayStay } from "../day/letter-check.js";
import { counted, el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { acting } from "./signal-parts.js";
import { toldOf, unsearched } from "./signal-check.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../desk/dom.js").Child} Child */
/** @typedef {Awaited<ReturnType<typeof lookedThrough>>} Looked */
/** @typedef {Awaited<ReturnType<typeof readersOfLesson>>} Readers */

const DONE = ["closed", "not_sent"];
const SURE = "Ik las dit na: niemand is te herkennen, en ook de organisatie niet.";

/** @param {string[]} names */
const inWords = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} en ${names.at(-1)}`);

/** What the practice has of it, and what can be done. @param {SignalDesk} desk @param {string} text as it stands @returns {Child} */
export function forThePractice(desk, text) {
  const { register, lesson } = desk.signal;
  if (!DONE.includes(register.step)) return el("p", { class: "small soft" }, "Is het signaal klaar? Dan kun je dit ook met de praktijk delen.");
  const place = el("div", { class: "note", "data-part": "lesson" });
  if (lesson) void drawShared(place, desk, text, lesson);
  else drawPair(place, desk, text);
  return place;
}

/** @param {HTMLElement} place @param {SignalDesk} desk @param {string} text */
function drawPair(place, desk, text) {
  fill(
    place,
    el("h4", {}, "Voor jullie twee"),
    el("p", {}, "Alleen jullie lezen dit. Collega’s die voor andere organisaties werken, kunnen er ook van leren. Je browser kijkt het eerst na op namen, plekken en dagen."),
    el("div", { class: "actions" }, acting(desk, "Kijk na voor de praktijk", () => look(place, desk, text), { quiet: true })),
  );
}

/** @param {HTMLElement} place @param {SignalDesk} desk @param {string} text */
async function look(place, desk, text) {
  const status = el("p", { class: "soft", role: "status" }, "Even geduld, je browser legt dit naast je kwesties.");
  place.append(status);
  try {
    const looked = await lookedThrough(desk.signal, text, (done, of) => fill(status, `Je browser leest je kwesties: ${done} van ${of}.`));
    drawProposal(place, desk, text, looked, await readersOfLesson());
  } finally {
    status.remove();
  }
  /** @type {HTMLElement | null} */ (place.querySelector("h4"))?.focus();
}

/** What was found, who would read it, and the choice. @param {HTMLElement} place @param {SignalDesk} desk @param {string} text @param {Looked} looked @param {Readers} readers */
function drawProposal(place, desk, text, looked, { readers, without }) {
  const never = looked.found.filter((one) => !mayStay(one));
  const sure = el("input", { type: "checkbox", id: "lesson-sure" });
  const give = async () => {
    if (!sure.checked) throw new Refusal("Lees het na en bevestig dat. Er is niets gedeeld.", "unsure");
    // once more: somebody may have come, or been noted, since
    const { found } = await lookedThrough(desk.signal, text, () => {});
    if (found.some((one) => !mayStay(one))) throw new Refusal("Er staat een naam, een contactgegeven of een aantal mensen in. Er is niets gedeeld. Verander je tekst.", "named");
    await shareLesson(desk.signal, text, readers);
    announce("Gedeeld met de praktijk.");
    await desk.kept(desk.signal.register.step);
  };
  fill(
    place,
    el("h4", { tabindex: -1 }, looked.found.length === 0 ? "Dit kan naar de praktijk" : `Kijk nog naar ${counted(looked.found.length, "plek", "plekken")}`),
    looked.found.length === 0
      ? el("p", {}, "Je browser wees niets aan. Dat is geen bewijs: lees het alsof je erbij was.")
      : el("ul", { class: "letter-findings" }, ...looked.found.map((one) => el("li", { "data-finding": one.kind, "data-known": one.known, "data-open": !mayStay(one) }, ...toldOf(one), !mayStay(one) && el("p", { class: "small" }, "Dit mag niet mee.")))),
    ...unsearched(looked),
    never.length > 0 ? el("p", {}, "Verander eerst je tekst. Tot dan blijft dit voor jullie twee.") : readersLines({ readers, without }),
    never.length === 0 && readers.length > 0 && el("div", { class: "field tick" }, el("label", { for: "lesson-sure" }, sure, SURE)),
    el("div", { class: "actions" }, never.length === 0 && readers.length > 0 && acting(desk, "Deel met de praktijk", give), el("button", { type: "button", class: "link", onclick: () => drawPair(place, desk, text) }, "Houd het voor ons twee")),
  );
}

/** @param {Readers} readers */
function readersLines({ readers, without }) {
  const lacks = without.length > 0 && el("p", { class: "small soft" }, `${inWords(without.map(({ name }) => name))} ${without.length === 1 ? "leest" : "lezen"} het niet: met hen vergeleek je de cijfers nog niet. Dat kan bij `, el("a", { href: "/kluis/" }, "Mijn kluis"), ".");
  return el("div", {}, el("p", {}, readers.length > 0 ? `Dit ${readers.length === 1 ? "leest" : "lezen"} dan: ${inWords(readers.map(({ name }) => name))}. Zij horen niet bij welk signaal of welke organisatie het hoort. Wel dat het van jou komt.` : "Er is nog niemand die dit kan lezen."), lacks);
}

/** @param {HTMLElement} place @param {SignalDesk} desk @param {string} text @param {import("../day/lessons.js").ServedLesson} lesson */
async function drawShared(place, desk, text, lesson) {
  fill(place, el("h4", {}, "Gedeeld met de praktijk"), el("p", { class: "soft small" }, "Even geduld."));
  const read = await openedLesson(lesson).catch(() => null);
  const other = read !== null && !read.trouble && read.text !== text;
  const back = async () => {
    await takeLessonBack(desk.signal);
    announce("Dit is weer voor jullie twee.");
    await desk.kept(desk.signal.register.step);
  };
  fill(
    place,
    el("h4", {}, "Gedeeld met de praktijk"),
    el("p", {}, `${read?.mine ? "Jij deelde" : `${read?.author.name ?? lesson.author.name} deelde`} dit. Het staat bij `, el("a", { href: "/signalen/geleerd/" }, "Wat collega’s leerden"), "."),
    other && el("p", { class: "message warning" }, "Daarna veranderden jullie de tekst. Collega’s lezen nog wat eerder gedeeld is."),
    el("div", { class: "actions" }, other && acting(desk, "Kijk na en deel opnieuw", () => look(place, desk, text), { quiet: true }), acting(desk, "Neem terug", back, { quiet: true })),
    el("p", { class: "small soft" }, "Neem je het terug, dan blijft gelezen wat gelezen is."),
  );
}
