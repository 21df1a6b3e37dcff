// By when and how an answer comes: the way that a visitor chose, where it can be used.
import { channelWords, dayWords, phrase } from "./phrases.js";

/** Where these meet is agreed here. */
const MEETING = new Set(["on_site", "elsewhere"]);

/** What a visitor said last of how they are reached. @param {{kind: string, author: string, revision: number, content: Record<string, unknown>}[]} records @param {string} sign theirs @returns {Record<string, unknown>} */
export const lastContact = (records, sign) =>
  records.filter(({ kind, author }) => kind === "contact" && author === sign).sort((one, other) => one.revision - other.revision).at(-1)?.content ?? {};

/**
 * Of those who answer: whose turn it is, where they are there, and no colleague who only reads along; else who is there; where nobody is, who is
 * still to come back.
 * @template {{missed: boolean, left: boolean, turn?: boolean}} One
 * @param {One[]} answering
 */
export function atTurn(answering) {
  const there = answering.filter(({ missed }) => !missed);
  const theirs = there.filter(({ turn }) => turn);
  if (theirs.length > 0) return theirs;
  return there.length > 0 ? there : answering.filter(({ left }) => !left);
}

/** @param {string} day `YYYY-MM-DD` @param {Record<string, unknown>} contact */
export function dueSentence(day, { how, phone, email }) {
  const way = how ? channelWords(String(how))?.name : undefined;
  if (way && MEETING.has(String(how))) return phrase("talk-due-meet", { day: dayWords(day), way });
  return way && (how === "email" ? email : phone) ? phrase("talk-due-way", { day: dayWords(day), way }) : phrase("talk-due", { day: dayWords(day) });
}
