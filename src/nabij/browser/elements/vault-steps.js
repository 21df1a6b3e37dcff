// The steps that setting up and renewing a vault share, one thing at a time: choose a way to open, words, the code on paper.
import { addressed } from "../desk/address.js";
import { NotTheSame, sameCode, sameWords, sixWords } from "../day/account.js";
import { confirmWithPassword, makePasskey, NeedsConfirming, passkeyOffer, usePasskey } from "../day/account-passkeys.js";
import { dayAndYear, el, fill } from "../desk/dom.js";
import { announce, sentenceFor, tellTrouble } from "../desk/say.js";

/** @typedef {import("../day/account.js").Method} Method */
/** @typedef {import("../day/account.js").OnPaper} OnPaper */
/** @typedef {import("../desk/dom.js").Child} Child */

const STOPPED = "De passkey ging niet door. Er is niets veranderd. Probeer het opnieuw, of kies zes woorden.";
const ALREADY = addressed("Op dit apparaat staat al een passkey van jou. Gebruik die, of kies zes woorden.", "Op dit apparaat staat al een passkey van u. Gebruik die, of kies zes woorden.");
const NO_KEY = addressed("Met deze passkey kun je inloggen, maar je kluis niet openen. Maak een nieuwe passkey, of kies zes woorden.", "Met deze passkey kunt u inloggen, maar uw kluis niet openen. Maak een nieuwe passkey, of kies zes woorden.");
const AGAIN = addressed("Dit duurde lang, en voor een nieuwe passkey vragen we je wachtwoord. Ga terug en probeer het opnieuw.", "Dit duurde lang, en voor een nieuwe passkey vragen we uw wachtwoord. Ga terug en probeer het opnieuw.");

/** What a person may read about an error here. @param {unknown} error @returns {string} */
function troubleWith(error) {
  if (error instanceof NeedsConfirming) return AGAIN;
  if (error instanceof DOMException) return error.name === "InvalidStateError" ? ALREADY : STOPPED;
  if (error instanceof Error && error.name === "WrongSecret") return NO_KEY;
  return sentenceFor(error);
}

/** A line that stays empty until something is wrong. @param {string} [id] */
export const troubleLine = (id) => el("p", { class: "error", role: "alert", id });

/** @param {HTMLElement} place @param {unknown} error */
export function tell(place, error) {
  place.textContent = troubleWith(error);
}

/**
 * A button that does one thing at a time and says next to it what went wrong.
 * @param {string} label
 * @param {() => Promise<unknown> | void} work
 * @param {{trouble?: HTMLElement, quiet?: boolean, grave?: boolean}} options `trouble`: where that is said; without one right after the button
 */
export function doing(label, work, { trouble = el("span", { class: "error at-button", role: "alert" }), quiet = false, grave = false } = {}) {
  const button = el("button", { type: "button", class: `button${quiet ? " quiet" : ""}${grave ? " grave" : ""}` }, label);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    fill(trouble);
    try {
      await work();
    } catch (error) {
      // Drawn anew meanwhile: then it is said where all is said.
      if (!trouble.isConnected && !button.isConnected) return tellTrouble(error);
      if (!trouble.isConnected) button.after(trouble);
      tell(trouble, error);
      trouble.scrollIntoView({ block: "nearest" });
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
  drawStep(host, title, el("p", {}, addressed("Dit duurt een paar tellen. Je computer rekent met opzet lang, zodat raden geen zin heeft.", "Dit duurt een paar tellen. Uw computer rekent met opzet lang, zodat raden geen zin heeft.")), bar);
  announce(`${title}. Dit duurt een paar tellen.`);
  let turn = 0;
  let last = 0;
  return (done) => {
    if (done < last) turn += 1;
    last = done;
    bar.value = turn + done;
  };
}

/** A field for something written down. On a phone one line shows half of it: this one grows until all can be read back. @param {string} id */
export function secretField(id) {
  const input = el("textarea", {
    id, class: "secret", rows: 2, autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    "aria-required": "true", "aria-describedby": `${id}-hint ${id}-trouble`,
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    input.form?.requestSubmit();
  });
  return input;
}

/** @typedef {{id: string, label: string, hint: string, button: string, back: {label: string, work: () => void}}} Asked */

/**
 * A field in which something written down is typed back. Its check gives a sentence when it is not right yet.
 * @param {Asked} asked
 * @param {(typed: string) => Promise<string>} check
 */
export function typeBack({ id, label, hint, button: name, back }, check) {
  const input = secretField(id);
  const trouble = troubleLine(`${id}-trouble`);
  return answering(
    { input, trouble, button: el("button", { class: "button" }, name), more: aside(back.label, back.work) },
    el("div", { class: "field" }, el("label", { for: id }, label), el("p", { class: "hint", id: `${id}-hint` }, hint), trouble, input),
    () => check(input.value),
  );
}

/**
 * A form with one field; its check gives a sentence when it is not right yet.
 * @param {{input: HTMLInputElement | HTMLTextAreaElement, trouble: HTMLElement, button: HTMLButtonElement, more: Child}} parts
 * @param {HTMLElement} field
 * @param {() => Promise<string>} check
 */
function answering({ input, trouble, button, more }, field, check) {
  const form = el("form", { novalidate: true }, field, el("p", { class: "actions" }, button, more));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    fill(trouble);
    input.removeAttribute("aria-invalid");
    try {
      const sentence = await check();
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

/**
 * The password again, before a new passkey; the vault stays as it is.
 * @param {NeedsConfirming} needed
 * @param {(offer: import("../day/account-passkeys.js").Offer) => void} confirmed
 */
function askPassword(needed, confirmed) {
  const input = el("input", { id: "confirm-password", type: "password", autocomplete: "current-password", "aria-required": "true", "aria-describedby": "confirm-hint confirm-trouble" });
  const hint = el("p", { class: "hint", id: "confirm-hint" }, addressed("Voor een nieuwe passkey vragen we je wachtwoord nog een keer.", "Voor een nieuwe passkey vragen we uw wachtwoord nog een keer."));
  const trouble = troubleLine("confirm-trouble");
  return answering(
    { input, trouble, button: el("button", { class: "button" }, "Verder met een passkey"), more: null },
    el("div", { class: "field" }, el("label", { for: input.id }, addressed("Je wachtwoord", "Uw wachtwoord")), hint, trouble, input),
    async () => {
      if (!input.value) return addressed("Typ je wachtwoord, of kies zes woorden.", "Typ uw wachtwoord, of kies zes woorden.");
      confirmed(await confirmWithPassword(needed, input.value));
      return "";
    },
  );
}

// Choosing a way -----------------------------------------------------------------------------------------------------------------------

/**
 * A passkey or six words.
 * @param {HTMLElement} host
 * @param {{title: string, words?: boolean, before?: string[], chosen: (method: Method) => void, back: {label: string, work: () => void}}} choice `words` false: a passkey only; `before`: what is said first
 */
export async function chooseMethod(host, choice) {
  const { title, words = true, before = [], back } = choice;
  const trouble = troubleLine();
  const ways = el("div", {}, el("p", { class: "soft" }, "Even kijken wat hier kan…"));
  drawStep(
    host, title,
    ...before.map((sentence, nth) => el("p", { class: nth === 0 && "lead" }, sentence)),
    el("p", { class: before.length === 0 && "lead" }, addressed("Met een passkey open je je kluis met je vinger, je gezicht, je pincode of een sleutel. Je logt er ook mee in.", "Met een passkey opent u uw kluis met uw vinger, uw gezicht, uw pincode of een sleutel. U logt er ook mee in.")),
    words && el("p", {}, addressed("Kan dat hier niet, of wil je het niet? Dan krijg je zes woorden die je overschrijft en bewaart.", "Kan dat hier niet, of wilt u het niet? Dan krijgt u zes woorden die u overschrijft en bewaart.")),
    trouble, ways,
  );
  /** @param {Child} form @param {HTMLElement[]} buttons */
  const offer = (form, buttons) => {
    const label = buttons.length > 0 || form ? "Liever zes woorden" : "Verder met zes woorden";
    if (words) buttons.push(doing(label, () => withWords(host, choice), { trouble, quiet: label !== "Verder met zes woorden" }));
    fill(ways, form, el("p", { class: "actions" }, ...buttons, aside(back.label, back.work)));
  };
  try {
    if (navigator.credentials) offer(null, passkeyButtons(host, choice, trouble, await passkeyOffer()));
    else offer(null, []);
  } catch (error) {
    if (error instanceof NeedsConfirming) return offer(askPassword(error, (found) => offer(null, passkeyButtons(host, choice, trouble, found))), []);
    tell(trouble, error);
    offer(null, []);
  }
}

/** @typedef {Parameters<typeof chooseMethod>[1]} Choice */

/** @param {HTMLElement} host @param {Choice} choice */
const withWords = (host, choice) =>
  chooseWords(host, { chosen: (words) => choice.chosen({ words: words.join(" ") }), back: { label: "Terug", work: () => void chooseMethod(host, choice) } });

/** @param {HTMLElement} host @param {Choice} choice @param {HTMLElement} trouble @param {import("../day/account-passkeys.js").Offer} offer */
function passkeyButtons(host, choice, trouble, offer) {
  /** @param {{prf: import("../day/account.js").Bytes | null, credentialId: string}} passkey */
  const take = ({ prf, credentialId }) => (prf ? choice.chosen({ passkey: { prf, credentialId } }) : drawWithoutKey(host, choice));
  const known = offer.known.length > 0;
  const make = doing(known ? "Maak een nieuwe passkey" : "Maak een passkey", async () => take(await makePasskey(offer)), { trouble, quiet: known });
  if (!known) return [make];
  return [doing(addressed("Gebruik de passkey waarmee je inlogt", "Gebruik de passkey waarmee u inlogt"), async () => take(await usePasskey(offer)), { trouble }), make];
}

/** A passkey that signs in but gives no key. @param {HTMLElement} host @param {Choice} choice */
function drawWithoutKey(host, choice) {
  const { words = true, back } = choice;
  const trouble = troubleLine();
  drawStep(
    host, addressed("Deze passkey opent je kluis niet", "Deze passkey opent uw kluis niet"),
    el("p", { class: "lead" }, addressed("Je kunt er wel mee inloggen. Niet elke passkey kan ook een kluis openen; daar doe je niets verkeerd aan.", "U kunt er wel mee inloggen. Niet elke passkey kan ook een kluis openen; daar doet u niets verkeerd aan.")),
    words && el("p", {}, addressed("Voor je kluis krijg je zes woorden.", "Voor uw kluis krijgt u zes woorden.")),
    trouble,
    el(
      "p", { class: "actions" },
      words && doing("Verder met zes woorden", () => withWords(host, choice), { trouble }),
      words ? aside("Terug", () => void chooseMethod(host, choice)) : aside(back.label, back.work),
    ),
  );
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
      el("p", { class: "lead" }, addressed("In deze volgorde. Met deze woorden open je je kluis.", "In deze volgorde. Met deze woorden opent u uw kluis.")),
      el("ol", { class: "words" }, ...words.map((word) => el("li", {}, word))),
      el("p", {}, addressed("Bewaar ze op papier, niet op je telefoon en niet bij je computer. Wij kunnen ze niet opzoeken.", "Bewaar ze op papier, niet op uw telefoon en niet bij uw computer. Wij kunnen ze niet opzoeken.")),
      el("p", { class: "actions" }, doing("Ik heb ze opgeschreven", ask, { trouble: troubleLine() }), aside(back.label, back.work)),
    );
  const ask = () =>
    drawStep(
      host, addressed("Typ je zes woorden", "Typ uw zes woorden"),
      el("p", { class: "lead" }, addressed("Typ ze over van je papier. Zo weet je zeker dat ze goed staan.", "Typ ze over van uw papier. Zo weet u zeker dat ze goed staan.")),
      typeBack(
        {
          id: "typed-words", label: addressed("Je zes woorden", "Uw zes woorden"), hint: "Met een spatie ertussen. Hoofdletters maken niet uit.", button: "Verder",
          back: { label: "Laat de woorden nog eens zien", work: show },
        },
        async (typed) => {
          if (!sameWords(typed, words)) return addressed("Dit zijn niet dezelfde zes woorden. Kijk op je papier of er een typfout in zit en of de volgorde klopt.", "Dit zijn niet dezelfde zes woorden. Kijk op uw papier of er een typfout in zit en of de volgorde klopt.");
          chosen(words);
          return "";
        },
      ),
    );
  show();
}

// The code on paper --------------------------------------------------------------------------------------------------------------------------

/** What is printed: the code, the day, what it is and where to keep it. Nobody's name. @param {string} code @param {string} today @param {boolean} first */
function paperWith(code, today, first) {
  const groups = code.split("-");
  const lines = [groups.slice(0, 4), groups.slice(4)].map((line) => el("span", {}, line.join("-")));
  return el(
    "div", { class: "paper" },
    el("p", { class: "what" }, "Herstelcode"),
    el("p", { class: "code" }, ...lines),
    el("p", {}, `Gemaakt op ${dayAndYear(today)}.${first ? "" : " Een eerdere code geldt niet meer."}`),
    el("p", {}, addressed("Met deze code open je je kluis als niets anders meer lukt.", "Met deze code opent u uw kluis als niets anders meer lukt.")),
    el("p", {}, addressed("Bewaar dit papier thuis of in een brandkast: niet bij je computer of telefoon, en niet als foto.", "Bewaar dit papier thuis of in een brandkast: niet bij uw computer of telefoon, en niet als foto.")),
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
 * @param {{today: string, button: string, saved: () => unknown, stop: {label: string, work: () => void} | null, first?: boolean}} how `first`: there was no code before
 */
export function drawPaper(host, paper, how) {
  const { today, button, saved, stop, first = false } = how;
  const ask = () =>
    drawStep(
      host, addressed("Typ je herstelcode over", "Typ uw herstelcode over"),
      el("p", { class: "lead" }, addressed("Typ de code over van je papier. Zo weet je zeker dat hij klopt als je hem ooit nodig hebt.", "Typ de code over van uw papier. Zo weet u zeker dat hij klopt als u hem ooit nodig hebt.")),
      typeBack(
        {
          id: "typed-code", label: addressed("Je herstelcode", "Uw herstelcode"), hint: "Hoofdletters, streepjes en spaties maken niet uit. Een O lezen we als nul, een I of L als een 1.", button,
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
    host, addressed("Je herstelcode op papier", "Uw herstelcode op papier"),
    el("p", { class: "lead" }, addressed("Raak je al het andere kwijt, dan opent alleen deze code je kluis nog. Niemand kan hem voor je opzoeken.", "Raakt u al het andere kwijt, dan opent alleen deze code uw kluis nog. Niemand kan hem voor u opzoeken.")),
    paperWith(paper.recoveryCode, today, first),
    el("p", {}, addressed("Druk hem af, of schrijf hem netjes over. De code telt pas als je hem in de volgende stap hebt overgetypt.", "Druk hem af, of schrijf hem netjes over. De code telt pas als u hem in de volgende stap hebt overgetypt.")),
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
  return addressed("Dit is niet dezelfde code. Kijk op je papier of er een typfout in zit. Twijfel je over een teken, laat de code dan nog eens zien.", "Dit is niet dezelfde code. Kijk op uw papier of er een typfout in zit. Twijfelt u over een teken, laat de code dan nog eens zien.");
}
