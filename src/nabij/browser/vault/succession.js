// Successions: who replaces their own keys signs the new ones with the key from before, so that a visitor who pinned that one can follow.
import { withPin } from "./bundle.js";
import { exactly, isB64Of, isText, json, labelled, mustHold, utf8 } from "./bytes.js";
import { ForgedSignature, UntrustedSigner, VaultError } from "./errors.js";
import { verifies } from "./signature.js";

/** @typedef {import("./bundle.js").Pin} Pin */
/** @typedef {import("./bundle.js").PublicKeys} PublicKeys */
/** @typedef {PublicKeys & {signer: string, signature: string}} Succession new keys, and the signing key from before by which they are vouched for */

const LABEL = "nabij/succession/1";

/** @param {string} practice @param {string} owner @param {PublicKeys} keys @param {string} signer */
const signedBytes = (practice, owner, { recipient, sign }, signer) => labelled(LABEL, utf8(json([practice, owner, recipient, sign, signer])));

/**
 * The new keys of this owner, signed with the key from before.
 * @param {{practice: string, owner: string, keys: PublicKeys}} about
 * @param {import("./signature.js").Signer} former
 * @returns {Promise<string>} in b64
 */
export const signSuccession = ({ practice, owner, keys }, former) => former.signature(signedBytes(practice, owner, keys, former.sign));

/**
 * The keys that follow those of `signer`; else, in this order, `BadEnvelope`, `UntrustedSigner`, `ForgedSignature`.
 * @param {unknown} statement
 * @param {{practice: string, owner: string, signer: string}} expected
 * @returns {Promise<PublicKeys>}
 */
export async function verifySuccession(statement, { practice, owner, signer }) {
  const { recipient, sign, signer: by, signature } = exactly(statement, ["recipient", "sign", "signer", "signature"]);
  mustHold(isText(recipient) && recipient.startsWith("age1") && isB64Of(sign, 32), "Not public keys");
  mustHold(isText(by) && isText(signature), "Not signed");
  if (by !== signer) throw new UntrustedSigner("Not by the key that is pinned");
  if (!(await verifies(signer, signature, signedBytes(practice, owner, { recipient, sign }, signer)))) throw new ForgedSignature("Not signed by the key from before");
  return { recipient, sign };
}

/**
 * Pins one step further, for everybody whose pinned key vouches for another: never back to a former key, never to one of somebody else. The new key
 * is as sure as the one that vouches: checked where that one was.
 * @param {Pin[]} pins
 * @param {{practice: string, served: {id: string, successions?: unknown[]}[], taken: readonly string[]}} by `taken`: keys of the visitor's own
 * @returns {Promise<{pins: Pin[], followed: string[]}>} `followed`: owners
 */
export async function followed(pins, { practice, served, taken }) {
  let next = pins;
  /** @type {string[]} */
  const owners = [];
  for (const { id, successions } of served) {
    const pin = next.find(({ owner }) => owner === id);
    const keys = pin && (await following(pin, successions ?? [], practice));
    if (!pin || !keys) continue;
    const elsewhere = next.filter((one) => one !== pin).flatMap(({ recipient, sign, former }) => [recipient, sign, ...former]);
    if ([...taken, ...elsewhere, ...pin.former].some((key) => key === keys.sign || key === keys.recipient)) continue;
    next = withPin(next, id, keys, pin.checked);
    owners.push(id);
  }
  return { pins: next, followed: owners };
}

/** @param {Pin} pin @param {unknown[]} successions @param {string} practice @returns {Promise<PublicKeys | null>} */
async function following({ owner, sign }, successions, practice) {
  for (const one of successions) {
    try {
      const keys = await verifySuccession(one, { practice, owner, signer: sign });
      if (keys.sign !== sign) return keys;
    } catch (error) {
      // Of another step, or forged: what is served must be what is pinned in the end.
      if (!(error instanceof VaultError)) throw error;
    }
  }
  return null;
}
