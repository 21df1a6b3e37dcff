// The recorded exception: confidentiality was broken, on which ground, and why. It cannot be undone.
import { latest } from "./latest.js";
import { send } from "./matter.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{at: string, ground: string, situation: string, consent_sought: string, conscience: string, no_other_way: string, serious_harm: string, done: string}} ExceptionContent */

export const CONFLICT = "conflict_of_duties";

/** The four conditions that must hold together in a conflict of duties: field, condition, question. */
export const CONDITIONS = /** @type {const} */ ([
  ["consent_sought", "Je vroeg om toestemming", "Hoe vroeg je om toestemming, en wat was het antwoord?"],
  ["conscience", "Zwijgen brengt je in ernstige gewetensnood", "Waarom kun je niet zwijgen?"],
  ["no_other_way", "Er is geen andere weg", "Wat heb je overwogen of geprobeerd?"],
  ["serious_harm", "Zwijgen leidt vrijwel zeker tot ernstige schade", "Welke schade, voor wie, en hoe zeker is dat?"],
]);

/**
 * Records an exception; sending it twice records it once.
 * @param {OpenMatter} matter
 * @param {{id: string, content: ExceptionContent}} exception
 */
export const recordException = (matter, { id, content }) =>
  send({
    matter,
    url: `/kwesties/${matter.id}/uitzondering.json`,
    body: { ground: content.ground, record_id: id },
    changes: [{ part: "notes", kind: "exception", id, revision: 1, content: { ...content } }],
  });

/**
 * Exceptions as they were sealed, and those that only the server names; `content` is null where that part is not open to me.
 * @param {OpenMatter} matter
 * @returns {{id: string, ground: string, month: string, content: Record<string, unknown> | null}[]}
 */
export function exceptionsOf(matter) {
  const written = latest(matter, "exception").map(({ id, content }) => ({ id, ground: String(content.ground ?? ""), month: String(content.at ?? "").slice(0, 7), content }));
  const unread = matter.served.breaks.filter(({ record_id: id }) => !written.some((one) => one.id === id));
  return [...unread.map(({ record_id: id, ground, month }) => ({ id, ground, month, content: null })), ...written];
}
