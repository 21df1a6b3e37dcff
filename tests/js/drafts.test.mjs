import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** What this device keeps, unless its store refuses. */
const device = { kept: new Map(), full: false };
const request = (transaction, result) => {
  queueMicrotask(() => transaction.oncomplete());
  return { result };
};
const database = {
  transaction() {
    if (device.full) throw new DOMException("full", "QuotaExceededError");
    const transaction = {};
    transaction.objectStore = () => ({
      put: (sealed, id) => request(transaction, device.kept.set(id, sealed)),
      delete: (id) => request(transaction, device.kept.delete(id)),
      getAllKeys: () => request(transaction, [...device.kept.keys()]),
      getAll: () => request(transaction, [...device.kept.values()]),
    });
    return transaction;
  },
  close() {},
};
globalThis.indexedDB = {
  open() {
    const opening = { result: database };
    queueMicrotask(() => opening.onsuccess());
    return opening;
  },
};
globalThis.window = globalThis;
globalThis.location = { href: "http://werk.localhost/vandaag/", origin: "http://werk.localhost" };
globalThis.document = { querySelector: () => null };

const { Draft, loadDrafts, sendDraftsAgain, settleDrafts } = await import("../../src/nabij/browser/day/drafts.js");
const { vault } = await import("../../src/nabij/browser/day/vault.js");
const { DraftsNotKept, keepDrafts } = await import("../../src/nabij/browser/day/account.js");
const { isRefused, sentenceFor, standingAfter } = await import("../../src/nabij/browser/desk/say.js");
const { Offline, Refusal } = await import("../../src/nabij/browser/desk/talk.js");

const bytes = (content) => new TextEncoder().encode(JSON.stringify(content));
const opened = (sealed) => JSON.parse(new TextDecoder().decode(sealed));

let sent = [];
let reachable = true;

beforeEach(() => {
  device.kept.clear();
  device.full = false;
  sent = [];
  reachable = true;
});

/** A draft in an open vault, and what its states were. */
function draftIn(t, id = "one") {
  t.mock.method(vault.session, "isOpen", () => true);
  const seal = t.mock.method(vault, "sealDraft", async (_id, content) => bytes(content));
  t.mock.method(vault, "openDraft", async (_id, sealed) => opened(sealed));
  t.mock.method(globalThis, "fetch", async (address, { body, method }) => {
    if (!reachable) throw new TypeError("Failed to fetch");
    if (method === "POST") sent.push({ address, ...JSON.parse(body) });
    return new Response(JSON.stringify({ saved: true, drafts: [] }), { headers: { "Content-Type": "application/json" } });
  });
  const states = [];
  return { draft: new Draft({ id, onState: (state) => states.push(state) }), states, seal };
}

test("a failed seal blocks neither the next one nor the save", async (t) => {
  const { draft, states, seal } = draftIn(t);
  seal.mock.mockImplementationOnce(async () => {
    throw new Error("broken");
  });
  draft.type({ about: "x", text: "een" });
  assert.equal(await draft.settle(), false);
  assert.deepEqual(states, ["nowhere"]);
  assert.equal(await draft.settle(), true);
  assert.deepEqual(states, ["nowhere", "kept"]);
  assert.equal(sent.length, 1);
});

test("the server keeps it when this device does not, and the other way round", async (t) => {
  const { draft, states } = draftIn(t);
  device.full = true;
  draft.type({ about: "x", text: "een" });
  assert.equal(await draft.settle(), true);
  assert.equal(sent.at(-1).id, "one");
  device.full = false;
  reachable = false;
  draft.type({ about: "x", text: "twee" });
  assert.equal(await draft.settle(), true);
  assert.equal(device.kept.size, 1);
  assert.deepEqual(states, ["kept", "here"]);
});

test("what could be kept nowhere is kept as soon as it can be", async (t) => {
  const { draft, states } = draftIn(t);
  device.full = true;
  reachable = false;
  draft.type({ about: "x", text: "een" });
  assert.equal(await draft.settle(), false);
  reachable = true;
  await settleDrafts();
  assert.deepEqual(states, ["nowhere", "kept"]);
  assert.deepEqual(opened(Buffer.from(sent.at(-1).sealed, "base64")), { about: "x", text: "een" });
});

test("leaving keeps every form that has something new, once", async (t) => {
  const { draft } = draftIn(t);
  const other = new Draft({ id: "two" });
  draft.type({ about: "x", text: "een" });
  other.type({ about: "y", text: "twee" });
  await settleDrafts();
  await settleDrafts();
  assert.deepEqual(sent.map(({ id }) => id).sort(), ["one", "two"]);
});

test("a draft that was thrown away stays away, also on the server when this device fails", async (t) => {
  const { draft } = draftIn(t);
  draft.type({ about: "x", text: "een" });
  await draft.settle();
  draft.type({ about: "x", text: "twee" });
  device.full = true;
  await assert.rejects(draft.discard(), DOMException);
  assert.ok(sent.at(-1).address.endsWith("/kluis/concepten/one/weg.json"));
  draft.type({ about: "x", text: "drie" });
  await settleDrafts();
  assert.equal(sent.filter(({ sealed }) => sealed).length, 1);
});

test("drafts of the server are offered when this device can give none", async (t) => {
  draftIn(t);
  const sealed = Buffer.from(bytes({ about: "x" })).toString("base64");
  globalThis.fetch.mock.mockImplementation(async () => new Response(JSON.stringify({ drafts: [{ id: "three", sealed }] }), { headers: { "Content-Type": "application/json" } }));
  device.full = true;
  assert.deepEqual(await loadDrafts(), [{ id: "three", content: { about: "x" } }]);
});

test("a copy on this device that no longer opens gives way to the server's, and one that opens does not", async (t) => {
  draftIn(t);
  vault.openDraft.mock.mockImplementation(async (_id, sealed) => {
    if (opened(sealed).former) throw new Error("sealed under a former key");
    return opened(sealed);
  });
  const sealed = (content) => Buffer.from(bytes(content)).toString("base64");
  const drafts = ["renewed", "newer"].map((id) => ({ id, sealed: sealed({ about: "x", from: "server" }) }));
  globalThis.fetch.mock.mockImplementation(async () => new Response(JSON.stringify({ drafts }), { headers: { "Content-Type": "application/json" } }));
  device.kept.set("renewed", sealed({ about: "x", former: true }));
  device.kept.set("newer", sealed({ about: "x", from: "device" }));
  device.kept.set("lost", sealed({ about: "x", former: true }));
  const found = new Map((await loadDrafts()).map(({ id, content }) => [id, content.from]));
  assert.deepEqual([...found], [["renewed", "server"], ["newer", "device"]]);
});

test("only a refusal is said to be not saved; otherwise nobody claims to know", () => {
  const refused = new Refusal("Kies een datum.", "refused");
  assert.equal(standingAfter(refused), "Nog niet bewaard. Wat je typte staat er nog.");
  for (const error of [new Offline(), new TypeError("?"), new Refusal("Er ging iets mis bij ons.", "status_500")]) {
    assert.equal(isRefused(error), false);
    assert.match(standingAfter(error), /niet zeker of het bewaard is/);
  }
  assert.match(sentenceFor(new TypeError("?")), /We weten niet of alles bewaard is/);
  assert.doesNotMatch(sentenceFor(new TypeError("?")), /niets veranderd/);
});

test("during a renewal a draft that can be kept nowhere is named, and the next ones are not passed over in silence", async (t) => {
  draftIn(t);
  const sealed = t.mock.method(vault, "sealDraftAside", async (_id, content) => bytes(content));
  const drafts = [{ id: "one", content: { about: "x", text: "een" } }, { id: "two", content: { about: "y", text: "twee" } }];
  device.full = true;
  reachable = false;
  await assert.rejects(keepDrafts(drafts), (error) => error instanceof DraftsNotKept && error.sentence.includes("opnieuw"));
  device.full = false;
  await keepDrafts(drafts);
  assert.deepEqual([...device.kept.keys()], ["one", "two"]);
  assert.ok(sealed.mock.callCount() >= 3);
});

test("who types on is not waited for", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { draft, states } = draftIn(t);
  for (let key = 1; key <= 30; key += 1) {
    draft.type({ about: "x", text: "x".repeat(key) });
    t.mock.timers.tick(80);
    await new Promise(setImmediate);
  }
  assert.deepEqual(states, ["kept"]);
  assert.ok(opened(Buffer.from(device.kept.get("one"), "base64")).text.length >= 18);
});

test("a server that does not answer holds up nothing that this device keeps", async (t) => {
  const { draft } = draftIn(t);
  globalThis.fetch.mock.mockImplementation(() => new Promise(() => {}));
  draft.type({ about: "x", text: "een" });
  void draft.settle();
  draft.type({ about: "x", text: "twee" });
  void draft.settle();
  for (let turn = 0; turn < 50; turn += 1) await null;
  assert.equal(opened(Buffer.from(device.kept.get("one"), "base64")).text, "twee");
});

test("what the server did not hear goes again when it can be reached, once", async (t) => {
  const { draft, states } = draftIn(t, "again");
  reachable = false;
  draft.type({ about: "x", text: "een" });
  await draft.settle();
  reachable = true;
  await sendDraftsAgain();
  await sendDraftsAgain();
  assert.deepEqual(states, ["here", "kept"]);
  assert.equal(sent.filter(({ id }) => id === "again").length, 1);
});

test("a form that is empty again keeps nothing, here nor on the server, and can be typed in anew", async (t) => {
  const { draft, states } = draftIn(t);
  draft.type({ about: "x", text: "een" });
  await draft.settle();
  draft.forget();
  await draft.settle();
  assert.equal(device.kept.size, 0);
  assert.ok(sent.at(-1).address.endsWith("/kluis/concepten/one/weg.json"));
  draft.type({ about: "x", text: "twee" });
  await draft.settle();
  assert.deepEqual(states, ["kept", "empty", "kept"]);
  assert.equal(device.kept.size, 1);
});
