// Tells visitors how far the letter is to which they said yes: a sealed message in their conversation, once for each step, by who keeps their matter;
// once that one left, by whoever reads along or stands by.
import { dayAndYear, minute } from "../desk/dom.js";
import { Offline, Refusal } from "../desk/talk.js";
import { json, labelled, sha256, utf8, uuidFrom } from "../vault/bytes.js";
import { questionHash } from "../vault/consent.js";
import { isVerdict } from "../vault/errors.js";
import { lettersIn } from "../vault/letter-told.js";
import { loadInstead, tellInstead } from "./instead.js";
import { latest } from "./latest.js";
import { loadMatter } from "./matter.js";
import { answerUnder, loadSignal, noticedIn } from "./signals.js";
import { vault } from "./vault.js";
import { tellOfLetter } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./signals.js").Register} Register */
/** @typedef {import("../vault/letter-told.js").LetterTold} LetterTold */
/** @typedef {Pick<LetterTold, "step" | "day" | "until">} LetterEvent */
/** @typedef {import("./instead.js").Instead} Instead */
/** @typedef {import("./instead.js").Talk} Talk */
/** @typedef {{matter: string, how: "told" | "no_words" | "waits", sentence: string, why: unknown, keeper?: string}} Told of one visitor: `sentence` is what they read last; `why` it waits; `keeper`: who left, of a matter that I stand by in */

const TOOLS = { loadMatter, tellOfLetter, loadInstead, tellInstead };
/** After so many weeks it is asked for the last time whether anybody suffers. */
const LAST_WATCH = 12;
const GOING_ON = ["received", "answered"];

/** The day on which the letter was given, from the days on which is asked; null once those are past. @param {Pick<Register, "watches">} register */
function givenOn({ watches }) {
  const last = watches.at(-1);
  if (!last) return null;
  const day = new Date(`${last}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 7 * LAST_WATCH);
  return day.toISOString().slice(0, 10);
}

/**
 * What of it there is to tell now, in order: that the letter was given, and how far it is. What was passed meanwhile is not told any more.
 * @param {Pick<Register, "path" | "step" | "due" | "meeting" | "watches" | "today">} register
 * @returns {LetterEvent[]}
 */
export function eventsOf({ path, step, due, meeting, watches, today }) {
  // Where nobody was asked, nobody waits for it.
  if (path === "excepted") return [];
  const now = (/** @type {LetterTold["step"]} */ which, /** @type {string | null} */ day = null) => ({ step: which, day, until: null });
  if (step === "not_sent") return [now("not_sent")];
  if (due === null) return [];
  const given = { step: /** @type {const} */ ("delivered"), day: givenOn({ watches }), until: due };
  const talk = GOING_ON.includes(step) && meeting !== null && meeting >= today ? [now("meeting", meeting)] : [];
  return step === "delivered" ? [given] : [given, now(/** @type {LetterTold["step"]} */ (step)), ...talk];
}

/** @param {LetterEvent} event @param {string} name of who gets the letter */
export function sentenceOf({ step, day, until }, name) {
  switch (step) {
    case "delivered":
      return `Je zei ja. De brief is${day ? ` op ${dayAndYear(day)}` : ""} aan ${name} gegeven.${until ? ` Het antwoord komt uiterlijk op ${dayAndYear(until)}.` : ""}`;
    case "received":
      return `${name} heeft de brief ontvangen.`;
    case "meeting":
      return `Er komt een gesprek met ${name} over de brief${day ? `, op ${dayAndYear(day)}` : ""}.`;
    case "answered":
      return `${name} gaf antwoord op de brief. Vraag je vertrouwenspersoon wat het antwoord is.`;
    case "followed_up":
      return `Er is met ${name} over de brief gepraat. Vraag je vertrouwenspersoon wat er verandert.`;
    case "closed":
      return "De brief is afgerond. Merk je nadeel? Zeg het je vertrouwenspersoon.";
    case "not_sent":
      return `Er gaat geen brief naar ${name}. Vraag je vertrouwenspersoon waarom.`;
  }
}

/** A mark of a letter in one conversation, from which nobody learns which letter it is. @param {string} signal @param {string} matter */
const letterMark = (signal, matter) => uuidFrom(sha256(labelled("nabij/letter/mark/1", utf8(json([signal, matter])))));

/** The same in every tab and on every device, so that each is told once; the server cannot foretell it, as it never read the question. @param {LetterTold} told @param {number} nth */
const messageId = (told, nth) => uuidFrom(sha256(labelled("nabij/letter/told/1", utf8(json([told.of, told.question, told.step, told.day, nth])))));

/** The visitor's yes that lies under the letter; of one that is not sent also a yes that was not laid under it yet. @param {OpenSignal} signal @param {OpenMatter | Talk} matter */
function yesOf(signal, matter) {
  const { concerns, step } = signal.register;
  const laid = concerns.find((one) => !one.exception && (one.matter ?? one.instead?.matter) === matter.id);
  const record = laid?.matter ? laid.record_id : laid?.instead?.record_id;
  const consent = matter.consents.all.find(({ id }) => id === record)?.consent;
  if (consent || step !== "not_sent" || !("served" in matter)) return consent ?? null;
  return answerUnder(signal, matter).known?.consent ?? null;
}

/** @param {Pick<OpenMatter, "records">} matter @param {string} question its hash */
const receiverName = (matter, question) =>
  String(latest(matter, "ask").find(({ id, content }) => questionHash(id, String(content.text)) === question)?.content.receiver_name ?? "het bestuur");

/**
 * What is still to be told in this matter. Who took the yes back is told that the letter was given before that, and nothing that came after.
 * @param {OpenSignal} signal
 * @param {OpenMatter | Talk} matter
 * @param {LetterEvent[]} events
 * @returns {{untold: {told: LetterTold, id: string}[], name: string, last: LetterEvent | null} | null} null where nobody said yes to it
 */
export function untoldIn(signal, matter, events) {
  const consent = yesOf(signal, matter);
  if (consent?.state !== "given") return null;
  const { text_hash: question } = consent;
  const holds = !matter.consents.all.some(({ consent: { sequence, state, text_hash: hash } }) => state === "withdrawn" && hash === question && sequence > consent.sequence);
  const of = letterMark(signal.register.id, matter.id);
  const before = latest(matter, "message");
  const isVisitor = (/** @type {string} */ author) => matter.people.pins.some(({ visitor, owner, sign, former }) => visitor && owner === matter.id && (sign === author || former.includes(author)));
  const known = lettersIn(before, isVisitor).filter((one) => one.of === of && one.question === question);
  const meetings = before.filter(({ content }) => /** @type {any} */ (content.letter)?.step === "meeting").length;
  const open = events.filter(({ step }) => holds || step === "delivered");
  const untold = open.filter(({ step, day }) => !known.some((one) => one.step === step && (step !== "meeting" || one.day === day)));
  return {
    untold: untold.map((event) => ({ told: { of, question, ...event }, id: messageId({ of, question, ...event }, event.step === "meeting" ? meetings : 0) })),
    name: receiverName(matter, question), last: open.at(-1) ?? null,
  };
}

/** @param {OpenMatter} matter */
const hasWords = (matter) => matter.people.pins.some(({ owner, visitor }) => visitor && owner === matter.id);

/** @param {OpenSignal} signal @param {string} id @param {LetterEvent[]} events @param {typeof TOOLS} tools @returns {Promise<Told | null>} */
async function toldOne(signal, id, events, tools) {
  const matter = await tools.loadMatter(id, { passing: true });
  // Who keeps the matter tells: a colleague who reads along speaks to nobody while that one is there.
  if (!matter.served.mine && !signal.register.concerns.some((one) => one.matter === id && one.left)) return null;
  if (matter.consents.trouble) return { matter: id, how: "waits", sentence: "", why: null };
  const found = untoldIn(signal, matter, events);
  if (!found || !found.last) return null;
  const sentence = sentenceOf(found.last, found.name);
  if (!hasWords(matter)) return { matter: id, how: "no_words", sentence, why: null };
  let fresh = matter;
  for (const { told, id: message } of found.untold) {
    try {
      await tools.tellOfLetter(fresh, { id: message, told, text: sentenceOf(told, found.name) });
    } catch (error) {
      // Another tab or device was first.
      if (!(error instanceof Refusal && error.code === "stale")) throw error;
    }
    fresh = await tools.loadMatter(id, { passing: true });
  }
  return { matter: id, how: "told", sentence, why: null };
}

/**
 * In the conversation of a colleague who left. Null where it is not served, or nobody said yes there.
 * @param {OpenSignal} signal
 * @param {Instead | undefined} one
 * @param {LetterEvent[]} events
 * @param {typeof TOOLS} tools
 * @returns {Promise<Told | null>}
 */
async function toldInstead(signal, one, events, tools) {
  if (!one?.served.left) return null;
  const of = { matter: one.id, keeper: one.served.keeper.name };
  if (!one.talk || one.talk.consents.trouble) return { ...of, how: "waits", sentence: "", why: null };
  const found = untoldIn(signal, one.talk, events);
  if (!found || !found.last) return null;
  let fresh = one;
  for (const { told, id } of found.untold) {
    await tools.tellInstead(fresh, { id, letter: told, text: sentenceOf(told, found.name), written: minute() });
    // What is told next goes on top of it.
    fresh = (await tools.loadInstead()).find((other) => other.id === one.id) ?? fresh;
  }
  return { ...of, how: "told", sentence: sentenceOf(found.last, found.name), why: null };
}

/** @param {unknown} error what may go another time */
const isPassing = (error) => error instanceof Refusal || error instanceof Offline || isVerdict(error);

/** The conversations of colleagues who left in which something is to be told. @param {OpenSignal} signal @param {LetterEvent[]} events @param {typeof TOOLS} tools */
async function tellInTheirPlace(signal, events, tools) {
  const asked = signal.register.concerns.flatMap(({ instead }) => (instead ? [instead.matter] : []));
  if (asked.length === 0) return [];
  const there = await tools.loadInstead();
  /** @type {Told[]} */
  const found = [];
  for (const matter of asked) {
    const one = there.find(({ id }) => id === matter);
    try {
      const told = await toldInstead(signal, one, events, tools);
      if (told) found.push(told);
    } catch (error) {
      if (!isPassing(error)) throw error;
      found.push({ matter, how: "waits", sentence: "", why: error, keeper: one?.served.keeper.name ?? "" });
    }
  }
  return found;
}

/**
 * Tells each visitor of one's own what they do not know yet, and those of a colleague who left where one reads along or stands by. What does not go now waits, and goes when the signal or *Vandaag* is opened again.
 * @param {OpenSignal} signal
 * @param {typeof TOOLS} [tools]
 * @returns {Promise<Told[]>} those who said yes, as far as it is for oneself to tell
 */
export async function tellVisitors(signal, tools = TOOLS) {
  const events = eventsOf(signal.register);
  if (events.length === 0 || signal.story.state !== "open") return [];
  const noticed = signal.register.step === "not_sent" ? noticedIn(signal).matters.filter(({ by }) => by === signal.story.self).map(({ matter }) => matter) : [];
  const laid = signal.register.concerns.flatMap(({ matter, exception }) => (matter && !exception ? [matter] : []));
  /** @type {Told[]} */
  const found = [];
  for (const matter of new Set([...laid, ...noticed])) {
    try {
      const told = await toldOne(signal, matter, events, tools);
      if (told) found.push(told);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (!(error instanceof Refusal && error.code === "not_found")) found.push({ matter, how: "waits", sentence: "", why: error });
    }
  }
  return [...found, ...(await tellInTheirPlace(signal, events, tools))];
}

/** Of which signals, in which version, all that could be told was told in this tab. @type {Map<string, number>} */
const done = new Map();
vault.session.onChange((open) => {
  if (!open) done.clear();
});

/**
 * The same of every signal under which a yes lies in a matter of one's own: a colleague may have handed the letter over meanwhile.
 * @param {{id: string, version: number}[]} signals
 * @param {(id: string) => Promise<OpenSignal>} [load]
 * @param {typeof TOOLS} [tools]
 */
export async function tellOfAll(signals, load = loadSignal, tools = TOOLS) {
  for (const { id, version } of signals) {
    if (done.get(id) === version) continue;
    try {
      const signal = await load(id);
      const told = await tellVisitors(signal, tools);
      if (signal.story.state === "open" && told.every(({ how }) => how !== "waits")) done.set(id, version);
    } catch (error) {
      // One that does not open holds up no other; its own page says why.
      if (!(error instanceof Refusal || isVerdict(error))) throw error;
    }
  }
}
