// The blocking question before the first key goes to a colleague, or is taken from one: what did you hear them read?
import { addressed } from "../desk/address.js";
import { el, fill } from "../desk/dom.js";
import { notice, sentenceFor } from "../desk/say.js";
import { pinChecked, vault } from "../day/vault.js";

/** @typedef {import("../day/vault.js").Colleague} Colleague */

/**
 * Asks to compare, and keeps the answer. Nothing else can be done meanwhile.
 * @param {Colleague} colleague
 * @returns {Promise<boolean>} whether the digits that were heard are the colleague's
 */
export async function comparedWith(colleague) {
  const { fingerprint } = await vault.me();
  const dialog = el("dialog", { "aria-labelledby": "fingerprint-title", class: "fingerprint" });
  const asked = new Promise((/** @type {(same: boolean) => void} */ resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "same"));
    fill(dialog, ...question(dialog, colleague, fingerprint));
  });
  document.body.append(dialog);
  dialog.showModal();
  try {
    const same = await asked;
    if (same) {
      await pinChecked(colleague.id, colleague.keys, colleague.name);
      void import("../day/import-memory.js").then(({ shareMapping }) => shareMapping()).catch(() => undefined);
    }
    return same;
  } catch (error) {
    notice(sentenceFor(error), { kind: "error" });
    return false;
  } finally {
    dialog.remove();
  }
}

/** Only the digits of what was typed. @param {string} typed */
const digitsIn = (typed) => typed.replace(/\D/g, "");

/**
 * What is wrong with the digits that were heard; empty when they are the colleague's.
 * @param {string} typed
 * @param {Colleague} colleague
 */
export function wrongHeard(typed, { name, fingerprint }) {
  const heard = digitsIn(typed);
  const expected = digitsIn(fingerprint);
  if (heard === expected) return "";
  if (heard.length !== expected.length) return `Dit zijn ${heard.length} cijfers; het horen er ${expected.length} te zijn, in vijf groepjes van vijf.`;
  return addressed(`Dit zijn andere cijfers dan die wij van ${name} kregen. Vraag ${name} om ze nog een keer te lezen. Hoor je weer hetzelfde? Kies dan “Het klopt niet”.`, `Dit zijn andere cijfers dan die wij van ${name} kregen. Vraag ${name} om ze nog een keer te lezen. Hoort u weer hetzelfde? Kies dan “Het klopt niet”.`);
}

/** @param {HTMLDialogElement} dialog @param {string} name */
function drawDifferent(dialog, name) {
  fill(
    dialog,
    el("h2", { id: "fingerprint-title", tabindex: -1 }, "Deel niets"),
    el("p", {}, `De cijfers verschillen. Dan is dit misschien niet de kluis van ${name}. Er is niets gedeeld en niets veranderd.`),
    el("p", {}, addressed("Bel je beheerder, en probeer het pas weer als jullie weten hoe het kan.", "Bel de praktijk, en probeer het pas weer als duidelijk is hoe het kan.")),
    el("div", { class: "actions" }, el("button", { type: "button", class: "button", onclick: () => dialog.close("differ") }, "Sluiten")),
  );
  /** @type {HTMLElement | null} */ (dialog.querySelector("h2"))?.focus();
}

/** The colleague's digits are typed as they were heard, and never shown: what is on the screen would be believed too soon. @param {HTMLDialogElement} dialog @param {Colleague} colleague */
function heardForm(dialog, colleague) {
  const trouble = el("p", { class: "error", role: "alert", id: "heard-trouble" });
  const input = el("textarea", { id: "heard", class: "secret", rows: 1, inputmode: "numeric", autocomplete: "off", spellcheck: "false", "aria-required": "true", "aria-describedby": "heard-hint heard-trouble" });
  const check = (/** @type {Event} */ event) => {
    event.preventDefault();
    event.stopPropagation();
    const wrong = wrongHeard(input.value, colleague);
    if (!wrong) return dialog.close("same");
    trouble.textContent = wrong;
    input.setAttribute("aria-invalid", "true");
    return input.focus();
  };
  input.addEventListener("keydown", (event) => event.key === "Enter" && check(event));
  const field = el("div", { class: "field" }, el("label", { for: "heard" }, addressed(`Wat hoor je ${colleague.name} lezen?`, `Wat hoort u ${colleague.name} lezen?`)), el("p", { class: "hint", id: "heard-hint" }, "25 cijfers. Spaties maken niet uit."), trouble, input);
  const buttons = [
    el("button", { class: "button" }, "Dit hoorde ik"),
    el("button", { type: "button", class: "button quiet", onclick: () => drawDifferent(dialog, colleague.name) }, "Het klopt niet"),
    el("button", { type: "button", class: "link", onclick: () => dialog.close("later") }, "Later"),
  ];
  return { field, buttons, check };
}

/** Whether one reads first. Both sides ask this about the same two rows, so that they agree without a word. @param {string} own @param {string} theirs */
export const readsFirst = (own, theirs) => digitsIn(own) < digitsIn(theirs);

/** @param {HTMLDialogElement} dialog @param {Colleague} colleague @param {string} own */
function question(dialog, colleague, own) {
  const { name, substituted, comparedAs } = colleague;
  const { field, buttons, check } = heardForm(dialog, colleague);
  const first = readsFirst(own, colleague.fingerprint);
  const title = (/** @type {boolean} */ now, /** @type {string} */ what) => el("h3", {}, `${now ? "1. Eerst" : "2. Daarna"} ${what}`);
  const hearing = [title(!first, addressed(`leest ${name}, jij typt`, `leest ${name}, u typt`)), el("p", {}, `${name} leest de eigen rij van 25 cijfers hardop.`), field];
  const reading = [
    title(first, addressed(`lees jij, ${name} typt`, `leest u, ${name} typt`)),
    el("p", {}, `Lees deze rij hardop. Zegt het scherm van ${name} dat het andere cijfers zijn? Kies dan “Het klopt niet”.`),
    el("p", {}, el("strong", {}, addressed("Jouw cijfers", "Uw cijfers"))),
    el("p", { class: "code", id: "own-digits" }, own),
  ];
  return [
    el("h2", { id: "fingerprint-title" }, `Vergelijk eerst de cijfers met ${name}`),
    substituted && el("p", { class: "message warning" }, `Let op: de sleutel van ${name} is een andere dan eerder. Dat kan kloppen, als ${name} een nieuwe kluis heeft. Vraag het na.`),
    comparedAs && el("p", { class: "message warning" }, addressed(`Let op: deze cijfers vergeleek je eerder met ${comparedAs}. Nu staat er ${name} bij. Vraag het na.`, `Let op: deze cijfers vergeleek u eerder met ${comparedAs}. Nu staat er ${name} bij. Vraag het na.`)),
    el("p", {}, addressed(`Bel ${name} of ga naast elkaar zitten. Zo weet je dat niemand ertussen zit. ${name} opent Mijn kluis en kiest “Cijfers vergelijken” bij jouw naam.`, `Bel ${name} of ga naast elkaar zitten. Zo weet u dat niemand ertussen zit. ${name} opent Mijn kluis en kiest “Cijfers vergelijken” bij uw naam.`)),
    el(
      "form", { novalidate: true, autocomplete: "off", onsubmit: check },
      ...(first ? [...reading, ...hearing] : [...hearing, ...reading]),
      el("div", { class: "actions" }, ...buttons),
    ),
  ].filter((one) => one !== false && one !== null);
}
