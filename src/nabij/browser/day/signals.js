// One signal: its register, its sealed bundle, and the consents that are laid under it, each verified here before the server hears of it.
import { postJson, Refusal } from "../desk/talk.js";
import { questionHash, receiverOutside } from "../vault/consent.js";
import { isAnew, isStanding } from "../vault/visitor-consents.js";
import { numbered, todayHere } from "./consents.js";
import { inDoubt } from "./disagreements.js";
import { latest } from "./latest.js";
import { loadMatter } from "./matter.js";
import { checkException, checkGrounds } from "./signal-excepted.js";
import { askedOf, checkTogether } from "./signal-visitors.js";
import { signedIn, signedLetter } from "./signal-words.js";
import { isSame, loadStory, saveSections } from "./story.js";
import { vault } from "./vault.js";

/** @typedef {import("./story.js").OpenStory} OpenStory */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{id: string, name: string}} Somebody */
/** @typedef {{id: number, matter: string | null, record_id: string | null, heard: boolean, exception: boolean, seen: number, limits: number, until: string | null, stands: boolean, gone: boolean, told: boolean, heard_back: boolean, left: boolean, instead: {matter: string, record_id: string | null} | null}} Concern `matter`: only to who sees that matter; `gone`: taken back, or before the letter went past its last day, whatever is told now; `limits`: the revision of what is told that the yes was given to; `heard_back`: taken back in conversation, and noted here only; `left`: who keeps that matter works here no more; `instead`: then of a conversation that I hold a key of */
/**
 * @typedef {object} Register `Signal` of the wire
 * @property {string} id
 * @property {{id: number, name: string}} organisation
 * @property {number} number of its organisation
 * @property {string} reason
 * @property {"agreed" | "excepted"} path
 * @property {string} step
 * @property {"mine" | "colleague" | "visitors" | "matters" | "board" | "meeting" | "nobody"} turn
 * @property {number} version
 * @property {string} month
 * @property {Somebody} begun_by
 * @property {"" | "colleague" | "peer" | "nobody_in_time"} weigher
 * @property {Somebody | null} asked_by
 * @property {Somebody | null} asked
 * @property {number} needed
 * @property {number} seconded the revision of `second` on which it was weighed last
 * @property {string[]} grounds
 * @property {number} worded
 * @property {Somebody | null} contact
 * @property {string | null} due
 * @property {string | null} meeting
 * @property {boolean} answered in a letter or in conversation
 * @property {string[]} watches the days on which it is still asked whether anybody suffers
 * @property {{noted: Somebody[], due: Somebody[], until: string, each: boolean} | null} watchers of the first of those days: who noted what they heard, and who has yet to; from `until` on it is told as not asked; `each`: their own visitors, else one for all, as no visitor is behind it (any more)
 * @property {{weeks: number, who: Somebody[]}[]} unasked days that are past: who never noted that they asked
 * @property {Record<string, number>} before revisions of sections that were written while somebody stood behind it who does so no more
 * @property {number} rested of how many visitors it was then; 0: nobody went since the letter was checked
 * @property {boolean} asks_source where no visitor told it, it is written down where it is known from
 * @property {string[]} writable
 * @property {Concern[]} concerns
 * @property {string[]} [spent] consents in matters that I see which lie under another signal: each is a yes to one letter
 * @property {(Somebody & {public_key: import("./vault.js").ServedKey | null})[]} contacts
 * @property {string} today
 */
/** @typedef {{direction: "letter" | "reply", author: string, sealed: string}} SealedLetter */
/** @typedef {{story: OpenStory, register: Register, letters: SealedLetter[], lesson: import("./lessons.js").ServedLesson | null} & import("./signal-words.js").Signed} OpenSignal `lesson`: what of it the practice was given */
/** @typedef {{key: string, match: string, reason: string}} Kept what was found in the letter and stays, with why: of `letter-findings.js` */
/** @typedef {{title: string, text: string, questions: string[], kept?: Kept[], word?: unknown}} Worded the letter; `kept` and `word` (who wrote it) stay in the bundle and are never sent */
/** @typedef {{text: string, matters: import("./signal-visitors.js").Told[]}} Noticed what was seen, and of which matters something is in it */
/** @typedef {{contact_name: string, intention: string, told: string, limits: string, until: string}} Limits to whom it is told, what for, what, what not, and until when */

/** @param {string} id */
const placeOf = (id) => `/signalen/${id}`;

/** @param {string} id @returns {Promise<OpenSignal>} */
export async function loadSignal(id) {
  const story = await loadStory(id, placeOf(id));
  const { signal, letters, lesson } = /** @type {{signal: Register, letters: SealedLetter[], lesson: OpenSignal["lesson"]}} */ (/** @type {unknown} */ (story.served));
  return { story, register: signal, letters, lesson, ...(await signedIn(story)) };
}

/** What stands in a section, or null. @param {OpenSignal} signal @param {string} name @returns {any} */
export const sectionOf = ({ story }, name) => story.sections.get(name)?.value ?? null;

/** What was noticed. @param {OpenSignal} signal @returns {Noticed} */
export const noticedIn = (signal) => ({ text: "", matters: [], ...sectionOf(signal, "noticed") });

/** What may be told, and to whom. @param {OpenSignal} signal @returns {Limits} */
export const limitsIn = (signal) => ({ contact_name: "", intention: "", told: "", limits: "", until: "", ...sectionOf(signal, "limits") });

/** Begins one. @param {{id: string, organisation: number, reason: string, path: "agreed" | "excepted"}} begun */
export const beginSignal = (begun) => postJson("/signalen/beginnen.json", begun);

/** The revision of what may be told. @param {OpenSignal} signal */
export const limitsRevision = ({ story }) => story.sections.get("limits")?.revision ?? 0;

/** Whether a yes was laid under what was told before, or before it was weighed anew. @param {OpenSignal} signal @param {Concern} concern */
export const isOfOlderWords = (signal, { exception, limits }) => !exception && signal.register.due === null && limits !== limitsRevision(signal);

/** The steps on which a letter goes out: before each, one's own visitors' answers, or what was recorded in their place, are looked at once more. */
const ON_A_YES = ["afstemmen", "redenen", "verwoorden", "overdragen"];

/** One step, on the signal as it was shown. @param {OpenSignal} signal @param {string} name @param {Record<string, unknown>} [body] */
export async function takeStep(signal, name, body = {}) {
  if (ON_A_YES.includes(name)) await checkAnswers(signal);
  const { id, version } = signal.register;
  return postJson(`${placeOf(id)}/${name}.json`, { based_on: version, ...body });
}

/**
 * Saves sections; what the other wrote meanwhile stays, and is told (`stale`).
 * @param {OpenSignal} signal
 * @param {Record<string, unknown>} values by name
 * @param {{anew?: boolean}} [how] `anew`: also where the same words stand, as they are said of something else now
 */
export async function writeSections({ story }, values, { anew = false } = {}, save = saveSections, sign = (/** @type {Parameters<typeof vault.ownWord>} */ ...says) => vault.ownWord(...says)) {
  const signed = "letter" in values ? { ...values, letter: await signedLetter(story, /** @type {Worded} */ (values.letter), sign) } : values;
  const changes = Object.entries(signed).map(([name, value]) => ({ name, value, base: story.sections.get(name)?.revision ?? 0, anew }));
  const saved = await save(story, changes);
  if (saved.contested.length > 0) throw new Refusal("Je collega schreef hier intussen ook. Er is niets overschreven. Kijk wat er nu staat.", "stale");
  if (changes.some((change) => !isIn(saved.story, change))) throw shut();
}

/** Whether a section says this. @param {OpenStory} story @param {{name: string, value: unknown}} change */
const isIn = ({ sections }, { name, value }) => sections.has(name) && isSame(sections.get(name)?.value, value);

/** What is said where a signal turns out to be open to this vault no more: a colleague made a new key, or it does not verify as it is served. */
export const shut = () => new Refusal("Dit signaal kan nu niet bewaard worden: de sleutel is veranderd. Wat je typte, is niet weg en staat hier nog. Laad opnieuw: daar staat wat je kunt doen.", "stale");

// Consents ----------------------------------------------------------------------------------------------------------------------------

/** Who it is that hears it, of whom a visitor may never have heard. @param {string} name */
const whoIs = (name) => `${name} is eindverantwoordelijk voor je organisatie. `;

/** What a visitor is asked: to tell this, to this one person outside, and no more. @param {Limits} limits @returns {import("./writing.js").Question} */
export function questionOf({ contact_name: called, intention, told, limits, until }) {
  const name = called.trim().normalize("NFC");
  const text = `Mag ik dit aan ${name} vertellen? ${whoIs(name)}Ik noem je naam niet.\n\n${told.trim()}\n\nWaarom: ${intention.trim()}\n\nWat ik niet vertel: ${limits.trim()}`;
  return { step: "tell", receiver: receiverOutside(name), receiver_name: name, width: "as_said", expires: until || null, text };
}

/** @typedef {{state: "unasked" | "spent" | "open" | "given" | "refused" | "withdrawn" | "expired" | "doubtful", known: import("./matter.js").KnownConsent | null, last: number}} Answered `spent`: the yes to these words lies under another signal; `last`: the number of the last consent that was looked at */

/**
 * How a visitor answered this very question: from the signed consents of the matter, verified as one chain against the pinned key, and from nothing
 * that the server says. Pure but for the day of this device.
 * @param {OpenMatter} matter
 * @param {Limits} limits what the question says
 * @param {string} [today]
 * @param {string[]} [spent] consents that lie under another signal, as the server says: they only count for less
 * @returns {Answered}
 */
export function answerTo(matter, limits, today = todayHere(), spent = []) {
  const last = numbered(matter).at(-1)?.sequence ?? 0;
  const { text, receiver, receiver_name: name, step, width, expires } = questionOf(limits);
  // Asked before it said who that is: the same question, with the same words that are told.
  const earlier = text.replace(whoIs(name), "");
  const asks = latest(matter, "ask").filter(({ content }) => (content.text === text || content.text === earlier) && content.receiver === receiver && content.width === width && content.expires === expires);
  // Of a question that was answered for another letter, whatever was said or recorded anew on it is of that letter.
  const elsewhere = new Set(matter.consents.all.filter(({ id }) => spent.includes(id)).map(({ consent }) => consent.text_hash));
  const hashes = new Set(asks.map(({ id, content }) => questionHash(id, String(content.text))).filter((hash) => !elsewhere.has(hash)));
  const known = matter.consents.all.filter(({ consent }) => hashes.has(consent.text_hash)).at(-1) ?? null;
  // Taken back it can be all the same: a yes in doubt is known, and counts as none.
  if (matter.consents.trouble || inDoubt(matter)) return { state: "doubtful", known: known?.consent.state === "given" ? known : null, last };
  if (hashes.size === 0) return { state: asks.length > 0 ? "spent" : "unasked", known: null, last };
  const all = matter.consents.all.map(({ consent }) => consent);
  if (!known) return { state: "open", known, last };
  const { consent } = known;
  if (consent.state !== "given") return { state: consent.state, known, last };
  const same = consent.receiver === receiver && consent.step === step && consent.width === width && consent.expires === expires;
  if (!same || !isStanding(all, consent)) return { state: "withdrawn", known, last };
  if (consent.expires !== null && consent.expires < today) return { state: "expired", known, last };
  return { state: "given", known, last };
}

/** The same for this signal: a yes that lies under another one is none here. @param {OpenSignal} signal @param {OpenMatter} matter */
export const answerUnder = (signal, matter) => answerTo(matter, limitsIn(signal), todayHere(), signal.register.spent);

/**
 * Refuses unless every visitor of one's own said yes to the very words that stand now, in the answer that was laid under the signal; one visitor once, for all
 * that they told.
 * @param {OpenSignal} signal
 * @param {(id: string) => Promise<OpenMatter>} [load]
 */
export async function checkAnswers(signal, load = loadMatter) {
  const { path, concerns } = signal.register;
  if (path === "excepted") return checkExcepted(signal, load);
  const { matters } = noticedIn(signal);
  for (const { matter, by } of askedOf(matters)) {
    if (by !== signal.story.self) continue;
    const opened = await load(matter);
    await checkTogether(matters, opened, load);
    const { state, known } = answerUnder(signal, opened);
    const laid = concerns.find((one) => one.matter === matter);
    if (state === "given" && laid && known && isOf(opened, laid.record_id, known) && !isOfOlderWords(signal, laid)) continue;
    throw new Refusal("Deze inbrenger zei niet of niet meer ja op precies wat er nu staat. Er is niets verstuurd. Kijk bij Afstemmen.", "withdrawn", { matter });
  }
}

/** The same where danger or a duty by law is said to take the place of consent: only as it lies sealed. @param {OpenSignal} signal @param {(id: string) => Promise<OpenMatter>} load */
async function checkExcepted(signal, load) {
  const grounds = sectionOf(signal, "grounds");
  checkGrounds(grounds);
  for (const { matter, by } of noticedIn(signal).matters) {
    if (by === signal.story.self) checkException(grounds, await load(matter), signal.register.concerns.find((one) => one.matter === matter)?.record_id ?? null);
  }
}

/** Whether this consent is the one that was laid, or that one recorded anew since, for a visitor who came later. @param {OpenMatter} matter @param {string | null} laid @param {import("./matter.js").KnownConsent} known */
function isOf({ consents }, laid, known) {
  const earlier = consents.all.find(({ id }) => id === laid)?.consent;
  return laid === known.id || (earlier !== undefined && isAnew(earlier, known.consent));
}

/** Lays a consent that was verified under the signal. @param {OpenSignal} signal @param {string} matter @param {Answered} answered */
export function layConsent(signal, matter, { state, known, last }) {
  if (state !== "given" || !known) throw new Refusal("Deze toestemming geldt niet. Er is niets bewaard.", "refused");
  const { sequence, expires } = known.consent;
  return takeStep(signal, "grond", { matter, record_id: known.id, sequence, seen: last, limits: limitsRevision(signal), until: expires });
}

/** Lays an exception that was recorded in a matter under the signal. @param {OpenSignal} signal @param {string} matter @param {string} record */
export const layException = (signal, matter, record) => takeStep(signal, "grond", { matter, record_id: record, sequence: null, seen: null, limits: null, until: null });
