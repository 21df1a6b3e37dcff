// Introductions: somebody whose key is pinned vouches for somebody else's keys, in one box.
import { exactly, isB64Of, isText, isUuid, json, labelled, mustHold, utf8 } from "./bytes.js";
import { ForgedSignature, UntrustedSigner, WrongContext } from "./errors.js";
import { verifies } from "./signature.js";

/** @typedef {{practice: string, matter: string, owner: string, recipient: string, sign: string}} Introduced */
/** @typedef {Introduced & {signer: string, signature: string}} Introduction the body of a record `introduction`, beside when it was written */

const LABEL = "nabij/introduction/1";
const FIELDS = /** @type {const} */ (["practice", "matter", "owner", "recipient", "sign"]);

/** @param {Record<string, unknown>} value @returns {Introduced} */
function introducedIn({ practice, matter, owner, recipient, sign }) {
  mustHold(isUuid(practice) && isUuid(matter) && isUuid(owner), "Not an introduction");
  mustHold(isText(recipient) && recipient.startsWith("age1") && isB64Of(sign, 32), "Not public keys");
  return { practice, matter, owner, recipient, sign };
}

/** @param {Introduced} introduced @param {string} signer */
const signedBytes = (introduced, signer) => labelled(LABEL, utf8(json({ ...introduced, signer })));

/** @param {Introduced} introduced @param {import("./signature.js").Signer} signer @returns {Promise<Introduction>} */
export async function signIntroduction(introduced, signer) {
  const ordered = introducedIn(exactly(introduced, FIELDS));
  return { ...ordered, signer: signer.sign, signature: await signer.signature(signedBytes(ordered, signer.sign)) };
}

/**
 * Who is introduced, when one of these keys did it in this box; else, in this order, `BadEnvelope`, `UntrustedSigner`, `ForgedSignature`, `WrongContext`.
 * @param {unknown} body
 * @param {{practice: string, matter: string, signers: ReadonlySet<string>}} expected
 * @returns {Promise<{owner: string, recipient: string, sign: string, signer: string}>}
 */
export async function verifyIntroduction(body, { practice, matter, signers }) {
  const plain = exactly(body, [...FIELDS, "signer", "signature"]);
  const { signer, signature } = plain;
  mustHold(isText(signer) && isText(signature), "Not signed");
  const introduced = introducedIn(plain);
  if (!signers.has(signer)) throw new UntrustedSigner("Introduced by someone who is not pinned");
  if (!(await verifies(signer, signature, signedBytes(introduced, signer)))) throw new ForgedSignature("Not signed by its signer");
  if (introduced.practice !== practice || introduced.matter !== matter) throw new WrongContext("An introduction in another box");
  return { owner: introduced.owner, recipient: introduced.recipient, sign: introduced.sign, signer };
}
