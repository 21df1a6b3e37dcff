// *Redenen vastleggen*: acute danger or a duty by law in place of consent. Each reason in words, and the exception recorded in each matter concerned.
import { CONDITIONS } from "../day/exception.js";
import { loadMatter } from "../day/matter.js";
import { DUTY, exceptionsFor } from "../day/signal-excepted.js";
import { layException, noticedIn, sectionOf, takeStep, writeSections } from "../day/signals.js";
import { el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { answers, prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { limitsForm, toldLimits } from "./signal-limits.js";
import { Looking } from "./signal-looking.js";
import { acting, changing, matterName, self, stepTitle } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("../desk/dom.js").Child} Child */

const NAMES = /** @type {[string, string][]} */ ([[DUTY, "De wet verplicht me hiertoe"], ...CONDITIONS.map(([key, said]) => [key, said])]);
const QUESTIONS = new Map(/** @type {[string, string][]} */ ([[DUTY, "Welke wet, en wat vraagt die van je?"], ...CONDITIONS.map(([key, , question]) => [key, question])]));

/** @type {[string, string][]} */
const BASES = [["by_law", "De wet verplicht me"], ["all_four", "Er dreigt gevaar: alle vier de redenen gelden"]];

/** @param {SignalDesk} desk @returns {Promise<Child[]>} */
export async function groundsPanel(desk) {
  const title = stepTitle("Redenen vastleggen");
  const { register } = desk.signal;
  const grounds = sectionOf(desk.signal, "grounds");
  const limits = sectionOf(desk.signal, "limits");
  const read = [limits && toldLimits(desk), grounds && toldGrounds(grounds)];
  if (register.step !== "weighed") return [title, ...read, await exceptions(desk)];
  if (!limits) return [title, el("p", {}, "Vertel niet meer dan nodig is."), limitsForm(desk)];
  if (!grounds) return [title, toldLimits(desk), groundsForm(desk)];
  return [title, ...read, changing(() => groundsForm(desk)), await exceptions(desk), ready(desk, grounds)];
}

/** @param {Record<string, string>} grounds */
const toldGrounds = (grounds) => answers(NAMES.flatMap(([key, said]) => (grounds[key] ? [/** @type {[string, Node]} */ ([said, prose(grounds[key])])] : [])));

/** @param {SignalDesk} desk */
function groundsForm(desk) {
  const about = `signal/${desk.id}/grounds`;
  const was = sectionOf(desk.signal, "grounds") ?? {};
  const wasOf = was[DUTY] ? "by_law" : CONDITIONS.some(([key]) => was[key]) ? "all_four" : "";
  const basisOf = (/** @type {string} */ key) => (key === DUTY ? "by_law" : "all_four");
  /** @type {Field[]} */
  const fields = [
    { name: "basis", label: "Waarom zonder toestemming?", kind: "one", choices: BASES, value: wasOf, needed: "Kies waarom het zonder toestemming gaat." },
    ...NAMES.map(([key, said]) => /** @type {Field} */ ({ name: key, label: said, kind: "area", rows: 2, only: basisOf(key), hint: QUESTIONS.get(key), value: String(was[key] ?? "") })),
  ];
  const looking = new Looking(desk, Object.fromEntries(NAMES.map(([key]) => [key, /** @type {const} */ ("names")])), was.kept);
  const asked = (/** @type {unknown} */ basis) => NAMES.filter(([key]) => basisOf(key) === basis);
  return new Writing({
    about, kept: desk.draftOf(about), fields, button: "Bewaar de redenen", said: "Bewaard in de kluis.", grave: true,
    before: [el("p", {}, "Vul in wat je kiest. Niets ervan mag leeg blijven."), looking.place],
    wrong: (values) => asked(values.basis).flatMap(([key, said]) => (String(values[key] ?? "").trim() === "" ? [/** @type {[string, string]} */ ([key, `Vul in: ${said}.`])] : [])),
    save: async (values) => {
      const told = new Map(asked(values.basis).map(([key]) => [key, String(values[key]).trim()]));
      const written = Object.fromEntries(NAMES.map(([key]) => [key, told.get(key) ?? ""]));
      const stays = await looking.through(written);
      await writeSections(desk.signal, { grounds: { ...written, ...stays(Object.keys(written)) } });
    },
    onClosed: () => void desk.kept("agreed_with_persons"),
  });
}

/** What was recorded in each matter concerned. @param {SignalDesk} desk */
async function exceptions(desk) {
  const { matters } = noticedIn(desk.signal);
  if (matters.length === 0) return el("p", { class: "soft" }, "Er staat niets in van een inbrenger.");
  const list = el("ul", { class: "lines" });
  for (const one of matters) list.append(await exceptionLine(desk, one));
  return el("div", {}, el("h3", {}, "Per kwestie"), el("p", { class: "small soft" }, "Leg in elke kwestie vast dat je de vertrouwelijkheid doorbreekt. Vertel het de inbrenger, als dat veilig kan."), list);
}

/** @param {SignalDesk} desk @param {{matter: string, by: string}} one */
async function exceptionLine(desk, one) {
  const concern = desk.signal.register.concerns.find(({ matter }) => matter === one.matter);
  const line = el("li", { "data-matter": one.matter });
  if (one.by !== self(desk)) return fill(line, el("span", {}, "Een kwestie van je collega. Die legt dit zelf vast.")), line;
  const name = el("a", { href: `/kwesties/${one.matter}/` }, matterName(desk, one));
  if (concern) return fill(line, el("div", {}, name), el("span", { class: "tag done" }, "Vastgelegd")), line;
  try {
    const kept = exceptionsFor(await loadMatter(one.matter)).at(-1);
    const does = kept ? acting(desk, "Neem dit op", async () => { await layException(desk.signal, one.matter, kept.id); announce("Opgenomen."); await desk.kept("agreed_with_persons"); }, { matter: one.matter }) : el("p", { class: "small soft" }, "Open de kwestie en kies onderaan Vertrouwelijkheid doorbreken. Kom daarna hier terug.");
    fill(line, el("div", {}, name, does), el("span", { class: "tag mine" }, kept ? "Opnemen" : "Nog doen"));
  } catch (error) {
    fill(line, el("div", {}, name, el("p", { class: "error" }, sentenceFor(error))));
  }
  return line;
}

/** @param {SignalDesk} desk @param {Record<string, string>} grounds @returns {Child} */
function ready(desk, grounds) {
  const { concerns, needed } = desk.signal.register;
  if (concerns.filter(({ stands }) => stands).length < needed) return el("p", { class: "soft" }, "Zodra het in elke kwestie is vastgelegd, ga je hier verder.");
  const keys = NAMES.map(([key]) => key).filter((key) => grounds[key]);
  return el("div", { class: "actions" }, acting(desk, "Deze redenen staan vast: ga verder", async () => { await takeStep(desk.signal, "redenen", { grounds: keys }); announce("Vastgelegd."); await desk.kept(); }, { grave: true }));
}
