"""Which sections of a signal take words at which step: what a step was made on is not changed behind it. Pure."""

from collections.abc import Collection
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.signals.rules import sections, watching
from nabij.signals.rules.steps import BEFORE_DELIVERY, Path, State, Step

_TOLD_AT_THE_START = (sections.NOTICED, sections.SOURCE, sections.CARD, sections.COMPANION)


def writable(state: State, me: UUID | None = None) -> frozenset[str]:
    """The sections that take words at this step.

    ``me``: who writes. Whoever is asked to weigh along can add matters of their own to what was noticed.
    """
    if state.step == Step.NOT_SENT:
        return frozenset({sections.LEARNED})
    always = {sections.LEARNED, sections.NOT_SENT} if state.step in BEFORE_DELIVERY else {sections.LEARNED}
    match state.step:
        case Step.NOTICED:
            theirs = {sections.NOTICED} if state.asked and state.asked == me else set()
            now = {sections.SECOND} | theirs if state.asked else {*_TOLD_AT_THE_START, *sections.aspects()}
        case Step.WEIGHED:
            now = {sections.LIMITS} | ({sections.GROUNDS} if state.path == Path.EXCEPTED else set())
        case Step.AGREED | Step.GROUNDED:
            now = {sections.LETTER, sections.READING}
        case Step.WORDED:
            # the letter itself stands as it was checked; how the colleague reads it can still come
            now = {sections.READING}
        case Step.ANSWERED:
            now = {sections.CHANGED}
        case _:
            now = set()
    asked = watching.sections_open(state)
    return frozenset(always | now | asked)


def check_writable(state: State, written: Collection[str | None], me: UUID | None = None) -> None:
    """Refuse sections that do not belong to a signal (None), or that a later step rests on."""
    if set(written) - writable(state, me):
        raise Refused(
            "Deze tekst hoort bij een stap die al gezet is. Er is niets bewaard. Laad opnieuw en kijk hoe het ervoor "
            "staat.",
            code="step",
        )
