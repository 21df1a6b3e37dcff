// The visitor's side of a conversation: sealing, sending, coming back. Words and keys live in this tab's memory until the page goes.
import { minute } from "../desk/dom.js";
import { b64, json, newId, text, unb64 } from "../vault/bytes.js";
import { checkEntrance, readEntrance } from "../vault/entrance.js";
import { isVerdict, VaultError } from "../vault/errors.js";
import { Visitor } from "../vault/visitor.js";
import { drawVisitorWords, readVisitorWords } from "../vault/visitor-words.js";
import { contactOf } from "./answers.js";
import { ask } from "./ask.js";
import { Destroyed } from "./destroyed.js";
import { NOTHING_SAID } from "./known.js";
import { doubtIn, NotSent } from "./not-sent.js";

/** @typedef {import("./answers.js").Answers} Answers */
/** @typedef {Awaited<ReturnType<Visitor["openConversation"]>>} Opened */
/** @typedef {{conversation: Opened, about: any}} Shown what verifies, and what the server says of it */

export const visitor = new Visitor();
addEventListener("pagehide", () => visitor.lock());

// A sign of life of whoever reads, types or points here: without one for ten minutes it closes by itself.
for (const kind of ["pointerdown", "keydown", "wheel", "touchmove", "input"]) addEventListener(kind, () => visitor.session.touch(), { capture: true, passive: true });

/** What goes with every request, once words were stretched. @type {{lookup: string, token: string} | null} */
let secret = null;

/** @type {Promise<string[]> | null} */
let list = null;

/** The words that a visitor's are drawn from. @returns {Promise<string[]>} */
function wordList() {
  list ??= fetch(new URL("../words/nl.txt", import.meta.url).href).then(async (answer) => text(new Uint8Array(await answer.arrayBuffer())).split("\n").filter(Boolean));
  list.catch(() => (list = null));
  return list.catch(() => {
    throw new NotSent("connection");
  });
}

/** @param {import("./answers.js").Who} who @param {string} fragment without the # */
export function otherKeys(who, fragment) {
  try {
    const fingerprints = readEntrance(`#${fragment}`);
    return who.counsellors.filter((one) => !isNamed(one, fingerprints)).map((one) => one.id);
  } catch {
    return who.counsellors.map((one) => one.id);
  }
}

/** @param {{recipient: string, sign: string}} one @param {string[] | null} fingerprints */
function isNamed(one, fingerprints) {
  try {
    checkEntrance([one], fingerprints);
    return true;
  } catch {
    return false;
  }
}

/** @typedef {{words: string[], body: Record<string, unknown>, sent: Awaited<ReturnType<Visitor["beginConversation"]>>}} Ready */

/** What was sealed without an answer yet, so that trying again sends the same bytes. @type {WeakMap<Answers, Ready>} */
const tried = new WeakMap();

/** @typedef {import("../vault/slots.js").OnProgress} OnProgress from 0 to 1 */

/** @param {Answers} answers @param {OnProgress} [onProgress] */
export async function begin(answers, onProgress) {
  if (answers.chosen.length === 0) throw new NotSent("changed");
  const ready = tried.get(answers) ?? (await sealed(answers, onProgress));
  tried.set(answers, ready);
  const said = await ask("/gesprek/beginnen.json", ready.body);
  await visitor.begun(ready.sent);
  tried.delete(answers);
  return { words: ready.words, due: String(said.due) };
}

/** Seven new words, stretched: from now on every request goes with what they yield. @param {import("../vault/bytes.js").Bytes} salt of the installation @param {OnProgress} [onProgress] */
export async function freshWords(salt, onProgress) {
  const words = drawVisitorWords(await wordList());
  secret = await visitor.stretch(words, salt, onProgress);
  return words;
}

/** @param {Answers} answers @param {OnProgress} [onProgress] @returns {Promise<Ready>} */
async function sealed(answers, onProgress) {
  const { who, fragment } = answers;
  const words = await freshWords(unb64(who.salt), onProgress);
  try {
    const sent = await visitor.beginConversation({
      practice: who.practice,
      counsellors: who.counsellors,
      fingerprints: fragment ? readEntrance(`#${fragment}`) : null,
      chosen: answers.chosen,
      standby: answers.standby,
      contact: contactOf(answers),
      message: answers.story,
      written: minute(),
    });
    const grants = sent.grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, sealed: b64(grant) }));
    const keys = { recipient: sent.recipient, sign: sent.sign, shred_key: b64(sent.shredKey) };
    const chosen = { entrance: answers.entrance, language: answers.language, chosen: answers.chosen, standby: answers.standby };
    return { words: words.split(" "), sent, body: { ...chosen, id: sent.id, ...secret, ...keys, grants, sealed: onTheWire(sent), keepsake: b64(sent.keepsake.envelope) } };
  } catch (error) {
    throw error instanceof VaultError ? new NotSent("keys") : error;
  }
}

/** @param {Pick<Awaited<ReturnType<Visitor["writeInto"]>>, "records" | "manifest">} made */
function onTheWire({ records, manifest }) {
  return {
    records: records.map(({ id, part, epoch, kind, revision, envelope }) => ({ id, part, epoch, kind, revision, sealed: b64(envelope) })),
    manifests: [{ part: manifest.part, epoch: manifest.epoch, counter: manifest.counter, sealed: b64(manifest.envelope) }],
  };
}

/**
 * What was typed as words of the list; see `readVisitorWords`.
 * @param {string} typed
 */
export const readWords = async (typed) => readVisitorWords(typed, await wordList());

/**
 * Comes back with seven words: `NotSent` "words" where no conversation has them.
 * @param {string} words of the list, one space between
 * @param {(done: number) => void} onProgress from 0 to 1
 * @returns {Promise<Shown>}
 */
export async function comeBack(words, onProgress) {
  const { salt } = await ask("/zout.json");
  secret = await visitor.stretch(words, unb64(salt), onProgress);
  return look();
}

/** Whether a conversation is open in this tab. */
export const isOpen = () => secret !== null && visitor.session.isOpen();

/** Calls back when it closed by itself: nobody did anything for long, or another tab was left. The words open it again. @param {() => void} listener */
export const onQuiet = (listener) =>
  visitor.session.onChange((open) => {
    if (open || secret === null) return;
    secret = null;
    last = null;
    listener();
  });

/** While somebody speaks into it, or a large file goes, that is a sign of life too. */
export const stayOpen = () => visitor.session.touch();

/** Closes it: words and keys are forgotten. */
export function close() {
  secret = null;
  unanswered = null;
  last = null;
  visitor.lock();
}

/** What is done with the conversation, one after the other: each is sealed on what the one before left. @type {Promise<unknown>} */
let before = Promise.resolve();

/** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
function inTurn(work) {
  const done = before.then(work);
  before = done.catch(() => null);
  return done;
}

/** Words of a conversation that was destroyed open its proof: `Destroyed`. @param {unknown} error @returns {Promise<never>} */
async function orProof(error) {
  if (!(error instanceof NotSent) || error.trouble !== "words") throw error;
  const proof = await ask("/gesprek/gewist.json", secret);
  close();
  throw new Destroyed(proof);
}

/** Destroys a conversation that nobody took on; ends with `Destroyed`. @returns {Promise<never>} */
export async function erase() {
  const proof = await ask("/gesprek/wissen.json", secret).catch(orProof);
  close();
  throw new Destroyed(proof);
}

/** Fetches the conversation and checks all of it. @returns {Promise<Shown>} */
export const look = () => inTurn(lookNow);

/** What was last read of it. @type {Shown | null} */
let last = null;
/** Of which conversation. */
let whose = "";

/** @returns {Promise<Shown>} */
async function lookNow() {
  const about = await ask("/gesprek/openen.json", secret).catch(orProof);
  // What was not sent yet belongs to the conversation that it was sealed for.
  if (whose !== about.id) unanswered = null;
  whose = about.id;
  const conversation = await opened(about).catch(asTrouble);
  last = { conversation, about };
  if (conversation.writable && (await letStandBy(last))) return lookNow();
  if (conversation.writable) await remember();
  return last;
}

/**
 * At the first opening after they were let in, what who came with a code chose at the start is done: somebody stands by for whom the counsellor vouches.
 * For whom nobody does the page asks once more.
 * @param {Shown} shown
 * @returns {Promise<boolean>} whether it was done just now
 */
async function letStandBy({ conversation: { standby }, about }) {
  if (!standby || about.grants.length === 0) return false;
  // They read along already.
  if (about.counsellors.some((/** @type {{id: string}} */ { id }) => id === standby.owner)) visitor.dropStandby();
  const other = about.beside.find((/** @type {{id: string}} */ { id }) => id === standby.owner);
  if (!other || !standby.vouched) return false;
  try {
    const { made, address, body } = await sealedChoice(other);
    await ask(address, { ...secret, ...body });
    await visitor.saved(made);
    return true;
  } catch (error) {
    // The next opening does it: nothing was written yet that they should have read.
    if (!(error instanceof NotSent)) throw error;
    return false;
  }
}

/** @param {any} about @returns {Promise<Opened>} */
async function opened(about) {
  const bytes = (/** @type {{sealed: string}} */ { sealed: base64, ...rest }) => ({ ...rest, envelope: unb64(base64) });
  const served = {
    id: about.id, practice: about.practice, counsellors: about.counsellors, beside: about.beside, shredKey: unb64(about.shred_key),
    grants: about.grants.map((/** @type {any} */ { part, epoch, sealed: base64 }) => ({ part, epoch, grant: unb64(base64) })),
    records: about.records.map(bytes), manifests: about.manifests.map(bytes), keepsake: bytes(about.keepsake),
  };
  return visitor.openConversation(/** @type {any} */ (served), { anyway: true });
}

/** What was read before stays to be read, and nothing is written; `NotSent` "shut" where nothing was read yet. @param {unknown} error @returns {Opened} */
function asTrouble(error) {
  if (!isVerdict(error)) throw error;
  if (!last) throw new NotSent("shut");
  return { ...last.conversation, troubles: [{ epoch: 0, name: error.name, unverified: [], missing: [], ids: [] }], writable: false };
}

/** Why nothing can be written: what does not verify, or else something came in. @returns {NotSent} */
const doubted = () => new NotSent((last && doubtIn(last.conversation)) ?? "changed");

/** The note to self with what was read; when another tab was first, the next look writes it. */
async function remember() {
  const { keepsake } = await visitor.nextKeepsake();
  try {
    await ask("/gesprek/onthouden.json", { ...secret, keepsake: { based_on: keepsake.based_on, sealed: b64(keepsake.envelope) } });
    await visitor.saved({ keepsake });
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
  }
}

/** @typedef {import("../vault/visiting.js").Change} Change */

/** @type {(Sealed & {letter: string}) | null} */
let unanswered = null;

/** Writes a message. @param {string} text */
export const write = (text) => say(json({ message: text }), () => ({ kind: "message", id: newId(), revision: 1, content: { text } }));

/** Asks for something about oneself. @param {"correct" | "delete" | "other_counsellor"} about @param {string} text */
export const wish = (about, text) => say(json({ about, text }), () => ({ kind: "wish", id: newId(), revision: 1, content: { about, text } }));

/** Takes back what was asked. @param {string} of what it was about @param {string[]} wishes ids of those that stand */
export const takeBack = (of, wishes) => say(json({ taken_back: wishes }), () => ({ kind: "wish", id: newId(), revision: 1, content: { about: "taken_back", of, wishes, text: "" } }));

/** Says yes or no to a question, or takes back. @param {import("../vault/visitor-consents.js").Answer} answer */
export const answer = (answer) => inTurn(() => send(json({ consent: answer }), () => sealedAnswer(answer)));

/** Lets somebody else in, as nobody who could answer is there. @param {import("../vault/choosing.js").Other} other */
export const choose = (other) => inTurn(() => send(json({ choose: other.id }), () => sealedChoice(other)));

/** @param {import("../vault/choosing.js").Other} other @returns {Promise<Sealed>} */
async function sealedChoice(other) {
  const contact = last && contactIn(last);
  // Who stands by is let in while somebody answers; else somebody answers instead.
  const [among, address] = last?.about.others ? [last.about.others, "kiezen"] : [last?.about.beside, "invaller"];
  const now = among?.find((/** @type {{id: string}} */ one) => one.id === other.id);
  // Chosen in another tab, or the counsellor is there again: the page shows how it stands.
  if (!contact || !now) throw new NotSent("changed");
  const made = await visitor.chooseOther(now, contact, minute()).catch((error) => {
    throw error instanceof VaultError ? (error.name === "WrongContext" ? doubted() : new NotSent("keys")) : error;
  });
  const grants = made.grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, sealed: b64(grant) }));
  return { made, address: `/gesprek/${address}.json`, body: { counsellor: other.id, grants, sealed: onTheWire(made), keepsake: noteOnTheWire(made) } };
}

/** Asks for a mail when there is an answer, or stops that with null. @param {string | null} address @returns {Promise<{mail: {offered: boolean, on: boolean}}>} */
export const mailTo = (address) => ask("/gesprek/mail.json", { ...secret, address });

/** Of the first `contact` of who begins it here: one record, however often it is tried. */
const firstId = newId();

/** All that the visitor said of themselves, oldest first. @param {Shown} shown */
export const contactsIn = ({ conversation: { records, sign } }) =>
  records.filter(({ kind, author }) => kind === "contact" && author === sign).sort((one, other) => one.revision - other.revision);

/** The newest of it; revision 0, still to be written, where somebody with a code said nothing yet. @param {Shown} shown @returns {{id: string, revision: number, content: Record<string, unknown>}} */
export const contactIn = (shown) => contactsIn(shown).at(-1) ?? { id: firstId, revision: 0, content: NOTHING_SAID };

/**
 * Sent again after a lost connection, the same bytes go, so that it stands there once.
 * @param {string} letter the same for what is the same
 * @param {(last: Shown | null) => Change | null} changeOn what to write, given what was last read; null where it is there already
 */
export const say = (letter, changeOn) =>
  inTurn(() =>
    send(letter, async () => {
      const change = changeOn(last);
      return change && sealedLetter(change);
    }),
  );

/** @typedef {{address: string, body: Record<string, unknown>, made: Omit<Awaited<ReturnType<Visitor["writeInto"]>>, "erasure" | "keeping">}} Sealed */

/** What did not verify a moment ago may do so now: looked at once more, before anybody is told. @param {unknown} error @param {number} tries @param {() => Promise<Sealed | null>} seal */
async function lookedAgain(error, tries, seal) {
  if (!(error instanceof VaultError) || error.name !== "WrongContext" || tries === 3) throw error;
  const { conversation } = await lookNow();
  if (!conversation.writable) throw doubted();
  return seal();
}

/** @param {string} letter @param {() => Promise<Sealed | null>} seal */
async function send(letter, seal) {
  for (let tries = 1; ; tries += 1) {
    if (unanswered?.letter !== letter) {
      const sealed = await seal().catch((error) => lookedAgain(error, tries, seal));
      if (sealed === null) return;
      unanswered = { letter, ...sealed };
    }
    const { address, body, made } = unanswered;
    try {
      await ask(address, { ...secret, ...body });
      await visitor.saved(made);
      unanswered = null;
      return;
    } catch (error) {
      if (!(error instanceof NotSent) || error.trouble === "connection") throw error;
      unanswered = null;
      if (error.trouble !== "changed" || tries === 3) throw error;
      // Something came in first: look, and seal it again after that.
      await lookNow();
    }
  }
}

/** @param {Change} change */
async function sealedLetter({ content, ...change }) {
  // The record of a file holds what docs/vault-format.md says, and nothing else.
  const whole = change.kind === "file" ? content : { ...content, written: minute() };
  const made = await visitor.writeInto([{ ...change, content: whole }]);
  return { made, address: "/gesprek/schrijven.json", body: { sealed: onTheWire(made), keepsake: noteOnTheWire(made), ...(made.erasure ? { erasure: made.erasure } : {}), ...(made.keeping ? { keeping: made.keeping } : {}) } };
}

/** @param {import("../vault/visitor-consents.js").Answer} said */
async function sealedAnswer(said) {
  const record = newId();
  const made = await visitor.answer(said, record, minute().slice(0, 10)).catch((error) => {
    // Answered in another tab, or taken back: the page shows how it stands.
    throw error instanceof VaultError && error.name === "WrongContext" ? doubted() : error;
  });
  const { sequence, receiver, width, state } = made.consent;
  const consent = { sequence, record_id: record, receiver: width === "as_said" ? null : receiver, width, state };
  return { made, address: "/gesprek/toestemming.json", body: { consent, sealed: onTheWire(made), keepsake: noteOnTheWire(made) } };
}

/** @param {Pick<Awaited<ReturnType<Visitor["writeInto"]>>, "keepsake">} made */
const noteOnTheWire = ({ keepsake }) => ({ based_on: keepsake.based_on, sealed: b64(keepsake.envelope) });

/** What opens the conversation at the server. @returns {{lookup: string, token: string}} `NotSent` where none is open */
export function credentials() {
  if (!secret) throw new NotSent("other");
  return secret;
}

/** What changes once there is something to fetch. @returns {Promise<string>} */
export const news = async () => (await ask("/gesprek/nieuws.json", secret)).mark;
