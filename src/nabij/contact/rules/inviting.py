"""How long a code works, and what comes with making and using one. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from nabij.contact.rules.conversation import Words
from nabij.kit.errors import Refused
from nabij.sealed.rules import NewKey, Sealed

DAYS = 14
"""Long enough to find a quiet moment, short enough that a slip of paper that was lost stops working."""


@dataclass(frozen=True, slots=True)
class Other:
    """A colleague whom a counsellor names to who uses their code."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """What a counsellor's browser made: never the code, only what it yields for the server."""

    lookup: UUID
    token_hash: str
    offer: str
    sealed: Sealed
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What the browser of who used a code made: their words' id and token, their keys, and what vouches for these."""

    words: Words
    public_key: NewKey
    proof: str
    language: str
    keepsake: bytes
    # whether a colleague may answer while this counsellor is away; who, only the note to self says
    standby: bool = False


def last_day(day: date) -> date:
    """The last day on which a code that is made on this day works."""
    return day + timedelta(days=DAYS)


def check_kept(sealed: Sealed) -> None:
    """Refuse unless the code is kept, sealed, in the matter: without it nobody could check who used it."""
    if [record.kind for record in sealed.records].count("invitation") != 1:
        raise Refused("De code is niet meegekomen in de kluis. Er is niets bewaard. Laad de kwestie opnieuw.")
