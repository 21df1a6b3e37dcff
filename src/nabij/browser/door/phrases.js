// The sentences that scripts show: they come with the page, in its language.

/** @type {Map<string, string> | null} */
let known = null;

function read() {
  const found = new Map();
  for (const template of document.querySelectorAll("template[data-phrases]")) {
    if (!(template instanceof HTMLTemplateElement)) continue;
    for (const line of template.content.querySelectorAll("[data-phrase]")) found.set(line.getAttribute("data-phrase"), line.textContent);
  }
  return found;
}

/** Some came later: they are read anew. */
export const forgetPhrases = () => void (known = null);

/**
 * One sentence, with each {name} in it filled; throws when the page does not bring it.
 * @param {string} name
 * @param {Record<string, string>} [values]
 */
export function phrase(name, values = {}) {
  known ??= read();
  const sentence = known.get(name);
  if (sentence === undefined) throw new Error(`no phrase ${name}`);
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** A way to talk and what it leaves behind, in the page's language; null for one that the page does not tell of. @param {string} key */
export function channelWords(key) {
  const template = document.querySelector(`template[data-channel="${CSS.escape(key)}"]`);
  if (!(template instanceof HTMLTemplateElement)) return null;
  const say = (/** @type {string} */ part) => template.content.querySelector(`[data-${part}]`)?.textContent ?? "";
  return { name: say("name"), trace: say("trace") };
}

/** Days are said as in Europe. @type {Record<string, string>} */
const REGIONS = { en: "en-GB", nl: "nl-NL" };

/** "maandag 30 november", in the page's language. @param {string} day `YYYY-MM-DD` */
export function dayWords(day) {
  const { lang } = document.documentElement;
  const format = new Intl.DateTimeFormat(REGIONS[lang] ?? lang, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** "november 2026", in the page's language. @param {string} month `YYYY-MM` */
export function monthWords(month) {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(REGIONS[lang] ?? lang, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}

/** Reads a sentence to those who use a screen reader. @param {string} sentence */
export function announce(sentence) {
  const place = document.getElementById("announcement");
  if (place) place.textContent = sentence;
}
