// Loaded only by a browser without X25519 or Ed25519 of its own.
export { ed25519, x25519 } from "@noble/curves/ed25519.js";
