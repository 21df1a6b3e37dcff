// How a visitor is known, from everything that they said of themselves: both sides say the same of it. Pure.

/** @typedef {"anonymous" | "earlier" | "reachable" | "chosen" | "chosen-reachable" | "named"} Standing */

/** What leads to a person; a chosen name may be somebody's own. */
const KEYS = /** @type {const} */ (["called", "name", "phone", "email"]);

/**
 * Anonymous only while no revision holds a key to a name. A number or an address is one: with it alone one is `reachable`; what is told no more stays
 * kept, and so `earlier`.
 * @param {Record<string, unknown>[]} revisions contents of the visitor's `contact`, oldest first
 * @returns {Standing}
 */
export function standingOf(revisions) {
  const { name, called, phone, email } = revisions.at(-1) ?? {};
  if (name) return "named";
  if (called) return phone || email ? "chosen-reachable" : "chosen";
  if (phone || email) return "reachable";
  return revisions.some((one) => KEYS.some((key) => Boolean(one[key]))) ? "earlier" : "anonymous";
}
