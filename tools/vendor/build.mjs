// Rebuilds the vendored bundles from node_modules, or with --check compares them byte for byte with what is committed.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const VENDOR = here("../../src/nabij/browser/vendor/");
// Aliases per bundle: what is left out of age, and what it loads only when it must.
const BUNDLES = {
  "vault-primitives": {
    "@noble/post-quantum/hybrid.js": here("absent.js"),
    "@noble/curves/nist.js": here("absent.js"),
    "@noble/curves/ed25519.js": here("lazy-x25519.js"),
  },
  curves: {},
  voprf: {},
  zip: {},
  sheets: {},
};
const FORBIDDEN = /\beval\s*\(|\bnew\s+Function\b|\bWebAssembly\b|\bimportScripts\b|\bcreateObjectURL\b/;

/** The bytes of one bundle; throws where it holds a way to run text as code. */
async function bundle(/** @type {string} */ name, /** @type {Record<string, string>} */ alias) {
  const result = await build({
    absWorkingDir: here("../.."),
    alias,
    bundle: true,
    charset: "utf8",
    conditions: ["import"],
    external: ["./curves.js"],
    entryPoints: [here(`${name}.entry.js`)],
    format: "esm",
    legalComments: "none",
    minify: true,
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const text = result.outputFiles[0].text;
  const found = text.match(FORBIDDEN);
  if (found) throw new Error(`${name}: holds ${found[0]}`);
  return Buffer.from(text);
}

const check = process.argv.includes("--check");
let same = true;
for (const [name, alias] of Object.entries(BUNDLES)) {
  const bytes = await bundle(name, alias);
  const sum = `${createHash("sha256").update(bytes).digest("hex")}  ${name}.js\n`;
  for (const [path, content] of /** @type {[string, Buffer][]} */ ([[`${name}.js`, bytes], [`${name}.js.sha256`, Buffer.from(sum)]])) {
    if (!check) writeFileSync(VENDOR + path, content);
    else if (!readFileSync(VENDOR + path).equals(content)) {
      same = false;
      console.error(`${path} is not what this recipe builds`);
    }
  }
  console.log(`${name}.js ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzip`);
}
process.exitCode = same ? 0 : 1;
