// What is looked at again once somebody's yes is gone, and how that is told. Pure.

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./signals.js").Register} Register */

const WRITTEN = ["nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"];

/** A small number in words. @param {number} count */
export const inWords = (count) => WRITTEN[count] ?? String(count);

/** Of two accents on a capital the first goes. @param {string} text */
const atTheStart = (text) => text.charAt(0).toLocaleUpperCase("nl").replace("É", "E") + text.slice(1);

/** Whether a section was written while somebody stood behind it who does so no more, and was not looked at since. @param {OpenSignal} signal @param {string} name */
export const isOfBefore = ({ story, register }, name) => name in register.before && (story.sections.get(name)?.revision ?? 0) <= register.before[name];

/** So many of so many who told something. @param {number} some @param {number} all */
const some = (some, all) => (some === all ? (all === 1 ? "de inbrenger" : "iedere inbrenger") : `${inWords(some)} van de ${inWords(all)} inbrengers`);

/** Who went since the letter was written. @param {Register} register @returns {string} */
export function whoWent({ rested, needed }) {
  if (rested === 0) return "Een inbrenger nam intussen iets terug, en zei daarna dat dit ja nog geldt.";
  const went = rested - needed;
  if (went <= 0) return "Dit signaal is opnieuw gewogen sinds je de brief schreef.";
  return `${atTheStart(some(went, rested))} ${went === 1 || went === rested ? "staat" : "staan"} niet meer achter dit signaal${needed > 0 ? `: nu rust het op ${inWords(needed)}` : ""}.`;
}

/** Who took a yes back, or whose last day passed, while it lies under the signal still. @param {Register} register @returns {string} empty where nobody did */
export function whoTookBack({ needed, concerns }) {
  const gone = concerns.filter((one) => one.gone).length;
  return gone === 0 ? "" : `Van ${some(gone, Math.max(needed, concerns.length))} geldt het ja niet meer: het is teruggenomen, of de laatste dag is voorbij.`;
}

/** Before it is weighed again, when it is not known yet of how many it is. @param {Register} register */
export const oftenFewer = ({ rested }) => (rested > 1 ? `Eerst ging dit signaal over wat ${inWords(rested)} inbrengers vertelden. Niet iedereen staat er nog achter.` : "Wie dit vertelde, staat er misschien niet meer achter.");
