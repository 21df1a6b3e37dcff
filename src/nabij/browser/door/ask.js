// What the visitor's pages and the server say to each other: JSON, and with it what the words yield; nothing else says who asks.
import { NotSent } from "./not-sent.js";

/** @type {Record<string, import("./not-sent.js").Trouble>} */
const BY_CODE = { unknown_words: "words", unknown_code: "words", busy: "busy", stale: "changed", stale_manifest: "changed", conflict: "changed" };

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
  throw new NotSent(answer.status === 429 ? "busy" : (BY_CODE[said?.code] ?? "other"));
}
