// What columns and values are taken for: surely, perhaps, or not at all; and how days are written. Tables of what counsellors write.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { guessed, isBare, minutesIn, roundedTo, unitOf } from "../../src/nabij/browser/sheet/guessing.js";
import { proposedColumns, proposedFields, unitSaid, yearSaid } from "../../src/nabij/browser/sheet/headings.js";
import { firstColumns, firstDraft, memorable, proposeValues, questionsIn, takeUnit, undecided } from "../../src/nabij/browser/sheet/proposing.js";
import { saidMoment } from "../../src/nabij/browser/sheet/said-dates.js";
import { NONE, SKIP } from "../../src/nabij/browser/sheet/columns.js";
import { saysOnlyOver, synonymsOf } from "../../src/nabij/browser/sheet/synonyms.js";
import { holdsServiceNumber, isServiceNumber } from "../../src/nabij/browser/sheet/service-number.js";
import { tableIn } from "../../src/nabij/browser/sheet/table.js";
import { unitAt, unitChoices } from "../../src/nabij/browser/sheet/units.js";
import { gridsIn } from "../../src/nabij/browser/sheet/workbook.js";

const LISTS = JSON.parse(readFileSync(new URL("../../src/nabij/kit/data/codelist.json", import.meta.url), "utf8"));
const pairs = (list) => list.map(({ key, nl }) => [key, nl]);
const find = (tree, name) => (Array.isArray(tree) || typeof tree !== "object" || !tree ? null : (tree[name] ?? Object.values(tree).map((one) => find(one, name)).find(Boolean)));
const choicesOf = (field) => pairs(find(LISTS, { nature: "matter_nature", integrity_levels: "integrity_level" }[field] ?? field.replace(/_\d+$/, ""))?.values ?? []);
const choicesOrAny = (field) => (["organisation", "unit"].includes(field) ? [["1", "Een"]] : choicesOf(field));
const tableOf = (...rows) => tableIn({ name: "Lijst", rows, merges: [], unfinished: [] });

const HEADINGS = {
  date: ["Datum", "Datum gesprek", "Datum van het gesprek", "Gespreksdatum", "Contactdatum", "Dag", "Wanneer", "Datum melding"],
  alias: ["Schuilnaam", "Nr.", "Volgnr", "Casusnummer", "Dossier", "Dossiernr.", "Kenmerk", "ID", "Zaak"],
  name: ["Naam", "Naam melder", "Melder", "Inbrenger"], phone: ["Tel.nr", "Mobiel", "06-nummer"], email: ["E-mail", "Mailadres"],
  channel: ["Kanaal", "Contactvorm", "Soort contact", "Wijze van contact", "Hoe", "Contact via"],
  duration: ["Duur", "Duur (min)", "Gespreksduur", "Aantal uren", "Uren", "Tijdsbesteding", "Duur in minuten"],
  nature: ["Aard", "Aard van de melding", "Soort gedrag", "Soort ongewenst gedrag", "Onderwerp", "Thema", "Categorie", "Waar gaat het over?", "Type melding"],
  person_role: ["Rol", "Functie", "Rol melder", "Dienstverband"], person_position: ["Positie", "Slachtoffer of getuige"],
  subject_relation: ["Wie deed het", "Door wie", "Over wie", "Veroorzaker", "Beklaagde", "Tegen wie", "Relatie tot dader"],
  outcome: ["Afloop", "Uitkomst", "Resultaat", "Hoe het afliep", "Afhandeling", "Status"], unit: ["Onderdeel", "Locatie", "Afdeling", "Team", "Vestiging", "Afdeling/team"],
  organisation: ["Organisatie", "Opdrachtgever", "Naam bedrijf", "Klant"], next_step: ["Volgende stap", "Vervolg", "Afspraken"], place: ["Plek", "Gesprekslocatie"],
  involvement: ["Betrokkenheid", "Rol vertrouwenspersoon", "Ondersteuning"], integrity_levels: ["Niveau van integriteit", "Integriteitsniveau", "Niveau"], spent: ["Totaal uren", "Totale tijd"],
  text: ["Opmerkingen", "Verslag", "Toelichting", "Jaarwaardering", "Geboorteplaats"],
  durability_3: ["Houdt stand na 3 maanden?", "Nazorg 3 mnd"], durability_6: ["Na 6 maanden", "Evaluatie na half jaar"], durability_12: ["Na 12 mnd", "Na een jaar"],
};

test("headings as counsellors write them are known", () => {
  const table = Object.entries(HEADINGS).flatMap(([field, titles]) => titles.map((title) => [title, field]));
  assert.ok(table.length >= 80);
  for (const [title, field] of table) assert.equal(proposedFields(tableOf([title, "x"], [{ phone: "0612345678", email: "a@voorbeeld.nl" }[field] ?? "tekst", "y"]))[0], field, title);
});

// Of every other heading in HEADINGS: it may say something else as well.
const SAYS_NOTHING_ELSE = new Set([
  "Datum", "Datum gesprek", "Datum van het gesprek", "Gespreksdatum", "Contactdatum", "Schuilnaam", "Casusnummer", "Dossiernr.", "Naam", "Naam melder", "Tel.nr", "06-nummer", "E-mail", "Mailadres", "Kanaal", "Contactvorm", "Wijze van contact", "Duur", "Duur (min)",
  "Gespreksduur", "Aard", "Aard van de melding", "Waar gaat het over?", "Rol melder", "Over wie", "Afloop", "Uitkomst", "Hoe het afliep", "Betrokkenheid", "Rol vertrouwenspersoon", "Niveau van integriteit", "Integriteitsniveau", "Totaal uren", "Totale tijd", "Onderdeel", "Afdeling", "Organisatie", "Opdrachtgever", "Volgende stap", "Plek", "Gesprekslocatie", ...HEADINGS.text,
]);

test("a heading about somebody else says nothing of who came, and a short one is known", () => {
  const fieldOf = (title, cell = "tekst") => proposedColumns(tableOf([title, "x"], [cell, "y"]))[0];
  for (const title of ["Rol beklaagde", "Functie aangeklaagde", "Functie van de vermeende dader", "Rol veroorzaker", "Positie (over wie)", "Functie van wie het deed", "Rol wederpartij", "Functie beschuldigde(n)"]) assert.deepEqual(fieldOf(title), { field: "subject_relation", sure: false }, title);
  for (const title of ["Naam beklaagde", "Afdeling dader", "Afd. veroorzaker", "Telefoonnummer beklaagde", "Rol (melder/getuige/beklaagde)"]) assert.equal(fieldOf(title, "0612345678").field, "text", title);
  for (const [title, field, cell] of [["Afd.", "unit"], ["Afd. melder", "unit"], ["Org.", "organisation"], ["Dat.", "date"], ["Dat. gesprek", "date"], ["Tel.", "phone", "0612345678"], ["Tel. melder", "phone", "0612345678"], ["Min.", "duration", "30"], ["Gesprek (min.)", "duration", "30"]]) assert.equal(fieldOf(title, cell).field, field, title);
});

test("every heading that may say something else waits for a yes", () => {
  for (const [field, titles] of Object.entries(HEADINGS)) {
    for (const title of titles) {
      const table = tableOf([title, "x"], [{ phone: "0612345678", email: "a@voorbeeld.nl" }[field] ?? "tekst", "y"]);
      const { unsure } = firstColumns(table, {}, choicesOrAny);
      assert.equal(unsure.has(0), !SAYS_NOTHING_ELSE.has(title), title);
      assert.equal(firstColumns(table, { [`=${title.toLowerCase()}`]: field }, choicesOrAny).unsure.has(0), false, `${title}, as it was answered before`);
    }
  }
  assert.deepEqual(proposedColumns(tableOf(["Gebeld op", "x"], ["3-2-2024", "y"]))[0], { field: "date", sure: false });
  assert.deepEqual(proposedColumns(tableOf(["Contact", "x"], ["3-2-2024", "y"]))[0].sure, false);
});

test("a column of burgerservicenummers is proposed to stay out, and no other number is", () => {
  assert.equal(proposedColumns(tableOf(["Nummer", "x"], ["123456789", "y"], ["2", "y"]))[0].field, "alias");
  for (const text of ["bsn 123456782", "Hij gaf 1112 22 333.", "111222333"]) assert.ok(holdsServiceNumber(text), text);
  for (const text of ["123456789", "0612345678", "1234567820", "NL91ABNA0417164300", "000000000", "2024-123456782", "1,123456782"]) assert.ok(!holdsServiceNumber(text), text);
});

test("a burgerservicenummer is one however it was typed", () => {
  const typed = ["BSN 111222333, belde", "BSN: 111222333.", "(111222333)", "nr 111222333, en", "-111222333", "111222333-", "BSN111222333", "111-222-333", "1112-22-333", "1112.22.333", "111\u00a0222\u00a0333", "111\u202f222\u202f333", "111\u2011222\u2011333", "111\u2013222\u2013333", "111  222  333", "\uff11\uff11\uff11\uff12\uff12\uff12\uff13\uff13\uff13", "111\u200b222333", "\u0661\u0661\u0661\u0662\u0662\u0662\u0663\u0663\u0663", "\u{1d7cf}11222333"];
  for (const text of typed) assert.ok(holdsServiceNumber(text), text);
  for (const text of ["111222333,5", "111222333-01", "2024-111222333", "111-222-3334", "0111-222-333", "111 222.333", "111222333.5", "1.111222333"]) assert.ok(!holdsServiceNumber(text), text);
  for (const cell of ["111222333", "111-222-333", "1112-22-333", " 111\u00a0222\u00a0333 ", "\uff11\uff11\uff11\uff12\uff12\uff12\uff13\uff13\uff13", "10000008"]) assert.ok(isServiceNumber(cell), cell);
  for (const cell of ["11-12-22333", "10-00-0008", "111222333, belde"]) assert.ok(!isServiceNumber(cell), cell);
});

test("a column is what its values allow, and of two the heading that says it most", () => {
  assert.equal(proposedFields(tableOf(["Gesprekken", "x"], ["3", "y"]))[0], "times");
  assert.equal(proposedFields(tableOf(["Gesprekken", "x"], ["vertelde veel", "y"]))[0], "text");
  assert.equal(proposedFields(tableOf(["Telefoon", "x"], ["06-12345678", "y"]))[0], "phone");
  assert.equal(proposedFields(tableOf(["Telefoon", "x"], ["ja", "y"]))[0], "text");
  assert.deepEqual(proposedFields(tableOf(["Datum", "Datum gesprek"], ["1-2-2024", "3-2-2024"])), ["text", "date"]);
  assert.deepEqual(proposedFields(tableOf(["Status", "Afloop"], ["afgesloten", "Mediation"])), ["text", "outcome"]);
});

const SURE = [
  ["nature", "seks. intimidatie", "sexual_harassment"], ["nature", "Seksueel grensoverschrijdend", "sexual_harassment"], ["nature", "pesten op het werk", "bullying"], ["nature", "Intimidatie", "intimidation"],
  ["nature", "Agressie/geweld", "aggression_violence"], ["nature", "nog niet te benoemen", "not_yet_named"], ["channel", "per mail", "email"], ["channel", "MS Teams", "video"], ["channel", "E-mail", "email"],
  ["outcome", "lopend", "ongoing"], ["outcome", "klacht ingediend", "formal_complaint"], ["subject_relation", "collega's", "colleague"], ["subject_relation", "Leidinggevende", "direct_manager"],
  ["person_role", "zzp'er", "hired_external"], ["person_position", "getuige", "bystander"], ["durability_3", "deels", "partly"],
  ["involvement", "Luisterend oor", "listening"], ["involvement", "Sparren en duiden", "reflection"], ["involvement", "doorverwezen", "referral"], ["integrity_levels", "Organisatie", "organisational"],
];
const GUESSES = [["nature", "pesten door leidinggevende", "bullying"], ["nature", "Discriminattie", "discrimination"], ["nature", "sexuele intimidatie op feest", "sexual_harassment"], ["outcome", "afgerond na mediation", "mediation"], ["channel", "telefoon (kort)", "phone"], ["nature", "pesten?", "bullying"], ["subject_relation", "medewerker", "colleague"], ["person_position", "Betrokkene", "affected"], ["outcome", "voldoende", "told_enough"], ["channel", "extern", "elsewhere"]];
const UNKNOWN = [
  ["outcome", "afgesloten"], ["outcome", "Afgerond"], ["outcome", "klaar"], ["subject_relation", "collega's (team)"], ["nature", "pesten en discriminatie"], ["nature", "geen pesten"], ["channel", "postduif"], ["organisation", "1"],
];

test("what is a word of ours is sure, what holds one is a guess, and the rest is unknown", () => {
  for (const [field, value, code] of SURE) assert.deepEqual(guessed(field, value, choicesOf(field)), { code, sure: true }, value);
  for (const [field, value, code] of GUESSES) assert.deepEqual(guessed(field, value, choicesOf(field)), { code, sure: false }, value);
  for (const [field, value] of UNKNOWN) assert.deepEqual(guessed(field, value, field === "organisation" ? [["1", "Zorggroep"]] : choicesOf(field)), { code: "", sure: false }, value);
});

test("every code of the table of words is in the list, and only an end without a how says that it is over", () => {
  for (const field of ["channel", "nature", "outcome", "person_role", "person_position", "subject_relation", "durability_3"]) {
    const there = new Set(choicesOf(field).map(([key]) => key));
    for (const [word, { code }] of synonymsOf(field)) assert.ok(there.has(code), `${field}: ${word}`);
    assert.ok(synonymsOf(field).size > 4);
  }
  assert.ok(saysOnlyOver("outcome", "Afgesloten.") && !saysOnlyOver("nature", "afgesloten"));
});

test("lengths are bands by their unit, sure where they are about as long", () => {
  const table = [
    ["1,5", "hours", "hour_and_half", true], ["0.75", "hours", "three_quarters", true], ["0,75", "hours", "three_quarters", true], ["1", "hours", "hour", true], ["2", "hours", "two_hours", true], ["90", "minutes", "hour_and_half", true], ["84", "minutes", "hour_and_half", true], ["71", "minutes", "hour", false], ["60", "minutes", "hour", true],
    ["45 min", null, "three_quarters", true], ["drie kwartier", null, "three_quarters", true], ["0:45", null, "three_quarters", true], ["1u30", null, "hour_and_half", true], ["1,5 uur", null, "hour_and_half", true], ["30 min", null, "half_hour", true], ["1:00", null, "hour", true], ["kwartiertje", null, "quarter", true],
    ["anderhalf uur", null, "hour_and_half", true], ["half uur", null, "half_hour", true], ["½ uur", null, "half_hour", true], ["1½ uur", null, "hour_and_half", true], ["3 uur", null, "longer", true], ["ca. 30 min", null, "half_hour", true], ["25 min", null, "half_hour", true],
    ["1", null, "", false], ["14:30", null, "", false], ["lang", null, "", false], ["0", "minutes", "", false],
  ];
  for (const value of ["?", "-", "Onbekend", "niet genoteerd", "n.b."]) assert.deepEqual(guessed("duration", value, choicesOf("duration"), null), { code: NONE, sure: true }, value);
  for (const [value, unit, code, sure] of table) assert.deepEqual(guessed("duration", value, choicesOf("duration"), unit), { code, sure }, value);
  assert.equal(minutesIn("1 uur en 15 minuten", null), 75);
  assert.ok(isBare("1,5") && !isBare("1,5 uur"));
});

test("each length of the register is kept as it is written, and any other is told as rounded", () => {
  const lengths = find(LISTS, "duration").values;
  assert.deepEqual(lengths.map(({ minutes }) => minutes), [15, 30, 45, 60, 90, 120, 180]);
  for (const { key, minutes } of lengths) {
    assert.deepEqual(guessed("duration", `${minutes} min`, choicesOf("duration")), { code: key, sure: true });
    assert.equal(roundedTo(`${minutes} min`, null, key), null);
    assert.equal(roundedTo(String(minutes / 60), "hours", key), null);
  }
  for (const [value, unit, code, minutes] of [["50 min", null, "three_quarters", 45], ["0,8", "hours", "three_quarters", 45], ["75", "minutes", "hour_and_half", 90], ["4 uur", null, "longer", 180], ["45 min", null, "hour", 60]]) assert.equal(roundedTo(value, unit, code), minutes, value);
  assert.equal(roundedTo("lang", null, "longer"), null);
});

test("the unit of numbers is told by the heading, else by numbers that can be only one, else asked", () => {
  for (const [title, unit] of [["Duur (min)", "minutes"], ["Aantal uren", "hours"], ["Duur in minuten", "minutes"], ["Duur", null]]) assert.equal(unitSaid(title), unit, title);
  for (const [values, unit] of [[["30", "90"], "minutes"], [["1", "0,5"], "hours"], [["1", "2"], null], [["10", "60"], null], [["1 uur"], null]]) assert.equal(unitOf(values), unit, String(values));
  const table = tableOf(["Datum", "Duur"], ["1-2-2024", "1"], ["2-2-2024", "2"]);
  const draft = firstDraft(table, firstColumns(table, {}, choicesOrAny), {}, "");
  proposeValues(table, draft, "duration", choicesOf("duration"), {});
  assert.deepEqual([questionsIn(table, draft).unit, undecided(table, draft, "duration").open], [{ rows: 2, example: "1" }, [0, 1]]);
  takeUnit(table, draft, "hours");
  proposeValues(table, draft, "duration", choicesOf("duration"), {});
  assert.deepEqual(Object.values(draft.values.duration), ["hour", "two_hours"]);
});

test("days are read however they are written, or say what is not in them", () => {
  const table = [
    ["15 jan", "2023-01-15", true, false], ["15 januari", "2023-01-15", true, false], ["ma 15 jan", "2023-01-15", true, false], ["15-1", "2023-01-15", true, false], ["15/1 14:30", "2023-01-15", true, false], ["3 sept", "2023-09-03", true, false],
    ["15-1-'24", "2024-01-15", false, false], ["15 januari '24", "2024-01-15", false, false], ["1 febr. 2024", "2024-02-01", false, false], ["15 augustus 2024", "2024-08-15", false, false], ["15e mei 2024", "2024-05-15", false, false],
    ["jan 2024", "2024-01-01", false, true], ["Januari 2024", "2024-01-01", false, true], ["mei '24", "2024-05-01", false, true], ["maart", "2023-03-01", true, true], ["1-2024", "2024-01-01", false, true], ["2024-01", "2024-01-01", false, true],
    ["week 12 2024", "2024-03-18", false, true], ["wk 12 '24", "2024-03-18", false, true], ["2024 week 12", "2024-03-18", false, true], ["2024-W01", "2024-01-01", false, true], ["week 1", "2023-01-02", true, true], ["week 53 2020", "2020-12-28", false, true],
  ];
  for (const month of ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]) assert.equal(saidMoment(`1 ${month} 2024`)?.yearless, false, month);
  for (const [text, day, yearless, vague] of table) {
    const found = saidMoment(text, 2023);
    assert.deepEqual([found?.day, found?.yearless, found?.vague], [day, yearless, vague], text);
  }
  assert.equal(saidMoment("15/1 14:30", 2023)?.time, "14:30");
  for (const text of ["", "ooit", "2024", "week 54 2024", "week 53 2024", "32 jan", "30 feb", "13-2024", "marathon 2024", "15 dagen"]) assert.equal(saidMoment(text), null, text);
});

test("the year of days without one comes from the name of the sheet or the file, or from the other days", () => {
  for (const [names, year] of [[["Gesprekken 2023"], 2023], [["Blad1", "vp_2022.xlsx"], 2022], [["2021-2022"], null], [["Blad1"], null]]) assert.equal(yearSaid(...names), year, String(names));
  const yearOf = (...days) => { const table = tableOf(["Datum", "x"], ...days.map((day) => [day, "y"])); return firstDraft(table, firstColumns(table, {}, choicesOrAny), {}, "lijst.csv").year; };
  assert.deepEqual([yearOf("1-2-2022", "3 mrt"), yearOf("1-2-2022", "1-2-2023", "3 mrt"), yearOf("3 mrt")], [2022, null, null]);
});

test("a list without choices is a note, what was remembered is sure, and leaving out is not remembered", () => {
  const table = tableOf(["Datum", "Afdeling", "Aard"], ["1-2-2024", "Noord", "Raar ding"]);
  const columns = firstColumns(table, {}, (field) => (field === "unit" ? [] : choicesOf(field)));
  assert.deepEqual(columns.fields, ["date", "text", "nature"]);
  const draft = firstDraft(table, columns, {}, "");
  proposeValues(table, draft, "nature", choicesOf("nature"), { "=raar ding": "bullying" });
  assert.deepEqual([draft.values.nature, draft.guesses.size], [{ "=raar ding": "bullying" }, 0]);
  assert.deepEqual(memorable({ a: "bullying", b: "!skip", c: "", "=111222333": "bullying" }), { a: "bullying" });
});

const UNITS = { 1: [["11", "Noord"], ["12", "Zuid"]], 2: [["21", "noord"], ["22", "West"]], 3: [["31", "Verborgen"]] };
const ORGANISATIONS = [["1", "De Linde"], ["2", "De Berk"], ["3", "De Eik"]];

test("only the parts of the organisations that were chosen may be chosen, and a name at two is one", () => {
  const chosen = (fields, values, blanks) => unitChoices(UNITS, ORGANISATIONS, { fields, values, blanks });
  assert.deepEqual(chosen(["date", "unit"], {}, { organisation: "1" }), [["11", "Noord"], ["12", "Zuid"]]);
  assert.deepEqual(chosen(["date", "unit"], {}, { organisation: "" }), []);
  const both = { "=linde": "1", "=berk": "2", "=elders": SKIP, "=nog niet": "" };
  assert.deepEqual(chosen(["organisation", "unit"], { organisation: both }, {}), [["11", "Noord"], ["12", "Zuid (De Linde)"], ["22", "West (De Berk)"]]);
  assert.deepEqual([["1", "11"], ["2", "11"], ["2", "22"], ["1", "22"], ["2", "31"], ["9", "11"]].map(([organisation, unit]) => unitAt(UNITS, organisation, unit)), ["11", "21", "22", "", "", ""]);
});

test("a part that is of no chosen organisation any more is proposed anew", () => {
  const table = tableOf(["Datum", "Afdeling"], ["1-2-2024", "Noord"], ["2-2-2024", "Zuid"]);
  const draft = firstDraft(table, firstColumns(table, {}, choicesOrAny), { unit: "12" }, "");
  proposeValues(table, draft, "unit", UNITS[1], { "=zuid": "12" });
  assert.deepEqual([draft.values.unit, draft.blanks.unit], [{ "=noord": "11", "=zuid": "12" }, "12"]);
  proposeValues(table, draft, "unit", UNITS[2], { "=zuid": "12" });
  assert.deepEqual([draft.values.unit, draft.blanks.unit], [{ "=noord": "21", "=zuid": "" }, undefined]);
});

test("the example shows each thing that is asked", () => {
  const [grid] = gridsIn(new Uint8Array(readFileSync(new URL("../../src/nabij/browser/sheet/voorbeeldlijst.csv", import.meta.url))));
  const table = tableIn(grid);
  const columns = firstColumns(table, {}, choicesOf);
  assert.deepEqual(columns.fields, ["date", "alias", "channel", "duration", "nature", "person_role", "subject_relation", "outcome", "durability_3", "text"]);
  const draft = firstDraft(table, columns, {}, "voorbeeldlijst.csv");
  const asked = questionsIn(table, draft);
  assert.deepEqual([asked.year?.rows, asked.vague?.rows, asked.repeats, draft.unit, draft.year], [1, 2, [[7, 8]], "minutes", 2024]);
  for (const field of ["channel", "nature", "outcome", "duration"]) proposeValues(table, draft, field, choicesOf(field), {});
  const wanted = (field) => { const { open, guesses } = undecided(table, draft, field); return [open.length, guesses.length]; };
  assert.deepEqual([wanted("channel"), wanted("nature"), wanted("outcome")], [[1, 0], [0, 1], [1, 0]]);
});

test("what was chosen for an import that was undone is a guess", () => {
  const table = tableOf(["Nr", "Naam", "Datum", "Aard"], ["1", "Ada", "12-3-2021", "raar ding"], ["2", "Ada", "13-3-2021", "raar ding"]);
  const before = { "=nr": "alias", "=naam": "name" };
  assert.deepEqual([...firstColumns(table, before, choicesOrAny).unsure], []);
  const columns = firstColumns(table, before, choicesOrAny, true);
  assert.deepEqual([columns.fields[0], [...columns.unsure]], ["skip", [0]]);
  const own = firstColumns(table, { "=aard": "place", "=nr": "skip" }, choicesOrAny, true);
  assert.deepEqual([own.fields[3], own.unsure.has(3)], ["place", true], "a choice comes back, and waits for a yes");
  const draft = firstDraft(table, columns, {}, "");
  proposeValues(table, draft, "nature", choicesOf("nature"), { "=raar ding": "bullying" }, true);
  assert.equal(draft.guesses.size, 1);
});
