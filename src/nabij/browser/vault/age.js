// age files (age-encryption.org/v1) with X25519 recipients.
import { Decrypter, Encrypter, bech32, generateX25519Identity, identityToRecipient } from "../vendor/vault-primitives.js";
import { BadEnvelope } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

export { generateX25519Identity as newIdentity, identityToRecipient as recipientOf };

/** The identity whose secret is these 32 bytes. @param {Bytes} secret */
export const identityFrom = (secret) => bech32.encodeFromBytes("AGE-SECRET-KEY-", secret).toUpperCase();

/**
 * @param {Uint8Array} plain
 * @param {string[]} recipients
 * @returns {Promise<Bytes>}
 */
export function encryptTo(plain, recipients) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}

/**
 * Throws whatever age throws: the caller knows what it means.
 * @param {Uint8Array} file
 * @param {...string} identities any of which may open it
 * @returns {Promise<Bytes>}
 */
export function decryptWith(file, ...identities) {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(file);
}

const LONGEST_HEADER = 4096;

/** The stanza lines in the header of an age file, or `BadEnvelope`: read before any work is done. @param {Uint8Array} file @returns {string[]} */
function stanzasIn(file) {
  const header = String.fromCharCode(...file.subarray(0, LONGEST_HEADER));
  const end = header.indexOf("\n---");
  const lines = header.slice(0, Math.max(end, 0)).split("\n");
  if (lines[0] !== "age-encryption.org/v1") throw new BadEnvelope("Not an age file");
  const stanzas = lines.filter((line) => line.startsWith("-> "));
  if (stanzas.length === 0 || lines[1] !== stanzas[0]) throw new BadEnvelope("Not the header of an age file");
  return stanzas;
}

/**
 * The arguments of the only stanza in the header of an age file, or `BadEnvelope`.
 * @param {Uint8Array} file
 * @returns {string[]} its type first
 */
export function onlyStanza(file) {
  const stanzas = stanzasIn(file);
  if (stanzas.length !== 1) throw new BadEnvelope("Not exactly one recipient");
  return stanzas[0].split(" ").slice(1);
}

/** Throws `BadEnvelope` unless an age file is for X25519 recipients only. @param {Uint8Array} file */
export function onlyPeople(file) {
  if (!stanzasIn(file).every((line) => line.startsWith("-> X25519 "))) throw new BadEnvelope("Not only for X25519 recipients");
}
