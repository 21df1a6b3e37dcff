// A form in which something is written: kept as a sealed draft while typing, saved once, told in words when it does not go.
import { el, fill } from "../desk/dom.js";
import { announce, NOT_SAVED, notice, sentenceFor, standingAfter } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { Draft } from "../day/drafts.js";
import { json } from "../vault/bytes.js";
import { control, filled, valuesIn } from "./matter-fields.js";

/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("./matter-fields.js").Values} Values */
/** @typedef {{id: string, content: import("../day/drafts.js").DraftContent}} KeptDraft */
/**
 * @typedef {object} Form
 * @property {string} about which form of which record: the name under which the draft is found again
 * @property {Field[]} fields
 * @property {string} button
 * @property {(values: Values, draft: string) => Promise<void>} save throws a `Refusal` with code `stale` when overtaken
 * @property {boolean} [endsDraft] whether the save itself destroys the draft on the server
 * @property {string} said after saving
 * @property {() => void} onClosed after saving, or when left
 * @property {() => Promise<string | null>} [onStale] fetches anew and says how things stand now; null when it told so itself
 * @property {KeptDraft | null} [kept]
 * @property {() => Record<string, unknown>} [also] what the draft holds besides the fields
 * @property {(values: Values) => [string, string][]} [wrong] field and sentence
 * @property {Node[]} [before]
 * @property {boolean} [grave]
 */

/** How a draft stands, in words. @type {Record<import("../day/drafts.js").State, string>} */
export const DRAFT_SAID = {
  kept: "Concept bewaard",
  here: "Concept bewaard op dit apparaat. Er is geen verbinding.",
  nowhere: "Je concept is nergens bewaard. Het staat alleen in dit tabblad: bewaar het, of laat het tabblad open.",
  empty: "",
};

const UNCHANGED = "Er is niets veranderd. Er komt geen nieuwe versie bij.";

let made = 0;

/** Thrown by a save that has nothing to save. */
export class Unchanged extends Error {
  constructor() {
    super();
    this.name = "Unchanged";
  }
}

export class Writing extends HTMLElement {
  /** @type {Form} */
  #form;
  #prefix = `writing-${(made += 1)}`;
  #draft;
  #sending = false;
  #typedAny = false;
  #drawn = false;
  /** The fields as the form opened, without a draft. */
  #untouched = "";
  #errors = el("div", { "data-part": "errors" });
  #state = el("span", { class: "small soft", role: "status" });
  #controls;

  /** @param {Form} form */
  constructor(form) {
    super();
    this.#form = form;
    this.#draft = this.#newDraft(form.kept?.id);
    this.#controls = el("form", { novalidate: true, autocomplete: "off", onsubmit: (/** @type {Event} */ event) => this.#submitted(event), oninput: () => this.typed() });
  }

  connectedCallback() {
    if (this.#drawn) return;
    this.#drawn = true;
    const { fields, button, before = [], kept, grave } = this.#form;
    fill(
      this.#controls,
      this.#errors,
      kept && el("p", { class: "small soft" }, typeof kept.content.from === "string" ? `Overgenomen van ${kept.content.from}. Kijk het na; het is nog niet bewaard.` : "Dit had je al getypt; het was nog niet bewaard."),
      ...before,
      ...fields.map((field) => control(field, this.#prefix)),
      el("div", { class: "actions" }, el("button", { class: grave ? "button grave" : "button" }, button), el("button", { type: "button", class: "link", onclick: () => void this.#leave() }, "Annuleren"), this.#state),
    );
    this.append(this.#controls);
    this.#untouched = json(this.values());
    if (kept) filled(this.#controls, /** @type {Values} */ (kept.content.fields ?? {}));
    // At the fields, so that a keyboard and a phone go on where the person looks.
    this.#first()?.focus();
    this.scrollIntoView({ block: "nearest" });
  }

  disconnectedCallback() {
    void this.#draft.settle();
  }

  /** @returns {HTMLElement | null} */
  #first() {
    return this.#controls.querySelector("input, textarea, select");
  }

  /** @param {string | undefined} [id] */
  #newDraft(id) {
    return new Draft({ id, onState: (state) => (this.#state.textContent = DRAFT_SAID[state]) });
  }

  values() {
    return valuesIn(this.#controls, this.#form.fields);
  }

  /** Keeps what stands in the fields as a draft. */
  typed() {
    this.#typedAny = true;
    this.toggleAttribute("data-unsaved", true);
    const fields = this.values();
    if (json(fields) === this.#untouched) this.#draft.forget();
    else this.#draft.type({ about: this.#form.about, fields, ...this.#form.also?.() });
  }

  /** Sentences above the fields, those of a field as a link to it. @param {[string, string][]} wrong @param {...Node} more */
  tell(wrong, ...more) {
    return this.#tell(NOT_SAVED, wrong, more);
  }

  /** @param {string} standing of what was typed @param {[string, string][]} wrong @param {Node[]} [more] */
  #tell(standing, wrong, more = []) {
    if (wrong.length === 0 && more.length === 0) return fill(this.#errors);
    const lines = wrong.map(([name, sentence]) => {
      const field = name && /** @type {HTMLElement | null} */ (this.#controls.querySelector(`[name="${name}"]`));
      const focus = (/** @type {Event} */ event) => {
        event.preventDefault();
        if (field) field.focus();
      };
      return el("li", {}, field ? el("a", { href: `#${field.id}`, onclick: focus }, sentence) : sentence);
    });
    const summary = el("div", { class: "error-summary", tabindex: "-1" }, el("p", {}, standing), lines.length > 0 && el("ul", {}, ...lines));
    fill(this.#errors, summary, ...more);
    return summary.focus();
  }

  /** @param {Event} event */
  #submitted(event) {
    event.preventDefault();
    event.stopPropagation();
    void this.save();
  }

  async save() {
    if (this.#sending) return;
    const values = this.values();
    const wrong = [...missing(this.#form.fields, values), ...(this.#form.wrong?.(values) ?? [])];
    this.tell(wrong);
    if (wrong.length > 0) return;
    this.#sending = true;
    this.toggleAttribute("data-sending", true);
    try {
      await this.#draft.settle();
      const changed = await this.#form.save(values, this.#draft.id).then(() => true, unlessUnchanged);
      await this.#done(changed);
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.#sending = false;
      this.toggleAttribute("data-sending", false);
    }
  }

  /** @param {boolean} changed */
  async #done(changed) {
    this.toggleAttribute("data-unsaved", false);
    // Saved is saved: a draft that stays behind is offered again and can be thrown away then.
    await this.#draft.discard({ server: !(changed && this.#form.endsDraft) }).catch(() => undefined);
    this.remove();
    if (changed) announce(this.#form.said);
    else notice(UNCHANGED);
    this.#form.onClosed();
  }

  /** @param {unknown} error */
  async #failed(error) {
    if (error instanceof Refusal && error.code === "stale" && this.#form.onStale) {
      try {
        const said = await this.#form.onStale();
        if (said) this.tell([["", said]]);
        return;
      } catch (again) {
        return this.tell([["", sentenceFor(again)]]);
      }
    }
    return this.#tell(standingAfter(error), [["", sentenceFor(error)]]);
  }

  /** Leaves the draft where it is and closes the form. */
  async keepForLater() {
    this.typed();
    if (!(await this.#draft.settle())) return this.tell([["", DRAFT_SAID.nowhere]]);
    this.toggleAttribute("data-unsaved", false);
    this.remove();
    this.#form.onClosed();
  }

  async #leave() {
    if (this.#typedAny && !window.confirm("Weggooien wat je hier typte?")) return;
    this.toggleAttribute("data-unsaved", false);
    await this.#draft.discard().catch((error) => notice(sentenceFor(error), { kind: "error" }));
    this.remove();
    this.#form.onClosed();
  }
}

/** @param {unknown} error */
function unlessUnchanged(error) {
  if (error instanceof Unchanged) return false;
  throw error;
}

/** @param {Field[]} fields @param {Values} values @returns {[string, string][]} */
function missing(fields, values) {
  return fields.flatMap(({ name, needed }) => (needed && String(values[name] ?? "").trim() === "" ? [/** @type {[string, string]} */ ([name, needed])] : []));
}

customElements.define("nabij-writing", Writing);
