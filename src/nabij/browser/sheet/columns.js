// What a column may be, and what its name and values are probably meant as. Pure; a person looks at every proposal.
import { momentIn } from "./dates.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {"skip" | "text" | "date" | "alias" | "name" | "phone" | "email" | "place" | "next_step" | Coded} Field */
/** @typedef {"channel" | "duration" | "nature" | "person_role" | "person_position" | "subject_relation" | "outcome" | "organisation" | "unit"} Coded */
/** @typedef {[key: string, label: string][]} Choices */

/** Each field as the screen calls it. @type {[Field, string][]} */
export const FIELDS = [
  ["text", "Notitie"], ["date", "Datum van het gesprek"], ["alias", "Schuilnaam of nummer van de kwestie"], ["name", "Naam"], ["phone", "Telefoonnummer"], ["email", "E-mailadres"],
  ["place", "Plek"], ["next_step", "Volgende stap"], ["channel", "Hoe"], ["duration", "Hoe lang"], ["nature", "Waar het over gaat"], ["person_role", "Rol van de inbrenger"],
  ["person_position", "Positie van de inbrenger"], ["subject_relation", "Over wie het gaat"], ["outcome", "Hoe het afliep"], ["organisation", "Organisatie"], ["unit", "Onderdeel"], ["skip", "Niet inlezen"],
];
/** @type {Coded[]} */
export const CODED = ["channel", "duration", "nature", "person_role", "person_position", "subject_relation", "outcome", "organisation", "unit"];
/** Without these an encounter cannot be counted. @type {Coded[]} */
export const NEEDED = ["channel", "duration"];
/** More different values than a person would match by hand. */
export const MOST_VALUES = 80;

/** @type {[Field, RegExp][]} */
const BY_TITLE = [
  ["date", /\bdatum\b|^date$|\bdag\b/], ["email", /e-?mail|mailadres/], ["phone", /telefoon(nummer)|\btel\b|mobiel|^06/], ["name", /^naam|naam (inbrenger|medewerker|melder)|^inbrenger$|^medewerker$/],
  ["alias", /schuilnaam|alias|dossier|kwestie ?(nr|nummer)|^(nr|nummer|id|volgnummer|kenmerk|code|casus|casusnummer|kwestie)\.?$/], ["duration", /duur|hoe lang|minuten|\btijd\b|uren/],
  ["channel", /kanaal|contactvorm|soort contact|wijze|^hoe$|^contact$|^telefoon$/], ["nature", /aard|onderwerp|thema|categorie|waar ?over|soort (kwestie|melding|klacht)/], ["outcome", /afloop|uitkomst|resultaat|afgerond|status|hoe het afliep/],
  ["subject_relation", /over wie|veroorzaker|beklaagde|tegen wie|betreft/], ["person_role", /\brol\b|functie/], ["person_position", /positie/], ["unit", /onderdeel|afdeling|\bteam\b|locatie|vestiging/],
  ["organisation", /organisatie|opdrachtgever|bedrijf|\bklant\b/], ["next_step", /volgende stap|vervolg|actie/], ["place", /^(plek|plaats|waar)$/],
];

/** Other words for codes, as counsellors write them. @type {Partial<Record<Coded, [RegExp, string][]>>} */
const ALSO = {
  channel: [[/tel|gebeld|bellen/, "phone"], [/mail/, "email"], [/whats|app|sms|bericht/, "chat_app"], [/teams|zoom|video|online|beeld/, "video"], [/kantoor|locatie|gesprek|fysiek|face|live|persoonlijk/, "on_site"], [/inloop|spreekuur/, "walk_in"], [/brief|post/, "letter"], [/buiten|wandel|elders/, "elsewhere"]],
  nature: [[/seksue|#metoo|ongewenste aanraking/, "sexual_harassment"], [/pest/, "bullying"], [/intimid/, "intimidation"], [/discrim|racis/, "discrimination"], [/agress|geweld/, "aggression_violence"], [/roddel/, "gossip_exclusion"], [/conflict/, "work_conflict"], [/werkdruk|reorg/, "work_pressure"], [/integriteit|fraude|diefstal/, "financial_violation"], [/misstand|klokken/, "suspected_wrongdoing"], [/leiding/, "leadership_style"], [/priv|thuis/, "personal_circumstances"], [/macht/, "abuse_of_power"]],
  outcome: [[/loopt|open|lopend/, "ongoing"], [/klacht/, "formal_complaint"], [/mediat/, "mediation"], [/aangifte|politie/, "police"], [/vertrek|ontslag|overgeplaatst/, "left"], [/overgedragen/, "transferred_counsellor"], [/leidinggevende|\bhr\b/, "via_manager"], [/zelf/, "raised_self"], [/geen (actie|stap)/, "no_step_chosen"], [/afgerond|afgesloten|voldoende|klaar/, "told_enough"]],
  person_role: [[/medewerk|werknemer/, "employee"], [/leidingg|manager/, "manager"], [/stag/, "intern"], [/zzp|inhuur|uitzend/, "hired_external"], [/vrijwill/, "volunteer"]],
  subject_relation: [[/leidingg|manager|chef|baas/, "direct_manager"], [/collega/, "colleague"], [/directie|bestuur/, "board"], [/team|afdeling/, "team_or_culture"], [/klant|pati|cli/, "client_patient"]],
};

/** As far as words are alike. @param {string} text */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("nl").replace(/\s+/g, " ").trim();

/** Under which a text of the sheet is looked up; the sign keeps it from being the name of anything else. @param {string} text */
export const keyOf = (text) => `=${plain(text)}`;

/** @param {string} title @param {string[]} cells of this column */
function fieldOf(title, cells) {
  const said = plain(title);
  const named = BY_TITLE.find(([, words]) => words.test(said))?.[0];
  if (named) return named;
  const some = cells.filter(Boolean).slice(0, 50);
  return some.length > 0 && some.every((cell) => /[-/ ]/.test(cell) && momentIn(cell)) ? "date" : "text";
}

/** A field for each column: each but the note once. @param {Table} table @returns {Field[]} */
export function proposedFields({ titles, rows }) {
  /** @type {Set<Field>} */
  const taken = new Set(["skip"]);
  return titles.map((title, column) => {
    const field = fieldOf(title, rows.map(({ cells }) => cells[column]));
    if (field !== "text" && taken.has(field)) return "text";
    taken.add(field);
    return field;
  });
}

/** The band of a number of minutes or hours. @param {string} value @returns {string | null} */
function band(value) {
  const said = plain(value).replace(",", ".");
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(said);
  const hours = /^(\d+(?:\.\d+)?)\s*(?:u|uur|uren|h)\b/.exec(said);
  const bare = /^(\d+(?:\.\d+)?)\s*(?:m|min|minuten|minuut)?\.?$/.exec(said);
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : hours ? Number(hours[1]) * 60 : bare ? Number(bare[1]) : null;
  if (minutes === null) return null;
  // A bare small number with a fraction or under four is meant as hours.
  const meant = bare && !/m/.test(said) && minutes < 4 ? minutes * 60 : minutes;
  return meant <= 20 ? "quarter" : meant <= 45 ? "half_hour" : meant <= 90 ? "hour" : meant <= 150 ? "two_hours" : "longer";
}

/** The code that a value is probably meant as; empty where nothing is near. @param {Coded} field @param {string} value @param {Choices} choices @returns {string} */
export function proposedCode(field, value, choices) {
  const said = plain(value);
  const same = choices.find(([key, label]) => plain(label) === said || key === said);
  if (same) return same[0];
  const timed = field === "duration" ? band(value) : null;
  if (timed) return timed;
  const known = ALSO[field]?.find(([words]) => words.test(said))?.[1];
  if (known && choices.some(([key]) => key === known)) return known;
  return said.length > 3 ? (choices.find(([, label]) => plain(label).includes(said))?.[0] ?? "") : "";
}

/** The different values of a column, most frequent first, by how they are alike. @param {Table} table @param {number} column @returns {{value: string, times: number}[]} */
export function valuesIn({ rows }, column) {
  /** @type {Map<string, {value: string, times: number}>} */
  const found = new Map();
  for (const { cells } of rows) {
    const value = cells[column];
    if (!value) continue;
    const one = found.get(plain(value));
    if (one) one.times += 1;
    else found.set(plain(value), { value, times: 1 });
  }
  return [...found.values()].sort((one, other) => other.times - one.times);
}
