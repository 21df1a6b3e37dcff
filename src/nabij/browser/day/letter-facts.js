// What the letter of a signal is held against: names and notes of one's own vault, read here; parts, roles and figures that went out, of the server.
import { getJson, Refusal } from "../desk/talk.js";
import { forgetRead, notedIn } from "./search.js";
import { noticedIn } from "./signals.js";
import { namesOfVault } from "./story-names.js";
import { vault } from "./vault.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./letter-check.js").Facts} Facts */

/**
 * Reads what is needed, and tells what could not be read: then not everything was looked for. What is read goes nowhere.
 * @param {OpenSignal} signal
 * @param {(done: number, of: number) => void} [onProgress]
 * @returns {Promise<{facts: Facts, closed: number, others: number}>} `closed`: matters that do not open; `others`: of the colleague, which only they read
 */
export async function factsFor(signal, onProgress) {
  const { matters } = noticedIn(signal);
  // what was said there since it was read last counts as well
  for (const { matter } of matters) forgetRead(matter);
  const [{ names, failed }, beside] = await Promise.all([namesOfVault(onProgress), getJson(`/signalen/${signal.register.id}/ernaast.json`)]);
  // who locks meanwhile has read only a part
  if (!vault.session.isOpen()) throw new Refusal("Je kluis is dicht. Open hem, en laat de brief dan nakijken.", "closed");
  const noted = matters.map(({ matter }) => notedIn(matter));
  const facts = { ...beside, names, places: noted.flatMap((one) => one?.places ?? []), texts: noted.flatMap((one) => one?.texts ?? []) };
  return { facts, closed: failed, others: noted.filter((one) => one === null).length };
}
