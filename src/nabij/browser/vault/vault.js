// What pages call. Bytes in, bytes out: how they travel is the caller's. Every method throws `Locked` while the vault is shut,
// and hands nothing out that came open just as it locked.
import { changedBundle, newAccount, openAccount, rotated, sawVersion } from "./account.js";
import { checkPin, renamed, withPin } from "./bundle.js";
import { chainHeadKey, manifestNext, manifestSaved, openCards, openChain, sealInto, wholeChain, writingEpoch } from "./chain.js";
import { signConsent } from "./consent.js";
import { ownerOfWord, signWord } from "./own-word.js";
import { openDraft, sealDraft } from "./draft.js";
import { BadEnvelope } from "./errors.js";
import { makeExport } from "./export.js";
import { openFile, sealFile } from "./file.js";
import { fingerprint } from "./fingerprint.js";
import { indexedHeads } from "./heads.js";
import { admitted } from "./inviting.js";
import { keeperOf, ringOf } from "./keepers.js";
import { checkServed, heldIn, openKeyring } from "./keyring.js";
import { acceptGrants, changedKeyring, grantsFor, grantsForVisitor, importSecret, newEpoch, newMatter, newMatters, readConsents, storyKeys } from "./matter.js";
import { mendedNext, openWhatVerifies } from "./mending.js";
import { linkNames } from "./seen.js";
import { scryptInWorker } from "./scrypt.js";
import { peekInstead, sealInstead } from "./standing-in.js";
import { introductionOf, peekConversation, takeOnConversation, vouchedVisitor } from "./taking-on.js";
import { adopt, asideOf, keysOf, session as session_, stage, withKeys } from "./session.js";

/** @typedef {import("./account.js").Versioned} Versioned */
/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./bundle.js").PublicKeys} PublicKeys */
/** @typedef {import("./record.js").Part} Part */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {import("./manifest.js").Entry} Entry */

export class Vault {
  /** The session that holds the keys: `isOpen`, `lock`, `touch`, `onChange`. */
  session;
  #heads;
  #scrypt;

  /** @param {{session?: import("./session.js").Session, heads?: import("./heads.js").HeadStore, scrypt?: import("./scrypt.js").SlotMaker}} [with_] */
  constructor({ session = session_, heads = indexedHeads(), scrypt = scryptInWorker } = {}) {
    this.session = session;
    this.#heads = heads;
    this.#scrypt = scrypt;
  }

  /** @template T @param {(state: Opened) => Promise<T> | T} work @returns {Promise<T>} */
  #open(work) {
    return withKeys(this.session, work);
  }

  // Account ------------------------------------------------------------------------------------------------------------------
  /**
   * Makes an account; once the server has taken all of it, call `accountSaved`.
   * @param {{practice: string, user: string}} who
   * @param {import("./account.js").Methods} methods
   */
  async enrol(who, methods) {
    const { change, state } = await newAccount(who, methods, this.#scrypt);
    stage(this.session, state);
    return change;
  }

  /** @param {import("./account.js").ServedAccount} served @param {import("./account.js").Unlocking} by */
  async unlock(served, by) {
    this.session.unlock(await openAccount(served, by, this.#scrypt, this.#heads));
  }

  /** New UVK and slots after "lost", new keys of one's own too after "seen"; once the server has taken all of it, call `accountSaved`. @param {"lost" | "seen"} reason @param {import("./account.js").Methods & {drafts?: {id: string, envelope: Bytes}[]}} how */
  rotate(reason, how) {
    return this.#open(async (state) => {
      if (state.next) throw new TypeError("A keyring is still to be saved");
      const { change, state: next } = await rotated(state, reason, how, this.#scrypt);
      stage(this.session, next);
      return change;
    });
  }

  /** Opens with what `enrol` or `rotate` made. @param {{bundle: Versioned, keyring: Versioned}} change */
  async accountSaved({ bundle, keyring }) {
    adopt(this.session);
    const { user } = keysOf(this.session);
    await sawVersion(this.#heads, "bundle", user, bundle);
    await sawVersion(this.#heads, "keyring", user, keyring);
  }

  /** One's own public keys and their fingerprint. */
  me() {
    return this.#open(({ user, practice, recipient, signer: { sign } }) => ({ user, practice, recipient, sign, fingerprint: fingerprint({ recipient, sign }) }));
  }

  // Pins ---------------------------------------------------------------------------------------------------------------------
  /**
   * How one stands to keys that the server serves: `SubstitutedKey` when the owner is pinned with others. Keys that were compared under
   * another name (`comparedAs`) do not count as compared.
   * @param {string} owner
   * @param {PublicKeys} served
   * @param {string} [name] under which the server lists the owner
   * @returns {Promise<{pinned: boolean, checked: boolean, comparedAs: string | null, fingerprint: string}>}
   */
  checkKeys(owner, served, name) {
    return this.#open(({ bundle }) => {
      const pin = checkPin(bundle.pins, owner, served);
      const other = renamed(pin, name);
      return { pinned: pin !== null, checked: (pin?.checked ?? false) && !other, comparedAs: other ? (pin?.name ?? null) : null, fingerprint: fingerprint(served) };
    });
  }

  /** The bundle with these keys pinned (`checked`: the fingerprints were compared; needed before a key that replaces another is believed). @param {string} owner @param {PublicKeys} keys @param {{checked: boolean, name?: string}} how `name`: under which they were compared */
  pin(owner, keys, { checked, name }) {
    return this.#open((state) => {
      if (!checked) checkPin(state.bundle.pins, owner, keys);
      const was = state.bundle.pins.find((one) => one.owner === owner);
      return changedBundle(state, { pins: withPin(state.bundle.pins, owner, keys, checked || (was?.checked ?? false), checked ? name : undefined) });
    });
  }

  /** Everyone whose keys one pinned, whoever of them the server lists now; `name`: under which they were compared, `former`: replaced signing keys. @returns {Promise<{owner: string, recipient: string, sign: string, checked: boolean, former: string[], name: string | null, visitor: boolean}[]>} */
  pins() {
    return this.#open(({ bundle }) => bundle.pins.map(({ owner, recipient, sign, checked, former, name = null, visitor = false }) => ({ owner, recipient, sign, checked, former: [...former], name, visitor })));
  }

  /** One's own signing keys, the present one first. @returns {Promise<string[]>} */
  ownSigns() {
    return this.#open(({ ownSigns }) => [...ownSigns]);
  }

  /** The server has taken the bundle. @param {Awaited<ReturnType<Vault["pin"]>>} saved */
  bundleSaved(saved) {
    return this.#open(async (state) => {
      state.bundle = saved.bundle;
      state.bundleVersion = saved.version;
      await sawVersion(this.#heads, "bundle", state.user, saved);
    });
  }

  // Keyring ------------------------------------------------------------------------------------------------------------------
  /** The server has taken the keyring. @param {Versioned} saved */
  keyringSaved(saved) {
    return this.#open(async (state) => {
      if (!state.next || saved.version !== state.keyringVersion + 1) throw new TypeError("Not the keyring under way");
      state.keyring = state.next.keyring;
      state.keyringVersion = saved.version;
      state.next = null;
      await sawVersion(this.#heads, "keyring", state.user, saved);
    });
  }

  /** The server refused what the keyring belonged to: nothing of it counts. */
  keyringDropped() {
    return this.#open((state) => void (state.next = null));
  }

  /** Another tab or device wrote first: this is theirs, and what comes back is ours on top of it. @param {Versioned} theirs @returns {Promise<Versioned>} */
  keyringBehind(theirs) {
    return this.#open(async (state) => {
      const keyring = await openKeyring(state.uvk, state.user, theirs.version, theirs.envelope);
      await sawVersion(this.#heads, "keyring", state.user, theirs);
      state.keyring = keyring;
      state.keyringVersion = theirs.version;
      return changedKeyring(state, {});
    });
  }

  /** Takes the keyring as another tab or device left it; false where this one is as new. @param {Versioned} theirs @returns {Promise<boolean>} */
  keyringCaughtUp(theirs) {
    return this.#open(async (state) => {
      if (theirs.version <= state.keyringVersion) return false;
      const keyring = await openKeyring(state.uvk, state.user, theirs.version, theirs.envelope);
      await sawVersion(this.#heads, "keyring", state.user, theirs);
      state.keyring = keyring;
      state.keyringVersion = theirs.version;
      return true;
    });
  }

  /** Everything one holds a key to is served, else `Missing`. @param {import("./keyring.js").Spot[]} served */
  checkServed(served) {
    return this.#open((state) => checkServed(state.keyring, served));
  }

  /** The matters that one holds keys of, as the server last took the keyring: the epochs per part, and whether one began it oneself. @returns {Promise<import("./keyring.js").Held[]>} */
  heldMatters() {
    return this.#open(({ keyring, ownSigns }) => heldIn(keyring, ownSigns));
  }

  /** The keyring without matters that are destroyed or handed over. @param {string[]} matterIds */
  forgetMatters(...matterIds) {
    return this.#open((state) => changedKeyring(state, { forgotten: matterIds }));
  }

  // Matters ------------------------------------------------------------------------------------------------------------------
  /** A new matter with parts `conversation` and `notes`, granted to oneself and these. @param {import("./matter.js").Grantee[]} [grantees] @param {string} [id] */
  newMatter(grantees = [], id) {
    return this.#open((state) => newMatter(state, grantees, id));
  }

  /** Many at once, granted to oneself. @param {string[]} ids */
  newMatters(ids) {
    return this.#open((state) => newMatters(state, ids));
  }

  /** The next key of a story for oneself and these authors, or without an epoch the newest one for them. @param {string} box @param {string[]} owners @param {number | null} epoch */
  storyKeys(box, owners, epoch) {
    return this.#open((state) => storyKeys(state, box, owners, epoch));
  }

  /** What ids of imported rows are made under. */
  importSecret() {
    return this.#open(importSecret);
  }

  /**
   * New keys: what is written from now on opens only for oneself and those of the grantees whom a standing consent covers; the others are
   * named in `left`. Also the first epoch of `peer`.
   * @param {string} matterId
   * @param {import("./matter.js").Grantee[]} grantees
   * @param {Part[]} [parts]
   * @param {import("./matter.js").Agreement | null} [agreement] needed to grant to anyone else
   */
  newEpoch(matterId, grantees, parts = ["conversation", "notes"], agreement = null) {
    return this.#open((state) => newEpoch(state, matterId, grantees, parts, agreement));
  }

  /**
   * Grants to a counsellor as far as a standing consent allows: `ForgedConsent`, `ReplayedConsent`, `NoConsent`, `UncheckedKey`.
   * "from_now" grants the newest epoch: begin one first.
   * @param {string} matterId
   * @param {import("./consent.js").Width} width
   * @param {string} owner whose pin
   * @param {import("./matter.js").Agreement} agreement
   */
  grantsFor(matterId, width, owner, agreement) {
    return this.#open((state) => grantsFor(state, matterId, width, owner, agreement));
  }

  /** Grants of every epoch of `conversation` to the visitor. @param {string} matterId @param {string} visitor owner of the pin */
  grantsForVisitor(matterId, visitor) {
    return this.#open((state) => grantsForVisitor(state, matterId, visitor));
  }

  /** What a visitor wrote in a conversation that nobody took on; nothing of it is kept. @param {import("./taking-on.js").ServedConversation} served */
  peekConversation(served) {
    return this.#open((state) => peekConversation(state, served));
  }

  /** Keys and pin for who takes it on; `bundleSaved` and `keyringSaved`, or `keyringDropped`. @param {import("./taking-on.js").ServedConversation} served @param {string[]} [standby] */
  takeOnConversation(served, standby) {
    return this.#open((state) => takeOnConversation(state, served, standby));
  }

  /** What was said in a conversation that a colleague keeps, for who answers in their place; nothing of it is kept. @param {import("./standing-in.js").ServedInstead} served */
  peekInstead(served) {
    return this.#open((state) => peekInstead(state, this.#heads, served));
  }

  /** A message there, and its manifest. @type {(served: import("./standing-in.js").ServedInstead, message: import("./standing-in.js").Message) => ReturnType<typeof sealInstead>} */
  sealInstead = (served, message) => this.#open((state) => sealInstead(state, this.#heads, served, message));

  /** Keys and pin for who used a code; `bundleSaved` and `keyringSaved`, or `keyringDropped`. @param {string} matterId @param {import("./inviting.js").Answer} answer @param {import("./matter.js").Grantee[]} grantees @param {import("./matter.js").Agreement | null} agreement @param {string[]} [beside] */
  admitVisitor(matterId, answer, grantees, agreement, beside = []) {
    return this.#open((state) => admitted(state, matterId, answer, grantees, agreement, beside));
  }

  /** The bundle with the visitor of a colleague's matter pinned, where who keeps it vouches for them in the conversation, else null; `bundleSaved`. @param {string} matterId @param {Parameters<typeof vouchedVisitor>[2]} served */
  vouchedVisitor(matterId, served) {
    return this.#open((state) => vouchedVisitor(state, matterId, served));
  }

  /** The body of a record `introduction`. @param {string} matterId @param {string} owner of the pin; the matter's own id: its visitor */
  introduce(matterId, owner) {
    return this.#open((state) => introductionOf(state, matterId, owner));
  }

  /** Opens the grants that are new, as far as whoever began their matter signed them. @param {import("./matter.js").ServedGrant[]} served */
  acceptGrants(served) {
    return this.#open((state) => acceptGrants(state, served));
  }

  /** Who began a matter, whatever the server says. @param {string} matterId */
  keeperOf(matterId) {
    return this.#open((state) => keeperOf(state, matterId));
  }

  /** The consents that one can read, checked: `ForgedConsent`, `ReplayedConsent`. @param {string} matterId @param {string[]} texts bodies of their records, in order */
  readConsents(matterId, texts) {
    return this.#open((state) => readConsents(state, matterId, texts));
  }

  /**
   * One revision of a record in the newest epoch of its part.
   * @param {string} matterId
   * @param {Part} part
   * @param {string} kind
   * @param {string} id
   * @param {number} revision
   * @param {Record<string, unknown>} content
   */
  sealRecord(matterId, part, kind, id, revision, content) {
    return this.#open((state) => sealInto(state, { matter: matterId, part, epoch: writingEpoch(state, matterId, part) }, { kind, id, revision }, content));
  }

  /** The manifest after the newest one seen; call `manifestSaved` once the server has it. @param {string} matterId @param {Part} part @param {number} epoch @param {{add?: {entry: Entry}[], remove?: string[]}} change what `sealRecord` gave; ids of records destroyed */
  nextManifest(matterId, part, epoch, change) {
    return this.#open((state) => manifestNext(state, { matter: matterId, part, epoch }, change));
  }

  /** @param {Awaited<ReturnType<Vault["nextManifest"]>>} saved */
  manifestSaved(saved) {
    return this.#open((state) => manifestSaved(state, this.#heads, saved));
  }

  /** What this device knows of a chain: ask the server for the manifests after it. @param {string} matterId @param {Part} part @param {number} epoch */
  knownHead(matterId, part, epoch) {
    return this.#open((state) => this.#heads.get(chainHeadKey(state, { matter: matterId, part, epoch })));
  }

  /** The records of a part and epoch, opened only if manifests, head, hashes, authors and signatures are all right. @param {string} matterId @param {import("./chain.js").ServedChain} served */
  openRecords(matterId, served) {
    return this.#open((state) => openChain(state, this.#heads, matterId, served));
  }

  /** The names of every link of a chain, for `unseen`; `Forked` where they do not hold together. @param {string} matterId @param {import("./chain.js").ServedChain} served */
  linkNames(matterId, served) {
    return this.#open(async (state) => linkNames(served.epoch, await wholeChain(state, matterId, served)));
  }

  /** What verifies of a part that `openRecords` refused, and the rest by name. @param {string} matterId @param {import("./chain.js").ServedChain} served every manifest from the first on */
  openWhatVerifies(matterId, served) {
    return this.#open((state) => openWhatVerifies(state, this.#heads, matterId, served));
  }

  /** The manifest that makes such a part whole again; `manifestSaved` once the server has it. @param {string} matterId @param {Part} part @param {number} epoch @param {import("./mending.js").Mending} mending */
  mendedManifest(matterId, part, epoch, mending) {
    return this.#open((state) => mendedNext(state, { matter: matterId, part, epoch }, mending));
  }

  /** Cards for a list, at once and without manifests: `openRecords` checks those behind the drawing. @param {import("./chain.js").ServedCard[]} served */
  openCards(served) {
    return this.#open((state) => openCards(state, served));
  }

  /** The epochs one holds keys of. @param {string} matterId @returns {Promise<Record<import("./record.js").MatterPart, number[]>>} */
  epochsOf(matterId) {
    return this.#open((state) => {
      const parts = ringOf(state).get(matterId);
      const numbers = (/** @type {Part} */ part) => [...(parts?.[part].keys() ?? [])].sort((a, b) => a - b);
      return { conversation: numbers("conversation"), notes: numbers("notes"), peer: numbers("peer") };
    });
  }

  /** The content of a `consent` record that one heard. @param {Omit<import("./consent.js").Consent, "practice" | "heard">} consent */
  heardConsent(consent) {
    return this.#open(({ practice, signer }) => signConsent({ ...consent, practice, heard: true }, signer));
  }

  /** That one says this oneself, in a section that others seal too. @param {string} box @param {string} section @param {unknown} says */
  ownWord(box, section, says) {
    return this.#open(({ practice, signer }) => signWord(signer, { practice, box, section }, says));
  }

  /** Whose word it is: one's own, or of somebody whose digits one compared; null for anything else. @param {string} box @param {string} section @param {unknown} says @param {unknown} word @returns {Promise<string | null>} */
  whoseWord(box, section, says, word) {
    return this.#open((state) => ownerOfWord(word, { practice: state.practice, box, section }, says, state));
  }

  /** @param {string} id @param {Record<string, unknown>} content */
  sealDraft(id, content) {
    return this.#open((state) => sealDraft(state.uvk, state.user, id, content));
  }

  /** The same with the keys that `rotate` set aside, so that it still opens after the renewal. @param {string} id @param {Record<string, unknown>} content */
  async sealDraftAside(id, content) {
    const { uvk, user } = asideOf(this.session);
    return sealDraft(uvk, user, id, content);
  }

  /** @param {string} id @param {Bytes} envelope */
  openDraft(id, envelope) {
    return this.#open((state) => openDraft(state.uvk, state.user, id, envelope));
  }

  /** The content of its `file` record, and the sealed file. @param {Bytes} content @param {{name: string, type: string}} about */
  sealFile(content, about) {
    return this.#open(() => sealFile(content, about));
  }

  /** @param {unknown} record content of the `file` record @param {Bytes} file */
  openFile(record, file) {
    return this.#open(() => openFile(record, file));
  }

  /** @param {import("./export.js").ExportedMatter[]} matters @param {Date} when @param {import("./export.js").Incomplete[]} [incomplete] */
  makeExport(matters, when, incomplete = []) {
    return this.#open(({ practice, user, recipient, bundle }) => {
      if (!bundle.recovery_recipient) throw new BadEnvelope("No recovery recipient");
      return makeExport({ practice, user, when, incomplete }, matters, [recipient, bundle.recovery_recipient]);
    });
  }
}
