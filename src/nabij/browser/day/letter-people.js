// Who is pointed at in a letter without standing in anybody's vault: a first name by its capital, a function that one person has, a shift or a place where somebody was. Pure.
// Advice: a name like a word, or a word like a name, it cannot tell. Each finding may stay with a reason.
import { WATCHED } from "../words/watched.js";
import { functionHits, isFunction } from "./letter-functions.js";
import { initialHits } from "./letter-initials.js";
import { folded } from "./search.js";
import { namesIn } from "./story-names.js";

/** @typedef {import("./letter-check.js").Hit} Hit */
/** @typedef {import("./letter-check.js").Facts} Facts */

const START = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
/** @param {string} pattern */
const alone = (pattern) => new RegExp(`${START}(?:${pattern})${END}`, "gu");

// Shifts and places -----------------------------------------------------------------------------------------------------------------

const ORDINAL = "(?:\\d+e|eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|hoogste|laagste|bovenste|onderste)";
const SHIFTS = alone("(?:vroege?|late?|dag|avond|nacht|weekend|slaap|waak|ochtend|middag|piket|bereikbaarheids|achterwacht|tussen|ploegen)[\\s-]?dienst(?:en)?|(?:ochtend|middag|avond|nacht|dag)(?:ploeg|shift)(?:en|s)?");
const PLACES = alone(`(?:de|onze|in|bij|op)\\s+(?:de\\s+|het\\s+)?(?:kantine|balie|receptie|magazijn|keuken|werkplaats|kleedkamer|kleedruimte|personeelskamer|lerarenkamer|koffiekamer|rookruimte|parkeerplaats|parkeergarage|fietsenstalling|kopieerruimte|spoelkeuken|medicijnkamer|zusterpost|directiekamer|vergaderzaal|gymzaal|bestelbus|werkkamer|huiskamer|leskamer|aula|kelder|zolder|creche|sporthal|zwembad|bibliotheek|mediatheek|operatiekamer|spoedeisende hulp|eerste hulp|intensive care|polikliniek|begane grond)|(?:kamer|lokaal|zaal|hal|gebouw|vestiging|vleugel|loods|lijn)\\s+(?:\\d+\\p{L}?|\\p{L})|${ORDINAL}\\s+(?:verdieping|etage|vloer)|(?:verdieping|etage)\\s+(?:\\d+|een|twee|drie|vier|vijf|zes|zeven|acht|negen)|(?:klas|groep)\\s+\\d+\\p{L}?`);
const WHEN_ON = { reason: "Wie er toen dienst had, is op te zoeken.", suggestion: "Laat de dienst weg, of schrijf “op verschillende momenten”." };
const WHERE = { reason: "Wie daar was, weet wie het is.", suggestion: "Schrijf ruimer waar het speelt, of laat de plek weg." };

/** Rooms and corners that a text names, without the words before them. @param {string} plain folded @returns {string[]} */
export const roomsIn = (plain) => [...plain.matchAll(PLACES)].map(([found]) => found.replace(/^(?:(?:de|het|onze|in|bij|op)\s+)+/u, ""));

/** @param {string} plain @param {RegExp} pattern @param {{reason: string, suggestion: string}} said @returns {Hit[]} */
const placeHits = (plain, pattern, said) => [...plain.matchAll(pattern)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length, kind: /** @type {const} */ ("place"), ...said }));

// First names -----------------------------------------------------------------------------------------------------------------------

const CAPITAL = new RegExp(`${START}\\p{Lu}[\\p{Ll}'’]+(?:-\\p{Lu}[\\p{Ll}'’]+)*${END}`, "gu");
/** Where a capital says something: a sentence is under way. */
const UNDER_WAY = /(?<!(?:^|\n)[^\S\n]*(?:[-•*][^\S\n]*)?\d{1,2}[.)]?[^\S\n]*)(?<=[\p{L}\p{N},)]["”’']?[^\S\n]+)$/u;
const BEFORE = 8;
/** Before a function, and before no name. */
const A_WORD = /(?:^|\s)(?:een|geen|elke|iedere|als)\s+$/u;
/** What one person does: a word that begins a sentence and does this is somebody. */
const DOES = new RegExp(`^\\s+(?:zei|zegt|vertelde|vertelt|noemde|noemt|kwam|belde|mailde|meldde|sprak|durfde|werkt|schreeuwde|lachte|riep|heeft\\s+(?:mij|me|ons)|is\\s+ziek)${END}`, "u");
const NO_NAMES = new Set("een eentje ik u jij je hij zij ze wij we het dit dat deze die wie iemand iedereen niemand men ieder elk elkeen er daar hier alles niets iets wat zo toen nu ook daarna daarom soms vaak".split(" "));
/** Written with a capital and nobody's name. */
const NOBODY = new Set([...WATCHED.capitals, ..."nederland nederlands nederlandse europa europees europese engels engelse duits duitse frans franse belgie arbowet wet raad inspectie arbeidsinspectie huis nabij teams excel word outlook whatsapp internet intranet bestuur vertrouwenspersoon vertrouwenspersonen ondernemingsraad medezeggenschapsraad gebouw locatie vestiging afdeling verdieping etage team unit cluster sector vleugel zaal kamer kantoor school dienst god christelijk islamitisch joods kerst pasen pinksteren landelijke vereniging publieke psychosociale klokkenluiders".split(" ")]);
/** What no name ends in. */
const IS_THING = /(?:heid|teit|atie|schap|isme|ingen|belasting|beleid)(?:en)?$/u;
/** Where somebody is from, with a capital: of one person that is a trait, and found as one. */
const ORIGINS = new Set([...WATCHED.traits.adjectives, ...WATCHED.traits.places].map(folded));
const AROUND = 40;

/** By capitals, so in the text itself. @param {string} text @param {Facts} facts @returns {Hit[]} */
function firstNameHits(text, { known = [], units, always = [] }) {
  const free = new Set([...known, ...units, ...always].flatMap((name) => folded(name).split(/[^\p{L}\p{N}'’]+/u)));
  return [...text.matchAll(CAPITAL)].flatMap((hit) => {
    const word = folded(hit[0]);
    const ends = hit.index + hit[0].length;
    if (free.has(word) || NOBODY.has(word) || NO_NAMES.has(word) || IS_THING.test(word) || ORIGINS.has(word) || (isFunction(word) && A_WORD.test(text.slice(Math.max(0, hit.index - BEFORE), hit.index)))) return [];
    if (!UNDER_WAY.test(text.slice(Math.max(0, hit.index - BEFORE), hit.index)) && !DOES.test(text.slice(ends, ends + AROUND))) return [];
    // places of UTF-16 become places of characters
    const start = [...text.slice(0, hit.index)].length;
    return [{ start, end: start + [...hit[0]].length, kind: /** @type {const} */ ("person") }];
  });
}

/** Everything of this in a letter. @param {string} text in NFC @param {string} plain the same, folded @param {Facts} facts @returns {Hit[]} */
export const peopleHits = (text, plain, facts) => [
  ...namesIn(facts.people ?? [], text).map(({ at, end }) => ({ start: at, end, kind: /** @type {const} */ ("person") })),
  ...functionHits(text, plain, facts), ...placeHits(plain, SHIFTS, WHEN_ON), ...placeHits(plain, PLACES, WHERE), ...firstNameHits(text, facts), ...initialHits(text, [...(facts.known ?? []), ...facts.units, ...(facts.always ?? [])]),
];
