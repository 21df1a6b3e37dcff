// <nabij-vault-setup>: a new vault, one thing at a time. Nothing is stored until the last step.
import { setUp } from "../day/account.js";
import { fetchState } from "../day/vault.js";
import { el } from "../desk/dom.js";
import { go } from "../desk/pages.js";
import { aside, chooseMethod, doing, drawPaper, drawStep, drawWorking, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/account.js").Method} Method */

class VaultSetup extends HTMLElement {
  #today = "";

  connectedCallback() {
    drawStep(this, "Je kluis inrichten", el("p", { class: "soft" }, "Even kijken…"));
    this.#begin();
  }

  async #begin() {
    const trouble = troubleLine();
    try {
      const { bundle, today } = await fetchState();
      this.#today = today;
      if (bundle) this.#already();
      else this.#explain();
    } catch (error) {
      drawStep(this, "Je kluis inrichten", trouble, el("p", { class: "actions" }, doing("Probeer opnieuw", () => this.#begin(), { trouble })));
      tell(trouble, error);
    }
  }

  #already() {
    drawStep(
      this, "Je kluis is al ingericht",
      el("p", { class: "lead" }, "Hier hoef je niets meer te doen."),
      el("p", { class: "actions" }, el("a", { class: "button", href: "/kluis/" }, "Naar mijn kluis")),
    );
  }

  #explain() {
    this.removeAttribute("data-unsaved");
    drawStep(
      this, "Je kluis inrichten",
      el("p", { class: "lead" }, "Namen, notities en berichten liggen in een kluis. Alleen jij kunt hem openen, in je eigen browser."),
      el("p", {}, "Wij kunnen er niet in. Je praktijkmanager en de beheerder ook niet. Er is geen reservesleutel."),
      el("p", {}, "Je krijgt daarom twee manieren om hem te openen: een voor elke dag, en een herstelcode op papier voor als die ooit kwijt is."),
      el(
        "div", { class: "note mine" },
        el("p", {}, "Raak je alle manieren kwijt, dan is wat in je kluis ligt voorgoed weg: namen, notities, berichten en bestanden. Wat je deelde met een collega kan die nog lezen. De cijfers zonder namen blijven bestaan."),
      ),
      el("p", {}, "Dit duurt ongeveer vijf minuten. Leg pen en papier klaar, of zet een printer aan. Stop je halverwege, dan is er geen kluis gemaakt en begin je later opnieuw."),
      el("p", { class: "actions" }, doing("Begin", () => this.#choose(), { trouble: troubleLine() })),
    );
  }

  #choose() {
    this.removeAttribute("data-unsaved");
    return chooseMethod(this, {
      title: "Hoe open je je kluis elke dag?", chosen: (method) => void this.#make(method), back: { label: "Terug", work: () => this.#explain() },
    });
  }

  /** @param {Method} method */
  async #make(method) {
    this.setAttribute("data-unsaved", "");
    try {
      const paper = await setUp(method, drawWorking(this, "We maken je kluis", method.words ? 2 : 1));
      drawPaper(this, paper, { today: this.#today, button: "Kluis in gebruik nemen", saved: () => this.#done(), stop: null, first: true });
    } catch (error) {
      const trouble = troubleLine();
      drawStep(
        this, "Dit lukte niet", trouble,
        el("p", { class: "actions" }, doing("Probeer opnieuw", () => this.#make(method), { trouble }), aside("Terug", () => void this.#choose())),
      );
      tell(trouble, error);
    } finally {
      // The slot is made: this secret has done its work, unless making it is tried again.
      if (this.querySelector(".paper")) method.passkey?.prf.fill(0);
    }
  }

  #done() {
    this.removeAttribute("data-unsaved");
    return go("/", { replace: true });
  }
}

customElements.define("nabij-vault-setup", VaultSetup);
