// How far a letter is, in the words of the page.
import { dayWords, phrase } from "./phrases.js";

/** @typedef {import("../vault/letter-told.js").LetterTold} LetterTold */

/** @param {Pick<LetterTold, "step" | "day" | "until">} told @param {string} name of who gets the letter @param {boolean} [waits] whether its answer is still waited for */
export function letterSentence({ step, day, until }, name, waits = true) {
  const dated = day && (step === "delivered" || step === "meeting") ? `letter-${step}-on` : `letter-${step}`;
  const sentence = phrase(dated, { name, day: day ? dayWords(day) : "" });
  const said = sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
  return until && waits ? `${said} ${phrase("letter-until", { day: dayWords(until) })}` : said;
}
