// <nabij-vault-page>: one's own vault. Ways to open it, the recovery code, colleagues, an export, and what to do when something went wrong.
import { addressed } from "../desk/address.js";
import { addPasskey, addWords, removeWay, renew, replaceRecoveryCode, waysIn } from "../day/account.js";
import { fetchState } from "../day/vault.js";
import { el } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { boardContactsSection, colleaguesSection, ownCounsellorsSection } from "./vault-colleagues.js";
import { exportSection } from "./vault-export.js";
import { renewingSection } from "./vault-renewing.js";
import { chooseMethod, chooseWords, doing, drawPaper, drawStep, drawWorking, tell, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/account.js").Method} Method */
/** @typedef {import("../day/account.js").OnPaper} OnPaper */
/** @typedef {import("../day/account.js").WayIn} WayIn */
/** @typedef {import("../day/vault.js").ServedState} ServedState */

// New keys make the shell draw this page anew: what to say then, and whether matters come next.
const news = { sentence: "", matters: false };

const REASONS = /** @type {const} */ ({
  lost: {
    title: "Passkey of woorden kwijt",
    said: addressed("Je kluis heeft nieuwe sleutels. Wat je kwijt was, opent niets meer.", "Uw kluis heeft nieuwe sleutels. Wat u kwijt was, opent niets meer."),
    lead: addressed("Je kluis krijgt een nieuwe sleutel. Daarna openen je oude passkeys, woorden en herstelcode hem niet meer.", "Uw kluis krijgt een nieuwe sleutel. Daarna openen uw oude passkeys, woorden en herstelcode hem niet meer."),
    more: [
      addressed("Je kiest een nieuwe manier om te openen en krijgt een nieuwe herstelcode. Andere passkeys voeg je daarna opnieuw toe.", "U kiest een nieuwe manier om te openen en krijgt een nieuwe herstelcode. Andere passkeys voegt u daarna opnieuw toe."),
      "Een passkey die kwijt is kan nog wel inloggen. Haal hem weg bij Mijn account, Passkeys.",
      "De oude manieren openen nog wel de kluis zoals die in eerdere reservekopieën staat.",
    ],
  },
  seen: {
    title: "Iemand heeft mijn kluis misschien gezien",
    said: addressed("Je kluis en jijzelf hebben nieuwe sleutels.", "Uw kluis en uzelf hebben nieuwe sleutels."),
    lead: addressed("Je krijgt nieuwe sleutels voor alles: voor je kluis, voor jezelf, en voor elke lopende kwestie.", "U krijgt nieuwe sleutels: voor uw kluis en voor uzelf."),
    more: [
      addressed("Wie je kluis zag, kan niet meer lezen wat je hierna opschrijft. Wat er al stond, ook in eerdere reservekopieën, blijft voor diegene open. Dat kan niemand terugdraaien.", "Wie uw kluis zag, kan brieven die hierna komen niet lezen. Wat er al stond, ook in eerdere reservekopieën, blijft voor diegene open. Dat kan niemand terugdraaien."),
      addressed("Je collega’s zien daarna andere cijfers. Vergelijk ze opnieuw, voor je weer iets deelt.", "Uw vertrouwenspersonen zien daarna andere cijfers. Vergelijk ze opnieuw: zolang kan er geen brief komen."),
      addressed("Wie al een gesprek met je heeft, schrijft gewoon verder: je oude sleutels tekenen voor de nieuwe, en de pagina van de inbrenger kijkt dat na. Posters en kaartjes tekenen niet mee: druk die van je organisaties daarna opnieuw af, en maak een nieuwe code voor wie zijn code nog niet gebruikte.", ""),
      addressed("Verander ook je wachtwoord, en kijk bij Mijn account waar je bent ingelogd.", "Verander ook uw wachtwoord, en kijk bij Mijn account waar u bent ingelogd."),
    ],
  },
});

class VaultPage extends HTMLElement {
  /** @type {ServedState | null} */
  #state = null;
  #forget = () => {};

  connectedCallback() {
    drawStep(this, "Mijn kluis", el("p", { class: "soft" }, "Even kijken…"));
    void this.#load();
  }

  disconnectedCallback() {
    this.#forget();
  }

  async #load(said = "") {
    this.removeAttribute("data-unsaved");
    this.#forget();
    const trouble = troubleLine();
    try {
      this.#state = await fetchState();
      if (this.isConnected) this.#draw(this.#state, said);
    } catch (error) {
      drawStep(this, "Mijn kluis", trouble, el("p", { class: "actions" }, doing("Probeer opnieuw", () => this.#load(), { trouble })));
      tell(trouble, error);
    }
  }

  #back = () => void this.#load();

  /** @param {ServedState} state @param {string} said */
  #draw(state, said) {
    const sentence = said || news.sentence;
    const exporting = exportSection();
    this.#forget = exporting.forget;
    drawStep(
      this, "Mijn kluis",
      sentence ? el("p", { class: "message" }, sentence) : null,
      state.role === "counsellor" && renewingSection(news.matters),
      this.#ways(state),
      this.#code(),
      ...(state.role === "counsellor" ? [colleaguesSection(this.#back), boardContactsSection(this.#back)] : [ownCounsellorsSection(this.#back)]),
      state.role === "counsellor" && exporting.section,
      this.#wrong(),
      closing(),
    );
    if (sentence) announce(sentence);
    news.sentence = "";
    news.matters = false;
  }

  /** @param {ServedState} state */
  #ways(state) {
    const ways = waysIn(state.slots);
    const trouble = troubleLine();
    const hasWords = ways.some(({ kind }) => kind === "words");
    const lines = ways.map((way) => {
      const remove = way.removable && doing("Weghalen", () => this.#remove(way), { trouble, quiet: true });
      if (remove) remove.append(el("span", { class: "unseen" }, ` van ${way.label}`));
      return el("li", {}, el("span", {}, way.label), remove);
    });
    return el(
      "section", {},
      el("h2", {}, addressed("Zo open je je kluis", "Zo opent u uw kluis")),
      el("ul", { class: "lines" }, ...lines),
      el("p", { class: "soft" }, "Naast de herstelcode blijft er altijd één manier over."),
      trouble,
      el(
        "p", { class: "actions" },
        doing("Passkey toevoegen", () => this.#addPasskey(), { trouble, quiet: true }),
        doing(hasWords ? "Nieuwe zes woorden" : "Zes woorden toevoegen", () => this.#addWords(), { trouble, quiet: true }),
      ),
    );
  }

  #code() {
    const trouble = troubleLine();
    return el(
      "section", {},
      el("h2", {}, "Herstelcode"),
      el("p", {}, addressed("Ben je het papier kwijt, of heeft iemand het gezien? Maak een nieuwe code. De oude blijft werken tot je de nieuwe hebt overgetypt.", "Bent u het papier kwijt, of heeft iemand het gezien? Maak een nieuwe code. De oude blijft werken tot u de nieuwe hebt overgetypt.")),
      el("p", {}, addressed("De oude code opent nog wel eerdere reservekopieën en eerder gemaakte exports. Heeft iemand hem, kies dan hieronder voor nieuwe sleutels.", "De oude code opent nog wel eerdere reservekopieën. Heeft iemand hem, kies dan hieronder voor nieuwe sleutels.")),
      trouble, el("p", { class: "actions" }, doing("Nieuwe herstelcode", () => this.#newCode(), { trouble, quiet: true })),
    );
  }

  #wrong() {
    const trouble = troubleLine();
    const lines = /** @type {const} */ (["lost", "seen"]).map((reason) => {
      const { title, lead } = REASONS[reason];
      return el("li", {}, el("span", {}, el("strong", {}, title), el("br"), el("span", { class: "soft" }, lead)), doing("Bekijk", () => this.#explain(reason), { trouble, quiet: true }));
    });
    for (const line of lines) line.querySelector("button")?.append(el("span", { class: "unseen" }, ` ${line.querySelector("strong")?.textContent}`));
    return el("section", {}, el("h2", {}, "Als er iets is gebeurd"), el("ul", { class: "lines" }, ...lines), trouble);
  }

  /** @param {WayIn} way */
  #remove(way) {
    const trouble = troubleLine();
    const remove = async () => {
      await removeWay(way.id);
      await this.#load(addressed(`${way.label} opent je kluis niet meer.`, `${way.label} opent uw kluis niet meer.`));
    };
    drawStep(
      this, `${way.label} weghalen?`,
      el("p", { class: "lead" }, addressed("Hij opent je kluis dan niet meer. De andere manieren blijven.", "Hij opent uw kluis dan niet meer. De andere manieren blijven.")),
      way.kind === "passkey" && el("p", {}, addressed("Inloggen kan er nog wel mee. Ook dat stop je bij Mijn account, Passkeys.", "Inloggen kan er nog wel mee. Ook dat stopt u bij Mijn account, Passkeys.")),
      el("p", {}, addressed("Is hij kwijt of heeft een ander hem? Kies dan “Passkey of woorden kwijt”: dan krijgt je kluis een nieuwe sleutel.", "Is hij kwijt of heeft een ander hem? Kies dan “Passkey of woorden kwijt”: dan krijgt uw kluis een nieuwe sleutel.")),
      trouble,
      el("p", { class: "actions" }, doing("Weghalen", remove, { trouble, grave: true }), doing("Terug", this.#back, { trouble, quiet: true })),
    );
  }

  #addPasskey() {
    return chooseMethod(this, {
      title: "Passkey toevoegen", words: false, back: { label: "Terug", work: this.#back },
      chosen: ({ passkey }) => {
        if (!passkey) return;
        void this.#working("We voegen de passkey toe", 1, async () => {
          await addPasskey(passkey);
          passkey.prf.fill(0);
          await this.#load(addressed("Deze passkey opent nu ook je kluis.", "Deze passkey opent nu ook uw kluis."));
        });
      },
    });
  }

  #addWords() {
    this.setAttribute("data-unsaved", "");
    return chooseWords(this, {
      back: { label: "Terug", work: this.#back },
      chosen: (words) =>
        void this.#working(addressed("We voegen je woorden toe", "We voegen uw woorden toe"), 1, async (onProgress) => {
          await addWords(words.join(" "), onProgress);
          await this.#load(addressed("Je zes woorden openen nu je kluis.", "Uw zes woorden openen nu uw kluis."));
        }),
    });
  }

  #newCode() {
    return this.#working("We maken een nieuwe code", 1, async (onProgress) => {
      this.#onPaper(await replaceRecoveryCode(onProgress), "Nieuwe code gebruiken", () => this.#load(addressed("Je nieuwe herstelcode geldt. Gooi het oude papier weg.", "Uw nieuwe herstelcode geldt. Gooi het oude papier weg.")));
    });
  }

  /** @param {"lost" | "seen"} reason */
  #explain(reason) {
    const { title, lead, more } = REASONS[reason];
    const trouble = troubleLine();
    const next = () => this.#chooseAfter(reason);
    drawStep(
      this, title, el("p", { class: "lead" }, lead), ...more.filter(Boolean).map((sentence) => el("p", {}, sentence)), trouble,
      el("p", { class: "actions" }, doing("Verder", next, { trouble }), doing("Terug", this.#back, { trouble, quiet: true })),
    );
  }

  /** @param {"lost" | "seen"} reason */
  #chooseAfter(reason) {
    return chooseMethod(this, {
      title: addressed("Hoe open je je kluis hierna?", "Hoe opent u uw kluis hierna?"), chosen: (method) => void this.#renew(reason, method),
      back: { label: "Terug", work: () => this.#explain(reason) },
    });
  }

  /** @param {"lost" | "seen"} reason @param {Method} method */
  #renew(reason, method) {
    return this.#working("We maken nieuwe sleutels", method.words ? 2 : 1, async (onProgress) => {
      const paper = await renew(reason, method, onProgress);
      method.passkey?.prf.fill(0);
      const finish = async (/** @type {string} */ typed) => {
        Object.assign(news, { sentence: REASONS[reason].said, matters: reason === "seen" });
        this.removeAttribute("data-unsaved");
        try {
          await paper.finish(typed);
        } catch (error) {
          Object.assign(news, { sentence: "", matters: false });
          if (this.isConnected) this.setAttribute("data-unsaved", "");
          throw error;
        }
      };
      // The shell closes and opens the vault with the new keys, and so draws this page anew.
      this.#onPaper({ ...paper, finish }, "Nieuwe sleutels gebruiken", () => {});
    });
  }

  /** @param {OnPaper} paper @param {string} button @param {() => unknown} saved */
  #onPaper(paper, button, saved) {
    const { today } = /** @type {ServedState} */ (this.#state);
    drawPaper(this, paper, { today, button, saved, stop: { label: "Stoppen, alles laten zoals het was", work: this.#back } });
  }

  /** @param {string} title @param {number} turns @param {(onProgress: (done: number) => void) => Promise<unknown>} work */
  async #working(title, turns, work) {
    this.setAttribute("data-unsaved", "");
    try {
      await work(drawWorking(this, title, turns));
    } catch (error) {
      if (!this.isConnected) return;
      this.removeAttribute("data-unsaved");
      const trouble = troubleLine();
      drawStep(this, "Dit lukte niet", trouble, el("p", { class: "actions" }, doing("Terug naar mijn kluis", this.#back, { trouble })));
      tell(trouble, error);
    }
  }
}

const closing = () =>
  el(
    "section", {},
    el("h2", {}, addressed("Wanneer je kluis dichtgaat", "Wanneer uw kluis dichtgaat")),
    el("p", {}, addressed("Na tien minuten zonder typen, klikken of scrollen gaat hij vanzelf dicht, in alle tabbladen tegelijk. Ook als je het tabblad sluit of de pagina opnieuw laadt.", "Na tien minuten zonder typen, klikken of scrollen gaat hij vanzelf dicht, in alle tabbladen tegelijk. Ook als u het tabblad sluit of de pagina opnieuw laadt.")),
    el("p", {}, addressed("Wat je typte wordt tussendoor versleuteld bewaard en staat er weer na het openen. Loop je weg, kies dan “Nu sluiten”.", "Wat u in een antwoord typte wordt tussendoor versleuteld bewaard en staat er weer na het openen. Loopt u weg, kies dan “Nu sluiten”.")),
  );

customElements.define("nabij-vault-page", VaultPage);
