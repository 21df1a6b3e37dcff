import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.indexedDB = {};
globalThis.window = globalThis;
globalThis.location = { href: "http://werk.localhost/vandaag/", origin: "http://werk.localhost" };
globalThis.document = { querySelector: () => null };
globalThis.HTMLElement ??= class {};
globalThis.customElements ??= { define() {} };

const { begunWords, keptNotes, matterOf, thrownAway } = await import("../../src/nabij/browser/elements/kept-notes.js");
const { namedAlike, plainAlias } = await import("../../src/nabij/browser/day/search.js");
const { readsFirst, wrongHeard } = await import("../../src/nabij/browser/elements/matter-fingerprint.js");

const note = (id, over) => ({ id, content: { about: "quick_note", chosen: null, ids: { matter: `new-${id}` }, ...over } });

test("a note is for the matter that was picked, or else for the one it opens", () => {
  const drafts = [note("a", { chosen: "merel" }), note("b"), { id: "c", content: { about: "matter/merel/turn" } }];
  assert.deepEqual(drafts.slice(0, 2).map(matterOf), ["merel", "new-b"]);
  assert.deepEqual(keptNotes(drafts).map(({ id }) => id), ["a", "b"]);
  assert.deepEqual(keptNotes(drafts, "merel").map(({ id }) => id), ["a"]);
  assert.deepEqual(keptNotes(drafts, "new-b").map(({ id }) => id), ["b"]);
});

test("what was begun is said with its day, its time and its alias, as far as they are known", () => {
  assert.equal(begunWords("2026-11-21T14:05", "Merel"), "Je begon op 21 november om 14:05 aan een notitie bij Merel.");
  assert.equal(begunWords("2026-11-21T14:05", ""), "Je begon op 21 november om 14:05 aan een notitie.");
  assert.equal(begunWords(undefined, "Merel"), "Je begon aan een notitie bij Merel.");
});

test("a draft that could not be thrown away is not said to be gone", async (t) => {
  const store = { delete: () => ({ result: undefined }) };
  const transaction = () => {
    const one = { objectStore: () => store };
    queueMicrotask(() => one.oncomplete());
    return one;
  };
  const said = [];
  const element = () => ({ setAttribute() {}, addEventListener() {}, replaceChildren() {}, append: (...children) => said.push(...children.filter((one) => typeof one === "string" && one !== "Sluiten")) });
  Object.assign(document, { createElement: element, getElementById: element });
  indexedDB.open = () => {
    const opening = { result: { transaction, close() {} } };
    queueMicrotask(() => opening.onsuccess());
    return opening;
  };
  globalThis.confirm = () => true;
  const answer = (body, status) => async () => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  const asked = t.mock.method(globalThis, "fetch", answer({ refused: "Even niet.", code: "busy" }, 422));
  assert.equal(await thrownAway(note("a")), false);
  assert.deepEqual(said, ["Even niet."]);
  asked.mock.mockImplementation(answer({ saved: true }, 200));
  assert.equal(await thrownAway(note("a")), true);
  globalThis.confirm = () => false;
  assert.equal(await thrownAway(note("a")), false);
  assert.equal(asked.mock.callCount(), 2);
});

test("two who compare are told the same order", () => {
  const [amina, bram] = ["12345 67890 11121 31415 16171", "12345 67890 11121 31415 16172"];
  assert.deepEqual([readsFirst(amina, bram), readsFirst(bram, amina)], [true, false]);
});

test("an alias is the same whatever its capitals and spaces, and no alias is like no other", () => {
  assert.equal(plainAlias("  blauwe   Fiets "), "blauwe fiets");
  const cards = [{ alias: "Blauwe fiets" }, { alias: "Blauwe fietser" }, { alias: "" }];
  assert.deepEqual(namedAlike(cards, "BLAUWE  FIETS"), [cards[0]]);
  assert.deepEqual(namedAlike(cards, " "), []);
});

test("only the digits of the colleague are what was heard, however they are spaced", () => {
  const bram = { name: "Bram", fingerprint: "12345 67890 11121 31415 16171" };
  assert.equal(wrongHeard("1234567890 1112131415-16171", bram), "");
  assert.match(wrongHeard("12345", bram), /^Dit zijn 5 cijfers; het horen er 25 te zijn/);
  assert.match(wrongHeard("22345 67890 11121 31415 16171", bram), /^Dit zijn andere cijfers/);
  assert.match(wrongHeard("", bram), /^Dit zijn 0 cijfers/);
});
