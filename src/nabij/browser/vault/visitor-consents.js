// What a visitor is asked, what was agreed to in their name, and their signed answer: over all consents of the matter, those that were heard included.
import { isB64Of, isCount, isObject, isText } from "./bytes.js";
import { consentHash, isOnSame, questionHash, receiverOutside, signConsent, verifyConsents } from "./consent.js";
import { VaultError, WrongContext } from "./errors.js";
import { keyAt } from "./keyring.js";

/** @typedef {import("./consent.js").SignedConsent} SignedConsent */
/** @typedef {import("./consent.js").State} State */
/** @typedef {import("./consent.js").Width} Width */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{id: string, kind: string, revision: number, content: Record<string, unknown>, body: string, author: string, epoch: number}} Placed */
/** @typedef {{step: string, receiver: string, width: Width, expires: string | null, text_hash: string}} Asked what a consent repeats of its question */
/** @typedef {Asked & {id: string, by: string, name: string, text: string, written: string, answer: SignedConsent | null}} Question `by`: the signing key of who asks; `answer`: the last word on it */
/** @typedef {{epoch: number, consent: SignedConsent, standing: boolean}} Agreed `standing`: given, and the last word on it */
/** @typedef {{questions: Question[], agreed: Agreed[], next: {sequence: number, previous: string}, trouble: string | null}} Regie */

const WIDTHS = new Set(["from_now", "everything", "peer_card", "as_said"]);

/**
 * The question of an `ask` record, or null for one that cannot be answered: badly put, or for another receiver outside than it names.
 * @param {Placed} record
 * @returns {Omit<Question, "answer"> | null}
 */
function questionIn({ id, author, content }) {
  const { step, receiver, receiver_name: name, width, expires, text, written } = content;
  if (!isText(step) || !isB64Of(receiver, 32) || !isText(name) || !isText(width) || !WIDTHS.has(width) || !isText(text) || !(expires === null || isText(expires))) return null;
  if ((width === "as_said") !== (receiver === receiverOutside(name))) return null;
  return { id, by: author, step, receiver, name, width: /** @type {Width} */ (width), expires, text, text_hash: questionHash(id, text), written: isText(written) ? written : "" };
}

/** Those of these questions with the last word on each. @param {Placed[]} records @param {SignedConsent[]} consents @returns {Question[]} */
export const questionsIn = (records, consents) =>
  records.filter(({ kind }) => kind === "ask").flatMap((record) => {
    const question = questionIn(record);
    return question ? [{ ...question, answer: consents.filter((one) => one.text_hash === question.text_hash).at(-1) ?? null }] : [];
  });

/** Whether this is still the last word on it (`isOnSame`), and gives something. @param {SignedConsent[]} consents @param {SignedConsent} one */
export const isStanding = (consents, one) =>
  one.state === "given" && consents.filter((other) => isOnSame(one, other) && other.state !== "refused").at(-1) === one;

/**
 * Whether one consent is another recorded anew: the same words to the same person, heard on the same day.
 * @param {SignedConsent} one
 * @param {SignedConsent | undefined} later
 */
export const isAnew = (one, later) =>
  later !== undefined && later.heard && one.heard && later.state === "given" && one.state === "given" &&
  /** @type {const} */ (["step", "receiver", "width", "text_hash", "expires", "on"]).every((field) => one[field] === later[field]);

/** The highest consent that a question names, so that one is known that the visitor cannot read. @param {Placed[]} records @returns {import("./consent.js").LastConsent | null} */
function namedIn(records) {
  const named = records.flatMap(({ kind, content: { consent } }) =>
    kind === "ask" && isObject(consent) && isCount(consent.sequence) && isB64Of(consent.hash, 32) ? [{ sequence: consent.sequence, hash: consent.hash }] : []);
  return named.reduce((/** @type {import("./consent.js").LastConsent | null} */ most, one) => (one.sequence > (most?.sequence ?? 0) ? one : most), null);
}

/**
 * What a visitor is asked and what was agreed to, each consent checked; where the chain does not hold, `trouble` names the error and nothing is to be signed.
 * @param {Opened} state
 * @param {Placed[]} records of every epoch
 * @returns {Promise<Regie>}
 */
export async function regieOf(state, records) {
  const sequence = (/** @type {Placed} */ { content }) => Number(content.sequence);
  const written = records.filter(({ kind }) => kind === "consent").sort((one, other) => sequence(one) - sequence(other));
  const counsellors = state.bundle.pins.flatMap(({ sign, former }) => [sign, ...former]);
  // Who came with a code never gets the first key, and so starts where they can read.
  const anywhere = !keyAt(state.keyring, [state.user, "conversation", 1]);
  const named = namedIn(records);
  try {
    const all = await verifyConsents(written.map(({ body }) => body), { practice: state.practice, matter: state.user, visitor: state.signer.sign, counsellors }, { anywhere, last: anywhere && written.length === 0 ? null : named });
    const agreed = all.map((consent, nth) => ({ epoch: written[nth].epoch, consent, standing: isStanding(all, consent) }));
    const newest = written.at(-1);
    const last = newest ? { sequence: all[all.length - 1].sequence, hash: consentHash(newest.body) } : named;
    return { questions: questionsIn(records, all), agreed, next: { sequence: (last?.sequence ?? 0) + 1, previous: last?.hash ?? "" }, trouble: null };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    return { questions: [], agreed: [], next: { sequence: 0, previous: "" }, trouble: error.name };
  }
}

/** @typedef {{question: string, state: "given" | "refused"} | {withdraw: number}} Answer an answer to the `ask` of this id, or the number of the consent that is taken back */

/**
 * The visitor's signed answer, after all consents that they saw. `WrongContext` where the question or consent is not (any more) as it was shown.
 * @param {Opened} state
 * @param {Regie} regie
 * @param {Answer} answer
 * @param {{on: string, head: import("./manifest.js").Head | null}} when
 */
export async function signedAnswer(state, regie, answer, { on, head }) {
  const asked = "withdraw" in answer ? regie.agreed.find(({ consent, standing }) => standing && consent.sequence === answer.withdraw)?.consent : regie.questions.find(({ id, answer: given }) => id === answer.question && given === null);
  if (!asked || regie.trouble) throw new WrongContext("Not a question that is open, or not a consent that stands");
  const { step, receiver, width, text_hash: textHash } = asked;
  const said = "withdraw" in answer ? { expires: null, state: /** @type {const} */ ("withdrawn") } : { expires: asked.expires, state: answer.state };
  return signConsent({
    practice: state.practice, matter: state.user, step, receiver, width, heads: { conversation: head, notes: null }, text_hash: textHash, expires: said.expires,
    ...regie.next, state: said.state, heard: false, on,
  }, state.signer);
}
