// Attachments: sealed in the browser, sent as bytes, listed by a sealed record.
import { getBytes, putBytes } from "../desk/talk.js";
import { newId } from "../vault/bytes.js";
import { LARGEST_FILE } from "../vault/file.js";
import { latest } from "./latest.js";
import { noticing } from "./matter.js";
import { vault } from "./vault.js";
import { revise } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {{id: string, name: string, size: number, author: string, content: Record<string, unknown>, served: boolean}} Attached */
/** @typedef {{id: string, name: string, sealed: Awaited<ReturnType<typeof vault.sealFile>>, arrived: boolean}} Ready */

/** Larger than may be attached. */
export class TooLarge extends Error {
  constructor() {
    super();
    this.name = "TooLarge";
  }
}

/** "12 kB", "3,4 MB"; what is smaller than a kB is one. @param {number} bytes */
export function sizeWords(bytes) {
  const kB = Math.ceil(bytes / 1024);
  if (kB < 1024) return `${kB} kB`;
  const size = kB / 1024;
  return `${new Intl.NumberFormat("nl-NL", { maximumFractionDigits: size < 10 ? 1 : 0 }).format(size)} MB`;
}

/**
 * Seals a chosen file; the result is sent with `attach`, as often as needed.
 * @param {File} file
 * @returns {Promise<Ready>} throws `TooLarge`
 */
export async function readyFile(file) {
  if (file.size > LARGEST_FILE) throw new TooLarge();
  const content = new Uint8Array(await file.arrayBuffer());
  return { id: newId(), name: file.name, sealed: await vault.sealFile(content, { name: file.name, type: file.type }), arrived: false };
}

/**
 * Sends a sealed file and lists it. Sending again after a lost connection doubles nothing.
 * @param {OpenMatter} matter
 * @param {Ready} ready
 * @param {(done: number) => void} onProgress from 0 to 1
 */
export async function attach(matter, ready, onProgress) {
  if (!ready.arrived) {
    await noticing(matter.id, putBytes(`/kwesties/${matter.id}/bestanden/${ready.id}`, ready.sealed.file, onProgress));
    ready.arrived = true;
  }
  await revise(matter, [{ part: "notes", kind: "file", id: ready.id, revision: 1, content: { ...ready.sealed.record } }]);
}

/** What is attached, newest last. @param {OpenMatter} matter @returns {Attached[]} */
export function attachedTo(matter) {
  const served = new Set(matter.served.files.map(({ id }) => id));
  return latest(matter, "file").map(({ id, author, content }) => ({
    id, author, content, name: String(content.name ?? ""), size: Number(content.size ?? 0), served: served.has(id),
  }));
}

/**
 * The content of an attachment, as bytes to save: never as something that a browser would run.
 * @param {OpenMatter} matter
 * @param {Attached} attached
 * @returns {Promise<Blob>} throws `BadFile` when it is not what was attached
 */
export async function openAttached(matter, { id, content }) {
  const sealed = await getBytes(`/kwesties/${matter.id}/bestanden/${id}`);
  return new Blob([await vault.openFile(content, sealed)], { type: "application/octet-stream" });
}
