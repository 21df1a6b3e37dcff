// The order of a conversation.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { saidInOrder } from "../../src/nabij/browser/vault/said.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const said = (text, seen, written, epoch = 1, kind = "message") => ({ kind, epoch, content: { text, written, seen: seen === null ? null : { epoch, counter: seen, hash: "" } } });

test("what was said stands in the order of what each writer had seen, whatever their clocks say", () => {
  const records = [said("vier", null, "2026-01-01T08:00", 2), said("drie", 2, "2026-01-01T09:00"), said("een", null, "2026-01-01T10:00"), said("twee", 1, "2026-01-01T10:00"), said("x", 9, "2026-01-01T10:00", 1, "contact")];
  assert.deepEqual(saidInOrder(records, "message").map(({ content }) => content.text), ["een", "twee", "drie", "vier"]);
});

test("where nobody says what was seen, the clock decides", () => {
  const records = [said("later", null, "2026-01-02T10:00"), said("eerst", null, "2026-01-01T10:00", 1, "wish")];
  assert.deepEqual(saidInOrder(records, "message", "wish").map(({ content }) => content.text), ["eerst", "later"]);
});

test("a moment is written in the zone of the server, wherever its writer is", () => {
  const script = "import { minute } from './src/nabij/browser/desk/dom.js'; Date = class extends Date { constructor() { super(Number(process.argv[1])); } }; console.log(minute());";
  const at = (zone, moment) => execFileSync(process.execPath, ["--input-type=module", "-e", script, String(Date.parse(moment))], { cwd: ROOT, env: { ...process.env, TZ: zone }, encoding: "utf8" }).trim();
  for (const zone of ["America/New_York", "Asia/Tokyo", "Europe/Amsterdam"]) {
    assert.equal(at(zone, "2026-11-29T23:30:00Z"), "2026-11-30T00:30");
    assert.equal(at(zone, "2026-07-01T09:05:00Z"), "2026-07-01T11:05");
  }
});
