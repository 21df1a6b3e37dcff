// *Vertrouwelijkheid doorbreken*: the guarded form behind a quiet link. First what must hold, then the reasons; not undoable.
import { el, fill } from "../desk/dom.js";
import { newId } from "../vault/bytes.js";
import { CONDITIONS, CONFLICT, exceptionsOf, recordException } from "../day/exception.js";
import { localMinute } from "./matter-fields.js";
import { MatterSection } from "./matter-section.js";
import { Writing } from "./matter-writing.js";

/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */
/** @typedef {import("./matter-fields.js").Field} Field */

class MatterException extends MatterSection {
  #about() {
    return `matter/${this.page.matter.id}/exception`;
  }

  draw() {
    if (!this.page.matter.served.mine) return fill(this);
    return fill(this, el("p", { class: "small" }, el("button", { type: "button", class: "link quiet-link", onclick: () => this.#explain() }, "Vertrouwelijkheid doorbreken")));
  }

  #explain() {
    const heading = el("h2", { tabindex: -1 }, "Vertrouwelijkheid doorbreken");
    fill(
      this,
      el(
        "section",
        { class: "sheet" },
        heading,
        el("p", { class: "lead" }, "Er gebeurt niets tegen de wil van de inbrenger. Daarop zijn drie uitzonderingen."),
        el("ul", {}, el("li", {}, "De inbrenger geeft toestemming voor deze stap."), el("li", {}, "De wet verplicht je."), el("li", {}, "Je plichten botsen, en deze vier gelden alle vier:", el("ul", {}, ...CONDITIONS.map(([, condition]) => el("li", {}, condition))))),
        el("p", {}, "Overleg eerst met een collega, zonder naam. Is er direct gevaar? Bel 112; schrijf het daarna op."),
        el("p", { class: "soft" }, "Wat je hier vastlegt, blijft staan. De redenen liggen verzegeld in de kluis; de praktijk ziet alleen de grond en de maand."),
        el("div", { class: "actions" }, el("button", { type: "button", class: "button quiet", onclick: () => this.#write(null) }, "Leg een doorbreking vast"), el("button", { type: "button", class: "link", onclick: () => this.closed() }, "Niet doen")),
      ),
    );
    heading.focus();
  }

  /** @returns {Field[]} */
  #fields() {
    const reasons = CONDITIONS.map(([name, , question]) => ({ name, label: question, kind: /** @type {const} */ ("area"), rows: 2, only: CONFLICT }));
    return [
      { name: "ground", label: "Op welke grond?", kind: "one", choices: this.page.choices("confidentiality_break"), needed: "Kies op welke grond." },
      { name: "at", label: "Wanneer", kind: "moment", value: localMinute(), needed: "Kies wanneer." },
      { name: "situation", label: "Wat is er aan de hand?", kind: "area", needed: "Schrijf op wat er aan de hand is." },
      ...reasons,
      { name: "done", label: "Wat deed je, en aan wie vertelde je het?", kind: "area", hint: "Ook wanneer je het de inbrenger vertelde.", needed: "Schrijf op wat je deed." },
      { name: "sure", label: "Ik begrijp dat dit blijft staan en niet terug te draaien is.", kind: "tick", needed: "Bevestig dat je begrijpt dat dit blijft staan." },
    ];
  }

  /** @param {KeptDraft | null} kept */
  #write(kept) {
    const about = this.#about();
    const was = kept ?? this.page.draftOf(about);
    const id = String(was?.content.record ?? newId());
    const form = new Writing({
      about, kept: was, fields: this.#fields(), grave: true, button: "Leg vast in de kluis", said: "Vastgelegd in de kluis.", also: () => ({ record: id }),
      wrong: unproven,
      save: async (values) => {
        const text = (/** @type {string} */ name) => String(values[name] ?? "").trim();
        await recordException(this.page.matter, {
          id,
          content: { at: text("at"), ground: text("ground"), situation: text("situation"), consent_sought: text("consent_sought"), conscience: text("conscience"), no_other_way: text("no_other_way"), serious_harm: text("serious_harm"), done: text("done") },
        });
        await this.page.saved();
      },
      onClosed: () => this.#recorded(id),
    });
    fill(this, el("section", { class: "sheet" }, el("h2", {}, "Vertrouwelijkheid doorbreken"), form));
  }

  /** Says where it is now, where the person was; nothing when the form was left. @param {string} id */
  #recorded(id) {
    this.draw();
    if (!exceptionsOf(this.page.matter).some((one) => one.id === id)) return this.closed();
    const show = (/** @type {Event} */ event) => {
      event.preventDefault();
      const record = /** @type {HTMLElement | null} */ (document.querySelector(`[data-exception="${id}"] h3`));
      if (!record) return;
      record.tabIndex = -1;
      record.focus();
      record.scrollIntoView({ block: "center" });
    };
    const line = el("p", { tabindex: -1 }, "Vastgelegd in de kluis. Het staat bij de gesprekken. ", el("a", { href: "#encounters", onclick: show }, "Bekijk wat je vastlegde"));
    this.prepend(line);
    return line.focus();
  }

  /** @param {string} about @param {KeptDraft} kept */
  resume(about, kept) {
    if (about !== this.#about()) return false;
    this.#write(kept);
    return true;
  }
}

/** Which of the four conditions lack a reason. @param {import("./matter-fields.js").Values} values @returns {[string, string][]} */
function unproven(values) {
  if (values.ground !== CONFLICT) return [];
  const open = CONDITIONS.filter(([name]) => String(values[name]).trim() === "").map(([name, condition]) => /** @type {[string, string]} */ ([name, `Schrijf op waarom dit geldt: ${condition.toLocaleLowerCase("nl")}.`]));
  return open.length > 0 ? [...open, ["", "Gelden ze niet alle vier, dan doorbreek je niet."]] : [];
}

customElements.define("nabij-matter-exception", MatterException);
