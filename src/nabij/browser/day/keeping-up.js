// Keeps what is compared of a matter as the matter says it: named, changed, struck out. Whatever does not go now, goes at a later opening.
import { minute } from "../desk/dom.js";
import { Offline, postJson, Refusal } from "../desk/talk.js";
import { json, newId } from "../vault/bytes.js";
import { isVerdict } from "../vault/errors.js";
import { personOf } from "../vault/person-name.js";
import { heldBack, isWaiting, keepKeys, namedElsewhere, registered, withdrawn } from "./comparing.js";
import { alsoKnownAs, alsoKnownTogether, answered, canBeCompared, countedAs, handlesOf, isAbout, isToAsk, matchOf, matchRecord, namedParty, recordId, redrawn, revised, visitorOf } from "./match-record.js";
import { revisionAfter } from "./latest.js";
import { loadMatter, noticing, overtaken, send } from "./matter.js";
import { afterLook } from "./looking.js";
import { allCards, saidToBe } from "./own-people.js";
import { cardChange, cardOf, nextCard, revise } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./match-record.js").Match} Match */
/** @typedef {import("../vault/person-name.js").Named} Named */
/** @typedef {import("./comparing.js").Keys} Keys */
/**
 * @typedef {object} Standing
 * @property {"nobody" | "anybody" | "waiting" | "compared"} kind `anybody`: what was written could be anyone's name
 * @property {string} why it waits, in words
 * @property {Match} match
 */

const WAITS = "Het vergelijken gaat vanzelf verder als je deze kwestie later opent.";
const NO_CONNECTION = `Er is geen verbinding. ${WAITS}`;

/** @type {Record<string, string>} */
const TROUBLES = {
  SubstitutedMatcher: "De vergelijkdienst toont een andere sleutel dan eerder. Er wordt niets vergeleken. Bel je beheerder.",
  UntrustedSigner: "Je kreeg een sleutel van iemand met wie je de cijfers nog niet vergeleek. Doe dat eerst, bij Vergelijken.",
  ForgedEvaluation: "Het antwoord van de vergelijkdienst klopt niet. Er is niets vergeleken. Bel je beheerder.",
};
const WRONG_KEY = "De sleutel om te vergelijken klopt niet. Er wordt niets vergeleken. Bel je beheerder.";

/** What a person may read about a verdict on what was served. @param {string} name */
const troubleWords = (name) => TROUBLES[name] ?? WRONG_KEY;

/** Why nothing can be compared at this moment; "" where it can. @param {Keys} keys */
export function whyNot({ stand, trouble, epochs, unknown, newest, others }) {
  if (trouble) return troubleWords(trouble);
  const without = heldBack({ stand, others }).map(({ name }) => name);
  if (stand.renew && without.length > 0) return `Wie hier vertrok, heeft de sleutel nog. Vergelijk eerst opnieuw de cijfers met ${without.join(" en ")}, bij Vergelijken. Daarna maakt je browser een nieuwe sleutel.`;
  if (!stand.matcher) return `De vergelijkdienst antwoordt niet. ${WAITS}`;
  if (!epochs.includes(stand.epoch)) {
    const holders = others.filter(({ holding }) => holding === "holds").map(({ name }) => name);
    return `Jij hebt de sleutel om te vergelijken nog niet. Vergelijk eerst de cijfers met ${holders.join(" of ") || "je collega"}. Daarna komt de sleutel vanzelf.`;
  }
  if (unknown.length > 0) return "De vergelijkdienst heeft een nieuwe sleutel. Ga eerst naar Vergelijken.";
  return newest ? "" : WRONG_KEY;
}

/** What stopped it, in words; anything else than what the server or a key said is thrown on. @param {unknown} error */
function wordsFor(error) {
  if (error instanceof Offline) return NO_CONNECTION;
  if (error instanceof Refusal) return error.code === "not_found" ? "Jij bent bij deze organisatie geen vertrouwenspersoon meer. Daarom wordt hier niets vergeleken." : error.sentence;
  if (isVerdict(error)) return troubleWords(error.name);
  throw error;
}

/** Whether only its keeper's browser compares, and only where the notes are right. @param {OpenMatter} matter */
const isMineToCompare = ({ served, troubles }) => served.mine && !troubles.some(({ part }) => part === "notes");

/** What another look at this matter saved meanwhile counts. @param {OpenMatter} matter */
async function caughtUp(matter) {
  const { records, heads, served } = await loadMatter(matter.id, { passing: true });
  Object.assign(matter, { records, heads });
  matter.served.visitor_handle = served.visitor_handle;
  return matter;
}

/**
 * Saves the record where it changed, and brings the opened matter up to date with it.
 * @param {OpenMatter} matter
 * @param {Match} was
 * @param {Match} next
 * @param {(matter: OpenMatter, changes: import("./matter.js").Change[]) => Promise<unknown>} [sending]
 */
async function saved(matter, was, next, sending = revise) {
  if (next === was || json(next) === json(was)) return was;
  // The page may show an older picture than what an earlier look saved: what is decided anew is decided on the newest.
  if (json(matchOf(await caughtUp(matter))) !== json(was)) throw overtaken();
  const record = matchRecord(matter);
  const id = record?.id ?? recordId(matter.id);
  const revision = record ? revisionAfter(matter, id, record.revision) : 1;
  // Of somebody else it was not looked yet.
  const anew = json(was.about) === json(next.about) ? [] : lookedChange(matter, null);
  await sending(matter, [{ part: "notes", kind: "match", id, revision, content: { ...next } }, ...anew]);
  await caughtUp(matter);
  return next;
}

/** The card as it has to be, where it says otherwise when it was looked. @param {OpenMatter} matter @param {import("./looking.js").Looked | null} now */
function lookedChange(matter, now) {
  const { looked = null, ...card } = cardOf(matter);
  return json(looked) === json(now) ? [] : [cardChange(nextCard(matter, newId()), { ...card, ...(now && { looked: now }) })];
}

/**
 * Keeps on the sealed card that it was looked today, so that *Vandaag* can say when to look once more.
 * @param {OpenMatter} matter
 * @param {boolean} enough whether something stood out
 */
export async function keepLooked(matter, enough) {
  const kept = async () => {
    const changes = lookedChange(matter, afterLook(cardOf(matter).looked ?? null, enough, minute().slice(0, 10)));
    if (changes.length === 0) return;
    await revise(matter, changes);
    await caughtUp(matter);
  };
  await kept().catch(async (error) => {
    // Another tab was first: once more, on the card as it is now.
    if (!(error instanceof Refusal && error.code === "stale")) throw error;
    await caughtUp(matter);
    await kept();
  });
}

/** By what the visitor counts once, and by what else they are known: as in the matter that is said to be the same visitor's. @param {OpenMatter} matter @param {Match} match */
async function visitorCounted(matter, { same, visitor, also }) {
  if (!same) return { visitor: countedAs(matter), also: alsoKnownAs(matter) };
  const first = await another(same);
  if (first) return { visitor: countedAs(first), also: alsoKnownTogether(first, matter) };
  // As it was.
  return visitor ? { visitor, also } : { visitor: countedAs(matter), also: alsoKnownAs(matter) };
}

/** Another matter, in passing; null where it was destroyed, is not to be reached, or is served so that it does not open: that holds up nothing here. @param {string} id */
const another = (id) => loadMatter(id, { passing: true }).catch(() => null);

/** @type {Map<string, Promise<Standing>>} */
const underWay = new Map();

/**
 * Puts what is compared of this matter in order, as far as that goes now. Never fails for the page: what does not go waits, and says why.
 * @param {OpenMatter} matter
 * @returns {Promise<Standing>}
 */
export function keepUp(matter) {
  const before = underWay.get(matter.id);
  const mine = before ? before.catch(() => null).then(() => caughtUp(matter)).then(keptUp) : keptUp(matter);
  underWay.set(matter.id, mine);
  const done = () => underWay.get(matter.id) === mine && underWay.delete(matter.id);
  mine.then(done, done);
  return mine;
}

/** @param {OpenMatter} matter @returns {Promise<Standing>} */
async function keptUp(matter) {
  if (!isMineToCompare(matter)) return { kind: "nobody", why: "", match: matchOf(matter) };
  let why = "";
  try {
    await countedOnce(matter).catch((error) => {
      // Another opening tries again.
      if (!(error instanceof Refusal || error instanceof Offline)) throw error;
    });
    why = await attempted(matter).catch(async (error) => {
      // Another tab, or the colleague with a new key, was first: once more, from how it is now.
      if (!(error instanceof Refusal && error.code === "stale")) throw error;
      return attempted(await caughtUp(matter));
    });
  } catch (error) {
    why = wordsFor(error);
  }
  const match = matchOf(matter);
  return { kind: kindOf(namedParty(matter), match), why, match };
}

/** @param {OpenMatter} matter @returns {Promise<string>} why not all of it went, or "" */
async function attempted(matter) {
  const person = personOf(namedParty(matter));
  const wanted = canBeCompared(person) ? person : null;
  let match = matchOf(matter);
  match = await saved(matter, match, revised(match, { person: wanted, ...(wanted ? await visitorCounted(matter, match) : { visitor: "" }) }));
  const { organisation } = matter.served.register;
  if (match.former.length > 0) {
    await withdrawn(organisation, match.former);
    match = await saved(matter, match, { ...match, former: [] });
  }
  const visitor = visitorToAsk(matter, match);
  if (!match.handle && !visitor) return "";
  const keys = await keepKeys(organisation);
  const why = whyNot(keys);
  if (why) return why;
  match = await registeredFor(matter, keys, match);
  // Asking again leaves half of the day to visitors who begin: else it waits for a later opening.
  if (visitor && (keys.stand.again || !isAbout(match.sides, visitor))) await sidesAsked(matter, keys, visitor);
  return "";
}

/**
 * Asks whether the visitor is named, and keeps the answer. What another browser heard meanwhile stays beside it.
 * @param {OpenMatter} matter
 * @param {Keys} keys
 * @param {Named} visitor
 */
async function sidesAsked(matter, keys, visitor) {
  const found = await namedElsewhere(keys, visitor);
  if (found === null) return;
  const day = minute().slice(0, 10);
  const kept = async () => {
    const match = matchOf(matter);
    await saved(matter, match, { ...match, sides: answered(match.sides, { of: visitor, found, day }) });
  };
  await kept().catch(async (error) => {
    if (!(error instanceof Refusal && error.code === "stale")) throw error;
    // Who the visitor is may have been changed as well: then this is no answer about them.
    if (json(visitorNow(await caughtUp(matter))) === json(visitor)) await kept();
  });
}

/**
 * Registers, and keeps that it was. Where what somebody else registered lies under the handle, a colleague's junk say, it goes under a new one: sealed
 * before it is sent, as the first was.
 * @param {OpenMatter} matter
 * @param {Keys} keys
 * @param {Match} match
 */
async function registeredFor(matter, keys, match) {
  try {
    return await saved(matter, match, await registered(keys, match));
  } catch (error) {
    if (!(error instanceof Refusal && (error.code === "conflict" || error.code === "forbidden"))) throw error;
  }
  const other = await saved(matter, match, redrawn(match));
  await withdrawn(keys.stand.organisation, other.former);
  return saved(matter, other, { ...(await registered(keys, other)), former: [] });
}

/** @param {{name: string, email: string}} party @param {Match} match @returns {Standing["kind"]} */
function kindOf({ name, email }, { handle, named }) {
  if (!name && !email) return "nobody";
  if (!handle) return "anybody";
  return named.length > 0 ? "compared" : "waiting";
}

/** A visitor of a running matter of whom it is to be asked whether somebody names them. @param {OpenMatter} matter @param {Match} match */
function visitorToAsk(matter, { sides }) {
  const self = visitorNow(matter);
  if (matter.served.register.closed_month !== null || !canBeCompared(self)) return null;
  return isToAsk(sides, self, minute().slice(0, 10)) ? self : null;
}

/** @param {OpenMatter} matter @returns {Named} */
function visitorNow(matter) {
  const { email, names } = personOf(visitorOf(matter));
  return { email, names };
}

/**
 * Says that this visitor is that of another matter of one's own, or "" of none: sealed, and in the same request to the register, that they count once.
 * @param {OpenMatter} matter
 * @param {string} other
 */
export async function sayWhoCame(matter, other) {
  const first = other ? await firstOf(other, matter.id) : "";
  const match = matchOf(matter);
  const same = first === matter.id ? "" : first;
  const leaving = match.same !== "" && match.same !== same;
  const url = `/kwesties/${matter.id}/inbrenger.json`;
  // Said of this very matter there: then it only has to count as nobody else's here.
  const said = { same_as: same === "" && leaving ? null : other || null, leaving };
  const next = await saved(matter, match, { ...match, same }, (at, changes) => send({ matter: at, url, body: said, changes }));
  // The sealed half stood so already: the register is told all the same, as it may not have been before.
  if (next === match && said.same_as) await noticing(matter.id, postJson(url, { ...said, sealed: null }));
  if (leaving) await broughtAlong(matter);
}

/** Of matters that are said to be the same, the first that is there is the one that counts; this very matter, where it comes to that. @param {string} other @param {string} here */
async function firstOf(other, here) {
  const those = [other];
  for (let found = /** @type {OpenMatter | null} */ (await loadMatter(other, { passing: true })); found; ) {
    const { same } = matchOf(found);
    if (same === here) return here;
    if (!same || those.includes(same)) break;
    found = await another(same);
    if (found) those.push(same);
  }
  return those[those.length - 1];
}

/**
 * Who is said to be the visitor of this matter counts as that one wherever it goes. What does not go now, goes when each of them is opened.
 * @param {OpenMatter} matter
 */
async function broughtAlong({ id, served }) {
  try {
    for (const one of await saidToBe(id, served.register.organisation)) await noticing(one, postJson(`/kwesties/${one}/inbrenger.json`, { same_as: id, leaving: true, sealed: null }));
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Offline)) throw error;
  }
}

/** The register may not know yet what an earlier browser was told, or what was said of the other since. @param {OpenMatter} matter */
async function countedOnce(matter) {
  const { same } = matchOf(matter);
  if (!same) return;
  const { visitor_handle: first, register } = (await another(same))?.served ?? {};
  if (!first || !register || first === matter.served.visitor_handle || register.organisation !== matter.served.register.organisation) return;
  await noticing(matter.id, postJson(`/kwesties/${matter.id}/inbrenger.json`, { same_as: same, leaving: true, sealed: null }));
  matter.served.visitor_handle = first;
}

/**
 * A matter that is about to be destroyed no longer counts. Rows that are not to be withdrawn by this person hold nothing up.
 * @param {OpenMatter} matter
 */
export async function withdrawAll(matter) {
  try {
    await withdrawn(matter.served.register.organisation, handlesOf(matchOf(matter)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/**
 * Renews what one's own matters registered with a former key, as far as the day's number goes.
 * @param {Keys} keys
 * @param {(done: number, of: number) => void} onProgress
 * @returns {Promise<{done: number, why: string}>}
 */
export async function renewMine(keys, onProgress) {
  const { organisation } = keys.stand;
  const cards = (await allCards()).filter(({ mine, organisation: here }) => mine && here.id === organisation);
  let done = 0;
  for (const [nth, { id }] of cards.entries()) {
    onProgress(nth, cards.length);
    try {
      const matter = await loadMatter(id, { passing: true });
      const match = matchOf(matter);
      if (!isWaiting(keys.stand, match) || !isMineToCompare(matter)) continue;
      await registeredFor(matter, keys, match);
      done += 1;
    } catch (error) {
      const why = wordsFor(error);
      // The others of today would be refused alike.
      if (error instanceof Offline || (error instanceof Refusal && (error.code === "limit" || error.code === "matcher_down"))) return { done, why };
    }
  }
  return { done, why: "" };
}
