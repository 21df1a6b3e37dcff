"""Today and this month, in the practice's time zone; one place so that tests can move the clock."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The local calendar day."""
    return timezone.localdate()


def month_of(day: date) -> date:
    """The first day of the month: the register keeps months, not days."""
    return day.replace(day=1)


def this_month() -> date:
    """The first day of the current month."""
    return month_of(today())
