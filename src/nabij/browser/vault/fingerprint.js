// What two people compare aloud before they believe each other's keys.
import { labelled, sha256, unb64, utf8, concat } from "./bytes.js";

/**
 * 25 digits in five groups of five for a pair of public keys.
 * @param {{recipient: string, sign: string}} keys
 * @returns {string}
 */
export function fingerprint({ recipient, sign }) {
  const hash = sha256(labelled("nabij/fingerprint/1", concat(utf8(recipient), new Uint8Array(1), unb64(sign))));
  let number = 0n;
  for (const byte of hash.subarray(0, 16)) number = number * 256n + BigInt(byte);
  const digits = (number % 10n ** 25n).toString().padStart(25, "0");
  return /** @type {string[]} */ (digits.match(/.{5}/g)).join(" ");
}
