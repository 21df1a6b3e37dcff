// What a visitor asks about themselves, in words: the same on *Vandaag*, in the matter and for who stands in. Pure.
import { dayAndYear } from "../desk/dom.js";

/** @type {Record<string, string>} */
const WISHES = { correct: "Vraagt: er staat iets dat niet klopt.", delete: "Vraagt: wis alles wat er van mij is.", other_counsellor: "Vraagt: ik praat liever met iemand anders.", taken_back: "Neemt een vraag terug. Doe er dus niets meer mee." };

/** What was asked, as it is named when it is taken back. @type {Record<string, string>} */
const ASKED = { correct: "‘er staat iets dat niet klopt’", delete: "‘wis alles wat er van mij is’", other_counsellor: "‘ik praat liever met iemand anders’" };

/**
 * What a visitor asks; of what is taken back also which, and of which day.
 * @param {Record<string, unknown>} content
 * @param {readonly {id: string, content: Record<string, unknown>, written?: string | null}[]} wishes of the conversation
 */
export function wishWords({ about, of, wishes: ids }, wishes) {
  const asked = ASKED[String(of)];
  if (about !== "taken_back" || !asked) return WISHES[String(about)] ?? "Vraagt iets over wat er bewaard is.";
  const taken = wishes.filter(({ id }) => Array.isArray(ids) && ids.includes(id));
  const days = [...new Set(taken.map(({ content, written }) => String(content.written ?? written ?? "").slice(0, 10)).filter(Boolean))].map(dayAndYear);
  return `Neemt de vraag ${asked}${days.length > 0 ? ` van ${days.join(" en ")}` : ""} terug. Doe er dus niets meer mee.`;
}
