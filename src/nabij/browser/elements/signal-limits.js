// What may be told to the board, to whom, what for, and what not: the words that visitors are asked about.
import { limitsIn, writeSections } from "../day/signals.js";
import { dayAndYear, el } from "../desk/dom.js";
import { answers, prose } from "./matter-section.js";
import { Writing } from "./matter-writing.js";
import { Looking } from "./signal-looking.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("./matter-fields.js").Field} Field */

/** @param {SignalDesk} desk */
export function toldLimits(desk) {
  const { contact_name: name, intention, told, limits, until } = limitsIn(desk.signal);
  return answers([["Aan wie", name], ["Wat je vertelt", prose(told)], ["Waarom", prose(intention)], ["Wat je niet vertelt", prose(limits)], ["Tot en met", until && dayAndYear(until)]]);
}

/** @param {SignalDesk} desk */
export function limitsForm(desk) {
  const about = `signal/${desk.id}/limits`;
  const was = limitsIn(desk.signal);
  const { contacts, needed, path, today } = desk.signal.register;
  /** @type {[string, string][]} */
  const names = contacts.map(({ name }) => [name, name]);
  /** @type {Field} */
  const who = names.length > 0
    ? { name: "contact_name", label: "Aan wie vertel je het?", kind: "one", choices: names, value: was.contact_name || (names.length === 1 ? names[0][0] : ""), needed: "Kies aan wie je het vertelt." }
    : { name: "contact_name", label: "Aan wie vertel je het?", kind: "text", value: was.contact_name, hint: "De eindverantwoordelijke, met naam. Die heeft hier nog geen account: vraag je praktijkmanager.", needed: "Schrijf op aan wie je het vertelt." };
  /** @type {Field[]} */
  const fields = [
    who,
    { name: "told", label: "Wat vertel je?", kind: "area", rows: 4, value: was.told, hint: "Zonder naam, plek of detail waaraan iemand te herkennen is.", needed: "Schrijf op wat je vertelt." },
    { name: "intention", label: "Waarom? Wat hoop je dat er gebeurt?", kind: "area", rows: 2, value: was.intention, needed: "Schrijf op waarom je het vertelt." },
    { name: "limits", label: "Wat vertel je niet?", kind: "area", rows: 2, value: was.limits, needed: "Schrijf op wat je niet vertelt." },
  ];
  if (path === "agreed") fields.push({ name: "until", label: "Geldt tot en met", kind: "date", value: was.until, hint: "Leeg: tot de inbrenger het intrekt." });
  // visitors read these words, and so hear of each other
  const looking = new Looking(desk, { told: "never", intention: "never", limits: "never" });
  return new Writing({
    about, kept: desk.draftOf(about), fields, button: "Bewaar", said: "Bewaard in de kluis.",
    before: [path === "excepted" ? el("p", {}, "De inbrengers zeggen hier geen ja op. Vertel het hun wel, als dat veilig kan.") : needed > 0 ? el("p", {}, "Dit lezen de inbrengers, woord voor woord. Zij zeggen ja of nee. Verander je het daarna, dan vraag je het opnieuw.") : el("p", {}, "Er staat niets in van een inbrenger. Schrijf toch op wat je vertelt en wat niet."), looking.place],
    wrong: (values) => [...(values.until && String(values.until) < today ? [/** @type {[string, string]} */ (["until", "Deze dag is voorbij. Kies een latere dag, of maak hem leeg."])] : [])],
    save: async (values) => {
      await looking.through(values);
      const { contact_name: name, told, intention, limits, until } = values;
      const [called, ...texts] = [name, told, intention, limits].map((one) => String(one).trim());
      await writeSections(desk.signal, { limits: { contact_name: called.normalize("NFC"), told: texts[0], intention: texts[1], limits: texts[2], until: String(until ?? "") } });
    },
    onClosed: () => void desk.kept("agreed_with_persons"),
  });
}
