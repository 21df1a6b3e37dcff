// A visitor lets somebody else in because nobody who could answer is there: the keys that they hold, and their own word for it.
import { checkPin, pinOf, withPin } from "./bundle.js";
import { Missing } from "./errors.js";
import { makeGrant } from "./grant.js";
import { sealedChanges } from "./visiting.js";

/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {{id: string, name: string, recipient: string, sign: string, holds: number[]}} Other `holds`: the epochs of which they have a key, as the server says */
/** @typedef {{id: string, revision: number, content: Record<string, unknown>}} Contact */

/**
 * Grants of every epoch that this colleague has not, and the next `contact`, which names their key: so later keys are theirs too. `SubstitutedKey` where
 * other keys were pinned; who was never pinned is from now on, unchecked.
 * @param {Opened} state
 * @param {import("./heads.js").HeadStore} heads
 * @param {Other} other
 * @param {Contact} contact the newest
 * @param {string} written
 */
export async function chosenOther(state, heads, { id, name, recipient, sign, holds }, contact, written) {
  const { practice, user, signer, bundle } = state;
  if (checkPin(bundle.pins, id, { recipient, sign }) === null) bundle.pins = withPin(bundle.pins, id, { recipient, sign }, false, name);
  // One who was introduced had no name yet.
  else if (!pinOf(bundle.pins, id).name) bundle.pins = bundle.pins.map((pin) => (pin.owner === id ? { ...pin, name } : pin));
  const held = [...(state.keyring.get(user)?.conversation ?? [])].filter(([epoch]) => !holds.includes(epoch));
  if (!state.keyring.has(user)) throw new Missing("Open this conversation first");
  const grants = await Promise.all(held.map(async ([epoch, key]) => {
    const at = { matter: user, part: /** @type {const} */ ("conversation"), epoch };
    return { owner: id, ...at, grant: await makeGrant({ practice, ...at }, key, recipient, signer) };
  }));
  const named = Array.isArray(contact.content.standby) ? contact.content.standby : [];
  const content = { ...contact.content, standby: [...new Set([...named, sign])], written };
  // What was to be done is done with it: the note to self that goes along asks for it no more.
  return { grants, ...(await sealedChanges({ ...state, standby: null }, heads, [{ kind: "contact", id: contact.id, revision: contact.revision + 1, content }])) };
}
