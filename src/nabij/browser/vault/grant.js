// Grants: the key of one part and epoch, sealed to one person and signed by the one who gives it.
import { b64, exactly, isB64Of, isCount, isText, isUuid, json, labelled, mustHold, objectIn, unb64, utf8 } from "./bytes.js";
import { decryptWith, encryptTo, onlyStanza, recipientOf } from "./age.js";
import { refuseWiped } from "./envelope.js";
import { BadEnvelope, ForgedSignature, Misaddressed, UnknownVersion, UntrustedSigner, WrongContext, WrongKey } from "./errors.js";
import { pad, unpad } from "./padding.js";
import { verifies } from "./signature.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./record.js").Chain} Chain */

const LABEL = "nabij/grant/1";

/**
 * Seals a key to one recipient.
 * @param {Chain} chain
 * @param {Bytes} key
 * @param {string} recipient
 * @param {import("./signature.js").Signer} signer
 * @returns {Promise<Bytes>} an age file
 */
export async function makeGrant({ practice, matter, part, epoch }, key, recipient, signer) {
  refuseWiped(key);
  const payload = json({ v: 1, practice, matter, part, epoch, key: b64(key), recipient, signer: signer.sign });
  const signature = await signer.signature(labelled(LABEL, utf8(payload)));
  return encryptTo(pad(utf8(json({ payload, signature }))), [recipient]);
}

/** @param {Bytes} file @param {string} identity */
async function plainOf(file, identity) {
  if (onlyStanza(file)[0] !== "X25519") throw new BadEnvelope("Not for an X25519 recipient");
  try {
    return await decryptWith(file, identity);
  } catch {
    throw new WrongKey("Sealed to someone else, or altered");
  }
}

/** @param {string} text */
function payloadOf(text) {
  const names = /** @type {const} */ (["v", "practice", "matter", "part", "epoch", "key", "recipient", "signer"]);
  const { v, practice, matter, part, epoch, key, recipient, signer } = exactly(objectIn(utf8(text)), names);
  mustHold(isUuid(practice) && isUuid(matter) && isText(part) && isCount(epoch), "Not the place of a grant");
  mustHold(isB64Of(key, 32) && isText(recipient) && isB64Of(signer, 32), "Not the payload of a grant");
  return { v, practice, matter, part, epoch, key, recipient, signer };
}

/**
 * The key in a grant, and who signed it. Refuses, in this order: `BadEnvelope`, `WrongKey` (not sealed to me), `BadPadding`, `UntrustedSigner`,
 * `ForgedSignature`, `UnknownVersion`, `WrongContext` (another place: a replay), `Misaddressed` (names another recipient).
 * @param {Chain} expected
 * @param {string} identity one's own
 * @param {ReadonlySet<string>} signers pinned and checked keys, and one's own
 * @param {Bytes} file
 * @returns {Promise<{key: Bytes, signer: string}>}
 */
export async function openSignedGrant(expected, identity, signers, file) {
  const { payload, signature } = exactly(objectIn(unpad(await plainOf(file, identity))), ["payload", "signature"]);
  mustHold(isText(payload) && isText(signature), "Not a grant");
  const grant = payloadOf(payload);
  if (!signers.has(grant.signer)) throw new UntrustedSigner("Given by someone who is not pinned");
  if (!(await verifies(grant.signer, signature, labelled(LABEL, utf8(payload))))) throw new ForgedSignature("Not signed by its giver");
  if (grant.v !== 1) throw new UnknownVersion("A grant of another version");
  for (const field of /** @type {const} */ (["practice", "matter", "part", "epoch"])) {
    if (grant[field] !== expected[field]) throw new WrongContext(`A grant for another ${field}`);
  }
  if (grant.recipient !== (await recipientOf(identity))) throw new Misaddressed("A grant that names someone else");
  return { key: unb64(grant.key), signer: grant.signer };
}

/** The key in a grant, see `openSignedGrant`. @param {Parameters<typeof openSignedGrant>} given @returns {Promise<Bytes>} */
export const openGrant = async (...given) => (await openSignedGrant(...given)).key;
