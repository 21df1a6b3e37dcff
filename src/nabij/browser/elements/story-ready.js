// *Klaarzetten*: names are looked for here first, what follows is said plainly, and only then the text goes to the server.
import { namedIn, namesOfVault } from "../day/story-names.js";
import { contradictions, loadStory, setReady } from "../day/story.js";
import { vault } from "../day/vault.js";
import { counted, el, fill } from "../desk/dom.js";
import { reload } from "../desk/pages.js";
import { announce } from "../desk/say.js";
import { Offline, Refusal } from "../desk/talk.js";
import { aside, doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/story.js").OpenStory} OpenStory */
/** @typedef {import("./story-sheet.js").SectionSheet} SectionSheet */
/** @typedef {import("../day/story-names.js").Named} Named */

export const NOT_SEARCHED = "Er is niet naar namen gezocht.";

/** Every text in a value. @param {unknown} value @returns {string[]} */
export const textsIn = (value) =>
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
 * @param {{story: OpenStory, sheets: SectionSheet[], figures: import("../day/story.js").Figures | null, back: () => unknown}} how
 */
export async function drawReady(place, { story, sheets, figures, back }) {
  const bad = [...uncorrected(sheets), ...noQuestions(sheets).map(({ heading }) => `De vraag bij “${heading}” eindigt nog niet op een vraagteken.`), ...unchosen(sheets).map(() => "Kies bij elke aanbeveling van vorig jaar wat ervan kwam.")];
  if (bad.length > 0) throw new Refusal(bad[0], "stopped");
  const status = el("p", { class: "soft", role: "status" }, "Even geduld, je browser kijkt of er namen uit je kluis in de tekst staan.");
  const heading = el("h2", { tabindex: -1 }, "Klaarzetten");
  const body = el("div", {}, status);
  fill(place, el("section", { class: "sheet story-ready" }, heading, body));
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
  const { names, failed } = await namesOfVault((done, of) => fill(status, `Je browser leest je kwesties: ${done} van ${of}.`)).catch(() => ({ names: null, failed: 0 }));
  const again = aside("Zoek opnieuw naar namen", () => void drawReady(place, { story, sheets, figures, back }));
  if (!names) {
    announce("Er is niet naar namen gezocht");
    fill(body, el("div", { class: "message warning" }, el("p", {}, el("strong", {}, NOT_SEARCHED), ` ${vault.session.isOpen() ? "Je kwesties waren niet te lezen." : "Je kluis is dicht. Open hem eerst."} Namen uit je kwesties kunnen dus in de tekst staan.`), again), ...contradicted(sheets, figures), ...untold(sheets), ...warning(story, back, true));
    return;
  }
  const texts = sheets.map(({ heading: of, value }) => ({ place: of, text: textsIn(value).join("\n\n") }));
  const found = namedIn(names, texts);
  announce(found.length > 0 ? `Op ${counted(found.length, "plek", "plekken")} een naam gevonden` : "Geen namen uit je kluis gevonden");
  fill(body, ...namesFound(found, failed), failed > 0 && again, ...contradicted(sheets, figures), ...untold(sheets), ...warning(story, back, failed > 0));
}

/** @param {Named[]} found @param {number} failed */
export function namesFound(found, failed) {
  const left = failed > 0 && el("p", { class: "message warning" }, `${counted(failed, "kwestie ging", "kwesties gingen")} niet open. Namen daaruit zijn niet gezocht.`);
  if (found.length === 0) return [el("p", {}, "In de tekst staan geen namen of schuilnamen uit jouw kluis. Andere namen kent je browser niet: lees de tekst zelf na."), left];
  const lines = found.map(({ place, before, match, after }) => el("li", {}, el("span", {}, before, el("mark", {}, match), after), el("span", { class: "tag late" }, place)));
  return [
    el("div", { class: "message warning" }, el("p", {}, el("strong", {}, found.length === 1 ? "Er staat een naam uit jouw kluis in de tekst." : `Op ${found.length} plekken staan namen uit jouw kluis in de tekst.`), " Dit zie je alleen hier; het gaat nergens heen."), el("ul", { class: "lines" }, ...lines)),
    left,
  ];
}

/** A correction that does not say what it corrects. @param {SectionSheet[]} sheets */
const uncorrected = (sheets) => sheets.filter((sheet) => sheet.name === "corrected" && sheet.isEmpty()).map(({ heading }) => `Schrijf eerst bij “${heading}” wat er anders is dan in de vorige uitgave.`);

/** @param {SectionSheet[]} sheets @param {import("../day/story.js").Figures | null} figures */
function contradicted(sheets, figures) {
  const found = figures ? contradictions(sheets, figures) : [];
  if (found.length === 0) return [];
  return [el("div", { class: "message warning" }, el("p", {}, el("strong", {}, "Hier spreekt de tekst de cijfers tegen."), " Je kunt klaarzetten. In het overzicht ‘Tellen en vertellen’ gaat wat geteld is voor."), el("ul", {}, ...found.map((one) => el("li", {}, one))))];
}

/** @param {SectionSheet[]} sheets */
function untold(sheets) {
  const bare = sheets.filter((sheet) => sheet.told && !sheet.isTold());
  if (bare.length === 0) return [];
  return [el("div", { class: "note mine" }, el("p", {}, "Hier staan cijfers zonder verhaal. Je kunt klaarzetten, maar het verslag gaat pas uit als er een verhaal staat, of waarom niet."), el("p", {}, bare.map(({ heading }) => heading).join(" · ")))];
}

const SLOW = "Even geduld. We kijken de cijfers na en maken het verslag op proef, ook als PDF en Word. Dat kan een minuut duren. Laat deze pagina open.";
const NO_ANSWER = "Er kwam geen antwoord: het duurde te lang, of de verbinding viel weg. Je tekst staat veilig in de kluis. Kies nog een keer Zet klaar. Er wordt niets dubbel klaargezet.";
/** So long, in milliseconds, nothing needs to be said. */
const AT_ONCE = 1000;

/**
 * Sends the text. While it takes longer than a second that is said; after a lost answer the server is asked how it stands.
 * @param {OpenStory} story
 * @param {HTMLElement} busy where waiting is told
 */
async function sent(story, busy) {
  const slow = setTimeout(() => fill(busy, el("p", { class: "soft", role: "status" }, SLOW), el("progress", { "aria-label": "Klaarzetten" })), AT_ONCE);
  try {
    await setReady(story);
  } catch (error) {
    if (error instanceof Refusal && error.code === "stale") throw new Refusal("Je collega schreef intussen verder, of zette een andere tekst klaar. Er is niets verstuurd. Ga terug en kijk wat er nu staat.", "stale");
    if (!(error instanceof Offline)) throw error;
    const now = await loadStory(story.report).catch(() => null);
    if (now?.state !== "ready") throw new Refusal(NO_ANSWER, "no_answer");
  } finally {
    clearTimeout(slow);
    fill(busy);
  }
}

/** @param {OpenStory} story @param {() => unknown} back @param {boolean} unsearched whether names could not all be looked for */
function warning(story, back, unsearched) {
  const trouble = troubleLine("ready-trouble");
  const busy = el("div", { class: "ready-busy" });
  const without = el("input", { type: "checkbox", id: "ready-unsearched" });
  const agree = el("input", { type: "checkbox", id: "ready-agreed" });
  const send = doing("Zet klaar", async () => {
    if (!agree.checked) throw new Refusal("Zet eerst het vinkje: dan weten we dat je dit las.", "stopped");
    if (unsearched && !without.checked) throw new Refusal("Niet alle namen zijn gezocht. Zet het vinkje als je de tekst zelf op namen nalas, of zoek opnieuw.", "stopped");
    way.toggleAttribute("hidden", true);
    try {
      await sent(story, busy);
    } finally {
      way.toggleAttribute("hidden", false);
    }
    await reload();
  }, { trouble });
  const way = aside("Terug naar schrijven", () => void back());
  return [
    el("h3", {}, "Wat er nu gebeurt"),
    el("p", {}, "Tot nu toe stond de tekst verzegeld in de kluis. Vanaf nu is hij leesbaar voor de server: nodig om hem na te kijken en er een verslag van te maken. Dit wordt vastgelegd."),
    el("p", {}, "Je kunt hem terugnemen zolang het verslag niet uit is. Dan wordt de leesbare tekst gewist. In een reservekopie kan hij nog even blijven staan."),
    el("div", { class: "field tick" }, el("label", { for: agree.id }, agree, el("span", {}, "Ik las de tekst na, en begrijp dat hij vanaf nu leesbaar is voor de server"))),
    unsearched && el("div", { class: "field tick" }, el("label", { for: without.id }, without, el("span", {}, "Ik las de tekst zelf na op namen uit mijn kwesties"))),
    trouble,
    busy,
    el("div", { class: "actions" }, send, way),
  ];
}
