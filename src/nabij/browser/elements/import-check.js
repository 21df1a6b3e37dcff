// The dry run as a page: what comes in, with names masked, and each row that does not, and why.
import { counted, dayAndYear, el } from "../desk/dom.js";
import { OVER } from "../sheet/columns.js";
import { outcomeOf } from "../sheet/matters.js";
import { reasonsOf, talksIn } from "../sheet/plan.js";
import { LEFT_OUT } from "../sheet/service-number.js";
import { asWritten, masked } from "./import-mask.js";

/** @typedef {import("../sheet/plan.js").Plan} Plan */
/** @typedef {import("../sheet/plan.js").PlannedMatter} PlannedMatter */
/** @typedef {(list: string, key: string) => string} Label */

const SHOWN = 8;
/** Of rows with one reason: so many are named, the rest when asked. */
const NAMED = 6;
const HEADS = ["Kwestie", "Eerste gesprek", "Gesprekken", "Hoe", "Waarover", "Afloop", "Notitie"];

/** @param {PlannedMatter} matter @param {Label} label */
function previewRow({ alias, rows }, label) {
  const [first] = rows;
  const ended = outcomeOf(rows);
  const cells = [
    dayAndYear(first.day), String(talksIn(rows)), label("channel", first.codes.channel ?? ""), first.codes.nature ? label("nature", first.codes.nature) : "—",
    ended === OVER ? "Afgesloten" : ended ? label("outcome", ended) : "Loopt nog", first.text ? masked("text", first.text) : "—",
  ];
  return el("tr", { role: "row" }, el("th", { scope: "row", role: "rowheader" }, first.alias ? masked("alias", alias) : alias), ...cells.map((cell, nth) => el("td", { role: "cell", "data-label": HEADS[nth + 1] }, cell)));
}

/** @param {Plan} plan @param {Label} label */
function preview({ matters }, label) {
  return el(
    "table", { class: "masked stacks", role: "table" }, el("caption", {}, matters.length > SHOWN ? `De eerste ${SHOWN}, zonder namen` : "Zo komt het erin, zonder namen"),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...HEADS.map((head) => el("th", { scope: "col", role: "columnheader" }, head)))),
    el("tbody", { role: "rowgroup" }, ...matters.slice(0, SHOWN).map((one) => previewRow(one, label))),
  );
}

/** @param {import("../sheet/plan.js").Rejected} rejected */
const named = ({ number, about }) => (about ? `${number} (${about})` : String(number));

/** "rijen 4, 9, 13 …". @param {number[]} numbers */
const rowsSaid = (numbers) => `${numbers.length === 1 ? "rij" : "rijen"} ${numbers.slice(0, NAMED).join(", ")}${numbers.length > NAMED ? " …" : ""}`;

/** The rows of one reason. @param {import("../sheet/plan.js").Rejected[]} rows */
function rowsOfReason(rows) {
  const first = `${rows.length === 1 ? "Rij" : "Rijen"} ${rows.slice(0, NAMED).map(named).join(", ")}`;
  if (rows.length <= NAMED) return first;
  return el("details", {}, el("summary", {}, `${first} …`), el("p", {}, rows.slice(NAMED).map(named).join(", ")));
}

/** The rows that stay out, by reason. @param {import("../sheet/plan.js").Rejected[]} rejected */
export function rejectedTable(rejected) {
  const lines = reasonsOf(rejected).map(({ why, rows }) => el(
    "tr", { role: "row" }, el("th", { scope: "row", role: "rowheader" }, why), el("td", { role: "cell" }, el("strong", {}, counted(rows.length, "rij", "rijen"))), el("td", { role: "cell" }, rowsOfReason(rows)),
  ));
  const heads = ["Waarom", "Hoeveel", "Welke"].map((head) => el("th", { scope: "col", role: "columnheader" }, head));
  return el(
    "table", { class: "kept-back stacks", role: "table" }, el("caption", {}, `${counted(rejected.length, "rij komt", "rijen komen")} er niet in`),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...heads)), el("tbody", { role: "rowgroup" }, ...lines),
  );
}

/** How many there are, in one sentence. @param {Plan} plan */
function summaryOf({ matters, rejected, present, later }) {
  const rows = matters.reduce((sum, matter) => sum + matter.rows.length, 0);
  const mend = rows > 0 ? `Verbeter die eerst in je bestand en kies het opnieuw.${later > 0 ? ` Lees je de rest nu al in? Dan kan een verbeterde rij straks niet meer bij een kwestie die er dan al staat: dat geldt voor ${counted(later, "rij", "rijen")}. Je draait deze import dan eerst terug en leest alles samen in.` : " De rest mag je alvast inlezen."}` : "Verbeter die in je bestand en kies het opnieuw.";
  return [
    rows > 0 ? `${counted(rows, "rij wordt", "rijen worden")} ${counted(matters.length, "kwestie", "kwesties")}.` : "Er komt niets bij.",
    present > 0 ? `${counted(present, "rij staat", "rijen staan")} er al; die komen er niet nog eens in.` : "",
    rejected.length > 0 ? `${counted(rejected.length, "rij gaat", "rijen gaan")} niet mee; hieronder staat waarom. ${mend}` : "Er valt niets af.",
  ].filter(Boolean).join(" ");
}

/** "‘50 min’ telt als 45 minuten". @param {Plan["rounded"]} rounded */
const roundingSaid = (rounded) => `${rounded.slice(0, NAMED).map(([said, minutes]) => `‘${asWritten(said.slice(0, 30))}’ telt als ${minutes} minuten`).join("; ")}${rounded.length > NAMED ? `; en nog ${rounded.length - NAMED} andere` : ""}`;

/** @param {number[]} several @param {import("../sheet/plan.js").Taken[]} rows */
function severalSaid(several, rows) {
  const each = rows.some(({ times, quarters, codes }) => times > 1 && !quarters && codes.duration);
  const long = each ? " ‘Hoe lang’ geldt dan voor elk gesprek; is het de tijd samen, ga dan terug en kies ‘Tijd van alle gesprekken samen’." : "";
  return `Bij ${rowsSaid(several)} staat meer dan één gesprek. Die tellen allemaal mee, in de maand van de rij: samen met de andere rijen ${talksIn(rows)} gesprekken.${long}`;
}

/** What is otherwise than it may seem. @param {Plan} plan */
function remarks({ early, several, totals, trimmed, rounded, numbers, apart, matters }) {
  const rows = rounded.reduce((sum, [, , times]) => sum + times, 0);
  const alone = apart > 0 && `Elke rij wordt een eigen mens, terwijl ${counted(apart, "naam", "namen")} vaker ${apart === 1 ? "voorkomt" : "voorkomen"}. Is het nummer alleen dat van de rij? Ga terug en kies daar ‘Niet inlezen’: dan horen rijen met dezelfde naam bij één kwestie.`;
  return [
    alone,
    numbers.length > 0 && `In ${rowsSaid(numbers)} staat iets wat een burgerservicenummer lijkt. Dat mag je als vertrouwenspersoon niet bewaren. Het komt er daarom niet in; er komt ‘${LEFT_OUT}’ te staan. Is het een ander nummer dat je nodig hebt? Noteer het dan zelf in de kwestie.`,
    several.length > 0 && severalSaid(several, matters.flatMap(({ rows: own }) => own)),
    totals > 0 && `Bij ${counted(totals, "kwestie", "kwesties")} staat op elke rij hetzelfde aantal gesprekken. Is dat het totaal van de kwestie? Dan telt het nu te vaak. Ga terug en kies bij die kolom ‘Notitie’.`,
    trimmed > 0 && `Bij ${counted(trimmed, "rij", "rijen")} ronden we de tijd van alle gesprekken samen af op kwartieren, minstens één kwartier per gesprek. Wat er stond gaat mee in de notitie.`,
    rows > 0 && `Bij ${counted(rows, "rij", "rijen")} ronden we de duur af: ${roundingSaid(rounded)}. Wat er stond gaat mee in de notitie.`,
    early > 0 && `Bij ${counted(early, "rij", "rijen")} staat of het standhoudt, terwijl de kwestie nog loopt of het daarvoor te vroeg is. Dat gaat mee in de notitie.`,
  ].filter(Boolean).map((said) => el("p", { class: said === alone ? "message warning" : "message" }, /** @type {string} */ (said)));
}

/** In whose register it comes, with how much, most first: the last moment to see that it is the wrong one. @param {Plan} plan @param {Label} label */
function whoseSaid({ matters }, label) {
  /** @type {Map<string, {matters: number, rows: number}>} */
  const found = new Map();
  for (const { rows } of matters) {
    const one = found.get(rows[0].codes.organisation ?? "") ?? { matters: 0, rows: 0 };
    found.set(rows[0].codes.organisation ?? "", { matters: one.matters + 1, rows: one.rows + talksIn(rows) });
  }
  const lines = [...found].sort(([, one], [, other]) => other.matters - one.matters).map(([key, { matters: many, rows }]) => [el("strong", {}, label("organisation", key)), `: ${counted(many, "kwestie", "kwesties")} met ${counted(rows, "gesprek", "gesprekken")}`]);
  if (lines.length === 1) return el("p", { "data-part": "whose" }, "Alles komt bij ", ...lines[0], ".");
  return lines.length > 0 && el("div", { "data-part": "whose" }, el("p", {}, "Het komt bij:"), el("ul", {}, ...lines.map((one) => el("li", {}, ...one))));
}

/** @param {Plan} plan @param {Label} label */
export const checked = (plan, label) => [
  el("p", { "data-part": "summary" }, summaryOf(plan)), whoseSaid(plan, label), ...remarks(plan), plan.matters.length > 0 && preview(plan, label), plan.rejected.length > 0 && rejectedTable(plan.rejected),
];

/** What to do with matters that are called as one that runs: asked before anything comes in. @param {Plan} plan @param {(how: "apart" | "!skip") => void} choose */
export function twinsAsked({ twins }, choose) {
  const button = (/** @type {string} */ label, /** @type {"apart" | "!skip"} */ how) => el("button", { type: "button", class: "button quiet", onclick: () => choose(how) }, label);
  return el(
    "div", { class: "message warning", "data-part": "twins" },
    el("p", {}, `Bij ${rowsSaid(twins)} staat een schuilnaam of nummer dat je al gebruikt voor een kwestie die loopt. Uit een bestand komt daar niets bij: het worden aparte kwesties, en dezelfde persoon telt dan twee keer. Gaat het om dezelfde persoon? Sla de rijen over en noteer die gesprekken zelf.`),
    el("div", { class: "actions" }, button("Sla deze rijen over", "!skip"), button("Maak er aparte kwesties van", "apart")),
  );
}
