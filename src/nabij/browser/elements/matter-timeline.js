// Encounters, newest first: what the register counts joined with what was written; every earlier version stays readable.
import { dayAndYear, el, fill, monthName } from "../desk/dom.js";
import { CONDITIONS, exceptionsOf } from "../day/exception.js";
import { latest, revisionsOf } from "../day/latest.js";
import { writerOf } from "../day/people.js";
import { meetings } from "../day/timeline.js";
import { cardOf, newIds, noteEncounter } from "../day/writing.js";
import { localMinute } from "./matter-fields.js";
import { answers, MatterSection, prose, revisionForm } from "./matter-section.js";
import { Writing } from "./matter-writing.js";

/** @typedef {import("../day/timeline.js").Meeting} Meeting */
/** @typedef {import("./matter-section.js").Placed} Placed */
/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */
/** @typedef {ReturnType<typeof exceptionsOf>[number]} Exception */

/** "21 november 2026, 14:05". @param {unknown} at `YYYY-MM-DDTHH:MM` */
function moment(at) {
  const [day, time = ""] = String(at ?? "").split("T");
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `${dayAndYear(day)}${time ? `, ${time}` : ""}` : "";
}

/** "door Noor Bakker", or nothing where it was oneself. @param {string | null} name */
const by = (name) => (name ? `door ${name}` : "");

/** "op 3 maart 2026, 14:05". @param {string | null} written */
function when(written) {
  const [day, time = ""] = (written ?? "").split("T");
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `op ${dayAndYear(day)}, ${time}` : "";
}

class MatterTimeline extends MatterSection {
  draw() {
    const { matter } = this.page;
    const entries = [
      ...meetings(matter.served.encounters, latest(matter, "note")).map((meeting) => ({ day: meeting.day, line: () => this.#meeting(meeting) })),
      ...exceptionsOf(matter).map((exception) => ({ day: String(exception.content?.at ?? `${exception.month}-31`), line: () => this.#exception(exception) })),
    ].sort((one, other) => other.day.localeCompare(one.day));
    const aftercare = matter.served.register.closed_month && el("p", {}, el("button", { type: "button", class: "button quiet", onclick: () => this.#noteAftercare(null) }, "Noteer een gesprek na afsluiten"));
    if (entries.length === 0) return fill(this, aftercare, el("p", { class: "soft" }, "Nog geen gesprek genoteerd."));
    return fill(this, aftercare, el("ol", { class: "timeline" }, ...entries.map(({ line }) => line())));
  }

  /** @param {Meeting} meeting */
  #meeting(meeting) {
    const { encounter, notes, at, counted } = meeting;
    const { times = 1, quarters = null } = encounter;
    const long = quarters ? `samen ${(quarters / 4).toLocaleString("nl")} uur` : this.page.label("duration", encounter.duration).toLocaleLowerCase("nl");
    const how = [times > 1 && `${times} gesprekken`, this.page.label("channel", encounter.channel), long].filter(Boolean).join(", ");
    const involved = encounter.involvement.map((key) => this.page.label("involvement", key)).join(" · ");
    return el(
      "li",
      { "data-encounter": encounter.id },
      el("h3", {}, at ? moment(at) : monthName(encounter.month), el("span", { class: "how" }, how)),
      involved && el("p", { class: "small soft" }, involved),
      !counted && el("p", { class: "small error" }, "De server laat dit gesprek weg uit de telling."),
      ...(notes.length > 0 ? notes.map((note) => this.#note(note)) : [this.#noNote(encounter.id)]),
    );
  }

  /** @param {Placed} note */
  #note(note) {
    const place = String(note.content.place ?? "");
    const text = String(note.content.text ?? "");
    return el(
      "div",
      { class: "written", "data-note": note.id },
      place && el("p", { class: "small soft" }, place),
      text ? prose(text) : el("p", { class: "soft" }, "Zonder tekst genoteerd."),
      this.#writer(note),
      this.#history(note),
      el("p", { class: "acts" }, el("button", { type: "button", class: "link", "aria-label": `Verbeter de notitie van ${moment(note.content.at)}`, onclick: () => this.#write(String(note.content.encounter), note, null) }, "Verbeter")),
    );
  }

  /** Who wrote it, where that is someone else; and of a correction also when. @param {Placed} note */
  #writer({ author, revision, written }) {
    const name = writerOf(this.page.matter, author);
    const said = revision > 1 ? ["verbeterd", by(name), when(written)] : [by(name)];
    const line = said.filter(Boolean).join(" ");
    return line && el("p", { class: "small soft writer" }, line);
  }

  /** @param {Placed} note */
  #history(note) {
    const earlier = revisionsOf(this.page.matter, note.id).filter(({ revision }) => revision < note.revision).reverse();
    if (earlier.length === 0) return null;
    return el("details", { class: "earlier" }, el("summary", {}, `Eerdere versies (${earlier.length})`), ...earlier.map((one) => el("div", { class: "note" }, el("p", { class: "small soft" }, this.#version(one)), prose(one.content.text))));
  }

  /** "Versie 1 · 2 maart 2026, 10:00 · geschreven door Noor Bakker op 3 maart 2026, 14:05". @param {Placed} earlier */
  #version({ revision, content, author, written }) {
    const told = [by(writerOf(this.page.matter, author)), when(written)].filter(Boolean).join(" ");
    return [`Versie ${revision}`, moment(content.at), told && `geschreven ${told}`].filter(Boolean).join(" · ");
  }

  /** @param {string} encounter */
  #noNote(encounter) {
    if (!this.page.matter.served.mine) return el("p", { class: "soft" }, "Hierbij is geen notitie die jij kunt lezen.");
    return el("div", { class: "written" }, el("p", { class: "soft" }, "Nog geen notitie."), el("p", {}, el("button", { type: "button", class: "link", onclick: () => this.#write(encounter, null, null) }, "Schrijf een notitie")));
  }

  /** @param {Exception} exception */
  #exception({ id, ground, month, content }) {
    return el(
      "li",
      { class: "broken", "data-exception": id },
      el("h3", {}, content ? moment(content.at) : monthName(month), el("span", { class: "how" }, "Vertrouwelijkheid doorbroken")),
      el("p", {}, this.page.label("confidentiality_break", ground)),
      content ? prose(content.situation) : el("p", { class: "soft" }, "De redenen kun jij niet lezen."),
      content && answers([...CONDITIONS.map(([name, condition]) => /** @type {[string, string]} */ ([condition, String(content[name] ?? "")])), ["Wat je deed", String(content.done ?? "")]]),
    );
  }

  /** @param {string} encounter */
  #about(encounter) {
    return `matter/${this.page.matter.id}/note/${encounter}`;
  }

  /** @param {string} encounter @param {Placed | null} was @param {KeptDraft | null} kept */
  #write(encounter, was, kept) {
    if (this.querySelector("nabij-writing")) return;
    const about = this.#about(encounter);
    const { month = this.page.today.slice(0, 7) } = this.page.matter.served.encounters.find(({ id }) => id === encounter) ?? {};
    const now = localMinute();
    const form = revisionForm(this, {
      part: "notes", kind: "note", about, was, kept: kept ?? this.page.draftOf(about),
      fields: ({ at = now.startsWith(month) ? now : `${month}-01T12:00`, place = "", text = "" }) => [
        { name: "text", label: "Wat er gezegd is", kind: "area", rows: 6, value: String(text), needed: "Schrijf op wat er gezegd is." },
        { name: "at", label: "Wanneer", kind: String(at).includes("T") ? "moment" : "date", value: String(at), needed: "Kies wanneer het gesprek was." },
        { name: "place", label: "Waar", kind: "text", value: String(place) },
      ],
      content: ({ at, place, text }) => ({ encounter, at: String(at), place: String(place).trim(), text: String(text) }),
      told: ({ content }) => el("div", {}, el("p", { class: "small soft" }, [moment(content.at), content.place].filter(Boolean).join(" · ")), prose(content.text)),
      button: was ? "Bewaar als nieuwe versie" : "Bewaar in de kluis", said: "Bewaard in de kluis.",
      onClosed: () => {
        this.draw();
        const line = /** @type {HTMLElement | null} */ (this.querySelector(`[data-encounter="${encounter}"] h3`));
        if (line) line.tabIndex = -1;
        line?.focus();
      },
    });
    this.querySelector(`[data-encounter="${encounter}"] .written`)?.replaceChildren(form);
  }

  /** A conversation after closing: nobody is aan zet, and the matter stays closed. @param {KeptDraft | null} kept */
  #noteAftercare(kept) {
    const about = `matter/${this.page.matter.id}/aftercare`;
    const was = kept ?? this.page.draftOf(about);
    const ids = /** @type {ReturnType<typeof newIds>} */ (was?.content.ids ?? newIds());
    const form = new Writing({
      about, kept: was, button: "Bewaar in de kluis", said: "Bewaard in de kluis.", endsDraft: true, also: () => ({ ids }),
      fields: [
        { name: "channel", label: "Hoe", kind: "one", choices: this.page.choices("channel"), needed: "Kies hoe jullie elkaar spraken." },
        { name: "duration", label: "Hoe lang", kind: "one", choices: this.page.choices("duration"), needed: "Kies hoe lang het duurde." },
        { name: "text", label: "Wat er gezegd is", kind: "area", rows: 6 },
        { name: "at", label: "Wanneer", kind: "moment", value: localMinute(), needed: "Kies wanneer het gesprek was." },
        { name: "place", label: "Waar", kind: "text" },
      ],
      save: async ({ channel, duration, text, at, place }, draft) => {
        const encounter = { id: ids.encounter, channel: String(channel), duration: String(duration), involvement: ["aftercare"], month: String(at).slice(0, 7) };
        const note = { at: String(at), place: String(place).trim(), text: String(text) };
        await noteEncounter(this.page.matter, { ids, encounter, note, card: cardOf(this.page.matter), turn: "nobody", due: null, draft });
        await this.page.saved();
      },
      onStale: async () => {
        await this.page.refresh();
        return "De kwestie is intussen ergens anders aangepast. Wat je typte staat er nog. Bewaar nog een keer.";
      },
      onClosed: () => this.closed(),
    });
    this.prepend(el("section", { class: "sheet" }, el("h3", {}, "Een gesprek na afsluiten"), form));
  }

  /** @param {string} about @param {KeptDraft} kept */
  resume(about, kept) {
    if (about === `matter/${this.page.matter.id}/aftercare`) {
      this.#noteAftercare(kept);
      return true;
    }
    const encounter = meetings(this.page.matter.served.encounters, latest(this.page.matter, "note")).map((one) => one.encounter).find(({ id }) => about === this.#about(id));
    if (!encounter) return false;
    const was = latest(this.page.matter, "note").find(({ content }) => content.encounter === encounter.id) ?? null;
    this.#write(encounter.id, was, kept);
    return true;
  }
}

customElements.define("nabij-matter-timeline", MatterTimeline);
