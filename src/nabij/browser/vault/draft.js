// Drafts: one sealed blob per editor, readable only with one's own open vault.
import { json, mustHold, utf8 } from "./bytes.js";
import { openEnvelope, sealEnvelope } from "./envelope.js";
import { Locked } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

const INFO = "nabij/draft/1";

/** @param {string} user @param {string} id */
const aadOf = (user, id) => utf8(json([INFO, user, id]));

/**
 * @param {Bytes | null} uvk
 * @param {string} user
 * @param {string} id
 * @param {Record<string, unknown>} content
 * @param {import("./record.js").Fixed} [fixed]
 */
export async function sealDraft(uvk, user, id, content, fixed) {
  if (!uvk) throw new Locked();
  mustHold(typeof content === "object" && content !== null && !Array.isArray(content), "A draft is an object");
  return sealEnvelope(uvk, INFO, aadOf(user, id), content, fixed);
}

/**
 * @param {Bytes | null} uvk
 * @param {string} user
 * @param {string} id
 * @param {Bytes} envelope
 */
export async function openDraft(uvk, user, id, envelope) {
  if (!uvk) throw new Locked();
  return openEnvelope(uvk, INFO, aadOf(user, id), envelope);
}
