// *In eigen woorden*: what the visitor said it is about, beside the coded nature.
import { el, fill, inASentence } from "../desk/dom.js";
import { latest } from "../day/latest.js";
import { MatterSection, prose, revisionForm, withheldIn } from "./matter-section.js";

class MatterWords extends MatterSection {
  #about() {
    return `matter/${this.page.matter.id}/words`;
  }

  draw() {
    const all = latest(this.page.matter, "words").filter(({ content }) => String(content.text ?? "").trim() !== "");
    const natures = /** @type {string[]} */ (this.page.matter.served.register.nature);
    const coded = natures.map((key) => this.page.label("matter_nature", key)).join(", ");
    fill(
      this,
      el("h2", {}, "In eigen woorden"),
      ...(all.length > 0 ? all.map(({ content }) => el("blockquote", { class: "own-words" }, prose(content.text))) : [el("p", { class: "soft" }, withheldIn(this.page.matter, "conversation") ?? "Nog niet opgeschreven. Schrijf op hoe de inbrenger het zelf zegt.")]),
      coded && el("p", { class: "small soft" }, `In de telling: ${inASentence(coded)}`),
      el("p", {}, el("button", { type: "button", class: "link", onclick: () => this.#write(null) }, all.length > 0 ? "Verbeter" : "Schrijf op")),
    );
  }

  /** @param {import("./matter-section.js").KeptDraft | null} kept */
  #write(kept) {
    const about = this.#about();
    const form = revisionForm(this, {
      part: "conversation", kind: "words", about, was: latest(this.page.matter, "words").at(-1) ?? null, kept: kept ?? this.page.draftOf(about),
      fields: ({ text }) => [{ name: "text", label: "In de woorden van de inbrenger", kind: "area", rows: 5, value: String(text ?? ""), hint: "Zoals het gezegd is, niet zoals jij het zou noemen.", needed: "Schrijf op wat de inbrenger zei." }],
      content: ({ text }) => ({ text: String(text) }),
      told: ({ content }) => prose(content.text),
      button: "Bewaar in de kluis", said: "Bewaard in de kluis.", onClosed: () => this.closed(),
    });
    fill(this, el("h2", {}, "In eigen woorden"), form);
  }

  /** @param {string} about @param {import("./matter-section.js").KeptDraft} kept */
  resume(about, kept) {
    if (about !== this.#about()) return false;
    this.#write(kept);
    return true;
  }
}

customElements.define("nabij-matter-words", MatterWords);
