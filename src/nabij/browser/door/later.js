// The conversation's part of the page: fetched when one is opened or just began, and put in its place.
import { forgetPhrases } from "./phrases.js";

/** @param {string} address @returns {Promise<Document>} as the browser reads it from the answer: no text of ours becomes markup */
function documentAt(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onerror = request.onabort = request.ontimeout = () => reject(new Error("no answer"));
    request.onload = () => (request.status === 200 && request.response ? resolve(request.response) : reject(new Error(`answered ${request.status}`)));
    request.send();
  });
}

/** @type {Promise<void> | null} */
let coming = null;

/** Brings it once, with what wakes it; where that fails, the page says so and it can be asked for again. @param {HTMLElement} place */
export function bring(place) {
  coming ??= put(place).catch(() => {
    coming = null;
    told(place, true);
  });
  return coming;
}

/** Its scripts are on their way at the same time; the fields are there as soon as they can be. @param {HTMLElement} place */
async function put(place) {
  told(place, false);
  const woken = import("./door-conversation.js");
  woken.catch(() => null);
  if (!place.querySelector("door-conversation")) insert(place, await documentAt(place.dataset.from ?? ""));
  await woken;
}

/** @param {HTMLElement} place @param {Document} part */
function insert(place, part) {
  const section = part.querySelector("section");
  if (!section) throw new Error("no conversation in the answer");
  // The heading is there already, and may have the focus.
  section.querySelector("h1")?.remove();
  const beside = [...part.body.children].filter((one) => one !== section);
  forgetPhrases();
  place.querySelector("[data-loading]")?.remove();
  place.append(...[...section.childNodes, ...beside].map((one) => document.adoptNode(one)));
}

/** @param {HTMLElement} place @param {boolean} failed */
function told(place, failed) {
  place.querySelector("[data-loading]")?.toggleAttribute("hidden", failed);
  place.querySelector("[data-failed]")?.toggleAttribute("hidden", !failed);
}
