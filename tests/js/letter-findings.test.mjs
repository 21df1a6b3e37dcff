// What is found in a whole letter, what it becomes when a finding is changed or kept, and what may never stay.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { changed, findingsIn, keptWith, leftIn } = await import("../../src/nabij/browser/day/letter-findings.js");
const { mayStay } = await import("../../src/nabij/browser/day/letter-check.js");

const FACTS = { names: ["Fatima Wolters"], places: ["kantine"], units: [], roles: [], released: [], texts: [] };
const letter = (more = {}) => ({ title: "Grappen", text: "Fatima Wolters zat in de kantine.\n\nHet is al lang zo.", questions: ["Wat ziet u zelf?", "Wie eet er in de kantine?"], ...more });
const found = (/** @type {any} */ one) => findingsIn(one, FACTS);
const said = (/** @type {any} */ one) => found(one).map(({ part, kind, match }) => `${part} ${kind}: ${match}`);

test("a letter is looked through from its title to its last question", () => {
  assert.deepEqual(said(letter({ title: "De kantine" })), ["title place: kantine", "text name: Fatima Wolters", "text place: kantine", "questions place: kantine"]);
});

test("other words come in the place of what was found, and nothing else moves", () => {
  const [name, , question] = found(letter());
  assert.deepEqual(changed(letter(), name, "Een medewerker"), letter({ text: "Een medewerker zat in de kantine.\n\nHet is al lang zo." }));
  assert.deepEqual(changed(letter(), question, "ruimte").questions, ["Wat ziet u zelf?", "Wie eet er in de ruimte?"]);
  const wide = letter({ text: "👋🏽 Volgens Fa\u0301tima Wolters." });
  assert.equal(changed(wide, found(wide)[0], "iemand").text, "👋🏽 Volgens iemand.");
});

test("what goes takes the space before it along; an emptied question is none", () => {
  const dated = letter({ text: "Het begon op 3 maart in de gang.", questions: ["kantine"] });
  const [moment, place] = found(dated);
  assert.equal(changed(dated, moment, "").text, "Het begon op in de gang.");
  assert.deepEqual(changed(dated, place, "").questions, []);
});

test("a reason keeps what it is about, also while other words change", () => {
  const all = found(letter());
  const place = all.find(({ part, kind }) => part === "text" && kind === "place");
  const kept = keptWith(letter(), all, place, "  Iedereen eet daar.  ");
  assert.deepEqual(kept.kept, [{ key: place.key, match: "kantine", reason: "Iedereen eet daar." }]);
  assert.deepEqual(leftIn(found(kept), kept).map(({ part, kind }) => `${part} ${kind}`), ["text name", "questions place"]);
  const longer = { ...kept, text: `Nog iets vooraf.\n\n${kept.text}` };
  assert.equal(leftIn(found(longer), longer).length, 2);
  // the same words in the title are another place
  const titled = { ...kept, title: "Zat in de kantine." };
  assert.ok(leftIn(found(titled), titled).some(({ part }) => part === "title"));
});

test("no reason keeps a name or a contact detail", () => {
  const reachable = letter({ text: "Fatima Wolters is te bereiken op 06-12345678." });
  const all = found(reachable);
  const kept = all.reduce((/** @type {any} */ now, one) => keptWith(now, all, one, "Dat moet erin staan."), reachable);
  assert.deepEqual(leftIn(found(kept), kept).map(({ part, kind }) => `${part} ${kind}`), ["text name", "text contact"]);
  assert.ok(!mayStay({ kind: "name" }) && !mayStay({ kind: "contact" }) && mayStay({ kind: "quote" }));
});

test("a reason is a sentence, is given anew in place of the one before, and goes with its words", () => {
  const all = found(letter());
  const [, place] = all;
  assert.throws(() => keptWith(letter(), all, place, " ja "), TypeError);
  const twice = keptWith(keptWith(letter(), all, place, "Iedereen eet daar."), all, place, "Het is de enige ruimte.");
  assert.deepEqual(twice.kept.map(({ reason }) => reason), ["Het is de enige ruimte."]);
  const gone = changed(twice, place, "ruimte");
  const [, question] = found(gone);
  assert.deepEqual(keptWith(gone, found(gone), question, "Daar gaat de vraag over.").kept.map(({ reason }) => reason), ["Daar gaat de vraag over."]);
});
