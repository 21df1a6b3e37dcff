// How far the letter is to which a visitor said yes: a message of their counsellor that names the question. Read on both sides. Pure.

export const LETTER_STEPS = /** @type {const} */ (["delivered", "received", "meeting", "answered", "followed_up", "closed", "not_sent"]);
/** @typedef {typeof LETTER_STEPS[number]} LetterStep */
/** @typedef {{of: string, question: string, step: LetterStep, day: string | null, until: string | null}} LetterTold `of`: which letter, by a mark that says nothing; `question`: the hash of what was said yes to; `day`: on which it was or will be; `until`: the last day of the answer */

/** @param {unknown} value */
const isText = (value) => typeof value === "string" && value !== "";
/** @param {unknown} value */
const isDayOrNone = (value) => value === null || (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)));

/** What a message tells of a letter; null for every other message. @param {Record<string, unknown>} content @returns {LetterTold | null} */
export function letterTold({ letter }) {
  if (typeof letter !== "object" || letter === null) return null;
  const { of, question, step, day, until } = /** @type {Record<string, unknown>} */ (letter);
  const isKnown = LETTER_STEPS.includes(/** @type {LetterStep} */ (step));
  if (!isText(of) || !isText(question) || !isKnown || !isDayOrNone(day) || !isDayOrNone(until)) return null;
  return /** @type {LetterTold} */ ({ of, question, step, day, until });
}

/**
 * What was told of letters in a conversation, in the order in which it was said; of a step that was told again the last.
 * @template {{kind: string, author: string, content: Record<string, unknown>}} Said
 * @param {readonly Said[]} said in order
 * @param {(author: string) => boolean} isVisitor who tells it never is
 * @returns {(LetterTold & {said: Said})[]}
 */
export function lettersIn(said, isVisitor) {
  const found = said.flatMap((one) => {
    const told = one.kind === "message" && !isVisitor(one.author) ? letterTold(one.content) : null;
    return told ? [{ ...told, said: one }] : [];
  });
  return found.filter(({ of, question, step }, nth) => !found.slice(nth + 1).some((other) => other.of === of && other.question === question && other.step === step));
}
