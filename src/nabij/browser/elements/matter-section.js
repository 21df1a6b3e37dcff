// What the sections of one matter share: the opened matter, the code lists, drafts, and the way to draw anew.
import { el } from "../desk/dom.js";
import { json, newId } from "../vault/bytes.js";
import { latest, revisionAfter } from "../day/latest.js";
import { overtaken } from "../day/matter.js";
import { revise } from "../day/writing.js";
import { Unchanged, Writing } from "./matter-writing.js";

/** @typedef {import("../day/matter.js").OpenMatter} OpenMatter */
/** @typedef {import("../day/matter.js").Placed} Placed */
/** @typedef {import("./matter-fields.js").Values} Values */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("./matter-writing.js").KeptDraft} KeptDraft */
/**
 * @typedef {object} Page
 * @property {OpenMatter} matter
 * @property {(list: string, key: string) => string} label of a code
 * @property {(list: string) => import("./matter-fields.js").Choices} choices
 * @property {import("./matter-fields.js").Groups} natures
 * @property {string} today `YYYY-MM-DD`
 * @property {number} aftercareWeeks
 * @property {string} organisation
 * @property {() => Promise<void>} refresh fetches anew and draws every section that has no form open
 * @property {() => Promise<void>} saved the same after a save; when it fails, the save still counts
 * @property {Set<string>} fresh ids of what the visitor wrote that is new with this look
 * @property {<T>(work: () => Promise<T>) => Promise<T>} quietly keeps something with nothing of it to draw, which is told as no news
 * @property {(about: string) => KeptDraft | null} draftOf
 */

/**
 * What is said in place of "nothing was written" where the one who looks cannot know that; null where they hold every key. Who shares from some
 * day on has what came before under keys that this reader never got.
 * @param {OpenMatter} matter @param {import("../vault/record.js").MatterPart} part
 */
export function withheldIn({ served, epochs }, part) {
  if (served.mine || epochs[part].includes(1)) return null;
  return epochs[part].length > 0 ? "Wat eerder is opgeschreven, is niet met jou gedeeld." : "Wat hier is opgeschreven, is niet met jou gedeeld.";
}

export class MatterSection extends HTMLElement {
  /** @type {Page | null} */
  #page = null;

  get page() {
    if (!this.#page) throw new TypeError("Not shown yet");
    return this.#page;
  }

  /** @param {Page} page */
  take(page) {
    this.#page = page;
    // What is being typed stays where it is.
    if (!this.querySelector("nabij-writing")) this.draw();
  }

  draw() {}

  /** Opens the form that a draft belongs to; false when it is not of this section. @param {string} _about @param {KeptDraft} _kept */
  resume(_about, _kept) {
    return false;
  }

  /** Draws anew and puts the keyboard at the heading of this section. */
  closed() {
    this.draw();
    const heading = /** @type {HTMLElement | null} */ (this.querySelector("h2, h3") ?? document.querySelector("main h1"));
    if (!heading) return;
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}

/**
 * @typedef {object} Revising one record, written anew as its next revision
 * @property {import("../day/matter.js").Change["part"]} part
 * @property {string} kind
 * @property {string} about
 * @property {Placed | null} was null for a first one
 * @property {(content: Record<string, unknown>) => Field[]} fields
 * @property {(values: Values) => Record<string, unknown>} content
 * @property {(record: Placed) => Node} told another's version, to be read beside one's own
 * @property {string} button
 * @property {string} said
 * @property {KeptDraft | null} kept
 * @property {() => void} onClosed
 * @property {(values: Values) => [string, string][]} [wrong]
 * @property {(content: Record<string, unknown>) => Promise<void>} [check] throws a `Refusal` where this may not be kept
 */

/** The newest revision of a record as the page knows it now. @param {MatterSection} section @param {string} kind @param {string} id */
const newest = (section, kind, id) => latest(section.page.matter, kind).find((record) => record.id === id) ?? null;

/** @param {Writing} writing @param {Node} theirs @param {() => void} mine */
function sideBySide(writing, theirs, mine) {
  const keepMine = el("button", { type: "button", class: "button", onclick: mine }, "Bewaar de mijne als nieuwe versie");
  const leave = el("button", { type: "button", class: "button quiet", onclick: () => void writing.keepForLater() }, "Laat zo");
  writing.tell(
    [["", "Dit is intussen ergens anders aangepast, in een ander tabblad of op een ander apparaat. Beide versies zijn er nog."]],
    el("div", { class: "note told" }, el("h3", {}, "De andere versie"), theirs),
    el("p", { class: "together" }, keepMine, leave),
    el("p", { class: "small soft" }, "Laat je het zo, dan blijft jouw tekst als verzegeld concept bij deze kwestie staan, tot je beslist."),
  );
}

/**
 * A form for the next revision of a record. When another tab or device wrote first, both versions stand side by side and the person decides.
 * @param {MatterSection} section
 * @param {Revising} revising
 */
export function revisionForm(section, { part, kind, about, was, fields, content, told, button, said, kept, onClosed, wrong, check }) {
  const id = String(kept?.content.record ?? was?.id ?? newId());
  let base = Number(kept?.content.base ?? was?.revision ?? 0);
  const writing = new Writing({
    about, button, said, kept, onClosed, wrong,
    endsDraft: true,
    fields: fields(was?.content ?? {}),
    also: () => ({ record: id, base }),
    save: async (values, draft) => {
      const now = newest(section, kind, id);
      const wanted = content(values);
      if (now && now.revision === base && json(now.content) === json({ ...now.content, ...wanted })) throw new Unchanged();
      await check?.(wanted);
      if ((now?.revision ?? 0) > base) {
        if (json(now?.content) !== json(wanted)) throw overtaken();
      } else {
        await revise(section.page.matter, [{ part, kind, id, revision: revisionAfter(section.page.matter, id, base), content: wanted }], draft);
      }
      await section.page.saved();
    },
    onStale: async () => {
      await section.page.refresh();
      showBoth();
      return null;
    },
  });
  function showBoth() {
    const theirs = newest(section, kind, id);
    if (!theirs) return;
    const mine = () => {
      base = theirs.revision;
      writing.typed();
      void writing.save();
    };
    sideBySide(writing, told(theirs), mine);
  }
  // A draft of before someone else's version: decide first. The form must be on the page by then.
  if (was && kept && was.revision > base) queueMicrotask(showBoth);
  return writing;
}

/** Text with its own line breaks. @param {unknown} text */
export const prose = (text) => el("p", { class: "prose" }, String(text ?? ""));

/** @param {[string, Node | string | null][]} lines without those that are empty */
export const answers = (lines) => el("dl", { class: "answers" }, ...lines.filter(([, value]) => value).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
