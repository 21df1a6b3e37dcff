// How a person is named the same by everybody. Pure. Two browsers must agree on every letter: docs/vault-format.md, *Blind tokens*.
import { FUNCTIONS } from "../words/functions.js";

/** @typedef {{email: string, names: string[]}} Named `email`: "" without one; `names`: every way in which the same name may have been written */

/** Beyond these, another way of writing is no longer looked at. */
const MOST_NAMES = 6;
/** No name or address is longer; more would only cost time. */
const LONGEST = 200;
const TITLES = new Set([
  "drs", "mr", "dr", "ir", "ing", "prof", "professor", "dhr", "mevr", "mevrouw", "mw", "meneer", "heer", "dame", "juffrouw", "mej", "ds", "em", "bc", "bsc", "ba", "ma", "msc", "llm", "llb", "mba", "phd", "rn", "mrs", "ms", "herr", "frau", "mme", "jr", "sr",
]);
const PARTICLES = new Set([
  "van", "de", "der", "den", "het", "t", "s", "ten", "ter", "te", "op", "aan", "bij", "in", "onder", "over", "uit", "voor", "von", "vom", "zu", "zum", "zur", "am", "du", "des", "la", "le", "les", "lo", "el", "al", "ul", "bin", "ibn", "bint", "da", "dos", "das", "do", "di", "del", "della", "y", "e", "i",
]);
/** Words that say what somebody is, not who: no person can be found by them. */
const ROLES = new Set([
  "mijn", "onze", "een", "iemand", "onbekend", "anoniem", "anonieme", "liever", "geheim", "collega", "collegas", "chef", "cheffin", "baas", "bazin", "manager", "leidinggevende", "teamleider", "teamleidster", "directeur", "directrice", "bestuurder", "voorzitter", "docent", "docente", "leraar", "lerares", "juf", "meester", "trainer", "coach", "afdeling", "team", "hr", "stagebegeleider", "begeleider", "klant", "ouder", "man", "vrouw",
]);
/** Surnames all the same, where they end a name: Minh Le, Jan Baas, Piet de Man. */
const NAMES_TOO = new Set(["le", "do", "ma", "ba", "da", "la", "lo", "di", "bin"]);
const ROLES_TOO = new Set(["baas", "man", "meester"]);
/** Between two surnames of one person: Ortega y Gasset. */
const AND = new Set(["y", "e", "i"]);
/** Surnames that are no given names, of which people from Spain and Portugal have two; and all that end in -ez. */
const IBERIAN = new Set([
  "garcia", "moreno", "munoz", "ruiz", "diaz", "romero", "navarro", "torres", "ramos", "serrano", "molina", "morales", "ortega", "delgado", "castro", "ortiz", "rubio", "sanz", "iglesias", "medina", "garrido", "cortes", "castillo", "lozano", "prieto", "herrera", "pena", "silva", "rojas", "vargas", "rivera", "mendoza", "aguilar", "pereira", "ferreira", "oliveira", "costa", "rodrigues", "almeida", "carvalho", "fernandes", "gomes", "lopes", "martins", "sousa", "souza",
]);
/** Behind the name by which somebody goes: the one they were born with, or that of whom they married. */
const OTHER_NAME = new Set(["geb", "geboren", "gehuwd", "getrouwd", "ev", "echtgenote", "echtgenoot", "weduwe", "weduwnaar", "wed"]);
/** What somebody does, and never what they are called; many a word of the whole list is a surname too (Bakker, Schipper). */
const WORK = new Set(FUNCTIONS.words);
const ENDS_AS_WORK = new RegExp(`(?:^|..)(?:${FUNCTIONS.endings.join("|")})$`, "u");
/** Mailboxes that several people read. */
const SHARED = /^(info|hr|hrm|pz|receptie|secretariaat|administratie|contact|post|mail|office|support|helpdesk|planning|directie|noreply|no-reply)$/;
/** @type {Record<string, string>} What taking the marks off a letter does not do. */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŋ: "n", ŧ: "t" };
/** @type {Record<string, string>} How a letter is written where a keyboard has none. */
const WRITTEN_OUT = { ö: "oe", ü: "ue", ä: "ae", ø: "oe", å: "aa" };

/** Without what nobody sees: a joiner or a mark of direction parts no name. @param {string} text */
const seen = (text) => text.slice(0, LONGEST).normalize("NFKC").replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");

/** The same without capitals. @param {string} text */
const lower = (text) => seen(text).toLowerCase().normalize("NFC");

/** Without marks and without letters of one language only. @param {string} word */
const bare = (word) => [...word.normalize("NFKD").replace(/\p{M}/gu, "")].map((letter) => LETTERS[letter] ?? letter).join("");

/** @param {string} word */
const writtenOut = (word) => bare([...word.normalize("NFC")].map((letter) => WRITTEN_OUT[letter] ?? letter).join(""));

/** One word of a name. `glued`: a hyphen joins it to the word before; `initial`: a letter that stands for a given name @typedef {{text: string, glued: boolean, initial: boolean}} Word */
/** `given`: the given names, of each the words that a hyphen joins; `surname`: of a double one both; `before`: initials before the name; `isBehind`: whether one ends it @typedef {{given: string[][], surname: string[], before: string[], isBehind: boolean}} Parts */

/** Whether a letter stands for a name; a name may be a single one where words are not written in letters (王 伟). @param {string} word */
export const isInitial = (word) => [...word].length === 1 && !/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);

/** What was typed, with a full stop behind each initial, and without what stands beside the name. @param {string} typed */
function written(typed) {
  const plain = seen(typed).replace(/\([^)]*\)|<[^>]*>|\S+@\S+/g, " ").replace(/[’‘`´ʼ]/gu, "'");
  // "e.v." is who she married, "E.V." are initials; "S Jansen" is S. Jansen, and "van t Hof" has none.
  return plain.replace(/(?<=\s)e\.\s?v\./g, "ev ").replace(/(?<![\p{L}\p{M}\p{N}'])\p{Lu}(?![\p{L}\p{M}\p{N}.'])/gu, "$&.").toLowerCase().normalize("NFC");
}

/** The words of a name that tell people apart, given name first; letters still have their marks. @param {string} typed @returns {{words: Word[], surname: Set<Word> | null}} `surname`: what stood before a comma */
function wordsIn(typed) {
  const [first, ...parts] = written(typed).split(",").map(split);
  const surname = [...first, ...parts.filter((part) => isOtherName(part[0])).flat()];
  const more = parts.filter((part) => !isOtherName(part[0]) && !part.some((word) => isFunction(word.text) || WORK.has(bare(word.text)))).flat();
  // "Jansen, Piet" is Piet Jansen; "Piet Jansen, MSc" stays as it is.
  const turned = more.some((word) => !isFiller(word));
  const all = withoutRuns(withOneOtherName(turned ? [...more, ...surname] : [...surname, ...more]));
  const of = turned ? new Set(surname) : null;
  const telling = withoutFunctions(withoutFillers(all));
  // Minh Le has no other surname; "Jan, MA" has a degree.
  const core = all.slice(all.findIndex((word) => !TITLES.has(bare(word.text))));
  if (core.length === 2 && !isFiller(core[0]) && NAMES_TOO.has(bare(core[1].text)) && (turned || parts.length === 0)) return { words: core, surname: of };
  return { words: telling.length > 0 ? telling : all.filter((word) => !TITLES.has(bare(word.text))), surname: of };
}

/** @param {Word | undefined} word */
const isOtherName = (word) => word !== undefined && OTHER_NAME.has(bare(word.text));

/** "Anna Jansen geboren de Vries" is Anna Jansen-de Vries; of whom she married only the surname is hers. @param {Word[]} words */
function withOneOtherName(words) {
  const at = words.findIndex(isOtherName);
  const before = words.slice(0, at);
  // who is only somebody's widow has no name here
  if (at < 0 || before.filter((word) => !isFiller(word)).length < 2) return words;
  const other = words.slice(at).filter((word) => !isOtherName(word) && !isFiller(word)).at(-1);
  if (other) other.glued = true;
  return other ? [...before, other] : before;
}

/** "JW de Boer" is J.W. de Boer: no given name is without a vowel. @param {Word[]} words */
function withoutRuns(words) {
  const at = words.findIndex((word) => !TITLES.has(bare(word.text)));
  const text = words[at]?.text ?? "";
  if (!/^[bcdfghjklmnpqrstvwxz]{2,4}$/.test(text) || text === "ng" || ROLES.has(text) || OTHER_NAME.has(text)) return words;
  return [...words.slice(0, at), ...[...text].map((letter) => ({ text: letter, glued: false, initial: true })), ...words.slice(at + 1)];
}

/** Without titles and particles; a hyphen before a particle joins what follows it. @param {Word[]} words */
function withoutFillers(words) {
  const kept = /** @type {Word[]} */ ([]);
  let glued = false;
  let joined = false;
  for (const [at, word] of words.entries()) {
    const isNext = at > 0 && words[at - 1] === kept.at(-1);
    if (isNext) [glued, joined] = [word.glued, false];
    if (isFiller(word)) joined ||= AND.has(word.text) && kept.length > 1;
    else {
      word.glued = kept.length > 0 && (glued || joined || OTHER_NAME.has(bare(words[at - 1].text)) || (kept.length > 1 && isIberian(kept[kept.length - 1])));
      kept.push(word);
    }
  }
  return kept;
}

/** @param {Word} word */
const isIberian = ({ text }) => IBERIAN.has(bare(text)) || (bare(text).length > 4 && bare(text).endsWith("ez"));

/** @param {string} word */
const isFunction = (word) => ENDS_AS_WORK.test(bare(word));

/** "Piet Jansen verpleegkundige" is Piet Jansen; where no name would be left it stays, and nobody is meant. @param {Word[]} words */
function withoutFunctions(words) {
  const named = words.filter(({ text }) => ROLES.has(bare(text)) || !isFunction(text));
  return named.length >= 2 ? named : words;
}

/** @param {string} part @returns {Word[]} */
function split(part) {
  // "O'Brien" is one word; "'t", "'s" and "d'" are none.
  const plain = part.replace(/(\p{L}{2,})'s\b/gu, "$1").replace(/\b(o)'(?=\p{L})/gu, "$1").replace(/(?<!\p{L})[dl]'(?=\p{L})|'[tsn](?!\p{L})-?/gu, " ").replace(/'/g, " ");
  return [...plain.matchAll(/([^\p{L}\p{M}\p{N}]*)([\p{L}\p{M}\p{N}]+)(?=(\.?))/gu)].map(([, between, text, stop], at) => {
    const alone = isInitial(text) || [...bare(text)].length === 1 && isInitial(bare(text));
    return { text, glued: at > 0 && /\p{Pd}/u.test(between), initial: alone && (stop !== "" || !PARTICLES.has(text) || at === 0 && AND.has(text)) };
  });
}

/** @param {Word} word */
const isFiller = ({ text, initial }) => !initial && (TITLES.has(bare(text)) || PARTICLES.has(bare(text)));

/** What of a name is given, and what is the surname: behind the last space, or before a comma. @param {string} typed @returns {Parts} */
function partsOf(typed) {
  const { words, surname: before } = wordsIn(typed);
  const whole = words.filter(({ initial }) => !initial);
  const groups = /** @type {Word[][]} */ ([]);
  for (const word of whole) {
    const last = groups.at(-1);
    if (last && (word.glued || before?.has(word)) && before?.has(last[0]) === before?.has(word)) last.push(word);
    else groups.push([word]);
  }
  const texts = groups.map((group) => group.map(({ text }) => text));
  const leading = words.slice(0, Math.max(words.findIndex(({ initial }) => !initial), 0)).map(({ text }) => text);
  const isTurned = before !== null && words.length > 0 && !before.has(words[0]);
  return { given: texts.slice(0, -1), surname: texts.at(-1) ?? [], before: leading, isBehind: !isTurned && Boolean(words.at(-1)?.initial) };
}

/**
 * The whole name, given names as one word in their order, and the shorter ones that people use: a given name or initial, and a surname. Given
 * names alone, or surnames alone, are nobody's. An initial before a given name goes where it is that name's.
 * @param {string} typed
 * @returns {string[][]}
 */
function waysOf(typed) {
  const { given, surname, before, isBehind } = partsOf(typed);
  // "Piet S." is everybody whose surname begins so
  if (surname.length === 0 || isBehind) return [];
  const initial = before[0] !== undefined && (given.length === 0 || bare(given[0][0])[0] !== bare(before[0])) ? [[before[0]]] : [];
  const first = [...initial, ...given];
  if (first.length === 0) return [];
  const called = first[0].join("");
  const last = surname.length > 1 ? [surname[surname.length - 1], surname[0]] : first.length > 1 ? surname : [];
  return [[first.flat().join(""), ...surname], ...last.map((one) => [called, one])];
}

/** @param {string[]} words */
const inOrder = (words) => [...new Set(words)].sort().join(" ");

/** Whether a word says what somebody is; as the last of a name it may be what they are called. @param {string} word @param {number} at @param {string[]} words */
const isRole = (word, at, words) => OTHER_NAME.has(bare(word)) || isFunction(word) || ROLES.has(bare(word)) && !(at > 0 && at === words.length - 1 && ROLES_TOO.has(bare(word)));

/** The address of one person, or "" where there is none. @param {string} typed */
export function plainEmail(typed) {
  const inside = /<([^<>]{0,200})>/.exec(typed.slice(0, LONGEST));
  const address = lower(inside ? inside[1] : typed).trim().replace(/^mailto:/, "").replace(/\.$/, "");
  const parts = /^([^\s@,;"]+)@([^\s@,;"]+\.[^\s@,;".]+)$/.exec(address);
  if (!parts) return "";
  const box = parts[1].replace(/\+.*$/, "");
  return box === "" || SHARED.test(box) ? "" : `${box}@${parts[2]}`;
}

/** Every way in which this name may have been written elsewhere; none where it could be anybody's. @param {string} typed @returns {string[]} */
export function plainNames(typed) {
  const texts = wordsIn(typed).words.map(({ text }) => text);
  if (texts.some((word, at) => isRole(word, at, texts) || /\p{N}/u.test(word))) return [];
  const ways = waysOf(typed).flatMap((some) => [inOrder(some.map(bare)), inOrder(some.map(writtenOut))]);
  return [...new Set(ways)].slice(0, MOST_NAMES);
}

/** Before the few digits of one telephone of many behind one number. */
const EXTENSION = /(?:#|(?<!\p{L})(?:tst|toest|toestel|ext|extensie|extension|int|intern|doorkies|keuze|optie|x)(?:nummer|nr)?)[\s.:]*(?:nummer|nr)?[\s.:]*(\d{1,6})(?!\d)/iu;

/** A telephone number as everybody writes it the same, or "" where it is none; with its extension, as many people have one number at work. @param {string} typed */
export function plainPhone(typed) {
  const whole = typed.slice(0, LONGEST).normalize("NFKC");
  const extension = EXTENSION.exec(whole);
  const text = (extension ? whole.slice(0, extension.index) : whole).replace(/\([^)]*\)?/g, "");
  const plain = text.replace(/[^\d+]/g, "").replace(/^\+/, "00").replace(/\+.*$/, "").replace(/^00310?/, "0");
  // ten digits here, whatever else was typed behind them; of another country as many as it has
  const number = /^0[1-9]\d{8}/.exec(plain)?.[0] ?? (/^00[1-9]\d{6,13}$/.test(plain) ? plain : "");
  // a few digits right behind a whole number may be an extension, and whose it is cannot be told
  if (!extension && number.length === 10 && plain.length > 10 && plain.length < 16 && !/\p{L}/u.test(text)) return "";
  return number && extension ? `${number}x${extension[1]}` : number;
}

/** Who is meant, by an address where there is one, and by name. @param {{name: string, email: string}} typed @returns {Named} */
export const personOf = ({ name, email }) => ({ email: plainEmail(email) || plainEmail(name), names: plainNames(name) });

/**
 * Whether two names may be one person's with a slip of the pen or only an initial. A hint among one's own matters, never a token.
 * @param {string} one
 * @param {string} other
 */
export function looksAlike(one, other) {
  const [left, right] = [one, other].map((typed) => waysOf(typed).map((way) => way.map(bare)));
  return left.some((way) => right.some((candidate) => areNearly(way, candidate)));
}

/** @param {string[]} left @param {string[]} right */
function areNearly(left, right) {
  if (left.length < 2 || left.length !== right.length) return false;
  const rest = [...right];
  return left.every((word) => {
    const at = rest.findIndex((candidate) => nearly(word, candidate));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

/** @param {string} one @param {string} other */
function nearly(one, other) {
  if (one === other) return true;
  if (one.length === 1 || other.length === 1) return one[0] === other[0];
  return one.length > 3 && other.length > 3 && slips(one, other) <= (Math.min(one.length, other.length) > 7 ? 2 : 1);
}

/** Letters left out, added, changed, or swapped with their neighbour (optimal string alignment). @param {string} one @param {string} other */
function slips(one, other) {
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}
