// Acute danger or a duty by law in place of consent, as it lies sealed: the reasons at the signal, and in each matter the exception that its keeper recorded.
// That the register calls a signal excepted opens nothing: a server that says so would have nobody asked. Pure.
import { Refusal } from "../desk/talk.js";
import { CONDITIONS, CONFLICT } from "./exception.js";
import { latest } from "./latest.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */

export const DUTY = "statutory_duty";

/** What has to be written down for each ground on which a matter is opened. @type {Record<string, readonly string[]>} */
const ASKS = { [DUTY]: [DUTY], [CONFLICT]: CONDITIONS.map(([key]) => key) };

/** @param {unknown} grounds the sealed section @param {string} ground */
const isWritten = (grounds, ground) => ASKS[ground].every((key) => String(/** @type {Record<string, unknown> | null} */ (grounds)?.[key] ?? "").trim() !== "");

/** The exceptions that open a matter without consent, by law or where duties conflict, as far as who keeps it signed them. @param {OpenMatter} matter */
export const exceptionsFor = (matter) => latest(matter, "exception").filter(({ author, content }) => Object.hasOwn(ASKS, String(content.ground)) && matter.people.ownSigns.includes(author));

/** Refuses a signal at which no reason is sealed why nobody was asked. @param {unknown} grounds the sealed section */
export function checkGrounds(grounds) {
  if (Object.keys(ASKS).some((ground) => isWritten(grounds, ground))) return;
  throw new Refusal("Volgens de server gaat dit signaal zonder toestemming. Daarvoor staan hier geen redenen. Er is niets verstuurd. Klopt dit niet, bel dan je beheerder.", "unfounded");
}

/** Refuses a matter of one's own in which the exception that was laid is not recorded, or on another ground. @param {unknown} grounds @param {OpenMatter} matter @param {string | null} laid */
export function checkException(grounds, matter, laid) {
  const exception = exceptionsFor(matter).find(({ id }) => id === laid);
  if (exception && isWritten(grounds, String(exception.content.ground))) return;
  throw new Refusal("In deze kwestie legde je niet vast dat je de vertrouwelijkheid doorbreekt, of om een andere reden. Er is niets verstuurd. Kijk bij Redenen vastleggen.", "unfounded", { matter: matter.id });
}
