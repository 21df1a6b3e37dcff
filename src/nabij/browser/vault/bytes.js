// Bytes, text and JSON as docs/vault-format.md writes them.
import { base64, hkdf, sha256 as hash } from "../vendor/vault-primitives.js";
import { BadEnvelope } from "./errors.js";

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @param {number} length @returns {Bytes} */
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A new lower-case UUIDv4. @returns {string} */
export const newId = () => crypto.randomUUID();

/** The first 16 bytes in the shape of a UUIDv4. @param {Uint8Array} bytes */
export function uuidFrom(bytes) {
  const own = bytes.slice(0, 16);
  own[6] = (own[6] & 0x0f) | 0x40;
  own[8] = (own[8] & 0x3f) | 0x80;
  const hex = Array.from(own, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** @param {string} text @returns {Bytes} */
export const utf8 = (text) => encoder.encode(text);

/** The text of UTF-8 bytes; anything else throws a TypeError. @param {Uint8Array} bytes */
export const text = (bytes) => decoder.decode(bytes);

/** @param {Uint8Array} bytes @returns {string} */
export const b64 = (bytes) => base64.encode(bytes);

/** The bytes of strict base64 with padding; anything else throws. @param {string} value @returns {Bytes} */
export const unb64 = (value) => base64.decode(value);

/** Compact JSON, keys in the order given. @param {unknown} value @returns {string} */
export const json = (value) => JSON.stringify(value);

/** @param {Uint8Array} bytes @returns {Bytes} */
export const sha256 = (bytes) => hash(bytes);

/**
 * 32 bytes by HKDF-SHA256 (RFC 5869).
 * @param {Uint8Array} key
 * @param {Uint8Array} salt
 * @param {string} info
 * @returns {Bytes}
 */
export const derive = (key, salt, info) => hkdf(hash, key, salt, utf8(info), 32);

/** @param {...Uint8Array} parts @returns {Bytes} */
export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** `label ‖ 0x00 ‖ rest`: what a signature or a hash with a purpose covers. @param {string} label @param {...Uint8Array} rest */
export const labelled = (label, ...rest) => concat(utf8(label), new Uint8Array(1), ...rest);

/**
 * The JSON object in these bytes, or `BadEnvelope`.
 * @param {Uint8Array} bytes
 * @returns {Record<string, unknown>}
 */
export function objectIn(bytes) {
  let value;
  try {
    value = JSON.parse(text(bytes));
  } catch {
    throw new BadEnvelope("Not JSON");
  }
  if (!isObject(value)) throw new BadEnvelope("Not a JSON object");
  return value;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The object, when it has exactly these fields; else `BadEnvelope`.
 * @template {string} Name
 * @param {unknown} value
 * @param {readonly Name[]} names
 * @returns {Record<Name, unknown>}
 */
export function exactly(value, names) {
  mustHold(isObject(value) && Object.keys(value).length === names.length, `Not the fields ${names.join(", ")}`);
  for (const name of names) mustHold(Object.hasOwn(value, name), `No field ${name}`);
  return value;
}

/** A whole number from 1. @param {unknown} value @returns {value is number} */
export const isCount = (value) => Number.isSafeInteger(value) && /** @type {number} */ (value) >= 1;

/** @param {unknown} value @returns {value is string} */
export const isText = (value) => typeof value === "string";

/** @param {unknown} value @returns {value is string} */
export const isUuid = (value) => isText(value) && UUID.test(value);

/** A day that exists, `YYYY-MM-DD`. @param {unknown} value @returns {value is string} */
export function isDay(value) {
  if (!isText(value) || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** base64 of exactly this many bytes. @param {unknown} value @param {number} length @returns {value is string} */
export function isB64Of(value, length) {
  if (!isText(value) || value.length !== Math.ceil(length / 3) * 4) return false;
  try {
    return unb64(value).length === length;
  } catch {
    return false;
  }
}

/** Throws `BadEnvelope` unless it holds. @param {boolean} holds @param {string} what @returns {asserts holds} */
export function mustHold(holds, what) {
  if (!holds) throw new BadEnvelope(what);
}
