// Match keys and tokens: shared with who was compared, and refused from everybody else, whatever the server and the matcher say.
import assert from "node:assert/strict";
import test from "node:test";
import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import { b64, unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { factsOf, matchBox, Matching } from "../../src/nabij/browser/vault/match-keys.js";
import { personOf } from "../../src/nabij/browser/vault/person-name.js";
import { newCounsellor, PRACTICE } from "./practice.mjs";

const { voprf } = ristretto255_oprf;
const HERE = 7;

/** A matcher with a key of its own; `lie` changes what it answers. */
function newMatcher() {
  const keys = voprf.generateKeyPair();
  return {
    shown: { 1: b64(keys.publicKey) },
    answer: (points) => voprf.blindEvaluateBatch(keys.secretKey, keys.publicKey, points),
  };
}

/** Two counsellors who compared each other's digits. */
async function pair() {
  const both = await Promise.all([newCounsellor(), newCounsellor()]);
  for (const [one, other] of [both, [...both].reverse()]) await one.vault.bundleSaved(await one.vault.pin(other.user, other.keys, { checked: true, name: "Collega" }));
  return both.map((one) => ({ ...one, matching: new Matching(one.vault.session) }));
}

const saved = async ({ vault }, bundle) => bundle && vault.bundleSaved(bundle);
const mine = (grants, { user }) => grants.filter(({ owner }) => owner === user).map(({ epoch, grant }) => ({ epoch, grant }));

/** The same with the first key at both, and the matcher pinned. */
async function begun() {
  const [amina, bram] = await pair();
  const matcher = newMatcher();
  const { grants, bundle } = await amina.matching.begin(HERE, 1, [bram.user]);
  await saved(amina, bundle);
  await saved(bram, await bram.matching.take(HERE, mine(grants, bram)));
  for (const one of [amina, bram]) await saved(one, (await one.matching.pinMatcher(matcher.shown)).bundle);
  return { amina, bram, matcher, grants };
}

async function tokens({ matching }, matcher, facts, epoch = 1) {
  const asked = await matching.blind(HERE, epoch, facts);
  const { evaluated, proof } = matcher.answer(asked.map(({ blinded }) => blinded));
  return matching.tokens(1, asked, evaluated, proof);
}

const factsFor = (name, visitor = "v") => factsOf(personOf({ name, email: "" }), visitor).facts;

test("the box of a match key is what every implementation computes", () => {
  assert.equal(matchBox("11111111-1111-4111-8111-111111111111", 7), "065abe3e-58c6-4326-a52c-d2c3147c9385");
  assert.notEqual(matchBox(PRACTICE, 7), matchBox(PRACTICE, 8));
});

test("two counsellors of one organisation make one token of one person, and other organisations another", async () => {
  const { amina, bram, matcher } = await begun();
  const one = await tokens(amina, matcher, factsFor("drs. Piet Jansen-de Vries, MSc"));
  const other = await tokens(bram, matcher, factsFor("Vries, Piet de"));
  assert.ok(other.some((token) => one.includes(token)));
  assert.ok(one.every((token) => unb64(token).length === 16));
  const { bundle } = await amina.matching.begin(HERE + 1, 1, []);
  await saved(amina, bundle);
  const asked = await amina.matching.blind(HERE + 1, 1, factsFor("Piet Jansen"));
  const { evaluated, proof } = matcher.answer(asked.map(({ blinded }) => blinded));
  const elsewhere = await amina.matching.tokens(1, asked, evaluated, proof);
  assert.deepEqual(elsewhere.filter((token) => one.includes(token)), []);
});

test("a visitor has one token with one person, and another with another person", async () => {
  const { amina, bram, matcher } = await begun();
  const [, one] = await tokens(amina, matcher, factsFor("Piet Jansen", "visitor 1"));
  assert.equal((await tokens(bram, matcher, factsFor("Piet Jansen", "visitor 1")))[1], one);
  assert.notEqual((await tokens(bram, matcher, factsFor("Piet Jansen", "visitor 2")))[1], one);
  assert.notEqual((await tokens(bram, matcher, factsFor("Els Bakker", "visitor 1")))[1], one);
});

test("whose it is can be told of one person's matters, of no other person's, and of no other counsellor's", async () => {
  const { amina, bram, matcher } = await begun();
  const [piet, els] = [(await tokens(amina, matcher, factsFor("Piet Jansen")))[0], (await tokens(amina, matcher, factsFor("Els Bakker")))[0]];
  const [one, other] = await amina.matching.whose(HERE, 1, [piet, els]);
  assert.deepEqual(await amina.matching.whose(HERE, 1, [piet]), [one]);
  const [theirs] = await bram.matching.whose(HERE, 1, [piet]);
  assert.equal(new Set([one, other, theirs, piet, els]).size, 5);
  assert.ok([one, other, theirs].every((found) => unb64(found).length === 16));
});

test("what is sent says nothing: the same name is never the same point", async () => {
  const { amina } = await begun();
  const points = await Promise.all(Array.from({ length: 4 }, () => amina.matching.blind(HERE, 1, [["person", "name", "jansen piet"]])));
  assert.equal(new Set(points.map(([{ blinded }]) => b64(blinded))).size, 4);
});

test("forged, replayed, swapped and shortened evaluations are refused by name", async () => {
  const { amina, matcher } = await begun();
  const forger = newMatcher();
  const asked = await amina.matching.blind(HERE, 1, [["person", "name", "a b"], ["person", "name", "c d"]]);
  const earlier = await amina.matching.blind(HERE, 1, [["person", "name", "a b"], ["person", "name", "c d"]]);
  const points = asked.map(({ blinded }) => blinded);
  const right = matcher.answer(points);
  const lies = {
    "another key": forger.answer(points),
    "an earlier answer": matcher.answer(earlier.map(({ blinded }) => blinded)),
    "swapped": { ...right, evaluated: [...right.evaluated].reverse() },
    "one left out": { ...right, evaluated: right.evaluated.slice(1) },
    "the proof of another": { ...right, proof: forger.answer(points).proof },
    "noughts": { ...right, evaluated: right.evaluated.map(() => new Uint8Array(32)) },
  };
  for (const [what, { evaluated, proof }] of Object.entries(lies)) await assert.rejects(amina.matching.tokens(1, asked, evaluated, proof), { name: "ForgedEvaluation" }, what);
  assert.equal((await amina.matching.tokens(1, asked, right.evaluated, right.proof)).length, 2);
});

test("what a bundle could not hold is refused before it is kept, and nothing is lost", async () => {
  const { amina, matcher } = await begun();
  const other = newMatcher();
  for (const version of ["1.5", "abc", "0", "70000000", "-1"]) {
    await assert.rejects(amina.matching.pinMatcher({ ...matcher.shown, [version]: other.shown[1] }, { renewed: true }), { name: "BadEnvelope" });
  }
  await assert.rejects(amina.matching.begin(HERE, 1_000_000_000, []), { name: "BadEnvelope" });
  assert.deepEqual((await amina.matching.holds(HERE)).matcher, [1]);
});

test("another key under a pinned version is refused, and a new version waits until it is asked for", async () => {
  const { amina, matcher } = await begun();
  const other = newMatcher();
  await assert.rejects(amina.matching.pinMatcher(other.shown), { name: "SubstitutedMatcher" });
  const renewal = { ...matcher.shown, 2: other.shown[1] };
  assert.deepEqual(await amina.matching.pinMatcher(renewal), { unknown: [2], bundle: null });
  await assert.rejects(amina.matching.tokens(2, [], [], new Uint8Array(64)), { name: "Missing" });
  const { bundle } = await amina.matching.pinMatcher(renewal, { renewed: true });
  await saved(amina, bundle);
  assert.deepEqual((await amina.matching.holds(HERE)).matcher, [1, 2]);
});

test("a match key counts only from who was compared, for this organisation and epoch, and is never replaced", async () => {
  const { amina, bram, grants } = await begun();
  const eve = await newCounsellor();
  const theirs = new Matching(eve.vault.session);
  await saved(eve, await eve.vault.pin(bram.user, bram.keys, { checked: true }));
  const { grants: slipped } = await theirs.begin(HERE, 2, [bram.user]);
  await assert.rejects(bram.matching.take(HERE, mine(slipped, bram)), { name: "UntrustedSigner" });
  await assert.rejects(bram.matching.take(HERE + 1, mine(grants, bram)), { name: "WrongContext" });
  await assert.rejects(bram.matching.take(HERE, mine(grants, bram).map((one) => ({ ...one, epoch: 2 }))), { name: "WrongContext" });
  await assert.rejects(bram.matching.take(HERE, mine(grants, amina).map((one) => ({ ...one, epoch: 2 }))), { name: "WrongKey" });
  assert.equal(await bram.matching.take(HERE, mine(grants, bram)), null);
  await assert.rejects(amina.matching.begin(HERE, 2, [eve.user]), { name: "UncheckedKey" });
  await assert.rejects(amina.matching.begin(HERE, 1, []), { name: "RolledBack" });
});

test("who left has no next key, and makes none of its tokens", async () => {
  const { amina, bram, matcher } = await begun();
  const { bundle } = await amina.matching.begin(HERE, 2, []);
  await saved(amina, bundle);
  const [old] = await tokens(bram, matcher, factsFor("Piet Jansen"));
  const [now] = await tokens(amina, matcher, factsFor("Piet Jansen"), 2);
  assert.notEqual(now, old);
  await assert.rejects(bram.matching.blind(HERE, 2, factsFor("Piet Jansen")), { name: "Missing" });
  assert.deepEqual((await amina.matching.holds(HERE)).epochs, [1, 2]);
  await saved(amina, await amina.matching.keepOnly(HERE, 2));
  assert.deepEqual((await amina.matching.holds(HERE)).epochs, [2]);
});

test("a key that came later is handed on, and a shut vault compares nothing", async () => {
  const [amina, bram] = await pair();
  const { bundle } = await amina.matching.begin(HERE, 1, []);
  await saved(amina, bundle);
  await saved(bram, await bram.matching.take(HERE, mine(await amina.matching.hand(HERE, [bram.user]), bram)));
  assert.deepEqual((await bram.matching.holds(HERE)).epochs, [1]);
  await assert.rejects(bram.matching.hand(HERE + 1, [amina.user]), { name: "Missing" });
  amina.vault.session.lock();
  await assert.rejects(amina.matching.blind(HERE, 1, [["person"]]), { name: "Locked" });
  await assert.rejects(amina.matching.holds(HERE), { name: "Locked" });
});
