// What it means that a part was refused, in plain words, and what to do. Nothing of such a part is shown.
import { el } from "../desk/dom.js";

/** @typedef {import("../day/matter.js").OpenMatter} OpenMatter */

const OTHER = "De server gaf een andere versie dan dit apparaat eerder zag. Misschien is een oude reservekopie teruggezet; misschien heeft iemand iets veranderd.";
const GONE = "De server gaf niet alles wat er hoort te zijn. Er is iets weggelaten of weggehaald.";
const ALTERED = "Hier is iets veranderd nadat het verzegeld werd, of het hoort ergens anders.";
const STRANGER = "Dit is geschreven met een sleutel die je niet vertrouwt.";
const NO_KEY = "Hiervan heeft dit apparaat geen sleutel.";

/** @type {Record<string, string>} */
const MEANINGS = {
  RolledBack: OTHER, Forked: OTHER, RecordMissing: GONE, RecordUnlisted: GONE, Missing: NO_KEY, UntrustedAuthor: STRANGER, UntrustedSigner: STRANGER,
  UncheckedKey: STRANGER, SubstitutedKey: "De sleutel van een collega is een andere dan eerder. Vergelijk eerst de cijfers.",
  ForgedConsent: "Een toestemming klopt niet: ze is niet van de inbrenger en niet door jou gehoord.", ReplayedConsent: "Een toestemming hoort bij iets anders.",
};
const PARTS = { conversation: "Gesprek en toestemmingen", notes: "Notities, naam en bestanden", peer: "Kaart zonder naam" };

/** What an error of the vault means. @param {string} name */
export const meaning = (name) => MEANINGS[name] ?? ALTERED;

/** @param {OpenMatter} matter */
export function troublesOf(matter) {
  if (matter.troubles.length === 0) return null;
  const lines = matter.troubles.map(({ part, name }) => el("li", {}, el("strong", {}, `${PARTS[part]}: `), meaning(name)));
  return el(
    "section",
    { class: "message error", role: "alert" },
    el("h2", {}, "Een deel van deze kwestie gaat niet open"),
    el("ul", {}, ...lines),
    el("p", {}, "Daarom laten we er niets van zien en kun je er niets bij schrijven. Wat je nu nog weet, kun je op papier zetten."),
    el("p", {}, "Bel je beheerder voordat je verder werkt. Noem het nummer in het adres van deze pagina, en nooit een naam."),
  );
}
