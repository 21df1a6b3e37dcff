// What the steps of a signal share on the screen: the heading, how a matter is called, a button, and a form that opens on asking.
import { loadSignal } from "../day/signals.js";
import { el } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { doing } from "./vault-steps.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */

/** The heading of an open step. @param {string} title */
export const stepTitle = (title) => el("h2", { id: "signal-step", tabindex: -1 }, title);

/** Before anything is chosen, and above all else where danger is. */
export const call112 = () => el("p", { class: "message warning" }, el("strong", {}, "Loopt iemand nu gevaar? Bel 112."), " Schrijf het daarna op.");

/** How a matter is called here: by its alias for who sees it. @param {SignalDesk} desk @param {{matter: string, by: string}} one */
export const matterName = (desk, { matter, by }) => desk.cards.get(matter)?.alias || (by === self(desk) ? "Een kwestie die niet meer loopt" : "Een kwestie van je collega");

/** Who looks, by the open vault. @param {SignalDesk} desk */
export const self = (desk) => desk.signal.story.self;

/** A button that opens a form in place of itself. @param {() => Node} form @param {string} [label] */
export function changing(form, label = "Verander dit") {
  const place = el("p", {}, el("button", { type: "button", class: "link", onclick: () => place.replaceWith(form()) }, label));
  return place;
}

/**
 * A button of this page. What it is refused for stands beside it, with the matter that it is about.
 * @param {SignalDesk} desk
 * @param {string} label
 * @param {() => Promise<unknown>} work
 * @param {{matter?: string, quiet?: boolean, grave?: boolean}} [how] `matter`: the one of this line
 */
export const acting = (desk, label, work, { matter, ...how } = {}) =>
  doing(label, () => work().catch(async (error) => Promise.reject(await withNames(desk, error, matter))), how);

/**
 * The same refusal with the matters it is about, as this browser calls them: the server knows no alias.
 * @param {SignalDesk} desk
 * @param {unknown} error
 * @param {string} [matter]
 */
async function withNames(desk, error, matter) {
  const refused = error instanceof Refusal ? error : null;
  const about = matter ?? refused?.answer.matter;
  const names = typeof about === "string" ? [matterName(desk, { matter: about, by: self(desk) })] : refused?.code === "withdrawn" ? await lapsed(desk) : [];
  return names.length > 0 ? new Refusal(`${names.join(", ")}: ${sentenceFor(error)}`, refused?.code ?? "refused") : error;
}

/** Of whom a yes stands no more as it is now, which may be later than this page. @param {SignalDesk} desk @returns {Promise<string[]>} */
async function lapsed(desk) {
  const { register } = await loadSignal(desk.id).catch(() => desk.signal);
  const gone = register.concerns.filter(({ stands }) => !stands);
  return [...new Set(gone.map(({ matter }) => (matter === null ? "Een kwestie van je collega" : matterName(desk, { matter, by: self(desk) }))))];
}
