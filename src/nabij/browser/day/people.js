// Whose a matter is and how people are called: from the keyring and the pins, never from what the server says.
import { vault } from "./vault.js";

/** @typedef {{owner: string, sign: string, former: string[], checked: boolean, name: string | null, visitor: boolean}} Pin */
/**
 * @typedef {object} People
 * @property {string} self
 * @property {string[]} ownSigns
 * @property {Pin[]} pins
 * @property {{mine: boolean | null, owner: string | null}} keeper as the keyring knows
 */

const VISITOR = "de inbrenger";

/** @param {string} matterId @returns {Promise<People>} */
export async function peopleOf(matterId) {
  const [{ user }, ownSigns, pins, keeper] = await Promise.all([vault.me(), vault.ownSigns(), vault.pins(), vault.keeperOf(matterId)]);
  return { self: user, ownSigns, pins, keeper };
}

/**
 * The name of somebody: that under which their digits were compared. Only where none was kept the server's counts, and it says so for whom
 * nobody compared.
 * @param {Pick<People, "self" | "pins">} people
 * @param {string} owner
 * @param {string} served the name that the server gives
 */
export function nameOf({ self, pins }, owner, served) {
  const pin = pins.find((one) => one.owner === owner);
  if (pin?.checked && pin.name) return pin.name;
  return owner === self || pin?.checked ? served : `${served} (niet nagegaan)`;
}

/** Whose signing key this is or was: the owner, or null. @param {Pick<People, "self" | "ownSigns" | "pins">} people @param {string} sign */
export function ownerOf({ self, ownSigns, pins }, sign) {
  if (ownSigns.includes(sign)) return self;
  return pins.find((one) => one.sign === sign || one.former.includes(sign))?.owner ?? null;
}

/**
 * What the server serves, with every name and whose matter it is as this vault knows them.
 * @param {import("./matter.js").ServedMatter} served
 * @param {People} people
 * @returns {import("./matter.js").ServedMatter}
 */
export function asKnown(served, people) {
  const mine = people.keeper.mine ?? served.mine;
  const keeper = mine ? people.self : (people.keeper.owner ?? served.keeper.id);
  const servedName = (/** @type {string} */ owner) =>
    [{ user: served.keeper.id, name: served.keeper.name }, ...served.holders, ...served.shares.map(({ colleague, name }) => ({ user: colleague, name }))].find(({ user }) => user === owner)?.name ?? "een collega";
  const name = (/** @type {string} */ owner) => nameOf(people, owner, servedName(owner));
  return {
    ...served, mine,
    keeper: { id: keeper, name: name(keeper), called: servedName(keeper) },
    shares: served.shares.map((share) => ({ ...share, name: name(share.colleague) })),
    holders: served.holders.map((holder) => ({ ...holder, name: holder.name === null ? VISITOR : name(holder.user) })),
  };
}

/**
 * Who wrote a record, by name; null where it was oneself.
 * @param {import("./matter.js").OpenMatter} matter
 * @param {string} author signing key
 */
export function writerOf({ people, served }, author) {
  const owner = ownerOf(people, author);
  if (owner === people.self) return null;
  if (owner === null) return "iemand die je niet kent";
  // The visitor of a matter goes by its id.
  if (people.pins.some((pin) => pin.owner === owner && pin.visitor)) return VISITOR;
  const known = [served.keeper, ...served.shares.map(({ colleague, name }) => ({ id: colleague, name }))].find(({ id }) => id === owner)?.name;
  return known ?? nameOf(people, owner, "een collega");
}
