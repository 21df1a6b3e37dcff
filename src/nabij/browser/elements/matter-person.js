// Name and contact of the visitor, and whom the visitor names: only on demand, and out of sight again with every page.
import { el, fill } from "../desk/dom.js";
import { latest } from "../day/latest.js";
import { refuseBothSides } from "../day/own-people.js";
import { contactOf, toldRows } from "../day/told-by-visitor.js";
import { answers, MatterSection, revisionForm, withheldIn } from "./matter-section.js";

/** @typedef {import("./matter-section.js").Placed} Placed */
/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */
/** @typedef {import("./matter-fields.js").Field} Field */

const KINDS = /** @type {const} */ (["person", "named_party"]);
/** @typedef {(typeof KINDS)[number]} Kind */

const WORDS = {
  person: { title: "Naam en contact", show: "Toon naam en contact", none: "Geen naam opgeschreven. Dat hoeft ook niet.", write: "Schrijf naam en contact op", hide: "Verberg naam en contact" },
  named_party: { title: "Kwestie-veroorzaker, volgens de inbrenger", show: "Toon de kwestie-veroorzaker", none: "Niemand genoemd.", write: "Schrijf op om wie het gaat", hide: "Verberg de kwestie-veroorzaker" },
};

/** @type {Record<Kind, [name: string, label: string, kind: Field["kind"], hint?: string][]>} */
const FIELDS = {
  person: [
    ["name", "Naam", "text"],
    ["phone", "Telefoon", "tel"],
    ["email", "E-mail", "email", "Liefst een eigen adres, niet dat van het werk."],
    ["contact", "Wanneer en hoe is het veilig?", "area", "Bijvoorbeeld: na 17:00, niet inspreken."],
  ],
  named_party: [
    ["name", "Naam", "text"],
    ["email", "E-mail", "email", "Liefst het werkadres. Zo telt iemand met dezelfde naam niet mee."],
    ["relation", "Wie is dit voor de inbrenger?", "text", "Volgens de inbrenger. Je onderzoekt niets."],
  ],
};

class MatterPerson extends MatterSection {
  /** @type {Set<Kind>} */
  #shown = new Set();

  /** @param {Kind} kind */
  #about(kind) {
    return `matter/${this.page.matter.id}/${kind}`;
  }

  draw() {
    fill(this, ...KINDS.map((kind) => this.#block(kind)));
  }

  /** @param {Kind} kind */
  #block(kind) {
    const { title, show, none, hide, write: begin } = WORDS[kind];
    const records = latest(this.page.matter, kind).filter(({ content }) => FIELDS[kind].some(([name]) => content[name]));
    const toggle = (/** @type {boolean} */ open) => {
      if (open) this.#shown.add(kind);
      else this.#shown.delete(kind);
      this.draw();
      /** @type {HTMLElement | null} */ (this.querySelector(`[data-kind="${kind}"] button`))?.focus();
    };
    const write = (/** @type {string} */ label) => el("button", { type: "button", class: "link", onclick: () => this.#write(kind, null) }, label);
    const heading = el("h2", {}, title);
    const told = kind === "person" ? this.#byVisitor() : null;
    const withheld = records.length === 0 ? withheldIn(this.page.matter, "notes") : null;
    if (records.length === 0 && !told) return el("section", { "data-kind": kind }, heading, el("p", { class: "soft small" }, withheld ?? none), el("p", {}, write(begin)));
    if (!this.#shown.has(kind)) return el("section", { "data-kind": kind }, heading, el("p", {}, el("button", { type: "button", class: "button quiet", "data-reads": true, onclick: () => toggle(true) }, show)));
    return el("section", { "data-kind": kind }, heading, el("p", { class: "together" }, el("button", { type: "button", class: "link", "data-reads": true, onclick: () => toggle(false) }, hide), write(records.length > 0 ? "Wijzig" : begin)), told, withheld && el("p", { class: "soft small" }, withheld), ...records.map((record) => ownWords(kind, record)));
  }

  /** What the visitor told of themselves, which only they can change; null where that is nothing. */
  #byVisitor() {
    const contact = contactOf(this.page.matter);
    const rows = contact ? toldRows(contact) : [];
    return rows.length > 0 && el("div", { "data-told": true }, el("p", { class: "small soft" }, "Dit vertelde de inbrenger zelf:"), answers(rows));
  }

  /** @param {Kind} kind @param {KeptDraft | null} kept */
  #write(kind, kept) {
    const about = this.#about(kind);
    const form = revisionForm(this, {
      part: "notes", kind, about, was: latest(this.page.matter, kind).at(-1) ?? null, kept: kept ?? this.page.draftOf(about),
      fields: (content) => FIELDS[kind].map(([name, label, type, hint]) => ({ name, label, kind: type, hint, value: String(content[name] ?? ""), rows: 2 })),
      content: (values) => Object.fromEntries(FIELDS[kind].map(([name]) => [name, String(values[name] ?? "").trim()])),
      told: (record) => ownWords(kind, record),
      check: ({ name, email }) => this.#check(kind, { name: String(name), email: String(email) }),
      button: "Bewaar in de kluis", said: "Bewaard in de kluis.",
      onClosed: () => {
        this.#shown.add(kind);
        this.closed();
      },
    });
    fill(this, el("h2", {}, WORDS[kind].title), form);
  }

  /** Nobody keeps the matters of both sides. @param {Kind} kind @param {{name: string, email: string}} typed */
  #check(kind, typed) {
    const { id, served } = this.page.matter;
    const was = latest(this.page.matter, kind).at(-1)?.content;
    if (was && was.name === typed.name && was.email === typed.email) return Promise.resolve();
    const place = { id, organisation: Number(served.register.organisation) };
    return served.mine ? refuseBothSides(place, kind === "person" ? { visitor: typed } : { named: typed }) : Promise.resolve();
  }

  /** @param {string} about @param {KeptDraft} kept */
  resume(about, kept) {
    const kind = KINDS.find((one) => about === this.#about(one));
    if (kind) this.#write(kind, kept);
    return kind !== undefined;
  }
}

/** @param {Kind} kind @param {Placed} record */
function ownWords(kind, { content }) {
  return answers(FIELDS[kind].map(([name, label, type]) => {
    const value = String(content[name] ?? "");
    return [label, type === "tel" && value ? el("a", { href: `tel:${value.replace(/[^+\d]/g, "")}` }, value) : value];
  }));
}

customElements.define("nabij-matter-person", MatterPerson);
