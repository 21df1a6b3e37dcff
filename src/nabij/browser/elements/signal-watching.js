// *Merkt iemand nadeel?*: what each of the pair heard of their own visitors, and the question that is due.
import { WATCHES } from "../day/signal-words.js";
import { askWords, heardAfter, noteWatch, putLine, waitsWords } from "../day/watching.js";
import { dayAndYear, el } from "../desk/dom.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { changing, self } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../desk/dom.js").Child} Child */

const UNSIGNED = "Niet ondertekend: van wie dit is, is niet na te gaan. Vraag het je collega.";

/** Whether anybody suffers from it: what was heard, and the question that is due. @param {SignalDesk} desk @returns {Child} */
export function watching(desk) {
  const { watches, today, due } = desk.signal.register;
  if (due === null) return null;
  const weeks = WATCHES[WATCHES.length - watches.length];
  const is = watches.length > 0 && watches[0] <= today;
  const heard = WATCHES.filter((one) => (heardAfter(desk.signal, one).length > 0 || unasked(desk, one).length > 0) && (one !== weeks || !is));
  const next = !is && watches.length > 0 && el("p", { class: "small soft" }, `Vraag het op ${dayAndYear(watches[0])} (na ${weeks} weken). Het staat dan bij Vandaag.`);
  return el("section", { class: "signal-watch" }, el("h2", {}, "Merkt iemand nadeel?"), ...heard.flatMap((one) => saidAfter(desk, one)), ...(is ? asking(desk, weeks) : []), next);
}

/** What each of them heard. @param {SignalDesk} desk @param {number} weeks @returns {Child[]} */
function saidAfter(desk, weeks) {
  const lines = heardAfter(desk.signal, weeks).flatMap(({ by, text }) => [el("p", { class: "small soft" }, by === "" ? UNSIGNED : nameOf(desk, by)), prose(text)]);
  return [el("h3", {}, `Na ${weeks} weken`), ...lines, ...unasked(desk, weeks).map((one) => notAsked(desk, weeks, one))];
}

/** Who let this day go by. @param {SignalDesk} desk @param {number} weeks */
const unasked = ({ signal }, weeks) => (signal.register.unasked ?? []).find((one) => one.weeks === weeks)?.who ?? [];

/** Never told as asked; why not, or what was heard later, can still be written. @param {SignalDesk} desk @param {number} weeks @param {{id: string, name: string}} one @returns {Child} */
function notAsked(desk, weeks, { id, name }) {
  const mine = id === self(desk);
  const said = heardAfter(desk.signal, weeks).some(({ by }) => by === id);
  const why = mine && !said && desk.takes(`watch.${weeks}`) ? changing(() => lateForm(desk, weeks), "Schrijf op waarom niet") : null;
  return el("div", { "data-unasked": weeks }, el("p", {}, el("strong", {}, "Niet gevraagd. "), `${mine ? "Jij schreef" : `${name} schreef`} binnen vier weken niet op dat het gevraagd is.`), why);
}

/** @param {SignalDesk} desk @param {number} weeks */
function lateForm(desk, weeks) {
  const about = `signal/${desk.id}/unasked`;
  return new Writing({
    about, kept: desk.draftOf(about), button: "Bewaar", said: "Bewaard in de kluis.",
    fields: [{ name: "text", label: "Waarom niet, of wat hoorde je later?", kind: "area", rows: 3, value: "", hint: "Het blijft staan als niet gevraagd.", needed: "Schrijf op waarom het niet gevraagd is." }],
    save: ({ text }) => putLine(desk.signal.story, weeks, self(desk), String(text).trim()),
    onClosed: () => void desk.kept(),
  });
}

/** @param {SignalDesk} desk @param {string} by */
const nameOf = (desk, by) => (by === self(desk) ? "Jij" : (desk.signal.story.authors.find(({ id }) => id === by)?.name ?? "Een collega van eerder"));

/** Of this day: the form for who has yet to note it; else who is waited for. @param {SignalDesk} desk @param {number} weeks @returns {Child[]} */
function asking(desk, weeks) {
  const { noted = [], due = [] } = desk.signal.register.watchers ?? {};
  const isMine = due.some(({ id }) => id === self(desk));
  const others = due.filter(({ id }) => id !== self(desk)).map(({ name }) => name);
  const heard = heardAfter(desk.signal, weeks).some(({ by }) => by !== self(desk) || !isMine);
  const waits = others.length > 0 && el("p", { class: "small soft" }, waitsWords(others, desk.signal.register.watchers?.each ?? true));
  const did = noted.some(({ id }) => id === self(desk));
  const label = did ? "Verander wat je schreef" : "Schrijf op wat jij hoorde";
  return [...(heard ? saidAfter(desk, weeks) : []), isMine ? form(desk, weeks) : changing(() => form(desk, weeks), label), waits];
}

/** @param {SignalDesk} desk */
const until = (desk) => el("p", { class: "small soft" }, `Schrijf je niets op, dan staat hier vanaf ${dayAndYear(desk.signal.register.watchers?.until ?? desk.signal.register.today)}: niet gevraagd.`);

/** @param {SignalDesk} desk @param {number} weeks */
function form(desk, weeks) {
  const about = `signal/${desk.id}/watch`;
  const was = heardAfter(desk.signal, weeks).find(({ by }) => by === self(desk))?.text ?? "";
  return new Writing({
    about, kept: desk.draftOf(about), button: "Bewaar", said: "Bewaard in de kluis.",
    before: [until(desk), el("p", {}, askWords(weeks, desk.signal.register.watchers?.each ?? true))],
    fields: [{ name: "text", label: "Wat hoorde je?", kind: "area", rows: 3, value: was, hint: "Ook als er niets is. Merkt iemand nadeel? Begin dan een nieuw signaal.", needed: "Schrijf op wat je hoorde." }],
    save: ({ text }) => noteWatch(desk.signal, weeks, self(desk), String(text).trim()),
    onClosed: () => void desk.kept(),
  });
}
