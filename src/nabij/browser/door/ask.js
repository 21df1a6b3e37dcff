// What the visitor's pages and the server say to each other: JSON, and with it what the words yield; nothing else says who asks.
import { NotSent } from "./not-sent.js";

/** @type {Record<string, import("./not-sent.js").Trouble>} */
const BY_CODE = { unknown_words: "words", unknown_code: "words", busy: "busy", stale: "changed", stale_manifest: "changed", conflict: "changed", bad_address: "address" };

/**
 * Asks, and gives the answer; `NotSent` when there is none or the server refuses.
 * @param {string} address
 * @param {unknown} [body] POST where there is one
 * @returns {Promise<any>}
 */
export async function ask(address, body) {
  const how = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", Accept: "application/json" } };
  let answer;
  try {
    answer = await fetch(address, { credentials: "omit", cache: "no-store", ...how });
  } catch {
    throw new NotSent("connection");
  }
  const said = await answer.json().catch(() => null);
  if (answer.ok && said) return said;
  throw refused(answer.status, said);
}

/** @param {number} status @param {any} said */
const refused = (status, said) => new NotSent(status === 429 ? "busy" : (BY_CODE[said?.code] ?? "other"));

/**
 * Sealed bytes, sent as they are; the words go along in the headers.
 * @param {string} address
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{lookup: string, token: string}} words
 * @param {(done: number) => void} onProgress from 0 to 1
 * @returns {Promise<void>}
 */
export function put(address, bytes, { lookup, token }, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", address);
    request.responseType = "json";
    const headers = { Accept: "application/json", "Content-Type": "application/octet-stream", "X-Nabij-Lookup": lookup, "X-Nabij-Token": token };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onerror = request.onabort = request.ontimeout = () => reject(new NotSent("connection"));
    request.onload = () => (request.status === 200 ? resolve() : reject(request.response?.code === "too_large" ? new NotSent("full") : refused(request.status, request.response)));
    request.send(bytes);
  });
}

/** The sealed bytes at this address. @param {string} address @param {{lookup: string, token: string}} words */
export async function bytesAt(address, words) {
  let answer;
  try {
    answer = await fetch(address, { method: "POST", credentials: "omit", cache: "no-store", body: JSON.stringify(words), headers: { "Content-Type": "application/json", Accept: "application/json" } });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  } catch {
    throw new NotSent("connection");
  }
  throw refused(answer.status, await answer.json().catch(() => null));
}
