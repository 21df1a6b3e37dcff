"""When somebody else may answer in place of who was asked, and when a visitor may choose somebody else. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nabij.contact.rules.availability import WORKING_WEEK, Absences, away_on, back_on, long_away, next_working_day
from nabij.matters.rules.turn import COUNSELLOR

GRACE = 2
"""So many working days after the promised day the one who stands by is asked as well."""


@dataclass(frozen=True, slots=True)
class There:
    """How far a counsellor can be counted on: whether they left the organisation, and when they are away."""

    left: bool
    absences: Absences = ()


def working_days_late(due: date, today: date) -> int:
    """How many working days have begun since the day by which an answer was promised."""
    late = 0
    day = due
    while day < today and late <= GRACE:
        day = next_working_day(date.fromordinal(day.toordinal() + 1), WORKING_WEEK, ()) or today
        late += day <= today
    return late


def stands_in(due: date, today: date, *, somebody_is_there: bool) -> bool:
    """Whether nobody who was asked is there today, or the answer is more than two working days late."""
    return not somebody_is_there or working_days_late(due, today) > GRACE


def is_missed(one: There, due: date | None, today: date) -> bool:
    """Whether an answer cannot be expected of this counsellor in time: they left, or are away beyond what was promised.

    Without a promise (``due`` None) only who is away for long is missed.
    """
    if one.left:
        return True
    if not away_on(today, one.absences):
        return False
    back = back_on(today, one.absences)
    return long_away(today, one.absences) if due is None else back is None or back > due


def due_of_turn(turn: str, due: date | None) -> date | None:
    """The day by which the visitor of a running matter was promised an answer; None while nobody waits for one."""
    return due if turn == COUNSELLOR else None


def aan_zet(there: Mapping[UUID, There], first: Collection[UUID], due: date | None, today: date) -> list[UUID]:
    """Whose turn it is of those who can answer: whose it was given to (``first``) and who is there; else who is there;
    else who is still to come back. The visitor's page says the same of the same people.
    """
    present = [one for one, far in there.items() if not is_missed(far, due, today)]
    theirs = [one for one in present if one in first]
    return theirs or present or [one for one, far in there.items() if not far.left]


def may_answer_instead(keeper: There, due: date | None, today: date) -> bool:
    """Whether who stands by is shown a conversation that a colleague keeps, and may answer it.

    ``due`` is the day by which its visitor was promised an answer; None while nobody waits for one: then only a keeper
    who left lets them in.
    """
    if due is None:
        return keeper.left
    return is_missed(keeper, due, today) or working_days_late(due, today) > GRACE


def may_choose_another(who_can_answer: Iterable[There], due: date | None, today: date) -> bool:
    """Whether a visitor is offered somebody else: an answer is to be expected of nobody, or is more than two working
    days late.

    ``who_can_answer``: everybody who can open the conversation.
    """
    late = due is not None and working_days_late(due, today) > GRACE
    return late or all(is_missed(one, due, today) for one in who_can_answer)
