"""The address of an entrance, the digits that it carries, and when a door may open. Pure."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import choice

# no vowels, so that no word comes out; no 0, 1, l or o, so that a code can be read from a wall
SIGNS = "23456789bcdfghjkmnpqrstvwxz"
CODE_LENGTH = 8
_DIGITS = 25


def new_code() -> str:
    """A code that names nobody."""
    return "".join(choice(SIGNS) for _ in range(CODE_LENGTH))


def fingerprint(recipient: str, sign: str) -> str:
    """The 25 digits of a pair of public keys, without spaces (docs/vault-format.md, *Fingerprint*)."""
    hashed = hashlib.sha256(b"nabij/fingerprint/1\x00" + recipient.encode() + b"\x00" + base64.b64decode(sign)).digest()
    return str(int.from_bytes(hashed[:16], "big") % 10**_DIGITS).zfill(_DIGITS)


def in_groups(digits: str) -> str:
    """The digits as people read them, in groups of five."""
    return " ".join(digits[at : at + 5] for at in range(0, len(digits), 5))


def fragment(fingerprints: Sequence[str]) -> str:
    """What stands behind the address, for the visitor's browser alone; sorted, so that nobody comes first."""
    return "#k=" + ".".join(sorted(fingerprints)) if fingerprints else ""


def known_of(printed: str) -> frozenset[str]:
    """The fingerprints of what was printed."""
    return frozenset(printed.split(".")) - {""}


@dataclass(frozen=True, slots=True)
class Door:
    """What an entrance needs in order to open, and what its posters know."""

    ended: bool
    appointed: int
    fingerprints: tuple[str, ...]
    languages: frozenset[str]
    printed: str = ""

    def missing(self) -> list[str]:
        """What has to be done before the door may open; nothing when it may."""
        found = []
        if self.ended:
            found.append("Het werk voor deze organisatie is beëindigd.")
        if not self.appointed:
            found.append("Er is nog geen vertrouwenspersoon aangesteld.")
        elif not self.fingerprints:
            found.append("Nog geen van de vertrouwenspersonen heeft een kluis.")
        if not self.languages:
            found.append("De tekst voor bezoekers van deze sector is nog niet nagekeken.")
        return found

    @property
    def posters_are_outdated(self) -> bool:
        """Whether somebody stands behind the door whose key the posters do not know: their page refuses it."""
        return bool(frozenset(self.fingerprints) - known_of(self.printed))
