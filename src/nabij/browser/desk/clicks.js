// Which links and forms stay in this document; all others do what a browser does.
import { mayLeave, visit } from "./pages.js";

/** @param {string} address */
const isHere = (address) => new URL(address, location.href).origin === location.origin;

/** @param {HTMLAnchorElement} link */
function leavesTheDocument(link) {
  const target = link.getAttribute("target");
  return (target && target !== "_self") || link.hasAttribute("download") || link.closest("[data-full-load]") !== null || !isHere(link.href);
}

/** @param {HTMLAnchorElement} link */
function isFragmentOfThisPage(link) {
  return link.hash !== "" && link.pathname === location.pathname && link.search === location.search;
}

/** To a field, without a new entry in the history. @param {HTMLAnchorElement} link */
function focusField(link) {
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return false;
  field.focus({ preventScroll: true });
  (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
  return true;
}

/** @param {MouseEvent} event */
function onClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = /** @type {Element} */ (event.target).closest?.("a");
  if (!link || !link.href || leavesTheDocument(link)) return;
  if (isFragmentOfThisPage(link)) {
    if (link.closest("#error-summary") && focusField(link)) event.preventDefault();
    return;
  }
  event.preventDefault();
  if (!mayLeave()) return;
  if (link.hasAttribute("data-back") && history.state?.index > 0) history.back();
  else visit({ url: link.href }, "push");
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button @param {"action" | "method" | "target" | "enctype"} name */
const saidBy = (form, button, name) => button?.getAttribute(`form${name}`) ?? form.getAttribute(name);

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const button = /** @type {HTMLElement | null} */ (event.submitter);
  if (event.defaultPrevented) return;
  const method = (saidBy(form, button, "method") ?? "get").toUpperCase();
  const action = new URL(saidBy(form, button, "action") || location.href, location.href);
  const target = saidBy(form, button, "target");
  if (method === "DIALOG" || form.closest("[data-full-load]") || button?.closest("[data-full-load]")) return;
  if (!isHere(action.href) || (target && target !== "_self")) return;
  event.preventDefault();
  if (!mayLeave(form)) return;
  const fields = new FormData(form, button);
  if (method === "POST") visit({ url: action.href, method, body: bodyOf(fields, saidBy(form, button, "enctype")), then: form.dataset.then }, "push");
  else visit({ url: withQuery(action, fields) }, "push");
}

/** @param {FormData} fields @param {string | null} encoding */
const bodyOf = (fields, encoding) => (encoding === "multipart/form-data" ? fields : asQuery(fields));

/** A file in a form without `multipart/form-data` is its name, as in a browser. @param {FormData} fields */
function asQuery(fields) {
  const query = new URLSearchParams();
  for (const [name, value] of fields) query.append(name, typeof value === "string" ? value : value.name);
  return query;
}

/** @param {URL} action @param {FormData} fields */
function withQuery(action, fields) {
  const url = new URL(action);
  url.search = asQuery(fields).toString();
  return url.href;
}

const NOT_COPIED = "Kopiëren lukte niet. De link is voor je geselecteerd: kopieer hem zelf.";

/** Copies what an element of this page says, and tells it beside the button. @param {HTMLElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copies ?? "");
  const told = document.getElementById(`${button.dataset.copies}-copied`);
  if (!source || !told) return;
  told.textContent = "";
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    told.textContent = "Gekopieerd";
  } catch {
    getSelection()?.selectAllChildren(source);
    told.textContent = NOT_COPIED;
  }
}

/** @param {MouseEvent} event */
function onCopy(event) {
  const button = /** @type {Element} */ (event.target).closest?.("[data-copies]");
  if (button instanceof HTMLElement) void copy(button);
}

/** Listens to the whole document, once. */
export function listen() {
  document.addEventListener("click", onCopy);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
}
