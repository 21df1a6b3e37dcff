// The steps of a signal as a list of tasks: what is done, what can be done now, and why the rest cannot yet. Pure.

import { restsOnNobody, untold, yesWords } from "../day/signal-standing.js";

/** @typedef {import("../day/signals.js").Register} Register */
/** @typedef {import("../day/signal-turn.js").Whose} Whose */
/** @typedef {"done" | "now" | "wait" | "later" | "stopped"} Standing `wait`: somebody else is aan zet */
/** @typedef {{key: string, title: string, standing: Standing, says: string}} Task */

/** The register's steps in order; agreed and grounded are one place. */
const ORDER = ["noticed", "weighed", "agreed_with_persons", "worded_neutral", "delivered", "received", "answered", "followed_up", "closed"];

/** @param {string} step */
const placeOf = (step) => ORDER.indexOf(step === "grounded" ? "agreed_with_persons" : step);

/** @type {[key: string, title: string, why: string][]} */
const TASKS = [
  ["noticed", "Wat je ziet", ""],
  ["weighed", "Wegen met een collega", "Schrijf eerst op wat je ziet."],
  ["agreed_with_persons", "Afstemmen met iedere inbrenger", "Weeg het eerst met een collega."],
  ["worded_neutral", "Verwoorden en nakijken", "Eerst zegt iedere inbrenger ja."],
  ["delivered", "Overdragen aan het bestuur", "Eerst is de brief verwoord en nagekeken."],
  ["received", "Ontvangen door het bestuur", "Eerst is de brief overgedragen."],
  ["answered", "Antwoord van het bestuur", "Eerst is de brief ontvangen."],
  ["followed_up", "Wat er veranderde", "Eerst antwoordt het bestuur, en is er een gesprek."],
  ["closed", "Afronden", "Eerst schrijf je op wat er veranderde."],
];

/** Who is waited for is not oneself. @type {string[]} */
const WAITS = ["colleague", "own", "theirs"];

export const UNWRITTEN = "Nog niets opgeschreven";

/**
 * Every step with how it stands for who looks.
 * @param {Register} register
 * @param {{written: boolean, gone: boolean, again?: string[], whose?: Whose}} how `written`: what was noticed is written down; `gone`: something that was laid under it stands no more; `again`: what is looked at again since somebody went; `whose`: whose turn it is, where one's own matters tell that
 * @returns {Task[]}
 */
export function tasksOf(register, { written, gone, again = [], whose }) {
  const excepted = register.path === "excepted";
  const ended = register.step === "not_sent";
  const done = ended ? -1 : placeOf(register.step);
  return TASKS.map(([key, title, why], place) => {
    const named = excepted && key === "agreed_with_persons" ? "Redenen vastleggen" : title;
    const because = excepted && key === "worded_neutral" ? "Leg eerst je redenen vast." : why;
    const now = WAITS.includes(whose ?? register.turn) ? "wait" : "now";
    if (key === "noticed") return { key, title: named, standing: ended ? "stopped" : written ? "done" : now, says: written ? "" : UNWRITTEN };
    if (ended) return { key, title: named, standing: "stopped", says: "" };
    if (key === "agreed_with_persons" && untold(register).length > 0) return { key, title: named, standing: now, says: "Een inbrenger nam het terug" };
    if (key === "closed" && place > done && restsOnNobody(register)) return { key, title: named, standing: "now", says: "Iedere inbrenger nam het terug" };
    if (place > done && restsOnNobody(register)) return { key, title: named, standing: "stopped", says: "Gaat niet door" };
    if (cutShort(key, register)) return { key, title: named, standing: "stopped", says: "Ging niet door" };
    const lapsed = gone && register.due === null;
    if (lapsed && place <= done && key === "agreed_with_persons") return { key, title: named, standing: now, says: nowWords(key, register) };
    if (place <= done) return { key, title: named, standing: "done", says: doneWords(key, register) };
    if (place > done + 1 || (place === 1 && !written)) return { key, title: named, standing: "later", says: because };
    if (lapsed && key === "weighed") return { key, title: named, standing: now, says: "Van een inbrenger geldt het niet meer. Kijk bij Wat je ziet." };
    if (lapsed && done > 1) return { key, title: named, standing: "later", says: `Van een inbrenger geldt het niet meer. Kijk bij ${excepted ? "Redenen vastleggen" : "Afstemmen"}.` };
    return { key, title: named, standing: waitsFor(key, register) ? "wait" : now, says: nowWords(key, register, again.includes(key)) };
  });
}

/** What never came of a letter that was closed before its time. @param {string} key @param {Register} register */
const cutShort = (key, { step, answered, meeting }) => step === "closed" && (((key === "received" || key === "answered") && answered === false) || (key === "followed_up" && meeting === null));

/** @param {string} key @param {Register} register */
function waitsFor(key, { turn, step }) {
  if (key === "followed_up") return turn === "meeting";
  // Also while it is the pair's turn to tell somebody something: the board has the letter.
  return (key === "received" || key === "answered") && (step === "delivered" || step === "received");
}

/** @param {string} key @param {Register} register */
function doneWords(key, register) {
  const { weigher, asked, contact, path, needed } = register;
  if (key === "weighed") return weigher === "colleague" ? `Met ${asked?.name ?? "een collega"}` : weigher === "peer" ? "Met een vakgenoot elders" : "Alleen: er was geen tijd voor een ander";
  if (key === "agreed_with_persons") return path === "excepted" ? "Zonder toestemming, met redenen" : needed === 0 ? "Er staat niets in van een inbrenger" : yesWords(register);
  return key === "delivered" && contact ? `Aan ${contact.name}` : "";
}

/** @param {string} key @param {Register} register @param {boolean} [again] it was done before somebody went */
function nowWords(key, register, again = false) {
  const { asked, asked_by: by, turn, concerns, needed, path } = register;
  if (again) return key === "weighed" ? "Kijk opnieuw naar de weging" : "Lees de brief opnieuw";
  if (key === "weighed" && asked) return turn === "mine" ? `${by?.name ?? "Je collega"} vraagt je om mee te wegen` : `Gevraagd aan ${asked.name}`;
  if (key === "agreed_with_persons" && needed > 0) return path === "excepted" ? `${concerns.filter(({ stands }) => stands).length} van ${needed} vastgelegd` : yesWords(register);
  return "";
}
