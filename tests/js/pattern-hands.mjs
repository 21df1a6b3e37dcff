// Hands that write down in a matter who came and whom they named, at a server that knows of tokens.
import { atWork, loadMatter, newIds, openMatter, revise, server } from "./day-server.mjs";
import { patternServer } from "./pattern-server.mjs";

const ids = new Map();
/** Writes the newest revision of the only record of a kind. */
export async function writes(id, kind, content) {
  const key = `${id} ${kind}`;
  const { record = crypto.randomUUID(), revision = 0 } = ids.get(key) ?? {};
  ids.set(key, { record, revision: revision + 1 });
  await revise(await loadMatter(id), [{ part: "notes", kind, id: record, revision: revision + 1, content }]);
  return loadMatter(id);
}
export const names = (id, name, email = "") => writes(id, "named_party", { name, email, relation: "" });
export const calls = (id, name, email = "") => writes(id, "person", { name, email, phone: "", contact: "" });

export async function another(alias) {
  const fresh = newIds();
  await openMatter({ ids: fresh, organisation: 1, unit: null, register: {}, card: { alias, next_step: "", aftercare: null }, encounter: null, note: null, turn: "counsellor", due: null, draft: null });
  return fresh.matter;
}

export async function scene(t) {
  const { amina, bram, id } = await atWork(t);
  const rows = patternServer([{ ...amina, name: "Amina" }, { ...bram, name: "Bram" }]);
  return { amina, bram, id, rows };
}

const card = (id, alias) => ({ id, organisation: { id: 1, name: "De Linde" }, unit: null, keeper: { id: server.self, name: "Amina" }, mine: true, answered: false, shared: false, shred_key: server.matters.get(id).shredKey, card: server.matters.get(id).records.filter(({ kind }) => kind === "card").at(-1), turn: "counsellor", due: null, opened_month: "2026-11", closed_month: null, aftercare_month: null, primary_nature: "", version: 1, alias });
/** What the next list of cards holds. */
export const lists = (...those) => server.lists.push(those.map(([id, alias]) => card(id, alias)));
