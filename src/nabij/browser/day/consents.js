// Consents of one matter as they are sealed, and those whose last day has passed. Pure but for the clock of this device.
import { dayAndYear } from "../desk/dom.js";
import { Refusal } from "../desk/talk.js";
import { nameOf, ownerOf } from "./people.js";

/** @typedef {import("../vault/record.js").Part} Part */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{colleague: string, name: string, parts: Part[], until: string}} Lapsed a share that still stands, and the last day of its consent */

/** The day on this device: what the server calls today decides nothing here. `YYYY-MM-DD` */
export const todayHere = () => new Date().toLocaleDateString("sv-SE");

/** @param {string} width @returns {Part[]} */
export const partsOf = (width) => (width === "peer_card" ? ["peer"] : ["conversation", "notes"]);

/**
 * The shares that still stand after the last day of their consent. Only consents that are sealed and open to me count, never the server's list.
 * @param {OpenMatter} matter
 * @param {string} [today] `YYYY-MM-DD`
 * @returns {Lapsed[]}
 */
export function lapsedShares({ served, consents, people }, today = todayHere()) {
  return served.shares.filter(({ withdrawn }) => !withdrawn).flatMap(({ colleague, name, width }) => {
    const until = consents.all.filter(({ consent }) => ownerOf(people, consent.receiver) === colleague).at(-1)?.consent.expires;
    return typeof until === "string" && until < today ? [{ colleague, name, parts: partsOf(width), until }] : [];
  });
}

/**
 * What the inbrenger agreed to and took back, in order, in words: from the sealed consents, each checked.
 * @param {OpenMatter} matter
 * @returns {{id: string, given: boolean, words: string, name: string, width: string, until: string | null}[]}
 */
export function agreements({ served, consents, people }) {
  return consents.all.map(({ id, consent: { receiver, width, expires, heard, on, state } }) => {
    const owner = ownerOf(people, receiver);
    const known = served.shares.find(({ colleague }) => colleague === owner)?.name;
    const name = owner === people.self ? "jij" : (known ?? (owner ? nameOf(people, owner, "een collega") : "een collega die je niet kent"));
    const given = state === "given";
    const how = heard ? " in gesprek" : " door de inbrenger zelf";
    return { id, given, name, width, until: given ? expires : null, words: `${given ? "Afgesproken" : "Ingetrokken"}${how}${on ? ` op ${dayAndYear(on)}` : ""}` };
  });
}

/**
 * Nothing new goes where somebody reads along whose consent ran out: a `Refusal` with code `lapsed` that says what to do.
 * @param {OpenMatter} matter
 * @param {{part: Part}[]} changes
 * @param {string} [today] `YYYY-MM-DD`
 */
export function refuseLapsed(matter, changes, today = todayHere()) {
  const lapsed = lapsedShares(matter, today).find(({ parts }) => changes.some(({ part }) => parts.includes(part)));
  if (!lapsed) return;
  const { mine, keeper } = matter.served;
  const then = mine
    ? `Trek eerst in bij Wie kan dit openen. Zei de inbrenger opnieuw ja? Deel daarna opnieuw met ${lapsed.name}.`
    : `Vraag ${keeper.name} om eerst met de inbrenger te beslissen.`;
  throw new Refusal(`De toestemming om te delen met ${lapsed.name} liep tot en met ${dayAndYear(lapsed.until)}. Er is niets weg: wat je typte blijft staan als concept. ${then}`, "lapsed");
}
