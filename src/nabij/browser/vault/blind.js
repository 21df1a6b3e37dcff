// Asking the matcher without telling it what: blinded inputs, and outputs that count only with the proof of the key that is pinned.
import { ForgedEvaluation } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{input: Bytes, blind: Bytes, blinded: Bytes}} Question `blind` undoes `blinded` and never leaves this device */

/** At most this many in one question. */
export const MOST_POINTS = 64;
export const POINT = 32;
export const PROOF = 64;

// One promise for all: a bundle of 40 kB that most pages never need.
const voprf = () => import("../vendor/voprf.js");

/** Points that say nothing about these inputs. @param {Bytes[]} inputs @param {(length: number) => Uint8Array} [random] given by tests only @returns {Promise<Question[]>} */
export async function blindPoints(inputs, random) {
  const { blind } = await voprf();
  return inputs.map((input) => ({ input, ...blind(input, random) }));
}

/**
 * The 64 bytes of each input; `ForgedEvaluation` unless the proof says that all were evaluated with the key of this public point.
 * @param {Question[]} asked
 * @param {Uint8Array[]} evaluated in the order asked
 * @param {Uint8Array} publicKey
 * @param {Uint8Array} proof
 */
export async function finalizePoints(asked, evaluated, publicKey, proof) {
  const { finalizeBatch } = await voprf();
  if (asked.length === 0 || asked.length !== evaluated.length) throw new ForgedEvaluation("Not as many as were asked");
  try {
    return finalizeBatch(asked.map((one, nth) => ({ ...one, evaluated: evaluated[nth] })), publicKey, proof);
  } catch {
    throw new ForgedEvaluation("Not evaluated with the key that is pinned");
  }
}
