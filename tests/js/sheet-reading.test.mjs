// Reading a spreadsheet: what kind it is, where its table stands, how days are written, and what is wrong with it in words.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { rowsOf, textOf } from "../../src/nabij/browser/sheet/csv.js";
import { momentIn, writtenMoment } from "../../src/nabij/browser/sheet/dates.js";
import { proposedColumns } from "../../src/nabij/browser/sheet/headings.js";
import { sentenceOf } from "../../src/nabij/browser/sheet/refusals.js";
import { withHidden } from "../../src/nabij/browser/sheet/hidden-rows.js";
import { hiddenSaid, tableIn } from "../../src/nabij/browser/sheet/table.js";
import { gridsIn } from "../../src/nabij/browser/sheet/workbook.js";
import { unescaped } from "../../src/nabij/browser/sheet/xml-signs.js";
import { zipSync } from "../../src/nabij/browser/vendor/zip.js";
import { csv, HEAD, manyRows, ods, xlsx } from "./made-sheets.mjs";

const wrong = (kind) => (error) => error.name === "BadSheet" && error.wrong === kind && error.sentence.length > 20;
const table = (bytes, nth = 0) => tableIn(gridsIn(bytes)[nth]);
const day = (text) => momentIn(text)?.day ?? null;

test("days as people write them are the same day", () => {
  const written = ["12-3-2021", "12/03/2021", "12.3.21", "12 3 2021", "12 mrt 2021", "12 mrt. 2021", "12 maart 2021", "12-mrt-21", "vr 12 maart 2021", "vrijdag 12 mrt 2021", "12 Maart '21", "2021-03-12", "2021/3/12", "44267", "12-3-2021 14:30", "2021-03-12T14:30:00"];
  for (const text of written) assert.equal(day(text), "2021-03-12", text);
  assert.equal(momentIn("12 mrt 2021 om 9.05 uur")?.time, "09:05");
  assert.equal(momentIn("44267.5")?.time, "12:00");
  assert.equal(momentIn("44267,5")?.time, "12:00");
});

test("the day comes before the month, and what is no day is none", () => {
  assert.equal(day("3-12-2021"), "2021-12-03");
  for (const text of ["", "31-2-2021", "3/14/2021", "mrt 2021", "gisteren", "2021", "12", "0612345678", "12 foo 2021", "1-2-3-4"]) assert.equal(day(text), null, text);
  assert.equal(writtenMoment("44267"), null);
});

test("a date of Excel is read by its number, also where a book counts from 1904", () => {
  const rows = [["Datum", "Naam"], [{ serial: 44267 }, "A"], [{ serial: 44267.5 }, "B"]];
  assert.deepEqual(table(xlsx({ Blad1: { rows } })).rows.map(({ cells }) => cells[0]), ["2021-03-12", "2021-03-12T12:00"]);
  assert.equal(table(xlsx({ Blad1: { rows } }, { date1904: true })).rows[0].cells[0], "2025-03-13");
});

test("ods and xls hold the same rows as xlsx and csv", () => {
  const rows = [["Datum", "Naam"], ["12-3-2021", "Zonnebloem"]];
  const found = [xlsx({ Jaren: { rows } }), ods("Jaren", rows), csv("Datum;Naam\n12-3-2021;Zonnebloem\n"), readFileSync(new URL("years.xls", import.meta.url))].map((bytes) => table(bytes));
  for (const { titles, rows: own } of found) assert.deepEqual([titles, own], [rows[0], [{ number: 2, cells: rows[1] }]]);
  assert.equal(table(ods("Jaren", [["Datum", "Naam"], [{ day: "2021-03-12" }, "A"]])).rows[0].cells[0], "2021-03-12");
});

test("csv is parted by what parts it, whatever stands between quotes and however it was written", () => {
  assert.deepEqual(rowsOf('a;b\r\n"x;""y""\nz";2'), [["a", "b"], ['x;"y"\nz', "2"]]);
  assert.deepEqual(rowsOf("sep=,\na,b"), [["a", "b"]]);
  assert.deepEqual(rowsOf("a\tb\n1,5\t2"), [["a", "b"], ["1,5", "2"]]);
  assert.equal(textOf(Uint8Array.of(0x63, 0x61, 0x66, 0xe9)), "café");
  assert.equal(textOf(Uint8Array.of(0xff, 0xfe, 0x61, 0)), "a");
  assert.equal(textOf(Uint8Array.of(0x61, 0, 0x62, 0, 0x63, 0, 0x64, 0)), "abcd");
  assert.deepEqual(rowsOf("a;b\rc;d"), [["a", "b"], ["c", "d"]]);
});

test("the names of columns are found below a title, and empty rows fall out with their numbers kept", () => {
  const { titles, rows } = table(xlsx({ Blad1: { rows: [["Registratie 2021"], [], ["Datum", "Naam", ""], ["12-3-2021", "A", "los"], [], ["13-3-2021", "B"]], merges: ["A1:C1"] } }));
  assert.deepEqual(titles, ["Datum", "Naam", "Kolom 3"]);
  assert.deepEqual(rows.map(({ number }) => number), [4, 6]);
});

test("a formula counts by its outcome, and one without is told", () => {
  const rows = (formula) => [["Datum", "Naam"], ["12-3-2021", formula]];
  assert.equal(table(xlsx({ B: { rows: rows({ formula: "A1&B1", value: "Zon" }) } })).rows[0].cells[1], "Zon");
  assert.throws(() => table(xlsx({ B: { rows: rows({ formula: "A1&B1" }) } })), wrong("unfinished"));
});

test("rows that a filter hid are read, and told by how many they are", async () => {
  const rows = [["Titel"], ["Datum", "Naam"], ["12-3-2021", "A"], ["13-3-2021", "B"], [], ["14-3-2021", "C"]];
  const said = async (away) => { const bytes = xlsx({ Leeg: { rows: [] }, "A & B": { rows, away } }); return hiddenSaid(tableIn((await withHidden(gridsIn(bytes), bytes))[1])); };
  assert.equal(table(xlsx({ Blad1: { rows, away: [3, 4] } })).rows.length, 3);
  assert.equal(await said([3, 4]), "2 rijen waren verborgen in het blad; ze zijn wel gelezen.");
  assert.equal(await said([6]), "1 rij was verborgen in het blad; die is wel gelezen.");
  // neither the lines above the table nor an empty row is a row of it
  assert.equal(await said([1, 2, 5]), "");
  assert.equal(hiddenSaid(table(csv("Datum;Naam\n12-3-2021;Zonnebloem\n"))), "");
});

test("a sheet of an ods is called as its maker called it", () => {
  for (const name of ["A & B", "Team <Noord>", "Wat &amp; hoe"]) assert.equal(gridsIn(ods(name, [["Datum", "Naam"], ["12-3-2021", "A"]]))[0].name, name);
  assert.equal(unescaped("&#39;t &#x26; &quot;x&quot; &#0;&#xFFFFFF;&nee;"), "'t & \"x\" &nee;");
});

test("rows that are hidden in an ods are told as well", async () => {
  const rows = [["Datum", "Naam"], ["12-3-2021", "A"], ["13-3-2021", "B"], ["14-3-2021", "C"]];
  const said = async (away) => { const bytes = ods("A & B", rows, away); return hiddenSaid(tableIn((await withHidden(gridsIn(bytes), bytes))[0])); };
  assert.equal(await said({}), "");
  assert.equal(await said({ 2: ' table:visibility="filter"', 4: ' table:visibility="collapse"', 3: ' table:visibility="visible"' }), "2 rijen waren verborgen in het blad; ze zijn wel gelezen.");
  assert.equal(await said({ 2: ' table:number-rows-repeated="2" table:visibility="filter"' }), "2 rijen waren verborgen in het blad; ze zijn wel gelezen.");
  const other = xlsx({ Blad1: { rows, away: [2] } });
  assert.equal(hiddenSaid(tableIn((await withHidden(gridsIn(other), other))[0])), "1 rij was verborgen in het blad; die is wel gelezen.");
});

test("merged cells in the table are told with their places", () => {
  const bytes = xlsx({ B: { rows: [["Datum", "Naam"], ["12-3-2021", "A"], ["", "B"]], merges: ["A2:A3"] } });
  assert.throws(() => table(bytes), (error) => wrong("merged")(error) && error.sentence.includes("A2:A3"));
});

test("a sheet without a table is told by its name, and a hidden one is not looked at", () => {
  const bytes = xlsx({ Leeg: { rows: [["Uitleg"], ["Zie volgend blad"]] }, Geheim: { rows: [["x", "y"]], hidden: true } });
  assert.throws(() => table(bytes), (error) => wrong("empty")(error) && error.sentence.includes("Leeg"));
  assert.equal(gridsIn(bytes).length, 1);
});

test("a broken file, another kind and a web page under another name each say so", () => {
  const whole = xlsx({ B: { rows: [["Datum", "Naam"], ["12-3-2021", "A"]] } });
  for (const bytes of [whole.slice(0, whole.length - 40), whole.slice(0, 100), new Uint8Array(0), Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3)]) assert.throws(() => gridsIn(bytes), wrong("broken"));
  const spoiled = whole.slice();
  spoiled.fill(0x58, 60, 400);
  assert.throws(() => tableIn(gridsIn(spoiled)[0]), (error) => error.name === "BadSheet");
  assert.throws(() => gridsIn(csv("%PDF-1.7\nx")), wrong("kind"));
  assert.throws(() => gridsIn(Uint8Array.of(1, 2, 0, 0, 5)), wrong("kind"));
  assert.throws(() => gridsIn(zipSync({ "word/document.xml": new Uint8Array(9) })), wrong("kind"));
  assert.throws(() => gridsIn(csv("<html><table><tr><td>x")), wrong("html"));
});

test("a zip that unpacks to more than any sheet is refused before it is unpacked", () => {
  const bytes = xlsx({ B: { rows: [["Datum", "Naam"], ["12-3-2021", "A"]] } });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const first = view.getUint32(bytes.length - 6, true);
  view.setUint32(first + 24, 400 * 1024 * 1024, true);
  assert.throws(() => gridsIn(bytes), wrong("large"));
});

test("what would be lost without a word is told: errors, columns and rows far away, a quote left open, a second table", () => {
  const head = ["Datum", "Naam"];
  assert.throws(() => table(csv("Datum;Naam\n12-3-2021;#N/B\n")), (error) => wrong("unfinished")(error) && error.sentence.includes("B2"));
  assert.throws(() => tableIn({ name: "B", rows: [["Datum", ...Array(200).fill("x")], ["12-3-2021", ...Array(200).fill("y")]], merges: [], unfinished: [] }), wrong("wide"));
  assert.throws(() => table(csv('Datum;Naam\n12-3-2021;A\n13-3-2021;"B\n14-3-2021;C\n')), (error) => wrong("quote")(error) && error.about === "3");
  const far = xlsx({ B: { rows: [head, ["12-3-2021", "A"], ...Array(21_000).fill([]), ["13-3-2021", "B"]] } });
  assert.deepEqual(table(far).rows.map(({ number }) => number), [2, 21_003]);
  const second = (...rows) => tableIn({ name: "B", rows: [["Datum", "Naam", "Duur"], ["1-2-2021", "A", "1"], ...rows], merges: [], unfinished: [] });
  assert.throws(() => second(["", "", ""], ["Datum", "Activiteit", "Aantal"], ["3-4-2021", "Les", "12"]), (error) => wrong("second")(error) && error.about === "4");
  for (const rows of [[["Datum", "Naam", "Duur"]], [["1-3-2021", "Datum", "1"]], [["Datum", "", ""]]]) assert.equal(second(...rows).rows.length, 2);
});

test("a second table beside the first is proposed to stay out", () => {
  const rows = [["Datum", "Naam", "", "Datum", "Les"], ["1-2-2021", "A", "", "3-4-2021", "Les"]];
  const found = proposedColumns(tableIn({ name: "B", rows, merges: [], unfinished: [] }));
  assert.deepEqual(found.map(({ field, sure }) => [field, sure]), [["date", true], ["name", true], ["skip", false], ["skip", false], ["skip", false]]);
});

test("every sentence says what to do", () => {
  for (const kind of ["broken", "password", "kind", "html", "large", "slow", "empty", "merged", "long", "wide", "unfinished", "quote", "second", "dateless"]) assert.match(sentenceOf(kind, "X"), /[Kk]ies|[Vv]erdeel/, kind);
});

test("5,000 rows are read well within the time", () => {
  const bytes = xlsx({ Jaren: { rows: [HEAD, ...manyRows(5000)] } });
  const start = performance.now();
  assert.equal(table(bytes).rows.length, 5000);
  assert.ok(performance.now() - start < 5000);
});

test("a sheet cannot give things other names than its own", () => {
  const bytes = xlsx({ __proto__x: { rows: [["Datum", "__proto__"], ["12-3-2021", "constructor"]] } });
  assert.deepEqual(table(bytes).titles, ["Datum", "__proto__"]);
  assert.equal({}.polluted, undefined);
});
