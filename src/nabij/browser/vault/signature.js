// Ed25519 (RFC 8032) by the browser itself; by JavaScript, loaded only then, where the browser lacks it.
import { b64, concat, unb64 } from "./bytes.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/**
 * @typedef {object} Signer
 * @property {string} sign the public key
 * @property {(message: Bytes) => Promise<string>} signature
 */
/**
 * @typedef {object} Ed25519
 * @property {(seed: Bytes) => Promise<Signer>} signer
 * @property {(sign: string) => Promise<(signature: Bytes, message: Bytes) => Promise<boolean> | boolean>} verifier
 */

// PrivateKeyInfo around a raw Ed25519 seed (RFC 8410).
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

/** @type {Ed25519} */
export const nativeEd25519 = {
  async signer(seed) {
    const pkcs8 = concat(PKCS8, seed);
    const exportable = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
    const { x } = await crypto.subtle.exportKey("jwk", exportable);
    const key = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
    pkcs8.fill(0);
    const sign = `${/** @type {string} */ (x).replaceAll("-", "+").replaceAll("_", "/")}=`;
    return { sign, signature: async (message) => b64(new Uint8Array(await crypto.subtle.sign("Ed25519", key, message))) };
  },
  async verifier(sign) {
    const key = await crypto.subtle.importKey("raw", unb64(sign), "Ed25519", false, ["verify"]);
    return (signature, message) => crypto.subtle.verify("Ed25519", key, signature, message);
  },
};

/** @type {Ed25519} */
export const plainEd25519 = {
  async signer(seed) {
    const { ed25519 } = await import("../vendor/curves.js");
    const own = seed.slice();
    return { sign: b64(ed25519.getPublicKey(own)), signature: async (message) => b64(ed25519.sign(message, own)) };
  },
  async verifier(sign) {
    const { ed25519 } = await import("../vendor/curves.js");
    const key = unb64(sign);
    // Strict as the browsers are: ZIP 215 would accept what they refuse.
    return (signature, message) => ed25519.verify(signature, message, key, { zip215: false });
  },
};

/** @type {Promise<Ed25519> | undefined} */
let chosen;

/** @returns {Promise<Ed25519>} */
async function choose() {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    return nativeEd25519;
  } catch (error) {
    return error instanceof DOMException && error.name === "NotSupportedError" ? plainEd25519 : nativeEd25519;
  }
}

const ed25519 = () => (chosen ??= choose());

/** @type {Map<string, ReturnType<Ed25519["verifier"]>>} */
const verifiers = new Map();

/**
 * Signs with the key of this 32-byte seed; the seed itself is not kept where the browser can hold the key.
 * @param {Bytes} seed
 * @returns {Promise<Signer>}
 */
export async function signerOf(seed) {
  return (await ed25519()).signer(seed);
}

/**
 * Whether this key made this signature over this message; anything malformed is just false.
 * @param {string} sign public key, b64
 * @param {string} signature b64
 * @param {Bytes} message
 * @returns {Promise<boolean>}
 */
export async function verifies(sign, signature, message) {
  try {
    let verifier = verifiers.get(sign);
    if (!verifier) verifiers.set(sign, (verifier = (await ed25519()).verifier(sign)));
    return await (await verifier)(unb64(signature), message);
  } catch {
    verifiers.delete(sign);
    return false;
  }
}
