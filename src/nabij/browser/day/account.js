// What a counsellor does with the vault itself, as plain steps: set up, ways to open it, new keys, an export. Elements only draw.
import { addressed } from "../desk/address.js";
import { getBytes, getJson, Offline, postJson, Refusal, SignedOut } from "../desk/talk.js";
import { changedBundle } from "../vault/account.js";
import { b64, newId, text, unb64 } from "../vault/bytes.js";
import { Locked } from "../vault/errors.js";
import { openGrant } from "../vault/grant.js";
import { newRecoveryCode, readRecoveryCode } from "../vault/recovery-code.js";
import { scryptInWorker } from "../vault/scrypt.js";
import { keysOf } from "../vault/session.js";
import { sealPasskeySlot } from "../vault/slots.js";
import { drawWords, readWords, VAULT_WORDS } from "../vault/words.js";
import { loadCards, loadClosed } from "./cards.js";
import { Draft, loadDrafts } from "./drafts.js";
import { latest } from "./latest.js";
import { loadMatter } from "./matter.js";
import { renewKeys } from "./sharing.js";
import { inTurn, vault } from "./vault.js";

/** @typedef {import("../vault/bytes.js").Bytes} Bytes */
/** @typedef {import("./vault.js").ServedSlot & {name?: string}} ServedSlot `name`: what its owner calls the passkey */
/** @typedef {import("./vault.js").ServedState} ServedState */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{passkey?: {prf: Bytes, credentialId: string}, words?: string}} Method a passkey, or six words */
/** @typedef {(done: number) => void} OnProgress from 0 to 1 */
/** @typedef {{recoveryCode: string, finish: (typed: string) => Promise<void>}} OnPaper `finish` is refused until the code is typed back: `NotTheSame` */
/** @typedef {{done: number, total: number}} Count */

/** New keys count, and something typed is kept under none of them yet. */
export class DraftsNotKept extends Refusal {
  constructor() {
    super(addressed("Je nieuwe sleutels zijn bewaard, maar wat je aan het typen was nog niet. Laat dit scherm open staan en probeer het opnieuw.", "Uw nieuwe sleutels zijn bewaard, maar wat u aan het typen was nog niet. Laat dit scherm open staan en probeer het opnieuw."), "drafts_not_kept");
    this.name = "DraftsNotKept";
  }
}

/** Under the keys set aside. `DraftsNotKept` when one is kept nowhere. @param {{id: string, content: import("./drafts.js").DraftContent}[]} drafts */
export async function keepDrafts(drafts) {
  for (const { id, content } of drafts) {
    const draft = new Draft({ id, seal: (one, typed) => vault.sealDraftAside(one, typed) });
    draft.type(content);
    if (!(await draft.settle())) throw new DraftsNotKept();
  }
}

/** What these steps reach for; tests hand in their own. */
const TOOLS = {
  vault, getJson, postJson, getBytes, scrypt: scryptInWorker, loadCards, loadClosed, loadMatter, renewKeys, loadDrafts, keepDrafts,
};
/** @typedef {typeof TOOLS} Tools */

/** What was typed is not what stands on the paper. */
export class NotTheSame extends Error {
  constructor() {
    super();
    this.name = "NotTheSame";
  }
}

/** Nothing goes on after these: the person must do something first. @param {unknown} error */
const stopsAll = (error) => error instanceof Locked || error instanceof Offline || error instanceof SignedOut;

// Words and codes on paper --------------------------------------------------------------------------------------------------------

/** Six words, drawn from the list that comes with this page. @returns {Promise<string[]>} */
export async function sixWords(tools = TOOLS) {
  const list = text(await tools.getBytes(new URL("../words/nl.txt", import.meta.url).href)).split("\n").filter(Boolean);
  return drawWords(list, VAULT_WORDS);
}

/** Whether the typed words are these. @param {string} typed @param {string[]} words */
export function sameWords(typed, words) {
  try {
    return readWords(typed) === words.join(" ");
  } catch {
    return false;
  }
}

/** Whether a typed code is this one, however it is written. @param {string} typed @param {string} code */
export async function sameCode(typed, code) {
  try {
    return (await readRecoveryCode(typed)).passphrase === (await readRecoveryCode(code)).passphrase;
  } catch {
    return false;
  }
}

/** @param {string} recoveryCode @param {() => Promise<void>} save @returns {OnPaper} */
function onPaper(recoveryCode, save) {
  return {
    recoveryCode,
    async finish(typed) {
      if (!(await sameCode(typed, recoveryCode))) throw new NotTheSame();
      await save();
    },
  };
}

/** The identity that the standard age tool takes, out of a typed recovery code; `WrongSecret` when it is none. @param {string} typed */
export const identityForAge = async (typed) => (await readRecoveryCode(typed)).identity;

// Setting up and renewing -----------------------------------------------------------------------------------------------------------

/** @param {import("../vault/account.js").Slot[]} slots @param {Method} method */
const slotsForServer = (slots, { passkey }) =>
  slots.map(({ id, kind, slot }) => ({ id, kind, credential_id: kind === "passkey" ? (passkey?.credentialId ?? "") : "", sealed: b64(slot) }));

/** @param {import("../vault/account.js").Versioned} changed */
const basedOn = ({ version, envelope }) => ({ based_on: version - 1, sealed: b64(envelope) });

/** @param {Tools} tools @returns {Promise<ServedState>} */
const stateNow = ({ getJson: get }) => get("/kluis/staat.json");

/**
 * A new vault. Nothing is stored until the recovery code was typed back; then it is open.
 * @param {Method} method
 * @param {OnProgress} [onProgress]
 * @returns {Promise<OnPaper>}
 */
export async function setUp(method, onProgress, tools = TOOLS) {
  const { user, practice } = await stateNow(tools);
  const change = await tools.vault.enrol({ user, practice }, { ...method, onProgress });
  const body = {
    slots: slotsForServer(change.slots, method), bundle: b64(change.bundle.envelope), keyring: b64(change.keyring.envelope), public_key: change.keys,
  };
  return onPaper(change.recoveryCode, async () => {
    await tools.postJson("/kluis/inrichten.json", body, { setAside: true });
    await tools.vault.accountSaved(change);
  });
}

/**
 * New keys under the whole vault, and new ways to open it in place of all others. After "seen" the running matters still need
 * `renewMatters`, and colleagues compare fingerprints again.
 * @param {"lost" | "seen"} reason
 * @param {Method} method
 * @param {OnProgress} [onProgress]
 * @returns {Promise<OnPaper>}
 */
export async function renew(reason, method, onProgress, tools = TOOLS) {
  const change = await inTurn(() => tools.vault.rotate(reason, { ...method, onProgress }));
  const body = {
    slots: slotsForServer(change.slots, method), bundle: basedOn(change.bundle), keyring: basedOn(change.keyring),
    ...(reason === "seen" ? { public_key: change.keys, succession: change.succession } : {}),
  };
  /** @type {Awaited<ReturnType<Tools["loadDrafts"]>> | null} */
  let drafts = null;
  return onPaper(change.recoveryCode, async () => {
    // Opened with the former key, once: sealed again under the new one as soon as that counts, and before the former one is let go.
    drafts ??= await tools.loadDrafts();
    await sendRenewal(tools, body);
    await tools.keepDrafts(drafts);
    await tools.vault.accountSaved(change);
  });
}

/** @param {Tools} tools @param {{public_key?: unknown}} body */
async function sendRenewal({ postJson: post }, body) {
  try {
    await post("/kluis/vernieuwen.json", body);
  } catch (error) {
    if (!body.public_key || !(error instanceof Refusal) || error.code !== "proof") throw error;
    // An earlier try may have arrived without an answer: then the new key counts already.
    await post("/kluis/vernieuwen.json", body, { setAside: true });
  }
}

// Ways to open -----------------------------------------------------------------------------------------------------------------------

/** @typedef {{id: string, kind: "passkey" | "words" | "recovery", label: string, removable: boolean}} WayIn */

/** The ways to open a vault, in a fixed order. One besides the recovery code must remain. @param {ServedSlot[]} slots @returns {WayIn[]} */
export function waysIn(slots) {
  const daily = slots.filter(({ kind }) => kind !== "recovery").length;
  const passkeys = slots.filter(({ kind }) => kind === "passkey").sort((one, other) => (one.credential_id < other.credential_id ? -1 : 1));
  const named = passkeys.map((slot) => {
    const { name, credential_id } = slot;
    if (name && passkeys.filter((other) => other.name === name).length === 1) return { slot, label: `Passkey ${name}` };
    const ending = passkeys.length > 1 ? ` die eindigt op ${credential_id.slice(-4)}` : "";
    return { slot, label: `Passkey${name ? ` ${name}` : ""}${ending}` };
  });
  for (const slot of slots) {
    if (slot.kind === "words") named.push({ slot, label: "Zes woorden" });
  }
  for (const slot of slots) {
    if (slot.kind === "recovery") named.push({ slot, label: "Herstelcode op papier" });
  }
  return named.map(({ slot: { id, kind }, label }) => ({ id, kind, label, removable: kind !== "recovery" && daily > 1 }));
}

/**
 * One more slot around the key that is open now; `Locked` when it locks or changes meanwhile.
 * @param {Tools} tools
 * @param {{passkey: {prf: Bytes, credentialId: string}} | {kind: "words" | "recovery", typed: string, onProgress?: OnProgress}} by
 */
async function newSlot({ vault: mine, scrypt }, by) {
  const state = keysOf(mine.session);
  const id = newId();
  const slot =
    "passkey" in by ? await sealPasskeySlot(by.passkey.prf, state.user, id, state.uvk) : await scrypt.make(state.uvk, by.kind, by.typed, by.onProgress);
  if (keysOf(mine.session) !== state) throw new Locked("The keys were replaced meanwhile");
  return "passkey" in by
    ? { id, kind: "passkey", credential_id: by.passkey.credentialId, sealed: b64(slot) }
    : { id, kind: by.kind, credential_id: "", sealed: b64(slot) };
}

/** @param {ServedSlot[]} slots @param {(slot: ServedSlot) => boolean} which */
const idsOf = (slots, which) => slots.filter(which).map(({ id }) => id);

/** This passkey opens the vault too. @param {{prf: Bytes, credentialId: string}} passkey */
export async function addPasskey(passkey, tools = TOOLS) {
  const { slots, slots_version: based_on } = await stateNow(tools);
  const add = [await newSlot(tools, { passkey })];
  await tools.postJson("/kluis/sloten.json", { based_on, add, remove: idsOf(slots, (slot) => slot.credential_id === passkey.credentialId) });
}

/** These six words open the vault too, in place of earlier ones. @param {string} words @param {OnProgress} [onProgress] */
export async function addWords(words, onProgress, tools = TOOLS) {
  const { slots, slots_version: based_on } = await stateNow(tools);
  const add = [await newSlot(tools, { kind: "words", typed: words, onProgress })];
  await tools.postJson("/kluis/sloten.json", { based_on, add, remove: idsOf(slots, ({ kind }) => kind === "words") });
}

/** @param {string} id of a slot */
export async function removeWay(id, tools = TOOLS) {
  const { slots_version: based_on } = await stateNow(tools);
  return tools.postJson("/kluis/sloten.json", { based_on, add: [], remove: [id] });
}

/**
 * A new recovery code; the old one works until the new one was typed back.
 * @param {OnProgress} [onProgress]
 * @returns {Promise<OnPaper>}
 */
export async function replaceRecoveryCode(onProgress, tools = TOOLS) {
  const recoveryCode = newRecoveryCode();
  const { recipient } = await readRecoveryCode(recoveryCode);
  const slot = await newSlot(tools, { kind: "recovery", typed: recoveryCode, onProgress });
  /** @type {Awaited<ReturnType<typeof changedBundle>> | null} */
  let changed = null;
  /** @type {Record<string, unknown>} */
  let body = {};
  return onPaper(recoveryCode, async () => {
    // The same bytes go again when no answer came, so that the server can tell that it has them.
    if (!changed) {
      const { slots, slots_version: based_on } = await stateNow(tools);
      changed = await changedBundle(keysOf(tools.vault.session), { recovery_recipient: recipient });
      body = { based_on, add: [slot], remove: idsOf(slots, ({ kind }) => kind === "recovery"), bundle: basedOn(changed) };
    }
    try {
      await tools.postJson("/kluis/sloten.json", body);
    } catch (error) {
      if (error instanceof Refusal) changed = null;
      throw error;
    }
    await tools.vault.bundleSaved(changed);
  });
}

// After a vault was possibly seen ------------------------------------------------------------------------------------------------------

/**
 * Whether the newest keys of this matter were made before one's own keys were replaced. What the keyring says counts, not what is served.
 * @param {Tools} tools
 * @param {import("./cards.js").ServedCard} matter
 */
async function keptByFormerKey({ vault: mine }, { id, grants = [] }) {
  const epochs = await mine.epochsOf(id);
  const { practice, bundle, signer } = keysOf(mine.session);
  /** @type {import("../vault/record.js").MatterPart[]} */
  const parts = epochs.peer.length > 0 ? ["conversation", "notes", "peer"] : ["conversation", "notes"];
  for (const part of parts) {
    const epoch = epochs[part].at(-1);
    const grant = grants.find((one) => one.part === part && one.epoch === epoch);
    if (!epoch || !grant) return true;
    try {
      await openGrant({ practice, matter: id, part, epoch }, bundle.identity, new Set([signer.sign]), unb64(grant.sealed));
    } catch {
      return true;
    }
  }
  return false;
}

/**
 * The running matters that still have keys from before, one's own and, as a number, those that colleagues keep.
 * @returns {Promise<{mine: {id: string, alias: string}[], shared: number}>}
 */
export async function mattersToRenew(tools = TOOLS) {
  if (keysOf(tools.vault.session).bundle.former.length === 0) return { mine: [], shared: 0 };
  const { matters } = await tools.loadCards({ withKeys: true });
  const mine = [];
  let shared = 0;
  for (const matter of matters) {
    // Whose it is, the keyring knows; what the server says counts only where that says nothing.
    if (!((await tools.vault.keeperOf(matter.id)).mine ?? matter.mine)) shared += 1;
    else if (!matter.closed_month && (await keptByFormerKey(tools, matter))) mine.push({ id: matter.id, alias: matter.alias });
  }
  return { mine, shared };
}

/**
 * New keys for each of these matters. One that fails is named and the others go on; without connection or keys it stops, and can go on later.
 * Who got no new key, and why, is named with the matter (`leftOut`).
 * @param {{id: string, alias: string}[]} matters
 * @param {(count: Count) => void} [onCount]
 * @returns {Promise<{failed: {id: string, alias: string, error: unknown}[], leftOut: {id: string, alias: string, left: import("./sharing.js").LeftOut[]}[]}>}
 */
export async function renewMatters(matters, onCount = () => {}, tools = TOOLS) {
  const failed = [];
  const leftOut = [];
  for (const [done, { id, alias }] of matters.entries()) {
    onCount({ done, total: matters.length });
    try {
      const { left } = await tools.renewKeys(await tools.loadMatter(id));
      if (left.length > 0) leftOut.push({ id, alias, left });
    } catch (error) {
      if (stopsAll(error)) throw error;
      failed.push({ id, alias, error });
    }
  }
  onCount({ done: matters.length, total: matters.length });
  return { failed, leftOut };
}

// Everything of mine -------------------------------------------------------------------------------------------------------------------

/** @param {Tools} tools @returns {Promise<import("./cards.js").MatterCard[]>} running and closed */
async function everyMatter({ loadCards: running, loadClosed: closed }) {
  const all = new Map((await running()).matters.map((matter) => [matter.id, matter]));
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const found = await closed(page);
    pages = found.pages;
    for (const matter of found.matters) all.set(matter.id, matter);
  }
  return [...all.values()];
}

/** @param {Tools} tools @param {OpenMatter} matter */
async function filesOf(tools, matter) {
  const files = [];
  /** @type {string[]} */
  const missing = [];
  for (const { id, content } of latest(matter, "file")) {
    try {
      const sealed = await tools.getBytes(`/kwesties/${matter.id}/bestanden/${id}`);
      files.push({ record: id, name: String(content.name), content: await tools.vault.openFile(content, sealed) });
    } catch (error) {
      if (stopsAll(error)) throw error;
      missing.push(`file ${id}`);
    }
  }
  return { files, missing };
}

/** What of a matter did not open: a part and epoch, or one record. @param {OpenMatter} matter @returns {string[]} */
const notOpened = ({ troubles, aside }) => [
  ...troubles.flatMap(({ part, epoch, shown, unverified, missing }) => (shown ? [...unverified, ...missing].map(({ kind, id }) => `${kind} ${id}`) : [`${part} ${epoch}`])),
  ...aside.map(({ kind, id }) => `${kind} ${id}`),
];

/**
 * All that one can open, as one age file for one's own key and the recovery code. What does not open is named, not left out in silence.
 * @param {(count: Count) => void} [onCount]
 * @returns {Promise<{file: Bytes, name: string, matters: number, incomplete: {alias: string, missing: string[]}[]}>} `incomplete`: matters of
 * which something is missing, and what; empty where nothing of the matter opened. The file itself names them too
 */
export async function exportEverything(onCount = () => {}, tools = TOOLS) {
  const { today } = await stateNow(tools);
  const all = await everyMatter(tools);
  const exported = [];
  const incomplete = [];
  for (const [done, { id, alias }] of all.entries()) {
    onCount({ done, total: all.length });
    try {
      const matter = await tools.loadMatter(id);
      const { files, missing } = await filesOf(tools, matter);
      const gone = [...notOpened(matter), ...missing];
      if (gone.length > 0 || matter.troubles.length > 0) incomplete.push({ matter: id, alias: alias || id, missing: gone });
      const records = matter.records.map(({ content, part, epoch, id: record, kind, revision, author, written }) => (
        { part, epoch, id: record, kind, revision, author, body: written ? { ...content, written } : content }
      ));
      exported.push({ matter: id, register: matter.served.register, records, files });
    } catch (error) {
      if (stopsAll(error)) throw error;
      incomplete.push({ matter: id, alias: alias || id, missing: [] });
    }
  }
  const file = await tools.vault.makeExport(exported, new Date(), incomplete.map(({ matter, missing }) => ({ matter, missing })));
  onCount({ done: all.length, total: all.length });
  return { file, name: `nabij-export-${today}.age`, matters: exported.length, incomplete };
}
