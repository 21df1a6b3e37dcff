// A form whose text others will read as it is: with the vault open, names out of it are pointed at before it is sent.
import { el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { fetchState } from "../day/vault.js";
import { session } from "../vault/session.js";
import { doing, troubleLine } from "./vault-steps.js";

const CLOSED = "Je kluis is dicht. Daarom zoekt je browser nu niet naar namen uit je kwesties.";
const ASK = "Er is nog niets bewaard. Open je kluis, dan zoekt je browser alsnog. Of lees de tekst zelf na op namen, en ga door zonder zoeken.";
const NO_VAULT = "Je hebt nog geen kluis. Lees de tekst zelf na op namen, en ga door zonder zoeken. Er is nog niets bewaard.";
const LOOKING = "Even geduld, je browser kijkt of er namen uit je kluis in de tekst staan.";
const NONE_FOUND = "Geen namen uit je kluis gevonden.";
const NOT_LOOKED = "Je browser kon je kluis niet nalezen. Er is niet naar namen gezocht. Lees de tekst zelf na en druk nog een keer op de knop.";

class NameCheck extends HTMLElement {
  /** What was looked through last and may be sent. */
  #seen = "";
  #looking = false;
  #place = el("div", {});
  #stop = () => {};

  connectedCallback() {
    this.querySelector("form .actions")?.before(this.#place);
    for (const button of this.querySelectorAll("button")) button.disabled = false;
    this.#idle();
    this.addEventListener("submit", this.#onSubmit);
    this.#stop = session.onChange(() => this.#idle());
  }

  disconnectedCallback() {
    this.#stop();
  }

  /** Nothing found is left standing; with a closed vault that is said. */
  #idle() {
    this.#seen = "";
    fill(this.#place, !session.isOpen() && el("p", { class: "soft small" }, CLOSED));
  }

  #texts() {
    return [.../** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (this.querySelectorAll("textarea, input[type=text]"))].map(({ value }) => value);
  }

  /** @param {SubmitEvent} event */
  #onSubmit = (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (this.#seen === this.#texts().join("\n") || this.#texts().every((text) => text.trim() === "")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!session.isOpen()) return this.#ask(form);
    if (!this.#looking) void this.#look(form);
  };

  /** Nothing can be looked for: who saves all the same, chooses so. @param {HTMLFormElement} form */
  #ask(form) {
    const go = () => {
      this.#seen = this.#texts().join("\n");
      form.requestSubmit();
    };
    const trouble = troubleLine();
    const open = doing("Open je kluis", () => this.#openHere(form, trouble), { trouble });
    fill(this.#place, el("div", { class: "message warning", role: "alert" }, el("p", {}, el("strong", {}, "Er is niet naar namen gezocht: je kluis is dicht. "), ASK), trouble, el("div", { class: "actions" }, open, el("button", { type: "button", class: "button quiet", onclick: go }, "Ga door zonder zoeken"))));
  }

  /** The door over the page: what is typed stays under it, and is looked through once the vault is open. @param {HTMLFormElement} form @param {HTMLElement} trouble */
  async #openHere(form, trouble) {
    if (!(await fetchState()).bundle) return void fill(trouble, NO_VAULT);
    const dialog = el("dialog", { "aria-label": "Open je kluis" }, document.createElement("nabij-door"));
    dialog.append(el("div", { class: "actions" }, el("button", { type: "button", class: "link", onclick: () => dialog.close() }, "Terug naar de tekst")));
    const stop = session.onChange((open) => {
      if (!open) return;
      dialog.close();
      form.requestSubmit();
    });
    dialog.addEventListener("close", () => {
      stop();
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  }

  /** @param {HTMLFormElement} form */
  async #look(form) {
    this.#looking = true;
    const texts = this.#texts();
    const said = el("p", { class: "soft", role: "status" }, LOOKING);
    const bar = el("progress", { "aria-label": "Zoeken naar namen" });
    fill(this.#place, said, bar);
    try {
      const { namedIn, namesOfVault } = await import("../day/story-names.js");
      const { names, failed } = await namesOfVault((done, of) => {
        said.textContent = `Je browser leest je kwesties: ${done} van ${of}.`;
        [bar.max, bar.value] = [of, done];
      });
      if (!session.isOpen() || !this.isConnected) return;
      const found = namedIn(names, texts.map((text) => ({ place: "", text })));
      this.#seen = texts.join("\n");
      if (found.length === 0 && failed === 0) {
        fill(this.#place, el("p", { class: "soft", role: "status" }, NONE_FOUND));
        return form.requestSubmit();
      }
      this.#tell(found, failed);
    } catch {
      this.#seen = texts.join("\n");
      fill(this.#place, el("p", { class: "message warning", role: "alert" }, NOT_LOOKED));
    } finally {
      this.#looking = false;
    }
  }

  /** @param {import("../day/story-names.js").Named[]} found @param {number} failed */
  #tell(found, failed) {
    const lines = found.map(({ before, match, after }) => el("li", {}, el("span", {}, before, el("mark", {}, match), after)));
    fill(
      this.#place,
      el("div", { class: "message warning" },
        el("p", {}, found.length > 0 ? el("strong", {}, "Er staat een naam uit jouw kluis in de tekst. ") : "", found.length > 0 ? "Er is nog niets bewaard, en dit zie je alleen hier. Haal hem weg, of druk nog een keer op de knop als hij er mag staan." : "", failed > 0 ? ` Niet elke kwestie ging open; namen daaruit zijn niet gezocht.${found.length > 0 ? "" : " Druk nog een keer op de knop als de tekst klopt."}` : ""),
        found.length > 0 && el("ul", { class: "lines" }, ...lines)),
    );
    announce(found.length > 0 ? "Er staat een naam uit jouw kluis in de tekst. Er is nog niets bewaard." : "Niet elke kwestie ging open. Er is nog niets bewaard.");
  }
}

customElements.define("nabij-name-check", NameCheck);
