"""A part of the organisation that is renamed stays the part that it was, in everything that is judged after."""

import pytest

from nabij.people.models import Unit
from nabij.releases.models import Ledger, Release
from nabij.reporting.answers import judged, told_before
from nabij.reporting.assembling.known import years_of
from nabij.reporting.assembling.over_years import _point
from nabij.reporting.counting import asked_of, names_by_code
from nabij.reporting.models import Report
from nabij.reporting.rules.tables import PLACE, VISITORS
from nabij_disclosure.pose import pose_all
from nabij_disclosure.sensitive import Reason, Settings
from tests.personas import Personas
from tests.reporting.interims import LAST_YEAR, let_out
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def rename(unit: Unit, name: str) -> None:
    Unit.objects.filter(pk=unit.pk).update(name=name)


def increments(people: Personas) -> set[tuple[str, ...]]:
    """What a reader of both must not find out by subtracting, by the sums that it is of."""
    history = Ledger.objects.get().history()
    problem = pose_all(asked_of(people.organisation, LAST_YEAR), Settings(), history=history)
    return {tuple(map(str, one.form.terms)) for one in problem.targets if one.reason == Reason.INCREMENT}


def test_the_year_goes_out_after_a_part_was_renamed_and_is_held_against_what_was_out(people: Personas) -> None:
    Unit.objects.create(practice=people.practice, organisation=people.organisation, name="Zuid")
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    let_out(people.amina, people.organisation)
    report = begun(people.amina, people.organisation, LAST_YEAR)
    before = increments(people)
    first, second = people.organisation.unit_set.order_by("name")
    was = second.name
    # the one even takes the old name of the other
    rename(second, "Nieuwe naam")
    rename(first, was)
    assert judged(Report.objects.get(pk=report.pk)).outs
    assert increments(people) == before
    out = publish(set_ready(report, people.amina), people.amina)
    assert out.published_at is not None
    assert Ledger.objects.get().history()
    assert was in {leaf for one in out.releases() for leaf in one.shown.dimensions[0].leaves}


def test_a_figure_of_a_renamed_part_that_would_vanish_is_found_by_its_code(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    let_out(people.amina, people.organisation)
    unit = people.organisation.unit_set.order_by("name")[0]
    rename(unit, "Nieuwe naam")
    told = next(
        one
        for key, one in told_before(people.organisation).items()
        if key[:2] == (VISITORS, f"{VISITORS} naar {PLACE}")
    )
    assert "Nieuwe naam" in told.dimensions[0].leaves
    assert unit.name not in told.dimensions[0].leaves
    # what went out stands as it went out
    assert any(unit.name in one.shown.dimensions[0].leaves for one in Release.objects.all())


def test_years_stand_beside_each_other_for_a_part_that_was_renamed(people: Personas) -> None:
    a_year(people.amina, people.organisation, 90, LAST_YEAR)
    out = publish(set_ready(begun(people.amina, people.organisation, LAST_YEAR), people.amina), people.amina)
    unit = people.organisation.unit_set.order_by("name")[0]
    rename(unit, "Nieuwe naam")
    year = years_of(LAST_YEAR, [one.shown for one in out.releases()])[-1]
    names = names_by_code(people.organisation)
    assert _point(year, PLACE, "Nieuwe naam", names) == _point(year, PLACE, unit.name, {})
    assert isinstance(_point(year, PLACE, "Nieuwe naam", names), int)
