// How many said yes and who took it back, from the register alone: what was laid under a signal, not what was said and is not laid yet. Pure.

/** @typedef {import("./signals.js").Register} Register */

/** Whose yes was taken back since the letter went, and who was not told yet what that means. @param {Register} register */
export const untold = ({ due, concerns }) => (due === null ? [] : concerns.filter((one) => one.gone && !one.told));

/** Whether a letter that went rests on nobody any more, and who took it back knows what that means. @param {Register} register */
export const restsOnNobody = ({ due, concerns }) => due !== null && concerns.length > 0 && concerns.every((one) => one.gone && one.told);

/** @param {number} count @param {string} one @param {string} many */
const times = (count, one, many) => (count === 0 ? [] : [count === 1 ? one : `${count} ${many}`]);

/** How many said yes, of how many, in words that are so at every step. @param {Register} register */
export function yesWords({ due, concerns, needed }) {
  const gone = concerns.filter((one) => one.gone).length;
  if (due !== null && needed === 1) return gone === 0 ? "De inbrenger zei ja" : "De inbrenger zei ja, en nam het na de brief terug";
  if (due !== null) return [`${needed} van ${needed} zeiden ja`, ...times(gone, "Eén nam het terug na de brief", "namen het terug na de brief")].join(". ");
  const left = concerns.filter((one) => !one.gone);
  const standing = left.filter(({ stands }) => stands).length;
  const older = left.filter(({ stands, limits }) => !stands && limits > 0).length;
  const again = left.length - standing - older;
  return [
    `${standing} van ${needed} keer ja opgenomen`,
    ...times(again, "Eén ja van eerder neem je opnieuw op", "keer ja van eerder neem je opnieuw op"),
    ...times(older, "Eén ja hoort bij eerdere woorden", "keer ja hoort bij eerdere woorden"),
    ...times(gone, "Eén ja geldt niet meer", "keer ja geldt niet meer"),
  ].join(". ");
}
