// Reads one file away from the page, and away from the keys: what comes out is text.
import { withHidden } from "./hidden-rows.js";
import { BadSheet } from "./refusals.js";
import { gridsIn } from "./workbook.js";

/** @typedef {{grids: import("./workbook.js").Grid[]} | {refused: import("./refusals.js").Wrong, about: string}} Reply */

/** @param {Reply} reply */
const say = (reply) => globalThis.postMessage(reply);

globalThis.onmessage = async (/** @type {MessageEvent<Uint8Array>} */ { data }) => {
  try {
    say({ grids: await withHidden(gridsIn(data), data) });
  } catch (error) {
    say(error instanceof BadSheet ? { refused: error.wrong, about: error.about } : { refused: "broken", about: "" });
  }
};
