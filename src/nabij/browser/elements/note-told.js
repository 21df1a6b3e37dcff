// After a note was saved, which waits for nothing: that the report of its year is out.
import { toldAlready } from "../day/told-years.js";
import { el } from "../desk/dom.js";
import { announce, notice } from "../desk/say.js";

/** @param {HTMLElement | null} saved where it is told that the note was saved; null where a page says so itself @param {number} organisation @param {string} at */
export async function tellOut(saved, organisation, at) {
  const told = await toldAlready(organisation, at);
  if (!told) return;
  if (!saved) return void notice(told);
  saved.firstElementChild?.append(el("p", {}, told));
  announce(told);
}
