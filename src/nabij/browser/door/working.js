// How far it is with what takes seconds, beside the sentence that says what is being done.
import { el } from "../desk/dom.js";

/**
 * Does the work with a bar below the sentence, which names it to who cannot see it; afterwards the bar is gone.
 * @template T
 * @param {Element} status that says by now what is being done
 * @param {(onProgress: (done: number) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function during(status, work) {
  const bar = el("progress", { max: 1, value: 0, "aria-label": status.textContent });
  status.after(bar);
  try {
    return await work((done) => {
      bar.value = done;
    });
  } finally {
    bar.remove();
  }
}
