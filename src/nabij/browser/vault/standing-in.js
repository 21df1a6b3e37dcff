// A conversation that a colleague keeps, read and answered in their place: its visitor gave the key. Nothing of it is kept.
import { checkPin, colleaguesIn } from "./bundle.js";
import { verifyConsents } from "./consent.js";
import { keysFor, manifestNext, openChain, openOne, sealInto } from "./chain.js";
import { Forked, Missing, SubstitutedKey, UntrustedSigner, VaultError, WrongContext } from "./errors.js";
import { verifyIntroduction } from "./introduction.js";
import { keepKey } from "./keyring.js";
import { chainName, openServed } from "./matter.js";
import { servedNames, unseen } from "./seen.js";
import { visitorPin } from "./taking-on.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./bundle.js").Pin} Pin */
/** @typedef {import("./bundle.js").PublicKeys} PublicKeys */
/** @typedef {import("./heads.js").HeadStore} HeadStore */
/** @typedef {import("./session.js").Opened} Opened */
/**
 * @typedef {object} ServedInstead as `vervangen.json` has it
 * @property {string} id
 * @property {string} keeper
 * @property {PublicKeys} visitor
 * @property {Bytes} shredKey
 * @property {(PublicKeys & {id: string, former: string[]})[]} people
 * @property {{part: import("./record.js").Part, epoch: number, grant: Bytes}[]} grants to oneself
 * @property {{epoch: number, counter: number, envelope: Bytes}[]} manifests of `conversation`, all
 * @property {{epoch: number, id: string, kind: string, revision: number, envelope: Bytes}[]} records of `conversation`
 */

/** @typedef {{id: string, text: string, written: string, letter?: import("./letter-told.js").LetterTold}} Message `id` is drawn once, so that sending twice says it once; `letter`: how far the letter is that it tells of */

/**
 * Everybody who may have written: the visitor, and colleagues. Of whom one pinned, the pin counts and other keys are `SubstitutedKey`; the others are
 * believed as they are served, for reading alone, and are in `unchecked`.
 * @param {Opened} state
 * @param {ServedInstead} served
 */
function peopleOf(state, { id, visitor, people, keeper }) {
  const own = visitorPin(state, id, visitor);
  const mine = [...state.ownSigns, state.recipient, own.sign, own.recipient];
  const pins = people.filter((one) => one.id !== state.user).map(({ id: owner, recipient, sign, former }) => {
    const known = checkPin(colleaguesIn(state.bundle.pins), owner, { recipient, sign });
    if (known) return known;
    const elsewhere = state.bundle.pins.flatMap((pin) => [pin.sign, pin.recipient, ...pin.former]);
    if (owner === id || [recipient, sign, ...former].some((key) => mine.includes(key) || elsewhere.includes(key))) throw new SubstitutedKey("The keys or the id of somebody else");
    return /** @type {Pin} */ ({ owner, recipient, sign, checked: false, former });
  });
  return { visitor: own, pins: [...pins, own], keeper: pins.find(({ owner }) => owner === keeper) ?? null, unchecked: pins.filter(({ checked }) => !checked).map(({ owner }) => owner) };
}

/**
 * Keys by the visitor, or by who keeps the matter and was compared; no key is kept.
 * @template T
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {ServedInstead} served
 * @param {(opened: Awaited<ReturnType<typeof openAll>> & {state: Opened, epoch: number}) => Promise<T>} work with keys that are wiped after it
 */
async function opened(state, heads, served, work) {
  const { visitor, pins, keeper, unchecked } = peopleOf(state, served);
  const signers = new Set([visitor.sign, ...(keeper?.checked ? [keeper.sign] : [])]);
  const keyring = new Map();
  const passing = { ...state, next: null, keyring, bundle: { ...state.bundle, pins }, shredKeys: new Map(), chains: new Map() };
  try {
    for (const { part, epoch, grant } of served.grants) {
      if (part !== "conversation") throw new WrongContext("Of the conversation alone");
      const { key } = await openServed(passing, { matter: served.id, part, epoch, grant }, epoch === 1 ? new Set([visitor.sign]) : signers);
      keepKey(keyring, [served.id, "conversation", epoch], key, visitor.sign);
    }
    const epoch = Math.max(0, ...served.grants.map((one) => one.epoch));
    if (!epoch) throw new Missing("No key of this conversation");
    if (keeper?.checked && epoch > 1) await vouched(passing, served, visitor, keeper);
    return await work({ ...(await openAll(passing, heads, served, { visitor, pins, keeper, unchecked })), state: passing, epoch });
  } finally {
    for (const { conversation } of keyring.values()) for (const key of conversation.values()) key.fill(0);
    for (const shred of passing.shredKeys.values()) shred.fill(0);
  }
}

/**
 * Who keeps the matter, and was compared, vouches for the visitor's key in it: else somebody could be put in the visitor's place.
 * @param {Opened} state
 * @param {ServedInstead} served
 * @param {Pin} visitor
 * @param {Pin} keeper
 */
async function vouched(state, { id, records, shredKey }, visitor, keeper) {
  const signs = new Set([keeper.sign, ...keeper.former]);
  for (const record of records.filter(({ kind }) => kind === "introduction")) {
    try {
      const { content: { written: _, ...body } } = await openOne(keysFor(state, { matter: id, part: "conversation", epoch: record.epoch }, shredKey), signs, record);
      if (body.owner !== id) continue;
      const { recipient, sign } = await verifyIntroduction(body, { practice: state.practice, matter: id, signers: signs });
      if (recipient === visitor.recipient && sign === visitor.sign) return;
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
    }
  }
  throw new UntrustedSigner("Who keeps this matter does not vouch for its visitor");
}

/**
 * Every chain from its first manifest. Who keeps the matter mends it, and nobody lets go of a record.
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {ServedInstead} served
 * @param {ReturnType<typeof peopleOf>} people
 */
async function openAll(state, heads, { id, shredKey, manifests, records, grants }, { visitor, pins, keeper, unchecked }) {
  const judge = { mayMend: (/** @type {string} */ sign) => keeper !== null && [keeper.sign, ...keeper.former].includes(sign), mayDrop: () => false, whole: true };
  const people = pins.filter((pin) => pin !== visitor).map(({ owner }) => owner);
  /** @type {(import("./chain.js").OpenedRecord & {epoch: number})[]} */
  const found = [];
  for (const epoch of grants.map((one) => one.epoch).sort((a, b) => a - b)) {
    const here = { part: /** @type {const} */ ("conversation"), epoch, shredKey, people, manifests: manifests.filter((one) => one.epoch === epoch), records: records.filter((one) => one.epoch === epoch) };
    const { records: read } = await openChain(state, heads, id, here, judge);
    found.push(...read.map((record) => ({ ...record, epoch })));
  }
  if (unseen(servedNames(manifests), found, grants.map(({ epoch }) => epoch)).size > 0) throw new Forked("Another manifest than is served was seen");
  return { records: found, visitor: visitor.sign, keeper: keeper ? [keeper.sign, ...keeper.former] : [], unchecked };
}

/**
 * What was said in a conversation that a colleague keeps, and its consents, each checked (`trouble`: the name of the error where the chain does not
 * hold); refuses what `openRecords` refuses. `unchecked`: whose keys were never compared.
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {ServedInstead} served
 */
export const peekInstead = (state, heads, served) =>
  opened(state, heads, served, async ({ records, visitor, keeper, unchecked, state: passing }) => {
    const heard = unchecked.includes(served.keeper) ? [] : keeper;
    return { id: served.id, records, visitor, keeper, unchecked, consents: await consentsIn(records, { practice: passing.practice, matter: served.id, visitor, counsellors: heard }, !served.grants.some(({ epoch }) => epoch === 1)) };
  });

/**
 * Of who keeps it and was never compared no consent that they heard is believed.
 * @param {import("./chain.js").OpenedRecord[]} records
 * @param {import("./consent.js").Trusted} trusted
 * @param {boolean} anywhere
 */
async function consentsIn(records, trusted, anywhere) {
  const written = records.filter(({ kind }) => kind === "consent").sort((one, other) => Number(one.content.sequence) - Number(other.content.sequence));
  try {
    const all = await verifyConsents(written.map(({ body }) => body), trusted, { anywhere });
    return { all: all.map((consent, nth) => ({ id: written[nth].id, consent })), trouble: null };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    return { all: [], trouble: error.name };
  }
}

/**
 * A message to the visitor in the newest epoch, and its manifest.
 * @param {Opened} state
 * @param {HeadStore} heads
 * @param {ServedInstead} served
 * @param {Message} message
 */
export const sealInstead = (state, heads, served, { id, text, written, letter }) =>
  opened(state, heads, served, async ({ state: passing, epoch }) => {
    const at = { matter: served.id, part: /** @type {const} */ ("conversation"), epoch };
    const before = passing.chains.get(chainName(served.id, at.part, epoch)) ?? null;
    const seen = before && { epoch, counter: before.counter, hash: before.hash };
    const record = await sealInto(passing, at, { kind: "message", id, revision: 1 }, letter ? { text, letter, seen, written } : { text, seen, written });
    const manifest = await manifestNext(passing, at, { add: [record] });
    return { record, manifest: { part: at.part, epoch, counter: manifest.counter, envelope: manifest.envelope } };
  });
