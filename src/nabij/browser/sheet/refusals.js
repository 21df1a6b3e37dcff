// What is wrong with a file or a sheet, in words that say what to do.
import { MOST_COLUMNS } from "./limits.js";

/** @typedef {"broken" | "password" | "kind" | "html" | "large" | "slow" | "empty" | "merged" | "long" | "wide" | "unfinished" | "quote" | "second" | "dateless"} Wrong */

/** @type {Record<Wrong, (about: string) => string>} */
const SENTENCES = {
  broken: () => "Dit bestand kunnen we niet lezen: het is beschadigd of niet helemaal opgehaald. Open het in Excel of LibreOffice, bewaar het opnieuw als xlsx en kies het nog eens.",
  password: () => "Op dit bestand zit een wachtwoord. Open het in Excel, bewaar het zonder wachtwoord onder een andere naam en kies dat. Gooi die kopie weg als je klaar bent.",
  kind: () => "Dit is geen spreadsheet die we kennen. Kies een bestand dat eindigt op xlsx, ods, xls of csv.",
  html: () => "Dit bestand heet een spreadsheet, maar er zit een webpagina in. Open het in Excel en bewaar het als xlsx; kies dat bestand.",
  large: () => "Dit bestand is te groot: hoogstens 20 MB, en uitgepakt 300 MB. Haal plaatjes en bladen weg die je niet nodig hebt en kies het opnieuw.",
  slow: () => "Het lezen duurde te lang, daarom zijn we gestopt. Kopieer de rijen naar een nieuw, leeg bestand en kies dat.",
  empty: (name) => `Op blad ‘${name}’ vinden we geen tabel: er moet een regel met kolomnamen staan en daaronder minstens één rij. Kies een ander blad of een ander bestand.`,
  merged: (cells) => `Er zijn cellen samengevoegd (${cells}). Zo weten we niet bij welke rij de inhoud hoort. Haal in Excel de samenvoeging weg (Start, Samenvoegen en centreren), vul elke rij in en kies het bestand opnieuw.`,
  long: (rows) => `Dit blad heeft ${rows} rijen; we lezen er hoogstens 20.000 tegelijk. Verdeel het over twee bestanden.`,
  wide: (name) => `Blad ‘${name}’ heeft meer dan ${MOST_COLUMNS} kolommen. Haal de kolommen weg die je niet nodig hebt en kies het bestand opnieuw.`,
  unfinished: (cells) => `In ${cells} staat een fout, of een formule zonder uitkomst. Verbeter die in Excel, laat het bestand uitrekenen, bewaar het en kies het opnieuw.`,
  quote: (row) => `Op regel ${row} begint een tekst met een aanhalingsteken dat nergens eindigt. Daardoor lijkt alles eronder één cel. Haal dat teken weg, of bewaar de lijst in Excel als xlsx, en kies het bestand opnieuw.`,
  second: (row) => `Op rij ${row} begint een tweede tabel, met andere kolomnamen. Zet elke tabel op een eigen blad, bewaar het bestand en kies het opnieuw.`,
  dateless: (name) => `Op blad ‘${name}’ vinden we geen kolom met datums. Is dit het goede blad? Kies anders een ander blad, of wijs hieronder zelf de kolom met de datum aan.`,
};

/** A file or sheet that is not read; `sentence` is finished Dutch. */
export class BadSheet extends Error {
  /** @param {Wrong} wrong @param {string} [about] */
  constructor(wrong, about = "") {
    super(wrong);
    this.name = "BadSheet";
    this.wrong = wrong;
    this.about = about;
    this.sentence = sentenceOf(wrong, about);
  }
}

/** @param {Wrong} wrong @param {string} [about] */
export const sentenceOf = (wrong, about = "") => SENTENCES[wrong](about);
