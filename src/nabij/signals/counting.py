"""The signals of an organisation as numbers. What goes out of them goes out through the ledger."""

from datetime import date

from nabij.people.models import Organisation
from nabij.signals.models import Signal


def handed_over(organisation: Organisation, year: int, first: int = 1, last: int = 12) -> tuple[int, int]:
    """How many letters were handed over in these months, answered by now and not."""
    months = (date(year, first, 1), date(year, last, 1))
    sent = Signal.objects.filter(organisation=organisation, delivered_month__range=months)
    return sent.exclude(answered_month=None).count(), sent.filter(answered_month=None).count()
