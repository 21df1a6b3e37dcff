// The coded half of the registration: what the practice counts. No text, no day.
import { el, fill, monthName } from "../desk/dom.js";
import { monthsAfter } from "../day/timeline.js";
import { codeRegister } from "../day/writing.js";
import { reload } from "../desk/pages.js";
import { answers, MatterSection } from "./matter-section.js";
import { Writing } from "./matter-writing.js";

/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */

const SINGLE = /** @type {const} */ ([
  ["subject_relation", "Op wie heeft het betrekking?"],
  ["person_role", "Rol van de inbrenger"],
  ["person_position", "Positie in de kwestie"],
]);

/** Asked so many months after closing; a month sooner counts. */
const DURABILITY = /** @type {const} */ ([["durability_3", 3], ["durability_6", 6], ["durability_12", 12]]);

class MatterRegister extends MatterSection {
  #about() {
    return `matter/${this.page.matter.id}/register`;
  }

  draw() {
    const { register } = this.page.matter.served;
    const codes = (/** @type {string} */ list, /** @type {string[]} */ keys) => keys.map((key) => this.page.label(list, key)).join(", ");
    const empty = el("p", { class: "soft" }, "Nog niets ingevuld.");
    const lines = answers([
      ["Organisatie", this.page.organisation],
      ["Aard", codes("matter_nature", register.nature)],
      ["Vooral", register.nature.length > 1 ? this.page.label("matter_nature", register.primary_nature) : null],
      ["Niveau van integriteit", codes("integrity_level", register.integrity_levels)],
      ...SINGLE.map(([name, label]) => /** @type {[string, string]} */ ([label.replace("?", ""), this.page.label(name, register[name])])),
      ["Onderdeel", this.page.label("unit", String(register.unit ?? ""))],
      ["Afloop", this.page.label("outcome", register.outcome)],
      ...DURABILITY.map(([name, months]) => /** @type {[string, string]} */ ([`Stand na ${months} maanden`, this.page.label("durability", register[name])])),
      ["Geopend", monthName(register.opened_month)],
    ]);
    fill(
      this,
      el("h2", {}, "Wat de praktijk telt"),
      el("p", { class: "small soft" }, "Vaste keuzes: geen tekst en geen dag. Hieruit komen de cijfers van het jaarverslag."),
      lines.childElementCount > 0 ? lines : empty,
      el("p", {}, el("button", { type: "button", class: "link", onclick: () => this.#code(null) }, "Wijzig wat telt")),
    );
  }

  #fields() {
    const { register } = this.page.matter.served;
    /** @type {import("./matter-fields.js").Field[]} */
    const fields = [
      ...this.#organisationField(),
      { name: "nature", label: "Aard", kind: "some", groups: this.page.natures, value: register.nature },
      { name: "primary_nature", label: "Waar gaat het vooral over?", kind: "select", groups: this.page.natures, value: register.primary_nature, hint: "Een van de aarden die je hierboven koos." },
      { name: "integrity_levels", label: "Niveau van integriteit", kind: "some", choices: this.page.choices("integrity_level"), value: register.integrity_levels },
      ...SINGLE.map(([name, label]) => ({ name, label, kind: /** @type {const} */ ("select"), choices: this.page.choices(name), value: register[name], empty: "Nog niet gezegd" })),
    ];
    if (this.page.choices("unit").length > 0) fields.push({ name: "unit", label: "Onderdeel", kind: "select", choices: this.page.choices("unit"), value: String(register.unit ?? ""), empty: "Niet gezegd" });
    if (register.closed_month) fields.push({ name: "outcome", label: "Afloop", kind: "select", choices: this.page.choices("outcome").filter(([key]) => key !== "ongoing"), value: register.outcome, ...(register.outcome ? { empty: "Kies", needed: "Kies hoe het afliep, in de woorden van de inbrenger." } : { empty: "Niet bijgehouden" }) });
    for (const [name, months] of this.#moments()) fields.push({ name, label: `Houdt de oplossing stand, na ${months} maanden?`, kind: "select", choices: this.page.choices("durability"), value: register[name], empty: "Nog niet gevraagd", hint: "Vraag het bij de nazorg, als de inbrenger daar geen bezwaar tegen heeft. In de woorden van de inbrenger." });
    return fields;
  }

  /** The moments after closing that have come. */
  #moments() {
    const { closed_month: closed } = this.page.matter.served.register;
    if (!closed) return [];
    return DURABILITY.filter(([, months]) => monthsAfter(closed, months - 1) <= this.page.today.slice(0, 7));
  }

  /** A matter that was put with the wrong organisation goes to the right one, with everything in it. @returns {import("./matter-fields.js").Field[]} */
  #organisationField() {
    const { mine, register } = this.page.matter.served;
    const choices = this.page.choices("organisation");
    if (!mine || choices.every(([key]) => key === String(register.organisation))) return [];
    return [{ name: "organisation", label: "Organisatie", kind: "one", choices, value: String(register.organisation), hint: "Verkeerd gekozen? Kies de goede. Alles gaat mee, en de kwestie telt dan daar. Een onderdeel kies je daarna opnieuw." }];
  }

  /** What goes to the register: units are those of the organisation that the matter is with now. @param {import("./matter-fields.js").Values} values @param {boolean} moves */
  #chosen({ unit, organisation, ...codes }, moves) {
    if (moves) return { ...codes, organisation: Number(organisation) };
    return { ...codes, ...(unit === undefined ? {} : { unit: unit === "" ? null : Number(unit) }) };
  }

  /** @param {KeptDraft | null} kept */
  #code(kept) {
    const about = this.#about();
    let moved = false;
    const form = new Writing({
      about, kept: kept ?? this.page.draftOf(about), fields: this.#fields(), button: "Bewaar", said: "Bewaard.",
      wrong: ({ nature, primary_nature: primary }) => (primary && !nature.includes(String(primary)) ? [["primary_nature", "Kies de belangrijkste aard uit wat je aankruiste."]] : []),
      save: async (values) => {
        const moves = Boolean(values.organisation) && Number(values.organisation) !== this.page.matter.served.register.organisation;
        await codeRegister(this.page.matter, this.#chosen(values, moves));
        moved = moves;
        await this.page.saved();
      },
      onStale: async () => {
        await this.page.refresh();
        return "Dit is intussen ergens anders aangepast. Wat je koos staat er nog. Bewaar opnieuw als het jouwe moet gelden, of annuleer en kijk eerst.";
      },
      // Its name and its units stand in the page itself.
      onClosed: () => (moved ? void reload() : this.closed()),
    });
    fill(this, el("h2", {}, "Wat de praktijk telt"), el("p", { class: "small soft" }, "Vaste keuzes: geen tekst en geen dag."), form);
  }

  /** @param {string} about @param {KeptDraft} kept */
  resume(about, kept) {
    if (about !== this.#about()) return false;
    this.#code(kept);
    return true;
  }
}

customElements.define("nabij-matter-register", MatterRegister);
