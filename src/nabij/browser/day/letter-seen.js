// A text as a reader sees it: without signs that nobody sees, with one letter for each that looks the same, and words that were split made whole. Pure.
// Each sign knows where it stood, so that what is found is shown as it was written.

/** @typedef {{text: string, at: number[]}} Seen `at`: for each character of `text` its place in the original, in characters of NFC */

/** Letters that look as these do: Cyrillic, Greek, others. */
const LOOK_ALIKES = [
  ["\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0457\u0458\u0455\u04bb\u0501\u051b\u051d\u0475\u043a\u043c\u0442\u0432\u043d\u0433\u043f\u0438\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405", "aeopcyxiijshdqwvkmtbhrnuABEKMHOPCTYXIJS"],
  ["\u03b1\u03bf\u03bd\u03c1\u03c4\u03c5\u03b9\u03ba\u03c7\u03b5\u03b7\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7", "aovptuikxenABEZHIKMNOPTYX"],
  ["\u0251\u0261\u0131\u01c0\u1d00\u0299\u1d04\u1d05\u1d07\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22\u0585\u057d\u0578\u0570", "agilabcdeghijklmnoprstuvwyzounh"],
];
const ALIKE = new Map(LOOK_ALIKES.flatMap(([those, these]) => [...those].map((one, nth) => /** @type {[string, string]} */ ([one, these[nth]]))));
/** Nobody sees these: soft hyphens, joiners, marks of direction, fillers and variants. */
const UNSEEN = /^(?:\p{Default_Ignorable_Code_Point}|\p{Cf}|\u2800)$/u;
const MARK = /^\p{M}$/u;
const SPACE = /^(?:[^\S\n]|\u2028|\u2029)$/u;
const WIDE = /^[\p{L}\p{N}]+$/u;
/** Figures and signs in the place of letters. */
const LEET = new Map([["0", "o"], ["1", "i"], ["3", "e"], ["4", "a"], ["5", "s"], ["7", "t"], ["@", "a"], ["$", "s"], ["€", "e"], ["!", "i"]]);

/** What one sign looks like: nothing, itself, or others. @param {string} one */
function seenAs(one) {
  if (UNSEEN.test(one) || MARK.test(one)) return "";
  if (SPACE.test(one)) return " ";
  const alike = ALIKE.get(one);
  if (alike) return alike;
  const wide = one.normalize("NFKC");
  if (wide !== one && WIDE.test(wide)) return wide;
  // so that a place in the text is a place among its characters
  return one.length > 1 ? "\u25a1" : one;
}

/** The text without what nobody sees. @param {string} text in NFC @returns {Seen} */
export function asSeen(text) {
  /** @type {string[]} */
  const seen = [];
  /** @type {number[]} */
  const at = [];
  [...text].forEach((one, place) => {
    for (const sign of seenAs(one)) {
      seen.push(sign);
      at.push(place);
    }
  });
  return { text: seen.join(""), at };
}

/** The same, for a name that is looked for. @param {string} name */
export const nameAsSeen = (name) => asSeen(name.normalize("NFC")).text;

const SPLIT = /(?<=\p{L})[-‐‑]?[^\S\n]*\n[^\S\n]*(?=\p{L})/gu;
/** Single letters beside each other: "F a t i m a", "F.a.t.i.m.a", "F-a-t-i-m-a". */
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?:[ .·_*-]{1,2}\p{L}(?![\p{L}\p{N}])){2,}/gu;
const MIXED = /(?<![\p{L}\p{N}])(?=[\p{L}\d@$€!]*\p{L})(?=[\p{L}\d@$€!]*[\d@$€!])[\p{L}\d@$€!]{3,}(?![\p{L}\p{N}])/gu;

/**
 * The same text with words made whole that were split over lines or letter by letter, and figures in them read as letters. Only names are looked for in it.
 * @param {Seen} seen
 * @returns {Seen | null} null where nothing was split
 */
export function madeWhole({ text, at }) {
  const signs = [...text];
  const gone = new Set();
  for (const hit of text.matchAll(SPLIT)) for (let place = 0; place < hit[0].length; place += 1) gone.add(hit.index + place);
  for (const hit of text.matchAll(SPACED)) [...hit[0]].forEach((sign, place) => /\p{L}/u.test(sign) || gone.add(hit.index + place));
  const changed = signs.map((sign) => sign);
  for (const hit of text.matchAll(MIXED)) [...hit[0]].forEach((sign, place) => (changed[hit.index + place] = LEET.get(sign) ?? sign));
  if (gone.size === 0 && changed.join("") === text) return null;
  const left = changed.map((_, place) => place).filter((place) => !gone.has(place));
  return { text: left.map((place) => changed[place]).join(""), at: left.map((place) => at[place]) };
}

/** Where something in what is seen stood in the text. @template {{start: number, end: number}} T @param {Seen} seen @param {T} hit @returns {T} */
export const placed = ({ at }, hit) => ({ ...hit, start: at[hit.start] ?? 0, end: (at[hit.end - 1] ?? 0) + 1 });
