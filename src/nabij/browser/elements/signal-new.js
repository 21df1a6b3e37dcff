// *Nieuw signaal*: for which organisation, and why. What was seen is written down on the page of the signal, sealed.
import { el, fill } from "../desk/dom.js";
import { go } from "../desk/pages.js";
import { beginSignal } from "../day/signals.js";
import { newId } from "../vault/bytes.js";
import { Writing } from "./matter-writing.js";

/** @typedef {import("./matter-fields.js").Field} Field */

const ACUTE_HINT = "Bij acuut gevaar of een wettelijke plicht kan het zonder toestemming. Alleen dan, en elke reden leg je vast.";

/** @param {HTMLElement} host @param {string} name @returns {[string, string][]} */
function listed(host, name) {
  const template = /** @type {HTMLTemplateElement} */ (host.parentElement?.querySelector("template[data-signal]"));
  return [...template.content.querySelectorAll(`[data-${name}] data`)].map((one) => [one.getAttribute("value") ?? "", one.textContent ?? ""]);
}

/** @param {HTMLElement} host */
export function drawNew(host) {
  const organisations = listed(host, "organisations");
  const id = newId();
  let started = false;
  /** @type {Field[]} */
  const fields = [
    { name: "organisation", label: "Bij welke organisatie?", kind: "one", choices: organisations, value: organisations.length === 1 ? organisations[0][0] : "", needed: "Kies bij welke organisatie." },
    { name: "reason", label: "Waarom een signaal?", kind: "one", choices: listed(host, "reasons"), hint: "Kies wat het dichtst in de buurt komt.", needed: "Kies waarom." },
    { name: "path", label: "Hoe ga je verder?", kind: "select", only: host.dataset.acute, choices: [["excepted", "Zonder toestemming, met mijn redenen"]], empty: "Met toestemming van de inbrengers", hint: ACUTE_HINT },
  ];
  fill(host, new Writing({
    about: "signal/new", fields, button: "Begin", said: "Het signaal is begonnen.",
    before: [el("p", { class: "soft" }, "Wat je zag schrijf je op de volgende bladzijde op. Dat staat verzegeld in de kluis. De praktijk ziet alleen de organisatie, de reden en de stap.")],
    save: async ({ organisation, reason, path }) => {
      await beginSignal({ id, organisation: Number(organisation), reason: String(reason), path: path === "excepted" && reason === host.dataset.acute ? "excepted" : "agreed" });
      started = true;
    },
    onClosed: () => void go(started ? `/signalen/${id}/` : "/signalen/"),
  }));
}
