// What somebody says of themselves in a section that others seal as well: signed over its place and its content, so it stays theirs whoever seals the section
// anew, and nobody says it in their name.
import { isB64Of, isObject, json, labelled, utf8 } from "./bytes.js";
import { verifies } from "./signature.js";

/** @typedef {import("./signature.js").Signer} Signer */
/** @typedef {{practice: string, box: string, section: string}} WordPlace */
/** @typedef {{signer: string, signature: string}} OwnWord */

const LABEL = "nabij/own-word/1";

/** @param {WordPlace} place @param {unknown} says */
const bytesOf = ({ practice, box, section }, says) => labelled(LABEL, utf8(json([practice, box, section, says])));

/** @param {Signer} signer @param {WordPlace} place @param {unknown} says @returns {Promise<OwnWord>} */
export const signWord = async (signer, place, says) => ({ signer: signer.sign, signature: await signer.signature(bytesOf(place, says)) });

/** By which key this was said here; null where it is nobody's word. @param {unknown} word @param {WordPlace} place @param {unknown} says @returns {Promise<string | null>} */
export async function signerOfWord(word, place, says) {
  if (!isObject(word) || !isB64Of(word.signer, 32) || !isB64Of(word.signature, 64)) return null;
  return (await verifies(word.signer, word.signature, bytesOf(place, says))) ? word.signer : null;
}

/** Whose word it is: one's own, or of somebody whose digits one compared; null for anything else. @param {unknown} word @param {WordPlace} place @param {unknown} says @param {Pick<import("./session.js").Opened, "user" | "ownSigns" | "bundle">} one @returns {Promise<string | null>} */
export async function ownerOfWord(word, place, says, { user, ownSigns, bundle }) {
  const key = await signerOfWord(word, place, says);
  if (key === null || ownSigns.includes(key)) return key && user;
  return bundle.pins.find(({ sign, former, checked, visitor = false }) => checked && !visitor && (sign === key || former.includes(key)))?.owner ?? null;
}
