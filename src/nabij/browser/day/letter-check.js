// What in a letter might betray somebody or judge. The letter is sealed, so it is looked through here, and what is found goes nowhere. Pure.
// A reader of words, never a gate by itself: each finding is decided by a person, who changes the text or says why it stays. Nothing found is no proof: words do not tell what they mean to somebody who was there.
import { b64, utf8 } from "../vault/bytes.js";
import { WATCHED } from "../words/watched.js";
import { leftHits, marksIn, togetherHits } from "./letter-combined.js";
import { countHits } from "./letter-counts.js";
import { dayNumber, nearnessOf } from "./letter-moments.js";
import { AGES, CONTACTS, DATES, PEOPLE, formsOf } from "./letter-patterns.js";
import { peopleHits } from "./letter-people.js";
import { townAndStreetHits } from "./letter-places.js";
import { rareHits } from "./letter-rare.js";
import { asSeen, madeWhole, nameAsSeen, placed } from "./letter-seen.js";
import { oneHits, strayHits, traitHits } from "./letter-traits.js";
import { asCounts } from "./people-counted.js";
import { folded } from "./search.js";
import { namesIn, quietNamesIn } from "./story-names.js";

/**
 * @typedef {object} Facts what the letter is held against; names, places and texts from an open vault
 * @property {string[]} names everybody and every alias in the writer's vault
 * @property {string[]} [visitors] of those, who came
 * @property {string[]} [reach] addresses and numbers of who came
 * @property {string[]} [named] and whom it is about
 * @property {string[]} places of notes: rooms, sites
 * @property {import("./letter-moments.js").Days[]} [days] on which something was, in the matters concerned
 * @property {string} [today] from which "vorige week" in the letter counts
 * @property {string[]} [behindUnits] parts that the matters concerned belong to, or name
 * @property {string[]} texts what was said and noted in the matters concerned
 * @property {string[]} units parts of the organisation
 * @property {string[]} roles as the organisation calls them
 * @property {number[]} released figures that went out
 * @property {number} [rests] on how many visitors the letter rests now
 * @property {number} [rested] and on how many when it was written, 0 where nobody went
 * @property {number | null} [allowed] of how many visitors it may say that they are behind it
 * @property {string[]} [people] who writes it with you: they may be named, with a reason
 * @property {string[]} [known] whose name is no secret here: the organisation, and who reads it
 * @property {import("./letter-traits.js").Counted} [counted] and what each of them counts
 * @property {string[]} [always] what this practice may always say
 * @property {number} [few] fewer than this are few, as the practice has it
 * @property {Record<string, number>} [heads] how many work in each part, by its folded name; 0 or nothing where nobody knows
 * @property {import("./letter-combined.js").Registered[]} [register] one's own matters of the organisation
 * @property {string} [beside] the rest of the letter, which is looked through by itself
 */
/** @typedef {"name" | "person" | "function" | "contact" | "place" | "unit" | "date" | "age" | "number" | "count" | "agreed" | "more" | "combination" | "quote" | "word"} Kind */
/** @typedef {{start: number, end: number, kind: Kind, known: boolean, match: string, before: string, after: string, reason: string, suggestion: string, key: string, quiet?: boolean}} Finding `start` up to `end` in characters of the text in NFC; `known`: this very moment, place or part stands in a matter behind the signal; `quiet`: in small letters, so it may be a word */
/** @typedef {{start: number, end: number, kind: Kind, known?: boolean, quiet?: boolean, reason?: string, suggestion?: string, about?: string}} Hit `about`: what else it is decided on */

const AROUND = 40;
const NEAR_WORDS = 3;
/** As many words in a row as nobody writes twice by chance. */
const QUOTED = 6;

/** @type {Record<Kind, [string, string]>} */
const SAID = {
  name: ["Deze naam of dit pseudoniem staat in je kluis.", "Schrijf “een medewerker”, “een leidinggevende” of “meerdere mensen”."],
  person: ["Dit lijkt de naam van een persoon.", "Schrijf “een medewerker” of “een leidinggevende”."],
  function: ["Deze functie heeft misschien één mens.", "Schrijf “een medewerker” of “iemand die leidinggeeft”."],
  contact: ["Hiermee is iemand te bereiken of te vinden.", "Laat dit weg."],
  place: ["Deze plek staat in een kwestie achter dit signaal. Wie er was, weet wie het is.", "Schrijf ruimer waar het speelt, of laat de plek weg."],
  unit: ["Dit is een onderdeel van de organisatie. In een klein onderdeel wijst het mensen aan.", "Noem het alleen als iedere inbrenger daar ja op zei, of schrijf “een deel van de organisatie”."],
  date: ["Een moment wijst aan wie het was, voor wie erbij was.", "Laat het moment weg, of schrijf “de afgelopen tijd”."],
  age: ["Een leeftijd wijst in een kleine groep één persoon aan.", "Laat de leeftijd weg."],
  number: ["Dit zegt om hoeveel mensen het gaat, en staat niet in de cijfers die uitgegeven zijn.", "Schrijf “meerdere mensen” of “vaker”, of laat het weg."],
  more: ["", ""],
  count: ["Dit telt mensen, en staat niet in de cijfers die uitgegeven zijn. Uit een aantal kan het bestuur afleiden wie het waren.", "Schrijf “meerdere mensen” of “vaker”. Wil je zeggen hoeveel mensen achter de brief staan? Zet dat aantal dan in wat je vertelt, bij Afstemmen: ieder moet daar ja op zeggen."],
  agreed: ["Dit aantal gaat met de brief naar buiten. Het wordt nagekeken naast de cijfers die uitgingen, en vastgelegd.", "Kan de brief zonder? Schrijf dan “meerdere mensen”."],
  combination: ["Deze kenmerken samen passen misschien op één persoon.", "Laat een van de kenmerken weg, of schrijf ruimer."],
  quote: ["Dit staat bijna letterlijk in wat je noteerde. Aan zijn eigen woorden is iemand te herkennen.", "Zeg het in je eigen, neutrale woorden."],
  word: ["", ""],
};

/** What is said of a moment that stands in a matter behind the signal, by how near it is. */
const KNOWN_DAYS = {
  on: "Deze datum staat in een kwestie achter dit signaal. Wie erbij was, weet wie het is.",
  near: "Vlak bij deze datum ligt een dag die in een kwestie achter dit signaal staat. Wie erbij was, weet wie het is.",
  within: "In deze tijd ligt een dag die in een kwestie achter dit signaal staat. In een klein team weet men dan wie het was.",
};
const KNOWN_UNIT = "Een kwestie achter dit signaal hoort bij dit onderdeel, of noemt het. In een klein onderdeel wijst het mensen aan.";

/** Everything in a letter that its writer should look at before it goes out, in the order of the text. @param {string} letter @param {Facts} facts @returns {Finding[]} */
export function checkLetter(letter, facts) {
  const original = letter.normalize("NFC");
  const seen = asSeen(original);
  const held = { ...facts, names: facts.names.map(nameAsSeen) };
  const hits = hitsIn(seen.text, held).map((hit) => placed(seen, hit));
  const whole = madeWhole(seen);
  const split = whole === null ? [] : nameHits(whole.text, held.names).map((hit) => placed(whole, hit));
  const isNew = (/** @type {Hit} */ hit) => !hits.some(({ kind, start, end }) => kind === "name" && start < hit.end && hit.start < end);
  const names = split.filter(isNew);
  // what looked like somebody in a half of a name is that name
  return told([...original], [...names, ...hits.filter((hit) => hit.kind !== "person" || !overlaps(hit, names))]);
}

/** The same as a reader sees the text, in places of what is seen. @param {string} text @param {Facts} facts @returns {Hit[]} */
function hitsIn(text, facts) {
  const plain = folded(text);
  const free = (facts.always ?? []).flatMap((phrase) => spansOf(plain, phrase));
  const own = [...patternHits(plain, CONTACTS, "contact"), ...personHits(text), ...phraseHits(plain, facts.places, "place").map(known), ...unitHits(plain, facts)];
  const moments = [...dateHits(plain, facts), ...patternHits(plain, AGES, "age")];
  const sure = withNames(nameHits(text, facts.names), [...own, ...moments]);
  const named = [...sure, ...quietHits(text, facts.names).filter((hit) => !overlaps(hit, sure))];
  const found = [...named, ...widest([...townAndStreetHits(text, plain, facts.known), ...peopleHits(text, plain, facts), ...rareHits(plain)]).filter((hit) => !overlaps(hit, named))];
  const counts = [...countHits(plain, facts), ...strayHits(plain, facts.released, facts.counted)];
  const ones = oneHits(text, plain).filter((hit) => !overlaps(hit, counts));
  const numbers = asCounts(plain, [...counts, ...ones], facts.allowed).filter((hit) => !overlaps(hit, found));
  const all = [...found, ...numbers, ...judgingHits(plain), ...quoteHits(plain, facts.texts), ...combinationHits(plain, facts, [...found, ...moments]), ...traitHits(plain).filter((hit) => !overlaps(hit, found))];
  return all.filter((hit) => !overlaps(hit, free));
}

/** @param {{start: number, end: number}} one @param {{start: number, end: number}[]} others */
const overlaps = (one, others) => others.some((other) => one.start < other.end && other.start < one.end);

/** Of hits that overlap, the widest. @param {Hit[]} hits @returns {Hit[]} */
function widest(hits) {
  /** @type {Hit[]} */
  const taken = [];
  for (const hit of [...hits].sort((one, other) => other.end - other.start - (one.end - one.start))) if (!overlaps(hit, taken)) taken.push(hit);
  return taken;
}

/** A name may never stay, so it is not hidden in something wider that may: "in Jan" is no month, "meneer De Vries" is as a whole the name. @param {Hit[]} names @param {Hit[]} hits @returns {Hit[]} */
function withNames(names, hits) {
  const titled = names.map((hit) => {
    const person = hits.find(({ kind, start, end }) => (kind === "person" || kind === "contact") && start <= hit.start && end >= hit.end);
    return person ? { ...hit, kind: person.kind === "contact" ? person.kind : hit.kind, start: person.start, end: person.end } : hit;
  });
  const taken = widest(titled);
  return [...taken, ...widest(hits.filter((hit) => !overlaps(hit, taken)))];
}

/** @param {Hit} hit @returns {Hit} */
const known = (hit) => ({ ...hit, known: true });

/** Moments; those that stand in a matter say so. @param {string} plain @param {Facts} facts @returns {Hit[]} */
const dateHits = (plain, { days = [], today = "" }) => patternHits(plain, DATES, "date").map((hit) => {
  const near = days.length > 0 ? nearnessOf(plain.slice(hit.start, hit.end), dayNumber(today), days) : null;
  return near ? { ...hit, known: true, reason: KNOWN_DAYS[near] } : hit;
});

/** @param {string} plain @param {Facts} facts @returns {Hit[]} */
const unitHits = (plain, { units, behindUnits = [] }) => [...phraseHits(plain, behindUnits, "unit").map((hit) => ({ ...hit, known: true, reason: KNOWN_UNIT })), ...phraseHits(plain, units, "unit")];

/** @param {string} plain @param {string} phrase @returns {{start: number, end: number}[]} */
function spansOf(plain, phrase) {
  const wanted = folded(phrase.normalize("NFC").trim());
  return wanted === "" ? [] : [...plain.matchAll(formsOf(wanted))].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }));
}

/** @param {string} plain @param {RegExp} pattern @param {Kind} kind @returns {Hit[]} */
const patternHits = (plain, pattern, kind) => [...plain.matchAll(pattern)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length, kind }));

/** @param {string} plain @param {string[]} phrases @param {Kind} kind @returns {Hit[]} */
const phraseHits = (plain, phrases, kind) => phrases.flatMap((phrase) => spansOf(plain, phrase).map((span) => ({ ...span, kind })));

/** @param {string} text @param {string[]} names @returns {Hit[]} */
const nameHits = (text, names) => namesIn(names, text).map(({ at, end }) => ({ start: at, end, kind: "name" }));

const QUIET = { reason: "Deze naam of dit pseudoniem staat in je kluis, of een deel ervan. Het kan hier ook een gewoon woord zijn.", suggestion: "Gaat het om deze persoon? Schrijf “een medewerker” of “iemand”. Is het een gewoon woord? Schrijf dat erbij." };

/** A name in small letters may be a word, so it may stay with a reason. @param {string} text @param {string[]} names @returns {Hit[]} */
const quietHits = (text, names) => quietNamesIn(names, text).map(({ at, end }) => ({ start: at, end, kind: "person", quiet: true, ...QUIET }));

/** By capitals, so in the text itself; places of UTF-16 become places of characters. @param {string} text @returns {Hit[]} */
const personHits = (text) => [...text.matchAll(PEOPLE)].map((hit) => {
  const start = [...text.slice(0, hit.index)].length;
  return { start, end: start + [...hit[0]].length, kind: "person" };
});

/** Words that judge, with what to say instead. @param {string} plain @returns {Hit[]} */
const judgingHits = (plain) => [...WATCHED.refused, ...WATCHED.verdicts].flatMap(({ words, use, why, unless }) => {
  const free = unless.flatMap((phrase) => spansOf(plain, phrase));
  return widest(words.flatMap((word) => spansOf(plain, word).map((span) => ({ ...span, kind: /** @type {Kind} */ ("word"), reason: why, suggestion: `Schrijf liever: ${use}.` })))).filter((hit) => !overlaps(hit, free));
});

/** @param {string} plain @returns {{word: string, start: number, end: number}[]} */
const wordsIn = (plain) => [...plain.matchAll(/[\p{L}\p{N}]+/gu)].map((hit) => ({ word: hit[0], start: hit.index, end: hit.index + hit[0].length }));

/** Rows of words that stand in what was noted too. @param {string} plain @param {string[]} texts @returns {Hit[]} */
function quoteHits(plain, texts) {
  const noted = new Set(texts.flatMap((text) => {
    const words = wordsIn(folded(text.normalize("NFC"))).map(({ word }) => word);
    return words.slice(QUOTED - 1).map((_, at) => words.slice(at, at + QUOTED).join(" "));
  }));
  const words = wordsIn(plain);
  /** @type {Hit[]} */
  const hits = [];
  for (let at = 0; at + QUOTED <= words.length; at += 1) {
    if (!noted.has(words.slice(at, at + QUOTED).map(({ word }) => word).join(" "))) continue;
    const last = hits.at(-1);
    const [start, end] = [words[at].start, words[at + QUOTED - 1].end];
    if (last && start <= last.end) last.end = end;
    else hits.push({ start, end, kind: "quote" });
  }
  return hits;
}

/** What narrows down together who somebody is. @param {string} plain @param {Facts} facts @param {Hit[]} hits @returns {Hit[]} */
function combinationHits(plain, facts, hits) {
  const marks = marksIn(plain, facts, hits);
  const beside = folded((facts.beside ?? "").normalize("NFC"));
  return [...togetherHits(plain, marks), ...leftHits(marks, marksIn(beside, facts, [...patternHits(beside, DATES, "date"), ...patternHits(beside, AGES, "age")]), facts)];
}

/** @param {string[]} characters @param {Hit[]} hits @returns {Finding[]} */
function told(characters, hits) {
  /** @type {Map<string, number>} */
  const alike = new Map();
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => characters.slice(Math.max(0, from), to).join("");
  return [...hits].sort((one, other) => one.start - other.start || other.end - one.end).map(({ start, end, kind, known: stands = false, reason, suggestion, about = "", quiet }) => {
    const match = cut(start, end);
    const near = [cut(start - AROUND, start).split(/\s+/).slice(-NEAR_WORDS).join(" "), cut(end, end + AROUND).split(/\s+/).slice(0, NEAR_WORDS).join(" ")];
    // what stayed as a moment like any other is decided anew where it turns out to stand in a matter
    const same = [stands && kind === "date" ? "known date" : kind, match, ...near, ...(about === "" ? [] : [about])].join("\n");
    const number = alike.get(same) ?? 0;
    alike.set(same, number + 1);
    return {
      start, end, kind, known: stands, match, before: cut(start - AROUND, start), after: cut(end, end + AROUND),
      reason: reason ?? SAID[kind][0], suggestion: suggestion ?? SAID[kind][1],
      // stays while other words are edited, and goes when those around it change; kept sealed with the letter
      key: b64(utf8(`${same}\n${number}`)),
      ...(quiet && { quiet }),
    };
  });
}

/** Whether this may stay when somebody says why. Who is named or can be called, never; nor how many people, unless that is out or agreed. @param {{kind: Kind}} finding */
export const mayStay = ({ kind }) => kind !== "name" && kind !== "contact" && kind !== "count";

/** The findings that nobody decided to keep with a reason; those that may not stay are among them. @template {Pick<Finding, "key" | "kind">} T @param {T[]} findings @param {{key: string, reason: string}[]} kept @returns {T[]} */
export const undecided = (findings, kept) => findings.filter((finding) => !mayStay(finding) || !kept.some((one) => one.key === finding.key && isReason(one.reason)));

/** A reason is a sentence, not a sign. @param {string} reason */
export const isReason = (reason) => reason.trim().replace(/\s+/g, " ").length >= 10;
