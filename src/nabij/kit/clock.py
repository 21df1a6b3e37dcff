"""Today and this month, in the practice's time zone; one place so that tests can move the clock."""

from datetime import date

from django.utils import timezone

from nabij.kit.months import month_of

__all__ = ["month_of", "this_month", "today"]


def today() -> date:
    """The local calendar day."""
    return timezone.localdate()


def this_month() -> date:
    """The first day of the current month."""
    return month_of(today())
