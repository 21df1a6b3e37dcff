// What an open conversation has beside its messages; it comes only when one is opened.
import "./door-attach.js";
import "./door-away.js";
import "./door-known.js";
import "./door-mail.js";
import { showCounted, showReaders } from "./standing.js";

/**
 * Shows all of it anew.
 * @param {ParentNode} page
 * @param {import("./room.js").Shown} shown
 * @param {(sent?: boolean) => Promise<void>} refresh draws the conversation again
 */
export function showBeside(page, shown, refresh) {
  showReaders(/** @type {HTMLElement} */ (page.querySelector("[data-talk-holders]")), shown);
  showCounted(/** @type {HTMLElement} */ (page.querySelector("[data-talk-register]")), shown);
  /** @type {HTMLElement} */ (page.querySelector("[data-talk-notes]")).hidden = !shown.about.taken_on;
  for (const part of page.querySelectorAll("door-attach, door-away, door-known, door-mail")) /** @type {any} */ (part).show(shown, refresh);
}
