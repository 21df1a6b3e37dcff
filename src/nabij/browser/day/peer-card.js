// The pseudonymised card for a colleague: what gives somebody away in it, and the cards that colleagues showed me.
import { getJson } from "../desk/talk.js";
import { unb64 } from "../vault/bytes.js";
import { takeGrants } from "./cards.js";
import { latest } from "./latest.js";
import { folded } from "./search.js";
import { vault } from "./vault.js";
import { cardOf } from "./writing.js";

/** @typedef {import("./matter.js").OpenMatter} OpenMatter */
/** @typedef {import("./cards.js").ServedGrant} ServedGrant */
/** @typedef {import("./cards.js").ServedRecord} ServedRecord */
/** @typedef {{part: import("../vault/record.js").Part, epoch: number, counter: number, sealed: string}} ServedManifest */
/** @typedef {{matter: string, organisation: {id: number, name: string}, from: string, grants: ServedGrant[], shred_key: string, records: ServedRecord[], manifests: ServedManifest[]}} ServedPeerCard */
/** @typedef {{matter: string, from: string, granter: string, organisation: string, situation: string, question: string, trouble: string | null}} PeerCard */

// Words in names of organisations that point at nobody.
const COMMON = new Set(["gemeente", "stichting", "zorggroep", "scholenkring", "school", "groep", "praktijk", "vereniging", "organisatie", "centrum"]);
const SHORTEST_NAME = 3;
const SHORTEST_WORD = 5;
const FEWEST_DIGITS = 6;

/** @param {string} text @returns {string[]} */
const wordsIn = (text) => folded(text).match(/[\p{L}\d]+/gu) ?? [];

/**
 * What in a text may give away whom it is about: alias, names, contact, the organisation; in the words of the matter itself.
 * @param {string} text
 * @param {OpenMatter} matter
 * @param {string} organisation its name
 * @returns {string[]} each once
 */
export function givenAway(text, matter, organisation) {
  const plain = folded(text);
  const words = new Set(wordsIn(text));
  const values = (/** @type {string} */ kind, /** @type {string[]} */ names) => latest(matter, kind).flatMap(({ content }) => names.map((name) => String(content[name] ?? "").trim())).filter(Boolean);
  const whole = [cardOf(matter).alias.trim(), ...values("person", ["email"]), ...values("named_party", ["email"])].filter(Boolean);
  const names = [...values("person", ["name"]), ...values("named_party", ["name"])].flatMap((name) => name.split(/\s+/)).filter((part) => part.length >= SHORTEST_NAME && !["van", "der", "den"].includes(folded(part)));
  const places = organisation.split(/\s+/).filter((part) => part.length >= SHORTEST_WORD && !COMMON.has(folded(part)));
  const digits = text.replace(/\D/g, "");
  const phones = values("person", ["phone"]).filter((phone) => phone.replace(/\D/g, "").length >= FEWEST_DIGITS && digits.includes(phone.replace(/\D/g, "")));
  const found = [...whole.filter((one) => plain.includes(folded(one))), ...[...names, ...places].filter((one) => wordsIn(one).some((word) => words.has(word))), ...phones];
  return [...new Set(found)];
}

/** Cards that colleagues showed me; one that does not open says so. @returns {Promise<PeerCard[]>} */
export async function loadPeerCards() {
  /** @type {{cards: ServedPeerCard[]}} */
  const { cards } = await getJson("/kwesties/spiegelkaarten.json");
  const refused = await takeGrants(cards.map(({ matter, grants }) => ({ id: matter, keeper: { id: grants.at(-1)?.granter ?? "" }, grants })));
  const unbelieved = new Map(refused.map(({ matter, error }) => [matter, error.name]));
  return Promise.all(cards.map((card) => openedPeerCard(card, unbelieved.get(card.matter) ?? null)));
}

/** @param {ServedPeerCard} card @param {string | null} refusal @returns {Promise<PeerCard>} */
async function openedPeerCard({ matter, organisation, from, grants, shred_key: shredKey, records, manifests }, refusal) {
  const granter = grants.at(-1)?.granter ?? "";
  const about = { matter, from, granter, organisation: organisation.name, situation: "", question: "" };
  const { peer } = await vault.epochsOf(matter);
  const epoch = Math.max(0, ...grants.map((grant) => grant.epoch).filter((one) => peer.includes(one)));
  if (epoch === 0) return { ...about, trouble: refusal ?? "Missing" };
  const here = (/** @type {{part: string, epoch: number}} */ one) => one.part === "peer" && one.epoch === epoch;
  try {
    const opened = await vault.openRecords(matter, {
      part: "peer", epoch, people: [granter], shredKey: unb64(shredKey),
      manifests: manifests.filter(here).map(({ counter, sealed }) => ({ counter, envelope: unb64(sealed) })),
      records: records.filter(here).map(({ id, kind, revision, sealed }) => ({ id, kind, revision, envelope: unb64(sealed) })),
    });
    const { situation = "", question = "" } = opened.records.filter(({ kind }) => kind === "peer_card").sort((one, other) => one.revision - other.revision).at(-1)?.content ?? {};
    return { ...about, situation: String(situation), question: String(question), trouble: null };
  } catch (error) {
    if (!(error instanceof Error) || error.name === "Locked") throw error;
    return { ...about, trouble: error.name };
  }
}
