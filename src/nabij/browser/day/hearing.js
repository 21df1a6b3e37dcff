// A yes that was heard in conversation, about telling something to somebody outside; and that it was taken back. The visitor reads it, and can undo it.
import { minute } from "../desk/dom.js";
import { newId } from "../vault/bytes.js";
import { questionHash } from "../vault/consent.js";
import { refuseLapsed } from "./consents.js";
import { sealChanges } from "./matter.js";
import { changing, deliver, nextConsent, notesTroubled, refuseDoubtful, refuseUncertain } from "./sharing.js";
import { cardChange, cardOf, nextCard } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./writing.js").Question} Question */

/**
 * Records that the visitor said yes to this question, which is kept with it.
 * @param {OpenMatter} matter
 * @param {{id: string, question: Question}} heard `id` of the question, drawn once
 */
export const hearYes = (matter, { id, question }) =>
  changing(matter, async () => {
    refuseDoubtful(matter);
    refuseLapsed(matter, [{ part: "conversation" }, { part: "notes" }]);
    const { step, receiver, width, text, expires } = question;
    return recorded(matter, { step, receiver, width, text, expires, hash: questionHash(id, text), state: "given" }, { id, question });
  });

/**
 * Records that the visitor took this consent back in conversation. It waits for nothing: neither for a colleague whose last day passed, who reads in
 * it only that something was taken back, nor for what is in doubt, as nobody gets a key by it.
 * @param {OpenMatter} matter
 * @param {import("../vault/consent.js").SignedConsent} consent
 */
export const hearWithdrawal = (matter, { step, receiver, width, text_hash: hash }) =>
  changing(matter, async () => {
    refuseUncertain(matter);
    return recorded(matter, { step, receiver, width, text: "", expires: null, hash, state: "withdrawn" }, null);
  });

/**
 * @param {OpenMatter} matter
 * @param {Parameters<typeof nextConsent>[1]} said
 * @param {{id: string, question: Question} | null} asked
 */
async function recorded(matter, said, asked) {
  const heard = await nextConsent(matter, said);
  const recordId = newId();
  /** @type {import("./matter.js").Change[]} */
  const changes = [{ part: "conversation", kind: "consent", id: recordId, revision: 1, content: { ...heard.content } }];
  if (asked) changes.push({ part: "conversation", kind: "ask", id: asked.id, revision: 1, content: { ...asked.question, written: minute() } });
  // The card names this consent, so that a server that hides it shows; nothing goes on top of notes that do not verify.
  if (!notesTroubled(matter)) changes.push(cardChange(nextCard(matter, newId()), cardOf(matter)));
  const { sealed, confirm } = await sealChanges(matter.id, changes, heard.last);
  const body = { sequence: heard.last.sequence, record_id: recordId, state: said.state, asked: asked?.id ?? null, sealed };
  await deliver(matter.id, "gehoord", body, confirm, null, []);
  return { left: [] };
}
