// How much is read at once.

/** Of one file. */
export const MOST_BYTES = 20 * 1024 * 1024;
/** Of one file, unpacked. */
export const MOST_UNPACKED = 300 * 1024 * 1024;
/** Of one sheet. */
export const MOST_ROWS = 20_000;
