"""The order of consents: given, withdrawn, given again; numbered from 1 through all consents of a matter."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.sealed.rules import NewGrant, Sealed, stale

AS_SAID = "as_said"


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
    receiver: UUID | None
    width: str
    given: bool
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visitor answered or took back; ``receiver`` is a signing key, None for somebody outside."""

    sequence: int
    record_id: UUID
    receiver: str | None
    width: str
    state: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What a visitor said in conversation about somebody outside; ``asked`` is the question, sealed with a yes."""

    sequence: int
    record_id: UUID
    state: str
    asked: UUID | None
    sealed: Sealed


@dataclass(frozen=True, slots=True)
class Anew:
    """A consent that was heard (number ``anew``), once more under the first key of a visitor who came later."""

    sequence: int
    record_id: UUID
    anew: int


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
    last = _last_word(list(history), new)
    standing = last is not None and last.given
    if new.given and standing:
        raise Refused("Deze collega heeft al toestemming. Trek die eerst in.")
    if not new.given and (last is None or not standing):
        raise Refused("Er is geen toestemming om in te trekken. Laad de kwestie opnieuw en kijk wie er meeleest.")
    if not new.given and last is not None and last.width != new.width:
        raise Refused(
            "Deze intrekking hoort bij een andere toestemming. Laad de kwestie opnieuw en kijk wie er meeleest."
        )


def follow_answer(history: Iterable[Given], new: Given, state: str) -> None:
    """Refuse an answer out of order: ``stale`` for a number that is not the next one, and a withdrawal of nothing.

    A visitor may say yes anew to more or less than before: the last word counts. Of people outside the register does
    not know who is who: as much can be taken back as was given.
    """
    before = list(history)
    last = _last_word(before, new)
    if state != "withdrawn":
        return
    if new.receiver is None:
        nothing = sum(1 if one.given else -1 for one in before if one.receiver is None and not one.refused) <= 0
    else:
        nothing = last is None or not last.given or last.width != new.width
    if nothing:
        raise Refused("Er is geen toestemming om in te trekken. Kijk opnieuw wat er staat. Er is niets bewaard.")


def _last_word(history: list[Given], new: Given) -> Given | None:
    """What was last said about this receiver; ``stale`` where the number is not the next one."""
    if new.sequence != len(history) + 1:
        raise stale()
    about = [one for one in history if one.receiver == new.receiver and not one.refused]
    return max(about, key=lambda one: one.sequence, default=None)


def check_anew(history: Iterable[Given], those: Sequence[Anew], heard: Collection[int]) -> None:
    """Refuse unless each of these repeats another consent of ``heard`` that gave something, with the next numbers.

    ``stale`` where the numbers are others.
    """
    before = list(history)
    given = {one.sequence for one in before if one.given and not one.refused}
    if [one.sequence for one in those] != [len(before) + nth for nth in range(1, len(those) + 1)]:
        raise stale()
    repeated = [one.anew for one in those]
    if len(set(repeated)) != len(repeated) or not set(repeated) <= given & set(heard):
        raise Refused("Alleen wat je hoorde, leg je opnieuw vast. Er is niets bewaard. Laad de kwestie opnieuw.")


def check_existing(history: Iterable[Given], consent: NewConsent, receiver: UUID) -> None:
    """Refuse unless this consent of the visitor is the last word about this colleague, and gives this much."""
    about = [one for one in history if one.receiver == receiver and not one.refused]
    last = max(about, key=lambda one: one.sequence, default=None)
    if last is None or not last.given or (last.sequence, last.width) != (consent.sequence, consent.width):
        raise Refused("Deze toestemming geldt niet (meer). Er is niets gedeeld. Laad de kwestie opnieuw.")


def check_signed_record(consent: NewConsent, sealed: Sealed) -> None:
    """Refuse a consent whose signed record does not come with it."""
    if not sealed.has(consent.record_id, "consent"):
        raise Refused("De vastgelegde toestemming ontbreekt. Er is niets gedeeld. Laad de kwestie opnieuw.")


def check_heard(heard: Heard) -> None:
    """Refuse what was heard without its signed record; and a yes without the question that it answers."""
    asked = heard.asked is not None and heard.sealed.has(heard.asked, "ask")
    if not heard.sealed.has(heard.record_id, "consent") or asked != (heard.state == "given"):
        raise Refused("De vastgelegde toestemming ontbreekt. Er is niets bewaard. Laad de kwestie opnieuw.")
