"""Whether what was laid under a signal still stands, from what the register knows of consents and exceptions. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nabij.kit.errors import Refused
from nabij.signals.rules.steps import CONFLICT, STATUTORY_DUTY, Path, Step

CONFLICT_OF_DUTIES = "conflict_of_duties"
BREAKS = frozenset({STATUTORY_DUTY, CONFLICT_OF_DUTIES})


@dataclass(frozen=True, slots=True)
class Said:
    """One consent about somebody outside, as the register orders them."""

    sequence: int
    given: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A consent that was laid under a signal.

    ``seen``: the number of the last consent of the matter that the browser checked when it took this one as standing;
    the register cannot tell which of several consents about people outside a later withdrawal takes back, so one that
    came after ``seen`` has to be looked at first. ``until``: its last day, as the signed consent says it.
    """

    sequence: int
    seen: int
    until: date | None


def consent_stands(laid: Laid, outside: Sequence[Said], today: date) -> bool:
    """Whether this consent was given, is not past its last day, and is not taken back as far as can be known.

    ``outside``: every consent of the matter about somebody outside. False where more was taken back after it than was
    given to others, whatever a browser says.
    """
    if laid.until is not None and laid.until < today:
        return False
    if not any(one.sequence == laid.sequence and one.given and not one.refused for one in outside):
        return False
    back = [one.sequence for one in outside if not one.given and not one.refused and one.sequence > laid.sequence]
    others = [one for one in outside if one.given and not one.refused and one.sequence != laid.sequence]
    return all(sequence <= laid.seen for sequence in back) and len(back) <= len(others)


def is_taken_back(laid: Laid, outside: Sequence[Said], today: date) -> bool:
    """Whether it was taken back, as far as can be known; that its last day passed takes nothing back."""
    return not consent_stands(replace(laid, until=None), outside, today)


def check_free(elsewhere: Collection[Step]) -> None:
    """Refuse, with code ``spent``, a yes that lies under another signal: it was given to one letter.

    ``elsewhere``: where those other signals stand. One that is not sent leaves the yes for another.
    """
    if any(step != Step.NOT_SENT for step in elsewhere):
        raise Refused(
            "Een ja geldt voor één brief, en dit ja ligt al onder een ander signaal. Er is niets veranderd en niets "
            "verstuurd. Vraag het de inbrenger opnieuw voor dit signaal. Ligt het ja hier al onder? Weeg dan eerst "
            "opnieuw zonder dat ja.",
            code="spent",
        )


def exception_stands(ground: str) -> bool:
    """Whether an exception on this ground opens a matter without its visitor's consent."""
    return ground in BREAKS


def is_told_alike(grounds: Collection[str], recorded: Collection[str]) -> bool:
    """Whether the reasons of a signal are those on which the exceptions under it were recorded with the visitors."""
    asked = {STATUTORY_DUTY: {STATUTORY_DUTY}, CONFLICT_OF_DUTIES: set(CONFLICT)}
    return all(asked[ground] <= set(grounds) for ground in recorded if ground in asked)


def is_of(path: Path, *, consent: bool) -> bool:
    """Whether a consent (else an exception) is what this path rests on."""
    return consent == (path == Path.AGREED)
