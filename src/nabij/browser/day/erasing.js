// Carrying out a visitor's wish: everything sealed in a matter is destroyed, and its keys leave the keyring.
import { postJson } from "../desk/talk.js";
import { withdrawAll } from "./keeping-up.js";
import { latest } from "./latest.js";
import { inTurn, saveKeyring, vault } from "./vault.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */

/** Whether the visitor asked for it. @param {OpenMatter} matter */
export const wantsErasing = (matter) => matter.served.mine && latest(matter, "wish").some(({ content }) => content.about === "delete");

/** What goes, counted. @param {OpenMatter} matter */
export function whatGoes(matter) {
  const count = (/** @type {string} */ kind) => latest(matter, kind).length;
  return { messages: count("message"), notes: count("note"), files: count("file"), person: count("person") > 0, readers: new Set(matter.served.shares.filter(({ withdrawn }) => !withdrawn).map(({ name }) => name)) };
}

/** First it no longer counts among what is compared; then it goes. @param {OpenMatter} matter */
export const erase = (matter) =>
  inTurn(async () => {
    await withdrawAll(matter);
    await postJson(`/gesprekken/${matter.id}/wissen.json`, {});
    await saveKeyring(await vault.forgetMatters(matter.id));
  });
