"""On which days a counsellor is there, and by when an answer may be promised. Pure.

Days off are those of ``holidays`` for the Netherlands. Good Friday is among them: many do not work, and a promise that
is kept a day early disappoints nobody. Liberation Day is one every five years.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache

from holidays.countries.netherlands import Netherlands

from nabij.kit.errors import Refused

type Absences = Collection[tuple[date, date | None]]
"""First and last day, both included; without a last day somebody is away until they say that they are back."""

WHOLE_WEEK = range(7)
WORKING_WEEK = (0, 1, 2, 3, 4)
LONG_DAYS = 14
YEARS_AHEAD = 2
# no absence reaches further (``check_absence``), and no two days of work lie a year apart
_HORIZON = timedelta(days=366 * 8)
_DAY = timedelta(days=1)


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(Netherlands(years=year, expand=False))  # type: ignore[no-untyped-call]


def is_day_off(day: date) -> bool:
    """Whether this is a public holiday in the Netherlands."""
    return day in _days_off(day.year)


def away_on(day: date, absences: Absences) -> bool:
    """Whether somebody is away on this day."""
    return any(first <= day and (last is None or day <= last) for first, last in absences)


def back_on(day: date, absences: Absences) -> date | None:
    """The first day from ``day`` on, that day included, on which somebody is not away; None when nobody knows."""
    while ends := [last for first, last in absences if first <= day and (last is None or day <= last)]:
        if None in ends:
            return None
        day = max(last for last in ends if last is not None) + _DAY
    return day


def next_working_day(
    day: date, weekdays: Collection[int], absences: Collection[tuple[date, date | None]]
) -> date | None:
    """The first day from ``day`` on, that day included, on which somebody works.

    ``weekdays``: 0 is Monday. None when nobody knows: away without a last day, or no day of work at all.
    """
    if not set(weekdays) & set(WHOLE_WEEK):
        return None
    end = day + _HORIZON
    while (back := back_on(day, absences)) is not None and back < end:
        if back.weekday() in weekdays and not is_day_off(back):
            return back
        day = back + _DAY
    return None


def _counted(day: date, reply_days: int, weekdays: Collection[int], absences: Absences) -> date | None:
    found: date | None = day
    for _ in range(max(reply_days, 1)):
        found = found and next_working_day(found + _DAY, weekdays, absences)
    return found


def answer_by(
    day: date, reply_days: int, weekdays: Collection[int], absences: Collection[tuple[date, date | None]]
) -> date:
    """The last day on which an answer comes to what was written on ``day``: ``reply_days`` days of work after it.

    Where nobody knows when somebody is back, the days are counted as if they were there: by then somebody has to look.
    """
    found = _counted(day, reply_days, weekdays, absences)
    if found is None:
        found = _counted(day, reply_days, weekdays, ()) or _counted(day, reply_days, WORKING_WEEK, ())
    assert found is not None  # noqa: S101  # a working week always has a next day
    return found


def first_answer_by(day: date, reply_days: int, pair: Iterable[tuple[Collection[int], Absences]]) -> date:
    """For "maakt niet uit": the earliest of those who know when they are there, or of all when nobody does."""
    people = list(pair)
    known = [who for who in people if _counted(day, reply_days, *who) is not None]
    return min(answer_by(day, reply_days, *who) for who in known or people or [(WORKING_WEEK, ())])


def long_away(day: date, absences: Absences) -> bool:
    """Whether somebody is away from this day on for more than two weeks, or without a last day."""
    back = back_on(day, absences)
    return back is None or (back - day).days > LONG_DAYS


def check_absence(first: date, last: date | None, *, today: date) -> None:
    """Raises ``Refused`` for days that cannot be meant."""
    if last is not None and last < first:
        raise Refused("De laatste dag ligt voor de eerste dag. Kies een latere dag.")
    if last is not None and last < today:
        raise Refused("Deze dagen zijn al voorbij. Kies dagen vanaf vandaag.")
    furthest = today + timedelta(days=366 * YEARS_AHEAD)
    if first > furthest or (last is not None and last > furthest):
        raise Refused("Dat is meer dan twee jaar vooruit. Laat de laatste dag leeg als je die nog niet weet.")
    if first < today - timedelta(days=366):
        raise Refused("De eerste dag ligt meer dan een jaar terug. Kijk het jaartal na.")
