// Words, codes and heads.
import assert from "node:assert/strict";
import test from "node:test";
import { headKey, passingHeads } from "../../src/nabij/browser/vault/heads.js";
import { newRecoveryCode, readRecoveryCode } from "../../src/nabij/browser/vault/recovery-code.js";
import { onlyTheWorkers } from "../../src/nabij/browser/vault/scrypt.js";
import { plainEd25519, nativeEd25519 } from "../../src/nabij/browser/vault/signature.js";
import { drawWords, readWords } from "../../src/nabij/browser/vault/words.js";

const LIST = Array.from({ length: 7776 }, (_, at) => `woord${at}`);

/** Random numbers as given, one after another. */
const source = (...numbers) => (length) => {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(0, numbers.shift());
  return bytes;
};

test("a draw that would favour the first words is drawn again", () => {
  const fair = 2 ** 32 - (2 ** 32 % 7776);
  assert.deepEqual(drawWords(LIST, 2, source(fair, 2 ** 32 - 1, 5, fair - 1)), ["woord5", "woord7775"]);
});

test("drawn words come from the list, each about as often", () => {
  const list = ["appel", "brug", "citroen"];
  const counts = new Map(list.map((word) => [word, 0]));
  for (const word of drawWords(list, 6000)) counts.set(word, counts.get(word) + 1);
  // Six standard deviations around 2000.
  for (const count of counts.values()) assert.ok(count > 1780 && count < 2220, `${count}`);
});

test("a list with one word twice is refused", () => {
  assert.throws(() => drawWords(["appel", "appel", "brug"], 6), TypeError);
});

test("typed words are read forgivingly, but all six must be there", () => {
  assert.equal(readWords("  Appel brug\tCITROEN\nduin  egel fiets "), "appel brug citroen duin egel fiets");
  assert.throws(() => readWords("appel brug citroen duin egel"), { name: "WrongSecret" });
  assert.equal(readWords("een twee drie vier vijf zes zeven", 7), "een twee drie vier vijf zes zeven");
});

test("a new recovery code is different each time and reads back as printed", async () => {
  const [one, two] = [newRecoveryCode(), newRecoveryCode()];
  assert.match(one, /^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/);
  assert.notEqual(one, two);
  assert.equal((await readRecoveryCode(one)).passphrase, one.replaceAll("-", ""));
});

test("a head only rises, and names nothing", async () => {
  const heads = passingHeads();
  const key = headKey("chain", "practice", "user", "matter", "notes", 1);
  await heads.raise(key, { counter: 2, hash: "b" });
  await heads.raise(key, { counter: 1, hash: "a" });
  assert.deepEqual(await heads.get(key), { counter: 2, hash: "b" });
  assert.equal(Buffer.from(key, "base64").length, 32);
  assert.equal(await heads.get(headKey("chain", "practice", "user", "matter", "notes", 2)), null);
});

test("the policy for Workers lets two modules through", () => {
  const [worker, sheets] = ["vault/scrypt-worker.js", "sheet/sheet-worker.js"].map((path) => new URL(`../../src/nabij/browser/${path}`, import.meta.url).href);
  for (const url of [worker, sheets]) assert.equal(onlyTheWorkers(url), url);
  for (const url of ["https://example.org/x.js", `${worker}?x`, "data:text/javascript,1", ""]) assert.throws(() => onlyTheWorkers(url), TypeError);
});

test("Ed25519 in JavaScript and in the browser make and accept the same signatures", async () => {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const message = new TextEncoder().encode("Kun je dat nog eens zeggen?");
  const [plain, native] = await Promise.all([plainEd25519.signer(seed), nativeEd25519.signer(seed)]);
  assert.equal(plain.sign, native.sign);
  const signature = await native.signature(message);
  assert.equal(await plain.signature(message), signature);
  const raw = Uint8Array.from(Buffer.from(signature, "base64"));
  for (const ed25519 of [plainEd25519, nativeEd25519]) {
    const verify = await ed25519.verifier(plain.sign);
    assert.equal(await verify(raw, message), true);
    raw[0] ^= 1;
    assert.equal(await verify(raw, message), false);
    raw[0] ^= 1;
  }
});
