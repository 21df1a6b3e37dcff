// Who was handed a code: the counsellor's keys checked with it, and words and keys of one's own made and sent once.
import { b64, unb64 } from "../vault/bytes.js";
import { VaultError } from "../vault/errors.js";
import { fingerprint } from "../vault/fingerprint.js";
import { codeKeys, mustVouch, proveOffer } from "../vault/invitation.js";
import { ask } from "./ask.js";
import { NotSent } from "./not-sent.js";
import { freshWords, visitor } from "./room.js";

/** @typedef {{language: string, blocks: {kind: string, lines: string[]}[]}} Law what the law requires, and in which language that is */
/** @typedef {{code: string, words: {lookup: string, token: string}, salt: string, organisation: string, law: Law | null, other: {id: string, name: string} | null, offered: import("../vault/invitation.js").Offered, proof: string, digits: string}} Opened */

/** What somebody typed is no whole code. */
export class NoCode extends Error {
  name = "NoCode";
}

/** @param {string} typed */
function keysOf(typed) {
  try {
    return codeKeys(typed);
  } catch {
    throw new NoCode();
  }
}

/** Refuses with `NotSent` "keys" what the code does not vouch for. @template T @param {() => Promise<T> | T} work */
async function vouched(work) {
  try {
    return await work();
  } catch (error) {
    throw error instanceof VaultError ? new NotSent("keys") : error;
  }
}

/** Whose code this is: `NotSent` "words" where it does not work, "keys" where the keys served are not those that it vouches for. @param {string} typed @param {string} language of the page @returns {Promise<Opened>} */
export async function openCode(typed, language) {
  const { lookup, token, key } = keysOf(typed);
  const { practice, matter, organisation, law, others, other, salt, counsellor, offer } = await ask("/code/openen.json", { lookup, token, language });
  const { id: owner, name, recipient, sign } = counsellor;
  const offered = { practice, matter, owner, name, recipient, sign, others };
  await vouched(() => mustVouch(proveOffer(key, offered), offer));
  // Who is away the server knows best; who anybody is, the counsellor says.
  const standsBy = offered.others.find((/** @type {{id: string}} */ { id }) => id === other) ?? null;
  if (other !== null && standsBy === null) throw new NotSent("keys");
  return { code: typed, words: { lookup, token }, salt, organisation, law, other: standsBy, offered, proof: offer, digits: fingerprint({ recipient, sign }) };
}

/** What was made without an answer yet, so that trying again sends the same bytes. @type {WeakMap<Opened, {words: string[], standby: boolean, sent: Awaited<ReturnType<typeof visitor.answerInvitation>>}>} */
const tried = new WeakMap();

/**
 * Makes seven words and keys and sends what the server may know of them; again after a lost connection, it sends what was made and chosen then.
 * @param {Opened} opened
 * @param {string} language
 * @param {boolean} standsBy whether the other may answer while this one is away
 * @param {import("./room.js").OnProgress} [onProgress]
 * @returns {Promise<string[]>} the words
 */
export async function answerCode(opened, language, standsBy, onProgress) {
  const ready = tried.get(opened) ?? (await made(opened, standsBy ? opened.other : null, onProgress));
  tried.set(opened, ready);
  const { lookup, token, recipient, sign, proof, keepsake } = ready.sent;
  await ask("/code/antwoorden.json", { ...opened.words, words: { lookup, token }, recipient, sign, proof, language, keepsake: b64(keepsake.envelope), standby: ready.standby });
  await visitor.begun(ready.sent);
  return ready.words;
}

/** @param {Opened} opened @param {{id: string} | null} other @param {import("./room.js").OnProgress} [onProgress] */
async function made({ code, salt, offered, proof }, other, onProgress) {
  const words = await freshWords(unb64(salt), onProgress);
  const sent = await vouched(() => visitor.answerInvitation(code, offered, proof, other?.id ?? null));
  return { words: words.split(" "), sent, standby: other !== null };
}
