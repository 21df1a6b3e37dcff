// What the browser and the server say to each other outside pages: JSON, and sealed bytes.
import { addressed } from "./address.js";
import { utf8 } from "../vault/bytes.js";
import { session } from "../vault/session.js";

/** The server refused; `sentence` is finished Dutch, `code` tells refusals apart. */
export class Refusal extends Error {
  /** @param {string} sentence @param {string} code @param {Record<string, unknown>} [answer] all that was said */
  constructor(sentence, code, answer = {}) {
    super(code);
    this.name = "Refusal";
    this.sentence = sentence;
    this.code = code;
    this.answer = answer;
  }
}

/** Nobody is signed in any more. */
export class SignedOut extends Error {
  constructor() {
    super();
    this.name = "SignedOut";
  }
}

/** No answer came; whether the question arrived is not known. */
export class Offline extends Error {
  constructor() {
    super();
    this.name = "Offline";
  }
}

const OURS = addressed("Er ging iets mis bij ons. Wat je typte staat er nog. Probeer het over een paar minuten opnieuw.", "Er ging iets mis bij ons. Wat u typte staat er nog. Probeer het over een paar minuten opnieuw.");
/** @type {Record<number, string>} */
const SENTENCES = {
  403: addressed("Deze pagina stond te lang open. Wat je typte staat er nog. Open de pagina in een nieuw tabblad en probeer het opnieuw.", "Deze pagina stond te lang open. Wat u typte staat er nog. Open de pagina in een nieuw tabblad en probeer het opnieuw."),
  404: addressed("Dit is er niet, of het is niet voor jou.", "Dit is er niet, of het is niet voor u."),
  413: "Dit is te groot om te bewaren.",
  429: "Dit is vaak achter elkaar geprobeerd. Wacht vijf minuten en probeer het opnieuw.",
};

/** The token that every write carries, fresh with each page. */
const token = () => document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";

/** Addresses of this origin only: a token never leaves it. @param {string} url */
function own(url) {
  const address = new URL(url, location.href);
  if (address.origin !== location.origin) throw new TypeError("Not an address of this origin");
  return address.href;
}

/** @param {number} status @param {any} said the JSON that came along, or null */
function refusalFor(status, said) {
  if (status === 401 || said?.code === "signed_out") return new SignedOut();
  if (typeof said?.refused === "string") return new Refusal(said.refused, String(said.code ?? "refused"), said);
  return new Refusal(SENTENCES[status] ?? OURS, said?.code ?? (status === 404 ? "not_found" : `status_${status}`), said ?? {});
}

/** @param {string} url @param {RequestInit} request @returns {Promise<Response>} */
async function answered(url, request) {
  try {
    return await fetch(own(url), { credentials: "same-origin", cache: "no-store", ...request });
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith("Not an address")) throw error;
    throw new Offline();
  }
}

/** @param {Response} response @returns {Promise<any>} */
async function jsonOf(response) {
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  // A page where JSON was asked for: the sign-in page, after a redirect.
  if (response.ok && !isJson) throw response.redirected ? new SignedOut() : new Refusal(OURS, "no_json");
  let said = null;
  try {
    said = isJson ? await response.json() : null;
  } catch {
    throw new Offline();
  }
  if (!response.ok) throw refusalFor(response.status, said);
  return said;
}

/**
 * @param {string} url of this origin
 * @returns {Promise<any>} throws `Refusal`, `SignedOut`, `Offline`
 */
export async function getJson(url) {
  return jsonOf(await answered(url, { headers: { Accept: "application/json" } }));
}

// All that is written of matters, of signals and their letters, of lists of prevention, and of one's vault is signed with the vault's key; drafts are one's own typing.
const SIGNED = /^\/(kwesties|gesprekken|patronen|brieven|signalen|preventie|kluis(?!\/concepten[./])|jaarverslagen\/[^/]+\/verhaal)\//;

/** @param {string} url @param {string} text @param {{setAside?: boolean}} by @returns {Promise<Record<string, string>>} */
async function proofFor(url, text, by) {
  const { pathname } = new URL(own(url));
  return SIGNED.test(pathname) ? { "X-Nabij-Proof": await session.proof(pathname, utf8(text), by) } : {};
}

/**
 * @param {string} url of this origin
 * @param {unknown} body
 * @param {{setAside?: boolean, keepalive?: boolean, patience?: number}} [by] `setAside`: signed with the keys that the server is about to take; `keepalive`: goes on when the page goes; `patience`: milliseconds to wait for an answer
 * @returns {Promise<any>} throws `Refusal`, `SignedOut`, `Offline`; `Locked` where a proof is needed and the vault is shut
 */
export async function postJson(url, body, { keepalive, patience, ...by } = {}) {
  const text = JSON.stringify(body);
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token(), ...(await proofFor(url, text, by)) };
  return jsonOf(await answered(url, { method: "POST", headers, body: text, ...(keepalive && { keepalive }), ...(patience && { signal: AbortSignal.timeout(patience) }) }));
}

/**
 * Sealed bytes as they are, for a file.
 * @param {string} url of this origin
 * @returns {Promise<Uint8Array<ArrayBuffer>>} throws `Refusal`, `SignedOut`, `Offline`
 */
export async function getBytes(url) {
  const response = await answered(url, { headers: { Accept: "application/octet-stream" } });
  if (!response.ok) throw refusalFor(response.status, null);
  if (response.redirected) throw new SignedOut();
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new Offline();
  }
}

/**
 * @param {string} url of this origin
 * @param {Uint8Array<ArrayBuffer>} bytes sealed
 * @param {(done: number) => void} [onProgress] from 0 to 1
 * @returns {Promise<any>} throws `Refusal`, `SignedOut`, `Offline`
 */
export function putBytes(url, bytes, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", own(url));
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", token());
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total ? loaded / total : 0);
    request.onerror = request.onabort = request.ontimeout = () => reject(new Offline());
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response);
      else reject(refusalFor(request.status, request.response));
    };
    request.send(bytes);
  });
}
