// Spreadsheets made by hand, so that the tests need no writer of them.
import { zipSync } from "../../src/nabij/browser/vendor/zip.js";

const bytes = (text) => new TextEncoder().encode(text);
const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const letter = (column) => String.fromCharCode(65 + column);
const zipped = (files) => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])), { level: 0, mtime: new Date("2026-01-01") });

/** A cell of xlsx: text, a number, `{serial}` for a date of Excel, `{formula, value?}`. */
function xlsxCell(cell, row, column) {
  const place = `r="${letter(column)}${row}"`;
  if (cell === "" || cell === null) return "";
  if (typeof cell === "number") return `<c ${place}><v>${cell}</v></c>`;
  if (cell.serial !== undefined) return `<c ${place} s="1"><v>${cell.serial}</v></c>`;
  if (cell.formula) return `<c ${place}${cell.value === undefined ? "" : ' t="str"'}><f>${escaped(cell.formula)}</f>${cell.value === undefined ? "" : `<v>${escaped(cell.value)}</v>`}</c>`;
  return `<c ${place} t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
}

/** `away`: the rows, from 1, that a filter hid. @param {Record<string, {rows: unknown[][], merges?: string[], hidden?: boolean, away?: number[]}>} sheets */
export function xlsx(sheets, { date1904 = false } = {}) {
  const names = Object.keys(sheets);
  const files = {
    "[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${names.map((_, nth) => `<Override PartName="/xl/worksheets/sheet${nth + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${names.map((name, nth) => `<sheet name="${escaped(name)}" sheetId="${nth + 1}"${sheets[name].hidden ? ' state="hidden"' : ""} r:id="rId${nth + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, nth) => `<Relationship Id="rId${nth + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${nth + 1}.xml"/>`).join("")}<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  names.forEach((name, nth) => {
    const { rows, merges = [], away = [] } = sheets[name];
    const data = rows.map((row, at) => `<row r="${at + 1}"${away.includes(at + 1) ? ' hidden="1"' : ""}>${row.map((cell, column) => xlsxCell(cell, at + 1, column)).join("")}</row>`).join("");
    files[`xl/worksheets/sheet${nth + 1}.xml`] = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data}</sheetData>${merges.length ? `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` : ""}</worksheet>`;
  });
  return zipped(files);
}

/** @param {string} name @param {(string | {day: string})[][]} rows @param {Record<number, string>} away attributes of rows, from 1 */
export function ods(name, rows, away = {}) {
  const cell = (one) => (one.day ? `<table:table-cell table:style-name="d" office:value-type="date" office:date-value="${one.day}"><text:p>${one.day}</text:p></table:table-cell>` : `<table:table-cell office:value-type="string"><text:p>${escaped(one)}</text:p></table:table-cell>`);
  const body = rows.map((row, at) => `<table:table-row${away[at + 1] ?? ""}>${row.map(cell).join("")}</table:table-row>`).join("");
  return zipped({
    mimetype: "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    "styles.xml": `<?xml version="1.0"?><office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>`,
    "content.xml": `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="${escaped(name)}">${body}</table:table></office:spreadsheet></office:body></office:document-content>`,
  });
}

export const csv = (text) => bytes(text);

export const HEAD = ["Datum", "Schuilnaam", "Naam", "Kanaal", "Duur", "Aard", "Afloop", "Verslag"];

/** Many rows, three to a matter unless told otherwise. */
export const manyRows = (count, perMatter = 3) => Array.from({ length: count }, (_, nth) => [
  `${(nth % 28) + 1}-${(nth % 12) + 1}-${2018 + (nth % 7)}`, `Kwestie ${Math.floor(nth / perMatter)}`, `Naam ${nth}`, nth % 2 ? "Telefoon" : "mail", "30 min", "Pesten", nth % 5 ? "Afgerond" : "", `Wat er gezegd werd, ${nth}. `.repeat(5),
]);
