// On *Vandaag*: what inbrengers wrote, answered, asked and took back since one looked, with a mark until it is opened.
import { counted, dueWords, el } from "../desk/dom.js";

/** @typedef {import("../day/news.js").News} News */
/** @typedef {import("../day/news.js").NewsOf} NewsOf */

/** What is not counted, as a sentence. @param {News} one */
function sentence(one) {
  switch (one.what) {
    case "wish": return one.asks;
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
 * The sections on *Vandaag*: what is for oneself, and what a colleague answers with whom one reads along.
 * @param {NewsOf[]} list
 * @param {import("../day/cards.js").MatterCard[]} cards
 * @param {string} today
 */
export function newsList(list, cards, today) {
  const row = (/** @type {NewsOf} */ one) => newsRow(one, cards.find(({ id }) => id === one.id), today);
  return [
    section("news", "turn mine", "Nieuw van een inbrenger", list.filter(({ along }) => along === null).map(row)),
    section("news-along", "turn", "Nieuw waar je meeleest", list.filter(({ along }) => along !== null).map(row)),
  ];
}

/** Null where nothing is new. @param {string} id @param {string} look @param {string} title @param {HTMLElement[]} rows */
function section(id, look, title, rows) {
  if (rows.length === 0) return null;
  return el("section", { class: look, "aria-labelledby": id }, el("header", {}, el("h2", { id }, title), el("span", { class: "count" }, String(rows.length), el("span", { class: "unseen" }, rows.length === 1 ? " kwestie" : " kwesties"))), ...rows);
}

/** @param {NewsOf} one @param {import("../day/cards.js").MatterCard | undefined} card @param {string} today */
function newsRow({ id, alias, organisation, closed, news, sealed, along }, card, today) {
  const due = card?.due ?? null;
  const when = closed ? "afgesloten" : due ? dueWords(due, today) : "geen datum";
  const then = along === null ? !closed && card?.nextStep && ` Volgende stap: ${card.nextStep}` : ` ${along} antwoordt, niet jij.`;
  return el("a", { class: "matter", href: `/kwesties/${id}/`, "data-news": id },
    el("span", { class: "alias" }, alias || "Zonder schuilnaam", " ", newMark()),
    el("span", { class: !closed && due !== null && due < today ? "due late" : "due" }, when),
    el("span", { class: "next" }, newsWords(news), sealed && " Er is iets dat hier niet opengaat. Open de kwestie om te zien wat er is.", then),
    el("span", { class: "where" }, organisation),
  );
}
