"""A person's keys: an age X25519 identity to receive with, an Ed25519 key to sign with."""

import os
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from nabij_vault import bech32
from nabij_vault.envelope import check_key
from nabij_vault.errors import BadEnvelope, ForgedSignature
from nabij_vault.randomness import Randomness
from nabij_vault.text import from_b64, to_b64

_IDENTITY_PREFIX = "age-secret-key-"
_RECIPIENT_PREFIX = "age"


@dataclass(frozen=True)
class PublicKeys:
    """What others hold of a person: age recipient (`age1…`) and Ed25519 public key (b64)."""

    recipient: str
    sign: str


class SigningKey:
    """An Ed25519 key (RFC 8032) made from its 32-byte seed."""

    def __init__(self, seed: bytes) -> None:
        self.seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.sign = to_b64(self._private.public_key().public_bytes_raw())

    def signature(self, message: bytes) -> str:
        """The signature of `message`, in b64."""
        return to_b64(self._private.sign(message))

    def __repr__(self) -> str:
        return f"SigningKey(sign={self.sign!r})"


@dataclass(frozen=True)
class OwnKeys:
    """A person's private keys: `AGE-SECRET-KEY-1…` and the 32-byte signing seed."""

    identity: str = field(repr=False)
    signing: bytes = field(repr=False)

    @cached_property
    def signer(self) -> SigningKey:
        return SigningKey(self.signing)

    @cached_property
    def public(self) -> PublicKeys:
        return PublicKeys(identity_to_recipient(self.identity), self.signer.sign)


def generate_keys(randomness: Randomness = os.urandom) -> OwnKeys:
    """New keys. Draws 32 bytes for the identity, then 32 for the signing seed."""
    identity = generate_identity(randomness)
    return OwnKeys(identity, randomness(32))


def generate_identity(randomness: Randomness = os.urandom) -> str:
    """A new age X25519 identity, `AGE-SECRET-KEY-1…`. Draws 32 bytes."""
    return identity_from_secret(randomness(32))


def identity_from_secret(secret: bytes) -> str:
    """The age identity of a 32-byte X25519 secret."""
    check_key(secret)
    return bech32.encode(_IDENTITY_PREFIX, secret).upper()


def identity_to_recipient(identity: str) -> str:
    """The recipient (`age1…`) of an identity. ValueError when it is none."""
    secret = X25519PrivateKey.from_private_bytes(bech32.decode(_IDENTITY_PREFIX, identity))
    return bech32.encode(_RECIPIENT_PREFIX, secret.public_key().public_bytes_raw())


def recipient_bytes(recipient: str) -> bytes:
    """The 32-byte X25519 public key of a recipient. ValueError when it is none."""
    public = bech32.decode(_RECIPIENT_PREFIX, recipient)
    check_key(public)
    return public


def check_signature(sign: str, signature: object, message: bytes) -> None:
    """ForgedSignature unless `signature` (b64) over `message` is by `sign` (b64)."""
    try:
        public = Ed25519PublicKey.from_public_bytes(from_b64(sign, 32))
        public.verify(from_b64(signature, 64), message)
    except (InvalidSignature, BadEnvelope, ValueError) as problem:
        raise ForgedSignature("the signature is not by this key") from problem
