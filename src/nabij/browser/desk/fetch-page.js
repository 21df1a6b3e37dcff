// Asking the server for a page, and deciding what its answer is worth. XMLHttpRequest parses it into a document in which
// no script runs, without handing strings to a parser: so no Trusted Types policy is needed.
import { addressed } from "./address.js";
import { Offline } from "./talk.js";

/** @typedef {{status: number, page: Document | null, address: string, redirected: boolean}} Answer */
/** @typedef {{url: string, method?: "GET" | "POST", body?: FormData | URLSearchParams | null, then?: string}} Question `then`: the fragment to go to where the answer leads on, which the browser is not told */
/** @typedef {"show" | "load" | "trouble"} Worth show its main; load it as a browser does; or tell what is wrong and keep this page */

// A write that hears nothing for a minute is told as lost.
const PATIENCE = 60 * 1000;

/** @type {XMLHttpRequest | null} */
let underWay = null;

/** Stops waiting for a page that nobody wants any more. */
function forgetQuestion() {
  const stopped = underWay;
  underWay = null;
  stopped?.abort();
}

/**
 * @param {Question} question of this origin
 * @returns {Promise<Answer | null>} null when another question came in between; throws `Offline`
 */
export function ask({ url, method = "GET", body = null, then = "" }) {
  forgetQuestion();
  const request = new XMLHttpRequest();
  underWay = request;
  return new Promise((resolve, reject) => {
    request.open(method, url);
    request.responseType = "document";
    request.timeout = PATIENCE;
    request.setRequestHeader("Accept", "text/html");
    const lost = () => (underWay === request ? reject(new Offline()) : resolve(null));
    request.onerror = request.ontimeout = request.onabort = lost;
    request.onload = () => {
      if (underWay !== request) return resolve(null);
      underWay = null;
      return resolve(answerOf(request, url, then));
    };
    request.send(body);
  });
}

/** @param {XMLHttpRequest} request @param {string} asked @param {string} then */
function answerOf(request, asked, then) {
  const isPage = (request.getResponseHeader("Content-Type") ?? "").startsWith("text/html");
  const wanted = new URL(asked);
  const address = new URL(request.responseURL || asked);
  const redirected = address.pathname !== wanted.pathname || address.search !== wanted.search;
  // An answer has no fragment; the one that was asked for still holds.
  address.hash = redirected ? then : wanted.hash;
  const page = isPage && address.origin === location.origin ? request.responseXML : null;
  return { status: request.status, page, address: address.href, redirected };
}

/** Whether a page belongs in this shell: that of the workspace, or that of the board. @param {Document} page */
const isInside = (page) =>
  (page.documentElement.classList.contains("workspace") && page.querySelector(".desk main") !== null) ||
  (page.documentElement.classList.contains("board") && page.querySelector("body[data-user] main") !== null);

/** @param {Answer} answer @param {boolean} posted @returns {Worth} */
export function worthOf({ status, page }, posted) {
  if (status >= 500) return "trouble";
  if (!page) return posted || status >= 400 ? "trouble" : "load";
  if (status < 400) return isInside(page) ? "show" : "load";
  // A refused write keeps what was typed, unless the answer is that same form with its errors.
  if (posted && !page.querySelector("main #error-summary")) return "trouble";
  return page.querySelector("main") ? "show" : "trouble";
}

/** What an error page says in its own words. @param {Answer} answer */
export function sentenceOf({ page }) {
  const heading = page?.querySelector("main h1")?.textContent?.trim();
  const lead = page?.querySelector("main .lead")?.textContent?.trim();
  if (!heading || !lead) return addressed("Er ging iets mis bij ons. Deze pagina staat er nog, met alles wat je typte. Probeer het over een paar minuten opnieuw.", "Er ging iets mis bij ons. Deze pagina staat er nog, met alles wat u typte. Probeer het over een paar minuten opnieuw.");
  return addressed(`${heading}. ${lead} Deze pagina staat er nog, met alles wat je typte.`, `${heading}. ${lead} Deze pagina staat er nog, met alles wat u typte.`);
}
