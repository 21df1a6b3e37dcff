// Loaded only when a blind token is made: the half of RFC 9497 (VOPRF, ristretto255-SHA512) that asks.
import { ristretto255_oprf } from "@noble/curves/ed25519.js";

export const { blind, finalizeBatch } = ristretto255_oprf.voprf;
