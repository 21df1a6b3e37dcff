// How a page speaks to who reads it: the board's pages say "u", those of the workspace "je".

const FORMAL = globalThis.document?.documentElement?.classList.contains("board") ?? false;

/** What this page says: to a counsellor, or to the one ultimately responsible. @param {string} je @param {string} u @returns {string} */
export const addressed = (je, u) => (FORMAL ? u : je);

/** The same for what is not a sentence. @template T @param {T} inTheWorkspace @param {T} atTheBoard @returns {T} */
export const chosenFor = (inTheWorkspace, atTheBoard) => (FORMAL ? atTheBoard : inTheWorkspace);
