// Hands a file to the Worker that reads it: one Worker per file, ended when it has answered or takes too long.
import { workerUrl } from "../vault/scrypt.js";
import { BadSheet } from "./refusals.js";
import { MOST_BYTES } from "./limits.js";

/** @typedef {import("./workbook.js").Grid} Grid */

const WORKER = new URL("./sheet-worker.js", import.meta.url).href;
/** In milliseconds; a made file can keep a reader busy for ever. */
const PATIENCE = 30_000;

/** The sheets in a file, or `BadSheet`. @param {File} file @returns {Promise<Grid[]>} */
export async function readFile(file) {
  if (file.size > MOST_BYTES) throw new BadSheet("large");
  const bytes = new Uint8Array(await file.arrayBuffer().catch(() => { throw new BadSheet("broken"); }));
  const worker = new Worker(workerUrl(WORKER), { type: "module", name: "nabij-sheet" });
  let timer = 0;
  try {
    return await new Promise((resolve, reject) => {
      timer = window.setTimeout(() => reject(new BadSheet("slow")), PATIENCE);
      worker.onerror = () => reject(new BadSheet("broken"));
      worker.onmessage = (/** @type {MessageEvent<import("./sheet-worker.js").Reply>} */ { data }) => {
        if ("grids" in data) resolve(data.grids);
        else reject(new BadSheet(data.refused, data.about));
      };
      worker.postMessage(bytes);
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
