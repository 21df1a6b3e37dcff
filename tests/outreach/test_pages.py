"""The pages of *Preventie*: both of the pair write, others find nothing, and nothing is counted twice or lost."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from nabij.kit import clock
from nabij.outreach.counting import activities_of
from nabij.outreach.models import Activity
from nabij.people.models import Appointment, Organisation, Unit
from nabij.releases.rules import ACTIVITIES, PLACES_REACHED, REACHED, TIME_SPENT
from nabij.reporting.counting import open_tables_of
from nabij.reporting.rules.prevention import KIND, PLACE, WHOLE
from tests.outreach.making import a_form, make_activity
from tests.people.asking import audited, browser_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture(autouse=True)
def _a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))


def adding(people: Personas, year: int = 2026) -> str:
    return f"/preventie/{people.organisation.pk}/{year}/nieuw/"


def test_one_of_the_pair_writes_it_down_and_the_other_reads_it(people: Personas) -> None:
    answer = browser_of(people.amina).post(adding(people), a_form(units=[people.unit.pk]))
    assert answer["Location"] == f"/preventie/{people.organisation.pk}/2026/"
    page = browser_of(people.bram).get(answer["Location"]).content.decode()
    assert "Voorlichting" in page
    assert "Noord · 24 mensen · 1,5 uur · eigen initiatief" in page
    (row,) = activities_of(people.organisation, 2026)
    assert (row.label, row.units, row.people, row.quarters) == ("Voorlichting", ("Noord",), 24, 6)
    assert (row.own_initiative, row.explained, row.estimated) == (True, False, False)
    assert activities_of(people.organisation, 2025) == ()
    assert audited(people.practice) == [("add_activity", "outreach.activity")]


def test_a_double_click_adds_one(people: Personas) -> None:
    amina, form = browser_of(people.amina), a_form()
    assert [amina.post(adding(people), form).status_code for _ in range(2)] == [302, 302]
    assert Activity.objects.count() == 1
    assert audited(people.practice) == [("add_activity", "outreach.activity")]


def test_two_forms_that_say_the_same_are_two_activities(people: Personas) -> None:
    for _ in range(2):
        browser_of(people.amina).post(adding(people), a_form())
    assert len(activities_of(people.organisation, 2026)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": "-1"},
        {"people": "100001"},
        {"people": "veel"},
        {"people": "9" * 5000},
        {"hours": "0"},
        {"hours": "0,3"},
        {"hours": "200,25"},
        {"hours": "NaN"},
        {"hours": "1e999999"},
        {"hours": ""},
        {"month": "2026-12-01"},
        {"month": "2015-12-01"},
        {"month": "0000-00-00"},
        {"kind": ""},
        {"kind": "party"},
        {"people_how": "guessed"},
        {"once": "x"},
        {"units": ["x"]},
        {"units": ["999999"]},
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(people: Personas, wrong: dict[str, Any]) -> None:
    answer = browser_of(people.amina).post(adding(people), a_form(**wrong))
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not Activity.objects.exists()
    assert audited(people.practice) == []


def test_an_empty_form_is_no_activity(people: Personas) -> None:
    browser_of(people.amina).post(adding(people), {})
    assert not Activity.objects.exists()


def test_a_unit_of_elsewhere_is_refused(people: Personas) -> None:
    there = Unit.objects.create(
        practice=people.other_practice, organisation=people.other_organisation, name="Ver weg", head_count=3
    )
    answer = browser_of(people.amina).post(adding(people), a_form(units=[there.pk]))
    assert answer.status_code == 422
    assert "Ver weg" not in answer.content.decode()
    assert not Activity.objects.exists()


def test_what_belongs_to_others_is_not_there(people: Personas) -> None:
    activity = make_activity(people.amina)
    for stranger in (people.carla, people.daan, people.els):
        browser = browser_of(stranger)
        assert browser.post(adding(people), a_form()).status_code == 404
        assert browser.get(f"/preventie/{people.organisation.pk}/2026/").status_code == 404
        for what in ("", "weg/", "terug/"):
            assert browser.post(f"/preventie/activiteiten/{activity.pk}/{what}", a_form()).status_code == 404
    activity.refresh_from_db()
    assert (activity.version, activity.removed, Activity.objects.count()) == (1, False, 1)


def test_the_id_of_anothers_activity_changes_nothing_there(people: Personas) -> None:
    theirs = make_activity(people.carla)
    assert browser_of(people.amina).post(adding(people), a_form(once=str(theirs.pk))).status_code == 422
    theirs.refresh_from_db()
    assert (theirs.organisation, theirs.version) == (people.other_organisation, 1)


def test_it_is_changed_and_the_slower_of_two_is_told(people: Personas) -> None:
    activity = make_activity(people.amina)
    address = f"/preventie/activiteiten/{activity.pk}/"
    changed = a_form(people="30", hours="2.25", kind="workshop", units=[people.unit.pk])
    assert browser_of(people.bram).post(address, changed).status_code == 302
    late = browser_of(people.amina).post(address, a_form(people="31"))
    assert late.status_code == 422
    assert "Er is niets bewaard" in late.content.decode()
    (row,) = activities_of(people.organisation, 2026)
    assert (row.kind, row.people, row.quarters, row.units) == ("workshop", 30, 9, ("Noord",))
    assert audited(people.practice) == [
        ("add_activity", "outreach.activity"),
        ("change_activity", "outreach.activity"),
    ]


def test_a_removed_activity_counts_nowhere_and_comes_back_whole(people: Personas) -> None:
    activity = make_activity(people.amina, units=frozenset([people.unit.pk]))
    bram, address = browser_of(people.bram), f"/preventie/activiteiten/{activity.pk}/"
    before = activities_of(people.organisation, 2026)
    assert bram.post(address + "weg/", {"based_on": 1}).status_code == 302
    assert activities_of(people.organisation, 2026) == ()
    assert bram.post(address + "weg/", {"based_on": 1}).status_code == 422
    assert bram.post(address, a_form(based_on=2)).status_code == 422
    assert bram.get(address).status_code == 422
    assert "Terugzetten" in bram.get(f"/preventie/{people.organisation.pk}/2026/").content.decode()
    assert bram.post(address + "terug/", {"based_on": 2}).status_code == 302
    assert activities_of(people.organisation, 2026) == before
    assert [verb for verb, _ in audited(people.practice)] == ["add_activity", "remove_activity", "put_activity_back"]


def test_after_an_appointment_ended_it_is_no_longer_there(people: Personas) -> None:
    activity = make_activity(people.bram)
    Appointment.objects.filter(counsellor=people.bram).update(ended=date(2026, 5, 1))
    bram = browser_of(people.bram)
    assert bram.get(f"/preventie/activiteiten/{activity.pk}/").status_code == 404
    assert bram.post(adding(people), a_form()).status_code == 404
    assert "De Linde" not in bram.get("/preventie/").content.decode()


def test_of_ended_work_only_what_happened_before_can_be_written_down(people: Personas) -> None:
    Organisation.objects.filter(pk=people.organisation.pk).update(ended=date(2026, 3, 15))
    amina = browser_of(people.amina)
    assert "Beëindigd" in amina.get("/preventie/").content.decode()
    assert amina.post(adding(people), a_form()).status_code == 302
    late = amina.post(adding(people), a_form(month="2026-04-01"))
    assert late.status_code == 422
    assert "al beëindigd" in late.content.decode()
    assert Activity.objects.count() == 1


def test_a_unit_that_was_reached_stays(people: Personas) -> None:
    make_activity(people.amina, units=frozenset([people.unit.pk]))
    assert people.unit.is_used()


def test_years_that_no_list_has_are_not_there(people: Personas) -> None:
    amina = browser_of(people.amina)
    for year in (2015, 2027, 0, 99999999999999999999):
        assert amina.get(f"/preventie/{people.organisation.pk}/{year}/").status_code == 404
        assert amina.get(adding(people, year)).status_code == 404
    assert amina.get(f"/preventie/activiteiten/{uuid4()}/").status_code == 404


def test_an_empty_year_explains_itself(people: Personas) -> None:
    page = browser_of(people.amina).get(f"/preventie/{people.organisation.pk}/2026/").content.decode()
    assert "Er staat nog niets in 2026" in page
    assert "Opgeteld" not in page


def test_what_was_written_down_reaches_the_tables_of_the_report(people: Personas) -> None:
    make_activity(people.amina, units=frozenset([people.unit.pk]))
    make_activity(people.bram, kind="visibility", people=100, quarters=2)
    found = open_tables_of(people.organisation, 2026)
    tables = {one.measure: one for one in found if one.dimensions[0].name in {KIND, PLACE}}
    assert {kind: count for (kind,), count in tables[REACHED].counts.items() if count} == {
        "Voorlichting": 24,
        "Zichtbaarheid (poster, intranet)": 100,
    }
    assert sum(tables[TIME_SPENT].counts.values()) == 8
    assert tables[PLACES_REACHED].counts == {("Noord",): 1, (WHOLE,): 1}
    assert ACTIVITIES not in {table.measure for table in open_tables_of(people.organisation, 2025)}
