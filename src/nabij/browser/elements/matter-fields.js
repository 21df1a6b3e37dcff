// Fields of a form: made, filled, and read.
import { el } from "../desk/dom.js";

/** @typedef {[key: string, label: string][]} Choices */
/** @typedef {[group: string, choices: Choices][]} Groups */
/** @typedef {Record<string, string | string[]>} Values `some` gives a list, `tick` "yes" or nothing */
/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {"text" | "area" | "date" | "moment" | "email" | "tel" | "select" | "one" | "some" | "tick"} kind
 * @property {string} [hint]
 * @property {string | string[]} [value]
 * @property {Choices} [choices]
 * @property {Groups} [groups]
 * @property {string} [empty] what an empty choice is called
 * @property {string} [needed] what is said when it is left empty
 * @property {number} [rows]
 * @property {string} [only] shown while this choice is made
 */

const INPUTS = /** @type {const} */ ({ text: "text", date: "date", moment: "datetime-local", email: "email", tel: "tel" });

/** @param {Field} field @param {string} prefix of ids @returns {HTMLElement} */
export function control(field, prefix) {
  const id = `${prefix}-${field.name}`;
  if (field.kind === "one" || field.kind === "some") return several(field, id);
  if (field.kind === "tick") return el("div", { class: "field tick" }, el("label", { for: id }, el("input", { type: "checkbox", id, name: field.name, value: "yes", checked: field.value === "yes", "aria-required": field.needed ? "true" : null }), field.label));
  return el(
    "div",
    { class: "field", "data-only": field.only },
    el("label", { for: id }, field.label, field.needed || field.only ? null : el("span", { class: "optional" }, " (mag je overslaan)")),
    field.hint && el("p", { class: "hint", id: `${id}-hint` }, field.hint),
    single(field, id),
  );
}

/** @param {Field} field @param {string} id */
function single({ name, kind, hint, value = "", needed, choices = [], groups = [], empty = "Nog niet gekozen", rows = 4 }, id) {
  const common = { id, name, "aria-describedby": hint ? `${id}-hint` : null, "aria-required": needed ? "true" : null };
  if (kind === "area") return withValue(el("textarea", { ...common, rows }), String(value));
  if (kind === "select") {
    const options = groups.length > 0 ? groups.map(([label, those]) => el("optgroup", { label }, ...optionsOf(those))) : optionsOf(choices);
    return withValue(el("select", common, el("option", { value: "" }, empty), ...options), String(value));
  }
  return withValue(el("input", { ...common, type: INPUTS[/** @type {keyof typeof INPUTS} */ (kind)], maxlength: kind === "text" ? 200 : null }), String(value));
}

/** @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} T @param {T} field @param {string} value */
function withValue(field, value) {
  field.value = value;
  return field;
}

/** @param {Choices} choices */
const optionsOf = (choices) => choices.map(([key, label]) => el("option", { value: key }, label));

/** Chips: one of a few, or some of them. @param {Field} field @param {string} id */
function several({ name, label, kind, hint, value = "", choices = [], groups = [], only }, id) {
  const chosen = new Set(Array.isArray(value) ? value : [value]);
  const chip = (/** @type {[string, string]} */ [key, words]) =>
    el("label", {}, el("input", { type: kind === "one" ? "radio" : "checkbox", name, id: `${id}-${key}`, value: key, checked: chosen.has(key) }), el("span", {}, words));
  const rows = groups.length > 0 ? groups.flatMap(([title, those]) => [el("p", { class: "hint" }, title), el("div", { class: "chips" }, ...those.map(chip))]) : [el("div", { class: "chips" }, ...choices.map(chip))];
  return el("fieldset", { class: "field", "data-only": only }, el("legend", {}, label), hint && el("p", { class: "hint" }, hint), ...rows);
}

/** @param {HTMLFormElement} form @param {Field[]} fields @returns {Values} */
export function valuesIn(form, fields) {
  const data = new FormData(form);
  return Object.fromEntries(
    fields.map(({ name, kind }) => [name, kind === "some" ? data.getAll(name).map(String) : String(data.get(name) ?? "")]),
  );
}

/** @param {HTMLFormElement} form @param {Values} values */
export function filled(form, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) field.checked = (Array.isArray(value) ? value : [value]).includes(field.value);
      else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = String(value);
    }
  }
}

/** Local, `YYYY-MM-DDTHH:MM`. @param {Date} [now] */
export function localMinute(now = new Date()) {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
