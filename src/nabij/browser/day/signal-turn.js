// Whose turn it is with a signal, for who looks: one answer and one set of words for *Signalen*, the signal itself and *Vandaag*. While visitors are asked the
// register knows only that a yes is missing. Whose that is, and whether it was asked, lies sealed in one's own matters: it is read here, and told to no server.
import { Refusal } from "../desk/talk.js";
import { isVerdict } from "../vault/errors.js";
import { loadMatter } from "./matter.js";
import { askedOf } from "./signal-visitors.js";
import { answerUnder, loadSignal, noticedIn } from "./signals.js";

/** @typedef {import("./signals.js").OpenSignal} OpenSignal */
/** @typedef {import("./signals.js").Register} Register */
/** @typedef {import("./signals.js").Noticed} Noticed */
/** @typedef {import("./signals.js").Answered["state"]} State */
/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {"mine" | "colleague" | "own" | "theirs" | "board" | "meeting" | "nobody"} Whose `own`, `theirs`: visitors of one's own, or of the other, have yet to say something */

/** In the words of *Signalen*, where the server groups by what it knows. @type {Record<Whose, string>} */
export const TURNS = {
  mine: "Jij bent aan zet",
  colleague: "Je collega is aan zet",
  own: "Wachten op jouw inbrengers",
  theirs: "Wachten op de inbrengers van je collega",
  board: "Het bestuur is aan zet",
  meeting: "Wachten op het gesprek met het bestuur",
  nobody: "Klaar",
};

/** Of whom nothing that stands is laid under it yet. @param {Pick<Register, "turn" | "concerns">} register @param {Pick<Noticed, "matters">} noticed @param {string} me */
const leftOf = ({ turn, concerns }, { matters }, me) => (turn === "matters" ? matters : askedOf(matters)).filter(({ matter, by }) => by === me && !concerns.some((one) => one.matter === matter && one.stands));

/**
 * Whose turn it is. Pure.
 * @param {Pick<Register, "turn" | "concerns">} register
 * @param {Pick<Noticed, "matters">} noticed
 * @param {string} me
 * @param {Map<string, State>} answers how the visitor of each matter of one's own that is left answered; one that is not there was not asked
 * @returns {Whose}
 */
export function whoseTurn(register, noticed, me, answers) {
  const { turn } = register;
  if (turn !== "visitors" && turn !== "matters") return turn;
  const left = leftOf(register, noticed, me);
  if (noticed.matters.length === 0) return "mine";
  if (turn === "matters") return left.length > 0 ? "mine" : "colleague";
  // Asked and not answered: that visitor has the turn. Whatever else there is, is for their counsellor to do.
  if (left.some(({ matter }) => answers.get(matter) !== "open")) return "mine";
  return left.length > 0 ? "own" : "theirs";
}

/** The same as a sentence, with what there is to do. Pure. @param {Whose} whose @param {Pick<Register, "turn" | "step" | "asked" | "begun_by">} register */
export function turnSentence(whose, { turn, step, asked, begun_by: begun }) {
  const says = TURNS[whose];
  if (step === "not_sent") return `${says}: dit signaal is niet verstuurd.`;
  if (whose === "nobody") return `${says}: dit signaal is afgerond.`;
  if (whose === "meeting") return `${says}. Daarna schrijven jullie op wat er veranderde.`;
  if (whose === "own") return `${says}: zij hebben je vraag.`;
  if (whose === "mine" && turn === "visitors") return `${says}: vraag het jouw inbrengers, en neem op wat ze antwoordden.`;
  if (whose === "mine" && turn === "matters") return `${says}: leg je redenen vast, en in je eigen kwesties dat je de vertrouwelijkheid doorbreekt.`;
  if (whose === "colleague" && turn === "matters") return `${says}: die legt het vast in de eigen kwestie.`;
  if (whose === "colleague" && step === "noticed" && !asked) return `${says}: ${begun?.name ?? "die"} schrijft op wat er speelt, en vraagt je daarna om mee te wegen.`;
  return `${says}.`;
}

/**
 * Whose turn it is now, from the matters of one's own as they verify here.
 * @param {OpenSignal} signal
 * @param {(id: string) => Promise<OpenMatter>} [load]
 * @returns {Promise<Whose>}
 */
export async function turnNow(signal, load = (id) => loadMatter(id, { passing: true })) {
  const me = signal.story.self;
  const noticed = noticedIn(signal);
  /** @type {Map<string, State>} */
  const answers = new Map();
  for (const { matter } of signal.register.turn === "visitors" ? leftOf(signal.register, noticed, me) : []) {
    try {
      answers.set(matter, answerUnder(signal, await load(matter)).state);
    } catch (error) {
      // What does not open is for its keeper to look at.
      if (!(error instanceof Refusal || isVerdict(error))) throw error;
    }
  }
  return whoseTurn(signal.register, noticed, me, answers);
}

/** The same by the id alone; null for one that is not open to this vault. @param {string} id @param {typeof loadSignal} [load] @returns {Promise<Whose | null>} */
export async function turnOf(id, load = loadSignal) {
  const signal = await load(id);
  return signal.story.state === "open" ? turnNow(signal) : null;
}
