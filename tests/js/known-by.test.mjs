// By what a visitor is known in a matter: each thing makes them one with whoever has it in common, at whichever counsellor.
import assert from "node:assert/strict";
import test from "node:test";
import { factsOf } from "../../src/nabij/browser/vault/match-keys.js";
import { plainNames, plainPhone } from "../../src/nabij/browser/vault/person-name.js";

globalThis.indexedDB ??= {};
const { alsoKnownAs, alsoKnownTogether, countedAs, NOTHING, revised } = await import("../../src/nabij/browser/day/match-record.js");

let at = 0;
/** A matter with what the counsellor wrote and what the visitor told. */
function matter(/** @type {any} */ person, /** @type {any} */ contact = null) {
  at += 1;
  const record = (/** @type {string} */ kind, /** @type {any} */ content) => ({ id: `${kind}${at}`, kind, revision: 1, content });
  return { id: `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`, records: [record("person", person), ...(contact ? [record("contact", contact)] : [])] };
}

for (const [typed, expected] of [
  ["06-12345678", "0612345678"], ["06 12 34 56 78 (na 17.00 uur)", "0612345678"], ["+31 6 12345678", "0612345678"], ["0031 (0)6 12345678", "0612345678"], ["06 12345678 niet na 10 uur", "0612345678"],
  ["+32 475 12 34 56", "0032475123456"], ["010-1234567", "0101234567"], ["010-1234567 tst. 12", "0101234567x12"], ["010-1234567 toestel 45", "0101234567x45"], ["+31 10 1234567 (tst 12)", "0101234567x12"], ["010 1234567 12", ""], ["06-12345678 / 010-1234567", "0612345678"], ["tst. 12", ""],
  ["112", ""], ["geen", ""], ["", ""], ["12345", ""],
])
  test(`"${typed}" is ${expected || "no number"}`, () => assert.equal(plainPhone(typed), expected));

test("one counts by the name, and is known by every address, number and name that was written or told", () => {
  const one = matter({ name: "Noor Bosman", phone: "06-12345678", email: "Noor@Thuis.test" }, { called: "Roos Linden", name: "", phone: "+31612345678", email: "n.b@elders.test" });
  assert.equal(countedAs(one), "bosman noor");
  assert.deepEqual(alsoKnownAs(one), ["noor@thuis.test", "n.b@elders.test", "0612345678", "linden roos"]);
});

test("no visitor counts by surnames alone, and every visitor whose name has no letters counts by it", () => {
  const one = matter({ name: "A. Jansen-de Vries" });
  assert.equal(countedAs(one), one.id);
  assert.equal(countedAs(matter({ name: "王 伟" })), "伟 王");
});

test("who is known by nothing but a number counts by the matter, and is known by the number", () => {
  const one = matter({ phone: "06 12345678" });
  assert.equal(countedAs(one), one.id);
  assert.deepEqual(alsoKnownAs(one), ["0612345678"]);
});

test("a wish to stay anonymous is nobody's name", () => {
  for (const typed of ["Liever anoniem", "anonieme collega", "Mijn naam is geheim"]) assert.deepEqual(plainNames(typed), []);
  assert.deepEqual(alsoKnownAs(matter({}, { called: "liever anoniem" })), []);
});

test("two matters of one visitor are known by all of both, without what they count by", () => {
  const [first, other] = [matter({ name: "Noor Bosman" }), matter({ name: "Roos Linden", phone: "06-12345678" })];
  assert.deepEqual(alsoKnownTogether(first, other), ["linden roos", "0612345678"]);
});

test("never more than six, and what is known first", () => {
  const one = matter({ name: "Maria del Carmen Garcia Lopez", phone: "06-12345678", email: "a@b.test" }, { name: "Carmen Smit Visser", called: "Els Bakker Jansen", phone: "06-87654321", email: "c@d.test" });
  assert.equal(alsoKnownAs(one).length, 6);
  assert.deepEqual(alsoKnownAs(one).slice(0, 4), ["a@b.test", "c@d.test", "0612345678", "0687654321"]);
});

test("a number that is written down later makes it another registration, and nothing changed makes none", () => {
  const piet = { email: "", names: ["jansen piet"] };
  let drawn = 0;
  const draw = () => ({ handle: `h${(drawn += 1)}`, secret: "s" });
  const first = revised(NOTHING, { person: piet, visitor: "bosman noor", also: [] }, draw);
  assert.equal(revised(first, { person: piet, visitor: "bosman noor", also: [] }, draw), first);
  const later = revised(first, { person: piet, visitor: "bosman noor", also: ["0612345678"] }, draw);
  assert.deepEqual([later.handle, later.also, later.former], ["h2", ["0612345678"], [{ handle: "h1", secret: "s" }]]);
});

test("each thing is a fact of its own with the person, behind those that were there", () => {
  const { facts } = factsOf({ email: "p@linde.test", names: ["jansen piet"] }, "bosman noor", ["0612345678"]);
  assert.deepEqual(facts.slice(0, 4), factsOf({ email: "p@linde.test", names: ["jansen piet"] }, "bosman noor").facts);
  assert.deepEqual(facts.slice(4), [["visitor", "0612345678", "email", "p@linde.test"], ["visitor", "0612345678", "name", "jansen piet"]]);
});

test("what was registered by an older way to read a name is registered anew, and the older is withdrawn", () => {
  const draw = () => ({ handle: "new", secret: "s" });
  const was = { ...NOTHING, handle: "old", secret: "o", about: { email: "", names: ["boer jan willem", "boer jan", "jan willem"] }, visitor: "bosman noor", named: [{ epoch: 1, matcher: 1, known: "name", tokens: [] }] };
  const now = revised(was, { person: { email: "", names: plainNames("Jan-Willem de Boer") }, visitor: "bosman noor" }, draw);
  assert.deepEqual([now.handle, now.about.names, now.named, now.former], ["new", ["boer janwillem"], [], [{ handle: "old", secret: "o" }]]);
});
