// A server that leaves matters out of its lists: what the keyring knows must be somewhere.
import assert from "node:assert/strict";
import test from "node:test";
import { grantedButUnlisted, lacksKey, missingCards, missingFrom } from "../../src/nabij/browser/day/left-out.js";
import { keyringSaved, newCounsellor, newMatter, newPair } from "./practice.mjs";

const NOTHING = { matters: [], closed: [], withdrawn: [] };
const listed = (more) => ({ ...NOTHING, ...more });

/** Amina's own matter, and one of hers that Bram holds keys of too. */
async function twoMatters() {
  const { amina, bram } = await newPair();
  const own = await newMatter(amina);
  const shared = await newMatter(amina, bram);
  const served = shared.grants.filter(({ owner }) => owner === bram.user).map(({ matter, part, epoch, grant }) => ({ matter, part, epoch, grant, keeper: amina.user }));
  const { keyring } = await bram.vault.acceptGrants(served);
  await keyringSaved(bram, keyring);
  return { amina, bram, own: own.id, shared: shared.id };
}

test("a matter of one's own that is in no list is missing", async () => {
  const { amina, own, shared } = await twoMatters();
  const held = await amina.vault.heldMatters();
  assert.deepEqual(missingFrom(held, listed({ matters: [{ id: own }, { id: shared }] })), []);
  assert.deepEqual(missingFrom(held, listed({ matters: [{ id: own }], closed: [shared] })), []);
  assert.deepEqual(missingFrom(held, listed({ matters: [{ id: own }] })), [shared]);
  assert.deepEqual(missingFrom(held, NOTHING).sort(), [own, shared].sort());
});

test("nobody takes a matter of one's own back, whatever the server says", async () => {
  const { amina, own, shared } = await twoMatters();
  const held = await amina.vault.heldMatters();
  assert.deepEqual(missingFrom(held, listed({ closed: [shared], withdrawn: [own] })), [own]);
});

test("what a colleague took back is not missing, and what they share still is", async () => {
  const { bram, shared } = await twoMatters();
  const held = await bram.vault.heldMatters();
  assert.deepEqual(missingFrom(held, listed({ withdrawn: [shared] })), []);
  assert.deepEqual(missingFrom(held, NOTHING), [shared]);
});

test("a matter whose keys are not yet saved is not expected anywhere", async () => {
  const amina = await newCounsellor();
  await amina.vault.newMatter();
  assert.deepEqual(await amina.vault.heldMatters(), []);
});

test("what was granted must be listed, even when no key of it is in the keyring", () => {
  const granted = [["a", "conversation", 1], ["a", "notes", 1], ["a", "notes", 2], ["b", "peer", 1], ["c", "notes", 1], ["d", "notes", 1]];
  assert.deepEqual(grantedButUnlisted(granted, listed({ matters: [{ id: "c" }], withdrawn: ["d"] })), ["a"]);
  assert.deepEqual(grantedButUnlisted(granted, listed({ matters: [{ id: "c" }], closed: ["a"], withdrawn: ["d"] })), []);
});

test("keys are asked for when a card's own key is not there, and only then", () => {
  const held = [{ matter: "a", mine: true, conversation: [1, 2], notes: [1, 2], peer: [] }];
  const card = (epoch) => ({ part: "notes", epoch });
  assert.equal(lacksKey([{ id: "a", card: card(2) }], held), false);
  assert.equal(lacksKey([{ id: "a", card: null }], held), false);
  assert.equal(lacksKey([{ id: "a", card: card(3) }], held), true);
  assert.equal(lacksKey([{ id: "b", card: card(1) }], held), true);
  assert.equal(lacksKey([{ id: "b", card: null }], held), true);
});

test("a card that a colleague showed is missing when it is neither served nor taken back", () => {
  const peer = { matter: "a", mine: false, conversation: [], notes: [], peer: [1] };
  const held = [peer, { ...peer, matter: "b", mine: true }, { ...peer, matter: "c", notes: [1] }];
  assert.deepEqual(missingCards(held, [], NOTHING), ["a"]);
  assert.deepEqual(missingCards(held, [{ matter: "a" }], NOTHING), []);
  assert.deepEqual(missingCards(held, [], listed({ withdrawn: ["a"] })), []);
});
