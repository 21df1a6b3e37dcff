// The only holder of keys. They live in this module's memory, in no storage, until the vault is locked.
import { Locked } from "./errors.js";
import { spotsOf } from "./keyring.js";
import { signWrite } from "./write.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./keyring.js").Keyring} Keyring */
/** @typedef {import("./keyring.js").Spot} Spot */
/** @typedef {import("./manifest.js").Manifest & {hash: string}} KnownManifest */
/**
 * @typedef {object} Opened everything an open vault holds
 * @property {string} practice
 * @property {string} user
 * @property {Bytes} uvk
 * @property {import("./bundle.js").Bundle} bundle
 * @property {number} bundleVersion as the server has it
 * @property {Keyring} keyring
 * @property {number} keyringVersion as the server has it
 * @property {{keyring: Keyring, kept: import("./matter.js").Kept[], forgotten: string[]} | null} next a keyring not yet saved
 * @property {string} recipient one's own
 * @property {import("./signature.js").Signer} signer
 * @property {string[]} ownSigns one's own public signing keys, the present one first
 * @property {Map<string, Bytes>} shredKeys by matter
 * @property {Map<string, KnownManifest | null>} chains the newest manifest seen; null: new and empty
 * @property {string | null} [standby] of a visitor: who is to stand by, and was not handed a key yet
 */
/**
 * @typedef {object} Clock
 * @property {() => number} now milliseconds
 * @property {(run: () => void, wait: number) => unknown} later
 * @property {(timer: any) => void} cancel
 */

/** Without a sign of life for this long, in milliseconds, the vault locks: ten minutes. */
export const IDLE = 10 * 60 * 1000;
// Signs of life reach the other tabs at most this often, in milliseconds.
const TELL = 15 * 1000;
// A clock is put right by this much, in milliseconds, without anyone having turned it back.
const PUT_RIGHT = 5 * 1000;

/** @type {Clock} */
const systemClock = {
  now: () => Date.now(),
  later: (run, wait) => setTimeout(run, wait),
  cancel: (timer) => clearTimeout(timer),
};

/** @type {WeakMap<Session, Opened>} */
const opened = new WeakMap();
/** @type {WeakMap<Session, Opened>} */
const staged = new WeakMap();

/** Overwrites key bytes; the strings in the bundle can only be let go. @param {Opened | undefined} state */
function wipe(state) {
  if (!state) return;
  state.uvk.fill(0);
  for (const keyring of [state.keyring, ...(state.next ? [state.next.keyring] : [])]) {
    for (const { key } of spotsOf(keyring)) key.fill(0);
    keyring.clear();
  }
  for (const kept of state.next?.kept ?? []) kept.key.fill(0);
  for (const key of state.shredKeys.values()) key.fill(0);
  state.bundle.identity = "";
  state.bundle.signing = "";
  state.bundle.former = [];
  state.bundle.match_keys = {};
  state.shredKeys.clear();
  state.chains.clear();
}

export class Session {
  #clock;
  #openChannel;
  /** @type {Set<(open: boolean) => void>} */
  #listeners = new Set();
  /** @type {BroadcastChannel | null} */
  #channel = null;
  /** @type {unknown} */
  #timer = null;
  #alive = 0;
  #told = 0;

  /** @param {{clock?: Clock, openChannel?: () => BroadcastChannel}} [options] */
  constructor({ clock = systemClock, openChannel = () => new BroadcastChannel("nabij") } = {}) {
    this.#clock = clock;
    this.#openChannel = openChannel;
  }

  /** Whether the vault is open in this tab. */
  isOpen() {
    this.#lockWhenIdle();
    return opened.has(this);
  }

  /** Takes over opened keys; what was held before is wiped. @param {Opened} state */
  unlock(state) {
    if (opened.get(this) !== state) wipe(opened.get(this));
    opened.set(this, state);
    this.#listen();
    this.#told = 0;
    this.#alive = this.#clock.now();
    this.#watch();
    this.#tell(true);
  }

  /** Forgets every key, here and in every other tab. */
  lock() {
    this.#channel?.postMessage("lock");
    this.#shut();
  }

  /** Forgets every key in this tab, and leaves the other tabs as they are. */
  lockHere() {
    this.#shut();
  }

  /** A sign of life: call it when someone types, points or scrolls. */
  touch() {
    this.#lockWhenIdle();
    if (!opened.has(this)) return;
    this.#alive = this.#clock.now();
    if (this.#alive - this.#told < TELL) return;
    this.#told = this.#alive;
    this.#channel?.postMessage("alive");
  }

  /**
   * Calls back when the vault opens or locks; a page clears itself then.
   * @param {(open: boolean) => void} listener
   * @returns {() => void} stops it
   */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * The proof that goes with a write: a signature over these bytes to this path, and over nothing else. `Locked` while shut.
   * @param {string} path
   * @param {Bytes} body
   * @param {{setAside?: boolean}} [by] with the keys set aside for what is being written
   * @returns {Promise<string>}
   */
  async proof(path, body, { setAside = false } = {}) {
    const { signer, user } = setAside ? asideOf(this) : keysOf(this);
    return signWrite(signer, user, path, body);
  }

  #listen() {
    if (this.#channel) return;
    this.#channel = this.#openChannel();
    this.#channel.onmessage = ({ data }) => {
      if (data === "lock") this.#shut();
      if (data === "alive") this.#alive = this.#clock.now();
    };
  }

  #shut() {
    const was = opened.get(this);
    wipe(was);
    wipe(staged.get(this));
    opened.delete(this);
    staged.delete(this);
    this.#clock.cancel(this.#timer);
    this.#channel?.close();
    this.#channel = null;
    if (was) this.#tell(false);
  }

  #watch() {
    this.#clock.cancel(this.#timer);
    const left = this.#alive + IDLE - this.#clock.now();
    this.#timer = this.#clock.later(() => {
      this.#lockWhenIdle();
      if (opened.has(this)) this.#watch();
    }, left);
  }

  // Also asked before keys are handed out: timers stand still while a laptop sleeps. A clock that was set back cannot tell how long it was.
  #lockWhenIdle() {
    const idle = this.#clock.now() - this.#alive;
    if (opened.has(this) && (idle >= IDLE || idle < -PUT_RIGHT)) this.lock();
  }

  /** @param {boolean} open */
  #tell(open) {
    for (const listener of this.#listeners) listener(open);
  }
}

/** The vault of this tab. */
export const session = new Session();

/**
 * The keys of an open session, else `Locked`. For the modules of the vault only.
 * @param {Session} from
 * @returns {Opened}
 */
export function keysOf(from) {
  const state = from.isOpen() ? opened.get(from) : undefined;
  if (!state) throw new Locked("The vault is locked");
  return state;
}

/**
 * Does this with the keys of an open session, and hands nothing out that came open just as it locked. For the modules of the vault only.
 * @template T
 * @param {Session} from
 * @param {(state: Opened) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function withKeys(from, work) {
  const state = keysOf(from);
  try {
    return await work(state);
  } catch (error) {
    // What failed because the keys were wiped under it did not fail for the reason it gives.
    keysOf(from);
    throw error;
  } finally {
    if (keysOf(from) !== state) throw new Locked("The keys were replaced meanwhile");
  }
}

/** Sets new keys aside until the server has taken what belongs to them. @param {Session} to @param {Opened} state */
export function stage(to, state) {
  wipe(staged.get(to));
  staged.set(to, state);
}

/** The keys set aside, else `Locked`. For the modules of the vault only. @param {Session} from @returns {Opened} */
export function asideOf(from) {
  const state = staged.get(from);
  if (!state) throw new Locked("No keys were set aside");
  return state;
}

/** Opens with the keys set aside; other tabs still hold the former ones, so they lock. @param {Session} to */
export function adopt(to) {
  const state = asideOf(to);
  staged.delete(to);
  if (opened.has(to)) to.lock();
  to.unlock(state);
}
