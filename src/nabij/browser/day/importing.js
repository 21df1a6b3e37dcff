// Bringing in a spreadsheet: sealed in pieces, each kept whole or not at all, and none kept twice; and undoing it.
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { b64, newId } from "../vault/bytes.js";
import { LASTING, OVER } from "../sheet/columns.js";
import { idFor } from "../sheet/ids.js";
import { outcomeOf } from "../sheet/matters.js";
import { talksIn } from "../sheet/plan.js";
import { Draft, loadDrafts } from "./drafts.js";
import { sealChanges } from "./matter.js";
import { inTurn, saveKeyring, vault } from "./vault.js";
import { cardChange, noteChange } from "./writing.js";

/** @typedef {import("../sheet/plan.js").PlannedMatter} PlannedMatter */
/** @typedef {import("../sheet/plan.js").Taken} Taken */
/** @typedef {{id: string, month: string, matters: string[], encounters: number, undone: boolean, touched: Left[]}} StandingImport `matters`: their ids; `undone`: these stayed; `touched`: those of them that were worked on since */
/** @typedef {{id: string, why: "added" | "step" | "coded" | "agreed" | "elsewhere"}} Left */
/** @typedef {{titles: Record<string, string>, values: Record<string, Record<string, string>>, blanks: Record<string, string>, files: Record<string, string>, doubted: boolean}} Remembered by names of columns; `files`: what the file of an import was called; `doubted`: an import that was made with it was undone */

/** As many matters, and no more rows than about this many, go in one request. */
const AT_ONCE = 100;
const ROWS_AT_ONCE = 400;
const CHARACTERS_AT_ONCE = 1_500_000;
/** So many are sealed side by side. */
const SIDE_BY_SIDE = 20;
const ABOUT = "import";

/** @returns {Promise<StandingImport[]>} */
export const loadImports = async () => (await getJson("/kwesties/imports.json")).imports;

/** Those of these rows that came in before, and the matter each is in. @param {string[]} ids @returns {Promise<Map<string, string>>} */
export async function knownRows(ids) {
  return new Map(Object.entries((await postJson("/kwesties/imports/bekend.json", { encounters: ids })).known));
}

/** @param {Taken[]} rows @param {import("../sheet/columns.js").Coded} field */
const firstOf = (rows, field) => rows.map(({ codes }) => codes[field]).find(Boolean) ?? "";

/** The codes of a field that may have more. @param {string | undefined} codes */
const listed = (codes) => (codes ? codes.split(",") : []);

/** Whether it lasted, as the last row that says so. @param {Taken[]} rows */
const lastingOf = (rows) => Object.fromEntries(LASTING.map(([field]) => [field, rows.map(({ codes }) => codes[field]).findLast(Boolean) ?? ""]).filter(([, code]) => code));

/** The codes of a matter from those of its rows. @param {Taken[]} rows */
function registerOf(rows) {
  const nature = [...new Set(rows.map(({ codes }) => codes.nature).filter(Boolean))];
  return {
    nature, primary_nature: nature[0] ?? "", subject_relation: firstOf(rows, "subject_relation"), person_role: firstOf(rows, "person_role"), person_position: firstOf(rows, "person_position"),
    integrity_levels: [...new Set(rows.flatMap(({ codes }) => listed(codes.integrity_levels)))], ...lastingOf(rows),
  };
}

/** @param {PlannedMatter} planned @returns {import("./matter.js").Change[]} */
function changesOf({ alias, rows }) {
  const last = (/** @type {"name" | "phone" | "email" | "next_step"} */ field) => rows.map((row) => row[field]).findLast(Boolean) ?? "";
  const [name, phone, email] = [last("name"), last("phone"), last("email")];
  const person = { name, phone, email, contact: "" };
  return [
    cardChange({ id: newId(), revision: 1 }, { alias, next_step: outcomeOf(rows) ? "" : last("next_step"), aftercare: null }),
    ...(name || phone || email ? [/** @type {import("./matter.js").Change} */ ({ part: "notes", kind: "person", id: newId(), revision: 1, content: person })] : []),
    ...rows.map(({ id, day, time, place, text }) => noteChange(newId(), id, { at: time ? `${day}T${time}` : day, place, text })),
  ];
}

/** @param {Taken} row */
const encounterOf = ({ id, day, codes, times, quarters }) => ({ id, month: day.slice(0, 7), channel: codes.channel, duration: codes.duration, involvement: listed(codes.involvement), times, quarters: quarters || null });

/** @typedef {Awaited<ReturnType<typeof vault.newMatters>>["matters"][number]} Made */

/** @param {Made} made @param {PlannedMatter} planned @param {string} user */
async function sealedMatter({ id, shredKey, grants }, planned, user) {
  const { rows } = planned;
  const ended = outcomeOf(rows);
  const { sealed } = await sealChanges(id, changesOf(planned), null);
  return {
    id, organisation: Number(rows[0].codes.organisation), unit: Number(rows.map(({ codes }) => codes.unit).find(Boolean)) || null, visitor_handle: newId(), shred_key: b64(shredKey),
    grants: grants.map(({ owner, part, epoch, grant }) => ({ part, epoch, grantee: owner, granter: user, sealed: b64(grant) })),
    register: registerOf(rows), outcome: ended === OVER ? "" : ended, closed: ended !== "",
    encounters: rows.map(encounterOf),
    sealed,
  };
}

/** @param {PlannedMatter} matter */
const sizeOf = ({ rows }) => rows.reduce((size, { text }) => size + text.length + 600, 0);

/** The first of these that go in one request. @param {PlannedMatter[]} left @returns {PlannedMatter[]} */
export function nextPiece(left) {
  let rows = 0;
  let size = 0;
  const end = left.findIndex((matter, nth) => {
    rows += matter.rows.length;
    size += sizeOf(matter);
    return nth > 0 && (nth >= AT_ONCE || rows > ROWS_AT_ONCE || size > CHARACTERS_AT_ONCE);
  });
  return end < 0 ? left : left.slice(0, end);
}

/** @typedef {{matters: number, rows: number, talks: number}} Done `talks`: a row may stand for more of them */
/** @typedef {{done: Done, elsewhere: number, refused: PlannedMatter[]}} Outcome `elsewhere`: rows that another tab brought in; `refused`: of which some rows were there already */

/** An import under way. Going on after a lost connection asks first what arrived. */
export class Import {
  #left;
  #batch;
  #first = true;
  #stopped = false;
  /** @type {Outcome} */
  #outcome = { done: { matters: 0, rows: 0, talks: 0 }, elsewhere: 0, refused: [] };

  /** @param {string} batch id of the file @param {PlannedMatter[]} matters */
  constructor(batch, matters) {
    this.#batch = batch;
    this.#left = matters;
  }

  /** No further piece is sent. */
  stop() {
    this.#stopped = true;
  }

  /**
   * Sends what is left.
   * @param {(rows: number) => void} onProgress rows dealt with
   * @returns {Promise<Outcome>} throws what sending throws; then `go` may be called again
   */
  async go(onProgress) {
    await this.#passArrived();
    while (this.#left.length > 0 && !this.#stopped) {
      const piece = nextPiece(this.#left);
      await inTurn(() => this.#send(piece));
      this.#left = this.#left.slice(piece.length);
      onProgress(this.#outcome.done.rows + this.#outcome.elsewhere + this.#outcome.refused.reduce((sum, { rows }) => sum + rows.length, 0));
    }
    return this.#outcome;
  }

  /** Passes over what arrived although its answer was lost. */
  async #passArrived() {
    const known = await knownRows(this.#left.flatMap(({ rows }) => rows.map(({ id }) => id)));
    const arrived = (/** @type {PlannedMatter} */ { rows }) => rows.every(({ id }) => known.has(id));
    for (const { rows } of this.#left.filter(arrived)) this.#count(rows);
    this.#left = this.#left.filter((matter) => !arrived(matter));
  }

  /** @param {Taken[]} rows */
  #count(rows) {
    this.#outcome.done.matters += 1;
    this.#outcome.done.rows += rows.length;
    this.#outcome.done.talks += talksIn(rows);
  }

  /** @param {PlannedMatter[]} piece */
  async #send(piece) {
    const { user } = await vault.me();
    const { matters, keyring } = await vault.newMatters(piece.map(() => newId()));
    try {
      const sealed = [];
      for (let at = 0; at < piece.length; at += SIDE_BY_SIDE) {
        sealed.push(...(await Promise.all(piece.slice(at, at + SIDE_BY_SIDE).map((one, nth) => sealedMatter(matters[at + nth], one, user)))));
      }
      const { kept } = await postJson("/kwesties/imports/inlezen.json", { import: this.#batch, first: this.#first, matters: sealed });
      this.#first = false;
      await this.#settle(piece, matters, kept, keyring);
    } catch (error) {
      // Nothing of it counts in this tab. What arrived all the same is found by its rows, and its keys lie with the server as grants.
      if (vault.session.isOpen()) await vault.keyringDropped();
      throw error;
    }
  }

  /** @param {PlannedMatter[]} piece @param {Made[]} made @param {Record<string, string | null>} kept @param {import("./vault.js").Versioned} keyring */
  async #settle(piece, made, kept, keyring) {
    const vain = made.filter(({ id }) => kept[id] !== id).map(({ id }) => id);
    await saveKeyring(vain.length > 0 ? await vault.forgetMatters(...vain) : keyring);
    piece.forEach((matter, nth) => {
      const { id } = made[nth];
      if (kept[id] === id) this.#count(matter.rows);
      else if (kept[id]) this.#outcome.elsewhere += matter.rows.length;
      else this.#outcome.refused.push(matter);
    });
  }
}

/** Undoes an import, also one that an earlier try undid; what was worked on since stays. @param {StandingImport} standing @returns {Promise<Left[]>} what stays */
export async function undoImport({ id, matters }) {
  const { left } = /** @type {{left: Left[]}} */ (await postJson(`/kwesties/imports/${id}/terugdraaien.json`, {}));
  const stays = new Set(left.map((one) => one.id));
  await inTurn(async () => saveKeyring(await vault.forgetMatters(...matters.filter((one) => !stays.has(one)))));
  return left;
}

/** Whether an import was undone while it was still coming in. @param {unknown} error */
export const wasUndone = (error) => error instanceof Refusal && error.code === "stale";

/** Under one id for each vault, so that there is one memory. */
const memoryId = async () => idFor(await vault.importSecret(), "memory", "");

/** How columns and values were matched before: sealed as a draft, so that no name of a column leaves the vault. @returns {Promise<Remembered>} */
export async function loadRemembered() {
  const found = (await loadDrafts()).find(({ content }) => content.about === ABOUT);
  return { titles: {}, values: {}, blanks: {}, files: {}, doubted: false, .../** @type {Partial<Remembered>} */ (found?.content.remembered ?? {}) };
}

/** @param {Remembered} remembered */
export async function remember(remembered) {
  const draft = new Draft({ id: await memoryId() });
  draft.type({ about: ABOUT, remembered });
  await draft.settle();
}
