// The cards of all running matters, opened together: what lists and *Vandaag* draw, and which matters the server leaves out.
import { getJson } from "../desk/talk.js";
import { unb64 } from "../vault/bytes.js";
import { lacksKey, missingFrom } from "./left-out.js";
import { lookedIn } from "./looking.js";
import { stepNow } from "./order.js";
import { catchUp, inTurn, saveKeyring, vault } from "./vault.js";

/** @typedef {import("../vault/record.js").Part} Part */
/** @typedef {{part: Part, epoch: number, grantee: string, granter: string, sealed: string}} ServedGrant */
/** @typedef {{id: string, part: Part, epoch: number, kind: string, revision: number, sealed: string}} ServedRecord */
/**
 * @typedef {object} ServedCard `MatterCard` of the wire
 * @property {string} id
 * @property {{id: number, name: string}} organisation
 * @property {number | null} unit its id
 * @property {{id: string, name: string}} keeper
 * @property {boolean} mine
 * @property {boolean} left whether its keeper works for the organisation no more
 * @property {boolean} my_turn whether I am aan zet, as the visitor reads it too
 * @property {string[]} turn_of who else is
 * @property {boolean} answered whether a visitor ever took a consent back themselves
 * @property {boolean} shared whether a colleague reads along in it, or sees its card without a name
 * @property {boolean} resting whether it was brought in from a spreadsheet, is nobody's turn, and lies long past
 * @property {string} shred_key
 * @property {ServedGrant[]} [grants] only when they were asked for
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
 * @typedef {ServedCard & {alias: string, nextStep: string, aftercare: string | null, looked: import("./looking.js").Looked | null, trouble: string | null}} MatterCard
 * `trouble` names the error when a card did not open; the others are shown all the same
 */
/** @typedef {{organisation: number, name: string, running: number}} Elsewhere */
/** @typedef {{matters: ServedCard[], elsewhere: Elsewhere[], closed: string[], withdrawn: string[]}} ServedList */
/** @typedef {Omit<ServedList, "matters"> & {matters: MatterCard[], missing: string[], before: string}} CardList `missing`: matters of the keyring that the server leaves out; `before`: what was asked before it */
/** @typedef {() => Promise<string>} First what is asked before the list is, so that it is never newer than the list; it fails never */

/** Opens what is new among the grants and keeps it; those refused are left out. @param {{id: string, keeper?: {id: string}, grants?: ServedGrant[]}[]} served */
export function takeGrants(served) {
  return inTurn(() => taken(served));
}

/** @param {Parameters<typeof takeGrants>[0]} served */
async function taken(served) {
  const grants = served.flatMap(({ id, keeper, grants: those = [] }) =>
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
 * @param {{owner: string}[]} pins
 */
export const writersOf = (keeper, pins) => [...new Set([keeper.id, ...pins.map(({ owner }) => owner)])];

/**
 * A list of cards. Key grants are two thirds of one, so they come along only when asked for: by the caller, or when the keyring lacks the
 * key of a card (a new share, or a keyring that was not saved).
 * @param {string} url
 * @param {import("./left-out.js").Held[]} held
 * @param {boolean} withKeys
 * @param {Promise<ServedList | null> | null} [ahead] the same list, when it was asked for already
 */
async function fetchedList(url, held, withKeys, ahead = null) {
  if (!withKeys) {
    const list = (await ahead) ?? await getJson(url);
    if (!lacksKey(list.matters, held)) return list;
  }
  const list = await getJson(`${url}${url.includes("?") ? "&" : "?"}sleutels=1`);
  await takeGrants(list.matters);
  return list;
}

const CARDS = "/kwesties/kaarten.json";
const STILL_NEW = 10_000;

/** @type {First} */
const nothing = () => Promise.resolve("");

/** @type {{at: number, before: Promise<string>, list: Promise<ServedList | null>} | null} */
let ahead = null;

/** Asks for the cards while the vault is being opened: what comes is sealed, and the one waiting for the other is spared. @param {First} [first] */
export function askAhead(first = nothing) {
  const before = first();
  ahead = { at: performance.now(), before, list: before.then(() => getJson(CARDS)).catch(() => null) };
}

/** What was asked ahead, once and while it is new; null when there is nothing of use. */
function askedAhead() {
  const asked = ahead;
  ahead = null;
  return asked && performance.now() - asked.at < STILL_NEW ? asked : null;
}

/** @param {ServedCard[]} served @returns {Promise<MatterCard[]>} in the order served */
async function openServedCards(served) {
  const pins = await vault.pins();
  const withCard = served.flatMap(({ id, card, shred_key, keeper }) =>
    card
      ? [{ matter: id, part: card.part, epoch: card.epoch, id: card.id, revision: card.revision, envelope: unb64(card.sealed), shredKey: unb64(shred_key), people: writersOf(keeper, pins) }]
      : [],
  );
  const opened = new Map((await vault.openCards(withCard)).map((one) => [one.matter, one]));
  return served.map((matter) => {
    const card = opened.get(matter.id);
    if (!card || "error" in card) return { ...matter, alias: "", nextStep: "", aftercare: null, looked: null, trouble: card ? card.error.name : "Missing" };
    const { alias, next_step, aftercare, looked } = card.content;
    return { ...matter, alias: String(alias ?? ""), nextStep: stepNow(matter.turn, String(next_step ?? "")), aftercare: typeof aftercare === "string" ? aftercare : null, looked: lookedIn(looked), trouble: null };
  });
}

/**
 * Every running matter with its card, how many run with others, and which matters the server leaves out.
 * @param {{withKeys?: boolean, first?: First}} [how] `withKeys`: with the grants of each
 * @returns {Promise<CardList>}
 */
export function loadCards({ withKeys = false, first = nothing } = {}) {
  if (withKeys) return fetchedCards({ withKeys, first });
  // *Vandaag* and the quick note beside it ask at the same moment: one answer is enough. So what is to be asked first belongs to the list:
  // whoever waited for it by themselves would find the list of the other gone, and fetch it again.
  asked ??= fetchedCards({ withKeys, first }).finally(() => {
    asked = null;
  });
  return asked;
}

/** @type {ReturnType<typeof fetchedCards> | null} */
let asked = null;
vault.session.onChange((open) => {
  if (!open) asked = null;
});

/** @param {{withKeys: boolean, first: First}} how @returns {Promise<CardList>} */
async function fetchedCards({ withKeys, first }) {
  const early = withKeys ? null : askedAhead();
  const before = await (early?.before ?? first());
  // Taken before asking: a matter that begins meanwhile is not missing.
  const held = await vault.heldMatters();
  /** @type {ServedList} */
  const list = await fetchedList(CARDS, held, withKeys, early?.list);
  const missing = missingFrom(held, list);
  // The list may be older than the keyring: only what a new one leaves out as well is missing.
  if (early && missing.length > 0) return fetchedCards({ withKeys, first });
  // Another tab may have undone an import: then its keyring no longer holds them either.
  if (missing.length > 0 && (await catchUp())) return fetchedCards({ withKeys, first });
  return { ...list, matters: await openServedCards(list.matters), missing, before };
}

/** One page of closed matters. @param {number} page @returns {Promise<{matters: MatterCard[], pages: number}>} */
export async function loadClosed(page) {
  const { matters, pages } = await fetchedList(`/kwesties/gesloten.json?pagina=${page}`, await vault.heldMatters(), false);
  return { matters: await openServedCards(matters), pages };
}
