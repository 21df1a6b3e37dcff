// *Wie kan dit openen*: who holds which key, what the visitor agreed to in order, sharing and taking it back.
import { dayAndYear, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Offline, Refusal } from "../desk/talk.js";
import { agreements, lapsedShares } from "../day/consents.js";
import { asTitle, PARTS } from "../day/kinds.js";
import { latest } from "../day/latest.js";
import { givenAway } from "../day/peer-card.js";
import { share, withdraw } from "../day/sharing.js";
import { loadColleagues, vault } from "../day/vault.js";
import { comparedWith } from "./matter-fingerprint.js";
import { heardBack } from "./matter-heard-back.js";
import { answers, MatterSection, prose, revisionForm } from "./matter-section.js";
import { Writing } from "./matter-writing.js";

/** @typedef {import("../day/sharing.js").Width} Width */
/** @typedef {import("../day/vault.js").Colleague} Colleague */
/** @typedef {import("./matter-fields.js").Field} Field */
/** @typedef {import("./matter-fields.js").Values} Values */
/** @typedef {import("./matter-section.js").KeptDraft} KeptDraft */

/** @type {Record<import("../vault/consent.js").Width, string>} */
export const WIDTHS = { as_said: "alleen wat in de vraag staat", peer_card: "alleen een kaart zonder naam", from_now: "wat er vanaf nu wordt opgeschreven", everything: "alles, ook van eerder" };

/** What was asked, word for word: its hash is in the consent. @param {string} name @param {Width} width @param {string | null} until */
const asked = (name, width, until) => `Mag ik met ${name} delen: ${WIDTHS[width]}${until ? `, tot en met ${dayAndYear(until)}` : ""}?`;

/** @type {Field[]} */
export const CARD = [
  { name: "situation", label: "De situatie, zonder namen", kind: "area", rows: 4, hint: "Geen naam, plek, functie of detail waaraan iemand te herkennen is." },
  { name: "question", label: "Je vraag aan je collega", kind: "area", rows: 2 },
];

/** Sentences about what may give somebody away, once for each text. @param {import("./matter-section.js").Page} page */
export function cardWarner({ matter, organisation }) {
  let warned = "";
  return (/** @type {Values} */ { situation, question }) => {
    const text = `${situation}\n${question}`;
    const found = givenAway(text, matter, organisation);
    if (found.length === 0 || text === warned) return [];
    warned = text;
    return [/** @type {[string, string]} */ (["situation", `Hieraan is iemand te herkennen: ${found.join(", ")}. Haal het weg. Moet het echt blijven staan, bewaar dan nog een keer.`])];
  };
}

/** @param {string} width @param {boolean} [past] */
const sees = (width, past = false) => (width === "as_said" && past ? "mocht alleen horen wat in de vraag staat" : `${width === "as_said" ? "hoort" : past ? "zag" : "ziet"} ${WIDTHS[/** @type {Width} */ (width)]}`);

class MatterSharing extends MatterSection {
  /** @param {"share" | "peer_card"} which */
  #about(which) {
    return `matter/${this.page.matter.id}/${which}`;
  }

  get #open() {
    return this.page.matter.served.shares.filter(({ withdrawn }) => !withdrawn);
  }

  draw() {
    const { mine } = this.page.matter.served;
    fill(
      this,
      el("h2", {}, "Wie kan dit openen"),
      this.#people(),
      this.#card(),
      this.#consents(),
      this.#keys(),
      mine && el("p", {}, el("button", { type: "button", class: "button quiet", onclick: () => void this.#share(null) }, "Deel met een collega")),
    );
  }

  #people() {
    const { mine, keeper, shares } = this.page.matter.served;
    const { id, people } = this.page.matter;
    const visitor = people.pins.some(({ owner, visitor: is }) => is && owner === id);
    const former = shares.filter((one) => one.withdrawn && !this.#open.some(({ colleague }) => colleague === one.colleague));
    return el(
      "ul",
      { class: "lines" },
      el("li", {}, el("strong", {}, mine ? "Jij" : keeper.name), el("span", { class: "small soft" }, mine && this.#open.length === 0 && !visitor ? "en niemand anders" : "alles")),
      visitor && el("li", {}, el("strong", {}, "De inbrenger"), el("span", { class: "small soft" }, "jullie gesprek, niet je notities")),
      ...this.#open.map((one) => this.#sharedWith(one)),
      ...former.map(({ name }) => el("li", {}, el("span", { class: "soft" }, name), el("span", { class: "small soft" }, "ingetrokken; wat gelezen is, blijft gelezen"))),
    );
  }

  /** @param {{colleague: string, name: string, width: string}} shared */
  #sharedWith(shared) {
    const { mine } = this.page.matter.served;
    const line = el("li", {}, el("strong", {}, shared.name), el("span", { class: "small soft" }, WIDTHS[/** @type {Width} */ (shared.width)]));
    if (mine) line.append(el("button", { type: "button", class: "link", "aria-label": `Trek in wat ${shared.name} mag zien`, onclick: () => this.#askWithdrawal(line, shared) }, "Trek in"));
    const lapsed = lapsedShares(this.page.matter).find(({ colleague }) => colleague === shared.colleague);
    if (lapsed) line.append(this.#lapsed(lapsed));
    return line;
  }

  /** @param {import("../day/consents.js").Lapsed} lapsed */
  #lapsed({ name, until }) {
    const { mine, keeper } = this.page.matter.served;
    const then = mine ? `Zolang je niet intrekt, kan ${name} blijven lezen en bewaar je hier niets nieuws. Zei de inbrenger opnieuw ja? Trek in en deel daarna opnieuw.` : `Vraag ${keeper.name} om met de inbrenger te beslissen.`;
    return el("div", { class: "message warning" }, el("p", {}, el("strong", {}, `De toestemming liep tot en met ${dayAndYear(until)}.`)), el("p", {}, then));
  }

  /** From the sealed consents, not from the register's list. */
  #consents() {
    const { now, before } = agreements(this.page.matter);
    if (now.length + before.length === 0) return null;
    const holds = now.map((one) => el("li", { "data-consent": one.id }, `${one.words}: ${one.name} ${sees(one.width)}`, one.until && `, tot en met ${dayAndYear(one.until)}`, heardBack(this, one)));
    const was = before.map(({ id, words, name, width, ended }) => el("li", { "data-consent": id, "data-before": true }, `${ended ?? words}: ${name}`, ended && ` ${sees(width, true)}. ${words}.`));
    return el("div", {},
      el("h3", {}, "Wat de inbrenger nu goed vindt"),
      holds.length > 0 ? el("ol", { class: "small" }, ...holds) : el("p", { class: "small soft" }, "Er geldt nu geen toestemming."),
      ...(was.length > 0 ? [el("h3", {}, "Wat eerder is gezegd"), el("ol", { class: "small" }, ...was)] : []),
    );
  }

  #keys() {
    const { holders } = this.page.matter.served;
    const rows = holders.map(({ name, part, epoch, withdrawn }) => el("tr", {}, el("td", {}, name), el("td", {}, `${asTitle(PARTS[part])} ${epoch}`), el("td", {}, withdrawn ? "ingetrokken" : "geldig")));
    return el("details", { class: "small" }, el("summary", {}, `Elke sleutel (${holders.length})`), el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Elke sleutel" }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Wie"), el("th", { scope: "col" }, "Deel"), el("th", { scope: "col" }, "Staat"))), el("tbody", {}, ...rows))));
  }

  #card() {
    const card = latest(this.page.matter, "peer_card").at(-1);
    if (!card || !this.page.matter.served.mine) return null;
    return el("div", { class: "note told" }, el("h3", {}, "De kaart zonder naam"), prose(card.content.situation), prose(card.content.question), el("button", { type: "button", class: "link", onclick: () => this.#writeCard(null) }, "Verbeter de kaart"));
  }

  /** @param {KeptDraft | null} kept */
  #writeCard(kept) {
    const about = this.#about("peer_card");
    const warn = cardWarner(this.page);
    const form = revisionForm(this, {
      part: "peer", kind: "peer_card", about, was: latest(this.page.matter, "peer_card").at(-1) ?? null, kept: kept ?? this.page.draftOf(about), wrong: warn,
      fields: (content) => CARD.map((field) => ({ ...field, value: String(content[field.name] ?? ""), needed: "Schrijf op waar het over gaat en wat je wilt vragen." })),
      content: ({ situation, question }) => ({ situation: String(situation), question: String(question) }),
      told: ({ content }) => answers([["Situatie", String(content.situation)], ["Vraag", String(content.question)]]),
      button: "Bewaar de kaart", said: "De kaart is bewaard.", onClosed: () => this.closed(),
    });
    fill(this, el("h2", {}, "De kaart zonder naam"), form);
  }

  /** @param {KeptDraft | null} kept */
  async #share(kept) {
    /** @type {Colleague[]} */
    let colleagues;
    try {
      const taken = new Set(this.#open.map(({ colleague }) => colleague));
      colleagues = (await loadColleagues()).filter(({ id }) => !taken.has(id) && this.page.matter.served.pair?.includes(id));
    } catch (error) {
      return this.#tell(sentenceFor(error));
    }
    if (colleagues.length === 0) return this.#tell("Er is nu geen andere collega van deze organisatie met een kluis om mee te delen.");
    fill(this, el("h2", {}, "Wat zei de inbrenger?"), this.#shareForm(colleagues, kept));
  }

  /** @param {Colleague[]} colleagues @param {KeptDraft | null} kept */
  #shareForm(colleagues, kept) {
    const about = this.#about("share");
    const warn = cardWarner(this.page);
    let unanswered = false;
    /** @type {{name: string, width: string} | null} */
    let arrived = null;
    return new Writing({
      about, kept: kept ?? this.page.draftOf(about), button: "Deel", said: "Gedeeld.",
      before: [el("p", {}, "Delen mag als de inbrenger dat goed vindt. Vraag het eerst: met wie, wat, en tot wanneer.")],
      fields: this.#fields(colleagues),
      wrong: (values) => [...this.#wrong(values), ...(values.width === "peer_card" ? warn(values) : [])],
      save: async (values) => {
        const colleague = /** @type {Colleague} */ (colleagues.find(({ id }) => id === values.colleague));
        // What was sent without an answer may have arrived: first see how things stand.
        if (unanswered) await this.page.refresh();
        arrived = this.#open.find((one) => unanswered && one.colleague === colleague.id) ?? null;
        if (arrived) return;
        try {
          await this.#shareNow(values, colleague);
        } catch (error) {
          unanswered ||= error instanceof Offline;
          throw error;
        }
        await this.page.saved();
      },
      onStale: async () => {
        await this.page.refresh();
        return "De kwestie is intussen veranderd. Annuleer en kijk wie hem nu kan openen, of probeer het nog een keer.";
      },
      onClosed: () => {
        this.closed();
        if (arrived) this.#tell(`Je vorige poging was al gelukt: ${arrived.name} ziet nu ${WIDTHS[/** @type {Width} */ (arrived.width)]}. Wat je daarna nog veranderde in het formulier, geldt niet.`);
      },
    });
  }

  /** @param {Colleague[]} colleagues @returns {Field[]} */
  #fields(colleagues) {
    return [
      { name: "colleague", label: "Met wie wil je delen?", kind: "one", choices: colleagues.map(({ id, name }) => [id, name]), value: colleagues.length === 1 ? colleagues[0].id : "", needed: "Kies met wie je wilt delen." },
      { name: "width", label: "Wat mag die collega zien?", kind: "one", choices: Object.entries(WIDTHS).filter(([key]) => key !== "as_said").map(([key, label]) => [key, label]), needed: "Kies wat de inbrenger goed vindt." },
      ...CARD.map((field) => ({ ...field, only: "peer_card" })),
      { name: "until", label: "Tot en met", kind: "date", hint: "Leeg: tot de inbrenger het intrekt." },
      { name: "agreed", label: "De inbrenger zei ja, in een gesprek met mij.", kind: "tick", needed: "Zonder ja van de inbrenger deel je niets." },
    ];
  }

  /** @param {Values} values @returns {[string, string][]} */
  #wrong({ width, until, situation, question }) {
    /** @type {[string, string][]} */
    const wrong = [];
    if (until && String(until) < this.page.today) wrong.push(["until", "Deze dag is voorbij. Kies een latere dag, of maak hem leeg."]);
    if (width === "peer_card" && !String(situation).trim()) wrong.push(["situation", "Schrijf de situatie op, zonder namen."]);
    if (width === "peer_card" && !String(question).trim()) wrong.push(["question", "Schrijf op wat je wilt vragen."]);
    return wrong;
  }

  /** @param {Values} values @param {Colleague} colleague */
  async #shareNow(values, colleague) {
    if ((!colleague.checked || colleague.substituted) && !(await comparedWith(colleague))) throw new Refusal("Er is niets gedeeld: de cijfers zijn nog niet vergeleken.", "refused");
    const checked = { ...colleague, checked: true, pinned: true, substituted: false, comparedAs: null };
    Object.assign(colleague, checked);
    const width = /** @type {Width} */ (values.width);
    const expires = String(values.until) || null;
    const peerCard = width === "peer_card" ? { situation: String(values.situation), question: String(values.question) } : null;
    await share(this.page.matter, { colleague, width, text: asked(colleague.name, width, expires), expires, today: this.page.today, peerCard });
  }

  /** @param {HTMLElement} line @param {{colleague: string, name: string, width: string}} shared */
  #askWithdrawal(line, shared) {
    const trouble = el("p", { class: "error", role: "alert" });
    const yes = el("button", { type: "button", class: "button quiet grave" }, `Trek in bij ${shared.name}`);
    yes.addEventListener("click", () => void this.#withdraw(shared, yes, trouble));
    fill(line, el("div", {}, el("p", {}, `Vanaf nu kan ${shared.name} deze kwestie niet meer openen, en niets lezen van wat je hierna opschrijft. Wat ${shared.name} al las, blijft gelezen.`), trouble, el("p", { class: "together" }, yes, el("button", { type: "button", class: "link", onclick: () => this.closed() }, "Toch niet"))));
    yes.focus();
  }

  /** @param {{colleague: string, name: string, width: string}} shared @param {HTMLButtonElement} button @param {HTMLElement} trouble */
  async #withdraw(shared, button, trouble) {
    if (button.disabled) return;
    button.disabled = true;
    try {
      const pin = (await vault.pins()).find(({ owner }) => owner === shared.colleague);
      if (!pin) throw new Refusal(`Van ${shared.name} is in jouw kluis geen sleutel bekend. Bel je beheerder.`, "refused");
      const width = /** @type {Width} */ (shared.width);
      const { left } = await withdraw(this.page.matter, { pin, width, text: `Ingetrokken: ${asked(shared.name, width, null)}` });
      await this.page.saved();
      announce(["Ingetrokken.", ...left.map(({ name, why }) => `${name} kreeg geen nieuwe sleutel: ${why}.`)].join(" "));
      this.closed();
    } catch (error) {
      button.disabled = false;
      trouble.textContent = sentenceFor(error);
    }
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.querySelector(".told-now")?.remove();
    this.append(el("p", { class: "soft told-now", role: "alert" }, sentence));
  }

  /** @param {string} about @param {KeptDraft} kept */
  resume(about, kept) {
    if (about === this.#about("share")) void this.#share(kept);
    else if (about === this.#about("peer_card")) this.#writeCard(kept);
    else return false;
    return true;
  }
}

customElements.define("nabij-matter-sharing", MatterSharing);
