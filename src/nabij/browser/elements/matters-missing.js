// Matters that one holds keys of and that the server leaves out: said above a list, each by the beginning of its number.
import { counted, el } from "../desk/dom.js";

const MOST_NAMED = 10;
const BEGINNING = 8;

/**
 * The warning, or null when nothing is missing.
 * @param {string[]} missing ids
 */
export function missingMatters(missing) {
  if (missing.length === 0) return null;
  const more = missing.length - MOST_NAMED;
  return el(
    "div",
    { class: "error-summary", role: "alert" },
    el("h2", {}, `${counted(missing.length, "kwestie ontbreekt", "kwesties ontbreken")}`),
    el("p", {}, "Je kluis heeft er sleutels van, maar de server toont ze niet: niet bij de lopende en niet bij de afgesloten kwesties. Noteer wat je ziet en bel je beheerder voordat je verder werkt."),
    el("ul", {}, ...missing.slice(0, MOST_NAMED).map((id) => el("li", {}, `Kwestie ${id.slice(0, BEGINNING)}… ontbreekt.`)), more > 0 && el("li", {}, `En nog ${more}.`)),
  );
}
