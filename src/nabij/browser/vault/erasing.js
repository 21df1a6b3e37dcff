// A visitor's wish to have everything destroyed, signed so that the server can check it: nobody makes it up for them.
import { json, labelled, utf8 } from "./bytes.js";

/**
 * @param {Pick<import("./session.js").Opened, "practice" | "user" | "signer">} state of the visitor
 * @param {string} wish the id of its record
 * @returns {Promise<string>} the signature, in b64
 */
export const signErasure = ({ practice, user, signer }, wish) => signer.signature(labelled("nabij/erase/1", utf8(json([practice, user, wish]))));
