// What dates, ages, contact details and people look like in Dutch, and numbers written out. Each matches folded text, one character for each of the text; pure.

/** In full, or as it is shortened; not the first letters of something else. */
const WHOLE_MONTH = "(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)";
const SHORTENED = "(?:febr?|mrt|apr|aug|sept?|okt|nov|dec)(?![\\p{L}\\p{N}])\\.?";
const MONTH = `(?:${WHOLE_MONTH}|${SHORTENED}|jan(?![\\p{L}\\p{N}])\\.?)`;
const DAY = "(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|morgen|middag|avond|nacht)?";
const NEAR = "(?:vorige?|afgelopen|volgende|komende|deze|die)";
const FEAST = "(?:kerst\\p{L}*|pasen|pinksteren|koningsdag|sinterklaas\\p{L}*|carnaval|suikerfeest|(?:zomer|herfst|mei|voorjaars)vakantie)";
const DECADE = "(?:twintig|dertig|veertig|vijftig|zestig|zeventig)";
const ABOUT = "(?:(?:circa|ongeveer|rond de|bijna|ruim|net)\\s+)?";

const SMALL = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"];
const TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"];
/** "Honderdtwaalf", "tweehonderd", "twaalfhonderd". @type {[string, number][]} */
const HUNDREDS = [...SMALL.slice(1).flatMap((word, at) => /** @type {[string, number][]} */ ([[`honderd${word}`, 101 + at], [`honderden${word}`, 101 + at]])), ...TENS.map((word, at) => /** @type {[string, number]} */ ([`honderd${word}`, 120 + 10 * at])), ...SMALL.slice(2).map((word, at) => /** @type {[string, number]} */ ([`${word}honderd`, 200 + 100 * at]))];
/** @type {Map<string, number>} */
const WRITTEN = new Map([
  ...SMALL.map((word, value) => /** @type {[string, number]} */ ([word, value])),
  ...TENS.flatMap((word, at) => [[word, 20 + 10 * at], ...SMALL.slice(1, 10).map((unit, less) => [`${unit}en${word}`, 21 + 10 * at + less])]).map(([word, value]) => /** @type {[string, number]} */ ([word, value])),
  ["honderd", 100], ["duizend", 1000], ...HUNDREDS, ["beide", 2], ["beiden", 2], ["allebei", 2], ["enkeling", 1], ["tweetal", 2], ["drietal", 3], ["viertal", 4], ["vijftal", 5], ["zestal", 6], ["zevental", 7], ["achttal", 8], ["negental", 9], ["tiental", 10], ["twaalftal", 12], ["twintigtal", 20], ["dertigtal", 30], ["veertigtal", 40], ["vijftigtal", 50], ["honderdtal", 100], ["handvol", 5], ["duo", 2], ["trio", 3], ["kwartet", 4], ["koppel", 2], ["dozijn", 12],
  ["tweeen", 2], ["drieen", 3], ["vieren", 4], ["vijven", 5],
]);
/** A number behind "een" alone: "ons duo" is of counsellors. */
const GROUPS = ["duo", "trio", "kwartet", "koppel"];
const WORDS = [...WRITTEN.keys()].filter((word) => word !== "een" && !GROUPS.includes(word)).sort((one, other) => other.length - one.length).join("|");
const WHO = "(?:mens(?:en)?|medewerk(?:er|ster)s?|collega(?:'?s)?|perso(?:on|nen)|inbreng(?:er|ster)s?|kwesties?|gesprek(?:ken)?|leerling(?:en)?|student(?:en)?|leden|vrijwilligers?|vrouw(?:en)?|man(?:nen)?)";

/** The words of a pattern stand by themselves. @param {string} pattern */
const alone = (pattern) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, "gu");

const WHICH = "(?:\\s+(?:\\d{4}|(?:van\\s+)?(?:vorig|dit|afgelopen)\\s+jaar))";
/** "in Jan" is no month: what is shortened to a name stands behind a number or a part of it. */
const BEHIND = `(?:${WHOLE_MONTH}|${SHORTENED})`;
const WRITTEN_DAY = `(?:eerste|derde|achtste|(?:${WORDS}|een)(?:ste|de)?)`;

/** A day without its month, or a month by its number: "op de 14e", "14-3"; "2-3 mensen" and "24/7" are none. */
const BARE_DAY = `op\\s+de\\s+\\d{1,2}(?:e|ste|de)(?!\\s+(?:van\\s+)?(?:${MONTH}|verdieping|etage|plaats|plek|rij|eeuw|keer|versie))|(?!24/7)(?:1[3-9]|2\\d|3[01]|(?<=(?:op|sinds|vanaf|rond|na|van)\\s)0?[1-9]|(?<=(?:op|sinds|vanaf|rond|na|van)\\s)1[0-2])[-/](?:0?[1-9]|1[0-2])(?![-/.]?\\d)(?!\\s+(?:${WHO}|keer|uur|dagen|weken|maanden|jaar|procent))`;
/** Times of the year, and what everybody there remembers. */
const EVENT = "(?:reorganisatie|herstructurering|fusie|verhuizing|overname|verbouwing|splitsing|teamdag|heidag|bedrijfsuitje|teamuitje|personeelsfeest|personeelsuitje|teamoverleg|directiewisseling|functioneringsgesprek|beoordelingsgesprek)";
const REMEMBERED = `(?:sinds|in|na|voor|vanaf|tijdens|rond|afgelopen|vorige?|deze|dit|begin|eind)\\s+(?:de\\s+|het\\s+)?(?:(?:afgelopen|vorige?)\\s+)?(?:zomer|herfst|winter|lente|voorjaar|najaar)|(?:sinds|na|vanaf|tijdens|rond|vlak\\s+voor)\\s+(?:de|het|die|dat)\\s+(?:(?:laatste|vorige|nieuwe)\\s+)?${EVENT}|(?:eerste|tweede|derde|vierde|vijfde|laatste|\\d{1,2}e)\\s+(?:week|helft|dagen|dag)\\s+van\\s+(?:de\\s+maand|${MONTH})${WHICH}?`;

export const DATES = alone(
  `\\d{1,2}(?:e|ste|de)?\\s+(?:van\\s+)?${MONTH}${WHICH}?|${WRITTEN_DAY}\\s+(?:van\\s+)?${WHOLE_MONTH}${WHICH}?|(?:vorig|dit|afgelopen)\\s+jaar\\s+(?:in\\s+)?${WHOLE_MONTH}|(?:(?:vorig|dit|afgelopen)\\s+jaar\\s+)?(?:begin|half|halverwege|midden|eind|medio|in|rond|sinds|vanaf|tot|tussen|voor|na|maand)\\s+(?:de\\s+maand\\s+)?${BEHIND}${WHICH}?|(?:begin|half|eind|medio)\\s+jan(?![\\p{L}\\p{N}])\\.?${WHICH}?|${MONTH}${WHICH}|(?:\\d{1,2}|${WORDS}|een|paar|anderhalve?|enkele|halve?|half)\\s+(?:dag(?:en)?|week|weken|maand(?:en)?|jaar)\\s+geleden|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{4}|\\d{2})|\\d{4}-\\d{1,2}-\\d{1,2}|${BARE_DAY}|${REMEMBERED}`
  + `|${NEAR}\\s+(?:week|maand)(?:\\s+${DAY})?|(?:${NEAR}\\s+)?${DAY}|week\\s+\\d{1,2}|(?:eer)?gisteren|vanochtend|vanmorgen|vanmiddag|vanavond|${FEAST}|\\d{1,2}[.:]\\d\\d\\s*uur|om\\s+[\\p{L}\\p{N}.:]+\\s+uur`,
);
export const AGES = alone(`\\d{1,3}[\\s-]?jarigen?|(?<=(?:vrouw|man|dame|heer|collega|medewerker|medewerkster)\\s)van\\s+(?:1[6-9]|[2-7]\\d)(?=\\s+(?:met|die|en)|[,.;)]|$)|van\\s+${ABOUT}\\d{1,2}\\s+jaar(?:\\s+oud)?|\\d{1,2}\\s+jaar\\s+(?:oud|jong)|${DECADE}ers?|(?:${DECADE}|\\d\\d)[\\s-]?plussers?|(?:begin|midden|eind|in)\\s+(?:de\\s+)?${DECADE}|(?:boven|onder|over|rond|tegen|voorbij|voor)\\s+de\\s+(?:${DECADE}|[2-6]\\d)(?!\\s+(?:mensen|medewerkers|collega|procent|euro|uur|dagen|weken|jaren|jaar|keer))|geboren\\s+in\\s+\\d{4}|(?:${WORDS})jarigen?`);
export const CONTACTS = /(?<![\p{L}\p{N}])(?:linkedin|facebook|instagram|tiktok)\.com\/[\p{L}\p{N}._/-]*[\p{L}\p{N}]|(?<![\p{L}\p{N}.+-])[\p{L}\p{N}][\p{L}\p{N}._+-]*\s*[([{]\s*(?:at|apenstaartje|@)\s*[)\]}]\s*[\p{L}\p{N}-]+(?:\s*(?:\.|[([{]\s*(?:dot|punt)\s*[)\]}])\s*[\p{L}\p{N}-]+)*|(?<![\p{L}\p{N}.+-])[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?<![\p{L}\p{N},.])(?:(?:\+|00)\s?31[\s-]?(?:\(0\)[\s-]?)?|0)(?:\d[\s.\/-]{0,2}){8}\d(?!\d)|(?<![\p{L}\p{N}])[1-9]\d{3}\s?[a-z]{2}(?![\p{L}\p{N}])/gu;
/** In the text itself, by its capitals: a name behind a title, and initials. */
export const PEOPLE = /(?<![\p{L}\p{N}])(?:(?:[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Mm]eneer|[Mm]ijnheer|[Dd]hr\.?|[Hh]eer|[Cc]ollega|[Jj]uf|[Mm]eester|[Dd]r\.?|[Pp]rof\.?)\s+(?:(?:[Vv]an|[Dd]en?|[Dd]er|[Tt]en|[Tt]er|[EeAa]l)\s+)*\p{Lu}[\p{L}'’-]*|\p{Lu}\.(?:\s?\p{Lu}\.)*\s+(?:(?:van|de|der|den|ten|ter|el|al)\s+)*\p{Lu}[\p{L}'’-]+)/gu;
/** Counts of people, in digits or words, and shares of a whole. */
export const NUMBERS = new RegExp(`(?<![\\p{L}\\p{N}])(?<!24/)(?!24/7)(?:(?<=een\\s+)(?:${GROUPS.join("|")})|(?:een|\\d{1,2})\\s+op\\s+de\\s+(?:\\d{1,3}|${WORDS})|\\d\\s?[/⁄]\\s?\\d{1,2}(?=\\s+(?:van|deel))|(?<digits>\\d+(?:[.,]\\d+)?)(?:\\s*(?<percent>%|procent))?|(?<word>${WORDS})|een(?=\\s+(?:enkele?\\s+)?${WHO}\\s+(?:heeft|had|vertelde|kwam|zei|noemde|meldde))|(?<one>(?:slechts|precies|hooguit)\\s+een(?=\\s)|(?:maar|alleen)\\s+een(?=\\s+(?:\\p{L}+e\\s+)?${WHO}(?![\\p{L}\\p{N}])))|(?<part>helft|kwart|driekwart|derde\\s+deel|merendeel|meerderheid|minderheid|iedereen|niemand|de\\s+enige|laatste\\s+${WHO}))(?![\\p{L}\\p{N}])`, "gu");

const TELLS = "(?:vertel|zei|zeg|hoor|kwam|kom|noem|meld|merk|zag|zie|voel|durf|spra|sprek|vind|vond|ervar|heb|had)\\p{L}*";
const WHO_TOLD = WHO.replace("gesprek(?:ken)?|", "");
/** Right behind a number that is one of people: whoever told, or nothing more. */
export const OF_PEOPLE = new RegExp(`^(?:(?:\\s+\\p{L}+)?\\s+${WHO_TOLD}(?![\\p{L}\\p{N}])|\\s+van\\s+(?:hen|ons|jullie|deze|die|de)\\s|\\s+${TELLS}|\\s*(?:[.,;:!?)]|$))`, "u");
/** More than one, without a number. */
export const SEVERAL = alone(`(?:meerdere|meer|verschillende|diverse|enkele|veel|vele|een\\s+(?:paar|aantal|groep))\\s+(?:\\p{L}+e\\s+)?(?:mensen|medewerk(?:er|ster)s|collega'?s|personen|inbreng(?:er|ster)s|leerlingen|studenten|leden|vrijwilligers|vrouwen|mannen)|velen`);

/** The value of a number in a text, written out or in digits; null when it is none. @param {string} found folded */
export function valueOf(found) {
  const plain = found.trim().replace(/\s*(?:%|procent)$/u, "").replace(",", ".");
  if (/^\d+(?:\.\d+)?$/.test(plain)) return Number(plain);
  return WRITTEN.get(plain) ?? null;
}

/** @param {string} word */
export const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Where a word or phrase stands, inflected a little or joined to a word for a group of people. @param {string} phrase folded */
export const formsOf = (phrase) => alone(`${phrase.split(/[\s-]+/u).filter(Boolean).map(escaped).join("[\\s-]+")}(?:'?s|e|en|n|er|ers)?(?:s?(?:afdeling|team|groep|medewerk|collega|locatie)\\p{L}*)?`);
