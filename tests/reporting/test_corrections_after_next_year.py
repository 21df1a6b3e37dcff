"""A year is corrected when the report of the year after it is out, which tells of the same people again."""

from itertools import cycle

import pytest
from django.http import QueryDict

from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.matters.models import Matter
from nabij.releases.actions import open_ledger
from nabij.releases.models import broken_ledgers
from nabij.reporting import answers
from nabij.reporting.actions.figures import correct_report
from nabij.reporting.assembling.people import came_in
from nabij.reporting.forms.figures import read_change
from nabij.reporting.models import Do, Report
from nabij.reporting.page import page_of
from nabij.reporting.pdf import pdf_of
from nabij.reporting.reading import finished, known_of
from nabij.reporting.rules import planning
from nabij.reporting.rules.plan import plan_of
from nabij.reporting.rules.tables import HOLDS, LINKS, months_of
from nabij.reporting.table_file import csv_of
from nabij_disclosure.pose import pose_all
from tests.disclosure.leaks import leaks
from tests.personas import Personas
from tests.reporting.attackers import learned
from tests.reporting.registers import a_year, begun, publish, replan, set_ready

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

YEAR = 2024
HELD = ("durable", "durable", "partly", "durable", "not")


def who_came(people: Personas, count: int, year: int) -> None:
    """So many people of a year, who were asked later whether their solution held."""
    for row, held in zip(a_year(people.amina, people.organisation, count, year), cycle(HELD), strict=False):
        Matter.objects.filter(pk=row.pk).update(durability_3=held, durability_6=held, durability_12=held)


@pytest.fixture
def two(people: Personas) -> tuple[Report, Report]:
    """The reports of a year and of the next, both out; the second tells whether solutions of the first year held."""
    found = []
    for year, count in ((YEAR, 37), (YEAR + 1, 39)):
        who_came(people, count, year)
        found.append(publish(set_ready(begun(people.amina, people.organisation, year), people.amina), people.amina))
    first, second = found
    again = [one.shown for one in second.releases() if one.shown.periods == months_of(YEAR)]
    assert len([one for one in again if one.dimensions[0].name.startswith(f"{HOLDS} ")]) == 3
    return first, second


def printed(report: Report) -> tuple[str, bytes, bytes]:
    told = finished(Report.objects.get(pk=report.pk))
    return page_of(told), csv_of(told), pdf_of(told)


def corrected(first: Report, people: Personas) -> Report:
    return correct_report(permit(people.bram, Do.CORRECT, first))


def counted_in(report: Report, year: int) -> object:
    """What a report says of how many came in an earlier year."""
    known = known_of(report, [one.shown for one in report.releases()])
    return next(came_in(one) for one in known.earlier if one.year == year)


def test_a_year_whose_figures_stay_is_corrected_and_the_next_report_stays_as_it_is(
    people: Personas, two: tuple[Report, Report]
) -> None:
    first, second = two
    was = printed(second)
    who_came(people, 1, YEAR)
    kept = replan(corrected(first, people), people, planning.as_before(plan_of(first.plan), as_before=True))
    publish(set_ready(kept, people.amina), people.amina)
    assert printed(second) == was
    assert broken_ledgers() == {}


def test_one_person_more_in_the_first_year_does_not_go_out(people: Personas, two: tuple[Report, Report]) -> None:
    first, second = two
    was, lines = printed(second), open_ledger(people.organisation).sequence
    who_came(people, 1, YEAR)
    again = corrected(first, people)
    assert answers.looked_at(again).trouble
    with pytest.raises(Refused, match="Er is niets uitgegaan"):
        answers.judged(again)
    assert open_ledger(people.organisation).sequence == lines
    assert printed(second) == was


def test_a_large_change_of_the_first_year_is_counted_anew_and_nothing_exact_is_learned(
    people: Personas, two: tuple[Report, Report]
) -> None:
    first, second = two
    was = printed(second)
    who_came(people, 37, YEAR)
    again = corrected(first, people)
    again = replan(again, people, read_change(QueryDict("do=only&classification=aard"))(again))
    assert answers.looked_at(again).trouble == ""
    draft = answers.judged(again)
    found = learned(again, draft)
    assert found.targets > 0
    assert found.none, found
    out = publish(set_ready(again, people.amina), people.amina)
    assert broken_ledgers() == {}
    assert printed(second) == was
    assert counted_in(second, YEAR) == 37
    assert came_in(known_of(out, [one.shown for one in out.releases()]).now) == 74


def test_after_such_a_correction_the_next_report_and_that_of_the_year_after_can_be_made(
    people: Personas, two: tuple[Report, Report]
) -> None:
    first, second = two
    who_came(people, 37, YEAR)
    again = corrected(first, people)
    again = replan(again, people, read_change(QueryDict("do=only&classification=aard"))(again))
    publish(set_ready(again, people.amina), people.amina)
    # the report of the next year told whether solutions of the first held: of half of those who came, by now
    of_next = corrected(second, people)
    draft = answers.judged(of_next) if not answers.looked_at(of_next).trouble else None
    if draft is not None:
        assert learned(of_next, draft).none
    who_came(people, 40, YEAR + 2)
    third = set_ready(begun(people.amina, people.organisation, YEAR + 2), people.amina)
    judged = answers.judged(third)
    assert learned(third, judged).none
    third = publish(third, people.amina)
    assert (counted_in(third, YEAR), counted_in(third, YEAR + 1)) == (74, 39)
    assert broken_ledgers() == {}


def test_shown_as_it_is_a_person_more_would_be_found(people: Personas, two: tuple[Report, Report]) -> None:
    """The judge of these tests finds something where there is something to find."""
    who_came(people, 1, YEAR)
    asked = answers.asked(corrected(two[0], people))
    tables = tuple(one for one in asked if one.table.name == "inbrengers naar aard")
    problem = pose_all(tables, answers.SETTINGS, history=open_ledger(people.organisation).history(), links=LINKS)
    assert leaks(problem, frozenset()).exact > 0
