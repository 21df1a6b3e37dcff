// Who is said to be aan zet: never somebody who left, and nobody who is away while another is there.
import assert from "node:assert/strict";
import test from "node:test";
import { atTurn } from "../../src/nabij/browser/door/awaited.js";

const one = (name, { missed = false, left = false, turn = false } = {}) => ({ name, missed, left, turn });
const names = (...people) => atTurn(people).map(({ name }) => name);

test("who is there is aan zet, and who is away only while nobody else is there", () => {
  assert.deepEqual(names(one("Amina"), one("Bram")), ["Amina", "Bram"]);
  assert.deepEqual(names(one("Amina", { missed: true }), one("Bram")), ["Bram"]);
  assert.deepEqual(names(one("Amina", { missed: true })), ["Amina"]);
});

test("who left is never aan zet", () => {
  assert.deepEqual(names(one("Anke", { missed: true, left: true }), one("Tarik")), ["Tarik"]);
  assert.deepEqual(names(one("Anke", { missed: true, left: true })), []);
});

test("a colleague who reads along is not aan zet while who keeps it is there, and is when it was left to them", () => {
  assert.deepEqual(names(one("Noor", { turn: true }), one("Wietske")), ["Noor"]);
  assert.deepEqual(names(one("Noor"), one("Wietske", { turn: true })), ["Wietske"]);
  assert.deepEqual(names(one("Noor", { turn: true, missed: true }), one("Wietske")), ["Wietske"]);
});
