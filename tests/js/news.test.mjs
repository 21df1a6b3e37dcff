// What a visitor did since one looked, told from what is sealed: never by the server's word alone.
import assert from "node:assert/strict";
import test from "node:test";
import { atWork, cardOf, loadMatter, newIds, noteEncounter } from "./day-server.mjs";
import { whatIsNew } from "../../src/nabij/browser/day/news.js";
import { ANSWER, stepNow } from "../../src/nabij/browser/day/order.js";
import { passTurn } from "../../src/nabij/browser/day/writing.js";

const VISITOR = "visitor's key";
const BRAM = "bram's key";
const record = (id, kind, content, over = {}) => ({ id, kind, content, author: VISITOR, revision: 1, part: "conversation", epoch: 2, ...over });
const given = (sequence, state, heard, over = {}) => ({ sequence, state, heard, receiver: BRAM, step: "share", ...over });

/** A matter with these records, of which those of kind `consent` hold their consent. */
const matterOf = (...records) => ({
  id: "m", records, served: { shares: [{ colleague: "b", name: "Bram" }] },
  people: { self: "a", ownSigns: ["amina's key"], pins: [{ owner: "m", sign: VISITOR, former: [], visitor: true }, { owner: "b", sign: BRAM, former: [], checked: true, name: "Bram", visitor: false }] },
  consents: { trouble: null, all: records.filter(({ kind }) => kind === "consent").map(({ id, content }) => ({ id, consent: content })) },
});

test("each thing that a visitor does is told for what it is", () => {
  const matter = matterOf(
    record("1", "message", { text: "Dank je" }), record("2", "wish", { about: "delete" }), record("3", "file", {}),
    record("4", "consent", given(1, "refused", false)), record("5", "consent", given(2, "given", false)), record("6", "consent", given(3, "withdrawn", false)),
    record("7", "contact", { standby: [] }),
  );
  assert.deepEqual(whatIsNew(matter, ["1", "2", "3", "4", "5", "6", "7"]), [
    { what: "message" }, { what: "wish", asks: "Vraagt: wis alles wat er van mij is." }, { what: "file" },
    { what: "refused", who: "Bram" }, { what: "given", who: "Bram" }, { what: "withdrawn", who: "Bram" }, { what: "about" },
  ]);
});

test("of a request that is taken back it is told which, and of which day", () => {
  const matter = matterOf(record("1", "wish", { about: "delete", written: "2026-03-02T10:00" }), record("2", "wish", { about: "taken_back", of: "delete", wishes: ["1"], written: "2026-03-03T10:00" }));
  assert.deepEqual(whatIsNew(matter, ["2"]), [{ what: "wish", asks: "Neemt de vraag ‘wis alles wat er van mij is’ van 2 maart 2026 terug. Doe er dus niets meer mee." }]);
});

test("who takes back what was heard objects, and who lets somebody in is told so", () => {
  const heard = record("1", "consent", given(1, "given", true), { author: "amina's key" });
  const matter = matterOf(heard, record("2", "consent", given(2, "withdrawn", false)), record("3", "contact", { standby: [] }), record("3", "contact", { standby: [BRAM] }, { revision: 2 }));
  assert.deepEqual(whatIsNew(matter, ["2", "3"]), [{ what: "objected", who: "Bram" }, { what: "chose" }]);
});

test("who takes back their own yes objects to nothing that was heard about the same person", () => {
  const tell = (sequence, state, heard, hash, over = {}) => given(sequence, state, heard, { receiver: "outside", step: "tell", width: "as_said", text_hash: hash, ...over });
  const matter = matterOf(record("1", "consent", tell(1, "given", false, "one")), record("2", "consent", tell(2, "given", true, "other"), { author: "amina's key" }), record("3", "consent", tell(3, "withdrawn", false, "one")));
  assert.deepEqual(whatIsNew(matter, ["3"]).map(({ what }) => what), ["withdrawn"]);
});

test("what the server names as the visitor's and somebody else wrote, or does not open, is not told as theirs", () => {
  const matter = matterOf(record("1", "message", { text: "Ik las mee" }, { author: BRAM }), record("2", "note", { text: "Mijn notitie" }, { author: "amina's key" }));
  assert.deepEqual(whatIsNew(matter, ["1", "2", "unknown"]), []);
});

test("to answer is done once the visitor is aan zet, whoever answered; another next step stays", () => {
  assert.deepEqual([stepNow("visitor", ANSWER), stepNow("counsellor", ANSWER), stepNow("visitor", "Bellen")], ["", ANSWER, "Bellen"]);
});

test("who answers by phone and notes it leaves nothing to answer on the card, and who passes the turn neither", async (t) => {
  const { id } = await atWork(t);
  const asked = async (turn) => passTurn(await loadMatter(id), { turn, due: null, card: { alias: "Regenjas", next_step: ANSWER, aftercare: null } });
  await asked("counsellor");
  assert.equal(cardOf(await loadMatter(id)).next_step, ANSWER);
  const encounter = { id: crypto.randomUUID(), channel: "phone", duration: "hour", involvement: [] };
  const matter = await loadMatter(id);
  await noteEncounter(matter, { ids: newIds(), encounter, note: { at: "2026-03-02T10:00", place: "", text: "Gebeld" }, card: cardOf(matter), turn: "visitor", due: null, draft: null });
  assert.equal(cardOf(await loadMatter(id)).next_step, "");
  await asked("visitor");
  assert.equal(cardOf(await loadMatter(id)).next_step, "");
});
