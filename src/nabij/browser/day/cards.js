// The cards of all running matters, opened together: what lists and *Vandaag* draw.
import { getJson } from "../desk/talk.js";
import { unb64 } from "../vault/bytes.js";
import { saveKeyring, vault } from "./vault.js";

/** @typedef {import("../vault/record.js").Part} Part */
/** @typedef {{part: Part, epoch: number, grantee: string, granter: string, sealed: string}} ServedGrant */
/** @typedef {{id: string, part: Part, epoch: number, kind: string, revision: number, sealed: string}} ServedRecord */
/**
 * @typedef {object} ServedCard `MatterCard` of the wire
 * @property {string} id
 * @property {{id: number, name: string}} organisation
 * @property {string | null} unit
 * @property {{id: string, name: string}} keeper
 * @property {boolean} mine
 * @property {string} shred_key
 * @property {ServedGrant[]} grants
 * @property {ServedRecord | null} card
 * @property {string} turn
 * @property {string | null} due
 * @property {string} opened_month
 * @property {string | null} closed_month
 * @property {string | null} aftercare_month
 * @property {string} primary_nature
 * @property {number} version
 */
/**
 * @typedef {ServedCard & {alias: string, nextStep: string, aftercare: string | null, trouble: string | null}} MatterCard
 * `trouble` names the error when a card did not open; the others are shown all the same
 */

/** Opens what is new among the grants and keeps it; those refused are left out. @param {{id: string, keeper?: {id: string}, grants: ServedGrant[]}[]} served */
export function takeGrants(served) {
  // One after the other: two keyrings under way at once would lose what the second had learnt.
  const mine = turn.then(() => taken(served));
  turn = mine.catch(() => {});
  return mine;
}

/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/** @param {Parameters<typeof takeGrants>[0]} served */
async function taken(served) {
  const grants = served.flatMap(({ id, keeper, grants: those }) =>
    those.map(({ part, epoch, sealed }) => ({ matter: id, part, epoch, grant: unb64(sealed), keeper: keeper?.id })),
  );
  const { keyring, refused } = await vault.acceptGrants(grants);
  await saveKeyring(keyring);
  return refused;
}

/**
 * Who may have written a card: its keeper, and any colleague with whom it was ever shared. From the pins, never from the server's list:
 * what somebody wrote stays readable when their account is switched off.
 * @param {{id: string}} keeper
 */
export async function cardWriters(keeper) {
  return [...new Set([keeper.id, ...(await vault.pins()).map(({ owner }) => owner)])];
}

/** @param {ServedCard[]} served @returns {Promise<MatterCard[]>} in the order served */
export async function openServedCards(served) {
  await takeGrants(served);
  const withCard = await Promise.all(
    served.flatMap(({ id, card, shred_key, keeper }) =>
      card
        ? [cardWriters(keeper).then((people) => ({ matter: id, part: card.part, epoch: card.epoch, id: card.id, revision: card.revision, envelope: unb64(card.sealed), shredKey: unb64(shred_key), people }))]
        : [],
    ),
  );
  const opened = new Map((await vault.openCards(withCard)).map((one) => [one.matter, one]));
  return served.map((matter) => {
    const card = opened.get(matter.id);
    if (!card || "error" in card) return { ...matter, alias: "", nextStep: "", aftercare: null, trouble: card ? card.error.name : "Missing" };
    const { alias, next_step, aftercare } = card.content;
    return { ...matter, alias: String(alias ?? ""), nextStep: String(next_step ?? ""), aftercare: typeof aftercare === "string" ? aftercare : null, trouble: null };
  });
}

/**
 * Every running matter with its card, and how many run with others.
 * @returns {Promise<{matters: MatterCard[], elsewhere: {organisation: number, name: string, running: number}[]}>}
 */
export function loadCards() {
  // *Vandaag* and the quick note beside it ask at the same moment: one answer is enough.
  asked ??= fetchedCards().finally(() => {
    asked = null;
  });
  return asked;
}

/** @type {ReturnType<typeof fetchedCards> | null} */
let asked = null;
vault.session.onChange((open) => {
  if (!open) asked = null;
});

async function fetchedCards() {
  /** @type {{matters: ServedCard[], elsewhere: {organisation: number, name: string, running: number}[]}} */
  const { matters, elsewhere } = await getJson("/kwesties/kaarten.json");
  return { matters: await openServedCards(matters), elsewhere };
}

/** One page of closed matters. @param {number} page @returns {Promise<{matters: MatterCard[], pages: number}>} */
export async function loadClosed(page) {
  const { matters, pages } = await getJson(`/kwesties/gesloten.json?pagina=${page}`);
  return { matters: await openServedCards(matters), pages };
}
