// A visitor's wish to have everything destroyed, and that they take it back: signed so that the server can check it. Nobody makes it up for them.
import { json, labelled, utf8 } from "./bytes.js";

/**
 * @param {Pick<import("./session.js").Opened, "practice" | "user" | "signer">} state of the visitor
 * @param {string} wish the id of its record
 * @returns {Promise<string>} the signature, in b64
 */
export const signErasure = ({ practice, user, signer }, wish) => signer.signature(labelled("nabij/erase/1", utf8(json([practice, user, wish]))));

/**
 * @param {Pick<import("./session.js").Opened, "practice" | "user" | "signer">} state of the visitor
 * @param {string} record the id of the record by which they take it back
 * @param {string[]} wishes the ids of the wishes that no longer stand
 * @returns {Promise<string>} the signature, in b64
 */
export const signKeeping = ({ practice, user, signer }, record, wishes) => signer.signature(labelled("nabij/keep/1", utf8(json([practice, user, record, ...wishes]))));
