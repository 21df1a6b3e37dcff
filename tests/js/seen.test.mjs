// Whether both sides see the same conversation: each message names the manifest that its writer had seen.
import assert from "node:assert/strict";
import test from "node:test";
import { hashOf } from "../../src/nabij/browser/vault/envelope.js";
import { linkNames, servedNames, unseen } from "../../src/nabij/browser/vault/seen.js";
import { b64 } from "./practice.mjs";
import { newPage, says, takenOn, writes } from "./visiting.mjs";

test("a counsellor knows the manifest that a visitor's message names, and misses one that is not in the chain", async () => {
  const { amina, bram, box } = await takenOn();
  await says(amina, box, "Dag");
  const page = await newPage();
  await page.openConversation(box.forVisitor());
  await writes(page, box, "Dank je");
  await writes(page, box, "Nog iets");
  const chain = () => box.chain("conversation", 2, [bram.user]);
  const { records } = await amina.vault.openRecords(box.id, chain());
  const placed = records.map((one) => ({ ...one, epoch: 2 }));
  const there = new Set(await amina.vault.linkNames(box.id, chain()));
  assert.deepEqual([there.size, unseen(there, placed, [2]).size], [3, 0]);
  const lie = { ...placed[0], content: { seen: { epoch: 2, counter: 1, hash: b64(new Uint8Array(32)) } } };
  assert.deepEqual([...unseen(there, [...placed, lie], [2])], [[2, [lie.id]]]);
  assert.equal(unseen(there, [{ ...lie, content: { seen: { ...lie.content.seen, epoch: 1 } } }], [2]).size, 0);
  await assert.rejects(amina.vault.linkNames(box.id, { ...chain(), manifests: chain().manifests.slice(1) }), { name: "Forked" });
  await assert.rejects(amina.vault.linkNames(box.id, { ...chain(), manifests: chain().manifests.slice(0, -1) }), { name: "Forked" });
});

test("what is named is the epoch, the number and the hash together", () => {
  const envelope = new Uint8Array([1, 2, 3]);
  const [name] = servedNames([{ epoch: 2, counter: 5, envelope }]);
  assert.deepEqual(linkNames(2, [{ counter: 5, hash: hashOf(envelope) }]), [name]);
  for (const seen of ["x", {}, { epoch: 2, counter: 5 }]) assert.equal(unseen(new Set([name]), [{ id: "a", epoch: 2, content: { seen } }]).size, 1);
});
