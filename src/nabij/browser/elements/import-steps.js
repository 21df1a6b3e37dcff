// The steps of *Importeren*: a file, its columns, a dry run, bringing in.
import { Import, knownRows, loadRemembered, remember, wasUndone } from "../day/importing.js";
import { addMapping, loadMapping } from "../day/import-memory.js";
import { vault } from "../day/vault.js";
import { counted, el, fill } from "../desk/dom.js";
import { announce, sentenceFor } from "../desk/say.js";
import { loadCards } from "../day/cards.js";
import { peopleRead, readAll, versionsOf } from "../day/search.js";
import { keyOf, LASTING, NEEDED, SKIP } from "../sheet/columns.js";
import { proposedFields } from "../sheet/headings.js";
import { idsOf, repeatsIn } from "../sheet/ids.js";
import { lastNumber } from "../sheet/matters.js";
import { planned, runningKey, runningName } from "../sheet/plan.js";
import { firstColumns, firstDraft, memorable, proposeValues } from "../sheet/proposing.js";
import { readFile } from "../sheet/read-file.js";
import { merged as mergedMapping, NO_MAPPING, shareable } from "../sheet/shared-memory.js";
import { BadSheet, sentenceOf } from "../sheet/refusals.js";
import { hiddenSaid, tableIn } from "../sheet/table.js";
import { unitAt, unitChoices } from "../sheet/units.js";
import { importsBefore } from "./import-before.js";
import { checked, rejectedTable, twinsAsked } from "./import-check.js";
import { columnsForm, troublesIn } from "./import-columns.js";
import { readCodes } from "./matter-codes.js";
import { aside, doing, troubleLine } from "./vault-steps.js";

/** @typedef {import("../sheet/columns.js").Coded} Coded */
/** @typedef {import("../sheet/workbook.js").Grid} Grid */
/** @typedef {import("../sheet/table.js").Table} Table */
/** @typedef {import("../sheet/proposing.js").Draft} Draft */
/** @typedef {import("../sheet/plan.js").Plan} Plan */
/** @typedef {import("../day/importing.js").Remembered} Remembered */

const LISTS = /** @type {Record<string, string>} */ ({ nature: "matter_nature", integrity_levels: "integrity_level", ...Object.fromEntries(LASTING.map(([field]) => [field, "durability"])) });
const LOST = "De verbinding viel weg. Wat er al in staat, staat er goed in. Ga verder zodra je weer verbinding hebt; er komt niets dubbel.";
const THEIRS = "Een collega van je praktijk las eerder zo’n lijst in. Wat die koos staat er als voorstel bij. Klopt het voor jouw lijst niet, kies dan iets anders.";
/** So long one waits for what colleagues chose, in milliseconds. */
const PATIENCE = 4000;
const UNDONE = "De import is teruggedraaid. De kwesties en gesprekken ervan zijn weg. Je kunt het bestand opnieuw inlezen.";
/** @param {number} left */
const mostUndone = (left) => `De import is teruggedraaid. ${left === 1 ? "1 kwestie bleef staan, want daar is" : `${left} kwesties bleven staan, want daar is`} daarna aan gewerkt; hieronder staat welke. De rest is weg.`;

/** @param {unknown} error */
const sentenceOn = (error) => (error instanceof BadSheet ? error.sentence : error instanceof Error && error.name === "Offline" ? LOST : sentenceFor(error));

export class Steps {
  #host;
  #codes;
  /** @type {import("../sheet/units.js").Units} */
  #units;
  /** @type {Remembered} */
  #remembered = { titles: {}, values: {}, blanks: {}, files: {}, doubted: false };
  /** How colleagues read theirs: proposed, and taken for sure by nobody. */
  #practice = NO_MAPPING;
  /** Comes when it comes: what is on the screen by then stays as it is. @type {Promise<unknown>} */
  #coming = Promise.resolve();
  /** What is added to it, one after the other. @type {Promise<unknown>} */
  #adding = Promise.resolve();
  #file = "";
  /** @type {Grid[]} */
  #grids = [];
  /** Sheets of this file that came in. @type {Set<string>} */
  #read = new Set();
  /** @type {Import | null} */
  #running = null;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#host = host;
    const template = /** @type {HTMLTemplateElement} */ (host.parentElement?.querySelector("template[data-codes]"));
    this.#codes = readCodes(template);
    const units = /** @type {HTMLTemplateElement} */ (host.parentElement?.querySelector("template[data-units]"));
    this.#units = Object.fromEntries([...units.content.querySelectorAll("[data-organisation]")].map((one) => [one.getAttribute("data-organisation"), [...one.querySelectorAll("data")].map(({ value, textContent }) => [value, textContent])]));
  }

  /** The page is left: no further piece is sent. */
  stop() {
    this.#running?.stop();
  }

  async start() {
    this.#coming = loadMapping().then((found) => (this.#practice = mergedMapping(found, this.#practice))).catch(() => undefined);
    this.#remembered = await loadRemembered().catch(() => this.#remembered);
    this.#drawFile(false);
  }

  /** @param {Coded} field */
  #choices = (field) => this.#codes.choices(LISTS[field] ?? field);

  /** @param {string} title @param {...import("../desk/dom.js").Child} children */
  #step(title, ...children) {
    const heading = el("h2", { tabindex: -1 }, title);
    fill(this.#host, el("section", {}, heading, ...children));
    heading.focus({ preventScroll: true });
    window.scrollTo({ top: 0, behavior: "instant" });
    announce(title);
  }

  #drawFile(moves = true, told = "") {
    const trouble = troubleLine("import-trouble");
    const status = el("p", { class: "soft", role: "status" });
    const input = el("input", { type: "file", id: "import-file", accept: ".xlsx,.xls,.ods,.csv", "aria-describedby": "import-hint import-trouble" });
    input.addEventListener("change", () => input.files?.[0] && void this.#take(input.files[0], trouble, status));
    const field = el("div", { class: "field" }, el("label", { for: "import-file" }, "Je bestand"), el("p", { class: "hint", id: "import-hint" }, "Een spreadsheet (xlsx, ods, xls of csv) met kolomnamen bovenaan en één gesprek per rij."), trouble, input, status, el("p", { class: "soft" }, "Wil je eerst zien hoe het werkt? ", el("a", { href: this.#host.dataset.example ?? "", download: "voorbeeldlijst.csv" }, "Voorbeeld ophalen"), ", een lijstje met verzonnen rijen."));
    const before = importsBefore(this.#remembered.files, (left) => this.#undone(left));
    if (moves) this.#step("Kies je bestand", told && el("p", { class: "message", "data-part": "undone" }, told), field, before);
    else fill(this.#host, el("section", {}, el("h2", { tabindex: -1 }, "Kies je bestand"), field, before));
  }

  /** What was chosen for it is no longer taken for sure. @param {number} left matters that stayed */
  async #undone(left) {
    const told = left > 0 ? mostUndone(left) : UNDONE;
    this.#remembered = { ...this.#remembered, doubted: true };
    await remember(this.#remembered).catch(() => undefined);
    this.#drawFile(true, told);
    announce(told);
  }

  /** @param {File} file @param {HTMLElement} trouble @param {HTMLElement} status */
  async #take(file, trouble, status) {
    fill(trouble);
    fill(status, "Even geduld, je browser leest het bestand.");
    try {
      this.#grids = await readFile(file);
      // Whoever has a slow connection reads in without it.
      await Promise.race([this.#coming, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      this.#file = file.name;
      this.#read.clear();
      this.#pick(this.#bestSheet());
    } catch (error) {
      fill(status);
      fill(trouble, sentenceOn(error));
    }
  }

  /** The first sheet with a table that has dates, else the first with a table; else what is wrong with the first. @returns {Table} */
  #bestSheet() {
    /** @type {unknown} */
    let wrong = null;
    /** @type {Table[]} */
    const tables = [];
    for (const grid of this.#grids) {
      try {
        tables.push(tableIn(grid));
      } catch (error) {
        wrong ??= error;
      }
    }
    const best = tables.find((table) => proposedFields(table).includes("date")) ?? tables[0];
    if (!best) throw wrong;
    return best;
  }

  /** @param {Table} table */
  #pick(table) {
    const { titles, blanks, doubted } = this.#remembered;
    const columns = firstColumns(table, /** @type {Record<string, Draft["fields"][number]>} */ (titles), this.#choices, doubted, this.#practice.titles);
    const draft = firstDraft(table, columns, blanks, this.#file);
    const organisations = this.#choices("organisation");
    // Whose rows these are is said of each sheet anew: matters in the register of another organisation are the worst that an import can do.
    draft.blanks.organisation = organisations.length === 1 ? organisations[0][0] : "";
    this.#drawColumns(table, draft);
  }

  /** @param {Draft} draft */
  #choicesFor = (draft) => (/** @type {Coded} */ field) => (field === "unit" ? unitChoices(this.#units, this.#choices("organisation"), draft) : this.#choices(field));

  /** @param {Table} table @param {Draft} draft */
  #drawColumns(table, draft) {
    const { values, doubted } = this.#remembered;
    const theirs = this.#practice.values;
    const trouble = el("div", {});
    const line = troubleLine();
    const choicesOf = this.#choicesFor(draft);
    const propose = (/** @type {Coded} */ field) => proposeValues(table, draft, field, choicesOf(field), values[field] ?? {}, doubted, theirs[field]);
    const sheet = { table, draft, choicesOf, propose, file: this.#file, thisYear: Number(this.#today.slice(0, 4)) };
    const form = columnsForm(sheet);
    const hidden = hiddenSaid(table);
    const check = doing("Controleer", async () => {
      const wrong = troublesIn(sheet);
      fill(trouble);
      if (wrong.length > 0) return tellAll(trouble, wrong);
      return this.#check(table, draft);
    }, { trouble: line });
    this.#step(
      "Zeg wat de kolommen zijn",
      el("p", {}, `${this.#file}: ${counted(table.rows.length, "rij", "rijen")}. Wat we zeker weten is ingevuld. Wat we denken heet ‘voorstel’ en wacht op jou, en wat we niet kennen vragen we. Een kolom die we niet kennen gaat mee in de notitie.`),
      theirsAsked(table, draft) && el("p", { class: "message", "data-part": "theirs" }, THEIRS),
      hidden && el("p", { class: "message warning", "data-part": "hidden" }, hidden),
      this.#sheetChoice(table),
      !draft.fields.includes("date") && el("p", { class: "message warning" }, sentenceOf("dateless", table.name)),
      trouble, ...form, line, el("div", { class: "actions" }, check, aside("Kies een ander bestand", () => this.#drawFile())),
    );
  }

  /** @param {Table} table */
  #sheetChoice({ name }) {
    if (this.#grids.length < 2) return null;
    const trouble = troubleLine("sheet-trouble");
    const choice = el("select", { id: "import-sheet", "aria-describedby": "sheet-trouble" }, ...this.#grids.map((grid) => el("option", { value: grid.name, selected: grid.name === name }, grid.name)));
    choice.addEventListener("change", () => this.#pickSheet(choice.value, trouble) || (choice.value = name));
    return el("div", { class: "field" }, el("label", { for: "import-sheet" }, "Blad"), el("p", { class: "hint" }, `Dit bestand heeft ${this.#grids.length} bladen. Je leest er één tegelijk in.`), trouble, choice);
  }

  /** Another sheet of this file. @param {string} name @param {HTMLElement} trouble @returns {boolean} whether it has a table */
  #pickSheet(name, trouble) {
    try {
      fill(trouble);
      this.#pick(tableIn(/** @type {Grid} */ (this.#grids.find((grid) => grid.name === name))));
      return true;
    } catch (error) {
      fill(trouble, sentenceOn(error));
      return false;
    }
  }

  /** The sheets of this file that hold something and did not come in: nobody takes one for all. */
  #sheetsLeft() {
    const left = this.#grids.filter(({ name, rows }) => !this.#read.has(name) && rows.filter((row) => row.filter(Boolean).length > 1).length > 1);
    if (left.length === 0) return null;
    const trouble = troubleLine();
    const button = (/** @type {Grid} */ { name }) => el("button", { type: "button", class: "button quiet", onclick: () => this.#pickSheet(name, trouble) }, `Naar blad ‘${name}’`);
    return el("div", { class: "message", "data-part": "sheets" }, el("p", {}, `${this.#file} heeft nog ${counted(left.length, "blad", "bladen")} waar iets op staat. Dat is nog niet ingelezen.`), trouble, el("div", { class: "actions" }, ...left.map(button)));
  }

  get #today() {
    return this.#host.dataset.today ?? "";
  }

  /** The dry run. @param {Table} table @param {Draft} draft */
  async #check(table, draft) {
    const ids = idsOf(await vault.importSecret(), table);
    const known = new Set((await knownRows(ids.rows)).keys());
    const { matters } = await loadCards();
    const running = new Set(matters.filter(({ alias }) => alias).map(({ organisation, alias }) => runningKey(String(organisation.id), alias)));
    if (draft.fields.includes("name")) for (const one of await namesRunning(matters)) running.add(one);
    const now = { today: this.#today, unitAt: (/** @type {string} */ organisation, /** @type {string} */ unit) => unitAt(this.#units, organisation, unit), known, running, repeats: repeatsIn(table), numbered: lastNumber(matters.map(({ alias }) => alias)) };
    await this.#remember(table, draft, ids.file);
    this.#share(table, draft);
    this.#drawCheck(table, draft, ids.file, () => planned(table, draft, ids.rows, now));
  }

  /** @param {Table} table @param {Draft} draft @param {string} batch @param {() => Plan} planning */
  #drawCheck(table, draft, batch, planning) {
    const plan = planning();
    const trouble = troubleLine();
    const ask = plan.twins.length > 0 && !draft.twins;
    const bring = doing(`Lees ${counted(plan.matters.length, "kwestie", "kwesties")} in`, () => this.#bring(batch, plan), { trouble });
    const choose = (/** @type {"apart" | typeof SKIP} */ how) => {
      draft.twins = how;
      this.#drawCheck(table, draft, batch, planning);
    };
    this.#step(
      "Kijk het na", ask && twinsAsked(plan, choose), ...checked(plan, (list, key) => this.#codes.label(LISTS[list] ?? list, key)),
      plan.matters.length > 0 && el("p", {}, "Er is nog niets bewaard. Je kunt alles later in één keer terugdraaien; een kwestie waar je dan aan gewerkt hebt, blijft staan."),
      ask && el("p", {}, "Kies eerst hierboven wat we doen met de rijen van kwesties die al lopen."),
      trouble, el("div", { class: "actions" }, plan.matters.length > 0 && !ask && bring, aside("Terug naar de kolommen", () => this.#drawColumns(table, { ...draft, twins: "" }))),
    );
  }

  /** @param {Table} table @param {Draft} draft @param {string} batch */
  async #remember({ titles }, { fields, values, blanks }, batch) {
    const { titles: before, values: codes, files } = this.#remembered;
    const merged = Object.fromEntries([...NEEDED, ...Object.keys(codes), ...Object.keys(values)].map((field) => [field, memorable({ ...codes[field], ...values[/** @type {Coded} */ (field)] })]));
    this.#remembered = { titles: { ...before, ...Object.fromEntries(titles.map((title, column) => [keyOf(title), fields[column]])) }, values: merged, blanks: memorable({ ...blanks, organisation: "" }), files: { ...files, [batch]: this.#file }, doubted: false };
    await remember(this.#remembered);
  }

  /** Tells colleagues, behind what one is doing; who cannot reads in their list all the same. @param {Table} table @param {Draft} draft */
  #share(table, draft) {
    const now = shareable(table, draft, this.#choicesFor(draft));
    this.#adding = this.#adding.then(() => addMapping(now)).catch(() => undefined);
  }

  /** @param {string} batch @param {Plan} plan */
  #bring(batch, plan) {
    if (this.#running) return;
    this.#running = new Import(batch, plan.matters);
    const total = plan.matters.reduce((sum, { rows }) => sum + rows.length, 0);
    const bar = el("progress", { max: total, value: 0, "aria-label": "Hoever het is" });
    const words = el("p", { role: "status" }, `0 van ${total} rijen`);
    const trouble = troubleLine();
    const again = el("button", { type: "button", class: "button", hidden: true }, "Ga verder");
    this.#step("Even geduld, we lezen in", el("p", {}, "Laat dit tabblad open. Ga je toch weg, dan kies je later hetzelfde bestand: wat er al is, komt er niet nog eens in."), bar, words, trouble, again);
    this.#host.toggleAttribute("data-unsaved", true);
    const going = async () => {
      again.hidden = true;
      fill(trouble);
      try {
        const outcome = await /** @type {Import} */ (this.#running).go((rows) => {
          bar.value = rows;
          fill(words, `${rows} van ${total} rijen`);
          announce(rows === total ? "" : `${Math.floor((rows / total) * 10) * 10} procent`);
        });
        this.#drawDone(outcome, plan);
      } catch (error) {
        fill(trouble, sentenceOn(error));
        again.hidden = wasUndone(error);
        again.focus();
      }
    };
    again.addEventListener("click", () => again.hidden || void going());
    void going();
  }

  /** @param {import("../day/importing.js").Outcome} outcome @param {Plan} plan */
  #drawDone({ done, elsewhere, refused }, { rejected, sheet }) {
    this.#running = null;
    this.#read.add(sheet);
    this.#host.toggleAttribute("data-unsaved", false);
    const late = refused.flatMap(({ rows }) => rows.map(({ number }) => ({ number, why: "Deze rij kwam intussen al deels binnen, in een ander tabblad. Kies het bestand opnieuw en kijk wat er staat." })));
    const behind = [...rejected, ...late];
    this.#step(
      "Het staat erin",
      el("p", {}, `${counted(done.matters, "kwestie", "kwesties")} met ${counted(done.talks, "gesprek", "gesprekken")} ${done.matters === 1 ? "is" : "zijn"} verzegeld bewaard.`),
      elsewhere > 0 && el("p", {}, `${counted(elsewhere, "rij kwam", "rijen kwamen")} intussen in een ander tabblad binnen, en staan er één keer in.`),
      behind.length > 0 && rejectedTable(behind),
      this.#sheetsLeft(),
      el("p", {}, "Gooi het oude bestand pas weg als je hier hebt nagekeken of alles er is."),
      el("div", { class: "actions" }, el("a", { class: "button", href: "/kwesties/" }, "Naar je kwesties"), aside("Nog een bestand", () => this.#drawFile())),
      importsBefore(this.#remembered.files, (left) => this.#undone(left)),
    );
  }
}

/** Whether something that a colleague chose waits for a yes. @param {Table} table @param {Draft} draft */
const theirsAsked = ({ titles }, { theirs, unsure, guesses }) => [...unsure].some((column) => theirs.has(keyOf(titles[column]))) || [...guesses].some((guess) => theirs.has(guess));

/** The names in one's own matters that run, as they are looked up. @param {import("../day/cards.js").MatterCard[]} cards */
async function namesRunning(cards) {
  const mine = cards.filter(({ mine: own, closed_month: closed }) => own && closed === null);
  await readAll(mine, await versionsOf(mine), () => undefined, () => true);
  return mine.flatMap(({ id, organisation }) => {
    const name = peopleRead(id)?.visitor.name;
    return name ? [runningName(String(organisation.id), name)] : [];
  });
}

/** @param {HTMLElement} place @param {import("./import-columns.js").Trouble[]} wrong */
function tellAll(place, wrong) {
  const to = (/** @type {string} */ id) => (/** @type {Event} */ event) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
  fill(place, el("div", { class: "error-summary", tabindex: -1 }, el("p", {}, "Er is nog iets te kiezen."), el("ul", {}, ...wrong.map(([id, sentence]) => el("li", {}, el("a", { href: `#${id}`, onclick: to(id) }, sentence))))));
  /** @type {HTMLElement} */ (place.firstElementChild).focus();
}
