// What a visitor filled in, read from the page when it is needed: it is kept nowhere else.

/**
 * A counsellor as `/ingang/<code>/wie.json` tells of them (docs/wire.md).
 * @typedef {object} Counsellor
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {string[]} languages codes
 * @property {{key: string, nl: string}[]} channels
 * @property {string | null} next_day null only where nobody knows
 * @property {string | null} due by when they answer who writes today; null as above
 * @property {string | null} [away_until] null: away, nobody knows until when; absent: there
 * @property {string} recipient
 * @property {string} sign
 */

/**
 * The whole answer of `/ingang/<code>/wie.json`.
 * @typedef {object} Who
 * @property {string} practice
 * @property {string} salt
 * @property {string} today
 * @property {number} reply_days
 * @property {Counsellor[]} counsellors
 */

/**
 * Everything that is sent when a conversation begins. What was skipped is empty.
 * @typedef {object} Answers
 * @property {string} entrance the code in the address
 * @property {string} language of the page: nl or en
 * @property {Who} who
 * @property {string} fragment what stands behind the # of the address, without it: fingerprints of keys, or nothing
 * @property {string[]} chosen one or two ids
 * @property {string[]} standby none, or the other one
 * @property {string} name how to call them
 * @property {string} channel a key of the list `channel`; empty: only here
 * @property {string} reach a number or an address for that channel
 * @property {string} when is it safe
 * @property {"" | "yes" | "no"} message may somebody speak in or leave a message; empty: they do not know
 * @property {string} story
 */

const LATER = "9999";

/** Soonest there comes first; who is away comes last. @param {Counsellor[]} counsellors */
export const bySoonest = (counsellors) =>
  [...counsellors].sort((a, b) => Number(a.away_until !== undefined) - Number(b.away_until !== undefined) || (a.next_day ?? LATER).localeCompare(b.next_day ?? LATER));

/**
 * Whom a choice addresses. `either` are the two who are there soonest; one alone has the other who is there soonest to stand in, if that was chosen.
 * @param {Counsellor[]} counsellors
 * @param {string} choice an id, or `either`
 * @param {boolean} standsIn
 * @returns {{chosen: Counsellor[], standby: Counsellor[]}}
 */
export function addressed(counsellors, choice, standsIn) {
  const soonest = bySoonest(counsellors);
  if (choice === "either") return { chosen: soonest.slice(0, 2), standby: [] };
  const chosen = counsellors.filter((one) => one.id === choice);
  const others = soonest.filter((one) => one.id !== choice);
  return { chosen, standby: chosen.length && standsIn ? others.slice(0, 1) : [] };
}

/** @param {ParentNode} page @param {string} name */
export const typed = (page, name) => {
  const field = page.querySelector(`[data-answer="${name}"]`);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value.trim() : "";
};

/** @param {ParentNode} page @param {string} name */
export const picked = (page, name) => {
  const one = page.querySelector(`input[name="${name}"]:checked`);
  return one instanceof HTMLInputElement ? one.value : null;
};

/**
 * @param {HTMLElement} page the steps
 * @param {Who} who
 * @returns {Answers}
 */
export function read(page, who) {
  const { chosen, standby } = addressed(who.counsellors, picked(page, "who") ?? "", picked(page, "standby") === "other");
  const channel = picked(page, "channel") ?? "";
  const message = picked(page, "message");
  return {
    entrance: page.dataset.entrance ?? "",
    language: document.documentElement.lang,
    who,
    fragment: location.hash.slice(1),
    chosen: chosen.map((one) => one.id),
    standby: standby.map((one) => one.id),
    name: typed(page, "name"),
    channel,
    reach: channel ? typed(page, "reach") : "",
    when: channel ? typed(page, "when") : "",
    message: channel && (message === "yes" || message === "no") ? message : "",
    story: typed(page, "story"),
  };
}

/** Ways for which somebody names a place: it leads to nobody, and says where it is safe as a time says when. */
const PLACES = new Set(["on_site", "elsewhere"]);

/** What the first `contact` says (docs/vault-format.md). @param {Pick<Answers, "name" | "channel" | "reach" | "when" | "message">} answers */
export function contactOf({ name, channel, reach, when, message }) {
  const place = PLACES.has(channel) ? reach : "";
  const email = channel === "email" ? reach : "";
  const voicemail = message === "yes" ? true : message === "no" ? false : null;
  return { called: name, name: "", phone: place || email ? "" : reach, email, how: channel, when: [place, when].filter(Boolean).join(", "), voicemail };
}
