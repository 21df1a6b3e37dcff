"""Turn, codes, closing and reopening over the wire."""

from datetime import timedelta
from typing import Any

import pytest

from nabij.audit.models import Entry
from nabij.kit.clock import this_month, today
from nabij.matters.models import Matter
from nabij.matters.rules.months import add_months
from nabij.people.models import Appointment, Organisation
from tests.making import Desk, a_note, a_record, make_matter, share_all, with_manifests
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

SOON = (today() + timedelta(days=3)).isoformat()


def _pass(turn_was: str, turn: str, **more: Any) -> dict[str, Any]:
    return {"turn_was": turn_was, "turn": turn, "due": None, "aftercare_month": None} | more


def test_the_turn_passes_only_from_whom_the_browser_saw_it_with(people: Personas) -> None:
    matter = make_matter(people.amina)
    address, desk = f"/kwesties/{matter.pk}/aan-zet.json", Desk(people.amina)
    assert desk.post(address, _pass("counsellor", "visitor", due=SOON))[1]["already"] is False
    assert desk.post(address, _pass("counsellor", "visitor", due=SOON))[1]["already"] is True
    assert desk.post(address, _pass("counsellor", "organisation"))[1]["code"] == "stale"
    matter.refresh_from_db()
    assert (matter.turn, matter.due.isoformat() if matter.due else None) == ("visitor", SOON)
    assert Entry.objects.filter(verb="pass_turn").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"turn": "nobody", "due": SOON},
        {"due": "2001-01-01"},
        {"due": "2199-01-01"},
        {"due": "2026-02-30"},
        {"due": "morgen"},
        {"aftercare_month": "2001-01"},
        {"aftercare_month": "2199-12"},
        {"aftercare_month": "2026-13"},
        {"turn": "iedereen"},
    ],
)
def test_a_step_that_makes_no_sense_changes_nothing(people: Personas, wrong: dict[str, str]) -> None:
    matter = make_matter(people.amina)
    body = _pass("counsellor", "visitor") | wrong
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/aan-zet.json", body)[0] == 422
    kept = Matter.objects.get()
    assert (kept.turn, kept.due, kept.aftercare_month) == ("counsellor", None, None)


def test_a_due_date_that_passed_may_stay(people: Personas) -> None:
    matter = make_matter(people.amina)
    long_ago = today() - timedelta(days=90)
    Matter.objects.update(due=long_ago)
    body = a_note(matter, due=long_ago.isoformat())
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/noteren.json", body)[0] == 200


def test_codes_are_replaced_by_compare_and_set_on_the_version(people: Personas) -> None:
    matter = make_matter(people.amina)
    address, desk = f"/kwesties/{matter.pk}/register.json", Desk(people.amina)
    body = {
        "based_on": 1,
        "unit": people.unit.pk,
        "nature": ["discrimination", "bullying"],
        "person_position": "affected",
    }
    assert desk.post(address, body) == (200, {"saved": True, "already": False, "version": 2})
    assert desk.post(address, body) == (200, {"saved": True, "already": True, "version": 2})
    assert desk.post(address, {"based_on": 1, "person_role": "intern"})[1]["code"] == "stale"
    register = desk.get(f"/kwesties/{matter.pk}/stukken.json")[1]["register"]
    assert register["nature"] == ["discrimination", "bullying"]
    assert (register["primary_nature"], register["person_role"], register["version"]) == ("bullying", "employee", 2)
    assert (register["unit"], register["organisation"]) == (people.unit.pk, people.organisation.pk)
    assert register["opened_month"] == this_month().strftime("%Y-%m")


def _second_organisation(people: Personas) -> Organisation:
    row = {"practice": people.practice, "sector": "sport", "head_count": 80}
    return Organisation.objects.create(name="Sportclub Noord", **row)


def test_its_keeper_moves_a_matter_to_the_organisation_it_should_have_been_with(people: Personas) -> None:
    matter, sportclub = make_matter(people.amina), _second_organisation(people)
    Matter.objects.update(unit=people.unit)
    Appointment.objects.create(practice=people.practice, organisation=sportclub, counsellor=people.amina)
    address, desk = f"/kwesties/{matter.pk}/register.json", Desk(people.amina)
    body = {"based_on": 1, "organisation": sportclub.pk, "person_position": "affected"}
    wrong_unit = desk.post(address, body | {"unit": people.unit.pk})
    assert wrong_unit[1]["refused"].startswith("Dit onderdeel hoort niet bij deze organisatie. Er is niets bewaard.")
    assert desk.post(address, body) == (200, {"saved": True, "already": False, "version": 2})
    assert desk.post(address, body) == (200, {"saved": True, "already": True, "version": 2})
    register = desk.get(f"/kwesties/{matter.pk}/stukken.json")[1]["register"]
    assert (register["organisation"], register["unit"]) == (sportclub.pk, None)
    assert register["person_position"] == "affected"


def test_a_matter_moves_only_by_its_keeper_and_only_where_they_are_appointed(people: Personas) -> None:
    matter, sportclub = make_matter(people.amina), _second_organisation(people)
    share_all(matter, people.bram)
    Appointment.objects.create(practice=people.practice, organisation=sportclub, counsellor=people.bram)
    body = {"based_on": 1, "organisation": sportclub.pk}
    for person in (people.amina, people.bram):
        assert Desk(person).post(f"/kwesties/{matter.pk}/register.json", body)[1]["code"] == "forbidden"
    elsewhere = {"based_on": 1, "organisation": people.other_organisation.pk}
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/register.json", elsewhere)[1]["code"] == "forbidden"
    assert Matter.objects.get().organisation == people.organisation


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ({"nature": ["pesten"]}, "unknown_code"),
        ({"primary_nature": "discrimination"}, "refused"),
        ({"nature": ["discrimination"]}, "refused"),
        ({"nature": ["bullying", "bullying"]}, "refused"),
        ({"nature": "bullying"}, "refused"),
        ({"outcome": "left"}, "refused"),
        ({"toelichting": "Jan pest Piet"}, "refused"),
        ({"opened_month": "2020-01"}, "refused"),
        ({"unit": 99999}, "refused"),
    ],
)
def test_only_codes_of_the_lists_reach_the_register(people: Personas, codes: dict[str, Any], code: str) -> None:
    matter = make_matter(people.amina)
    answer = Desk(people.amina).post(f"/kwesties/{matter.pk}/register.json", {"based_on": 1, **codes})
    assert answer[1]["code"] == code
    assert Matter.objects.get().version == 1


def test_a_matter_closes_with_an_outcome_and_opens_again(people: Personas) -> None:
    matter = make_matter(people.amina)
    desk = Desk(people.amina)
    aftercare = add_months(this_month(), 3).strftime("%Y-%m")
    closing = {
        "based_on": 1,
        "outcome": "raised_self",
        "aftercare_month": aftercare,
        "sealed": with_manifests(matter.pk, a_record()),
    }
    address = f"/kwesties/{matter.pk}/afsluiten.json"
    assert desk.post(address, closing) == (200, {"saved": True, "already": False, "version": 2})
    assert desk.post(address, closing) == (200, {"saved": True, "already": True, "version": 2})
    assert desk.post(address, closing | {"outcome": "left"})[1]["code"] == "stale"
    register = desk.get(f"/kwesties/{matter.pk}/stukken.json")[1]["register"]
    assert (register["turn"], register["due"], register["outcome"]) == ("nobody", None, "raised_self")
    assert (register["closed_month"], register["aftercare_month"]) == (this_month().strftime("%Y-%m"), aftercare)
    assert desk.post(f"/kwesties/{matter.pk}/heropenen.json", {"based_on": 2})[1]["version"] == 3
    assert desk.post(f"/kwesties/{matter.pk}/heropenen.json", {"based_on": 2})[1]["already"] is True
    matter.refresh_from_db()
    assert (matter.closed_month, matter.outcome, matter.turn) == (None, "", "counsellor")


@pytest.mark.parametrize("outcome", ["ongoing", "", None, "goed"])
def test_closing_asks_how_it_ended(people: Personas, outcome: str | None) -> None:
    matter = make_matter(people.amina)
    body = {"based_on": 1, "outcome": outcome, "aftercare_month": None}
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/afsluiten.json", body)[0] == 422
    assert Matter.objects.get().closed_month is None


def test_a_closed_matter_takes_aftercare_but_nobodys_turn(people: Personas) -> None:
    matter = make_matter(people.amina)
    desk, address = Desk(people.amina), f"/kwesties/{matter.pk}/noteren.json"
    desk.post(
        f"/kwesties/{matter.pk}/afsluiten.json", {"based_on": 1, "outcome": "told_enough", "aftercare_month": None}
    )
    assert desk.post(address, a_note(matter, turn="visitor"))[0] == 422
    assert desk.post(address, a_note(matter, turn="nobody"))[0] == 200


def test_reopening_what_runs_is_stale(people: Personas) -> None:
    matter = make_matter(people.amina)
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/heropenen.json", {"based_on": 1})[1]["code"] == "stale"


def test_whether_it_holds_is_asked_of_what_was_closed_and_not_before_its_moment(people: Personas) -> None:
    matter = make_matter(people.amina)
    address, desk = f"/kwesties/{matter.pk}/register.json", Desk(people.amina)
    assert desk.post(address, {"based_on": 1, "durability_3": "durable"})[0] == 422
    Matter.objects.update(closed_month=add_months(this_month(), -5), outcome="raised_self", turn="nobody")
    assert desk.post(address, {"based_on": 1, "durability_12": "durable"})[0] == 422
    assert desk.post(address, {"based_on": 1, "durability_3": "maybe"})[0] == 422
    body = {"based_on": 1, "durability_3": "durable", "durability_6": "partly", "durability_12": ""}
    assert desk.post(address, body) == (200, {"saved": True, "already": False, "version": 2})
    register = desk.get(f"/kwesties/{matter.pk}/stukken.json")[1]["register"]
    assert [register[name] for name in ("durability_3", "durability_6", "durability_12")] == ["durable", "partly", ""]


def test_what_was_reopened_is_no_longer_said_to_hold(people: Personas) -> None:
    matter = make_matter(people.amina)
    long_ago = add_months(this_month(), -13)
    Matter.objects.update(closed_month=long_ago, outcome="raised_self", turn="nobody", durability_12="durable")
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/heropenen.json", {"based_on": 1})[0] == 200
    matter.refresh_from_db()
    assert (matter.durability_3, matter.durability_6, matter.durability_12) == ("", "", "")
