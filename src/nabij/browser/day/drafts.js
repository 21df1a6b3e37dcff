// Drafts: what is being typed, sealed under one's own vault, first on this device and then on the server. Nothing typed since unlock is lost.
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { b64, newId, unb64 } from "../vault/bytes.js";
import { vault } from "./vault.js";

/** @typedef {Record<string, unknown> & {about: string}} DraftContent `about` says which form it belongs to */

const STORE = "drafts";
/** Typing rests this long, in milliseconds, before it is sealed. */
const REST = 400;
/** Who types on without a rest is not waited for longer than this, in milliseconds. */
const AT_MOST = 1500;
/** A browser lets requests of together 64 kB outlive their page: no longer text than this, in characters, is sent so. */
const OUTLIVES = 20_000;
/** Stands for a form in which nothing is left. @type {DraftContent} */
const EMPTY = { about: "" };

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("nabij-drafts", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} work @returns {Promise<T>} */
async function inStore(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      // A full disk only shows when the transaction ends.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** @typedef {"kept" | "here" | "nowhere" | "empty"} State `here`: on this device only, the server was not reached; `nowhere`: only in this tab; `empty`: nothing to keep */

/** @typedef {{content: DraftContent, sealed: string, storing: Promise<boolean>}} Newest `sealed` is empty for a form in which nothing is left */

/** Drafts with something typed that is kept nowhere yet. @type {Set<Draft>} */
const underWay = new Set();

/** Drafts that the server has not heard of as they are now. @type {Set<Draft>} */
const unsent = new Set();

/** Tells the server what it did not hear for want of a connection. Never rejects. */
export const sendDraftsAgain = () => Promise.all([...unsent].map((draft) => draft.sendAgain()));

/** Keeps what was typed last in every form, now: before the page goes or the vault locks. Never rejects. */
export const settleDrafts = () => Promise.all([...underWay].map((draft) => draft.settle()));

/** @param {() => Promise<unknown>} work @returns {Promise<boolean>} whether it went well */
const succeeds = (work) => work().then(() => true, () => false);

/** A draft under way: `type` after each key, `forget` when the form is empty again, `settle` before saving, `discard` when it is no longer needed. */
export class Draft {
  id;
  #rest = 0;
  #atMost = 0;
  /** @type {DraftContent | null} */
  #latest = null;
  /** @type {Promise<unknown>} */
  #busy = Promise.resolve();
  /** What goes to the server goes one after another, and holds up nothing that is kept here. @type {Promise<unknown>} */
  #sent = Promise.resolve();
  /** What was kept last, for the server. @type {Newest | null} */
  #newest = null;
  #gone = false;
  #ever;
  #onState;
  #seal;

  /** @param {{id?: string, onState?: (state: State) => void, seal?: (id: string, content: DraftContent) => Promise<Uint8Array>}} [with_] `seal`: with other keys than those of now */
  constructor({ id, onState = () => {}, seal = (one, content) => vault.sealDraft(one, content) } = {}) {
    this.id = id ?? newId();
    this.#ever = id !== undefined;
    this.#onState = onState;
    this.#seal = seal;
  }

  /** @param {DraftContent} content */
  type(content) {
    this.#latest = content;
    if (!this.#gone) underWay.add(this);
    const settle = () => void this.settle();
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(settle, REST);
    this.#atMost ||= window.setTimeout(settle, AT_MOST);
  }

  /** Nothing is left in the form: nothing of it is kept. */
  forget() {
    if (this.#ever) return this.type(EMPTY);
    this.#clearTimers();
    this.#keptUpTo(this.#latest);
    return this.#onState("empty");
  }

  #clearTimers() {
    clearTimeout(this.#rest);
    clearTimeout(this.#atMost);
    this.#atMost = 0;
  }

  /**
   * Seals and keeps what was typed last, now. Never rejects: a draft that cannot be kept stands in the way of nothing.
   * @returns {Promise<boolean>} whether everything typed is kept somewhere
   */
  async settle() {
    this.#clearTimers();
    this.#busy = this.#busy.then(() => this.#keep()).catch(() => undefined);
    await this.#busy;
    await this.#sent;
    return this.#latest === null;
  }

  /** @param {DraftContent | null} content */
  #keptUpTo(content) {
    if (this.#latest !== content) return;
    this.#latest = null;
    underWay.delete(this);
  }

  async #keep() {
    const content = this.#latest;
    if (!content || this.#gone || !vault.session.isOpen()) return;
    this.#ever = true;
    let sealed = "";
    if (content !== EMPTY && !(await succeeds(async () => (sealed = b64(await this.#seal(this.id, content)))))) return this.#onState("nowhere");
    const storing = succeeds(() => inStore("readwrite", (store) => /** @type {IDBRequest<unknown>} */ (sealed ? store.put(sealed, this.id) : store.delete(this.id))));
    // At the same time: a page that goes away may have no time for one after the other.
    this.#newest = { content, sealed, storing };
    this.#send();
    if (await storing) this.#keptUpTo(content);
  }

  #send() {
    const newest = this.#newest;
    if (newest) this.#sent = this.#sent.then(() => this.#reach(newest)).catch(() => undefined);
  }

  /** @param {Newest} kept */
  async #reach(kept) {
    // Something newer waits behind this one.
    if (this.#gone || this.#newest !== kept) return;
    const { content, sealed, storing } = kept;
    const there = await succeeds(() => (sealed ? postJson("/kluis/concepten.json", { id: this.id, sealed }, { keepalive: sealed.length < OUTLIVES }) : forgetOnServer(this.id)));
    const here = await storing;
    if (this.#gone) return;
    if (there) unsent.delete(this);
    else unsent.add(this);
    if (there) this.#keptUpTo(content);
    // Without the server the ciphertext on this device is enough; the server gets it when it can be reached.
    if (!sealed) return this.#onState("empty");
    return this.#onState(there ? "kept" : here ? "here" : "nowhere");
  }

  /** What the server has not heard, once more; nothing while the vault is shut. */
  async sendAgain() {
    if (!vault.session.isOpen()) return;
    this.#send();
    await this.#sent;
  }

  /** Forgets the draft here and, unless the save that named it did so already, on the server. @param {{server?: boolean}} [where] */
  async discard({ server = true } = {}) {
    this.#gone = true;
    underWay.delete(this);
    unsent.delete(this);
    this.#clearTimers();
    await this.#busy;
    await this.#sent;
    const forgotten = await Promise.allSettled([inStore("readwrite", (store) => store.delete(this.id)), server && forgetOnServer(this.id)]);
    for (const one of forgotten) if (one.status === "rejected") throw one.reason;
  }
}

/** A draft that never reached the server is gone there already. @param {string} id */
async function forgetOnServer(id) {
  try {
    await postJson(`/kluis/concepten/${id}/weg.json`, {});
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "not_found") throw error;
  }
}

/** @returns {Promise<Map<string, string>>} sealed drafts of this device by id */
async function onThisDevice() {
  const [ids, sealed] = [await inStore("readonly", (store) => store.getAllKeys()), await inStore("readonly", (store) => store.getAll())];
  return new Map(ids.map((id, at) => [String(id), String(sealed[at])]));
}

/**
 * Every draft that opens with this vault; this device's own before the server's, unless it does not open: after a renewal elsewhere.
 * @returns {Promise<{id: string, content: DraftContent}[]>}
 */
export async function loadDrafts() {
  /** Copies of each, the one to prefer first. @type {Map<string, string[]>} */
  const found = new Map();
  try {
    const { drafts } = await getJson("/kluis/concepten.json");
    for (const { id, sealed } of drafts) found.set(id, [sealed]);
  } catch {
    // Without a connection the drafts of this device are still here.
  }
  // A browser that keeps nothing still has those of the server.
  for (const [id, sealed] of await onThisDevice().catch(() => new Map())) found.set(id, [sealed, ...(found.get(id) ?? [])]);
  const all = await Promise.all([...found].map(([id, copies]) => firstToOpen(id, copies)));
  return all.filter((one) => one !== null);
}

/** @param {string} id @param {string[]} copies */
async function firstToOpen(id, copies) {
  for (const sealed of copies) {
    const one = await openedDraft(id, sealed);
    if (one) return one;
  }
  return null;
}

/** @param {string} id @param {string} sealed @returns {Promise<{id: string, content: DraftContent} | null>} null: another's, or of a former vault */
async function openedDraft(id, sealed) {
  try {
    return { id, content: /** @type {DraftContent} */ (await vault.openDraft(id, unb64(sealed))) };
  } catch (error) {
    if (error instanceof Error && error.name === "Locked") throw error;
    return null;
  }
}
