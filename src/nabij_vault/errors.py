"""Every refusal of the vault, by the names of docs/vault-format.md."""


class VaultError(Exception):
    """Something sealed does not open, or does not say what it should."""


class BadEnvelope(VaultError):
    """The bytes do not have the shape they should have."""


class UnknownVersion(VaultError):
    """Sealed by a version that this program does not know."""


class BadPadding(VaultError):
    """The padding is not well-formed."""


class WrongKey(VaultError):
    """Decryption failed: moved, altered or another key."""


class UntrustedAuthor(VaultError):
    """The author is not among those who may write here."""


class ForgedSignature(VaultError):
    """The signature is not the author's or signer's."""


class WrongKind(VaultError):
    """A kind of record that its author may not write."""


class UntrustedSigner(VaultError):
    """The signer of a grant is not pinned."""


class WrongContext(VaultError):
    """A grant for another practice, matter, part or epoch."""


class Misaddressed(VaultError):
    """A grant that was made for another recipient."""


class WeakKdf(VaultError):
    """The scrypt work factor is too low."""


class CostlyKdf(VaultError):
    """The scrypt work factor is too high."""


class WrongSecret(VaultError):
    """These words, this code or this identity do not open it."""


class Missing(VaultError):
    """A matter, part or epoch in the keyring is no longer served."""


class RecordMissing(VaultError):
    """A record in the manifest is not served."""


class RecordUnlisted(VaultError):
    """A served record is not in the manifest."""


class RecordChanged(VaultError):
    """A served record is not the one in the manifest."""


class RolledBack(VaultError):
    """The newest manifest is older than one already seen."""


class Forked(VaultError):
    """The newest manifest does not descend from the one already seen."""


class ForgedConsent(VaultError):
    """A consent that the visitor, or the counsellor who heard it, did not sign."""


class ReplayedConsent(VaultError):
    """A consent that was used before or belongs elsewhere."""


class BadFile(VaultError):
    """A file or export was truncated, altered or does not keep to the format."""


class SubstitutedKey(VaultError):
    """A pinned owner is served with other keys."""


class Locked(VaultError):
    """The vault is locked: there is no UVK."""
