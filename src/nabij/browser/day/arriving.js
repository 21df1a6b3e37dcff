// Whether something arrived or changed since a page was drawn: asked now and then, by a mark of one length that says nothing else.
import { getJson } from "../desk/talk.js";

/** How often is asked, in milliseconds. */
const EVERY = 60_000;
const PATIENCE = 2_000;

const TODAY = ["/gesprekken/merk.json", "/signalen/merk.json"];

/** The mark of all that *Vandaag* shows, or of one matter or signal; another one means that it is drawn from what was. @param {string[]} addresses @returns {Promise<string>} */
const markNow = async (addresses) => (await Promise.all(addresses.map(async (one) => String((await getJson(one)).mark)))).join(" ");

/** The same, to be asked before what is drawn is: "" where it does not come soon, as a page does not wait for a mark. @param {string[]} [addresses] @returns {Promise<string>} */
export function markBefore(addresses = TODAY) {
  return Promise.race([markNow(addresses).catch(() => ""), new Promise((/** @type {(mark: string) => void} */ done) => setTimeout(done, PATIENCE, ""))]);
}

/** Tells once after each drawing that there is something else to show. Nobody is asked while the page is out of sight. */
export class Arriving {
  #tell;
  #addresses;
  #mark = "";
  #told = false;
  /** What this page keeps by itself at the moment. @type {Promise<unknown>} */
  #keeping = Promise.resolve();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #onSight = () => void (document.hidden || this.look());

  /** @param {() => void} tell @param {string[]} [addresses] */
  constructor(tell, addresses = TODAY) {
    this.#tell = tell;
    this.#addresses = addresses;
  }

  start() {
    this.#timer = setInterval(this.#onSight, EVERY);
    document.addEventListener("visibilitychange", this.#onSight);
  }

  stop() {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#onSight);
  }

  /** What is drawn was fetched after this mark came: what came in since is told. @param {string} before "" where it is not known: then only what comes after the next look is told */
  drawn(before) {
    this.#told = false;
    this.#mark = before;
  }

  /**
   * What this page keeps by itself, with nothing of it to draw, is no news. Only where nothing else came before it or with it.
   * @template T
   * @param {() => Promise<T>} work
   * @param {() => boolean} alone whether the work wrote something, and fetched nothing that somebody else wrote
   * @returns {Promise<T>}
   */
  async own(work, alone) {
    const drawn = this.#mark;
    const before = await markNow(this.#addresses).catch(() => "");
    const working = work();
    this.#keeping = working.catch(() => null);
    const done = await working;
    if (before === "" || before !== drawn || !alone()) return done;
    const after = await markNow(this.#addresses).catch(() => "");
    if (after !== "" && this.#mark === drawn && !this.#told) this.#mark = after;
    return done;
  }

  /** When what this page keeps by itself is there, or takes too long: what is drawn anew then holds it. @returns {Promise<unknown>} */
  kept() {
    return Promise.race([this.#keeping, new Promise((done) => setTimeout(done, PATIENCE))]);
  }

  async look() {
    const mark = await markNow(this.#addresses).catch(() => "");
    if (mark === "" || this.#told) return;
    if (this.#mark !== "" && mark !== this.#mark) {
      this.#told = true;
      this.#tell();
    }
    this.#mark ||= mark;
  }
}

/** What is typed and chosen in the fields of a place, by their id. @param {ParentNode} place @returns {Map<string, string | boolean>} */
export const typedIn = (place) =>
  new Map([.../** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (place.querySelectorAll("input[id], textarea[id]"))].map((one) => [one.id, one instanceof HTMLInputElement && one.type === "checkbox" ? one.checked : one.value]));

/** Puts it back, where that field is there again and nothing is typed in it. @param {ParentNode} place @param {Map<string, string | boolean>} typed */
export function typeAgain(place, typed) {
  for (const [id, value] of typed) {
    const field = /** @type {HTMLInputElement | null} */ (place.querySelector(`#${CSS.escape(id)}`));
    if (!field) continue;
    if (typeof value === "boolean") field.checked = value;
    else if (field.value === "") field.value = value;
  }
}
