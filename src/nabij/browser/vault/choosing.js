// A visitor lets somebody else in because nobody who could answer is there: the keys that they hold, and their own word for it.
import { checkPin, withPin } from "./bundle.js";
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
  const held = [...(state.keyring.get(user)?.conversation ?? [])].filter(([epoch]) => !holds.includes(epoch));
  if (!state.keyring.has(user)) throw new Missing("Open this conversation first");
  const grants = await Promise.all(held.map(async ([epoch, key]) => {
    const at = { matter: user, part: /** @type {const} */ ("conversation"), epoch };
    return { owner: id, ...at, grant: await makeGrant({ practice, ...at }, key, recipient, signer) };
  }));
  const named = Array.isArray(contact.content.standby) ? contact.content.standby : [];
  const content = { ...contact.content, standby: [...new Set([...named, sign])], written };
  return { grants, ...(await sealedChanges(state, heads, [{ kind: "contact", id: contact.id, revision: contact.revision + 1, content }])) };
}
