// A conversation that was destroyed: its proof, and destroying one that nobody took on.
import { el, fill } from "../desk/dom.js";
import { dayWords, phrase } from "./phrases.js";

/** @typedef {{at: string, records: number, files: number, keys: number, digest: string, line: string, until: string, counted: boolean}} Proof `/gesprek/gewist.json` */

/** These words belong to a conversation that was destroyed. */
export class Destroyed extends Error {
  /** @param {Proof} proof */
  constructor(proof) {
    super("destroyed");
    this.proof = proof;
  }
}

/** @param {string} digits 64 */
const grouped = (digits) => /** @type {string[]} */ (digits.match(/.{1,8}/g)).join(" ");

/** @param {"record" | "file" | "key"} what @param {number} count */
const counted = (what, count) => phrase(count === 1 ? `proof-${what}` : `proof-${what}s`, { count: String(count) });

/** Puts the proof in its place, and takes everything else of the conversation off the page. @param {HTMLElement} page @param {Proof} proof */
export function showProof(page, { at, records, files, keys, digest, line, until, counted: isCounted }) {
  for (const name of ["words", "open", "sure"]) /** @type {HTMLElement} */ (page.querySelector(`[data-talk-${name}]`)).hidden = true;
  const place = /** @type {HTMLElement} */ (page.querySelector("[data-talk-proof]"));
  const rows = /** @type {[string, string][]} */ ([
    [phrase("proof-when"), phrase("proof-at", { day: dayWords(at.slice(0, 10)), year: at.slice(0, 4), time: at.slice(11) })],
    [phrase("proof-what"), phrase("proof-counts", { records: counted("record", records), files: counted("file", files), keys: counted("key", keys) })],
    [phrase("proof-digest"), grouped(digest)],
    [phrase("proof-line"), grouped(line)],
  ]);
  fill(/** @type {HTMLElement} */ (place.querySelector("dl")), ...rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
  /** @type {HTMLElement} */ (place.querySelector("[data-proof-counted]")).hidden = !isCounted;
  /** @type {HTMLElement} */ (place.querySelector("[data-proof-uncounted]")).hidden = isCounted;
  fill(/** @type {HTMLElement} */ (place.querySelector("[data-until]")), phrase("proof-until", { day: `${dayWords(until)} ${until.slice(0, 4)}` }));
  /** @type {HTMLElement} */ (place.querySelector("[data-proof-print]")).onclick = () => print();
  place.hidden = false;
  place.querySelector("h2")?.focus();
}

/** Asks once more before a conversation goes; `erase` does it. @param {HTMLElement} page @param {() => void} erase */
export function askIfSure(page, erase) {
  const place = /** @type {HTMLElement} */ (page.querySelector("[data-talk-sure]"));
  place.hidden = false;
  const [yes, no] = [...place.querySelectorAll("button")];
  yes.onclick = erase;
  no.onclick = () => (place.hidden = true);
  place.querySelector("h2")?.focus();
}
