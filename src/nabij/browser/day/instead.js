// Conversations of colleagues who are not there, which one may answer in their place: read in memory, answered in one request.
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { b64, unb64 } from "../vault/bytes.js";
import { saidInOrder } from "../vault/said.js";
import { takenBack } from "../vault/wishes.js";
import { onBothSides, ownPeople } from "./own-people.js";
import { inTurn, vault } from "./vault.js";
import { wishWords } from "./wish-words.js";

/**
 * @typedef {object} ServedInstead `/gesprekken/vervangen.json`
 * @property {string} id
 * @property {{id: number, name: string}} organisation
 * @property {{recipient: string, sign: string}} visitor
 * @property {{id: string, name: string}} keeper
 * @property {boolean} left
 * @property {string | null} away_until
 * @property {string | null} due
 * @property {boolean} closed
 * @property {boolean} tells_only nobody asked anything: only how far a letter is, is told there
 * @property {boolean} chosen
 * @property {{id: string, name: string, recipient: string, sign: string, former: string[]}[]} people
 * @property {string} shred_key
 * @property {import("./cards.js").ServedGrant[]} grants
 * @property {import("./cards.js").ServedRecord[]} records
 * @property {{part: import("../vault/record.js").Part, epoch: number, counter: number, sealed: string}[]} manifests
 */
/** @typedef {{by: "visitor" | "me" | string, when: string, text: string, wish: string | null, back: boolean}} Said `by`: the visitor, oneself, or a colleague by name; `wish`: what is asked, in words; `back`: and taken back */
/** @typedef {{id: string, served: ServedInstead, said: Said[], files: number, contact: Record<string, unknown>, unchecked: string[], otherSide: string[], trouble: string | null, talk: Talk | null}} Instead `otherSide`: the names of one's own matters in which this visitor is named; `unchecked`: names of colleagues whose key was never compared; `trouble`: the name of the error where it does not open */

/** @typedef {Pick<import("./matter.js").OpenMatter, "id" | "records" | "consents"> & {people: {pins: {owner: string, visitor: boolean, sign: string, former: string[]}[]}}} Talk as much of a matter as is in its conversation */

/** As the vault reads it. @param {ServedInstead} one @returns {import("../vault/standing-in.js").ServedInstead} */
const asServed = ({ id, keeper, visitor, people, shred_key: shredKey, grants, records, manifests }) => ({
  id, keeper: keeper.id, visitor, people, shredKey: unb64(shredKey),
  grants: grants.map(({ part, epoch, sealed }) => ({ part, epoch, grant: unb64(sealed) })),
  manifests: manifests.map(({ epoch, counter, sealed }) => ({ epoch, counter, envelope: unb64(sealed) })),
  records: records.map(({ id: record, epoch, kind, revision, sealed }) => ({ id: record, epoch, kind, revision, envelope: unb64(sealed) })),
});

/** Those that I may answer now, the most urgent first, as the server orders them. @returns {Promise<Instead[]>} */
export async function loadInstead() {
  const { instead } = await getJson("/gesprekken/vervangen.json");
  const found = [];
  for (const one of /** @type {ServedInstead[]} */ (instead)) found.push(await besideOwn(await opening(one)));
  return found;
}

/** Whether one supports the other side already: seen in this browser, as far as the visitor says who they are. @param {Instead} one @returns {Promise<Instead>} */
async function besideOwn(one) {
  const [name, email] = [String(one.contact.name || one.contact.called || ""), String(one.contact.email ?? "")];
  if (!name && !email) return one;
  const { known } = await ownPeople(one.served.organisation.id, one.id);
  return { ...one, otherSide: onBothSides({ visitor: { name, email } }, known).map(({ alias }) => alias || "Zonder schuilnaam") };
}

/** @param {ServedInstead} served @returns {Promise<Instead>} */
async function opening(served) {
  try {
    const { records, visitor, unchecked, consents } = await vault.peekInstead(asServed(served));
    const own = await vault.ownSigns();
    const name = (/** @type {string} */ id) => served.people.find((one) => one.id === id)?.name ?? "een collega";
    const by = (/** @type {string} */ author) => (author === visitor ? "visitor" : own.includes(author) ? "me" : name(served.people.find(({ sign, former }) => sign === author || former.includes(author))?.id ?? ""));
    const [back, wishes] = [takenBack(records), records.filter(({ kind }) => kind === "wish")];
    const said = saidInOrder(records, "message", "wish").map(({ id, author, kind, content }) => ({ by: by(author), when: String(content.written ?? ""), text: String(content.text ?? ""), wish: kind === "wish" ? wishWords(content, wishes) : null, back: back.has(id) }));
    const contact = records.filter(({ kind }) => kind === "contact").sort((one, other) => one.revision - other.revision).at(-1)?.content ?? {};
    const files = new Set(records.filter(({ kind }) => kind === "file").map(({ id }) => id)).size;
    const talk = /** @type {Talk} */ (/** @type {unknown} */ ({ id: served.id, records, consents, people: { pins: [{ owner: served.id, visitor: true, sign: visitor, former: [] }] } }));
    return { id: served.id, served, said, files, contact, unchecked: unchecked.map(name), otherSide: [], trouble: null, talk };
  } catch (error) {
    if (!(error instanceof Error) || error.name === "Locked") throw error;
    return { id: served.id, served, said: [], files: 0, contact: {}, unchecked: [], otherSide: [], trouble: error.name, talk: null };
  }
}

/** What was sealed and has no answer yet: the same bytes go again. @type {Map<string, {text: string, body: Record<string, unknown>}>} */
const unanswered = new Map();
vault.session.onChange((open) => {
  if (!open) unanswered.clear();
});

/**
 * Answers the visitor of a colleague; the visitor is aan zet then.
 * @param {Instead} one
 * @param {{id: string, text: string, written: string}} message `id` is drawn once, so that sending twice says it once
 */
export const answerInstead = (one, message) => inTurn(() => answering(one, message, {}));

/**
 * Tells the visitor of a colleague who left how far a letter is; whose turn it is stays, and what nobody read.
 * @param {Instead} one
 * @param {import("../vault/standing-in.js").Message} message
 */
export const tellInstead = (one, message) => inTurn(() => answering(one, message, { tells: true }));

/** @param {Instead} one @param {import("../vault/standing-in.js").Message} message @param {{tells?: true}} how */
async function answering({ id, served }, message, how) {
  let ready = unanswered.get(message.id);
  if (ready?.text !== message.text) {
    const { record, manifest } = await vault.sealInstead(asServed(served), message);
    const { part, epoch, kind, revision, envelope } = record;
    ready = { text: message.text, body: { ...how, sealed: { records: [{ id: message.id, part, epoch, kind, revision, sealed: b64(envelope) }], manifests: [{ part, epoch, counter: manifest.counter, sealed: b64(manifest.envelope) }] } } };
    unanswered.set(message.id, ready);
  }
  try {
    await postJson(`/gesprekken/${id}/antwoorden.json`, ready.body);
  } catch (error) {
    // Refused as it was sealed: what is sent next is sealed anew.
    if (error instanceof Refusal) unanswered.delete(message.id);
    throw error;
  }
  unanswered.delete(message.id);
}
