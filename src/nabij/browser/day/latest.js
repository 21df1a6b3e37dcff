// The newest revision of each record, and the number that comes after it. Pure.

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").Placed} Placed */

/** The newest revision of each record of a kind, in the order they were first written. @param {Pick<OpenMatter, "records">} matter @param {string} kind */
export function latest(matter, kind) {
  /** @type {Map<string, Placed>} */
  const found = new Map();
  for (const record of matter.records) if (record.kind === kind) found.set(record.id, record);
  return [...found.values()];
}

/** The consents, in the order of their chain. @param {Pick<OpenMatter, "records">} matter */
export const consentRecords = (matter) => latest(matter, "consent").sort((one, other) => Number(one.content.sequence) - Number(other.content.sequence));

/** Every revision of one record, oldest first. @param {OpenMatter} matter @param {string} id */
export const revisionsOf = (matter, id) => matter.records.filter((record) => record.id === id);

/** The revision to write after this one: numbers that were set aside are not used again. @param {OpenMatter} matter @param {string} id @param {number} revision */
export const revisionAfter = (matter, id, revision) =>
  Math.max(revision, ...(matter.aside ?? []).filter((one) => one.id === id).map((one) => one.revision)) + 1;
