// The table of names: who is one person however they are written, who is not, and who can be anybody.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { looksAlike, personOf, plainEmail, plainNames } from "../../src/nabij/browser/vault/person-name.js";

const rows = JSON.parse(readFileSync(new URL("../../vectors/person-names.json", import.meta.url), "utf8"));
const shared = (one, other) => plainNames(one).filter((name) => plainNames(other).includes(name));

const CHECKS = {
  same: ([one, other]) => assert.notDeepEqual(shared(one, other), [], `${plainNames(one)} | ${plainNames(other)}`),
  apart: ([one, other]) => assert.deepEqual(shared(one, other), []),
  none: (typed) => assert.deepEqual(plainNames(typed), []),
  names: (expected, { name }) => assert.deepEqual(plainNames(name), expected),
  plain: (expected, { email }) => assert.equal(plainEmail(email), expected),
  alike: (expected, { one, other }) => assert.deepEqual([looksAlike(one, other), looksAlike(other, one)], [expected, expected]),
};

for (const row of rows) {
  const check = Object.keys(CHECKS).find((name) => name in row);
  test(`${row.what}: ${[row.same, row.apart, row.none, row.name, row.email, row.one].flat().filter(Boolean).join(" | ")}`, () => CHECKS[check](row[check], row));
}

test("the table is as long as promised and has no row twice", () => {
  assert.ok(rows.length >= 120, String(rows.length));
  assert.equal(new Set(rows.map((row) => JSON.stringify(row))).size, rows.length);
});

test("an address in the field of the name is one too, and a name is written out at most six ways", () => {
  assert.deepEqual(personOf({ name: "p.jansen@voorbeeld.nl", email: "" }), { email: "p.jansen@voorbeeld.nl", names: [] });
  for (const row of rows) for (const typed of [row.same, row.apart, row.name].flat().filter(Boolean)) assert.ok(plainNames(typed).length <= 6);
});

test("what is made of a name is made of it again", () => {
  for (const row of rows.filter(({ same }) => same)) for (const typed of row.same) for (const name of plainNames(typed).filter((one) => /^\S{2,} \S{2,}$/.test(one))) assert.ok(plainNames(name).includes(name), `${typed}: ${name}`);
});

test("a name of twenty thousand characters takes no time, whatever it is made of", () => {
  const began = performance.now();
  for (const part of ["a", "(", "<", "@", "a ", "a@", "'s", "\u200b", "\ufdfa", "a'", "-"]) {
    const long = part.repeat(20_000);
    plainNames(long);
    plainEmail(`${long}@voorbeeld.nl`);
    looksAlike(long, `${long}b`);
  }
  assert.ok(performance.now() - began < 1000, String(performance.now() - began));
});
