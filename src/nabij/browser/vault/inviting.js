// A counsellor lets in who used the code that they handed over: their keys are vouched for by that code, and talk begins in a new epoch.
import { changedBundle } from "./account.js";
import { pinOf, colleaguesIn } from "./bundle.js";
import { Missing } from "./errors.js";
import { codeKeys, mustVouch, proveAnswer } from "./invitation.js";
import { ringOf } from "./keepers.js";
import { newEpoch } from "./matter.js";
import { introductionOf, visitorPin } from "./taking-on.js";

/** @typedef {import("./bundle.js").PublicKeys} PublicKeys */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{code: string, visitor: PublicKeys, proof: string}} Answer what was handed over, and what came back */

/**
 * The visitor of a matter of one's own, pinned because the code vouches for their keys (else `SubstitutedKey`), and a new epoch of `conversation` and
 * `notes` for those who read along with consent, of `conversation` for the visitor: what was there before stays what it was. `introductions` are
 * bodies of records for who reads along, and of who may stand by. `bundleSaved` and `keyringSaved`, or `keyringDropped`.
 * @param {Opened} state
 * @param {string} matter
 * @param {Answer} answer
 * @param {import("./matter.js").Grantee[]} grantees
 * @param {import("./matter.js").Agreement | null} agreement
 * @param {string[]} beside of whom one may stand by: who was compared is vouched for to the visitor
 */
export async function admitted(state, matter, { code, visitor: { recipient, sign }, proof }, grantees, agreement, beside) {
  const { practice } = state;
  if (!ringOf(state).has(matter)) throw new Missing("No key to this matter");
  mustVouch(proveAnswer(codeKeys(code).key, { practice, matter, recipient, sign }), proof);
  // The code says whose keys these are, whoever used an earlier one that was withdrawn.
  const others = state.bundle.pins.filter((pin) => !(pin.visitor && pin.owner === matter));
  const pin = { ...visitorPin({ ...state, bundle: { ...state.bundle, pins: others } }, matter, { recipient, sign }), checked: true };
  const bundle = await changedBundle(state, { pins: [...others, pin] });
  const among = { ...state, bundle: bundle.bundle };
  const begun = await newEpoch(among, matter, grantees, ["conversation", "notes"], agreement);
  state.next = among.next;
  const readers = begun.grants.filter(({ owner, part }) => part === "conversation" && owner !== matter && owner !== state.user);
  const colleagues = colleaguesIn(among.bundle.pins);
  const compared = colleagues.filter(({ owner, checked }) => checked && beside.includes(owner)).map(({ owner }) => owner);
  const vouchedFor = [...new Set([matter, ...readers.map(({ owner }) => pinOf(colleagues, owner).owner), ...compared])];
  const introductions = await Promise.all(vouchedFor.map((owner) => introductionOf(among, matter, owner)));
  return { ...begun, bundle, introductions };
}
