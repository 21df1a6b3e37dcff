// A visitor at the door of a practice, and a server that keeps bytes (and can be made to lie).
import { sha256, utf8 } from "../../src/nabij/browser/vault/bytes.js";
import { entranceFragment, readEntrance } from "../../src/nabij/browser/vault/entrance.js";
import { Session } from "../../src/nabij/browser/vault/session.js";
import { visitorPassphrase } from "../../src/nabij/browser/vault/visitor-words.js";
import { Visitor } from "../../src/nabij/browser/vault/visitor.js";
import { PRACTICE, keyringSaved, newPair, silentChannel, stillClock } from "./practice.mjs";

export const SEVEN = "appel brug citroen duin egel fiets gans";
export const SALT = new Uint8Array(16);
const CONTACT = { called: "Regenjas", name: "", phone: "", email: "", how: "", when: "", voicemail: null };
export const WRITTEN = "2026-03-02T10:00";

/** Words stretched at no cost: what it costs is tested elsewhere. */
const cheapRoot = { root: async (typed, salt) => sha256(utf8(`${visitorPassphrase(typed)} ${salt.join()}`)) };

/** A page on which seven words were typed. */
export async function newPage(typed = SEVEN) {
  const visitor = new Visitor({ session: new Session({ openChannel: silentChannel, clock: stillClock() }), scrypt: cheapRoot });
  await visitor.stretch(typed, SALT);
  return visitor;
}

export const served = (who, name) => ({ id: who.user, name, ...who.keys });

/** What the server keeps of a conversation, with the ways to add to it. */
export function keeping(sent, counsellors) {
  const box = { id: sent.id, practice: PRACTICE, counsellors, visitor: { recipient: sent.recipient, sign: sent.sign }, shredKey: sent.shredKey, grants: [...sent.grants], records: [], manifests: [], keepsake: null };
  const keep = (records, manifest, keepsake) => {
    box.records.push(...records.map(({ part, epoch, id, kind, revision, envelope }) => ({ part, epoch, id, kind, revision, envelope })));
    if (manifest) box.manifests.push({ part: manifest.part, epoch: manifest.epoch, counter: manifest.counter, envelope: manifest.envelope });
    if (keepsake) box.keepsake = { version: keepsake.version, envelope: keepsake.envelope };
  };
  keep(sent.records, sent.manifest, sent.keepsake);
  return Object.assign(box, {
    keep,
    forVisitor: () => ({ ...box, grants: box.grants.filter(({ owner }) => owner === box.id), records: box.records.filter(({ part }) => part === "conversation"), manifests: box.manifests.filter(({ part }) => part === "conversation") }),
    waitingFor: (owner) => ({ id: box.id, visitor: box.visitor, shredKey: box.shredKey, grants: box.grants.filter((one) => one.owner === owner), records: box.records, manifests: box.manifests }),
    chain: (part, epoch, people) => ({ part, epoch, people, shredKey: box.shredKey, records: box.records.filter((one) => one.part === part && one.epoch === epoch), manifests: box.manifests.filter((one) => one.part === part && one.epoch === epoch) }),
  });
}

/** A conversation begun with Amina, Bram standing by. */
export async function begun({ words = SEVEN, pair, standby } = {}) {
  const { amina, bram } = pair ?? (await newPair());
  const counsellors = [served(amina, "Amina"), served(bram, "Bram")];
  const visitor = await newPage(words);
  const fingerprints = readEntrance(entranceFragment(counsellors));
  const sent = await visitor.beginConversation({ practice: PRACTICE, counsellors, fingerprints, chosen: [amina.user], standby: standby ?? [bram.user], contact: CONTACT, message: "Mag ik iets vragen?", written: WRITTEN });
  await visitor.begun(sent);
  return { amina, bram, visitor, sent, box: keeping(sent, counsellors) };
}

/** The same, taken on by Amina. */
export async function takenOn(how) {
  const at = await begun(how);
  const { amina, bram, box } = at;
  const taken = await amina.vault.takeOnConversation(box.waitingFor(amina.user), [bram.user]);
  box.grants.push(...taken.grants);
  await amina.vault.bundleSaved(taken.bundle);
  await keyringSaved(amina, taken.keyring);
  return { ...at, taken };
}

/** A record by a counsellor in the newest epoch of a part. */
export async function says(who, box, text, more = {}, kind = "message", part = "conversation") {
  const { [part]: epochs } = await who.vault.epochsOf(box.id);
  const epoch = epochs.at(-1);
  const record = await who.vault.sealRecord(box.id, part, kind, crypto.randomUUID(), 1, { text, written: WRITTEN, ...more });
  const manifest = await who.vault.nextManifest(box.id, part, epoch, { add: [record] });
  await who.vault.manifestSaved(manifest);
  box.keep([record], manifest);
  return record;
}

/** A message by the visitor, which the server takes. */
export async function writes(visitor, box, text) {
  const sent = await visitor.writeInto([{ kind: "message", id: crypto.randomUUID(), revision: 1, content: { text, written: WRITTEN } }]);
  await visitor.saved(sent);
  box.keep(sent.records, sent.manifest, sent.keepsake);
  return sent;
}

export const texts = ({ records }) => records.filter(({ kind }) => kind === "message").map(({ content }) => content.text);
