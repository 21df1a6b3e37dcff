// What this device has seen of each chain: a number and a hash, never a name or an id. So a server cannot go back unseen.
import { b64, json, sha256, utf8 } from "./bytes.js";

/** @typedef {import("./manifest.js").Head} Head */
/**
 * @typedef {object} HeadStore
 * @property {(key: string) => Promise<Head | null>} get
 * @property {(key: string, head: Head) => Promise<void>} raise keeps the head unless a higher one is there
 */

const STORE = "heads";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBFactory} factory */
function openDatabase(factory) {
  const request = factory.open("nabij-heads", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answer(request);
}

/** Heads in this browser's IndexedDB. @param {IDBFactory} [factory] @returns {HeadStore} */
export function indexedHeads(factory = indexedDB) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let database;
  const open = () => (database ??= openDatabase(factory));
  return {
    async get(key) {
      return (await answer((await open()).transaction(STORE).objectStore(STORE).get(key))) ?? null;
    },
    async raise(key, head) {
      const store = (await open()).transaction(STORE, "readwrite").objectStore(STORE);
      // One transaction: two tabs cannot put the lower head last.
      const known = await answer(store.get(key));
      if (!known || known.counter < head.counter) await answer(store.put({ counter: head.counter, hash: head.hash }, key));
    },
  };
}

/** Heads that are forgotten with the page: for a browser without IndexedDB, and for tests. @returns {HeadStore} */
export function passingHeads() {
  /** @type {Map<string, Head>} */
  const heads = new Map();
  return {
    async get(key) {
      return heads.get(key) ?? null;
    },
    async raise(key, { counter, hash }) {
      if ((heads.get(key)?.counter ?? 0) < counter) heads.set(key, { counter, hash });
    },
  };
}

/** Under which a chain's head is kept: a hash, so that the store names nothing. @param {...(string | number)} names */
export const headKey = (...names) => b64(sha256(utf8(json(["nabij/head/1", ...names]))));
