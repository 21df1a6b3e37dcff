"""Months of the register: always the first day of one."""

from datetime import date

from nabij.kit.errors import Refused

BACK = 24


def month_of(day: date) -> date:
    """The first day of the month that this day is in."""
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The first day of the month ``count`` months later, or earlier when negative."""
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def check_encounter_month(month: date, today: date) -> None:
    """Refuse an encounter in the future, or longer than two years ago."""
    this = month_of(today)
    if not add_months(this, -BACK) <= month <= this:
        raise Refused("Kies voor het gesprek een maand van de afgelopen twee jaar.")


def opened_in(encounter_month: date | None, today: date) -> date:
    """The month in which a matter opened: that of its first encounter, otherwise this month."""
    return min(encounter_month or month_of(today), month_of(today))
