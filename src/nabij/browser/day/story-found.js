// What is still open of a story that stood ready, sealed with it: it quotes the text, so it lies where the text lies. A reload or the other author finds it.
import { saveSections } from "./story.js";
import { leftUnsealed, takeSealed } from "./story-left.js";

/** @typedef {import("./story.js").OpenStory} OpenStory */
/** @typedef {import("./story-left.js").Left} Left */

/** The section that holds it; no part of the text, so nothing of it is set ready. */
const FOUND = "left";

/** The story with what this tab found, or this tab with what the story holds. @param {OpenStory} story @returns {Promise<OpenStory>} */
export async function withFound(story) {
  const found = leftUnsealed(story.report);
  const kept = story.sections.get(FOUND);
  const sealed = /** @type {Left[]} */ (kept?.value ?? []);
  if (!found || (found.length === 0 && sealed.length === 0)) {
    takeSealed(story.report, sealed);
    return story;
  }
  try {
    const saved = (await saveSections(story, [{ name: FOUND, value: found, base: kept?.revision ?? 0 }])).story;
    takeSealed(story.report, found);
    return saved;
  } catch {
    // without a connection it stays in this tab, and is sealed the next time the story opens
    return story;
  }
}
