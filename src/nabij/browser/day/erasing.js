// Carrying out a visitor's wish: everything sealed in a matter is destroyed, and its keys leave the keyring.
import { getJson, postJson } from "../desk/talk.js";
import { withdrawAll } from "./keeping-up.js";
import { latest } from "./latest.js";
import { inTurn, saveKeyring, vault } from "./vault.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */

/** Whether the visitor asked for it. @param {OpenMatter} matter */
export const wantsErasing = (matter) => matter.served.mine && latest(matter, "wish").some(({ content }) => content.about === "delete");

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

/** First it no longer counts among what is compared; then it goes. @param {OpenMatter} matter */
export const erase = (matter) =>
  inTurn(async () => {
    await withdrawAll(matter);
    await destroyed(matter.id);
  });
