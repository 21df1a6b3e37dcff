// Conversations that visitors began and nobody took on: read in memory, and taken on in one request.
import { minute } from "../desk/dom.js";
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { b64, newId, unb64 } from "../vault/bytes.js";
import { saidInOrder } from "../vault/said.js";
import { sealChanges } from "./matter.js";
import { refuseBothSides } from "./own-people.js";
import { inTurn, saveBundle, saveKeyring, vault } from "./vault.js";
import { ANSWER } from "./order.js";
import { beforeChange, cameBefore, cardChange, monthOf, SAYS_NOTHING } from "./writing.js";

/** @typedef {import("../vault/chain.js").OpenedRecord} OpenedRecord */
/**
 * @typedef {object} ServedWaiting `/gesprekken/binnen.json`
 * @property {string} id
 * @property {{id: number, name: string}} organisation
 * @property {{recipient: string, sign: string}} visitor
 * @property {string} language
 * @property {string} due
 * @property {string[]} addressed
 * @property {boolean} standby
 * @property {{id: string, name: string}[]} standing_by
 * @property {string} shred_key
 * @property {import("./cards.js").ServedGrant[]} grants
 * @property {import("./cards.js").ServedRecord[]} records
 * @property {{part: import("../vault/record.js").Part, epoch: number, counter: number, sealed: string}[]} manifests
 */
/** @typedef {import("./writing.js").Before} Before */
/** @typedef {{id: string, served: ServedWaiting, messages: string[], files: number, contact: Record<string, unknown>, trouble: string | null}} Waiting `files`: how many were sent along; `trouble`: the name of the error where it does not open */

/** As the vault reads it. @param {ServedWaiting} one @returns {import("../vault/taking-on.js").ServedConversation} */
const asServed = ({ id, visitor, shred_key: shredKey, grants, records, manifests }) => ({
  id, visitor, shredKey: unb64(shredKey),
  grants: grants.map(({ part, epoch, sealed }) => ({ part, epoch, grant: unb64(sealed) })),
  manifests: manifests.map(({ counter, sealed }) => ({ counter, envelope: unb64(sealed) })),
  records: records.map(({ id: record, kind, revision, sealed }) => ({ id: record, kind, revision, envelope: unb64(sealed) })),
});

/** Those that wait for me, the most urgent first. @returns {Promise<Waiting[]>} */
export async function loadWaiting() {
  const { waiting } = await getJson("/gesprekken/binnen.json");
  const opened = await Promise.all(/** @type {ServedWaiting[]} */ (waiting).map(opening));
  return opened.sort((one, other) => one.served.due.localeCompare(other.served.due));
}

/** @param {ServedWaiting} served @returns {Promise<Waiting>} */
async function opening(served) {
  try {
    const { records } = await vault.peekConversation(asServed(served));
    return { id: served.id, served, messages: messagesOf(records), files: new Set(records.filter(({ kind }) => kind === "file").map(({ id }) => id)).size, contact: contactOf(records), trouble: null };
  } catch (error) {
    if (!(error instanceof Error) || error.name === "Locked") throw error;
    return { id: served.id, served, messages: [], files: 0, contact: {}, trouble: error.name };
  }
}

/** What was written, in the order of writing; an empty first message says nothing. @param {OpenedRecord[]} records */
const messagesOf = (records) =>
  saidInOrder(records, "message").map(({ content }) => String(content.text ?? "")).filter(Boolean);

/** @param {OpenedRecord[]} records */
const contactOf = (records) => records.filter(({ kind }) => kind === "contact").sort((one, other) => one.revision - other.revision).at(-1)?.content ?? {};

/** What was sent and is not wholly saved: the same bytes go again. @type {Map<string, Awaited<ReturnType<typeof sealedTaking>>>} */
const unanswered = new Map();
vault.session.onChange((open) => {
  if (!open) unanswered.clear();
});

/**
 * Takes a conversation on: it becomes a matter of mine, under the same id. Who was asked as well reads no further.
 * @param {Waiting} waiting
 * @param {string} alias
 * @param {string} [same] the matter of one's own with which this visitor came before, or ""
 */
export async function takeOn(waiting, alias, same = "") {
  const { name, email } = waiting.contact;
  await refuseBothSides({ id: waiting.id, organisation: waiting.served.organisation.id }, { visitor: { name: String(name ?? ""), email: String(email ?? "") } });
  // Read before the keyring has its turn: that comes last.
  const came = same && !unanswered.has(waiting.id) ? await cameBefore(same) : null;
  return inTurn(() => taking(waiting, alias, came));
}

/** @param {Waiting} waiting @param {string} alias @param {Before | null} came */
async function taking(waiting, alias, came) {
  const ready = unanswered.get(waiting.id) ?? (await sealedTaking(waiting, alias, came));
  // The pin first: one too many harms nobody, and without it the visitor could not be told from anybody else.
  if (!unanswered.has(waiting.id)) await saveBundle(ready.bundle);
  unanswered.set(waiting.id, ready);
  try {
    await postJson(`/gesprekken/${waiting.id}/aannemen.json`, ready.body);
  } catch (error) {
    if (error instanceof Refusal && !SAYS_NOTHING.test(error.code)) {
      unanswered.delete(waiting.id);
      await vault.keyringDropped();
    }
    throw error;
  }
  await ready.saved();
  unanswered.delete(waiting.id);
}

/** @param {Waiting} waiting @param {string} alias @param {Before | null} came */
async function sealedTaking({ id, served }, alias, came) {
  const made = await vault.takeOnConversation(asServed(served), served.standing_by.map((one) => one.id));
  const card = { alias, next_step: ANSWER, aftercare: null };
  // Whoever reads along later knows the visitor's key by this.
  const vouched = { ...made.introduction, written: minute() };
  const { sealed, confirm } = await sealChanges(id, [cardChange({ id: newId(), revision: 1 }, card), ...(came ? [beforeChange(id, came)] : []), { part: "conversation", kind: "introduction", id: newId(), revision: 1, content: vouched }], null);
  const { user } = await vault.me();
  const grants = made.grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, granter: user, sealed: b64(grant) }));
  const body = { unit: null, visitor_handle: came?.handle ?? newId(), grants, register: {}, turn: "counsellor", due: served.due, aftercare_month: monthOf(card.aftercare), sealed, draft: null };
  const saved = async () => {
    await confirm();
    await saveKeyring(made.keyring);
  };
  return { body, saved, bundle: made.bundle };
}
