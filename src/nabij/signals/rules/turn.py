"""Whose turn it is with a signal, and what of it is due: one answer for each person at each step. Pure.

One of the pair leads: who asked the other to weigh along, or else who began it; where that person is there no more,
whoever is. The colleague has the turn when asked to weigh along, and where a visitor of theirs took something back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from nabij.signals.rules import sections, watching
from nabij.signals.rules.after import Back, is_over
from nabij.signals.rules.steps import AFTER_DELIVERY, BEFORE_DELIVERY, Path, State, Step, Weigher


class Turn(StrEnum):
    """Who takes the next step, as seen by one of the pair.

    ``VISITORS``: some visitor's yes is not laid under it yet, and ``MATTERS``: in some matter no exception is recorded
    yet. Who was asked, and which matters those are, is sealed: each of the pair does what is left in their own, and the
    browser of each tells for whom there is (``day/signal-turn.js``). ``MEETING``: the day of the conversation is still
    to come.
    """

    MINE = "mine"
    COLLEAGUE = "colleague"
    VISITORS = "visitors"
    MATTERS = "matters"
    BOARD = "board"
    MEETING = "meeting"
    NOBODY = "nobody"


class Due(StrEnum):
    """What asks for attention now.

    ``ASK`` and ``RECORD``: of who has anything left to do in their own matters. ``READ``: a letter to read along, of
    who did not write it and has yet to. The browser of each tells whether that is so (``elements/signals-due.js``).
    """

    WEIGH = "weigh"
    WEIGHED = "weighed"
    ASK = "ask"
    RECORD = "record"
    READY = "ready"
    READ = "read"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    UNANSWERED = "unanswered"
    MEETING = "meeting"
    WATCH = "watch"
    TELL = "tell"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Around:
    """Who writes a signal, and how what lies under it stands.

    ``pair``: who writes it now. ``keepers``: whose each matter is of which something lies under it. ``standing``: the
    matters of which that stands for what is told now; ``gone``: of which it stands no more, whatever is told; ``told``:
    whose visitors heard what that means. ``limits``: whether it is written down what is told; ``letter``:
    whether there is a letter. ``destroyed``: the matters of which nobody can be asked anything any more.
    """

    begun_by: UUID
    pair: frozenset[UUID]
    keepers: Mapping[UUID, UUID]
    standing: frozenset[UUID] = frozenset()
    gone: frozenset[UUID] = frozenset()
    told: frozenset[UUID] = frozenset()
    limits: bool = False
    letter: bool = False
    destroyed: frozenset[UUID] = frozenset()

    def of(self, matters: Collection[UUID]) -> frozenset[UUID]:
        """Whose these matters are; of who left, whoever is there."""
        keepers = {self.keepers[one] for one in matters if one in self.keepers}
        left = len(keepers - self.pair) > 0 or not keepers
        return self.pair if left else frozenset(keepers)

    def asks(self, laid: frozenset[UUID]) -> watching.Asks:
        """Who asks whether anybody suffers from a signal under which this lies."""
        there = laid - self.destroyed
        return watching.Asks(self.of(there), each=bool(there))


@dataclass(frozen=True, slots=True)
class DueNow:
    """One thing to do, and since which day; None: at once."""

    what: Due
    day: date | None


_READ_ALONG = (Step.AGREED, Step.GROUNDED, Step.WORDED)


def turn_of(state: State, me: UUID, today: date, around: Around) -> Turn:
    """Whose turn it is, for one of the pair. Where somebody took back, that comes before anything else."""
    whose = _whose(state, today, around)
    if isinstance(whose, Turn):
        return whose
    return Turn.MINE if me in whose else Turn.COLLEAGUE


def _whose(state: State, today: date, around: Around) -> frozenset[UUID] | Turn:
    if state.step == Step.NOT_SENT:
        return Turn.NOBODY
    if back := _back(state, around):
        return around.of(back)
    if state.step == Step.CLOSED:
        return Turn.NOBODY
    if is_over(state, Back(around.gone, around.told)):
        # nobody waits for the board any more: either of the pair closes it
        return around.pair
    if state.step in (Step.DELIVERED, Step.RECEIVED):
        return Turn.BOARD
    if state.step == Step.ANSWERED and state.meeting is not None and state.meeting > today:
        return Turn.MEETING
    if _is_asked(state, around):
        return Turn.VISITORS if state.path == Path.AGREED else Turn.MATTERS
    return _asked_or_leading(state, around)


def _is_asked(state: State, around: Around) -> bool:
    """Whether a yes, or an exception, is missing. Of whose visitor, the server does not know: it is sealed."""
    return state.step == Step.WEIGHED and around.limits and len(around.standing) < state.needed


def _back(state: State, around: Around) -> frozenset[UUID]:
    """The matters of who took back, for as long as something is to be done about it."""
    return around.gone - around.told if state.is_delivered else around.gone


def _asked_or_leading(state: State, around: Around) -> frozenset[UUID]:
    first = (state.asked_by or around.begun_by) if state.asked is None or state.step != Step.NOTICED else state.asked
    return frozenset({first}) & around.pair or around.pair


def due_now(state: State, me: UUID, today: date, around: Around) -> list[DueNow]:
    """What asks for the attention of one of the pair today, by whose turn it is.

    News is for both: that a yes stands no more and all waits, and what the board answered or failed to answer. Whether
    anybody suffers from it, each asks their own visitors. While a yes is missing, or a letter is there to read along,
    both get that too: whose it is, each browser knows for itself.
    """
    found: list[DueNow] = []
    back = _back(state, around)
    leads = me in _asked_or_leading(state, around)
    if back and state.step in BEFORE_DELIVERY:
        found.append(DueNow(Due.WITHDRAWN, None))
    if back and state.step in AFTER_DELIVERY and me in around.of(back):
        found.append(DueNow(Due.TELL, None))
    if not back and _is_asked(state, around):
        found.append(DueNow(Due.ASK if state.path == Path.AGREED else Due.RECORD, None))
    elif leads and not back:
        found += _before_the_letter(state, around)
    if not back and state.step in _READ_ALONG and around.letter and len(around.pair) > 1:
        found.append(DueNow(Due.READ, None))
    if state.step in AFTER_DELIVERY and is_over(state, Back(around.gone, around.told)):
        # no answer and no conversation is waited for any more
        found += [DueNow(Due.OVER, None)] if state.step != Step.CLOSED else []
    else:
        found += _of_the_board(state, today, leads=leads)
    if since := watching.due_since(state, me, today, around.asks(state.laid)):
        found.append(DueNow(Due.WATCH, since))
    return found


def _before_the_letter(state: State, around: Around) -> list[DueNow]:
    """Asked to weigh along; weighed along; or everybody concerned said yes to what is told now."""
    if state.waits_for_colleague:
        return [DueNow(Due.WEIGH, None)]
    if state.step != Step.WEIGHED:
        return []
    if not around.limits:
        return [DueNow(Due.WEIGHED, None)] if state.weigher == Weigher.COLLEAGUE else []
    everybody = state.path == Path.AGREED and 0 < state.needed == len(around.standing)
    return [DueNow(Due.READY, None)] if everybody else []


def _of_the_board(state: State, today: date, *, leads: bool) -> list[DueNow]:
    """No answer by its last day; or one that is news to both until it was talked over, and then for who leads."""
    if state.step in (Step.DELIVERED, Step.RECEIVED) and state.due is not None and state.due < today:
        return [DueNow(Due.UNANSWERED, state.due)]
    if state.step != Step.ANSWERED:
        return []
    if state.meeting is None or state.meeting > today:
        return [DueNow(Due.ANSWERED, state.meeting)]
    return [DueNow(Due.MEETING, state.meeting)] if leads else []


def handed_over_on(state: State) -> date | None:
    """The day on which the letter was handed over, while a day is left on which to ask whether anybody suffers."""
    return state.watches[-1] - timedelta(weeks=sections.WATCHES[-1]) if state.watches else None
