// Pages that need the vault wait behind the door; locking takes what was opened out of the document at once.
import { sendDraftsAgain, settleDrafts } from "../day/drafts.js";
import { IDLE, session } from "../vault/session.js";
import { el, fill } from "./dom.js";
import { announce, clearNotices } from "./say.js";
import { arrive, beforeShow, currentMain, reload } from "./pages.js";

// Signs of life are passed on at most this often, in milliseconds.
const PASS_ON = 5 * 1000;
const REFRESH = 15 * 1000;
// Who locks waits at most this long for the last words to be sealed, in milliseconds.
const SEALING = 1000;

/** What the server sent for the page behind the door, its elements still asleep. @type {DocumentFragment | null} */
let waiting = null;
let alive = Date.now();
let passedOn = 0;

const needsVault = (/** @type {HTMLElement} */ main) => main.hasAttribute("data-needs-vault");

/** @param {HTMLElement} main */
function keepBehindDoor(main) {
  waiting = null;
  if (!needsVault(main) || session.isOpen()) return;
  waiting = document.createDocumentFragment();
  waiting.append(...main.childNodes);
  main.append(document.createElement("nabij-door"));
}

/** @param {boolean} open */
function onVault(open) {
  alive = Date.now();
  drawState();
  const main = currentMain();
  if (!needsVault(main)) return;
  if (open) letIn(main);
  else shutOut(main);
}

/** @param {HTMLElement} main */
function letIn(main) {
  if (!waiting) return void reload();
  main.replaceChildren(waiting);
  waiting = null;
  arrive(main);
}

/** @param {HTMLElement} main */
function shutOut(main) {
  for (const dialog of document.querySelectorAll("dialog, [data-opened]")) dialog.remove();
  clearNotices();
  waiting = null;
  main.replaceChildren(document.createElement("nabij-door"));
  window.scrollTo({ top: 0, behavior: "instant" });
  announce("De kluis is gesloten.");
}

const minutesLeft = () => Math.max(1, Math.ceil((alive + IDLE - Date.now()) / 60000));

/** The state of the vault in the margin. */
function drawState() {
  const place = document.getElementById("vault-state");
  if (!place) return;
  const open = session.isOpen();
  place.hidden = false;
  place.toggleAttribute("data-open", open);
  const minutes = minutesLeft();
  if (!open) return fill(place, el("p", { class: "state" }, "Kluis gesloten"));
  return fill(
    place,
    el("p", { class: "state" }, "Kluis open"),
    el("p", { class: "soft when" }, `sluit vanzelf over ${minutes} min`),
    el("button", { type: "button", class: "link", onclick: () => void lock() }, "Nu sluiten"),
  );
}

/** Seals what was typed last, and forgets the keys. */
async function lock() {
  await Promise.race([settleDrafts(), new Promise((resolve) => setTimeout(resolve, SEALING))]);
  session.lock();
}

/** The minutes alone, so that the keyboard keeps its place. */
function drawMinutes() {
  const open = session.isOpen();
  const place = document.getElementById("vault-state");
  if (!place || place.hasAttribute("data-open") !== open) return drawState();
  const when = place.querySelector(".when");
  if (when) when.textContent = `sluit vanzelf over ${minutesLeft()} min`;
}

function signOfLife() {
  const now = Date.now();
  if (now - passedOn < PASS_ON) return;
  passedOn = now;
  session.touch();
  if (session.isOpen()) alive = now;
  drawMinutes();
}

/** Starts watching; before the elements are known, so that none wakes in a page behind the door. */
export function keepVault() {
  beforeShow(keepBehindDoor);
  session.onChange(onVault);
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove", "input"]) {
    addEventListener(kind, signOfLife, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", drawMinutes);
  // A tab that goes out of sight may never come back.
  document.addEventListener("visibilitychange", () => void (document.hidden && settleDrafts()));
  addEventListener("pagehide", () => void settleDrafts());
  // Signs of life of other tabs keep this one open too.
  const tabs = new BroadcastChannel("nabij");
  tabs.onmessage = ({ data }) => {
    if (data === "alive") alive = Date.now();
  };
  // Who signs out here leaves no vault open anywhere, also when it is not open in this tab.
  document.addEventListener("submit", ({ target }) => {
    if (/** @type {Element} */ (target).hasAttribute("data-locks")) tabs.postMessage("lock");
  });
  addEventListener("online", () => void sendDraftsAgain());
  setInterval(() => {
    drawMinutes();
    // "Online" says only that there is a network, not that the server can be reached.
    void sendDraftsAgain();
  }, REFRESH);
  drawState();
}
