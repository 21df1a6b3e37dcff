// The fields in which each section of a story is written. An editor shows a value and reads it back; nothing else.
import { el, fill } from "../desk/dom.js";
import { newId } from "../vault/bytes.js";
import { figuresTold } from "./story-tables.js";

/** @typedef {import("../desk/dom.js").Child} Child */
/**
 * @typedef {object} Editor
 * @property {string} name of the section in the vault
 * @property {string} heading
 * @property {HTMLElement} node
 * @property {() => unknown} read
 * @property {(value: any) => void} show
 * @property {(value: any) => string} said the value as plain text, for who compares two
 * @property {HTMLElement} [more] where the reason for no story stands
 * @property {(beside: {says?: string[], tables?: import("../day/story.js").Sheet[], where?: string}) => void} [tell] what the figures say there, once they were counted
 */
/** @typedef {{paragraphs: string[], question: string, why_none: string}} Beside */
/** @typedef {{text: string, method: string, withheld: string}} Answer */

let made = 0;
const nextId = () => `story-${(made += 1)}`;

/** Paragraphs, as an empty line parts them. @param {string} text */
const paragraphsIn = (text) => text.split(/\n\s*\n/).map((one) => one.trim()).filter(Boolean);

/** @param {string[]} paragraphs */
const inOneText = (paragraphs) => paragraphs.join("\n\n");

/**
 * @param {string} name
 * @param {string} label
 * @param {{hint?: string, rows?: number, optional?: boolean, of?: string}} [how] `of`: the section, where other sections ask the same
 */
function textField(name, label, { hint, rows = 4, optional = false, of = "" } = {}) {
  const id = nextId();
  const input = el("textarea", { id, name, rows, "aria-describedby": hint ? `${id}-hint` : null, autocomplete: "off" });
  return { input, node: el("div", { class: "field" }, el("label", { for: id }, label, of && el("span", { class: "unseen" }, ` ${of}`), optional && el("span", { class: "optional" }, " (mag leeg)")), hint && el("p", { class: "hint", id: `${id}-hint` }, hint), input) };
}

/** Paragraphs of plain text. @param {string} name @param {string} heading @param {{label: string, hint?: string, lines?: boolean}} how `lines`: one a line @returns {Editor} */
export function proseEditor(name, heading, { label, hint, lines = false }) {
  const { input, node } = textField("text", label, { hint, rows: lines ? 3 : 6 });
  const read = () => (lines ? input.value.split("\n").map((one) => one.trim()).filter(Boolean) : paragraphsIn(input.value));
  return { name, heading, node, read, show: (value) => (input.value = (value ?? []).join(lines ? "\n" : "\n\n")), said: (value) => (value ?? []).join(lines ? "\n" : "\n\n") };
}

const WAYS = { names: "Neem de namen over", functions: "Zonder namen" };

/**
 * Who the counsellors are and how to reach them: proposed from what the practice knows, by name or without, and written as one likes.
 * @param {Record<string, string>} proposed by way, one a line
 * @returns {Editor}
 */
export function counsellorsEditor(proposed) {
  const editor = proseEditor("counsellors", "Wie de vertrouwenspersonen zijn", { label: "Wie zijn jullie, en hoe bereikt iemand jullie?", hint: "Eén per regel. Laat het leeg als dit niet in het verslag hoort.", lines: true });
  const offer = el("div", { class: "actions" }, ...Object.entries(WAYS).filter(([way]) => proposed[way]).map(([way, label]) => el("button", { type: "button", class: "button quiet", onclick: () => take(way) }, label)));
  const take = (/** @type {string} */ way) => {
    const written = editor.said(editor.read());
    if (written && !Object.values(proposed).includes(written) && !window.confirm("Wat je hier schreef, wordt dan vervangen. Doorgaan?")) return;
    editor.show(proposed[way].split("\n"));
    offer.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return { ...editor, node: el("div", {}, editor.node, offer) };
}

/** What a later edition mends of the one before: the reader finds it first. */
export const correctedEditor = () =>
  proseEditor("corrected", "Wat is er verbeterd?", { label: "Wat klopte niet, en hoe is het nu?", hint: "Dit staat voorop in het verslag. Zonder dit gaat een verbetering niet uit. Schrijf niets waaraan iemand te herkennen is." });

/** What stands beside the figures of one section. @param {string} key @param {string} heading @returns {Editor} */
export function besideEditor(key, heading) {
  const story = textField("paragraphs", "Wat betekenen deze cijfers?", { of: heading, hint: "Een witregel begint een nieuwe alinea." });
  const question = textField("question", "Eén vraag voor het gesprek erover", { of: heading, rows: 2, optional: true, hint: "Spreek de lezer aan met u. Eindigt op een vraagteken." });
  const none = textField("why_none", "Waarom staat hier geen verhaal?", { of: heading, rows: 2, hint: "Zo leest de eindverantwoordelijke het." });
  question.input.classList.add("brief");
  none.input.classList.add("brief");
  const more = el("details", {}, el("summary", {}, el("span", {}, "Hier geen verhaal"), el("span", { class: "unseen" }, ` ${heading}`)), none.node);
  const figures = el("div", {});
  return {
    name: `beside.${key}`, heading, more, node: el("div", {}, figures, story.node, question.node, more),
    tell: ({ says = [], tables = [] }) => fill(figures, ...figuresTold(heading, says, tables)),
    read: () => ({ paragraphs: paragraphsIn(story.input.value), question: question.input.value.trim(), why_none: none.input.value.trim() }),
    show(/** @type {Beside | undefined} */ value) {
      story.input.value = inOneText(value?.paragraphs ?? []);
      question.input.value = value?.question ?? "";
      none.input.value = value?.why_none ?? "";
      if (value?.why_none) more.open = true;
    },
    said: (/** @type {Beside | undefined} */ value) => [inOneText(value?.paragraphs ?? []), value?.question ?? "", value?.why_none ?? ""].filter(Boolean).join("\n\n"),
  };
}

/** @param {{key: string, label: string, how: string}} indicator @returns {Editor} */
export function qualityEditor({ key, label, how }) {
  const text = textField("text", how === "told" ? "Verhaal" : how === "estimated" ? "Schatting" : "Geteld", { of: label, rows: 2 });
  const method = how === "estimated" ? textField("method", "Hoe is dit geschat?", { of: label, rows: 2 }) : null;
  const withheld = textField("withheld", "Waarom niet?", { of: label, rows: 2, hint: "Alleen als je dit onderdeel openlijk weglaat." });
  for (const one of [text, method, withheld]) one?.input.classList.add("brief");
  const more = el("details", {}, el("summary", {}, el("span", {}, "Dit laten we weg"), el("span", { class: "unseen" }, ` ${label}`)), withheld.node);
  const answered = el("div", {});
  return {
    name: `qualities.${key}`, heading: label, node: el("div", {}, answered, text.node, method?.node, more),
    tell: ({ where = "" }) => fill(answered, where && el("p", { class: "note" }, `Het verslag geeft dit zelf, in het onderdeel “${where}”. Je hoeft hier niets in te vullen.`)),
    read: () => ({ text: text.input.value.trim(), method: method?.input.value.trim() ?? "", withheld: withheld.input.value.trim() }),
    show(/** @type {Answer | undefined} */ value) {
      text.input.value = value?.text ?? "";
      if (method) method.input.value = value?.method ?? "";
      withheld.input.value = value?.withheld ?? "";
      if (value?.withheld) more.open = true;
    },
    said: (/** @type {Answer | undefined} */ value) => [value?.text, value?.method, value?.withheld].filter(Boolean).join("\n\n"),
  };
}

/**
 * Last year's recommendations, and what became of each.
 * @param {{key: string, text: string}[]} earlier
 * @param {[string, string][]} became
 * @returns {Editor}
 */
export function followedEditor(earlier, became) {
  const rows = earlier.map(({ key, text }) => {
    const id = nextId();
    const choice = el("select", { id }, el("option", { value: "" }, "Kies"), ...became.map(([value, label]) => el("option", { value }, label)));
    const told = textField("text", "Toelichting", { of: text, rows: 2, optional: true });
    told.input.classList.add("brief");
    return { key, choice, told, node: el("fieldset", { class: "field" }, el("legend", {}, text), el("div", { class: "field short" }, el("label", { for: id }, "Wat ervan kwam"), choice), told.node) };
  });
  return {
    name: "followed", heading: "Aanbevelingen uit het vorige verslag", node: el("div", {}, ...rows.map(({ node }) => node)),
    read: () => rows.flatMap(({ key, choice, told }) => (choice.value || told.input.value.trim() ? [{ key, became: choice.value, text: told.input.value.trim() }] : [])),
    show(/** @type {{key: string, became: string, text: string}[] | undefined} */ value) {
      for (const { key, choice, told } of rows) {
        const one = value?.find((row) => row.key === key);
        choice.value = one?.became ?? "";
        told.input.value = one?.text ?? "";
      }
    },
    said: (/** @type {{became: string, text: string}[] | undefined} */ value) => (value ?? []).map((one) => `${became.find(([key]) => key === one.became)?.[1] ?? ""} ${one.text}`.trim()).join("\n\n"),
  };
}

/**
 * A list of which each row has fields of its own; rows are added and taken away by hand.
 * @template Row
 * @param {{name: string, heading: string, add: string, row: (value: Row | null) => {node: HTMLElement, read: () => Row | null}, said: (value: Row) => string}} how
 * @returns {Editor}
 */
function listEditor({ name, heading, add, row, said }) {
  /** @type {{node: HTMLElement, read: () => Row | null}[]} */
  let rows = [];
  const list = el("ol", { class: "story-rows" });
  const draw = () => {
    fill(list, ...rows.map((one) => el("li", {}, one.node, el("button", { type: "button", class: "link", onclick: (/** @type {Event} */ event) => taken(one, event) }, "Haal weg"))));
    more.textContent = rows.length > 0 ? add : `${add.replace("Nog een ", "Een ")} toevoegen`;
  };
  const told = (/** @type {HTMLElement} */ from) => from.dispatchEvent(new Event("input", { bubbles: true }));
  const taken = (/** @type {(typeof rows)[number]} */ one, /** @type {Event} */ event) => {
    event.preventDefault();
    if (one.read() !== null && !window.confirm("Dit weghalen?")) return;
    rows = rows.filter((other) => other !== one);
    draw();
    told(list);
    more.focus();
  };
  const more = el("button", { type: "button", class: "button quiet", onclick: () => added() });
  const added = () => {
    rows.push(row(null));
    draw();
    /** @type {HTMLElement | null} */ (rows.at(-1)?.node.querySelector("textarea, input, select") ?? null)?.focus();
  };
  draw();
  return {
    name, heading, node: el("div", {}, list, more),
    read: () => rows.map((one) => one.read()).filter((one) => one !== null),
    show(/** @type {Row[] | undefined} */ value) {
      rows = (value ?? []).map((one) => row(one));
      draw();
    },
    said: (/** @type {Row[] | undefined} */ value) => (value ?? []).map(said).join("\n\n"),
  };
}

/** What the authors recommend; each keeps its key, so that next year's report says what became of it. */
export const recommendationsEditor = () =>
  listEditor({
    name: "recommendations", heading: "Aanbevelingen", add: "Nog een aanbeveling",
    row(/** @type {{key: string, text: string} | null} */ value) {
      const key = value?.key ?? newId();
      const { input, node } = textField("text", "Aanbeveling", { rows: 2 });
      input.classList.add("brief");
      input.value = value?.text ?? "";
      return { node, read: () => (input.value.trim() ? { key, text: input.value.trim() } : null) };
    },
    said: ({ text }) => text,
  });

/** @typedef {{year: number, month: number, text: string}} Happened */

/** What happened in the organisation that a trend is read beside. @param {number} year @param {string[]} months */
export const happenedEditor = (year, months) =>
  listEditor({
    name: "happened", heading: "Gebeurtenissen in de organisatie", add: "Nog een gebeurtenis",
    row(/** @type {Happened | null} */ value) {
      const [month, which] = [nextId(), nextId()];
      const choice = el("select", { id: month }, ...months.map((label, nth) => el("option", { value: nth + 1, selected: value?.month === nth + 1 }, label)));
      const years = el("select", { id: which }, ...Array.from({ length: 5 }, (_, back) => year - back).map((one) => el("option", { value: one, selected: value?.year === one }, String(one))));
      const { input, node } = textField("text", "Wat gebeurde er?", { rows: 2 });
      input.classList.add("brief");
      input.value = value?.text ?? "";
      const when = el("div", { class: "together" }, el("div", { class: "field" }, el("label", { for: month }, "Maand"), choice), el("div", { class: "field" }, el("label", { for: which }, "Jaar"), years));
      return { node: el("div", {}, when, node), read: () => (input.value.trim() ? { year: Number(years.value), month: Number(choice.value), text: input.value.trim() } : null) };
    },
    said: ({ year: of, month, text }) => `${months[month - 1]} ${of}: ${text}`,
  });
