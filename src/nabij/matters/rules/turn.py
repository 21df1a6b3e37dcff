"""Whose turn it is, until when, and when aftercare is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from nabij.kit.errors import Refused
from nabij.kit.months import add_months, month_of

NOBODY = "nobody"
COUNSELLOR = "counsellor"
VISITOR = "visitor"
COLLEAGUE = "colleague"
LATE = timedelta(days=31)
AHEAD = timedelta(days=2 * 366)
AFTERCARE_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Step:
    """Who is aan zet, before which day, and the month in which aftercare is due."""

    turn: str
    due: date | None = None
    aftercare_month: date | None = None


def hand_over(was: Step, to: Step, *, closed: bool, today: date) -> Step:
    """The step after this hand-over; raises ``Refused`` when it makes no sense.

    Nobody has no due date; a closed matter is nobody's turn. What stays as it was is always in order: a due date that
    passed is not an error, and a save that waited for a connection may be some weeks late.
    """
    if closed and to.turn != NOBODY:
        raise Refused("Deze kwestie is afgesloten. Heropen haar eerst.")
    if to.turn == NOBODY and to.due:
        raise Refused("Als niemand aan zet is, hoort er geen datum bij. Haal de datum weg.")
    if to.due and to.due != was.due and not today - LATE <= to.due <= today + AHEAD:
        raise Refused("Kies een datum van een maand geleden tot over twee jaar.")
    if to.aftercare_month and to.aftercare_month != was.aftercare_month:
        check_aftercare(to.aftercare_month, today)
    return to


def due_after(was: Step, promised: date) -> date:
    """By when an answer is due to who wrote: who was waiting already does not wait longer for having written again."""
    return min(was.due, promised) if was.turn == COUNSELLOR and was.due else promised


def check_aftercare(month: date, today: date) -> None:
    """Refuse an aftercare month outside last month and two years ahead."""
    this = month_of(today)
    if not add_months(this, -1) <= month <= add_months(this, AFTERCARE_MONTHS):
        raise Refused("Kies voor de nazorg een maand van de vorige tot over twee jaar.")


def propose_aftercare(today: date, weeks: int) -> date:
    """The month in which aftercare falls when the practice waits this many weeks."""
    return month_of(today + timedelta(weeks=weeks))
