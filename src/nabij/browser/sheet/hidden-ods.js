// Which rows of an ods are hidden: the reader of spreadsheets passes that by, so it is looked up in the file itself.

/** @typedef {import("./workbook.js").Grid} Grid */

const PIECES = /<table:table(?=\s)([^>]*)>|<table:table-row(?=[\s/>])([^>]*)>/g;
/** As it stands in the file, as the reader of spreadsheets gives names too. @param {string} text @param {string} name */
const attribute = (text, name) => new RegExp(`\\stable:${name}="([^"]*)"`).exec(text)?.[1] ?? "";

/** The text of content.xml (APPNOTE 4.3.7 and 4.3.12); nothing where the zip holds none. @param {Uint8Array} bytes */
async function contentOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  for (let at = view.getUint32(end + 16, true); at + 46 <= end && view.getUint32(at, true) === 0x02014b50;) {
    const name = view.getUint16(at + 28, true);
    if (new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)) === "content.xml") {
      const own = view.getUint32(at + 42, true);
      const from = own + 30 + view.getUint16(own + 26, true) + view.getUint16(own + 28, true);
      const packed = new Blob([bytes.slice(from, from + view.getUint32(at + 20, true))]).stream();
      return new Response(view.getUint16(at + 10, true) === 0 ? packed : packed.pipeThrough(new DecompressionStream("deflate-raw"))).text();
    }
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return "";
}

/** The same sheets, with the rows that a filter or a hand hid where the file is an ods. @param {Grid[]} grids @param {Uint8Array} bytes @returns {Promise<Grid[]>} */
export async function withHiddenOfOds(grids, bytes) {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return grids;
  // where it cannot be looked up the rows are read all the same
  const text = await contentOf(bytes).catch(() => "");
  /** @type {Map<string, number[]>} */
  const hidden = new Map();
  /** @type {number[]} */
  let here = [];
  let row = 0;
  let most = 0;
  for (const [, table, line] of text.matchAll(PIECES)) {
    if (table !== undefined) {
      const name = attribute(table, "name");
      hidden.set(name, here = []);
      row = 0;
      most = grids.find((grid) => grid.name === name)?.rows.length ?? 0;
      continue;
    }
    const next = row + (Number(attribute(line, "number-rows-repeated")) || 1);
    if (/^(?:collapse|filter)$/.test(attribute(line, "visibility"))) for (let at = row; at < Math.min(next, most); at += 1) here.push(at);
    row = next;
  }
  return grids.map((grid) => (hidden.get(grid.name)?.length ? { ...grid, hidden: hidden.get(grid.name) } : grid));
}
