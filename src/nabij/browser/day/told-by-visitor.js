// What a visitor said of themselves, and since when: read from their own sealed record, newest first. Pure.
import { standingOf } from "../vault/visitor-standing.js";
import { latest, revisionsOf } from "./latest.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Placed} Placed */

/** @type {Record<import("../vault/visitor-standing.js").Standing, string>} */
const WORDS = {
  named: "bekend met naam",
  chosen: "bekend met een gekozen naam",
  "chosen-reachable": "bekend met een gekozen naam, en met een nummer of adres niet anoniem",
  reachable: "zonder naam, maar met een nummer of adres niet anoniem",
  earlier: "nu zonder naam, nummer of adres, maar niet anoniem: dat stond er eerder wel",
  anonymous: "anoniem",
};

/** The newest `contact`, or null where there is none. @param {OpenMatter} matter @returns {Placed | null} */
export const contactOf = (matter) => latest(matter, "contact").at(-1) ?? null;

/** Somebody to whom a code was handed was spoken with before. @param {OpenMatter} matter @param {import("../vault/visitor-standing.js").Standing} standing */
const said = (matter, standing) => (standing === "anonymous" && latest(matter, "invitation").length > 0 ? "hier zonder naam, nummer of adres, maar je sprak elkaar al" : WORDS[standing]);

/**
 * How the visitor is known now; after a change also how before, and when they changed it, as their device said.
 * @param {OpenMatter} matter
 * @returns {{now: string, before: string | null, changed: string | null}}
 */
export function knownAs(matter) {
  const newest = contactOf(matter);
  if (!newest) return { now: said(matter, standingOf([])), before: null, changed: null };
  const earlier = revisionsOf(matter, newest.id).filter(({ revision }) => revision < newest.revision).map(({ content }) => content);
  const before = earlier.length > 0;
  return { now: said(matter, standingOf([...earlier, newest.content])), before: before ? said(matter, standingOf(earlier)) : null, changed: before ? String(newest.content.written ?? newest.written ?? "").slice(0, 10) : null };
}

/** Beside its question, what they told; empty where they told nothing. @param {Placed} contact @returns {[string, string][]} */
export function toldRows({ content }) {
  const { called, name, phone, email, when, voicemail } = content;
  const message = voicemail === true ? "Dat mag." : voicemail === false ? "Niet doen." : "";
  /** @type {[string, unknown][]} */
  const rows = [["Wil heten", called], ["Naam", name], ["Telefoon", phone], ["E-mail", email], ["Wanneer is het veilig?", when], ["Inspreken of een bericht achterlaten", message]];
  return rows.flatMap(([label, value]) => (typeof value === "string" && value ? [[label, value]] : []));
}
