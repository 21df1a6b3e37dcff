// Which of one's own matters a colleague still reads along in after the last day of the consent: what *Vandaag* shows first.
import { lapsedShares } from "./consents.js";
import { loadMatter } from "./matter.js";

/** @typedef {import("./cards.js").MatterCard} MatterCard */
/** @typedef {{card: MatterCard, name: string, until: string}} LapsedCard with whom, and the last day of the consent */

/**
 * Opens only what is shared, one after the other: the last day stands in the sealed consent, and nowhere else.
 * @param {MatterCard[]} cards
 * @returns {Promise<LapsedCard[]>} earliest day first
 */
export async function lapsedCards(cards) {
  const found = [];
  for (const card of cards.filter(({ mine, shared, trouble }) => mine && shared && !trouble)) {
    for (const { name, until } of lapsedShares(await loadMatter(card.id, { passing: true }))) found.push({ card, name, until });
  }
  return found.sort((one, other) => one.until.localeCompare(other.until));
}
