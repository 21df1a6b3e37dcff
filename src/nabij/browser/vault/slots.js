// Slots: the same vault key (UVK) behind a passkey, six words, or the printed recovery code.
import { Decrypter, Encrypter, Stanza, base64nopad, chacha20poly1305, scryptAsync } from "../vendor/vault-primitives.js";
import { b64, concat, exactly, isB64Of, json, mustHold, random, unb64, utf8 } from "./bytes.js";
import { onlyStanza } from "./age.js";
import { openEnvelope, refuseWiped, sealEnvelope } from "./envelope.js";
import { BadEnvelope, CostlyKdf, VaultError, WeakKdf, WrongSecret } from "./errors.js";
import { readRecoveryCode } from "./recovery-code.js";
import { readWords } from "./words.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {"words" | "recovery"} ScryptKind */
/** @typedef {(done: number) => void} OnProgress from 0 to 1 */

const PASSKEY = "nabij/slot/prf/1";
const MARK = utf8("nabij/uvk/1");
const LABEL = utf8("age-encryption.org/v1/scrypt");

/** log2 N of a new slot, and the least that is opened. */
export const WORK_FACTOR = 17;
const COSTLIEST = 20;
// Work between two turns of the event loop, in milliseconds.
const TICK = 40;

/** @param {string} user @param {string} slot */
const passkeyAad = (user, slot) => utf8(json([PASSKEY, user, slot]));

/**
 * @param {Bytes} prf the result of the passkey's PRF
 * @param {string} user
 * @param {string} slot its id
 * @param {Bytes} uvk
 * @param {import("./record.js").Fixed} [fixed]
 */
export async function sealPasskeySlot(prf, user, slot, uvk, fixed) {
  refuseWiped(uvk);
  return sealEnvelope(prf, PASSKEY, passkeyAad(user, slot), { uvk: b64(uvk) }, fixed);
}

/**
 * @param {Bytes} prf
 * @param {string} user
 * @param {string} slot
 * @param {Bytes} envelope
 * @returns {Promise<Bytes>} the UVK
 */
export async function openPasskeySlot(prf, user, slot, envelope) {
  const { uvk } = exactly(await openEnvelope(prf, PASSKEY, passkeyAad(user, slot), envelope), ["uvk"]);
  mustHold(isB64Of(uvk, 32), "Not a slot");
  return unb64(uvk);
}

/** @param {string} secret @param {Uint8Array} salt @param {number} factor @param {OnProgress} [onProgress] */
const stretch = (secret, salt, factor, onProgress) =>
  scryptAsync(secret, concat(LABEL, salt), {
    N: 2 ** factor, r: 8, p: 1, dkLen: 32, maxmem: 2 ** 31, asyncTick: TICK, onProgress,
  });

/**
 * An age scrypt file with the UVK, as the standard age tool opens it.
 * @param {Bytes} uvk
 * @param {ScryptKind} kind
 * @param {string} typed the words, or the code as printed
 * @param {{workFactor?: number, onProgress?: OnProgress}} [options]
 * @returns {Promise<Bytes>}
 */
export async function makeScryptSlot(uvk, kind, typed, { workFactor = WORK_FACTOR, onProgress } = {}) {
  refuseWiped(uvk);
  const plain = concat(MARK, uvk);
  const secret = await passphraseOf(kind, typed);
  const encrypter = new Encrypter();
  encrypter.addRecipient({
    async wrapFileKey(fileKey) {
      const salt = random(16);
      const key = await stretch(secret, salt, workFactor, onProgress);
      const body = chacha20poly1305(key, new Uint8Array(12)).encrypt(fileKey);
      return [new Stanza(["scrypt", base64nopad.encode(salt), String(workFactor)], body)];
    },
  });
  return encrypter.encrypt(plain);
}

/**
 * The passphrase that typed words or a typed recovery code stand for; `WrongSecret` where they are none.
 * @param {ScryptKind} kind
 * @param {string} typed
 */
const passphraseOf = async (kind, typed) => (kind === "words" ? readWords(typed) : (await readRecoveryCode(typed)).passphrase);

/** @param {Uint8Array} file @param {number} weakest */
function costOf(file, weakest) {
  const [type, salt, factor, ...more] = onlyStanza(file);
  mustHold(type === "scrypt" && more.length === 0 && /^[1-9][0-9]*$/.test(factor ?? ""), "Not an scrypt slot");
  if (Number(factor) < weakest) throw new WeakKdf(`Work factor ${factor}`);
  if (Number(factor) > COSTLIEST) throw new CostlyKdf(`Work factor ${factor}`);
  return { salt: saltOf(salt), factor: Number(factor) };
}

/** @param {string} salt */
function saltOf(salt) {
  let bytes;
  try {
    bytes = base64nopad.decode(salt);
  } catch {
    throw new BadEnvelope("Not an scrypt slot");
  }
  mustHold(bytes.length === 16, "Not an scrypt slot");
  return bytes;
}

/**
 * The UVK in an age scrypt file. Refuses before any work `BadEnvelope`, `WeakKdf` (below 17), `CostlyKdf` (above 20); then `WrongSecret`.
 * @param {Bytes} file
 * @param {ScryptKind} kind
 * @param {string} typed
 * @param {{weakest?: number, onProgress?: OnProgress}} [options] `weakest` is lowered only by tests
 * @returns {Promise<Bytes>}
 */
export async function openScryptSlot(file, kind, typed, { weakest = WORK_FACTOR, onProgress } = {}) {
  const { salt, factor } = costOf(file, weakest);
  const secret = await passphraseOf(kind, typed);
  const decrypter = new Decrypter();
  decrypter.addIdentity({
    async unwrapFileKey([stanza]) {
      const key = await stretch(secret, salt, factor, onProgress);
      return chacha20poly1305(key, new Uint8Array(12)).decrypt(stanza.body);
    },
  });
  let plain;
  try {
    plain = await decrypter.decrypt(file);
  } catch (error) {
    throw error instanceof VaultError ? error : new WrongSecret("Does not open this slot");
  }
  mustHold(plain.length === MARK.length + 32 && MARK.every((byte, at) => plain[at] === byte), "Not a slot");
  return plain.slice(MARK.length);
}
