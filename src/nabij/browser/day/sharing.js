// Consent heard, sharing with a colleague, and taking it back. The browser that shares checks the consents; the server only orders them.
import { minute } from "../desk/dom.js";
import { postJson, Refusal } from "../desk/talk.js";
import { b64, newId, sha256, utf8 } from "../vault/bytes.js";
import { consentHash } from "../vault/consent.js";
import { lastConsent, namedByCard, partsOf, refuseLapsed, todayHere } from "./consents.js";
import { inDoubt } from "./disagreements.js";
import { consentRecords, latest, revisionAfter } from "./latest.js";
import { alone, loadMatter, sealChanges } from "./matter.js";
import { inTurn, saveKeyring, vault } from "./vault.js";
import { cardChange, cardOf, nextCard, nextRevision } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Change} Change */
/** @typedef {import("./vault.js").Colleague} Colleague */
/** @typedef {import("../vault/consent.js").Width} Width */

/** The bodies of all consents in order. @param {OpenMatter} matter */
export const consentsOf = (matter) => consentRecords(matter).map(({ body }) => body);

/**
 * The next consent of the chain, heard in conversation and signed by the counsellor.
 * @param {OpenMatter} matter
 * @param {{step?: string, receiver: string, width: Width, state: "given" | "withdrawn", text: string, hash?: string, expires: string | null}} heard `receiver` is a signing key, or of somebody outside what stands for one; `text` is what was asked, in words; `hash`: that of the question it answers
 */
export async function nextConsent(matter, { step = "share", receiver, width, state, text, hash = b64(sha256(utf8(text))), expires }) {
  const last = lastConsent(matter);
  const newestHead = (/** @type {string} */ part) => [...matter.heads].filter(([place]) => place.startsWith(`${part} `)).at(-1)?.[1] ?? null;
  const content = await vault.heardConsent({
    matter: matter.id,
    step,
    receiver,
    width,
    heads: { conversation: newestHead("conversation"), notes: newestHead("notes") },
    text_hash: hash,
    expires,
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.hash ?? "",
    state,
    on: todayHere(),
  });
  const signed = JSON.stringify(content);
  return { content, text: signed, last: { sequence: content.sequence, hash: consentHash(signed) } };
}

/** @param {{owner: string, part: string, epoch: number, grant: Uint8Array}[]} grants @param {string} granter */
export const onTheWire = (grants, granter) =>
  grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, granter, sealed: b64(grant) }));

/** What decides who gets keys today. Only the keeper shares, so only the keeper hears consents. @param {OpenMatter} matter @param {string[]} consents @returns {import("../vault/matter.js").Agreement} */
export const agreed = (matter, consents) => ({ consents, visitor: null, counsellors: [], today: todayHere(), last: namedByCard(matter), letIn: letIn(matter) });

/** Whom the visitor let in themselves, by signing key: only they write `contact`. @param {OpenMatter} matter @returns {string[]} */
function letIn(matter) {
  const named = latest(matter, "contact").at(-1)?.content.standby;
  return Array.isArray(named) ? named.filter((one) => typeof one === "string") : [];
}

/** Who stands by, as the server says: the vault goes by the visitor's word. @param {OpenMatter} matter @returns {import("../vault/matter.js").Grantee[]} */
const standingBy = ({ served }) => (served.standing_by ?? []).map(({ id }) => ({ owner: id, parts: ["conversation"] }));

/** @param {OpenMatter} matter */
export const notesTroubled = ({ troubles }) => troubles.some(({ part }) => part === "notes");

const NOTHING_DONE = "Wie deze kwestie mag lezen, is nu niet zeker: in de toestemmingen, sleutels of notities klopt iets niet. Er is niets bewaard, en niemand kreeg een sleutel.";
const WHAT_THEN = "Herstel eerst bovenaan de kwestie. Kan dat niet? Bel je beheerder: misschien ligt er een nieuwere reservekopie.";

/** Nobody gets a key while it is not certain who may have one: a `Refusal` with code `doubtful`. @param {OpenMatter} matter */
export function refuseDoubtful(matter) {
  if (inDoubt(matter) || notesTroubled(matter)) throw new Refusal(`${NOTHING_DONE} ${WHAT_THEN}`, "doubtful");
}

/**
 * Taking back goes on in doubt, and then nobody but oneself gets a new key; but never where the number of the consent to sign is not certain:
 * a number signed twice would make the chain refused for good. A card that is whole says it.
 * @param {OpenMatter} matter
 * @param {Width} width
 * @returns {boolean} whether only oneself gets a key
 */
function onlyOneself(matter, width) {
  const doubt = inDoubt(matter);
  // A card without a name is taken back in the epoch that is there, so that must be whole.
  if (doubt && (notesTroubled(matter) || width === "peer_card")) throw new Refusal(`${NOTHING_DONE} ${WHAT_THEN}`, "doubtful");
  refuseUncertain(matter);
  return doubt || notesTroubled(matter);
}

/** The least that taking back asks: in doubt, that the number to sign is certain. A `Refusal` with code `doubtful`. @param {OpenMatter} matter */
export function refuseUncertain(matter) {
  const named = namedByCard(matter);
  const certain = named !== null && named.sequence === lastConsent(matter)?.sequence && matter.consents.trouble !== "Forked";
  if (inDoubt(matter) && !certain) throw new Refusal(`${NOTHING_DONE} ${WHAT_THEN}`, "doubtful");
}

/** @typedef {{name: string, why: string}} LeftOut who got no new key, and why not, in words */

/** @type {Record<string, string>} */
const REASONS = {
  NoConsent: "er is geen toestemming die nu geldt", UncheckedKey: "jullie vergeleken de cijfers nog niet",
  RolledBack: "de server geeft niet elke toestemming", Forked: "de server geeft niet elke toestemming",
  ForgedConsent: "de toestemmingen in je kluis kloppen niet", ReplayedConsent: "de toestemmingen in je kluis kloppen niet",
};

/** Who got no new key, each once. @param {OpenMatter} matter @param {import("../vault/matter.js").Left[]} left @returns {LeftOut[]} */
export function leftOut(matter, left) {
  const reasons = new Map(left.map(({ owner, error }) => [owner, REASONS[error.name] ?? "de sleutel van deze collega klopt niet"]));
  return [...reasons].map(([owner, why]) => ({ name: matter.served.shares.find(({ colleague }) => colleague === owner)?.name ?? matter.served.standing_by?.find(({ id }) => id === owner)?.name ?? "een collega", why }));
}

/** Colleagues who might get new keys according to the server, with the parts that are open to them now: the vault goes by the consents. @param {OpenMatter} matter @returns {import("../vault/matter.js").Grantee[]} */
export const holdersNow = (matter) => matter.served.shares.filter((share) => !share.withdrawn && !share.left).map(({ colleague, width }) => ({ owner: colleague, parts: partsOf(width) }));

/** Who has the matter itself open now. @param {OpenMatter} matter */
const readersNow = (matter) => holdersNow(matter).filter(({ parts }) => parts.includes("notes"));

/**
 * Changes who holds keys, in turn; then what was saved is fetched and checked.
 * @param {OpenMatter} matter
 * @param {() => Promise<{left: LeftOut[]}>} work
 */
export async function changing(matter, work) {
  const done = await alone(matter.id, () => inTurn(work));
  await loadMatter(matter.id);
  return done;
}

/**
 * Records the consent and shares: from now on (a new epoch), everything, or a pseudonymised card. Gives back who got no new key, and why (`left`).
 * @param {OpenMatter} matter
 * @param {{colleague: Colleague, width: Width, text: string, expires: string | null, today: string, peerCard: {situation: string, question: string} | null, given?: import("./matter.js").KnownConsent}} shared `given`: the consent of the visitor by which it is shared; without one, one that was heard is recorded
 */
export const share = (matter, shared) => changing(matter, () => sharing(matter, shared));

/** @param {OpenMatter} matter @param {Parameters<typeof share>[1]} shared */
async function sharing(matter, { colleague, width, text, expires, today, peerCard, given: byVisitor }) {
  refuseDoubtful(matter);
  // The consent itself is read by all who have the conversation.
  refuseLapsed(matter, [{ part: "conversation" }, ...partsOf(width).map((part) => ({ part }))]);
  const { user } = await vault.me();
  const heard = byVisitor ? null : await nextConsent(matter, { receiver: colleague.keys.sign, width, state: "given", text, expires });
  const consents = [...consentsOf(matter), ...(heard ? [heard.text] : [])];
  const begun = await begin(matter, width, colleague.id, agreed(matter, consents));
  const left = leftOut(matter, begun.left);
  const given = await vault.grantsFor(matter.id, width, colleague.id, { ...agreed(matter, consents), today, name: colleague.name }).catch(async (error) => {
    await vault.keyringDropped();
    throw error;
  });
  const recordId = byVisitor?.id ?? newId();
  /** @type {Change[]} */
  const changes = heard ? [{ part: "conversation", kind: "consent", id: recordId, revision: 1, content: { ...heard.content } }] : [];
  changes.push(...(await introductions(matter, colleague.id)));
  // The card names this consent, so that a server that hides it shows.
  changes.push(cardChange(nextCard(matter, newId()), cardOf(matter)));
  if (peerCard) changes.push({ part: "peer", kind: "peer_card", ...nextRevision(matter, "peer_card", newId()), content: { ...peerCard } });
  const { sealed, confirm } = await sealChanges(matter.id, changes, heard?.last ?? lastConsent(matter));
  const epochs = await vault.epochsOf(matter.id);
  await deliver(matter.id, "delen", {
    colleague: colleague.id,
    consent: { sequence: heard?.last.sequence ?? byVisitor?.consent.sequence, record_id: recordId, width, heard: heard !== null },
    from_epoch: Math.max(...(width === "peer_card" ? epochs.peer : width === "everything" ? [1] : epochs.notes)),
    grants: onTheWire([...begun.grants, ...given], user),
    sealed,
  }, confirm, begun.keyring, left);
  return { left };
}

/**
 * Where a visitor has keys: the colleague vouched for to the visitor, and the visitor to the colleague, in the newest conversation.
 * @param {OpenMatter} matter
 * @param {string | null} colleague
 * @returns {Promise<Change[]>}
 */
async function introductions({ id, people }, colleague) {
  if (!people.pins.some(({ owner, visitor }) => visitor && owner === id)) return [];
  const owners = [id, ...(colleague ? [colleague] : [])];
  return Promise.all(owners.map(async (owner) => ({ part: /** @type {const} */ ("conversation"), kind: "introduction", id: newId(), revision: 1, content: { ...(await vault.introduce(id, owner)), written: minute() } })));
}

/** @param {OpenMatter} matter @param {Width} width @param {string} colleague @param {import("../vault/matter.js").Agreement} agreement */
async function begin(matter, width, colleague, agreement) {
  if (width === "everything") return { grants: [], keyring: null, left: [] };
  if (width === "from_now") return vault.newEpoch(matter.id, [...readersNow(matter), ...standingBy(matter).filter(({ owner }) => owner !== colleague)], partsOf(width), agreement);
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
  const alone = onlyOneself(matter, width);
  const { user } = await vault.me();
  const consent = await nextConsent(matter, { receiver: pin.sign, width, state: "withdrawn", text, expires: null });
  const staying = [...holdersNow(matter), ...standingBy(matter)].filter(({ owner }) => owner !== pin.owner);
  const begun = await vault.newEpoch(matter.id, staying, partsOf(width), alone ? null : agreed(matter, [...consentsOf(matter), consent.text]));
  const left = leftOut(matter, begun.left).map((one) => (alone ? { ...one, why: "wie mag meelezen, is nu niet zeker" } : one));
  const recordId = newId();
  /** @type {Change[]} */
  const changes = [{ part: "conversation", kind: "consent", id: recordId, revision: 1, content: { ...consent.content } }];
  if (width !== "peer_card" || !notesTroubled(matter)) changes.push(cardChange(nextCard(matter, newId()), cardOf(matter)));
  if (width === "peer_card" && staying.some(({ parts }) => parts.includes("peer"))) changes.push(...peerCardAgain(matter));
  const { sealed, confirm } = await sealChanges(matter.id, changes, consent.last);
  await deliver(matter.id, "intrekken", {
    colleague: pin.owner,
    consent: { sequence: consent.last.sequence, record_id: recordId, width, heard: true },
    grants: onTheWire(begun.grants, user),
    sealed,
  }, confirm, begun.keyring, left);
  return { left };
}

/** New keys for a matter whose vault was possibly seen, that of the card without a name included. Who has no consent that holds today is left out (`left`). @param {OpenMatter} matter */
export const renewKeys = (matter) => changing(matter, () => renewing(matter));

/** @param {OpenMatter} matter */
async function renewing(matter) {
  refuseDoubtful(matter);
  const { user } = await vault.me();
  const { peer } = await vault.epochsOf(matter.id);
  /** @type {import("../vault/record.js").Part[]} */
  const parts = peer.length > 0 ? ["conversation", "notes", "peer"] : ["conversation", "notes"];
  const begun = await vault.newEpoch(matter.id, [...holdersNow(matter), ...standingBy(matter)], parts, agreed(matter, consentsOf(matter)));
  const left = leftOut(matter, begun.left);
  const { sealed, confirm } = await sealChanges(matter.id, [...(await introductions(matter, null)), cardChange(nextCard(matter, newId()), cardOf(matter)), ...(peer.length > 0 ? peerCardAgain(matter) : [])], lastConsent(matter));
  await deliver(matter.id, "sleutels", { grants: onTheWire(begun.grants, user), sealed }, confirm, begun.keyring, left);
  return { left };
}

/**
 * @param {string} matterId
 * @param {string} step
 * @param {Record<string, unknown>} body
 * @param {() => Promise<unknown>} confirm
 * @param {import("./vault.js").Versioned | null} keyring
 * @param {LeftOut[]} left
 */
export async function deliver(matterId, step, body, confirm, keyring, left) {
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
