// One matter: fetched, checked against its manifests, opened; and the way changes are sealed and sent.
import { getJson, Offline, postJson, Refusal } from "../desk/talk.js";
import { b64, json, unb64 } from "../vault/bytes.js";
import { takeGrants } from "./cards.js";
import { refuseLapsed } from "./consents.js";
import { vault } from "./vault.js";

/** @typedef {import("../vault/record.js").Part} Part */
/** @typedef {import("../vault/chain.js").OpenedRecord} OpenedRecord */
/** @typedef {import("../vault/manifest.js").Head} Head */
/** @typedef {import("./cards.js").ServedGrant} ServedGrant */
/** @typedef {import("./cards.js").ServedRecord} ServedRecord */
/** @typedef {{part: Part, epoch: number, counter: number, sealed: string}} ServedManifest */
/** @typedef {{id: string, month: string, channel: string, duration: string, involvement: string[]}} Encounter */
/** @typedef {OpenedRecord & {part: Part, epoch: number}} Placed */
/** @typedef {{part: Part, kind: string, id: string, revision: number, content: Record<string, unknown>}} Change */
/**
 * @typedef {object} ServedMatter `/kwesties/<id>/stukken.json`
 * @property {Record<string, any>} register
 * @property {{id: string, name: string}} keeper
 * @property {boolean} mine
 * @property {Encounter[]} encounters
 * @property {ServedRecord[]} records
 * @property {ServedManifest[]} manifests
 * @property {ServedGrant[]} grants
 * @property {{user: string, name: string, part: Part, epoch: number, withdrawn: boolean}[]} holders
 * @property {string} shred_key
 * @property {{colleague: string, name: string, width: string, from_epoch: number, withdrawn: boolean, left: boolean}[]} shares
 * @property {{sequence: number, record_id: string, receiver: string, width: string, given: boolean, heard: boolean}[]} consents
 * @property {{record_id: string, ground: string, month: string}[]} breaks
 * @property {{id: string, size: number, digest: string}[]} files
 */
/**
 * @typedef {object} OpenMatter
 * @property {string} id
 * @property {ServedMatter} served
 * @property {Placed[]} records every revision, oldest first
 * @property {Map<string, Head>} heads by `part epoch`
 * @property {{part: Part, epoch: number, name: string}[]} troubles parts that were refused, and the name of the error
 * @property {{part: Part, epoch: number, name: string}[]} refusedKeys keys handed to me that were not believed, and the name of the error
 */

/** @param {string} matterId @param {ServedMatter} served @param {Part} part @param {number} epoch */
async function manifestsOf(matterId, served, part, epoch) {
  const newest = served.manifests.filter((one) => one.part === part && one.epoch === epoch);
  const known = await vault.knownHead(matterId, part, epoch);
  const last = newest.at(-1);
  if (!known || !last || last.counter <= known.counter + 1) return newest;
  const { manifests } = await getJson(`/kwesties/${matterId}/keten.json?part=${part}&epoch=${epoch}&vanaf=${known.counter + 1}`);
  return /** @type {ServedManifest[]} */ (manifests);
}

/**
 * Those who may have written here, as far as they are pinned: also who has left, and with the keys that were pinned, whatever is served now.
 * @param {ServedMatter} served
 */
async function writersOf(served) {
  const involved = new Set([served.keeper.id, ...served.shares.map(({ colleague }) => colleague)]);
  const pinned = new Set((await vault.pins()).map(({ owner }) => owner));
  return [...involved].filter((id) => pinned.has(id) || (served.mine && id === served.keeper.id));
}

/**
 * Fetches and opens a matter. A part that is refused is named in `troubles` and none of it is shown.
 * @param {string} matterId
 * @returns {Promise<OpenMatter>}
 */
export async function loadMatter(matterId) {
  /** @type {ServedMatter} */
  const served = await getJson(`/kwesties/${matterId}/stukken.json`);
  const refused = await takeGrants([{ id: matterId, keeper: served.keeper, grants: served.grants }]);
  const people = await writersOf(served);
  const epochs = await vault.epochsOf(matterId);
  /** @type {OpenMatter} */
  const matter = { id: matterId, served, records: [], heads: new Map(), troubles: [], refusedKeys: refused.map(({ part, epoch, error }) => ({ part, epoch, name: error.name })) };
  const all = /** @type {[Part, number[]][]} */ (Object.entries(epochs)).flatMap(([part, those]) => those.map((epoch) => ({ part, epoch })));
  // Of a colleague's matter only what is shared now is served; of one's own everything must be.
  const places = served.mine ? all : all.filter(({ part, epoch }) => served.grants.some((grant) => grant.part === part && grant.epoch === epoch));
  for (const { part, epoch } of places) await openPlace(matter, people, part, epoch);
  matter.records.sort((one, other) => one.epoch - other.epoch || one.revision - other.revision);
  return matter;
}

/** @param {OpenMatter} matter @param {string[]} people @param {Part} part @param {number} epoch */
async function openPlace(matter, people, part, epoch) {
  const { id, served } = matter;
  const here = served.records.filter((one) => one.part === part && one.epoch === epoch);
  const manifests = await manifestsOf(id, served, part, epoch);
  try {
    const { records, head } = await vault.openRecords(id, {
      part,
      epoch,
      people,
      shredKey: unb64(served.shred_key),
      manifests: manifests.map(({ counter, sealed }) => ({ counter, envelope: unb64(sealed) })),
      records: here.map(({ id: record, kind, revision, sealed }) => ({ id: record, kind, revision, envelope: unb64(sealed) })),
    });
    matter.records.push(...records.map((record) => ({ ...record, part, epoch })));
    if (head) matter.heads.set(`${part} ${epoch}`, head);
  } catch (error) {
    if (!(error instanceof Error) || error.name === "Locked") throw error;
    matter.troubles.push({ part, epoch, name: error.name });
  }
}

/** The newest revision of each record of a kind, in the order they were first written. @param {OpenMatter} matter @param {string} kind */
export function latest(matter, kind) {
  /** @type {Map<string, Placed>} */
  const found = new Map();
  for (const record of matter.records) if (record.kind === kind) found.set(record.id, record);
  return [...found.values()];
}

/** Every revision of one record, oldest first. @param {OpenMatter} matter @param {string} id */
export const revisionsOf = (matter, id) => matter.records.filter((record) => record.id === id);

/**
 * Seals changes and a manifest for each part they touch. Nothing counts until `confirm`.
 * @param {string} matterId
 * @param {Change[]} changes
 */
export async function sealChanges(matterId, changes) {
  const records = await Promise.all(
    changes.map(({ part, kind, id, revision, content }) => vault.sealRecord(matterId, part, kind, id, revision, content)),
  );
  const places = new Map(records.map(({ part, epoch }) => [`${part} ${epoch}`, { part, epoch }]));
  const manifests = await Promise.all(
    [...places.values()].map(({ part, epoch }) => {
      const add = records.filter((one) => one.part === part && one.epoch === epoch);
      return vault.nextManifest(matterId, part, epoch, { add });
    }),
  );
  const sealed = {
    records: records.map(({ id, part, epoch, kind, revision, envelope }) => ({ id, part, epoch, kind, revision, sealed: b64(envelope) })),
    manifests: manifests.map(({ part, epoch, counter, envelope }) => ({ part, epoch, counter, sealed: b64(envelope) })),
  };
  return { sealed, confirm: () => Promise.all(manifests.map((one) => vault.manifestSaved(one))) };
}

/**
 * @typedef {object} Sending
 * @property {OpenMatter} matter
 * @property {string} url
 * @property {Record<string, unknown>} body everything but `sealed`
 * @property {Change[]} changes
 */

// What was sent without an answer, so that trying again sends the same bytes and the server can tell that it has them.
/** @type {Map<string, {body: Record<string, unknown>, confirm: () => Promise<unknown>}>} */
const unanswered = new Map();
vault.session.onChange((open) => {
  if (!open) unanswered.clear();
});

const MOST_TRIES = 4;

/** A record has a newer revision than the one that was written on. */
export const overtaken = () => new Refusal("Dit is intussen ergens anders aangepast. Beide versies zijn er nog.", "stale");

/**
 * Seals and sends. Trying again after a lost connection with the same content sends the same bytes; when someone else wrote meanwhile, the
 * newest manifest is fetched and signed on. A revision that was overtaken is a `Refusal` with code `stale`; where consent ran out, `lapsed`.
 * @param {Sending} sending
 * @returns {Promise<any>}
 */
export async function send({ matter, url, body, changes }) {
  const key = json([url, body, changes]);
  let ready = unanswered.get(key);
  for (let tries = 1; ; tries += 1) {
    if (!ready) {
      refuseLapsed(matter, changes);
      const { sealed, confirm } = await sealChanges(matter.id, changes);
      ready = { body: { ...body, sealed }, confirm };
    }
    try {
      const answer = await postJson(url, ready.body);
      unanswered.delete(key);
      await ready.confirm();
      return answer;
    } catch (error) {
      if (error instanceof Offline) unanswered.set(key, ready);
      if (!(error instanceof Refusal)) throw error;
      unanswered.delete(key);
      if (error.code !== "stale_manifest" || tries === MOST_TRIES) throw error;
      matter = await loadMatter(matter.id);
      const { records } = matter;
      // Someone else's revision under this number came in: theirs stays, and ours waits for a decision.
      if (changes.some(({ id, revision }) => records.some((record) => record.id === id && record.revision >= revision))) throw overtaken();
      ready = undefined;
    }
  }
}
