"""A change in one table that hides a number in another is told of."""

from copy import copy
from unittest.mock import patch

import pytest

from nabij.reporting import gone_elsewhere as module
from nabij.reporting.earlier_years import rows_of
from nabij.reporting.gone_elsewhere import gone_elsewhere
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.rules.tables import VISITORS
from nabij_disclosure.release import Mark
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.registers import a_year, begun

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def test_only_what_went_from_a_table_that_was_not_changed_is_told(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    now = plan_of(report.plan)
    assert gone_elsewhere(report, now) == ""
    rows = rows_of(report, now)
    (grouped,) = (
        one
        for key, one in module._shown_by(report, now, rows).items()
        if key[0] == VISITORS and one.dimensions[0].name == "rol"
    )
    codes = module._shown_by(report, planning.by_codes(now, "rol"), rows)
    (by_codes,) = (one for key, one in codes.items() if key[0] == VISITORS and one.dimensions[0].name == "rol")
    numbers = [cell for cell, found in grouped.figures.items() if isinstance(found, int)]
    hidden = copy(grouped)
    object.__setattr__(hidden, "figures", dict.fromkeys(grouped.figures, Mark.HIDDEN))
    assert numbers
    assert module._lost(grouped, hidden) == len(numbers)
    assert module._lost(hidden, grouped) == 0
    assert module._lost(grouped, by_codes) == 0


def test_a_number_that_goes_elsewhere_is_named_with_its_table(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    with patch.object(module, "_lost", side_effect=lambda was, now: int(was.dimensions[0].name == "rol")):
        said = gone_elsewhere(report, plan_of(report.plan))
        assert said.startswith("Hierdoor gaat elders 1 cijfer weg: “Wie er kwamen”. ")
        assert "terugdraaien" in said
        change = {"version": report.plan_version, "do": "without", "classification": "positie"}
        page = Desk(people.amina).client.post(f"/jaarverslagen/{report.pk}/cijfers/indelen/", change, follow=True)
    assert "Hierdoor gaat elders 1 cijfer weg" in page.content.decode()


def test_what_takes_long_to_judge_is_not_waited_for(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = begun(people.amina, people.organisation)
    with patch.object(module, "is_judged_at_once", return_value=False):
        assert gone_elsewhere(report, plan_of(report.plan)) == ""
