// Consents of one matter in order, and those whose last day has passed. Pure but for the clock of this device.
import { dayAndYear } from "../desk/dom.js";
import { Refusal } from "../desk/talk.js";

/** @typedef {import("../vault/record.js").Part} Part */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{colleague: string, name: string, parts: Part[], until: string}} Lapsed a share that still stands, and the last day of its consent */

/** The day on this device: what the server calls today decides nothing here. `YYYY-MM-DD` */
export const todayHere = () => new Date().toLocaleDateString("sv-SE");

/** @param {string} width @returns {Part[]} */
export const partsOf = (width) => (width === "peer_card" ? ["peer"] : ["conversation", "notes"]);

/**
 * The shares that still stand after the last day of their consent. Only consents that are open to me count.
 * @param {OpenMatter} matter
 * @param {string} [today] `YYYY-MM-DD`
 * @returns {Lapsed[]}
 */
export function lapsedShares({ served, records }, today = todayHere()) {
  const written = new Map(records.filter(({ kind }) => kind === "consent").map(({ id, content }) => [id, content]));
  return served.shares.filter(({ withdrawn }) => !withdrawn).flatMap(({ colleague, name, width }) => {
    const last = served.consents.filter(({ receiver }) => receiver === colleague).sort((one, other) => one.sequence - other.sequence).at(-1);
    const until = last && written.get(last.record_id)?.expires;
    return typeof until === "string" && until < today ? [{ colleague, name, parts: partsOf(width), until }] : [];
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
