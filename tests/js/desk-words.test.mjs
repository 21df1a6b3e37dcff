import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, daysBetween, dueWords, fullDay, inASentence, monthName, shortDay } from "../../src/nabij/browser/desk/dom.js";

test("days and months are said in Dutch", () => {
  assert.equal(fullDay("2026-11-21"), "zaterdag 21 november");
  assert.equal(shortDay("2026-12-04"), "4 dec");
  assert.equal(monthName("2026-03"), "maart 2026");
});

test("a label inside a sentence loses its first capital and no other", () => {
  assert.equal(inASentence("Melding bij werkgever / Wbk-kanaal"), "melding bij werkgever / Wbk-kanaal");
  assert.equal(inASentence("HR en de OR"), "HR en de OR");
  assert.equal(inASentence(""), "");
});

test("a due day is said from where today is", () => {
  const today = "2026-11-21";
  assert.deepEqual(
    ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-27", "2026-11-28"].map((day) => dueWords(day, today)),
    ["2 dagen te laat", "1 dag te laat", "vandaag", "morgen", "maandag", "vrijdag", "28 nov"],
  );
});

test("days are counted over the change to summer time", () => {
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
});

test("one is one", () => {
  assert.deepEqual([counted(1, "kwestie", "kwesties"), counted(0, "kwestie", "kwesties")], ["1 kwestie", "0 kwesties"]);
});
