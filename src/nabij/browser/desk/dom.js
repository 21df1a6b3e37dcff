// Making elements without markup in strings, and dates and months as people say them.

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Attribute */
/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element. A function under `onclick`, `oninput`… listens; true is an empty attribute; false, null and undefined leave it out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, Attribute>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.replace(/^on/, ""), value);
    else if (name.startsWith("on")) throw new TypeError(`${name} needs a function`);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...present(children));
  return made;
}

/** @param {Child[]} children @returns {(Node | string)[]} */
const present = (children) =>
  children.filter((child) => child !== null && child !== undefined && child !== false).map((child) => /** @type {Node | string} */ (child));

/** Puts these children in place of all there were. @param {Element} parent @param {...Child} children */
export const fill = (parent, ...children) => parent.replaceChildren(...present(children));

/** Now by the clock of this device, as `YYYY-MM-DDTHH:MM` in the Netherlands wherever it is: everybody's times stand in one zone, the server's. */
export const minute = () => new Date().toLocaleString("sv-SE", { timeZone: "Europe/Amsterdam" }).slice(0, 16).replace(" ", "T");

/** A label inside a sentence: only its first capital goes, unless it is part of one like HR. @param {string} label */
export const inASentence = (label) => (/^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase("nl") + label.slice(1));

const DAY = 24 * 60 * 60 * 1000;

// Days and months have no hour and no zone: they are counted in UTC.
/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat("nl-NL", { ...options, timeZone: "UTC" });

const FULL_DAY = format({ weekday: "long", day: "numeric", month: "long" });
const SHORT_DAY = format({ day: "numeric", month: "short" });
const DAY_AND_YEAR = format({ day: "numeric", month: "long", year: "numeric" });
const WEEKDAY = format({ weekday: "long" });
const MONTH = format({ month: "long", year: "numeric" });

/** @param {string} day `YYYY-MM-DD` */
const dateOf = (day) => new Date(`${day}T00:00:00Z`);

/** "zaterdag 21 november". @param {string} day `YYYY-MM-DD` */
export const fullDay = (day) => FULL_DAY.format(dateOf(day));

/** "21 nov". @param {string} day `YYYY-MM-DD` */
export const shortDay = (day) => SHORT_DAY.format(dateOf(day)).replace(".", "");

/** "21 november 2026". @param {string} day `YYYY-MM-DD` */
export const dayAndYear = (day) => DAY_AND_YEAR.format(dateOf(day));

/** "november 2026". @param {string} month `YYYY-MM` */
export const monthName = (month) => MONTH.format(dateOf(`${month}-01`));

/** Whole days from one day to another, negative when it lies before. @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((dateOf(to).getTime() - dateOf(from).getTime()) / DAY);

/**
 * How a due day is said: "2 dagen te laat", "vandaag", "morgen", "maandag" within a week, else "4 dec".
 * @param {string} day
 * @param {string} today both `YYYY-MM-DD`
 */
export function dueWords(day, today) {
  const left = daysBetween(today, day);
  if (left < 0) return left === -1 ? "1 dag te laat" : `${-left} dagen te laat`;
  if (left < 2) return left === 0 ? "vandaag" : "morgen";
  return left < 7 ? WEEKDAY.format(dateOf(day)) : shortDay(day);
}

/** "1 gesprek", "3 gesprekken". @param {number} count @param {string} one @param {string} many */
export const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** When what was drawn has been painted, or after a moment in a tab that nobody looks at. @returns {Promise<void>} */
export function afterPaint() {
  return new Promise((resolve) => {
    setTimeout(resolve, 500);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
