"""The envelope: version, salt, iv, AES-256-GCM over padded content, bound to its context."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from nabij_vault.errors import BadEnvelope, Locked, UnknownVersion, WrongKey
from nabij_vault.padding import is_padded_size, pad, unpad
from nabij_vault.randomness import Randomness

VERSION = 1
KEY_BYTES = 32
SALT_BYTES = 16
IV_BYTES = 12
TAG_BYTES = 16
OVERHEAD = 1 + SALT_BYTES + IV_BYTES + TAG_BYTES


def hkdf(secret: bytes, salt: bytes, info: str) -> bytes:
    """32 bytes of HKDF-SHA-256 (RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt, info.encode()).derive(secret)


def seal_envelope(
    secret: bytes, info: str, context: bytes, content: bytes, randomness: Randomness = os.urandom
) -> bytes:
    """An envelope that opens only with the same secret, info and context (AAD).

    Draws 16 bytes of salt, then 12 of iv.
    """
    salt, iv = randomness(SALT_BYTES), randomness(IV_BYTES)
    sealed = AESGCM(hkdf(secret, salt, info)).encrypt(iv, pad(content), context)
    return bytes([VERSION]) + salt + iv + sealed


def open_envelope(secret: bytes, info: str, context: bytes, envelope: bytes) -> bytes:
    """The content of an envelope.

    BadEnvelope, UnknownVersion, WrongKey, BadPadding.
    """
    if not envelope:
        raise BadEnvelope("no bytes")
    if envelope[0] != VERSION:
        raise UnknownVersion(f"version {envelope[0]}")
    if not is_padded_size(len(envelope) - OVERHEAD):
        raise BadEnvelope("not the length of an envelope")
    salt, iv, sealed = envelope[1:17], envelope[17:29], envelope[29:]
    try:
        block = AESGCM(hkdf(secret, salt, info)).decrypt(iv, sealed, context)
    except InvalidTag as problem:
        raise WrongKey("moved, altered or another key") from problem
    return unpad(block)


def check_key(*keys: bytes) -> None:
    """ValueError unless every key is 32 bytes."""
    for key in keys:
        if len(key) != KEY_BYTES:
            raise ValueError("a key is 32 bytes")


def unlocked(uvk: bytes | None) -> bytes:
    """The UVK. Locked when there is none."""
    if uvk is None:
        raise Locked("the vault is locked")
    check_key(uvk)
    return uvk
