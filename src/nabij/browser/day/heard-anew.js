// What was heard before its visitor had words: recorded anew under the first key that is theirs too, so that they read it and can take it back.
import { newId } from "../vault/bytes.js";
import { consentHash, questionHash } from "../vault/consent.js";
import { isStanding } from "../vault/visitor-consents.js";
import { lastConsent, todayHere } from "./consents.js";
import { latest, revisionAfter } from "./latest.js";
import { vault } from "./vault.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Change} Change */
/** @typedef {import("../vault/consent.js").SignedConsent} SignedConsent */

/** What was heard and holds today. @param {OpenMatter} matter @param {string} today `YYYY-MM-DD` @returns {SignedConsent[]} */
function heardStanding({ consents }, today) {
  const all = consents.all.map(({ consent }) => consent);
  return all.filter((one) => one.heard && isStanding(all, one) && (one.expires === null || one.expires >= today));
}

/** The question that this consent answers, word for word and under its own id, so that the answer stays one to it. @param {OpenMatter} matter @param {SignedConsent} consent @returns {Change[]} */
function questionAnew(matter, { text_hash: hash }) {
  const asked = latest(matter, "ask").find(({ id, content }) => questionHash(id, String(content.text)) === hash);
  return asked ? [{ part: "conversation", kind: "ask", id: asked.id, revision: revisionAfter(matter, asked.id, asked.revision), content: asked.content }] : [];
}

/**
 * Each of them once more, with the next numbers: to the same person, as wide, of the same day and until the same day. `listed` is for the server.
 * @param {OpenMatter} matter
 * @param {string} [today]
 */
export async function heardAnew(matter, today = todayHere()) {
  let last = lastConsent(matter);
  /** @type {Change[]} */
  const changes = [];
  const listed = [];
  for (const one of heardStanding(matter, today)) {
    const { step, receiver, width, heads, text_hash, expires, on } = one;
    const content = await vault.heardConsent({ matter: matter.id, step, receiver, width, heads, text_hash, expires, sequence: (last?.sequence ?? 0) + 1, previous: last?.hash ?? "", state: "given", ...(on === undefined ? {} : { on }) });
    const id = newId();
    changes.push({ part: "conversation", kind: "consent", id, revision: 1, content: { ...content } }, ...questionAnew(matter, one));
    listed.push({ sequence: content.sequence, record_id: id, anew: one.sequence });
    last = { sequence: content.sequence, hash: consentHash(JSON.stringify(content)) };
  }
  return { changes, listed, last };
}
