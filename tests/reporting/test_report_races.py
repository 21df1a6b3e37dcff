"""Two authors at the same moment, on two connections: one report, one plan, one edition."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Literal

import pytest
from django.db import connections

from nabij.audit.models import Entry, first_break_of
from nabij.kit.errors import Refused
from nabij.kit.permit import Permit, permit
from nabij.people.models import User
from nabij.releases.models import Release
from nabij.reporting.actions import figures as actions
from nabij.reporting.models import Do, Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import plan_of
from tests.personas import Personas
from tests.reporting.registers import a_year, begun, publish, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)


def at_once(people: Personas, does: Callable[[User], object]) -> list[object]:
    start = Barrier(2)

    def run(person: User) -> object:
        start.wait()
        try:
            return does(person)
        except Refused as refused:
            return type(refused).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (people.amina, people.bram)))


def test_two_who_begin_at_once_have_one_report(people: Personas) -> None:
    found = at_once(people, lambda person: begun(person, people.organisation).pk)
    assert len(set(found)) == 1
    assert Report.objects.count() == Entry.objects.filter(verb="begin_report").count() == 1


def test_of_two_who_group_at_once_one_is_told(people: Personas) -> None:
    report = begun(people.amina, people.organisation)
    names = {people.amina.pk: "rol", people.bram.pk: "afloop"}

    def does(person: User) -> str:
        allowed: Permit[Report, Literal[Do.PLAN]] = permit(person, Do.PLAN, Report.objects.get())
        name = names[person.pk]
        actions.plan_figures(allowed, lambda row: planning.without(plan_of(row.plan), name), based_on=1)
        return name

    found = at_once(people, does)
    assert "Stale" in found
    report.refresh_from_db()
    assert plan_of(report.plan).left_out == {next(one for one in found if one != "Stale")}
    assert report.plan_version == 2


def test_of_two_who_let_out_at_once_one_does(people: Personas) -> None:
    a_year(people.amina, people.organisation, 40)
    report = set_ready(begun(people.amina, people.organisation), people.amina)
    found = at_once(people, lambda person: publish(report, person).pk)
    assert sorted(map(str, found)) == sorted([str(report.pk), "IsOut"])
    report.refresh_from_db()
    assert report.releases().count() == Release.objects.count() > 0
    assert Entry.objects.filter(verb="publish_report").count() == 1
    assert first_break_of(people.practice.pk) is None


def test_two_who_correct_at_once_have_one_next_edition(people: Personas) -> None:
    a_year(people.amina, people.organisation, 20)
    report = publish(set_ready(begun(people.amina, people.organisation), people.amina), people.amina)
    found = at_once(people, lambda person: actions.correct_report(permit(person, Do.CORRECT, report)).pk)
    assert len(set(found)) == 1
    assert Report.objects.count() == 2
