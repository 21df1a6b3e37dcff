// Passkeys for one's vault: made or used in this page, known to the server for signing in only.
import { ask } from "../desk/fetch-page.js";
import { Offline, Refusal, SignedOut } from "../desk/talk.js";
import { createPasskey, unlockWithPasskey } from "../vault/passkey.js";

/** @typedef {import("../vault/bytes.js").Bytes} Bytes */

/** What these steps reach for; tests hand in their own. */
const TOOLS = { ask, createPasskey, unlockWithPasskey };

/** The server first wants the password again: `confirmWithPassword`. */
export class NeedsConfirming extends Error {
  /** @param {string} token of the form that asks */
  constructor(token) {
    super();
    this.name = "NeedsConfirming";
    this.token = token;
  }
}

const PASSKEYS = "/account/passkeys/nieuw/";
const CONFIRM = "/account/bevestigen/";

/** @param {string} path */
const absolute = (path) => new URL(path, location.href).href;

/** @param {Document | Element} page */
const tokenIn = (page) => page.querySelector('input[name="csrfmiddlewaretoken"]')?.getAttribute("value") ?? "";

/** @param {import("../desk/fetch-page.js").Answer | null} answer */
function pageOf(answer) {
  if (!answer?.page) throw new Offline();
  const { pathname } = new URL(answer.address);
  if (answer.redirected && pathname.startsWith("/inloggen/")) throw new SignedOut();
  if (answer.redirected && pathname.startsWith(CONFIRM)) {
    const form = answer.page.querySelector("main form:has([name=password])");
    if (form) throw new NeedsConfirming(tokenIn(form));
  }
  return answer.page;
}

/** @typedef {{options: any, known: string[], rpId: string, token: string}} Offer what the server asks of a new passkey; `known`: ids of those that sign in already */

/** @param {Document} page @returns {Offer} */
function offerIn(page) {
  const form = page.querySelector('form[data-passkey="create"]');
  const options = JSON.parse(form?.getAttribute("data-options") ?? "null");
  if (!form || !options) throw new Refusal("Er kan hier nu geen passkey bij. Probeer het later nog eens, of kies zes woorden.", "no_passkey");
  const { excludeCredentials = [], rp } = options.publicKey ?? options;
  return { options, known: excludeCredentials.map((/** @type {{id: string}} */ { id }) => id), rpId: rp?.id ?? location.hostname, token: tokenIn(form) };
}

/** `NeedsConfirming`, `SignedOut`, `Offline`. @returns {Promise<Offer>} */
export const passkeyOffer = async (tools = TOOLS) => offerIn(pageOf(await tools.ask({ url: absolute(PASSKEYS) })));

/**
 * Says again who is there, without leaving this page: the vault stays open.
 * @param {NeedsConfirming} needed
 * @param {string} password
 * @returns {Promise<Offer>} `Refusal` when the password is another
 */
export async function confirmWithPassword({ token }, password, tools = TOOLS) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, password, next: PASSKEYS });
  const answer = await tools.ask({ url: absolute(`${CONFIRM}?next=${encodeURIComponent(PASSKEYS)}`), method: "POST", body });
  if (answer?.status === 429) throw new Refusal("Dit lukte te vaak niet. Wacht vijf minuten en probeer het dan opnieuw.", "too_many");
  const page = pageOf(answer);
  if (!answer?.redirected) throw new Refusal("Dit wachtwoord klopt niet. Er is niets veranderd.", "wrong_password");
  return offerIn(page);
}

/**
 * Makes a passkey that also signs in. What the server gets carries no PRF result.
 * @param {Offer} offer
 * @returns {Promise<{prf: Bytes | null, credentialId: string}>} without a PRF result it signs in, and opens no vault
 */
export async function makePasskey({ options, token }, tools = TOOLS) {
  const { credentialForServer, prf } = await tools.createPasskey(options);
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, name: "", credential: JSON.stringify(credentialForServer) });
  const answer = await tools.ask({ url: absolute(PASSKEYS), method: "POST", body });
  pageOf(answer);
  if (!answer?.redirected) throw new Refusal("De passkey is niet aangenomen. Er is niets veranderd. Probeer het opnieuw.", "no_passkey");
  return { prf, credentialId: credentialForServer.id };
}

/**
 * The PRF result of a passkey that already signs in; `WrongSecret` when it gives none.
 * @param {{known: string[], rpId: string}} offer
 * @returns {Promise<{prf: Bytes, credentialId: string}>}
 */
export const usePasskey = ({ known, rpId }, tools = TOOLS) => tools.unlockWithPasskey(known, rpId);
