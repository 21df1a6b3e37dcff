// A server that hides what was taken back: nobody gets a key while it is not certain who may have one, and no number is signed twice.
import assert from "node:assert/strict";
import test from "node:test";
// First, as it stands in for the browser that the other modules look for.
import { asShared, atWork, daily, day, granteesOf, loadMatter, memory, newIds, noteEncounter, renewKeys, server, share, shareWith, withdraw } from "./day-server.mjs";
import { renewMatters } from "../../src/nabij/browser/day/account.js";
import { consentsOf } from "../../src/nabij/browser/day/sharing.js";
import { latest } from "../../src/nabij/browser/day/latest.js";

const row = (id) => server.matters.get(id);
const taking = (who, width = "everything") => ({ pin: { owner: who.user, sign: who.keys.sign }, width, text: "Toch niet" });
const DOUBT = { code: "doubtful", sentence: /niemand kreeg een sleutel/ };

/** Amina shared with Bram, and took it back. */
async function takenBack(t) {
  const at = await atWork(t);
  const card = { alias: "Regenjas", next_step: "", aftercare: null };
  const encounter = { id: crypto.randomUUID(), channel: "phone", duration: "hour", involvement: [] };
  await noteEncounter(await loadMatter(at.id), { ids: { ...newIds() }, encounter, note: { at: "2026-03-02T10:00", place: "", text: "Eerste" }, card, turn: "counsellor", due: null, draft: null });
  await shareWith(at.bram, at.id);
  await withdraw(await loadMatter(at.id), taking(at.bram));
  row(at.id).shares[0].withdrawn = true;
  await loadMatter(at.id);
  return at;
}

/** The server hides the epoch in which Bram's consent was taken back, and says that he still reads along. Gives back how to be honest again. */
function hiding(id, parts = ["conversation"]) {
  const kept = row(id);
  const was = { records: kept.records, manifests: kept.manifests, consents: kept.consents };
  const shown = (one) => !(parts.includes(one.part) && one.epoch === 2);
  Object.assign(kept, { records: was.records.filter(shown), manifests: was.manifests.filter(shown), consents: was.consents.slice(0, 1) });
  kept.shares[0].withdrawn = false;
  return () => {
    for (const [name, before] of Object.entries(was)) kept[name] = [...before, ...kept[name].filter((one) => !before.includes(one))];
    kept.shares[0].withdrawn = true;
  };
}

test("where a withdrawal is hidden, neither new keys nor a share reach anyone, one by one or all at once", async (t) => {
  const { bram, dirk, id } = await takenBack(t);
  const honest = hiding(id);
  await assert.rejects(renewKeys(await loadMatter(id)), DOUBT);
  for (const width of ["from_now", "everything", "peer_card"]) await assert.rejects(shareWith(dirk, id, { width, colleague: { ...asShared(dirk), name: "Dirk" } }), DOUBT);
  const { failed } = await renewMatters([{ id, alias: "Regenjas" }]);
  assert.deepEqual(failed.map(({ error }) => error.code), ["doubtful"]);
  assert.deepEqual([granteesOf(id, 2).has(bram.user), granteesOf(id, 3).size], [false, 0]);
  honest();
  const again = await loadMatter(id);
  assert.deepEqual([again.troubles, again.consents.trouble, again.alarms], [[], null, []]);
  await renewKeys(again);
  assert.deepEqual(granteesOf(id, 3), new Set([server.self]));
});

test("a device that never saw the matter knows from the card that a withdrawal is hidden", async (t) => {
  const { id } = await takenBack(t);
  hiding(id);
  memory.clear();
  const seen = await loadMatter(id);
  assert.deepEqual([seen.troubles, seen.consents.trouble, seen.consents.all.length], [[], "RolledBack", 1]);
  assert.match(seen.alarms.join(), /Er is een latere of andere toestemming of intrekking/);
  await assert.rejects(renewKeys(seen), DOUBT);
});

test("a device that never saw the matter knows from its keys that the card is hidden with the withdrawal", async (t) => {
  const { id } = await takenBack(t);
  hiding(id, ["conversation", "notes"]);
  memory.clear();
  const seen = await loadMatter(id);
  assert.deepEqual([seen.troubles, seen.consents.trouble], [[], null]);
  assert.match(seen.alarms.join(), /Wat bij je nieuwste sleutel van deze kwestie hoort, geeft de server niet/);
  await assert.rejects(renewKeys(seen), DOUBT);
});

test("every share and withdrawal writes the number and hash of its consent in the card, and an older card without them is read", async (t) => {
  const { bram, dirk, id } = await takenBack(t);
  const named = async () => latest(await loadMatter(id), "card").at(-1).consent?.sequence;
  assert.equal(await named(), 2);
  assert.equal(latest(await loadMatter(id), "card")[0].content.consent, undefined);
  await shareWith(dirk, id, { width: "peer_card", peerCard: { situation: "Iemand", question: "Wat nu?" }, colleague: { ...asShared(dirk), name: "Dirk" } });
  assert.equal(await named(), 3);
  await withdraw(await loadMatter(id), taking(dirk, "peer_card"));
  assert.equal(await named(), 4);
  const matter = await loadMatter(id);
  for (const record of matter.records) record.consent = null;
  await share(matter, { colleague: asShared(bram), width: "from_now", text: "Mag ik delen?", expires: null, today: day(0), peerCard: null });
  assert.deepEqual([await named(), (await loadMatter(id)).consents.trouble], [5, null]);
});

test("taking back while a withdrawal is hidden gives only oneself a key, and its number follows that of the card", async (t) => {
  const { bram, dirk, id } = await takenBack(t);
  const honest = hiding(id);
  row(id).shares.push({ colleague: dirk.user, name: "Dirk", width: "everything", from_epoch: 1, withdrawn: false, left: false });
  const { left } = await withdraw(await loadMatter(id), taking(dirk));
  assert.deepEqual([left, granteesOf(id, 3)], [[{ name: "Bram", why: "wie mag meelezen, is nu niet zeker" }], new Set([server.self])]);
  assert.deepEqual([granteesOf(id, 2).has(bram.user), row(id).consents.at(-1).sequence], [false, 3]);
  honest();
  row(id).shares.pop();
  const again = await loadMatter(id);
  assert.deepEqual([again.consents.trouble, again.consents.all.map(({ consent }) => consent.sequence), again.alarms], [null, [1, 2, 3], []]);
});

test("where no card says which number comes next, nothing is signed", async (t) => {
  const { dirk, id } = await takenBack(t);
  hiding(id);
  const matter = await loadMatter(id);
  for (const record of matter.records) record.consent = null;
  await assert.rejects(withdraw(matter, taking(dirk)), DOUBT);
  assert.equal(row(id).consents.length, 1);
});

test("the vault itself grants nobody by a list that ends before the consent that a card names", async (t) => {
  const { bram, id } = await takenBack(t);
  const consents = consentsOf(await loadMatter(id));
  const last = latest(await loadMatter(id), "card").at(-1).consent;
  const agreement = (those, known) => ({ consents: those, visitor: null, counsellors: [], today: day(0), last: known });
  await assert.rejects(daily.grantsFor(id, "everything", bram.user, agreement(consents.slice(0, 1), last)), { name: "RolledBack" });
  await assert.rejects(daily.grantsFor(id, "everything", bram.user, agreement(consents, { ...last, hash: "A".repeat(43) + "=" })), { name: "Forked" });
  await assert.rejects(daily.grantsFor(id, "everything", bram.user, agreement(consents, last)), { name: "NoConsent" });
});
