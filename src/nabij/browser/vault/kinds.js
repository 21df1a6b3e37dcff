// Which kinds of records a visitor writes, and which only a visitor does. Pure.
import { WrongKind } from "./errors.js";

const VISITOR_WRITES = new Set(["message", "contact", "wish", "file", "consent"]);
const ONLY_VISITOR_WRITES = new Set(["contact", "wish"]);

/**
 * `WrongKind` for a record that its author may not write: nobody speaks for the visitor, and the visitor for no counsellor.
 * @param {string} part
 * @param {string} kind
 * @param {boolean} byVisitor whether the author is the visitor of this box
 */
export function checkKind(part, kind, byVisitor) {
  if (byVisitor && (part !== "conversation" || !VISITOR_WRITES.has(kind))) throw new WrongKind("A visitor does not write this");
  if (!byVisitor && part === "conversation" && ONLY_VISITOR_WRITES.has(kind)) throw new WrongKind("Only the visitor writes this");
}
