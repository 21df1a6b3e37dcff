// Comparing names without giving one: the organisation's match keys, the pinned keys of the matcher, and the tokens that both make.
import { hmac, sha256 as hash } from "../vendor/vault-primitives.js";
import { changedBundle } from "./account.js";
import { blindPoints, finalizePoints } from "./blind.js";
import { colleaguesIn, pinOf } from "./bundle.js";
import { b64, isB64Of, isObject, json, labelled, mustHold, random, sha256, unb64, utf8, uuidFrom } from "./bytes.js";
import { Missing, RolledBack, SubstitutedMatcher, WrongKey } from "./errors.js";
import { makeGrant, openSignedGrant } from "./grant.js";
import { session as session_, withKeys } from "./session.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./session.js").Opened} Opened */
/** @typedef {import("./blind.js").Question} Question */
/** @typedef {Awaited<ReturnType<typeof changedBundle>>} ChangedBundle save it as any bundle: `bundleSaved` */
/** @typedef {{owner: string, epoch: number, grant: Bytes}} MatchGrant */

const PART = "match";
const TOKEN = 16;
/** What the bundle can hold of them; what a server shows beyond it is refused before it is kept, or it would be unreadable for good. */
const EPOCH = /^[1-9][0-9]{0,8}$/;
const VERSION = /^[1-9][0-9]{0,4}$/;

/** The box of an organisation's match key; every browser computes it, so no server can give the key of another. @param {string} practice @param {number} organisation */
export const matchBox = (practice, organisation) => uuidFrom(sha256(labelled("nabij/match/1", utf8(json([practice, organisation])))));

/** @param {Opened} state @param {number} organisation @returns {Map<number, Bytes>} by epoch */
function epochsOf({ bundle, practice }, organisation) {
  const kept = bundle.match_keys[matchBox(practice, organisation)] ?? {};
  mustHold(isObject(kept), "Not match keys");
  return new Map(
    Object.entries(kept).map(([epoch, key]) => {
      mustHold(EPOCH.test(epoch) && isB64Of(key, 32), "Not a match key");
      return [Number(epoch), unb64(key)];
    }),
  );
}

/** The pinned public keys of the matcher, by version. @param {Opened["bundle"]} bundle @returns {Map<number, string>} */
function pinnedIn({ matcher }) {
  const pairs = (matcher ?? "").split(" ").filter(Boolean).map((one) => one.split(":"));
  for (const [version, key] of pairs) mustHold(VERSION.test(version) && isB64Of(key, 32), "Not a key of the matcher");
  return new Map(pairs.map(([version, key]) => [Number(version), key]));
}

/** @param {Opened} state @param {number} organisation @param {Map<number, Bytes>} keys */
function withMatchKeys(state, organisation, keys) {
  for (const epoch of keys.keys()) mustHold(EPOCH.test(String(epoch)), "Not an epoch");
  const plain = Object.fromEntries([...keys].map(([epoch, key]) => [epoch, b64(key)]));
  return changedBundle(state, { match_keys: { ...state.bundle.match_keys, [matchBox(state.practice, organisation)]: plain } });
}

/** @param {Opened} state @param {number} organisation @param {number} epoch @param {Bytes} key @param {string[]} owners @returns {Promise<MatchGrant[]>} */
async function grantsTo({ practice, user, recipient, signer, bundle }, organisation, epoch, key, owners) {
  const place = /** @type {any} */ ({ practice, matter: matchBox(practice, organisation), part: PART, epoch });
  const to = owners.map((owner) => ({ owner, recipient: owner === user ? recipient : pinOf(bundle.pins, owner, { checked: true }).recipient }));
  return Promise.all(to.map(async (one) => ({ owner: one.owner, epoch, grant: await makeGrant(place, key, one.recipient, signer) })));
}

/** @param {Opened} state @param {number} organisation @param {{epoch: number, grant: Bytes}} served */
async function opened(state, organisation, { epoch, grant }) {
  const place = /** @type {any} */ ({ practice: state.practice, matter: matchBox(state.practice, organisation), part: PART, epoch });
  // As a story: its counsellors' alike, and only a present key that was compared.
  const signers = new Set([state.signer.sign, ...colleaguesIn(state.bundle.pins).filter(({ checked }) => checked).map(({ sign }) => sign)]);
  let refusal;
  for (const { identity } of [state.bundle, ...state.bundle.former]) {
    try {
      return (await openSignedGrant(place, identity, signers, grant)).key;
    } catch (error) {
      if (!(error instanceof WrongKey)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

/** Bytes in, bytes out, as `Vault`: every method throws `Locked` while the vault is shut. */
export class Matching {
  #session;

  /** @param {import("./session.js").Session} [session] */
  constructor(session = session_) {
    this.#session = session;
  }

  /** The epochs of an organisation's key that one holds, and the versions of the matcher's that are pinned. @param {number} organisation */
  holds(organisation) {
    return withKeys(this.#session, (state) => ({
      epochs: [...epochsOf(state, organisation).keys()].sort((one, other) => one - other),
      matcher: [...pinnedIn(state.bundle).keys()].sort((one, other) => one - other),
    }));
  }

  /** The next key, for oneself and these colleagues, whose keys were compared. `RolledBack` where a later one is held. @param {number} organisation @param {number} epoch @param {string[]} owners @returns {Promise<{grants: MatchGrant[], bundle: ChangedBundle}>} */
  begin(organisation, epoch, owners) {
    return withKeys(this.#session, async (state) => {
      const keys = epochsOf(state, organisation);
      if ([...keys.keys()].some((one) => one >= epoch)) throw new RolledBack("A later match key is known");
      const key = random(32);
      const grants = await grantsTo(state, organisation, epoch, key, [state.user, ...owners]);
      return { grants, bundle: await withMatchKeys(state, organisation, keys.set(epoch, key)) };
    });
  }

  /** The newest key for colleagues who have none yet. @param {number} organisation @param {string[]} owners @returns {Promise<MatchGrant[]>} */
  hand(organisation, owners) {
    return withKeys(this.#session, async (state) => {
      const keys = epochsOf(state, organisation);
      const epoch = Math.max(0, ...keys.keys());
      if (!epoch) throw new Missing("No match key of this organisation");
      return grantsTo(state, organisation, epoch, /** @type {Bytes} */ (keys.get(epoch)), owners);
    });
  }

  /** Takes up keys that one does not hold yet; throws what a grant is refused with. @param {number} organisation @param {{epoch: number, grant: Bytes}[]} served @returns {Promise<ChangedBundle | null>} null: nothing new */
  take(organisation, served) {
    return withKeys(this.#session, async (state) => {
      const keys = epochsOf(state, organisation);
      const fresh = served.filter(({ epoch }) => !keys.has(epoch));
      for (const one of fresh) keys.set(one.epoch, await opened(state, organisation, one));
      return fresh.length > 0 ? withMatchKeys(state, organisation, keys) : null;
    });
  }

  /** Forgets former keys once their tokens are destroyed. @param {number} organisation @param {number} newest @returns {Promise<ChangedBundle>} */
  keepOnly(organisation, newest) {
    return withKeys(this.#session, (state) => withMatchKeys(state, organisation, new Map([...epochsOf(state, organisation)].filter(([epoch]) => epoch >= newest))));
  }

  /**
   * Pins the matcher's keys: the first ones as they are shown, a later version only when asked for (`renewed`). `SubstitutedMatcher` when a
   * pinned version shows another key.
   * @param {Record<string, string>} served base64 by version
   * @param {{renewed?: boolean}} [how]
   * @returns {Promise<{unknown: number[], bundle: ChangedBundle | null}>} `unknown`: versions shown and not pinned
   */
  pinMatcher(served, { renewed = false } = {}) {
    return withKeys(this.#session, async (state) => {
      const pinned = pinnedIn(state.bundle);
      const shown = Object.entries(served).map(([version, key]) => /** @type {[number, string]} */ ([Number(version), key]));
      for (const [version, key] of shown) {
        mustHold(VERSION.test(String(version)) && isB64Of(key, 32), "Not a key of the matcher");
        if (pinned.has(version) && pinned.get(version) !== key) throw new SubstitutedMatcher("Another key than the one pinned");
      }
      const fresh = shown.filter(([version]) => !pinned.has(version));
      if (fresh.length === 0 || (pinned.size > 0 && !renewed)) return { unknown: fresh.map(([version]) => version), bundle: null };
      const all = [...pinned, ...fresh].sort(([one], [other]) => one - other);
      return { unknown: [], bundle: await changedBundle(state, { matcher: all.map(([version, key]) => `${version}:${key}`).join(" ") }) };
    });
  }

  /** Points for these facts that say nothing about them. @param {number} organisation @param {number} epoch @param {string[][]} facts @returns {Promise<Question[]>} */
  blind(organisation, epoch, facts) {
    return withKeys(this.#session, (state) => {
      const key = epochsOf(state, organisation).get(epoch);
      if (!key) throw new Missing("No match key of this epoch");
      return blindPoints(facts.map((fact) => hmac(hash, key, utf8(json(fact)))));
    });
  }

  /** The same for all that this counsellor registers of one person, and nothing beyond it: of each token 16 bytes, base64. @param {number} organisation @param {number} epoch @param {string[]} tokens @returns {Promise<string[]>} */
  whose(organisation, epoch, tokens) {
    return withKeys(this.#session, async (state) => {
      const key = epochsOf(state, organisation).get(epoch);
      if (!key) throw new Missing("No match key of this epoch");
      return tokens.map((token) => b64(hmac(hash, key, utf8(json(["whose", state.user, token]))).slice(0, TOKEN)));
    });
  }

  /** The tokens, base64 of 16 bytes each. `ForgedEvaluation`; `Missing` for a version that is not pinned. @param {number} version @param {Question[]} asked @param {Bytes[]} evaluated @param {Bytes} proof @returns {Promise<string[]>} */
  tokens(version, asked, evaluated, proof) {
    return withKeys(this.#session, async ({ bundle }) => {
      const key = pinnedIn(bundle).get(version);
      if (!key) throw new Missing("No pinned key of this version");
      return (await finalizePoints(asked, evaluated, unb64(key), proof)).map((output) => b64(output.slice(0, TOKEN)));
    });
  }
}

/**
 * What is compared of a person and their visitor: a token for each way in which the person may have been named, and beside it one over visitor
 * and person, so that one visitor counts once.
 * @param {import("./person-name.js").Named} person
 * @param {string} visitor
 * @param {string[]} [also] by what else the visitor is known
 * @returns {{ways: {by_email: boolean}[], facts: string[][]}} first all persons, then all visitors, then the same of each other thing
 */
export function factsOf({ email, names }, visitor, also = []) {
  const ways = [...(email ? [["email", email]] : []), ...names.map((name) => ["name", name])];
  const facts = [...ways.map((way) => ["person", ...way]), ...[visitor, ...also].flatMap((one) => ways.map((way) => ["visitor", one, ...way]))];
  return { ways: ways.map(([kind]) => ({ by_email: kind === "email" })), facts };
}
