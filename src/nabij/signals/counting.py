"""The signals of an organisation as numbers. What goes out of them goes out through the ledger."""

from dataclasses import dataclass
from datetime import date

from nabij.people.models import Organisation
from nabij.signals.models import Signal


@dataclass(frozen=True)
class Given:
    """A letter that was handed over, by its month, and whether it is answered by now."""

    month: date
    answered: bool


def handed_over(organisation: Organisation, year: int) -> tuple[Given, ...]:
    """The letters that were handed over in a year."""
    sent = Signal.objects.filter(organisation=organisation, delivered_month__year=year).order_by("pk")
    return tuple(
        Given(month, answered is not None)
        for month, answered in sent.values_list("delivered_month", "answered_month")
        if month is not None
    )
