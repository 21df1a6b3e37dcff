// What one page hands to *Nieuw signaal* within this tab: never in an address, and gone once it is taken.

/**
 * @typedef {object} Carried why a signal is begun, as the page before showed it
 * @property {number} organisation
 * @property {string} reason a code
 * @property {string} text what stood out: theme, part and months, and never a number
 * @property {string[]} matters one's own matters that stood there
 * @property {string} from what that page is called
 */

/** @type {Carried | null} */
let held = null;

/** @param {Carried} what */
export const carry = (what) => void (held = what);

/** Once. @returns {Carried | null} */
export function taken() {
  const what = held;
  held = null;
  return what;
}
