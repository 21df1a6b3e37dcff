"""What was handed over to a board is counted for the annual report: how many, and whether they were answered."""

import pytest

from nabij.kit.clock import today
from nabij.reporting.counting import asked_of
from tests.personas import Personas
from tests.signals.making import worded
from tests.signals.test_handing import delivered

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def _counted(people: Personas) -> dict[str, int]:
    """By the label of the cell, in the table of signals of this year; nothing where there is no such table."""
    tables = [one.table for one in asked_of(people.organisation, today().year) if one.table.measure == "signalen"]
    return {" / ".join(cell): count for table in tables for cell, count in table.values.items() if count}


def test_a_signal_counts_from_when_it_was_handed_over(people: Personas) -> None:
    worded(people)
    assert _counted(people) == {}


def test_a_signal_that_went_is_counted_as_one_not_answered_yet(people: Personas) -> None:
    delivered(people)
    assert _counted(people) == {"Totaal": 1, "Nog niet beantwoord": 1}
