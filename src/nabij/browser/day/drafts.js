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
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

/** A draft under way: `type` after each key, `settle` before saving, `discard` when it is no longer needed. */
export class Draft {
  id;
  #timer = 0;
  /** @type {DraftContent | null} */
  #latest = null;
  /** @type {Promise<void>} */
  #busy = Promise.resolve();
  #gone = false;
  #onState;

  /** @param {{id?: string, onState?: (state: "kept" | "here") => void}} [with_] `here`: on this device only, the server was not reached */
  constructor({ id = newId(), onState = () => {} } = {}) {
    this.id = id;
    this.#onState = onState;
  }

  /** @param {DraftContent} content */
  type(content) {
    this.#latest = content;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.settle(), REST);
  }

  /** Seals and keeps what was typed last, now. */
  settle() {
    clearTimeout(this.#timer);
    this.#busy = this.#busy.then(() => this.#keep());
    return this.#busy;
  }

  async #keep() {
    const content = this.#latest;
    if (!content || this.#gone || !vault.session.isOpen()) return;
    this.#latest = null;
    const sealed = b64(await vault.sealDraft(this.id, content));
    await inStore("readwrite", (store) => store.put(sealed, this.id));
    try {
      await postJson("/kluis/concepten.json", { id: this.id, sealed });
      this.#onState("kept");
    } catch {
      // The ciphertext on this device is enough; the server gets it with the next keystroke.
      this.#onState("here");
    }
  }

  /** Forgets the draft here and, unless the save that named it did so already, on the server. @param {{server?: boolean}} [where] */
  async discard({ server = true } = {}) {
    this.#gone = true;
    clearTimeout(this.#timer);
    await this.#busy;
    await inStore("readwrite", (store) => store.delete(this.id));
    if (server) await forgetOnServer(this.id);
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
  for (const [id, sealed] of await onThisDevice()) found.set(id, sealed);
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
