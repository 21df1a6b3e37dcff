"""Checks the shape of sealed bytes, and cannot open them (format: docs/vault-format.md).

Anything that does not parse is refused with 422 before it touches the database, so that no endpoint takes plaintext.
"""

import base64
import binascii
import hashlib
import math
import re

from nabij.kit.errors import Refused

VERSION = 1
OVERHEAD = 1 + 16 + 12 + 16
STEPS = (256, 1024, 4096, 16384)
AGE_CHUNK = 64 * 1024
AGE_TAG = 16
AGE_NONCE = 16
MOST_SEALED = 1024 * 1024
# a keyring holds the keys of every matter: some 14,000 of them
MOST_KEYRING = 4 * 1024 * 1024
MOST_GRANT = 8192
MOST_SLOT = 4096
MOST_LETTER = 256 * 1024
MOST_FILE = 26 * 1024 * 1024
SLOT_CONTENT = 43
KDF_FLOOR, KDF_CEILING = 17, 20

_AGE_HEADER = rb"\Aage-encryption\.org/v1\n-> %b\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n"
# Exactly one stanza of exactly these words: a header with room to spare could carry readable text.
_TO_ONE_PERSON = re.compile(_AGE_HEADER % rb"X25519 [A-Za-z0-9+/]{43}")
# a letter goes to who it is for and to the counsellors of the organisation: a dozen at the most
_TO_PEOPLE = (
    rb"\Aage-encryption\.org/v1\n(?:-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n){2,%d}--- [A-Za-z0-9+/]{43}\n"
)
_TO_SOME_PEOPLE = re.compile(_TO_PEOPLE % 12)
# what was learnt goes to the counsellors of a practice
_TO_A_PRACTICE = re.compile(_TO_PEOPLE % 200)
_UNDER_WORDS = re.compile(_AGE_HEADER % rb"scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)")


class BadSealedBytes(Refused):
    """These bytes are no sealed envelope of a known version; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "Dit kwam niet verzegeld aan. Er is niets bewaard. Laad de pagina opnieuw en probeer het nog een keer.",
            code="not_sealed",
        )


def padded(length: int) -> int:
    """The padded size for ``length`` bytes: 256, 1k, 4k, 16k, then Padmé (Nikitin et al. 2019)."""
    for step in STEPS:
        if length <= step:
            return step
    exponent = length.bit_length() - 1
    kept = math.floor(math.log2(exponent)) + 1
    quantum = 1 << (exponent - kept)
    return -(-length // quantum) * quantum


def is_padded(length: int) -> bool:
    """Whether padding can yield this length."""
    return length > 0 and padded(length) == length


def from_base64(text: object, most: int = MOST_SEALED) -> bytes:
    """The bytes of strict base64; raises ``BadSealedBytes`` for anything else or anything larger."""
    if not isinstance(text, str) or len(text) > most * 4 // 3 + 4:
        raise BadSealedBytes
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadSealedBytes from None


def parse_envelope(text: object, most: int = MOST_SEALED) -> bytes:
    """The bytes of a padded envelope of a known version, or ``BadSealedBytes``."""
    sealed = from_base64(text, most)
    if len(sealed) <= OVERHEAD or sealed[0] != VERSION or not is_padded(len(sealed) - OVERHEAD):
        raise BadSealedBytes
    return sealed


def _age_header(header: re.Pattern[bytes], sealed: bytes) -> re.Match[bytes]:
    found = header.match(sealed)
    if not found:
        raise BadSealedBytes
    return found


def age_content_length(sealed_length: int, start: int) -> int:
    """How many plaintext bytes an age payload of this size holds, or ``BadSealedBytes``."""
    body = sealed_length - start - AGE_NONCE
    whole, rest = divmod(max(body, 0), AGE_CHUNK + AGE_TAG)
    if body <= AGE_TAG or 0 < rest <= AGE_TAG:
        raise BadSealedBytes
    return whole * AGE_CHUNK + max(rest - AGE_TAG, 0)


def parse_keyring(text: object) -> bytes:
    """The bytes of a keyring, which grows with every matter, or ``BadSealedBytes``."""
    return parse_envelope(text, MOST_KEYRING)


def parse_grant(text: object) -> bytes:
    """The bytes of a key grant: an age file to one X25519 recipient, padded inside."""
    sealed = from_base64(text, MOST_GRANT)
    check_file_head(sealed, len(sealed))
    return sealed


def parse_letter(text: object) -> bytes:
    """The bytes of a letter or of the answer to it: an age file to two to twelve X25519 recipients, padded inside."""
    sealed = from_base64(text, MOST_LETTER)
    if not is_padded(age_content_length(len(sealed), _age_header(_TO_SOME_PEOPLE, sealed).end())):
        raise BadSealedBytes
    return sealed


def parse_lesson(text: object) -> bytes:
    """The bytes of what a practice learns: an age file to two to two hundred X25519 recipients, padded inside."""
    sealed = from_base64(text, MOST_LETTER)
    if not is_padded(age_content_length(len(sealed), _age_header(_TO_A_PRACTICE, sealed).end())):
        raise BadSealedBytes
    return sealed


def parse_scrypt_slot(text: object, floor: int = KDF_FLOOR) -> bytes:
    """The bytes of a words or recovery slot: an age scrypt file of at least the required cost."""
    sealed = from_base64(text, MOST_SLOT)
    found = _age_header(_UNDER_WORDS, sealed)
    if not floor <= int(found[1]) <= KDF_CEILING or age_content_length(len(sealed), found.end()) != SLOT_CONTENT:
        raise BadSealedBytes
    return sealed


def check_file_head(head: bytes, length: int) -> None:
    """Raise ``BadSealedBytes`` unless ``head`` begins an age file of ``length`` bytes to one person, padded inside."""
    found = _age_header(_TO_ONE_PERSON, head)
    if not is_padded(age_content_length(length, found.end())):
        raise BadSealedBytes


def digest(sealed: bytes) -> str:
    """The base64 SHA-256 by which manifests name sealed bytes."""
    return base64.b64encode(hashlib.sha256(sealed).digest()).decode()
