// Files: an age file to an identity of its own, which lies in the sealed `file` record.
import { b64, isB64Of, isObject, isText, sha256 } from "./bytes.js";
import { decryptWith, encryptTo, newIdentity, recipientOf } from "./age.js";
import { BadFile } from "./errors.js";
import { pad, unpad } from "./padding.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{name: string, type: string, size: number, digest: string, identity: string}} FileRecord */

/** In bytes of content: 25 MiB. */
export const LARGEST_FILE = 26_214_400;

/**
 * @param {Bytes} content
 * @param {{name: string, type: string}} about
 * @returns {Promise<{record: FileRecord, file: Bytes}>} the content of the `file` record, and the age file
 */
export async function sealFile(content, { name, type }) {
  if (content.length > LARGEST_FILE) throw new BadFile("Larger than 25 MB");
  const identity = await newIdentity();
  const file = await encryptTo(pad(content), [await recipientOf(identity)]);
  return { record: { name, type, size: content.length, digest: b64(sha256(file)), identity }, file };
}

/** @param {unknown} record @returns {record is FileRecord} */
const isFileRecord = (record) =>
  isObject(record) && isText(record.name) && isText(record.type) && isText(record.identity) && isB64Of(record.digest, 32) &&
  Number.isSafeInteger(record.size) && /** @type {number} */ (record.size) >= 0;

/**
 * The content of a file, or `BadFile` when anything about it is not as its record says.
 * @param {unknown} record
 * @param {Bytes} file
 * @returns {Promise<Bytes>}
 */
export async function openFile(record, file) {
  if (!isFileRecord(record) || record.size > LARGEST_FILE) throw new BadFile("Not the record of a file");
  if (b64(sha256(file)) !== record.digest) throw new BadFile("Not the file of this record");
  let content;
  try {
    content = unpad(await decryptWith(file, record.identity));
  } catch {
    throw new BadFile("Does not open");
  }
  if (content.length !== record.size) throw new BadFile("Not the size of this record");
  return content;
}
