// "Alles van mij meenemen" on the page of one's vault: one sealed file, and how to open it without this server.
import { exportEverything, identityForAge } from "../day/account.js";
import { KINDS, PARTS } from "../day/kinds.js";
import { vault } from "../day/vault.js";
import { counted, el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { doing, troubleLine, typeBack } from "./vault-steps.js";

/** What is missing is told by kind, or by part where nothing of it opened. @type {Record<string, string>} */
const NAMES = { ...KINDS, ...PARTS };

/** What is missing of one matter, in words. @param {string[]} missing */
function missingWords(missing) {
  if (missing.length === 0) return "er ging niets van open";
  const counts = new Map();
  for (const one of missing) counts.set(one.split(" ")[0], (counts.get(one.split(" ")[0]) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${NAMES[kind] ?? kind}${count > 1 ? ` (${count}×)` : ""}`).join(", ");
}

/** @param {{name: string, matters: number, incomplete: {alias: string, missing: string[]}[]}} made @param {string} address */
function result({ name, matters, incomplete }, address) {
  return el(
    "div", { class: "made" },
    el("p", {}, `Klaar: ${counted(matters, "kwestie", "kwesties")} in één bestand. Het is versleuteld.`),
    incomplete.length > 0 &&
      el(
        "div", { class: "message warning" },
        el("p", {}, el("strong", {}, "Dit bestand is niet volledig.")),
        el("p", {}, "Hiervan ontbreekt iets, omdat het niet openging of niet te controleren was:"),
        el("ul", {}, ...incomplete.map(({ alias, missing }) => el("li", {}, `${alias}: ${missingWords(missing)}`))),
      ),
    el("p", {}, el("a", { class: "button", href: address, download: name }, `Bewaar ${name}`)),
    el("h3", {}, "Zo open je het"),
    el("p", {}, "Met dit programma, op je eigen computer en zonder server. Je typt je herstelcode:"),
    el("p", {}, el("code", {}, `./nabij open ${name} --out map`)),
    el("p", {}, "Of met het gewone programma age. Dat vraagt een sleutel in een bestand; die maak je hieronder van je herstelcode:"),
    el("p", {}, el("code", {}, `age -d -i sleutel.txt -o export.zip ${name}`)),
  );
}

/** The recovery code turned into the key that age takes, in this page alone. */
function ageKey() {
  const place = el("div", { "aria-live": "polite" });
  const form = typeBack(
    {
      id: "age-code", label: "Je herstelcode", hint: "De code blijft op deze pagina. Gebruik de code die gold toen je het bestand maakte.", button: "Laat de sleutel zien",
      back: { label: "Wissen", work: clear },
    },
    async (typed) => {
      try {
        fill(place, el("p", {}, "Zet deze regel in sleutel.txt. Wie hem heeft, kan je exports openen: gooi het bestand daarna weg."), el("p", { class: "code" }, await identityForAge(typed)));
        return "";
      } catch {
        fill(place);
        return "Dit is geen herstelcode. Een herstelcode heeft 32 tekens, in acht groepjes van vier.";
      }
    },
  );
  function clear() {
    fill(place);
    form.reset();
  }
  return el("details", {}, el("summary", {}, "Een sleutel voor age maken"), form, place);
}

/** How far the export is: nothing to see before it starts and after it ends. */
function progressOfExport() {
  const bar = el("progress", { max: 1, value: 0, "aria-label": "Kwesties ophalen en openen", hidden: true });
  const count = el("p", { class: "soft", "aria-live": "off" });
  const start = () => {
    bar.hidden = false;
    announce("Je kwesties worden opgehaald en geopend.");
  };
  /** @param {{ done: number, total: number }} at */
  const at = ({ done, total }) => {
    bar.max = Math.max(1, total);
    bar.value = done;
    count.textContent = `${done} van ${counted(total, "kwestie", "kwesties")}`;
  };
  const end = () => {
    bar.hidden = true;
    count.textContent = "";
  };
  return { parts: [bar, count], start, at, end };
}

/** The section, and what to call when it goes away. */
export function exportSection() {
  const trouble = troubleLine();
  const progress = progressOfExport();
  const place = el("div");
  let address = "";
  const forget = () => {
    if (address) URL.revokeObjectURL(address);
    address = "";
  };
  // What was opened does not outlive the keys.
  const stop = vault.session.onChange((open) => {
    if (!open) forget();
  });
  const make = async () => {
    forget();
    fill(place);
    progress.start();
    try {
      const made = await exportEverything(progress.at);
      if (!place.isConnected) return;
      address = URL.createObjectURL(new Blob([made.file], { type: "application/octet-stream" }));
      fill(place, result(made, address));
      announce(made.incomplete.length > 0 ? "Het bestand is klaar, maar niet volledig." : "Het bestand is klaar.");
    } finally {
      progress.end();
    }
  };
  const section = el(
    "section", { class: "export" },
    el("h2", {}, "Alles van mij meenemen"),
    el("p", {}, "Al je kwesties, ook de gesloten, met notities en bestanden, in één versleuteld bestand. Je opent het met je herstelcode, ook als deze server er niet meer is. Concepten gaan niet mee."),
    trouble, el("p", { class: "actions" }, doing("Maak het bestand", make, { trouble, quiet: true })), ...progress.parts, place, ageKey(),
  );
  const leave = () => {
    stop();
    forget();
  };
  return { section, forget: leave };
}
