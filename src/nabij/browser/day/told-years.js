// Years of which a report is out: what is noted in one of them later counts with a correction.
import { getJson } from "../desk/talk.js";

/**
 * What is said of a conversation in a year that was told already; empty where it was not, or where that cannot be known now.
 * @param {number} organisation 0 where none is chosen
 * @param {string} day `YYYY-MM…`
 */
export async function toldAlready(organisation, day) {
  const year = Number(day.slice(0, 4));
  if (!organisation || !year) return "";
  /** @type {{organisation: number, year: number}[]} */
  const out = await getJson("/jaarverslagen/uit.json").then((answer) => answer.out, () => []);
  return out.some((one) => one.organisation === organisation && one.year === year) ? `Het verslag van ${year} is al uit. Dit telt mee als je een verbetering maakt.` : "";
}
