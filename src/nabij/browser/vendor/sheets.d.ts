/** One cell: `t` its type (n number, s text, b truth, e error, z empty), `v` its value, `w` as it was shown, `z` its number format, `f` its formula. */
export interface Cell {
  t: "n" | "s" | "b" | "e" | "z" | "d";
  v?: unknown;
  w?: string;
  z?: string | number;
  f?: string;
}
export interface Sheet {
  "!data"?: (Cell | undefined)[][];
  /** The whole range, where fewer rows were read. */
  "!fullref"?: string;
  "!rows"?: ({ hidden?: boolean } | undefined)[];
  "!merges"?: { s: { r: number; c: number }; e: { r: number; c: number } }[];
}
export interface Book {
  SheetNames: string[];
  bookType?: string;
  Sheets: Record<string, Sheet>;
  Workbook?: { WBProps?: { date1904?: boolean }; Sheets?: { Hidden?: 0 | 1 | 2 }[] };
}
export function read(bytes: Uint8Array, options: Record<string, unknown>): Book;
export const SSF: {
  is_date(format: string): boolean;
  parse_date_code(serial: number, options: { date1904: boolean }): { y: number; m: number; d: number; H: number; M: number } | null;
};
