// Opens or makes one scrypt slot, or stretches a visitor's words, away from the page, so that the page keeps drawing. At full cost: a message cannot lower it.
import { makeScryptSlot, openScryptSlot } from "./slots.js";
import { visitorRoot } from "./visitor-root.js";

/** @typedef {import("./scrypt.js").Job} Job */

/** @param {import("./scrypt.js").Reply} reply */
const say = (reply) => globalThis.postMessage(reply);

/** A hundred times on the way, not the ten thousand times that it is called. */
const STEP = 0.01;

/** @param {Job} job */
async function run(job) {
  let told = 0;
  const onProgress = (/** @type {number} */ done) => {
    if (done < 1 && done - told < STEP) return;
    told = done;
    say({ progress: done });
  };
  const options = { onProgress };
  if (job.task === "root") return visitorRoot(job.typed, job.salt, onProgress);
  return job.task === "open" ? openScryptSlot(job.file, job.kind, job.typed, options) : makeScryptSlot(job.uvk, job.kind, job.typed, options);
}

globalThis.onmessage = async (/** @type {MessageEvent<Job>} */ { data }) => {
  try {
    say({ bytes: await run(data) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error("Not an error");
    say({ refused: name, message });
  }
};
