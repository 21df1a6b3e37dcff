// The vault of this tab, and the small duties that go with it: keyring and bundle kept in step with the server.
import { postJson, getJson, Refusal } from "../desk/talk.js";
import { b64, unb64 } from "../vault/bytes.js";
import { fingerprint } from "../vault/fingerprint.js";
import { Vault } from "../vault/vault.js";

export const vault = new Vault();

/** @typedef {import("../vault/account.js").Versioned} Versioned */
/** @typedef {{version: number, sealed: string}} ServedBlob */
/** @typedef {{owner: string, version: number, recipient: string, sign: string}} ServedKey */
/** @typedef {{id: string, kind: "passkey" | "words" | "recovery", credential_id: string, sealed: string}} ServedSlot */
/**
 * @typedef {object} ServedState `/kluis/staat.json`
 * @property {string} user
 * @property {string} practice
 * @property {string} name
 * @property {string} role
 * @property {string} rp_id
 * @property {boolean} plus_style
 * @property {string} today
 * @property {ServedKey | null} public_key
 * @property {number | null} slots_version what a change of the slots is based on
 * @property {ServedSlot[]} slots
 * @property {ServedBlob | null} bundle
 * @property {ServedBlob | null} keyring
 */

/** @returns {Promise<ServedState>} */
export const fetchState = () => getJson("/kluis/staat.json");

/** @param {ServedBlob} blob @returns {Versioned} */
export const versioned = ({ version, sealed }) => ({ version, envelope: unb64(sealed) });

/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/**
 * Does what changes the keyring, one after the other: two keyrings under way at once would lose what the second had learnt. From the change
 * until it is saved or dropped; never one turn inside another.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function inTurn(work) {
  const mine = turn.then(work);
  turn = mine.catch(() => {});
  return mine;
}

const MOST_TRIES = 4;

/**
 * Saves a changed keyring; when another tab or device was first, on top of theirs. Grants stay on the server, so nothing is lost when this fails.
 * @param {Versioned | null} changed
 */
export async function saveKeyring(changed) {
  for (let tries = 1; changed; tries += 1) {
    try {
      await postJson("/kluis/sleutelbos.json", { based_on: changed.version - 1, sealed: b64(changed.envelope) });
      await vault.keyringSaved(changed);
      return;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "stale" || tries === MOST_TRIES) throw error;
      const { keyring } = await fetchState();
      if (!keyring) throw error;
      changed = await vault.keyringBehind(versioned(keyring));
    }
  }
}

/** Takes the keyring as another tab or device left it, which may have undone an import; false where this one is as new. @returns {Promise<boolean>} */
export function catchUp() {
  return inTurn(async () => {
    const { keyring } = await fetchState();
    return keyring ? vault.keyringCaughtUp(versioned(keyring)) : false;
  });
}

/**
 * Pins a colleague's keys after their fingerprint was compared.
 * @param {string} owner
 * @param {{recipient: string, sign: string}} keys
 * @param {string} name under which they were compared
 */
export async function pinChecked(owner, { recipient, sign }, name) {
  await saveBundle(await vault.pin(owner, { recipient, sign }, { checked: true, name }));
}

/** Saves a changed bundle: `stale` where another tab or device was first. @param {Parameters<typeof vault.bundleSaved>[0]} changed */
export async function saveBundle(changed) {
  await postJson("/kluis/bundel.json", { based_on: changed.version - 1, sealed: b64(changed.envelope) });
  await vault.bundleSaved(changed);
}

/**
 * @typedef {object} Colleague
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {{recipient: string, sign: string}} keys
 * @property {boolean} pinned
 * @property {boolean} checked compared, and under this name
 * @property {string | null} comparedAs the other name under which these keys were compared
 * @property {boolean} substituted served with other keys than those pinned
 * @property {string} fingerprint
 */

/** Fellow counsellors with a vault, and how one stands to their keys. @returns {Promise<Colleague[]>} */
export async function loadColleagues() {
  const { colleagues } = await getJson("/kluis/collegas.json");
  return Promise.all(colleagues.map((/** @type {any} */ one) => standing(one)));
}

/** At the board: the counsellors of one's organisation with a vault, likewise. @returns {Promise<Colleague[]>} */
export async function loadOwnCounsellors() {
  const { colleagues } = await getJson("/kluis/vertrouwenspersonen.json");
  return Promise.all(colleagues.map((/** @type {any} */ one) => standing(one)));
}

/** @typedef {{id: string, name: string, organisation: string, organisation_id: number, known: Colleague | null}} BoardContact `known` is null without a vault */

/** Who is ultimately responsible where one is appointed, and how one stands to their keys. @returns {Promise<BoardContact[]>} */
export async function loadBoardContacts() {
  const { board_contacts: served } = await getJson("/kluis/eindverantwoordelijken.json");
  return Promise.all(served.map(async (/** @type {any} */ { id, name, organisation, organisation_id, public_key }) => (
    { id, name, organisation, organisation_id, known: public_key ? await standing({ id, name, kind: "board_contact", public_key }) : null }
  )));
}

/** How a vault, one's own unless told, stands to the keys that are served for somebody. @param {{id: string, name: string, kind: string, public_key: ServedKey}} served @returns {Promise<Colleague>} */
export async function standing({ id, name, kind, public_key: { recipient, sign } }, mine = vault) {
  const keys = { recipient, sign };
  try {
    return { id, name, kind, keys, substituted: false, ...(await mine.checkKeys(id, keys, name)) };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "SubstitutedKey") throw error;
    return { id, name, kind, keys, pinned: true, checked: false, comparedAs: null, substituted: true, fingerprint: fingerprint(keys) };
  }
}
