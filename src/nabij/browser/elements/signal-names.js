// Names of one's own vault in a text that others will read: told before it is kept, and once more is enough.
import { namedIn } from "../day/story-names.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("./matter-fields.js").Values} Values */

/**
 * A check of a form: the aliases of one's cards and the name of the organisation, at once; told once for each text.
 * @param {SignalDesk} desk
 * @param {string[]} fields
 */
export function namesWarner(desk, fields) {
  let warned = "";
  return (/** @type {Values} */ values) => {
    const texts = fields.map((name) => String(values[name] ?? ""));
    const said = texts.join("\n");
    const aliases = [...desk.cards.values()].map(({ alias }) => alias).filter(Boolean);
    const found = [...new Set(namedIn([...aliases, desk.signal.register.organisation.name], [{ place: "", text: said }]).map(({ match }) => match))];
    if (found.length === 0 || said === warned) return [];
    warned = said;
    return [/** @type {[string, string]} */ ([fields[0], `Hieraan is iemand te herkennen: ${found.join(", ")}. Haal het weg. Moet het echt blijven staan, bewaar dan nog een keer.`])];
  };
}
