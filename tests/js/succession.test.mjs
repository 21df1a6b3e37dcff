// A counsellor who renews their keys, with no colleague to vouch for them: visitors from before follow, and a lie leads nowhere.
import assert from "node:assert/strict";
import test from "node:test";
import { keysOf } from "../../src/nabij/browser/vault/session.js";
import { signSuccession } from "../../src/nabij/browser/vault/succession.js";
import { PRACTICE, keyringSaved, newKeyHolder } from "./practice.mjs";
import { begun, newPage, says, takenOn, texts, writes } from "./visiting.mjs";

const names = ({ troubles }) => troubles.map(({ epoch, name }) => [epoch, name]);

/** What the server serves of new keys, signed with these from before. */
const step = async (keys, former, owner, practice = PRACTICE) => ({ ...keys, signer: former.sign, signature: await signSuccession({ practice, owner, keys }, former) });

/** Amina's keys are new; the server tells how they follow the former. */
async function renewed({ amina, box }, { tell = true } = {}) {
  const before = keysOf(amina.vault.session).signer;
  const change = await amina.vault.rotate("seen", { words: "zes nieuwe woorden voor deze kluis" });
  await amina.vault.accountSaved(change);
  const row = box.counsellors.find(({ id }) => id === amina.user);
  Object.assign(row, change.keys);
  if (tell) row.successions = [...(row.successions ?? []), { ...change.keys, signer: before.sign, signature: change.succession }];
  return { before, keys: change.keys };
}

async function nextEpoch({ amina, box }) {
  const next = await amina.vault.newEpoch(box.id, []);
  box.grants.push(...next.grants);
  await keyringSaved(amina, next.keyring);
}

/** The visitor comes back, with what was read remembered. */
async function remembered(box) {
  const page = await newPage();
  const found = await page.openConversation(box.forVisitor());
  const { keepsake } = await page.nextKeepsake();
  await page.saved({ keepsake });
  box.keep([], null, keepsake);
  return { page, found };
}

test("a visitor from before writes on with who renewed their keys alone, in every stage of a conversation", async () => {
  const stages = {
    "nobody took it on": [await begun(), async () => {}],
    "taken on, new keys not made yet": [await takenOn(), async () => {}],
    "new keys for the conversation": [await takenOn(), nextEpoch],
    "renewed before it was taken on": [await begun(), async ({ amina, box }) => {
      const taken = await amina.vault.takeOnConversation(box.waitingFor(amina.user), []);
      box.grants.push(...taken.grants);
      await amina.vault.bundleSaved(taken.bundle);
      await keyringSaved(amina, taken.keyring);
    }],
  };
  for (const [stage, [at, then]] of Object.entries(stages)) {
    if (at.taken) await says(at.amina, at.box, "Nog met mijn oude sleutel");
    const { before, keys } = await renewed(at);
    await then(at);
    if (stage !== "nobody took it on") await says(at.amina, at.box, "Met mijn nieuwe sleutel");
    const { page, found } = await remembered(at.box);
    assert.deepEqual([names(found), found.renewed, found.writable], [[], [at.amina.user], true], stage);
    const [pin] = found.counsellors.filter(({ id }) => id === at.amina.user);
    assert.deepEqual([pin.sign, pin.former, pin.checked], [keys.sign, [before.sign], true], stage);
    await writes(page, at.box, "Ik lees je");
    const again = await (await newPage()).openConversation(at.box.forVisitor());
    assert.deepEqual([names(again), again.renewed, texts(again).at(-1)], [[], [], "Ik lees je"], stage);
  }
});

test("who was away for two renewals, each with keys that nobody saw, follows step by step", async () => {
  const at = await takenOn();
  await says(at.amina, at.box, "Eerst");
  await renewed(at);
  await nextEpoch(at);
  await says(at.amina, at.box, "Toen");
  await renewed(at);
  await nextEpoch(at);
  await says(at.amina, at.box, "Nu");
  const { found } = await remembered(at.box);
  assert.deepEqual([names(found), found.renewed, texts(found)], [[], [at.amina.user], ["Mag ik iets vragen?", "Eerst", "Toen", "Nu"]]);
});

test("a colleague whom she lets in with her new keys, in keys from before, is known too", async () => {
  const at = await takenOn();
  await renewed(at);
  const { newCounsellor, pinned } = await import("./practice.mjs");
  const carla = await newCounsellor();
  await pinned(at.amina, carla.user, carla.keys);
  at.box.counsellors.push({ id: carla.user, name: "Carla", ...carla.keys });
  await says(at.amina, at.box, undefined, await at.amina.vault.introduce(at.box.id, carla.user), "introduction");
  const { found } = await remembered(at.box);
  assert.deepEqual([names(found), found.introduced], [[], [carla.user]]);
});

test("without a word of the key from before, or with one that is forged, another's, or of another place, nothing is written", async () => {
  const at = await takenOn();
  const { amina, bram, box } = at;
  const server = await newKeyHolder();
  const { before, keys } = await renewed(at, { tell: false });
  const his = keysOf(bram.vault.session).signer;
  const forged = { ...(await step(keys, before, amina.user)), signature: (await step(keys, server.signer, amina.user)).signature };
  const lies = {
    nothing: [], junk: [null, 3, {}, "x"], forged: [forged],
    "by the new key itself": [await step(keys, keysOf(amina.vault.session).signer, amina.user)],
    "by another counsellor": [await step(keys, his, amina.user)],
    "signed by him under her name": [{ ...(await step(keys, his, amina.user)), signer: before.sign }],
    "of another counsellor": [await step(keys, before, bram.user)],
    "of another practice": [await step(keys, before, amina.user, crypto.randomUUID())],
    "of other keys": [{ ...(await step(keys, before, amina.user)), recipient: server.keys.recipient }],
    "leads elsewhere": [await step(server.keys, before, amina.user)],
  };
  for (const [what, successions] of Object.entries(lies)) {
    const counsellors = box.counsellors.map((one) => (one.id === amina.user ? { ...one, successions } : one));
    const page = await newPage();
    await assert.rejects(page.openConversation({ ...box.forVisitor(), counsellors }), { name: "SubstitutedKey" }, what);
    const found = await page.openConversation({ ...box.forVisitor(), counsellors }, { anyway: true });
    assert.deepEqual([found.writable, found.pinsChanged], [false, what === "leads elsewhere"], what);
    await assert.rejects(page.writeInto([]), { name: "WrongContext" }, what);
  }
});

test("one counsellor's word leads to no other's keys, nor to the visitor's own, whoever signed it", async () => {
  const { amina, bram, box } = await takenOn();
  const before = keysOf(amina.vault.session).signer;
  for (const keys of [bram.keys, box.visitor, { ...amina.keys, recipient: bram.keys.recipient }]) {
    const counsellors = [{ ...box.counsellors[0], ...keys, successions: [await step(keys, before, amina.user)] }, box.counsellors[1]];
    await assert.rejects((await newPage()).openConversation({ ...box.forVisitor(), counsellors }), { name: "SubstitutedKey" });
  }
});

test("a former key vouches for nobody once another followed it, and is never brought back", async () => {
  const at = await takenOn();
  const { amina, box } = at;
  const thief = await newKeyHolder();
  await says(amina, box, "Nog met mijn oude sleutel");
  const old = { ...amina.keys };
  const { before, keys } = await renewed(at);
  const honest = box.counsellors[0].successions;
  await remembered(box);
  const lies = {
    "another successor of the former key": [thief.keys, [await step(thief.keys, before, amina.user)]],
    "both": [thief.keys, [...honest, await step(thief.keys, before, amina.user)]],
    "the former keys themselves": [old, honest],
    "the former keys, vouched for by the new": [old, [...honest, await step(old, keysOf(amina.vault.session).signer, amina.user)]],
  };
  for (const [what, [served, successions]] of Object.entries(lies)) {
    const counsellors = [{ ...box.counsellors[0], ...served, successions }, box.counsellors[1]];
    await assert.rejects((await newPage()).openConversation({ ...box.forVisitor(), counsellors }), { name: "SubstitutedKey" }, what);
  }
  const { makeGrant } = await import("../../src/nabij/browser/vault/grant.js");
  const grant = await makeGrant({ practice: PRACTICE, matter: box.id, part: "conversation", epoch: 3 }, crypto.getRandomValues(new Uint8Array(32)), box.visitor.recipient, before);
  const found = await (await newPage()).openConversation({ ...box.forVisitor(), grants: [...box.forVisitor().grants, { part: "conversation", epoch: 3, grant }] });
  assert.deepEqual([names(found), found.counsellors.find(({ id }) => id === amina.user).sign], [[[3, "UntrustedSigner"]], keys.sign]);
});

test("only who was possibly seen signs over: a lost passkey leaves the keys as they are", async () => {
  const { amina } = await begun();
  assert.equal((await amina.vault.rotate("lost", { words: "zes nieuwe woorden voor deze kluis" })).succession, null);
});
