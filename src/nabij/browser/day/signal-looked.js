// What is written at a signal beside its letter, held against the writer's vault: a colleague reads it, or somebody outside. Pure.
import { checkLetter, isReason } from "./letter-check.js";
import { folded } from "./search.js";
import { givenOf } from "./story-names.js";

/** @typedef {import("./letter-check.js").Finding} Finding */
/** @typedef {import("./letter-check.js").Facts} Facts */
/** @typedef {import("./letter-check.js").Kind} Kind */
/** @typedef {import("./signals.js").Kept} Kept */
/**
 * @typedef {"all" | "who" | "names" | "never"} Sort how far a text is looked through. `all`: as a letter; `who`: for whom it points at, not for numbers or words that
 * judge; `names`: for names and ways to reach somebody, which may stay with a reason unless they are of who came; `never`: for those, and none may stay
 */
/** @typedef {Finding & {field: string, never: boolean, once: boolean}} Seen in which text; `never`: it may not stay; `once`: told once, as it may be a word */

const NAMED = new Set(/** @type {Kind[]} */ (["name", "contact"]));
const NOT_WHO = new Set(/** @type {Kind[]} */ (["number", "count", "agreed", "more", "word"]));

/** @type {Record<Sort, {looks: (kind: Kind) => boolean, never: (kind: Kind) => boolean}>} */
const SORTS = {
  all: { looks: () => true, never: (kind) => NAMED.has(kind) || kind === "count" },
  who: { looks: (kind) => !NOT_WHO.has(kind), never: (kind) => NAMED.has(kind) },
  names: { looks: (kind) => NAMED.has(kind), never: () => false },
  never: { looks: (kind) => NAMED.has(kind), never: () => true },
};

const MAYBE = "Gaat het om deze persoon? Schrijf “iemand”. Is het een gewoon woord? Bewaar dan nog een keer.";

/** Of a letter, but nothing of what went out or was agreed: those are for the letter alone. @param {Facts} facts @returns {Facts} */
export const factsAmongTwo = ({ rests: _rests, rested: _rested, counted: _counted, ...facts }) => ({ ...facts, released: [], allowed: null });

/** On a card for somebody elsewhere the organisation, and who reads its letters, are no known names. @param {Facts} facts @param {Sort} sort @returns {Facts} */
const heldOf = ({ people = [], known = [], ...facts }, sort) => (sort === "who" ? { ...facts, people: [...people, ...known], known: [] } : { ...facts, people, known });

/** What in these texts is to be decided on, each field in its sort. @param {Record<string, string>} texts @param {Record<string, Sort>} sorts @param {Facts} facts @returns {Seen[]} */
export function seenIn(texts, sorts, facts) {
  const held = factsAmongTwo(facts);
  return Object.entries(sorts).flatMap(([field, sort]) =>
    lookedThrough(texts[field] ?? "", sort, held).map((finding) => ({ once: false, ...finding, field, key: `${field} ${finding.key}` })));
}

/** @param {string} text @param {Sort} sort @param {Facts} facts @returns {(Finding & {never: boolean, once?: boolean})[]} */
function lookedThrough(text, sort, facts) {
  const { looks, never } = SORTS[sort];
  const found = checkLetter(text, heldOf(facts, sort)).filter(({ kind }) => looks(kind));
  if (sort !== "names" && sort !== "never") return found.map((one) => ({ ...one, never: never(one.kind) }));
  const came = whoCame(text, facts);
  const given = namesAlone(text, (facts.visitors ?? []).map(givenOf)).filter((one) => one.quiet && widthAt([...found], one) === 0);
  return [...found.map((one) => ({ ...one, never: never(one.kind) || came(one) })), ...given.map((one) => ({ ...one, never: false, once: true, suggestion: MAYBE }))].sort((one, other) => one.start - other.start);
}

/** @param {string} text @param {string[]} names */
const namesAlone = (text, names) => checkLetter(text, { names: names.filter(Boolean), places: [], texts: [], units: [], roles: [], released: [] });

/** How wide what was found around this is. @param {Finding[]} found @param {Finding} at */
const widthAt = (found, { start, end }) => Math.max(0, ...found.filter((one) => one.start < end && start < one.end).map((one) => one.end - one.start));

/** As addresses and numbers are compared. @param {string} text */
const bare = (text) => folded(text.normalize("NFC")).replace(/[^\p{L}\p{N}]/gu, "").replace(/^(?:0031|31|0)(?=\d{9}$)/, "");

/** Whether a finding is who came, and not as much somebody whom it is about or who may be named: no reason lets that stay. @param {string} text @param {Facts} facts @returns {(finding: Finding) => boolean} */
function whoCame(text, { visitors = [], reach = [], named = [], people = [], known = [] }) {
  const called = (/** @type {string[]} */ names) => namesAlone(text, names).filter(({ kind }) => kind === "name");
  const [theirs, others, reached] = [called(visitors), called([...named, ...people, ...known]), reach.map(bare)];
  return (finding) => (finding.kind === "contact" ? reached.includes(bare(finding.match)) : widthAt(theirs, finding) > widthAt(others, finding));
}

/** What is still to be changed, or kept with a reason. @param {Seen[]} seen @param {Kept[]} kept */
export const leftOf = (seen, kept) => seen.filter((one) => one.never || (!one.once && !kept.some(({ key, reason }) => key === one.key && isReason(reason))));

/** The reasons of what stands in these texts still. @param {Seen[]} seen @param {Kept[]} kept @returns {Kept[]} */
export const stillKept = (seen, kept) => kept.filter(({ key, reason }) => isReason(reason) && seen.some((one) => one.key === key && !one.never));

/** Names and contact details that reasons bring up: who reads them did not have those from the text. @param {{match: string}[]} seen @param {string[]} reasons @param {Facts} facts @returns {string[]} */
export function broughtUp(seen, reasons, facts) {
  const stand = new Set(seen.map(({ match }) => match));
  return [...new Set(reasons.flatMap((reason) => checkLetter(reason, factsAmongTwo(facts))).filter(({ kind, match }) => NAMED.has(kind) && !stand.has(match)).map(({ match }) => match))];
}
