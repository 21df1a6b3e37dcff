// What the vault needs of others' cryptography, and nothing more. Curves come from the browser itself (see lazy-x25519.js).
export { Decrypter, Encrypter, Stanza, generateX25519Identity, identityToRecipient } from "age-encryption";
export { chacha20poly1305 } from "@noble/ciphers/chacha.js";
export { hkdf } from "@noble/hashes/hkdf.js";
export { hmac } from "@noble/hashes/hmac.js";
export { scryptAsync } from "@noble/hashes/scrypt.js";
export { sha256 } from "@noble/hashes/sha2.js";
export { base64, base64nopad, bech32 } from "@scure/base";
