// Where the server's lists and the sealed records of a matter do not agree. The page draws from the records; each difference is told. Pure.
import { latest } from "./latest.js";
import { ownerOf } from "./people.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./matter.js").ServedMatter} ServedMatter */
/** @typedef {import("../vault/record.js").Part} Part */

/**
 * Sentences, in Dutch; none where all agrees.
 * @param {OpenMatter} matter opened
 * @param {ServedMatter} served as it came
 * @returns {string[]}
 */
export function disagreements(matter, served) {
  return [...aboutKeeper(matter, served), ...aboutEncounters(matter), ...aboutBreaks(matter), ...aboutConsents(matter), ...aboutShares(matter), ...aboutEpochs(matter)];
}

/**
 * Whether who may read along cannot be known: the conversation does not verify, or the consents or epochs are not as they should be.
 * @param {OpenMatter} matter
 */
export const inDoubt = (matter) => matter.troubles.some(({ part }) => part === "conversation") || matter.elsewhere > 0 || aboutConsents(matter).length + aboutEpochs(matter).length > 0;

/** Whether one reads all there ever was of a part, so that something without a record is a gap. @param {OpenMatter} matter @param {Part} part */
const readsAll = ({ served, troubles }, part) => served.mine && !troubles.some((one) => one.part === part);

/** @param {OpenMatter} matter @param {ServedMatter} served */
function aboutKeeper({ served: known }, served) {
  if (known.mine && !(served.mine && served.keeper.id === known.keeper.id)) return ["Jij begon deze kwestie, maar de server zegt dat ze van een ander is."];
  if (!known.mine && (served.mine || served.keeper.id !== known.keeper.id)) return [`${known.keeper.name} begon deze kwestie, maar de server noemt iemand anders.`];
  return [];
}

/** @param {OpenMatter} matter */
function aboutEncounters(matter) {
  const listed = new Set(matter.served.encounters.map(({ id }) => id));
  const written = new Set(latest(matter, "note").map(({ content }) => content.encounter));
  const unlisted = [...written].filter((id) => !listed.has(String(id))).length;
  const unwritten = readsAll(matter, "notes") ? [...listed].filter((id) => !written.has(id)).length : 0;
  return [
    ...(unlisted > 0 ? [`${gesprekken(unlisted)} ${unlisted === 1 ? "staat" : "staan"} in je kluis, maar de server laat ${unlisted === 1 ? "het" : "ze"} weg uit de telling.`] : []),
    ...(unwritten > 0 ? [`De server telt ${gesprekken(unwritten)} waarvan in je kluis geen notitie ligt.`] : []),
  ];
}

/** @param {number} count */
const gesprekken = (count) => (count === 1 ? "1 gesprek" : `${count} gesprekken`);

/** @param {OpenMatter} matter */
function aboutBreaks(matter) {
  const { breaks } = matter.served;
  const written = latest(matter, "exception");
  const differs = written.some(({ id, content }) => breaks.find((one) => one.record_id === id)?.ground !== content.ground);
  const unwritten = readsAll(matter, "notes") && breaks.some(({ record_id: id }) => !written.some((one) => one.id === id));
  return [
    ...(differs ? ["In je kluis ligt een doorbreking van vertrouwelijkheid die de server weglaat of anders noemt."] : []),
    ...(unwritten ? ["De server noemt een doorbreking van vertrouwelijkheid die niet in je kluis ligt."] : []),
  ];
}

/** @param {OpenMatter} matter */
function aboutConsents({ served, consents, people, troubles }) {
  if (consents.trouble === "RolledBack" || consents.trouble === "Forked") return ["Er is een latere of andere toestemming of intrekking dan de server je geeft. Ga niet af op wat je hier ziet."];
  if (consents.trouble) return ["De toestemmingen in je kluis volgen niet op elkaar. Vertrouw er niet op voordat je ze met de inbrenger hebt nagelopen."];
  const listed = new Map(served.consents.map((one) => [one.record_id, one]));
  const agrees = consents.all.every(({ id, consent }) => {
    const one = listed.get(id);
    return one && one.sequence === consent.sequence && one.width === consent.width && one.given === (consent.state === "given") && (one.refused ?? false) === (consent.state === "refused") && one.heard === consent.heard && one.receiver === (ownerOf(people, consent.receiver) ?? one.receiver);
  });
  const extra = readsAll(/** @type {OpenMatter} */ ({ served, troubles }), "conversation") && served.consents.some(({ record_id: id }) => !consents.all.some((one) => one.id === id));
  return [
    ...(agrees ? [] : ["Een toestemming in je kluis staat niet of anders in de lijst van de server."]),
    ...(extra ? ["De server noemt een toestemming die niet in je kluis ligt."] : []),
  ];
}

/** The last word per receiver decides who reads along. @param {OpenMatter} matter */
function aboutShares(matter) {
  const { served, consents, people } = matter;
  if (!readsAll(matter, "conversation") || consents.trouble) return [];
  const last = new Map(consents.all.filter(({ consent }) => consent.state !== "refused").map(({ consent }) => [ownerOf(people, consent.receiver), consent]));
  const given = new Set([...last].flatMap(([owner, { state }]) => (state === "given" && owner ? [owner] : [])));
  // What was heard is shared at once; what the visitor gave themselves waits until it is.
  const heard = new Set([...last].flatMap(([owner, consent]) => (consent.state === "given" && consent.heard && owner ? [owner] : [])));
  const open = new Set(served.shares.filter(({ withdrawn }) => !withdrawn).map(({ colleague }) => colleague));
  return [
    ...([...open].some((owner) => !given.has(owner)) ? ["De server deelt deze kwestie met iemand zonder toestemming in je kluis."] : []),
    ...([...heard].some((owner) => !open.has(owner)) ? ["Volgens je kluis leest een collega mee die de server niet noemt."] : []),
  ];
}

/** The newest card names the newest epochs: a key of one of them was withheld. @param {OpenMatter} matter */
function aboutEpochs(matter) {
  const named = /** @type {Record<string, unknown>} */ (latest(matter, "card").at(-1)?.epochs ?? {});
  const held = matter.epochs;
  const withheld = /** @type {const} */ (["conversation", "notes"]).some((part) => Number(named[part] ?? 0) > (held[part].at(-1) ?? 0));
  // Whoever begins an epoch of one's own matter, oneself, writes the card in it: where it is not, what came with it is withheld.
  const emptied = readsAll(matter, "notes") && (held.notes.at(-1) ?? 0) > (latest(matter, "card").at(-1)?.epoch ?? 0);
  if (emptied) return ["Wat bij je nieuwste sleutel van deze kwestie hoort, geeft de server niet."];
  return withheld ? ["Er is een nieuwere sleutel van deze kwestie dan de server jou geeft. Wat daarmee geschreven is, zie je niet."] : [];
}
