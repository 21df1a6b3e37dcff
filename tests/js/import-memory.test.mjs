// How lists are read, for all counsellors of a practice: nobody's name in it, nothing lost of two at once, and nothing where there is no key.
import assert from "node:assert/strict";
import test from "node:test";
import { atWork, daily, listed } from "./day-server.mjs";
import { newCounsellor } from "./practice.mjs";
const { addMapping, loadMapping } = await import("../../src/nabij/browser/day/import-memory.js");
const { merged, NO_MAPPING, readMapping, shareable } = await import("../../src/nabij/browser/sheet/shared-memory.js");
const { firstColumns, firstDraft, proposeValues } = await import("../../src/nabij/browser/sheet/proposing.js");
const { tableIn } = await import("../../src/nabij/browser/sheet/table.js");

const CHOICES = { channel: [["phone", "Telefoon"], ["email", "E-mail"]], nature: [["bullying", "Pesten"]], subject_relation: [["direct_manager", "Direct leidinggevende"], ["colleague", "Collega"]], unit: [["7", "Noord"]] };
const choicesOf = (field) => CHOICES[field] ?? [];
const tableOf = (...rows) => tableIn({ name: "Jaren", rows, merges: [], unfinished: [] });
const mapping = (field, ...pairs) => ({ titles: { [`=${field}`]: field }, values: { [field]: Object.fromEntries(pairs) } });

/** A server that keeps the memory of a practice; `said` counts what was refused, `off` drops all that is asked; `beside`: who works there too; `left`: who left holds the key. */
function memoryOn(t) {
  const kept = { epoch: 0, shredKey: null, grants: [], records: [], manifests: [], bodies: [], refused: [], off: false, beside: [], holds: new Set(), left: false };
  const before = globalThis.fetch;
  const answer = (said, status = 200) => new Response(JSON.stringify(said), { status, headers: { "Content-Type": "application/json" } });
  const refuse = (code) => kept.refused.push(code) && answer({ refused: "Niet bewaard.", code }, 422);
  const newest = (list) => list.at(-1);
  globalThis.fetch = async (url, request) => {
    const { pathname, searchParams } = new URL(url);
    if (!pathname.startsWith("/kwesties/imports/geheugen/")) return before(url, request);
    if (kept.off) throw new TypeError("no connection");
    await new Promise((resolve) => setTimeout(resolve));
    const { user, ...keys } = await daily.me();
    const step = pathname.split("/").at(-1);
    const body = request?.body ? JSON.parse(request.body) : null;
    if (body) kept.bodies.push(request.body);
    if (step === "keten.json") return answer({ manifests: kept.manifests.filter(({ counter }) => counter >= Number(searchParams.get("vanaf"))) });
    if (step === "stukken.json") {
      const authors = [{ id: user, name: "Amina", me: true, holds: kept.epoch > 0, public_key: { owner: user, version: 1, ...keys } }, ...kept.beside.map((who) => ({ ...listed(who, "Bram"), me: false, holds: kept.holds.has(who.user) }))];
      return answer({ authors, epoch: kept.epoch, mine: kept.epoch > 0, renew: kept.left, lost: false, shred_key: kept.shredKey, grants: kept.grants, records: kept.records.slice(-1), manifests: kept.manifests.slice(-1), ready: false });
    }
    if (step === "sleutels.json") {
      const isNew = body.epoch === kept.epoch + 1;
      if (!isNew && (kept.left || body.epoch !== kept.epoch)) return refuse("stale");
      for (const { grantee } of body.grants) kept.holds.add(grantee);
      kept.records.push(...body.sealed.records);
      kept.manifests.push(...body.sealed.manifests);
      if (isNew) Object.assign(kept, { epoch: body.epoch, shredKey: kept.shredKey ?? body.shred_key, left: false, grants: body.grants.filter(({ grantee }) => grantee === user) });
      return answer({ saved: true });
    }
    const [record, manifest] = [body.sealed.records[0], body.sealed.manifests[0]];
    if (record.revision !== (newest(kept.records)?.revision ?? 0) + 1) return refuse("stale");
    if (manifest.counter !== (newest(kept.manifests)?.counter ?? 0) + 1) return refuse("stale_manifest");
    kept.records.push(record);
    kept.manifests.push(manifest);
    return answer({ saved: true });
  };
  t.after(() => {
    globalThis.fetch = before;
  });
  return kept;
}

test("what was chosen is there the next time, and nothing of it in what is sent", async (t) => {
  await atWork(t);
  const kept = memoryOn(t);
  assert.deepEqual(await loadMapping(), NO_MAPPING);
  await addMapping(mapping("channel", ["=belletje", "phone"]));
  assert.deepEqual(await loadMapping(), mapping("channel", ["=belletje", "phone"]));
  assert.ok(kept.bodies.length >= 2 && !kept.bodies.join().includes("belletje"));
  // the same once more is nothing to keep
  await addMapping(mapping("channel", ["=belletje", "phone"]));
  assert.equal(kept.records.length, 1);
});

test("of two who add at once nothing is lost, from the first key on", async (t) => {
  await atWork(t);
  const kept = memoryOn(t);
  const words = ["een", "twee", "drie"].map((word) => [`=${word}`, "phone"]);
  await Promise.all(words.map((one) => addMapping(mapping("channel", one))));
  assert.ok(kept.refused.length > 0);
  assert.equal(kept.epoch, 1);
  assert.deepEqual(Object.keys((await loadMapping()).values.channel).sort(), ["=drie", "=een", "=twee"]);
});

for (const [what, act] of /** @type {[string, () => Promise<unknown>][]} */ ([["reads what the practice knows", loadMapping], ["chooses nothing new", () => addMapping(mapping("channel", ["=een", "phone"]))]])) {
  test(`who came after somebody left gets a new key as soon as a colleague ${what}, and nobody gets one who was not compared`, async (t) => {
    const { bram } = await atWork(t);
    const stranger = await newCounsellor();
    const kept = memoryOn(t);
    await addMapping(mapping("channel", ["=een", "phone"]));
    Object.assign(kept, { left: true, beside: [stranger] });
    await act();
    assert.deepEqual([kept.epoch, kept.holds.size], [1, 1]);
    kept.beside.push(bram);
    await act();
    for (let tries = 0; kept.epoch < 2 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual([kept.holds.has(bram.user), kept.holds.has(stranger.user), kept.left], [true, false, false]);
    assert.deepEqual(await loadMapping(), mapping("channel", ["=een", "phone"]));
  });
}

test("without a connection adding fails and harms nothing", async (t) => {
  await atWork(t);
  const kept = memoryOn(t);
  await addMapping(mapping("channel", ["=een", "phone"]));
  kept.off = true;
  await assert.rejects(addMapping(mapping("channel", ["=twee", "phone"])), { name: "Offline" });
  kept.off = false;
  await addMapping(mapping("channel", ["=drie", "phone"]));
  assert.deepEqual(Object.keys((await loadMapping()).values.channel), ["=een", "=drie"]);
});

test("what a colleague wrote counts as far as it can be a choice", () => {
  const odd = { titles: { "=hoe": "channel", "=x": "__proto__", hoe: "channel", "=n": 3 }, values: { channel: { "=tel": "phone", "=weg": "!skip", "=n": 4 }, constructor: { "=a": "b" }, nature: [1] }, blanks: { channel: "phone" } };
  assert.deepEqual(readMapping(odd), { titles: { "=hoe": "channel" }, values: { channel: { "=tel": "phone" } } });
  for (const none of [undefined, null, "x", [], { titles: [], values: 3 }]) assert.deepEqual(readMapping(none), NO_MAPPING);
});

test("of very many the newest stay, and what is said anew counts", () => {
  const many = mapping("channel", ...Array.from({ length: 500 }, (_, nth) => [`=${nth} x`, "phone"]));
  const both = merged(many, mapping("channel", ["=499 x", "email"]));
  assert.deepEqual([Object.keys(both.values.channel).length, both.values.channel["=499 x"], both.values.channel["=0 x"]], [400, "email", undefined]);
});

test("what was chosen again is as new as what was chosen now, and is not the first to go", () => {
  const words = (from, count) => Array.from({ length: count }, (_, nth) => [`=${from + nth} x`, "phone"]);
  const full = merged(mapping("channel", ...words(0, 400)), mapping("channel", ["=0 x", "email"]));
  const { channel } = merged(full, mapping("channel", ...words(400, 399))).values;
  assert.deepEqual([Object.keys(channel).length, channel["=0 x"], channel["=1 x"]], [400, "email", undefined]);
});

test("nobody's name, address or story is among what colleagues get", () => {
  const table = tableOf(
    ["Datum", "Naam", "Hoe", "Over wie", "Aard", "Deel", "Kaarsman zegt"],
    ["1-2-2024", "Fatima Kaarsman", "belletje", "Piet Jansen", "Pesten door Piet", "Kliniek Zuid", "a"],
    ["1-2-2024", "Fatima Kaarsman", "mail aan kaarsman", "Direct leidinggevende", "gedoe", "kaarsman", "a"],
    ["1-2-2024", "", "app@x.nl", "Jansen", "Pesten", "Noord", "a"],
    ["1-2-2024", "", "06 12345678", "mijn chef", "Iemand vertelde een lang verhaal over wat er die dag gebeurde", "Zuid", "a"],
  );
  const fields = ["date", "name", "channel", "subject_relation", "nature", "unit", "text"];
  const all = Object.fromEntries(["channel", "subject_relation", "nature", "unit"].map((field) => [field, Object.fromEntries(table.rows.map(({ cells }) => [`=${cells[fields.indexOf(field)].toLowerCase()}`, "x"]))]));
  all.nature["=gedoe"] = "!skip";
  const shared = shareable(table, { fields, values: all }, choicesOf);
  assert.deepEqual(Object.keys(shared.titles), ["=datum", "=naam", "=hoe", "=over wie", "=aard", "=deel"]);
  assert.deepEqual(Object.fromEntries(Object.entries(shared.values).map(([field, codes]) => [field, Object.keys(codes).sort()])), {
    channel: ["=belletje"], subject_relation: ["=direct leidinggevende", "=mijn chef"], nature: ["=pesten"], unit: ["=noord"],
  });
});

test("a name in a heading, of a team or alone in a cell is shared with nobody; what is known, short or listed is", () => {
  const table = tableOf(
    ["Datum Gesprek", "Gesprek Piet de Vries", "Collega Fatima Yilmaz", "Soort Casus", "Team", "Wie van de OR", "Klant"],
    ["1-2-2024", "belletje", "a", "Jansen", "Team Piet de Vries", "Jansen", "De Linde"],
    ["1-2-2024", "Belletje", "a", "Pesten", "Noord", "Collega", "Bakkerij Jansen"],
    ["1-2-2024", "Telefoon", "a", "gedoe", "noord", "MT", "de linde"],
  );
  const fields = ["date", "channel", "text", "nature", "unit", "subject_relation", "organisation"];
  const all = Object.fromEntries(["channel", "nature", "unit", "subject_relation", "organisation"].map((field) => [field, Object.fromEntries(table.rows.map(({ cells }) => [`=${cells[fields.indexOf(field)].toLowerCase()}`, "x"]))]));
  const shared = shareable(table, { fields, values: all }, (field) => (field === "organisation" ? [["1", "De Linde"]] : choicesOf(field)));
  assert.deepEqual(Object.keys(shared.titles), ["=datum gesprek", "=soort casus", "=team", "=wie van de or", "=klant"]);
  assert.deepEqual(Object.fromEntries(Object.entries(shared.values).map(([field, codes]) => [field, Object.keys(codes).sort()])), {
    channel: ["=belletje", "=telefoon"], nature: ["=gedoe", "=pesten"], unit: ["=noord"], subject_relation: ["=collega", "=mt"], organisation: ["=de linde"],
  });
});

test("a colleague's choice waits for a yes and goes for nothing that one chose or that is sure", () => {
  const table = tableOf(["Datum", "Raar", "Kanaal"], ["1-2-2024", "a", "Telefoon"], ["2-2-2024", "b", "belletje"], ["2-2-2024", "c", "seintje"]);
  const titles = { "=raar": "place", "=datum": "text", "=kanaal": "channel" };
  const columns = firstColumns(table, { "=datum": "date" }, choicesOf, false, titles);
  assert.deepEqual([columns.fields, [...columns.unsure], [...columns.theirs]], [["date", "place", "channel"], [1], ["=raar"]]);
  const draft = firstDraft(table, columns, {}, "");
  draft.values.channel = { "=belletje": "email" };
  proposeValues(table, draft, "channel", choicesOf("channel"), {}, false, { "=telefoon": "email", "=belletje": "phone", "=seintje": "phone" });
  assert.deepEqual(draft.values.channel, { "=telefoon": "phone", "=belletje": "email", "=seintje": "phone" });
  assert.deepEqual([draft.guesses.size, draft.theirs.size], [1, 2]);
});
