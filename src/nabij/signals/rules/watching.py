"""Whether anybody suffers from a letter is asked after so many weeks, by everybody who has a visitor behind it. Pure.

Each counsellor asks their own visitors and notes it for themselves; a day ends once each of them did. Who is ill stops
nobody: once somebody noted it and the next day has come, the earlier one is past. Four weeks after a day it is past
also for who noted nothing: it is asked no more, and told as not asked (``unasked``), never as asked.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.signals.rules import sections
from nabij.signals.rules.asking import check_written
from nabij.signals.rules.steps import AFTER_DELIVERY, State, check_at

LAPSES = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Asks:
    """Who asks: ``each`` of them their own visitors; else one for all, as no matter is behind it (any more)."""

    who: frozenset[UUID]
    each: bool


def weeks_of(days: Collection[date]) -> int:
    """After how many weeks the first of these days is, the last of which are still to be asked on."""
    return sections.WATCHES[-len(days)]


def noted_by(state: State, weeks: int) -> frozenset[UUID]:
    """Who noted what they heard after so many weeks."""
    return frozenset(who for when, who in state.noted if when == weeks)


def still_asks(state: State, weeks: int, asks: Asks) -> frozenset[UUID]:
    """Who has yet to note what they heard after so many weeks."""
    by = noted_by(state, weeks)
    return asks.who - by if asks.each or not by else frozenset()


def open_days(state: State, today: date, asks: Asks) -> tuple[date, ...]:
    """The days on which it is still to be asked: those of the state, without the first ones that are past."""
    days = state.watches
    while days and _is_past(state, days, today, asks):
        days = days[1:]
    return days


def _is_past(state: State, days: tuple[date, ...], today: date, asks: Asks) -> bool:
    weeks = weeks_of(days)
    overtaken = len(days) > 1 and days[1] <= today
    lapsed = days[0] + LAPSES <= today
    return lapsed or (bool(noted_by(state, weeks)) and (overtaken or not still_asks(state, weeks, asks)))


def unasked(state: State, today: date, asks: Asks) -> dict[int, frozenset[UUID]]:
    """Of each day that is past, after so many weeks: who never noted that they asked; no day that each noted.

    By who has a visitor behind it now.
    """
    gone = sections.WATCHES[: len(sections.WATCHES) - len(open_days(state, today, asks))]
    left = {weeks: still_asks(state, weeks, asks) for weeks in gone}
    return {weeks: who for weeks, who in left.items() if who}


def due_since(state: State, me: UUID, today: date, asks: Asks) -> date | None:
    """Since which day this counsellor has to ask; None: not now, or they noted it."""
    days = open_days(state, today, asks)
    return days[0] if days and days[0] <= today and me in still_asks(state, weeks_of(days), asks) else None


def note(state: State, by: UUID, weeks: int, today: date, asks: Asks, written: Collection[str]) -> State:
    """One of the pair asked after so many weeks, and wrote it down; noted twice it counts once.

    Raises ``Refused`` with code ``past`` for a day that ended, and ``unwritten`` before anything is written of it.
    """
    check_at(state, *AFTER_DELIVERY)
    if (weeks, by) in state.noted:
        return state
    days = open_days(state, today, asks)
    if not days or weeks < weeks_of(days):
        raise Refused(
            "Deze dag om te vragen of iemand nadeel merkt is voorbij. Wat je schreef is bewaard. Laad opnieuw: daar "
            "staat of je het nu nog een keer vraagt.",
            code="past",
        )
    if weeks > weeks_of(days) or days[0] > today:
        raise Refused("Dit hoef je nu nog niet te vragen. Er is niets veranderd. Op de dag zelf staat het bij Vandaag.")
    check_written(written, sections.watch(weeks))
    noted = replace(state, watches=days, noted=state.noted | {(weeks, by)})
    return replace(noted, watches=open_days(noted, today, asks))


def sections_open(state: State) -> frozenset[str]:
    """The sections that take what was heard: of every day that is not past by a note.

    Also of one that was let go by, for why; and of one to come, as which day it is does not matter to words.
    """
    if not state.is_delivered:
        return frozenset()
    return frozenset(sections.watch(weeks_of(state.watches[nth:])) for nth in range(len(state.watches)))
