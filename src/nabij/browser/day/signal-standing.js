// Who took a yes back after the letter went, from the register alone. Pure.

/** @typedef {import("./signals.js").Register} Register */

/** Whose yes was taken back since the letter went, and who was not told yet what that means. @param {Register} register */
export const untold = ({ due, concerns }) => (due === null ? [] : concerns.filter((one) => one.gone && !one.told));

/** Whether a letter that went rests on nobody any more, and who took it back knows what that means. @param {Register} register */
export const restsOnNobody = ({ due, concerns }) => due !== null && concerns.length > 0 && concerns.every((one) => one.gone && one.told);
