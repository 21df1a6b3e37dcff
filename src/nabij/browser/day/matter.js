// One matter: fetched, checked against its manifests, opened; and the way changes are sealed and sent.
import { minute } from "../desk/dom.js";
import { getJson, Offline, postJson, Refusal } from "../desk/talk.js";
import { b64, json, unb64 } from "../vault/bytes.js";
import { isVerdict } from "../vault/errors.js";
import { takeGrants } from "./cards.js";
import { checkLast } from "../vault/consent.js";
import { lastConsent, namedByCard, numbered, refuseLapsed } from "./consents.js";
import { disagreements } from "./disagreements.js";
import { consentRecords } from "./latest.js";
import { asKnown, peopleOf } from "./people.js";
import { learnVisitor, seenElsewhere } from "./visitors.js";
import { vault } from "./vault.js";

/** @typedef {import("../vault/record.js").Part} Part */
/** @typedef {import("../vault/chain.js").OpenedRecord} OpenedRecord */
/** @typedef {import("../vault/manifest.js").Head} Head */
/** @typedef {import("./cards.js").ServedGrant} ServedGrant */
/** @typedef {import("./cards.js").ServedRecord} ServedRecord */
/** @typedef {{part: Part, epoch: number, counter: number, sealed: string}} ServedManifest */
/** @typedef {{id: string, month: string, channel: string, duration: string, involvement: string[], times?: number, quarters?: number | null}} Encounter `times`: so many conversations, of a list; `quarters`: of an hour that those took together */
/** @typedef {OpenedRecord & {part: Part, epoch: number, written: string | null, epochs: Record<string, unknown> | null, consent: import("../vault/consent.js").LastConsent | null}} Placed `written`: when, `YYYY-MM-DDTHH:MM` with its writer; `epochs` and `consent`: the newest of each part, and the last consent, when a card was written */
/** @typedef {{id: string, kind: string, revision: number, part: Part, epoch: number}} Named */
/** @typedef {Named & {record: Placed | null}} Unverified */
/**
 * @typedef {object} Trouble a part and epoch that is not right as it is served
 * @property {Part} part
 * @property {number} epoch
 * @property {string} name of the error
 * @property {boolean} shown whether what the last good manifest vouches for is among the records
 * @property {Unverified[]} unverified not vouched for; `record` where it opens all the same
 * @property {Named[]} missing vouched for and not served
 * @property {boolean} below older or other than what this device saw before
 * @property {boolean} skipped mended over something that this device saw before
 * @property {import("../vault/mending.js").Mending | null} mending what would make it whole again
 */
/** @typedef {{id: string, consent: import("../vault/consent.js").SignedConsent}} KnownConsent */
/** @typedef {{part: Part, kind: string, id: string, revision: number, content: Record<string, unknown>}} Change */
/**
 * @typedef {object} ServedMatter `/kwesties/<id>/stukken.json`
 * @property {Record<string, any>} register
 * @property {{id: string, name: string, called?: string}} keeper `called`: as the server says, for who is asked to compare the digits
 * @property {boolean} mine
 * @property {boolean} left whether its keeper works for the organisation no more
 * @property {boolean} my_turn whether I am aan zet, as the visitor reads it too
 * @property {string[]} turn_of who else is
 * @property {string | null} [visitor_handle] by what its visitor counts once; only for who keeps it
 * @property {Encounter[]} encounters
 * @property {ServedRecord[]} records
 * @property {ServedManifest[]} manifests
 * @property {ServedGrant[]} grants
 * @property {{user: string, name: string | null, part: Part, epoch: number, withdrawn: boolean}[]} holders a visitor has no name
 * @property {string} shred_key
 * @property {{colleague: string, name: string, width: string, from_epoch: number, withdrawn: boolean, left: boolean}[]} shares
 * @property {string[]} [pair] who else works for the organisation now: nobody else may read along
 * @property {{id: string, name: string}[]} [standing_by] whom the visitor let in to stand by, without a share
 * @property {{sequence: number, record_id: string, receiver: string | null, width: string, given: boolean, refused?: boolean, heard: boolean}[]} consents
 * @property {{record_id: string, ground: string, month: string}[]} breaks
 * @property {{id: string, size: number, digest: string}[]} files
 */
/**
 * @typedef {object} OpenMatter
 * @property {string} id
 * @property {ServedMatter} served
 * @property {Placed[]} records every revision, oldest first
 * @property {Map<string, Head>} heads by `part epoch`
 * @property {Trouble[]} troubles
 * @property {Named[]} aside records that who began the matter set aside, as they do not open
 * @property {{part: Part, epoch: number, name: string}[]} refusedKeys keys handed to me that were not believed, and the name of the error
 * @property {import("./people.js").People} people
 * @property {Record<import("../vault/record.js").MatterPart, number[]>} epochs of which I hold keys
 * @property {{all: KnownConsent[], trouble: string | null}} consents those I can read, checked, in order
 * @property {string[]} news what just happened that one should know
 * @property {number} elsewhere how many messages were written to another conversation than is served here
 * @property {string[]} alarms where the server's lists and what is sealed do not agree
 */

/** @param {string} matterId @param {ServedMatter} served @param {Part} part @param {number} epoch */
async function manifestsOf(matterId, served, part, epoch) {
  const newest = served.manifests.filter((one) => one.part === part && one.epoch === epoch);
  const known = await vault.knownHead(matterId, part, epoch);
  const last = newest.at(-1);
  if (!known || !last || last.counter <= known.counter) return newest;
  // From the one seen before on: the next ones may let go of nothing that it lists.
  const { manifests } = await getJson(`/kwesties/${matterId}/keten.json?part=${part}&epoch=${epoch}&vanaf=${known.counter}`);
  return /** @type {ServedManifest[]} */ (manifests);
}

/** @type {Map<string, Promise<unknown>>} */
const lines = new Map();

/**
 * Does what reads or writes the chains of one matter one after the other: what is fetched while something is being saved would look older than
 * what this device knows. Never one inside another; a turn of the keyring (`inTurn`) only inside it.
 * @template T
 * @param {string} matterId
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function alone(matterId, work) {
  const mine = (lines.get(matterId) ?? Promise.resolve()).then(work);
  lines.set(matterId, mine.catch(() => {}));
  return mine;
}

/**
 * Fetches and opens a matter. Whose it is and how people are called comes from the keyring and the pins. Of a part that is not right as it is
 * served, `troubles` says what is wrong, and only what still verifies is shown.
 * @param {string} matterId
 * @param {{passing?: boolean}} [how] `passing`: nobody looks at it; what is told once waits for who does
 * @returns {Promise<OpenMatter>}
 */
export const loadMatter = (matterId, how = {}) => alone(matterId, () => loaded(matterId, how));

/** @param {string} matterId @param {{passing?: boolean}} how @returns {Promise<OpenMatter>} */
async function loaded(matterId, { passing = false }) {
  /** @type {ServedMatter} */
  const raw = await noticing(matterId, getJson(`/kwesties/${matterId}/stukken.json`));
  const refused = await takeGrants([{ id: matterId, keeper: raw.keeper, grants: raw.grants }]);
  const people = await learnVisitor(matterId, raw, await peopleOf(matterId));
  const served = asKnown(raw, people);
  const epochs = await vault.epochsOf(matterId);
  /** @type {OpenMatter} */
  const matter = {
    id: matterId, served, people, epochs, records: [], aside: [], heads: new Map(), troubles: [], alarms: [], news: [], elsewhere: 0, consents: { all: [], trouble: null },
    refusedKeys: refused.map(({ part, epoch, error }) => ({ part, epoch, name: error.name })),
  };
  const all = /** @type {[Part, number[]][]} */ (Object.entries(epochs)).flatMap(([part, those]) => those.map((epoch) => ({ part, epoch })));
  // Of a colleague's matter only what is shared now is served; of one's own everything must be.
  const places = served.mine ? all : all.filter(({ part, epoch }) => served.grants.some((grant) => grant.part === part && grant.epoch === epoch));
  // From the pins, never from the server's list: what somebody wrote stays readable whomever it leaves out.
  const writers = people.pins.map(({ owner }) => owner);
  for (const { part, epoch } of places) await openPlace(matter, writers, part, epoch);
  matter.records.sort((one, other) => one.epoch - other.epoch || one.revision - other.revision);
  matter.consents = await knownConsents(matter);
  matter.elsewhere = await seenElsewhere(matter, places.filter(({ part }) => part === "conversation").map(({ epoch }) => epoch));
  matter.alarms.push(...(once.get(matterId) ?? []), ...(matter.elsewhere > 0 ? [ELSEWHERE] : []));
  if (!passing) once.delete(matterId);
  if (matter.records.length > 0) matter.alarms.push(...disagreements(matter, raw));
  return matter;
}

/** @param {OpenMatter} matter @param {string[]} people @param {Part} part @param {number} epoch */
async function openPlace(matter, people, part, epoch) {
  const { id, served } = matter;
  const here = served.records.filter((one) => one.part === part && one.epoch === epoch);
  const placed = (/** @type {OpenedRecord} */ record) => asPlaced(record, part, epoch);
  const asked = (/** @type {ServedManifest[]} */ manifests) => ({
    part, epoch, people, shredKey: unb64(served.shred_key),
    manifests: manifests.map(({ counter, sealed }) => ({ counter, envelope: unb64(sealed) })),
    records: here.map(({ id: record, kind, revision, sealed }) => ({ id: record, kind, revision, envelope: unb64(sealed) })),
  });
  try {
    const { records, aside, head } = await vault.openRecords(id, asked(await manifestsOf(id, served, part, epoch)));
    matter.records.push(...records.map(placed));
    matter.aside.push(...aside.map((one) => ({ ...one, part, epoch })));
    if (head) matter.heads.set(`${part} ${epoch}`, head);
  } catch (error) {
    if (!isVerdict(error)) throw error;
    const { manifests } = await getJson(`/kwesties/${id}/keten.json?part=${part}&epoch=${epoch}&vanaf=1`);
    const named = (/** @type {{id: string, kind: string, revision: number}} */ one) => ({ id: one.id, kind: one.kind, revision: one.revision, part, epoch });
    try {
      const { records, unverified, missing, aside, below, skipped, mending } = await vault.openWhatVerifies(id, asked(manifests));
      if (skipped && unverified.length + missing.length === 0) {
        // Mended by who began the matter: whole, but this device saw something that is not in it.
        await vault.openRecords(id, asked(manifests.slice(-1)));
        tellOnce(id, SKIPPED);
      } else {
        matter.troubles.push({ part, epoch, name: error.name, shown: true, unverified: unverified.map((one) => ({ ...named(one), record: one.record && placed(one.record) })), missing: missing.map(named), below, skipped, mending });
      }
      matter.records.push(...records.map(placed));
      matter.aside.push(...aside.map(named));
    } catch (worse) {
      if (!isVerdict(worse)) throw worse;
      matter.troubles.push({ part, epoch, name: worse.name, shown: false, unverified: [], missing: [], below: false, skipped: false, mending: null });
    }
  }
}

/** Sentences to tell with the next look at a matter, and then no more. @type {Map<string, string[]>} */
const once = new Map();
vault.session.onChange((open) => {
  if (!open) once.clear();
});

/** @param {string} matterId @param {string} sentence */
export const tellOnce = (matterId, sentence) => void once.set(matterId, [...(once.get(matterId) ?? []), sentence]);

const ELSEWHERE = "De inbrenger of een collega schreef bij een ander gesprek dan jij nu ziet. De server laat jullie misschien iets anders zien. Bel elkaar.";
const SKIPPED = "Een deel is hersteld, en daarbij is iets overgeslagen dat dit apparaat eerder zag. Dit lees je één keer: vraag na wat het was.";

/** A record in its place, with what its writer's browser added kept apart. @param {OpenedRecord} record @param {Part} part @param {number} epoch @returns {Placed} */
function asPlaced(record, part, epoch) {
  if (!STAMPED.has(record.kind)) return { ...record, part, epoch, written: null, epochs: null, consent: null };
  const { written, epochs, consent, ...content } = record.content;
  return { ...record, content, part, epoch, written: typeof written === "string" ? written : null, epochs: /** @type {Record<string, unknown> | null} */ (epochs ?? null), consent: consentNamed(consent) };
}

/** @param {any} value @returns {Placed["consent"]} */
const consentNamed = (value) => (Number.isSafeInteger(value?.sequence) && typeof value.hash === "string" ? { sequence: value.sequence, hash: value.hash } : null);

/** @param {OpenMatter} matter @returns {Promise<OpenMatter["consents"]>} */
async function knownConsents(matter) {
  const records = consentRecords(matter);
  try {
    const checked = await vault.readConsents(matter.id, records.map(({ body }) => body));
    const all = checked.map((consent, nth) => ({ id: records[nth].id, consent }));
    return { all, trouble: shortOf(matter) };
  } catch (error) {
    if (!isVerdict(error)) throw error;
    return { all: [], trouble: error.name };
  }
}

/** What is wrong where a card knows of a later consent, or of another one, than is open to me. @param {OpenMatter} matter */
function shortOf(matter) {
  try {
    checkLast(numbered(matter), namedByCard(matter));
    return null;
  } catch (error) {
    if (!isVerdict(error)) throw error;
    return error.name;
  }
}

/** Who is told when a matter turns out to be closed to this person. @type {Set<(matterId: string) => void>} */
const watching = new Set();

/** @param {(matterId: string) => void} listener @returns {() => void} stops it */
export function onGone(listener) {
  watching.add(listener);
  return () => void watching.delete(listener);
}

/** What was asked about a matter; when there is no such matter for this person any more, the page is told. @template T @param {string} matterId @param {Promise<T>} asked */
export async function noticing(matterId, asked) {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Refusal && error.code === "not_found")) throw error;
    for (const listener of watching) listener(matterId);
    throw new Refusal("Deze kwestie is er voor jou niet (meer).", "not_found");
  }
}

/** Kinds that say when they were written; a consent says so itself, and what holds the key of a file says nothing else. */
const STAMPED = new Set(["card", "person", "named_party", "note", "exception", "words", "peer_card", "match"]);

/**
 * The content as it is sealed: when it was written, in a card the newest epochs, in a card and a question the last consent, so that a withheld one shows.
 * @param {string} matterId
 * @param {Change} change
 * @param {Placed["consent"]} last
 */
async function stamped(matterId, { kind, content }, last) {
  const named = last ? { consent: { sequence: last.sequence, hash: last.hash } } : {};
  // A visitor who came later cannot read the first consents: what they answer follows the last.
  if (kind === "ask") return { ...content, ...named };
  if (!STAMPED.has(kind)) return content;
  if (kind !== "card") return { ...content, written: minute() };
  const { conversation, notes } = await vault.epochsOf(matterId);
  return { ...content, written: minute(), epochs: { conversation: conversation.at(-1) ?? 0, notes: notes.at(-1) ?? 0 }, ...named };
}

/**
 * Seals changes and a manifest for each part they touch. Nothing counts until `confirm`.
 * @param {string} matterId
 * @param {Change[]} changes
 * @param {Placed["consent"]} last the last consent there is once these are saved; null where none was given
 */
export async function sealChanges(matterId, changes, last) {
  const records = await Promise.all(
    changes.map(async (change) => vault.sealRecord(matterId, change.part, change.kind, change.id, change.revision, await stamped(matterId, change, last))),
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

/** Nothing new goes on top of what does not verify. @param {OpenMatter} matter @param {Change[]} changes */
function refuseTroubled({ troubles, served }, changes) {
  if (!changes.some(({ part }) => troubles.some((one) => one.part === part))) return;
  const then = served.mine ? "Herstel het eerst bovenaan de kwestie." : `Vraag ${served.keeper.name} om het te herstellen.`;
  throw new Refusal(`In dit deel van de kwestie klopt iets niet. Er is niets weg: wat je typte blijft staan als concept. ${then}`, "troubled");
}

/**
 * Seals and sends. Trying again after a lost connection with the same content sends the same bytes; when someone else wrote meanwhile, the
 * newest manifest is fetched and signed on. A revision that was overtaken is a `Refusal` with code `stale`; where consent ran out, `lapsed`.
 * @param {Sending} sending
 * @returns {Promise<any>}
 */
export const send = (sending) => alone(sending.matter.id, () => sent(sending));

/** @param {Sending} sending @returns {Promise<any>} */
async function sent({ matter, url, body, changes }) {
  const key = json([url, body, changes]);
  let ready = unanswered.get(key);
  for (let tries = 1; ; tries += 1) {
    if (!ready) {
      refuseTroubled(matter, changes);
      refuseLapsed(matter, changes);
      const { sealed, confirm } = await sealChanges(matter.id, changes, lastConsent(matter));
      ready = { body: { ...body, sealed }, confirm };
    }
    try {
      const answer = await noticing(matter.id, postJson(url, ready.body));
      unanswered.delete(key);
      await ready.confirm();
      return answer;
    } catch (error) {
      if (error instanceof Offline) unanswered.set(key, ready);
      if (!(error instanceof Refusal)) throw error;
      unanswered.delete(key);
      if (error.code !== "stale_manifest" || tries === MOST_TRIES) throw error;
      matter = await loaded(matter.id, {});
      const { records } = matter;
      // Someone else's revision under this number came in: theirs stays, and ours waits for a decision.
      if (changes.some(({ id, revision }) => records.some((record) => record.id === id && record.revision >= revision))) throw overtaken();
      ready = undefined;
    }
  }
}
