// How counsellors call their columns, and what each then is. Pure; a person looks at every proposal.
import { FIELDS, plain, wordsOf } from "./columns.js";
import { isServiceNumber } from "./service-number.js";
import { saidMoment } from "./said-dates.js";

/** @typedef {import("./columns.js").Field} Field */
/** @typedef {import("./table.js").Table} Table */

/**
 * By field: headings that say nothing else, headings that may say something else as well, then words of which one in a heading is enough; parted by commas.
 * Whole headings go first, then words, in this order. Only the first kind is sure.
 * @type {[Field, string, string, string][]}
 */
const HEADINGS = [
  ["date", "datum gesprek, datum van het gesprek, gespreksdatum, datum contact, contactdatum, gesproken op, datum, date, datum en tijd", "dag, wanneer, dat, datum 1e gesprek, datum eerste gesprek", "datum, dat"],
  ["times", "aantal gesprekken, aantal contacten, aantal contactmomenten, hoeveel gesprekken", "gesprekken, aantal, contactmomenten, aantal keer", ""],
  ["spent", "totale tijd, tijd totaal, totaal uren, uren totaal, totaal aantal uren, totaal aantal minuten, tijd samen, totale duur, duur totaal", "", ""],
  ["involvement", "betrokkenheid, wijze van betrokkenheid, mijn betrokkenheid, hoe betrokken, inzet vertrouwenspersoon, rol vertrouwenspersoon, rol vp, rol van de vertrouwenspersoon", "ondersteuning, begeleiding, interventie, inzet, wat ik deed, wat deed ik, geboden hulp, soort hulp, soort ondersteuning", "betrokkenheid"],
  ["integrity_levels", "niveau van integriteit, integriteitsniveau, niveau integriteit, niveaus van integriteit", "niveau, integriteit", ""],
  ["email", "mailadres, e mailadres, emailadres, e mail adres, e mail, email", "mail", "mailadres, emailadres"],
  ["phone", "telefoonnummer, telefoonnr, telefoon nr, tel nr, telnr, mobiel nummer, mobiele nummer, 06 nummer", "telefoon, tel, mobiel, mob, 06", "telefoonnummer, telnr, tel, mob"],
  ["organisation", "organisatie, naam organisatie, organisatienaam, opdrachtgever", "org, bedrijf, bedrijfsnaam, naam bedrijf, klant, werkgever, instelling, stichting", "organisatie, opdrachtgever, org"],
  ["unit", "onderdeel, organisatieonderdeel, bedrijfsonderdeel, onderdeel organisatie, afdeling", "afd, team, locatie, vestiging, dienst, divisie, cluster, directie, school, faculteit, unit, regio, domein, werkplek, afdeling team", "onderdeel, afdeling, afd, vestiging"],
  ["alias", "schuilnaam, alias, pseudoniem, casusnummer, casusnr, kwestienummer, kwestienr, dossiernummer, dossiernr, zaaknummer", "nr, nummer, id, volgnummer, volgnr, kenmerk, code, casus, kwestie, dossier, zaak, meldingsnummer, meldingnummer, registratienummer, clientnummer", "schuilnaam, dossier, dossiernummer, casusnummer, kwestienummer"],
  ["person_role", "rol inbrenger, rol melder, rol van de inbrenger, rol van de melder", "rol, functie, functie melder, functie inbrenger, functie van de melder, functiegroep, soort medewerker, type medewerker, soort melder, dienstverband, doelgroep, hoedanigheid", "rol, functie"],
  ["person_position", "positie melder, positie inbrenger, positie in de kwestie", "positie, betrokkenheid melder, slachtoffer of getuige, getuige of slachtoffer, zelf of omstander, melder is", "positie"],
  ["name", "naam, naam inbrenger, naam melder, naam van de melder, naam van de inbrenger", "inbrenger, melder, medewerker, client, persoon, voornaam, achternaam, naam medewerker, naam client", "naam"],
  ["duration", "duur, duur gesprek, duur van het gesprek, gespreksduur, hoe lang, lengte gesprek", "tijdsduur, lengte, uur, uren, aantal uur, aantal uren, minuten, min, aantal minuten, tijd, bestede tijd, tijd besteed, tijdsbesteding, tijdbesteding, tijdsinvestering", "duur, uren, minuten, min, tijdsbesteding"],
  ["channel", "kanaal, contactkanaal, contactvorm, gespreksvorm, vorm gesprek, vorm van contact, wijze van contact, contactwijze, hoe gesproken", "vorm, soort contact, type contact, soort gesprek, type gesprek, wijze, manier, manier van contact, hoe, contact, contact via, via, medium", "kanaal, contactvorm"],
  ["subject_relation", "over wie, over wie gaat het, over wie het gaat", "wie deed het, door wie, wie, dader, pleger, veroorzaker, vermeende dader, vermoedelijke dader, wie is de veroorzaker, veroorzaakt door, beklaagde, aangeklaagde, beschuldigde, tegen wie, betreft, relatie, relatie tot, relatie tot melder, relatie tot dader, gedrag van wie, wederpartij, andere partij", "veroorzaker, beklaagde, dader, pleger"],
  ["outcome", "afloop, uitkomst, hoe het afliep, hoe afgelopen", "resultaat, eindresultaat, afhandeling, wijze van afhandeling, wijze van afsluiting, hoe afgesloten, hoe afgerond", "afloop, uitkomst, resultaat"],
  ["nature", "aard, aard melding, aard van de melding, aard kwestie, aard van de kwestie, aard gedrag, aard van het gedrag, waar gaat het over, waar het over gaat, waarover", "onderwerp, thema, categorie, rubriek, gedrag, soort gedrag, type gedrag, ongewenst gedrag, soort ongewenst gedrag, vorm ongewenst gedrag, vorm van ongewenst gedrag, soort, soort melding, type melding, soort kwestie, soort klacht, soort incident, problematiek, omgangsvormen, og, gog", "aard, gedrag, onderwerp, thema, categorie"],
  ["next_step", "volgende stap, vervolgstap", "vervolg, vervolgactie, vervolgafspraak, actie, acties, actiepunt, actiepunten, afspraak, afspraken, to do, wat nu", "vervolg, vervolgstap, actie"],
  ["place", "plek, plaats gesprek, plek gesprek, gesprekslocatie, locatie gesprek, waar gesproken", "plaats, waar", ""],
  ["text", "notitie, notities, opmerking, opmerkingen, verslag, toelichting, omschrijving, bijzonderheden, samenvatting, inhoud, verhaal, aantekening, aantekeningen", "", "notitie, opmerking, opmerkingen, toelichting"],
];
/** A column that says whether a matter runs; it is read as how it ended where nothing better does. */
const STATUS = new Set(["status", "stand van zaken", "afgerond", "afgesloten", "afgehandeld"]);

const listed = (/** @type {string} */ text) => text.split(", ").filter(Boolean);
/** @typedef {{field: Field, weight: number, sure: boolean}} Named how much a heading says that it is this, and whether it says nothing else */
const heading = (/** @type {Field} */ field, /** @type {boolean} */ sure) => (/** @type {string} */ title) => /** @type {[string, Named]} */ ([title, { field, weight: 3, sure }]);
/** Our own words for a field say nothing else. @type {Map<string, Named>} */
const WHOLE = new Map([
  ...HEADINGS.flatMap(([field, sure, perhaps]) => [...listed(sure).map(heading(field, true)), ...listed(perhaps).map(heading(field, false))]),
  ...FIELDS.filter(([field]) => field !== "skip" && field !== "channel").map(([field, label]) => heading(field, true)(wordsOf(label))),
]);
/** @type {[string, Field][]} */
const PARTS = HEADINGS.flatMap(([field, , , words]) => listed(words).map((one) => /** @type {[string, Field]} */ ([one, field])));

/** Every word of the headings that are known. @type {ReadonlySet<string>} */
export const HEADING_WORDS = new Set([...WHOLE.keys(), ...STATUS].flatMap((one) => one.split(" ")));

const LATER = /\b(?:na|stand|duurza\w*|nazorg|evaluatie|follow ?up|terugblik)\b/;
/** @type {[RegExp, Field][]} */
const AFTER = [
  [/\b(?:12|twaalf) ?(?:mnd|maand)|\b(?:1|een|n) jaar/, "durability_12"], [/\b(?:6|zes) ?(?:mnd|maand)|\bhalf ?jaar/, "durability_6"], [/\b(?:3|drie) ?(?:mnd|maand)/, "durability_3"],
];

/** A heading about somebody else than who came. */
const OTHER = /\b(?:(?:mede)?beklaagden?|aangeklaagden?|beschuldigden?|verdachten?|aangesprokenen?|verweerders?|daders?|plegers?|veroorzakers?|wederpartij|tegenpartij|andere partij|over wie|tegen wie|door wie|wie het deed|wie deed het)\b/;
const WHO_CAME = /\b(?:melder|inbrenger|slachtoffer|getuige|client)\b/;
/** @type {ReadonlySet<Field>} What the register or the note would hold of who came. */
const OF_WHO_CAME = new Set(["name", "alias", "phone", "email", "unit", "person_role", "person_position"]);

/** What a heading says; of somebody else nothing becomes what is known of who came. @param {string} title @returns {Named | null} */
function namedBy(title) {
  const named = literallyNamed(title);
  const said = wordsOf(title);
  if (!named || !OTHER.test(said) || !OF_WHO_CAME.has(named.field)) return named;
  const isRole = named.field === "person_role" || named.field === "person_position";
  return isRole && !WHO_CAME.test(said) ? { field: "subject_relation", weight: 2, sure: false } : NOTE;
}

/** @param {string} title @returns {Named | null} */
function literallyNamed(title) {
  const said = wordsOf(title);
  const bare = wordsOf(title.replace(/\([^)]*\)?/g, " "));
  const whole = WHOLE.get(said) ?? WHOLE.get(bare);
  const lasting = LATER.test(said) && AFTER.find(([words]) => words.test(said))?.[1];
  if (lasting) return { field: lasting, weight: 3, sure: whole?.field === lasting };
  // A day of the conversation goes before any other day.
  if (whole) return whole.field === "date" && /gespr|contact/.test(bare) ? { ...whole, weight: 4 } : whole;
  if (STATUS.has(bare)) return { field: "outcome", weight: 1, sure: false };
  const parts = said.split(" ");
  const part = PARTS.find(([word]) => parts.includes(word))?.[1];
  return part ? { field: part, weight: 2, sure: part === "text" } : null;
}

/** Whether a text is a heading of days and nothing else. @param {string} text */
export const isDateHeading = (text) => WHOLE.get(wordsOf(text))?.field === "date";

/** What becomes of a column that nobody knows: its text goes into the note, so nothing is lost. @type {Named} */
const NOTE = { field: "text", weight: 0, sure: true };

/** @param {string} title @param {string[]} cells of this column @returns {Named} */
function fieldOf(title, cells) {
  const named = namedBy(title);
  const some = cells.filter(Boolean).slice(0, 50);
  const each = (/** @type {(cell: string) => unknown} */ holds) => some.length > 0 && some.every(holds);
  // What is no number among numbers is told as such; a column without any counts nothing.
  if (named?.field === "times" && some.filter((cell) => /^\d{1,3}$/.test(cell)).length < (named.sure ? 1 : some.length * 0.6)) return NOTE;
  // A column *Telefoon* may hold yes and no.
  if (named?.field === "phone" && some.length > 0 && !some.some((cell) => cell.replace(/\D/g, "").length >= 6)) return NOTE;
  if (named?.field === "email" && some.length > 0 && !some.some((cell) => cell.includes("@"))) return NOTE;
  // A number that the law lets nobody keep for this.
  if (!named?.sure && some.length > 1 && each(isServiceNumber)) return { field: "skip", weight: 1, sure: false };
  if (named) return named;
  return each((cell) => /[-/ ]/.test(cell) && saidMoment(cell)?.yearless === false) ? { field: "date", weight: 1, sure: false } : NOTE;
}

/** Time that was spent, rather than how long a conversation is. */
const SPENT = /\b(?:uur|uren|minuten|min|bested\w*|besteed|tijdbesteding|tijdsbesteding|tijdsinvestering|totaal)\b/;

/** Whether cells are the numbers of rows, one after the other, but for a few. @param {string[]} cells */
function numbersRows(cells) {
  const numbers = cells.filter((cell) => /^\d{1,6}$/.test(cell)).map(Number);
  const next = numbers.filter((number, nth) => nth > 0 && number === numbers[nth - 1] + 1).length;
  return numbers.length > 1 && numbers.length >= cells.filter(Boolean).length * 0.8 && next >= (numbers.length - 1) * 0.8;
}

/** Where a second table begins beside the first: after a column without anything, as soon as days have a column again. @param {Table} table */
function secondFrom({ titles, rows }) {
  const gap = titles.findIndex((title, column) => column > 0 && /^Kolom \d+$/.test(title) && rows.every(({ cells }) => !cells[column]));
  const isDay = (/** @type {string} */ title) => isDateHeading(title.replace(/ \(\d+\)$/, ""));
  return gap > 0 && titles.slice(0, gap).some(isDay) && titles.slice(gap).some(isDay) ? gap : titles.length;
}

/** A field for each column, each but the note once, where the heading says it most; `sure`: it needs nobody's yes. @param {Table} table @returns {{field: Field, sure: boolean}[]} */
export function proposedColumns({ titles, rows }) {
  const second = secondFrom({ name: "", titles, rows });
  const aside = /** @type {Named} */ ({ field: "skip", weight: 0, sure: false });
  const named = titles.map((title, column) => (column >= second ? aside : fieldOf(title, rows.map(({ cells }) => cells[column]))));
  // By the numbers of rows each row would be a person, while the names say who is the same.
  const byName = named.some(({ field }) => field === "name");
  named.forEach(({ field, sure }, column) => {
    if (byName && field === "alias" && !sure && numbersRows(rows.map(({ cells }) => cells[column]))) named[column] = { field: "skip", weight: 1, sure: false };
  });
  // Beside a number of conversations the hours are those of all of them.
  const counted = named.some(({ field }) => field === "times") && !named.some(({ field }) => field === "spent");
  named.forEach(({ field, sure }, column) => {
    if (counted && field === "duration" && !sure && SPENT.test(wordsOf(titles[column]))) named[column] = { field: "spent", weight: 1, sure: false };
  });
  return named.map(({ field, weight, sure }, column) => {
    const better = field !== "skip" && named.some((other, nth) => other.field === field && (other.weight > weight || (other.weight === weight && nth < column)));
    return better ? { field: "text", sure: true } : { field, sure };
  });
}

/** The fields alone. @param {Table} table @returns {Field[]} */
export const proposedFields = (table) => proposedColumns(table).map(({ field }) => field);

/** In which unit the numbers of a column are, as its heading says; null where it does not. @param {string} title @returns {"hours" | "minutes" | null} */
export function unitSaid(title) {
  const said = ` ${wordsOf(title)} `;
  if (/ (?:min|minuten|minuut|mins) /.test(said)) return "minutes";
  return / (?:uur|uren|u|h|hrs) /.test(said) ? "hours" : null;
}

/** The year that the name of a sheet or a file says, when it says one. @param {...string} names */
export function yearSaid(...names) {
  for (const name of names) {
    const years = new Set(plain(name).match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g));
    if (years.size === 1) return Number([...years][0]);
  }
  return null;
}
