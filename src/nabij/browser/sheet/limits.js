// How much is read at once.

/** Of one file. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Of one file, unpacked. */
export const MOST_UNPACKED = 300 * 1024 * 1024;
/** Of one sheet. */
export const MOST_ROWS = 20_000;
export const MOST_COLUMNS = 200;
/** Rows are looked for so far down, as what is not read is not missed either. */
export const ROWS_READ = 200_000;
