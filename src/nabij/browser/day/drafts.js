// Drafts: what is being typed, sealed under one's own vault, first on this device and then on the server. Nothing typed since unlock is lost.
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { b64, newId, unb64 } from "../vault/bytes.js";
import { vault } from "./vault.js";

/** @typedef {Record<string, unknown> & {about: string}} DraftContent `about` says which form it belongs to */

const STORE = "drafts";
/** Typing rests this long, in milliseconds, before it is sealed. */
const REST = 400;

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

/** @typedef {"kept" | "here" | "nowhere"} State `here`: on this device only, the server was not reached; `nowhere`: only in this tab */

/** Drafts with something typed that is kept nowhere yet. @type {Set<Draft>} */
const underWay = new Set();

/** Keeps what was typed last in every form, now: before the page goes or the vault locks. Never rejects. */
export const settleDrafts = () => Promise.all([...underWay].map((draft) => draft.settle()));

/** @param {() => Promise<unknown>} work @returns {Promise<boolean>} whether it went well */
const succeeds = (work) => work().then(() => true, () => false);

/** A draft under way: `type` after each key, `settle` before saving, `discard` when it is no longer needed. */
export class Draft {
  id;
  #timer = 0;
  /** @type {DraftContent | null} */
  #latest = null;
  /** @type {Promise<unknown>} */
  #busy = Promise.resolve();
  #gone = false;
  #onState;
  #seal;

  /** @param {{id?: string, onState?: (state: State) => void, seal?: (id: string, content: DraftContent) => Promise<Uint8Array>}} [with_] `seal`: with other keys than those of now */
  constructor({ id = newId(), onState = () => {}, seal = (one, content) => vault.sealDraft(one, content) } = {}) {
    this.id = id;
    this.#onState = onState;
    this.#seal = seal;
  }

  /** @param {DraftContent} content */
  type(content) {
    this.#latest = content;
    if (!this.#gone) underWay.add(this);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.settle(), REST);
  }

  /**
   * Seals and keeps what was typed last, now. Never rejects: a draft that cannot be kept stands in the way of nothing.
   * @returns {Promise<boolean>} whether everything typed is kept somewhere
   */
  async settle() {
    clearTimeout(this.#timer);
    this.#busy = this.#busy.then(() => this.#keep()).catch(() => undefined);
    await this.#busy;
    return this.#latest === null;
  }

  async #keep() {
    const content = this.#latest;
    if (!content || this.#gone || !vault.session.isOpen()) return;
    const state = await this.#stored(content);
    if (state !== "nowhere" && this.#latest === content) {
      this.#latest = null;
      underWay.delete(this);
    }
    this.#onState(state);
  }

  /** @param {DraftContent} content @returns {Promise<State>} */
  async #stored(content) {
    let sealed = "";
    if (!(await succeeds(async () => (sealed = b64(await this.#seal(this.id, content)))))) return "nowhere";
    const here = await succeeds(() => inStore("readwrite", (store) => store.put(sealed, this.id)));
    // Without the server the ciphertext on this device is enough; the server gets it with the next keystroke.
    const there = await succeeds(() => postJson("/kluis/concepten.json", { id: this.id, sealed }));
    return there ? "kept" : here ? "here" : "nowhere";
  }

  /** Forgets the draft here and, unless the save that named it did so already, on the server. @param {{server?: boolean}} [where] */
  async discard({ server = true } = {}) {
    this.#gone = true;
    underWay.delete(this);
    clearTimeout(this.#timer);
    await this.#busy;
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
 * Every draft that opens with this vault; this device's own before the server's.
 * @returns {Promise<{id: string, content: DraftContent}[]>}
 */
export async function loadDrafts() {
  const found = new Map();
  try {
    const { drafts } = await getJson("/kluis/concepten.json");
    for (const { id, sealed } of drafts) found.set(id, sealed);
  } catch {
    // Without a connection the drafts of this device are still here.
  }
  // A browser that keeps nothing still has those of the server.
  for (const [id, sealed] of await onThisDevice().catch(() => new Map())) found.set(id, sealed);
  const all = await Promise.all([...found].map(([id, sealed]) => openedDraft(id, sealed)));
  return all.filter((one) => one !== null);
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
