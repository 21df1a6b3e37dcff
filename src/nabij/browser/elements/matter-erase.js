// The visitor asked to have everything destroyed: what goes, what stays, and doing it.
import { counted, el, fill } from "../desk/dom.js";
import { sentenceFor } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { erase, wantsErasing, whatGoes } from "../day/erasing.js";
import { MatterSection } from "./matter-section.js";

class MatterErase extends MatterSection {
  #busy = false;

  draw() {
    this.hidden = !wantsErasing(this.page.matter);
    if (this.hidden) return;
    fill(this,
      el("h2", {}, "De inbrenger wil dat alles gewist wordt"),
      el("p", {}, "Overleg eerst als dat nodig is. Jij voert het uit: het kan niet terug."),
      el("p", {}, el("button", { type: "button", class: "button quiet", onclick: () => this.#check() }, "Kijk na wat er gewist wordt")),
    );
  }

  #check() {
    const { messages, notes, files, person, readers } = whatGoes(this.page.matter);
    const goes = [counted(messages, "bericht", "berichten"), counted(notes, "notitie", "notities"), counted(files, "bijlage", "bijlagen"), person ? "naam en contact" : ""].filter(Boolean);
    const sure = el("input", { type: "checkbox", id: "erase-sure" });
    const trouble = el("p", { class: "error", role: "alert" });
    const heading = el("h2", { tabindex: "-1" }, "Wat er gewist wordt");
    fill(this, heading,
      el("ul", {},
        el("li", {}, `Alles wat op slot staat: ${goes.join(", ")}, de schuilnaam, de eigen woorden en de toestemmingen.`),
        el("li", {}, "Elke sleutel, ook die van de inbrenger", readers.size > 0 && `, en die van ${[...readers].join(", ")}`, ". En de sleutelhelft van de server."),
      ),
      el("h3", {}, "Wat er blijft"),
      el("ul", {},
        el("li", {}, "De regel voor het jaarverslag: codes en maanden, geen tekst en geen naam. Loopt de kwestie nog? Dan staat ze daarna als afgesloten."),
        el("li", {}, "De regels in het logboek: wie wat wanneer deed, zonder inhoud."),
        el("li", {}, "Een brief van een signaal die al weg is: het bestuur leest later dat die op minder rust. Loopt een signaal nog? Dan stopt het tot je weegt zonder deze inbrenger."),
        el("li", {}, "Een bewijs zonder namen. De inbrenger leest dat met de zeven woorden."),
        el("li", {}, "Een reservekopie of een export van eerder kan dit nog bevatten, tot die weg is. Wie al iets las, weet het nog."),
      ),
      el("div", { class: "tick" }, el("label", {}, sure, el("span", {}, "Ik heb dit nagekeken. Het kan niet terug."))),
      trouble,
      el("p", { class: "together" }, el("button", { type: "button", class: "button", onclick: () => void this.#erase(sure, trouble) }, "Wis alles"), el("button", { type: "button", class: "link", onclick: () => this.closed() }, "Toch niet")),
    );
    heading.focus();
  }

  /** @param {HTMLInputElement} sure @param {HTMLElement} trouble */
  async #erase(sure, trouble) {
    if (this.#busy) return;
    if (!sure.checked) {
      fill(trouble, "Kijk het eerst na en zet het vinkje. Er is niets gewist.");
      sure.focus();
      return;
    }
    this.#busy = true;
    fill(trouble, "Even geduld.");
    try {
      await erase(this.page.matter);
      gone(/** @type {HTMLElement} */ (this.closest("nabij-matter")));
    } catch (error) {
      if (error instanceof Refusal && error.code === "taken_back") this.#takenBack(error);
      else fill(trouble, sentenceFor(error));
    } finally {
      this.#busy = false;
    }
  }

  /** What there was to carry out is gone; the conversation is drawn anew, with what the visitor said. @param {Refusal} error */
  #takenBack(error) {
    const heading = el("h2", { tabindex: "-1" }, "De inbrenger nam de vraag terug");
    const redraw = () => void this.page.refresh().then(() => this.closed());
    fill(this, heading, el("p", {}, sentenceFor(error)), el("p", {}, el("button", { type: "button", class: "button quiet", onclick: redraw }, "Lees het gesprek")));
    heading.focus();
  }
}

/** Nothing of it stays on the page. @param {HTMLElement} page */
function gone(page) {
  const heading = el("h1", { tabindex: "-1" }, "Het is gewist");
  fill(page, el("section", { class: "sheet", "data-erased": true }, heading, el("p", {}, "Van deze kwestie blijven alleen de codes voor het jaarverslag. De inbrenger leest het bewijs met de zeven woorden."), el("p", {}, "Heb je zelf een export of iets op papier? Vernietig dat ook."), el("p", {}, el("a", { class: "button", href: "/vandaag/" }, "Naar Vandaag"))));
  heading.focus();
}

customElements.define("nabij-matter-erase", MatterErase);
