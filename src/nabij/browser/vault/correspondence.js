// Letters with the keys of an open vault: what is sent goes only to keys that were compared, what is read only counts from those.
import { checkPin, colleaguesIn, pinOf } from "./bundle.js";
import { letterHash, openLesson, openLetter, openReply, openWritten, sealLesson, sealLetter, sealReply } from "./letters.js";
import { session as session_, withKeys } from "./session.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{owner: string, recipient: string, sign: string, name?: string}} Person with the keys that the server serves; `name`: under which it lists them */
/** @typedef {{organisation: number, signal: string}} About */
/** @typedef {{written: string, title?: string, text: string, questions: string[]}} Words of a letter */

/**
 * The recipients of these people: pinned with just these keys, and compared under this name; else `SubstitutedKey`, `UncheckedKey`.
 * @param {Opened} state
 * @param {Person[]} people
 */
function recipientsOf({ bundle, user, recipient: own }, people) {
  const others = people.filter(({ owner }) => owner !== user);
  for (const { owner, recipient, sign, name } of others) {
    checkPin(bundle.pins, owner, { recipient, sign });
    pinOf(bundle.pins, owner, { checked: true, name });
  }
  return [...new Set([...others.map(({ recipient }) => recipient), own])];
}

/** With what one opens, and whom one believes. @param {Opened} state @returns {import("./letters.js").Reader} */
function readerIn({ bundle, user, ownSigns }) {
  const pinned = colleaguesIn(bundle.pins).filter(({ checked }) => checked);
  const signers = new Map(pinned.map(({ owner, sign, former }) => [owner, new Set([sign, ...former])]));
  signers.set(user, new Set(ownSigns));
  return { identities: [bundle.identity, ...bundle.former.map(({ identity }) => identity)], signers };
}

/** Whether a key was replaced since: who found it could have signed with it too. @param {Opened} state @param {string} owner @param {string} signer */
const isFormer = ({ bundle, user, signer: { sign } }, owner, signer) =>
  signer !== (owner === user ? sign : bundle.pins.find((pin) => pin.owner === owner)?.sign);

/** Under which name this person was compared; "" where that was not kept. @param {Opened} state @param {string} owner */
const nameOf = ({ bundle }, owner) => bundle.pins.find((pin) => pin.owner === owner)?.name ?? "";

/**
 * A letter to the one ultimately responsible, which one reads again oneself and so do these readers: an age file.
 * @param {About} about
 * @param {Person} to
 * @param {Person[]} readers the other counsellors of the organisation
 * @param {Words} words
 * @param {import("./session.js").Session} [session]
 * @returns {Promise<Bytes>}
 */
export function writeLetter({ organisation, signal }, to, readers, words, session = session_) {
  return withKeys(session, (state) => {
    const recipients = recipientsOf(state, [to, ...readers]);
    return sealLetter({ practice: state.practice, organisation, signal, from: state.user, to: to.owner, ...words }, state.signer, recipients);
  });
}

/**
 * The letter of this signal by and to these people; `openLetter` says what it refuses. `former`: signed with a key that was replaced since.
 * @param {About & {from: string, to: string}} expected `from`: who handed it over, as the server says
 * @param {Bytes} file
 * @param {import("./session.js").Session} [session]
 */
export function readLetter({ organisation, signal, from, to }, file, session = session_) {
  return withKeys(session, async (state) => {
    const letter = await openLetter({ practice: state.practice, organisation, signal, from, to }, readerIn(state), file);
    return { ...letter, former: isFormer(state, letter.from, letter.signer) };
  });
}

/**
 * The answer to a letter, to who wrote it; the letter is opened first, so that nobody answers what they could not read. An age file.
 * @param {About & {author: string}} about `author`: who handed the letter over, as the server says
 * @param {Bytes} letter its age file
 * @param {Person[]} readers the counsellors of the organisation; who wrote the letter must be among them
 * @param {{written: string, text: string}} words
 * @param {import("./session.js").Session} [session]
 * @returns {Promise<Bytes>}
 */
export function writeReply({ organisation, signal, author: to }, letter, readers, words, session = session_) {
  return withKeys(session, async (state) => {
    const { practice, user: from, signer } = state;
    await openLetter({ practice, organisation, signal, from: to, to: from }, readerIn(state), letter);
    pinOf(state.bundle.pins, to, { checked: true });
    const reply = { practice, organisation, signal, letter: letterHash(letter), from, to, ...words };
    return sealReply(reply, signer, recipientsOf(state, readers));
  });
}

/**
 * The answer to this letter, by the one it was written to and nobody else who can read it; `openReply` says what it refuses.
 * @param {About & {to: string}} expected `to`: who wrote the letter
 * @param {Bytes} letter the letter's age file
 * @param {Bytes} file
 * @param {import("./session.js").Session} [session]
 */
export function readReply({ organisation, signal, to }, letter, file, session = session_) {
  return withKeys(session, async (state) => {
    const place = { practice: state.practice, organisation, signal };
    const { to: from } = await openWritten({ ...place, from: to }, readerIn(state), letter);
    const expected = { ...place, letter: letterHash(letter), from, to };
    const reply = await openReply(expected, readerIn(state), file);
    return { ...reply, name: nameOf(state, reply.from), former: isFormer(state, reply.from, reply.signer) };
  });
}

/**
 * What a pair learnt, for these counsellors of the practice and oneself: an age file.
 * @param {string} lesson its id
 * @param {Person[]} readers
 * @param {{written: string, text: string}} words
 * @param {import("./session.js").Session} [session]
 * @returns {Promise<Bytes>}
 */
export function writeLesson(lesson, readers, words, session = session_) {
  return withKeys(session, (state) => sealLesson({ practice: state.practice, lesson, from: state.user, ...words }, state.signer, recipientsOf(state, readers)));
}

/**
 * What this counsellor learnt; `openLesson` says what it refuses.
 * @param {{lesson: string, from: string}} expected `from`: who gave it, as the server says
 * @param {Bytes} file
 * @param {import("./session.js").Session} [session]
 */
export function readLesson({ lesson, from }, file, session = session_) {
  return withKeys(session, async (state) => {
    const read = await openLesson({ practice: state.practice, lesson, from }, readerIn(state), file);
    return { text: read.text, written: read.written, mine: from === state.user, name: nameOf(state, from), former: isFormer(state, from, read.signer) };
  });
}
