import assert from "node:assert/strict";
import { test } from "node:test";

// The modules reach for the browser's store when they are loaded; nothing here opens it.
globalThis.indexedDB ??= {};
const { lapsedShares, refuseLapsed } = await import("../../src/nabij/browser/day/consents.js");
const { sizeWords } = await import("../../src/nabij/browser/day/files.js");
const { byTurn, suggested, turnFor, whyTurn } = await import("../../src/nabij/browser/day/order.js");
const { givenAway } = await import("../../src/nabij/browser/day/peer-card.js");
const { excerpt, folded, passagesOf, search, wordsOf } = await import("../../src/nabij/browser/day/search.js");
const { lastDay, meetings, weeksAfter } = await import("../../src/nabij/browser/day/timeline.js");

const record = (kind, content, id = kind) => ({ part: "notes", epoch: 1, kind, id, revision: 1, content, body: "", author: "" });
const card = (alias, more = {}) => ({ id: alias, alias, nextStep: "", organisation: { id: 1, name: "Zorggroep De Linde" }, trouble: null, my_turn: false, turn_of: [], ...more });
const matter = {
  id: "m", served: {}, heads: new Map(), troubles: [], refusedKeys: [],
  records: [
    record("card", { alias: "Blauwe fiets", next_step: "", aftercare: null }),
    record("person", { name: "Fatima van der Berg", phone: "06-1234 5678", email: "fatima@post.test", contact: "" }),
    record("note", { text: "Over de pauze.", place: "Café" }),
  ],
};

test("folding keeps one character for each, whatever it was", () => {
  const typed = "Öztürk 😀 Ĳ ﬁ";
  assert.equal(folded(typed).length, [...typed].length);
  assert.equal(folded("Öztürk"), "ozturk");
  assert.deepEqual(wordsOf("  Één  twee "), ["een", "twee"]);
});

test("every word must occur, and the accent does not matter", () => {
  const cards = [card("Regenjas", { nextStep: "Anneke bellen" }), card("Lindeboom")];
  assert.deepEqual(search(cards, "ànneke regen").map((one) => one.card.alias), ["Regenjas"]);
  assert.deepEqual(search(cards, "anneke boom"), []);
  assert.deepEqual(search(cards, "   "), []);
});

test("a card that did not open is never found", () => {
  assert.deepEqual(search([card("Regenjas", { trouble: "WrongKey" })], "regen"), []);
});

test("an excerpt shows the word as it was written, with what stands around it", () => {
  const found = excerpt({ where: "Notitie", text: `${"a".repeat(100)} Öztürk ${"b".repeat(100)}` }, ["ozturk"]);
  assert.equal(found?.match, "Öztürk");
  assert.ok(found?.before.startsWith("…") && found.before.length === 61);
  assert.ok(found?.after.endsWith("…"));
  assert.equal(excerpt({ where: "Notitie", text: "niets" }, ["iets anders"]), null);
});

test("notes, names and places of a matter are searched", () => {
  assert.deepEqual(passagesOf(matter).map(({ text }) => text), ["Over de pauze.", "Café", "Fatima van der Berg", "06-1234 5678", "fatima@post.test"]);
});

test("a card gives somebody away by alias, name, number, address or organisation", () => {
  const said = (text) => givenAway(text, matter, "Zorggroep De Linde");
  assert.deepEqual(said("Een medewerker van een zorggroep vertelt over bergen werk."), []);
  assert.deepEqual(said("FATIMA zei het"), ["Fatima"]);
  assert.deepEqual(said("mevrouw Berg"), ["Berg"]);
  assert.deepEqual(said("bel 0612345678"), ["06-1234 5678"]);
  assert.deepEqual(said("die van de blauwe fiets, bij de Linde"), ["Blauwe fiets", "Linde"]);
  assert.deepEqual(said("mail naar fatima@post.test").sort(), ["Fatima", "fatima@post.test"]);
});

test("encounters stand newest first, also those without a note", () => {
  const encounter = (id, month) => ({ id, month, channel: "phone", duration: "hour", involvement: [] });
  const note = (id, encounterId, at) => record("note", { encounter: encounterId, at }, id);
  const all = meetings([encounter("a", "2026-09"), encounter("b", "2026-10"), encounter("c", "2026-10")], [note("1", "a", "2026-09-02T10:00"), note("2", "c", "2026-10-05T09:00")]);
  assert.deepEqual(all.map((one) => one.encounter.id), ["b", "c", "a"]);
  assert.equal(lastDay(all), "2026-10-05");
  assert.equal(weeksAfter("2026-10-05", 12), "2026-12-28");
});

test("sizes are said in words", () => {
  assert.deepEqual([sizeWords(12), sizeWords(2048), sizeWords(26_214_400)], ["1 kB", "2 kB", "25 MB"]);
});

/** A matter of Amina as the server tells it; nobody is said to be aan zet where the last two are left out. */
const standing = (mine, turn, isMine = false, others = [], left = false) => ({ mine, left, turn, my_turn: isMine, turn_of: others, keeper: { name: "Amina" } });

test("the turn is told as the one who looks would say it", () => {
  const told = (...one) => turnFor(standing(...one));
  assert.deepEqual([told(true, "counsellor", true), told(true, "colleague", false, ["Bram"])], ["counsellor", "colleague"]);
  assert.deepEqual([told(false, "counsellor", false, ["Amina"]), told(false, "colleague", true)], ["colleague", "counsellor"]);
  for (const mine of [true, false]) assert.deepEqual([told(mine, "visitor"), told(mine, "organisation")], ["visitor", "organisation"]);
  // where nobody is there, or it was left to a colleague who does not read along
  assert.deepEqual([told(true, "colleague"), told(true, "counsellor"), told(false, "counsellor", false, [], true)], ["colleague", "counsellor", "counsellor"]);
});

test("while who keeps it is away the colleague who is there is aan zet, and both read why", () => {
  const said = (...one) => [turnFor(standing(...one)), whyTurn(standing(...one))];
  assert.deepEqual(said(false, "counsellor", true), ["counsellor", "Amina is weg. Daarom ben jij nu aan zet."]);
  assert.deepEqual(said(true, "counsellor", false, ["Bram"]), ["colleague", "Je bent weg. Daarom is Bram nu aan zet."]);
  assert.deepEqual(said(true, "colleague", true), ["counsellor", "Je collega is weg. Daarom ben jij nu aan zet."]);
  assert.deepEqual(said(false, "colleague", false, ["Amina"]), ["colleague", "Je bent weg. Daarom is Amina nu aan zet."]);
  // nothing to explain where it is the turn of whom the register says, or where the keeper left
  for (const one of [[true, "counsellor", true], [false, "counsellor", false, ["Amina"]], [false, "counsellor", true, [], true], [true, "visitor"]]) assert.equal(whyTurn(standing(...one)), "");
});

test("a matter that is shared with me stands under my turn only when the colleague is aan zet", () => {
  const at = (alias, mine, turn) => card(alias, { mine, turn, my_turn: mine === (turn === "counsellor"), turn_of: ["Een ander"], due: null, closed_month: null });
  const groups = byTurn([at("Mijn beurt", true, "counsellor"), at("Haar beurt", false, "counsellor"), at("Ook mijn beurt", false, "colleague")], "2026-11-21");
  assert.deepEqual(groups.map(({ key, matters }) => [key, matters.map(({ alias }) => alias)]), [["counsellor", ["Mijn beurt", "Ook mijn beurt"]], ["colleague", ["Haar beurt"]]]);
});

test("who reads along is asked for no aftercare of a colleague, and is once that one left", () => {
  const one = { mine: false, due: null, closed_month: "2026-05", aftercare: "2026-11-20", turn: "nobody" };
  assert.deepEqual(byTurn([card("Van een ander", one)], "2026-11-21"), []);
  assert.deepEqual(byTurn([card("Van een ander", { ...one, left: true })], "2026-11-21").map(({ key }) => key), ["aftercare"]);
});

/** A matter shared with Bram (everything) and Cleo (a card), whose consents have these last days. */
const sharedUntil = (brams, cleos, { mine = true, withdrawn = false } = {}) => ({
  id: "m", heads: new Map(), troubles: [], refusedKeys: [],
  served: {
    mine, keeper: { id: "amina", name: "Amina" },
    shares: [{ colleague: "bram", name: "Bram", width: "everything", withdrawn }, { colleague: "cleo", name: "Cleo", width: "peer_card", withdrawn: false }],
  },
  people: { self: "amina", ownSigns: [], keeper: { mine, owner: "amina" }, pins: ["bram", "cleo"].map((owner) => ({ owner, sign: `key of ${owner}`, former: [], checked: true, name: null })) },
  records: [], epochs: { conversation: [1], notes: [1], peer: [] },
  consents: {
    trouble: null,
    all: [
      ["first", "bram", "2026-01-01", "from_now"], ["cleos", "cleo", cleos, "peer_card"], ["brams", "bram", brams, "everything"], ...(withdrawn ? [["back", "bram", null, "everything", "withdrawn"]] : []),
    ].map(([id, owner, expires, width, state = "given"]) => ({ id, consent: { receiver: `key of ${owner}`, expires, width, state } })),
  },
  records: [],
});

test("a consent holds through its last day, and the newest one counts", () => {
  const names = (matter, today) => lapsedShares(matter, today).map(({ name }) => name);
  assert.deepEqual(names(sharedUntil("2026-11-21", null), "2026-11-21"), []);
  assert.deepEqual(names(sharedUntil("2026-11-21", null), "2026-11-22"), ["Bram"]);
  assert.deepEqual(names(sharedUntil(null, "2026-11-20"), "2026-11-22"), ["Cleo"]);
  assert.deepEqual(names(sharedUntil("2026-11-20", null, { withdrawn: true }), "2026-11-22"), []);
});

test("whose consent ran out is known from the consents, whatever the server lists as shared", () => {
  const matter = sharedUntil("2026-11-20", null);
  for (const shares of [[], matter.served.shares.map((one) => ({ ...one, width: "peer_card", withdrawn: true }))]) {
    const [lapsed] = lapsedShares({ ...matter, served: { ...matter.served, shares } }, "2026-11-22");
    assert.deepEqual([lapsed.colleague, lapsed.until, lapsed.parts], ["bram", "2026-11-20", ["conversation", "notes"]]);
  }
});

test("after the last day only the parts that this colleague reads take nothing new", () => {
  const matter = sharedUntil(null, "2026-11-20");
  refuseLapsed(matter, [{ part: "notes" }, { part: "conversation" }], "2026-11-21");
  assert.throws(() => refuseLapsed(matter, [{ part: "notes" }, { part: "peer" }], "2026-11-21"), { code: "lapsed", sentence: /met Cleo liep tot en met 20 november 2026\. Er is niets weg/ });
  assert.throws(() => refuseLapsed(sharedUntil("2026-11-20", null, { mine: false }), [{ part: "notes" }], "2026-11-21"), { sentence: /Vraag Amina/ });
});

test("a note is suggested for what one is busy with, and for what rests only when it is typed", () => {
  const cards = [card("Kwestie 6 · juli 2024", { resting: true, turn: "nobody", due: null }), card("Kwestie 7 · mei 2026", { resting: false, turn: "nobody", due: null }), card("Vos", { turn: "visitor", due: null }), card("Das", { turn: "counsellor", due: "2026-12-01" })];
  const names = (typed, most = 4) => suggested(cards, typed, most).map(({ alias }) => alias);
  assert.deepEqual(names(""), ["Das", "Vos"]);
  assert.deepEqual(names("kwestie"), ["Kwestie 7 · mei 2026", "Kwestie 6 · juli 2024"]);
  assert.deepEqual(names("", 1), ["Das"]);
});
