// The letter read along: the colleague's browser holds it against their own vault, shows what it found to them alone, and keeps what they say of it.
import { todayHere } from "../day/consents.js";
import { factsFor } from "../day/letter-facts.js";
import { findingsIn } from "../day/letter-findings.js";
import { keepReading, otherOf, readingIn, readsAlong } from "../day/signal-reading.js";
import { letterRead } from "../day/signal-words.js";
import { sectionOf } from "../day/signals.js";
import { counted, dayAndYear, el, fill } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { toldOf, unsearched } from "./signal-check.js";
import { acting } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../day/signals.js").Worded} Worded */
/** @typedef {import("../day/signal-reading.js").Reading} Reading */
/** @typedef {Awaited<ReturnType<typeof factsFor>>} Looked */
/** @typedef {import("../desk/dom.js").Child} Child */

const AGREED = "agreed";
const CHANGE = "change";
const ALONE = "Alleen jij ziet wat je browser aanwijst. Je collega leest wat je hieronder schrijft.";

/** @param {SignalDesk} desk @returns {Worded | null} */
const letterIn = (desk) => sectionOf(desk.signal, "letter");

// What was said of it -----------------------------------------------------------------------------------------------------------------------

/** How the letter was read along, for both: of this version, or of one before. Nothing where nobody did. @param {SignalDesk} desk @returns {Child[]} */
export function readLines(desk) {
  const reading = readingIn(desk.signal);
  // of a letter that one wrote oneself it is no reading along
  if (!reading || reading.by.id === desk.signal.letterBy) return [];
  const warns = reading.current && !reading.agreed;
  return [el("div", { class: warns ? "message warning" : "note", "data-part": "reading", "data-current": reading.current }, ...(reading.current ? ofThis(reading) : ofEarlier(reading)))];
}

/** @param {Reading} reading */
const who = ({ by }) => (by.me ? "Je" : by.name);

/** @param {Reading} reading @returns {Child[]} */
function ofThis(reading) {
  const { agreed, text, closed, day, by } = reading;
  const head = `${who(reading)} keek deze versie na op ${dayAndYear(day)}, met ${by.me ? "je" : "de"} eigen kluis`;
  const shut = closed > 0 && el("p", { class: "small" }, `${counted(closed, "kwestie", "kwesties")} van ${by.me ? "jou" : by.name} ging${closed === 1 ? "" : "en"} niet open. Namen daaruit zijn niet gezocht.`);
  if (agreed) return [el("p", {}, el("strong", {}, `${head}: akkoord.`)), shut];
  return [el("p", {}, el("strong", {}, `${head}. Nog aan te passen:`)), prose(text), shut];
}

/** @param {Reading} reading @returns {Child[]} */
function ofEarlier(reading) {
  const { agreed, text, day } = reading;
  const head = `${who(reading)} keek een eerdere versie na, op ${dayAndYear(day)}. Deze nog niet.`;
  return [el("p", {}, head), !agreed && el("p", { class: "small" }, `Toen was nog aan te passen: ${text}`)];
}

// Reading along -----------------------------------------------------------------------------------------------------------------------------

/** For who reads along: the check with one's own vault, and what one says of it. @param {SignalDesk} desk @returns {Child} */
export function readAlong(desk) {
  if (!readsAlong(desk.signal)) return null;
  const place = el("div", { "data-part": "read-along" });
  const again = readingIn(desk.signal)?.by.me && readingIn(desk.signal)?.current;
  fill(
    place,
    !again && el("p", {}, `Je browser legt de brief naast jouw kluis: namen, plekken en dagen die ${otherOf(desk.signal)?.name} niet kent. Daarna zeg je wat je ervan vindt.`),
    el("div", { class: "actions" }, acting(desk, again ? "Kijk opnieuw na met jouw kluis" : "Kijk de brief na met jouw kluis", () => look(place, desk), { quiet: Boolean(again) })),
  );
  return place;
}

/** @param {HTMLElement} place @param {SignalDesk} desk */
async function look(place, desk) {
  const status = el("p", { class: "soft", role: "status" }, "Even geduld, je browser legt de brief naast je kwesties.");
  place.append(status);
  try {
    const looked = await factsFor(desk.signal, (done, of) => fill(status, `Je browser leest je kwesties: ${done} van ${of}.`));
    drawFound(place, desk, looked);
  } finally {
    status.remove();
  }
}

/** @param {HTMLElement} place @param {SignalDesk} desk @param {Looked} looked */
function drawFound(place, desk, { facts, closed }) {
  const letter = /** @type {Worded} */ (letterIn(desk));
  const found = findingsIn(letter, facts);
  const why = (/** @type {string} */ key) => (letter.kept ?? []).find((one) => one.key === key)?.reason;
  const said = found.length === 0 ? "Je browser wees niets aan." : `Je browser wees ${counted(found.length, "plek", "plekken")} aan.`;
  const heading = el("h3", { tabindex: -1 }, "Naast jouw kluis");
  fill(
    place,
    heading,
    el("p", {}, said, " Dat zegt niet alles: lees de brief alsof je erbij was."),
    el("p", { class: "small soft" }, ALONE),
    found.length > 0 && el("ul", { class: "letter-findings" }, ...found.map((one) => el("li", { "data-finding": one.kind, "data-known": one.known, "data-open": !why(one.key) }, ...toldOf(one), why(one.key) && el("p", { class: "stays" }, el("strong", {}, "Dit blijft staan: "), why(one.key))))),
    ...unsearched({ closed, others: 0 }),
    judging(desk),
  );
  announce(said);
  heading.focus();
}

/** @param {SignalDesk} desk */
function judging(desk) {
  const about = `signal/${desk.id}/reading`;
  const name = otherOf(desk.signal)?.name ?? "Je collega";
  return new Writing({
    about, kept: desk.draftOf(about), button: "Bewaar wat ik vind", said: `Bewaard in de kluis. ${name} leest dit bij de brief.`,
    fields: [
      { name: "said", label: "Wat vind je van deze brief?", kind: "one", choices: [[AGREED, "Akkoord"], [CHANGE, "Nog iets aan te passen"]], needed: "Kies of je akkoord bent." },
      { name: "text", label: "Wat kan er anders?", kind: "area", rows: 3, only: CHANGE, hint: "Schrijf waar het staat en wat je liever leest, zonder naam: bijvoorbeeld “de tweede zin kan ruimer”." },
    ],
    wrong: ({ said, text }) => (said === CHANGE && String(text).trim() === "" ? [["text", "Schrijf op wat er anders kan."]] : []),
    save: ({ said, text }) => keep(desk, said === AGREED, said === AGREED ? "" : String(text).trim()),
    onClosed: () => void desk.kept(desk.signal.register.step === "worded_neutral" ? "delivered" : "worded_neutral"),
  });
}

/** Held against the vault once more: somebody may have come, or been noted, since. @param {SignalDesk} desk @param {boolean} agreed @param {string} text */
async function keep(desk, agreed, text) {
  const letter = /** @type {Worded} */ (letterIn(desk));
  const { facts, closed } = await factsFor(desk.signal);
  const never = (/** @type {Worded} */ read) => [...new Set(findingsIn(read, facts).filter(({ kind }) => kind === "name" || kind === "contact").map(({ match }) => match))];
  const named = agreed ? never(letter) : [];
  if (named.length > 0) throw new Refusal(`In de brief staat: ${named.join(", ")}. Een naam uit jouw kluis of een contactgegeven mag niet blijven staan. Er is niets bewaard. Kies “Nog iets aan te passen”, en schrijf waar het staat.`, "named");
  const told = never({ title: "", text, questions: [] });
  if (told.length > 0) throw new Refusal(`In wat je schrijft staat: ${told.join(", ")}. Zo leest je collega dat die bij jou bekend is. Er is niets bewaard. Schrijf waar het staat, zonder naam.`, "named");
  await keepReading(desk.signal, { letter: letterRead(letter), agreed, text, closed, day: todayHere() });
}
