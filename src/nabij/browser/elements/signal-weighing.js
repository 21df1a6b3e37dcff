// The first two steps: what was seen and of which matters something is in it; then weighed on four sides, on a card without a name, with a colleague.
import { isOfBefore, oftenFewer } from "../day/signal-anew.js";
import { settleDrafts } from "../day/drafts.js";
import { askedOf, besides, neededFor, together } from "../day/signal-visitors.js";
import { noticedIn, sectionOf, takeStep, writeSections } from "../day/signals.js";
import { el } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { prose } from "./matter-section.js";
import { CARD } from "./matter-sharing.js";
import { Writing } from "./matter-writing.js";
import { staysLines } from "./signal-check.js";
import { narrowing } from "./signal-ending.js";
import { Looking } from "./signal-looking.js";
import { acting, changing, matterName, self, stepTitle } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("../desk/dom.js").Child} Child */

const QUESTIONS = /** @type {Record<string, string>} */ ({
  content: "Wat gebeurt er? Wat weet je, en wat neem je aan?",
  repetition: "Hoe vaak zag je dit? Rond een persoon, een plek of een gewoonte?",
  impact: "Wat doet het met mensen? Wat gebeurt er als het zo blijft?",
  context: "Wat speelt er verder: drukte, verandering, eerder beleid?",
});
const NO_SOURCE = "Kies van welke inbrenger er iets in staat, of schrijf op waar je het anders van weet.";
const ASK_BEFORE = "Je collega leest de weging en de kaart zonder naam, niet de kwesties zelf. Ook een collega hoort zo niet van wie het komt.";

/** One's own matters of this organisation, to choose from. @param {SignalDesk} desk @returns {[string, string][]} */
const ownMatters = (desk) =>
  [...desk.cards.values()].filter(({ mine, organisation }) => mine && organisation.id === desk.signal.register.organisation.id).map(({ id, alias }) => [id, alias || "Zonder schuilnaam"]);

/** @param {SignalDesk} desk */
const neededOf = ({ signal }) => neededFor(signal.register.path, noticedIn(signal).matters);

/** Of whom something is in it: each visitor once, with all of their matters. @param {SignalDesk} desk */
function toldBy(desk) {
  const { matters } = noticedIn(desk.signal);
  return askedOf(matters).map((one) => {
    const others = besides(matters, one.matter).map((other) => matterName(desk, other));
    return others.length > 0 ? `${matterName(desk, one)}, en van dezelfde inbrenger: ${others.join(", ")}` : matterName(desk, one);
  });
}

// What was seen ------------------------------------------------------------------------------------------------------------------------

/** @param {SignalDesk} desk @returns {Child[]} */
export function noticingPanel(desk) {
  const noticed = noticedIn(desk.signal);
  const source = sectionOf(desk.signal, "source")?.text;
  const fromElsewhere = desk.signal.register.asks_source && source ? el("div", {}, el("h3", {}, "Waar het dan vandaan komt"), prose(source)) : null;
  const told = [prose(noticed.text), noticed.matters.length > 0 ? el("div", {}, el("h3", {}, "Er staat iets in van"), el("ul", {}, ...toldBy(desk).map((one) => el("li", {}, one)))) : el("div", {}, el("p", { class: "soft" }, "Er staat niets in van een inbrenger."), fromElsewhere)];
  const title = stepTitle("Wat je ziet");
  const left = desk.signal.register.step === "noticed" ? desk.signal.register.concerns.filter(({ gone }) => gone).map((one) => leftOut(desk, one)) : [];
  if (left.length > 0) return [title, ...left, ...told];
  if (isAsked(desk)) return [title, ...told, addingForm(desk)];
  if (!desk.takes("noticed")) return [title, ...(noticed.text ? told : [el("p", { class: "soft" }, "Hier is niets opgeschreven.")])];
  return noticed.text ? [title, ...told, changing(() => noticingForm(desk))] : [title, noticingForm(desk)];
}

/** Who took back while it is weighed anew what lies under it still. @param {SignalDesk} desk @param {import("../day/signals.js").Concern} concern */
function leftOut(desk, concern) {
  const { matters } = noticedIn(desk.signal);
  const of = matters.find(({ matter }) => matter === concern.matter);
  const whose = of ? [of, ...besides(matters, of.matter)].map((one) => matterName(desk, one)).join(", ") : "Een inbrenger van je collega";
  return el("div", { class: "message warning" }, el("p", {}, el("strong", {}, `${whose}: het ja geldt niet meer.`), " De inbrenger nam het terug, of de laatste dag is voorbij. Haal bij Wat je ziet en bij de weging weg wat deze inbrenger vertelde."), narrowing(desk, concern.id));
}

/** Whether it is me who weighs along now. @param {SignalDesk} desk */
const isAsked = ({ signal: { register, story } }) => register.step === "noticed" && register.asked?.id === story.self;

/** Who weighs along adds matters of their own: those visitors are asked as well. @param {SignalDesk} desk @returns {Child} */
function addingForm(desk) {
  const mine = ownMatters(desk);
  if (mine.length === 0) return null;
  const about = `signal/${desk.id}/added`;
  const noticed = noticedIn(desk.signal);
  const theirs = noticed.matters.filter(({ by }) => by !== self(desk));
  const kept = noticed.matters.filter(({ by }) => by === self(desk));
  const own = kept.map(({ matter }) => matter);
  return new Writing({
    about, kept: desk.draftOf(about), button: "Bewaar je kwesties", said: "Bewaard in de kluis.",
    before: kept.length > 0 ? [el("p", {}, "Bewaard: er staat ook iets in van ", kept.map((one) => matterName(desk, one)).join(", "), ".")] : [],
    fields: [{ name: "matters", label: "Staat er ook iets in uit een gesprek van jou?", kind: "some", choices: mine, value: own, hint: "Kies elke kwestie van jou waar iets uit komt. Ook deze inbrengers zeggen straks zelf ja of nee. Doe dit voor je meeweegt." }],
    save: async ({ matters }) => {
      const chosen = await together(Array.isArray(matters) ? matters : [], self(desk));
      await writeSections(desk.signal, { noticed: { ...noticed, matters: [...theirs, ...chosen] } });
    },
    // what was typed at one's own weighing meanwhile stays
    onClosed: () => void settleDrafts().then(() => desk.kept("weighed")),
  });
}

/** @param {SignalDesk} desk */
function noticingForm(desk) {
  const noticed = noticedIn(desk.signal);
  const about = `signal/${desk.id}/noticed`;
  const mine = ownMatters(desk);
  const excepted = desk.signal.register.path === "excepted";
  const last = excepted ? "Daarin leg je straks vast dat je de vertrouwelijkheid doorbreekt. Kies er minstens één." : "Deze inbrengers zeggen straks zelf ja of nee; wie met meer kwesties bij jou kwam, één keer. Komt het nergens uit? Kies niets.";
  const theirs = noticed.matters.filter(({ by }) => by !== self(desk));
  /** @type {Field[]} */
  const fields = [
    { name: "text", label: "Wat zie je?", kind: "area", rows: 5, value: noticed.text, hint: "Ook als het een gevoel is, of juist opvallend stil. Je weegt het zo met je collega.", needed: "Schrijf op wat je ziet." },
  ];
  // What stood on the page before and does not run any more is not offered; it is told.
  const stood = desk.draftOf(about)?.content.from ? /** @type {{matters?: string[]}} */ (desk.draftOf(about)?.content.fields).matters ?? [] : [];
  const closed = stood.filter((one) => !mine.some(([id]) => id === one)).length;
  const ended = closed === 0 ? "" : ` ${closed === 1 ? "Eén kwestie die daar stond, loopt" : `${closed} kwesties die daar stonden, lopen`} niet meer en ${closed === 1 ? "staat" : "staan"} hier niet.`;
  if (mine.length > 0) fields.push({ name: "matters", label: "Staat er iets in uit een gesprek?", kind: "some", choices: mine, value: noticed.matters.map(({ matter }) => matter), hint: `Kies elke kwestie waar iets uit komt. ${last}${ended}` });
  const { asks_source: asksSource } = desk.signal.register;
  const looking = new Looking(desk, { text: "names", source: "names" }, [...(sectionOf(desk.signal, "noticed")?.kept ?? []), ...(sectionOf(desk.signal, "source")?.kept ?? [])]);
  if (asksSource) fields.push({ name: "source", label: "Komt het van geen enkele inbrenger? Waar weet je het dan van?", kind: "area", rows: 2, value: String(sectionOf(desk.signal, "source")?.text ?? ""), hint: "Bijvoorbeeld: je zag het zelf, of het staat in een stuk van de organisatie. Noem geen namen." });
  return new Writing({
    about, kept: desk.draftOf(about), fields, button: "Bewaar", said: "Bewaard in de kluis.",
    wrong: ({ matters, source }) => (asksSource && theirs.length === 0 && !(Array.isArray(matters) && matters.length > 0) && String(source ?? "").trim() === "" ? [[mine.length > 0 ? "matters" : "source", NO_SOURCE]] : []),
    before: [...(mine.length === 0 ? [el("p", { class: "soft" }, excepted ? "Je hebt hier nu geen lopende kwestie. Begin er een: daarin leg je vast dat je de vertrouwelijkheid doorbreekt." : "Je hebt hier nu geen lopende kwestie. Een signaal kan ook zonder.")] : []), looking.place],
    save: async (values) => {
      const { text, matters, source } = values;
      const stays = await looking.through(values);
      const elsewhere = String(source ?? "").trim();
      const chosen = await together(Array.isArray(matters) ? matters : [], self(desk));
      await writeSections(desk.signal, { noticed: { text: String(text).trim(), matters: [...theirs, ...chosen], ...stays(["text"]) }, ...(elsewhere && { source: { text: elsewhere, ...stays(["source"]) } }) });
    },
    onClosed: () => void desk.kept(),
  });
}

// Weighing ------------------------------------------------------------------------------------------------------------------------------

/** @param {SignalDesk} desk */
const isWeighed = (desk) => desk.aspects.every(([key]) => sectionOf(desk.signal, `weighing.${key}`)) && Boolean(sectionOf(desk.signal, "card"));

/** @param {SignalDesk} desk @returns {Child[]} */
export function weighingPanel(desk) {
  const title = stepTitle("Wegen met een collega");
  const { register } = desk.signal;
  if (desk.takes("card") && isWeighedBefore(desk)) return [title, lookAgain(register), weighingForm(desk)];
  if (!isWeighed(desk)) return [title, desk.takes("card") ? weighingForm(desk) : el("p", { class: "soft" }, "Hier is niets opgeschreven.")];
  const read = toldWeighing(desk);
  if (register.step !== "noticed") return [title, ...read];
  if (register.asked && register.asked.id !== self(desk)) return [title, ...read, el("p", {}, `${register.asked?.name ?? "Je collega"} weegt mee. Wil je toch nog iets veranderen? Haal je vraag dan terug.`), acting(desk, "Haal de vraag terug", () => sentBack(desk), { quiet: true })];
  if (register.asked) return [title, ...read, addingForm(desk), secondForm(desk)];
  const asks = companions(desk);
  if (register.turn !== "colleague") return [title, ...read, changing(() => weighingForm(desk)), ...asks];
  // Who leads asks; the other reads along, and can take it over.
  return [title, ...read, el("p", {}, `${register.begun_by.name} vraagt je om mee te wegen zodra de weging klaar is.`), changing(() => el("div", {}, changing(() => weighingForm(desk)), ...asks), "Ik neem dit over")];
}

/** Whether it was weighed while somebody stood behind it who does so no more. @param {SignalDesk} desk */
const isWeighedBefore = (desk) => [...desk.aspects.map(([key]) => `weighing.${key}`), "card"].some((name) => isOfBefore(desk.signal, name));

/** @param {import("../day/signals.js").Register} register */
const lookAgain = (register) =>
  el("div", { class: "message warning", "data-part": "weigh-again" }, el("p", {}, el("strong", {}, "Kijk opnieuw naar de weging. "), oftenFewer(register), " Wat je schreef staat er nog. Klopt het nog: inhoud, herhaling, impact en context? Haal weg wat erop rustte, en bewaar de weging."));

/** @param {SignalDesk} desk @returns {Child[]} */
function toldWeighing(desk) {
  const card = sectionOf(desk.signal, "card");
  const companion = sectionOf(desk.signal, "companion");
  const second = sectionOf(desk.signal, "second");
  return [
    ...desk.aspects.flatMap(([key, label]) => [el("h3", {}, label), prose(sectionOf(desk.signal, `weighing.${key}`)?.text)]),
    el("div", { class: "note told" }, el("h3", {}, "De kaart zonder naam"), prose(card?.situation), prose(card?.question), staysLines({ kept: card?.kept })),
    companion && el("div", {}, el("h3", {}, "Met wie je woog"), prose(companion.name), prose(companion.text)),
    second && el("div", {}, el("h3", {}, "Wie meewoog, schreef"), prose(second.text)),
  ];
}

/** @param {SignalDesk} desk */
function weighingForm(desk) {
  const about = `signal/${desk.id}/weighing`;
  const card = sectionOf(desk.signal, "card") ?? {};
  /** @type {Field[]} */
  const fields = [
    ...desk.aspects.map(([key, label]) => /** @type {Field} */ ({ name: key, label, kind: "area", rows: 3, hint: QUESTIONS[key], value: String(sectionOf(desk.signal, `weighing.${key}`)?.text ?? ""), needed: `Schrijf iets op bij ${label}. Weet je het niet? Schrijf dat op.` })),
    ...CARD.map((field) => ({ ...field, value: String(card[field.name] ?? ""), needed: "Schrijf op waar het over gaat en wat je wilt vragen." })),
  ];
  const looking = weighingLooked(desk);
  return new Writing({
    about, kept: desk.draftOf(about), fields, button: "Bewaar de weging", said: "Bewaard in de kluis.",
    before: [el("p", {}, ASK_BEFORE), looking.place],
    save: async (values) => {
      const stays = await looking.through(values);
      const written = Object.fromEntries(desk.aspects.map(([key]) => [`weighing.${key}`, { text: String(values[key]).trim(), ...stays([key]) }]));
      // looked at again, it counts though the words are the same
      await writeSections(desk.signal, { ...written, card: { situation: String(values.situation).trim(), question: String(values.question).trim(), ...stays(["situation", "question"]) } }, { anew: isWeighedBefore(desk) });
    },
    onClosed: () => void desk.kept("weighed"),
  });
}

/** The card is told to somebody who never heard of it; the rest is for the two. @param {SignalDesk} desk */
function weighingLooked(desk) {
  const sections = [...desk.aspects.map(([key]) => `weighing.${key}`), "card"];
  /** @type {[string, "names"][]} */
  const aspects = desk.aspects.map(([key]) => [key, "names"]);
  return new Looking(desk, { ...Object.fromEntries(aspects), situation: "who", question: "who" }, sections.flatMap((name) => sectionOf(desk.signal, name)?.kept ?? []));
}

/** Who can weigh along, and how to ask. @param {SignalDesk} desk @returns {Child[]} */
function companions(desk) {
  const { register, story } = desk.signal;
  const others = story.authors.filter(({ me }) => !me);
  const needed = neededOf(desk);
  const asking = others.map(({ id, name, holds }) =>
    holds
      ? acting(desk, `Vraag ${name} om mee te wegen`, async () => { await takeStep(desk.signal, "wegen", { weigher: "colleague", colleague: id, needed }); announce(`Gevraagd aan ${name}.`); await desk.kept("weighed"); })
      : el("p", { class: "soft" }, `${name} kan dit signaal nog niet lezen. Geef eerst een sleutel, bovenaan deze pagina.`),
  );
  const haste = register.path === "excepted" ? changing(() => companionForm(desk, "nobody_in_time"), "Er is geen tijd om een ander te vragen") : null;
  if (others.length > 0) return [el("div", { class: "actions" }, ...asking), haste];
  return [el("p", {}, "Je werkt hier alleen. Weeg het met een vakgenoot van elders. Vertel de kaart zonder naam, en niet om wie het gaat."), companionForm(desk, "peer"), haste];
}

/** @param {SignalDesk} desk @param {"peer" | "nobody_in_time"} weigher */
function companionForm(desk, weigher) {
  const about = `signal/${desk.id}/companion-${weigher}`;
  const companion = sectionOf(desk.signal, "companion") ?? {};
  const peer = weigher === "peer";
  /** @type {Field[]} */
  const fields = peer
    ? [{ name: "name", label: "Met welke vakgenoot?", kind: "text", value: String(companion.name ?? ""), hint: "Naam en waar die werkt.", needed: "Schrijf op met wie je woog." }, { name: "text", label: "Wat zei die?", kind: "area", rows: 3, value: String(companion.text ?? ""), needed: "Schrijf op wat die zei." }]
    : [{ name: "text", label: "Waarom kon dit niet wachten?", kind: "area", rows: 3, value: String(companion.text ?? ""), needed: "Schrijf op waarom dit niet kon wachten." }];
  const looking = new Looking(desk, { text: "names" }, companion.kept);
  return new Writing({
    about, kept: desk.draftOf(about), fields, button: "Dit is gewogen", said: "Het signaal is gewogen.", grave: !peer, before: [looking.place],
    save: async (values) => {
      const value = { name: String(values.name ?? "").trim(), text: String(values.text).trim(), ...(await looking.through(values))(["text"]) };
      const anew = isOfBefore(desk.signal, "companion");
      if (anew || companion.text !== value.text || (companion.name ?? "") !== value.name) await writeSections(desk.signal, { companion: value }, { anew });
      await takeStep(desk.signal, "wegen", { weigher, colleague: null, needed: neededOf(desk) });
    },
    onClosed: () => void desk.kept(),
  });
}

/** @param {SignalDesk} desk */
function secondForm(desk) {
  const about = `signal/${desk.id}/second`;
  const { text: was = "", kept = [] } = sectionOf(desk.signal, "second") ?? {};
  const looking = new Looking(desk, { text: "names" }, kept);
  const form = new Writing({
    about, kept: desk.draftOf(about), button: "Ik heb meegewogen", said: "Het signaal is gewogen.", before: [looking.place],
    fields: [{ name: "text", label: "Hoe weeg jij dit?", kind: "area", rows: 4, value: was, hint: "Wat je hetzelfde ziet, wat anders, en wat je niet zou doen.", needed: "Schrijf op hoe jij het weegt." }],
    save: async (values) => {
      const second = { text: String(values.text).trim(), ...(await looking.through(values))(["text"]) };
      const { revision = 0 } = desk.signal.story.sections.get("second") ?? {};
      // What was written at a weighing before is said anew, even in the same words.
      if (was !== second.text || revision <= desk.signal.register.seconded) await writeSections(desk.signal, { second }, { anew: true });
      await takeStep(desk.signal, "meewegen", { needed: neededOf(desk) });
    },
    onClosed: () => void desk.kept(),
  });
  return el("div", {}, el("h3", {}, "Jouw weging"), form, el("p", { class: "small" }, "Klopt er iets nog niet? ", acting(desk, "Leg het terug", () => sentBack(desk), { quiet: true })));
}

/** @param {SignalDesk} desk */
async function sentBack(desk) {
  await takeStep(desk.signal, "terugleggen");
  await desk.kept("weighed");
}
