// Who is who among one's own matters, in this tab's memory only: slips of the pen, and one person on both sides.
import { Refusal } from "../desk/talk.js";
import { looksAlike, personOf } from "../vault/person-name.js";
import { loadCards, loadClosed } from "./cards.js";
import { canBeCompared } from "./match-record.js";
import { peopleRead, readAll, sameRead, versionsOf } from "./search.js";

/** @typedef {import("./cards.js").MatterCard} MatterCard */
/** @typedef {{name: string, email: string}} Typed */
/** @typedef {{visitor: Typed, named: Typed}} People of one matter, as they were written */
/** @typedef {People & {id: string, alias: string, running: boolean}} Known */

/** Every card of one's own, running and closed. @returns {Promise<MatterCard[]>} */
export async function allCards() {
  const all = new Map((await loadCards()).matters.map((card) => [card.id, card]));
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const closed = await loadClosed(page);
    pages = closed.pages;
    for (const card of closed.matters) all.set(card.id, card);
  }
  return [...all.values()];
}

/** @param {MatterCard[]} cards @param {number} organisation @param {string} except @returns {Known[]} */
const knownIn = (cards, organisation, except) =>
  cards.filter(({ mine, id, organisation: here }) => mine && id !== except && here.id === organisation).flatMap(({ id, alias, closed_month: closed }) => {
    const people = peopleRead(id);
    return people ? [{ id, alias, running: closed === null, ...people }] : [];
  });

/** The people of one's other matters at an organisation; matters that do not open are counted. @param {number} organisation @param {string} except @returns {Promise<{known: Known[], failed: number}>} */
export async function ownPeople(organisation, except) {
  const cards = (await allCards()).filter(({ mine, organisation: here }) => mine && here.id === organisation);
  const failed = await readAll(cards, await versionsOf(cards), () => {}, () => true);
  return { known: knownIn(cards, organisation, except), failed };
}

/** One's other matters that are said to be of the same visitor as this one, by themselves or through each other; nearest first. @param {string} id @param {number} organisation @returns {Promise<string[]>} */
export async function saidToBe(id, organisation) {
  const cards = (await allCards()).filter(({ mine, organisation: here }) => mine && here.id === organisation);
  await readAll(cards, await versionsOf(cards), () => {}, () => true);
  const found = [id];
  for (const one of found) found.push(...cards.flatMap(({ id: card }) => (sameRead(card) === one && !found.includes(card) ? [card] : [])));
  return found.slice(1);
}

/** Whether two are one person: by address where both have one, else by name. Pure. @param {Typed} one @param {Typed} other */
export function isSamePerson(one, other) {
  const [left, right] = [personOf(one), personOf(other)];
  if (left.email && right.email) return left.email === right.email;
  return left.names.some((name) => right.names.includes(name));
}

/** Matters in which one of these stands on the other side. Pure. @param {Partial<People>} people @param {Known[]} known */
export const onBothSides = ({ visitor, named }, known) =>
  known.filter((one) => (visitor && isSamePerson(visitor, one.named)) || (named && isSamePerson(named, one.visitor)));

/** Running matters that name this very person as well. Pure. @param {Typed} named @param {Known[]} known */
export const alsoNamed = (named, known) => known.filter((one) => one.running && isSamePerson(named, one.named));

/** Running matters that name somebody whose name is almost the same. Pure. @param {Typed} named @param {Known[]} known */
export const almostNamed = (named, known) => known.filter((one) => one.running && !isSamePerson(named, one.named) && !haveOtherAddresses(named, one.named) && looksAlike(named.name, one.named.name));

/** @param {Typed} one @param {Typed} other */
function haveOtherAddresses(one, other) {
  const [left, right] = [personOf(one).email, personOf(other).email];
  return left !== "" && right !== "" && left !== right;
}

const WHY = "Wie de ene kant steunt, kan de andere kant niet ook steunen. Daarom wordt dit hier niet bewaard.";
const NAMESAKE = "Is het iemand anders met dezelfde naam? Schrijf dan in beide kwesties het e-mailadres op.";

/** @param {Known[]} found */
const among = (found) => found.map(({ alias }) => `‘${alias || "Zonder schuilnaam"}’`).join(" en ");

/**
 * Refuses that one person keeps both sides. Looks among one's own matters, in this browser.
 * @param {{id: string, organisation: number}} matter
 * @param {Partial<People>} people as they are about to be kept
 */
export async function refuseBothSides({ id, organisation }, people) {
  const those = Object.values(people);
  if (!those.some((one) => canBeCompared(personOf(one)))) return;
  const { known } = await ownPeople(organisation, id);
  const found = onBothSides(people, known);
  if (found.length === 0) return;
  const what = people.visitor ? `Deze persoon wordt in een andere kwestie van jou genoemd: ${among(found)}.` : `Deze persoon is zelf inbrenger in een andere kwestie van jou: ${among(found)}.`;
  throw new Refusal(`${what} ${WHY} Deze kwestie kan beter bij je collega of een ander. ${NAMESAKE}`, "both_sides");
}
