// A picture that cannot be cleaned as it stands is drawn anew where the browser can: of what it said beside the picture nothing comes along.
import { cleanImage } from "./clean-image.js";

/** @typedef {import("./clean-image.js").Bytes} Bytes */
/** @typedef {import("./clean-image.js").Cleaned} Cleaned */

/** Drawn, not photographed: kept sharp, and see-through where they were. */
const DRAWN = /^image\/(gif|bmp|x-ms-bmp|png|svg\+xml)$/;
const QUALITY = 0.92;
const PATCH = 8;

/**
 * The first image of it, drawn anew; null where this browser cannot open it, or keeps what is drawn to itself.
 * @param {Bytes} bytes
 * @param {string} type as the device says
 * @returns {Promise<Cleaned | null>}
 */
export async function redrawn(bytes, type) {
  try {
    const image = await createImageBitmap(new Blob([bytes], { type }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const paper = canvas.getContext("2d");
    if (!paper || !(await givesBack())) return null;
    const isDrawn = DRAWN.test(type);
    if (!isDrawn) {
      // A JPEG is never see-through: what is would turn black.
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, image.width, image.height);
    }
    paper.drawImage(image, 0, 0);
    image.close();
    const made = await canvas.convertToBlob(isDrawn ? { type: "image/png" } : { type: "image/jpeg", quality: QUALITY });
    return cleanImage(new Uint8Array(await made.arrayBuffer()));
  } catch {
    return null;
  }
}

/** Whether what is drawn comes back as it was: some browsers give noise, so that no page knows them again by it. */
async function givesBack() {
  const canvas = new OffscreenCanvas(PATCH, PATCH);
  const paper = canvas.getContext("2d");
  if (!paper) return false;
  paper.fillStyle = "#0f5257";
  paper.fillRect(0, 0, PATCH, PATCH);
  const back = await createImageBitmap(await canvas.convertToBlob({ type: "image/png" }));
  paper.clearRect(0, 0, PATCH, PATCH);
  paper.drawImage(back, 0, 0);
  const { data } = paper.getImageData(0, 0, PATCH, PATCH);
  return data.every((value, at) => value === [0x0f, 0x52, 0x57, 0xff][at % 4]);
}
