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

/** Without capitals, and without what nobody sees: a joiner or a mark of direction parts no name. @param {string} text */
const lower = (text) => text.slice(0, LONGEST).normalize("NFKC").replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "").toLowerCase().normalize("NFC");

/** Without marks and without letters of one language only. @param {string} word */
const bare = (word) => [...word.normalize("NFKD").replace(/\p{M}/gu, "")].map((letter) => LETTERS[letter] ?? letter).join("");

/** @param {string} word */
const writtenOut = (word) => bare([...word.normalize("NFC")].map((letter) => WRITTEN_OUT[letter] ?? letter).join(""));

/** The words of a name that tell people apart, given name first; letters still have their marks. @param {string} typed */
function wordsIn(typed) {
  const plain = lower(typed).replace(/\([^)]*\)|<[^>]*>|\S+@\S+/g, " ").replace(/[’‘`´ʼ]/gu, "'");
  const [first, ...parts] = plain.split(",").map(split);
  const surname = [...first, ...parts.filter((part) => isOtherName(part[0])).flat()];
  const more = parts.filter((part) => !isOtherName(part[0]) && !part.some((word) => isFunction(word) || WORK.has(bare(word)))).flat();
  // "Jansen, Piet" is Piet Jansen; "Piet Jansen, MSc" stays as it is.
  const turned = more.some((word) => !isFiller(word));
  const all = withOneOtherName(turned ? [...more, ...surname] : [...surname, ...more]);
  const telling = withoutFunctions(all.filter((word) => !isFiller(word)));
  // Minh Le has no other surname; "Jan, MA" has a degree.
  const core = all.slice(all.findIndex((word) => !TITLES.has(bare(word))));
  if (core.length === 2 && !isFiller(core[0]) && NAMES_TOO.has(bare(core[1])) && (turned || parts.length === 0)) return core;
  return telling.length > 0 ? telling : all.filter((word) => !TITLES.has(bare(word)));
}

/** @param {string | undefined} word */
const isOtherName = (word) => word !== undefined && OTHER_NAME.has(bare(word));

/** "Anna Jansen geboren de Vries" is Anna Jansen-de Vries; of whom she married only the surname is hers. @param {string[]} words */
function withOneOtherName(words) {
  const at = words.findIndex(isOtherName);
  const before = words.slice(0, at);
  // who is only somebody's widow has no name here
  if (at < 0 || before.filter((word) => !isFiller(word)).length < 2) return words;
  return [...before, ...words.slice(at).filter((word) => !isOtherName(word) && !isFiller(word)).slice(-1)];
}

/** @param {string} word */
const isFunction = (word) => ENDS_AS_WORK.test(bare(word));

/** "Piet Jansen verpleegkundige" is Piet Jansen; where no name would be left it stays, and nobody is meant. @param {string[]} words */
function withoutFunctions(words) {
  const named = words.filter((word) => ROLES.has(bare(word)) || !isFunction(word));
  return named.length >= 2 ? named : words;
}

/** @param {string} part */
function split(part) {
  // "O'Brien" is one word, "'t" and "d'" stand by themselves.
  return part.replace(/(\p{L}{2,})'s\b/gu, "$1").replace(/\b(o)'(?=\p{L})/gu, "$1").replace(/'/g, " ").split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
}

/** @param {string} word */
const isFiller = (word) => TITLES.has(bare(word)) || PARTICLES.has(bare(word));

/** Initials say less than a name: after a name they go, of several by themselves the first stays. @param {string[]} words */
function withoutInitials(words) {
  const whole = words.filter((word) => [...word].length > 1);
  if (whole.length >= 2) return whole;
  const initial = words.find((word) => [...word].length === 1);
  return initial === undefined ? whole : [initial, ...whole];
}

/** The whole name, and where it has more than two words the shorter ones that people use. @param {string[]} words */
function shorter(words) {
  if (words.length <= 2) return [words];
  const first = words[0];
  return [words, [first, words[words.length - 1]], [first, words[1]]];
}

/** @param {string[]} words */
const inOrder = (words) => [...new Set(words)].sort().join(" ");

/** Whether a word says what somebody is; as the last of a name it may be what they are called. @param {string} word @param {number} at @param {string[]} words */
const isRole = (word, at, words) => isOtherName(word) || isFunction(word) || ROLES.has(bare(word)) && !(at > 0 && at === words.length - 1 && ROLES_TOO.has(bare(word)));

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
  const words = withoutInitials(wordsIn(typed));
  const tooLittle = words.length < 2 || words.every((word) => [...word].length === 1);
  if (tooLittle || words.some((word, at) => isRole(word, at, words) || /\p{N}/u.test(word))) return [];
  const ways = shorter(words).flatMap((some) => [inOrder(some.map(bare)), inOrder(some.map(writtenOut))]);
  return [...new Set(ways)].slice(0, MOST_NAMES);
}

/** A telephone number as everybody writes it the same, or "" where it is none. @param {string} typed */
export function plainPhone(typed) {
  const plain = typed.slice(0, LONGEST).normalize("NFKC").replace(/\([^)]*\)/g, "").replace(/[^\d+]/g, "").replace(/^\+/, "00").replace(/\+.*$/, "").replace(/^00310?/, "0");
  // ten digits here, whatever else was typed behind them; of another country as many as it has
  return /^0[1-9]\d{8}/.exec(plain)?.[0] ?? (/^00[1-9]\d{6,13}$/.test(plain) ? plain : "");
}

/** Who is meant, by an address where there is one, and by name. @param {{name: string, email: string}} typed @returns {Named} */
export const personOf = ({ name, email }) => ({ email: plainEmail(email) || plainEmail(name), names: plainNames(name) });

/**
 * Whether two names may be one person's with a slip of the pen or only an initial. A hint among one's own matters, never a token.
 * @param {string} one
 * @param {string} other
 */
export function looksAlike(one, other) {
  const [left, right] = [one, other].map((typed) => withoutInitials(wordsIn(typed)).map(bare));
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
