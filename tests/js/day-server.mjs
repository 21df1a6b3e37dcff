// The day modules at work against a server's memory that can be made to lie: rows per matter, who is listed, and what it says about a matter.
import assert from "node:assert/strict";
import { concat, utf8 } from "../../src/nabij/browser/vault/bytes.js";
import { openAccount } from "../../src/nabij/browser/vault/account.js";
import { passingHeads } from "../../src/nabij/browser/vault/heads.js";
import { verifies } from "../../src/nabij/browser/vault/signature.js";
import { WORDS, cheapScrypt, newCounsellor } from "./practice.mjs";

/** The server's memory: rows per matter, who is listed, and what it lies about the pieces of a matter. */
export const server = { matters: new Map(), listed: [], lie: (pieces) => pieces, self: "", keyrings: [], lists: [], patterns: () => ({ status: 404, said: {} }) };

/** @param {string} id */
function pieces(id) {
  const { grants, records, manifests, shares, shredKey } = server.matters.get(id);
  const newest = new Map(manifests.map((one) => [`${one.part} ${one.epoch}`, one]));
  return server.lie({
    register: { version: 1, organisation: 1, closed_month: null }, keeper: { id: server.self, name: "Amina" }, mine: true, visitor_handle: server.matters.get(id).visitor, records, manifests: [...newest.values()],
    encounters: server.matters.get(id).encounters, consents: server.matters.get(id).consents, breaks: server.matters.get(id).breaks,
    grants: grants.filter(({ grantee }) => grantee === server.self), holders: [], shred_key: shredKey, shares, files: [],
  });
}

function keep(id, { grants = [], sealed = { records: [], manifests: [] }, consent, colleague, encounter, ground, record_id: named, sequence, state, consents = [] }, given = true) {
  const kept = server.matters.get(id);
  kept.grants.push(...grants);
  kept.records.push(...sealed.records);
  kept.manifests.push(...sealed.manifests);
  if (encounter) kept.encounters.push({ month: "2026-11", ...encounter });
  if (ground) kept.breaks.push({ record_id: named, ground, month: "2026-11" });
  for (const { anew, ...one } of consents) kept.consents.push({ ...kept.consents.find((other) => other.sequence === anew), ...one, given: true, heard: true });
  if (consent) kept.consents.push({ ...consent, receiver: colleague, given });
  // heard, about somebody outside
  if (state) kept.consents.push({ sequence, record_id: named, receiver: null, width: "as_said", given: state === "given", heard: true });
  if (consent && colleague && !kept.shares.some((one) => one.colleague === colleague)) {
    kept.shares.push({ colleague, name: "Bram", width: consent.width, from_epoch: 1, withdrawn: false, left: false });
  }
}

/** As the register does it where the other matter stands alone. */
function sayVisitor(id, { same_as: other }) {
  server.said = (server.said ?? 0) + 1;
  server.matters.get(id).visitor = other ? server.matters.get(other).visitor : crypto.randomUUID();
}

function answer(path, body, query) {
  if (path === "/kwesties/openen.json") {
    server.matters.set(body.id, { grants: [], records: [], manifests: [], shares: [], encounters: [], consents: [], breaks: [], shredKey: body.shred_key, visitor: body.visitor_handle });
    keep(body.id, body);
  }
  if (path === "/kwesties/kaarten.json") return { elsewhere: [], closed: [], withdrawn: [], matters: server.lists.shift() ?? [] };
  if (path === "/kluis/sleutelbos.json") server.keyrings.push(body);
  if (path === "/kluis/sleutels.json") return { held: [...server.matters].flatMap(([id, { grants }]) => grants.filter(({ grantee }) => grantee === server.self).map(({ part, epoch }) => [id, part, epoch])) };
  if (path === "/kwesties/kaartketens.json") return { chains: [...server.matters].map(([id, { manifests }]) => ({ matter: id, manifests: manifests.filter(({ part }) => part === "notes").slice(-1) })) };
  if (path.startsWith("/patronen/")) return server.patterns(path.split("/").at(-1), body);
  if (path === "/kwesties/gesloten.json") return { matters: [], pages: 1 };
  if (path === "/kluis/staat.json") return { name: "Amina" };
  if (path === "/kluis/collegas.json") return { colleagues: server.listed };
  const [, id, step] = /^\/kwesties\/([0-9a-f-]{36})\/(.*)$/.exec(path) ?? [];
  if (step === "stukken.json") return pieces(id);
  if (step === "keten.json") return { manifests: server.matters.get(id).manifests.filter((one) => one.part === query.get("part") && one.epoch === Number(query.get("epoch")) && one.counter >= Number(query.get("vanaf"))) };
  if (step === "inbrenger.json") sayVisitor(id, body);
  if (id) keep(id, { ...body, sealed: body.sealed ?? undefined }, step !== "intrekken.json");
  return { saved: true, version: 2 };
}

/** The memory of a device, as far as heads need it. */
export const memory = new Map();
function request(result) {
  const asked = { result };
  queueMicrotask(() => asked.onsuccess?.());
  return asked;
}
const store = { get: (key) => request(memory.get(key)), put: (value, key) => request(void memory.set(key, value)), getAllKeys: () => request([]), getAll: () => request([]) };
globalThis.indexedDB = { open: () => request({ transaction: () => ({ objectStore: () => store }), close() {}, createObjectStore() {} }) };
globalThis.BroadcastChannel = class { postMessage() {} close() {} };
globalThis.location = new URL("http://werk.localhost/");
globalThis.document = { querySelector: () => null };
globalThis.fetch = async (url, { body, headers } = {}) => {
  const { pathname, searchParams } = new URL(url);
  if (body) await assertProven(pathname, body, headers["X-Nabij-Proof"]);
  const said = answer(pathname, body ? JSON.parse(body) : null, searchParams);
  const headersOf = { headers: { "Content-Type": "application/json" } };
  // What is refused is said with its status.
  return said?.said ? new Response(JSON.stringify(said.said), { ...headersOf, status: said.status }) : new Response(JSON.stringify(said), headersOf);
};

/** Every write is signed by who is at work, whatever it is. */
async function assertProven(path, body, proof) {
  const { user, sign } = await daily.me();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(body)));
  assert.ok(await verifies(sign, proof, concat(utf8("nabij/write/1\0"), utf8(JSON.stringify([user, path])), digest)), `${path} is not proven`);
}

export const { loadColleagues, pinChecked, vault: daily } = await import("../../src/nabij/browser/day/vault.js");
export const { loadMatter, onGone } = await import("../../src/nabij/browser/day/matter.js");
export const { mendPart } = await import("../../src/nabij/browser/day/mending.js");
export const { suspicions } = await import("../../src/nabij/browser/day/watch.js");
export const { renewKeys, share, withdraw } = await import("../../src/nabij/browser/day/sharing.js");
export const { cardOf, newIds, noteEncounter, openMatter, revise } = await import("../../src/nabij/browser/day/writing.js");

export const listed = (who, name) => ({ id: who.user, name, kind: "external", public_key: { owner: who.user, version: 1, ...who.keys } });

/** Amina at work, who compared digits with Bram and Dirk under their names; and a matter of her own. */
export async function atWork(t) {
  const [amina, bram, dirk] = [await newCounsellor(), await newCounsellor(), await newCounsellor()];
  const words = amina.slots.find(({ kind }) => kind === "words");
  daily.session.unlock(await openAccount(amina.account, { kind: "words", typed: WORDS, slot: words.slot }, cheapScrypt, passingHeads()));
  t.after(() => daily.session.lock());
  Object.assign(server, { self: amina.user, lie: (all) => all, listed: [listed(bram, "Bram"), listed(dirk, "Dirk")] });
  await pinChecked(bram.user, bram.keys, "Bram");
  await pinChecked(dirk.user, dirk.keys, "Dirk");
  const ids = newIds();
  await openMatter({ ids, organisation: 1, unit: null, register: {}, card: { alias: "Regenjas", next_step: "", aftercare: null }, encounter: null, note: null, turn: "counsellor", due: null, draft: null });
  return { amina, bram, dirk, id: ids.matter };
}

export const day = (shift) => new Date(Date.now() + shift * 86_400_000).toLocaleDateString("sv-SE");
export const asShared = (who) => ({ id: who.user, name: "Bram", kind: "external", keys: who.keys, pinned: true, checked: true, comparedAs: null, substituted: false, fingerprint: "" });
export const shareWith = async (who, id, over = {}) =>
  share(await loadMatter(id), { colleague: asShared(who), width: "everything", text: "Mag ik delen?", expires: null, today: day(0), peerCard: null, ...over });
export const granteesOf = (id, epoch) => new Set(server.matters.get(id).grants.filter((one) => one.epoch === epoch).map(({ grantee }) => grantee));

