// *Klaarzetten*: names are looked for here first, what follows is said plainly, and only then the text goes to the server.
import { namedIn, namesOfVault } from "../day/story-names.js";
import { setReady } from "../day/story.js";
import { counted, el, fill } from "../desk/dom.js";
import { reload } from "../desk/pages.js";
import { announce } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { aside, doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/story.js").OpenStory} OpenStory */
/** @typedef {import("./story-sheet.js").SectionSheet} SectionSheet */
/** @typedef {import("../day/story-names.js").Named} Named */

/** Every text in a value. @param {unknown} value @returns {string[]} */
const textsIn = (value) =>
  typeof value === "string" ? [value] : value && typeof value === "object" ? Object.entries(value).flatMap(([key, one]) => (key === "key" || key === "became" ? [] : textsIn(one))) : [];

/** Questions that do not end as one. @param {SectionSheet[]} sheets */
const noQuestions = (sheets) => sheets.filter(({ value }) => {
  const { question = "" } = /** @type {{question?: string}} */ (value ?? {});
  return question !== "" && !question.endsWith("?");
});

/** Earlier recommendations with words and no choice. @param {SectionSheet[]} sheets */
const unchosen = (sheets) => sheets.filter(({ name, value }) => name === "followed" && /** @type {{became: string}[]} */ (value).some(({ became }) => became === ""));

/**
 * @param {HTMLElement} place
 * @param {{story: OpenStory, sheets: SectionSheet[], back: () => unknown}} how
 */
export async function drawReady(place, { story, sheets, back }) {
  const bad = [...noQuestions(sheets).map(({ heading }) => `De vraag bij “${heading}” eindigt nog niet op een vraagteken.`), ...unchosen(sheets).map(() => "Kies bij elke aanbeveling van vorig jaar wat ervan kwam.")];
  if (bad.length > 0) throw new Refusal(bad[0], "stopped");
  const status = el("p", { class: "soft", role: "status" }, "Even geduld, je browser kijkt of er namen uit je kluis in de tekst staan.");
  const heading = el("h2", { tabindex: -1 }, "Klaarzetten");
  const body = el("div", {}, status);
  fill(place, el("section", { class: "sheet story-ready" }, heading, body));
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
  const { names, failed } = await namesOfVault((done, of) => fill(status, `Je browser leest je kwesties: ${done} van ${of}.`));
  const texts = sheets.map(({ heading: of, value }) => ({ place: of, text: textsIn(value).join("\n\n") }));
  const found = namedIn(names, texts);
  announce(found.length > 0 ? `${counted(found.length, "naam", "namen")} gevonden` : "Geen namen uit je kluis gevonden");
  fill(body, ...namesFound(found, failed), ...untold(sheets), ...warning(story, back));
}

/** @param {Named[]} found @param {number} failed */
function namesFound(found, failed) {
  const left = failed > 0 && el("p", { class: "message warning" }, `${counted(failed, "kwestie ging", "kwesties gingen")} niet open. Namen daaruit zijn niet gezocht.`);
  if (found.length === 0) return [el("p", {}, "In de tekst staan geen namen of schuilnamen uit jouw kluis. Andere namen kent je browser niet: lees de tekst zelf na."), left];
  const lines = found.map(({ place, before, match, after }) => el("li", {}, el("span", {}, before, el("mark", {}, match), after), el("span", { class: "tag late" }, place)));
  return [
    el("div", { class: "message warning" }, el("p", {}, el("strong", {}, `Er ${found.length === 1 ? "staat een naam" : `staan ${found.length} namen`} uit jouw kluis in de tekst.`), " Dit zie je alleen hier; het gaat nergens heen."), el("ul", { class: "lines" }, ...lines)),
    left,
  ];
}

/** @param {SectionSheet[]} sheets */
function untold(sheets) {
  const bare = sheets.filter((sheet) => sheet.told && !sheet.isTold());
  if (bare.length === 0) return [];
  return [el("div", { class: "note mine" }, el("p", {}, "Hier staan cijfers zonder verhaal. Je kunt klaarzetten, maar het verslag gaat pas uit als er een verhaal staat, of waarom niet."), el("ul", {}, ...bare.map(({ heading }) => el("li", {}, heading))))];
}

/** @param {OpenStory} story @param {() => unknown} back */
function warning(story, back) {
  const trouble = troubleLine("ready-trouble");
  const agree = el("input", { type: "checkbox", id: "ready-agreed" });
  const send = doing("Zet klaar", async () => {
    if (!agree.checked) throw new Refusal("Zet eerst het vinkje: dan weten we dat je dit las.", "stopped");
    try {
      await setReady(story);
    } catch (error) {
      if (error instanceof Refusal && error.code === "stale") throw new Refusal("Je collega schreef intussen verder, of zette een andere tekst klaar. Er is niets verstuurd. Ga terug en kijk wat er nu staat.", "stale");
      throw error;
    }
    await reload();
  }, { trouble });
  return [
    el("h3", {}, "Wat er nu gebeurt"),
    el("p", {}, "Tot nu toe stond de tekst verzegeld in de kluis. Vanaf nu is hij leesbaar voor de server: nodig om hem na te kijken en er een verslag van te maken. Dit wordt vastgelegd."),
    el("p", {}, "Je kunt hem terugnemen zolang het verslag niet uit is. Dan wordt de leesbare tekst gewist. In een reservekopie kan hij nog even blijven staan."),
    el("div", { class: "field tick" }, el("label", { for: agree.id }, agree, el("span", {}, "Ik las de tekst na, en begrijp dat hij vanaf nu leesbaar is voor de server"))),
    trouble,
    el("div", { class: "actions" }, send, aside("Terug naar schrijven", () => void back())),
  ];
}
