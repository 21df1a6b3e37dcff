"""A part of the organisation that is renamed stays the part that it was, in everything that is judged after."""

from dataclasses import replace

import pytest

from nabij.kit.permit import permit
from nabij.people.models import Unit
from nabij.releases.models import Ledger, Release
from nabij.reporting.actions.figures import correct_report, undo_plan
from nabij.reporting.answers import judged, told_before
from nabij.reporting.assembling.known import years_of
from nabij.reporting.assembling.over_years import _point
from nabij.reporting.counting import asked_of, names_by_code
from nabij.reporting.grouping import grouping_of
from nabij.reporting.models import Do, Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import Plan, called_now, plain, plan_of
from nabij.reporting.rules.tables import PLACE, VISITORS
from nabij_disclosure.pose import pose_all
from nabij_disclosure.sensitive import Reason, Settings
from tests.personas import Personas
from tests.reporting.interims import LAST_YEAR, let_out
from tests.reporting.registers import a_year, begun, publish, replan, set_ready

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


def grouped(people: Personas) -> tuple[Report, list[Unit]]:
    """The report of last year, in which two of its parts are one group, and what the parts are."""
    for name in ("Oost", "Zuid"):
        Unit.objects.create(practice=people.practice, organisation=people.organisation, name=name)
    a_year(people.amina, people.organisation, 120, LAST_YEAR)
    report = begun(people.amina, people.organisation, LAST_YEAR)
    units = list(people.organisation.unit_set.order_by("name"))
    plan = grouping_of(report)
    groups = {**plan.groups, PLACE: {"Samen": (units[0].name, units[1].name)}}
    return replan(report, people, replace(plan, groups=groups)), units


def test_the_year_goes_out_after_a_part_of_a_group_was_renamed(people: Personas) -> None:
    report, units = grouped(people)
    let_out(people.amina, people.organisation)
    rename(units[0], "Nieuwe naam")
    report = Report.objects.get(pk=report.pk)
    assert grouping_of(report).groups[PLACE] == {"Samen": ("Nieuwe naam", units[1].name)}
    out = publish(set_ready(report, people.amina), people.amina)
    (places,) = [one.shown for one in out.releases() if one.shown.name == f"{VISITORS} naar {PLACE}"]
    assert set(places.dimensions[0].joins["Samen"]) == {"Nieuwe naam", units[1].name}
    assert "Nieuwe naam" not in places.dimensions[0].leaves


def test_a_group_follows_its_parts_where_they_change_names_with_others_and_where_it_is_brought_back(
    people: Personas,
) -> None:
    report, units = grouped(people)
    old = [one.name for one in units]
    report = replan(report, people, planning.apart(grouping_of(report), PLACE, "Samen"))
    rename(units[0], "-")
    rename(units[2], old[0])
    rename(units[0], old[2])
    undo_plan(permit(people.bram, Do.PLAN, report), based_on=report.plan_version)
    report = Report.objects.get(pk=report.pk)
    assert grouping_of(report).groups[PLACE] == {"Samen": (old[2], old[1])}
    # the next change keeps what it is known by
    report = replan(report, people, planning.without(grouping_of(report), "rol"))
    rename(units[0], "Weer anders")
    assert grouping_of(Report.objects.get(pk=report.pk)).groups[PLACE] == {"Samen": ("Weer anders", old[1])}


def test_next_year_groups_as_the_last_one_did_whatever_its_parts_are_called_since(people: Personas) -> None:
    report, units = grouped(people)
    publish(set_ready(report, people.amina), people.amina)
    rename(units[1], "Nieuwe naam")
    later = begun(people.amina, people.organisation, LAST_YEAR + 1)
    assert grouping_of(later).groups[PLACE] == {"Samen": (units[0].name, "Nieuwe naam")}
    corrected = correct_report(permit(people.amina, Do.CORRECT, Report.objects.get(pk=report.pk)))
    assert grouping_of(corrected).groups[PLACE] == {"Samen": (units[0].name, "Nieuwe naam")}


def test_a_group_that_is_called_as_another_part_is_now_is_told_apart_and_one_called_as_its_part_follows_it() -> None:
    codes = {"Noord": "n", "Zuid": "z", "Oost": "o"}
    plan = Plan(groups={PLACE: {"West": ("Noord", "Zuid")}}, codes=codes)
    renamed = called_now(plan, {"n": "Noord", "z": "Zuid", "o": "West"})
    assert renamed.groups[PLACE] == {"West (toen)": ("Noord", "Zuid")}
    after_part = Plan(groups={PLACE: {"Noord": ("Noord", "Zuid")}}, codes=codes)
    renamed = called_now(after_part, {"n": "Noorderhuis", "z": "Zuid", "o": "Noord"})
    assert renamed.groups[PLACE] == {"Noorderhuis": ("Noorderhuis", "Zuid")}
    gone = called_now(plan, {"n": "Noord", "x": "Zuid"})
    assert gone.groups[PLACE] == {"West": ("Noord", "Zuid (toen)")}
    assert plan_of(plain(plan)).codes == codes
