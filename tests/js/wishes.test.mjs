// What a visitor takes back of what they asked: told from what they sealed themselves, on both sides.
import assert from "node:assert/strict";
import test from "node:test";
import "./day-server.mjs";
import { wantsErasing } from "../../src/nabij/browser/day/erasing.js";
import { standingWishes, takenBack } from "../../src/nabij/browser/vault/wishes.js";
import { begun, newPage, says, takenOn } from "./visiting.mjs";

const wish = (about, more = {}) => ({ kind: "wish", id: crypto.randomUUID(), revision: 1, content: { about, text: "", written: "2026-03-02T10:00", ...more } });
const back = (of, ...wishes) => wish("taken_back", { of, wishes });

/** @param page a visitor's @param box where it is kept @param change what they write */
async function sends(page, box, change) {
  const sent = await page.writeInto([change]);
  await page.saved(sent);
  box.keep(sent.records, sent.manifest, sent.keepsake);
  return sent;
}

test("of what was asked stands what was not taken back, whatever else is said", () => {
  const [one, two, other] = [wish("delete"), wish("delete"), wish("correct")];
  const ids = (records, about) => standingWishes(records, about).map(({ id }) => id);
  assert.deepEqual(ids([one, two, other], "delete"), [one.id, two.id]);
  assert.deepEqual(ids([one, back("delete", one.id), two, other], "delete"), [two.id]);
  assert.deepEqual(ids([back("delete", one.id, two.id), one, two, other], "delete"), []);
  assert.deepEqual(ids([one, back("delete", other.id), other], "correct"), []);
  // a message, a wish of another sort or junk takes nothing back
  const junk = [{ ...back("delete", one.id), kind: "message" }, wish("delete", { wishes: [one.id] }), wish("taken_back", { wishes: one.id }), wish("taken_back", { wishes: [3, null] }), wish("taken_back")];
  assert.equal(takenBack(junk).has(one.id), false);
});

test("a wish taken back is signed for the server, reads so on both sides, and is asked for no more", async () => {
  const { amina, box } = await takenOn();
  await says(amina, box, "Dag");
  const page = await newPage();
  await page.openConversation(box.forVisitor());
  const asked = await sends(page, box, wish("delete"));
  assert.equal(asked.keeping, null);
  const { record_id: id } = asked.erasure;
  const taken = await sends(page, box, back("delete", id));
  assert.deepEqual([taken.erasure, taken.keeping.wishes, taken.keeping.signature.length], [null, [id], 88]);
  const seen = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([seen.troubles, standingWishes(seen.records, "delete")], [[], []]);
  const { records } = await amina.vault.openRecords(box.id, box.chain("conversation", 2, []));
  const matter = { served: { mine: true }, records: records.map((one) => ({ ...one, part: "conversation", epoch: 2 })) };
  assert.equal(wantsErasing(matter), false);
  assert.equal(wantsErasing({ ...matter, records: matter.records.filter(({ content }) => content.about !== "taken_back") }), true);
});

test("nobody but the visitor takes it back: a counsellor's word for it is not what a counsellor writes", async () => {
  const { amina, box } = await takenOn();
  await says(amina, box, undefined, back("delete", crypto.randomUUID()).content, "wish");
  const found = await (await newPage()).openConversation(box.forVisitor());
  assert.deepEqual([found.records.filter(({ kind }) => kind === "wish"), found.writable], [[], false]);
  await assert.rejects(amina.vault.openRecords(box.id, box.chain("conversation", 2, [])), { name: "WrongKind" });
  const { visitor } = await begun();
  const sent = await visitor.writeInto([back("correct", crypto.randomUUID())]);
  assert.equal(sent.keeping, null);
});
