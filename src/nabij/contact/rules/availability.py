"""On which days a counsellor is there, and by when an answer may be promised. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

WORKING_WEEK = (0, 1, 2, 3, 4)
_DAY = timedelta(days=1)
_HORIZON = timedelta(days=366 * 8)

type Absences = Collection[tuple[date, date | None]]
"""First and last day, both included; without a last day somebody is away until they say that they are back."""


def away_on(day: date, absences: Absences) -> bool:
    """Whether somebody is away on this day."""
    return any(first <= day and (last is None or day <= last) for first, last in absences)


def next_working_day(
    day: date, weekdays: Collection[int], absences: Collection[tuple[date, date | None]]
) -> date | None:
    """The first day from ``day`` on, that day included, on which somebody works; None when nobody knows."""
    end = day + _HORIZON
    while day < end:
        if day.weekday() in weekdays and not away_on(day, absences):
            return day
        day += _DAY
    return None


def answer_by(
    day: date, reply_days: int, weekdays: Collection[int], absences: Collection[tuple[date, date | None]]
) -> date:
    """The last day on which an answer comes to what was written on ``day``: ``reply_days`` days of work after it.

    Where nobody knows when somebody is back, the days are counted as if they were there: by then somebody has to look.
    """
    for week, away in ((weekdays, absences), (weekdays, ()), (WORKING_WEEK, ())):
        found: date | None = day
        for _ in range(max(reply_days, 1)):
            found = found and next_working_day(found + _DAY, week, away)
        if found:
            return found
    raise ValueError("a working week always has a next day")
