// The blocking question before the first key goes to a colleague, or is taken from one: are these really their digits?
import { el, fill } from "../desk/dom.js";
import { notice, sentenceFor } from "../desk/say.js";
import { pinChecked, vault } from "../day/vault.js";

/** @typedef {import("../day/vault.js").Colleague} Colleague */

/**
 * Asks to compare, and keeps the answer. Nothing else can be done meanwhile.
 * @param {Colleague} colleague
 * @returns {Promise<boolean>} whether the digits were the same
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
    if (same) await pinChecked(colleague.id, colleague.keys, colleague.name);
    return same;
  } catch (error) {
    notice(sentenceFor(error), { kind: "error" });
    return false;
  } finally {
    dialog.remove();
  }
}

/** @param {HTMLDialogElement} dialog @param {Colleague} colleague @param {string} own */
function question(dialog, { name, fingerprint, substituted, comparedAs }, own) {
  const differ = () => {
    fill(
      dialog,
      el("h2", { id: "fingerprint-title", tabindex: -1 }, "Deel niets"),
      el("p", {}, `De cijfers verschillen. Dan is dit misschien niet de kluis van ${name}. Er is niets gedeeld en niets veranderd.`),
      el("p", {}, "Bel je beheerder, en probeer het pas weer als jullie weten hoe het kan."),
      el("div", { class: "actions" }, el("button", { type: "button", class: "button", onclick: () => dialog.close("differ") }, "Sluiten")),
    );
    /** @type {HTMLElement | null} */ (dialog.querySelector("h2"))?.focus();
  };
  return [
    el("h2", { id: "fingerprint-title" }, `Vergelijk eerst de cijfers met ${name}`),
    substituted && el("p", { class: "message warning" }, `Let op: de sleutel van ${name} is een andere dan eerder. Dat kan kloppen, als ${name} een nieuwe kluis heeft. Vraag het na.`),
    comparedAs && el("p", { class: "message warning" }, `Let op: deze cijfers vergeleek je eerder met ${comparedAs}. Nu staat er ${name} bij. Vraag het na.`),
    el("p", {}, `Bel ${name} of ga naast elkaar zitten. Lees de cijfers hardop. Ze staan bij jullie allebei onder Mijn kluis. Zo weet je dat niemand ertussen zit.`),
    el("h3", {}, `De cijfers van ${name}`),
    el("p", { class: "code" }, fingerprint),
    el("h3", {}, "Jouw cijfers"),
    el("p", { class: "code" }, own),
    el("div", { class: "actions" }, el("button", { type: "button", class: "button", onclick: () => dialog.close("same") }, "De cijfers zijn gelijk"), el("button", { type: "button", class: "button quiet", onclick: differ }, "Ze verschillen"), el("button", { type: "button", class: "link", onclick: () => dialog.close("later") }, "Later")),
  ].filter((one) => one !== false && one !== null);
}
