// A text that the other author set ready: names of one's own vault are looked for in it, here, since theirs alone was searched.
import { el, fill } from "../desk/dom.js";

class StoryNames extends HTMLElement {
  connectedCallback() {
    void this.#begin();
  }

  async #begin() {
    const { vault } = await import("../day/vault.js");
    if (!this.isConnected) return;
    if (vault.session.isOpen()) return void (await this.#search());
    const button = el("button", { type: "button", class: "button quiet", onclick: () => void this.#search() }, "Zoek namen uit mijn kluis");
    fill(this, el("p", { class: "actions" }, button));
  }

  async #search() {
    const [{ namedIn, namesOfVault }, { namesFound, NOT_SEARCHED }, { vault }] = await Promise.all([import("../day/story-names.js"), import("./story-ready.js"), import("../day/vault.js")]);
    if (!vault.session.isOpen()) {
      fill(this, el("p", { class: "message warning", role: "alert" }, el("strong", {}, NOT_SEARCHED), " Je kluis is dicht. ", el("a", { href: "/kluis/" }, "Open hem"), " en kom dan hier terug."));
      return;
    }
    const said = el("p", { class: "soft", role: "status" }, "Even geduld, je browser kijkt of er namen uit je kluis in de tekst staan.");
    fill(this, said);
    const again = el("button", { type: "button", class: "link quiet-link", onclick: () => void this.#search() }, "Zoek opnieuw naar namen");
    try {
      const { names, failed } = await namesOfVault((done, of) => fill(said, `Je browser leest je kwesties: ${done} van ${of}.`));
      fill(this, ...namesFound(namedIn(names, this.#texts()), failed), failed > 0 && again);
    } catch {
      fill(this, el("p", { class: "message warning", role: "alert" }, el("strong", {}, NOT_SEARCHED), " Je kwesties waren niet te lezen. ", again));
    }
  }

  /** The text as the page shows it, by heading. */
  #texts() {
    const headings = [...document.querySelectorAll(".story-text h3")];
    return headings.map((heading) => {
      const paragraphs = [];
      for (let next = heading.nextElementSibling; next?.tagName === "P"; next = next.nextElementSibling) paragraphs.push(next.textContent ?? "");
      return { place: heading.textContent ?? "", text: paragraphs.join("\n\n") };
    });
  }
}

customElements.define("nabij-story-names", StoryNames);
