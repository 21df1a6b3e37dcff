// Consents: signed by the visitor, or by the counsellor who heard it, in one chain per matter.
import { b64, exactly, isB64Of, isCount, isDay, isObject, isText, isUuid, json, labelled, mustHold, objectIn, sha256, utf8 } from "./bytes.js";
import { BadEnvelope, ForgedConsent, Forked, NoConsent, ReplayedConsent, RolledBack } from "./errors.js";
import { verifies } from "./signature.js";

/** @typedef {import("./manifest.js").Head} Head */
/** @typedef {"from_now" | "everything" | "peer_card" | "as_said"} Width `as_said`: what the question says, and no key */
/** @typedef {"given" | "withdrawn" | "refused"} State `refused`: the answer to one question, which leaves what was given before as it is */
/**
 * @typedef {object} Consent
 * @property {string} practice
 * @property {string} matter
 * @property {string} step
 * @property {string} receiver public signing key
 * @property {Width} width
 * @property {{conversation: Head | null, notes: Head | null}} heads
 * @property {string} text_hash
 * @property {string | null} expires the last day, YYYY-MM-DD
 * @property {number} sequence
 * @property {string} previous
 * @property {State} state
 * @property {boolean} heard
 * @property {string} [on] the day on which it was said, YYYY-MM-DD; older consents do not say
 */
/** @typedef {Consent & {signer: string, signature: string}} SignedConsent */

const LABEL = "nabij/consent/1";
const FIELDS = /** @type {const} */ ([
  "practice", "matter", "step", "receiver", "width", "heads", "text_hash", "expires", "sequence", "previous", "state", "heard",
]);

/** @param {unknown} value @returns {Head | null} */
function headIn(value) {
  if (value === null) return null;
  const { counter, hash } = exactly(value, ["counter", "hash"]);
  mustHold(isCount(counter) && isB64Of(hash, 32), "Not a head");
  return { counter, hash };
}

/** The fields of this consent: `on` only where it has one. @param {unknown} value @returns {string[]} */
const fieldsOf = (value) => (isObject(value) && Object.hasOwn(value, "on") ? [...FIELDS, "on"] : [...FIELDS]);

/** @param {Record<string, unknown>} value @returns {Consent} its fields in the order of the format */
function consentIn({ practice, matter, step, receiver, width, heads, text_hash, expires, sequence, previous, state, heard, on }) {
  const { conversation, notes } = exactly(heads, ["conversation", "notes"]);
  mustHold(isUuid(practice) && isUuid(matter) && isText(step) && isB64Of(receiver, 32), "Not a consent");
  mustHold(width === "from_now" || width === "everything" || width === "peer_card" || width === "as_said", "Not a width");
  mustHold(isB64Of(text_hash, 32) && (expires === null || isDay(expires)), "Not a consent");
  mustHold(isCount(sequence) && (previous === "" || isB64Of(previous, 32)), "Not a link");
  mustHold((state === "given" || state === "withdrawn" || state === "refused") && typeof heard === "boolean", "Not a state");
  mustHold(state !== "refused" || !heard, "Only the visitor refuses");
  mustHold(on === undefined || isDay(on), "Not a day");
  const both = { conversation: headIn(conversation), notes: headIn(notes) };
  return {
    practice, matter, step, receiver, width, heads: both, text_hash, expires,
    sequence, previous: /** @type {string} */ (previous), state, heard, ...(on === undefined ? {} : { on }),
  };
}

/** @param {Consent} consent @param {string} signer */
const signedBytes = (consent, signer) => labelled(LABEL, utf8(json({ ...consent, signer })));

/**
 * @param {Consent} consent
 * @param {import("./signature.js").Signer} signer
 * @returns {Promise<SignedConsent>} the content of a `consent` record, fields in order
 */
export async function signConsent(consent, signer) {
  const ordered = consentIn(exactly(consent, fieldsOf(consent)));
  return { ...ordered, signer: signer.sign, signature: await signer.signature(signedBytes(ordered, signer.sign)) };
}

/**
 * Whether one consent is a word on the other: about the same step and receiver. What is told to somebody outside is as many steps as there are
 * questions: a yes to another one, or that it was taken back, leaves this one as it is.
 * @template {{step: string, receiver: string, width: Width, text_hash: string}} Said
 * @param {Said} one
 * @param {Said} other
 */
export const isOnSame = (one, other) =>
  one.receiver === other.receiver && one.step === other.step && (one.width !== "as_said" || one.text_hash === other.text_hash);

/** The receiver of a consent about somebody without a key here: nobody signs with it. @param {string} name */
export const receiverOutside = (name) => b64(sha256(labelled("nabij/receiver/1", utf8(name))));

/** The `text_hash` of an answer: it belongs to this question and no other. @param {string} id of the `ask` record @param {string} text of it */
export const questionHash = (id, text) => b64(sha256(utf8(json([id, text]))));

/** The `previous` of the consent after this one. @param {string} text the body of its record */
export const consentHash = (text) => b64(sha256(utf8(text)));

/** @param {string} text @returns {SignedConsent} */
function parsed(text) {
  try {
    const object = objectIn(utf8(text));
    const plain = exactly(object, [...fieldsOf(object), "signer", "signature"]);
    const { signer, signature } = plain;
    mustHold(isText(signer) && isText(signature), "Not signed");
    const consent = { ...consentIn(plain), signer, signature };
    mustHold(json(consent) === text, "Not written as a consent is");
    return consent;
  } catch (error) {
    if (error instanceof BadEnvelope) throw new ForgedConsent(error.message);
    throw error;
  }
}

/** @param {SignedConsent} consent @param {Trusted} trusted */
async function checkSigner({ signer, signature, ...consent }, { visitor, counsellors }) {
  const may = consent.heard ? counsellors.includes(signer) : signer === visitor;
  if (!may) throw new ForgedConsent("Signed by someone who may not give it");
  if (!(await verifies(signer, signature, signedBytes(consent, signer)))) throw new ForgedConsent("Not signed by its signer");
}

/** @typedef {{sequence: number, hash: string}} LastConsent the number of a consent and `consentHash` of its text, as a card names them */

/**
 * A list of consents goes at least as far as the last one that a card names, and that one is in it; else `RolledBack` or `Forked`.
 * @param {LastConsent[]} those in order
 * @param {LastConsent | null} last
 */
export function checkLast(those, last) {
  if (!last) return;
  if ((those.at(-1)?.sequence ?? 0) < last.sequence) throw new RolledBack("Fewer consents than a card knows of");
  const at = those.find(({ sequence }) => sequence === last.sequence);
  if (at && at.hash !== last.hash) throw new Forked("Another consent under the same number");
}

/** @typedef {{practice: string, matter: string, visitor: string | null, counsellors: string[]}} Trusted signing keys, pinned */

/**
 * All consents of a matter in order, each given by the pinned visitor or heard by a counsellor; else `ForgedConsent`, `ReplayedConsent`.
 * @param {string[]} texts the bodies of their records, in order of sequence
 * @param {Trusted} trusted
 * @param {{anywhere?: boolean, last?: LastConsent | null}} [from] `anywhere`: the first may be a later one, for who cannot read those before
 * it; `last`: what the newest card names, else `RolledBack`, `Forked`
 * @returns {Promise<SignedConsent[]>}
 */
export async function verifyConsents(texts, trusted, { anywhere = false, last: known = null } = {}) {
  /** @type {SignedConsent[]} */
  const consents = [];
  let previous = "";
  let last = 0;
  for (const text of texts) {
    const consent = parsed(text);
    if (anywhere && consents.length === 0 && consent.sequence > 1) [previous, last] = [consent.previous, consent.sequence - 1];
    await checkSigner(consent, trusted);
    if (consent.practice !== trusted.practice || consent.matter !== trusted.matter) throw new ReplayedConsent("Of another matter");
    if (consent.sequence <= last) throw new ReplayedConsent("A number that was used before");
    if (consent.sequence !== last + 1 || consent.previous !== previous) throw new ForgedConsent("The chain is broken");
    consents.push(consent);
    last = consent.sequence;
    previous = consentHash(text);
  }
  checkLast(consents.map(({ sequence }, nth) => ({ sequence, hash: consentHash(texts[nth]) })), known);
  return consents;
}

/**
 * The consent that lets this receiver see this much today; else `NoConsent`.
 * The last word counts per receiver and step, so a withdrawal undoes what was given before it; a refusal answers its own question only.
 * @param {SignedConsent[]} consents verified, in order
 * @param {{receiver: string | string[], width: Width, today: string}} asked the signing key of the receiver, or all keys that were theirs; today as YYYY-MM-DD
 * @returns {SignedConsent}
 */
export function standingConsent(consents, { receiver, width, today }) {
  const theirs = [receiver].flat();
  const last = new Map(consents.filter((one) => theirs.includes(one.receiver) && one.state !== "refused").map((one) => [one.step, one]));
  const covers = [...last.values()].find(
    (one) =>
      one.state === "given" &&
      (one.expires === null || one.expires >= today) &&
      (one.width === width || (one.width === "everything" && width === "from_now")),
  );
  if (!covers) throw new NoConsent("No standing consent covers this");
  return covers;
}
