// A server that leaves things out of a matter, or a colleague who posts junk: never unnoticed, and never the end of a whole part.
import assert from "node:assert/strict";
import test from "node:test";
// First, as it stands in for the browser that the other modules look for.
import { atWork, cardOf, daily, day, loadMatter, memory, mendPart, newIds, noteEncounter, onGone, revise, server, shareWith, suspicions, withdraw } from "./day-server.mjs";
import { agreements, lapsedShares } from "../../src/nabij/browser/day/consents.js";
import { exceptionsOf, recordException } from "../../src/nabij/browser/day/exception.js";
import { latest } from "../../src/nabij/browser/day/latest.js";
import { writerOf } from "../../src/nabij/browser/day/people.js";
import { meetings } from "../../src/nabij/browser/day/timeline.js";
import { b64, unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { keysOf } from "../../src/nabij/browser/vault/session.js";
import { keyringSaved, pinned } from "./practice.mjs";

const junk = (size = 301) => b64(Uint8Array.from({ length: size }, (_, at) => (at === 0 ? 1 : at % 251)));
const note = (id, revision, text, encounter = crypto.randomUUID()) => ({ part: "notes", kind: "note", id, revision, content: { encounter, at: "2026-03-03T10:00", place: "", text } });
const texts = (matter) => latest(matter, "note").map(({ content }) => content.text);
const row = (id) => server.matters.get(id);

/** Amina's matter with an encounter noted in it. */
async function noted(t) {
  const at = await atWork(t);
  const encounter = { id: crypto.randomUUID(), channel: "phone", duration: "hour", involvement: [] };
  await noteEncounter(await loadMatter(at.id), { ids: { ...newIds() }, encounter, note: { at: "2026-03-02T10:00", place: "", text: "Eerste ontmoeting" }, card: { alias: "Regenjas", next_step: "", aftercare: null }, turn: "counsellor", due: null, draft: null });
  return { ...at, encounter };
}

/** Junk as the newest manifest, with a junk revision of a record that the server takes as one. */
function postJunk(id, kind = "note", record = crypto.randomUUID(), revision = 1) {
  const counter = Math.max(...row(id).manifests.filter(({ part }) => part === "notes").map((one) => one.counter)) + 1;
  row(id).records.push({ id: record, part: "notes", epoch: 1, kind, revision, sealed: junk() });
  row(id).manifests.push({ part: "notes", epoch: 1, counter, sealed: junk(1069) });
  return record;
}

/** Bram's own vault with the keys to this matter. */
async function bramsVault(bram, id) {
  await pinned(bram, server.self, await daily.me());
  const grants = row(id).grants.filter(({ grantee }) => grantee === bram.user).map(({ part, epoch, sealed }) => ({ matter: id, part, epoch, grant: unb64(sealed), keeper: server.self }));
  const { keyring } = await bram.vault.acceptGrants(grants);
  await keyringSaved(bram, keyring);
}

/** What the server holds of the notes, as a vault is given it; of the manifests those from a counter on. */
const servedNotes = (id, people, from = 1) => ({
  part: "notes", epoch: 1, people, shredKey: unb64(row(id).shredKey),
  manifests: row(id).manifests.filter((one) => one.part === "notes" && one.epoch === 1 && one.counter >= from).map(({ counter, sealed }) => ({ counter, envelope: unb64(sealed) })),
  records: row(id).records.filter((one) => one.part === "notes" && one.epoch === 1).map(({ sealed, id: record, kind, revision }) => ({ id: record, kind, revision, envelope: unb64(sealed) })),
});

// What the server's lists leave out -----------------------------------------------------------------------------------------------

test("an honest server raises no alarm, and after sharing and withdrawing neither", async (t) => {
  const { bram, id } = await noted(t);
  assert.deepEqual((await loadMatter(id)).alarms, []);
  await shareWith(bram, id);
  assert.deepEqual((await loadMatter(id)).alarms, []);
  await withdraw(await loadMatter(id), { pin: { owner: bram.user, sign: bram.keys.sign }, width: "everything", text: "Toch niet" });
  row(id).shares[0].withdrawn = true;
  assert.deepEqual((await loadMatter(id)).alarms, []);
});

test("an encounter that the server leaves out is drawn all the same, and told; one without a record is told", async (t) => {
  const { id, encounter } = await noted(t);
  server.lie = (all) => ({ ...all, encounters: [] });
  const hidden = await loadMatter(id);
  assert.deepEqual(meetings(hidden.served.encounters, latest(hidden, "note")).map((one) => [one.encounter.id, one.at, one.counted]), [[encounter.id, "2026-03-02T10:00", false]]);
  assert.match(hidden.alarms.join(), /1 gesprek staat in je kluis, maar de server laat het weg/);
  server.lie = (all) => ({ ...all, encounters: [...all.encounters, { ...encounter, id: crypto.randomUUID(), month: "2026-01" }] });
  assert.match((await loadMatter(id)).alarms.join(), /De server telt 1 gesprek waarvan in je kluis geen notitie ligt/);
});

test("a break of confidentiality that the server leaves out, makes up or renames is told", async (t) => {
  const { id } = await noted(t);
  const content = { at: "2026-03-04T09:00", ground: "law", situation: "Iets", consent_sought: "", conscience: "", no_other_way: "", serious_harm: "", done: "Gebeld" };
  await recordException(await loadMatter(id), { id: crypto.randomUUID(), content });
  assert.deepEqual((await loadMatter(id)).alarms, []);
  server.lie = (all) => ({ ...all, breaks: [] });
  const hidden = await loadMatter(id);
  assert.deepEqual(exceptionsOf(hidden).map(({ ground, month, content: said }) => [ground, month, said.situation]), [["law", "2026-03", "Iets"]]);
  assert.match(hidden.alarms.join(), /doorbreking van vertrouwelijkheid die de server weglaat/);
  server.lie = (all) => ({ ...all, breaks: all.breaks.map((one) => ({ ...one, ground: "consent" })) });
  assert.match((await loadMatter(id)).alarms.join(), /anders noemt/);
  server.lie = (all) => ({ ...all, breaks: [...all.breaks, { record_id: crypto.randomUUID(), ground: "law", month: "2026-01" }] });
  assert.match((await loadMatter(id)).alarms.join(), /die niet in je kluis ligt/);
});

test("what the inbrenger said comes from the sealed consents, with the day, whatever the list says", async (t) => {
  const { bram, id } = await noted(t);
  await shareWith(bram, id, { expires: day(0) });
  server.lie = (all) => ({ ...all, consents: [], shares: all.shares.map((one) => ({ ...one, name: "Dirk" })) });
  const matter = await loadMatter(id);
  const [said] = agreements(matter).now;
  assert.match(said.words, /^Afgesproken in gesprek op \d+ [a-z]+ \d{4}$/);
  assert.deepEqual([said.ended, said.name, said.width, said.until], [null, "Bram", "everything", day(0)]);
  assert.deepEqual(agreements(matter, day(1)).before.map(({ ended }) => /^Liep tot en met /.test(ended)), [true]);
  assert.deepEqual(lapsedShares(matter, day(1)).map(({ name }) => name), ["Bram"]);
  assert.match(matter.alarms.join(), /toestemming in je kluis staat niet of anders in de lijst/);
  server.lie = (all) => ({ ...all, consents: all.consents.map((one) => ({ ...one, given: false })) });
  assert.match((await loadMatter(id)).alarms.join(), /niet of anders/);
  server.lie = (all) => ({ ...all, consents: [...all.consents, { ...all.consents[0], record_id: crypto.randomUUID(), sequence: 2 }] });
  assert.match((await loadMatter(id)).alarms.join(), /noemt een toestemming die niet in je kluis ligt/);
  server.lie = (all) => all;
  await withdraw(await loadMatter(id), { pin: { owner: bram.user, sign: bram.keys.sign }, width: "everything", text: "Toch niet" });
  const { now, before: [back] } = agreements(await loadMatter(id));
  assert.deepEqual(now, []);
  assert.match(back.words, /^Afgesproken in gesprek op /);
  assert.match(back.ended, /^Ingetrokken in gesprek op /);
  assert.match((await loadMatter(id)).alarms.join(), /De server deelt deze kwestie met iemand zonder toestemming/);
});

test("a colleague who reads along and whom the server does not name is told", async (t) => {
  const { bram, id } = await noted(t);
  await shareWith(bram, id);
  server.lie = (all) => ({ ...all, shares: [] });
  assert.match((await loadMatter(id)).alarms.join(), /Volgens je kluis leest een collega mee die de server niet noemt/);
});

test("a server that calls a matter someone else's hides no epoch and takes nothing from its keeper", async (t) => {
  const { dirk, id } = await noted(t);
  server.lie = (all) => ({ ...all, mine: false, keeper: { id: dirk.user, name: "Dirk" }, grants: [] });
  const matter = await loadMatter(id);
  assert.deepEqual([matter.served.mine, matter.served.keeper.id, texts(matter)], [true, server.self, ["Eerste ontmoeting"]]);
  assert.match(matter.alarms.join(), /Jij begon deze kwestie, maar de server zegt dat ze van een ander is/);
});

test("a card that the server calls someone else's is suspect", async (t) => {
  const { dirk, id } = await noted(t);
  for (const other of server.matters.keys()) if (other !== id) server.matters.delete(other);
  const card = row(id).records.filter(({ kind }) => kind === "card").at(-1);
  const listed = { id, card, keeper: { id: server.self, name: "Amina" }, mine: true, shred_key: row(id).shredKey };
  assert.deepEqual(await suspicions({ matters: [listed], closed: [], withdrawn: [] }), []);
  assert.deepEqual(await suspicions({ matters: [{ ...listed, mine: false, keeper: { id: dirk.user, name: "Dirk" } }], closed: [], withdrawn: [] }), ["UntrustedSigner"]);
});

test("a card that names a newer key than one was given is told", async (t) => {
  const { id } = await noted(t);
  const matter = await loadMatter(id);
  assert.deepEqual(latest(matter, "card").at(-1).epochs, { conversation: 1, notes: 1 });
  const held = keysOf(daily.session).keyring.get(id);
  const key = held.conversation.get(1);
  held.conversation.delete(1);
  t.after(() => held.conversation.set(1, key));
  server.lie = (all) => ({ ...all, grants: [] });
  assert.match((await loadMatter(id)).alarms.join(), /nieuwere sleutel van deze kwestie dan de server jou geeft/);
});

// Junk -----------------------------------------------------------------------------------------------------------------------------

test("junk as the newest manifest leaves what was vouched for readable, names the rest, and takes nothing new", async (t) => {
  const { id } = await noted(t);
  const bad = postJunk(id);
  const matter = await loadMatter(id);
  assert.deepEqual([texts(matter), cardOf(matter).alias], [["Eerste ontmoeting"], "Regenjas"]);
  const [trouble] = matter.troubles;
  assert.deepEqual([trouble.part, trouble.shown, trouble.below, trouble.missing, trouble.unverified.map((one) => [one.id, one.record])], ["notes", true, false, [], [[bad, null]]]);
  await assert.rejects(revise(matter, [note(crypto.randomUUID(), 1, "Erbovenop")]), { code: "troubled", sentence: /Er is niets weg/ });
});

test("the keeper mends a part, and it is whole again for everyone, also for who saw the junk", async (t) => {
  const { bram, id } = await noted(t);
  await shareWith(bram, id);
  await bramsVault(bram, id);
  const seen = (await bram.vault.openRecords(id, servedNotes(id, [server.self]))).head.counter;
  const bad = postJunk(id);
  await assert.rejects(bram.vault.openRecords(id, servedNotes(id, [server.self], seen)));
  const before = await loadMatter(id);
  await mendPart(before, before.troubles[0]);
  const matter = await loadMatter(id);
  assert.deepEqual([matter.troubles, matter.alarms, matter.aside.map((one) => one.id), texts(matter)], [[], [], [bad], ["Eerste ontmoeting"]]);
  const his = await bram.vault.openRecords(id, servedNotes(id, [server.self], seen));
  assert.deepEqual([his.head.counter, his.aside.map((one) => one.id), his.records.length], [seen + 2, [bad], matter.records.filter(({ part }) => part === "notes").length]);
  await revise(matter, [note(crypto.randomUUID(), 1, "Weer gewoon verder")]);
  assert.deepEqual(texts(await loadMatter(id)), ["Eerste ontmoeting", "Weer gewoon verder"]);
});

test("a record that was overwritten with junk gets its next revision after the junk", async (t) => {
  const { id } = await noted(t);
  const { records } = await loadMatter(id);
  const card = records.filter(({ kind }) => kind === "card").at(-1);
  const first = records.find(({ kind }) => kind === "note");
  postJunk(id, "card", card.id, card.revision + 1);
  postJunk(id, "note", first.id, 2);
  const before = await loadMatter(id);
  await mendPart(before, before.troubles[0]);
  const matter = await loadMatter(id);
  assert.deepEqual([latest(matter, "card").at(-1).revision, cardOf(matter).alias], [card.revision + 2, "Regenjas"]);
  assert.deepEqual(matter.troubles, []);
});

test("a fallback below what this device saw is shown as such, and a rolled-back part is not signed over", async (t) => {
  const { id } = await noted(t);
  await revise(await loadMatter(id), [note(crypto.randomUUID(), 1, "Later")]);
  const notes = row(id).manifests.filter(({ part }) => part === "notes");
  notes.at(-1).sealed = junk(1069);
  const altered = (await loadMatter(id)).troubles[0];
  assert.deepEqual([altered.below, altered.unverified.map(({ record }) => record.content.text)], [true, ["Later"]]);
  assert.deepEqual(texts(await loadMatter(id)), ["Eerste ontmoeting"]);
  row(id).manifests.splice(row(id).manifests.indexOf(notes.at(-1)), 1);
  row(id).records.pop();
  const [{ name, below, mending }] = (await loadMatter(id)).troubles;
  assert.deepEqual([name, below, mending], ["RolledBack", true, null]);
});

test("what a device saw and its keeper passed over is told once", async (t) => {
  const { bram, id } = await noted(t);
  await shareWith(bram, id);
  await bramsVault(bram, id);
  await revise(await loadMatter(id), [note(crypto.randomUUID(), 1, "Door iedereen gezien")]);
  const { head } = await bram.vault.openRecords(id, servedNotes(id, [server.self]));
  row(id).manifests.filter(({ part }) => part === "notes").at(-1).sealed = junk(1069);
  const before = await loadMatter(id);
  await mendPart(before, before.troubles[0]);
  assert.deepEqual(texts(await loadMatter(id)), ["Eerste ontmoeting", "Door iedereen gezien"]);
  await assert.rejects(bram.vault.openRecords(id, servedNotes(id, [server.self], head.counter)), { name: "Forked" });
  const told = await bram.vault.openWhatVerifies(id, servedNotes(id, [server.self]));
  assert.deepEqual([told.skipped, told.below, told.unverified, told.missing], [true, false, [], []]);
  await bram.vault.openRecords(id, servedNotes(id, [server.self], head.counter));
});

test("a colleague cannot pass over what was written, nor set aside what opens", async (t) => {
  const { bram, id } = await noted(t);
  await shareWith(bram, id);
  await bramsVault(bram, id);
  const { head, records } = await bram.vault.openRecords(id, servedNotes(id, [server.self]));
  const state = keysOf(bram.vault.session);
  const { sealManifest } = await import("../../src/nabij/browser/vault/manifest.js");
  const { keysFor } = await import("../../src/nabij/browser/vault/chain.js");
  const { hashOf } = await import("../../src/nabij/browser/vault/envelope.js");
  const at = { matter: id, part: "notes", epoch: 1 };
  const served = servedNotes(id, [server.self]);
  const entries = served.records.map((one) => [one.id, one.kind === "note" ? "set_aside" : one.kind, one.revision, hashOf(one.envelope)]).sort(([a, , n], [b, , m]) => (a < b ? -1 : a > b ? 1 : n - m));
  const hiding = await sealManifest(keysFor(state, at), state.signer, { counter: head.counter + 1, previous: head.hash, entries });
  row(id).manifests.push({ ...at, counter: head.counter + 1, sealed: b64(hiding) });
  const matter = await loadMatter(id);
  const [trouble] = matter.troubles;
  assert.deepEqual([trouble.name, trouble.unverified, texts(matter)], ["Forked", [], ["Eerste ontmoeting"]]);
  memory.clear();
  const fresh = await loadMatter(id);
  assert.deepEqual([fresh.troubles.map(({ name }) => name), texts(fresh)], [["RecordChanged"], ["Eerste ontmoeting"]]);
  await assert.rejects(bram.vault.mendedManifest(id, "notes", 1, trouble.mending), { name: "UntrustedSigner" });
  // The same, two numbers further, over junk: only who began the matter may do that.
  row(id).manifests.pop();
  postJunk(id);
  const over = await sealManifest(keysFor(state, at), state.signer, { counter: head.counter + 2, previous: head.hash, entries });
  row(id).manifests.push({ ...at, counter: head.counter + 2, sealed: b64(over) });
  assert.deepEqual(texts(await loadMatter(id)), ["Eerste ontmoeting"]);
  assert.equal(records.some(({ kind }) => kind === "note"), true);
});

test("a junk twin of a good record takes nothing away: the good one stays shown, and is what the keeper signs for", async (t) => {
  for (const behind of [true, false]) {
    const { id } = await noted(t);
    const first = row(id).records.find(({ kind }) => kind === "note");
    const twin = { ...first, sealed: junk() };
    row(id).records.splice(row(id).records.indexOf(first) + (behind ? 1 : 0), 0, twin);
    const before = await loadMatter(id);
    assert.deepEqual([texts(before), before.troubles.map((one) => one.unverified.map(({ id: named, record }) => [named, record]))], [["Eerste ontmoeting"], [[[first.id, null]]]]);
    await mendPart(before, before.troubles[0]);
    row(id).records = row(id).records.filter((one) => one !== twin);
    const whole = await loadMatter(id);
    assert.deepEqual([texts(whole), whole.troubles, whole.aside], [["Eerste ontmoeting"], [], []]);
    row(id).records = row(id).records.map((one) => (one === first ? twin : one));
    assert.deepEqual((await loadMatter(id)).troubles.map(({ name }) => name), ["RecordChanged"]);
  }
});

test("a colleague who drops a record from the list makes nothing vanish on a device that saw it, until its keeper says so", async (t) => {
  const { bram, id, encounter } = await noted(t);
  await shareWith(bram, id);
  await bramsVault(bram, id);
  assert.deepEqual(texts(await loadMatter(id)), ["Eerste ontmoeting"]);
  await bram.vault.openRecords(id, servedNotes(id, [server.self]));
  const dropped = row(id).records.find(({ kind }) => kind === "note");
  const next = await bram.vault.nextManifest(id, "notes", 1, { remove: [dropped.id] });
  row(id).manifests.push({ part: "notes", epoch: 1, counter: next.counter, sealed: b64(next.envelope) });
  row(id).records = row(id).records.filter((one) => one !== dropped);
  row(id).encounters = [];
  const hidden = await loadMatter(id);
  assert.deepEqual(hidden.troubles.map(({ name, missing }) => [name, missing.map((one) => one.id)]), [["Forked", [dropped.id]]]);
  // Served after all, it is still vouched for; and mending keeps it.
  row(id).records.push(dropped);
  row(id).encounters = [{ ...encounter, month: "2026-11" }];
  const back = await loadMatter(id);
  assert.deepEqual([texts(back), back.troubles.length], [["Eerste ontmoeting"], 1]);
  await mendPart(back, back.troubles[0]);
  const whole = await loadMatter(id);
  assert.deepEqual([texts(whole), whole.troubles], [["Eerste ontmoeting"], []]);
});

test("a chain without the manifest that this device saw last is refused", async (t) => {
  const { bram, id } = await noted(t);
  await shareWith(bram, id);
  await bramsVault(bram, id);
  const { head } = await bram.vault.openRecords(id, servedNotes(id, [server.self]));
  await revise(await loadMatter(id), [note(crypto.randomUUID(), 1, "Later")]);
  await assert.rejects(bram.vault.openRecords(id, servedNotes(id, [server.self], head.counter + 1)), { name: "Forked" });
  assert.equal((await bram.vault.openRecords(id, servedNotes(id, [server.self], head.counter))).head.counter, head.counter + 1);
});

test("mending below what this device saw is told once, also where nothing is named as missing", async (t) => {
  const { id } = await noted(t);
  await revise(await loadMatter(id), [note(crypto.randomUUID(), 1, "Later")]);
  row(id).encounters = [];
  await loadMatter(id);
  row(id).manifests.filter(({ part }) => part === "notes").at(-1).sealed = junk(1069);
  row(id).records.pop();
  const before = await loadMatter(id);
  assert.deepEqual([before.troubles[0].below, before.troubles[0].missing], [true, []]);
  await mendPart(before, before.troubles[0]);
  const said = async () => (await loadMatter(id)).alarms.filter((sentence) => /Dit lees je één keer/.test(sentence)).length;
  // A list that passes by takes nothing from the page.
  await loadMatter(id, { passing: true });
  assert.deepEqual([await said(), await said()], [1, 0]);
});

// Who wrote, and who is gone ---------------------------------------------------------------------------------------------------------

test("who wrote a revision is told by the name that was compared, with the time from inside the seal", async (t) => {
  const { bram, id } = await noted(t);
  await shareWith(bram, id);
  await bramsVault(bram, id);
  const matter = await loadMatter(id);
  const first = matter.records.find(({ kind }) => kind === "note");
  assert.equal(writerOf(matter, first.author), null);
  assert.match(first.written, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
  assert.equal(Object.hasOwn(first.content, "written"), false);
  await bram.vault.openRecords(id, servedNotes(id, [server.self]));
  const mine = await bram.vault.sealRecord(id, "notes", "note", first.id, 2, { ...first.content, text: "Samen besproken", written: "2026-03-03T14:05" });
  const next = await bram.vault.nextManifest(id, "notes", 1, { add: [mine] });
  row(id).records.push({ id: first.id, part: "notes", epoch: 1, kind: "note", revision: 2, sealed: b64(mine.envelope) });
  row(id).manifests.push({ part: "notes", epoch: 1, counter: next.counter, sealed: b64(next.envelope) });
  server.lie = (all) => ({ ...all, shares: all.shares.map((one) => ({ ...one, name: "Carla" })), holders: [{ user: bram.user, name: "Carla", part: "notes", epoch: 1, withdrawn: false }] });
  const again = await loadMatter(id);
  const corrected = latest(again, "note")[0];
  assert.deepEqual([writerOf(again, corrected.author), corrected.written, again.served.shares[0].name, again.served.holders[0].name], ["Bram", "2026-03-03T14:05", "Bram", "Bram"]);
});

test("a page hears that its matter is gone, from a refresh and from an action", async (t) => {
  const { id } = await noted(t);
  const matter = await loadMatter(id);
  const heard = [];
  t.after(onGone((gone) => heard.push(gone)));
  const real = globalThis.fetch;
  t.after(() => (globalThis.fetch = real));
  globalThis.fetch = async () => new Response("", { status: 404 });
  await assert.rejects(loadMatter(id), { code: "not_found" });
  await assert.rejects(revise(matter, [note(crypto.randomUUID(), 1, "Te laat")]), { code: "not_found" });
  assert.deepEqual(heard, [id, id]);
});
