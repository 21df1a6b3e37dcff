// The visitor's pages: what wakes them, and what empties them.
import { blank } from "./blank.js";
import "./door-leave.js";
import "./door-steps.js";

// A page that the browser keeps for its back button must hold nothing, and is made anew when somebody comes back to it.
addEventListener("pagehide", blank);
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// In place of this page, so that going to another language or the start leaves no entry; the keys behind the # go along.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-replace]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const to = new URL(link.href);
  if (to.pathname === location.pathname) to.hash = location.hash;
  location.replace(to);
});

// Nothing is ever sent as a form: what is typed before a step's scripts are here stays where it is.
document.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  // Sent before its scripts were here: done as soon as they are.
  if (form.closest("door-conversation:not(:defined)")) void import("./door-conversation.js").then(() => form.requestSubmit());
  if (form.matches("[data-code-form]")) void import("./door-code.js").then(() => form.requestSubmit());
});

/** What asks and sends comes once the first step can be touched, or with the next step; it looks by itself which step that is. */
async function more() {
  if (!document.querySelector("door-choose:not(:defined)")) return;
  await import("./door-send.js").catch(() => {
    for (const [part, hidden] of /** @type {const} */ ([["loading", true], ["failed", false]])) document.querySelector(`door-choose [data-${part}]`)?.toggleAttribute("hidden", hidden);
  });
}

addEventListener("load", () => void more());
document.addEventListener("click", (event) => void (event.target instanceof Element && event.target.closest("[data-again]") && more()));
document.addEventListener("door-step", (event) => {
  void more();
  if (/** @type {CustomEvent} */ (event).detail === "conversation") void import("./door-conversation.js");
}, { capture: true });

document.documentElement.dataset.ready = "";
