// The proof of a write: that it comes from whoever holds the vault's key, and not just the session.
import { concat, json, labelled, sha256, utf8 } from "./bytes.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

const LABEL = "nabij/write/1";

/**
 * A signature over these exact bytes, to this path, in this owner's name.
 * @param {import("./signature.js").Signer} signer
 * @param {string} owner
 * @param {string} path
 * @param {Bytes} body
 * @returns {Promise<string>} b64
 */
export const signWrite = (signer, owner, path, body) => signer.signature(labelled(LABEL, concat(utf8(json([owner, path])), sha256(body))));
