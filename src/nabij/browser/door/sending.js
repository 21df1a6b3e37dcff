// A file of the visitor's on its way: read, cleaned where that can be done, sealed, sent, and fetched again.
import { newId } from "../vault/bytes.js";
import { LARGEST_FILE } from "../vault/file.js";
import { bytesAt, put } from "./ask.js";
import { cleanHeif } from "./clean-heif.js";
import { cleanImage } from "./clean-image.js";
import { NotSent } from "./not-sent.js";
import { redrawn } from "./redraw-image.js";
import { credentials, say, visitor } from "./room.js";

/** @typedef {"cleaned" | "redrawn" | "picture" | "moving" | "spoken" | "document"} Sort what may be told about it: `cleaned` a picture without its description; `redrawn` a new one of what it showed; `picture` one that stays as it was; `moving` sound and film */
/** @typedef {{bytes: Uint8Array<ArrayBuffer>, type: string, ending: string, sort: Sort, ownName: string}} Chosen */
/** @typedef {{id: string, name: string, sealed: Awaited<ReturnType<typeof visitor.sealFile>>, arrived: boolean}} Ready */
/** @typedef {{id: string, name: string, size: number, content: Record<string, unknown>, own: boolean, served: boolean}} Sent */

const PICTURES = /^(heic|heif|avif|gif|tiff?|bmp|dng|raw|cr[23]|nef|arw|svg|jxl|psd|jpe?g|png|webp)$/;
const MOVING = /^(mp[34]|m4a|m4v|mov|avi|mkv|webm|ogg|oga|opus|wav|aac|flac|amr|3gp|aiff?)$/;

/** The letters behind the last dot, as far as they say nothing else. @param {string} name */
function endingOf(name) {
  const ending = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "";
  return /^[a-z0-9]{1,5}$/.test(ending) ? ending : "";
}

/** Whether it may be sent at all; asked before it is read. @param {File} file */
export const fits = ({ size }) => size <= LARGEST_FILE;

/** Reads what was chosen. @param {File} file @returns {Promise<Chosen>} */
export async function readChosen(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const ownName = file.name;
  const clean = cleanImage(bytes);
  if (clean) return { ...clean, sort: "cleaned", ownName };
  const ending = endingOf(file.name);
  const { type } = file;
  const sort = type.startsWith("image/") || PICTURES.test(ending) ? "picture" : /^(audio|video)\//.test(type) || MOVING.test(ending) ? "moving" : "document";
  const anew = sort === "picture" ? await redrawn(bytes, type || `image/${ending}`) : null;
  // What it is now is no more what it was called.
  if (anew) return { ...anew, sort: "redrawn", ownName: `${ownName.replace(/\.[^.]*$/, "")}.${anew.ending}` };
  // Drawn anew goes first: a JPEG opens everywhere.
  const bare = sort === "picture" ? cleanHeif(bytes) : null;
  if (bare) return { ...bare, sort: "cleaned", ownName };
  return { bytes, type, ending, sort, ownName };
}

/** @param {Chosen} chosen @param {string} name @returns {Promise<Ready>} */
export async function readyToSend({ bytes, type }, name) {
  return { id: newId(), name, sealed: await visitor.sealFile(bytes, { name, type }), arrived: false };
}

/**
 * Sends it and lists it. After a lost connection the same goes again, and nothing is doubled.
 * @param {Ready} ready
 * @param {(done: number) => void} onProgress from 0 to 1
 */
export async function sendFile(ready, onProgress) {
  const goingOn = (/** @type {number} */ done) => {
    // A slow line takes longer than an open conversation waits for a sign of life.
    visitor.session.touch();
    onProgress(done);
  };
  if (!ready.arrived) await put(`/gesprek/bestanden/${ready.id}`, ready.sealed.file, credentials(), goingOn);
  ready.arrived = true;
  await say(`file ${ready.id}`, (last) => last?.conversation.records.some(({ id }) => id === ready.id) ? null : { kind: "file", id: ready.id, revision: 1, content: { ...ready.sealed.record } });
}

/** What was sent with a conversation, by both. @param {import("./room.js").Shown} shown @returns {Sent[]} */
export function sentWith({ conversation, about }) {
  const served = new Set(about.files.map((/** @type {{id: string}} */ { id }) => id));
  return conversation.records.filter(({ kind }) => kind === "file").map(({ id, author, content }) => ({
    id, content, name: String(content.name ?? ""), size: Number(content.size ?? 0), own: author === conversation.sign, served: served.has(id),
  }));
}

/**
 * The content, as bytes to save: never as something that a browser would run.
 * @param {Sent} sent
 * @returns {Promise<Blob>} `NotSent` "keys" where it is not what was sent
 */
export async function fetchFile({ id, content }) {
  const sealed = await bytesAt(`/gesprek/bestanden/${id}/halen`, credentials());
  try {
    return new Blob([await visitor.openFile(content, sealed)], { type: "application/octet-stream" });
  } catch (error) {
    throw error instanceof Error && error.name === "BadFile" ? new NotSent("keys") : error;
  }
}
