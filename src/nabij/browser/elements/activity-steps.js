// The steps of bringing in a list of prevention: a file, its columns, a dry run, bringing in.
import { counted, el, fill, monthName } from "../desk/dom.js";
import { go } from "../desk/pages.js";
import { announce, sentenceFor } from "../desk/say.js";
import { postJson } from "../desk/talk.js";
import { asksYear, COLUMNS, kindOf, NEEDED, planned, proposedColumns, SKIP, textsIn, unitOfText, WHOLE } from "../sheet/activities.js";
import { plain } from "../sheet/columns.js";
import { yearSaid } from "../sheet/headings.js";
import { readFile } from "../sheet/read-file.js";
import { BadSheet } from "../sheet/refusals.js";
import { tableIn } from "../sheet/table.js";
import { newId } from "../vault/bytes.js";
import { rejectedTable } from "./import-check.js";
import { line, select } from "./import-line.js";
import { aside, doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../sheet/activities.js").Around} Around */
/** @typedef {import("../sheet/activities.js").Chosen} Chosen */
/** @typedef {import("../sheet/activities.js").Column} Column */
/** @typedef {import("../sheet/table.js").Table} Table */
/** @typedef {Around & {hows: [string, string][]}} Here */

const SHOWN = 10;

/** @param {HTMLElement} host @returns {Here} */
function around(host) {
  const { content } = /** @type {HTMLTemplateElement} */ (host.parentElement?.querySelector("template[data-activities]"));
  const pairs = (/** @type {string} */ name) => [...content.querySelectorAll(`[data-${name}] > data`)].map((one) => /** @type {[string, string]} */ ([one.getAttribute("value") ?? "", one.textContent ?? ""]));
  const now = new Date();
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  return { kinds: pairs("kinds"), units: pairs("units"), hows: pairs("hows"), kept: new Set(pairs("kept").map(([key]) => key)), today };
}

/** @param {HTMLElement} host @param {string} title @param {...import("../desk/dom.js").Child} children */
function step(host, title, ...children) {
  const heading = el("h2", { tabindex: -1 }, title);
  fill(host, el("section", {}, heading, ...children));
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
  announce(title);
}

/** @param {HTMLElement} host */
export function drawFile(host) {
  const trouble = troubleLine("list-trouble");
  const input = el("input", { type: "file", id: "list-file", accept: ".xlsx,.xls,.ods,.csv", "aria-describedby": "list-hint list-trouble" });
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    fill(trouble);
    try {
      const [grid] = (await readFile(file)).filter(({ rows }) => rows.length > 1);
      if (!grid) throw new BadSheet("empty", file.name);
      const table = tableIn(grid);
      drawColumns(host, table, { columns: proposedColumns(table), kinds: {}, units: {}, year: yearSaid(table.name, file.name) });
    } catch (error) {
      fill(trouble, error instanceof BadSheet ? error.sentence : sentenceFor(error));
    }
  });
  const hint = "Een spreadsheet (xlsx, ods, xls of csv) met kolomnamen bovenaan en één activiteit per rij. Heeft het bestand meer bladen, dan lezen we het eerste.";
  fill(host, el("section", {}, el("h2", { tabindex: -1 }, "Kies je bestand"), el("div", { class: "field" }, el("label", { for: "list-file" }, "Je bestand"), el("p", { class: "hint", id: "list-hint" }, hint), trouble, input)));
}

/** @param {HTMLElement} host @param {Table} table @param {Chosen} chosen */
function drawColumns(host, table, chosen) {
  const here = around(host);
  const trouble = troubleLine("columns-trouble");
  const place = el("div", {});
  const draw = (focus = "") => {
    const texts = textsIn(table, chosen, here);
    for (const one of texts.kinds) chosen.kinds[plain(one)] ||= kindOf(one, here.kinds);
    for (const one of texts.units) chosen.units[plain(one)] ||= unitOfText(one, here.units);
    fill(place, ...columnLines(table, chosen, draw), yearLine(table, chosen), ...valueLines("Wat je deed", "kind", texts.kinds, chosen.kinds, here.kinds), ...valueLines("Voor wie", "unit", texts.units, chosen.units, [[WHOLE, "Hele organisatie"], ...here.units]));
    if (focus) document.getElementById(focus)?.focus();
  };
  draw();
  const check = doing("Controleer", async () => {
    const wanting = NEEDED.find((column) => !chosen.columns.includes(column));
    fill(trouble, wanting ? `Wijs de kolom aan voor: ${COLUMNS.find(([one]) => one === wanting)?.[1].toLocaleLowerCase("nl")}.` : "");
    if (!wanting) drawCheck(host, table, chosen, here);
  }, { trouble });
  step(host, "Zeg wat de kolommen zijn", el("p", {}, `${counted(table.rows.length, "rij", "rijen")}. Wat we herkennen is ingevuld. Kijk het na.`), place, trouble, el("div", { class: "actions" }, check, aside("Kies een ander bestand", () => drawFile(host))));
}

/** @param {Table} table @param {Chosen} chosen @param {(focus: string) => void} redraw */
function columnLines({ titles, rows }, chosen, redraw) {
  return [el("div", { class: "columns" }, ...titles.map((title, nth) => {
    const id = `list-column-${nth}`;
    const example = rows.map(({ cells }) => cells[nth]).find(Boolean) ?? "";
    const take = (/** @type {string} */ value) => {
      chosen.columns = chosen.columns.map((one, at) => (at === nth ? /** @type {Column} */ (value) : one === value ? "skip" : one));
      redraw(id);
    };
    return line(id, title, chosen.columns[nth] === "skip" ? "blijft weg" : `bijvoorbeeld ${example.slice(0, 30)}`, select(id, COLUMNS, chosen.columns[nth], take));
  }))];
}

/** @param {Table} table @param {Chosen} chosen */
function yearLine(table, chosen) {
  if (!asksYear(table, chosen)) return null;
  const input = el("input", { id: "list-year", type: "number", value: chosen.year, inputmode: "numeric", oninput: () => void (chosen.year = Number(input.value) || null) });
  return line("list-year", "Het jaar bij maanden zonder jaar", "", input);
}

/** @param {string} legend @param {string} name @param {string[]} texts @param {Record<string, string>} codes @param {[string, string][]} choices */
function valueLines(legend, name, texts, codes, choices) {
  if (texts.length === 0) return [];
  const lines = texts.map((text, nth) => line(`list-${name}-${nth}`, text.slice(0, 60), "", select(`list-${name}-${nth}`, [["", "Kies…"], ...choices, [SKIP, "Sla deze rijen over"]], codes[plain(text)] ?? "", (code) => void (codes[plain(text)] = code))));
  return [el("fieldset", { class: "columns" }, el("legend", { class: "legend" }, legend), ...lines)];
}

/** The dry run. @param {HTMLElement} host @param {Table} table @param {Chosen} chosen @param {Here} here */
function drawCheck(host, table, chosen, here) {
  const plan = planned(table, chosen, here);
  const trouble = troubleLine("bring-trouble");
  const list = newId();
  const how = select("list-how", [["", "Kies…"], ...here.hows], "", () => fill(trouble));
  const rounded = plan.activities.filter((one) => one.rounded).length;
  const bring = doing(`Lees ${counted(plan.activities.length, "activiteit", "activiteiten")} in`, async () => {
    if (!how.value) return fill(trouble, "Kies eerst hoe jullie het aantal mensen weten.");
    const activities = plan.activities.map(({ month, kind, units, people, quarters }) => ({ month, kind, units, people, quarters, people_how: how.value }));
    const { present = 0 } = await postJson(host.dataset.address ?? "", { list, activities });
    const [last] = plan.activities.map(({ month }) => month).sort().slice(-1);
    const address = (host.dataset.list ?? "").replace(/\d{4}\/$/, `${last.slice(0, 4)}/`);
    if (present > 0) return drawPresent(host, activities.length, present, address);
    announce("De lijst is ingelezen");
    await go(address);
  }, { trouble });
  const some = plan.activities.length > 0;
  step(
    host, "Kijk het na",
    el("p", { "data-part": "summary" }, `${counted(plan.activities.length, "activiteit komt", "activiteiten komen")} erbij.${plan.present.length > 0 ? ` ${counted(plan.present.length, "rij staat", "rijen staan")} er al; die komen er niet nog eens in.` : ""}${plan.rejected.length > 0 ? ` ${counted(plan.rejected.length, "rij gaat", "rijen gaan")} niet mee; hieronder staat waarom.` : ""}`),
    rounded > 0 && el("p", { class: "message" }, `Bij ${counted(rounded, "rij", "rijen")} ronden we de duur af op een kwartier.`),
    some && previewTable(plan.activities, here),
    plan.rejected.length > 0 && rejectedTable(plan.rejected),
    some && el("div", { class: "columns" }, line("list-how", "Hoe weten jullie het aantal mensen?", "voor alle rijen; het jaarverslag zegt het erbij", how)),
    some && el("p", {}, "Er is nog niets bewaard. Je kunt de lijst later terugdraaien; wat dan gewijzigd is, blijft staan."),
    trouble, el("div", { class: "actions" }, some && bring, aside("Terug naar de kolommen", () => drawColumns(host, table, chosen))),
  );
}

/** What came in, where somebody else brought in some of it meanwhile. @param {HTMLElement} host @param {number} all @param {number} present @param {string} address */
function drawPresent(host, all, present, address) {
  const there = present === 1 ? "1 rij stond er intussen al, want iemand anders was je voor. Die telt één keer." : `${present} rijen stonden er intussen al, want iemand anders was je voor. Die tellen één keer.`;
  step(host, "Het staat erin", el("p", { "data-part": "present" }, `${counted(all - present, "activiteit kwam", "activiteiten kwamen")} erbij. ${there}`), el("div", { class: "actions" }, el("a", { class: "button", href: address }, "Naar de activiteiten")));
}

/** @param {import("../sheet/activities.js").Plan["activities"]} activities @param {Here} here */
function previewTable(activities, { kinds, units }) {
  const labelOf = (/** @type {[string, string][]} */ pairs, /** @type {string} */ key) => pairs.find(([one]) => one === key)?.[1] ?? "";
  const heads = ["Maand", "Wat", "Voor wie", "Mensen", "Uren"];
  const rows = activities.slice(0, SHOWN).map(({ month, kind, units: parts, people, quarters }) => {
    const cells = [labelOf(kinds, kind), parts.map((one) => labelOf(units, String(one))).join(", ") || "Hele organisatie", String(people), (quarters / 4).toLocaleString("nl-NL")];
    return el("tr", { role: "row" }, el("th", { scope: "row", role: "rowheader" }, monthName(month)), ...cells.map((cell, nth) => el("td", { role: "cell", "data-label": heads[nth + 1] }, cell)));
  });
  return el(
    "table", { class: "masked stacks", role: "table" }, el("caption", {}, activities.length > SHOWN ? `De eerste ${SHOWN}` : "Zo komt het erin"),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...heads.map((head) => el("th", { scope: "col", role: "columnheader" }, head)))), el("tbody", { role: "rowgroup" }, ...rows),
  );
}
