// Two matters of one visitor ask one yes: by what lies sealed in them, and by nothing that the server or the colleague says.
import assert from "node:assert/strict";
import test from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { askedOf, besides, checkTogether, neededFor, together } = await import("../../src/nabij/browser/day/signal-visitors.js");
const { Refusal } = await import("../../src/nabij/browser/desk/talk.js");

/** @param {string} id @param {string} [same] @param {boolean} [words] @param {string} [handle] */
const matter = (id, same = "", words = false, handle = "") =>
  /** @type {any} */ ({ id, served: { visitor_handle: handle }, people: { pins: words ? [{ owner: id, visitor: true }] : [] }, records: [{ id: `${id}-match`, kind: "match", revision: 1, epoch: 1, part: "notes", content: { same } }] });
const from = (/** @type {any[]} */ ...matters) => async (/** @type {string} */ id) => {
  const found = matters.find((one) => one.id === id);
  if (!found) throw new Refusal("Weg.", "not_found");
  return found;
};

test("matters that are said to be of one visitor are asked in one, where that visitor has words", async () => {
  const all = from(matter("a"), matter("b", "a", true), matter("c"), matter("d", "b"));
  const found = await together(["a", "b", "c", "d"], "amina", all);
  assert.deepEqual(found, [{ matter: "a", by: "amina", same: "b" }, { matter: "b", by: "amina" }, { matter: "c", by: "amina" }, { matter: "d", by: "amina", same: "b" }]);
  assert.deepEqual(askedOf(found).map((one) => one.matter), ["b", "c"]);
  assert.deepEqual(besides(found, "b").map((one) => one.matter), ["a", "d"]);
  assert.equal(neededFor("agreed", found), 2);
  // without consent an exception is recorded in each matter
  assert.equal(neededFor("excepted", found), 4);
});

test("without words it is the first, also where the matter that joins them is not chosen or is gone", async () => {
  assert.deepEqual(await together(["a", "b"], "amina", from(matter("a", "x"), matter("b", "x"))), [{ matter: "a", by: "amina" }, { matter: "b", by: "amina", same: "a" }]);
  assert.deepEqual(await together(["a", "b"], "amina", from(matter("a", "x"), matter("b", "x"), matter("x"))), [{ matter: "a", by: "amina" }, { matter: "b", by: "amina", same: "a" }]);
});

test("whom the server counts as one, or what does not open, is asked apart", async () => {
  assert.deepEqual(await together(["a", "b"], "amina", from(matter("a", "", false, "h"), matter("b", "", false, "h"))), [{ matter: "a", by: "amina" }, { matter: "b", by: "amina" }]);
  assert.deepEqual(await together(["a", "gone"], "amina", from(matter("a"))), [{ matter: "a", by: "amina" }, { matter: "gone", by: "amina" }]);
  assert.deepEqual(await together(["a"], "amina", async () => assert.fail("one is one")), [{ matter: "a", by: "amina" }]);
});

test("nobody's visitor is asked in a matter of somebody else, nor in one that is not there", () => {
  const odd = [{ matter: "m", by: "amina" }, { matter: "n", by: "bram", same: "m" }, { matter: "o", by: "amina", same: "weg" }, { matter: "p", by: "amina", same: "o" }];
  assert.deepEqual(askedOf(odd), odd);
  assert.equal(neededFor("agreed", odd), 4);
});

test("a yes is no yes for a matter that is not said to be of the same visitor (any more)", async () => {
  const told = [{ matter: "a", by: "amina" }, { matter: "b", by: "amina", same: "a" }];
  await checkTogether(told, matter("a"), from(matter("b", "a")));
  await checkTogether([told[0]], matter("a"), async () => assert.fail("nothing beside it"));
  await assert.rejects(checkTogether(told, matter("a"), from(matter("b", "", false, "h"))), { code: "apart", answer: { matter: "b" } });
  await assert.rejects(checkTogether(told, matter("a", "x"), from(matter("b", "y"), matter("x"), matter("y"))), { code: "apart" });
});
