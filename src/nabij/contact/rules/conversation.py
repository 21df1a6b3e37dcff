"""How a conversation begins and goes on, as far as the server may judge: who, which keys, which kinds. Pure."""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.matters.rules.consent import Answer
from nabij.sealed.rules import VISITORS_PART, NewGrant, NewKey, NewVersion, Sealed, stale

NO_TOKEN = hashlib.sha256(b"nabij: the token of no conversation").hexdigest()
MOST_CHOSEN = 2
MOST_FILES = 50
# what a visitor says that somebody has to answer
CALLING = frozenset({"message", "wish", "file"})
# which of the counsellors it is, is told by their names
SEEN_TURN = {"colleague": "counsellor"}


@dataclass(frozen=True, slots=True)
class Words:
    """What seven words yield for the server: the id under which it finds a conversation, and the token with it."""

    lookup: UUID
    token: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who acts in a conversation without an account; known by the id of the conversation."""

    pk: UUID
    practice_id: UUID


@dataclass(frozen=True, slots=True)
class NewConversation:
    """Everything that a conversation starts with."""

    entrance: str
    id: UUID
    words: Words
    public_key: NewKey
    shred_key: bytes
    language: str
    chosen: tuple[UUID, ...]
    standby: tuple[UUID, ...]
    grants: tuple[NewGrant, ...]
    sealed: Sealed
    keepsake: bytes


@dataclass(frozen=True, slots=True)
class Erasure:
    """A visitor's wish to have everything destroyed: which record it is, and their signature, base64."""

    record_id: UUID
    signature: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """That a visitor takes such wishes back: by which record, which ones, and their signature, base64."""

    record_id: UUID
    wishes: tuple[UUID, ...]
    signature: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a visitor writes later on, with the note to self that goes with it."""

    sealed: Sealed
    keepsake: NewVersion | None
    erasure: Erasure | None = None
    keeping: Keeping | None = None


@dataclass(frozen=True, slots=True)
class SignedAnswer:
    """What a visitor answers to a question, or takes back, with the note to self that goes with it."""

    consent: Answer
    sealed: Sealed
    keepsake: NewVersion | None


@dataclass(frozen=True, slots=True)
class AnotherChosen:
    """A counsellor whom a visitor chooses later on, with the keys for them, and the visitor's word for it."""

    counsellor: UUID
    grants: tuple[NewGrant, ...]
    sealed: Sealed
    keepsake: NewVersion


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def opens(token: str, kept: str | None) -> bool:
    """Whether this token is the one of which the hash is kept; as slow without one as with a wrong one."""
    return hmac.compare_digest(hash_of(token), kept or NO_TOKEN) and kept is not None


def check_choice(new: NewConversation, there: Collection[UUID]) -> None:
    """Refuse unless one or two of the counsellors of this entrance are asked, and at most the other one stands by."""
    named = (*new.chosen, *new.standby)
    fits = new.chosen and len(named) <= MOST_CHOSEN and len(set(named)) == len(named)
    if not fits or not set(named) <= set(there):
        raise Refused(
            "Deze vertrouwenspersoon is hier niet (meer) te bereiken. Er is niets bewaard. Laad de pagina opnieuw en "
            "kies opnieuw."
        )


def check_first_keys(new: NewConversation) -> None:
    """Refuse unless the keys are those of the conversation's first epoch, for its visitor and whom they chose."""
    handed = [(grant.part, grant.epoch, grant.grantee) for grant in new.grants]
    promised = {(VISITORS_PART, 1, one) for one in (new.id, *new.chosen, *new.standby)}
    if set(handed) != promised or len(handed) != len(promised):
        raise Refused("De sleutels passen niet bij wie je koos. Er is niets bewaard. Laad de pagina opnieuw.")


def check_first_words(sealed: Sealed) -> None:
    """Refuse a beginning without anything in it."""
    if not sealed.records:
        raise Refused("Er staat nog niets in. Er is niets bewaard. Schrijf eerst iets.")


def check_newest(sealed: Sealed, newest: int) -> None:
    """Refuse with ``stale`` what is written under any other key than the newest."""
    if any(record.epoch != newest for record in sealed.records):
        raise stale()


def check_only(sealed: Sealed, kind: str) -> None:
    """Refuse anything but one record of this kind."""
    if [record.kind for record in sealed.records] != [kind]:
        raise Refused("Dit hoort hier niet. Er is niets bewaard. Laad de pagina opnieuw.")


def check_keys_for(counsellor: UUID, grants: Collection[NewGrant], epochs: Collection[int]) -> None:
    """Refuse unless the keys are those of the conversation's epochs that this counsellor has not got, and no other."""
    handed = sorted((grant.part, grant.epoch, str(grant.grantee)) for grant in grants)
    if handed != [(VISITORS_PART, epoch, str(counsellor)) for epoch in sorted(epochs)]:
        raise stale()


def calls(sealed: Sealed) -> bool:
    """Whether somebody has to answer."""
    return any(record.kind in CALLING for record in sealed.records)


def check_room(files: int) -> None:
    """Refuse another file where there are many."""
    if files >= MOST_FILES:
        raise Refused(
            f"In één gesprek passen {MOST_FILES} bestanden. Er is niets bewaard. Vraag in een bericht hoe het anders "
            "kan.",
            code="too_large",
        )


def last_day_away(day: date, absences: Iterable[tuple[date, date | None]]) -> date | None:
    """The last day of an absence that runs on this day; None when nobody knows."""
    lasts = [last for first, last in absences if first <= day and (last is None or day <= last)]
    return None if None in lasts else max((last for last in lasts if last), default=None)


def seen_turn(turn: str) -> str:
    """Whose turn it is as the visitor reads it."""
    return SEEN_TURN.get(turn, turn)
