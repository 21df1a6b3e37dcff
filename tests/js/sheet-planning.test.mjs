// From rows to matters: what is proposed, what a dry run takes and refuses, and the same ids for the same rows.
import assert from "node:assert/strict";
import test from "node:test";
import { masked } from "../../src/nabij/browser/elements/import-mask.js";
import { keyOf, NONE, OVER, SKIP, valuesIn } from "../../src/nabij/browser/sheet/columns.js";
import { proposedFields } from "../../src/nabij/browser/sheet/headings.js";
import { idsOf, repeatsIn } from "../../src/nabij/browser/sheet/ids.js";
import { lastNumber, outcomeOf } from "../../src/nabij/browser/sheet/matters.js";
import { planned, reasonsOf, runningKey, runningName, talksIn } from "../../src/nabij/browser/sheet/plan.js";
import { tableIn } from "../../src/nabij/browser/sheet/table.js";
import { HEAD, manyRows } from "./made-sheets.mjs";

const SECRET = new Uint8Array(32).fill(7);
const tableOf = (...rows) => tableIn({ name: "Jaren", rows, merges: [], unfinished: [] });
const VALUES = { channel: { "=telefoon": "phone", "=mail": "email" }, duration: { "=30 min": "half_hour" }, nature: { "=pesten": "bullying" }, outcome: { "=afgerond": "told_enough" } };
const row = (over = {}) => HEAD.map((title) => ({ Datum: "12-3-2021", Schuilnaam: "Zon", Naam: "Jan", Kanaal: "Telefoon", Duur: "30 min", Aard: "Pesten", Afloop: "", Verslag: "Gesproken", ...over })[title]);
const plan = (rows, { over = {}, known = [], running = new Set() } = {}) => {
  const table = tableOf(HEAD, ...rows);
  const mapping = { fields: proposedFields(table), values: VALUES, blanks: { organisation: "1" }, ...over };
  const ids = idsOf(SECRET, table).rows;
  return { ids, ...planned(table, mapping, ids, { today: "2026-11-28", unitAt: (_, unit) => (unit === "5" ? "5" : ""), known: new Set(known.map((nth) => ids[nth])), running, repeats: repeatsIn(table) }) };
};

test("columns are known by their names, and dates by what stands in them", () => {
  assert.deepEqual(proposedFields(tableOf(HEAD, row())), ["date", "alias", "name", "channel", "duration", "nature", "outcome", "text"]);
  assert.deepEqual(proposedFields(tableOf(["Wanneer", "Opmerking"], ["12 mrt 2021", "x"])), ["date", "text"]);
  assert.deepEqual(proposedFields(tableOf(["Datum", "Datum"], ["12-3-2021", "13-3-2021"])), ["date", "text"]);
});

test("different values are counted by how they are alike", () => {
  assert.deepEqual(valuesIn(tableOf(["a", "b"], ["X", "1"], ["x ", "1"], ["", "2"]), 0), [{ value: "X", times: 2 }]);
});

test("rows of one alias are one matter by day, and a row without one is a matter by itself", () => {
  const { matters, rejected } = plan([row({ Datum: "1-5-2021" }), row({ Schuilnaam: " ZON ", Datum: "1-4-2021" }), row({ Schuilnaam: "", Naam: "" }), row({ Schuilnaam: "", Naam: "" })]);
  assert.deepEqual(matters.map(({ alias, rows }) => [alias, rows.map(({ day }) => day)]), [["Zon", ["2021-04-01", "2021-05-01"]], ["Jaren, rij 4", ["2021-03-12"]], ["Jaren, rij 5", ["2021-03-12"]]]);
  assert.deepEqual(rejected, []);
});

test("each row that is not taken says why", () => {
  const { matters, rejected } = plan([row({ Datum: "" }), row({ Datum: "ergens in mei" }), row({ Datum: "1-1-2031" }), row({ Datum: "1-1-1950" }), row({ Kanaal: "rooksignaal" }), row({ Duur: "" }), row({ Verslag: "x".repeat(200_001) })]);
  assert.equal(matters.length, 0);
  assert.deepEqual(rejected.map(({ number }) => number), [2, 3, 4, 5, 6, 7, 8]);
  assert.equal(rejected[1].about, "‘ergens in mei’");
  for (const [nth, words] of ["geen datum", "geen datum die", "toekomst", "te lang geleden", "hoe jullie", "hoe lang", "te lang"].entries()) assert.match(rejected[nth].why, new RegExp(words, "i"));
});

test("a row of which nobody kept how long it took comes in without a length, once that was said", () => {
  const { matters, rejected } = plan([row({ Duur: "" }), row({ Duur: "?", Schuilnaam: "Maan" })], { over: { values: { ...VALUES, duration: { "=?": NONE } }, blanks: { organisation: "1", duration: NONE } } });
  assert.deepEqual(rejected, []);
  assert.deepEqual(matters.map(({ rows }) => [rows[0].codes.duration, rows[0].text]), [["", "Gesproken"], ["", "Duur: ?\nGesproken"]]);
  // how they spoke is counted, and is never unknown
  assert.equal(plan([row({ Kanaal: "" })], { over: { blanks: { organisation: "1", channel: NONE } } }).matters.length, 0);
});

test("an organisation for all rows is needed, and a unit must be of it", () => {
  assert.match(plan([row()], { over: { blanks: {} } }).rejected[0].why, /organisatie/);
  const fields = ["date", "alias", "name", "channel", "duration", "nature", "outcome", "unit"];
  const units = (code) => plan([row()], { over: { fields, values: { ...VALUES, unit: { "=gesproken": code } } } });
  assert.equal(units("5").matters[0].rows[0].codes.unit, "5");
  assert.match(units("6").rejected[0].why, /onderdeel/);
});

test("a value without a code, and a column of text, stand in the note: nothing is lost", () => {
  const { matters } = plan([row({ Aard: "Iets aparts" })]);
  assert.equal(matters[0].rows[0].text, "Aard: Iets aparts\nGesproken");
  const two = plan([row()], { over: { fields: ["date", "alias", "text", "channel", "duration", "nature", "skip", "text"] } });
  assert.equal(two.matters[0].rows[0].text, "Naam: Jan\nVerslag: Gesproken");
});

test("a value that is the name of something else is a value like any other", () => {
  for (const value of ["constructor", "__proto__", "toString"]) assert.match(plan([row({ Kanaal: value })]).rejected[0].why, /hoe jullie/);
  const values = { ...VALUES, channel: { [keyOf("__proto__")]: "phone" } };
  assert.equal(plan([row({ Kanaal: "__proto__" })], { over: { values } }).matters[0].rows[0].codes.channel, "phone");
});

test("the same row has the same id, wherever its column stands and however its day is written", () => {
  const id = (...rows) => idsOf(SECRET, tableOf(...rows)).rows;
  const [one] = id(["Datum", "Naam"], ["12-3-2021", "Jan"]);
  assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(id(["Naam", "Datum", "Leeg"], ["Jan", "2021-03-12", ""]), [one]);
  assert.notEqual(id(["Datum", "Naam"], ["12-3-2021", "Jane"])[0], one);
  assert.notEqual(idsOf(new Uint8Array(32), tableOf(["Datum", "Naam"], ["12-3-2021", "Jan"])).rows[0], one);
});

test("a row that stands there twice is two rows, and rows added later change no other id", () => {
  const rows = [["Datum", "Naam"], ["12-3-2021", "Jan"], ["12-3-2021", "Jan"]];
  const ids = idsOf(SECRET, tableOf(...rows));
  assert.notEqual(ids.rows[0], ids.rows[1]);
  const more = idsOf(SECRET, tableOf(...rows, ["13-3-2021", "Piet"]));
  assert.deepEqual(more.rows.slice(0, 2), ids.rows);
  assert.notEqual(more.file, ids.file);
  assert.equal(idsOf(SECRET, tableOf(...rows)).file, ids.file);
});

test("what came in before comes in no second time, and a new row of such a matter is told", () => {
  const rows = [row(), row({ Datum: "1-4-2021" }), row({ Schuilnaam: "Maan" }), row({ Schuilnaam: "Ster" })];
  const { matters, rejected, present } = plan(rows, { known: [0, 2] });
  assert.deepEqual(matters.map(({ alias }) => alias), ["Ster"]);
  assert.deepEqual([present, rejected.map(({ number }) => number)], [2, [3]]);
  assert.match(rejected[0].why, /staat er al.*Noteer dit gesprek zelf/);
});

test("every row is taken, told or there already", () => {
  const rows = manyRows(900).map((one, nth) => (nth % 7 ? one : one.with(0, "onbekend")));
  const { matters, rejected, present } = plan(rows, { known: [1, 2] });
  assert.equal(matters.flatMap((matter) => matter.rows).length + rejected.length + present, 900);
});

test("what a preview shows of a name or a text is not the name or the text", () => {
  assert.equal(masked("name", "Jan Jansen"), "J•••");
  assert.equal(masked("text", "Hij zei"), "tekst van 7 tekens");
  assert.equal(masked("date", "12-3-2021"), "12-3-2021");
});

test("rows with a value that was chosen to stay out stay out, and the reason names the value", () => {
  const values = { ...VALUES, channel: { ...VALUES.channel, "=postduif": SKIP } };
  const { matters, rejected } = plan([row({ Kanaal: "postduif" }), row({ Schuilnaam: "Maan" })], { over: { values } });
  assert.deepEqual([matters.map(({ alias }) => alias), rejected.map(({ number }) => number)], [["Maan"], [2]]);
  assert.match(rejected[0].why, /‘postduif’ bij ‘Hoe’/);
  const none = plan([row({ Afloop: "afgesloten" })], { over: { values: { ...VALUES, outcome: { "=afgesloten": NONE } } } });
  assert.equal(none.matters[0].rows[0].text, "Afloop: afgesloten\nGesproken");
  assert.equal(none.matters[0].rows[0].codes.outcome, "");
});

test("reasons stand together with their rows, most rows first", () => {
  const { rejected } = plan([row({ Datum: "" }), row({ Datum: "ooit" }), row({ Datum: "eens" })]);
  assert.deepEqual(reasonsOf(rejected).map(({ rows }) => rows.map(({ number, about }) => [number, about])), [[[3, "‘ooit’"], [4, "‘eens’"]], [[2, undefined]]]);
});

test("a day without a year is in the year that was chosen, and a month alone is its first day where that was chosen", () => {
  const rows = [row({ Datum: "15 jan" }), row({ Datum: "mrt 2021" }), row({ Datum: "29-2" })];
  const chosen = plan(rows, { over: { year: 2023, vague: "first" } });
  assert.deepEqual(chosen.matters[0].rows.map(({ day }) => day), ["2021-03-01", "2023-01-15"]);
  assert.equal(chosen.matters[0].rows[0].text, "Datum: mrt 2021\nGesproken");
  assert.deepEqual(chosen.rejected.map(({ number }) => number), [4]);
  assert.deepEqual(plan(rows, { over: { year: null, vague: SKIP } }).rejected.map(({ number }) => number), [2, 3, 4]);
});

test("rows that say the same count once or each, as was chosen", () => {
  const rows = [row(), row({ Datum: "1-4-2021" }), row()];
  const once = plan(rows, { over: { doubles: "once" } });
  assert.deepEqual([once.matters[0].rows.length, once.rejected.map(({ number, about }) => [number, about])], [2, [[4, "gelijk aan rij 2"]]]);
  assert.equal(plan(rows, { over: { doubles: "each" } }).matters[0].rows.length, 3);
  assert.deepEqual(repeatsIn(tableOf(HEAD, ...rows, row({ Datum: "2021-03-12" }))), [[2, 4, 5]]);
});

test("a matter that is called as one that runs is told, and stays out where that was chosen", () => {
  const running = new Set([runningKey("1", "ZON")]);
  const rows = [row(), row({ Schuilnaam: "Maan" })];
  assert.deepEqual(plan(rows, { running }).twins, [2]);
  assert.equal(plan(rows, { running, over: { twins: "apart" } }).matters.length, 2);
  const left = plan(rows, { running, over: { twins: SKIP } });
  assert.deepEqual([left.matters.map(({ alias }) => alias), left.rejected.map(({ number }) => number)], [["Maan"], [2]]);
  assert.deepEqual(plan(rows, { running: new Set([runningKey("2", "Zon")]) }).twins, []);
});

test("whether it lasted is kept of a matter that ended, once that moment has come, and is a note otherwise", () => {
  const fields = ["date", "alias", "name", "channel", "duration", "durability_3", "outcome", "text"];
  const values = { ...VALUES, durability_3: { "=ja": "durable" } };
  const kept = (over) => plan([row({ Aard: "ja", ...over })], { over: { fields, values } });
  for (const [over, code, early] of [[{ Afloop: "Afgerond" }, "durable", 0], [{ Afloop: "" }, "", 1], [{ Afloop: "Afgerond", Datum: "1-11-2026" }, "", 1]]) {
    const found = kept(over);
    assert.deepEqual([found.matters[0].rows[0].codes.durability_3, found.early], [code, early], JSON.stringify(over));
    assert.equal(found.matters[0].rows[0].text, early ? "Aard: ja\nGesproken" : "Gesproken");
  }
});

test("a length that counts for another is told, by how often, and what stood there goes into the note", () => {
  const values = { ...VALUES, duration: { "=30 min": "half_hour", "=50 min": "three_quarters", "=75 min": "hour_and_half", "=45 min": "three_quarters" } };
  const { matters, rounded } = plan(["30 min", "50 min", "75 min", "50 min", "45 min"].map((Duur, nth) => row({ Duur, Schuilnaam: `Z${nth}` })), { over: { values } });
  assert.deepEqual(rounded, [["50 min", 45, 2], ["75 min", 90, 1]]);
  assert.deepEqual(matters.map(({ rows }) => [rows[0].codes.duration, rows[0].text]), [
    ["half_hour", "Gesproken"], ["three_quarters", "Duur: 50 min\nGesproken"], ["hour_and_half", "Duur: 75 min\nGesproken"], ["three_quarters", "Duur: 50 min\nGesproken"], ["three_quarters", "Gesproken"],
  ]);
});

test("rows with a burgerservicenummer are told, unless that column stays out", () => {
  const fields = ["date", "alias", "skip", "channel", "duration", "nature", "outcome", "text"];
  const rows = [row({ Naam: "123456782" }), row({ Verslag: "Haar bsn is 1112 22 333.", Schuilnaam: "Maan" })];
  assert.deepEqual([plan(rows).numbers, plan(rows, { over: { fields } }).numbers], [[2, 3], [3]]);
});

const COUNTED = ["date", "alias", "times", "channel", "duration", "nature", "outcome", "text"];

test("a row that says it was several conversations counts for as many, on its own day", () => {
  const { several, totals, matters, rejected } = plan([row({ Naam: "3" }), row({ Naam: "1" }), row({ Naam: "" }), row({ Naam: "4 gesprekken" })], { over: { fields: COUNTED } });
  assert.deepEqual([several, totals, talksIn(matters[0].rows), rejected], [[2, 5], 0, 9, []]);
  assert.deepEqual(matters[0].rows.map(({ times, day, text }) => [times, day, text]), [[3, "2021-03-12", "Gesproken"], [1, "2021-03-12", "Gesproken"], [1, "2021-03-12", "Gesproken"], [4, "2021-03-12", "Gesproken"]]);
  // the total of a matter on each of its rows would count too often: that is said
  assert.equal(plan([row({ Naam: "4" }), row({ Naam: "4" })], { over: { fields: COUNTED } }).totals, 1);
});

test("what is no number of conversations keeps its row out and says why", () => {
  const bad = ["-2", "4,5", "4.5", "veel", "10000", "201", "0"];
  const { matters, rejected } = plan(bad.map((Naam) => row({ Naam })), { over: { fields: COUNTED } });
  assert.deepEqual([matters, rejected.map(({ about }) => about)], [[], ["‘-2’", "‘4,5’", "‘4,5’", "‘veel’", "‘10000’", "‘201’", "‘0’"]]);
  for (const { why } of rejected) assert.match(why, /geen heel getal van 1 tot en met 200/);
});

test("the time of all conversations together is kept in quarters, one for each at least", () => {
  const table = tableOf(["Datum", "Aantal gesprekken", "Totaal uren", "Kanaal"], ...[["4", "3,5"], ["2", "100 min"], ["6", "1"], ["1", ""], ["1", "lang"], ["1", "300"]].map(([times, spent]) => ["12-3-2021", times, spent, "Telefoon"]));
  assert.deepEqual(proposedFields(table), ["date", "times", "spent", "channel"]);
  const mapping = { fields: proposedFields(table), values: VALUES, blanks: { organisation: "1", duration: "half_hour" } };
  const { matters, rejected, trimmed } = planned(table, mapping, idsOf(SECRET, table).rows, { today: "2026-11-28", unitAt: () => "", known: new Set() });
  const rows = matters.flatMap((one) => one.rows);
  assert.deepEqual(rows.map(({ times, quarters, text }) => [times, quarters, text]), [[4, 14, ""], [2, 7, "Totaal uren: 100 min"], [6, 6, "Totaal uren: 1"], [1, 0, ""]]);
  assert.deepEqual([trimmed, rejected.map(({ number }) => number)], [2, [6, 7]]);
  for (const { why } of rejected) assert.match(why, /geen tijd die we kennen/);
});

test("hours beside a number of conversations are proposed as those of all of them, and wait for a yes", () => {
  assert.deepEqual(proposedFields(tableOf(["Datum", "Aantal gesprekken", "Aantal uren"], ["12-3-2021", "4", "3"])), ["date", "times", "spent"]);
  assert.deepEqual(proposedFields(tableOf(["Datum", "Aantal uren"], ["12-3-2021", "3"])), ["date", "duration"]);
});

test("how one was involved and the level of integrity become codes, more than one where a cell names more", () => {
  const table = tableOf(["Datum", "Kanaal", "Duur", "Betrokkenheid", "Integriteitsniveau"], ["12-3-2021", "Telefoon", "30 min", "Luisterend oor; doorverwezen", "Organisatie, maatschappelijk"], ["13-3-2021", "Telefoon", "30 min", "koffie, nazorg", ""]);
  assert.deepEqual(proposedFields(table), ["date", "channel", "duration", "involvement", "integrity_levels"]);
  assert.deepEqual(valuesIn(table, 3, "involvement").map(({ value }) => value), ["Luisterend oor", "doorverwezen", "koffie", "nazorg"]);
  const values = { ...VALUES, involvement: { "=luisterend oor": "listening", "=doorverwezen": "referral", "=koffie": NONE, "=nazorg": "aftercare" }, integrity_levels: { "=organisatie": "organisational", "=maatschappelijk": "societal" } };
  const of = (over) => planned(table, { fields: proposedFields(table), values: { ...values, ...over }, blanks: { organisation: "1" } }, idsOf(SECRET, table).rows, { today: "2026-11-28", unitAt: () => "", known: new Set() });
  const rows = of({}).matters.flatMap((one) => one.rows);
  assert.deepEqual(rows.map(({ codes, text }) => [codes.involvement, codes.integrity_levels, text]), [["listening,referral", "organisational,societal", ""], ["aftercare", "", "Betrokkenheid: koffie, nazorg"]]);
  assert.match(of({ involvement: { ...values.involvement, "=koffie": SKIP } }).rejected[0].why, /over te slaan/);
});

const NAMED = ["Nr", "Datum", "Naam", "Kanaal", "Duur"];
const NAMES = [["1", "12-3-2021", "Ada Vos", "Telefoon", "30 min"], ["2", "1-4-2021", "dhr. Öztürk", "Telefoon", "30 min"], ["3", "2-5-2021", "ada  vos", "Telefoon", "30 min"]];
const named = (fields, now = {}) => {
  const table = tableOf(NAMED, ...NAMES);
  return planned(table, { fields, values: VALUES, blanks: { organisation: "1" } }, idsOf(SECRET, table).rows, { today: "2026-11-28", unitAt: () => "", known: new Set(), ...now });
};

test("a name holds rows together and never becomes what the matter is called", () => {
  const { matters, apart } = named(["skip", "date", "name", "channel", "duration"], { numbered: 11 });
  assert.deepEqual(matters.map(({ alias, rows }) => [alias, rows.map(({ name }) => name)]), [["Kwestie 12 · maart 2021", ["Ada Vos", "ada  vos"]], ["Kwestie 13 · april 2021", ["dhr. Öztürk"]]]);
  assert.equal(apart, 0);
  assert.equal(lastNumber(["Kwestie 12 · maart 2021", "Zon", "Kwestie 3 · mei 2020"]), 12);
  assert.deepEqual(named(["skip", "date", "name", "channel", "duration"], { running: new Set([runningName("1", "Ada Vos")]) }).twins, [2, 4]);
});

test("numbers of rows beside names are proposed as nothing, and a number for each row is warned of", () => {
  assert.deepEqual(proposedFields(tableOf(NAMED, ...NAMES)), ["skip", "date", "name", "channel", "duration"]);
  assert.deepEqual(proposedFields(tableOf(["Nr", "Datum", "Kanaal"], ["1", "12-3-2021", "Telefoon"], ["2", "1-4-2021", "Telefoon"]))[0], "alias");
  assert.deepEqual(proposedFields(tableOf(NAMED, ["7", ...NAMES[0].slice(1)], ["3", ...NAMES[1].slice(1)], ["7", ...NAMES[2].slice(1)]))[0], "alias");
  assert.equal(named(["alias", "date", "name", "channel", "duration"]).apart, 1);
});

test("rows that stay out while their matter comes in are counted beforehand", () => {
  assert.equal(plan([row(), row({ Datum: "" }), row({ Datum: "", Schuilnaam: "Maan" })]).later, 1);
});

test("days and numbers of a sheet are shown as they are written in Dutch", () => {
  assert.deepEqual(["2023-01-11", "2023-01-11T14:30", "0.75", "60", "mrt 2024"].map((cell) => masked("date", cell)), ["11 januari 2023", "11 januari 2023, 14:30", "0,75", "60", "mrt 2024"]);
  assert.deepEqual([masked("text", "x"), masked("text", "xy"), masked("skip", "12"), masked("skip", "123456782")], ["tekst van 1 teken", "tekst van 2 tekens", "12", "tekst van 9 tekens"]);
});

test("a burgerservicenummer comes in nowhere, and what is a telephone number does", () => {
  const rows = [row({ Verslag: "Belde, bsn 111222333, en weer." }), row({ Schuilnaam: "111222333", Datum: "1-4-2021" }), row({ Schuilnaam: "111222333", Datum: "1-5-2021", Aard: "bsn 111-222-333" })];
  const { matters, numbers } = plan(rows);
  assert.deepEqual(numbers, [2, 3, 4]);
  assert.deepEqual(matters.map(({ alias }) => alias), ["Zon", "Kwestie 1 · april 2021"]);
  assert.deepEqual(matters.flatMap(({ rows: own }) => own.map(({ text }) => text)), ["Belde, bsn nummer weggelaten, en weer.", "Gesproken", "Aard: bsn nummer weggelaten\nGesproken"]);
  const phone = plan([row({ Naam: "611222337" })], { over: { fields: ["date", "alias", "phone", "channel", "duration", "nature", "outcome", "text"] } });
  assert.deepEqual([phone.numbers, phone.matters[0].rows[0].phone], [[], "611222337"]);
});

test("a matter that is over, and of which nobody kept how it ended, is closed without an outcome", () => {
  const values = { ...VALUES, outcome: { "=afgerond": OVER, "=mediation": "mediation" } };
  const over = plan([row({ Afloop: "afgerond" })], { over: { values } }).matters[0];
  assert.equal(outcomeOf(over.rows), OVER);
  assert.equal(over.rows[0].text, "Afloop: afgerond\nGesproken", "what stood there is in the note");
  const told = plan([row({ Afloop: "mediation" }), row({ Datum: "1-5-2021", Afloop: "afgerond" })], { over: { values } }).matters[0];
  assert.equal(outcomeOf(told.rows), "mediation", "what an earlier row says of how it ended stands");
  assert.equal(outcomeOf(plan([row()], { over: { blanks: { organisation: "1", outcome: OVER } } }).matters[0].rows), OVER);
});
