// Bringing in and undoing, against a server's memory: nothing lost or doubled, whatever the connection does.
import assert from "node:assert/strict";
import test from "node:test";
import { atWork, daily, server } from "./day-server.mjs";
const { Import, knownRows, nextPiece, undoImport } = await import("../../src/nabij/browser/day/importing.js");
const { idsOf } = await import("../../src/nabij/browser/sheet/ids.js");
const { planned } = await import("../../src/nabij/browser/sheet/plan.js");
const { tableIn } = await import("../../src/nabij/browser/sheet/table.js");
const { HEAD, manyRows } = await import("./made-sheets.mjs");

const MAPPING = {
  fields: ["date", "alias", "name", "channel", "duration", "nature", "outcome", "text"], blanks: { organisation: "1", outcome: "ongoing" },
  values: { channel: { "=telefoon": "phone", "=mail": "email" }, duration: { "=30 min": "half_hour" }, nature: { "=pesten": "bullying" }, outcome: { "=afgerond": "told_enough" } },
};

async function planOf(rows) {
  const table = tableIn({ name: "Jaren", rows: [HEAD, ...rows], merges: [], unfinished: [] });
  const ids = idsOf(await daily.importSecret(), table);
  const known = new Set((await knownRows(ids.rows)).keys());
  return { file: ids.file, ...planned(table, MAPPING, ids.rows, { today: "2026-11-28", unitAt: () => "", known }) };
}

/** What the server keeps of imports: the matter of each row. `lose` drops the next answers after keeping, `drop` before. */
function importsOn(t) {
  const kept = { rows: new Map(), requests: 0, lose: 0, drop: 0, bodies: [] };
  const before = globalThis.fetch;
  const answer = (said) => new Response(JSON.stringify(said), { headers: { "Content-Type": "application/json" } });
  globalThis.fetch = async (url, request) => {
    const { pathname } = new URL(url);
    const body = request?.body ? JSON.parse(request.body) : null;
    if (pathname.endsWith("/bekend.json")) return answer({ known: Object.fromEntries(body.encounters.filter((id) => kept.rows.has(id)).map((id) => [id, kept.rows.get(id)])) });
    if (pathname.endsWith("/terugdraaien.json")) return kept.rows.clear(), answer({ saved: true, left: kept.left ?? [] });
    if (!pathname.endsWith("/inlezen.json")) return before(url, request);
    kept.requests += 1;
    if (kept.drop-- > 0) throw new TypeError("no connection");
    kept.bodies.push(request.body);
    const said = {};
    for (const { id, encounters } of body.matters) {
      const held = new Set(encounters.map((one) => kept.rows.get(one.id)));
      said[id] = held.size > 1 ? null : ([...held][0] ?? id);
      if (said[id] === id) for (const one of encounters) kept.rows.set(one.id, id);
    }
    if (kept.lose-- > 0) throw new TypeError("no answer");
    return answer({ saved: true, kept: said });
  };
  t.after(() => {
    globalThis.fetch = before;
  });
  return kept;
}
const held = async () => (await daily.heldMatters()).length;

test("rows come in once, in pieces, and the keyring holds their keys", async (t) => {
  await atWork(t);
  const kept = importsOn(t);
  const before = await held();
  const { file, matters } = await planOf(manyRows(630));
  const seen = [];
  const outcome = await new Import(file, matters).go((rows) => seen.push(rows));
  assert.deepEqual(outcome.done, { matters: 210, rows: 630, talks: 630 });
  assert.deepEqual([kept.rows.size, new Set(kept.rows.values()).size, seen.at(-1)], [630, 210, 630]);
  assert.ok(kept.requests >= 3);
  assert.equal(await held(), before + 210);
  const again = await planOf(manyRows(630));
  assert.deepEqual([again.matters.length, again.present, again.file], [0, 630, file]);
});

test("names and notes of the sheet are in nothing that is sent", async (t) => {
  await atWork(t);
  const kept = importsOn(t);
  const { file, matters } = await planOf([["12-3-2021", "Zonnebloem", "Kanarie Geel", "Telefoon", "30 min", "Pesten", "", "Vertrouwelijk verteld"]]);
  await new Import(file, matters).go(() => {});
  const sent = kept.bodies.join();
  for (const word of ["Zonnebloem", "Kanarie", "Vertrouwelijk", "2021-03-12", "Schuilnaam"]) assert.ok(!sent.includes(word), word);
  assert.ok(sent.includes('"month":"2021-03"'));
});

for (const how of ["lose", "drop"]) {
  test(`a connection that ${how === "lose" ? "loses the answer" : "never arrives"} leaves nothing lost and nothing doubled`, async (t) => {
    await atWork(t);
    const kept = importsOn(t);
    const { file, matters } = await planOf(manyRows(630));
    const bringing = new Import(file, matters);
    kept[how] = 1;
    await assert.rejects(bringing.go(() => {}), { name: "Offline" });
    const outcome = await bringing.go(() => {});
    assert.deepEqual(outcome.done, { matters: 210, rows: 630, talks: 630 });
    assert.deepEqual([kept.rows.size, new Set(kept.rows.values()).size], [630, 210]);
  });
}

test("two imports of one file at once bring each row in once", async (t) => {
  await atWork(t);
  const kept = importsOn(t);
  const before = await held();
  const [one, other] = [await planOf(manyRows(300)), await planOf(manyRows(300))];
  const [first, second] = await Promise.all([new Import(one.file, one.matters).go(() => {}), new Import(other.file, other.matters).go(() => {})]);
  assert.equal(first.done.rows + first.elsewhere + second.done.rows + second.elsewhere, 600);
  assert.equal(first.done.rows + second.done.rows, 300);
  assert.deepEqual([kept.rows.size, new Set(kept.rows.values()).size], [300, 100]);
  assert.equal(await held(), before + 100);
});

test("leaving the page stops after the piece under way, and the same file goes on where it was", async (t) => {
  await atWork(t);
  const kept = importsOn(t);
  const { file, matters } = await planOf(manyRows(630));
  const bringing = new Import(file, matters);
  await bringing.go(() => bringing.stop());
  assert.ok(kept.rows.size > 0 && kept.rows.size < 630);
  const rest = await planOf(manyRows(630));
  await new Import(rest.file, rest.matters).go(() => {});
  assert.deepEqual([kept.rows.size, new Set(kept.rows.values()).size], [630, 210]);
});

test("what goes to the register holds how one was involved, every level of integrity, and how many conversations a row is", async (t) => {
  await atWork(t);
  const kept = importsOn(t);
  const rows = [["12-3-2021", "Zon", "4", "2", "luisteren, nazorg", "persoonlijk"], ["13-4-2021", "Zon", "1", "", "", "organisatie"]];
  const table = tableIn({ name: "Jaren", rows: [["Datum", "Schuilnaam", "Aantal gesprekken", "Totaal uren", "Betrokkenheid", "Niveau van integriteit"], ...rows], merges: [], unfinished: [] });
  const mapping = {
    fields: ["date", "alias", "times", "spent", "involvement", "integrity_levels"], blanks: { organisation: "1", channel: "phone", duration: "hour" },
    values: { involvement: { "=luisteren": "listening", "=nazorg": "aftercare" }, integrity_levels: { "=persoonlijk": "personal", "=organisatie": "organisational" } },
  };
  const ids = idsOf(await daily.importSecret(), table);
  const { matters } = planned(table, mapping, ids.rows, { today: "2026-11-28", unitAt: () => "", known: new Set() });
  const { done } = await new Import(ids.file, matters).go(() => {});
  const [{ register, encounters }] = JSON.parse(kept.bodies[0]).matters;
  assert.deepEqual(register.integrity_levels, ["personal", "organisational"]);
  assert.deepEqual(encounters.map(({ month, times, quarters, involvement }) => [month, times, quarters, involvement]), [["2021-03", 4, 8, ["listening", "aftercare"]], ["2021-04", 1, null, []]]);
  assert.deepEqual(done, { matters: 1, rows: 2, talks: 5 });
});

test("undoing forgets the keys, but of what stays", async (t) => {
  await atWork(t);
  const kept = importsOn(t);
  const before = await held();
  const { file, matters } = await planOf(manyRows(9));
  await new Import(file, matters).go(() => {});
  const ids = (await daily.heldMatters()).map(({ matter }) => matter).slice(-3);
  kept.left = [{ id: ids[1], why: "added" }];
  const standing = { id: file, month: "2026-11", matters: ids, encounters: 9, undone: false, touched: [] };
  assert.deepEqual(await undoImport(standing), kept.left);
  assert.deepEqual([await held(), (await daily.heldMatters()).some(({ matter }) => matter === ids[1])], [before + 1, true]);
  kept.left = [];
  await undoImport(standing);
  assert.equal(await held(), before);
});

test("a piece is never empty and never larger than a request may be", () => {
  const matter = (rows, size) => ({ alias: "a", rows: Array.from({ length: rows }, () => ({ text: "x".repeat(size) })) });
  assert.equal(nextPiece(Array.from({ length: 300 }, () => matter(1, 1))).length, 100);
  assert.equal(nextPiece([matter(900, 10_000), matter(1, 1)]).length, 1);
  assert.equal(nextPiece([matter(1, 1)]).length, 1);
});
