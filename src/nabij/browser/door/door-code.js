// The page of who was handed a code: the code, whose it is, and the seven words that come of it.
import { el, fill } from "../desk/dom.js";
import { DoorSteps } from "./door-steps.js";
import { NotSent } from "./not-sent.js";
import { phrase } from "./phrases.js";

/** @typedef {import("./invited.js").Opened} Opened */

const steps = /** @type {DoorSteps} */ (document.querySelector("door-steps"));
let busy = false;
/** @type {Opened | null} */
let opened = null;

/** @param {string} name @returns {HTMLElement} in the step at hand */
const part = (name) => /** @type {HTMLElement} */ (steps.querySelector(`section:not([hidden]) [data-code-${name}]`));

/** The vault comes only when it is needed. */
const invited = () => import("./invited.js");

/** @param {string} key */
function tell(key) {
  const place = part("trouble");
  place.hidden = false;
  fill(place, el("p", {}, phrase(`code-trouble-${key}`)));
  place.focus();
}

/** One thing at a time; what went wrong is told in the step at hand. @param {string} meanwhile @param {() => Promise<void>} work */
async function once(meanwhile, work) {
  if (busy) return;
  busy = true;
  const status = part("busy");
  part("trouble").hidden = true;
  status.textContent = phrase(meanwhile);
  try {
    await work();
  } catch (error) {
    tell(error instanceof NotSent ? (error.trouble === "changed" ? "words" : error.trouble) : error instanceof Error && error.name === "NoCode" ? "code" : "other");
  } finally {
    busy = false;
    status.textContent = "";
  }
}

const field = /** @type {HTMLInputElement} */ (steps.querySelector("#code"));

async function open() {
  opened = null;
  law(null);
  const { openCode } = await invited();
  opened = await openCode(field.value, document.documentElement.lang);
  const { offered, organisation, digits } = opened;
  law(opened);
  absence(opened);
  steps.go("who");
  fill(part("who"), phrase("code-who", { name: offered.name, organisation }));
  fill(part("digits"), digits);
}

/** What the law requires, once it is known whose code it is. @param {Opened | null} of */
function law(of) {
  const place = /** @type {HTMLElement} */ (steps.querySelector("[data-code-law-text]"));
  const told = of?.law ?? null;
  fill(place, ...(told?.blocks ?? []).map(drawn));
  place.lang = told?.language ?? document.documentElement.lang;
  /** @type {[part: string, hidden: boolean][]} */
  const parts = [["law", told === null], ["lawless", told !== null], ["before", of !== null], ["after", of === null]];
  for (const [name, hidden] of parts) for (const one of steps.querySelectorAll(`[data-code-${name}]`)) one.toggleAttribute("hidden", hidden);
}

/** @param {{kind: string, lines: string[]}} block */
const drawn = ({ kind, lines }) => (kind === "list" ? el("ul", {}, ...lines.map((line) => el("li", {}, line))) : el(kind === "heading" ? "h2" : "p", {}, lines[0]));

const choice = /** @type {HTMLFieldSetElement} */ (steps.querySelector("[data-code-standby]"));

/** Whether somebody else may answer, asked where there is somebody else. @param {Opened} of */
function absence({ offered: { name }, other }) {
  choice.hidden = other === null;
  choice.disabled = false;
  if (!other) return;
  /** @type {HTMLInputElement} */ (choice.querySelector("input")).checked = true;
  for (const [part, said] of [["legend", "absent"], ["[data-code-alone]", "alone"], ["[data-code-other]", "other"]]) fill(/** @type {HTMLElement} */ (choice.querySelector(part)), phrase(`code-${said}`, { name, other: other.name }));
}

async function make() {
  if (!opened) return;
  const of = opened;
  const [{ answerCode }, { during }] = await Promise.all([invited(), import("./working.js")]);
  const standsBy = opened.other !== null && choice.querySelector("input:checked[value=other]") !== null;
  // What was chosen goes with the words, and stays when it has to be sent again.
  choice.disabled = true;
  const words = await during(part("busy"), (onProgress) => answerCode(of, document.documentElement.lang, standsBy, onProgress));
  // The code has done its work: the address says nothing of it any more.
  if (location.hash) location.replace("#");
  field.value = "";
  fill(/** @type {HTMLElement} */ (steps.querySelector("[data-words]")), ...words.map((word) => el("li", {}, word)));
  fill(/** @type {HTMLElement} */ (steps.querySelector("[data-turn]")), phrase("code-waits", { name: of.offered.name }));
  fill(/** @type {HTMLElement} */ (steps.querySelector("[data-due]")), phrase("code-then"));
  opened = null;
  steps.go("words");
}

steps.querySelector("[data-code-form]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  void once("code-busy", open);
});
steps.querySelector("[data-code-make]")?.addEventListener("click", () => void once("code-making", make));

const along = /^#u=([0-9A-Za-z-]+)$/.exec(location.hash);
if (along) field.value = along[1];
