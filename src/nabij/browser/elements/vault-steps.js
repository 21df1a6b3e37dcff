// The steps that setting up and renewing a vault share, one thing at a time: choose a way to open, words, the code on paper.
import { makePasskey, NeedsConfirming, NotTheSame, passkeyOffer, sameCode, sameWords, sixWords, usePasskey } from "../day/account.js";
import { dayAndYear, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";

/** @typedef {import("../day/account.js").Method} Method */
/** @typedef {import("../day/account.js").OnPaper} OnPaper */
/** @typedef {import("../desk/dom.js").Child} Child */
/** @typedef {{sentence: string, link?: {label: string, href: string}}} Trouble */

const STOPPED = "De passkey ging niet door. Er is niets veranderd. Probeer het opnieuw, of kies zes woorden.";
const ALREADY = "Op dit apparaat staat al een passkey van jou. Gebruik die, of kies zes woorden.";
const NO_KEY = "Met deze passkey kun je inloggen, maar je kluis niet openen. Maak een nieuwe passkey, of kies zes woorden.";
const WHO = "We willen eerst weer weten dat jij het bent. Daarna kom je hier terug.";

/** What a person may read about an error here. @param {unknown} error @returns {Trouble} */
export function troubleWith(error) {
  if (error instanceof NeedsConfirming) {
    return { sentence: WHO, link: { label: "Bevestig dat jij het bent", href: `${error.address}?next=${encodeURIComponent(location.pathname)}` } };
  }
  if (error instanceof DOMException) return { sentence: error.name === "InvalidStateError" ? ALREADY : STOPPED };
  if (error instanceof Error && error.name === "WrongSecret") return { sentence: NO_KEY };
  return { sentence: sentenceFor(error) };
}

/** A line that stays empty until something is wrong. @param {string} [id] */
export const troubleLine = (id) => el("p", { class: "error", role: "alert", id });

/** @param {HTMLElement} place @param {unknown} error */
export function tell(place, error) {
  const { sentence, link } = troubleWith(error);
  fill(place, sentence, link && " ", link && el("a", { href: link.href }, link.label));
}

/**
 * A button that does one thing at a time and says next to it what went wrong.
 * @param {string} label
 * @param {() => Promise<unknown> | void} work
 * @param {{trouble: HTMLElement, quiet?: boolean, grave?: boolean}} options
 */
export function doing(label, work, { trouble, quiet = false, grave = false }) {
  const button = el("button", { type: "button", class: `button${quiet ? " quiet" : ""}${grave ? " grave" : ""}` }, label);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    fill(trouble);
    try {
      await work();
    } catch (error) {
      tell(trouble, error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
  return button;
}

/** A quiet way out or back. @param {string} label @param {() => void} work */
export const aside = (label, work) => el("button", { type: "button", class: "link quiet-link", onclick: work }, label);

/**
 * One step in place of the one before; the keyboard and the screen reader go to its heading.
 * @param {HTMLElement} host
 * @param {string} title
 * @param {...Child} children
 */
export function drawStep(host, title, ...children) {
  const first = host.querySelector("h1") === null;
  const heading = el("h1", { tabindex: -1 }, title);
  fill(host, el("section", { class: "vault-step" }, heading, ...children));
  if (first) return;
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0, behavior: "instant" });
}

/**
 * A step that only shows how far the work is; `turns` is how many times it counts from 0 to 1.
 * @param {HTMLElement} host
 * @param {string} title
 * @param {number} turns
 * @returns {(done: number) => void}
 */
export function drawWorking(host, title, turns) {
  const bar = el("progress", { max: turns, value: 0, "aria-label": title });
  drawStep(host, title, el("p", {}, "Dit duurt een paar tellen. Je computer rekent met opzet lang, zodat raden geen zin heeft."), bar);
  announce(`${title}. Dit duurt een paar tellen.`);
  let turn = 0;
  let last = 0;
  return (done) => {
    if (done < last) turn += 1;
    last = done;
    bar.value = turn + done;
  };
}

/** @typedef {{id: string, label: string, hint: string, button: string, back: {label: string, work: () => void}}} Asked */

/**
 * A field in which something written down is typed back. Its check gives a sentence when it is not right yet.
 * @param {Asked} asked
 * @param {(typed: string) => Promise<string>} check
 */
export function typeBack({ id, label, hint, button: name, back }, check) {
  const input = el("input", {
    id, class: "secret", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    "aria-required": "true", "aria-describedby": `${id}-hint ${id}-trouble`,
  });
  const trouble = troubleLine(`${id}-trouble`);
  const button = el("button", { class: "button" }, name);
  const form = el(
    "form", { novalidate: true },
    el("div", { class: "field" }, el("label", { for: id }, label), el("p", { class: "hint", id: `${id}-hint` }, hint), trouble, input),
    el("p", { class: "actions" }, button, aside(back.label, back.work)),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    fill(trouble);
    input.removeAttribute("aria-invalid");
    try {
      const sentence = await check(input.value);
      if (!sentence) return;
      trouble.textContent = sentence;
      input.setAttribute("aria-invalid", "true");
      input.focus();
    } catch (error) {
      tell(trouble, error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
  return form;
}

/** The step that an address of this page asks to begin with, after confirming. */
export const stepAsked = () => new URLSearchParams(location.search).get("stap") ?? "";

/** @param {NeedsConfirming} needed @param {string} step */
function confirming({ address }, step) {
  const next = encodeURIComponent(`${location.pathname}?stap=${step}`);
  return el("a", { class: "button", href: `${address}?next=${next}` }, "Verder met een passkey");
}

// Choosing a way -----------------------------------------------------------------------------------------------------------------------

/**
 * A passkey or six words.
 * @param {HTMLElement} host
 * @param {{title: string, step: string, words?: boolean, chosen: (method: Method) => void, back: {label: string, work: () => void}}} choice
 *   `words` false: a passkey only; `step`: under which name this page takes up this choice again, see `stepAsked`
 */
export async function chooseMethod(host, choice) {
  const { title, step, words: offerWords = true, chosen, back } = choice;
  const trouble = troubleLine();
  const ways = el("p", { class: "actions" }, el("span", { class: "soft" }, "Even kijken wat hier kan…"));
  const withWords = () => chooseWords(host, { chosen: (words) => chosen({ words: words.join(" ") }), back: { label: "Terug", work: () => void chooseMethod(host, choice) } });
  drawStep(
    host, title,
    el("p", { class: "lead" }, "Met een passkey open je je kluis met je vinger, je gezicht, je pincode of een sleutel. Je logt er ook mee in."),
    el("p", {}, "Voor een nieuwe passkey vragen we soms eerst nog een keer je wachtwoord. Daarna ga je hier verder."),
    offerWords && el("p", {}, "Kan dat hier niet, of wil je het niet? Dan krijg je zes woorden die je overschrijft en bewaart."),
    trouble, ways,
  );
  /** @type {Child[]} */
  const buttons = [];
  try {
    if (!navigator.credentials) throw new DOMException("No passkeys here", "NotSupportedError");
    const offer = await passkeyOffer();
    const create = doing("Maak een passkey", async () => take(await makePasskey(offer)), { trouble, quiet: offer.known.length > 0 });
    if (offer.known.length > 0) buttons.push(doing("Gebruik de passkey waarmee je inlogt", async () => take(await usePasskey(offer)), { trouble }));
    if (offer.known.length > 0) create.textContent = "Maak een nieuwe passkey";
    buttons.push(create);
  } catch (error) {
    if (error instanceof NeedsConfirming) buttons.push(confirming(error, step));
    else if (!(error instanceof DOMException)) tell(trouble, error);
  }
  if (offerWords) buttons.push(doing(buttons.length ? "Liever zes woorden" : "Verder met zes woorden", withWords, { trouble, quiet: buttons.length > 0 }));
  fill(ways, ...buttons, aside(back.label, back.work));

  /** @param {{prf: import("../day/account.js").Bytes | null, credentialId: string}} passkey */
  function take({ prf, credentialId }) {
    if (prf) return chosen({ passkey: { prf, credentialId } });
    return drawStep(
      host, "Deze passkey opent je kluis niet",
      el("p", { class: "lead" }, "Je kunt er wel mee inloggen. Niet elke passkey kan ook een kluis openen; daar doe je niets verkeerd aan."),
      offerWords && el("p", {}, "Voor je kluis krijg je zes woorden."),
      el(
        "p", { class: "actions" },
        offerWords && doing("Verder met zes woorden", withWords, { trouble: troubleLine() }),
        aside(offerWords ? "Terug" : back.label, offerWords ? () => void chooseMethod(host, choice) : back.work),
      ),
    );
  }
}

/**
 * Six words, shown and typed back.
 * @param {HTMLElement} host
 * @param {{chosen: (words: string[]) => void, back: {label: string, work: () => void}}} choice
 */
export async function chooseWords(host, { chosen, back }) {
  const words = await sixWords();
  const show = () =>
    drawStep(
      host, "Schrijf deze zes woorden op",
      el("p", { class: "lead" }, "In deze volgorde. Met deze woorden open je je kluis."),
      el("ol", { class: "words" }, ...words.map((word) => el("li", {}, word))),
      el("p", {}, "Bewaar ze op papier, niet op je telefoon en niet bij je computer. Wij kunnen ze niet opzoeken."),
      el("p", { class: "actions" }, doing("Ik heb ze opgeschreven", ask, { trouble: troubleLine() }), aside(back.label, back.work)),
    );
  const ask = () =>
    drawStep(
      host, "Typ je zes woorden",
      el("p", { class: "lead" }, "Typ ze over van je papier. Zo weet je zeker dat ze goed staan."),
      typeBack(
        {
          id: "typed-words", label: "Je zes woorden", hint: "Met een spatie ertussen. Hoofdletters maken niet uit.", button: "Verder",
          back: { label: "Laat de woorden nog eens zien", work: show },
        },
        async (typed) => {
          if (!sameWords(typed, words)) return "Dit zijn niet dezelfde zes woorden. Kijk op je papier of er een typfout in zit en of de volgorde klopt.";
          chosen(words);
          return "";
        },
      ),
    );
  show();
}

// The code on paper --------------------------------------------------------------------------------------------------------------------------

/** What is printed: the code, the day, what it is and where to keep it. Nobody's name. @param {string} code @param {string} today */
function paperWith(code, today) {
  const groups = code.split("-");
  const lines = [groups.slice(0, 4), groups.slice(4)].map((line) => el("span", {}, line.join("-")));
  return el(
    "div", { class: "paper" },
    el("p", { class: "what" }, "Herstelcode"),
    el("p", { class: "code" }, ...lines),
    el("p", {}, `Gemaakt op ${dayAndYear(today)}. Een eerdere code geldt niet meer.`),
    el("p", {}, "Met deze code open je je kluis als niets anders meer lukt."),
    el("p", {}, "Bewaar dit papier thuis of in een brandkast: niet bij je computer of telefoon, en niet als foto."),
  );
}

/** The title that a printer writes above the page names nothing. */
function print() {
  const { title } = document;
  document.title = "Papier";
  window.print();
  document.title = title;
}

/**
 * The recovery code: shown, printed, typed back; only then does `finish` save. There is no way past it.
 * @param {HTMLElement} host
 * @param {OnPaper} paper
 * @param {{today: string, button: string, saved: () => unknown, stop: {label: string, work: () => void} | null}} how
 */
export function drawPaper(host, paper, how) {
  const { today, button, saved, stop } = how;
  const ask = () =>
    drawStep(
      host, "Typ je herstelcode over",
      el("p", { class: "lead" }, "Typ de code over van je papier. Zo weet je zeker dat hij klopt als je hem ooit nodig hebt."),
      typeBack(
        {
          id: "typed-code", label: "Je herstelcode", hint: "Hoofdletters, streepjes en spaties maken niet uit. De O mag ook een nul zijn, de I en de L ook een 1.", button,
          back: { label: "Laat de code nog eens zien", work: () => drawPaper(host, paper, how) },
        },
        async (typed) => {
          if (!(await sameCode(typed, paper.recoveryCode))) return wrongCode(typed);
          try {
            await paper.finish(typed);
          } catch (error) {
            if (error instanceof NotTheSame) return wrongCode(typed);
            throw error;
          }
          await saved();
          return "";
        },
      ),
    );
  drawStep(
    host, "Je herstelcode op papier",
    el("p", { class: "lead" }, "Raak je al het andere kwijt, dan opent alleen deze code je kluis nog. Niemand kan hem voor je opzoeken."),
    paperWith(paper.recoveryCode, today),
    el("p", {}, "Druk hem af, of schrijf hem netjes over. De code telt pas als je hem in de volgende stap hebt overgetypt."),
    el(
      "p", { class: "actions" },
      doing("Ik heb hem op papier", ask, { trouble: troubleLine() }),
      el("button", { type: "button", class: "button quiet", onclick: print }, "Afdrukken"),
      stop && aside(stop.label, stop.work),
    ),
  );
}

/** @param {string} typed */
function wrongCode(typed) {
  const length = typed.replace(/[\s-]/g, "").length;
  if (length !== 32) return `Dit zijn ${length} tekens; het horen er 32 te zijn, in acht groepjes van vier.`;
  return "Dit is niet dezelfde code. Kijk op je papier of er een typfout in zit. Twijfel je over een teken, laat de code dan nog eens zien.";
}
