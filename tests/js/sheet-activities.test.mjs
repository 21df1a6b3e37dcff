// A list of prevention: what columns and values are taken for, what each row becomes, and why some stay out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { asksYear, kindOf, partsIn, planned, proposedColumns, sameKey, SKIP, textsIn, unitOfText, WHOLE } from "../../src/nabij/browser/sheet/activities.js";
import { plain } from "../../src/nabij/browser/sheet/columns.js";
import { tableIn } from "../../src/nabij/browser/sheet/table.js";

const LIST = JSON.parse(readFileSync(new URL("../../src/nabij/kit/data/codelist.json", import.meta.url), "utf8")).prevention_activity.values;
const KINDS = LIST.map(({ key, nl }) => [key, nl]);
const UNITS = [["5", "Noord"], ["6", "Zorg en welzijn"]];
const AROUND = { kinds: KINDS, units: UNITS, kept: new Set(), today: "2026-11-28" };
const HEAD = ["Datum", "Activiteit", "Afdeling", "Aantal deelnemers", "Uren", "Opmerking"];
const tableOf = (...rows) => tableIn({ name: "Preventie", rows: [HEAD, ...rows], merges: [], unfinished: [] });
const row = (over = {}) => Object.values({ day: "12-3-2026", kind: "Voorlichting", unit: "Noord", people: "24", hours: "1,5", text: "met Jan", ...over });

function planOf(rows, { around = AROUND, year = null, units = {}, kinds = {} } = {}) {
  const table = tableOf(...rows);
  const chosen = { columns: proposedColumns(table), kinds: {}, units: {}, year };
  const texts = textsIn(table, chosen, around);
  for (const one of texts.kinds) chosen.kinds[plain(one)] = kinds[one] ?? kindOf(one, KINDS);
  for (const one of texts.units) chosen.units[plain(one)] = units[one] ?? unitOfText(one, UNITS);
  return { table, chosen, ...planned(table, chosen, around) };
}

test("columns are known by their names, and a column that nobody knows stays out", () => {
  assert.deepEqual(proposedColumns(tableOf(row())), ["month", "kind", "units", "people", "hours", "skip"]);
  const own = tableIn({ name: "Lijst", rows: [["Maand", "Wat", "Voor wie", "Mensen", "Tijd (min)"], ["mrt 2026", "Workshop", "", "10", "90"]], merges: [], unfinished: [] });
  assert.deepEqual(proposedColumns(own), ["month", "kind", "units", "people", "hours"]);
});

test("kinds are known by our names and by those that people use", () => {
  for (const [said, kind] of [["Voorlichting", "info_session"], ["Training leidinggevenden", "workshop"], ["Introductie nieuwe medewerkers", "onboarding"], ["Spreekuur", "walk_in_hour"], ["Poster opgehangen", "visibility"], ["Overleg met OR", "or_hr_arbo"], ["Stuk voor de nieuwsbrief", "column"], ["Yoga", ""]]) assert.equal(kindOf(said, KINDS), kind, said);
});

test("a row becomes a month, a kind, parts and numbers, and nothing of its other columns", () => {
  const { activities, rejected } = planOf([row(), row({ day: "maart 2026", unit: "Noord, Zorg en welzijn", people: "ca. 1.200", hours: "50 min" }), row({ unit: "", kind: "Workshop" }), row({ unit: "Hele organisatie", hours: "2" })]);
  assert.deepEqual(rejected, []);
  assert.deepEqual(activities.map(({ month, kind, units, people, quarters, rounded }) => [month, kind, units, people, quarters, rounded]), [
    ["2026-03", "info_session", [5], 24, 6, false], ["2026-03", "info_session", [5, 6], 1200, 3, true], ["2026-03", "workshop", [], 24, 6, false], ["2026-03", "info_session", [], 24, 8, false],
  ]);
  assert.equal(JSON.stringify(activities).includes("Jan"), false);
});

test("a part whose name holds a sign that parts is one part", () => {
  assert.deepEqual(partsIn("Zorg en welzijn", UNITS), ["Zorg en welzijn"]);
  assert.deepEqual(partsIn("Noord / Zuid", UNITS), ["Noord", "Zuid"]);
});

test("each row that stays out says why", () => {
  const { activities, rejected } = planOf(
    [row({ day: "ooit" }), row({ day: "1-1-2031" }), row({ kind: "Yoga" }), row({ kind: "Borrel" }), row({ unit: "Zuid" }), row({ unit: "West" }), row({ people: "veel" }), row({ hours: "" })],
    { kinds: { Borrel: SKIP }, units: { West: SKIP } },
  );
  assert.equal(activities.length, 0);
  for (const [nth, words] of ["geen maand", "toekomst", "wat er gedaan", "deze activiteit over", "voor welk onderdeel", "dit onderdeel over", "geen aantal", "geen duur"].entries()) assert.match(rejected[nth].why, new RegExp(words));
});

test("a month without a year asks for one, and what is there already does not come in again", () => {
  const without = planOf([row({ day: "maart" })]);
  assert.equal(asksYear(without.table, without.chosen), true);
  assert.match(without.rejected[0].why, /geen maand/);
  assert.equal(planOf([row({ day: "maart" })], { year: 2025 }).activities[0].month, "2025-03");
  const [one] = planOf([row()]).activities;
  const again = planOf([row()], { around: { ...AROUND, kept: new Set([sameKey(one)]) } });
  assert.deepEqual([again.present, again.activities.length], [[2], 0]);
  assert.equal(unitOfText("organisatiebreed", UNITS), WHOLE);
});
