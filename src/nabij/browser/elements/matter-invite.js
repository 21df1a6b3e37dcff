// *Uitnodigen*: a code for who came by phone or in person, a slip of paper with it, and letting in who used it.
import { dayAndYear, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { admit, codeOf, invite, linkWith, loadInvitation, withdrawCode } from "../day/inviting.js";
import { vault } from "../day/vault.js";
import { MatterSection } from "./matter-section.js";

/** @typedef {import("../day/inviting.js").Standing} Standing */
/** @typedef {import("../day/inviting.js").Invitation} Invitation */

const NOT_VOUCHED = "De sleutel die terugkwam, hoort niet bij jouw code. Er is niets geopend, en niets is weg. Trek de code in, geef de inbrenger een nieuwe en bel je beheerder.";

class MatterInvite extends MatterSection {
  #busy = false;

  draw() {
    const { matter } = this.page;
    const closed = matter.served.register.closed_month !== null;
    const visitor = matter.people.pins.some(({ owner, visitor: is }) => is && owner === matter.id);
    const there = visitor && codeOf(matter) === "";
    this.hidden = !matter.served.mine || closed || there || matter.troubles.length > 0;
    if (!this.hidden) void this.#look();
  }

  async #look() {
    try {
      const standing = await loadInvitation(this.page.matter);
      if (!this.isConnected) return;
      // Who came by the door has words already.
      this.hidden = standing.has_words;
      fill(this, el("h2", {}, "Uitnodigen"), ...(await this.#told(standing)), el("p", { class: "error", role: "alert" }));
    } catch (error) {
      if (this.isConnected) fill(this, el("h2", {}, "Uitnodigen"), el("p", { class: "error", role: "alert" }, sentenceFor(error)));
    }
  }

  /** @param {Standing} standing */
  async #told(standing) {
    const { invitation } = standing;
    const code = codeOf(this.page.matter);
    if (!invitation) return [el("p", { class: "soft" }, "Belde de inbrenger, of kwam die langs? Geef een code mee. Daarmee maakt de inbrenger zelf zeven woorden, en dan schrijven jullie hier."), this.#does("Maak een code", () => this.#invite())];
    if (invitation.visitor) return this.#answered(invitation);
    const withdraw = this.#does("Trek de code in", () => this.#withdraw(), "link");
    if (invitation.expired || !code) return [el("p", {}, invitation.expired ? `De code gold tot en met ${dayAndYear(invitation.until)}. Niemand gebruikte hem.` : "De code staat niet (meer) in je kluis: wie hem gebruikt, komt er niet in."), this.#does("Maak een nieuwe code", () => this.#invite()), withdraw];
    const { fingerprint } = await vault.me();
    return [
      el("p", {}, "Geef dit briefje aan de inbrenger, of lees de code voor. Wie de code heeft, kan zich als de inbrenger voordoen: stuur hem niet naar een adres van het werk."),
      slip(standing, code, fingerprint, invitation.until),
      el("p", { class: "actions" }, el("button", { type: "button", class: "button", onclick: print }, "Druk het briefje af"), el("button", { type: "button", class: "button quiet", onclick: () => void copy(linkWith(standing, code)) }, "Kopieer de link")),
      withdraw,
    ];
  }

  /** @param {Invitation} invitation */
  #answered(invitation) {
    return [
      el("p", {}, "Iemand gebruikte je code en maakte zeven woorden. Je browser kijkt na of de sleutel bij jouw code hoort. Dan kunnen jullie hier schrijven."),
      el("p", { class: "soft" }, "De inbrenger ziet wat hier vanaf nu in het gesprek komt. Wat er al stond, en je notities, blijven van jou. Wat je eerder als toestemming hoorde en nu geldt, leest de inbrenger ook."),
      invitation.standby && el("p", { class: "soft" }, "De inbrenger koos: ben jij er niet, dan mag een collega antwoorden. Die krijgt een sleutel zodra de inbrenger terugkomt."),
      this.#does("Open het gesprek", () => this.#admit(invitation)),
      this.#does("Trek de code in", () => this.#withdraw(), "link"),
    ];
  }

  /** @param {string} label @param {() => Promise<void>} work @param {string} [look] */
  #does(label, work, look = "button") {
    const button = el("button", { type: "button", class: look, onclick: () => void this.#once(button, work) }, label);
    return el("p", {}, button);
  }

  /** One thing at a time; a refusal is told here. @param {HTMLButtonElement} button @param {() => Promise<void>} work */
  async #once(button, work) {
    if (this.#busy) return;
    this.#busy = true;
    button.setAttribute("aria-disabled", "true");
    this.#tell("");
    try {
      await work();
    } catch (error) {
      this.#tell(error instanceof Error && ["SubstitutedKey", "WrongSecret"].includes(error.name) ? NOT_VOUCHED : sentenceFor(error));
    } finally {
      this.#busy = false;
      button.removeAttribute("aria-disabled");
    }
  }

  /** @param {string} sentence */
  #tell(sentence) {
    const place = this.querySelector("[role=alert]");
    if (place) place.textContent = sentence;
  }

  async #invite() {
    await invite(this.page.matter);
    await this.page.saved();
    announce("De code is gemaakt.");
  }

  async #withdraw() {
    await withdrawCode(this.page.matter);
    await this.page.saved();
    announce("De code werkt niet meer.");
  }

  /** @param {Invitation} invitation */
  async #admit(invitation) {
    const { left } = await admit(this.page.matter, invitation);
    await this.page.saved();
    announce(["Het gesprek is open.", ...left.map(({ name, why }) => `${name} kreeg geen nieuwe sleutel: ${why}.`)].join(" "));
    const talk = document.querySelector("nabij-matter-talk h2");
    if (talk instanceof HTMLElement) {
      talk.tabIndex = -1;
      talk.focus();
    }
  }
}

/** What is handed over. Nobody's name is on it. @param {Standing} standing @param {string} code @param {string} digits @param {string} until */
function slip({ page }, code, digits, until) {
  return el("div", { class: "paper slip" },
    el("p", { class: "what" }, "Jouw code"),
    el("p", { class: "code" }, el("span", {}, code)),
    el("p", {}, "Ga op je eigen telefoon naar ", el("strong", {}, page.replace(/^https?:\/\//, "")), " en typ de code."),
    el("p", { class: "small" }, "Op die pagina staan deze cijfers: ", el("span", { class: "digits" }, digits), ". Staan er andere? Stop dan en bel."),
    el("p", { class: "small" }, `De code werkt één keer, tot en met ${dayAndYear(until)}. Gooi dit briefje daarna weg.`),
  );
}

/** The title that a printer writes above the page names nothing. */
function print() {
  const { title } = document;
  document.title = "Papier";
  document.documentElement.dataset.printing = "slip";
  window.print();
  delete document.documentElement.dataset.printing;
  document.title = title;
}

/** @param {string} link */
async function copy(link) {
  try {
    await navigator.clipboard.writeText(link);
    announce("De link is gekopieerd.");
  } catch {
    announce("Kopiëren lukte niet. Typ de code over.");
  }
}

customElements.define("nabij-matter-invite", MatterInvite);
