// Who began a conversation and waits for an answer: what they wrote, how to reach them, and taking it on.
import { counted, dueWords, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { reachWords } from "../day/reach-words.js";
import { allCards } from "../day/own-people.js";
import { takeOn } from "../day/waiting.js";
import { earlierAt } from "./came-before.js";

/** @typedef {import("../day/waiting.js").Waiting} Waiting */

const KEYS = "Dit gesprek gaat niet open: de sleutel klopt niet. Er is niets weg. Bel je beheerder voordat je verder werkt.";

/**
 * The section on *Vandaag*; null where nobody waits.
 * @param {Waiting[]} waiting
 * @param {string} today
 */
export function waitingList(waiting, today) {
  if (waiting.length === 0) return null;
  const count = el("span", { class: "count" }, String(waiting.length), el("span", { class: "unseen" }, waiting.length === 1 ? " gesprek" : " gesprekken"));
  return el("section", { class: "turn mine waiting", "aria-labelledby": "waiting" }, el("header", {}, el("h2", { id: "waiting" }, "Nieuw aan de deur"), count), ...waiting.map((one) => asked(one, today)));
}

/** In the place of what was taken on: that it is done, and the way to it. @param {{matter: string, alias: string}} taken */
export const takenOn = ({ matter, alias }) =>
  el("section", { class: "waiting", "data-taken-on": matter }, el("div", { class: "note mine" }, el("p", {}, el("strong", {}, "Het gesprek is van jou."), ` Je lijst noemt het ${alias}.`), el("p", { class: "actions" }, el("a", { class: "button", href: `/kwesties/${matter}/` }, "Lees en antwoord"))));

/** @param {Waiting} one @param {string} today */
function asked(one, today) {
  const { served, messages, files, contact, trouble } = one;
  const head = el("p", { class: "small soft" }, `${served.organisation.name} · antwoord ${dueWords(served.due, today)}`, served.addressed.length > 1 && ` · ook gevraagd: ${served.addressed.join(" of ")}`, served.standby && ` · in plaats van ${served.addressed.join(" en ")}`);
  const place = el("article", { class: "sheet", "data-waiting": one.id }, el("h3", {}, String(contact.called || "Iemand wil met je praten")), head);
  if (trouble) {
    place.append(el("p", { class: "error", role: "alert" }, KEYS));
    return place;
  }
  place.append(...(messages.length > 0 ? messages.flatMap((text) => text.split(/\n+/).map((line) => el("p", { class: "voice" }, line))) : [el("p", { class: "soft" }, "Schreef nog niets, en wil contact.")]), ...sentAlong(files), reach(contact), form(one));
  return place;
}

/** That there is more than was written, and from when it can be seen. @param {number} files */
const sentAlong = (files) => (files > 0 ? [el("p", {}, `Stuurde ${counted(files, "bestand of opname", "bestanden of opnamen")} mee. Je opent ${files === 1 ? "het" : "ze"} in de kwestie, als je het gesprek aannam.`)] : []);

/** How and when they are safely reached. @param {Record<string, unknown>} contact */
export const reach = (contact) => el("ul", { class: "small" }, ...reachWords(contact).map((line) => el("li", {}, line)));

/** @param {Waiting} one */
function form(one) {
  const id = `alias-${one.id}`;
  const trouble = el("p", { class: "error", role: "alert" });
  const alias = el("input", { id, type: "text", maxlength: 60, autocomplete: "off", "aria-describedby": `${id}-hint` });
  const button = el("button", { class: "button" }, "Neem dit gesprek aan");
  const came = cameEarlier(one);
  let busy = false;
  /** @param {SubmitEvent} event */
  const onsubmit = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    if (!alias.value.trim()) {
      fill(trouble, "Kies eerst een schuilnaam. Er is niets veranderd.");
      alias.focus();
      return;
    }
    busy = true;
    fill(trouble);
    button.setAttribute("aria-disabled", "true");
    try {
      await takeOn(one, alias.value.trim(), came.select.value);
      announce("Het gesprek is van jou. Je kunt nu antwoorden.");
      document.dispatchEvent(new CustomEvent("nabij:taken-on", { detail: { matter: one.id, alias: alias.value.trim() } }));
    } catch (error) {
      fill(trouble, sentenceFor(error));
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
    }
  };
  return el("form", { novalidate: true, onsubmit },
    el("div", { class: "field" }, el("label", { for: id }, "Schuilnaam"), el("p", { class: "hint", id: `${id}-hint` }, "Zo heet de kwestie in je lijst. Geen echte naam."), alias),
    came.place,
    trouble,
    el("p", { class: "actions" }, button),
  );
}

/** Whether they came before, as where a matter is made: to be said now, or later with the matter. @param {Waiting} one */
function cameEarlier({ id, served: { organisation } }) {
  const field = `same-${id}`;
  const select = el("select", { id: field, "aria-describedby": `${field}-hint` }, el("option", { value: "" }, "Nee, of niet bij mij"));
  const said = el("p", { class: "hint", role: "status" });
  let isOffered = false;
  const offer = async () => {
    if (isOffered) return;
    isOffered = true;
    try {
      const found = earlierAt(await allCards(), organisation.id);
      select.append(...found.map(({ id: matter, alias, closed_month: closed }) => el("option", { value: matter }, `${alias || "Zonder schuilnaam"}${closed ? " (afgesloten)" : ""}`)));
      fill(said, found.length === 0 ? "Je hebt hier nog geen andere kwestie." : "");
    } catch (error) {
      isOffered = false;
      fill(said, sentenceFor(error));
    }
  };
  const place = el("details", { ontoggle: () => void offer() }, el("summary", { class: "small" }, "Kwam deze inbrenger eerder?"),
    el("div", { class: "field" }, el("label", { for: field }, "Dit is dezelfde inbrenger als in"), el("p", { class: "hint", id: `${field}-hint` }, "Dan telt die bij jou één keer mee, ook in het jaarverslag. De server weet dan dat deze kwesties van één persoon zijn, niet van wie."), select, said));
  return { place, select };
}
