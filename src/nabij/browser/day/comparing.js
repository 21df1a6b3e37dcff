// Comparing names through the server without giving one: the pair's key put in order, tokens made, registered, looked up, withdrawn, renewed.
import { getJson, postJson, Refusal } from "../desk/talk.js";
import { b64, labelled, sha256, unb64, utf8 } from "../vault/bytes.js";
import { isVerdict } from "../vault/errors.js";
import { factsOf, Matching } from "../vault/match-keys.js";
import { has, isWhole, knownBy, wantedVersions } from "./match-record.js";
import { inTurn, saveBundle, standing, vault } from "./vault.js";

/** @typedef {import("./match-record.js").Match} Match */
/** @typedef {import("./match-record.js").NamedIn} NamedIn */
/** @typedef {import("./match-record.js").Version} Version */
/** @typedef {import("./match-record.js").Handle} Handle */
/** @typedef {import("../vault/match-keys.js").MatchGrant} MatchGrant */
/** @typedef {import("./vault.js").Colleague} Colleague */
/**
 * @typedef {object} Stand `stand.json`
 * @property {number} organisation
 * @property {number} epoch
 * @property {boolean} renew who left holds the newest key too
 * @property {{id: string, name: string, holds: boolean, public_key: import("./vault.js").ServedKey | null}[]} pair
 * @property {{part: string, epoch: number, sealed: string}[]} grants
 * @property {Record<string, string> | null} matcher null: no answer
 * @property {Version[]} versions
 * @property {string[]} waiting `nameOfWaiting` of each: nobody learns the handles of another
 * @property {number} threshold
 * @property {boolean} again whether so much of one's day is left that what was asked about visitors may be asked again
 */
/** @typedef {"holds" | "no_vault" | "not_compared" | "other_keys" | "lacks"} Holding */
/**
 * @typedef {object} Keys how one stands to comparing at an organisation
 * @property {Stand} stand
 * @property {number[]} epochs held
 * @property {number[]} pinned versions of the matcher whose key is pinned and served
 * @property {number[]} unknown versions of the matcher that wait for one's asking
 * @property {string} trouble the name of what was refused, or ""
 * @property {{colleague: Colleague | null, id: string, name: string, holding: Holding}[]} others
 * @property {Version | null} newest the version to make tokens in; null: nothing can be made now
 * @property {boolean} rotated whether a departure made this browser make the next key just now
 */

const matching = new Matching();

/** Where this tab made a key after a departure: whatever a server says of more of them, once is enough. @type {Set<number>} */
const rotated = new Set();
vault.session.onChange((open) => {
  if (!open) rotated.clear();
});

/** @param {number} organisation @param {string} step */
const at = (organisation, step) => `/patronen/${organisation}/${step}.json`;

/** @param {number} organisation @returns {Promise<Stand>} */
const loadStand = (organisation) => getJson(at(organisation, "stand"));

/** @param {MatchGrant[]} grants */
const onTheWire = (grants) => grants.map(({ owner, epoch, grant }) => ({ part: "match", epoch, grantee: owner, sealed: b64(grant) }));

/** @param {number} organisation @param {number} epoch @param {MatchGrant[]} grants */
const sendKeys = (organisation, epoch, grants) => postJson(at(organisation, "sleutels"), { epoch, grants: onTheWire(grants) });

/**
 * Puts the key in order as far as nobody needs to be asked: pins the matcher, takes up what was handed over, makes the first key, the next one
 * where somebody left who had it, and hands the newest to whoever was compared.
 * @param {number} organisation
 * @param {{pinNew?: boolean}} [asked] `pinNew`: the counsellor asked to go on with a new key of the matcher
 * @returns {Promise<Keys>}
 */
export async function keepKeys(organisation, { pinNew = false } = {}) {
  // A matcher that keeps silent for seconds holds up no other change of the bundle.
  const stand = await loadStand(organisation);
  return inTurn(() => ordered(organisation, stand, pinNew));
}

/** @param {number} organisation @param {Stand} stand @param {boolean} pinNew @returns {Promise<Keys>} */
async function ordered(organisation, stand, pinNew) {
  const troubles = [await pinned(stand, pinNew), await taken(stand)].filter(Boolean);
  let { epochs } = await matching.holds(organisation);
  let others = await othersIn(stand);
  const compared = others.filter(({ holding, colleague }) => holding === "lacks" && colleague).map(({ id }) => id);
  // Without a matcher there is nothing to use a key for: it is made once there is.
  const first = stand.epoch === 0 && stand.matcher !== null && troubles.length === 0;
  const next = !first && troubles.length === 0 && !rotated.has(organisation) && mayRotate(stand, epochs, others);
  const handed = !next && epochs.includes(stand.epoch) && compared.length > 0;
  let made = false;
  if (first) await began(organisation, 1, compared);
  else if (next) made = await followed(stand, others);
  else if (handed) await sendKeys(organisation, stand.epoch, await matching.hand(organisation, compared));
  if (first || next || handed) {
    stand = await loadStand(organisation);
    troubles.push(...[await taken(stand)].filter(Boolean));
    epochs = (await matching.holds(organisation)).epochs;
    others = await othersIn(stand);
  }
  const served = Object.keys(stand.matcher ?? {}).map(Number);
  const known = (await matching.holds(organisation)).matcher;
  const usable = troubles.includes("SubstitutedMatcher") ? [] : known.filter((version) => served.includes(version));
  return {
    stand, epochs, others, pinned: usable, trouble: troubles[0] ?? "", rotated: made,
    unknown: served.filter((version) => !known.includes(version)),
    newest: newestOf(stand, epochs, usable, served),
  };
}

/** Only in the very newest is anything registered. @param {Stand} stand @param {number[]} epochs @param {number[]} usable @param {number[]} served @returns {Version | null} */
function newestOf({ epoch }, epochs, usable, served) {
  const matcher = Math.max(0, ...served);
  return epochs.includes(epoch) && usable.includes(matcher) ? [epoch, matcher] : null;
}

/** @param {unknown} error @returns {string} the name of a verdict on what was served */
function verdict(error) {
  if (!isVerdict(error)) throw error;
  return error.name;
}

/** @param {Stand} stand @param {boolean} pinNew @returns {Promise<string>} */
async function pinned({ matcher }, pinNew) {
  if (!matcher) return "";
  try {
    const { bundle } = await matching.pinMatcher(matcher, { renewed: pinNew });
    if (bundle) await saveBundle(bundle);
    return "";
  } catch (error) {
    return verdict(error);
  }
}

/** Takes up what was handed over of what is still in use: a former key that was forgotten stays so. @param {Stand} stand @returns {Promise<string>} */
async function taken({ organisation, grants, epoch: newest, versions }) {
  const used = grants.filter(({ epoch }) => epoch >= newest || versions.some(([one]) => one === epoch));
  try {
    const bundle = await matching.take(organisation, used.map(({ epoch, sealed }) => ({ epoch, grant: unb64(sealed) })));
    if (bundle) await saveBundle(bundle);
    return "";
  } catch (error) {
    return verdict(error);
  }
}

/** Of the pair, who holds the newest key and can get no next one: their digits are compared first. @param {Pick<Keys, "stand" | "others">} keys */
export const heldBack = ({ stand: { pair }, others }) => others.filter(({ id, colleague }) => pair.some((one) => one.id === id && one.holds) && !(colleague?.checked && !colleague.substituted));

/** Whether the next key is one's own to make: who left had it, one has it too or nobody of the pair does, and nobody who has it is left without. @param {Stand} stand @param {number[]} epochs @param {Keys["others"]} others */
const mayRotate = (stand, epochs, others) => stand.renew && (epochs.includes(stand.epoch) || !stand.pair.some(({ holds }) => holds)) && heldBack({ stand, others }).length === 0;

/** The next key, for oneself and who of the pair was compared. @param {Stand} stand @param {Keys["others"]} others */
async function followed({ organisation, epoch }, others) {
  const made = await began(organisation, epoch + 1, others.filter(({ colleague }) => colleague?.checked && !colleague.substituted).map(({ id }) => id));
  rotated.add(organisation);
  return made;
}

/** A first or next key. Where a colleague was a moment earlier, theirs counts. @param {number} organisation @param {number} epoch @param {string[]} compared @returns {Promise<boolean>} whether it is one's own */
async function began(organisation, epoch, compared) {
  const { grants } = await matching.begin(organisation, epoch, compared);
  try {
    // Kept in the bundle once it comes back: what the server did not take is no key.
    await sendKeys(organisation, epoch, grants);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || (error.code !== "stale" && error.code !== "conflict")) throw error;
    return false;
  }
}

/** @param {Stand} stand */
async function othersIn({ pair }) {
  const { user } = await vault.me();
  return Promise.all(
    pair.filter(({ id }) => id !== user).map(async ({ id, name, holds, public_key: served }) => {
      const colleague = served ? await standing({ id, name, kind: "", public_key: served }) : null;
      return { id, name, colleague, holding: holdingOf(holds, colleague) };
    }),
  );
}

/** @param {boolean} holds @param {Colleague | null} colleague @returns {Holding} */
function holdingOf(holds, colleague) {
  if (!colleague) return "no_vault";
  if (colleague.substituted) return "other_keys";
  if (holds) return "holds";
  return colleague.checked ? "lacks" : "not_compared";
}

/** @param {number} organisation @param {Version} version @param {{ways: {by_email: boolean}[], facts: string[][]}} what @returns {Promise<string[]>} */
async function evaluated(organisation, [epoch, matcher], { facts }) {
  const asked = await matching.blind(organisation, epoch, facts);
  const answer = await postJson(at(organisation, "berekenen"), { matcher, points: asked.map(({ blinded }) => b64(/** @type {import("../vault/bytes.js").Bytes} */ (blinded))) });
  return matching.tokens(matcher, asked, answer.evaluated.map(unb64), unb64(answer.proof));
}

/** The tokens of a matter's person in one version. @param {number} organisation @param {Version} version @param {Match} match @returns {Promise<NamedIn>} */
async function namedIn(organisation, version, { about, visitor, also }) {
  const what = factsOf(/** @type {NonNullable<Match["about"]>} */ (about), visitor, also);
  const made = await evaluated(organisation, version, what);
  const many = what.ways.length;
  const persons = made.slice(0, many);
  const others = (/** @type {number} */ nth) => also.map((_, at) => made[(2 + at) * many + nth]).sort();
  const whose = await matching.whose(organisation, version[0], persons);
  return { epoch: version[0], matcher: version[1], known: knownBy(visitor), tokens: what.ways.map(({ by_email }, nth) => ({ token: persons[nth], visitor: made[many + nth], by_email, whose: whose[nth], also: others(nth) })) };
}

/**
 * Registers a matter's person in every version that is looked up, and renews what was registered before. The server has it when this returns.
 * @param {Keys} keys
 * @param {Match} match
 * @returns {Promise<Match>} the same object where there was nothing to do
 */
export async function registered(keys, match) {
  const { stand, newest, epochs, pinned: usable } = keys;
  if (!newest || !match.about) return match;
  const waits = isWaiting(stand, match);
  const whole = match.named.filter(isWhole);
  if (has(whole.map(({ epoch, matcher }) => [epoch, matcher]), newest) && !waits) return match;
  const kept = whole.filter(({ epoch, matcher }) => has(stand.versions, [epoch, matcher]));
  const missing = wantedVersions({ newest, versions: waits ? [] : stand.versions, epochs, pinned: usable }).filter((version) => !has(kept.map(({ epoch, matcher }) => [epoch, matcher]), version));
  const made = [];
  for (const version of missing) made.push(await namedIn(stand.organisation, version, match));
  const named = [...kept, ...made];
  if (waits) await renewed(stand.organisation, [{ match, named: named.filter(({ epoch, matcher }) => has([newest], [epoch, matcher])) }]);
  else await postJson(at(stand.organisation, "aanmelden"), { named: withHandle(match, named), lock: lockOf(match) });
  return { ...match, named };
}

/** Whether the rows of this matter are still to be renewed. @param {Stand} stand @param {Pick<Match, "handle">} match */
export const isWaiting = ({ waiting }, { handle }) => handle !== "" && waiting.includes(nameOfWaiting(handle));

/** By what `stand.json` names a handle that waits: only who has the handle recognises it. @param {string} handle */
export const nameOfWaiting = (handle) => b64(sha256(labelled("nabij/waiting/1", utf8(handle))));

/** What the server keeps of the secret of a handle. @param {Handle} handle */
export const lockOf = ({ secret }) => b64(sha256(labelled("nabij/handle/1", unb64(secret))));

/** @param {Handle} handle @param {NamedIn[]} named */
const withHandle = ({ handle }, named) => named.map((one) => ({ handle, ...one }));

/** @param {number} organisation @param {{match: Match, named: NamedIn[]}[]} batch @returns {Promise<{waiting: number}>} */
const renewed = (organisation, batch) =>
  postJson(at(organisation, "vernieuwen"), { renewed: batch.map(({ match, named }) => ({ named: withHandle(match, named)[0], secret: match.secret })) });

/** Rows that no longer count; a counsellor who is no longer of the pair cannot, and need not. @param {number} organisation @param {Handle[]} handles */
export async function withdrawn(organisation, handles) {
  for (const { handle, secret } of handles) {
    try {
      await postJson(at(organisation, "intrekken"), { handle, secret });
    } catch (error) {
      // Under this handle lies what somebody else registered: nothing of one's own.
      if (!(error instanceof Refusal && error.code === "forbidden")) throw error;
    }
  }
}

/**
 * Whether enough other visitors speak of the same person; counted, and seen by the pair. Works without the matcher.
 * @param {number} organisation
 * @param {Match} match
 * @returns {Promise<{enough: boolean, threshold: number}>}
 */
export async function look(organisation, match) {
  const { versions, threshold } = await loadStand(organisation);
  // What was made before a row said whose it is, the server takes no more: the matter makes it anew when it is opened.
  const named = match.named.filter((one) => isWhole(one) && has(versions, [one.epoch, one.matcher]));
  if (named.length === 0) throw new Refusal("Deze kwestie is nog niet vergeleken. Laad de kwestie opnieuw.", "stale");
  const ask = () => postJson(at(organisation, "kijken"), { named: withHandle(match, named) });
  const { enough } = await ask().catch(async (error) => {
    if (!(error instanceof Refusal && error.code === "stale")) throw error;
    // A server that was put back to an earlier day has lost the rows: they lie in the notes.
    await postJson(at(organisation, "aanmelden"), { named: withHandle(match, named), lock: lockOf(match) });
    return ask();
  });
  return { enough: enough === 1, threshold };
}

/**
 * Whether a visitor is named in any matter of the pair; asked when they begin, and again after a month; counted.
 * @param {Keys} keys
 * @param {import("../vault/person-name.js").Named} visitor
 */
export async function namedElsewhere({ stand, epochs, pinned: usable, newest }, visitor) {
  if (!newest) return null;
  const versions = stand.versions.filter(([epoch, matcher]) => epochs.includes(epoch) && usable.includes(matcher));
  if (versions.length === 0) return false;
  const { ways, facts } = factsOf(visitor, "");
  const persons = { ways, facts: facts.slice(0, ways.length) };
  const asked = [];
  for (const version of versions) {
    const made = await evaluated(stand.organisation, version, persons);
    asked.push({ epoch: version[0], matcher: version[1], tokens: ways.map(({ by_email }, nth) => ({ token: made[nth], by_email })) });
  }
  return (await postJson(at(stand.organisation, "kanten"), { asked })).named === 1;
}

/** Gives up the rows that nobody renewed. @param {number} organisation @returns {Promise<{lost: number}>} */
export const finish = (organisation) => postJson(at(organisation, "afronden"), {});

/** Former keys go once no rows are made with them. @param {Keys} keys */
export async function forgetFormer({ stand: { organisation, epoch, versions }, epochs }) {
  if (epochs.every((one) => one === epoch) || !epochs.includes(epoch) || versions.some(([one]) => one !== epoch)) return;
  await inTurn(async () => saveBundle(await matching.keepOnly(organisation, epoch)));
}
