// Answering in place of a colleague, and letting somebody else in: the keys, and a server that lies about them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { consentHash } from "../../src/nabij/browser/vault/consent.js";
import { b64, newCounsellor, newKeyHolder, pinned, spoiled } from "./practice.mjs";
import { says, served, takenOn, texts, WRITTEN } from "./visiting.mjs";

/** `/gesprekken/vervangen.json` for this counsellor. */
const insteadFor = (box, who, keeper, ...people) => ({
  id: box.id, keeper: keeper.user, visitor: box.visitor, shredKey: box.shredKey,
  people: people.map((one) => ({ id: one.user, ...one.keys, former: [] })),
  grants: box.grants.filter(({ owner, part }) => owner === who.user && part === "conversation"),
  records: box.records.filter(({ part }) => part === "conversation"),
  manifests: box.manifests.filter(({ part }) => part === "conversation"),
});

/** Amina took it on, vouches for its visitor and answered. */
async function vouchedFor(how) {
  const at = await takenOn(how);
  await says(at.amina, at.box, undefined, at.taken.introduction, "introduction");
  await says(at.amina, at.box, "Dag.");
  return at;
}

const MESSAGE = () => ({ id: crypto.randomUUID(), text: "Ik antwoord voor Amina.", written: WRITTEN });
const contactOf = ({ records }) => records.filter(({ kind }) => kind === "contact").at(-1);

test("who stands by reads what was said and answers, and both the visitor and the keeper read that", async () => {
  const { amina, bram, visitor, box } = await vouchedFor();
  const there = insteadFor(box, bram, amina, amina);
  const seen = await bram.vault.peekInstead(there);
  assert.deepEqual([texts(seen), seen.unchecked], [["Mag ik iets vragen?", "Dag."], []]);
  const { record, manifest } = await bram.vault.sealInstead(there, MESSAGE());
  box.keep([record], manifest);
  assert.deepEqual(texts(await visitor.openConversation(box.forVisitor())), ["Mag ik iets vragen?", "Dag.", "Ik antwoord voor Amina."]);
  const { records } = await amina.vault.openRecords(box.id, box.chain("conversation", 2, [bram.user]));
  assert.equal(texts({ records }).includes("Ik antwoord voor Amina."), true);
  // Nothing of it is kept.
  assert.deepEqual(await bram.vault.epochsOf(box.id), { conversation: [], notes: [], peer: [] });
});

test("what a server changes is refused", async () => {
  const { amina, bram, box } = await vouchedFor();
  const there = insteadFor(box, bram, amina, amina);
  const server = await newKeyHolder();
  const lies = {
    "another visitor": [{ ...there, visitor: server.keys }, "UntrustedSigner"],
    "other keys of who keeps it": [{ ...there, people: [{ id: amina.user, ...server.keys, former: [] }] }, "SubstitutedKey"],
    "nobody vouches for the visitor": [{ ...there, records: there.records.filter(({ kind }) => kind !== "introduction") }, "UntrustedSigner"],
    "a message left out": [{ ...there, records: there.records.filter(({ kind, epoch }) => kind !== "message" || epoch === 1) }, "RecordMissing"],
    "a message spoiled": [{ ...there, records: there.records.map((one) => (one.kind === "message" ? { ...one, envelope: spoiled(one.envelope) } : one)) }, "RecordChanged"],
    "no key": [{ ...there, grants: [] }, "Missing"],
    "a key of another epoch": [{ ...there, grants: there.grants.map((one) => ({ ...one, epoch: 2 })) }, "WrongContext"],
    "a key of the notes": [{ ...there, grants: there.grants.map((one) => ({ ...one, part: "notes" })) }, "WrongContext"],
  };
  for (const [what, [lie, name]] of Object.entries(lies)) await assert.rejects(bram.vault.peekInstead(lie), { name }, what);
  await bram.vault.peekInstead(there);
  await assert.rejects(bram.vault.peekInstead({ ...there, manifests: there.manifests.filter(({ epoch, counter }) => epoch === 1 || counter === 1), records: there.records.filter(({ kind, epoch }) => epoch === 1 || kind === "introduction") }), { name: "RolledBack" });
});

test("a visitor lets somebody in who had no key, who then reads all and answers", async () => {
  const { amina, bram, visitor, box } = await vouchedFor({ standby: [] });
  const opened = await visitor.openConversation(box.forVisitor());
  const sent = await visitor.chooseOther({ ...served(bram, "Bram"), holds: [] }, contactOf(opened), WRITTEN);
  assert.deepEqual(sent.grants.map(({ owner, part, epoch }) => [owner, part, epoch]), [[bram.user, "conversation", 1], [bram.user, "conversation", 2]]);
  await visitor.saved(sent);
  box.grants.push(...sent.grants);
  box.keep(sent.records, sent.manifest, sent.keepsake);
  const there = insteadFor(box, bram, amina, amina);
  assert.equal(texts(await bram.vault.peekInstead(there)).includes("Mag ik iets vragen?"), true);
  const { record, manifest } = await bram.vault.sealInstead(there, MESSAGE());
  box.keep([record], manifest);
  const { records } = await visitor.openConversation(box.forVisitor());
  assert.equal(texts({ records }).includes("Ik antwoord voor Amina."), true);
  assert.deepEqual(contactOf({ records }).content.standby, [bram.keys.sign]);
});

test("keys are given to nobody under other keys than those pinned, and only of epochs that are not held", async () => {
  const { bram, visitor, box } = await vouchedFor();
  const opened = await visitor.openConversation(box.forVisitor());
  const { keys } = await newKeyHolder();
  await assert.rejects(visitor.chooseOther({ id: bram.user, name: "Bram", ...keys, holds: [] }, contactOf(opened), WRITTEN), { name: "SubstitutedKey" });
  const sent = await visitor.chooseOther({ ...served(bram, "Bram"), holds: [1] }, contactOf(opened), WRITTEN);
  assert.deepEqual(sent.grants.map(({ epoch }) => epoch), [2]);
});

const agreement = (contact, consents = []) => ({ consents, visitor: null, counsellors: [], today: "2026-05-01", letIn: contact });
const listening = (who) => [{ owner: who.user, parts: ["conversation"] }];
const parties = ({ grants }) => grants.map(({ owner, part }) => `${owner} ${part}`);

test("a later key of the conversation goes to whom the visitor's own word names, and to nobody else", async () => {
  const { amina, bram, box } = await vouchedFor();
  const named = await amina.vault.newEpoch(box.id, listening(bram), ["conversation", "notes"], agreement([bram.keys.sign]));
  assert.deepEqual([parties(named).includes(`${bram.user} conversation`), parties(named).includes(`${bram.user} notes`), named.left], [true, false, []]);
  await amina.vault.keyringDropped();
  for (const [proposed, word] of [[listening(bram), agreement([])], [listening(bram), null]]) {
    const { left, grants } = await amina.vault.newEpoch(box.id, proposed, ["conversation", "notes"], word);
    assert.deepEqual([left.map(({ error }) => error.name), parties({ grants }).includes(`${bram.user} conversation`)], [["NoConsent"], false]);
    await amina.vault.keyringDropped();
  }
});

test("whose digits were never compared gets no later key, whoever names them", async () => {
  const { amina, box } = await vouchedFor();
  const carla = await newCounsellor();
  await pinned(amina, carla.user, carla.keys, false);
  const { left } = await amina.vault.newEpoch(box.id, listening(carla), ["conversation", "notes"], agreement([carla.keys.sign]));
  assert.deepEqual(left.map(({ error }) => error.name), ["UncheckedKey"]);
});

test("whom the visitor named and later took everything back from gets no later key", async () => {
  const { amina, bram, box } = await vouchedFor();
  const heard = async (state, sequence, previous) => JSON.stringify(await amina.vault.heardConsent({ matter: box.id, step: "share", receiver: bram.keys.sign, width: "from_now", heads: { conversation: null, notes: null }, text_hash: b64(new Uint8Array(32)), expires: null, sequence, previous, state }));
  const given = await heard("given", 1, "");
  const withdrawn = await heard("withdrawn", 2, consentHash(given));
  for (const [consents, left] of [[[given], []], [[given, withdrawn], ["NoConsent"]]]) {
    const made = await amina.vault.newEpoch(box.id, listening(bram), ["conversation", "notes"], agreement([bram.keys.sign], consents));
    assert.deepEqual(made.left.map(({ error }) => error.name), left);
    await amina.vault.keyringDropped();
  }
});
