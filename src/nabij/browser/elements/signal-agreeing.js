// *Afstemmen met iedere inbrenger*: what may be told, to whom, within which limits; then each visitor's own yes, verified and laid under the signal.
import { hearWithdrawal, hearYes } from "../day/hearing.js";
import { loadMatter } from "../day/matter.js";
import { untold } from "../day/signal-standing.js";
import { askedOf, besides, checkTogether } from "../day/signal-visitors.js";
import { answerUnder, checkAnswers, isOfOlderWords, layConsent, limitsIn, noticedIn, questionOf, sectionOf, takeStep } from "../day/signals.js";
import { askVisitor } from "../day/writing.js";
import { el, fill, minute } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { newId } from "../vault/bytes.js";
import { prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { adviceOn, refuseAsked } from "./signal-check.js";
import { narrowing } from "./signal-ending.js";
import { groundsPanel } from "./signal-grounds.js";
import { limitsForm, toldLimits } from "./signal-limits.js";
import { acting, changing, matterName, self, stepTitle } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../day/signals.js").Answered} Answered */
/** @typedef {import("../day/signals.js").Concern} Concern */
/** @typedef {import("../day/matter.js").OpenMatter} OpenMatter */
/** @typedef {import("../desk/dom.js").Child} Child */

/** @param {SignalDesk} desk @returns {Child[] | Promise<Child[]>} */
export function agreeingPanel(desk) {
  return desk.signal.register.path === "excepted" ? groundsPanel(desk) : agreeing(desk);
}

/** @param {SignalDesk} desk @returns {Promise<Child[]>} */
async function agreeing(desk) {
  const title = stepTitle("Afstemmen met iedere inbrenger");
  const { register } = desk.signal;
  const limits = sectionOf(desk.signal, "limits");
  if (register.step !== "weighed") return [title, limits ? toldLimits(desk) : el("p", { class: "soft" }, "Hier is niets opgeschreven."), await visitors(desk)];
  if (!limits) return [title, limitsForm(desk)];
  return [title, toldLimits(desk), changing(() => limitsForm(desk)), adviceOn(desk), await visitors(desk), await ready(desk)];
}

// Each visitor ------------------------------------------------------------------------------------------------------------------------------

/** @param {SignalDesk} desk */
async function visitors(desk) {
  const { matters } = noticedIn(desk.signal);
  if (matters.length === 0) return el("p", { class: "soft" }, "Er staat niets in van een inbrenger. Je hoeft niemand te vragen.");
  const list = el("ul", { class: "lines" });
  // One after the other: each keeps what it learnt in the keyring.
  for (const one of askedOf(matters)) list.append(await visitorLine(desk, one));
  const theirs = untold(desk.signal.register).filter(({ matter }) => matter === null).map(() => el("li", {}, el("div", {}, "Een inbrenger van je collega nam het terug.", el("div", { class: "small soft" }, "Je collega vertelt die inbrenger wat dat betekent. Daarna gaan jullie verder."))));
  list.append(...theirs);
  return el("div", {}, el("h3", {}, "De inbrengers"), list);
}

/** @param {SignalDesk} desk @param {{matter: string, by: string}} one */
async function visitorLine(desk, one) {
  const concern = desk.signal.register.concerns.find(({ matter }) => matter === one.matter) ?? null;
  if (one.by !== self(desk)) return theirLine(desk, one);
  const line = el("li", { "data-matter": one.matter });
  const name = el("a", { href: `/kwesties/${one.matter}/` }, matterName(desk, one));
  try {
    const matter = await loadMatter(one.matter);
    const apart = desk.signal.register.due === null ? await checkTogether(noticedIn(desk.signal).matters, matter).catch(refusedApart) : null;
    if (apart) return fill(line, el("div", {}, name, el("p", { class: "error" }, `${names(desk, one)}: ${sentenceFor(apart)}`), el("p", { class: "together" }, narrowing(desk, concern?.id ?? null, one.matter, "Weeg opnieuw")))), line;
    const answered = answerUnder(desk.signal, matter);
    const { says, look, does } = whereItStands(desk, matter, answered, concern);
    fill(line, el("div", {}, name, also(desk, one), el("div", { class: "small soft" }, says), does.length > 0 && el("p", { class: "together" }, ...does)), el("span", { class: look[0] }, look[1]));
  } catch (error) {
    fill(line, el("div", {}, name, el("p", { class: "error" }, sentenceFor(error)), hearHere(desk, concern)));
  }
  return line;
}

/** @param {SignalDesk} desk @param {{matter: string}} one */
const names = (desk, { matter }) => besides(noticedIn(desk.signal).matters, matter).map((other) => matterName(desk, other)).join(", ");

/** What else this visitor told: for that they are asked here as well, and once. @param {SignalDesk} desk @param {{matter: string}} one @returns {Child} */
function also(desk, one) {
  const others = names(desk, one);
  return others !== "" && el("div", { class: "small", "data-part": "also" }, `Ook voor ${others}: dezelfde inbrenger. Je vraagt het één keer, en legt het één keer vast.`);
}

/** @param {unknown} error @returns {Refusal} */
function refusedApart(error) {
  if (error instanceof Refusal && error.code === "apart") return error;
  throw error;
}

/** Of a matter that does not open at all: that its visitor took the yes back is heard here. @param {SignalDesk} desk @param {Concern | null} concern @returns {Child} */
function hearHere(desk, concern) {
  if (!concern || concern.exception || concern.gone) return null;
  return acting(desk, "De inbrenger nam dit terug", async () => {
    if (!window.confirm(`${HEARD_BACK} Doorgaan?`)) return;
    await takeStep(desk.signal, "teruggehoord", { concern: concern.id });
    announce("Vastgelegd: de inbrenger nam het terug.");
    await desk.kept("agreed_with_persons");
  }, { matter: concern.matter ?? undefined, quiet: true });
}

/** A matter of the other: they ask their visitor themselves. @param {SignalDesk} desk @param {{matter: string, by: string}} one */
function theirLine(desk, { by }) {
  const author = desk.signal.story.authors.find(({ id }) => id === by)?.name ?? "Je collega";
  return el("li", {}, el("div", {}, el("span", {}, `Een kwestie van ${author}`), el("div", { class: "small soft" }, `${author} vraagt deze inbrenger zelf.`)));
}

const HEARD_BACK = "Je legt vast dat de inbrenger dit ja terugnam in gesprek.";
/** @type {Record<string, string>} */
const SAYS = {
  changed: "Je veranderde wat je vertelt: vraag het opnieuw.",
  unasked: "Je vroeg het nog niet.",
  spent: "De inbrenger zei hier al ja op, voor een ander signaal. Een ja geldt voor één brief: vraag het opnieuw.",
  open: "Gevraagd. Er is nog geen antwoord.",
  given: "De inbrenger zei ja.",
  refused: "De inbrenger zei nee.",
  withdrawn: "De inbrenger nam het terug.",
  heardBack: "Je hoorde dat de inbrenger het terugnam. Dat geldt voor dit signaal. Leg het ook in de kwestie vast, zodra daar alles weer klopt.",
  expired: "De laatste dag van de toestemming is voorbij.",
  doubtful: "Of er toestemming is, is nu niet na te gaan. Open de kwestie: daar staat wat er niet klopt.",
};

/** @param {SignalDesk} desk @param {OpenMatter} matter @param {Answered} answered @param {Concern | null} concern @returns {{says: string, look: [string, string], does: Child[]}} */
function whereItStands(desk, matter, answered, concern) {
  const { register } = desk.signal;
  const before = ["weighed", "agreed_with_persons", "worded_neutral"].includes(register.step);
  const heard = answered.known?.consent.heard ? " Gehoord in gesprek, door jou vastgelegd." : "";
  const narrower = () => (before ? [narrowing(desk, concern?.id ?? null, matter.id)] : told(desk, concern));
  if (concern?.heard_back) return { says: SAYS.heardBack, look: ["tag late", "Nee"], does: [...narrower(), answered.state === "given" && tookBack(desk, matter, answered, concern)] };
  const lay = (/** @type {string} */ label) => acting(desk, label, () => laid(desk, matter, answered), { matter: matter.id });
  if (answered.state === "given") {
    const back = tookBack(desk, matter, answered, concern);
    if (concern?.stands) return { says: `${SAYS.given}${heard}`, look: ["tag done", "Ja"], does: [back] };
    // Another yes than the one that lies under it takes its place only while it is weighed.
    if (concern && register.step !== "weighed" && concern.record_id !== answered.known?.id) return { says: "De inbrenger nam het terug, en zei daarna opnieuw ja. Weeg het opnieuw, dan neem je dit ja op.", look: ["tag late", "Kijk dit na"], does: before ? [narrowing(desk, concern.id, matter.id, "Weeg opnieuw"), back] : [back] };
    // Laid before, and something else of this visitor was taken back since: this one was looked at again.
    return { says: `${SAYS.given}${heard}`, look: ["tag mine", "Opnemen"], does: [lay(concern ? "Dit ja geldt nog" : "Neem dit ja op"), back] };
  }
  const older = concern !== null && isOfOlderWords(desk.signal, concern);
  /** @type {Child[]} */
  const narrow = before ? [narrowing(desk, concern?.id ?? null, matter.id)] : [];
  // Who thought better of it says so in conversation.
  if (register.step === "weighed" && !concern && answered.state === "withdrawn") narrow.push(hearing(desk, matter));
  if (answered.state === "refused" || answered.state === "withdrawn") return { says: SAYS[answered.state] + (before ? "" : " Wat gelezen is, blijft gelezen."), look: ["tag late", "Nee"], does: before ? narrow : told(desk, concern) };
  // Whatever cannot be looked up or ran out: who takes it back is heard.
  if (answered.state === "doubtful" || answered.state === "expired") narrow.push(tookBack(desk, matter, answered, concern));
  if (answered.state === "doubtful" || register.step !== "weighed") return { says: SAYS[answered.state], look: ["tag late", "Kijk dit na"], does: narrow };
  const says = older && answered.state === "unasked" ? SAYS.changed : SAYS[answered.state];
  const asks = answered.state === "open" ? [] : [asking(desk, matter)];
  return { says, look: ["tag", answered.state === "open" ? "Wacht" : "Nog vragen"], does: [...asks, hearing(desk, matter), answered.state === "expired" ? tookBack(desk, matter, answered, concern) : saidNo(desk, concern, matter.id)] };
}

/** @param {SignalDesk} desk @param {OpenMatter} matter @param {Answered} answered */
async function laid(desk, matter, answered) {
  await layConsent(desk.signal, matter.id, answered);
  announce("Opgenomen.");
  await desk.kept("agreed_with_persons");
}

/** Only where the visitor has words, and so reads and answers. @param {SignalDesk} desk @param {OpenMatter} matter @returns {Child} */
function asking(desk, matter) {
  if (!matter.people.pins.some(({ owner, visitor }) => visitor && owner === matter.id)) return null;
  const id = newId();
  return acting(desk, "Vraag het de inbrenger", async () => {
    await refuseAsked(desk);
    // As it is now: what the visitor wrote since this page was drawn is no reason to refuse.
    const fresh = await loadMatter(matter.id);
    if (answerUnder(desk.signal, fresh).state !== "open") await askVisitor(fresh, { id, written: minute(), question: questionOf(limitsIn(desk.signal)) });
    announce("Gevraagd. De inbrenger is nu aan zet.");
    await desk.kept("agreed_with_persons");
  }, { matter: matter.id });
}

/** @param {SignalDesk} desk @param {OpenMatter} matter @returns {Child} */
function hearing(desk, matter) {
  const question = questionOf(limitsIn(desk.signal));
  const id = newId();
  const form = () => new Writing({
    about: `signal/${desk.id}/heard/${matter.id}`, button: "Leg dit ja vast", said: "Vastgelegd en opgenomen.",
    before: [el("p", {}, "Lees dit voor aan de inbrenger. Leg alleen een ja vast op precies deze woorden. De inbrenger kan het later terugnemen."), el("blockquote", {}, prose(question.text))],
    fields: [{ name: "sure", label: "De inbrenger zei ja op precies deze woorden.", kind: "tick", needed: "Bevestig dat de inbrenger ja zei op precies deze woorden." }],
    save: async () => {
      await refuseAsked(desk);
      await hearYes(matter, { id, question });
      const fresh = await loadMatter(matter.id);
      await layConsent(desk.signal, matter.id, answerUnder(desk.signal, fresh));
    },
    onClosed: () => void desk.kept("agreed_with_persons"),
  });
  const place = el("span", {});
  fill(place, el("button", { type: "button", class: "button quiet", onclick: () => place.closest("p")?.replaceWith(form()) }, "Ik hoorde een ja"));
  return place;
}

/** A no that was heard: what this visitor told goes. @param {SignalDesk} desk @param {Concern | null} concern @param {string} matter */
function saidNo(desk, concern, matter) {
  const place = el("span", {});
  const button = el("button", { type: "button", class: "link", onclick: () => fill(place, narrowing(desk, concern?.id ?? null, matter)) }, "De inbrenger zei nee");
  fill(place, button);
  return place;
}

/** A yes that was taken back in conversation, at whichever step. @param {SignalDesk} desk @param {OpenMatter} matter @param {Answered} answered @param {Concern | null} concern @returns {Child} */
function tookBack(desk, matter, { known }, concern) {
  if (!known) return null;
  const after = desk.signal.register.due === null ? "Het signaal stopt tot je zonder deze inbrenger weegt." : "Wat het bestuur las, blijft gelezen. Vertel je dat de inbrenger, dan leest het bestuur bij de brief dat die op minder rust, of op niemand meer; niet wie het was.";
  return acting(desk, "De inbrenger nam dit terug", async () => {
    if (!window.confirm(`${HEARD_BACK} ${after} Doorgaan?`)) return;
    await hearWithdrawal(matter, known.consent).catch((error) => heardHere(desk, concern, error));
    announce("Vastgelegd: de inbrenger nam het terug.");
    await desk.kept("agreed_with_persons");
  }, { matter: matter.id, quiet: true });
}

/** Where nobody can sign it in the matter, as the number of the consent is not certain, it counts here: it only takes something away. @param {SignalDesk} desk @param {Concern | null} concern @param {unknown} error */
async function heardHere(desk, concern, error) {
  if (!concern || concern.heard_back || !(error instanceof Refusal) || error.code !== "doubtful") throw error;
  await takeStep(desk.signal, "teruggehoord", { concern: concern.id });
}

/** After it was handed over: that the visitor knows what is read stays read. @param {SignalDesk} desk @param {Concern | null} concern @returns {Child[]} */
function told(desk, concern) {
  if (!concern || !concern.gone || concern.told) return [];
  const { concerns } = desk.signal.register;
  const last = concerns.every((one) => one.gone && (one.told || one.id === concern.id)) && el("span", { class: "small" }, "Dit is de laatste die erachter stond. Leg je het vast, dan leest het bestuur dat er niet meer over wordt gepraat, en dat een gesprek niet doorgaat. ");
  return [last, acting(desk, "Ik vertelde dat wat gelezen is, gelezen blijft", async () => { await takeStep(desk.signal, "verteld", { concern: concern.id }); await desk.kept("agreed_with_persons"); }, { matter: concern.matter ?? undefined, quiet: true })];
}

/** The last button of this step, where everybody said yes to the words that stand now. @param {SignalDesk} desk @returns {Promise<Child>} */
async function ready(desk) {
  const { concerns, needed } = desk.signal.register;
  const standing = concerns.filter(({ stands }) => stands).length;
  if (standing < needed || concerns.length > standing) return el("p", { class: "soft" }, "Zodra van iedere inbrenger een ja is opgenomen, ga je hier verder.");
  try {
    await checkAnswers(desk.signal);
  } catch (error) {
    return el("p", { class: "error" }, sentenceFor(error));
  }
  const label = needed === 0 ? "Ga verder zonder inbrengers" : "Iedere inbrenger zei ja: ga verder";
  return el("div", { class: "actions" }, acting(desk, label, async () => { await takeStep(desk.signal, "afstemmen"); announce("Afgestemd."); await desk.kept(); }));
}
