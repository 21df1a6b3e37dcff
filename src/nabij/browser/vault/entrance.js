// The fingerprints in the address of an entrance (`#k=…`), so that no server can put other keys in their place.
import { BadEnvelope, SubstitutedKey } from "./errors.js";
import { fingerprint } from "./fingerprint.js";

/** @typedef {import("./bundle.js").PublicKeys} PublicKeys */

const SIGN = "#k=";

/** The fragment for an entrance of these people. @param {PublicKeys[]} people */
export const entranceFragment = (people) => SIGN + people.map((keys) => fingerprint(keys).replaceAll(" ", "")).join(".");

/**
 * The fingerprints in a fragment, null where it names none ("niet nagegaan"); one that begins to and is not whole is `BadEnvelope`: nothing is taken unchecked then.
 * @param {string} fragment as `location.hash` gives it
 * @returns {string[] | null} 25 digits each
 */
export function readEntrance(fragment) {
  if (!/k\s*=|%6b/i.test(fragment)) return null;
  if (!/^#k=\d{25}(\.\d{25})*$/.test(fragment)) throw new BadEnvelope("The address of this entrance is not whole");
  return fragment.slice(SIGN.length).split(".");
}

/**
 * Those served at an entrance, each `checked` where the fragment names their keys; any other key is `SubstitutedKey`.
 * @template {PublicKeys} One
 * @param {One[]} served
 * @param {string[] | null} fingerprints
 * @returns {(One & {checked: boolean})[]}
 */
export function checkEntrance(served, fingerprints) {
  return served.map((one) => {
    const digits = fingerprint(one).replaceAll(" ", "");
    if (fingerprints && !fingerprints.includes(digits)) throw new SubstitutedKey("Other keys than the address names");
    return { ...one, checked: fingerprints !== null };
  });
}
