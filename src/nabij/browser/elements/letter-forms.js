// What the board does with a letter: received with a day to talk about it; an answer in own words, kept sealed while it is typed.
import { recognisedIn, recognisedWords } from "../day/answer-names.js";
import { aboutAnswer, answerUnderWay, changeDay, receive, Sending } from "../day/letters.js";
import { Draft } from "../day/drafts.js";
import { dayAndYear, el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/letters.js").BoardLetter} BoardLetter */

/** @param {unknown} error @returns {string} */
function troubleWith(error) {
  const name = error instanceof Error ? error.name : "";
  if (name === "UncheckedKey" || name === "SubstitutedKey") return "Vergelijk eerst de cijfers met uw vertrouwenspersonen, bij Mijn kluis. Uw antwoord staat er nog.";
  if (error instanceof Refusal && error.code === "answered") return `${error.sentence} Wat u hier typte staat er nog: neem het eerst over als u het wilt houden.`;
  return sentenceFor(error);
}

/**
 * A form that sends once at a time; its work gives a sentence when something is not right yet.
 * @param {{fields: Node[], button: string, trouble: HTMLElement, field: HTMLElement}} parts
 * @param {() => Promise<string>} work
 */
function sendingForm({ fields, button: label, trouble, field }, work) {
  const button = el("button", { class: "button" }, label);
  const form = el("form", { novalidate: true }, ...fields, el("p", { class: "actions" }, button));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    fill(trouble);
    field.removeAttribute("aria-invalid");
    try {
      const sentence = await work();
      if (!sentence) return;
      trouble.textContent = sentence;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    } catch (error) {
      trouble.textContent = troubleWith(error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
  return form;
}

/**
 * @param {BoardLetter} found
 * @param {{label: string, button: string, hint: string}} words
 * @param {(day: string) => Promise<void>} save
 */
function dayForm({ served: { today, meeting } }, { label, button, hint }, save) {
  const trouble = troubleLine("meeting-day-trouble");
  const input = el("input", { id: "meeting-day", type: "date", min: today, value: meeting, "aria-required": "true", "aria-describedby": "meeting-day-hint meeting-day-trouble" });
  const field = el("div", { class: "field" }, el("label", { for: "meeting-day" }, label), el("p", { class: "hint", id: "meeting-day-hint" }, hint), trouble, input);
  return sendingForm({ fields: [field], button, trouble, field: input }, async () => {
    if (!input.value) return "Kies een dag.";
    if (input.value < today) return "Deze dag is al voorbij. Kies een dag vanaf vandaag.";
    await save(input.value);
    return "";
  });
}

/** The one thing to do with a new letter. @param {BoardLetter} found @param {(said: string) => void} done */
export function receiveForm(found, done) {
  const save = async (/** @type {string} */ day) => {
    await receive(found, day);
    done(`Ontvangen. Het gesprek staat op ${dayAndYear(day)}. Uw vertrouwenspersonen zien dat.`);
  };
  const words = { label: "Op welke dag praat u hierover met uw vertrouwenspersoon?", button: "Ontvangen, plan gesprek", hint: "Spreek het uur en de plek samen af. De dag kunt u later nog veranderen." };
  return el("section", { class: "next" }, dayForm(found, words, save));
}

/** An answer in own words, and another day. @param {BoardLetter} found @param {(said: string) => void} done */
export function answerForm(found, done) {
  const { signal } = found.served;
  const sending = new Sending();
  // told once for each text: once more is enough
  let warned = "";
  const kept = el("p", { class: "kept", role: "status" });
  const trouble = troubleLine("answer-trouble");
  const input = el("textarea", { id: "answer", rows: 9, autocomplete: "off", "aria-required": "true", "aria-describedby": "answer-hint answer-trouble" });
  const newDraft = (/** @type {string | undefined} */ id) =>
    new Draft({ id, onState: (state) => (kept.textContent = { kept: "Concept bewaard, verzegeld.", here: "Concept bewaard op dit apparaat. Er is geen verbinding.", nowhere: "Uw concept is nergens bewaard. Laat dit tabblad open.", empty: "" }[state]) });
  let draft = newDraft(undefined);
  void answerUnderWay(signal).then((found_) => {
    if (!found_ || input.value) return;
    input.value = found_.text;
    draft = newDraft(found_.id);
    kept.textContent = "Hier gaat u verder waar u was.";
  });
  input.addEventListener("input", () => (input.value.trim() ? draft.type({ about: aboutAnswer(signal), text: input.value }) : draft.forget()));
  const hint = "In uw eigen woorden: wat herkent u, wat gaat u doen, en wat hebt u daarbij nodig? Noem geen namen en vraag niet wie dit vertelde.";
  const field = el("div", { class: "field" }, el("label", { for: "answer" }, "Uw antwoord"), el("p", { class: "hint", id: "answer-hint" }, hint), trouble, input, kept);
  const form = sendingForm({ fields: [field], button: "Antwoord versturen", trouble, field: input }, async () => {
    if (!input.value.trim()) return "Schrijf uw antwoord.";
    const told = input.value === warned ? "" : namesIn(found, input.value);
    warned = input.value;
    if (told) return told;
    await draft.settle();
    await sending.send(found, input.value.trim(), draft.id);
    await draft.discard().catch(() => undefined);
    done("Uw antwoord is verzegeld verstuurd.");
    return "";
  });
  return el("section", { class: "next" }, form, notRead(found), otherDay(found, done));
}

/** Who might be recognised in it, but for who writes, who reads and the organisation. @param {BoardLetter} found @param {string} text */
const namesIn = ({ name, counsellors, served }, text) => recognisedWords(recognisedIn(text, [name, ...counsellors.map((one) => one.name), served.organisation_name]));

/** Whom the answer does not reach, as their digits were never compared. @param {BoardLetter} found */
function notRead({ counsellors }) {
  const names = counsellors.filter(({ checked }) => !checked).map(({ name }) => name);
  return names.length > 0 && el("p", { class: "soft" }, `${names.join(" en ")} kan uw antwoord niet lezen: u vergeleek nog geen cijfers. Dat kan bij `, el("a", { href: "/kluis/" }, "Mijn kluis"), ".");
}

/** @param {BoardLetter} found @param {(said: string) => void} done */
function otherDay(found, done) {
  const line = troubleLine();
  const place = el("div", {});
  const words = { label: "Op welke dag praat u hierover?", button: "Deze dag kiezen", hint: "Spreek het uur en de plek samen af." };
  const save = async (/** @type {string} */ day) => {
    await changeDay(found, day);
    done(`Het gesprek staat op ${dayAndYear(day)}.`);
  };
  const show = () => {
    fill(place, dayForm(found, words, save));
    place.querySelector("input")?.focus();
  };
  fill(place, line, el("p", {}, `Het gesprek staat op ${dayAndYear(found.served.meeting ?? found.served.today)}. `, doing("Andere dag kiezen", show, { trouble: line, quiet: true })));
  return place;
}
