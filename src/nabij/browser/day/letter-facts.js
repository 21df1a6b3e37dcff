// What the letter of a signal is held against: names and notes of one's own vault, read here; parts, roles and figures that went out, of the server.
import { getJson, Refusal } from "../desk/talk.js";
import { loadCards } from "./cards.js";
import { allCards } from "./own-people.js";
import { todayHere } from "./consents.js";
import { knownDays, knownPlaces, knownUnits } from "./letter-noted.js";
import { mayCount } from "./people-counted.js";
import { folded, forgetRead, notedIn, sameRead } from "./search.js";
import { limitsIn, noticedIn } from "./signals.js";
import { namesOfVault, rolesOfVault } from "./story-names.js";
import { vault } from "./vault.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./letter-check.js").Facts} Facts */

/**
 * Reads what is needed, and tells what could not be read: then not everything was looked for. What is read goes nowhere.
 * @param {OpenSignal} signal
 * @param {(done: number, of: number) => void} [onProgress]
 * @returns {Promise<{facts: Facts, closed: number, others: number}>} `closed`: matters that do not open, or that the server leaves out; `others`: of the colleague, which only they read
 */
export async function factsFor(signal, onProgress) {
  const { matters } = noticedIn(signal);
  // what was said there since it was read last counts as well
  for (const { matter } of matters) forgetRead(matter);
  const [{ names, failed }, beside, listed, cards] = await Promise.all([namesOfVault(onProgress), getJson(`/signalen/${signal.register.id}/ernaast.json`), loadCards(), allCards()]);
  // who locks meanwhile has read only a part
  if (!vault.session.isOpen()) throw new Refusal("Je kluis is dicht. Open hem, en laat de brief dan nakijken.", "closed");
  const called = new Map(beside.parts.map((/** @type {{id: number, name: string}} */ { id, name }) => [String(id), name]));
  const noted = matters.map(({ matter }) => notedIn(matter));
  const read = noted.filter((one) => one !== null).map((one) => ({ ...one, unit: called.get(one.unit) ?? "" }));
  const register = registered(cards.filter(({ organisation }) => organisation.id === signal.register.organisation.id), called);
  const heads = Object.fromEntries(beside.parts.map((/** @type {{name: string, heads: number}} */ one) => [folded(one.name.normalize("NFC").trim()), one.heads]));
  const allowed = mayCount(beside.behind, limitsIn(signal).told);
  const { needed, rested } = signal.register;
  const people = signal.story.authors.map(({ name }) => name);
  const known = [signal.register.organisation.name, ...signal.register.contacts.map(({ name }) => name)];
  const roles = await rolesOfVault();
  const facts = { ...beside, ...roles, heads, register, allowed, rests: needed, rested, people, known, names, places: knownPlaces(read), texts: read.flatMap(({ texts }) => texts), days: knownDays(read), today: todayHere(), behindUnits: knownUnits(read, beside.units) };
  const unread = [...listed.matters.map(({ id }) => id), ...listed.closed].filter((id) => notedIn(id) === null);
  return { facts, closed: listed.missing.length + Math.max(failed, unread.length), others: noted.filter((one) => one === null).length };
}

/** What the register has of one's own matters, each visitor by the first matter that is said to be theirs. @param {import("./cards.js").MatterCard[]} cards @param {Map<string, string>} called parts by id */
function registered(cards, called) {
  const first = (/** @type {string} */ id) => {
    const seen = new Set();
    for (let next = id; next !== "" && !seen.has(next); next = sameRead(next)) seen.add((id = next));
    return id;
  };
  return cards.map(({ id, unit, primary_nature: nature, opened_month: from, closed_month: to }) => ({ visitor: first(id), unit: called.get(String(unit ?? "")) ?? "", nature, from, to: to ?? "" }));
}
