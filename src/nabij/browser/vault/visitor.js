// What the visitor's pages call. Bytes in, bytes out. Words, root and keys live in this module's memory, until `lock`.
import { sawVersion } from "./account.js";
import { newId } from "./bytes.js";
import { chainHeadKey, manifestSaved } from "./chain.js";
import { checkEntrance } from "./entrance.js";
import { signErasure, signKeeping } from "./erasing.js";
import { Locked, SubstitutedKey, WrongContext } from "./errors.js";
import { openFile, sealFile } from "./file.js";
import { passingHeads } from "./heads.js";
import { codeKeys, mustVouch, proveAnswer, proveOffer } from "./invitation.js";
import { scryptInWorker } from "./scrypt.js";
import { adopt, asideOf, keysOf, Session, stage } from "./session.js";
import { chosenOther } from "./choosing.js";
import { firstGrants, keepsakeNext, openedConversation, openedKeepsake, sealedChanges, substituted, troubleOf, visitorState } from "./visiting.js";
import { regieOf, signedAnswer } from "./visitor-consents.js";
import { visitorKeys } from "./visitor-root.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./visiting.js").Change} Change */
/** @typedef {import("./visiting.js").Served} Served */
/** @typedef {{id: string, name: string, recipient: string, sign: string}} Counsellor */
/** @typedef {{practice: string, counsellors: Counsellor[], fingerprints: string[] | null, chosen: string[], standby: string[], contact: Record<string, unknown>, message: string, written: string}} Beginning */

/** Who is to stand by, and whether somebody who is pinned vouches for their keys: only then are they let in unasked. @param {import("./session.js").Opened} state */
const standby = ({ standby: owner, bundle }) => (owner ? { owner, vouched: bundle.pins.some((pin) => pin.owner === owner) } : null);

export class Visitor {
  /** `isOpen`, `lock`, `touch`, `onChange`. */
  session;
  #scrypt;
  /** @type {import("./visitor-root.js").VisitorKeys | null} */
  #keys = null;
  // What this page saw, for as long as it is open; the keepsake holds it for later.
  #heads = passingHeads();
  #writable = false;
  /** @type {import("./visitor-consents.js").Regie | null} */
  #regie = null;

  /** @param {{session?: Session, scrypt?: import("./scrypt.js").RootMaker}} [with_] */
  constructor({ session = new Session(), scrypt = scryptInWorker } = {}) {
    this.session = session;
    this.#scrypt = scrypt;
    session.onChange((open) => {
      if (!open) this.#forget();
    });
  }

  #forget() {
    this.#keys?.uvk.fill(0);
    this.#keys = null;
    this.#heads = passingHeads();
    this.#writable = false;
    this.#regie = null;
  }

  /** Forgets words and keys in this tab; only *Weg hier* and a long silence shut the other tabs as well. */
  lock() {
    this.session.lockHere();
    this.#forget();
  }

  /**
   * What goes with every request; the words are needed no more. `WrongSecret` where they are not seven.
   * @param {string} typed
   * @param {Bytes} salt of the installation
   * @param {import("./slots.js").OnProgress} [onProgress]
   */
  async stretch(typed, salt, onProgress) {
    const root = await this.#scrypt.root(typed, salt, onProgress);
    this.lock();
    this.#keys = await visitorKeys(root);
    root.fill(0);
    return { lookup: this.#keys.lookup, token: this.#keys.token };
  }

  #own() {
    if (!this.#keys) throw new Locked("No words were typed");
    return this.#keys;
  }

  /**
   * A new conversation, to be sent as it is; `begun` once the server has it. `SubstitutedKey` where the entrance's address names other keys.
   * @param {Beginning} beginning
   */
  async beginConversation({ practice, counsellors, fingerprints, chosen, standby, contact, message, written }) {
    const keys = this.#own();
    const id = newId();
    const pins = checkEntrance(counsellors, fingerprints).map(({ id: owner, name, recipient, sign, checked }) => ({ owner, recipient, sign, checked, former: [], name }));
    const state = visitorState(keys, { practice, id, pins, version: 0 });
    const { grants, shredKey } = await firstGrants(state, [...new Set([...chosen, ...standby])]);
    const standing = pins.filter(({ owner }) => standby.includes(owner)).map(({ sign }) => sign);
    const sealed = await sealedChanges(state, this.#heads, [
      { kind: "contact", id: newId(), revision: 1, content: { ...contact, standby: standing, written } },
      { kind: "message", id: newId(), revision: 1, content: { text: message, written } },
    ]);
    stage(this.session, state);
    return { id, lookup: keys.lookup, token: keys.token, recipient: keys.recipient, sign: keys.signer.sign, shredKey, grants, ...sealed, unchecked: fingerprints === null };
  }

  /**
   * Keys for the matter of a counsellor who handed a code over, to be sent as they are; `begun` once the server has them. `SubstitutedKey` where the
   * code does not vouch for the counsellor, or the counsellor not for who is to stand by.
   * @param {string} code
   * @param {import("./invitation.js").Offered} offered
   * @param {string} proof that came with it
   * @param {string | null} [standby] the id of a colleague who may answer while the counsellor is away
   */
  async answerInvitation(code, offered, proof, standby = null) {
    const keys = this.#own();
    const { key } = codeKeys(code);
    mustVouch(proveOffer(key, offered), proof);
    if (standby !== null && !offered.others?.some(({ id }) => id === standby)) throw new SubstitutedKey("Nobody whom the counsellor named");
    const { practice, matter, owner, recipient, sign, name } = offered;
    const state = { ...visitorState(keys, { practice, id: matter, pins: [{ owner, recipient, sign, checked: true, former: [], name }], version: 0 }), standby };
    const own = { recipient: keys.recipient, sign: keys.signer.sign };
    const made = { id: matter, lookup: keys.lookup, token: keys.token, ...own, proof: proveAnswer(key, { practice, matter, ...own }), keepsake: await keepsakeNext(state, this.#heads) };
    stage(this.session, state);
    return made;
  }

  /** Opens with what `beginConversation` or `answerInvitation` made. @param {Parameters<Visitor["saved"]>[0]} sent */
  async begun(sent) {
    asideOf(this.session);
    adopt(this.session);
    this.#writable = true;
    await this.saved(sent);
  }

  /**
   * Opens a conversation as it is served. Other keys than those pinned are `SubstitutedKey`; with `anyway` they are among the troubles, and what
   * verifies is given. In trouble nothing is to be written.
   * @param {Served} served
   * @param {{anyway?: boolean}} [how]
   */
  async openConversation(served, { anyway = false } = {}) {
    const keys = this.#own();
    const before = this.session.isOpen() ? keysOf(this.session) : null;
    if (before && before.user !== served.id) throw new WrongContext("Another conversation than this page opened");
    // Until all of this verified nothing is written, also where its note to self does not open.
    this.#writable = false;
    const { state, seen } = await openedKeepsake(keys, this.#heads, served);
    // Whichever key of an epoch came first stays.
    if (before) for (const [box, held] of before.keyring) state.keyring.set(box, { ...held, conversation: new Map([...held.conversation].map(([epoch, key]) => [epoch, key.slice()])) });
    const pinned = state.bundle.pins;
    // Who is to stand by may have renewed their keys, as anybody who is pinned; whom nobody introduced is not pinned.
    const wished = (served.beside ?? []).filter(({ id }) => id === state.standby);
    const found = await openedConversation(state, this.#heads, { ...served, counsellors: [...served.counsellors, ...wished] }, seen);
    const other = substituted(state, [...served.counsellors, ...wished.filter(({ id }) => state.bundle.pins.some(({ owner }) => owner === id))]);
    if (other.length > 0 && !anyway) throw new SubstitutedKey("Other keys than those pinned");
    const troubles = [...found.troubles, ...(other.length > 0 ? [{ ...troubleOf(0, new SubstitutedKey()), ids: other }] : [])];
    const regie = await regieOf(state, found.records);
    if (regie.trouble) troubles.push({ epoch: 0, name: regie.trouble, unverified: [], missing: [], ids: [] });
    if (this.#keys !== keys) throw new Locked("Locked meanwhile");
    this.session.unlock(state);
    this.#writable = troubles.length === 0;
    this.#regie = regie;
    const counsellors = state.bundle.pins.map(({ owner, name, sign, checked, former }) => ({ id: owner, name: name ?? "", sign, checked, former }));
    return { id: served.id, sign: keys.signer.sign, records: found.records, troubles, counsellors, regie, introduced: found.introduced, renewed: found.renewed, standby: standby(state), pinsChanged: state.bundle.pins !== pinned, writable: this.#writable };
  }

  /**
   * Records in the newest epoch, their manifest and the note to self; `saved` once the server has them. `WrongContext` while the conversation does not verify.
   * A wish to have everything destroyed comes with a signature that the server can check (`erasure`), and so does taking it back (`keeping`).
   * @param {Change[]} changes
   */
  async writeInto(changes) {
    const state = keysOf(this.session);
    if (!this.#writable) throw new WrongContext("In a conversation that does not verify nothing is written");
    const wish = changes.find(({ kind, content }) => kind === "wish" && content.about === "delete");
    const erasure = wish ? { record_id: wish.id, signature: await signErasure(state, wish.id) } : null;
    const back = changes.find(({ kind, content }) => kind === "wish" && content.about === "taken_back" && content.of === "delete");
    const wishes = /** @type {string[]} */ (back?.content.wishes ?? []);
    const keeping = back ? { record_id: back.id, wishes, signature: await signKeeping(state, back.id, wishes) } : null;
    return { ...(await sealedChanges(state, this.#heads, changes)), erasure, keeping };
  }

  /**
   * An answer to a question that was asked, or a consent taken back, signed; `saved` once the server has it. `WrongContext` where it is not open any more.
   * @param {import("./visitor-consents.js").Answer} answer
   * @param {string} id of the record
   * @param {string} on the day, YYYY-MM-DD
   */
  async answer(answer, id, on) {
    const state = keysOf(this.session);
    if (!this.#regie) throw new WrongContext("Open the conversation first");
    const epoch = Math.max(0, ...(state.keyring.get(state.user)?.conversation.keys() ?? []));
    const head = await this.#heads.get(chainHeadKey(state, { matter: state.user, part: "conversation", epoch }));
    const content = await signedAnswer(state, this.#regie, answer, { on, head });
    return { consent: content, ...(await this.writeInto([{ kind: "consent", id, revision: 1, content }])) };
  }

  /** Lets go of who was to stand by: that they do not any more, or do already, is known. */
  dropStandby() {
    keysOf(this.session).standby = null;
  }

  /** Keys for another counsellor, with the visitor's word for it; `saved` once the server has them. @param {import("./choosing.js").Other} other @param {import("./choosing.js").Contact} contact @param {string} written */
  async chooseOther(other, contact, written) {
    const state = keysOf(this.session);
    if (!this.#writable) throw new WrongContext("In a conversation that does not verify nobody is let in");
    return chosenOther(state, this.#heads, other, contact, written);
  }

  /** The note to self after something new was read; `saved` once the server has it. */
  async nextKeepsake() {
    const state = keysOf(this.session);
    if (!this.#writable) throw new WrongContext("What does not verify is not remembered as seen");
    return { keepsake: await keepsakeNext(state, this.#heads) };
  }

  /** @param {{manifest?: Awaited<ReturnType<typeof sealedChanges>>["manifest"], keepsake: {version: number, envelope: Bytes}}} sent what the server has taken */
  async saved({ manifest, keepsake }) {
    const state = keysOf(this.session);
    if (manifest) await manifestSaved(state, this.#heads, manifest);
    state.bundleVersion = keepsake.version;
    await sawVersion(this.#heads, "keepsake", state.user, keepsake);
  }

  /** The content of its `file` record, and the sealed file. @param {Bytes} content @param {{name: string, type: string}} about */
  async sealFile(content, about) {
    keysOf(this.session);
    return sealFile(content, about);
  }

  /** @param {unknown} record content of the `file` record @param {Bytes} file */
  async openFile(record, file) {
    keysOf(this.session);
    return openFile(record, file);
  }
}
