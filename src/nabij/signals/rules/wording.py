"""A letter worded, handed over, or not sent: the last of ``rules.steps`` before the board reads anything. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from nabij.signals.rules import anew, sections
from nabij.signals.rules.asking import check_unchanged, check_written
from nabij.signals.rules.steps import BEFORE_DELIVERY, State, Step, all_stand, check_at, unworded


def word(state: State, revision: int, standing: Collection[UUID], revisions: dict[str, int]) -> State:
    """The letter is worded and checked as it is now: in this revision."""
    check_at(state, Step.AGREED, Step.GROUNDED)
    all_stand(state, standing)
    check_written(revisions, sections.LETTER)
    check_unchanged(revision, revisions)
    anew.check_read_anew(state.before, revisions)
    return replace(state, step=Step.WORDED, worded=revision, before=anew.seen(state.before, sections.LETTER), rested=0)


def reword(state: State) -> State:
    """Write on the letter again; it is checked again after that."""
    check_at(state, Step.WORDED)
    return unworded(state)


@dataclass(frozen=True, slots=True)
class Handing:
    """A letter that is handed over: to whom, on which day, and by when an answer is expected, in days."""

    contact: UUID
    today: date
    answer_days: int


def deliver(state: State, handing: Handing, standing: Collection[UUID], revisions: dict[str, int]) -> State:
    """Hand the letter as it was checked to the board contact. What is read stays read from here on."""
    check_at(state, Step.WORDED)
    all_stand(state, standing)
    check_unchanged(state.worded, revisions)
    return replace(
        state,
        step=Step.DELIVERED,
        contact=handing.contact,
        due=handing.today + timedelta(days=handing.answer_days),
        watches=tuple(handing.today + timedelta(weeks=weeks) for weeks in sections.WATCHES),
    )


def leave_unsent(state: State, written: Collection[str]) -> State:
    """Not sent, with the reasons; possible at any step until the letter is handed over."""
    check_at(state, *BEFORE_DELIVERY)
    check_written(written, sections.NOT_SENT)
    return replace(state, step=Step.NOT_SENT, asked=None, asked_by=None)
