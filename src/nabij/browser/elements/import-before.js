// What was brought in before, and undoing it: all but what was worked on since, which is named.
import { loadCards } from "../day/cards.js";
import { loadImports, undoImport } from "../day/importing.js";
import { counted, el, fill, monthName } from "../desk/dom.js";
import { doing, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/importing.js").StandingImport} StandingImport */
/** @typedef {import("../day/importing.js").Left} Left */
/** @typedef {ReadonlyMap<string, string>} Names aliases of matters by their ids */

/** More links than these are shown when asked. */
const NAMED = 6;
/** @type {Record<Left["why"], string>} */
const WHY = { added: "er kwam een notitie, bestand of sleutel bij", step: "er staat wie aan zet is of nazorg", coded: "de gegevens zijn gewijzigd", agreed: "er is iets gedeeld, afgesproken of uitgenodigd", elsewhere: "een ander houdt haar bij, of de inhoud is al vernietigd" };

/** @param {StandingImport} standing */
function question({ matters, touched }) {
  const again = "Je kunt het bestand daarna opnieuw inlezen.";
  if (touched.length === 0) return `Alles van deze import weggooien? De kwesties en gesprekken die zo binnenkwamen verdwijnen. ${again}`;
  return `${counted(matters.length - touched.length, "kwestie", "kwesties")} van deze import weggooien, met de gesprekken? ${stay(touched.length)} ${again}`;
}

/** @param {number} count */
const stay = (count) => (count === 1 ? "1 kwestie blijft staan, want daar is daarna aan gewerkt." : `${count} kwesties blijven staan, want daar is daarna aan gewerkt.`);

/** What a file held, in words. @param {StandingImport} standing @param {string} file */
const described = ({ matters, encounters, month }, file) =>
  `${file ? `${file}: ` : ""}${counted(matters.length, "kwestie", "kwesties")} met ${counted(encounters, "gesprek", "gesprekken")}, ingelezen in ${monthName(month)}`;

/** @param {Left} left @param {Names} names */
const leftLine = ({ id, why }, names) => el("li", {}, el("a", { href: `/kwesties/${id}/` }, names.get(id) ?? "Een afgesloten kwestie"), `: ${WHY[why]}.`);

/** Those that stay, and why. @param {Left[]} touched @param {Names} names */
function leftList(touched, names) {
  const lines = touched.map((one) => leftLine(one, names));
  const list = el("ul", { class: "small" }, ...lines.slice(0, NAMED));
  return lines.length > NAMED ? [list, el("details", { class: "small" }, el("summary", {}, `En nog ${lines.length - NAMED}`), el("ul", {}, ...lines.slice(NAMED)))] : [list];
}

/** @param {StandingImport} standing */
function saidOf({ matters, undone, touched }) {
  if (undone) return "De rest is teruggedraaid. Dit bleef staan, want daar is daarna aan gewerkt:";
  if (touched.length === matters.length) return "Aan elke kwestie hiervan is daarna gewerkt. Terugdraaien zou dat weggooien, dus dat kan niet meer:";
  return `Bij terugdraaien gaat de rest weg. ${stay(touched.length).replace(/\.$/, ":")}`;
}

/** @param {StandingImport} standing @param {string} file @param {Names} names @param {(left: number) => void} gone */
function line(standing, file, names, gone) {
  const words = described(standing, file);
  const { matters, undone, touched } = standing;
  const trouble = troubleLine();
  const left = touched.length > 0 ? el("div", { class: "soft small", "data-part": "left" }, el("p", {}, saidOf(standing)), ...leftList(touched, names)) : null;
  if (undone || touched.length === matters.length) return el("li", {}, el("div", {}, words, left));
  const work = async () => {
    if (!window.confirm(question(standing))) return;
    gone((await undoImport(standing)).length);
  };
  const undo = doing(touched.length > 0 ? "Draai de rest terug" : "Draai terug", work, { trouble, quiet: true });
  undo.append(el("span", { class: "unseen" }, `: ${words}`));
  return el("li", {}, el("div", {}, words, left, trouble), undo);
}

/** How those that stay are called; of closed ones nothing is looked up. @param {StandingImport[]} imports @returns {Promise<Names>} */
async function namesOf(imports) {
  if (imports.every(({ touched }) => touched.length === 0)) return new Map();
  const { matters } = await loadCards();
  return new Map(matters.filter(({ alias }) => alias).map(({ id, alias }) => [id, alias]));
}

/** The section with earlier imports; empty where there are none. @param {Record<string, string>} files names by import @param {(left: number) => void} redraw with how many matters stayed */
export function importsBefore(files, redraw) {
  const section = el("section", { "data-part": "before" });
  void draw();
  return section;

  async function draw() {
    try {
      const imports = await loadImports();
      if (imports.length === 0) return;
      const names = await namesOf(imports);
      fill(section, el("h2", {}, "Eerder ingelezen"), el("ul", { class: "lines" }, ...imports.map((one) => line(one, files[one.id] ?? "", names, redraw))));
    } catch (error) {
      const trouble = troubleLine();
      fill(section, trouble);
      tell(trouble, error);
    }
  }
}
