// The letter of a signal: to whom it goes, sealed to them and to the pair, and the answer to it.
import { Refusal } from "../desk/talk.js";
import { b64, newId, unb64 } from "../vault/bytes.js";
import { readReply, writeLetter } from "../vault/correspondence.js";
import { VaultError } from "../vault/errors.js";
import { readingSeen } from "./signal-reading.js";
import { limitsIn, sectionOf, takeStep } from "./signals.js";
import { loadBoardContacts, vault } from "./vault.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./signals.js").Worded} Worded */
/** @typedef {import("./vault.js").Colleague} Colleague */

/**
 * Whom the visitors agreed to: the one ultimately responsible of this organisation with that very name, and how one stands to their keys.
 * @param {OpenSignal} signal
 * @returns {Promise<{contact: string | null, colleague: Colleague | null}>} `colleague`: null without a vault
 */
export async function receiverOf(signal) {
  const { organisation } = signal.register;
  const name = limitsIn(signal).contact_name;
  const found = (await loadBoardContacts()).filter((one) => one.organisation_id === organisation.id && one.name.normalize("NFC") === name);
  // Two of one name: nobody can say which of them was meant.
  return found.length === 1 ? { contact: found[0].id, colleague: found[0].known } : { contact: null, colleague: null };
}

/** What was sealed once goes again as it is. @type {Map<string, {id: string, sealed: string}>} */
const made = new Map();
vault.session.onChange((open) => {
  if (!open) made.clear();
});

/** Seals the letter as it was checked, and hands it over. @param {OpenSignal} signal @param {number | null} count how many people it says are behind it: that is recorded as given out */
export async function handOver(signal, count) {
  const { register, story } = signal;
  const { contact, colleague } = await receiverOf(signal);
  if (!contact || !colleague?.checked || colleague.substituted) throw new Refusal("Vergelijk eerst de cijfers. Er is niets verstuurd.", "refused");
  if (story.sections.get("letter")?.revision !== register.worded) throw new Refusal("De brief is veranderd nadat hij is nagekeken. Er is niets verstuurd. Kijk de brief opnieuw na.", "reworded");
  const letter = /** @type {Worded} */ (sectionOf(signal, "letter"));
  const key = `${register.id} ${register.version} ${contact}`;
  let ready = made.get(key);
  if (!ready) {
    const readers = story.authors.flatMap(({ me, name, colleague: one }) => (!me && one?.checked && !one.substituted ? [{ owner: one.id, ...one.keys, name }] : []));
    const words = { written: register.today, title: letter.title, text: letter.text, questions: letter.questions };
    const file = await writeLetter({ organisation: register.organisation.id, signal: register.id }, { owner: contact, ...colleague.keys, name: colleague.name }, readers, words);
    ready = { id: newId(), sealed: b64(file) };
    made.set(key, ready);
  }
  await takeStep(signal, "overdragen", { contact, count, reading: readingSeen(signal), ...ready });
}

/** The answer of the board, opened; `trouble` names the error where it does not open. @param {OpenSignal} signal @returns {Promise<{reply: Awaited<ReturnType<typeof readReply>> | null, trouble: string}>} */
export async function openedReply({ register, letters }) {
  const [letter, reply] = ["letter", "reply"].map((way) => letters.find(({ direction }) => direction === way));
  if (!letter || !reply) return { reply: null, trouble: "" };
  try {
    const expected = { organisation: register.organisation.id, signal: register.id, to: letter.author };
    return { reply: await readReply(expected, unb64(letter.sealed), unb64(reply.sealed)), trouble: "" };
  } catch (error) {
    if (!(error instanceof VaultError) || error.name === "Locked") throw error;
    return { reply: null, trouble: error.name };
  }
}
