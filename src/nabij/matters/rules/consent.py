"""The order of consents: given, withdrawn, given again; numbered from 1 through all consents of a matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.sealed.rules import NewGrant, Sealed, stale


@dataclass(frozen=True, slots=True)
class NewConsent:
    """The place of one consent in the order; what it says lies sealed in the record of this id."""

    sequence: int
    record_id: UUID
    width: str
    heard: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One consent as the register knows it."""

    sequence: int
    receiver: UUID
    width: str
    given: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """Consent and share in one."""

    colleague: UUID
    consent: NewConsent
    from_epoch: int
    grants: tuple[NewGrant, ...]
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The end of a share, with the keys of the epoch that follows."""

    colleague: UUID
    consent: NewConsent
    grants: tuple[NewGrant, ...]
    sealed: Sealed


def follow(history: Iterable[Given], new: Given) -> None:
    """Refuse a consent out of order: ``stale`` for a number that is not the next one.

    Someone is given consent, then it is withdrawn, then it may be given again; a withdrawal has the width it withdraws.
    """
    ordered = sorted(history, key=lambda one: one.sequence)
    if new.sequence != len(ordered) + 1:
        raise stale()
    last = next((one for one in reversed(ordered) if one.receiver == new.receiver), None)
    standing = last is not None and last.given
    if new.given and standing:
        raise Refused("Deze collega heeft al toestemming. Trek die eerst in.")
    if not new.given and (last is None or not standing):
        raise Refused("Er is geen toestemming om in te trekken. Laad de kwestie opnieuw en kijk wie er meeleest.")
    if not new.given and last is not None and last.width != new.width:
        raise Refused(
            "Deze intrekking hoort bij een andere toestemming. Laad de kwestie opnieuw en kijk wie er meeleest."
        )


def check_signed_record(consent: NewConsent, sealed: Sealed) -> None:
    """Refuse a consent whose signed record does not come with it."""
    if not sealed.has(consent.record_id, "consent"):
        raise Refused("De vastgelegde toestemming ontbreekt. Er is niets gedeeld.")
