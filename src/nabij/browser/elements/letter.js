// <nabij-letter>: one letter at the board. It reads as a letter, and below it lies one thing to do.
import { loadLetter } from "../day/letters.js";
import { dayAndYear, el, fill, monthName } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { answerForm, receiveForm } from "./letter-forms.js";
import { comparedWith } from "./matter-fingerprint.js";
import { doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/letters.js").BoardLetter} BoardLetter */
/** @typedef {import("../desk/dom.js").Child} Child */

const CALL = "Er is niets bewaard of verstuurd. Bel uw vertrouwenspersoon, op een nummer dat u al had.";
/** Why a letter does not open, by the name of what refused it. @type {Record<string, string>} */
const REFUSED = {
  UntrustedSigner: "Deze brief is niet ondertekend door iemand met wie u de cijfers vergeleek. Daarom laten we hem niet zien.",
  ForgedSignature: "De handtekening onder deze brief klopt niet. Hij is veranderd, of hij komt van iemand anders dan erin staat.",
  WrongContext: "De server gaf hier een brief die bij een ander signaal of een andere organisatie hoort, of die iemand anders schreef.",
  Misaddressed: "Deze brief is aan iemand anders geschreven.",
  WrongKey: "Deze brief gaat met uw sleutel niet open. Hij is voor iemand anders verzegeld, of onderweg veranderd.",
  BadEnvelope: "Wat de server gaf is geen brief.",
  BadPadding: "Wat de server gaf is geen brief.",
};
const REPLY_REFUSED = "Uw antwoord van toen is hier nu niet na te gaan. Uw vertrouwenspersoon kan zien of het goed is aangekomen.";

/** What the letter rests on. @type {Record<string, string>} */
const BASIS = {
  agreed: " Deze brief is afgestemd met wie iets vertelde.",
  excepted: " Deze brief ging weg om acuut gevaar of een plicht uit de wet. Dan hoeft wie iets vertelde daar geen ja op te zeggen.",
};

/** The same words whoever took back, or when. */
const FEWER = "Deze brief rust nu op minder dan toen hij werd geschreven. Dat kan veel redenen hebben. Vraag er niet naar, en zoek het niet uit.";
const TALK = " Wat u las, bespreekt u met uw vertrouwenspersonen.";
const NOBODY = "Achter deze brief staat nu niemand meer. Er wordt niet meer over gepraat, ook niet door uw vertrouwenspersonen. Dat kan veel redenen hebben. Vraag er niet naar, en zoek het niet uit. Wat u las, blijft gelezen: niemand mag er nadeel van hebben.";

/** What became of what it rests on; none where all of it stands. @param {BoardLetter} found */
function standingLine({ served: { fewer, nobody, step } }) {
  return nobody || fewer ? el("p", { class: "message" }, nobody ? NOBODY : `${FEWER}${step === "closed" ? "" : TALK}`) : null;
}

class LetterPage extends HTMLElement {
  connectedCallback() {
    fill(this, el("h1", { tabindex: -1 }, "Brief"), el("p", { class: "soft" }, "De brief gaat open…"));
    void this.#load();
  }

  async #load(said = "") {
    const trouble = troubleLine();
    try {
      const found = await loadLetter(this.dataset.signal ?? "");
      if (!this.isConnected) return;
      fill(this, ...(found.letter ? this.#opened(found, said) : this.#shut(found)));
      if (said) announce(said);
      this.querySelector("h1")?.focus({ preventScroll: !said });
    } catch (error) {
      fill(this, el("h1", { tabindex: -1 }, "Brief"), trouble, el("p", { class: "actions" }, doing("Probeer opnieuw", () => this.#load(), { trouble })));
      trouble.textContent = sentenceFor(error);
    }
  }

  /** @param {string} said */
  #done = (said) => {
    this.removeAttribute("data-unsaved");
    void this.#load(said);
  };

  /** @param {BoardLetter} found @param {string} said @returns {Child[]} */
  #opened(found, said) {
    const { served } = found;
    const next = served.nobody ? null : served.step === "delivered" ? receiveForm(found, this.#done) : served.step === "received" ? answerForm(found, this.#done) : null;
    return [said ? el("p", { class: "message" }, said) : null, stillOpen(found), standingLine(found), paper(found), next, answered(found), readBy(found), back()];
  }

  /** @param {BoardLetter} found @returns {Child[]} */
  #shut({ author, trouble }) {
    const name = trouble instanceof Error ? trouble.name : "";
    const notYet = name === "UntrustedSigner" && author !== null && !author.checked;
    return [
      el("h1", { tabindex: -1 }, notYet ? "Eerst weten van wie deze brief is" : "Deze brief gaat niet open"),
      ...(notYet ? this.#compareFirst(author) : [el("div", { class: "message error" }, el("p", {}, REFUSED[name] ?? sentenceFor(trouble)), el("p", {}, CALL))]),
      back(),
    ];
  }

  /** @param {import("../day/vault.js").Colleague} author @returns {Child[]} */
  #compareFirst(author) {
    const line = troubleLine();
    const compare = async () => {
      if (await comparedWith(author)) this.#done(`De cijfers van ${author.name} zijn vergeleken. De brief is open.`);
    };
    const changed = author.substituted || author.comparedAs;
    return [
      changed && el("div", { class: "message warning" }, el("p", {}, `De server geeft voor ${author.name} nu andere cijfers of een andere naam dan toen u ze vergeleek. Vraag ${author.name} of dat klopt, langs een andere weg dan deze pagina.`)),
      el("p", { class: "lead" }, `De server zegt dat deze brief van ${author.name} is. Vergelijk samen 25 cijfers, aan de telefoon of naast elkaar. Daarna gaat de brief open.`),
      el("p", {}, changed ? "Dat is nodig bij nieuwe sleutels." : "Dat doet u één keer. Zo weet u dat niemand ertussen zit, ook wij niet."),
      line,
      el("p", { class: "actions" }, doing(`Cijfers vergelijken met ${author.name}`, compare, { trouble: line })),
    ];
  }
}

const back = () => el("p", { class: "actions onward" }, el("a", { class: "quiet-link", href: "/brieven/" }, "Terug naar brieven"));

/** What is still to be done, and until when. @param {BoardLetter} found */
function stillOpen({ served: { step, due, meeting, today, answered: isAnswered, nobody } }) {
  const isOff = meeting !== null && meeting >= today;
  if (nobody) return el("div", { class: "still-open" }, el("p", {}, el("strong", {}, "U hoeft met deze brief niets meer te doen.")), isOff && el("p", {}, `Het gesprek van ${dayAndYear(meeting)} gaat niet door.`));
  if (step === "closed" && !isAnswered) return el("div", { class: "still-open" }, el("p", {}, el("strong", {}, "Deze brief is afgerond. U hoeft er niets meer mee te doen.")));
  if (step === "answered" || step === "followed_up" || step === "closed") {
    return el("div", { class: "still-open" }, el("p", {}, el("strong", {}, "U hebt geantwoord.")), meeting && el("p", {}, `Het gesprek: ${dayAndYear(meeting)}.`));
  }
  const late = due !== null && due < today;
  return el(
    "div", { class: "still-open" },
    el("p", {}, el("strong", {}, step === "delivered" ? "Nog te doen: lezen, een dag kiezen, antwoorden." : "Nog te doen: antwoorden.")),
    meeting && el("p", {}, `Het gesprek: ${dayAndYear(meeting)}.`),
    due && el("p", {}, late ? `Uw antwoord werd verwacht vóór ${dayAndYear(due)}. Het kan nog.` : `Uw antwoord wordt verwacht uiterlijk ${dayAndYear(due)}.`),
  );
}

/** @param {string} text @returns {HTMLElement[]} */
const paragraphs = (text) => text.split(/\n\s*\n/).filter((one) => one.trim()).map((one) => el("p", {}, one.trim()));

/** @param {BoardLetter} found */
function paper({ served, name, author, letter }) {
  const { title, text, questions, written, former } = /** @type {NonNullable<BoardLetter["letter"]>} */ (letter);
  const from = author?.name ?? "een vertrouwenspersoon die hier niet meer werkt";
  return el(
    "article", { class: "sheet letter" },
    el("div", { class: "heading" }, el("p", {}, `Aan ${name}, ${served.organisation_name}`), el("p", {}, `${dayAndYear(written)}, nummer ${served.number}`)),
    el("h1", { tabindex: -1 }, title || "Een signaal van uw vertrouwenspersoon"),
    former && el("p", { class: "message warning" }, `Deze brief is ondertekend met een eerdere sleutel van ${from}. Vraag ${from} of de brief klopt.`),
    el("div", { class: "body" }, ...paragraphs(text)),
    questions.length > 0 && el("h2", {}, questions.length === 1 ? "Een vraag aan u" : "Vragen aan u"),
    questions.length > 0 && el("ol", { class: "asked" }, ...questions.map((question) => el("li", {}, question))),
    el("p", { class: "closing" }, from, el("br"), "vertrouwenspersoon"),
  );
}

/** @param {BoardLetter} found */
function answered({ reply, replyTrouble, served }) {
  if (replyTrouble) return el("section", { class: "next" }, el("h2", {}, "Uw antwoord"), el("p", { class: "message warning" }, REPLY_REFUSED));
  if (!reply) return !served.answered ? null : el("section", { class: "next" }, el("h2", {}, "Uw antwoord"), el("p", {}, "U antwoordde in een gesprek. Uw vertrouwenspersoon schreef dat op."));
  return el("section", { class: "replied" }, el("h2", {}, "Uw antwoord"), el("p", { class: "soft" }, dayAndYear(reply.written)), el("div", { class: "body" }, ...paragraphs(reply.text)));
}

/** @param {BoardLetter} found */
const readBy = ({ counsellors, served }) =>
  el(
    "details", { class: "read-by" },
    el("summary", {}, "Wie kan dit lezen, en wat vraagt u niet"),
    el("p", {}, `U, en ${counsellors.map(({ name }) => name).join(" en ") || "uw vertrouwenspersonen"}. De praktijk en de beheerder van deze site kunnen de brief niet openen. Drukt u de brief af, dan kan ook wie het papier vindt hem lezen.`),
    el("p", {}, `Er staan geen namen in.${BASIS[served.basis] ?? ""}`),
    el("p", {}, "Vraag niet wie dit vertelde, en zoek het niet uit. Wie met een vertrouwenspersoon praat, mag daar geen nadeel van hebben. U staat daarvoor in."),
    el("p", {}, `De brief en uw antwoord worden hier gewist na ${monthName(served.kept_through)}.`),
    el("p", {}, "Een brief is geen klacht en geen onderzoek. Hij vraagt u om te kijken naar wat er speelt."),
  );

customElements.define("nabij-letter", LetterPage);
