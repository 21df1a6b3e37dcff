// The visitor's pages: what wakes them, and what empties them.
import { leaveNothing } from "./blank.js";
import "./door-leave.js";
import "./door-steps.js";
import { bring } from "./later.js";

leaveNothing();

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

/** The conversation comes when one is opened, and while the words of a new one are written down. */
function conversation() {
  const place = document.querySelector("section[data-from]");
  if (place instanceof HTMLElement) void bring(place);
}

document.addEventListener("click", (event) => {
  const again = event.target instanceof Element ? event.target.closest("[data-again]") : null;
  if (again?.closest("[data-from]")) conversation();
  else if (again) void more();
});
document.addEventListener("door-step", (event) => {
  void more();
  if (["words", "conversation"].includes(/** @type {CustomEvent} */ (event).detail)) conversation();
}, { capture: true });

document.documentElement.dataset.ready = "";
