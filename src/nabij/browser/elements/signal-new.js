// *Nieuw signaal*: for which organisation, and why. What was seen is written down on the page of the signal, sealed.
import { el, fill } from "../desk/dom.js";
import { go } from "../desk/pages.js";
import { taken } from "../day/carried.js";
import { Draft } from "../day/drafts.js";
import { beginSignal } from "../day/signals.js";
import { newId } from "../vault/bytes.js";
import { Writing } from "./matter-writing.js";
import { call112 } from "./signal-parts.js";

/** @typedef {import("./matter-fields.js").Field} Field */

/** @type {[string, string][]} */
const PATHS = [["excepted", "Zonder toestemming: er is gevaar, of de wet verplicht me"], ["agreed", "Met toestemming van iedere inbrenger"]];
const ACUTE_HINT = "Zonder toestemming is een eigen weg. Elke reden leg je vast, ook in de kwestie. Het bestuur leest dat de brief zo ging.";

/** @param {HTMLElement} host @param {string} name @returns {[string, string][]} */
function listed(host, name) {
  const template = /** @type {HTMLTemplateElement} */ (host.parentElement?.querySelector("template[data-signal]"));
  return [...template.content.querySelectorAll(`[data-${name}] data`)].map((one) => [one.getAttribute("value") ?? "", one.textContent ?? ""]);
}

/** What comes from the page before, as the first words on the page of the signal: kept as drafts, sealed, for their writer to look over. @param {string} id @param {import("../day/carried.js").Carried} carried */
async function begunWith(id, { text, matters, from }) {
  /** @type {[string, Record<string, unknown>][]} */
  const forms = [["noticed", { text, matters }], ["weighing", { repetition: text }]];
  for (const [form, fields] of forms) {
    const draft = new Draft();
    draft.type({ about: `signal/${id}/${form}`, fields, from });
    await draft.settle();
  }
}

/** @param {HTMLElement} host */
export function drawNew(host) {
  const organisations = listed(host, "organisations");
  const carried = taken();
  const id = newId();
  let started = false;
  const acute = host.dataset.acute ?? "";
  const alone = organisations.length === 1 ? organisations[0][0] : "";
  /** @type {Field[]} */
  const fields = [
    { name: "organisation", label: "Bij welke organisatie?", kind: "one", choices: organisations, value: carried ? String(carried.organisation) : alone, needed: "Kies bij welke organisatie." },
    { name: "reason", label: "Waarom een signaal?", kind: "one", choices: listed(host, "reasons"), value: carried?.reason ?? "", hint: "Kies wat het dichtst in de buurt komt.", needed: "Kies waarom." },
    { name: "path", label: "Hoe ga je verder?", kind: "one", only: acute, choices: PATHS, hint: ACUTE_HINT },
  ];
  fill(host, call112(), new Writing({
    about: "signal/new", fields, button: "Begin", said: "Het signaal is begonnen.",
    before: [
      ...(carried ? [el("div", { class: "note told", "data-part": "carried" }, el("p", {}, el("strong", {}, `Overgenomen van ${carried.from}.`), " Kijk of het klopt."), el("p", {}, carried.text))] : []),
      el("p", { class: "soft" }, "Wat je zag schrijf je op de volgende bladzijde op. Dat staat verzegeld in de kluis. De praktijk ziet alleen de organisatie, de reden en de stap."),
    ],
    wrong: ({ reason, path }) => (reason === acute && path === "" ? [["path", "Kies hoe je verder gaat: zonder of met toestemming."]] : []),
    save: async ({ organisation, reason, path }) => {
      await beginSignal({ id, organisation: Number(organisation), reason: String(reason), path: path === "excepted" && reason === acute ? "excepted" : "agreed" });
      started = true;
      // Of another organisation than it stood at, nothing of it is true.
      if (carried && Number(organisation) === carried.organisation) await begunWith(id, carried);
    },
    onClosed: () => void go(started ? `/signalen/${id}/` : "/signalen/"),
  }));
}
