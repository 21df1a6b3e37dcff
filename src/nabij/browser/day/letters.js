// A letter at the board, without a screen: fetched, opened with one's own keys, received, answered.
import { getJson, postJson } from "../desk/talk.js";
import { b64, newId, unb64 } from "../vault/bytes.js";
import { readLetter, readReply, writeReply } from "../vault/correspondence.js";
import { loadDrafts } from "./drafts.js";
import { fetchState, standing, vault } from "./vault.js";

/** @typedef {import("./vault.js").Colleague} Colleague */
/** @typedef {import("./vault.js").ServedKey} ServedKey */
/** @typedef {Awaited<ReturnType<typeof readLetter>>} OpenedLetter */
/** @typedef {Awaited<ReturnType<typeof readReply>>} OpenedReply */
/**
 * @typedef {object} Served `/brieven/<id>/brief.json`
 * @property {string} signal
 * @property {number} organisation
 * @property {string} organisation_name
 * @property {string} to
 * @property {"delivered" | "received" | "answered" | "followed_up" | "closed"} step
 * @property {number} number which letter to this reader it is
 * @property {string} kept_through `YYYY-MM`, the last month in which it is kept
 * @property {boolean} answered in a letter or in conversation
 * @property {boolean} fewer whether what it rests on became less after it was handed over
 * @property {boolean} nobody whether it rests on nobody any more: it is over, and nobody talks about it
 * @property {"agreed" | "excepted" | ""} basis what it rests on; empty where nothing in it comes from anybody who told it
 * @property {number} version
 * @property {string | null} due
 * @property {string | null} meeting
 * @property {string} today
 * @property {{author: string, sealed: string} | null} letter
 * @property {{author: string, sealed: string} | null} reply
 * @property {{id: string, name: string, public_key: ServedKey | null}[]} counsellors
 */
/**
 * @typedef {object} BoardLetter a letter and how far it is; `letter` is null where it did not open, and `trouble` says why
 * @property {Served} served
 * @property {string} name of who reads it
 * @property {Colleague[]} counsellors those with a vault
 * @property {Colleague | null} author whom the server says it is from
 * @property {OpenedLetter | null} letter
 * @property {OpenedReply | null} reply
 * @property {unknown} trouble
 * @property {unknown} replyTrouble
 */

/** What these steps reach for; tests hand in their own. */
const TOOLS = { getJson, postJson, loadDrafts, fetchState, vault };
/** @typedef {typeof TOOLS} Tools */

/** @template T @param {() => Promise<T>} work @returns {Promise<[T | null, unknown]>} what came of it, or why nothing did */
const orWhy = (work) => work().then((/** @type {T} */ found) => /** @type {[T | null, unknown]} */ ([found, null]), (/** @type {unknown} */ error) => [null, error]);

/**
 * A letter, opened as far as it may be believed. A locked vault throws `Locked`; what does not open is told, not thrown.
 * @param {string} signal
 * @returns {Promise<BoardLetter>}
 */
export async function loadLetter(signal, tools = TOOLS) {
  const { vault: mine } = tools;
  const [served, { name }] = await Promise.all([/** @type {Promise<Served>} */ (tools.getJson(`/brieven/${signal}/brief.json`)), tools.fetchState()]);
  const counsellors = await Promise.all(
    served.counsellors.flatMap(({ id, name: called, public_key }) => (public_key ? [standing({ id, name: called, kind: "counsellor", public_key }, mine)] : [])),
  );
  const { user } = await mine.me();
  const file = unb64(served.letter?.sealed ?? "");
  const about = { organisation: served.organisation, signal };
  const [letter, trouble] = await orWhy(() => readLetter({ ...about, from: served.letter?.author ?? "", to: user }, file, mine.session));
  const [reply, replyTrouble] =
    letter && served.reply ? await orWhy(() => readReply({ ...about, to: letter.from }, file, unb64(served.reply?.sealed ?? ""), mine.session)) : [null, null];
  const author = counsellors.find(({ id }) => id === (letter?.from ?? served.letter?.author)) ?? null;
  return { served, name, counsellors, author, letter, reply, trouble, replyTrouble };
}

/** @param {BoardLetter} letter @param {string} day `YYYY-MM-DD` */
export const receive = ({ served }, day, tools = TOOLS) => tools.postJson(`/brieven/${served.signal}/ontvangen.json`, { based_on: served.version, day, was: served.meeting });

/** @param {BoardLetter} letter @param {string} day `YYYY-MM-DD` */
export const changeDay = ({ served }, day, tools = TOOLS) => tools.postJson(`/brieven/${served.signal}/dag.json`, { based_on: served.version, day, was: served.meeting });

/** What an answer under way says that it belongs to. @param {string} signal */
export const aboutAnswer = (signal) => `answer ${signal}`;

/** The answer that was being typed. @param {string} signal @returns {Promise<{id: string, text: string} | null>} */
export async function answerUnderWay(signal, tools = TOOLS) {
  const found = (await tools.loadDrafts()).find(({ content }) => content.about === aboutAnswer(signal));
  return found ? { id: found.id, text: String(found.content.text ?? "") } : null;
}

/** An answer as it goes: sealed once, so that sending it again sends the same. */
export class Sending {
  #id = newId();
  /** @type {{text: string, sealed: string} | null} */
  #made = null;

  /** @param {BoardLetter} letter @param {string} text @param {string} draft */
  async send({ served, counsellors }, text, draft, tools = TOOLS) {
    if (this.#made?.text !== text) {
      const readers = counsellors.filter(({ checked }) => checked).map(({ id, keys, name }) => ({ owner: id, ...keys, name }));
      const about = { organisation: served.organisation, signal: served.signal, author: served.letter?.author ?? "" };
      const file = await writeReply(about, unb64(served.letter?.sealed ?? ""), readers, { written: served.today, text }, tools.vault.session);
      this.#id = newId();
      this.#made = { text, sealed: b64(file) };
    }
    return tools.postJson(`/brieven/${served.signal}/antwoord.json`, { based_on: served.version, id: this.#id, sealed: this.#made.sealed, draft });
  }
}
