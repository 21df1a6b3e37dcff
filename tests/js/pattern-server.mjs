// What the server and the matcher know of tokens, in memory: rows by handle, grants of the key, and every body that was sent.
import { createHash } from "node:crypto";
import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import { b64, unb64 } from "../../src/nabij/browser/vault/bytes.js";
import { server } from "./day-server.mjs";

const { voprf } = ristretto255_oprf;
export const refusal = (code, status = 422) => ({ status, said: { refused: `Geweigerd: ${code}.`, code } });
const nameOfWaiting = (handle) => b64(createHash("sha256").update(`nabij/waiting/1\0${handle}`).digest());
const lockOf = (secret) => b64(createHash("sha256").update(Buffer.concat([Buffer.from("nabij/handle/1\0"), Buffer.from(unb64(secret))])).digest());

/** A server of one organisation with this pair; `down`: the matcher does not answer; `again`: half of the day is left. @param {any[]} people */
export function patternServer(people) {
  const made = { keys: new Map([[1, voprf.generateKeyPair()]]), rows: new Map(), grants: [], sent: [], down: false, epoch: 0, left: false, enough: false, again: true };
  const served = () => Object.fromEntries([...made.keys].map(([version, { publicKey }]) => [version, b64(publicKey)]));
  const versions = () => [...new Set([...made.rows.values()].flatMap(({ named }) => named.map(({ epoch, matcher }) => `${epoch} ${matcher}`)))].map((one) => one.split(" ").map(Number));
  const newest = () => [made.epoch, Math.max(...made.keys.keys())];
  const lacks = ([epoch, matcher]) => [...made.rows].filter(([, { named }]) => !named.some((one) => one.epoch === epoch && one.matcher === matcher)).map(([handle]) => handle);
  const holds = (id) => made.grants.some(({ grantee, epoch }) => grantee === id && epoch === made.epoch);
  const steps = {
    "stand.json": () => ({
      organisation: 1, epoch: made.epoch, mine: holds(server.self), renew: made.left, grants: made.grants.filter(({ grantee }) => grantee === server.self),
      pair: people.map(({ user, name, keys }) => ({ id: user, name, holds: holds(user), public_key: { owner: user, version: 1, ...keys } })),
      matcher: made.down ? null : served(), versions: versions(), waiting: made.down ? [] : lacks(newest()).map(nameOfWaiting), threshold: 3, again: made.again,
    }),
    "sleutels.json": ({ epoch, grants }) => {
      made.epoch = epoch;
      made.left = false;
      made.grants.push(...grants);
      return { saved: true };
    },
    "berekenen.json": ({ matcher, points }) => {
      if (made.down) return refusal("matcher_down", 503);
      const { secretKey, publicKey } = made.keys.get(matcher);
      const { evaluated, proof } = voprf.blindEvaluateBatch(secretKey, publicKey, points.map(unb64));
      return { evaluated: evaluated.map(b64), proof: b64(proof) };
    },
    "aanmelden.json": ({ named, lock }) => {
      if ((made.rows.get(named[0].handle)?.lock ?? lock) !== lock) return refusal("conflict");
      // as the server: what lies there in one of these versions is the very same, or something else
      const there = made.rows.get(named[0].handle)?.named ?? [];
      if (named.some((one) => there.some((kept) => kept.epoch === one.epoch && kept.matcher === one.matcher && JSON.stringify(kept.tokens) !== JSON.stringify(one.tokens)))) return refusal("conflict");
      made.rows.set(named[0].handle, { named, lock });
      return { saved: true, already: false };
    },
    "vernieuwen.json": ({ renewed }) => {
      for (const { named, secret } of renewed) {
        if (made.rows.get(named.handle)?.lock !== lockOf(secret)) return refusal("forbidden");
        made.rows.get(named.handle).named.push(named);
      }
      const waiting = lacks(newest()).length;
      const [epoch, matcher] = newest();
      if (waiting === 0) for (const row of made.rows.values()) row.named = row.named.filter((one) => one.epoch === epoch && one.matcher === matcher);
      return { saved: true, waiting };
    },
    "intrekken.json": ({ handle, secret }) => {
      if (made.rows.has(handle) && made.rows.get(handle).lock !== lockOf(secret)) return refusal("forbidden");
      return { saved: true, already: !made.rows.delete(handle) };
    },
    "kijken.json": () => ({ enough: made.enough ? 1 : 0 }),
    "kanten.json": ({ asked }) => ({ named: Number([...made.rows.values()].some(({ named }) => named.some((one) => one.tokens.some(({ token }) => asked.some(({ tokens }) => tokens.some((other) => other.token === token)))))) }),
  };
  server.patterns = (step, body) => {
    made.sent.push({ step, body });
    return steps[step](body);
  };
  return made;
}
