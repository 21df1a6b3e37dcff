// When to look once more whether a person is named more often: who comes later may name them too. Sealed on the card, so that no server knows who waits. Pure.
import { json } from "../vault/bytes.js";
import { latest } from "./latest.js";

/** @typedef {{since: string, last: string}} Looked the first and the newest day, `YYYY-MM-DD`, on which it was looked for the person who is named, without anything that stood out */
/** @typedef {Pick<import("./matter.js").OpenMatter, "records">["records"]} Records */

const EVERY = 30;
const TIMES = 3;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @param {string} from @param {string} to */
const daysFrom = (from, to) => Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What a card says of it, or null; an older browser wrote nothing of it. @param {unknown} value @returns {Looked | null} */
export function lookedIn(value) {
  const { since, last } = /** @type {Partial<Looked>} */ (value ?? {});
  return DAY.test(String(since)) && DAY.test(String(last)) ? { since: String(since), last: String(last) } : null;
}

/**
 * After how many days it is time to look once more: 30, 60 or 90; 0 while it is not, or once it was looked after that day.
 * @param {Looked | null} looked
 * @param {string} today
 */
export function lookAgainAfter(looked, today) {
  if (!looked) return 0;
  const times = Math.floor(daysFrom(looked.since, today) / EVERY);
  return times >= 1 && times <= TIMES && daysFrom(looked.since, looked.last) < times * EVERY ? times * EVERY : 0;
}

/**
 * What the card says after a look. Where enough stood out there is no more to hear; long after the last time it begins anew.
 * @param {Looked | null} was
 * @param {boolean} enough
 * @param {string} today
 * @returns {Looked | null}
 */
export function afterLook(was, enough, today) {
  if (enough) return null;
  const runs = was !== null && daysFrom(was.since, today) < (TIMES + 1) * EVERY;
  return { since: runs ? was.since : today, last: today };
}

/** Whether the browser wrote only what belongs to comparing: nothing of a page is to be drawn anew for that. @param {Records} before @param {Records} after */
export function onlyOfComparing(before, after) {
  const known = new Set(before.map(({ id, revision }) => `${id} ${revision}`));
  const drawn = drawnOf(before);
  return after.every(({ kind, id, revision }) => kind === "match" || known.has(`${id} ${revision}`) || (kind === "card" && drawn === drawnOf(after)));
}

/** What a page shows of a card. @param {Records} records */
function drawnOf(records) {
  const { looked, ...shown } = /** @type {Record<string, unknown>} */ (latest({ records }, "card").at(-1)?.content ?? {});
  return json(shown);
}
