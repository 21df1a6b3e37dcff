"""Whose turn it is with a signal, and what of it is due. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from nabij.signals.rules import sections
from nabij.signals.rules.after import Back, is_over
from nabij.signals.rules.steps import AFTER_DELIVERY, BEFORE_DELIVERY, Path, State, Step, Weigher


class Turn(StrEnum):
    """Who takes the next step, as seen by one of the pair.

    ``VISITORS``: some visitor's yes is not laid under it yet. Who was asked, and who answered, is sealed: the
    counsellor has to ask, to lay a yes under it that came, or to wait.
    """

    MINE = "mine"
    COLLEAGUE = "colleague"
    VISITORS = "visitors"
    BOARD = "board"
    NOBODY = "nobody"


class Due(StrEnum):
    """What asks for attention now."""

    WEIGH = "weigh"
    WEIGHED = "weighed"
    READY = "ready"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"
    MEETING = "meeting"
    WATCH = "watch"
    TELL = "tell"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class DueNow:
    """One thing to do, and since which day; None: at once."""

    what: Due
    day: date | None


def turn_of(state: State, me: UUID, back: Back) -> Turn:
    """Whose turn it is, for one of the pair. Who took back after the letter is told first, by either of them."""
    if state.is_ended:
        return Turn.NOBODY
    if back.taken - back.told:
        return Turn.MINE
    if state.waits_for_colleague:
        return Turn.MINE if state.asked == me else Turn.COLLEAGUE
    if state.step == Step.WEIGHED and state.path == Path.AGREED and len(state.laid) < state.needed:
        return Turn.VISITORS
    waits = state.step in (Step.DELIVERED, Step.RECEIVED) and not is_over(state, back)
    return Turn.BOARD if waits else Turn.MINE


def due_now(
    state: State,
    me: UUID,
    today: date,
    standing: Collection[UUID],
    told: Collection[UUID],
    *,
    rewritten: bool = False,
) -> list[DueNow]:
    """What asks for the attention of one of the pair today. ``told``: who withdrew and was told what that means.

    ``rewritten``: what is told changed after somebody said yes to it.
    """
    found: list[DueNow] = []
    gone = state.laid - set(standing)
    if state.waits_for_colleague and state.asked == me:
        found.append(DueNow(Due.WEIGH, None))
    if state.step == Step.WEIGHED and not gone and not rewritten:
        found += _after_weighing(state, me)
    if state.step in BEFORE_DELIVERY and gone:
        found.append(DueNow(Due.WITHDRAWN, None))
    if state.step in AFTER_DELIVERY and gone - set(told):
        found.append(DueNow(Due.TELL, None))
    if state.step in AFTER_DELIVERY and is_over(state, Back(gone, frozenset(told))):
        # no answer and no conversation is waited for any more
        found += [DueNow(Due.OVER, None)] if state.step != Step.CLOSED else []
    else:
        found += _of_the_board(state, today)
    if state.watches and state.watches[0] <= today:
        found.append(DueNow(Due.WATCH, state.watches[0]))
    return found


def _of_the_board(state: State, today: date) -> list[DueNow]:
    """No answer by its last day; or an answer that is yet to be talked over."""
    if state.step in (Step.DELIVERED, Step.RECEIVED) and state.due is not None and state.due < today:
        return [DueNow(Due.UNANSWERED, state.due)]
    if state.step != Step.ANSWERED:
        return []
    held = state.meeting is not None and state.meeting <= today
    return [DueNow(Due.MEETING if held else Due.ANSWERED, state.meeting)]


def _after_weighing(state: State, me: UUID) -> list[DueNow]:
    """Everybody concerned said yes; or the colleague weighed along, which is news to who asked."""
    if state.path == Path.AGREED and 0 < state.needed == len(state.laid):
        return [DueNow(Due.READY, None)]
    return [DueNow(Due.WEIGHED, None)] if state.weigher == Weigher.COLLEAGUE and state.asked_by == me else []


def handed_over_on(state: State) -> date | None:
    """The day on which the letter was handed over, while a day is left on which to ask whether anybody suffers."""
    return state.watches[-1] - timedelta(weeks=sections.WATCHES[-1]) if state.watches else None
