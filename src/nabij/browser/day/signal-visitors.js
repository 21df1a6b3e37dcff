// Which matters of a signal are of one visitor: they are asked once, in one conversation, for all that they told. By what their counsellor keeps sealed in those
// matters, and never by what the server says: it could name two people as one, and one of them would not be asked.
import { Refusal } from "../desk/talk.js";
import { isVerdict } from "../vault/errors.js";
import { loadMatter } from "./matter.js";
import { matchOf } from "./match-record.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{matter: string, by: string, same?: string}} Told a matter of which something is in a signal, and whose it is; `same`: in which of these its visitor is asked */
/** @typedef {(id: string) => Promise<OpenMatter>} Load */

/** @type {Load} */
const passing = (id) => loadMatter(id, { passing: true });

/** In which matter the visitor of this one is asked. Of somebody else's, or of one that is not there, no other. @param {Told[]} matters @param {Told} one */
const askedIn = (matters, { matter, by, same }) => (matters.some((other) => other.matter === same && other.by === by && other.same === undefined) ? same : matter);

/** Of each visitor the matter in which they are asked. Pure. @param {Told[]} matters */
export const askedOf = (matters) => matters.filter((one) => askedIn(matters, one) === one.matter);

/** What else the visitor told who is asked in this one. Pure. @param {Told[]} matters @param {string} matter */
export const besides = (matters, matter) => matters.filter((one) => one.matter !== matter && askedIn(matters, one) === matter);

/** How many things are laid under it: of each visitor a yes; without consent an exception in every matter. Pure. @param {"agreed" | "excepted"} path @param {Told[]} matters */
export const neededFor = (path, matters) => (path === "excepted" ? matters : askedOf(matters)).length;

/** The matter, or null where it is gone or does not open. @param {string} id @param {Load} load */
const readOr = (id, load) =>
  load(id).catch((error) => {
    if (error instanceof Refusal || isVerdict(error)) return null;
    throw error;
  });

/** The first matter of its visitor, as far as that is said. @param {OpenMatter} matter @param {Load} load */
async function firstOf(matter, load) {
  const seen = [matter.id];
  for (let same = matchOf(matter).same; same && !seen.includes(same); ) {
    seen.push(same);
    const next = await readOr(same, load);
    same = next ? matchOf(next).same : "";
  }
  return seen[seen.length - 1];
}

/** Whether somebody reads and answers there with words of their own. @param {OpenMatter} matter */
const hasWords = ({ id, people }) => people.pins.some(({ owner, visitor }) => visitor && owner === id);

/**
 * Matters of one's own, those of one visitor together. Who is asked reads it where they have words, else in the first.
 * @param {string[]} ids
 * @param {string} by
 * @param {Load} [load]
 * @returns {Promise<Told[]>} in the same order
 */
export async function together(ids, by, load = passing) {
  if (ids.length < 2) return ids.map((matter) => ({ matter, by }));
  /** @type {{id: string, first: string, words: boolean}[]} */
  const read = [];
  for (const id of ids) {
    const matter = await readOr(id, load);
    read.push({ id, first: matter ? await firstOf(matter, load) : id, words: matter !== null && hasWords(matter) });
  }
  return read.map(({ id, first }) => {
    const own = read.filter((one) => one.first === first);
    const asked = (own.find(({ words }) => words) ?? own[0]).id;
    return asked === id ? { matter: id, by } : { matter: id, by, same: asked };
  });
}

/**
 * Refuses where a matter is not said to be of the visitor who is asked for it: then somebody else would say yes to what this one told.
 * @param {Told[]} matters
 * @param {OpenMatter} asked
 * @param {Load} [load]
 */
export async function checkTogether(matters, asked, load = passing) {
  const others = besides(matters, asked.id);
  if (others.length === 0) return;
  const first = await firstOf(asked, load);
  for (const { matter } of others) {
    if ((await firstOf(await load(matter), load)) === first) continue;
    throw new Refusal("Bij deze kwestie staat niet (meer) dat ze van dezelfde inbrenger is. Er is niets verstuurd. Weeg het signaal opnieuw, en kies bij Wat je ziet je kwesties nog een keer.", "apart", { matter });
  }
}
