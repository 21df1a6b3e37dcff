// What a visitor tells of themselves, step by step: nothing is told that was not chosen, and who stands by goes along.
import assert from "node:assert/strict";
import test from "node:test";
import { contactOf } from "../../src/nabij/browser/door/answers.js";
import { changesBetween, knownFrom, nextContact, standingPhrases } from "../../src/nabij/browser/door/known.js";
import { readersOf } from "../../src/nabij/browser/door/standing.js";
import { latest } from "../../src/nabij/browser/day/latest.js";
import { knownAs, toldRows } from "../../src/nabij/browser/day/told-by-visitor.js";
import { standingOf } from "../../src/nabij/browser/vault/visitor-standing.js";
import { begun } from "./visiting.mjs";

const NOBODY = { called: "", name: "", phone: "", email: "", when: "", voicemail: null };

test("anonymous only without any key to a name, in any revision", () => {
  assert.equal(standingOf([]), "anonymous");
  assert.equal(standingOf([NOBODY, { ...NOBODY, when: "na zes uur", voicemail: false }]), "anonymous");
  assert.equal(standingOf([{ ...NOBODY, phone: "06" }]), "reachable");
  assert.equal(standingOf([{ ...NOBODY, email: "r@example.org" }]), "reachable");
  assert.equal(standingOf([{ ...NOBODY, called: "Regenjas" }]), "chosen");
  assert.equal(standingOf([{ ...NOBODY, called: "Regenjas", phone: "06" }]), "chosen-reachable");
  assert.equal(standingOf([{ ...NOBODY, called: "Regenjas", name: "Merel" }]), "named");
  for (const told of [{ name: "Merel" }, { called: "Regenjas" }, { phone: "06" }, { email: "r@example.org" }]) assert.equal(standingOf([{ ...NOBODY, ...told }, NOBODY]), "earlier");
});

test("who gave the server an address for mail is told that they are not anonymous to who runs it", () => {
  const beside = (spokenBefore, mailed) => ({ spokenBefore, mailed });
  assert.deepEqual(standingPhrases("anonymous", beside(false, false)), ["known-anonymous"]);
  assert.deepEqual(standingPhrases("anonymous", beside(false, true)), ["known-mailed"]);
  assert.deepEqual(standingPhrases("anonymous", beside(true, false)), ["known-invited"]);
  assert.deepEqual(standingPhrases("anonymous", beside(true, true)), ["known-invited", "known-mail"]);
  for (const standing of ["chosen", "chosen-reachable", "reachable", "named", "earlier"]) {
    assert.deepEqual(standingPhrases(standing, beside(false, false)), [`known-${standing}`]);
    assert.deepEqual(standingPhrases(standing, beside(false, true)), [`known-${standing}`, "known-mail"]);
  }
});

test("both sides say that a number is no anonymity, and what was told before is none either", () => {
  const matter = (...contents) => ({ records: contents.map((content, at) => ({ id: "c", kind: "contact", revision: at + 1, content })) });
  assert.equal(knownAs(matter(NOBODY)).now, "anoniem");
  for (const told of [{ phone: "06" }, { email: "r@example.org" }]) assert.match(knownAs(matter({ ...NOBODY, ...told })).now, /niet anoniem/);
  const after = knownAs(matter({ ...NOBODY, phone: "06" }, NOBODY));
  assert.match(after.now, /niet anoniem/);
  assert.match(after.before, /nummer of adres niet anoniem/);
});

test("at the door a place to meet is no number, and the address for a letter is a key", () => {
  const answers = { name: "", channel: "on_site", reach: "de fontein", when: "na zes uur", message: "" };
  assert.deepEqual(contactOf(answers), { called: "", name: "", phone: "", email: "", how: "on_site", when: "de fontein, na zes uur", voicemail: null });
  assert.equal(standingOf([contactOf(answers)]), "anonymous");
  assert.equal(contactOf({ ...answers, channel: "letter" }).phone, "de fontein");
  assert.equal(contactOf({ ...answers, channel: "email", reach: "r@example.org" }).email, "r@example.org");
});

test("every change is told before it is made, and what is taken back too", () => {
  const before = { ...NOBODY, called: "Regenjas", phone: "06", voicemail: false };
  const after = { ...NOBODY, name: "Merel", phone: "06", voicemail: null };
  assert.deepEqual(changesBetween(before, after), [{ field: "called", how: "taken" }, { field: "name", how: "told" }, { field: "voicemail", how: "taken" }]);
  assert.deepEqual(changesBetween(before, { ...before }), []);
});

test("junk in a record is nobody's name", () => {
  assert.deepEqual(knownFrom({ called: 7, name: null, voicemail: "ja" }), NOBODY);
});

test("a change is a revision that carries who stands by and the channel along, and both sides read it", async () => {
  const { visitor, sent, box, amina } = await begun();
  const { records } = await visitor.openConversation(box.forVisitor());
  const contact = records.find(({ kind }) => kind === "contact");
  assert.equal(contact.content.standby.length, 1);
  const content = { ...nextContact(contact.content, { ...knownFrom(contact.content), name: "Merel" }), written: "2026-03-03T10:00" };
  const next = await visitor.writeInto([{ kind: "contact", id: contact.id, revision: 2, content }]);
  await visitor.saved(next);
  box.keep(next.records, next.manifest, next.keepsake);
  const read = await amina.vault.peekConversation(box.waitingFor(amina.user));
  const matter = { id: sent.id, records: read.records };
  const [newest] = latest(matter, "contact");
  assert.deepEqual({ ...newest.content, written: "" }, { ...contact.content, name: "Merel", written: "" });
  assert.deepEqual(knownAs(matter), { now: "bekend met naam", before: "bekend met een gekozen naam", changed: "2026-03-03" });
  assert.deepEqual(toldRows(newest), [["Wil heten", "Regenjas"], ["Naam", "Merel"]]);
});

test("who reads is told once, from the first key that they hold", () => {
  const held = [{ name: "Bram", epoch: 3 }, { name: "Amina", epoch: 1 }, { name: "Amina", epoch: 2 }, { name: "Bram", epoch: 4 }];
  assert.deepEqual(readersOf(held), [["Amina", 1], ["Bram", 3]]);
});
