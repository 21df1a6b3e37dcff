// The check of a letter on the page: what was found, around it, why and what to write instead; changed, or kept with a reason. And the same of what visitors are asked, as advice.
import { countTold } from "../day/people-counted.js";
import { factsFor } from "../day/letter-facts.js";
import { isReason, mayStay } from "../day/letter-check.js";
import { changed, findingsIn, keptWith, leftIn } from "../day/letter-findings.js";
import { broughtUp, seenIn } from "../day/signal-looked.js";
import { leftToRead, otherOf, readByOther, readingSeen } from "../day/signal-reading.js";
import { limitsIn, sectionOf, takeStep, writeSections } from "../day/signals.js";
import { counted, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { Writing } from "./matter-writing.js";
import { acting } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../day/signals.js").Worded} Worded */
/** @typedef {import("../day/letter-findings.js").Found} Found */
/** @typedef {Awaited<ReturnType<typeof factsFor>>} Looked */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("../desk/dom.js").Child} Child */

/** @type {Record<import("../day/letter-check.js").Kind, string>} */
const CALLED = {
  name: "Naam uit je kluis", person: "Naam van een persoon", function: "Functie", contact: "Contactgegeven", place: "Plek", unit: "Onderdeel", date: "Moment", age: "Leeftijd",
  number: "Aantal", count: "Aantal mensen", agreed: "Aantal mensen achter de brief", more: "Meer dan waar de brief op rust", combination: "Kenmerken samen", quote: "Woorden van iemand zelf", word: "Woord dat oordeelt",
};

/** Where it stands in a matter behind the signal: that says more than that it is such a thing. @type {Partial<typeof CALLED>} */
const CALLED_KNOWN = { date: "Moment uit een kwestie", place: "Plek uit een kwestie", unit: "Onderdeel uit een kwestie" };

/** What a letter is looked over for: each by hand, by who knows what it must not say. */
const CHECKS = /** @type {const} */ ([
  ["facts", "Er staat alleen wat ik zag of hoorde. Wat ik niet weet, staat er niet."],
  ["neutral", "Er staat geen oordeel in, en niemand krijgt de schuld."],
  ["nobody", "Niemand is te herkennen: geen naam, plek, functie, dag of zin die iemand zelf zei."],
  ["agreed", "Er staat niet meer in dan is afgestemd."],
]);
const NOTHING = "Je browser wees niets aan. Dat zegt niet dat niemand te herkennen is. Lees de brief alsof je erbij was.";
const READING = "Even geduld, je browser legt de brief naast je kwesties.";

/** So much of the letter stands around a finding. */
const CUT_AT = 40;

/** What the letter was held against last, until it is judged: each decision draws anew. @type {WeakMap<SignalDesk, Looked>} */
const lookedAt = new WeakMap();

/** @param {SignalDesk} desk */
const letterIn = (desk) => /** @type {Worded} */ (sectionOf(desk.signal, "letter"));

/** @param {SignalDesk} desk @param {HTMLElement} status */
const look = (desk, status) => factsFor(desk.signal, (done, of) => fill(status, `Je browser leest je kwesties: ${done} van ${of}.`));

/** The letter looked over as it stands: by this browser, then by hand. @param {SignalDesk} desk @returns {Child} */
export function checking(desk) {
  const place = el("div", { "data-part": "check" });
  const before = lookedAt.get(desk);
  if (before) drawCheck(place, desk, before);
  else fill(place, el("div", { class: "actions" }, acting(desk, "Kijk de brief na", () => begin(place, desk))));
  return place;
}

/** @param {HTMLElement} place @param {SignalDesk} desk */
async function begin(place, desk) {
  const status = el("p", { class: "soft", role: "status" }, READING);
  place.append(status);
  try {
    const looked = await look(desk, status);
    lookedAt.set(desk, looked);
    drawCheck(place, desk, looked);
    /** @type {HTMLElement | null} */ (place.querySelector("h3"))?.focus();
  } finally {
    status.remove();
  }
}

/** @param {HTMLElement} place @param {SignalDesk} desk @param {Looked} looked */
function drawCheck(place, desk, looked) {
  const list = el("div", { "data-part": "findings" });
  const drawn = (/** @type {Looked} */ { facts }) => {
    const found = findingsIn(letterIn(desk), facts);
    fill(list, ...listed(desk, found));
    return leftIn(found, letterIn(desk)).length;
  };
  const left = drawn(looked);
  announce(left === 0 ? "Er staat niets meer open." : saidLeft(left));
  fill(place, el("h3", { tabindex: -1 }, "Kijk de brief na"), list, ...heldAgainst(desk, looked), byHand(desk, looked, drawn));
}

/** @param {number} left */
const saidLeft = (left) => `${counted(left, "plek", "plekken")} in de brief ${left === 1 ? "wacht" : "wachten"} op jouw keuze.`;

/** @param {SignalDesk} desk @param {Found[]} found @returns {Child[]} */
function listed(desk, found) {
  if (found.length === 0) return [el("p", {}, NOTHING)];
  const left = new Set(leftIn(found, letterIn(desk)));
  return [
    el("p", {}, left.size > 0 ? el("strong", {}, saidLeft(left.size)) : "Over elke plek is iets besloten.", left.size > 0 && " Verander wat er staat, of schrijf op waarom het mag blijven staan.", " Wat je browser niet aanwijst, kan nog steeds iemand verraden."),
    el("ol", { class: "letter-findings" }, ...found.map((one) => line(desk, found, one, left.has(one)))),
  ];
}

/** Around a finding, as it stands in the letter, in whole words. @param {import("../day/letter-check.js").Finding} finding */
function around({ before, match, after }) {
  const [left, right] = [before, after].map((one) => [...one].length >= CUT_AT);
  return el("p", { class: "around" }, left ? `…${before.replace(/^\S*/, "")}` : before, el("mark", {}, match), right ? `${after.replace(/\S*$/, "")}…` : after);
}

/** @param {import("../day/letter-check.js").Finding} finding @returns {Child[]} */
export const toldOf = (finding) => [el("p", { class: "kind" }, (finding.known && CALLED_KNOWN[finding.kind]) || CALLED[finding.kind]), around(finding), el("p", {}, finding.reason, " ", finding.suggestion)];

/** @param {SignalDesk} desk @param {Found[]} found @param {Found} finding @param {boolean} open */
function line(desk, found, finding, open) {
  const reason = (letterIn(desk).kept ?? []).find(({ key }) => key === finding.key)?.reason ?? "";
  const place = el("div", { class: "together" });
  const choose = (/** @type {() => Node} */ form) => () => fill(place, form());
  fill(
    place,
    el("button", { type: "button", class: "button quiet", onclick: choose(() => changeForm(desk, finding)) }, "Verander dit"),
    mayStay(finding)
      ? el("button", { type: "button", class: "button quiet", onclick: choose(() => stayForm(desk, found, finding, reason)) }, open ? "Laat dit staan" : "Verander de reden")
      : el("p", { class: "small" }, "Dit mag niet blijven staan."),
  );
  return el("li", { "data-finding": finding.kind, "data-known": finding.known, "data-open": open }, ...toldOf(finding), !open && el("p", { class: "stays" }, el("strong", {}, "Dit blijft staan: "), reason), place);
}

/** On to what is still open. @param {SignalDesk} desk */
async function next(desk) {
  await desk.kept("worded_neutral");
  /** @type {HTMLElement | null} */ (document.querySelector("[data-finding][data-open] button, [data-part=check] h3"))?.focus();
}

/** @param {SignalDesk} desk @param {Found} finding */
function changeForm(desk, finding) {
  const about = `signal/${desk.id}/changed/${finding.key}`;
  return new Writing({
    about, kept: desk.draftOf(about), button: "Zet dit in de brief", said: "Veranderd, en bewaard in de kluis.",
    fields: [{ name: "words", label: `Wat schrijf je in plaats van “${finding.match}”?`, kind: "text", value: "", hint: "Laat het leeg als het weg kan. Lees daarna of de zin nog loopt." }],
    save: async ({ words }) => {
      const letter = changed(letterIn(desk), finding, String(words).trim());
      if (!letter.title || !letter.text) throw new Refusal("Zo blijft er niets over. Schrijf iets anders.", "refused");
      await writeSections(desk.signal, { letter });
    },
    onClosed: () => void next(desk),
  });
}

/** @param {SignalDesk} desk @param {Found[]} found @param {Found} finding @param {string} reason */
function stayForm(desk, found, finding, reason) {
  const about = `signal/${desk.id}/stays/${finding.key}`;
  return new Writing({
    about, kept: desk.draftOf(about), button: "Laat dit staan", said: "Je reden staat bij de brief, in de kluis.",
    fields: [{ name: "reason", label: `Waarom mag “${finding.match}” blijven staan?`, kind: "area", rows: 2, value: reason, hint: "Eén zin. Alleen jij en je collega lezen dit.", needed: "Schrijf op waarom dit mag blijven staan." }],
    wrong: ({ reason: why }) => (String(why).trim() !== "" && !isReason(String(why)) ? [["reason", "Schrijf een hele zin, dan begrijpt je collega het ook."]] : []),
    save: async ({ reason: why }) => {
      const { facts } = lookedAt.get(desk) ?? (await factsFor(desk.signal));
      const named = broughtUp(found, [String(why)], facts);
      if (named.length > 0) throw new Refusal(saidNamed(named), "named");
      await writeSections(desk.signal, { letter: keptWith(letterIn(desk), found, finding, String(why)) });
    },
    onClosed: () => void next(desk),
  });
}

/** Of a reason that names somebody whom the text does not. @param {string[]} named */
export const saidNamed = (named) => `In een reden staat: ${named.join(", ")}. Je collega leest de reden, en weet dan wie bij je kwam. Schrijf de reden zonder naam.`;

/** What the letter was not held against: matters that did not open here, and the vault of the colleague unless they did so themselves. @param {SignalDesk} desk @param {Looked} looked @returns {Child[]} */
function heldAgainst({ signal }, { closed, others }) {
  const other = otherOf(signal);
  if (!other) return unsearched({ closed, others });
  const theirs = others > 0 && `${counted(others, "kwestie", "kwesties")} achter deze brief leest alleen ${other.name}. `;
  if (readByOther(signal)?.current) return unsearched({ closed, others: 0 });
  const told = el("p", {}, el("strong", {}, `De kluis van ${other.name} lag nog niet naast deze versie. `), theirs, `Wat alleen daar staat, zoals namen, is niet gezocht. `, other.holds ? `${other.name} kan dat doen: op deze pagina, bij deze stap. ` : `${other.name} kan dit signaal nog niet lezen. `, "Je kunt ook zonder verder.");
  return [...unsearched({ closed, others: 0 }), el("div", { class: others > 0 ? "message warning" : "note", "data-part": "not-held" }, told)];
}

/** What could not be looked for. @param {Pick<Looked, "closed" | "others">} looked @returns {Child[]} */
export function unsearched({ closed, others }) {
  if (closed === 0 && others === 0) return [];
  const shut = closed > 0 && `${counted(closed, "kwestie ging", "kwesties gingen")} niet open. Namen daaruit zijn niet gezocht. `;
  const theirs = others > 0 && `${counted(others, "kwestie", "kwesties")} van je collega leest jouw browser niet. Laat je collega de brief ook nakijken.`;
  return [el("div", { class: "message warning" }, el("p", {}, el("strong", {}, "Niet alles is nagekeken. "), shut, theirs))];
}

/** @param {SignalDesk} desk @param {Looked} looked @param {(looked: Looked) => number} drawn */
function byHand(desk, looked, drawn) {
  const revision = desk.signal.story.sections.get("letter")?.revision ?? 0;
  const left = leftToRead(desk.signal, looked);
  const all = left ? [...CHECKS, /** @type {const} */ (["unsearched", left])] : CHECKS;
  return new Writing({
    about: `signal/${desk.id}/checked`, kept: null, button: "Zo is de brief goed", said: "De brief is nagekeken.",
    fields: all.map(([name, label]) => ({ name, label, kind: /** @type {const} */ ("tick"), needed: "Bevestig dit, of verander de brief." })),
    save: async () => {
      // read anew: somebody may have come, or been noted, since
      const fresh = await factsFor(desk.signal);
      lookedAt.set(desk, fresh);
      const left = drawn(fresh);
      if (left > 0) throw new Refusal(`${saidLeft(left)} Kijk in de lijst hierboven.`, "undecided");
      await takeStep(desk.signal, "verwoorden", { revision, reading: readingSeen(desk.signal) }).catch((error) => desk.readMeanwhile(error, "worded_neutral"));
      lookedAt.delete(desk);
    },
    onClosed: () => void desk.kept(),
  });
}

/** What was found and stays, with why: for the colleague, and for later. @param {Pick<Worded, "kept">} letter @returns {Child} */
export function staysLines({ kept = [] }) {
  if (kept.length === 0) return null;
  return el("details", { class: "letter-stays" }, el("summary", {}, "Wat je browser aanwees en bleef staan"), el("ul", {}, ...kept.map(({ match, reason }) => el("li", {}, el("mark", {}, match), " ", reason))), el("p", { class: "small soft" }, "Dit staat alleen in jullie kluis. Het gaat nergens mee."));
}

/**
 * Names, contact details and counts of people that stand in the letter now: nothing goes out with one.
 * @param {SignalDesk} desk @returns {Promise<number | null>} how many it says are behind it
 */
export async function refuseNamed(desk) {
  const { facts } = await factsFor(desk.signal);
  const all = findingsIn(letterIn(desk), facts);
  const left = new Set(leftIn(all, letterIn(desk)));
  // a moment that turned out to stand in a matter since the letter was looked over
  const found = all.filter((one) => !mayStay(one) || (one.known && one.kind === "date" && left.has(one)));
  const said = (/** @type {Found[]} */ ones) => [...new Set(ones.map(({ match }) => match))].join(", ");
  const counts = found.filter(({ kind }) => kind === "count");
  if (counts.length < found.length) throw new Refusal(`Sinds de brief is nagekeken, staat dit in je kluis: ${said(found.filter(({ kind }) => kind !== "count"))}. Er is niets verstuurd. Schrijf er bij Verwoorden aan verder.`, "named");
  if (counts.length > 0) throw new Refusal(`De brief zegt hoeveel mensen: ${said(counts)}. Dat aantal is niet uitgegeven en niet afgesproken. Er is niets verstuurd en de brief staat er nog. Schrijf er bij Verwoorden aan verder.`, "counted");
  return countTold(all, facts.allowed);
}

/** Names out of one's own vault, written since or by the colleague, go to no visitor either. @param {SignalDesk} desk */
export async function refuseAsked({ signal }) {
  const { told, intention, limits } = limitsIn(signal);
  const { facts } = await factsFor(signal);
  const named = seenIn({ told, intention, limits }, { told: "never", intention: "never", limits: "never" }, facts).filter(({ never }) => never);
  if (named.length > 0) throw new Refusal(`In deze woorden staat iets uit je kluis: ${[...new Set(named.map(({ match }) => match))].join(", ")}. Er is niets gevraagd of vastgelegd. Kies Verander dit, en schrijf het zonder.`, "named");
}

/** What visitors will be asked, looked over before they are: as advice. Filled in when it was read. @param {SignalDesk} desk @returns {HTMLElement} */
export function adviceOn(desk) {
  const { told: text, intention, limits } = limitsIn(desk.signal);
  const status = el("p", { class: "soft small", role: "status" }, "Je browser legt deze woorden naast je kwesties.");
  const place = el("div", { "data-part": "advice" }, status);
  factsFor(desk.signal).then(
    (looked) => {
      const found = findingsIn({ title: "", text, questions: [intention, limits] }, looked.facts);
      fill(
        place,
        found.length === 0
          ? el("p", { class: "soft small" }, "Je browser wees in deze woorden niets aan. Lees ze zelf ook, alsof je erbij was.")
          : el("div", { class: "message warning" }, el("h3", {}, "Kijk hier nog naar"), el("p", {}, "De inbrengers lezen deze woorden, en zo komen ze in de brief. Het is een advies: jij beslist."), el("ul", { class: "letter-findings" }, ...found.map((one) => el("li", { "data-finding": one.kind }, ...toldOf(one))))),
        ...unsearched(looked),
      );
    },
    (error) => fill(place, el("p", { class: "error" }, sentenceFor(error))),
  );
  return place;
}

