// On *Vandaag*: what inbrengers wrote, answered, asked and took back since one looked, with a mark until it is opened.
import { counted, dueWords, el } from "../desk/dom.js";

/** @typedef {import("../day/news.js").News} News */
/** @typedef {import("../day/news.js").NewsOf} NewsOf */

/** @type {Record<string, string>} */
const WISHES = { correct: "Vraagt: er staat iets dat niet klopt.", delete: "Vraagt: wis alles.", other_counsellor: "Praat liever met iemand anders.", taken_back: "Nam een vraag terug." };

/** What is not counted, as a sentence. @param {News} one */
function sentence(one) {
  switch (one.what) {
    case "wish": return WISHES[one.about] ?? "Vraagt iets over wat er bewaard is.";
    case "given": return `Zei ja op je vraag over ${one.who}.`;
    case "refused": return `Zei nee op je vraag over ${one.who}.`;
    case "withdrawn": return `Trok in wat er over ${one.who} was afgesproken.`;
    case "objected": return `Maakte bezwaar tegen wat je opschreef over ${one.who}, en trok het in.`;
    case "chose": return "Koos er iemand bij die mag antwoorden.";
    case "about": return "Vertelde iets over zichzelf.";
    default: return "";
  }
}

/** What is new, in one line: what asks for a decision first. @param {News[]} news */
function newsWords(news) {
  const count = (/** @type {string} */ what) => news.filter((one) => one.what === what).length;
  const [messages, files] = [count("message"), count("file")];
  const written = messages > 1 ? `Schreef ${messages} keer terug.` : messages === 1 ? "Schreef terug." : "";
  const sent = files > 0 ? `Stuurde ${counted(files, "bijlage", "bijlagen")}.` : "";
  return [...new Set(news.map(sentence)), written, sent].filter(Boolean).join(" ");
}

/** The mark, until it is opened. */
export const newMark = () => el("span", { class: "new-mark" }, "nieuw");

/**
 * The section on *Vandaag*; null where nothing is new.
 * @param {NewsOf[]} list
 * @param {import("../day/cards.js").MatterCard[]} cards
 * @param {string} today
 */
export function newsList(list, cards, today) {
  if (list.length === 0) return null;
  const rows = list.map(({ id, alias, organisation, closed, news, sealed }) => {
    const card = cards.find((one) => one.id === id);
    const due = card?.due ?? null;
    const when = closed ? "afgesloten" : due ? dueWords(due, today) : "geen datum";
    return el("a", { class: "matter", href: `/kwesties/${id}/`, "data-news": id },
      el("span", { class: "alias" }, alias || "Zonder schuilnaam", " ", newMark()),
      el("span", { class: !closed && due !== null && due < today ? "due late" : "due" }, when),
      el("span", { class: "next" }, newsWords(news), sealed && " Er is iets dat hier niet opengaat. Open de kwestie om te zien wat er is.", !closed && card?.nextStep && ` Volgende stap: ${card.nextStep}`),
      el("span", { class: "where" }, organisation),
    );
  });
  return el("section", { class: "turn mine", "aria-labelledby": "news" }, el("header", {}, el("h2", { id: "news" }, "Nieuw van een inbrenger"), el("span", { class: "count" }, String(list.length), el("span", { class: "unseen" }, list.length === 1 ? " kwestie" : " kwesties"))), ...rows);
}
