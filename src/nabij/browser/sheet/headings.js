// How counsellors call their columns, and what each then is. Pure; a person looks at every proposal.
import { plain, wordsOf } from "./columns.js";
import { saidMoment } from "./said-dates.js";

/** @typedef {import("./columns.js").Field} Field */
/** @typedef {import("./table.js").Table} Table */

/**
 * By field: whole headings, parted by commas, then words of which one in a heading is enough. Whole headings go first, then words, in this order.
 * @type {[Field, string, string][]}
 */
const HEADINGS = [
  ["date", "datum gesprek, datum van het gesprek, gespreksdatum, datum contact, contactdatum, gesproken op, datum, dag, wanneer, date, datum en tijd, datum 1e gesprek, datum eerste gesprek", "datum"],
  ["times", "gesprekken, aantal, aantal gesprekken, aantal contacten, aantal contactmomenten, contactmomenten, aantal keer, hoeveel gesprekken", ""],
  ["email", "e mail, email, mail, mailadres, e mailadres, emailadres, e mail adres", "mailadres, emailadres"],
  ["phone", "telefoon, telefoonnummer, telefoonnr, telefoon nr, tel, tel nr, telnr, mobiel, mobiel nummer, mobiele nummer, 06, 06 nummer", "telefoonnummer, telnr"],
  ["organisation", "organisatie, naam organisatie, organisatienaam, opdrachtgever, bedrijf, bedrijfsnaam, naam bedrijf, klant, werkgever, instelling, stichting", "organisatie, opdrachtgever"],
  ["unit", "onderdeel, organisatieonderdeel, bedrijfsonderdeel, onderdeel organisatie, afdeling, team, locatie, vestiging, dienst, divisie, cluster, directie, school, faculteit, unit, regio, domein, werkplek, afdeling team", "onderdeel, afdeling, vestiging"],
  ["alias", "schuilnaam, alias, pseudoniem, nr, nummer, id, volgnummer, volgnr, kenmerk, code, casus, casusnummer, casusnr, kwestie, kwestienummer, kwestienr, dossier, dossiernummer, dossiernr, zaak, zaaknummer, meldingsnummer, meldingnummer, registratienummer, clientnummer", "schuilnaam, dossier, dossiernummer, casusnummer, kwestienummer"],
  ["person_role", "rol, functie, rol inbrenger, rol melder, rol van de inbrenger, rol van de melder, functie melder, functie inbrenger, functie van de melder, functiegroep, soort medewerker, type medewerker, soort melder, dienstverband, doelgroep, hoedanigheid", "rol, functie"],
  ["person_position", "positie, positie melder, positie inbrenger, positie in de kwestie, betrokkenheid melder, slachtoffer of getuige, getuige of slachtoffer, zelf of omstander, melder is", "positie"],
  ["name", "naam, inbrenger, melder, medewerker, client, persoon, voornaam, achternaam, naam inbrenger, naam melder, naam medewerker, naam client, naam van de melder, naam van de inbrenger", "naam"],
  ["duration", "duur, duur gesprek, duur van het gesprek, gespreksduur, tijdsduur, hoe lang, lengte, lengte gesprek, uur, uren, aantal uur, aantal uren, minuten, min, aantal minuten, tijd, bestede tijd, tijd besteed, tijdsbesteding, tijdbesteding, tijdsinvestering", "duur, uren, minuten, tijdsbesteding"],
  ["channel", "kanaal, contactkanaal, contactvorm, gespreksvorm, vorm, vorm gesprek, vorm van contact, soort contact, type contact, soort gesprek, type gesprek, wijze, wijze van contact, contactwijze, manier, manier van contact, hoe, hoe gesproken, contact, contact via, via, medium", "kanaal, contactvorm"],
  ["subject_relation", "over wie, over wie gaat het, over wie het gaat, wie deed het, door wie, wie, dader, pleger, veroorzaker, vermeende dader, vermoedelijke dader, wie is de veroorzaker, veroorzaakt door, beklaagde, aangeklaagde, beschuldigde, tegen wie, betreft, relatie, relatie tot, relatie tot melder, relatie tot dader, gedrag van wie, wederpartij, andere partij", "veroorzaker, beklaagde, dader, pleger"],
  ["outcome", "afloop, uitkomst, resultaat, hoe het afliep, hoe afgelopen, eindresultaat, afhandeling, wijze van afhandeling, wijze van afsluiting, hoe afgesloten, hoe afgerond", "afloop, uitkomst, resultaat"],
  ["nature", "aard, aard melding, aard van de melding, aard kwestie, aard van de kwestie, aard gedrag, aard van het gedrag, onderwerp, thema, categorie, rubriek, waar gaat het over, waar het over gaat, waarover, gedrag, soort gedrag, type gedrag, ongewenst gedrag, soort ongewenst gedrag, vorm ongewenst gedrag, vorm van ongewenst gedrag, soort, soort melding, type melding, soort kwestie, soort klacht, soort incident, problematiek, omgangsvormen, og, gog", "aard, gedrag, onderwerp, thema, categorie"],
  ["next_step", "volgende stap, vervolg, vervolgstap, vervolgactie, vervolgafspraak, actie, acties, actiepunt, actiepunten, afspraak, afspraken, to do, wat nu", "vervolg, vervolgstap, actie"],
  ["place", "plek, plaats, waar, gesprekslocatie, locatie gesprek, plaats gesprek, plek gesprek, waar gesproken", ""],
  ["text", "notitie, notities, opmerking, opmerkingen, verslag, toelichting, omschrijving, bijzonderheden, samenvatting, inhoud, verhaal, aantekening, aantekeningen", "notitie, opmerking, opmerkingen, toelichting"],
];
/** A column that says whether a matter runs; it is read as how it ended where nothing better does. */
const STATUS = new Set(["status", "stand van zaken", "afgerond", "afgesloten", "afgehandeld"]);

const listed = (/** @type {string} */ text) => text.split(", ").filter(Boolean);
/** @type {Map<string, Field>} */
const WHOLE = new Map(HEADINGS.flatMap(([field, whole]) => listed(whole).map((one) => /** @type {[string, Field]} */ ([one, field]))));
/** @type {[string, Field][]} */
const PARTS = HEADINGS.flatMap(([field, , words]) => listed(words).map((one) => /** @type {[string, Field]} */ ([one, field])));

const LATER = /\b(?:na|stand|duurza\w*|nazorg|evaluatie|follow ?up|terugblik)\b/;
/** @type {[RegExp, Field][]} */
const AFTER = [
  [/\b(?:12|twaalf) ?(?:mnd|maand)|\b(?:1|een|n) jaar/, "durability_12"], [/\b(?:6|zes) ?(?:mnd|maand)|\bhalf ?jaar/, "durability_6"], [/\b(?:3|drie) ?(?:mnd|maand)/, "durability_3"],
];

/** @typedef {{field: Field, weight: number}} Named how much a heading says that it is this */

/** @param {string} title @returns {Named | null} */
function namedBy(title) {
  const said = wordsOf(title);
  const bare = wordsOf(title.replace(/\([^)]*\)?/g, " "));
  const lasting = LATER.test(said) && AFTER.find(([words]) => words.test(said))?.[1];
  if (lasting) return { field: lasting, weight: 3 };
  const whole = WHOLE.get(said) ?? WHOLE.get(bare);
  // A day of the conversation goes before any other day.
  if (whole) return { field: whole, weight: whole === "date" && /gespr|contact/.test(bare) ? 4 : 3 };
  if (STATUS.has(bare)) return { field: "outcome", weight: 1 };
  const parts = said.split(" ");
  const part = PARTS.find(([word]) => parts.includes(word))?.[1];
  return part ? { field: part, weight: 2 } : null;
}

/** @param {string} title @param {string[]} cells of this column @returns {Named} */
function fieldOf(title, cells) {
  const named = namedBy(title);
  const some = cells.filter(Boolean).slice(0, 50);
  const each = (/** @type {(cell: string) => unknown} */ holds) => some.length > 0 && some.every(holds);
  const text = /** @type {Named} */ ({ field: "text", weight: 0 });
  if (named?.field === "times" && !each((cell) => /^\d{1,3}$/.test(cell))) return text;
  // A column *Telefoon* may hold yes and no.
  if (named?.field === "phone" && some.length > 0 && !some.some((cell) => cell.replace(/\D/g, "").length >= 6)) return text;
  if (named) return named;
  return each((cell) => /[-/ ]/.test(cell) && saidMoment(cell)?.yearless === false) ? { field: "date", weight: 1 } : text;
}

/** A field for each column: each but the note once, where the heading says it most. @param {Table} table @returns {Field[]} */
export function proposedFields({ titles, rows }) {
  const named = titles.map((title, column) => fieldOf(title, rows.map(({ cells }) => cells[column])));
  return named.map(({ field, weight }, column) => {
    const better = named.some((other, nth) => other.field === field && (other.weight > weight || (other.weight === weight && nth < column)));
    return better ? "text" : field;
  });
}

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
