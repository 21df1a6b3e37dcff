// One document per tab: a page takes the place of the one before, as if it had been loaded. Keys in memory stay.
import { addressed } from "./address.js";
import { el } from "./dom.js";
import { ask, sentenceOf, worthOf } from "./fetch-page.js";
import { announce, clearNotices, notice, tellTrouble } from "./say.js";

/** @typedef {import("./fetch-page.js").Question} Question */
/** @typedef {import("./fetch-page.js").Answer} Answer */
/** @typedef {"push" | "replace" | {index: number}} Way a new entry, this entry, or an entry that the browser went to */
/** @typedef {(main: HTMLElement) => void} Preparing */

const SHOW_PROGRESS_AFTER = 400;
const LEAVE = "Er staat nog tekst die niet bewaard is. Weggaan zonder bewaren?";

/** @type {Preparing[]} */
const preparing = [];
/** Where each entry of this tab was scrolled to. @type {Map<number, number>} */
const scrolls = new Map();
let index = 0;
let shown = location.href;
let posting = false;
let turns = 0;
let toldOfNewVersion = false;

/** Calls before a page is put in place, while its elements are still asleep. @param {Preparing} prepare */
export function beforeShow(prepare) {
  preparing.push(prepare);
}

/** @param {string} address */
const withoutHash = (address) => address.split("#")[0];

/** The main part of the page that is shown. */
export const currentMain = () => /** @type {HTMLElement} */ (document.getElementById("main"));

/** Whether the page may be left: nothing unsaved, or the person says so. @param {Element} [except] what is being sent */
export function mayLeave(except) {
  const unsaved = [...document.querySelectorAll("[data-unsaved]")].some((element) => !except?.contains(element));
  return !unsaved || window.confirm(LEAVE);
}

/**
 * Shows another page of the workspace; a page outside it is loaded, which locks the vault.
 * @param {string} address
 * @param {{replace?: boolean}} [options]
 */
export async function go(address, { replace = false } = {}) {
  return visit({ url: new URL(address, location.href).href }, replace ? "replace" : "push");
}

/** Shows this page anew. */
export const reload = () => go(location.href, { replace: true });

/**
 * @param {Question} question
 * @param {Way} way
 * @returns {Promise<boolean>} whether another page came in its place
 */
export async function visit(question, way) {
  if (posting) return false;
  posting = question.method === "POST";
  const progress = setTimeout(showProgress, SHOW_PROGRESS_AFTER);
  try {
    const answer = await ask(question);
    return answer ? await take(answer, question.method === "POST", way) : false;
  } catch (error) {
    tellTrouble(error);
    return goneBack(way);
  } finally {
    posting = false;
    clearTimeout(progress);
    hideProgress();
  }
}

/** @param {Answer} answer @param {boolean} posted @param {Way} way @returns {Promise<boolean> | boolean} */
function take(answer, posted, way) {
  const worth = worthOf(answer, posted);
  if (worth === "trouble") {
    notice(sentenceOf(answer), { kind: "error" });
    return goneBack(way);
  }
  const page = /** @type {Document} */ (answer.page);
  // Someone else signed in meanwhile: their pages and these keys never meet.
  const ofSomeoneElse = worth === "show" && page.body.dataset.user && page.body.dataset.user !== document.body.dataset.user;
  if (worth === "load" || ofSomeoneElse) {
    location.assign(answer.address);
    return false;
  }
  // A form that comes back with its errors has no address of its own to return to.
  return show(page, posted && !answer.redirected ? shown : answer.address, way);
}

/** When the browser already went to another entry: back to the one that is still shown. @param {Way} way */
function goneBack(way) {
  if (typeof way === "object" && way.index !== index) history.go(index - way.index);
  return false;
}

/** @param {Document} page @param {string} address @param {Way} way */
async function show(page, address, way) {
  const turn = (turns += 1);
  await dress(page);
  // Someone clicked on while the style sheets came.
  if (turn !== turns) return false;
  const main = /** @type {HTMLElement} */ (document.adoptNode(/** @type {Node} */ (page.querySelector("main"))));
  for (const script of main.querySelectorAll("script")) script.remove();
  prepare(main);
  turnTo(address, way);
  takeHead(page);
  const nav = page.querySelector("nav");
  if (nav) document.querySelector("nav")?.replaceWith(document.adoptNode(nav));
  clearNotices();
  currentMain().replaceWith(main);
  arrive(main, typeof way === "object" ? (scrolls.get(index) ?? 0) : 0);
  return true;
}

/** @param {HTMLElement} main */
function prepare(main) {
  for (const form of main.querySelectorAll("form")) form.noValidate = true;
  for (const step of preparing) step(main);
}

/** Moves in the history of this tab. @param {string} address @param {Way} way */
function turnTo(address, way) {
  scrolls.set(index, window.scrollY);
  if (typeof way === "object") {
    index = way.index;
    if (address !== location.href) history.replaceState({ index }, "", address);
  } else if (way === "replace" || withoutHash(address) === withoutHash(shown)) {
    history.replaceState({ index }, "", address);
  } else {
    // From where the browser stands: another entry may have been on its way.
    index = (history.state?.index ?? index) + 1;
    for (const later of [...scrolls.keys()]) if (later >= index) scrolls.delete(later);
    history.pushState({ index }, "", address);
  }
  shown = location.href;
}

const sheetsOf = (/** @type {Document} */ of) => [.../** @type {NodeListOf<HTMLLinkElement>} */ (of.querySelectorAll('link[rel="stylesheet"]'))];

/** The style sheets that the new page wants besides; those of a newer server wait for a full load. @param {Document} page */
async function dress(page) {
  if (isOfNewerServer(page)) return;
  const here = new Set(sheetsOf(document).map((sheet) => sheet.getAttribute("href")));
  const wanted = sheetsOf(page).filter((sheet) => !here.has(sheet.getAttribute("href")));
  await Promise.all(wanted.map((sheet) => new Promise((resolve) => {
    const added = document.adoptNode(sheet);
    added.onload = added.onerror = resolve;
    document.head.append(added);
  })));
}

const moduleOf = (/** @type {Document} */ of) => of.querySelector('script[type="module"]')?.getAttribute("src");
const isOfNewerServer = (/** @type {Document} */ page) => Boolean(moduleOf(page)) && moduleOf(page) !== moduleOf(document);

/** Title and token of the new page; a newer server is told once. @param {Document} page */
function takeHead(page) {
  document.title = page.title;
  const token = page.querySelector('meta[name="csrf"]')?.getAttribute("content");
  if (token) document.querySelector('meta[name="csrf"]')?.setAttribute("content", token);
  if (isOfNewerServer(page)) tellOfNewVersion();
}

function tellOfNewVersion() {
  if (toldOfNewVersion) return;
  toldOfNewVersion = true;
  // After the notices of the former page are gone.
  queueMicrotask(() => notice(addressed("Nabij is vernieuwd. Laad de pagina opnieuw zodra het je uitkomt; je opent dan ook je kluis opnieuw.", "Nabij is vernieuwd. Laad de pagina opnieuw zodra het u uitkomt; u opent dan ook uw kluis opnieuw.")));
}

/** Focus, place and announcement, as on a page that was loaded. @param {HTMLElement} main @param {number} scrolledTo */
export function arrive(main, scrolledTo = 0) {
  const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const target = /** @type {HTMLElement} */ (main.querySelector("#error-summary") ?? named ?? main.querySelector("h1") ?? main);
  if (!target.hasAttribute("tabindex") && target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (named && target === named && scrolledTo === 0) named.scrollIntoView();
  else window.scrollTo({ top: target.id === "error-summary" ? target.offsetTop - 24 : scrolledTo, behavior: "instant" });
  announce(document.title.replace(/ · Nabij$/, ""));
}

function showProgress() {
  if (document.querySelector(".working")) return;
  document.body.setAttribute("aria-busy", "true");
  document.body.append(el("p", { class: "working", role: "status" }, "Even geduld…"));
}

function hideProgress() {
  document.querySelector(".working")?.remove();
  document.body.removeAttribute("aria-busy");
}

/** The browser went to another entry of this tab. @param {PopStateEvent} event */
function onPopState({ state }) {
  const entry = typeof state?.index === "number" ? state.index : null;
  if (withoutHash(location.href) === withoutHash(shown)) {
    // A fragment of this page: a new entry has no number yet.
    if (entry === null) history.replaceState({ index: (index += 1) }, "");
    else index = entry;
    shown = location.href;
    return;
  }
  const way = { index: entry ?? 0 };
  if (!mayLeave()) goneBack(way);
  else visit({ url: location.href }, way);
}

/** Takes over the page that the browser loaded. */
export function takeOver() {
  history.scrollRestoration = "manual";
  history.replaceState({ index }, "");
  shown = location.href;
  addEventListener("popstate", onPopState);
  addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-unsaved]")) event.preventDefault();
  });
  // A page from the browser's memory has no keys and may be of someone who signed out.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  prepare(currentMain());
}
