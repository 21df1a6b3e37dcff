// The visitor's note to self: whose keys they pinned, and the last head of each epoch that they saw.
import { exactly, isB64Of, isCount, isObject, isUuid, json, mustHold, utf8 } from "./bytes.js";
import { pinIn } from "./bundle.js";
import { openEnvelope, sealEnvelope } from "./envelope.js";
import { Locked } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./bundle.js").Pin} Pin */
/** @typedef {import("./manifest.js").Head} Head */
/** @typedef {{pins: Pin[], heads: Record<string, Head>, standby?: string}} Keepsake `heads`: by epoch; `standby`: who is to stand by once they can be handed a key, as who came with a code chose */

const INFO = "nabij/keepsake/1";

/** @param {string} practice @param {string} conversation @param {number} version */
const aadOf = (practice, conversation, version) => utf8(json([INFO, practice, conversation, version]));

/** @param {unknown} value @returns {Record<string, Head>} */
function headsIn(value) {
  mustHold(isObject(value), "Not heads");
  return Object.fromEntries(Object.entries(value).map(([epoch, head]) => {
    const { counter, hash } = exactly(head, ["counter", "hash"]);
    mustHold(/^[1-9][0-9]{0,8}$/.test(epoch) && isCount(counter) && isB64Of(hash, 32), "Not the head of an epoch");
    return [epoch, { counter, hash }];
  }));
}

/** @param {unknown} plain @returns {Keepsake} */
function keepsakeIn(plain) {
  const chose = isObject(plain) && Object.hasOwn(plain, "standby");
  const { pins, heads, standby } = exactly(plain, ["pins", "heads", ...(chose ? ["standby"] : [])]);
  mustHold(Array.isArray(pins) && (!chose || isUuid(standby)), "Not a note to self");
  return { pins: pins.map(pinIn), heads: headsIn(heads), ...(chose ? { standby: String(standby) } : {}) };
}

/**
 * @param {Bytes | null} uvk
 * @param {string} practice
 * @param {string} conversation
 * @param {number} version
 * @param {Keepsake} keepsake
 * @param {import("./record.js").Fixed} [fixed]
 */
export async function sealKeepsake(uvk, practice, conversation, version, keepsake, fixed) {
  if (!uvk) throw new Locked();
  mustHold(isUuid(practice) && isUuid(conversation) && isCount(version), "Not the place of a keepsake");
  return sealEnvelope(uvk, INFO, aadOf(practice, conversation, version), keepsakeIn(keepsake), fixed);
}

/**
 * The note of this conversation and version; another visitor's, another conversation's or another version's is `WrongKey`.
 * @param {Bytes | null} uvk
 * @param {string} practice
 * @param {string} conversation
 * @param {number} version
 * @param {Bytes} envelope
 */
export async function openKeepsake(uvk, practice, conversation, version, envelope) {
  if (!uvk) throw new Locked();
  return keepsakeIn(await openEnvelope(uvk, INFO, aadOf(practice, conversation, version), envelope));
}
