"""What the counsellors of an organisation see of their own numbers, and nobody else."""

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from nabij.people.models import Counsellor
from nabij.reporting.models import Report
from nabij.reporting.own_numbers import own_numbers
from nabij.reporting.reading import finished
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
    north, south = own_numbers(begun(people))
    assert (north.place, north.came, south.place, south.came) == ("Noord", 9, "Zuid", 0)
    assert north.own is not None
    assert south.own is not None
    assert 0 < south.own.low < south.own.high < 60
    page = render_to_string("reporting/_own_numbers.html", {"own_numbers": (north, south)})
    assert f"{north.own.low} tot {north.own.high}" in page


def test_without_anything_released_nothing_is_expected(people: Personas) -> None:
    found = own_numbers(begun(people))
    assert [(one.came, one.own) for one in found] == [(9, None), (0, None)]
    page = render_to_string("reporting/_own_numbers.html", {"own_numbers": found})
    assert "nog niet te zeggen" in page
    assert "Vul bij de organisatie in" in render_to_string("reporting/_own_numbers.html", {"own_numbers": ()})


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
