// Functions in a letter that one person has: by "de" or "die" before it, by where somebody has it, by a department behind it, or because few have it at all. Pure.
// "Een teamleider" may be any, and "teamleiders" all of them: those point at nobody.
import { FUNCTIONS } from "../words/functions.js";
import { escaped } from "./letter-patterns.js";
import { folded } from "./search.js";

/** @typedef {import("./letter-check.js").Hit} Hit */
/** @typedef {import("./letter-check.js").Facts} Facts */

const START = "(?<![\\p{L}\\p{N}&-])";
const END = "(?![\\p{L}\\p{N}]|-\\p{L})";
/** @param {string} pattern @param {string} [flags] */
const alone = (pattern, flags = "gu") => new RegExp(`${START}(?:${pattern})${END}`, flags);

/** Whoever leads or sits apart, besides the list of the report. */
const LEADING = [
  "leidinggevende", "hoofd", "chef", "baas", "roosteraar", "hoofdzuster", "hoofdagent", "mt-lid", "directielid", "managementlid", "teamlead", "evv'er", "evv-er",
  "baliemedewerker", "baliemedewerkster", "vertrouwensarts", "leermeester", "praktijkbegeleider", "werkbegeleider", "praktijkopleider", "kwaliteitsmedewerker", "stafmedewerker", "stafmedewerkster",
  "financieel medewerker", "administratief medewerker", "administratief medewerkster", "hr-adviseur", "p&o-adviseur", "hrm-adviseur", "personeelsadviseur", "personeelschef", "ziekenhuishygienist", "pastor",
];
/** Whom a letter to a board speaks with, or sends people to: those point at nobody who came. */
const OFFICES = ["bestuurder", "directeur-bestuurder", "toezichthouder", "commissaris", "bedrijfsarts", "preventiemedewerker", "huisarts"];
const KNOWN = new Set([...FUNCTIONS.words, ...LEADING].filter((word) => !OFFICES.includes(word)));
const NONE = new Set([...FUNCTIONS.none.filter((word) => word !== "planner"), ...OFFICES, "voorhoofd", "achterhoofd"]);
const LONG = [...KNOWN].filter((word) => word.includes(" ")).map(escaped);

/** @param {string} word folded */
export const isFunction = (word) => !NONE.has(word) && (KNOWN.has(word) || /.hoofd$/u.test(word) || FUNCTIONS.endings.some((ending) => word === ending || (word.endsWith(ending) && word.length > ending.length + 1)));

const WORD = `(?<word>${LONG.join("|")}|\\p{L}+(?:[-&'’]\\p{L}+)*)`;
/** Of one person: "de teamleider", "die strenge planner van de nacht". */
const DEFINITE = alone(`(?:de|het|die|deze|dat|onze|ons|mijn|haar|zijn|hun|diens|jullie|uw)\\s+(?:(?<before>\\p{L}+e)\\s+)?${WORD}`);
/** Any one, or one without a word before it. */
const ANY = alone(`(?:(?:een|geen|elke|iedere)\\s+)?${WORD}`);

/** What a department is called behind a function: "hoofd P&O", "manager zorg". */
const DEPARTMENTS = [
  "p&o", "p & o", "p en o", "hr", "hrm", "ict", "it", "personeelszaken", "personeel en organisatie", "human resources", "zorg", "financien", "inkoop", "verkoop", "sales", "marketing", "facilitair",
  "facilitaire dienst", "bedrijfsvoering", "bedrijfsbureau", "communicatie", "kwaliteit", "planning", "roostering", "logistiek", "productie", "techniek", "technische dienst", "onderhoud", "beheer", "behandeling",
  "wonen", "jeugd", "onderbouw", "bovenbouw", "onderwijs", "opleidingen", "administratie", "salarisadministratie", "huishouding", "keuken", "beveiliging", "operations", "finance", "control",
];
const DEPARTMENT = new RegExp(`^\\s+(?:${DEPARTMENTS.map(escaped).join("|")})${END}`, "u");
/** In the text itself: what a department is shortened to. */
const ABBREVIATED = /^\s+(?:\p{Lu}(?:&\p{Lu}|\p{Lu}){1,4})(?![\p{L}\p{N}])/u;
const STAFF = new Set(["medewerker", "medewerkster", "collega", "adviseur", "hoofd"]);
/** Few have it, wherever they are: it needs no "de". */
const FEW = /^(?:(?:leerling|interim|hoofd|adjunct|vice|plaatsvervangend|opper)-?)(?=\p{L})/u;
const FEW_BEFORE = /(?:^|\s)(?:plaatsvervangend|waarnemend|tijdelijk|eerste|tweede)e?\s+$/u;
const IN_TRAINING = /^\s+in\s+opleiding(?![\p{L}\p{N}])/u;

/** Where somebody has it: "op Noord", "van de receptie", "bij ons". */
const AT = "(?:van|op|bij|in|binnen|aan|voor|te)";
const PART = "(?:afdeling|team|unit|locatie|vestiging|verdieping|etage|balie|receptie|keuken|kantine|magazijn|administratie|nacht|dag|avond|poli|polikliniek|groep|klas|school|kantoor|ploeg|lijn|dienst|cluster|sector|loods|werkplaats)";
const AT_PART = new RegExp(`^\\s+${AT}\\s+(?:(?:de|het|onze|ons|die|deze|dat|dit|hun|een)\\s+)?(?:\\p{L}+e\\s+)?(?:\\p{L}*${PART})${END}`, "u");
const AT_CAPITAL = new RegExp(`^\\s+(?:van|op|bij|in|binnen|te)\\s+(?:[Dd]e\\s+|[Hh]et\\s+|onze\\s+)?\\p{Lu}`, "u");

/** Without a word before it, where only a title can stand: it begins a sentence and does something, or stands behind one of these. */
const AT_A_START = /(?:^|[.!?:;…\n]["”’')\]]*)\s*$/u;
const BEHIND = /(?:^|[^\p{L}\p{N}])(?:volgens|door|met|tegen|aan|bij|via)\s+$/u;
const DOES = /^\s+(?:zei|zegt|vertelde|vertelt|noemde|noemt|kwam|komt|weet|wist|wil|wilde|doet|deed|gaf|geeft|stuurt|stuurde|belde|mailde|sprak|lacht|lachte|riep|roept|schreeuwt|schreeuwde|maakt|maakte|heeft|had|is|was|werd|kijkt|keek|laat|liet|hoorde|negeert|negeerde)(?![\p{L}\p{N}])/u;
/** "Boven het hoofd": a head. */
const A_HEAD = /(?:boven|over|uit|in|om|op|tegen|aan|van)\s+$/u;
const HEADS = /^\s+(?:boven\s+water|bieden|biedt|bood|koel|omhoog|gebogen|schudden|schudt|schudde)/u;
const BEFORE = 24;

/** @param {string} plain folded @returns {Hit[]} */
const definite = (plain) => [...plain.matchAll(DEFINITE)].flatMap((hit) => {
  const { before = "", word = "" } = /** @type {Record<string, string | undefined>} */ (hit.groups);
  // "de leidinggevende stuurt": what looks like an adjective may be the function
  const length = isFunction(word) ? hit[0].length : isFunction(before) ? hit[0].lastIndexOf(before) + before.length : 0;
  const end = hit.index + length;
  const isHead = word === "hoofd" && (A_HEAD.test(plain.slice(Math.max(0, hit.index - BEFORE), hit.index)) || HEADS.test(plain.slice(end)));
  return length === 0 || isHead ? [] : [{ start: hit.index, end, kind: /** @type {const} */ ("function") }];
});

/**
 * Whether one person is meant by a function without "de".
 * @param {{word: string, match: string, start: number, end: number}} found
 * @param {{plain: string, characters: string[], units: string[]}} letter folded; as it is written; parts of the organisation, folded
 */
function isOfOne({ word, match, start, end }, { plain, characters, units }) {
  const [behind, before] = [plain.slice(end, end + 60), plain.slice(Math.max(0, start - BEFORE), start)];
  const written = characters.slice(end, end + 60).join("");
  if (DEPARTMENT.test(behind) || ABBREVIATED.test(written)) return true;
  if (!isFunction(word)) return false;
  if (FEW.test(word) && (isFunction(word.replace(FEW, "")) || word.startsWith("interim"))) return true;
  if (IN_TRAINING.test(behind) || FEW_BEFORE.test(before)) return true;
  if (AT_PART.test(behind) || AT_CAPITAL.test(written) || units.some((unit) => new RegExp(`^\\s+${AT}\\s+(?:(?:de|het|onze)\\s+)?(?:team\\s+|afdeling\\s+)?${escaped(unit)}`, "u").test(behind))) return true;
  if (match !== word) return false;
  return (AT_A_START.test(before) && DOES.test(behind)) || BEHIND.test(before);
}

/** @param {string} text in NFC @param {string} plain the same, folded @param {Facts} facts @returns {Hit[]} */
export function functionHits(text, plain, { units }) {
  const characters = [...text];
  const named = units.map((unit) => folded(unit.normalize("NFC").trim())).filter(Boolean);
  const any = [...plain.matchAll(ANY)].flatMap((hit) => {
    const word = /** @type {Record<string, string>} */ (hit.groups).word;
    const found = { word, match: hit[0], start: hit.index, end: hit.index + hit[0].length };
    const isCandidate = isFunction(word) || STAFF.has(word);
    return isCandidate && isOfOne(found, { plain, characters, units: named }) ? [{ start: found.start, end: found.end + departmentIn(plain, found.end), kind: /** @type {const} */ ("function") }] : [];
  });
  return [...definite(plain).map((hit) => ({ ...hit, end: hit.end + departmentIn(plain, hit.end) })), ...any];
}

/** How much of what stands behind a function is the department that it is of. @param {string} plain @param {number} end */
const departmentIn = (plain, end) => DEPARTMENT.exec(plain.slice(end, end + 60))?.[0].length ?? 0;
