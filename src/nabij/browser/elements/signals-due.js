// What of the signals asks for attention today: from the register, so nothing of what a signal says; whom to ask, from one's own matters.
import { getJson } from "../desk/talk.js";
import { dueWords, el } from "../desk/dom.js";
import { hasToRead } from "../day/signal-reading.js";
import { turnNow } from "../day/signal-turn.js";
import { loadSignal } from "../day/signals.js";

/** @typedef {"weigh" | "weighed" | "ask" | "record" | "ready" | "read" | "answered" | "withdrawn" | "unanswered" | "meeting" | "watch" | "tell" | "over"} What */
/** @typedef {{id: string, organisation: string, number: number, reason: string, what: What, day: string | null}} DueSignal */

/** @type {Record<What, string>} */
const SAYS = {
  weigh: "Je collega vraagt je om mee te wegen.",
  weighed: "Je collega woog mee. Ga verder bij de volgende stap.",
  ask: "Vraag het jouw inbrengers, en neem op wat ze antwoordden.",
  record: "Leg in je eigen kwesties vast dat je de vertrouwelijkheid doorbreekt.",
  ready: "Iedere inbrenger zei ja. Ga verder met de brief.",
  read: "Er ligt een brief. Lees mee, met jouw kluis.",
  answered: "Het bestuur beantwoordde de brief.",
  withdrawn: "Een inbrenger nam de toestemming terug. Het signaal wacht.",
  unanswered: "Er kwam geen antwoord. Bel het bestuur.",
  meeting: "Het gesprek is geweest. Schrijf op wat er veranderde.",
  watch: "Vraag of iemand nadeel merkt.",
  over: "Niemand staat nog achter de brief. Rond het signaal af.",
  tell: "Een inbrenger trok in. Vertel dat wat gelezen is, gelezen blijft.",
};

/** @returns {Promise<{due: DueSignal[], went: {id: string, version: number}[]}>} `went`: letters that went or did not, under which a yes lies in a matter of one's own */
export const loadSignalsDue = async () => /** @type {any} */ (await getJson("/signalen/vandaag.json"));

/** What only an open vault can tell: whom one has yet to ask, and whether one has yet to read a letter along. @type {Partial<Record<What, (signal: import("../day/signals.js").OpenSignal) => Promise<boolean> | boolean>>} */
const SEALED = { ask: async (signal) => (await turnNow(signal)) === "mine", record: async (signal) => (await turnNow(signal)) === "mine", read: hasToRead };

/** What is there at once. @param {DueSignal[]} due */
export const knownDue = (due) => due.filter(({ what }) => !SEALED[what]);

/** The same with what the signals themselves tell; of one that does not open nobody knows. @param {DueSignal[]} due @param {typeof loadSignal} [load] @returns {Promise<DueSignal[]>} */
export async function ownDue(due, load = loadSignal) {
  const found = [];
  for (const one of due) {
    const tells = SEALED[one.what];
    const signal = tells ? await load(one.id) : null;
    if (!tells || (signal?.story.state === "open" && (await tells(signal)))) found.push(one);
  }
  return found;
}

/** @param {DueSignal[]} due @param {string} today `YYYY-MM-DD` */
export function signalsDue(due, today) {
  if (due.length === 0) return null;
  const rows = due.map(({ id, organisation, number, reason, what, day }) =>
    el("a", { class: "matter", href: `/signalen/${id}/` }, el("span", { class: "alias" }, reason), el("span", { class: what === "unanswered" ? "due late" : "due" }, day ? dueWords(day, today) : "nu"), el("span", { class: "next" }, SAYS[what]), el("span", { class: "where" }, `${organisation} · signaal ${number}`)),
  );
  return el("section", { class: "turn mine", "aria-labelledby": "signals-due" }, el("header", {}, el("h2", { id: "signals-due" }, "Signalen"), el("span", { class: "count" }, String(due.length), el("span", { class: "unseen" }, ` ${due.length === 1 ? "signaal" : "signalen"}`))), ...rows);
}
