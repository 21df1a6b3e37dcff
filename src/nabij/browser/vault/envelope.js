// `0x01 | salt (16) | iv (12) | AES-256-GCM ciphertext ‖ tag (16)`, plaintext padded, key by HKDF from a secret.
import { concat, objectIn, random, sha256, b64, utf8, json } from "./bytes.js";
import { BadEnvelope, Locked, UnknownVersion, WrongKey } from "./errors.js";
import { pad, padded, unpad } from "./padding.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

const VERSION = 1;
const SALT = 16;
const IV = 12;
const OVERHEAD = 1 + SALT + IV + 16;

/**
 * By the browser's own HKDF: five hundred at once cost a few milliseconds. It copies the secret before anything is waited for.
 * @param {Bytes} secret
 * @param {Bytes} salt
 * @param {string} info
 * @param {"encrypt" | "decrypt"} use
 */
async function keyOf(secret, salt, info, use) {
  const from = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info: utf8(info) }, from, { name: "AES-GCM", length: 256 }, false, [use]);
}

/** A wiped key seals nothing: `Locked`. @param {Uint8Array} key */
export function refuseWiped(key) {
  if (key.every((byte) => byte === 0)) throw new Locked("The vault was locked meanwhile");
}

/**
 * Seals a value as JSON under a key derived for this purpose, bound to its context.
 * @param {Bytes} secret what the key is derived from
 * @param {string} info the purpose
 * @param {Bytes} context the AAD
 * @param {unknown} value
 * @param {{salt?: Bytes, iv?: Bytes}} [fixed] only for the vectors
 * @returns {Promise<Bytes>}
 */
export async function sealEnvelope(secret, info, context, value, fixed = {}) {
  refuseWiped(secret);
  const salt = fixed.salt ?? random(SALT);
  const iv = fixed.iv ?? random(IV);
  const key = await keyOf(secret, salt, info, "encrypt");
  const plain = pad(utf8(json(value)));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: context }, key, plain);
  plain.fill(0);
  return concat(Uint8Array.of(VERSION), salt, iv, new Uint8Array(sealed));
}

/**
 * The JSON object in an envelope, or `BadEnvelope`, `UnknownVersion`, `WrongKey`, `BadPadding`.
 * @param {Bytes} secret
 * @param {string} info
 * @param {Bytes} context
 * @param {Bytes} envelope
 */
export async function openEnvelope(secret, info, context, envelope) {
  if (envelope.length === 0) throw new BadEnvelope("Nothing there");
  if (envelope[0] !== VERSION) throw new UnknownVersion(`Version ${envelope[0]}`);
  const size = envelope.length - OVERHEAD;
  if (size <= 0 || padded(size) !== size) throw new BadEnvelope("Not the length of an envelope");
  const key = await keyOf(secret, envelope.slice(1, 1 + SALT), info, "decrypt");
  const iv = envelope.slice(1 + SALT, 1 + SALT + IV);
  let plain;
  try {
    const sealed = envelope.subarray(1 + SALT + IV);
    plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: context }, key, sealed);
  } catch {
    throw new WrongKey("Moved, altered, or sealed with another key");
  }
  return objectIn(unpad(new Uint8Array(plain)));
}

/** What a manifest says of an envelope. @param {Uint8Array} envelope */
export const hashOf = (envelope) => b64(sha256(envelope));
