// Who got keys from a later epoch on reads consents that begin with a later number than 1: checked, drawn, and written on top of.
import assert from "node:assert/strict";
import test from "node:test";
// First, as it stands in for the browser that the other modules look for.
import { asShared, atWork, daily, loadMatter, revise, server, shareWith, withdraw } from "./day-server.mjs";
import { openAccount } from "../../src/nabij/browser/vault/account.js";
import { agreements, lastConsent, takenBack, toShare } from "../../src/nabij/browser/day/consents.js";
import { inDoubt } from "../../src/nabij/browser/day/disagreements.js";
import { passingHeads } from "../../src/nabij/browser/vault/heads.js";
import { unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { signConsent, verifyConsents } from "../../src/nabij/browser/vault/consent.js";
import { passTurn, cardOf } from "../../src/nabij/browser/day/writing.js";
import { PRACTICE, WORDS, cheapScrypt, keyringSaved, newKeyHolder, pinned } from "./practice.mjs";

const OTHER = `B${"A".repeat(42)}=`;
const row = (id) => server.matters.get(id);

/** Amina shared with Dirk and took it back, and shares with Bram from now on: his first consent is the third. */
async function later(t) {
  const at = await atWork(t);
  const { bram, dirk, id } = at;
  await shareWith(dirk, id, { colleague: { ...asShared(dirk), name: "Dirk" } });
  await withdraw(await loadMatter(id), { pin: { owner: dirk.user, sign: dirk.keys.sign }, width: "everything", text: "Toch niet" });
  row(id).shares[0].withdrawn = true;
  await shareWith(bram, id, { width: "from_now" });
  const mine = await loadMatter(id);
  assert.deepEqual([mine.alarms, mine.consents.all.map(({ consent }) => consent.sequence)], [[], [1, 2, 3]]);
  return at;
}

/** Bram at work at the same server, which serves him what he holds a key of. */
async function asBram(t, { amina, bram, id }) {
  await pinned(bram, amina.user, await daily.me());
  const grants = row(id).grants.filter(({ grantee }) => grantee === bram.user);
  const { keyring } = await bram.vault.acceptGrants(grants.map(({ part, epoch, sealed }) => ({ matter: id, part, epoch, grant: unb64(sealed), keeper: amina.user })));
  await keyringSaved(bram, keyring);
  const words = bram.slots.find(({ kind }) => kind === "words");
  daily.session.lock();
  daily.session.unlock(await openAccount(bram.account, { kind: "words", typed: WORDS, slot: words.slot }, cheapScrypt, passingHeads()));
  const held = new Set(grants.map(({ part, epoch }) => `${part} ${epoch}`));
  const open = ({ part, epoch }) => held.has(`${part} ${epoch}`);
  server.self = bram.user;
  server.lie = (all) => ({ ...all, mine: false, keeper: { id: amina.user, name: "Amina" }, records: all.records.filter(open), manifests: all.manifests.filter(open) });
}

test("a colleague who reads from a later epoch on is told nothing false, and writes", async (t) => {
  const at = await later(t);
  await asBram(t, at);
  const matter = await loadMatter(at.id);
  assert.deepEqual([matter.consents.all.map(({ consent }) => consent.sequence), matter.consents.trouble], [[3], null]);
  assert.deepEqual([matter.alarms, matter.troubles, inDoubt(matter)], [[], [], false]);
  const { now, before } = agreements(matter);
  assert.deepEqual([now.map(({ name, width }) => [name, width]), before], [[["jij", "from_now"]], []]);
  assert.deepEqual([takenBack(matter), toShare(matter), lastConsent(matter)?.sequence], [[], [], 3]);
  await revise(matter, [{ part: "notes", kind: "note", id: crypto.randomUUID(), revision: 1, content: { encounter: crypto.randomUUID(), at: "2026-03-03T10:00", place: "", text: "Meegelezen" } }]);
  await passTurn(await loadMatter(at.id), { turn: "visitor", due: null, card: { ...cardOf(matter), next_step: "Bellen" } });
  const after = await loadMatter(at.id);
  assert.deepEqual([after.records.filter(({ kind }) => kind === "note").length, cardOf(after).next_step, after.troubles], [1, "Bellen", []]);
});

test("a colleague who reads from later on notices when the last consent that a card names is withheld", async (t) => {
  const at = await later(t);
  await asBram(t, at);
  const honest = server.lie;
  const hidden = row(at.id).consents.at(-1).record_id;
  server.lie = (all) => ({ ...honest(all), records: honest(all).records.filter(({ id }) => id !== hidden) });
  const matter = await loadMatter(at.id);
  assert.equal(matter.troubles.some(({ part, missing }) => part === "conversation" && missing.some(({ id }) => id === hidden)), true);
  assert.deepEqual([matter.consents.trouble, inDoubt(matter)], ["RolledBack", true]);
});

test("from wherever a list of consents begins, what follows must follow", async () => {
  const keeper = await newKeyHolder();
  const trusted = { practice: PRACTICE, matter: keeper.owner, visitor: null, counsellors: [keeper.keys.sign] };
  const heard = async (sequence, previous) => JSON.stringify(await signConsent({ practice: PRACTICE, matter: keeper.owner, step: "share", receiver: keeper.keys.sign, width: "everything", heads: { conversation: null, notes: null }, text_hash: "A".repeat(43) + "=", expires: null, sequence, previous, state: "given", heard: true }, keeper.signer));
  const third = await heard(3, OTHER);
  assert.equal((await verifyConsents([third], trusted, { anywhere: true })).length, 1);
  await assert.rejects(verifyConsents([third], trusted), { name: "ForgedConsent" });
  await assert.rejects(verifyConsents([await heard(1, OTHER)], trusted, { anywhere: true }), { name: "ForgedConsent" });
  await assert.rejects(verifyConsents([third, await heard(5, OTHER)], trusted, { anywhere: true }), { name: "ForgedConsent" });
  await assert.rejects(verifyConsents([third, await heard(4, OTHER)], trusted, { anywhere: true }), { name: "ForgedConsent" });
  await assert.rejects(verifyConsents([third, third], trusted, { anywhere: true }), { name: "ReplayedConsent" });
});
