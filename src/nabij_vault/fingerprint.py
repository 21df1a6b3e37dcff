"""Fingerprints: 25 digits that two people compare to know that they hold each other's keys."""

import hashlib

from nabij_vault.keys import PublicKeys
from nabij_vault.text import from_b64

_DOMAIN = b"nabij/fingerprint/1\x00"
_DIGITS = 25
_GROUP = 5


def fingerprint(keys: PublicKeys) -> str:
    """Five groups of five digits, one space between. BadEnvelope when the signing key is none."""
    digest = hashlib.sha256(_DOMAIN + keys.recipient.encode() + b"\x00" + from_b64(keys.sign, 32)).digest()
    digits = f"{int.from_bytes(digest[:16], 'big') % 10**_DIGITS:0{_DIGITS}d}"
    return " ".join(digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP))
