"""The printed recovery code: 160 bits in Crockford base 32, and the age identity it yields for exports."""

import os
import re

from nabij_vault.envelope import hkdf
from nabij_vault.errors import WrongSecret
from nabij_vault.keys import identity_from_secret
from nabij_vault.randomness import Randomness

CODE_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 32
_GROUP = 4
_READ_AS = str.maketrans("OIL", "011")


def generate_code(randomness: Randomness = os.urandom) -> bytes:
    """The 20 bytes of a new recovery code."""
    return randomness(CODE_BYTES)


def show_code(code: bytes) -> str:
    """The code as printed: eight groups of four, hyphens between."""
    text = code_passphrase(code)
    return "-".join(text[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def code_passphrase(code: bytes) -> str:
    """The code as the passphrase of its slot: 32 characters, upper case, unbroken."""
    if len(code) != CODE_BYTES:
        raise ValueError("a recovery code is 20 bytes")
    number = int.from_bytes(code, "big")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))


def parse_code(typed: str) -> bytes:
    """The 20 bytes of a typed code, without regard to case, hyphens, spaces, or O for 0 and I, L for 1. WrongSecret."""
    text = re.sub(r"[\s-]", "", typed).upper().translate(_READ_AS)
    if len(text) != _LENGTH or any(letter not in _ALPHABET for letter in text):
        raise WrongSecret("not a recovery code")
    number = 0
    for letter in text:
        number = number << 5 | _ALPHABET.index(letter)
    return number.to_bytes(CODE_BYTES, "big")


def code_identity(code: bytes) -> str:
    """The age identity that the code yields for exports."""
    if len(code) != CODE_BYTES:
        raise ValueError("a recovery code is 20 bytes")
    return identity_from_secret(hkdf(code, b"", "nabij/recovery/identity/1"))
