// What a page that is left open tells as new: what others did, and not what it kept by itself.
import assert from "node:assert/strict";
import test from "node:test";

let mark = "a";
globalThis.indexedDB ??= {};
globalThis.location = new URL("http://werk.localhost/");
globalThis.document = { querySelector: () => null, hidden: false };
globalThis.fetch = async () => new Response(JSON.stringify({ mark }), { headers: { "Content-Type": "application/json" } });
const { Arriving } = await import("../../src/nabij/browser/day/arriving.js");

/** @returns {{arriving: any, told: () => number}} */
function drawnAt(/** @type {string} */ now) {
  let told = 0;
  mark = now;
  const arriving = new Arriving(() => (told += 1), ["/merk.json"]);
  arriving.drawn(`${now}`);
  return { arriving, told: () => told };
}

test("what came in since it was drawn is told once", async () => {
  const { arriving, told } = drawnAt("a");
  await arriving.look();
  assert.equal(told(), 0);
  mark = "b";
  await arriving.look();
  await arriving.look();
  assert.equal(told(), 1);
});

test("what the page kept by itself is no news, and what comes after it is", async () => {
  const { arriving, told } = drawnAt("a");
  assert.equal(await arriving.own(async () => (mark = "b"), () => true), "b");
  await arriving.look();
  assert.equal(told(), 0);
  mark = "c";
  await arriving.look();
  assert.equal(told(), 1);
});

test("what came before the page kept something, or with it, is told all the same", async () => {
  const before = drawnAt("a");
  mark = "b";
  await before.arriving.own(async () => (mark = "c"), () => true);
  await before.arriving.look();
  assert.equal(before.told(), 1);
  const along = drawnAt("a");
  await along.arriving.own(async () => (mark = "b"), () => false);
  await along.arriving.look();
  assert.equal(along.told(), 1);
});

test("work that fails is told to who asked for it", async () => {
  const { arriving } = drawnAt("a");
  await assert.rejects(arriving.own(async () => Promise.reject(new Error("no")), () => true), /no/);
});

test("who draws anew waits for what the page keeps by itself, also where that fails, and not for ever", async (t) => {
  const { arriving } = drawnAt("a");
  await arriving.kept();
  /** @type {string[]} */
  const order = [];
  /** @type {(value?: unknown) => void} */
  let done = () => {};
  void arriving.own(() => new Promise((resolve) => (done = resolve)).then(() => order.push("kept")), () => true);
  await new Promise(setImmediate);
  const waited = arriving.kept().then(() => order.push("drawn"));
  done();
  await waited;
  assert.deepEqual(order, ["kept", "drawn"]);
  await assert.rejects(arriving.own(async () => Promise.reject(new Error("no")), () => true));
  await arriving.kept();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  void arriving.own(() => new Promise(() => {}), () => true);
  await new Promise(setImmediate);
  const late = arriving.kept();
  t.mock.timers.tick(2_000);
  await late;
});
