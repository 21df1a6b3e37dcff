// What is told before everything of a matter is destroyed.
import assert from "node:assert/strict";
import test from "node:test";
import "./day-server.mjs";
import { whatGoes } from "../../src/nabij/browser/day/erasing.js";

const record = (id, kind, epoch, over = {}) => ({ id, kind, epoch, part: "conversation", revision: 1, author: "visitor", content: {}, ...over });

test("every message of both sides and every wish is counted, under each key, and a changed one once", () => {
  const records = [
    record("1", "message", 1), record("2", "message", 1, { author: "amina" }), record("3", "message", 2),
    record("4", "wish", 2), record("5", "wish", 3), record("6", "file", 3), record("7", "note", 1), record("7", "note", 2, { revision: 2 }),
  ];
  const shares = [{ name: "Bram", withdrawn: false }, { name: "Chris", withdrawn: true }];
  const { readers, ...counted } = whatGoes({ records, served: { shares } });
  assert.deepEqual([counted, [...readers]], [{ messages: 5, notes: 1, files: 1, person: false }, ["Bram"]]);
});
