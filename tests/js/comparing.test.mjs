// What is compared of a matter follows what the matter says: named, changed, struck out, while the matcher is there, down, or has a new key.
import assert from "node:assert/strict";
import test from "node:test";
import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import { loadMatter, newIds, openMatter, revise, server } from "./day-server.mjs";
import { another, calls, lists, names, scene } from "./pattern-hands.mjs";
import { refusal } from "./pattern-server.mjs";

const { keepUp, renewMine, sayWhoCame, withdrawAll } = await import("../../src/nabij/browser/day/keeping-up.js");
const { minute } = await import("../../src/nabij/browser/desk/dom.js");
const { keepKeys, look } = await import("../../src/nabij/browser/day/comparing.js");
const { canBeCompared, countedAs, handlesOf, knownBy, matchOf, matchRecord, NOTHING, revised, wantedVersions } = await import("../../src/nabij/browser/day/match-record.js");
const { almostNamed, alsoNamed, isSamePerson, onBothSides } = await import("../../src/nabij/browser/day/own-people.js");

test("a name that is noted is registered once, under a handle that only the notes know, and for the colleague who was compared", async (t) => {
  const { id, rows, bram } = await scene(t);
  const matter = await names(id, "Piet Jansen");
  const { kind, why, match } = await keepUp(matter);
  assert.deepEqual([kind, why], ["compared", ""]);
  assert.deepEqual([...rows.rows.keys()], [match.handle]);
  assert.ok(rows.grants.some(({ grantee, epoch }) => grantee === bram.user && epoch === 1));
  const evaluations = () => rows.sent.filter(({ step }) => step === "berekenen.json").length;
  assert.equal(evaluations(), 1);
  const again = await keepUp(await loadMatter(id));
  assert.deepEqual([again.kind, evaluations(), rows.rows.size], ["compared", 1, 1]);
  const sent = JSON.stringify(rows.sent).toLowerCase();
  assert.ok(!sent.includes("jansen") && !sent.includes(match.secret.toLowerCase()) && !sent.includes(id));
});

test("another person, another visitor: what was registered goes and comes back under another handle", async (t) => {
  const { id, rows } = await scene(t);
  const first = (await keepUp(await names(id, "Piet Jansen"))).match;
  // only written otherwise
  assert.equal((await keepUp(await names(id, "drs. Piet Jansen"))).match.handle, first.handle);
  const second = (await keepUp(await names(id, "Els Bakker"))).match;
  assert.notEqual(second.handle, first.handle);
  assert.deepEqual([...rows.rows.keys()], [second.handle]);
  const third = (await keepUp(await calls(id, "Noor Bosman"))).match;
  assert.deepEqual([[...rows.rows.keys()], third.visitor], [[third.handle], "bosman noor"]);
  const { kind, match } = await keepUp(await names(id, ""));
  assert.deepEqual([kind, rows.rows.size, match.handle, match.former], ["nobody", 0, "", []]);
});

test("what could be anybody's name waits for nothing and sends nothing", async (t) => {
  const { id, rows } = await scene(t);
  const { kind } = await keepUp(await names(id, "mijn leidinggevende"));
  assert.deepEqual([kind, rows.sent], ["anybody", []]);
});

test("what was registered before it said whose it is goes under another handle that does", async (t) => {
  const { id, rows } = await scene(t);
  const { match } = await keepUp(await names(id, "Piet Jansen"));
  const matter = await loadMatter(id);
  const { id: record, revision } = matchRecord(matter);
  const named = match.named.map(({ known, tokens, ...one }) => ({ ...one, tokens: tokens.map(({ whose, ...token }) => token) }));
  await revise(matter, [{ part: "notes", kind: "match", id: record, revision: revision + 1, content: { ...match, named } }]);
  rows.rows.get(match.handle).named = named;
  const again = await keepUp(await loadMatter(id));
  assert.equal(again.kind, "compared");
  assert.ok(again.match.named.every(({ known, tokens }) => known === "" && tokens.every(({ whose }) => whose)));
  assert.deepEqual([...rows.rows.keys()], [again.match.handle]);
});

test("a matcher that is down, a server that says no, a line that breaks: the note is there, and it goes at a later opening", async (t) => {
  const { id, rows } = await scene(t);
  rows.down = true;
  const down = await keepUp(await names(id, "Piet Jansen"));
  assert.equal(down.kind, "waiting");
  assert.match(down.why, /antwoordt niet/);
  assert.ok(!rows.sent.some(({ step }) => step === "berekenen.json"));
  rows.down = false;
  const honest = server.patterns;
  server.patterns = (step, body) => (step === "berekenen.json" ? refusal("limit") : honest(step, body));
  assert.deepEqual([(await keepUp(await loadMatter(id))).why], ["Geweigerd: limit."]);
  // registered, and then the line broke before the notes knew: the same handle and tokens once more
  server.patterns = (step, body) => {
    const said = honest(step, body);
    return step === "aanmelden.json" ? refusal("lost", 500) : said;
  };
  assert.equal((await keepUp(await loadMatter(id))).kind, "waiting");
  const [[handle, before]] = [...rows.rows];
  server.patterns = honest;
  const { kind, match } = await keepUp(await loadMatter(id));
  assert.deepEqual([kind, match.handle, rows.rows.size], ["compared", handle, 1]);
  assert.deepEqual(rows.rows.get(handle).named, before.named);
});

test("two looks at one matter at once, or from an older picture of it, leave one record and one row", async (t) => {
  const { id, rows } = await scene(t);
  const older = await names(id, "Piet Jansen");
  const [one, other] = await Promise.all([keepUp(await loadMatter(id)), keepUp(await loadMatter(id))]);
  assert.equal(one.match.handle, other.match.handle);
  const late = await keepUp(older);
  assert.deepEqual([late.kind, late.match.handle, [...rows.rows.keys()]], ["compared", one.match.handle, [one.match.handle]]);
  assert.equal(new Set((await loadMatter(id)).records.filter(({ kind }) => kind === "match").map((record) => record.id)).size, 1);
});

test("a look sends what was registered and nothing else, also when the matcher is down", async (t) => {
  const { id, rows } = await scene(t);
  const { match } = await keepUp(await names(id, "Piet Jansen", "p.jansen@linde.test"));
  Object.assign(rows, { down: true, enough: true });
  assert.deepEqual(await look(1, match), { enough: true, threshold: 3 });
  const { body } = rows.sent.at(-1);
  assert.deepEqual(body.named, rows.rows.get(match.handle).named);
  assert.ok(body.named[0].tokens.some(({ by_email: byEmail }) => byEmail));
  const honest = server.patterns;
  rows.rows.clear();
  server.patterns = (step, body) => (step === "kijken.json" && !rows.rows.has(body.named[0].handle) ? refusal("stale") : step === "stand.json" ? { ...honest(step), versions: [[1, 1]] } : honest(step, body));
  assert.equal((await look(1, match)).enough, true);
  assert.deepEqual([...rows.rows.keys()], [match.handle]);
  await assert.rejects(look(1, { ...match, named: [] }), { name: "Refusal", code: "stale" });
  // made before a row said whose it is and by what its visitor is known: never sent
  const [{ known, ...bare }] = match.named;
  const unclaimed = { ...bare, known, tokens: bare.tokens.map(({ whose, ...token }) => token) };
  const sent = rows.sent.length;
  for (const older of [bare, unclaimed]) {
    await assert.rejects(look(1, { ...match, named: [older] }), { name: "Refusal", code: "stale", sentence: /nog niet vergeleken/ });
  }
  assert.ok(!rows.sent.slice(sent).some(({ step }) => step === "kijken.json"));
});

test("in the middle of a new key of the matcher who comes is registered in both versions, and renewing ends the old", async (t) => {
  const { id, rows } = await scene(t);
  await keepUp(await names(id, "Piet Jansen"));
  rows.keys.set(2, ristretto255_oprf.voprf.generateKeyPair());
  const other = await another("Rode jas");
  const waits = await keepUp(await names(other, "Piet Jansen"));
  assert.equal(waits.kind, "waiting");
  assert.match(waits.why, /nieuwe sleutel/);
  const keys = await keepKeys(1, { pinNew: true });
  const late = await keepUp(await loadMatter(other));
  assert.deepEqual(late.match.named.map(({ matcher }) => matcher), [2, 1]);
  lists([id, "Regenjas"], [other, "Rode jas"]);
  assert.deepEqual(await renewMine(await keepKeys(1), () => {}), { done: 1, why: "" });
  assert.equal(keys.newest[1], 2);
  assert.deepEqual([...rows.rows.values()].map(({ named }) => named.map(({ matcher }) => matcher)), [[2], [2]]);
  const { match } = await keepUp(await loadMatter(id));
  await look(1, match);
  assert.deepEqual(rows.sent.at(-1).body.named.map(({ matcher }) => matcher), [2]);
});

test("another key under the number that is pinned stops everything, by name", async (t) => {
  const { id, rows } = await scene(t);
  await keepUp(await names(id, "Piet Jansen"));
  rows.keys.set(1, ristretto255_oprf.voprf.generateKeyPair());
  const other = await another("Rode jas");
  const { kind, why } = await keepUp(await names(other, "Piet Jansen"));
  assert.equal(kind, "waiting");
  assert.match(why, /een andere sleutel dan eerder/);
  assert.equal(rows.rows.size, 1);
});

test("after a departure the next key goes to who was compared, and each row is renewed with its own secret", async (t) => {
  const { id, rows, bram } = await scene(t);
  await keepUp(await names(id, "Piet Jansen"));
  rows.left = true;
  await keepKeys(1);
  assert.deepEqual(rows.grants.filter(({ epoch }) => epoch === 2).map(({ grantee }) => grantee).includes(bram.user), true);
  lists([id, "Regenjas"]);
  assert.equal((await renewMine(await keepKeys(1), () => {})).done, 1);
  assert.deepEqual([...rows.rows.values()].map(({ named }) => named.map(({ epoch }) => epoch)), [[2]]);
});

/** A colleague takes the place of these rows with junk under a lock of his own. */
function squatted(rows) {
  for (const handle of rows.rows.keys()) rows.rows.set(handle, { named: [{ epoch: rows.epoch, matcher: 1, tokens: [] }], lock: "his" });
}

test("junk under the handle of a matter: after a new key it is registered under another, and what lies there holds nothing up", async (t) => {
  const { id, rows } = await scene(t);
  const { match: first } = await keepUp(await names(id, "Piet Jansen"));
  rows.left = true;
  await keepKeys(1);
  squatted(rows);
  const { kind, why, match } = await keepUp(await loadMatter(id));
  assert.deepEqual([kind, why, match.former], ["compared", "", []]);
  assert.notEqual(match.handle, first.handle);
  assert.deepEqual(rows.rows.get(match.handle).named.map(({ epoch }) => epoch), [2]);
  // the new handle is the matter's own: it is withdrawn with its secret
  await withdrawAll(await loadMatter(id));
  assert.deepEqual([...rows.rows.keys()], [first.handle]);
});

test("junk under a handle that waits: renewing registers the matter under another", async (t) => {
  const { id, rows } = await scene(t);
  const { match: first } = await keepUp(await names(id, "Piet Jansen"));
  squatted(rows);
  rows.left = true;
  await keepKeys(1);
  lists([id, "Regenjas"]);
  assert.deepEqual(await renewMine(await keepKeys(1), () => {}), { done: 1, why: "" });
  const { handle, named } = matchOf(await loadMatter(id));
  assert.notEqual(handle, first.handle);
  assert.ok(named.some(({ epoch }) => epoch === 2));
  assert.deepEqual(rows.rows.get(handle).named, JSON.parse(JSON.stringify(rows.sent.at(-1).body.named)));
});

test("a matter that is destroyed no longer counts, and a colleague's refusal holds nothing up", async (t) => {
  const { id, rows } = await scene(t);
  await keepUp(await names(id, "Piet Jansen"));
  await withdrawAll(await loadMatter(id));
  assert.equal(rows.rows.size, 0);
  server.patterns = () => refusal("not_found", 404);
  await withdrawAll(await loadMatter(id));
});

test("a visitor who is said to be that of another matter counts as one", async (t) => {
  const { id, rows } = await scene(t);
  await calls(id, "Noor Bosman");
  await keepUp(await names(id, "Piet Jansen"));
  const other = await another("Rode jas");
  const before = (await keepUp(await names(other, "Piet Jansen"))).match;
  const visitors = () => new Set([...rows.rows.values()].map(({ named }) => named[0].tokens[0].visitor));
  assert.deepEqual([before.visitor, visitors().size], [other, 2]);
  // by what each is known, and that one counsellor keeps both
  assert.deepEqual([...rows.rows.values()].map(({ named }) => named[0].known).sort(), ["", "name"]);
  assert.equal(new Set([...rows.rows.values()].map(({ named }) => named[0].tokens[0].whose)).size, 1);
  const matter = await loadMatter(other);
  await sayWhoCame(matter, id);
  const { match } = await keepUp(matter);
  assert.deepEqual([match.same, match.visitor, visitors().size], [id, "bosman noor", 1]);
  await sayWhoCame(matter, "");
  assert.equal((await keepUp(matter)).match.visitor, other);
});

const visitorOf = (/** @type {string} */ id) => server.matters.get(id).visitor;

test("the register hears in the same request that two matters are one visitor's, and that they are not", async (t) => {
  const { id } = await scene(t);
  const other = await another("Rode jas");
  assert.notEqual(visitorOf(other), visitorOf(id));
  server.said = 0;
  const matter = await loadMatter(other);
  await sayWhoCame(matter, id);
  assert.deepEqual([visitorOf(other), matter.served.visitor_handle, server.said], [visitorOf(id), visitorOf(id), 1]);
  await keepUp(matter);
  assert.equal(server.said, 1, "what stands so is not said again");
  await sayWhoCame(matter, "");
  assert.notEqual(visitorOf(other), visitorOf(id));
  assert.equal(server.said, 2);
});

test("what an earlier browser was told and the register was not, is told when the matter is opened", async (t) => {
  const { id } = await scene(t);
  const other = await another("Rode jas");
  await sayWhoCame(await loadMatter(other), id);
  server.matters.get(other).visitor = crypto.randomUUID();
  server.said = 0;
  await keepUp(await loadMatter(other));
  assert.deepEqual([visitorOf(other), server.said], [visitorOf(id), 1]);
});

test("a new matter of who came before counts as that one's, in the register and sealed; nobody else's can be taken", async (t) => {
  const { id } = await scene(t);
  const begin = async (/** @type {string} */ same) => {
    const ids = newIds();
    await openMatter({ ids, organisation: 1, unit: null, register: {}, card: { alias: "Rode jas", next_step: "", aftercare: null }, encounter: null, note: null, turn: "counsellor", due: null, draft: null, same });
    return ids.matter;
  };
  const second = await begin(id);
  assert.deepEqual([visitorOf(second), matchOf(await loadMatter(second)).same], [visitorOf(id), id]);
  // of several, the first is the one that counts
  assert.equal(matchOf(await loadMatter(await begin(second))).same, id);
  assert.notEqual(visitorOf(await begin("")), visitorOf(id));
  server.lie = (pieces) => ({ ...pieces, mine: false, visitor_handle: null });
  await assert.rejects(begin(id), /forbidden/);
});

test("a visitor who is named elsewhere is told once, and not asked about again on that day", async (t) => {
  const { id, rows } = await scene(t);
  await keepUp(await names(id, "Sam Kok"));
  const other = await another("Groene deur");
  const { match } = await keepUp(await calls(other, "Kok, Sam"));
  assert.deepEqual(match.sides, { of: { email: "", names: ["kok sam"] }, found: true, day: minute().slice(0, 10) });
  const asked = () => rows.sent.filter(({ step }) => step === "kanten.json");
  assert.equal(asked().length, 1);
  await keepUp(await loadMatter(other));
  assert.equal(asked().length, 1);
  assert.ok(!JSON.stringify(asked()).toLowerCase().includes("kok"));
  assert.equal((await keepUp(await calls(other, "Sanne Kok"))).match.sides?.found, false);
});

test("the record keeps what is still to be withdrawn until it is", () => {
  let drawn = 0;
  const draw = () => ({ handle: `h${(drawn += 1)}`, secret: `s${drawn}` });
  const piet = { email: "", names: ["jansen piet"] };
  const one = revised(NOTHING, { person: piet, visitor: "v" }, draw);
  assert.equal(revised(one, { person: { ...piet }, visitor: "v" }, draw), one);
  const two = revised({ ...one, named: [{ epoch: 1, matcher: 1, tokens: [] }] }, { person: piet, visitor: "w" }, draw);
  assert.deepEqual([two.handle, two.named, two.former], ["h2", [], [{ handle: "h1", secret: "s1" }]]);
  const none = revised(two, { person: null, visitor: "" }, draw);
  assert.deepEqual(handlesOf(none), [{ handle: "h1", secret: "s1" }, { handle: "h2", secret: "s2" }]);
  assert.equal(revised(NOTHING, { person: null, visitor: "" }, draw), NOTHING);
});

test("who is registered now goes in the newest version and in those that are looked up and can be made", () => {
  const how = { newest: [2, 1], versions: [[1, 1], [2, 1], [0, 1], [1, 9]], epochs: [1, 2], pinned: [1] };
  assert.deepEqual(wantedVersions(how), [[2, 1], [1, 1]]);
});

test("one person on both sides is found by name, and told apart by address", () => {
  const typed = (name, email = "") => ({ name, email });
  const known = [{ id: "1", alias: "a", running: true, visitor: typed("Noor Bosman"), named: typed("Piet Jansen", "p@linde.test") }];
  assert.equal(onBothSides({ visitor: typed("Jansen, Piet") }, known).length, 1);
  assert.equal(onBothSides({ visitor: typed("Piet Jansen", "q@linde.test") }, known).length, 0);
  assert.equal(onBothSides({ named: typed("mw. Noor Bosman") }, known).length, 1);
  assert.equal(onBothSides({ named: typed("Piet Jansen") }, known).length, 0);
  assert.equal(onBothSides({ visitor: typed("Piet"), named: typed("") }, known).length, 0);
  assert.equal(isSamePerson(typed("", "P@linde.test"), typed("Piet Jansen", "p@linde.test")), true);
});

test("a slip of the pen is a hint among running matters, and no hint where it is the same or surely another", () => {
  const typed = (name, email = "") => ({ name, email });
  const one = (name, email, running = true) => ({ id: name, alias: name, running, visitor: typed(""), named: typed(name, email) });
  const known = [one("Piet Janssen"), one("Piet Jansen"), one("Peit Jansen"), one("P. Jansen"), one("Els Bakker"), one("Piet Jansse", "x@linde.test"), one("Piet Jansens", "", false)];
  assert.deepEqual(almostNamed(typed("Piet Jansen", "p@linde.test"), known).map(({ id }) => id), ["Piet Janssen", "Peit Jansen", "P. Jansen"]);
  assert.equal(canBeCompared({ email: "", names: [] }), false);
});

test("by what a visitor is known is told from what they count as, and nothing where only the matter tells them apart", () => {
  assert.deepEqual(["noor@linde.test", "bosman noor", "0f8fad5b-d9cb-469f-a165-70867728950e"].map(knownBy), ["email", "name", ""]);
});

test("a visitor counts by the name, else the address, else the matter", () => {
  const record = (kind, content) => ({ part: "notes", epoch: 1, kind, id: kind, revision: 1, content, body: "", author: "" });
  const matter = (...records) => ({ id: "m", records });
  assert.equal(countedAs(matter(record("person", { name: "Noor Bosman", email: "Noor@post.test" }))), "bosman noor");
  assert.equal(countedAs(matter(record("person", { name: "N. Bosman", email: "Noor@post.test" }))), "noor@post.test");
  assert.equal(countedAs(matter(record("person", { name: "Noor Bosman", email: "" }))), "bosman noor");
  assert.equal(countedAs(matter(record("contact", { name: "Noor Bosman", email: "" }))), "bosman noor");
  assert.equal(countedAs(matter()), "m");
  assert.deepEqual(matchOf(matter()), NOTHING);
});

test("a signal starts from every running matter of one's own that names the same person", () => {
  const nobody = { name: "", email: "" };
  const one = (/** @type {string} */ id, /** @type {string} */ name, running = true) => ({ id, alias: id, running, visitor: nobody, named: { name, email: "" } });
  const known = [one("same", "Piet Jansen"), one("other", "Els Vos"), one("closed", "Piet Jansen", false), one("nobody", "")];
  assert.deepEqual(alsoNamed({ name: "Piet Jansen", email: "" }, known).map(({ id }) => id), ["same"]);
  assert.deepEqual(alsoNamed(nobody, known), []);
});
