// Calls the scrypt Worker: one Worker per secret, ended when it has answered, so that nothing of the secret stays in its memory.
import { errorNamed } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./slots.js").ScryptKind} ScryptKind */
/** @typedef {import("./slots.js").OnProgress} OnProgress */
/** @typedef {{task: "open", file: Bytes, kind: ScryptKind, typed: string} | {task: "make", uvk: Bytes, kind: ScryptKind, typed: string} | {task: "root", typed: string, salt: Bytes}} Job */
/** @typedef {{progress: number} | {bytes: Bytes} | {refused: string, message: string}} Reply */
/**
 * @typedef {object} SlotMaker what stretches words and codes
 * @property {(file: Bytes, kind: ScryptKind, typed: string, onProgress?: OnProgress) => Promise<Bytes>} open
 * @property {(uvk: Bytes, kind: ScryptKind, typed: string, onProgress?: OnProgress) => Promise<Bytes>} make
 */
/** @typedef {{root: (typed: string, salt: Bytes, onProgress?: OnProgress) => Promise<Bytes>}} RootMaker what stretches a visitor's seven words */
/** @typedef {{createPolicy: (name: string, rules: {createScriptURL: (url: string) => string}) => {createScriptURL: (url: string) => unknown}}} TrustedTypes */

const WORKER = new URL("./scrypt-worker.js", import.meta.url).href;
// Reads spreadsheets for *Importeren*; no key goes there.
const SHEETS = new URL("../sheet/sheet-worker.js", import.meta.url).href;

/** These two modules and no other. @param {string} url */
export function onlyTheWorkers(url) {
  if (url !== WORKER && url !== SHEETS) throw new TypeError("Not a Worker of Nabij");
  return url;
}

/** @type {{createScriptURL: (url: string) => unknown} | undefined} */
let policy;

/** The address of a Worker as the browser wants it. @param {string} url one of the two */
export function workerUrl(url) {
  const { trustedTypes } = /** @type {{trustedTypes?: TrustedTypes}} */ (globalThis);
  // A policy can be made once per document.
  policy ??= trustedTypes?.createPolicy("nabij-worker", { createScriptURL: onlyTheWorkers }) ?? { createScriptURL: onlyTheWorkers };
  return /** @type {string} */ (policy.createScriptURL(url));
}

/**
 * @param {Job} job
 * @param {OnProgress} [onProgress]
 * @returns {Promise<Bytes>}
 */
function inWorker(job, onProgress) {
  const worker = new Worker(workerUrl(WORKER), { type: "module", name: "nabij-scrypt" });
  /** @type {Promise<Bytes>} */
  const answer = new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error("The scrypt Worker did not start"));
    worker.onmessage = (/** @type {MessageEvent<Reply>} */ { data }) => {
      if ("progress" in data) onProgress?.(data.progress);
      else if ("bytes" in data) resolve(data.bytes);
      else reject(errorNamed(data.refused, data.message));
    };
    worker.postMessage(job);
  });
  return answer.finally(() => worker.terminate());
}

/** @type {SlotMaker & RootMaker} */
export const scryptInWorker = {
  open: (file, kind, typed, onProgress) => inWorker({ task: "open", file, kind, typed }, onProgress),
  make: (uvk, kind, typed, onProgress) => inWorker({ task: "make", uvk, kind, typed }, onProgress),
  root: (typed, salt, onProgress) => inWorker({ task: "root", typed, salt }, onProgress),
};
