// Carrying out a visitor's wish: everything sealed in a matter is destroyed, and its keys leave the keyring.
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { standingWishes } from "../vault/wishes.js";
import { withdrawAll } from "./keeping-up.js";
import { latest } from "./latest.js";
import { loadMatter } from "./matter.js";
import { inTurn, saveKeyring, vault } from "./vault.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */

/** Whether the visitor asked for it, and did not take it back. @param {OpenMatter} matter */
export const wantsErasing = (matter) => matter.served.mine && standingWishes(latest(matter, "wish"), "delete").length > 0;

// As the server says it, who is not asked first.
const TAKEN_BACK = "De inbrenger nam de vraag terug. Er is niets gewist. Lees het gesprek en ga daarin verder.";

/** What goes, counted: of the conversation what both sides said and asked, as it is shown. @param {OpenMatter} matter */
export function whatGoes(matter) {
  const count = (/** @type {string} */ kind) => latest(matter, kind).length;
  return { messages: count("message") + count("wish"), notes: count("note"), files: count("file"), person: count("person") > 0, readers: new Set(matter.served.shares.filter(({ withdrawn }) => !withdrawn).map(({ name }) => name)) };
}

/** @typedef {{id: string, organisation: {id: number, name: string}, keeper: string, on: string}} LeftErasure `/gesprekken/wisverzoeken.json` */

/** What a colleague kept who works here no more, and its visitor asked to destroy. @returns {Promise<LeftErasure[]>} */
export const loadErasures = async () => (await getJson("/gesprekken/wisverzoeken.json")).asked;

/** Destroys what a colleague kept, unread: nothing of it was compared by this vault. @param {string} id */
export const eraseLeft = (id) => inTurn(() => destroyed(id));

/** @param {string} id */
async function destroyed(id) {
  await postJson(`/gesprekken/${id}/wissen.json`, {});
  await saveKeyring(await vault.forgetMatters(id));
}

/**
 * First it is looked at once more whether the visitor still wants it: else a `Refusal` with code `taken_back`. Then it no longer counts among what is
 * compared, and then it goes.
 * @param {OpenMatter} matter
 */
export async function erase(matter) {
  const now = await loadMatter(matter.id, { passing: true });
  if (!wantsErasing(now)) throw new Refusal(TAKEN_BACK, "taken_back");
  await inTurn(async () => {
    await withdrawAll(now);
    await destroyed(now.id);
  });
}
