// What the letter of a signal is held against: names and notes of one's own vault, read here; parts, roles and figures that went out, of the server.
import { getJson, Refusal } from "../desk/talk.js";
import { loadCards } from "./cards.js";
import { todayHere } from "./consents.js";
import { knownDays, knownPlaces, knownUnits } from "./letter-noted.js";
import { mayCount } from "./people-counted.js";
import { forgetRead, notedIn } from "./search.js";
import { limitsIn, noticedIn } from "./signals.js";
import { namesOfVault } from "./story-names.js";
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
  const [{ names, failed }, beside, listed] = await Promise.all([namesOfVault(onProgress), getJson(`/signalen/${signal.register.id}/ernaast.json`), loadCards()]);
  // who locks meanwhile has read only a part
  if (!vault.session.isOpen()) throw new Refusal("Je kluis is dicht. Open hem, en laat de brief dan nakijken.", "closed");
  const noted = matters.map(({ matter }) => notedIn(matter));
  const read = noted.filter((one) => one !== null);
  const allowed = mayCount(beside.behind, limitsIn(signal).told);
  const { needed, rested } = signal.register;
  const people = signal.story.authors.map(({ name }) => name);
  const known = [signal.register.organisation.name, ...signal.register.contacts.map(({ name }) => name)];
  const facts = { ...beside, allowed, rests: needed, rested, people, known, names, places: knownPlaces(read), texts: read.flatMap(({ texts }) => texts), days: knownDays(read), today: todayHere(), behindUnits: knownUnits(read, beside.units) };
  const unread = [...listed.matters.map(({ id }) => id), ...listed.closed].filter((id) => notedIn(id) === null);
  return { facts, closed: listed.missing.length + Math.max(failed, unread.length), others: noted.filter((one) => one === null).length };
}
