// The order of *Vandaag*: who is aan zet, overdue first. Pure.

/** @typedef {import("./cards.js").MatterCard} MatterCard */

/** The next step of a conversation that was taken on; it is done with the first answer. */
export const ANSWER = "Antwoorden";

/** The next step as it stands: to answer is done once the visitor is aan zet, whoever answered. @param {string} turn @param {string} step */
export const stepNow = (turn, step) => (turn === "visitor" && step === ANSWER ? "" : step);

const TITLES = /** @type {const} */ ([
  ["counsellor", "Jij bent aan zet"],
  ["aftercare", "Nazorg"],
  ["colleague", "Je collega is aan zet"],
  ["visitor", "De inbrenger is aan zet"],
  ["organisation", "De organisatie is aan zet"],
  ["nobody", "Niemand is aan zet"],
]);

/** Whether one reads along with a colleague who is there: then it is theirs to answer. @param {{mine: boolean, left: boolean}} card */
export const readsAlong = ({ mine, left }) => !mine && !left;

/** @typedef {{turn: string, mine: boolean, left: boolean, my_turn: boolean, turn_of: string[]}} Turn `turn` of the register; `my_turn` and `turn_of` (the others): who is aan zet as the visitor reads it, nobody where the server names nobody */

/** As the register says it, which is as the keeper would; where that one left, who reads along is all there is. @param {Turn} card */
function bySaying({ turn, mine, left }) {
  if (mine || (turn !== "counsellor" && turn !== "colleague")) return turn;
  return turn === "colleague" || left ? "counsellor" : "colleague";
}

/**
 * Whose turn it is as the one who looks would say it: `counsellor` is oneself and `colleague` the other. Who is away is replaced by who is there,
 * as the visitor reads it too.
 * @param {Turn} card
 */
export function turnFor(card) {
  const { turn, my_turn: isMine, turn_of: others } = card;
  if ((turn !== "counsellor" && turn !== "colleague") || (!isMine && others.length === 0)) return bySaying(card);
  return isMine ? "counsellor" : "colleague";
}

/** Why it is another's turn than the register says; empty where it is not. @param {Turn & {keeper: {name: string}}} matter */
export function whyTurn(matter) {
  const now = turnFor(matter);
  if (now === bySaying(matter)) return "";
  if (now === "counsellor") return `${matter.mine ? "Je collega" : matter.keeper.name} is weg. Daarom ben jij nu aan zet.`;
  return `Je bent weg. Daarom ${matter.turn_of.length === 1 ? "is" : "zijn"} ${matter.turn_of.join(" en ")} nu aan zet.`;
}

/** @param {MatterCard} card @param {string} today */
const aftercareIsDue = (card, today) => !readsAlong(card) && card.aftercare !== null && card.aftercare <= today && (card.closed_month !== null || turnFor(card) !== "counsellor");

/** By day, those without one last, then by alias. @param {(card: MatterCard) => string | null} dayOf */
const byDay = (dayOf) => (/** @type {MatterCard} */ one, /** @type {MatterCard} */ other) => {
  const days = (dayOf(one) ?? "9999").localeCompare(dayOf(other) ?? "9999");
  return days !== 0 ? days : one.alias.localeCompare(other.alias, "nl");
};

/** Whether a matter of long ago, brought in from a spreadsheet, asks nothing today: no next step stands in it. @param {MatterCard} card */
export const isResting = ({ resting, nextStep, trouble }) => resting && !nextStep && !trouble;

/**
 * What a note may be for: running matters of which the alias holds what is typed, those with a day first. Until somebody types, none that rests,
 * and none from a spreadsheet that is nobody's turn: they would push out those that one is busy with.
 * @param {MatterCard[]} cards @param {string} typed in small letters @param {number} most
 */
export function suggested(cards, typed, most) {
  const near = cards.filter((card) => (typed ? card.alias.toLocaleLowerCase("nl").includes(typed) : !isResting(card) && (card.turn !== "nobody" || card.nextStep !== "")));
  const rank = (/** @type {MatterCard} */ card) => (isResting(card) ? 2 : card.due ? 0 : 1);
  return near.sort((one, other) => rank(one) - rank(other)).slice(0, most);
}

/**
 * Running matters by turn, and those whose aftercare has come: closed ones, and those that wait for somebody else. Empty groups are left out.
 * @param {MatterCard[]} matters
 * @param {string} today `YYYY-MM-DD`
 */
export function byTurn(matters, today) {
  return TITLES.map(([key, title]) => {
    const here = key === "aftercare" ? matters.filter((card) => aftercareIsDue(card, today)) : matters.filter((card) => turnFor(card) === key && card.closed_month === null && !aftercareIsDue(card, today));
    return { key, title, matters: here.sort(byDay(key === "aftercare" ? (card) => card.aftercare : (card) => card.due)) };
  }).filter((group) => group.matters.length > 0);
}
