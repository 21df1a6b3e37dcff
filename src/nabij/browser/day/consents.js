// Consents of one matter as they are sealed, and those whose last day has passed. Pure but for the clock of this device.
import { dayAndYear } from "../desk/dom.js";
import { Refusal } from "../desk/talk.js";
import { consentHash, isOnSame } from "../vault/consent.js";
import { isAnew, isStanding } from "../vault/visitor-consents.js";
import { consentRecords, latest } from "./latest.js";
import { nameOf, ownerOf } from "./people.js";

/** @typedef {import("../vault/record.js").Part} Part */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{colleague: string, name: string, parts: Part[], until: string}} Lapsed someone whose consent was not taken back, and its last day */

/** @typedef {import("../vault/consent.js").LastConsent} LastConsent */

/** The consents that are open to me, by number and hash. @param {Pick<OpenMatter, "records">} matter @returns {LastConsent[]} */
export const numbered = (matter) => consentRecords(matter).map(({ body, content }) => ({ sequence: Number(content.sequence), hash: consentHash(body) }));

/**
 * The furthest consent that a card names: only cards by who began the matter count, as nobody else hears consents. Null where none says.
 * @param {Pick<OpenMatter, "records" | "people" | "served">} matter
 * @returns {LastConsent | null}
 */
export function namedByCard({ records, people, served }) {
  const named = records.flatMap(({ kind, author, consent }) => (kind === "card" && consent && ownerOf(people, author) === served.keeper.id ? [consent] : []));
  return named.sort((one, other) => other.sequence - one.sequence)[0] ?? null;
}

/** The last consent as far as is known: of the list, or of a card that knows more. @param {Pick<OpenMatter, "records" | "people" | "served">} matter @returns {LastConsent | null} */
export function lastConsent(matter) {
  const [listed, named] = [numbered(matter).at(-1) ?? null, namedByCard(matter)];
  return named && named.sequence > (listed?.sequence ?? 0) ? named : listed;
}

/** The day on this device: what the server calls today decides nothing here. `YYYY-MM-DD` */
export const todayHere = () => new Date().toLocaleDateString("sv-SE");

/** @param {string} width @returns {Part[]} */
export const partsOf = (width) => (width === "peer_card" ? ["peer"] : ["conversation", "notes"]);

/**
 * Who was given consent that nobody took back, and whose last day has passed. Only consents that are sealed and open to me count: the server's list gives no more than a name.
 * @param {OpenMatter} matter
 * @param {string} [today] `YYYY-MM-DD`
 * @returns {Lapsed[]}
 */
export function lapsedShares({ served, consents, people }, today = todayHere()) {
  /** What each holds by consent since it was last taken back. @type {Map<string, {until: string | null, parts: Part[]}>} */
  const standing = new Map();
  for (const { consent: { receiver, width, expires, state } } of consents.all) {
    const owner = ownerOf(people, receiver);
    if (owner === null || state === "refused" || width === "as_said") continue;
    if (state === "given") standing.set(owner, { until: expires, parts: [...new Set([...(standing.get(owner)?.parts ?? []), ...partsOf(width)])] });
    else standing.delete(owner);
  }
  return [...standing].flatMap(([colleague, { until, parts }]) => {
    const name = served.shares.find((one) => one.colleague === colleague)?.name ?? nameOf(people, colleague, "een collega");
    return until !== null && until < today ? [{ colleague, name, parts, until }] : [];
  });
}

/**
 * What the visitor took back themselves under the newest key of the conversation: whoever keeps the matter begins a new one first. From sealed records only.
 * @param {Pick<OpenMatter, "records" | "consents" | "epochs">} matter
 */
export function takenBack({ records, consents, epochs }) {
  const newest = epochs.conversation.at(-1) ?? 0;
  const here = new Set(records.filter(({ kind, epoch }) => kind === "consent" && epoch === newest).map(({ id }) => id));
  return consents.all.filter(({ id, consent }) => here.has(id) && consent.state === "withdrawn" && !consent.heard);
}

/**
 * The consents that a visitor gave themselves to a colleague who does not read along yet, and that hold today.
 * @param {OpenMatter} matter
 * @param {string} [today] `YYYY-MM-DD`
 */
export function toShare({ served, consents, people }, today = todayHere()) {
  const all = consents.all.map(({ consent }) => consent);
  const open = new Set(served.shares.filter(({ withdrawn }) => !withdrawn).map(({ colleague }) => colleague));
  return consents.all.flatMap((known) => {
    const { consent } = known;
    const owner = ownerOf(people, consent.receiver);
    const holds = !consent.heard && isStanding(all, consent) && (consent.expires === null || consent.expires >= today);
    return holds && consent.width !== "as_said" && owner !== null && !open.has(owner) ? [{ ...known, owner }] : [];
  });
}

/** @typedef {{id: string, words: string, name: string, width: string, until: string | null, ended: string | null, consent: import("../vault/consent.js").SignedConsent}} Agreement `ended`: how what was given ended, in words; null of what holds, and of a no */

/**
 * What the inbrenger agreed to, in words, from the sealed consents, each checked: first what holds today, then what was said before, the newest
 * first. What was taken back stands once, with how it ended.
 * @param {OpenMatter} matter
 * @param {string} [today] `YYYY-MM-DD`
 * @returns {{now: Agreement[], before: Agreement[]}}
 */
export function agreements(matter, today = todayHere()) {
  const { served, consents, people } = matter;
  const asked = latest(matter, "ask");
  const all = consents.all.map(({ consent }) => consent);
  /** @type {{now: Agreement[], before: Agreement[]}} */
  const found = { now: [], before: [] };
  const told = new Set();
  for (const { id, consent } of consents.all) {
    if (told.has(consent.sequence)) continue;
    const { receiver, width, expires, state } = consent;
    const owner = ownerOf(people, receiver);
    const known = served.shares.find(({ colleague }) => colleague === owner)?.name;
    const outside = asked.find(({ content }) => content.receiver === receiver)?.content.receiver_name;
    const name = owner === people.self ? "jij" : (known ?? (owner ? nameOf(people, owner, "een collega") : String(outside ?? "een collega die je niet kent")));
    const given = state === "given";
    const next = given ? all.find((one) => isOnSame(consent, one) && one.sequence > consent.sequence && one.state !== "refused") : undefined;
    if (next?.state === "withdrawn") told.add(next.sequence);
    const ended = given ? endOf(consent, next, today) : null;
    const one = { id, name, width, until: given ? expires : null, words: saidWords(consent), ended, consent };
    if (given && ended === null) found.now.push(one);
    else found.before.unshift(one);
  }
  return found;
}

/** "Gegeven door de inbrenger zelf op 3 mei 2026". @param {import("../vault/consent.js").SignedConsent} consent */
function saidWords({ heard, on, state }) {
  const said = state === "given" ? (heard ? "Afgesproken" : "Gegeven") : state === "refused" ? "Nee gezegd" : "Ingetrokken";
  return `${said}${heard ? " in gesprek" : " door de inbrenger zelf"}${on ? ` op ${dayAndYear(on)}` : ""}`;
}

/** @param {import("../vault/consent.js").SignedConsent} consent @param {import("../vault/consent.js").SignedConsent | undefined} next about the same person and step @param {string} today */
function endOf(consent, next, today) {
  const { expires } = consent;
  if (next?.state === "withdrawn") return saidWords(next);
  if (isAnew(consent, next)) return "Opnieuw vastgelegd, zodat de inbrenger het ook ziet";
  if (next) return "Daarna opnieuw afgesproken";
  return expires !== null && expires < today ? `Liep tot en met ${dayAndYear(expires)}` : null;
}

/**
 * Nothing new goes where somebody reads along whose consent ran out: a `Refusal` with code `lapsed` that says what to do.
 * @param {OpenMatter} matter
 * @param {{part: Part}[]} changes
 * @param {string} [today] `YYYY-MM-DD`
 */
export function refuseLapsed(matter, changes, today = todayHere()) {
  const lapsed = lapsedShares(matter, today).find(({ parts }) => changes.some(({ part }) => parts.includes(part)));
  const { mine, keeper } = matter.served;
  if (takenBack(matter).length > 0) {
    const then = mine ? "Open de kwestie opnieuw: dan wordt dat verwerkt." : `Vraag ${keeper.name} om de kwestie te openen.`;
    throw new Refusal(`De inbrenger trok iets in, en dat is hier nog niet verwerkt. Er is niets weg: wat je typte blijft staan als concept. ${then}`, "lapsed");
  }
  if (!lapsed) return;
  const then = mine
    ? `Trek eerst in bij Wie kan dit openen. Zei de inbrenger opnieuw ja? Deel daarna opnieuw met ${lapsed.name}.`
    : `Vraag ${keeper.name} om eerst met de inbrenger te beslissen.`;
  throw new Refusal(`De toestemming om te delen met ${lapsed.name} liep tot en met ${dayAndYear(lapsed.until)}. Er is niets weg: wat je typte blijft staan als concept. ${then}`, "lapsed");
}
