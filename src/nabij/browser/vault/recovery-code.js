// The printed recovery code: 20 random bytes in Crockford's base 32, in eight groups of four.
import { derive, random } from "./bytes.js";
import { identityFrom, recipientOf } from "./age.js";
import { WrongSecret } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 20;

/** @param {Bytes} bytes */
function passphraseOf(bytes) {
  let out = "";
  for (let at = 0; at < LENGTH; at += 5) {
    let group = bytes.subarray(at, at + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    let letters = "";
    for (let i = 0; i < 8; i += 1) {
      letters = ALPHABET[group % 32] + letters;
      group = Math.floor(group / 32);
    }
    out += letters;
  }
  return out;
}

/** @param {string} passphrase 32 characters of the alphabet */
function bytesOf(passphrase) {
  const bytes = new Uint8Array(LENGTH);
  for (let at = 0; at < LENGTH; at += 5) {
    const letters = passphrase.slice((at / 5) * 8, (at / 5) * 8 + 8);
    let group = [...letters].reduce((sum, letter) => sum * 32 + ALPHABET.indexOf(letter), 0);
    for (let i = 4; i >= 0; i -= 1) {
      bytes[at + i] = group % 256;
      group = Math.floor(group / 256);
    }
  }
  return bytes;
}

/** The code as it is printed. @param {Bytes} bytes 20 @returns {string} */
export const recoveryCodeOf = (bytes) => /** @type {string[]} */ (passphraseOf(bytes).match(/.{4}/g)).join("-");

/** A new code as it is printed. @returns {string} */
export const newRecoveryCode = () => recoveryCodeOf(random(LENGTH));

/**
 * What a typed code stands for: case, hyphens and spaces do not matter, O is 0, I and L are 1. Anything else is `WrongSecret`.
 * @param {string} typed
 * @returns {Promise<{bytes: Bytes, passphrase: string, identity: string, recipient: string}>} the identity opens exports
 */
export async function readRecoveryCode(typed) {
  const passphrase = typed.replace(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  if (passphrase.length !== 32 || [...passphrase].some((letter) => !ALPHABET.includes(letter))) {
    throw new WrongSecret("Not a recovery code");
  }
  const bytes = bytesOf(passphrase);
  const identity = identityFrom(derive(bytes, new Uint8Array(), "nabij/recovery/identity/1"));
  return { bytes, passphrase, identity, recipient: await recipientOf(identity) };
}
