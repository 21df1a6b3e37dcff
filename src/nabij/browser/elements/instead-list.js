// Conversations of colleagues who are away or have left: who they were, what was said, and an answer in their place.
import { counted, dayAndYear, dueWords, el, fill, minute } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { answerInstead } from "../day/instead.js";
import { vault } from "../day/vault.js";
import { newId } from "../vault/bytes.js";
import { prose } from "./matter-section.js";
import { reach } from "./waiting-list.js";

/** @typedef {import("../day/instead.js").Instead} Instead */

const TROUBLE = "Dit gesprek gaat niet open: een sleutel of een bericht klopt niet. Er is niets weg. Bel je beheerder voordat je verder werkt.";

/** What is being typed, so that it stays when the page draws itself again; in memory alone. @type {Map<string, string>} */
const typing = new Map();
vault.session.onChange((open) => {
  if (!open) typing.clear();
});

/**
 * The section on *Vandaag*; null where nobody has to be replaced.
 * @param {Instead[]} list
 * @param {string} today
 */
export function insteadList(list, today) {
  if (list.length === 0) return null;
  const count = el("span", { class: "count" }, String(list.length), el("span", { class: "unseen" }, list.length === 1 ? " gesprek" : " gesprekken"));
  return el("section", { class: "turn mine waiting", "aria-labelledby": "instead" }, el("header", {}, el("h2", { id: "instead" }, "In plaats van je collega"), count), ...list.map((one) => asked(one, today)));
}

/** Why one is asked. @param {Instead["served"]} served */
function why({ keeper, left, away_until: until, chosen }) {
  const gone = left ? `${keeper.name} werkt niet meer voor deze organisatie.` : until ? `${keeper.name} is er niet tot en met ${dayAndYear(until)}.` : `${keeper.name} is er niet, of antwoordde niet op tijd.`;
  return `${gone} ${chosen ? "De inbrenger koos daarna jou." : "De inbrenger koos aan het begin dat jij dan mag antwoorden."}`;
}

/** @param {Instead} one @param {string} today */
function asked(one, today) {
  const { served, said, files, contact, unchecked, otherSide, trouble } = one;
  const head = el("p", { class: "small soft" }, served.organisation.name, served.closed ? " · de kwestie is afgesloten; de inbrenger schreef daarna nog" : served.due ? ` · antwoord ${dueWords(served.due, today)}` : " · er wacht nu niemand op antwoord");
  const place = el("article", { class: "sheet", "data-instead": one.id }, el("h3", {}, String(contact.called || "Een inbrenger")), head, el("p", {}, why(served)));
  if (trouble) {
    place.append(el("p", { class: "error", role: "alert" }, TROUBLE));
    return place;
  }
  if (otherSide.length > 0) {
    place.append(supportsTheOther(served, otherSide));
    return place;
  }
  if (unchecked.length > 0) place.append(el("p", { class: "small" }, `De sleutel van ${unchecked.join(" en ")} is niet nagegaan: jullie vergeleken de cijfers niet.`));
  place.append(el("ol", { class: "talk" }, ...said.map(line)), reach(contact), ...sentAlong(files), el("p", { class: "small soft" }, `Je leest het gesprek, niet de notities van je collega. ${alsoReads(served)}`), form(one));
  return place;
}

/** Who supports one side reads and answers nothing of the other. @param {Instead["served"]} served @param {string[]} matters */
function supportsTheOther({ keeper }, matters) {
  const where = matters.map((alias) => `‘${alias}’`).join(" en ");
  return el("div", { class: "message warning", "data-other-side": true },
    el("p", {}, el("strong", {}, "Je steunt hier al de andere kant."), ` Deze inbrenger wordt genoemd in jouw kwestie ${where}. Wie de ene kant steunt, kan de andere kant niet ook steunen. Daarom zie je het gesprek hier niet en kun je niet antwoorden.`),
    el("p", {}, `Er is niets weg, en je collega hoort hiervan niets. Regel dat iemand anders antwoordt: bel ${keeper.name} of een vertrouwenspersoon van elders. Is het iemand anders met dezelfde naam? Schrijf dan in je kwestie het e-mailadres op.`),
  );
}

/** Who left reads here only while they have an account. @param {Instead["served"]} served */
const alsoReads = ({ keeper, left }) => (left ? `Wat je antwoordt, kan ${keeper.name} alleen nog lezen met een eigen account.` : "Wat je antwoordt, leest je collega ook.");

/** That there is more than was written. @param {number} files */
const sentAlong = (files) => (files > 0 ? [el("p", {}, `Er is ook ${counted(files, "bestand of opname", "bestanden of opnamen")}. Dat open je hier niet: vraag de inbrenger wat erin staat.`)] : []);

/** @param {import("../day/instead.js").Said} said */
function line({ by, when, text, wish: asks, back }) {
  const who = by === "me" ? "Jij" : by === "visitor" ? "De inbrenger" : by;
  const wish = asks !== null && el("p", {}, el("strong", {}, asks), back && " Deze vraag is teruggenomen.");
  return el("li", { class: by === "me" ? "own" : "theirs" }, el("p", { class: "small soft" }, who, when && ` · ${dayAndYear(when.slice(0, 10))} ${when.slice(11)}`), wish, text ? prose(text) : !wish && el("p", { class: "soft" }, "Vroeg om contact, zonder verhaal."));
}

/** Sends what was typed; trying again says it once. @param {Instead} one */
function sender(one) {
  /** @type {{id: string, text: string, written: string} | null} */
  let sending = null;
  return (/** @type {string} */ text) => {
    if (sending?.text !== text) sending = { id: newId(), text, written: minute() };
    return answerInstead(one, sending);
  };
}

/** @param {Instead} one */
function form(one) {
  const id = `instead-${one.id}`;
  const trouble = el("p", { class: "error", role: "alert" });
  const text = el("textarea", { id, rows: 4, maxlength: 20000, "aria-describedby": `${id}-hint`, oninput: () => void typing.set(one.id, text.value) });
  text.value = typing.get(one.id) ?? "";
  const button = el("button", { class: "button" }, "Verstuur");
  let busy = false;
  const send = sender(one);
  /** @param {SubmitEvent} event */
  const onsubmit = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    const said = text.value.trim();
    fill(trouble, said ? null : "Typ eerst wat je wilt zeggen. Er is niets verstuurd.");
    if (!said) return text.focus();
    busy = true;
    button.setAttribute("aria-disabled", "true");
    try {
      await send(said);
      text.value = "";
      typing.delete(one.id);
      announce(one.served.closed ? "Verstuurd." : "Verstuurd. De inbrenger is aan zet.");
      document.dispatchEvent(new CustomEvent("nabij:noted"));
    } catch (error) {
      fill(trouble, sentenceFor(error), " Wat je typte staat er nog.");
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
    }
  };
  return el("form", { novalidate: true, onsubmit },
    el("div", { class: "field" }, el("label", { for: id }, "Antwoord"), el("p", { class: "hint", id: `${id}-hint` }, `De inbrenger leest dit met zeven woorden, met jouw naam erbij. ${one.served.closed ? "De kwestie blijft afgesloten." : "Daarna is de inbrenger aan zet."}`), text),
    trouble,
    el("p", { class: "actions" }, button),
  );
}
