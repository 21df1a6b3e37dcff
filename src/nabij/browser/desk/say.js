// What is said to the person: aloud for screen readers, and as notices that stay until they are read.
import { addressed } from "./address.js";
import { el, fill } from "./dom.js";
import { Offline, Refusal, SignedOut } from "./talk.js";

/** Read aloud by a screen reader, politely; not seen. @param {string} sentence */
export function announce(sentence) {
  const place = document.getElementById("announcement");
  if (!place) return;
  // The same sentence twice in a row is read twice only when the text changes.
  place.textContent = place.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

/**
 * A notice at the foot of the page; it replaces the one before and stays until closed or until the next page.
 * @param {string} sentence
 * @param {{kind?: "error" | "plain", link?: {label: string, href: string}}} [options] the link opens a new tab
 */
export function notice(sentence, { kind = "plain", link } = {}) {
  const place = document.getElementById("notices");
  if (!place) return;
  const close = el("button", { type: "button", class: "link", onclick: clearNotices }, "Sluiten");
  const away = link && el("a", { href: link.href, target: "_blank", rel: "noopener" }, link.label);
  fill(place, el("div", { class: `notice ${kind}` }, el("span", {}, sentence), away, close));
}

/** Takes the notice away. */
export function clearNotices() {
  document.getElementById("notices")?.replaceChildren();
}

const LOST = addressed("Er is geen verbinding. Wat je typte staat er nog. Probeer het opnieuw zodra je weer verbinding hebt.", "Er is geen verbinding. Wat u typte staat er nog. Probeer het opnieuw zodra u weer verbinding hebt.");
const OUT = addressed("Je bent uitgelogd. Wat je typte staat er nog. Log in een nieuw tabblad in en probeer het hier opnieuw.", "U bent uitgelogd. Wat u typte staat er nog. Log in een nieuw tabblad in en probeer het hier opnieuw.");
const LOCKED = "De kluis is gesloten. Open hem opnieuw.";
const UNKNOWN = addressed("Dit lukte niet, of niet helemaal. We weten niet of alles bewaard is. Je tekst staat er nog. Laad de pagina opnieuw en kijk.", "Dit lukte niet, of niet helemaal. We weten niet of alles bewaard is. Uw tekst staat er nog. Laad de pagina opnieuw en kijk.");

/** What a person may read about an error. @param {unknown} error @returns {string} */
export function sentenceFor(error) {
  if (error instanceof Refusal) return error.sentence;
  if (error instanceof Offline) return LOST;
  if (error instanceof SignedOut) return OUT;
  return error instanceof Error && error.name === "Locked" ? LOCKED : UNKNOWN;
}

/** Whether nothing of what was sent is saved; after a lost answer or an error of the server that is not known. @param {unknown} error */
export const isRefused = (error) => error instanceof SignedOut || (error instanceof Refusal && !error.code.startsWith("status_5") && error.code !== "no_json");

export const NOT_SAVED = addressed("Nog niet bewaard. Wat je typte staat er nog.", "Nog niet bewaard. Wat u typte staat er nog.");
const UNSURE = addressed("Nog niet zeker of het bewaard is. Wat je typte staat er nog.", "Nog niet zeker of het bewaard is. Wat u typte staat er nog.");

/** How what was typed stands after an error. @param {unknown} error @returns {string} */
export const standingAfter = (error) => (isRefused(error) ? NOT_SAVED : UNSURE);

/** Shows an error as a notice; the page stays as it was. @param {unknown} error */
export function tellTrouble(error) {
  const link = error instanceof SignedOut ? { label: "Inloggen", href: "/" } : undefined;
  notice(sentenceFor(error), { kind: "error", link });
  // What lies over a button goes away by itself once there is a connection again.
  if (error instanceof Offline) addEventListener("online", clearNotices, { once: true });
}
