// Consent heard, sharing with a colleague, and taking it back. The browser that shares checks the consents; the server only orders them.
import { postJson } from "../desk/talk.js";
import { b64, newId, sha256, utf8 } from "../vault/bytes.js";
import { consentHash } from "../vault/consent.js";
import { latest, loadMatter, sealChanges } from "./matter.js";
import { saveKeyring, vault } from "./vault.js";
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
 * @param {{colleague: Colleague, width: Width, state: "given" | "withdrawn", text: string, expires: string | null}} heard `text` is what was asked, in words
 */
async function nextConsent(matter, { colleague, width, state, text, expires }) {
  const before = consentsOf(matter);
  const newestHead = (/** @type {string} */ part) => [...matter.heads].filter(([place]) => place.startsWith(`${part} `)).at(-1)?.[1] ?? null;
  const content = await vault.heardConsent({
    matter: matter.id,
    step: "share",
    receiver: colleague.keys.sign,
    width,
    heads: { conversation: newestHead("conversation"), notes: newestHead("notes") },
    text_hash: b64(sha256(utf8(text))),
    expires,
    sequence: before.length + 1,
    previous: before.length > 0 ? consentHash(/** @type {string} */ (before.at(-1))) : "",
    state,
  });
  return { content, text: JSON.stringify(content) };
}

/** @param {{owner: string, part: string, epoch: number, grant: Uint8Array}[]} grants @param {string} granter */
const onTheWire = (grants, granter) =>
  grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, granter, sealed: b64(grant) }));

/** Who has the matter open now. @param {OpenMatter} matter */
const readersNow = (matter) => matter.served.shares.filter((share) => !share.withdrawn && !share.left && share.width !== "peer_card").map(({ colleague }) => colleague);

/**
 * Records the consent and shares: from now on (a new epoch), everything, or a pseudonymised card.
 * @param {OpenMatter} matter
 * @param {{colleague: Colleague, width: Width, text: string, expires: string | null, today: string, peerCard: {situation: string, question: string} | null}} shared
 */
export async function share(matter, { colleague, width, text, expires, today, peerCard }) {
  const { user } = await vault.me();
  const consent = await nextConsent(matter, { colleague, width, state: "given", text, expires });
  const consents = [...consentsOf(matter), consent.text];
  const agreement = { consents, visitor: null, counsellors: [user, ...readersNow(matter)], today };
  const begun = await begin(matter, width);
  const given = await vault.grantsFor(matter.id, width, colleague.id, agreement);
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
  }, confirm, begun.keyring);
}

/** @param {OpenMatter} matter @param {Width} width */
async function begin(matter, width) {
  if (width === "everything") return { grants: [], keyring: null };
  if (width === "from_now") return vault.newEpoch(matter.id, readersNow(matter).map((owner) => ({ owner, parts: ["conversation", "notes"] })));
  const { peer } = await vault.epochsOf(matter.id);
  return peer.length > 0 ? { grants: [], keyring: null } : vault.newEpoch(matter.id, [], ["peer"]);
}

/**
 * Withdraws: a new epoch for those who stay. What was read stays read.
 * @param {OpenMatter} matter
 * @param {{colleague: Colleague, width: Width, text: string}} withdrawn
 */
export async function withdraw(matter, { colleague, width, text }) {
  const { user } = await vault.me();
  const consent = await nextConsent(matter, { colleague, width, state: "withdrawn", text, expires: null });
  const staying = readersNow(matter).filter((id) => id !== colleague.id);
  const peers = matter.served.shares.filter((share) => !share.withdrawn && !share.left && share.width === "peer_card" && share.colleague !== colleague.id);
  const begun =
    width === "peer_card"
      ? await vault.newEpoch(matter.id, peers.map((share) => ({ owner: share.colleague, parts: ["peer"] })), ["peer"])
      : await vault.newEpoch(matter.id, staying.map((owner) => ({ owner, parts: ["conversation", "notes"] })));
  const recordId = newId();
  /** @type {Change[]} */
  const changes = [{ part: "conversation", kind: "consent", id: recordId, revision: 1, content: { ...consent.content } }];
  if (width !== "peer_card") changes.push(cardChange(nextCard(matter, newId()), cardOf(matter)));
  const peerCard = latest(matter, "peer_card").at(-1);
  if (width === "peer_card" && peers.length > 0 && peerCard) changes.push({ part: "peer", kind: "peer_card", ...nextRevision(matter, "peer_card", newId()), content: peerCard.content });
  const { sealed, confirm } = await sealChanges(matter.id, changes);
  await deliver(matter.id, "intrekken", {
    colleague: colleague.id,
    consent: { sequence: consentsOf(matter).length + 1, record_id: recordId, width, heard: true },
    grants: onTheWire(begun.grants, user),
    sealed,
  }, confirm, begun.keyring);
}

/** New keys for a matter whose vault was possibly seen. @param {OpenMatter} matter */
export async function renewKeys(matter) {
  const { user } = await vault.me();
  const begun = await vault.newEpoch(matter.id, readersNow(matter).map((owner) => ({ owner, parts: ["conversation", "notes"] })));
  const { sealed, confirm } = await sealChanges(matter.id, [cardChange(nextCard(matter, newId()), cardOf(matter))]);
  await deliver(matter.id, "sleutels", { grants: onTheWire(begun.grants, user), sealed }, confirm, begun.keyring);
}

/**
 * @param {string} matterId
 * @param {string} step
 * @param {Record<string, unknown>} body
 * @param {() => Promise<unknown>} confirm
 * @param {import("./vault.js").Versioned | null} keyring
 */
async function deliver(matterId, step, body, confirm, keyring) {
  try {
    await postJson(`/kwesties/${matterId}/${step}.json`, body);
  } catch (error) {
    // Whether it arrived is learnt by fetching; grants that did are taken up then.
    await vault.keyringDropped();
    throw error;
  }
  await confirm();
  await saveKeyring(keyring);
  await loadMatter(matterId);
}
