// Forms that ask for a passkey: the ceremony runs first, then the form is sent with what the server may know of it.
// The PRF result, which can open a vault, is forgotten here and never written into the form.
import { createPasskey, signInWithPasskey } from "../vault/passkey.js";

const CANCELLED = "Dat is niet gelukt of er is gestopt. Probeer het nog een keer, of gebruik het wachtwoord.";
const UNKNOWN_DEVICE = "Dit apparaat of deze browser kan hier geen passkey gebruiken. Gebruik het wachtwoord.";
const NO_ANSWER = "We kregen geen antwoord. Kijk of er verbinding is en probeer het nog een keer.";

/** What the server asks of the passkey: from an address, or written in the page. @param {HTMLFormElement} form */
async function optionsFor(form) {
  const address = form.dataset.optionsUrl;
  if (!address) return JSON.parse(form.dataset.options ?? "null");
  const answer = await fetch(address, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new TypeError("no options");
  return (await answer.json()).request_options;
}

/** The credential as the server may see it. @param {HTMLFormElement} form */
async function credentialFor(form) {
  const options = await optionsFor(form);
  const made = form.dataset.passkey === "create" ? await createPasskey(options) : await signInWithPasskey(options);
  made.prf?.fill(0);
  return made.credentialForServer;
}

/** @param {unknown} error */
function sentenceFor(error) {
  if (error instanceof DOMException && error.name === "InvalidStateError") return "Deze passkey staat er al.";
  if (error instanceof DOMException && error.name === "NotSupportedError") return UNKNOWN_DEVICE;
  if (error instanceof TypeError) return navigator.credentials ? NO_ANSWER : UNKNOWN_DEVICE;
  return CANCELLED;
}

/** @param {HTMLFormElement} form @param {string} sentence */
function tell(form, sentence) {
  const place = form.querySelector("[data-passkey-problem]");
  if (!(place instanceof HTMLElement)) return;
  place.textContent = sentence;
  place.hidden = sentence === "";
}

/** @param {HTMLFormElement} form @param {HTMLInputElement} field @param {HTMLElement | null} button */
async function ask(form, field, button) {
  tell(form, "");
  button?.setAttribute("aria-disabled", "true");
  try {
    field.value = JSON.stringify(await credentialFor(form));
    form.dataset.answered = "";
    form.requestSubmit();
  } catch (error) {
    tell(form, sentenceFor(error));
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

// one listener for the document, first in line, so that it also serves pages that are swapped in later
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.passkey) return;
    const field = form.elements.namedItem("credential");
    if (!(field instanceof HTMLInputElement)) return;
    if (form.dataset.answered !== undefined) return void delete form.dataset.answered;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.submitter?.getAttribute("aria-disabled") !== "true") void ask(form, field, event.submitter);
  },
  { capture: true },
);
