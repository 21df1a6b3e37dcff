// Records: sealed under the key of their part, bound to their place, signed by their author.
import { concat, exactly, isText, json, labelled, mustHold, objectIn, utf8 } from "./bytes.js";
import { openEnvelope, refuseWiped, sealEnvelope } from "./envelope.js";
import { ForgedSignature, UntrustedAuthor } from "./errors.js";
import { checkKind } from "./kinds.js";
import { verifies } from "./signature.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./signature.js").Signer} Signer */
/** @typedef {"conversation" | "notes" | "peer" | "story"} Part */
/** @typedef {Exclude<Part, "story">} MatterPart the parts of a matter */
/** @typedef {{practice: string, matter: string, part: Part, epoch: number}} Chain one matter, part and epoch */
/** @typedef {Chain & {id: string, kind: string, revision: number}} Place where a record belongs */
/** @typedef {Chain & {key: Bytes, shredKey: Bytes, visitors?: readonly string[]}} Keys what opens a chain; `visitors`: the signing keys of the visitor of this box, who writes other kinds than counsellors do */
/** @typedef {{salt?: Bytes, iv?: Bytes}} Fixed only for the vectors */

const INFO = "nabij/record/1";

/** @param {Chain} chain @param {string} id @param {string} kind @param {number} revision */
const aadOf = ({ practice, matter, part, epoch }, id, kind, revision) =>
  utf8(json([INFO, practice, matter, part, epoch, id, kind, revision]));

/** @param {Bytes} aad @param {string} body */
const signedBytes = async (aad, body) => labelled(INFO, aad, new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(body))));

/**
 * @param {{key: Bytes, shredKey: Bytes}} keys
 * @param {Bytes} aad
 * @param {Signer} signer
 * @param {unknown} content
 * @param {Fixed} [fixed]
 */
async function sealSigned(keys, aad, signer, content, fixed) {
  // Taken before anything is waited for: locking wipes the keys meanwhile.
  const secret = concat(keys.key, keys.shredKey);
  refuseWiped(keys.key);
  const body = json(content);
  const signature = await signer.signature(await signedBytes(aad, body));
  return sealEnvelope(secret, INFO, aad, { author: signer.sign, body, signature }, fixed);
}

/**
 * @param {{key: Bytes, shredKey: Bytes}} keys
 * @param {Bytes} aad
 * @param {ReadonlySet<string>} authors
 * @param {Bytes} envelope
 */
async function openSigned(keys, aad, authors, envelope) {
  const plain = await openEnvelope(concat(keys.key, keys.shredKey), INFO, aad, envelope);
  const { author, body, signature } = exactly(plain, ["author", "body", "signature"]);
  mustHold(isText(author) && isText(body) && isText(signature), "Not a signed body");
  if (!authors.has(author)) throw new UntrustedAuthor("Not one of those who may write here");
  if (!(await verifies(author, signature, await signedBytes(aad, body)))) throw new ForgedSignature("Not signed by its author");
  return { author, content: contentOf(body), body };
}

/** @param {string} body */
const contentOf = (body) => objectIn(utf8(body));

/**
 * Seals one revision of a record for one place: it opens nowhere else.
 * @param {Keys & {id: string, kind: string, revision: number}} place with the keys of its part and epoch
 * @param {Signer} signer
 * @param {unknown} content
 * @param {Fixed} [fixed]
 * @returns {Promise<Bytes>}
 */
export async function sealRecord(place, signer, content, fixed) {
  mustHold(place.kind !== "manifest", "A manifest is not a record");
  return sealSigned(place, aadOf(place, place.id, place.kind, place.revision), signer, content, fixed);
}

/**
 * What a record says (`content`, and `body` as it was written) and who wrote it; refuses with `WrongKey` (another place or key), `UntrustedAuthor`, `ForgedSignature`,
 * `WrongKind` (not what its author writes), and what an envelope refuses with.
 * @param {Keys & {id: string, kind: string, revision: number}} place
 * @param {ReadonlySet<string>} authors public keys that may write here
 * @param {Bytes} envelope
 */
export async function openRecord(place, authors, envelope) {
  mustHold(place.kind !== "manifest", "A manifest is not a record");
  const opened = await openSigned(place, aadOf(place, place.id, place.kind, place.revision), authors, envelope);
  checkKind(place.part, place.kind, place.visitors?.includes(opened.author) ?? false);
  return opened;
}

/**
 * @param {Keys} chain
 * @param {number} counter
 * @param {Signer} signer
 * @param {unknown} body
 * @param {Fixed} [fixed]
 */
export const sealManifestBody = (chain, counter, signer, body, fixed) =>
  sealSigned(chain, aadOf(chain, chain.matter, "manifest", counter), signer, body, fixed);

/**
 * @param {Keys} chain
 * @param {number} counter
 * @param {ReadonlySet<string>} authors
 * @param {Bytes} envelope
 */
export const openManifestBody = (chain, counter, authors, envelope) =>
  openSigned(chain, aadOf(chain, chain.matter, "manifest", counter), authors, envelope);
