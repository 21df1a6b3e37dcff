// What was brought in before, and undoing it whole.
import { loadImports, undoImport } from "../day/importing.js";
import { counted, el, fill, monthName } from "../desk/dom.js";
import { doing, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/importing.js").StandingImport} StandingImport */

const QUESTION = "Alles van deze import weggooien? De kwesties en gesprekken die zo binnenkwamen verdwijnen. Je kunt het bestand daarna opnieuw inlezen.";

/** What a file held, in words. @param {StandingImport} standing @param {string} file */
const described = ({ matters, encounters, month }, file) =>
  `${file ? `${file}: ` : ""}${counted(matters.length, "kwestie", "kwesties")} met ${counted(encounters, "gesprek", "gesprekken")}, ingelezen in ${monthName(month)}`;

/** @param {StandingImport} standing @param {string} file @param {() => void} gone */
function line(standing, file, gone) {
  const words = described(standing, file);
  const trouble = troubleLine();
  if (standing.touched > 0) {
    const since = `In ${counted(standing.touched, "kwestie", "kwesties")} is daarna iets toegevoegd of gewijzigd. Terugdraaien kan daarom niet meer.`;
    return el("li", {}, el("span", {}, words, el("br"), el("span", { class: "soft small" }, since)));
  }
  const work = async () => {
    if (!window.confirm(QUESTION)) return;
    await undoImport(standing);
    gone();
  };
  const undo = doing("Draai terug", work, { trouble, quiet: true });
  undo.append(el("span", { class: "unseen" }, `: ${words}`));
  return el("li", {}, el("span", {}, words, trouble), undo);
}

/** The section with earlier imports; empty where there are none. @param {Record<string, string>} files names by import @param {() => void} redraw */
export function importsBefore(files, redraw) {
  const section = el("section", { "data-part": "before" });
  void draw();
  return section;

  async function draw() {
    try {
      const imports = await loadImports();
      if (imports.length === 0) return;
      fill(section, el("h2", {}, "Eerder ingelezen"), el("ul", { class: "lines" }, ...imports.map((one) => line(one, files[one.id] ?? "", redraw))));
    } catch (error) {
      const trouble = troubleLine();
      fill(section, trouble);
      tell(trouble, error);
    }
  }
}
