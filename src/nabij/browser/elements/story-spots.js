// What the linter found in a text that stands ready: kept in this tab for who goes back to writing, and where to go then.
import { goTo, keepLeft } from "../day/story-left.js";

/** @typedef {import("../day/story-left.js").Left} Left */

/** @param {Element} spot @returns {Left} */
function leftOf(spot) {
  const quote = spot.querySelector(".quote");
  const mark = quote?.querySelector("mark");
  return {
    place: spot.getAttribute("data-place") ?? "", before: mark?.previousSibling?.textContent ?? "", found: mark?.textContent ?? "", after: mark?.nextSibling?.textContent ?? "",
    why: spot.querySelector(".why")?.textContent ?? "",
  };
}

class StorySpots extends HTMLElement {
  connectedCallback() {
    const report = this.dataset.report ?? "";
    const open = [...this.querySelectorAll("[data-open]")];
    keepLeft(report, open.map(leftOf));
    this.addEventListener("submit", (event) => {
      const spot = /** @type {Element} */ (event.target).closest("[data-open]");
      if (spot && /** @type {SubmitEvent} */ (event).submitter?.getAttribute("value") === "changed") goTo(report, leftOf(spot));
    });
  }
}

customElements.define("nabij-story-spots", StorySpots);
