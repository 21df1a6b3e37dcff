// Every refusal has a type of its own, with the same name in Python: a page can say what happened, a test can tell attacks apart.

export class VaultError extends Error {
  /** @param {string} [message] in English, without anything that was sealed */
  constructor(message) {
    super(message);
    this.name = new.target.name;
  }
}

export class BadEnvelope extends VaultError {}
export class UnknownVersion extends VaultError {}
export class BadPadding extends VaultError {}
/** Decryption failed: moved, altered, or another key. */
export class WrongKey extends VaultError {}
export class UntrustedAuthor extends VaultError {}
export class ForgedSignature extends VaultError {}
/** A kind of record that its author may not write. */
export class WrongKind extends VaultError {}
export class UntrustedSigner extends VaultError {}
/** A grant for another practice, matter, part or epoch. */
export class WrongContext extends VaultError {}
/** A grant that names another recipient. */
export class Misaddressed extends VaultError {}
export class WeakKdf extends VaultError {}
export class CostlyKdf extends VaultError {}
/** Not the words, code or key that open this. */
export class WrongSecret extends VaultError {}
/** A matter, part or epoch that must exist is not served. */
export class Missing extends VaultError {}
export class RecordMissing extends VaultError {}
export class RecordUnlisted extends VaultError {}
export class RecordChanged extends VaultError {}
export class RolledBack extends VaultError {}
export class Forked extends VaultError {}
export class ForgedConsent extends VaultError {}
export class ReplayedConsent extends VaultError {}
/** No standing consent covers what is asked. */
export class NoConsent extends VaultError {}
export class BadFile extends VaultError {}
/** A pinned owner is served with other keys. */
export class SubstitutedKey extends VaultError {}
/** These keys were never pinned, or not yet compared where that is needed. */
export class UncheckedKey extends VaultError {}
/** What the matcher gave back was not made with the key that is pinned. */
export class ForgedEvaluation extends VaultError {}
/** The matcher shows another key under a version that is pinned. */
export class SubstitutedMatcher extends VaultError {}
export class Locked extends VaultError {}

/** @type {Record<string, new (message?: string) => VaultError>} */
const BY_NAME = {
  BadEnvelope, UnknownVersion, BadPadding, WrongKey, UntrustedAuthor, ForgedSignature, WrongKind, UntrustedSigner, WrongContext,
  Misaddressed, WeakKdf, CostlyKdf, WrongSecret, Missing, RecordMissing, RecordUnlisted, RecordChanged, RolledBack, Forked,
  ForgedConsent, ReplayedConsent, NoConsent, BadFile, SubstitutedKey, UncheckedKey, ForgedEvaluation, SubstitutedMatcher,
  Locked,
};

/**
 * The error of this name, as it comes back from a Worker (an Error's own type does not survive the way).
 * @param {string} name
 * @param {string} message
 * @returns {Error}
 */
export function errorNamed(name, message) {
  const Type = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : null;
  return Type ? new Type(message) : new Error(`${name}: ${message}`);
}

/** Says something about what was served, and not about this device or its connection. @param {unknown} error @returns {error is VaultError} */
export const isVerdict = (error) => error instanceof VaultError && error.name !== "Locked";
