// *Wordt deze persoon vaker genoemd?*: what is compared of a matter, looking, and what comes first when there is something.
import { el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { carry } from "../day/carried.js";
import { look } from "../day/comparing.js";
import { keepLooked, keepUp, sayWhoCame } from "../day/keeping-up.js";
import { canBeCompared, matchOf, namedParty, visitorOf } from "../day/match-record.js";
import { allCards, almostNamed, alsoNamed, onBothSides, ownPeople } from "../day/own-people.js";
import { personOf } from "../vault/person-name.js";
import { json } from "../vault/bytes.js";
import { MatterSection } from "./matter-section.js";
import { doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../day/keeping-up.js").Standing} Standing */
/** @typedef {import("../day/own-people.js").Known} Known */
/** @typedef {import("../day/cards.js").MatterCard} MatterCard */

const ANYBODY = "Van deze naam valt niets te vergelijken. Schrijf een voornaam en achternaam op, of het werkadres.";
const NOT_KEPT = "Dat je keek, kon niet worden bewaard. Het antwoord klopt. Vandaag zegt je dan niet wanneer je nog eens kunt kijken.";
const BOTH_SIDES = [
  "Deze inbrenger wordt in een andere kwestie genoemd. Welke dat is, zegt Nabij niet.",
  "Is die kwestie van jou? Dan kan deze kwestie beter bij je collega. Is zij van je collega? Houd ze dan uit elkaar: deel niets, spar hier niet over en laat je collega niet invallen. Twijfel je, dan kan deze kwestie beter bij een ander.",
];

class MatterPattern extends MatterSection {
  /** @type {Standing | null} */
  #standing = null;
  /** Whom the page named when it was drawn. */
  #about = "";
  /** @type {{enough: boolean, threshold: number} | null} */
  #answer = null;
  /** @type {Known[]} */
  #alike = [];
  /** One's own other matters that name the same person. @type {string[]} */
  #same = [];
  /** Why a look did not go, in words. */
  #trouble = "";
  #looksNow = false;
  #choosing = false;

  draw() {
    this.#answer = null;
    this.#trouble = "";
    // What stood of somebody else says nothing of who is named now.
    const about = json(namedParty(this.page.matter));
    if (about !== this.#about) this.#standing = null;
    this.#about = about;
    this.#tell();
    void this.#keepUp();
  }

  get #organisation() {
    return Number(this.page.matter.served.register.organisation);
  }

  async #keepUp() {
    const { matter, quietly } = this.page;
    try {
      const standing = await quietly(() => keepUp(matter));
      if (!this.isConnected || this.page.matter !== matter) return;
      this.#standing = standing;
      // Where nobody is named there is nothing else to draw: a click or the keyboard keeps what it is on.
      if (!this.#choosing && (this.#names || this.#toldApart)) this.#tell();
    } catch (error) {
      // The vault was shut meanwhile: the page is emptied anyway.
      if (!(error instanceof Error) || error.name !== "Locked") throw error;
    }
  }

  get #names() {
    const { name, email } = namedParty(this.page.matter);
    return name !== "" || email !== "";
  }

  get #toldApart() {
    return matchOf(this.page.matter).sides?.found === true;
  }

  #tell() {
    const told = this.#toldApart;
    const names = this.#names;
    if (!this.page.matter.served.mine) return void this.#readAlong();
    this.hidden = false;
    const busy = this.contains(document.activeElement) ? document.activeElement?.textContent : null;
    fill(
      this,
      told && el("div", { class: "message warning", "data-both-sides": true }, el("h2", {}, "Houd twee kwesties uit elkaar"), ...BOTH_SIDES.map((sentence) => el("p", {}, sentence))),
      names && el("h2", {}, "Wordt deze persoon vaker genoemd?"),
      ...(names ? this.#body() : [this.#visitor()]),
    );
    if (busy !== null) this.#focusAgain(busy ?? "");
    return undefined;
  }

  /** Who reads along in a matter of which they support the other side is told so, by their own browser alone. */
  async #readAlong() {
    const { matter } = this.page;
    this.hidden = true;
    const people = { visitor: visitorOf(matter), named: namedParty(matter) };
    if (!Object.values(people).some((one) => canBeCompared(personOf(one)))) return;
    const { known } = await ownPeople(this.#organisation, matter.id).catch(() => ({ known: [] }));
    const found = onBothSides(people, known);
    if (found.length === 0 || !this.isConnected || this.page.matter !== matter) return;
    this.hidden = false;
    const keeper = matter.served.keeper.name;
    fill(this, el("div", { class: "message warning", "data-both-sides": true, role: "alert" },
      el("h2", {}, "Je steunt hier al de andere kant"),
      el("p", {}, "Iemand in deze kwestie komt ook voor in een kwestie van jou: ", ...found.flatMap(({ id, alias }, nth) => [nth > 0 && ", ", el("a", { href: `/kwesties/${id}/` }, alias || "Zonder schuilnaam")]), "."),
      el("p", {}, `Wie de ene kant steunt, kan de andere kant niet ook steunen. Lees hier niet verder, en spar hier niet over. Vraag ${keeper} om het delen in te trekken.`),
    ));
  }

  /** What is drawn anew under the keyboard gets it back. @param {string} words */
  #focusAgain(words) {
    const same = /** @type {HTMLElement | undefined} */ ([...this.querySelectorAll("button, a")].find(({ textContent }) => textContent === words));
    if (same) same.focus({ preventScroll: true });
    else this.#focusHeading();
  }

  #focusHeading() {
    const heading = /** @type {HTMLElement | null} */ ([...this.querySelectorAll("h2")].at(-1) ?? this.querySelector("button"));
    if (heading?.matches("h2")) heading.tabIndex = -1;
    heading?.focus({ preventScroll: true });
  }

  /** @returns {(Node | null)[]} */
  #body() {
    if (!this.#standing) return [el("p", { class: "soft small", role: "status" }, "Even geduld.")];
    const { kind, why } = this.#standing;
    const about = el("p", { class: "small" }, el("a", { href: `/patronen/${this.#organisation}/` }, "Wie kan vergelijken, en wie keek er"));
    if (kind === "anybody") return [el("p", { class: "soft" }, ANYBODY), this.#visitor()];
    if (kind !== "compared") return [el("p", {}, el("strong", {}, "Nog niet vergeleken.")), el("p", { class: "soft small" }, why || "Wat je opschreef is bewaard."), this.#visitor(), about];
    return [el("p", { class: "soft small" }, "Je browser kan vergelijken zonder de naam te geven. Je collega ziet dat je kijkt, niet over wie."), why ? el("p", { class: "soft small" }, why) : null, this.#looking(), this.#said(), this.#hints(), this.#visitor(), about];
  }

  #looking() {
    return el("div", {}, el("p", { class: "error", role: "alert" }, this.#trouble), el("p", {}, el("button", { type: "button", class: "button quiet", "aria-disabled": this.#looksNow ? "true" : null, onclick: () => void this.#asked() }, "Kijk of dit vaker speelt")));
  }

  /** One look at a time; whatever is drawn anew meanwhile, its answer or its trouble is told. */
  async #asked() {
    if (this.#looksNow) return;
    this.#looksNow = true;
    this.#trouble = "";
    this.#answer = null;
    this.#tell();
    try {
      await this.#look();
    } catch (error) {
      this.#trouble = sentenceFor(error);
    } finally {
      this.#looksNow = false;
      this.#tell();
    }
  }

  async #look() {
    const { matter, quietly } = this.page;
    // What was changed a moment ago may still be on its way: a look is about who is named now.
    const { kind, why, match } = await quietly(() => keepUp(matter));
    if (kind !== "compared") throw new Refusal(why || "Dit is nog niet vergeleken. Probeer het zo nog eens.", "stale");
    const answer = await look(this.#organisation, match);
    // Slips of the pen among one's own matters: for this browser alone, and nothing that an answer waits for.
    const { known } = await ownPeople(this.#organisation, matter.id).catch(() => ({ known: [] }));
    this.#alike = almostNamed(namedParty(matter), known);
    this.#same = alsoNamed(namedParty(matter), known).map(({ id }) => id);
    this.#answer = answer;
    await quietly(() => keepLooked(matter, answer.enough)).catch((error) => {
      // What was answered is shown all the same.
      if (error instanceof Error && error.name === "Locked") throw error;
      this.#trouble = NOT_KEPT;
    });
    announce(answer.enough ? `Ten minste ${answer.threshold} andere kwesties.` : "Niets dat opvalt.");
  }

  #said() {
    if (!this.#answer) return null;
    const { enough, threshold } = this.#answer;
    if (!enough) return el("div", { class: "note told", "data-answer": "nothing" }, el("p", {}, el("strong", {}, "Niets dat opvalt.")), el("p", { class: "small" }, "Dat zegt niet dat er niets speelt."));
    return el(
      "div", { class: "message", "data-answer": "enough" },
      el("p", {}, el("strong", {}, `Ten minste ${threshold} andere kwesties.`), " Verschillende inbrengers noemden, volgens hen, dezelfde persoon."),
      el("h3", {}, "Eerst toestemming"),
      el("ol", {},
        el("li", {}, "Vraag je eigen inbrenger of je hier iets mee mag doen, en wat."),
        el("li", {}, "Je collega vraagt het aan de eigen inbrengers. Noem daarbij geen naam, ook niet aan elkaar."),
        el("li", {}, "Zeggen zij ja? Dan pas openen jullie samen iets, en bespreken jullie een volgende stap."),
      ),
      this.#toAsking(),
      el("p", {}, el("a", { href: "/signalen/nieuw/", onclick: () => this.#carry() }, "Begin een signaal")),
      el("p", { class: "small", "data-part": "once" }, "Kwam iemand bij jou én bij je collega? Dat het één inbrenger is, weet Nabij alleen door een naam, adres of nummer dat bij jullie allebei staat. Noemde die zich bij de een anders dan bij de ander, dan kan die dubbel meetellen."),
      el("p", { class: "small soft" }, "Dit is geen oordeel over iemand. Mensen met dezelfde naam kunnen door elkaar lopen."),
    );
  }

  /** What the signal starts from: no number, and nobody's name. Each matter of one's own can be left out there. */
  #carry() {
    const { id, served } = this.page.matter;
    carry({ organisation: Number(served.register.organisation), reason: "repeat_person", text: "Verschillende inbrengers noemden, volgens hen, dezelfde persoon.", from: "Vergelijken", matters: served.mine ? [id, ...this.#same] : [] });
  }

  /** To where the visitor is asked; someone without keys is asked in conversation. */
  #toAsking() {
    const asking = /** @type {HTMLElement | null} */ (document.querySelector("nabij-matter-asking:not([hidden])"));
    if (!asking) return el("p", { class: "small" }, "Vraag het in jullie volgende gesprek.");
    const go = () => {
      const heading = asking.querySelector("h2");
      if (heading) heading.tabIndex = -1;
      asking.scrollIntoView({ block: "start" });
      heading?.focus();
    };
    return el("p", {}, el("button", { type: "button", class: "link", onclick: go }, "Vraag het de inbrenger"));
  }

  #hints() {
    if (this.#alike.length === 0) return null;
    const links = this.#alike.map(({ id, alias }) => el("li", {}, el("a", { href: `/kwesties/${id}/` }, alias || "Zonder schuilnaam")));
    return el("div", { class: "note", "data-alike": true }, el("p", {}, "In een andere kwestie van jou staat een naam die hier erg op lijkt. Is het dezelfde persoon? Schrijf de naam dan overal hetzelfde."), el("ul", { class: "lines" }, ...links));
  }

  /** Who came twice counts once: one's own matters can be said to be one visitor's. */
  #visitor() {
    const { same } = matchOf(this.page.matter);
    const place = el("div", {});
    const open = el("button", { type: "button", class: "link", onclick: () => void this.#choose(place, same) }, same ? "Telt mee als dezelfde inbrenger als in een andere kwestie. Wijzig" : "Kwam deze inbrenger eerder bij jou?");
    fill(place, el("p", { class: "small" }, open));
    return place;
  }

  /** @param {HTMLElement} place @param {string} same */
  async #choose(place, same) {
    this.#choosing = true;
    const trouble = troubleLine();
    const stop = () => {
      this.#choosing = false;
      this.#tell();
      this.#focusHeading();
    };
    try {
      const cards = (await allCards()).filter(({ id, mine, organisation }) => mine && id !== this.page.matter.id && organisation.id === this.#organisation);
      const select = el("select", { id: "same-visitor", "aria-describedby": "same-visitor-hint" }, el("option", { value: "" }, "Nee, of niet bij mij"), ...cards.map(({ id, alias }) => el("option", { value: id, selected: id === same }, alias || "Zonder schuilnaam")));
      const keep = doing("Bewaar", async () => {
        const { matter, quietly } = this.page;
        await quietly(() => sayWhoCame(matter, select.value));
        this.#standing = await quietly(() => keepUp(matter));
        announce("Bewaard in de kluis.");
        stop();
      }, { trouble, quiet: true });
      fill(place, el("div", { class: "field" }, el("label", { for: "same-visitor" }, "Dit is dezelfde inbrenger als in"), el("p", { class: "hint", id: "same-visitor-hint" }, "Dan telt die bij jou één keer mee, ook in het jaarverslag. Wat al uitkwam, verandert niet. De server weet dan dat deze kwesties van één persoon zijn, niet van wie."), select), trouble, el("p", { class: "together" }, keep, el("button", { type: "button", class: "link", onclick: stop }, "Annuleren")));
      select.focus();
    } catch (error) {
      this.#choosing = false;
      fill(place, el("p", { class: "error", role: "alert" }, sentenceFor(error)));
    }
  }
}

customElements.define("nabij-matter-pattern", MatterPattern);
