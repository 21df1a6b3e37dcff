// Who can open the bundle of a signal: the first key, a key for the colleague, and what is wrong where none opens it.
import { beginStory, giveKey, renewStory, withoutKey } from "../day/story.js";
import { el } from "../desk/dom.js";
import { announce } from "../desk/say.js";
import { Refusal } from "../desk/talk.js";
import { comparedWith } from "./matter-fingerprint.js";
import { acting } from "./signal-parts.js";

/** @typedef {import("./signal-desk.js").SignalDesk} SignalDesk */
/** @typedef {import("../day/story.js").Author} Author */
/** @typedef {import("../desk/dom.js").Child} Child */

/** @param {SignalDesk} desk @param {string} label */
const begin = (desk, label) =>
  acting(desk, label, async () => {
    try {
      await beginStory(desk.signal.story);
    } catch (error) {
      // The other was first: then theirs is the key.
      if (!(error instanceof Refusal) || !["stale", "conflict"].includes(error.code)) throw error;
    }
    await desk.open();
  });

/** @param {SignalDesk} desk @param {Author} author */
function compare(desk, { name, colleague }) {
  if (!colleague) return el("p", { class: "soft" }, `${name} heeft nog geen kluis.`);
  return acting(desk, `Vergelijk de cijfers met ${name}`, async () => ((await comparedWith(colleague)) ? desk.open() : undefined));
}

/** What is shown while the bundle is not open, and what to do. @param {SignalDesk} desk @returns {Child[]} */
export function closedBundle(desk) {
  const { state, trouble, authors } = desk.signal.story;
  const others = authors.filter(({ me }) => !me);
  const sheet = (/** @type {string} */ title, /** @type {Child[]} */ ...children) => [el("section", { class: "sheet" }, el("h2", {}, title), ...children)];
  if (state === "new") return sheet("Begin met schrijven", el("p", {}, "Wat je hier schrijft, staat verzegeld in de kluis. Alleen de vertrouwenspersonen van deze organisatie kunnen het lezen."), ...others.map((one) => willRead(one)), el("div", { class: "actions" }, begin(desk, "Begin te schrijven")));
  if (state === "lost") return sheet("Wat er stond, kan niemand meer lezen", el("p", {}, "Wie dit signaal begon, werkt niet meer voor deze organisatie, en er is geen sleutel aan jou gegeven. Je kunt opnieuw beginnen. Wat er stond, wordt dan gewist."), el("div", { class: "actions" }, begin(desk, "Begin opnieuw")));
  const holder = others.find(({ holds }) => holds);
  if (state === "waiting" && holder) return sheet(`${holder.name} begon dit signaal`, el("p", {}, `${holder.name} geeft jou nog een sleutel. Dat gebeurt op deze pagina, nadat jullie je cijfers vergeleken.`), !holder.colleague?.checked && compare(desk, holder), acting(desk, "Kijk opnieuw", () => desk.open(), { quiet: true }));
  if (trouble === "UntrustedSigner") return sheet("Vergelijk eerst jullie cijfers", el("p", {}, "Je kreeg een sleutel van dit signaal. Je gebruikt hem pas als je weet dat hij van je collega komt."), ...others.map((one) => compare(desk, one)));
  return sheet("Dit signaal klopt niet zoals de server het geeft", el("p", {}, `Er wordt niets getoond en niets overschreven (${trouble || state}). Probeer het opnieuw. Blijft dit staan? Bel je beheerder.`), acting(desk, "Probeer opnieuw", () => desk.open()));
}

/** @param {Author} author */
function willRead({ name, colleague }) {
  if (!colleague) return el("p", { class: "note" }, `${name} heeft nog geen kluis en krijgt daarom nog geen sleutel. Zodra die er is, geef je de sleutel hier.`);
  const ready = colleague.checked && !colleague.substituted;
  return el("p", { class: "note" }, ready ? `${name} leest en weegt mee.` : `${name} krijgt een sleutel zodra jullie je cijfers vergeleken. Dat kan ook later, op deze pagina.`);
}

/** Who of the pair cannot read it yet, and what to do about it. @param {SignalDesk} desk @returns {Child} */
export function readersLine(desk) {
  const { story } = desk.signal;
  if (story.renew) return el("div", { class: "message" }, el("p", {}, "Iemand die niet meer voor deze organisatie werkt, heeft nog een sleutel. Maak een nieuwe: dan schrijf je verder."), acting(desk, "Maak een nieuwe sleutel", async () => { await renewStory(story); await desk.open(); }, { quiet: true }));
  const lines = withoutKey(story).map(({ name, colleague }) => {
    if (!colleague) return el("p", { class: "note" }, `${name} heeft nog geen kluis en kan dit signaal nog niet lezen.`);
    const ready = colleague.checked && !colleague.substituted;
    const give = async () => {
      if (!ready && !(await comparedWith(colleague))) return;
      await giveKey(story, colleague);
      announce(`${name} kan meelezen.`);
      await desk.open();
    };
    return el("div", { class: "message" }, el("p", {}, `${name} kan dit signaal nog niet lezen.`), acting(desk, ready ? `Geef ${name} een sleutel` : `Vergelijk de cijfers en geef ${name} een sleutel`, give, { quiet: true }));
  });
  return lines.length > 0 ? el("div", {}, ...lines) : null;
}
