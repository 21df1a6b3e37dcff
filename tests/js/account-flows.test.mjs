// What a counsellor does with the vault itself, against a server that keeps what it is told and can lose its voice.
import assert from "node:assert/strict";
import test from "node:test";
import { Offline, Refusal } from "../../src/nabij/browser/desk/talk.js";
import { decryptWith } from "../../src/nabij/browser/vault/age.js";
import { unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { readRecoveryCode } from "../../src/nabij/browser/vault/recovery-code.js";
import { asideOf, keysOf } from "../../src/nabij/browser/vault/session.js";
import { signWrite } from "../../src/nabij/browser/vault/write.js";
import { PRACTICE, WORDS, b64, cheapScrypt, keyringSaved, newDevice, newMatter, write } from "./practice.mjs";

// The shared vault of a tab asks for a store of heads as soon as it is made; these tests bring vaults of their own.
globalThis.indexedDB ??= {};
const {
  DraftsNotKept, NotTheSame, addPasskey, addWords, exportEverything, mattersToRenew, removeWay, renew, renewMatters, replaceRecoveryCode, sameCode, sameWords, setUp, waysIn,
} = await import("../../src/nabij/browser/day/account.js");

const prf = () => crypto.getRandomValues(new Uint8Array(32));
const OTHER_CODE = "0000-1111-2222-3333-4444-5555-6666-7777";

/** The key by which this write would be proven. */
async function signs(session, setAside) {
  const { signer, user } = setAside ? asideOf(session) : keysOf(session);
  const body = new TextEncoder().encode("{}");
  assert.equal(await session.proof("/x.json", body, { setAside }), await signWrite(signer, user, "/x.json", body));
  return signer.sign;
}

/** A server with one account, and a vault that talks to it. */
function newDesk() {
  const user = crypto.randomUUID();
  const served = { user, practice: PRACTICE, role: "counsellor", today: "2026-11-21", slots: [], slots_version: 0, bundle: null, keyring: null };
  const posted = [];
  const voice = { mute: 0 };
  const based = (was, { based_on: on, sealed }) => {
    if (was.version !== on) throw new Refusal("Overtaken", "stale");
    return { version: on + 1, sealed };
  };
  const keep = {
    "/kluis/inrichten.json": ({ slots, bundle, keyring, public_key }) => Object.assign(served, { public_key, slots, slots_version: 1, bundle: { version: 1, sealed: bundle }, keyring: { version: 1, sealed: keyring } }),
    "/kluis/vernieuwen.json": ({ slots, bundle, keyring, public_key = served.public_key }) =>
      Object.assign(served, { public_key, slots, slots_version: served.slots_version + 1, bundle: based(served.bundle, bundle), keyring: based(served.keyring, keyring) }),
    "/kluis/sloten.json": ({ based_on, add, remove, bundle }) => {
      if (based_on !== served.slots_version) throw new Refusal("Overtaken", "stale");
      served.slots_version += 1;
      if (bundle) served.bundle = based(served.bundle, bundle);
      served.slots = [...served.slots.filter(({ id }) => !remove.includes(id)), ...add];
    },
  };
  const seen = new Set();
  const tools = {
    vault: newDevice(),
    scrypt: cheapScrypt,
    getJson: async () => structuredClone(served),
    async postJson(url, body, { setAside = false } = {}) {
      const sign = await signs(tools.vault.session, setAside);
      if (served.public_key && url !== "/kluis/inrichten.json" && served.public_key.sign !== sign) throw new Refusal("Vernieuwd", "proof");
      posted.push([url, body]);
      const key = JSON.stringify([url, body]);
      // Nothing is done twice when the same comes again.
      if (!seen.has(key)) keep[url](body);
      seen.add(key);
      if (voice.mute-- > 0) throw new Offline();
      return { saved: true };
    },
    loadDrafts: async () => [],
    keepDrafts: async () => {},
  };
  return { served, posted, voice, tools, user };
}

/** A vault that was set up. */
async function withVault(method = { words: WORDS }) {
  const desk = newDesk();
  const paper = await setUp(method, undefined, desk.tools);
  await paper.finish(paper.recoveryCode);
  return { ...desk, code: paper.recoveryCode };
}

/** Unlocks a fresh device with what the server has now. */
async function openedBy({ served, user }, kind, by) {
  const { bundle, keyring, slots } = served;
  const versioned = ({ version, sealed }) => ({ version, envelope: unb64(sealed) });
  const slot = slots.find((one) => one.kind === kind);
  const vault = newDevice();
  const account = { practice: PRACTICE, user, bundle: versioned(bundle), keyring: versioned(keyring) };
  await vault.unlock(account, { kind, id: slot.id, slot: unb64(slot.sealed), ...by });
  return vault;
}

test("nothing is stored before the code was typed back, however it is typed then", async () => {
  const desk = newDesk();
  const paper = await setUp({ words: WORDS }, undefined, desk.tools);
  for (const typed of ["", OTHER_CODE, paper.recoveryCode.slice(1)]) await assert.rejects(paper.finish(typed), NotTheSame);
  assert.deepEqual(desk.posted, []);
  assert.equal(desk.tools.vault.session.isOpen(), false);
  await paper.finish(` ${paper.recoveryCode.toLowerCase().replaceAll("-", "  ").replaceAll("0", "o").replaceAll("1", "i")} `);
  assert.equal(desk.tools.vault.session.isOpen(), true);
  assert.deepEqual(desk.served.slots.map(({ kind }) => kind), ["words", "recovery"]);
  await openedBy(desk, "recovery", { typed: paper.recoveryCode });
});

test("a passkey's slot carries its id, and neither its secret nor the code is sent", async () => {
  const result = prf();
  const desk = await withVault({ passkey: { prf: result, credentialId: "AQIDBAUGBwgJCgsMDQ4PEA" } });
  const [slot] = desk.served.slots;
  assert.deepEqual([slot.kind, slot.credential_id], ["passkey", "AQIDBAUGBwgJCgsMDQ4PEA"]);
  await openedBy(desk, "passkey", { prf: result });
  const sent = JSON.stringify(desk.posted);
  assert.equal(sent.includes(b64(result)), false);
  assert.equal(sent.includes(desk.code), false);
});

test("when no answer came, the same bytes go again and the vault opens", async () => {
  const desk = newDesk();
  const paper = await setUp({ words: WORDS }, undefined, desk.tools);
  desk.voice.mute = 1;
  await assert.rejects(paper.finish(paper.recoveryCode), Offline);
  assert.equal(desk.tools.vault.session.isOpen(), false);
  await paper.finish(paper.recoveryCode);
  assert.deepEqual(desk.posted[0], desk.posted[1]);
  assert.equal(desk.tools.vault.session.isOpen(), true);
});

test("a new recovery code counts once typed back; then the old one opens nothing, and exports go to the new one", async () => {
  const desk = await withVault();
  const paper = await replaceRecoveryCode(undefined, desk.tools);
  await assert.rejects(paper.finish(desk.code), NotTheSame);
  await openedBy(desk, "recovery", { typed: desk.code });
  desk.voice.mute = 1;
  await assert.rejects(paper.finish(paper.recoveryCode), Offline);
  await paper.finish(paper.recoveryCode);
  await assert.rejects(openedBy(desk, "recovery", { typed: desk.code }), { name: "WrongSecret" });
  await openedBy(desk, "recovery", { typed: paper.recoveryCode });
  assert.equal(desk.served.slots.filter(({ kind }) => kind === "recovery").length, 1);
  const file = await desk.tools.vault.makeExport([], new Date());
  await decryptWith(file, (await readRecoveryCode(paper.recoveryCode)).identity);
  await assert.rejects(decryptWith(file, (await readRecoveryCode(desk.code)).identity));
});

test("passkeys and words come and go, and a passkey added twice is one", async () => {
  const desk = await withVault();
  const result = prf();
  await addPasskey({ prf: prf(), credentialId: "AQIDBAUGBwgJCgsMDQ4PEA" }, desk.tools);
  await addPasskey({ prf: result, credentialId: "AQIDBAUGBwgJCgsMDQ4PEA" }, desk.tools);
  assert.equal(desk.served.slots.filter(({ kind }) => kind === "passkey").length, 1);
  await openedBy(desk, "passkey", { prf: result });
  await addWords("zes andere woorden voor mijn kluis", undefined, desk.tools);
  await assert.rejects(openedBy(desk, "words", { typed: WORDS }), { name: "WrongSecret" });
  await openedBy(desk, "words", { typed: "zes andere woorden voor mijn kluis" });
  await removeWay(desk.served.slots.find(({ kind }) => kind === "words").id, desk.tools);
  assert.deepEqual(desk.served.slots.map(({ kind }) => kind).sort(), ["passkey", "recovery"]);
});

test("one way besides the recovery code can never be taken away", () => {
  const slot = (id, kind, credential_id = "") => ({ id, kind, credential_id, sealed: "" });
  const removable = (slots) => waysIn(slots).filter((way) => way.removable).map(({ id }) => id);
  assert.deepEqual(removable([slot("r", "recovery"), slot("w", "words")]), []);
  assert.deepEqual(removable([slot("w", "words"), slot("r", "recovery"), slot("p", "passkey", "aaaa")]), ["p", "w"]);
  const ways = waysIn([slot("p", "passkey", "zzzz"), slot("q", "passkey", "aaaa"), slot("r", "recovery")]);
  assert.deepEqual(ways.map(({ label }) => label), ["Passkey die eindigt op aaaa", "Passkey die eindigt op zzzz", "Herstelcode op papier"]);
  const labels = (...names) => waysIn(names.map((name, at) => ({ ...slot(`${at}`, "passkey", `aaa${at}`), name }))).map(({ label }) => label);
  assert.deepEqual(labels("Firefox op Windows"), ["Passkey Firefox op Windows"]);
  assert.deepEqual(labels("Telefoon", "", "Sleutel", "Sleutel"), ["Passkey Telefoon", "Passkey die eindigt op aaa1", "Passkey Sleutel die eindigt op aaa2", "Passkey Sleutel die eindigt op aaa3"]);
});

test("after a lost passkey the former ways open nothing, and what was being typed is kept", async () => {
  const desk = await withVault();
  const kept = [];
  desk.tools.loadDrafts = async () => [{ id: "d", content: { about: "x", open: desk.tools.vault.session.isOpen() } }];
  desk.tools.keepDrafts = async (drafts) => void kept.push(...drafts, desk.tools.vault.session.isOpen());
  const result = prf();
  const paper = await renew("lost", { passkey: { prf: result, credentialId: "AQIDBAUGBwgJCgsMDQ4PEA" } }, undefined, desk.tools);
  await assert.rejects(paper.finish(desk.code), NotTheSame);
  await openedBy(desk, "words", { typed: WORDS });
  await paper.finish(paper.recoveryCode);
  assert.deepEqual(kept, [{ id: "d", content: { about: "x", open: true } }, true]);
  assert.equal("public_key" in desk.posted.at(-1)[1], false);
  assert.deepEqual(desk.served.slots.map(({ kind }) => kind), ["passkey", "recovery"]);
  await openedBy(desk, "passkey", { prf: result });
  await assert.rejects(openedBy(desk, "recovery", { typed: desk.code }), { name: "WrongSecret" });
});

test("a renewal that arrived without an answer goes again, proven with the key that counts by then", async () => {
  const desk = await withVault();
  const before = desk.served.public_key.sign;
  let opened = 0;
  desk.tools.loadDrafts = async () => [{ id: "d", content: { about: "x", time: (opened += 1) } }];
  const kept = [];
  desk.tools.keepDrafts = async (drafts) => void kept.push(...drafts.map(({ content }) => content.time));
  const paper = await renew("seen", { words: WORDS }, undefined, desk.tools);
  desk.voice.mute = 1;
  await assert.rejects(paper.finish(paper.recoveryCode), Offline);
  assert.notEqual(desk.served.public_key.sign, before);
  await paper.finish(paper.recoveryCode);
  assert.deepEqual(desk.posted.at(-1), desk.posted.at(-2));
  assert.equal((await desk.tools.vault.me()).sign, desk.served.public_key.sign);
  assert.deepEqual(kept, [1]);
});

test("a vault that was renewed elsewhere is not renewed again from an old tab", async () => {
  const desk = await withVault();
  const paper = await renew("seen", { words: WORDS }, undefined, desk.tools);
  desk.served.public_key = { recipient: "age1elsewhere", sign: "elsewhere" };
  const { bundle, posted } = { bundle: desk.served.bundle, posted: desk.posted.length };
  await assert.rejects(paper.finish(paper.recoveryCode), { code: "proof" });
  assert.deepEqual([desk.served.bundle, desk.posted.length], [bundle, posted]);
  assert.equal(desk.tools.vault.session.isOpen(), true);
});

test("a renewal stops with a name when something typed is kept nowhere, and goes on when it can be", async () => {
  const desk = await withVault();
  desk.tools.loadDrafts = async () => [{ id: "d", content: { about: "x", text: "Half geschreven" } }];
  const tries = [];
  desk.tools.keepDrafts = async ([{ id, content }]) => {
    const sealed = await desk.tools.vault.sealDraftAside(id, content);
    tries.push([content.text, sealed]);
    if (tries.length === 1) throw new DraftsNotKept();
  };
  const paper = await renew("seen", { words: WORDS }, undefined, desk.tools);
  await assert.rejects(paper.finish(paper.recoveryCode), (error) => error.name === "DraftsNotKept" && error.sentence.includes("probeer het opnieuw"));
  assert.equal(desk.tools.vault.session.isOpen(), true);
  await paper.finish(paper.recoveryCode);
  assert.deepEqual(tries.map(([text]) => text), ["Half geschreven", "Half geschreven"]);
  assert.deepEqual(await desk.tools.vault.openDraft("d", tries[1][1]), { about: "x", text: "Half geschreven" });
});

/** Cards of matters as the server would serve them. */
const cardsOf = (user, matters) =>
  matters.map(({ id, grants }) => ({ id, alias: id.slice(0, 4), mine: true, closed_month: null, grants: grants.filter(({ owner }) => owner === user).map(({ part, epoch, grant }) => ({ part, epoch, sealed: b64(grant) })) }));

test("after a vault was seen every running matter is renewed once, and stopping half way loses nothing", async () => {
  const desk = await withVault();
  const { vault } = desk.tools;
  const mine = { vault, user: desk.user, account: {} };
  const matters = [await newMatter(mine), await newMatter(mine), await newMatter(mine)];
  desk.served.keyring = { version: 4, sealed: b64(mine.account.keyring.envelope) };
  desk.tools.loadCards = async () => ({ matters: cardsOf(desk.user, matters), elsewhere: [] });
  assert.deepEqual(await mattersToRenew(desk.tools), { mine: [], shared: 0 });

  const paper = await renew("seen", { words: WORDS }, undefined, desk.tools);
  await paper.finish(paper.recoveryCode);
  assert.equal(desk.posted.at(-1)[1].public_key.sign, (await vault.me()).sign);
  const todo = (await mattersToRenew(desk.tools)).mine;
  assert.deepEqual(todo.map(({ id }) => id), matters.map(({ id }) => id));

  let left = 1;
  desk.tools.loadMatter = async (id) => matters.find((matter) => matter.id === id);
  desk.tools.renewKeys = async (matter) => {
    if (left-- === 0) throw new Offline();
    const begun = await vault.newEpoch(matter.id, []);
    await keyringSaved(mine, begun.keyring);
    matter.grants.push(...begun.grants);
    return { left: matter.id === matters[2].id ? [{ name: "Bram", why: "er is geen toestemming die nu geldt" }] : [] };
  };
  await assert.rejects(renewMatters(todo, undefined, desk.tools), Offline);
  const rest = (await mattersToRenew(desk.tools)).mine;
  assert.deepEqual(rest.map(({ id }) => id), matters.slice(1).map(({ id }) => id));

  left = Infinity;
  const counts = [];
  assert.deepEqual(await renewMatters(rest, ({ done, total }) => counts.push(`${done}/${total}`), desk.tools), { failed: [], leftOut: [{ id: rest[1].id, alias: rest[1].alias, left: [{ name: "Bram", why: "er is geen toestemming die nu geldt" }] }] });
  assert.deepEqual(counts, ["0/2", "1/2", "2/2"]);
  assert.deepEqual(await mattersToRenew(desk.tools), { mine: [], shared: 0 });
});

test("a matter whose card without a name has a key from before is still to be renewed", async () => {
  const desk = await withVault();
  const { vault } = desk.tools;
  const mine = { vault, user: desk.user, account: {} };
  const matter = await newMatter(mine);
  const begin = async (parts) => {
    const begun = await vault.newEpoch(matter.id, [], parts);
    await keyringSaved(mine, begun.keyring);
    matter.grants.push(...begun.grants);
    return { left: [] };
  };
  await begin(["peer"]);
  desk.served.keyring = { version: 3, sealed: b64(mine.account.keyring.envelope) };
  desk.tools.loadCards = async () => ({ matters: cardsOf(desk.user, [matter]), elsewhere: [] });
  const paper = await renew("seen", { words: WORDS }, undefined, desk.tools);
  await paper.finish(paper.recoveryCode);
  await begin(["conversation", "notes"]);
  assert.deepEqual((await mattersToRenew(desk.tools)).mine.map(({ id }) => id), [matter.id]);
  await begin(["peer"]);
  assert.deepEqual((await mattersToRenew(desk.tools)).mine, []);
});

test("a server cannot hide a matter from the renewal by serving old or no grants", async () => {
  const desk = await withVault();
  const { vault } = desk.tools;
  const mine = { vault, user: desk.user, account: {} };
  const [hidden, replayed] = [await newMatter(mine), await newMatter(mine)];
  desk.served.keyring = { version: 3, sealed: b64(mine.account.keyring.envelope) };
  const paper = await renew("seen", { words: WORDS }, undefined, desk.tools);
  await paper.finish(paper.recoveryCode);
  const other = await newMatter(mine);
  const cards = cardsOf(desk.user, [hidden, replayed]);
  cards[0].grants = [];
  cards[1].grants = cardsOf(desk.user, [other])[0].grants;
  desk.tools.loadCards = async () => ({ matters: cards, elsewhere: [] });
  assert.equal((await mattersToRenew(desk.tools)).mine.length, 2);
});

test("a matter that cannot be renewed is named and the others go on", async () => {
  const desk = await withVault();
  desk.tools.loadMatter = async (id) => id;
  const refused = new Error("pair not compared");
  desk.tools.renewKeys = async (id) => {
    if (id === "a") throw refused;
    return { left: [] };
  };
  const { failed } = await renewMatters([{ id: "a", alias: "Roos" }, { id: "b", alias: "Iris" }], undefined, desk.tools);
  assert.deepEqual(failed, [{ id: "a", alias: "Roos", error: refused }]);
});

test("an export holds running and closed matters with their files, and names what did not open", async () => {
  const desk = await withVault();
  const { vault } = desk.tools;
  const mine = { vault, user: desk.user, account: {} };
  const matters = [await newMatter(mine), await newMatter(mine), await newMatter(mine)];
  const { record, file } = await vault.sealFile(new TextEncoder().encode("bijlage"), { name: "brief.txt", type: "text/plain" });
  const [fileId, gone] = [crypto.randomUUID(), crypto.randomUUID()];
  await write(mine, matters[1].id, matters[1].notes, [["file", fileId, 1, record], ["file", gone, 1, record]]);
  desk.tools.loadCards = async () => ({ matters: [{ id: matters[0].id, alias: "Roos" }] });
  desk.tools.loadClosed = async (page) => ({ matters: [{ id: matters[page].id, alias: page === 1 ? "Iris" : "Anjer" }], pages: 2 });
  desk.tools.loadMatter = async (id) => {
    if (id === matters[2].id) throw new Refusal("Dit is er niet", "not_found");
    const { notes } = matters.find((matter) => matter.id === id);
    const { records } = await vault.openRecords(id, notes);
    return { id, served: { register: { turn: "visitor" } }, troubles: [], aside: [], records: records.map((one) => ({ ...one, part: "notes", epoch: 1 })) };
  };
  desk.tools.getBytes = async (url) => {
    if (!url.endsWith(fileId)) throw new Refusal("Weg", "not_found");
    return file;
  };
  const made = await exportEverything(undefined, desk.tools);
  assert.deepEqual([made.name, made.matters, made.incomplete], ["nabij-export-2026-11-21.age", 2, [{ matter: matters[1].id, alias: "Iris", missing: [`file ${gone}`] }, { matter: matters[2].id, alias: "Anjer", missing: [] }]]);
  const zip = Buffer.from(await decryptWith(made.file, (await readRecoveryCode(desk.code)).identity)).toString();
  for (const text of [`matters/${matters[0].id}/matter.json`, `matters/${matters[1].id}/files/${fileId}-brief.txt`, "Eerste ontmoeting", "bijlage", `"incomplete":[{"matter":"${matters[1].id}","missing":["file ${gone}"]},{"matter":"${matters[2].id}","missing":[]}]`]) {
    assert.ok(zip.includes(text), text);
  }
});

test("an export stops when the vault locks, and is not handed over half", async () => {
  const desk = await withVault();
  desk.tools.loadCards = async () => ({ matters: [{ id: "a", alias: "Roos" }] });
  desk.tools.loadClosed = async () => ({ matters: [], pages: 1 });
  desk.tools.loadMatter = async () => {
    desk.tools.vault.session.lock();
    return desk.tools.vault.me();
  };
  await assert.rejects(exportEverything(undefined, desk.tools), { name: "Locked" });
});

test("typed words and codes are compared forgivingly", async () => {
  assert.equal(sameWords("  Een TWEE\ndrie vier  vijf zes", ["een", "twee", "drie", "vier", "vijf", "zes"]), true);
  assert.equal(sameWords("twee een drie vier vijf zes", ["een", "twee", "drie", "vier", "vijf", "zes"]), false);
  assert.equal(await sameCode("oooo iiii 2222 3333 4444 5555 6666 7777", OTHER_CODE), true);
  assert.equal(await sameCode("0000 1111 2222 3333 4444 5555 6666 7778", OTHER_CODE), false);
});
