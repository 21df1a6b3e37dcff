// Seven words, typed in any way; what they yield at full cost; and the fingerprints in the address of an entrance.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { checkEntrance, entranceFragment, readEntrance } from "../../src/nabij/browser/vault/entrance.js";
import { distance, drawVisitorWords, proposals, readVisitorWords } from "../../src/nabij/browser/vault/visitor-words.js";
import { newKeyHolder } from "./practice.mjs";

const LIST = readFileSync(new URL("../../src/nabij/browser/words/nl.txt", import.meta.url), "utf8").split("\n").filter(Boolean);
const SEVEN = LIST.slice(100, 107);

test("drawn words are seven of the list, and read back as drawn", () => {
  const words = drawVisitorWords(LIST);
  assert.equal(words.split(" ").length, 7);
  assert.deepEqual(readVisitorWords(words, LIST), { words, count: 7, unknown: [] });
});

for (const [how, typed] of [
  ["capitals", SEVEN.join(" ").toUpperCase()], ["commas", SEVEN.join(", ")], ["dots", `${SEVEN.join(".")}.`], ["hyphens", SEVEN.join("-")],
  ["lines and spaces", `\n ${SEVEN.join("  \n\t")} `],
]) {
  test(`words typed with ${how} are the same words`, () => assert.equal(readVisitorWords(typed, LIST).words, SEVEN.join(" ")));
}

test("six words or eight are counted, and are no words yet", () => {
  assert.deepEqual(readVisitorWords(SEVEN.slice(1).join(" "), LIST), { words: null, count: 6, unknown: [] });
  assert.equal(readVisitorWords([...SEVEN, SEVEN[0]].join(" "), LIST).words, null);
});

for (const [typed, first] of [
  ["aanhanegr", "aanhanger"], ["aanhnger", "aanhanger"], ["aanhangger", "aanhanger"], ["aanhangar", "aanhanger"], ["aanhangers", "aanhanger"],
  ["aanhan", "aanhanger"], ["aanhangwagen", "aanhanger"],
]) {
  test(`"${typed}" is proposed as "${first}", and not replaced`, () => {
    assert.equal(proposals(typed, LIST)[0], first);
    const { words, unknown } = readVisitorWords([typed, ...SEVEN.slice(1)].join(" "), LIST);
    assert.deepEqual([words, unknown[0].typed], [null, typed]);
  });
}

test("at most three words are proposed, the same ones every time, and none for a word that is like no other", () => {
  for (const typed of ["bank", "kast", "molen", "straat", "aa"]) {
    assert.ok(proposals(typed, LIST).length <= 3);
    assert.deepEqual(proposals(typed, LIST), proposals(typed, LIST));
  }
  assert.deepEqual(proposals("qqqqqqqq", LIST), []);
});

test("every word of the list is the first that is proposed for itself with two letters swapped", () => {
  for (const word of LIST.filter((_, at) => at % 97 === 0)) {
    const swapped = word.slice(0, 1) + word[2] + word[1] + word.slice(3);
    if (swapped !== word) assert.equal(proposals(swapped, LIST)[0], word, swapped);
  }
});

test("a distance counts wrong, missing, extra and swapped letters, up to a most", () => {
  const those = [["fiets", "fiets", 0], ["fiets", "feits", 1], ["fiets", "fits", 1], ["fiets", "fietsx", 1], ["fiets", "fuets", 1], ["fiets", "molen", Infinity]];
  for (const [one, other, away] of those) assert.equal(distance(one, other), away);
});

test("the Worker stretches at full cost, whatever a message asks", async (t) => {
  const [vector] = JSON.parse(readFileSync(new URL("../../vectors/visitor.json", import.meta.url), "utf8"));
  const said = [];
  globalThis.postMessage = (reply) => said.push(reply);
  t.after(() => delete globalThis.postMessage);
  await import("../../src/nabij/browser/vault/scrypt-worker.js");
  const salt = Uint8Array.from(Buffer.from(vector.salt, "base64"));
  await globalThis.onmessage({ data: { task: "root", typed: vector.typed, salt, workFactor: 1, log_n: 1, N: 2, weakest: 1, options: { workFactor: 1 } } });
  assert.equal(Buffer.from(said.at(-1).bytes).toString("base64"), vector.expected);
  assert.ok(said.some(({ progress }) => progress > 0));
  await globalThis.onmessage({ data: { task: "root", typed: "een twee", salt } });
  assert.equal(said.at(-1).refused, "WrongSecret");
});

// The entrance --------------------------------------------------------------------------------------------------------------------

test("an address that names the fingerprints lets only those keys through", async () => {
  const [amina, bram, server] = await Promise.all([newKeyHolder(), newKeyHolder(), newKeyHolder()]);
  const fragment = entranceFragment([amina.keys, bram.keys]);
  assert.match(fragment, /^#k=\d{25}\.\d{25}$/);
  const named = readEntrance(fragment);
  assert.deepEqual(checkEntrance([amina.keys], named).map(({ checked }) => checked), [true]);
  assert.throws(() => checkEntrance([amina.keys, server.keys], named), { name: "SubstitutedKey" });
  assert.throws(() => checkEntrance([{ ...amina.keys, recipient: server.keys.recipient }], named), { name: "SubstitutedKey" });
  assert.deepEqual(checkEntrance([server.keys], readEntrance("")).map(({ checked }) => checked), [false]);
});

for (const fragment of ["#k=", "#k=123", `#k=${"1".repeat(25)}.`, `#k=${"1".repeat(25)},${"2".repeat(25)}`, `#K=${"1".repeat(25)}`, `#x&k=${"1".repeat(25)}`, `#%6b=${"1".repeat(25)}`]) {
  test(`an address that ends in ${fragment.slice(0, 12)}… is not taken as one without fingerprints`, () => assert.throws(() => readEntrance(fragment), { name: "BadEnvelope" }));
}

test("an address without fingerprints is unchecked", () => {
  for (const fragment of ["", "#", "#inhoud"]) assert.equal(readEntrance(fragment), null);
});

test("words copied from paper with their numbers, or with anything between them, are the same seven", () => {
  const seven = ["appel", "brug", "citroen", "duin", "egel", "fiets", "gans"];
  const copied = [
    seven.map((word, nth) => `${nth + 1}. ${word}`).join("\n"), seven.map((word, nth) => `${nth + 1})${word}`).join(" "), seven.join(";"), seven.join(" / "),
    `“${seven.join("”, “")}”`, seven.join("\u2013"), ` ${seven.join("\u00a0\t").toUpperCase()}. `,
  ];
  for (const typed of copied) assert.deepEqual(readVisitorWords(typed, seven), { words: seven.join(" "), count: 7, unknown: [] }, typed);
  assert.equal(readVisitorWords("appel2brug", seven).count, 2);
  assert.equal(readVisitorWords("app3l", seven).words, null);
});
