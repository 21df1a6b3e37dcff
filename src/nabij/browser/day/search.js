// Searching in what is unlocked, in this tab's memory only: nothing of the question or of what is found leaves the browser.
import { getJson } from "../desk/talk.js";
import { asTitle, KINDS } from "./kinds.js";
import { latest } from "./latest.js";
import { matchOf, namedParty, visitorOf } from "./match-record.js";
import { loadMatter } from "./matter.js";
import { vault } from "./vault.js";

/** @typedef {import("./cards.js").MatterCard} MatterCard */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{where: string, text: string, day: string, name?: boolean, place?: boolean, visitor?: boolean}} Passage `day`: of the talk, or on which it was written, `YYYY-MM-DD`, or ""; `name`: what somebody is called; `place`: where a talk was; `visitor`: of who came */
/** @typedef {{where: string, before: string, match: string, after: string}} Excerpt */

const AT_ONCE = 3;
const AROUND = 60;

/** Passages of matters that were read, with the version that they were read at, the days of its talks, its part of the organisation, who is who in them, and the matter of the same visitor. @type {Map<string, {version: string, passages: Passage[], met: string[], unit: string, people: import("./own-people.js").People, same: string}>} */
const read = new Map();
vault.session.onChange((open) => {
  if (!open) read.clear();
});

/** Lower case without accents, one character for each of the text. @param {string} text */
export const folded = (text) => [...text].map((one) => one.normalize("NFD")[0].toLocaleLowerCase("nl").charAt(0) || one).join("");

/** An alias as people compare them: without capitals or stray spaces. @param {string} alias */
export const plainAlias = (alias) => alias.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleLowerCase("nl");

/** Matters that go by this alias. @template {{alias: string}} Card @param {Card[]} cards @param {string} alias */
export const namedAlike = (cards, alias) => cards.filter((card) => card.alias !== "" && plainAlias(card.alias) === plainAlias(alias));

/** @param {string} typed @returns {string[]} */
export const wordsOf = (typed) => folded(typed.normalize("NFC")).split(/\s+/).filter(Boolean);

/** @param {MatterCard} card @returns {Passage[]} */
const passagesOfCard = (card) => [
  { where: "", text: card.alias, day: "" },
  { where: "Volgende stap", text: card.nextStep, day: "" },
  { where: "Organisatie", text: card.organisation.name, day: "" },
];

/** Fields that hold what somebody is called. */
const CALLED = new Set(["name", "called"]);

/** Records that say who came. */
const VISITORS = new Set(["contact", "person"]);

/** What may be searched in a matter. @param {OpenMatter} matter @returns {Passage[]} */
export function passagesOf(matter) {
  const of = (/** @type {string} */ kind, /** @type {string} */ where, /** @type {string[]} */ names) =>
    latest(matter, kind).flatMap(({ content, written }) => names.map((name) => ({ where, text: String(content[name] ?? ""), day: String(content.at ?? written ?? "").slice(0, 10), ...(CALLED.has(name) && kind !== "file" && { name: true }), ...(name === "place" && { place: true }), ...(VISITORS.has(kind) && { visitor: true }) })));
  return [
    ...of("words", asTitle(KINDS.words), ["text"]),
    ...of("message", asTitle(KINDS.message), ["text"]),
    ...of("contact", asTitle(KINDS.contact), ["called", "name", "phone", "email"]),
    ...of("note", asTitle(KINDS.note), ["text", "place"]),
    ...of("person", asTitle(KINDS.person), ["name", "contact", "phone", "email"]),
    ...of("named_party", asTitle(KINDS.named_party), ["name", "relation", "email"]),
    ...of("file", asTitle(KINDS.file), ["name"]),
  ].filter(({ text }) => text !== "");
}

/**
 * What tells that a matter changed since it was read, by id: its register, its card, and the newest manifest of its notes, which any record
 * there raises. What is said and told in the conversation, and corrections elsewhere in a matter that is closed, show after the vault was shut.
 * @param {MatterCard[]} cards
 * @returns {Promise<Map<string, string>>}
 */
export async function versionsOf(cards) {
  /** @type {{chains: {matter: string, manifests: import("./matter.js").ServedManifest[]}[]}} */
  const { chains } = await getJson("/kwesties/kaartketens.json");
  const newest = new Map(chains.map(({ matter, manifests }) => [matter, manifests.map(({ epoch, counter }) => `${epoch}:${counter}`).join()]));
  return new Map(cards.map(({ id, version, card }) => [id, `${version} ${card?.epoch}:${card?.revision} ${newest.get(id) ?? ""}`]));
}

/**
 * Reads what was not read yet or changed since, a few at a time; a matter that does not open is left out and counted.
 * @param {MatterCard[]} cards
 * @param {Map<string, string>} versions of `versionsOf`
 * @param {(done: number, of: number) => void} onProgress
 * @param {() => boolean} wanted whether to go on
 * @returns {Promise<number>} how many did not open
 */
export async function readAll(cards, versions, onProgress, wanted) {
  const versionOf = (/** @type {string} */ id) => versions.get(id) ?? "";
  const waiting = cards.filter(({ id, trouble }) => !trouble && read.get(id)?.version !== versionOf(id));
  const total = waiting.length;
  let done = 0;
  let failed = cards.filter(({ trouble }) => trouble).length;
  const work = async () => {
    for (let card = waiting.shift(); card && wanted() && vault.session.isOpen(); card = waiting.shift()) {
      try {
        const matter = await loadMatter(card.id, { passing: true });
        if (matter.troubles.length > 0) failed += 1;
        if (vault.session.isOpen()) read.set(card.id, { version: versionOf(card.id), passages: passagesOf(matter), met: daysMet(matter), unit: String(card.unit ?? ""), people: { visitor: visitorOf(matter), named: namedParty(matter) }, same: matchOf(matter).same });
      } catch (error) {
        if (error instanceof Error && error.name !== "Refusal") throw error;
        // Better not found than found as it was.
        read.delete(card.id);
        failed += 1;
      }
      done += 1;
      onProgress(done, total);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return failed;
}

/** The names in what was read of a matter: of whoever came, and of whom it is about. @param {string} id @returns {string[]} */
export const namesRead = (id) => (read.get(id)?.passages ?? []).filter(({ name }) => name).map(({ text }) => text);

/** What who came is called in what was read of a matter, and how they are reached. @param {string} id @returns {{names: string[], reach: string[]}} */
export function visitorRead(id) {
  const theirs = (read.get(id)?.passages ?? []).filter(({ visitor }) => visitor);
  return { names: theirs.filter(({ name }) => name).map(({ text }) => text), reach: theirs.filter(({ name }) => !name).map(({ text }) => text) };
}

/** The days of its talks. @param {OpenMatter} matter */
const daysMet = (matter) => latest(matter, "note").map(({ content }) => String(content.at ?? "").slice(0, 10)).filter(Boolean);

/** What was said and noted in a matter that was read, when and where; names apart. @param {string} id @returns {{texts: string[], places: string[], told: {text: string, day: string}[], met: string[], unit: string} | null} null where it was not read */
export function notedIn(id) {
  const found = read.get(id);
  if (!found) return null;
  const those = found.passages.filter(({ name }) => !name);
  const told = those.filter(({ place }) => !place);
  return { texts: told.map(({ text }) => text), places: those.filter(({ place }) => place).map(({ text }) => text), told, met: found.met, unit: found.unit };
}

/** Who came and who is named, in what was read of a matter; null where it was not read. @param {string} id */
export const peopleRead = (id) => read.get(id)?.people ?? null;

/** The matter that is said to be of the same visitor, in what was read of one; "" where there is none. @param {string} id */
export const sameRead = (id) => read.get(id)?.same ?? "";

/** What was read of a matter is out of date. @param {string} id */
export const forgetRead = (id) => read.delete(id);

/** @param {Passage} passage @param {string[]} words @returns {Excerpt | null} around the first word that is in it */
export function excerpt({ where, text }, words) {
  const plain = text.normalize("NFC");
  const characters = [...plain];
  const searched = folded(plain);
  const found = words.map((word) => ({ word, at: searched.indexOf(word) })).filter(({ at }) => at >= 0).sort((one, other) => one.at - other.at)[0];
  if (!found) return null;
  const start = Math.max(0, found.at - AROUND);
  const end = found.at + [...found.word].length;
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => characters.slice(from, to).join("");
  return {
    where,
    before: (start > 0 ? "…" : "") + cut(start, found.at),
    match: cut(found.at, end),
    after: cut(end, end + AROUND) + (end + AROUND < characters.length ? "…" : ""),
  };
}

/**
 * Matters in which every word occurs somewhere, with one excerpt of why.
 * @param {MatterCard[]} cards
 * @param {string} typed
 * @returns {{card: MatterCard, excerpt: Excerpt | null}[]}
 */
export function search(cards, typed) {
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  return cards.flatMap((card) => {
    if (card.trouble) return [];
    const passages = [...passagesOfCard(card), ...(read.get(card.id)?.passages ?? [])];
    const all = folded(passages.map(({ text }) => text.normalize("NFC")).join("\n"));
    if (!words.every((word) => all.includes(word))) return [];
    const why = passages.map((passage) => excerpt(passage, words)).find((one) => one !== null) ?? null;
    return [{ card, excerpt: why?.where ? why : null }];
  });
}
