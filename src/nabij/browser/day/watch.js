// What the server serves, checked behind the drawing of the list: every key that the keyring knows, and every card against its manifest.
import { getJson } from "../desk/talk.js";
import { unb64 } from "../vault/bytes.js";
import { isVerdict, Missing, UntrustedSigner } from "../vault/errors.js";
import { writersOf } from "./cards.js";
import { grantedButUnlisted } from "./left-out.js";
import { vault } from "./vault.js";

/** @typedef {import("./cards.js").CardList} CardList */
/** @typedef {import("./cards.js").MatterCard} MatterCard */
/** @typedef {import("./matter.js").ServedManifest} ServedManifest */

/**
 * The names of the errors, without doubles: empty when all is as this device and this keyring expect. Throws what is no verdict on the
 * server's honesty: a lost connection, a vault that locked meanwhile.
 * @param {CardList} list as `loadCards` gave it
 * @returns {Promise<string[]>}
 */
export async function suspicions(list) {
  const found = new Set(await verdict(() => checkHeld(list)));
  const { chains } = await getJson("/kwesties/kaartketens.json");
  const manifests = new Map(chains.map((/** @type {{matter: string, manifests: ServedManifest[]}} */ { matter, manifests: those }) => [matter, those]));
  for (const card of list.matters) for (const name of await verdict(() => checkCard(card, manifests.get(card.id) ?? []))) found.add(name);
  return [...found];
}

/** @param {() => Promise<void>} check @returns {Promise<string[]>} */
async function verdict(check) {
  try {
    await check();
    return [];
  } catch (error) {
    if (!isVerdict(error)) throw error;
    return [error.name];
  }
}

/** @param {CardList} list */
async function checkHeld(list) {
  const { held } = await getJson("/kluis/sleutels.json");
  await vault.checkServed(held);
  let unlisted = grantedButUnlisted(held, list);
  // Begun or shared since the list was drawn: one that is asked for now must have it.
  if (unlisted.length > 0) unlisted = grantedButUnlisted(held, await getJson("/kwesties/kaarten.json"));
  if (unlisted.length > 0) throw new Missing(`${unlisted.join(" ")} is not listed`);
}

/** @param {MatterCard} card @param {ServedManifest[]} manifests */
async function checkCard({ id, card, keeper, mine, shred_key: shredKey }, manifests) {
  if ((await vault.keeperOf(id)).mine === !mine) throw new UntrustedSigner("Not whose the server says it is");
  const { notes } = await vault.epochsOf(id);
  const epoch = notes.at(-1);
  if (epoch === undefined) return;
  const here = manifests.filter((one) => one.part === "notes" && one.epoch === epoch);
  const known = await vault.knownHead(id, "notes", epoch);
  const newest = here.at(-1);
  const served = known && newest && newest.counter > known.counter ? await between(id, epoch, known.counter) : here;
  await vault.openRecords(id, {
    part: "notes",
    epoch,
    people: writersOf(keeper, await vault.pins()),
    shredKey: unb64(shredKey),
    manifests: served.map(({ counter, sealed }) => ({ counter, envelope: unb64(sealed) })),
    // A card of an earlier epoch than the keyring knows is missing from this one, and so refused.
    records: card && card.epoch === epoch ? [{ id: card.id, kind: card.kind, revision: card.revision, envelope: unb64(card.sealed) }] : [],
    kinds: ["card"],
    latest: true,
  });
}

/** @param {string} id @param {number} epoch @param {number} from @returns {Promise<ServedManifest[]>} */
async function between(id, epoch, from) {
  const { manifests } = await getJson(`/kwesties/${id}/keten.json?part=notes&epoch=${epoch}&vanaf=${from}`);
  return manifests;
}
