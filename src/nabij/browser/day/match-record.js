// What a matter keeps sealed for comparing: the handle of its tokens, its secret, and of whom they were made. Pure.
import { b64, json, labelled, newId, random, sha256, utf8, uuidFrom } from "../vault/bytes.js";
import { isInitial, personOf, plainPhone } from "../vault/person-name.js";
import { contactOf } from "./told-by-visitor.js";
import { latest } from "./latest.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("../vault/person-name.js").Named} Named */
/** @typedef {{token: string, visitor: string, by_email: boolean, whose: string, also: string[]}} Token `whose`: the same for all that one counsellor registers of this person; `also`: the visitor by each other thing they are known by, in order */
/** @typedef {{epoch: number, matcher: number, known: "email" | "name" | "", tokens: Token[]}} NamedIn one person's tokens in one version; `known`: by what the visitor is */
/** @typedef {{handle: string, secret: string}} Handle */
/**
 * @typedef {object} Match the body of a record `match`
 * @property {string} handle "" while nobody is compared
 * @property {string} secret
 * @property {Named | null} about of whom the tokens are
 * @property {string} visitor by what the visitor counts once
 * @property {string[]} also by what else they are known: who has one of these in common is one visitor
 * @property {NamedIn[]} named as they were registered; none: still to be
 * @property {Handle[]} former still to be withdrawn
 * @property {string} same the matter of the same visitor, or ""
 * @property {Sides | null} sides
 */
/** @typedef {{of: Named, found: boolean, day?: string}} Sides whether another names this visitor, as it was answered; `day`: on which day, left out by older browsers */
/** @typedef {[epoch: number, matcher: number]} Version */

/** @type {Match} */
export const NOTHING = { handle: "", secret: "", about: null, visitor: "", also: [], named: [], former: [], same: "", sides: null };

/** The same in every tab and on every device, so that a matter never has two. @param {string} matterId */
export const recordId = (matterId) => uuidFrom(sha256(labelled("nabij/match/record/1", utf8(matterId))));

/** The newest one of a matter, or null. @param {Pick<OpenMatter, "records">} matter */
export const matchRecord = (matter) => latest(matter, "match").at(-1) ?? null;

/** @param {Pick<OpenMatter, "records">} matter @returns {Match} */
export const matchOf = (matter) => ({ ...NOTHING, .../** @type {Partial<Match>} */ (matchRecord(matter)?.content ?? {}) });

/** @param {Named} one */
export const canBeCompared = ({ email, names }) => email !== "" || names.length > 0;

/** Every handle that a matter has or had rows under. @param {Match} match @returns {Handle[]} */
export const handlesOf = ({ handle, secret, former }) => (handle ? [...former, { handle, secret }] : former);

/** Whom a matter names, as typed; empty where it names nobody. @param {Pick<OpenMatter, "records">} matter */
export function namedParty(matter) {
  const { name = "", email = "" } = latest(matter, "named_party").at(-1)?.content ?? {};
  return { name: String(name), email: String(email) };
}

/** What the visitor is called, as the counsellor wrote it, else as they told it themselves. @param {OpenMatter} matter */
export function visitorOf(matter) {
  const wrote = latest(matter, "person").at(-1)?.content ?? {};
  const told = contactOf(matter)?.content ?? {};
  return { name: String(wrote.name || told.name || ""), email: String(wrote.email || told.email || "") };
}

/** By what a visitor counts once: their name in whole words, which both counsellors know most often; else their own address, else the matter. @param {OpenMatter} matter */
export function countedAs(matter) {
  const { email, names } = personOf(visitorOf(matter));
  const whole = names.find((name) => !name.split(" ").some(isInitial));
  return whole || email || matter.id;
}

/** More than this is not looked at. */
const MOST_ALSO = 6;

/**
 * By what else the visitor is known, as the counsellor wrote it and as they told it: addresses, numbers, names, and what they want to be called. Two matters
 * that have one of these in common are one visitor's, at whichever counsellor.
 * @param {OpenMatter} matter
 * @returns {string[]} without what they count by
 */
export function alsoKnownAs(matter) {
  return others([...knownThings(matter)], countedAs(matter));
}

/** @param {string[]} found @param {string} first */
const others = (found, first) => [...new Set(found)].filter((one) => one !== "" && one !== first).slice(0, MOST_ALSO);

/** The same of two matters that are said to be one visitor's, who counts as in the first. @param {OpenMatter} first @param {OpenMatter} matter */
export const alsoKnownTogether = (first, matter) =>
  others([...knownThings(first), ...[countedAs(matter)].filter((one) => knownBy(one) !== ""), ...knownThings(matter)], countedAs(first));

/** @param {OpenMatter} matter @returns {string[]} */
function knownThings(matter) {
  const those = [latest(matter, "person").at(-1)?.content ?? {}, contactOf(matter)?.content ?? {}];
  const all = (/** @type {string} */ field) => those.map((one) => String(one[field] ?? "")).filter(Boolean);
  const names = [...all("name"), ...all("called")].map((name) => personOf({ name, email: "" }));
  return [...all("email").map((email) => personOf({ name: "", email }).email), ...names.map(({ email }) => email), ...all("phone").map(plainPhone), ...names.flatMap((one) => one.names)];
}

/** By what a visitor who is counted so is known: nothing, where only the matter tells them apart. @param {string} visitor @returns {"email" | "name" | ""} */
export const knownBy = (visitor) => (visitor.includes("@") ? "email" : MATTER.test(visitor) ? "" : "name");

const MATTER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether it says whose it is and by what all the visitor is known; what was made before there was that is made anew. @param {NamedIn} named */
export const isWhole = ({ known, tokens }) => known !== undefined && tokens.every(({ whose, also }) => Boolean(whose) && Array.isArray(also));

/**
 * The record as it has to be for this person and visitor; the same object where nothing changed. Another person is another handle, and so is
 * another visitor: what was registered goes.
 * @param {Match} was
 * @param {{person: Named | null, visitor: string, also?: string[]}} wanted
 * @param {() => Handle} [draw]
 * @returns {Match}
 */
export function revised(was, { person, visitor, also = [] }, draw = drawn) {
  if (!person) return was.handle ? { ...was, handle: "", secret: "", about: null, visitor: "", also: [], named: [], former: handlesOf(was) } : was;
  if (was.handle && json(was.about) === json(person) && was.visitor === visitor && json(was.also) === json(also)) return was;
  return { ...was, ...draw(), about: { email: person.email, names: person.names }, visitor, also, named: [], former: handlesOf(was) };
}

/**
 * The same person and visitor under another handle, not registered yet: under the former one lies what is not theirs.
 * @param {Match} was
 * @param {() => Handle} [draw]
 * @returns {Match}
 */
export const redrawn = (was, draw = drawn) => ({ ...was, ...draw(), named: [], former: handlesOf(was) });

/** @returns {Handle} */
const drawn = () => ({ handle: newId(), secret: b64(random(32)) });

/** After so many days it is asked again whether a visitor is named: who supports the other side may have come later. */
const ASKED_AGAIN = 30;

/**
 * Whether it is to be asked whether this visitor is named. After a yes there is nothing more to hear; a day that is not yet there, or none, says nothing.
 * @param {Sides | null} sides
 * @param {Named} visitor
 * @param {string} today `YYYY-MM-DD`
 */
export function isToAsk(sides, visitor, today) {
  if (!isAbout(sides, visitor)) return true;
  const days = (Date.parse(today) - Date.parse(String(sides?.day))) / 86_400_000;
  // The clock of another device may be a day ahead.
  return !sides?.found && !(days >= -1 && days <= ASKED_AGAIN);
}

/** Whether what was answered is about this very visitor. @param {Sides | null} sides @param {Named} visitor */
export const isAbout = (sides, visitor) => json(sides?.of ?? null) === json(visitor);

/** What is kept of an answer beside an earlier one: a later no takes no yes away. @param {Sides | null} was @param {Sides} now @returns {Sides} */
export const answered = (was, now) => (was?.found && isAbout(was, now.of) ? was : now);

/** @param {NamedIn} named @returns {Version} */
export const versionOf = ({ epoch, matcher }) => [epoch, matcher];

/** @param {Version} one @param {Version} other */
const same = (one, other) => one[0] === other[0] && one[1] === other[1];

/** @param {Version[]} among @param {Version} version */
export const has = (among, version) => among.some((one) => same(one, version));

/**
 * In which versions somebody who is registered now must be: the newest, and every one that others still have rows in; of those, the ones that
 * this vault can make tokens in.
 * @param {{newest: Version, versions: Version[], epochs: number[], pinned: number[]}} how
 * @returns {Version[]}
 */
export const wantedVersions = ({ newest, versions, epochs, pinned }) =>
  [newest, ...versions.filter((one) => !same(one, newest))].filter(([epoch, matcher]) => epochs.includes(epoch) && pinned.includes(matcher));
