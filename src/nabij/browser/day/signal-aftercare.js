// Aftercare for who stands behind a signal: one day for one's own running matters that were laid under it. Pure but for the last.
import { loadMatter } from "./matter.js";
import { weeksAfter } from "./timeline.js";
import { cardOf, passTurn } from "./writing.js";

/** @typedef {import("./cards.js").MatterCard} MatterCard */
/** @typedef {import("./signals.js").Concern} Concern */

/**
 * One's own matters under a signal that still run: which have a day for aftercare ahead, and which do not. Who took back is among them: they need it no less.
 * @param {Pick<Concern, "matter">[]} concerns @param {Map<string, MatterCard>} cards @param {string} today `YYYY-MM-DD`
 */
export function aftercareOf(concerns, cards, today) {
  const ids = new Set(concerns.flatMap(({ matter }) => (matter ? [matter] : [])));
  const own = [...cards.values()].filter(({ id, mine, closed_month: closed }) => ids.has(id) && mine && closed === null);
  const has = (/** @type {MatterCard} */ { aftercare }) => aftercare !== null && aftercare > today;
  return { has: own.filter(has), lacks: own.filter((one) => !has(one)) };
}

/** @param {string} today @param {number} weeks as the practice waits */
export const dayOfAftercare = (today, weeks) => weeksAfter(today, Math.max(1, weeks));

/** Puts the day in each of these; whose turn it is stays. Of one that is done already nothing changes when the next fails. @param {string[]} matters @param {string} day */
export async function setAftercare(matters, day) {
  for (const id of matters) {
    const matter = await loadMatter(id);
    const { turn, due } = matter.served.register;
    await passTurn(matter, { turn, due, card: { ...cardOf(matter), aftercare: day } });
  }
}
