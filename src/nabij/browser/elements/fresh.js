// The quiet mark on a page that was left open: something is new, and a way to see it. Nothing is redrawn under who reads or types.
import { el, fill } from "../desk/dom.js";

/** Stays at the foot, so that nothing moves under a finger when it speaks. */
export const freshPlace = () => el("div", { class: "fresh", role: "status", "data-part": "fresh" });

/** Said politely. @param {HTMLElement} place @param {string} label of the way to see it @param {() => void} renew */
export const tellFresh = (place, label, renew) => fill(place, el("p", {}, "Er is iets nieuws. ", el("button", { type: "button", class: "link", onclick: renew }, label)));
