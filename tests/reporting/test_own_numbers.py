"""What the counsellors of an organisation see of their own numbers, and nobody else."""

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from nabij.people.models import Counsellor
from nabij.reporting.counting import dimensions_of
from nabij.reporting.models import Report
from nabij.reporting.own_numbers import TOO_WIDE, OwnNumbers, own_numbers
from nabij.reporting.reading import finished
from nabij.reporting.rules.plan import Plan, plain
from nabij.reporting.rules.planning import together
from tests.personas import Personas
from tests.reporting.test_assembling import section, text_of
from tests.reporting.years import Came, another, come, published

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def begun(people: Personas) -> Report:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Noord": 300, "Zuid": 200})
    come(people.amina, organisation, 2025, Came(9, units=units[:1]))
    return Report.objects.create(
        practice=people.practice,
        organisation=organisation,
        year=2025,
        begun_by=people.amina,
        begun_at=timezone.now(),
    )


def test_own_numbers_stand_beside_what_released_figures_of_others_lead_one_to_expect(people: Personas) -> None:
    for number in range(4):
        other, units = another(people.practice, people.amina, f"Ander {number}", {"Oost": 200, "West": 250})
        come(people.amina, other, 2024, Came(30, units=units))
        published(people.amina, other, 2024)
    found = own_numbers(begun(people))
    north, south = found.parts
    assert found.why_not == ""
    assert (north.place, north.came, south.place, south.came) == ("Noord", 9, "Zuid", 0)
    assert north.own is not None
    assert south.own is not None
    assert 0 < south.own.low < south.own.high < 60
    page = render_to_string("reporting/_own_numbers.html", {"own_numbers": found})
    assert f"{north.own.low} tot {north.own.high}" in page


def test_the_parts_that_are_too_small_are_offered_to_be_taken_together_whoever_came(people: Personas) -> None:
    # so many that enough of them show their parts, whichever the lot hides
    for number in range(9):
        other, units = another(people.practice, people.amina, f"Ander {number}", {"Oost": 200, "West": 250})
        come(people.amina, other, 2024, Came(30, units=units))
        published(people.amina, other, 2024)
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Haven": 2000, "Post": 150, "Werf": 150})
    report = Report.objects.create(
        practice=people.practice, organisation=organisation, year=2025, begun_by=people.amina, begun_at=timezone.now()
    )
    found = own_numbers(report)
    (advice,) = found.advice
    assert advice == "Neem Post en Werf samen; dan is er misschien iets te zeggen."
    page = render_to_string("reporting/_own_numbers.html", {"own_numbers": found})
    assert advice in page
    come(people.amina, organisation, 2025, Came(9, units=units[1:2]))
    assert own_numbers(report).advice == found.advice
    joined = together(Plan(), dimensions_of(organisation)[-1], ("Post", "Werf"))
    report.plan = plain(joined)
    assert own_numbers(report).advice == ()


def test_with_few_reports_out_it_says_so_and_shows_no_column_that_says_nothing(people: Personas) -> None:
    other, units = another(people.practice, people.amina, "Ander", {"Oost": 200, "West": 250})
    come(people.amina, other, 2024, Came(30, units=units))
    published(people.amina, other, 2024)
    found = own_numbers(begun(people))
    assert [(one.came, one.own) for one in found.parts] == [(9, None), (0, None)]
    page = render_to_string("reporting/_own_numbers.html", {"own_numbers": found})
    assert "Daarvoor zijn cijfers nodig van 5 of meer onderdelen" in page
    assert "Nu zijn dat er 2." in page
    assert "Te verwachten" not in page
    assert "niet te zeggen</td>" not in page
    nobody = render_to_string("reporting/_own_numbers.html", {"own_numbers": OwnNumbers(())})
    assert "Vul bij de organisatie in" in nobody


def test_from_nought_up_says_nothing_of_being_quiet_and_is_not_shown(people: Personas) -> None:
    for number in range(3):
        other, units = another(people.practice, people.amina, f"Ander {number}", {"Oost": 20, "West": 25})
        come(people.amina, other, 2024, Came(6, units=units))
        published(people.amina, other, 2024)
    organisation, _ = another(people.practice, people.amina, "Klein", {"Team": 6})
    small = Report.objects.create(
        practice=people.practice,
        organisation=organisation,
        year=2025,
        begun_by=people.amina,
        begun_at=timezone.now(),
    )
    found = own_numbers(small)
    assert found.parts[0].own is None
    assert found.why_not == TOO_WIDE


@pytest.mark.parametrize(
    ("kind", "said"), [("internal", "1 interne vertrouwenspersoon. "), ("external", "telt niet mee")]
)
def test_the_report_says_whether_counsellors_from_inside_are_counted_along(
    people: Personas, kind: str, said: str
) -> None:
    Counsellor.objects.filter(user=people.bram).update(kind=kind)
    people.organisation.appointment_set.exclude(counsellor__in=[people.amina, people.bram]).delete()
    come(people.amina, people.organisation, 2025, Came(12))
    report = finished(published(people.amina, people.organisation, 2025))
    assert said in text_of(section(report, "Wat we tellen"))


def test_a_part_with_a_name_that_means_something_else_in_a_table_is_counted(people: Personas) -> None:
    organisation, units = another(people.practice, people.amina, "Waterrijk", {"Totaal": 300, "Zuid": 200})
    come(people.amina, organisation, 2025, Came(9, units=units[:1]))
    report = Report.objects.create(
        practice=people.practice, organisation=organisation, year=2025, begun_by=people.amina, begun_at=timezone.now()
    )
    assert {one.place: one.came for one in own_numbers(report).parts} == {"Totaal": 9, "Zuid": 0}
