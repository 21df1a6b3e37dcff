// A code that a counsellor hands over: what it yields, and what counsellor and visitor vouch for with it. Pure.
import { hmac, sha256 as hash } from "../vendor/vault-primitives.js";
import { b64, derive, isB64Of, isText, isUuid, json, labelled, mustHold, random, unb64, utf8, uuidFrom } from "./bytes.js";
import { SubstitutedKey, WrongSecret } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./bundle.js").PublicKeys} PublicKeys */
/** @typedef {{lookup: string, token: string, key: Bytes}} CodeKeys `key`: what is vouched with, which never leaves the browser */
/** @typedef {{id: string, name: string}} Other a colleague who may stand by, under the name that the counsellor knows them by */
/** @typedef {{practice: string, matter: string, owner: string, name: string, others?: Other[]} & PublicKeys} Offered the counsellor who hands a code over */
/** @typedef {{practice: string, matter: string} & PublicKeys} Answered the visitor who uses it */

// Without I, L, O and U: nothing in it is read as something else.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 100 bits: nobody finds it from what the server keeps. */
const LENGTH = 20;

/** A new code as it is written: five groups of four. @returns {string} */
export const newCode = () => grouped(Array.from(random(LENGTH), (byte) => ALPHABET[byte % 32]).join(""));

/** @param {string} code */
const grouped = (code) => /** @type {string[]} */ (code.match(/.{4}/g)).join("-");

/**
 * The code that was typed, unbroken: case, hyphens, dots and spaces do not matter, O is 0, I and L are 1. Anything else is `WrongSecret`.
 * @param {string} typed
 */
function readCode(typed) {
  const code = typed.replace(/[\s.-]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  if (code.length !== LENGTH || [...code].some((letter) => !ALPHABET.includes(letter))) throw new WrongSecret("Not a code");
  return code;
}

/** What a code yields. @param {string} typed @returns {CodeKeys} */
export function codeKeys(typed) {
  const code = utf8(readCode(typed));
  const from = (/** @type {string} */ purpose) => derive(code, new Uint8Array(), `nabij/invitation/${purpose}/1`);
  return { lookup: uuidFrom(from("lookup")), token: b64(from("token")), key: from("proof") };
}

/** @param {Bytes} key @param {string} label @param {unknown[]} said @returns {string} */
const proofOf = (key, label, said) => b64(hmac(hash, key, labelled(label, utf8(json(said)))));

/** @param {string} one @param {string} other */
function same(one, other) {
  const [left, right] = [unb64(one), unb64(other)];
  return left.length === right.length && left.reduce((odd, byte, at) => odd | (byte ^ right[at]), 0) === 0;
}

/** @param {PublicKeys & {practice: string, matter: string}} about */
function mustBeKeys({ practice, matter, recipient, sign }) {
  mustHold(isUuid(practice) && isUuid(matter) && isText(recipient) && recipient.startsWith("age1") && isB64Of(sign, 32), "Not public keys");
}

/** That these are the keys of the counsellor who made the code, for this matter, and these their colleagues. @param {Bytes} key @param {Offered} offered */
export function proveOffer(key, { practice, matter, owner, name, recipient, sign, others = [] }) {
  mustBeKeys({ practice, matter, recipient, sign });
  const beside = others.length > 0 ? [others.map((one) => [one.id, one.name])] : [];
  return proofOf(key, "nabij/invitation/offer/1", [practice, matter, owner, name, recipient, sign, ...beside]);
}

/** That these are the keys of who used the code, for this matter. @param {Bytes} key @param {Answered} answered */
export function proveAnswer(key, { practice, matter, recipient, sign }) {
  mustBeKeys({ practice, matter, recipient, sign });
  return proofOf(key, "nabij/invitation/answer/1", [practice, matter, recipient, sign]);
}

/** Throws `SubstitutedKey` unless the code vouches for it. @param {string} made what one makes of it oneself @param {unknown} served */
export function mustVouch(made, served) {
  if (!isB64Of(served, 32) || !same(made, served)) throw new SubstitutedKey("Not vouched for by the code");
}
