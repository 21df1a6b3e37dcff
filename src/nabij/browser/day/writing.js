// What a counsellor writes: a new matter, an encounter, a card, a correction, the turn. Each is one request that is saved once, however often it is sent.
import { minute } from "../desk/dom.js";
import { postJson, Refusal } from "../desk/talk.js";
import { b64, json, newId } from "../vault/bytes.js";
import { latest, revisionAfter } from "./latest.js";
import { lookedIn } from "./looking.js";
import { matchOf, NOTHING, recordId } from "./match-record.js";
import { loadMatter, noticing, sealChanges, send } from "./matter.js";
import { ANSWER, stepNow } from "./order.js";
import { inTurn, saveKeyring, vault } from "./vault.js";

/** @typedef {import("./matter.js").Change} Change */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{alias: string, next_step: string, aftercare: string | null, looked?: import("./looking.js").Looked}} CardContent `looked`: left out where there is no reason to look once more */
/**
 * @typedef {object} NewEncounter
 * @property {string} id
 * @property {string} channel
 * @property {string} duration
 * @property {string[]} involvement
 * @property {string} [month] `YYYY-MM`; this month when absent
 */
/** @typedef {{at: string, place: string, text: string}} NoteContent `at` is local, `YYYY-MM-DDTHH:MM`; a day alone when the time is not known */

/** @param {string | null} day @returns {string | null} */
export const monthOf = (day) => (day ? day.slice(0, 7) : null);

/** Ids are drawn once per form, so that sending twice saves once. */
export const newIds = () => ({ matter: newId(), encounter: newId(), note: newId(), card: newId(), person: newId(), words: newId() });

/** @param {{id: string, revision: number}} record @param {CardContent} content @returns {Change} */
export const cardChange = ({ id, revision }, content) => ({ part: "notes", kind: "card", id, revision, content: { ...content } });

/** @param {string} id @param {string} encounter @param {NoteContent} note @param {number} [revision] @returns {Change} */
export const noteChange = (id, encounter, { at, place, text }, revision = 1) => ({
  part: "notes", kind: "note", id, revision, content: { encounter, at, place, text },
});

/**
 * @typedef {object} NewMatter
 * @property {ReturnType<typeof newIds>} ids
 * @property {number} organisation
 * @property {number | null} unit
 * @property {Record<string, unknown>} register codes
 * @property {CardContent} card
 * @property {NewEncounter | null} encounter
 * @property {NoteContent | null} note
 * @property {string} turn
 * @property {string | null} due
 * @property {string | null} draft id of the draft that this save ends
 * @property {string} [same] the matter of one's own with which this visitor came before, or ""
 */
/** @typedef {{handle: string, first: string}} Before by what a visitor counts who came before, and the first matter that is theirs */

// What was sent and is not wholly saved as far as is known: the same bytes go again, as new keys would make a second epoch.
/** @type {Map<string, {body: Record<string, unknown>, saved: () => Promise<void>}>} */
const unanswered = new Map();
vault.session.onChange((open) => {
  if (!open) unanswered.clear();
});

/** Who came before counts once, in the register and sealed. @param {string} same @returns {Promise<Before>} */
export async function cameBefore(same) {
  const other = await loadMatter(same, { passing: true });
  const { mine, visitor_handle: handle } = other.served;
  if (!mine || !handle) throw new Refusal("Die eerdere kwestie is niet van jou. Er is niets bewaard. Kies een andere, of geen.", "forbidden");
  return { handle, first: matchOf(other).same || same };
}

/** What the matter itself keeps of that. @param {string} matter @param {Before} before @returns {Change} */
export const beforeChange = (matter, { first }) => ({ part: "notes", kind: "match", id: recordId(matter), revision: 1, content: { ...NOTHING, same: first } });

/** @param {NewMatter} matter @param {Before | null} before */
async function sealedMatter({ ids, organisation, unit, register, card, encounter, note, turn, due, draft }, before) {
  const made = await vault.newMatter([], ids.matter);
  const changes = [cardChange({ id: ids.card, revision: 1 }, card)];
  if (encounter && note) changes.push(noteChange(ids.note, encounter.id, note));
  if (before) changes.push(beforeChange(made.id, before));
  const { sealed, confirm } = await sealChanges(made.id, changes, null);
  const { user } = await vault.me();
  const grants = made.grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, granter: user, sealed: b64(grant) }));
  const body = {
    id: made.id, organisation, unit, visitor_handle: before?.handle ?? newId(), shred_key: b64(made.shredKey), grants, register, encounter, turn, due,
    aftercare_month: monthOf(card.aftercare), sealed, draft,
  };
  const saved = async () => {
    await confirm();
    await saveKeyring(made.keyring);
  };
  return { body, saved };
}

// Answers that do not tell whether an earlier try was saved.
export const SAYS_NOTHING = /^(status_5\d\d|status_403|status_429|csrf|no_json|proof)$/;

/**
 * Opens a matter with its first encounter. Trying again after a lost connection sends what was sent before, so that there is one matter;
 * what was typed since then is for the caller to add.
 * @param {NewMatter} matter
 * @returns {Promise<{sentBefore: boolean}>} whether what was saved is what an earlier try sent
 */
export async function openMatter(matter) {
  // Read before the keyring has its turn: that comes last.
  const came = matter.same && !unanswered.has(matter.ids.matter) ? await cameBefore(matter.same) : null;
  return inTurn(() => opening(matter, came));
}

/** @param {NewMatter} matter @param {Before | null} came */
async function opening(matter, came) {
  const before = unanswered.get(matter.ids.matter);
  const ready = before ?? (await sealedMatter(matter, came));
  unanswered.set(matter.ids.matter, ready);
  try {
    await postJson("/kwesties/openen.json", ready.body);
  } catch (error) {
    if (error instanceof Refusal && !SAYS_NOTHING.test(error.code)) {
      unanswered.delete(matter.ids.matter);
      await vault.keyringDropped();
    }
    throw error;
  }
  await ready.saved();
  unanswered.delete(matter.ids.matter);
  return { sentBefore: before !== undefined };
}

/**
 * Notes an encounter in a matter that is open, with its card and turn.
 * @param {OpenMatter} matter
 * @param {{ids: ReturnType<typeof newIds>, encounter: NewEncounter, note: NoteContent, card: CardContent, turn: string, due: string | null, draft: string | null}} noted
 */
export function noteEncounter(matter, { ids, encounter, note, card, turn, due, draft }) {
  return send({
    matter,
    url: `/kwesties/${matter.id}/noteren.json`,
    body: { encounter, turn, due, aftercare_month: monthOf(card.aftercare), draft },
    changes: [noteChange(ids.note, encounter.id, note), cardChange(nextCard(matter, ids.card), answered(turn, card))],
  });
}

/** The card once the turn is passed: there is nothing to answer while the visitor is aan zet. @param {string} turn @param {CardContent} card @returns {CardContent} */
const answered = (turn, card) => ({ ...card, next_step: stepNow(turn, card.next_step) });

/** What of an encounter the register keeps as it was first counted. */
const COUNTED = /** @type {const} */ (["channel", "duration", "involvement", "month"]);
/** @typedef {(typeof COUNTED)[number]} Counted */

/**
 * An earlier try of `noteEncounter` or `openMatter` did arrive: makes of it what is wanted now, as far as that can be changed.
 * Trying again does what is left.
 * @param {OpenMatter} matter fresh
 * @param {Parameters<typeof noteEncounter>[1]} wanted
 * @returns {Promise<Counted[]>} what differs and stays as it was
 */
export async function amendEncounter(matter, { ids, encounter, note, card, turn, due, draft }) {
  const { register, encounters } = matter.served;
  const arrived = latest(matter, "note").find(({ id }) => id === ids.note);
  const wantedNote = noteChange(ids.note, encounter.id, note, revisionAfter(matter, ids.note, arrived?.revision ?? 0));
  const changes = json(arrived?.content) === json(wantedNote.content) ? [] : [wantedNote];
  const passed = register.turn !== turn || register.due !== due;
  const now = answered(turn, card);
  if (!passed && json(cardOf(matter)) !== json(now)) changes.push(cardChange(nextCard(matter, ids.card), now));
  if (changes.length > 0) await revise(matter, changes, draft);
  if (passed) await passTurn(matter, { turn, due, card });
  const counted = encounters.find(({ id }) => id === encounter.id);
  return COUNTED.filter((name) => counted && encounter[name] !== undefined && json(counted[name]) !== json(encounter[name]));
}

/** Where the next revision of a matter's card goes. @param {OpenMatter} matter @param {string} fresh id for a first card */
export function nextCard(matter, fresh) {
  return nextRevision(matter, "card", fresh);
}

/** Where the next revision of the only record of a kind goes. @param {OpenMatter} matter @param {string} kind @param {string} fresh */
export function nextRevision(matter, kind, fresh) {
  const was = latest(matter, kind).at(-1);
  return was ? { id: was.id, revision: revisionAfter(matter, was.id, was.revision) } : { id: fresh, revision: 1 };
}

/** The card as it is, or an empty one. @param {OpenMatter} matter @returns {CardContent} */
export function cardOf(matter) {
  const content = latest(matter, "card").at(-1)?.content ?? {};
  const { alias, next_step: nextStep, aftercare } = content;
  const looked = lookedIn(content.looked);
  return { alias: String(alias ?? ""), next_step: String(nextStep ?? ""), aftercare: typeof aftercare === "string" ? aftercare : null, ...(looked && { looked }) };
}

/** New or corrected records. @param {OpenMatter} matter @param {Change[]} changes @param {string | null} [draft] */
export const revise = (matter, changes, draft = null) =>
  send({ matter, url: `/kwesties/${matter.id}/herzien.json`, body: { draft }, changes });

/**
 * Hands the turn over; the next step on the card goes along.
 * @param {OpenMatter} matter
 * @param {{turn: string, due: string | null, card: CardContent}} handed
 */
export const passTurn = (matter, { turn, due, card }) =>
  send({
    matter,
    url: `/kwesties/${matter.id}/aan-zet.json`,
    body: { turn_was: matter.served.register.turn, turn, due, aftercare_month: monthOf(card.aftercare) },
    changes: [cardChange(nextCard(matter, newIdOf(matter)), answered(turn, card))],
  });

/**
 * A message to the visitor; the visitor is aan zet then.
 * @param {OpenMatter} matter
 * @param {{id: string, text: string, written: string}} message `id` is drawn once, so that sending twice says it once
 */
export const sendMessage = (matter, { id, text, written }) =>
  toVisitor(matter, { part: "conversation", kind: "message", id, revision: 1, content: { text, seen: seenIn(matter), written } });

/**
 * A message that tells how far the letter is to which the visitor said yes; whose turn it is stays.
 * @param {OpenMatter} matter
 * @param {{id: string, told: import("../vault/letter-told.js").LetterTold, text: string}} letter
 */
export function tellOfLetter(matter, { id, told, text }) {
  return revise(matter, [{ part: "conversation", kind: "message", id, revision: 1, content: { text, letter: told, seen: seenIn(matter), written: minute() } }]);
}

/** The newest of the conversation that was seen here. @param {OpenMatter} matter */
function seenIn(matter) {
  const epoch = matter.epochs.conversation.at(-1) ?? 0;
  const head = matter.heads.get(`conversation ${epoch}`);
  return head ? { epoch, counter: head.counter, hash: head.hash } : null;
}

/** @typedef {{step: string, receiver: string, receiver_name: string, width: import("../vault/consent.js").Width, expires: string | null, text: string}} Question */

/**
 * Asks the visitor for one consent; the visitor is aan zet then.
 * @param {OpenMatter} matter
 * @param {{id: string, written: string, question: Question}} asked `id` is drawn once
 */
export const askVisitor = (matter, { id, written, question }) => toVisitor(matter, { part: "conversation", kind: "ask", id, revision: 1, content: { ...question, written } });

/** What the visitor reads and answers. @param {OpenMatter} matter @param {Change} said */
function toVisitor(matter, said) {
  const card = cardOf(matter);
  const { closed_month: closed, turn, due } = matter.served.register;
  const passed = closed === null ? { turn: "visitor", due: null } : { turn, due };
  // Only where the notes take something: an answer never waits for them.
  const cleared = card.next_step === ANSWER && !matter.troubles.some(({ part }) => part === "notes");
  return send({
    matter,
    url: `/kwesties/${matter.id}/aan-zet.json`,
    body: { turn_was: turn, ...passed, aftercare_month: monthOf(card.aftercare) },
    changes: [said, ...(cleared ? [cardChange(nextCard(matter, newIdOf(matter)), { ...card, next_step: "" })] : [])],
  });
}

/** @param {OpenMatter} matter */
const newIdOf = (matter) => latest(matter, "card").at(-1)?.id ?? newId();

/** The register's codes. @param {OpenMatter} matter @param {Record<string, unknown>} codes */
export const codeRegister = (matter, codes) =>
  noticing(matter.id, postJson(`/kwesties/${matter.id}/register.json`, { based_on: matter.served.register.version, ...codes }));

/** @param {OpenMatter} matter @param {{outcome: string, card: CardContent}} closing */
export const closeMatter = (matter, { outcome, card }) =>
  send({
    matter,
    url: `/kwesties/${matter.id}/afsluiten.json`,
    body: { based_on: matter.served.register.version, outcome, aftercare_month: monthOf(card.aftercare) },
    changes: [cardChange(nextCard(matter, newIdOf(matter)), card)],
  });

/** @param {OpenMatter} matter */
export const reopenMatter = (matter) => noticing(matter.id, postJson(`/kwesties/${matter.id}/heropenen.json`, { based_on: matter.served.register.version }));
