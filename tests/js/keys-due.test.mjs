// What is told on *Vandaag* of a key that was made after a departure.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.indexedDB ??= {};
globalThis.HTMLElement ??= class {};
globalThis.customElements ??= { define() {} };
globalThis.document ??= { querySelector: () => null };
const { saidOf } = await import("../../src/nabij/browser/elements/keys-due.js");

const HERE = { organisation: 1, name: "De Linde" };
const told = (more) => saidOf(HERE, { made: false, done: 0, left: 0, others: ["Bram"], why: "", ...more });

test("what was made and renewed is told in a line, and who does the rest", () => {
  assert.equal(told({ made: true, done: 2, left: 1 }), "Bij De Linde vertrok iemand die de sleutel om te vergelijken had. Je browser maakte een nieuwe. 2 kwesties van jou bijgewerkt met de nieuwe sleutel. Nog 1 kwestie van Bram: dat doet die browser vanzelf.");
  assert.equal(told({ done: 1 }), "Bij De Linde: 1 kwestie van jou bijgewerkt met de nieuwe sleutel.");
});

test("what waits for a colleague alone is no news, and what nobody opens is", () => {
  assert.equal(told({ left: 3 }), "");
  assert.equal(told({ left: 1, others: [] }), "1 kwestie gaat hier niet open.");
});

test("nothing is said where there was nothing to do", () => assert.equal(told({}), ""));
