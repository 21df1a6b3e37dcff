// A browser without X25519 and Ed25519 of its own does the same by the JavaScript that is loaded then.
import assert from "node:assert/strict";
import test from "node:test";

const LACKING = new Set(["X25519", "Ed25519"]);
const refused = [];
const { importKey } = crypto.subtle;
crypto.subtle.importKey = function (format, data, algorithm, ...rest) {
  const name = typeof algorithm === "string" ? algorithm : algorithm.name;
  if (!LACKING.has(name)) return importKey.call(this, format, data, algorithm, ...rest);
  refused.push(name);
  return Promise.reject(new DOMException("Unrecognized name", "NotSupportedError"));
};

const { keyringSaved, newMatter, newPair } = await import("./practice.mjs");

test("keys, grants, records and signatures work as ever", async () => {
  const { amina, bram } = await newPair();
  const { id, grants, notes } = await newMatter(amina, bram);
  const { keyring } = await bram.vault.acceptGrants(grants.filter(({ owner }) => owner === bram.user));
  await keyringSaved(bram, keyring);
  const { records } = await bram.vault.openRecords(id, notes);
  assert.equal(records.find(({ kind }) => kind === "card").content.alias, "Zonnebloem");
  assert.deepEqual([...new Set(refused)].sort(), [...LACKING].sort());
});
