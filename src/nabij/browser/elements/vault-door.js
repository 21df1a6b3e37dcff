// <nabij-door>: opens one's vault in this tab, with a passkey, six words or the recovery code.
import { addressed } from "../desk/address.js";
import { counted, el, fill } from "../desk/dom.js";
import { go } from "../desk/pages.js";
import { announce, sentenceFor } from "../desk/say.js";
import { markBefore } from "../day/arriving.js";
import { askAhead } from "../day/cards.js";
import { fetchState, vault, versioned } from "../day/vault.js";
import { unb64 } from "../vault/bytes.js";
import { unlockWithPasskey } from "../vault/passkey.js";
import { VAULT_WORDS } from "../vault/words.js";
import { secretField } from "./vault-steps.js";

/** @typedef {import("../vault/account.js").Unlocking} Unlocking */
/** @typedef {import("../day/vault.js").ServedSlot} Slot */
/** @typedef {import("../day/vault.js").ServedState} State */
/** @typedef {{kind: "words" | "recovery", title: string, label: string, hint: string, wrong: string}} Way */

const SETUP = "/kluis/inrichten/";
const TODAY = "/vandaag/";

/** @type {Way[]} */
const TYPED = [
  {
    kind: "words",
    title: addressed("Openen met je zes woorden", "Openen met uw zes woorden"),
    label: addressed("Je zes woorden", "Uw zes woorden"),
    hint: addressed("De woorden die je zelf opschreef, in dezelfde volgorde, met een spatie ertussen.", "De woorden die u zelf opschreef, in dezelfde volgorde, met een spatie ertussen."),
    wrong: "Deze woorden openen de kluis niet. Kijk of er een typfout in zit en of de volgorde klopt. Probeer het gerust opnieuw.",
  },
  {
    kind: "recovery",
    title: addressed("Openen met je herstelcode", "Openen met uw herstelcode"),
    label: addressed("Je herstelcode", "Uw herstelcode"),
    hint: "De code op papier: acht groepjes van vier letters en cijfers. Hoofdletters en streepjes maken niet uit.",
    wrong: "Deze code opent de kluis niet. Kijk of er een typfout in zit. Probeer het gerust opnieuw.",
  },
];

const REFUSED_PASSKEY = addressed("Openen met je passkey ging niet door. Probeer het opnieuw, of gebruik je zes woorden of je herstelcode.", "Openen met uw passkey ging niet door. Probeer het opnieuw, of gebruik uw zes woorden of uw herstelcode.");
const OLDER = addressed("De server gaf een andere kluis dan dit apparaat eerder zag. Daarom openen we hem niet. Bel je beheerder voordat je verder werkt.", "De server gaf een andere kluis dan dit apparaat eerder zag. Daarom openen we hem niet. Bel uw vertrouwenspersoon of de praktijk voordat u verder leest.");
const SUSPECT = new Set(["RolledBack", "Forked", "WeakKdf", "CostlyKdf"]);

class Door extends HTMLElement {
  /** @type {State | null} */
  #state = null;
  #busy = false;

  connectedCallback() {
    this.#draw(el("p", { class: "soft" }, addressed("Even kijken hoe je kluis opengaat…", "Even kijken hoe uw kluis opengaat…")));
    this.querySelector("h1")?.focus({ preventScroll: true });
    this.#load();
  }

  async #load() {
    try {
      this.#state = await fetchState();
    } catch (error) {
      const again = el("button", { type: "button", class: "button", onclick: () => this.#load() }, "Probeer opnieuw");
      return this.#draw(el("p", { role: "alert" }, sentenceFor(error)), el("p", { class: "actions" }, again));
    }
    if (!this.isConnected) return;
    if (!this.#state?.bundle) return void go(SETUP, { replace: true });
    this.#drawWays(this.#state.slots);
  }

  /** @param {...(Node | string | null)} children */
  #draw(...children) {
    const heading = this.querySelector("h1") ?? el("h1", { tabindex: -1 }, addressed("Open je kluis", "Open uw kluis"));
    const lead = el("p", { class: "lead" }, addressed("Je notities en de namen liggen in een kluis die alleen jij kunt openen. Na het openen staat alles er weer.", "De brieven aan u liggen in een kluis die alleen u kunt openen. Daarna leest u verder."));
    const rest = el("div", {}, lead, ...children);
    if (heading.isConnected) this.firstElementChild?.replaceChildren(heading, rest);
    else fill(this, el("section", { class: "door" }, heading, rest));
  }

  /** @param {Slot[]} slots */
  #drawWays(slots) {
    const passkeys = slots.filter(({ kind }) => kind === "passkey");
    const typed = TYPED.filter((way) => slots.some(({ kind }) => kind === way.kind));
    const first = passkeys.length ? this.#passkeyWay() : null;
    this.#draw(first, ...typed.map((way, at) => this.#typedWay(way, !first && at === 0)), this.#nothingLeft());
    // Drawing again may have let go of the focus.
    if (document.activeElement === document.body) this.querySelector("h1")?.focus({ preventScroll: true });
  }

  #passkeyWay() {
    const trouble = el("p", { class: "error", role: "alert" });
    const button = el("button", { type: "button", class: "button" }, addressed("Openen met je passkey", "Openen met uw passkey"));
    button.addEventListener("click", () => this.#try(button, trouble, () => this.#byPasskey()));
    const hint = el("p", { class: "hint" }, addressed("Met je vinger, je gezicht, je pincode of je sleutel: dezelfde handeling als bij het inloggen.", "Met uw vinger, uw gezicht, uw pincode of uw sleutel: dezelfde handeling als bij het inloggen."));
    return el("div", {}, hint, trouble, button);
  }

  /** @param {Way} way @param {boolean} open */
  #typedWay(way, open) {
    const id = `door-${way.kind}`;
    const input = secretField(id);
    const trouble = el("p", { class: "error", id: `${id}-trouble`, role: "alert" });
    const bar = el("progress", { max: 1, value: 0, "aria-label": "Kluis openen", hidden: true });
    const button = el("button", { class: "button" }, "Openen");
    const form = el(
      "form", { novalidate: true },
      el("div", { class: "field" }, el("label", { for: id }, way.label), el("p", { class: "hint", id: `${id}-hint` }, way.hint), trouble, input),
      bar, el("p", { class: "actions" }, button),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const complaint = complaintAbout(way, input.value);
      trouble.textContent = complaint;
      input.setAttribute("aria-invalid", String(complaint !== ""));
      if (complaint) return input.focus();
      return this.#try(button, trouble, () => this.#byTyping(way, input, bar));
    });
    return el("details", { class: "way", open }, el("summary", {}, way.title), form);
  }

  #nothingLeft() {
    return el(
      "details", { class: "way" }, el("summary", {}, addressed("Heb je geen van deze meer?", "Hebt u geen van deze meer?")),
      el("p", {}, addressed("Dan kan niemand deze kluis nog openen. Wij niet, en je beheerder ook niet: er is geen reservesleutel. Dat is de prijs van een kluis die alleen van jou is.", "Dan kan niemand deze kluis nog openen. Wij niet, en de beheerder ook niet: er is geen reservesleutel. Dat is de prijs van een kluis die alleen van u is.")),
      el("p", {}, addressed("Wat in de kluis ligt is dan weg: namen, notities en berichten. Wat je deelde met je collega, kan die collega nog lezen. De cijfers zonder namen blijven bestaan.", "De brieven gaan u dan hier niet meer open. Uw vertrouwenspersonen kunnen ze nog lezen. Bespreek met hen hoe u verder gaat.")),
      el("p", {}, addressed("Zoek eerst rustig: op het papier met je herstelcode, en op je andere telefoon of computer met je passkey. Neem daarna contact op met je praktijkmanager.", "Zoek eerst rustig: op het papier met uw herstelcode, en op uw andere telefoon of computer met uw passkey. Bel daarna uw vertrouwenspersoon.")),
    );
  }

  async #byPasskey() {
    const { slots, rp_id: rpId } = /** @type {State} */ (this.#state);
    const passkeys = slots.filter(({ kind }) => kind === "passkey");
    const ids = passkeys.flatMap(({ credential_id: id }) => (id ? [id] : []));
    const { credentialId, prf } = await unlockWithPasskey(ids, rpId);
    const slot = passkeys.find(({ credential_id: id }) => id === credentialId);
    if (!slot) throw new DOMException("Another passkey was used", "NotAllowedError");
    return this.#open({ kind: "passkey", prf, id: slot.id, slot: unb64(slot.sealed) });
  }

  /** @param {Way} way @param {HTMLTextAreaElement} input @param {HTMLProgressElement} bar */
  async #byTyping(way, input, bar) {
    const { slots } = /** @type {State} */ (this.#state);
    const slot = /** @type {Slot} */ (slots.find(({ kind }) => kind === way.kind));
    bar.value = 0;
    bar.hidden = false;
    announce("De kluis gaat open. Dit duurt een paar tellen.");
    try {
      await this.#open({ kind: way.kind, typed: input.value, slot: unb64(slot.sealed), onProgress: (done) => void (bar.value = done) });
      input.value = "";
    } catch (error) {
      throw error instanceof Error && error.name === "WrongSecret" ? new WrongTyped(way.wrong) : error;
    } finally {
      bar.hidden = true;
    }
  }

  /** @param {Unlocking} by */
  async #open(by) {
    const { practice, user, bundle, keyring } = /** @type {State} */ (this.#state);
    if (!bundle || !keyring) throw new Error("The server has half a vault");
    if (location.pathname === TODAY) askAhead(() => markBefore());
    await vault.unlock({ practice, user, bundle: versioned(bundle), keyring: versioned(keyring) }, by);
  }

  /** @param {HTMLButtonElement} button @param {HTMLElement} trouble @param {() => Promise<void>} attempt */
  async #try(button, trouble, attempt) {
    if (this.#busy) return;
    this.#busy = true;
    button.setAttribute("aria-disabled", "true");
    trouble.textContent = "";
    try {
      await attempt();
    } catch (error) {
      trouble.textContent = troubleWith(error);
    } finally {
      this.#busy = false;
      button.removeAttribute("aria-disabled");
    }
  }
}

class WrongTyped extends Error {}

/** What is plainly not right before any work is done; empty when nothing. @param {Way} way @param {string} typed */
function complaintAbout(way, typed) {
  if (!typed.trim()) return way.kind === "words" ? addressed("Typ je zes woorden.", "Typ uw zes woorden.") : addressed("Typ je herstelcode.", "Typ uw herstelcode.");
  if (way.kind === "words") {
    const count = typed.trim().split(/\s+/).length;
    return count === VAULT_WORDS ? "" : `Dit ${count === 1 ? "is" : "zijn"} ${counted(count, "woord", "woorden")}; het horen er zes te zijn.`;
  }
  const length = typed.replace(/[\s-]/g, "").length;
  return length === 32 ? "" : `Dit zijn ${counted(length, "teken", "tekens")}; het horen er 32 te zijn, in acht groepjes van vier.`;
}

/** @param {unknown} error */
function troubleWith(error) {
  if (error instanceof WrongTyped) return error.message;
  if (error instanceof DOMException || (error instanceof Error && error.name === "WrongSecret")) return REFUSED_PASSKEY;
  if (error instanceof Error && SUSPECT.has(error.name)) return OLDER;
  return sentenceFor(error);
}

customElements.define("nabij-door", Door);
