// Letters: a signal as its counsellor wrote it, sealed to the one ultimately responsible and the counsellors; the answer to it; and what a pair learnt of it. Pure.
import { b64, exactly, isB64Of, isCount, isDay, isObject, isText, isUuid, json, labelled, mustHold, objectIn, sha256, utf8 } from "./bytes.js";
import { decryptWith, encryptTo, onlyPeople } from "./age.js";
import { ForgedSignature, Misaddressed, UntrustedSigner, WrongContext, WrongKey } from "./errors.js";
import { pad, unpad } from "./padding.js";
import { verifies } from "./signature.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{practice: string, organisation: number, signal: string}} Place where a letter belongs */
/** @typedef {Place & {from: string, to: string, written: string, title?: string, text: string, questions: string[]}} Letter `from`, `to`: ids of people; `written`: YYYY-MM-DD */
/** @typedef {Place & {letter: string, from: string, to: string, written: string, text: string}} Reply `letter`: `letterHash` of the letter it answers */
/** @typedef {{practice: string, lesson: string, from: string, written: string, text: string}} Lesson of no signal and no organisation; `lesson`: its own id */
/** @typedef {{identities: string[], signers: ReadonlyMap<string, ReadonlySet<string>>}} Reader one's own identities, former ones too; the keys that each person is believed to sign with */

const PLACE = "practice organisation signal";

const LETTER = {
  label: "nabij/letter/1",
  /** @param {unknown} value @returns {Letter} its fields in the order of the format */
  read(value) {
    const titled = isObject(value) && Object.hasOwn(value, "title");
    const names = [...`${PLACE} from to written text questions`.split(" "), ...(titled ? ["title"] : [])];
    const { practice, organisation, signal, from, to, written, title, text, questions } = exactly(value, names);
    mustHold(isUuid(practice) && isCount(organisation) && isUuid(signal) && isUuid(from) && isUuid(to), "Not the place of a letter");
    mustHold(isDay(written) && (!titled || isText(title)) && isText(text), "Not a letter");
    mustHold(Array.isArray(questions) && questions.every(isText), "Not questions");
    return { practice, organisation, signal, from, to, written, ...(isText(title) ? { title } : {}), text, questions };
  },
};

const REPLY = {
  label: "nabij/reply/1",
  /** @param {unknown} value @returns {Reply} its fields in the order of the format */
  read(value) {
    const names = `${PLACE} letter from to written text`.split(" ");
    const { practice, organisation, signal, letter, from, to, written, text } = exactly(value, names);
    mustHold(isUuid(practice) && isCount(organisation) && isUuid(signal) && isUuid(from) && isUuid(to), "Not the place of an answer");
    mustHold(isB64Of(letter, 32) && isDay(written) && isText(text), "Not an answer");
    return { practice, organisation, signal, letter, from, to, written, text };
  },
};

const LESSON = {
  label: "nabij/lesson/1",
  /** @param {unknown} value @returns {Lesson} its fields in the order of the format */
  read(value) {
    const { practice, lesson, from, written, text } = exactly(value, "practice lesson from written text".split(" "));
    mustHold(isUuid(practice) && isUuid(lesson) && isUuid(from) && isDay(written) && isText(text), "Not a lesson");
    return { practice, lesson, from, written, text };
  },
};

/** What an answer names the letter by that it answers. @param {Bytes} file the letter's age file */
export const letterHash = (file) => b64(sha256(file));

/** @param {string} label @param {Letter | Reply | Lesson} written @param {string} signer */
const signedBytes = (label, written, signer) => labelled(label, utf8(json({ ...written, signer })));

/**
 * @param {typeof LETTER | typeof REPLY | typeof LESSON} form
 * @param {Letter | Reply | Lesson} content
 * @param {import("./signature.js").Signer} signer
 * @param {string[]} recipients
 */
async function seal({ label, read }, content, signer, recipients) {
  const ordered = read(content);
  const signature = await signer.signature(signedBytes(label, ordered, signer.sign));
  return encryptTo(pad(utf8(json({ ...ordered, signer: signer.sign, signature }))), recipients);
}

/** @param {Bytes} file @param {string[]} identities */
async function plainOf(file, identities) {
  onlyPeople(file);
  try {
    return await decryptWith(file, ...identities);
  } catch {
    throw new WrongKey("Sealed to someone else, or altered");
  }
}

/**
 * @template {Letter | Reply | Lesson} Written
 * @param {{label: string, read: (value: unknown) => Written}} form
 * @param {Record<string, string | number>} expected fields that must be so
 * @param {string | null} to null: to anybody
 * @param {Reader} reader
 * @param {Bytes} file
 * @returns {Promise<Written & {signer: string}>}
 */
async function open({ label, read }, expected, to, { identities, signers }, file) {
  const { signer, signature, ...rest } = objectIn(unpad(await plainOf(file, identities)));
  mustHold(isB64Of(signer, 32) && isText(signature), "Not signed");
  const written = read(rest);
  if (!signers.get(written.from)?.has(signer)) throw new UntrustedSigner("Signed by someone who is not pinned as its sender");
  if (!(await verifies(signer, signature, signedBytes(label, written, signer)))) throw new ForgedSignature("Not signed by its signer");
  const said = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (written));
  for (const [field, value] of Object.entries(expected)) if (said[field] !== value) throw new WrongContext(`Of another ${field}`);
  if (to !== null && said.to !== to) throw new Misaddressed("Written to someone else");
  return { ...written, signer };
}

/**
 * An age file that each of these people opens.
 * @param {Letter} letter
 * @param {import("./signature.js").Signer} signer whose id is `from`
 * @param {string[]} recipients the one it is written to, and the counsellors of the organisation
 * @returns {Promise<Bytes>}
 */
export const sealLetter = (letter, signer, recipients) => seal(LETTER, letter, signer, recipients);

/**
 * The letter, and the key that signed it. Refuses, in this order: `BadEnvelope` (not an age file, or not for X25519 recipients only), `WrongKey` (not
 * sealed to me, or altered), `BadPadding`, `BadEnvelope` (not a letter), `UntrustedSigner` (no key of who it says it is from), `ForgedSignature`,
 * `WrongContext` (another practice, organisation or signal, or from somebody else than expected), `Misaddressed` (written to someone else).
 * @param {Place & {from: string, to: string}} expected
 * @param {Reader} reader
 * @param {Bytes} file
 */
export function openLetter({ practice, organisation, signal, from, to }, reader, file) {
  return open(LETTER, { practice, organisation, signal, from }, to, reader, file);
}

/** The same of a letter by this person, whoever it was written to: its writer's colleague reads it again. @param {Place & {from: string}} expected @param {Reader} reader @param {Bytes} file */
export function openWritten({ practice, organisation, signal, from }, reader, file) {
  return open(LETTER, { practice, organisation, signal, from }, null, reader, file);
}

/** @param {Reply} reply @param {import("./signature.js").Signer} signer whose id is `from` @param {string[]} recipients @returns {Promise<Bytes>} an age file */
export const sealReply = (reply, signer, recipients) => seal(REPLY, reply, signer, recipients);

/** The answer, and the key that signed it; refuses as `openLetter`, `WrongContext` also for the answer to another letter. @param {Place & {letter: string, from: string, to: string}} expected @param {Reader} reader @param {Bytes} file */
export function openReply({ practice, organisation, signal, letter, from, to }, reader, file) {
  return open(REPLY, { practice, organisation, signal, letter, from }, to, reader, file);
}

/** @param {Lesson} lesson @param {import("./signature.js").Signer} signer whose id is `from` @param {string[]} recipients counsellors of the practice @returns {Promise<Bytes>} an age file */
export const sealLesson = (lesson, signer, recipients) => seal(LESSON, lesson, signer, recipients);

/** What was learnt, and the key that signed it; refuses as `openLetter`, but for `Misaddressed`. @param {{practice: string, lesson: string, from: string}} expected @param {Reader} reader @param {Bytes} file */
export const openLesson = ({ practice, lesson, from }, reader, file) => open(LESSON, { practice, lesson, from }, null, reader, file);
