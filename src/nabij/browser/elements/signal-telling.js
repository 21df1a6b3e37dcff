// Aftercare: what visitors read of the letter in their own conversation, and who has to be told.
import { tellVisitors } from "../day/letter-told.js";
import { counted, el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../day/letter-told.js").Told} Told */

const WAITS = "Deze inbrenger leest het nog niet. Open de kwestie: daar staat wat er is. Kom daarna hier terug.";

const WAITS_INSTEAD = "Deze inbrenger leest het nog niet. Open Vandaag: daar staat het gesprek onder In plaats van je collega, met wat er is.";

/** @param {SignalDesk} desk @param {Told} told */
function line(desk, { matter, how, sentence, why, keeper }) {
  const name = keeper === undefined ? el("a", { href: `/kwesties/${matter}/` }, desk.cards.get(matter)?.alias || "Een kwestie die niet meer loopt") : el("span", {}, `Een inbrenger van ${keeper}, die hier niet meer werkt`);
  const waits = keeper === undefined ? WAITS : WAITS_INSTEAD;
  const says = { told: `Leest in het gesprek: “${sentence}”`, no_words: `Heeft geen zeven woorden, en leest dit dus nergens. Vertel het zelf: “${sentence}”`, waits: why === null ? waits : `${waits} (${sentenceFor(why)})` };
  const look = { told: el("span", { class: "tag done" }, "Verteld"), no_words: el("span", { class: "tag mine" }, "Vertel het zelf"), waits: el("span", { class: "tag late" }, "Nog niet verteld") };
  return el("li", { "data-told": how }, el("div", {}, name, el("div", { class: "small soft" }, says[how])), look[how]);
}

/** Whom somebody else tells. @param {string} who @param {string} says */
const otherLine = (who, says) => el("li", {}, el("div", {}, who, el("div", { class: "small soft" }, says)));

/**
 * Tells who can read it, then shows how it is with each visitor of one's own.
 * @param {SignalDesk} desk
 * @param {HTMLElement} place
 */
export async function showTold(desk, place) {
  try {
    const told = await tellVisitors(desk.signal);
    const { path, concerns } = desk.signal.register;
    const shown = path === "agreed" && (told.length > 0 || desk.signal.register.due !== null);
    const elsewhere = shown ? concerns.filter(({ matter, exception, instead }) => matter === null && !exception && !told.some((one) => one.matter === instead?.matter)) : [];
    const left = elsewhere.filter((one) => one.left).length;
    const others = elsewhere.length - left;
    if (told.length + elsewhere.length === 0) return fill(place);
    const intro = desk.signal.register.due === null ? "Het bestuur krijgt niets. Vertel zelf waarom." : "Vraag hoe het gaat. Wat het antwoord is, vertel je zelf.";
    fill(place, el("section", { class: "signal-told", "aria-labelledby": "signal-told" }, el("h2", { id: "signal-told" }, "Wat de inbrengers weten"), el("p", {}, intro), el("ul", { class: "lines" }, ...told.map((one) => line(desk, one)), others > 0 && otherLine(`${counted(others, "inbrenger", "inbrengers")} van je collega`, "Je collega vertelt het. Wie zeven woorden heeft, leest het zodra je collega Vandaag of dit signaal opent."), left > 0 && otherLine(`${counted(left, "inbrenger", "inbrengers")} van een collega die hier niet meer werkt`, "Dit gesprek kun jij niet openen. Wie er inspringt of meeleest, vertelt het. Is er niemand, dan leest deze inbrenger dat bij zeven woorden, met wie er te kiezen is of te bellen."))));
  } catch (error) {
    fill(place, el("p", { class: "error", role: "alert" }, "Of de inbrengers weten hoe het staat, kon niet worden nagegaan. ", sentenceFor(error)));
  }
}
