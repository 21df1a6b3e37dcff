// Whom a visitor's choice addresses, and what the modules of the door never do.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { addressed, bySoonest } from "../../src/nabij/browser/door/answers.js";

const DOOR = new URL("../../src/nabij/browser/door/", import.meta.url);
const one = (id, next_day, more = {}) => ({ id, name: id, next_day, ...more });
const amina = one("amina", "2026-12-02");
const bram = one("bram", "2026-12-01");
const away = one("chris", "2026-11-30", { away_until: null });
const ids = ({ chosen, standby }) => [chosen.map((each) => each.id), standby.map((each) => each.id)];

test("who is there soonest comes first, and who is away last, whatever day they are back", () => {
  assert.deepEqual(bySoonest([away, amina, bram]).map((each) => each.id), ["bram", "amina", "chris"]);
});

test("who has no next day comes last of all", () => {
  const unknown = one("zoe", null, { away_until: null });
  assert.deepEqual(bySoonest([unknown, away, bram]).map((each) => each.id), ["bram", "chris", "zoe"]);
});

test("either addresses the two who are there soonest, and nobody stands in", () => {
  assert.deepEqual(ids(addressed([away, amina, bram], "either", true)), [["bram", "amina"], []]);
});

test("one alone is addressed alone, unless another may stand in", () => {
  assert.deepEqual(ids(addressed([amina, bram], "amina", false)), [["amina"], []]);
  assert.deepEqual(ids(addressed([away, amina, bram], "amina", true)), [["amina"], ["bram"]]);
  assert.deepEqual(ids(addressed([amina], "amina", true)), [["amina"], []]);
});

test("a choice of nobody who is there addresses nobody, and nobody stands in for them", () => {
  assert.deepEqual(ids(addressed([amina, bram], "zoe", true)), [[], []]);
  assert.deepEqual(ids(addressed([], "either", true)), [[], []]);
});

test("the door's modules store nothing, log nothing and write no markup", () => {
  const names = readdirSync(DOOR).filter((name) => name.endsWith(".js"));
  assert.ok(names.includes("answers.js"));
  for (const name of names) {
    const code = readFileSync(new URL(name, DOOR), "utf8");
    assert.doesNotMatch(code, /\blocalStorage\b|\bsessionStorage\b|\bcookie\b|\bcaches\b|\bindexedDB\b|\bsendBeacon\b|\binnerHTML\b|\bconsole\b|\bpushState\b|\breplaceState\b|\bwindow\.name\b|\beval\b/, name);
  }
});

test("no sentence stands in a script of the door: they come with the page", () => {
  for (const name of readdirSync(DOOR).filter((each) => each.endsWith(".js"))) {
    const code = readFileSync(new URL(name, DOOR), "utf8").replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
    for (const [, text] of code.matchAll(/["'`]([^"'`\n]*)["'`]/g)) {
      assert.doesNotMatch(text, /[a-z]+ [a-z]+ [a-z]+.*[.?!]$/i, name);
    }
  }
});
