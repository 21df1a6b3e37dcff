// What it means that a part was refused, or that the server's lists differ from what is sealed; in plain words, and what to do.
import { el } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { asTitle, KINDS, PARTS } from "../day/kinds.js";
import { mayMend } from "../day/mending.js";
import { writerOf } from "../day/people.js";
import { prose } from "./matter-section.js";

/** @typedef {import("../day/matter.js").OpenMatter} OpenMatter */
/** @typedef {import("../day/matter.js").Trouble} Trouble */

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

/** What an error of the vault means. @param {string} name */
export const meaning = (name) => MEANINGS[name] ?? ALTERED;

const MEND = "Herstel dit deel";
const MENDED = "Het deel is hersteld.";

/** What a record says, as far as it opens, for the keeper to judge. @param {OpenMatter} matter @param {import("../day/matter.js").Unverified} one */
function unverifiedLine(matter, { id, kind, record }) {
  const name = asTitle(KINDS[kind] ?? "stuk");
  if (!record) return el("li", { "data-unverified": id }, `${name}: gaat niet open`);
  const writer = writerOf(matter, record.author) ?? "jou";
  const said = Object.entries(record.content).filter(([, value]) => typeof value === "string" && value && kind !== "consent" && kind !== "file").map(([, value]) => prose(value));
  return el("li", { "data-unverified": id }, `${name} van ${writer}`, said.length > 0 && el("details", {}, el("summary", {}, "Lees wat erin staat"), ...said));
}

/** @param {OpenMatter} matter @param {Trouble} trouble @param {(trouble: Trouble) => Promise<void>} mend */
function troubleOf(matter, trouble, mend) {
  const { part, epoch, name, shown, unverified, missing, below } = trouble;
  return el(
    "li",
    { "data-trouble": `${part} ${epoch}` },
    el("p", {}, el("strong", {}, `${asTitle(PARTS[part])}: `), meaning(name)),
    below && el("p", {}, el("strong", {}, "Wat je hiervan ziet, is ouder of anders dan wat dit apparaat eerder zag.")),
    shown ? el("p", {}, "Je ziet alles wat de laatste goede inhoudsopgave bevestigt. Iets wat later kwam, is niet te controleren.") : el("p", {}, "Daarom laten we er niets van zien."),
    unverified.length > 0 && el("div", {}, el("p", {}, "Niet te controleren:"), el("ul", {}, ...unverified.map((one) => unverifiedLine(matter, one)))),
    missing.length > 0 && el("p", {}, `De server geeft ${missing.length === 1 ? "1 stuk" : `${missing.length} stukken`} niet: ${missing.map(({ kind }) => KINDS[kind] ?? "stuk").join(", ")}.`),
    mayMend(matter, trouble) ? mendOf(trouble, mend) : shown && !matter.served.mine && el("p", {}, `Vraag ${matter.served.keeper.name} om dit deel te herstellen.`),
  );
}

/** @param {Trouble} trouble @param {(trouble: Trouble) => Promise<void>} mend */
function mendOf(trouble, mend) {
  const said = el("p", { class: "error", role: "alert" });
  const button = el("button", { type: "button", class: "button quiet" }, MEND);
  button.addEventListener("click", async () => {
    if (button.disabled) return;
    button.disabled = true;
    try {
      await mend(trouble);
      announce(MENDED);
    } catch (error) {
      button.disabled = false;
      said.textContent = sentenceFor(error);
    }
  });
  return el(
    "div",
    {},
    el("p", {}, "Herstellen zet jouw handtekening onder wat te controleren is. Wat opengaat, komt er weer bij: lees het eerst. Wat niet opengaat, blijft apart en telt niet mee."),
    (trouble.missing.length > 0 || trouble.below) && el("p", {}, "Wat de server niet geeft, is dan weg. Bel eerst je beheerder: misschien ligt het in een reservekopie."),
    said,
    el("p", {}, button),
  );
}

/** What just happened in a matter that one should know. @param {OpenMatter} matter */
export const newsOf = ({ news }) => (news.length > 0 ? el("section", { class: "message", role: "status", "data-news": "" }, ...news.map((sentence) => el("p", {}, sentence))) : null);

/**
 * What is not right, part by part, and where the server's lists differ from what is sealed; null where all is well.
 * @param {OpenMatter} matter
 * @param {(trouble: Trouble) => Promise<void>} mend
 */
export function troublesOf(matter, mend) {
  const { troubles, alarms } = matter;
  if (troubles.length + alarms.length === 0) return null;
  return el(
    "section",
    { class: "message error", role: "alert" },
    troubles.length > 0 && el("h2", {}, troubles.every(({ shown }) => shown) ? "Een deel van deze kwestie is niet te controleren" : "Een deel van deze kwestie gaat niet open"),
    troubles.length > 0 && el("ul", {}, ...troubles.map((one) => troubleOf(matter, one, mend))),
    troubles.length > 0 && el("p", {}, "Zolang dat zo is, kun je in dat deel niets bewaren. Wat je nu nog weet, kun je op papier zetten."),
    alarms.length > 0 && el("h2", {}, "De server en je kluis zeggen niet hetzelfde"),
    alarms.length > 0 && el("ul", {}, ...alarms.map((sentence) => el("li", { "data-alarm": "" }, sentence))),
    alarms.length > 0 && el("p", {}, "We laten zien wat in je kluis ligt."),
    el("p", {}, "Bel je beheerder. Noem het nummer in het adres van deze pagina, en nooit een naam."),
  );
}
