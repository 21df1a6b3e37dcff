// Which telephone numbers are asked about once: those that have not the length of one. Nobody is refused for it.
import assert from "node:assert/strict";
import test from "node:test";
import { isOddNumber } from "../../src/nabij/browser/door/number.js";

test("numbers as people write them are not asked about", () => {
  for (const typed of ["0612345678", "06 12345678", "06-12 34 56 78", "(020) 123 45 67", "0201234567 na zes uur", "06 12345678 of 06 87654321", "+31 6 12345678", "+31 (0)6 12345678", "0031612345678", "+32 471 12 34 56", "+1 212 555 0123"])
    assert.equal(isOddNumber(typed), false, typed);
});

test("what is too short, too long or no number is", () => {
  for (const typed of ["06-1", "06 1234567", "061234567890", "612345678", "+31 6", "+3161234567890123", "bel me", "?"]) assert.equal(isOddNumber(typed), true, typed);
});

test("a name in an app is no number and may be right", () => {
  for (const typed of ["@merel", "merel_98", "Signal: merel"]) assert.equal(isOddNumber(typed, false), false, typed);
  assert.equal(isOddNumber("06-1", false), true);
});
