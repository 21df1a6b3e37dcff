// What a counsellor's browser checks about the visitor of a matter: whose key it is, and that both see the same conversation.
import { getJson } from "../desk/talk.js";
import { unb64 } from "../vault/bytes.js";
import { isVerdict } from "../vault/errors.js";
import { unseen } from "../vault/seen.js";
import { peopleOf } from "./people.js";
import { inTurn, saveBundle, vault } from "./vault.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./people.js").People} People */

/** @param {People} people @param {string} id */
const isKnown = ({ pins }, id) => pins.some(({ owner, visitor }) => visitor && owner === id);

/**
 * Pins the visitor of a colleague's matter, when who keeps it vouches for the key; people as they are known then.
 * @param {string} id
 * @param {import("./matter.js").ServedMatter} served
 * @param {People} people
 */
export async function learnVisitor(id, { mine, records, shred_key: shredKey }, people) {
  const vouched = records.filter(({ part, kind }) => part === "conversation" && kind === "introduction");
  if (mine || isKnown(people, id) || vouched.length === 0) return people;
  const read = vouched.map(({ id: record, epoch, kind, revision, sealed }) => ({ id: record, epoch, kind, revision, envelope: unb64(sealed) }));
  await inTurn(async () => {
    const bundle = await vault.vouchedVisitor(id, { shredKey: unb64(shredKey), records: read });
    if (bundle) await saveBundle(bundle);
  });
  return peopleOf(id);
}

/** The links of chains that were checked from their beginning, by matter and epoch, for as long as the vault is open. @type {Map<string, {newest: string, names: string[]}>} */
const checked = new Map();
vault.session.onChange((open) => {
  if (!open) checked.clear();
});

/**
 * How many of the messages name another conversation than this one: who wrote them was shown something else.
 * @param {OpenMatter} matter whose people and records are there
 * @param {number[]} epochs of the conversation that are open to me
 */
export async function seenElsewhere(matter, epochs) {
  if (!isKnown(matter.people, matter.id)) return 0;
  const whole = epochs.filter((epoch) => matter.heads.has(`conversation ${epoch}`));
  const there = new Set((await Promise.all(whole.map((epoch) => chainOf(matter, epoch)))).flat());
  const said = matter.records.filter(({ part }) => part === "conversation");
  return [...unseen(there, said, whole).values()].flat().length;
}

/** @param {OpenMatter} matter @param {number} epoch */
async function chainOf({ id, heads, people, served }, epoch) {
  const name = `${id} ${epoch}`;
  const newest = heads.get(`conversation ${epoch}`)?.hash ?? "";
  const known = checked.get(name);
  if (known?.newest === newest) return known.names;
  const { manifests } = await getJson(`/kwesties/${id}/keten.json?part=conversation&epoch=${epoch}&vanaf=1`);
  const links = manifests.map((/** @type {{counter: number, sealed: string}} */ { counter, sealed }) => ({ counter, envelope: unb64(sealed) }));
  try {
    const names = await vault.linkNames(id, { part: "conversation", epoch, shredKey: unb64(served.shred_key), people: people.pins.map(({ owner }) => owner), manifests: links, records: [] });
    checked.set(name, { newest, names });
    return names;
  } catch (error) {
    if (!isVerdict(error)) throw error;
    // A chain that does not hold together vouches for nothing.
    return [];
  }
}
