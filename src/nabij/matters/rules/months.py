"""Which months the register takes."""

from datetime import date

from nabij.kit.errors import Refused
from nabij.kit.months import add_months, month_of

BACK = 24


def check_encounter_month(month: date, today: date) -> None:
    """Refuse an encounter in the future, or longer than two years ago."""
    this = month_of(today)
    if not add_months(this, -BACK) <= month <= this:
        raise Refused("Kies voor het gesprek een maand van de afgelopen twee jaar.")


def opened_in(encounter_month: date | None, today: date) -> date:
    """The month in which a matter opened: that of its first encounter, otherwise this month."""
    return min(encounter_month or month_of(today), month_of(today))
