// What a visitor took back themselves is answered with new keys, as soon as whoever keeps the matter opens it.
import { nameOf, ownerOf } from "./people.js";
import { sentenceFor } from "../desk/say.js";
import { takenBack } from "./consents.js";
import { latest } from "./latest.js";
import { loadMatter } from "./matter.js";
import { renewKeys } from "./sharing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./cards.js").MatterCard} MatterCard */

/** About whom a consent is, by name. @param {OpenMatter} matter @param {string} receiver */
export function receiverName(matter, receiver) {
  const owner = ownerOf(matter.people, receiver);
  if (owner === null) return String(latest(matter, "ask").find(({ content }) => content.receiver === receiver)?.content.receiver_name ?? "iemand die je niet kent");
  return matter.served.shares.find(({ colleague }) => colleague === owner)?.name ?? nameOf(matter.people, owner, "een collega");
}

/** Of whom the visitor took back a consent, each once. @param {OpenMatter} matter */
const takenFrom = (matter) => [...new Set(takenBack(matter).map(({ consent }) => receiverName(matter, consent.receiver)))];

/** @typedef {Pick<OpenMatter, "records" | "consents" | "epochs">} Taken */

/** Whether only to tell somebody was taken back, who never had a key. @param {Taken} matter */
const isOutsideOnly = (matter) => takenBack(matter).every(({ consent }) => consent.width === "as_said");

/** What follows once it is answered. @param {Taken} matter */
export function answeredWords(matter) {
  const outside = takenBack(matter).some(({ consent }) => consent.width === "as_said");
  const keys = isOutsideOnly(matter) ? "" : "Er is nu een nieuwe sleutel. Wie ingetrokken is, leest niets van wat je hierna opschrijft. Wat gelezen is, blijft gelezen.";
  return [keys, outside ? "Vertel daar niets meer over deze kwestie. Wat al verteld is, blijft verteld." : ""].filter(Boolean).join(" ");
}

/** What a counsellor reads before the matter is opened. @param {Taken} matter */
export const askedWords = (matter) => (isOutsideOnly(matter) ? "Vertel daar niets meer. Open de kwestie om te lezen wat er is ingetrokken." : "Open de kwestie: dan komt er een nieuwe sleutel.");

/**
 * The matter with new keys where the visitor took something back and one keeps it; says so once. Where that does not go, the matter as it is, and why.
 * @param {OpenMatter} matter
 * @param {() => Promise<unknown>} [written] done once it was answered, before the matter is fetched anew
 * @returns {Promise<OpenMatter>}
 */
export async function withWithdrawalsAnswered(matter, written = async () => {}) {
  const names = takenFrom(matter);
  if (names.length === 0 || !matter.served.mine) return matter;
  const told = `De inbrenger trok zelf in: ${names.join(", ")}.`;
  try {
    const { left } = await renewKeys(matter);
    const others = left.map(({ name, why }) => ` ${name} kreeg geen nieuwe sleutel: ${why}.`).join("");
    await written();
    const renewed = await loadMatter(matter.id);
    renewed.news.push(`${told} ${answeredWords(matter)}${others}`);
    return renewed;
  } catch (error) {
    matter.news.push(`${told} ${isOutsideOnly(matter) ? "Vertel daar niets meer. Dit verwerken lukte nog niet" : "Een nieuwe sleutel maken lukte nog niet"}: ${sentenceFor(error)} Tot dan kun je hier niets bewaren.`);
    return matter;
  }
}

/**
 * Which of one's own matters a visitor took something back in, that was not answered with new keys yet. Opens only those with a visitor whom one awaits.
 * @param {MatterCard[]} cards
 * @returns {Promise<{card: MatterCard, names: string[], then: string}[]>}
 */
export async function takenBackCards(cards) {
  const found = [];
  for (const card of cards.filter(({ mine, answered, trouble }) => mine && answered && !trouble)) {
    const matter = await loadMatter(card.id, { passing: true });
    const names = takenFrom(matter);
    if (names.length > 0) found.push({ card, names, then: askedWords(matter) });
  }
  return found;
}
