"""A list of activities comes in whole, once, and is undone whole; nobody else's list is there."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from nabij.kit import clock
from nabij.outreach.models import Activity, Brought, Reached
from tests.making import Desk
from tests.people.asking import audited, browser_of
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture(autouse=True)
def _a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))


def a_row(**more: Any) -> dict[str, Any]:
    row = {"month": "2026-03", "kind": "workshop", "units": [], "people": 12, "people_how": "by_eye", "quarters": 6}
    return row | more


def send(people: Personas, *rows: dict[str, Any], who: Any = None, list_id: str = "") -> tuple[int, Any]:
    body = {"list": list_id or str(uuid4()), "activities": list(rows)}
    return Desk(who or people.amina).post(f"/preventie/{people.organisation.pk}/lijst/inlezen.json", body)


def test_a_list_comes_in_once_however_often_it_is_sent(people: Personas) -> None:
    same = str(uuid4())
    rows = (a_row(units=[people.unit.pk]), a_row(kind="column", people=400, quarters=2))
    assert send(people, *rows, list_id=same) == (200, {"saved": True, "already": False, "present": 0})
    assert send(people, *rows, list_id=same) == (200, {"saved": True, "already": True, "present": 0})
    assert sorted(Activity.objects.values_list("kind", "people", "quarters", "people_how")) == [
        ("column", 400, 2, "by_eye"),
        ("workshop", 12, 6, "by_eye"),
    ]
    assert Reached.objects.get().unit == people.unit
    assert audited(people.practice) == [("bring_in_activities", "outreach.brought")]
    page = browser_of(people.bram).get(f"/preventie/{people.organisation.pk}/lijst/").content.decode()
    assert "2 activiteiten, ingelezen in november 2026" in page
    assert f"2026-03|workshop|{people.unit.pk}|12|6" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "yoga"},
        {"month": "2031-01"},
        {"month": "maart"},
        {"people": -1},
        {"people": 100_001},
        {"quarters": 0},
        {"people_how": "guessed"},
        {"units": [0]},
    ],
)
def test_one_row_that_cannot_be_keeps_all_of_it_out(people: Personas, wrong: dict[str, Any]) -> None:
    assert send(people, a_row(), a_row(**wrong))[0] in {400, 422}
    assert not Activity.objects.exists()
    assert not Brought.objects.exists()


def test_an_empty_list_and_one_that_is_too_long_are_refused(people: Personas) -> None:
    assert send(people)[0] == 422
    assert send(people, *[a_row()] * 501)[0] in {400, 422}
    assert not Activity.objects.exists()


def test_all_of_it_is_undone_by_either_of_the_pair_and_may_come_in_again(people: Personas) -> None:
    send(people, a_row(), a_row(kind="column"))
    undo = f"/preventie/lijsten/{Brought.objects.get().pk}/terugdraaien/"
    assert browser_of(people.bram).post(undo).status_code == 302
    assert browser_of(people.bram).post(undo).status_code == 302
    assert not Activity.objects.exists()
    assert [verb for verb, _ in audited(people.practice)] == ["bring_in_activities", "undo_bringing_in_activities"]
    assert send(people, a_row())[0] == 200


def remove(people: Personas, one: Activity) -> None:
    browser_of(people.amina).post(f"/preventie/activiteiten/{one.pk}/weg/", {"based_on": "1"})


def undo(people: Personas) -> Any:
    address = f"/preventie/lijsten/{Brought.objects.get().pk}/terugdraaien/"
    return browser_of(people.amina).post(address, follow=True)


def test_what_was_changed_since_stays_and_is_told_and_the_rest_is_undone(people: Personas) -> None:
    send(people, a_row(), a_row(kind="column"), a_row(kind="workshop", people=30))
    one = Activity.objects.get(kind="column")
    remove(people, one)
    page = undo(people).content.decode()
    assert "De lijst is teruggedraaid. 1 activiteit blijft staan, want die is daarna gewijzigd of verwijderd." in page
    assert list(Activity.objects.values_list("pk", "removed")) == [(one.pk, True)]
    assert Brought.objects.get().undone


def test_once_all_of_it_was_changed_nothing_is_undone(people: Personas) -> None:
    send(people, a_row(), a_row(kind="column"))
    for one in Activity.objects.all():
        remove(people, one)
    answer = undo(people)
    assert answer.status_code == 422
    assert "Elke activiteit uit deze lijst is daarna gewijzigd of verwijderd" in answer.content.decode()
    assert Activity.objects.count() == 2
    assert not Brought.objects.get().undone


def test_a_row_that_somebody_else_brought_in_meanwhile_stays_one(people: Personas) -> None:
    rows = (a_row(units=[people.unit.pk]), a_row(kind="column"))
    send(people, *rows)
    # twice in one list is two
    again = (*rows, a_row(kind="onboarding"), a_row(kind="onboarding"))
    assert send(people, *again, who=people.bram)[1] == {"saved": True, "already": False, "present": 2}
    assert send(people, *rows)[1] == {"saved": True, "already": True, "present": 2}
    assert sorted(Activity.objects.values_list("kind", flat=True)) == ["column", "onboarding", "onboarding", "workshop"]
    assert Brought.objects.count() == 2
    remove(people, Activity.objects.get(kind="workshop"))
    assert send(people, *rows)[1] == {"saved": True, "already": False, "present": 1}


def test_nobody_else_sees_a_list_or_adds_one(people: Personas) -> None:
    send(people, a_row())
    undo = f"/preventie/lijsten/{Brought.objects.get().pk}/terugdraaien/"
    for stranger in (people.carla, people.daan, people.els):
        assert browser_of(stranger).post(undo).status_code in {302, 403, 404}
        assert send(people, a_row(), who=stranger)[0] in {302, 403, 404}
    assert Activity.objects.count() == 1
