// Everything that is loaded with the vault, however deep: no text becomes code, nothing comes from elsewhere, nothing is stored.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const BROWSER = new URL("../../src/nabij/browser/", import.meta.url);
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\bnew URL\(\s*)(["'])([^"']+)\1/g;
const withoutComments = (code) => code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

/** Every module that one of these leads to, with its code. */
function reached(roots) {
  const found = new Map();
  const waiting = roots.map((path) => new URL(path, BROWSER).href);
  while (waiting.length > 0) {
    const url = waiting.pop();
    if (found.has(url)) continue;
    const code = withoutComments(readFileSync(new URL(url), "utf8"));
    found.set(url, code);
    for (const [, , to] of code.matchAll(IMPORT)) {
      assert.match(to, /^\.\.?\//, `${url} imports ${to}`);
      waiting.push(new URL(to, url).href);
    }
  }
  return found;
}

const all = reached(readdirSync(new URL("vault/", BROWSER)).map((name) => `vault/${name}`));
const own = [...all].filter(([url]) => url.includes("/vault/"));
const vendored = [...all.keys()].filter((url) => url.includes("/vendor/")).map((url) => url.split("/").at(-1));

test("the vault leads to every bundle and to nothing outside", () => {
  assert.deepEqual(vendored.sort(), ["curves.js", "sheets.js", "vault-primitives.js", "voprf.js", "zip.js"]);
  for (const url of all.keys()) assert.ok(url.startsWith(BROWSER.href), url);
});

const CODE_FROM_TEXT =
  /\beval\s*\(|\bnew\s+Function\b|\bFunction\s*\(\s*["'`]|\bWebAssembly\b|\bimportScripts\b|\bcreateObjectURL\b|set(?:Timeout|Interval)\s*\(\s*["'`]|\bimport\s*\(\s*[^"'\s]/;

test("no module turns text into code", () => {
  for (const [url, code] of all) assert.doesNotMatch(code, CODE_FROM_TEXT, url);
});

for (const way of ["eval (x)", "new Function(x)", 'Function("x")', "WebAssembly.compile(x)", "importScripts(x)", 'setTimeout("x")', "import(x)", "import(`x`)"]) {
  test(`the check sees ${way}`, () => assert.match(withoutComments(`a;\n${way}; // and a comment`), CODE_FROM_TEXT));
}

test("the vault touches no page and no storage but the heads", () => {
  for (const [url, code] of own) {
    assert.doesNotMatch(code, /\blocalStorage\b|\bsessionStorage\b|\bcookie\b|\bcaches\b|\bfetch\s*\(|\bXMLHttpRequest\b|\bsendBeacon\b|\bdocument\b|\binnerHTML\b|\bconsole\b/, url);
    if (!url.endsWith("/heads.js")) assert.doesNotMatch(code, /\bindexedDB\b/, url);
  }
});

test("only the vault itself, the counsellor's and the visitor's, letters, and what compares names, asks the session for its keys", () => {
  const asking = own.filter(([, code]) => /\b(?:keysOf|withKeys|adopt|stage)\b/.test(code)).map(([url]) => url.split("/").at(-1));
  assert.deepEqual(asking.sort(), ["correspondence.js", "match-keys.js", "session.js", "vault.js", "visitor.js"]);
});

test("every bundle is the one whose checksum lies beside it", () => {
  for (const name of vendored) {
    const sum = createHash("sha256").update(readFileSync(new URL(`vendor/${name}`, BROWSER))).digest("hex");
    assert.equal(readFileSync(new URL(`vendor/${name}.sha256`, BROWSER), "utf8"), `${sum}  ${name}\n`);
  }
});
