"""Who showed every code apart takes one group together again, and leaves the others apart."""

import pytest

from nabij.kit.errors import Refused
from nabij.reporting.counting import dimensions_of
from nabij.reporting.models import Report
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import Plan, plan_of
from nabij.reporting.rules.planning import shaped
from nabij.reporting.rules.taking_back import apart_groups, taken_back
from nabij_disclosure.table import Dimension
from tests.making import Desk
from tests.personas import Personas
from tests.reporting.stories import a_counted_year, make_report

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def named(people: Personas, name: str) -> Dimension:
    return next(one for one in dimensions_of(people.organisation) if one.name == name)


@pytest.mark.parametrize("name", ["op wie", "rol", "afloop", "kanaal", "aard"])
def test_every_group_that_a_report_begins_with_comes_back_one_by_one(people: Personas, name: str) -> None:
    dimension = named(people, name)
    every = dimensions_of(people.organisation)
    first = planning.first_plan(every)
    plan = planning.by_codes(first, name)
    whole = shaped(dimension, first)
    assert whole is not None
    assert apart_groups(first, dimension) == {}
    groups = list(apart_groups(plan, dimension))
    one = shaped(dimension, taken_back(plan, dimension, groups[0]))
    assert one is not None
    assert groups[0] in one.leaves
    assert groups[1] not in one.leaves
    for group in groups:
        plan = taken_back(plan, dimension, group)
        planning.check(plan, every)
    again = shaped(dimension, plan)
    assert again is not None
    assert {leaf: set(again.joins.get(leaf, (leaf,))) for leaf in again.leaves} == {
        leaf: set(whole.joins.get(leaf, (leaf,))) for leaf in whole.leaves
    }


def test_a_group_of_which_a_code_lies_elsewhere_is_not_offered(people: Personas) -> None:
    dimension = named(people, "op wie")
    plan = planning.together(Plan(), dimension, ("Collega", "Student"), "Samen")
    assert "Collega of team" not in apart_groups(plan, dimension)
    assert "Leidinggevende of bestuur" in apart_groups(plan, dimension)
    with pytest.raises(Refused, match="al samen"):
        taken_back(plan, dimension, "Collega of team")


def test_the_page_offers_it_after_every_code_was_shown_apart(people: Personas) -> None:
    a_counted_year(people)
    report = make_report(people)
    desk = Desk(people.amina)
    address = f"/jaarverslagen/{report.pk}/cijfers/"
    form = {"version": report.plan_version, "classification": "op wie"}
    desk.client.post(f"{address}indelen/", form | {"do": "by_codes"})
    report.refresh_from_db()
    page = desk.client.get(address).content.decode()
    assert "weer samen" in page
    posted = form | {"version": report.plan_version, "group": "Leidinggevende of bestuur"}
    desk.client.post(f"{address}indelen/", posted)
    plan = plan_of(Report.objects.get().plan)
    assert list(plan.groups["op wie"]) == ["Leidinggevende of bestuur"]
