// Who began a matter, and whose a signing key is or was: what decides whom to believe about its keys.
import { colleaguesIn, visitorOf } from "./bundle.js";

/** @typedef {import("./session.js").Opened} Opened */

/** The keys as they will be once what is under way is saved. @param {Opened} state */
export const ringOf = (state) => state.next?.keyring ?? state.keyring;

/**
 * The present signing key of whose key this is or was: one's own, or that of a colleague who was compared. Null for anyone else.
 * @param {Opened} state
 * @param {string} sign
 */
export function presentKey({ signer, ownSigns, bundle }, sign) {
  if (ownSigns.includes(sign)) return signer.sign;
  return colleaguesIn(bundle.pins).find(({ checked, sign: now, former }) => checked && (now === sign || former.includes(sign)))?.sign ?? null;
}

/** Whether both are, or were, keys of the same person. @param {Opened} state @param {string} one @param {string | null} other */
export function sameHand(state, one, other) {
  if (other === null) return false;
  const present = presentKey(state, one);
  return present !== null && present === presentKey(state, other);
}

/**
 * Whether this key is, or was, that of who began the matter: one's own where the keyring does not say.
 * @param {Opened} state
 * @param {string} matter
 * @param {string} sign
 */
export function isKeepers(state, matter, sign) {
  const keeper = ringOf(state).get(matter)?.keeper ?? null;
  return keeper === null ? state.ownSigns.includes(sign) : keeper === sign || sameHand(state, keeper, sign);
}

/**
 * Who began a matter, as the keyring knows: oneself (`mine`), or the owner of a pin; both null where an earlier keyring did not say.
 * @param {Opened} state
 * @param {string} matter
 * @returns {{mine: boolean | null, owner: string | null}}
 */
export function keeperOf(state, matter) {
  const keeper = ringOf(state).get(matter)?.keeper ?? null;
  if (keeper === null) return { mine: null, owner: null };
  if (state.ownSigns.includes(keeper)) return { mine: true, owner: state.user };
  return { mine: false, owner: colleaguesIn(state.bundle.pins).find(({ sign, former }) => sign === keeper || former.includes(keeper))?.owner ?? null };
}

/**
 * The signing key of the visitor who gave the first key of a conversation that one took on oneself; null elsewhere. Only so is it taken up again
 * where the keyring of that moment was never saved.
 * @param {Opened} state
 * @param {{matter: string, part: import("./record.js").Part, epoch: number, keeper?: string}} served
 */
export function firstOf(state, { matter, part, epoch, keeper }) {
  const begun = ringOf(state).get(matter)?.keeper ?? null;
  const own = begun === null ? keeper === state.user : state.ownSigns.includes(begun);
  return own && part === "conversation" && epoch === 1 ? (visitorOf(state.bundle.pins, matter)?.sign ?? null) : null;
}
