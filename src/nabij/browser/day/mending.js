// The keeper makes a part whole again: a manifest over all that opens, which sets the rest aside.
import { postJson } from "../desk/talk.js";
import { b64 } from "../vault/bytes.js";
import { latest } from "./latest.js";
import { alone, loadMatter, noticing, tellOnce } from "./matter.js";
import { vault } from "./vault.js";
import { cardChange, cardOf, nextCard, revise } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Trouble} Trouble */

const BELOW = "Een deel is hersteld, en dit apparaat zag daar eerder iets nieuwers of anders. Wat de server niet gaf, is weg. Dit lees je één keer: kijk na wat je mist.";

/** Whether this person may and can mend this part. @param {OpenMatter} matter @param {Trouble} trouble */
export const mayMend = ({ served }, { shown, mending }) => served.mine && shown && mending !== null;

/**
 * Signs over what verifies and what opens, after every number that was used. Where the card was overwritten, it is written anew.
 * @param {OpenMatter} matter
 * @param {Trouble} trouble
 */
export async function mendPart(matter, { part, epoch, mending, below }) {
  if (!mending) throw new TypeError("Nothing that can be mended");
  await alone(matter.id, async () => {
    const next = await vault.mendedManifest(matter.id, part, epoch, mending);
    const manifests = [{ part, epoch, counter: next.counter, sealed: b64(next.envelope) }];
    await noticing(matter.id, postJson(`/kwesties/${matter.id}/herzien.json`, { sealed: { records: [], manifests }, draft: null }));
    await vault.manifestSaved(next);
  });
  const whole = await loadMatter(matter.id);
  const card = latest(whole, "card").at(-1);
  const overwritten = card && whole.aside.some(({ id, revision }) => id === card.id && revision > card.revision);
  if (overwritten && !whole.troubles.some((one) => one.part === "notes")) await revise(whole, [cardChange(nextCard(whole, card.id), cardOf(whole))]);
  // Told after the last look of our own: what went along with the mending shows nowhere any more.
  if (below) tellOnce(matter.id, BELOW);
}
