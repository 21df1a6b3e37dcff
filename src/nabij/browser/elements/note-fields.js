// What stands in the quick note: what is needed, what it proposes, and whether anything is in it at all.

/** @typedef {Record<string, string> & {involvement: string[]}} Fields */

const NEEDED = /** @type {const} */ ([
  ["alias", "Geef een schuilnaam, zodat je de kwestie terugvindt."],
  ["channel", "Kies hoe jullie elkaar spraken."],
  ["duration", "Kies hoe lang het duurde."],
  ["turn", "Kies wie nu aan zet is."],
]);

/** Within how many days the next step is proposed, by who is aan zet. @type {Record<string, number>} */
export const DUE_BY_TURN = { counsellor: 7, colleague: 7, visitor: 14, organisation: 14 };
/** How far off that is, in words. @type {Record<number, string>} */
const FAR_OFF = { 7: "over een week", 14: "over twee weken" };
/** What cannot be changed once it was counted, in words. @type {Record<string, string>} */
export const COUNTED_WORDS = { channel: "hoe jullie elkaar spraken", duration: "hoe lang het duurde", involvement: "hoe je erbij betrokken was", month: "in welke maand het was" };

/** @param {string} today @param {number} days @returns {string} `YYYY-MM-DD` */
export function dayAfter(today, days) {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/** What is said of a day that nobody chose. @param {number | undefined} days */
export const proposalWords = (days) => (days === undefined ? "" : `Voorstel: ${FAR_OFF[days]}. Pas het aan als dat niet klopt.`);

/**
 * No words but those that stood there already, and no choice made.
 * @param {Fields} fields
 * @param {{alone: boolean, nextStep?: string}} from `alone`: not at a matter, where the alias is given; `nextStep`: as the matter had it
 */
export function holdsNothing({ alias, text, place, next_step: next, channel, duration, turn, nature, due, involvement }, { alone, nextStep }) {
  const words = [alone ? alias : "", text, place, next === nextStep ? "" : next];
  return ![...words, channel, duration, turn, nature, due, ...involvement].some((one) => one?.trim());
}

/** What is missing or does not fit: field and sentence. @param {Fields} fields @param {boolean} known whether it is for a matter that is there */
export function wrongIn(fields, known) {
  /** @type {[string, string][]} */
  const wrong = NEEDED.filter(([name]) => !fields[name]?.trim()).map(([name, sentence]) => [name, sentence]);
  if (!known && !fields.organisation) wrong.splice(fields.alias.trim() ? 0 : 1, 0, ["organisation", "Kies bij welke organisatie dit hoort."]);
  if (fields.turn === "nobody" && fields.due) wrong.push(["due", "Als niemand aan zet is, hoort er geen datum bij. Kies geen datum."]);
  return wrong;
}

/** @param {Fields} fields as the register codes it */
export const natureOf = ({ nature = "" }) => ({ nature: nature ? [nature] : [], primary_nature: nature });
