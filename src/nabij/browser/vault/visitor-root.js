// What seven words yield: an id to be found by, a token, and keys. Nothing of it is kept but in the page's memory.
import { scryptAsync } from "../vendor/vault-primitives.js";
import { b64, concat, derive, mustHold, utf8, uuidFrom } from "./bytes.js";
import { identityFrom, recipientOf } from "./age.js";
import { signerOf } from "./signature.js";
import { visitorPassphrase } from "./visitor-words.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./slots.js").OnProgress} OnProgress */
/**
 * @typedef {object} VisitorKeys
 * @property {string} lookup under which the server finds the conversation
 * @property {string} token b64, goes with every request
 * @property {Bytes} uvk
 * @property {string} identity
 * @property {string} recipient
 * @property {import("./signature.js").Signer} signer
 */

const LABEL = utf8("nabij/visitor/1");
/** log2 N: the format's, and no argument lowers it. */
const VISITOR_WORK = 15;
// Work between two turns of the event loop, in milliseconds.
const TICK = 40;

/**
 * The root of seven typed words, 32 bytes, at the full cost; `WrongSecret` where they are not seven, `BadEnvelope` for a salt that is not 16 bytes.
 * @param {string} typed
 * @param {Bytes} salt of the installation
 * @param {OnProgress} [onProgress]
 * @returns {Promise<Bytes>}
 */
export async function visitorRoot(typed, salt, onProgress) {
  mustHold(salt.length === 16, "Not the salt of an installation");
  const words = visitorPassphrase(typed);
  return scryptAsync(words, concat(LABEL, salt), { N: 2 ** VISITOR_WORK, r: 8, p: 1, dkLen: 32, maxmem: 2 ** 31, asyncTick: TICK, onProgress });
}

/**
 * Everything that a root yields.
 * @param {Bytes} root
 * @returns {Promise<VisitorKeys>}
 */
export async function visitorKeys(root) {
  mustHold(root.length === 32, "Not a root");
  const from = (/** @type {string} */ purpose) => derive(root, new Uint8Array(), `nabij/visitor/${purpose}/1`);
  const identity = identityFrom(from("identity"));
  const signer = await signerOf(from("signing"));
  return { lookup: uuidFrom(from("lookup")), token: b64(from("token")), uvk: from("uvk"), identity, recipient: await recipientOf(identity), signer };
}

