// The parts of organisations that may be chosen for a sheet: of those that its rows belong to, and of no other. Pure.
import { plain } from "./columns.js";
import { realCode } from "./matters.js";

/** @typedef {import("./columns.js").Choices} Choices */
/** @typedef {import("./proposing.js").Draft} Draft */
/** @typedef {Record<string, Choices>} Units by organisation */

/** The organisations that the rows of a sheet belong to, as chosen so far. @param {Pick<Draft, "fields" | "values" | "blanks">} draft @param {Choices} organisations */
function organisationsIn({ fields, values, blanks }, organisations) {
  const chosen = new Set([...(fields.includes("organisation") ? Object.values(values.organisation ?? {}) : []), blanks.organisation].map(realCode));
  return organisations.filter(([key]) => chosen.has(key));
}

/**
 * A part of the same name at two organisations is one choice, as one word stands in the sheet for both; any other says whose it is where there are more.
 * @param {Units} units @param {Choices} organisations @param {Pick<Draft, "fields" | "values" | "blanks">} draft @returns {Choices}
 */
export function unitChoices(units, organisations, draft) {
  const own = organisationsIn(draft, organisations);
  /** @type {Map<string, {key: string, name: string, whose: string[]}>} */
  const found = new Map();
  for (const [organisation, called] of own) {
    for (const [key, name] of units[organisation] ?? []) {
      const one = found.get(plain(name)) ?? { key, name, whose: [] };
      one.whose.push(called);
      found.set(plain(name), one);
    }
  }
  return [...found.values()].map(({ key, name, whose }) => [key, own.length > 1 && whose.length < own.length ? `${name} (${whose.join(", ")})` : name]);
}

/** The part of this organisation that was chosen, by its name where it was chosen at another; empty where it has none so. @param {Units} units @param {string} organisation @param {string} unit */
export function unitAt(units, organisation, unit) {
  const name = Object.values(units).flat().find(([key]) => key === unit)?.[1] ?? "";
  const own = units[organisation] ?? [];
  return (own.find(([key]) => key === unit) ?? own.find(([, label]) => plain(label) === plain(name)))?.[0] ?? "";
}
