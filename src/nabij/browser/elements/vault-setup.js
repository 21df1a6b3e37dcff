// <nabij-vault-setup>: a new vault, one thing at a time. Nothing is stored until the last step.
import { setUp } from "../day/account.js";
import { addressed, chosenFor } from "../desk/address.js";
import { fetchState } from "../day/vault.js";
import { el } from "../desk/dom.js";
import { go } from "../desk/pages.js";
import { aside, chooseMethod, doing, drawPaper, drawStep, drawWorking, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/account.js").Method} Method */

const TITLE = addressed("Je kluis inrichten", "Uw kluis inrichten");
/** Where one goes with a new vault. */
const ONWARD = chosenFor("/", "/brieven/");

const FOR_THE_BOARD = [
  "Ziet een vertrouwenspersoon een patroon dat u moet weten, dan schrijft die u een brief. Die brief is verzegeld: alleen u en uw vertrouwenspersonen lezen hem. Wij niet, en de beheerder ook niet.",
  "Daarvoor hebt u één keer een kluis nodig: een passkey, en een code op papier voor als u die kwijtraakt. Dat duurt ongeveer twee minuten.",
];
const LATER = { label: "Later", work: () => void go("/jaarverslagen/") };

class VaultSetup extends HTMLElement {
  #today = "";

  connectedCallback() {
    drawStep(this, TITLE, el("p", { class: "soft" }, "Even kijken…"));
    this.#begin();
  }

  async #begin() {
    const trouble = troubleLine();
    try {
      const { bundle, today } = await fetchState();
      this.#today = today;
      if (bundle) this.#already();
      else this.#start();
    } catch (error) {
      drawStep(this, TITLE, trouble, el("p", { class: "actions" }, doing("Probeer opnieuw", () => this.#begin(), { trouble })));
      tell(trouble, error);
    }
  }

  #already() {
    drawStep(
      this, addressed("Je kluis is al ingericht", "Uw kluis is al ingericht"),
      el("p", { class: "lead" }, addressed("Hier hoef je niets meer te doen.", "Hier hoeft u niets meer te doen.")),
      el("p", { class: "actions" }, el("a", { class: "button", href: "/kluis/" }, "Naar mijn kluis")),
    );
  }

  // The board reads what it is for and chooses on one screen.
  #start = () => void chosenFor(this.#explain, this.#choose).call(this);

  #explain() {
    this.removeAttribute("data-unsaved");
    drawStep(
      this, TITLE,
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
      title: addressed("Hoe open je je kluis elke dag?", "Uw kluis voor brieven"), chosen: (method) => void this.#make(method),
      before: chosenFor([], FOR_THE_BOARD), back: chosenFor({ label: "Terug", work: () => this.#explain() }, LATER),
    });
  }

  /** @param {Method} method */
  async #make(method) {
    this.setAttribute("data-unsaved", "");
    try {
      const paper = await setUp(method, drawWorking(this, addressed("We maken je kluis", "We maken uw kluis"), method.words ? 2 : 1));
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
    return go(ONWARD, { replace: true });
  }
}

customElements.define("nabij-vault-setup", VaultSetup);
