// What was written about encounters, joined with what the register counts of them. Pure.

/** @typedef {import("./matter.js").Encounter} Encounter */
/** @typedef {import("./matter.js").Placed} Placed */
/** @typedef {{encounter: Encounter, notes: Placed[], day: string, at: string | null, counted: boolean}} Meeting `day` sorts: the moment of the note, or the month; `counted`: in the register */

/**
 * Newest first; an encounter without a readable note stands at the end of its month. One that the register leaves out is there all the same.
 * @param {Encounter[]} encounters
 * @param {Placed[]} notes newest revision of each
 * @returns {Meeting[]}
 */
export function meetings(encounters, notes) {
  const listed = new Set(encounters.map(({ id }) => id));
  const unlisted = [...new Set(notes.map(({ content }) => String(content.encounter ?? "")))].filter((id) => id && !listed.has(id));
  return [...encounters, ...unlisted.map((id) => ({ id, month: "", channel: "", duration: "", involvement: [] }))]
    .map((encounter) => {
      const own = notes.filter(({ content }) => content.encounter === encounter.id);
      const at = own.map(({ content }) => String(content.at ?? "")).filter(Boolean).sort().at(0) ?? null;
      return { encounter, notes: own, at, day: at ?? `${encounter.month}-31`, counted: listed.has(encounter.id) };
    })
    .sort((one, other) => other.day.localeCompare(one.day));
}

/** The day of the last encounter, as far as it was noted. @param {Meeting[]} all newest first @returns {string | null} `YYYY-MM-DD` */
export const lastDay = (all) => all.find(({ at }) => at)?.at?.slice(0, 10) ?? null;

/** @param {string} month `YYYY-MM` @param {number} count */
export function monthsAfter(month, count) {
  const later = new Date(`${month}-01T00:00:00Z`);
  later.setUTCMonth(later.getUTCMonth() + count);
  return later.toISOString().slice(0, 7);
}

/** @param {string} day `YYYY-MM-DD` @param {number} weeks */
export function weeksAfter(day, weeks) {
  const later = new Date(`${day}T00:00:00Z`);
  later.setUTCDate(later.getUTCDate() + weeks * 7);
  return later.toISOString().slice(0, 10);
}
