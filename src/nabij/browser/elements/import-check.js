// The dry run as a page: what comes in, with names masked, and each row that does not, and why.
import { counted, dayAndYear, el } from "../desk/dom.js";
import { outcomeOf } from "../day/importing.js";
import { masked } from "./import-mask.js";

/** @typedef {import("../sheet/plan.js").Plan} Plan */
/** @typedef {import("../sheet/plan.js").PlannedMatter} PlannedMatter */
/** @typedef {(list: string, key: string) => string} Label */

const SHOWN = 8;
const MOST_LISTED = 500;

/** @param {PlannedMatter} matter @param {Label} label */
function previewRow({ alias, rows }, label) {
  const [first] = rows;
  const ended = outcomeOf(rows);
  return el(
    "tr", {},
    el("th", { scope: "row" }, masked("alias", alias)), el("td", {}, dayAndYear(first.day)), el("td", {}, String(rows.length)), el("td", {}, label("channel", first.codes.channel ?? "")),
    el("td", {}, first.codes.nature ? label("nature", first.codes.nature) : "—"), el("td", {}, ended ? label("outcome", ended) : "Loopt nog"),
    el("td", {}, first.text ? masked("text", first.text) : "—"),
  );
}

/** @param {Plan} plan @param {Label} label */
function preview({ matters }, label) {
  const heads = ["Kwestie", "Eerste gesprek", "Gesprekken", "Hoe", "Waarover", "Afloop", "Notitie"];
  return el(
    "div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Voorbeeld" },
    el(
      "table", { class: "masked" }, el("caption", {}, matters.length > SHOWN ? `De eerste ${SHOWN}, zonder namen` : "Zo komt het erin, zonder namen"),
      el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...matters.slice(0, SHOWN).map((one) => previewRow(one, label))),
    ),
  );
}

/** @param {import("../sheet/plan.js").Rejected[]} rejected */
export function rejectedTable(rejected) {
  const rows = rejected.slice(0, MOST_LISTED).map(({ number, why }) => el("tr", {}, el("th", { scope: "row" }, `Rij ${number}`), el("td", {}, why)));
  return el(
    "div", {},
    el("table", { class: "kept-back" }, el("caption", {}, `${counted(rejected.length, "rij komt", "rijen komen")} er niet in`), el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Waar"), el("th", { scope: "col" }, "Waarom"))), el("tbody", {}, ...rows)),
    rejected.length > MOST_LISTED && el("p", { class: "soft" }, `Dit zijn de eerste ${MOST_LISTED}.`),
  );
}

/** How many there are, in one sentence. @param {Plan} plan */
export function summaryOf({ matters, rejected, present }) {
  const rows = matters.reduce((sum, matter) => sum + matter.rows.length, 0);
  const mend = rows > 0 ? "Verbeter die eerst in je bestand, of lees de rest alvast in." : "Verbeter die in je bestand en kies het opnieuw.";
  return [
    rows > 0 ? `${counted(rows, "rij wordt", "rijen worden")} ${counted(matters.length, "kwestie", "kwesties")}.` : "Er komt niets bij.",
    present > 0 ? `${counted(present, "rij staat", "rijen staan")} er al; die komen er niet nog eens in.` : "",
    rejected.length > 0 ? `${counted(rejected.length, "rij gaat", "rijen gaan")} niet mee; hieronder staat waarom. ${mend}` : "Er valt niets af.",
  ].filter(Boolean).join(" ");
}

/** @param {Plan} plan @param {Label} label */
export const checked = (plan, label) => [
  el("p", { "data-part": "summary" }, summaryOf(plan)),
  plan.matters.length > 0 && preview(plan, label),
  plan.rejected.length > 0 && rejectedTable(plan.rejected),
];
