// Exports: one zip in one age file that the standard age tool opens, with one's own key or the recovery code's.
import { json, utf8 } from "./bytes.js";
import { encryptTo } from "./age.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/**
 * @typedef {object} ExportedMatter
 * @property {string} matter
 * @property {Record<string, unknown>} register
 * @property {{part: string, epoch: number, id: string, kind: string, revision: number, author: string, body: unknown}[]} records
 * @property {{record: string, name: string, content: Uint8Array}[]} files
 */

/** @typedef {{matter: string, missing: string[]}} Incomplete what of a matter did not open: a part and epoch, or a kind and record; none where nothing did */

const LONGEST_NAME = 50;
// Zip knows no earlier year; a fixed day keeps the clock of this machine out of it.
const ZIP_DAY = new Date(1980, 0, 1);

/** A name that is safe in a path: letters, digits, space, `.`, `-` and `_`, the last 50, so that its ending stays. @param {string} name */
function safeName(name) {
  const safe = name.normalize("NFC").replace(/[^\p{L}\p{N} ._-]/gu, "_").replace(/[ .]+$/, "");
  return [...safe].slice(-LONGEST_NAME).join("") || "_";
}

/**
 * @param {{practice: string, user: string, when: Date, incomplete?: Incomplete[]}} about
 * @param {ExportedMatter[]} matters
 * @param {string[]} recipients one's own and the recovery recipient
 * @returns {Promise<Bytes>} an age file
 */
export async function makeExport({ practice, user, when, incomplete = [] }, matters, recipients) {
  const { zipSync } = await import("../vendor/zip.js");
  /** @type {Record<string, Uint8Array>} */
  const paths = { "export.json": utf8(json({ format: "nabij/export/1", practice, user, when: when.toISOString(), ...(incomplete.length > 0 ? { incomplete } : {}) })) };
  for (const { matter, register, records, files } of matters) {
    const listed = records.map(({ part, epoch, id, kind, revision, author, body }) => ({ part, epoch, id, kind, revision, author, body }));
    paths[`matters/${matter}/matter.json`] = utf8(json({ matter, register, records: listed }));
    for (const { record, name, content } of files) paths[`matters/${matter}/files/${record}-${safeName(name)}`] = content;
  }
  return encryptTo(zipSync(paths, { level: 0, mtime: ZIP_DAY }), recipients);
}
