// A sealed story, of a report or of a signal: its keys for the authors, its sections, and saving that never puts one author's words over the other's.
import { minute } from "../desk/dom.js";
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { b64, concat, json, random, sha256, unb64, utf8 } from "../vault/bytes.js";
import { isVerdict } from "../vault/errors.js";
import { inTurn, loadColleagues, saveKeyring, vault } from "./vault.js";

/** @typedef {import("./vault.js").Colleague} Colleague */
/** @typedef {{id: string, name: string, holds: boolean, public_key: import("./vault.js").ServedKey | null}} ServedAuthor */
/** @typedef {ServedAuthor & {me: boolean, colleague: Colleague | null}} Author `me`: by the open vault; `colleague`: how one stands to their keys; null for oneself and for who has no vault */
/** @typedef {{revision: number, value: unknown, author: string, owner?: string | null, written: string}} Section `author`: the name of who signed it, empty for oneself; `owner`: their id, where that is one whose digits were compared */
/** @typedef {{name: string, value: unknown, base: number, anew?: boolean}} Change `base`: the revision that it was written on, 0 for none; `anew`: said once more, also in the same words */
/**
 * @typedef {object} ServedStory `/jaarverslagen/<id>/verhaal/stukken.json`
 * @property {ServedAuthor[]} authors
 * @property {number} epoch
 * @property {boolean} mine whether one holds the newest key
 * @property {boolean} renew whether somebody who left holds it too
 * @property {boolean} lost whether no author holds it
 * @property {string | null} shred_key
 * @property {import("./cards.js").ServedGrant[]} grants
 * @property {import("./cards.js").ServedRecord[]} records the newest revision of each
 * @property {import("./matter.js").ServedManifest[]} manifests
 * @property {boolean} ready
 */
/**
 * @typedef {object} OpenStory
 * @property {string} report
 * @property {string} at the address under which it is served
 * @property {ServedStory} served
 * @property {string} self who looks: of the open vault, never of what is served
 * @property {Author[]} authors
 * @property {"new" | "open" | "waiting" | "lost" | "refused" | "ready"} state `new`: nobody made a key; `waiting`: the other has yet to give one; `refused`: what is served does not verify
 * @property {string} trouble name of the error, where it is refused
 * @property {number} epoch
 * @property {number} counter of the newest link of its chain
 * @property {boolean} renew
 * @property {Map<string, Section>} sections
 * @property {string | null} shredKey
 */

const LABEL = "nabij/story/1";
const MOST_TRIES = 5;

/** Where the story of a report is served. @param {string} report */
const ofReport = (report) => `/jaarverslagen/${report}/verhaal`;

/** The id of a section, which both authors' browsers find. @param {string} report @param {string} name */
export function sectionId(report, name) {
  const bytes = sha256(concat(utf8(LABEL), new Uint8Array([0]), utf8(json([report, name])))).slice(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Whether two values of a section say the same. @param {unknown} one @param {unknown} other */
export const isSame = (one, other) => json(one ?? null) === json(other ?? null);

/** @typedef {{title: string, corner: string, columns: string[], lines: {label: string, total: boolean, cells: {text: string, look: string}[]}[]}} Sheet a table as readers get it */
/** @typedef {{key: string, heading: string, says: string[], shown: boolean, tables: Sheet[]}} Told a section with figures, what readers are told by them, whether one is a number, and the tables that readers get */
/** @typedef {{sections: Told[], answered: {key: string, where: string}[], not_kept: string}} Figures `answered`: indicators that the figures answer, and where; `not_kept`: how one says that something is not kept, as a pattern */

/** What a story stands beside, in the order of the report. @param {string} report @returns {Promise<Figures>} */
export const loadFigures = (report) => getJson(`${ofReport(report)}/onderdelen.json`);

/**
 * Sentences for each section that says that something is not kept while the figures give it. Pure; the server says the same once the text is
 * there (`rules.contradicting`).
 * @param {{name: string, heading: string, value: unknown}[]} sections
 * @param {Figures} figures
 */
export function contradictions(sections, { sections: told, answered, not_kept }) {
  const notKept = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${not_kept})(?![\\p{L}\\p{N}_])`, "iu");
  return sections.flatMap(({ name, heading, value }) => {
    const { text = "", withheld = "", paragraphs = [], why_none = "" } = /** @type {{text?: string, withheld?: string, paragraphs?: string[], why_none?: string}} */ (value ?? {});
    const place = told.some(({ key, shown }) => shown && name === `beside.${key}`) && notKept.test([...paragraphs, why_none].join(" ")) ? "dit onderdeel zelf" : "";
    const where = answered.find(({ key }) => name === `qualities.${key}`)?.where;
    const said = place || (where && (withheld || notKept.test(text)) ? `het onderdeel “${where}”` : "");
    return said ? [`Je schrijft bij “${heading}” dat je dit niet bijhoudt; het staat in ${said}.`] : [];
  });
}

/**
 * The story as it is served now, of a report unless `at` says where else. Another tab of one's own may save between the answer and the look at what this device saw: what is refused
 * is asked for once more.
 * @param {string} report
 * @param {string} [at]
 * @returns {Promise<OpenStory>}
 */
export async function loadStory(report, at = ofReport(report)) {
  const story = await servedStory(report, at);
  return story.state === "refused" ? servedStory(report, at) : story;
}

/** @param {string} report @param {string} at @returns {Promise<OpenStory>} */
async function servedStory(report, at) {
  const [served, colleagues, { user: self }] = await Promise.all([/** @type {Promise<ServedStory>} */ (getJson(`${at}/stukken.json`)), loadColleagues(), vault.me()]);
  const authors = served.authors.map((author) => ({ ...author, me: author.id === self })).map((author) => ({ ...author, colleague: (!author.me && colleagues.find(({ id }) => id === author.id)) || null }));
  /** @type {OpenStory} */
  const story = { report, at, served, self, authors, state: "open", trouble: "", epoch: served.epoch, counter: served.manifests.at(-1)?.counter ?? 0, renew: served.renew, sections: new Map(), shredKey: served.shred_key };
  if (served.ready) return { ...story, state: "ready" };
  if (served.epoch === 0) return { ...story, state: "new" };
  if (served.lost) return { ...story, state: "lost" };
  if (!served.mine) return { ...story, state: "waiting" };
  try {
    await takeKey(report, served);
    story.sections = await openSections(report, at, served);
    return story;
  } catch (error) {
    if (!isVerdict(error)) throw error;
    return { ...story, state: "refused", trouble: error.name };
  }
}

/** @param {string} report @param {ServedStory} served */
async function takeKey(report, { grants }) {
  await inTurn(async () => {
    const { keyring, refused } = await vault.acceptGrants(grants.map(({ part, epoch, sealed }) => ({ matter: report, part, epoch, grant: unb64(sealed) })));
    await saveKeyring(keyring);
    if (refused.length > 0) throw refused[0].error;
  });
}

/** @param {string} report @param {string} at @param {ServedStory} served @returns {Promise<OpenStory["sections"]>} */
async function openSections(report, at, { authors, epoch, records, manifests, shred_key }) {
  const pins = (await vault.pins()).filter(({ checked }) => checked);
  const known = await vault.knownHead(report, "story", epoch);
  const newest = manifests.at(-1);
  const links = known && newest && newest.counter > known.counter ? (await getJson(`${at}/keten.json?epoch=${epoch}&vanaf=${known.counter}`)).manifests : manifests;
  const opened = await vault.openRecords(report, {
    part: "story", epoch, latest: true, shredKey: unb64(shred_key ?? ""), people: pins.map(({ owner }) => owner),
    manifests: /** @type {import("./matter.js").ServedManifest[]} */ (links).map(({ counter, sealed }) => ({ counter, envelope: unb64(sealed) })),
    records: records.map(({ id, kind, revision, sealed }) => ({ id, kind, revision, envelope: unb64(sealed) })),
  });
  /** @type {OpenStory["sections"]} */
  const sections = new Map();
  for (const { id, revision, content, author } of opened.records) {
    const name = String(content.section ?? "");
    // A section in the place of another one is none: its author signed what it says it is.
    if (sectionId(report, name) !== id) continue;
    const writer = pins.find(({ sign, former }) => sign === author || former.includes(author));
    const called = writer && (writer.name ?? authors.find(({ id: one }) => one === writer.owner)?.name ?? "een collega");
    sections.set(name, { revision, value: content.value, author: called ?? "", owner: writer?.owner ?? null, written: String(content.written ?? "") });
  }
  return sections;
}

// Keys --------------------------------------------------------------------------------------------------------------------------------

/** The other authors who can get a key now: they have a vault and their digits were compared. @param {OpenStory} story */
const ableNow = ({ authors }) => authors.flatMap(({ colleague }) => (colleague?.checked && !colleague.substituted ? [colleague.id] : []));

/** The other authors who have no key of what is there now. @param {OpenStory} story */
export const withoutKey = ({ authors }) => authors.filter(({ me, holds }) => !me && !holds);

/** @param {OpenStory} story @param {Record<string, unknown>} body @param {import("./vault.js").Versioned | null} keyring @param {() => Promise<unknown>} [confirm] */
async function deliver({ at }, body, keyring, confirm = async () => undefined) {
  try {
    await postJson(`${at}/sleutels.json`, body);
  } catch (error) {
    // Whether it arrived is learnt by fetching; a key that did is taken up then.
    await vault.keyringDropped();
    throw error;
  }
  await confirm();
  await saveKeyring(keyring);
}

const NOTHING = { records: [], manifests: [] };

/** @param {import("../vault/matter.js").Granted[]} grants */
const onTheWire = (grants) => grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, sealed: b64(grant) }));

/** The first key, for oneself and who can get it now; of two authors at once, one is first. @param {OpenStory} story */
export const beginStory = (story) =>
  inTurn(async () => {
    const shredKey = story.epoch === 0 ? (story.shredKey ?? b64(random(32))) : null;
    const epoch = story.epoch + 1;
    const begun = await vault.storyKeys(story.report, ableNow(story), epoch);
    await deliver(story, { epoch, shred_key: shredKey, grants: onTheWire(begun.grants), sealed: NOTHING }, begun.keyring);
  });

/** Hands the key of now to another author. @param {OpenStory} story @param {Colleague} colleague */
export const giveKey = (story, colleague) =>
  inTurn(async () => {
    const { grants } = await vault.storyKeys(story.report, [colleague.id], null);
    await deliver(story, { epoch: story.epoch, shred_key: null, grants: onTheWire(grants), sealed: NOTHING }, null);
  });

/** A new key without who left, with every section again. @param {OpenStory} story */
export const renewStory = (story) =>
  inTurn(async () => {
    const epoch = story.epoch + 1;
    const begun = await vault.storyKeys(story.report, ableNow(story), epoch);
    const changes = [...story.sections].map(([name, { value, revision }]) => ({ name, value, base: revision }));
    const { sealed, confirm } = await sealSections(story.report, changes);
    await deliver(story, { epoch, shred_key: null, grants: onTheWire(begun.grants), sealed }, begun.keyring, confirm);
  });

// Sections ----------------------------------------------------------------------------------------------------------------------------

/** @param {string} report @param {Change[]} changes */
async function sealSections(report, changes) {
  if (changes.length === 0) return { sealed: NOTHING, confirm: async () => undefined };
  const written = minute();
  const records = await Promise.all(changes.map(({ name, value, base }) => vault.sealRecord(report, "story", "section", sectionId(report, name), base + 1, { section: name, value, written })));
  const manifest = await vault.nextManifest(report, "story", records[0].epoch, { add: records });
  const sealed = {
    records: records.map(({ id, part, epoch, kind, revision, envelope }) => ({ id, part, epoch, kind, revision, sealed: b64(envelope) })),
    manifests: [{ part: "story", epoch: manifest.epoch, counter: manifest.counter, sealed: b64(manifest.envelope) }],
  };
  return { sealed, confirm: () => vault.manifestSaved(manifest) };
}

/**
 * What can be saved of these changes as the story stands, what is there already, and what the other author wrote over. Pure.
 * @param {OpenStory["sections"]} sections
 * @param {Change[]} changes
 * @returns {{free: Change[], done: Change[], contested: (Change & {theirs: Section})[]}}
 */
export function sorted(sections, changes) {
  /** @type {ReturnType<typeof sorted>} */
  const found = { free: [], done: [], contested: [] };
  for (const change of changes) {
    const now = sections.get(change.name);
    if (now && isSame(now.value, change.value) && !(change.anew && now.revision === change.base)) found.done.push(change);
    else if ((now?.revision ?? 0) === change.base) found.free.push(change);
    else if (now) found.contested.push({ ...change, theirs: now });
    else found.free.push({ ...change, base: 0 });
  }
  return found;
}

/**
 * Saves what nobody else wrote over, however often it is sent; the rest is given back with what the other wrote. After it, `story` is as it is
 * on the server. Throws what `postJson` throws; nothing typed is lost by it.
 * @param {OpenStory} story
 * @param {Change[]} changes
 * @returns {Promise<{story: OpenStory, contested: (Change & {theirs: Section})[]}>}
 */
export async function saveSections(story, changes) {
  for (let tries = 1; ; tries += 1) {
    const { free, contested } = sorted(story.sections, changes);
    if (free.length === 0 || story.state !== "open") return { story, contested };
    try {
      if (story.renew) await renewStory(story);
      else {
        const { sealed, confirm } = await sealSections(story.report, free);
        await postJson(`${story.at}/bewaren.json`, { sealed, draft: null });
        await confirm();
      }
    } catch (error) {
      if (!(error instanceof Refusal) || !["stale", "stale_manifest", "conflict"].includes(error.code) || tries >= MOST_TRIES) throw error;
    }
    story = await loadStory(story.report, story.at);
  }
}

// Setting ready -----------------------------------------------------------------------------------------------------------------------

/** The story as the server and the report read it. @param {Map<string, {value: unknown}>} sections */
export function plainStory(sections) {
  const under = (/** @type {string} */ head) =>
    Object.fromEntries([...sections].filter(([name]) => name.startsWith(`${head}.`)).map(([name, { value }]) => [name.slice(head.length + 1), value]));
  const list = (/** @type {string} */ name) => sections.get(name)?.value ?? [];
  return {
    corrected: list("corrected"), foreword: list("foreword"), beside: under("beside"), qualities: under("qualities"), followed: list("followed"),
    recommendations: list("recommendations"), happened: list("happened"), distribution: list("distribution"), counsellors: list("counsellors"),
  };
}

/**
 * The sections of a plain story, as `plainStory` was given them; those without a word are none.
 * @param {Record<string, any>} story
 * @returns {Map<string, unknown>}
 */
export function sectionsOf({ beside = {}, qualities = {}, ...lists }) {
  const keyed = (/** @type {string} */ head, /** @type {Record<string, unknown>} */ ones) => Object.entries(ones).map(([key, value]) => /** @type {[string, unknown]} */ ([`${head}.${key}`, value]));
  const isSaid = (/** @type {any} */ value) => (Array.isArray(value) ? value.length > 0 : Object.values(value).some((one) => one.length > 0));
  return new Map([...Object.entries(lists), ...keyed("beside", beside), ...keyed("qualities", qualities)].filter(([, value]) => isSaid(value)));
}

/** Figures are judged and the report is drawn in every form before this answers; no proxy waits longer. */
const PATIENCE = 90_000;

/** Sends the text, readable from then on; the same text twice is one. @param {OpenStory} story */
export const setReady = ({ at, epoch, counter, sections }) => postJson(`${at}/klaarzetten.json`, { epoch, counter, text: plainStory(sections) }, { patience: PATIENCE });
