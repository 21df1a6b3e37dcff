// What visitors wrote that one did not open yet: which records the server says, and what they are by what is sealed in them.
import { getJson, postJson } from "../desk/talk.js";
import { isOnSame } from "../vault/consent.js";
import { receiverName } from "./answering.js";
import { latest, revisionsOf } from "./latest.js";
import { loadMatter } from "./matter.js";
import { readsAlong } from "./order.js";
import { wishWords } from "./wish-words.js";
import { cardOf } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Placed} Placed */
/** @typedef {{id: string, organisation: string, number: number, records: string[]}} ServedNews `/gesprekken/nieuw.json` */
/**
 * @typedef {{what: "message" | "file" | "about" | "chose"} | {what: "wish", asks: string} | {what: "given" | "refused" | "withdrawn" | "objected", who: string}} News
 * `asks`: in words, of what is taken back also which; `objected`: took back what the counsellor wrote down in their name
 */
/** @typedef {{id: string, alias: string, organisation: string, closed: boolean, news: News[], sealed: boolean, along: string | null}} NewsOf `sealed`: something of it does not open here; `along`: with whom one only reads along */

/** @returns {Promise<ServedNews[]>} */
export const loadNews = async () => (await getJson("/gesprekken/nieuw.json")).news;

/** What is new in one matter; null where nothing is. @param {string} id @returns {Promise<ServedNews | null>} */
export const newsIn = async (id) => (await loadNews()).find((one) => one.id === id) ?? null;

/** It is opened: new no more, on whichever device. @param {ServedNews} news */
export const looked = ({ id, number }) => postJson(`/gesprekken/${id}/gezien.json`, { number });

/**
 * What the visitor did, in the order of writing, as far as it opens and they wrote it.
 * @param {OpenMatter} matter
 * @param {string[]} records
 * @returns {News[]}
 */
export function whatIsNew(matter, records) {
  const visitor = matter.people.pins.find(({ owner, visitor: is }) => is && owner === matter.id);
  const theirs = [visitor?.sign ?? "", ...(visitor?.former ?? [])];
  return records.flatMap((id) => {
    const record = revisionsOf(matter, id).at(-1);
    const news = record && theirs.includes(record.author) ? newsFrom(matter, record) : null;
    return news ? [news] : [];
  });
}

/** @param {OpenMatter} matter @param {Placed} record @returns {News | null} */
function newsFrom(matter, record) {
  const { kind, content, id } = record;
  if (kind === "message" || kind === "file") return { what: kind };
  if (kind === "wish") return { what: "wish", asks: wishWords(content, latest(matter, "wish")) };
  if (kind === "contact") return { what: letsIn(revisionsOf(matter, id)) ? "chose" : "about" };
  const consent = matter.consents.all.find((one) => one.id === id)?.consent;
  if (kind !== "consent" || !consent) return null;
  const who = receiverName(matter, consent.receiver);
  if (consent.state !== "withdrawn") return { what: consent.state, who };
  const before = matter.consents.all.filter(({ consent: one }) => one.sequence < consent.sequence && isOnSame(consent, one) && one.state === "given").at(-1);
  return { what: before?.consent.heard ? "objected" : "withdrawn", who };
}

/** Whether the newest of what they said of themselves names somebody more who may read. @param {Placed[]} revisions */
function letsIn(revisions) {
  const named = (/** @type {Placed | undefined} */ one) => (Array.isArray(one?.content.standby) ? one.content.standby.length : 0);
  return named(revisions.at(-1)) > named(revisions.at(-2));
}

/**
 * What is new in each matter, opened for it; what does not open is told as such, and who reads only what came later is told of that alone.
 * @param {ServedNews[]} served
 * @returns {Promise<NewsOf[]>}
 */
export async function openedNews(served) {
  const found = [];
  for (const { id, organisation, records } of served) {
    const matter = await loadMatter(id, { passing: true });
    const news = whatIsNew(matter, records);
    const sealed = matter.served.mine && new Set(records).size > new Set(matter.records.filter((one) => records.includes(one.id)).map((one) => one.id)).size;
    if (news.length > 0 || sealed) found.push({ id, alias: cardOf(matter).alias, organisation, closed: matter.served.register.closed_month !== null, news, sealed, along: readsAlong(matter.served) && !matter.served.my_turn ? matter.served.keeper.name : null });
  }
  return found;
}

/** Whether the page of this matter shows what is new in it. @param {OpenMatter} matter */
export const showsConversation = ({ troubles }) => !troubles.some(({ part }) => part === "conversation");
