// Consent heard, sharing with a colleague, and taking it back. The browser that shares checks the consents; the server only orders them.
import { postJson, Refusal } from "../desk/talk.js";
import { b64, newId, sha256, utf8 } from "../vault/bytes.js";
import { consentHash } from "../vault/consent.js";
import { partsOf, refuseLapsed, todayHere } from "./consents.js";
import { latest, loadMatter, revisionAfter, sealChanges } from "./matter.js";
import { inTurn, saveKeyring, vault } from "./vault.js";
import { cardChange, cardOf, nextCard, nextRevision } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Change} Change */
/** @typedef {import("./vault.js").Colleague} Colleague */
/** @typedef {"from_now" | "everything" | "peer_card"} Width */

/** The bodies of all consents in order. @param {OpenMatter} matter */
export const consentsOf = (matter) =>
  latest(matter, "consent").sort((one, other) => Number(one.content.sequence) - Number(other.content.sequence)).map(({ body }) => body);

/**
 * The next consent of the chain, heard in conversation and signed by the counsellor.
 * @param {OpenMatter} matter
 * @param {{receiver: string, width: Width, state: "given" | "withdrawn", text: string, expires: string | null}} heard `receiver` is a signing key; `text` is what was asked, in words
 */
async function nextConsent(matter, { receiver, width, state, text, expires }) {
  const before = consentsOf(matter);
  const newestHead = (/** @type {string} */ part) => [...matter.heads].filter(([place]) => place.startsWith(`${part} `)).at(-1)?.[1] ?? null;
  const content = await vault.heardConsent({
    matter: matter.id,
    step: "share",
    receiver,
    width,
    heads: { conversation: newestHead("conversation"), notes: newestHead("notes") },
    text_hash: b64(sha256(utf8(text))),
    expires,
    sequence: before.length + 1,
    previous: before.length > 0 ? consentHash(/** @type {string} */ (before.at(-1))) : "",
    state,
    on: todayHere(),
  });
  return { content, text: JSON.stringify(content) };
}

/** @param {{owner: string, part: string, epoch: number, grant: Uint8Array}[]} grants @param {string} granter */
const onTheWire = (grants, granter) =>
  grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, granter, sealed: b64(grant) }));

/** What decides who gets keys today. Only the keeper shares, so only the keeper hears consents. @param {string[]} consents @returns {import("../vault/matter.js").Agreement} */
const agreed = (consents) => ({ consents, visitor: null, counsellors: [], today: todayHere() });

/** @typedef {{name: string, why: string}} LeftOut who got no new key, and why not, in words */

/** @type {Record<string, string>} */
const REASONS = {
  NoConsent: "er is geen toestemming die nu geldt", UncheckedKey: "jullie vergeleken de cijfers nog niet",
  ForgedConsent: "de toestemmingen in je kluis kloppen niet", ReplayedConsent: "de toestemmingen in je kluis kloppen niet",
};

/** Who got no new key, each once. @param {OpenMatter} matter @param {import("../vault/matter.js").Left[]} left @returns {LeftOut[]} */
function leftOut(matter, left) {
  const reasons = new Map(left.map(({ owner, error }) => [owner, REASONS[error.name] ?? "de sleutel van deze collega klopt niet"]));
  return [...reasons].map(([owner, why]) => ({ name: matter.served.shares.find(({ colleague }) => colleague === owner)?.name ?? "een collega", why }));
}

/** Colleagues who might get new keys according to the server, with the parts that are open to them now: the vault goes by the consents. @param {OpenMatter} matter @returns {import("../vault/matter.js").Grantee[]} */
const holdersNow = (matter) => matter.served.shares.filter((share) => !share.withdrawn && !share.left).map(({ colleague, width }) => ({ owner: colleague, parts: partsOf(width) }));

/** Who has the matter itself open now. @param {OpenMatter} matter */
const readersNow = (matter) => holdersNow(matter).filter(({ parts }) => parts.includes("notes"));

/**
 * Changes who holds keys, in turn; then what was saved is fetched and checked.
 * @param {OpenMatter} matter
 * @param {() => Promise<{left: LeftOut[]}>} work
 */
async function changing(matter, work) {
  const done = await inTurn(work);
  await loadMatter(matter.id);
  return done;
}

/**
 * Records the consent and shares: from now on (a new epoch), everything, or a pseudonymised card. Gives back who got no new key, and why (`left`).
 * @param {OpenMatter} matter
 * @param {{colleague: Colleague, width: Width, text: string, expires: string | null, today: string, peerCard: {situation: string, question: string} | null}} shared
 */
export const share = (matter, shared) => changing(matter, () => sharing(matter, shared));

/** @param {OpenMatter} matter @param {Parameters<typeof share>[1]} shared */
async function sharing(matter, { colleague, width, text, expires, today, peerCard }) {
  // The consent itself is read by all who have the conversation.
  refuseLapsed(matter, [{ part: "conversation" }, ...partsOf(width).map((part) => ({ part }))]);
  const { user } = await vault.me();
  const consent = await nextConsent(matter, { receiver: colleague.keys.sign, width, state: "given", text, expires });
  const consents = [...consentsOf(matter), consent.text];
  const begun = await begin(matter, width, agreed(consents));
  const given = await vault.grantsFor(matter.id, width, colleague.id, { ...agreed(consents), today, name: colleague.name }).catch(async (error) => {
    await vault.keyringDropped();
    throw error;
  });
  const recordId = newId();
  /** @type {Change[]} */
  const changes = [{ part: "conversation", kind: "consent", id: recordId, revision: 1, content: { ...consent.content } }];
  if (width === "from_now") changes.push(cardChange(nextCard(matter, newId()), cardOf(matter)));
  if (peerCard) changes.push({ part: "peer", kind: "peer_card", ...nextRevision(matter, "peer_card", newId()), content: { ...peerCard } });
  const { sealed, confirm } = await sealChanges(matter.id, changes);
  const epochs = await vault.epochsOf(matter.id);
  await deliver(matter.id, "delen", {
    colleague: colleague.id,
    consent: { sequence: consents.length, record_id: recordId, width, heard: true },
    from_epoch: Math.max(...(width === "peer_card" ? epochs.peer : width === "everything" ? [1] : epochs.notes)),
    grants: onTheWire([...begun.grants, ...given], user),
    sealed,
  }, confirm, begun.keyring, leftOut(matter, begun.left));
  return { left: leftOut(matter, begun.left) };
}

/** @param {OpenMatter} matter @param {Width} width @param {import("../vault/matter.js").Agreement} agreement */
async function begin(matter, width, agreement) {
  if (width === "everything") return { grants: [], keyring: null, left: [] };
  if (width === "from_now") return vault.newEpoch(matter.id, readersNow(matter), partsOf(width), agreement);
  const { peer } = await vault.epochsOf(matter.id);
  return peer.length > 0 ? { grants: [], keyring: null, left: [] } : vault.newEpoch(matter.id, [], ["peer"]);
}

/** The card without a name once more, for a new epoch. @param {OpenMatter} matter @returns {Change[]} */
function peerCardAgain(matter) {
  const card = latest(matter, "peer_card").at(-1);
  return card ? [{ part: "peer", kind: "peer_card", id: card.id, revision: revisionAfter(matter, card.id, card.revision), content: card.content }] : [];
}

/**
 * Withdraws: a new epoch for those who stay and whose consent still holds (`left`: the others, and why). What was read stays read. Goes by the pin, so that it works for who has left.
 * @param {OpenMatter} matter
 * @param {{pin: {owner: string, sign: string}, width: Width, text: string}} withdrawn
 */
export const withdraw = (matter, withdrawn) => changing(matter, () => withdrawing(matter, withdrawn));

/** @param {OpenMatter} matter @param {Parameters<typeof withdraw>[1]} withdrawn */
async function withdrawing(matter, { pin, width, text }) {
  const { user } = await vault.me();
  const consent = await nextConsent(matter, { receiver: pin.sign, width, state: "withdrawn", text, expires: null });
  const staying = holdersNow(matter).filter(({ owner }) => owner !== pin.owner);
  const begun = await vault.newEpoch(matter.id, staying, partsOf(width), agreed([...consentsOf(matter), consent.text]));
  const recordId = newId();
  /** @type {Change[]} */
  const changes = [{ part: "conversation", kind: "consent", id: recordId, revision: 1, content: { ...consent.content } }];
  if (width !== "peer_card") changes.push(cardChange(nextCard(matter, newId()), cardOf(matter)));
  if (width === "peer_card" && staying.some(({ parts }) => parts.includes("peer"))) changes.push(...peerCardAgain(matter));
  const { sealed, confirm } = await sealChanges(matter.id, changes);
  await deliver(matter.id, "intrekken", {
    colleague: pin.owner,
    consent: { sequence: consentsOf(matter).length + 1, record_id: recordId, width, heard: true },
    grants: onTheWire(begun.grants, user),
    sealed,
  }, confirm, begun.keyring, leftOut(matter, begun.left));
  return { left: leftOut(matter, begun.left) };
}

/** New keys for a matter whose vault was possibly seen, that of the card without a name included. Who has no consent that holds today is left out (`left`). @param {OpenMatter} matter */
export const renewKeys = (matter) => changing(matter, () => renewing(matter));

/** @param {OpenMatter} matter */
async function renewing(matter) {
  const { user } = await vault.me();
  const { peer } = await vault.epochsOf(matter.id);
  /** @type {import("../vault/record.js").Part[]} */
  const parts = peer.length > 0 ? ["conversation", "notes", "peer"] : ["conversation", "notes"];
  const begun = await vault.newEpoch(matter.id, holdersNow(matter), parts, agreed(consentsOf(matter)));
  const { sealed, confirm } = await sealChanges(matter.id, [cardChange(nextCard(matter, newId()), cardOf(matter)), ...(peer.length > 0 ? peerCardAgain(matter) : [])]);
  await deliver(matter.id, "sleutels", { grants: onTheWire(begun.grants, user), sealed }, confirm, begun.keyring, leftOut(matter, begun.left));
  return { left: leftOut(matter, begun.left) };
}

/**
 * @param {string} matterId
 * @param {string} step
 * @param {Record<string, unknown>} body
 * @param {() => Promise<unknown>} confirm
 * @param {import("./vault.js").Versioned | null} keyring
 * @param {LeftOut[]} left
 */
async function deliver(matterId, step, body, confirm, keyring, left) {
  try {
    await postJson(`/kwesties/${matterId}/${step}.json`, body);
  } catch (error) {
    // Whether it arrived is learnt by fetching; grants that did are taken up then.
    await vault.keyringDropped();
    if (error instanceof Refusal && !["stale", "stale_manifest", "proof"].includes(error.code) && left.length > 0) throw new Refusal(`Er is niets bewaard. ${left.map(({ name, why }) => `${name} krijgt geen nieuwe sleutel: ${why}`).join("; ")}. Trek daar eerst in.`, "uncovered");
    throw error;
  }
  await confirm();
  await saveKeyring(keyring);
}
