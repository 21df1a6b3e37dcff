// What a departure asks of those who stay, done by their own browser: the next key, and what was compared with the former one made anew. Cut off anywhere, it goes on at the next opening.
import { forgetFormer, keepKeys } from "./comparing.js";
import { renewMine, whyNot } from "./keeping-up.js";
import { vault } from "./vault.js";

/** @typedef {{made: boolean, done: number, left: number, others: string[], why: string}} Rotated `made`: the next key; `done`: own matters made anew now; `left`: of the pair together, still to be; `others`: who else works there; `why` it waits */

const TOOLS = { keepKeys, renewMine, forgetFormer };

/** What waited where all of one's own was looked through: as long as it is the same, none of it is one's own. @type {Map<number, string>} */
const looked = new Map();
vault.session.onChange((open) => {
  if (!open) looked.clear();
});

/**
 * Goes as far as it goes now at one organisation.
 * @param {number} organisation
 * @param {(done: number, of: number) => void} onProgress
 * @param {typeof TOOLS} [tools]
 * @returns {Promise<Rotated>}
 */
export async function rotateAt(organisation, onProgress, tools = TOOLS) {
  const keys = await tools.keepKeys(organisation);
  const told = (/** @type {import("./comparing.js").Keys} */ { stand, others }) => ({ made: keys.rotated, left: stand.waiting.length, others: others.map(({ name }) => name) });
  const stuck = whyNot(keys);
  if (stuck) return { ...told(keys), done: 0, why: stuck };
  const before = keys.stand.waiting.join();
  const { done, why } = before === "" || looked.get(organisation) === before ? { done: 0, why: "" } : await tools.renewMine(keys, onProgress);
  const after = await tools.keepKeys(organisation);
  if (!after.trouble) await tools.forgetFormer(after);
  if (!why) looked.set(organisation, after.stand.waiting.join());
  return { ...told(after), done, why };
}
