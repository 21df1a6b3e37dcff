"""Two of the pair at once, on two real connections: one activity, one winner, one line in the audit."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.outreach.models import Activity, Brought, Reached
from nabij.people.models import User
from tests.making import Desk
from tests.outreach.making import a_form, make_activity
from tests.people.asking import browser_of
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)


def _post(user: User, address: str, form: dict[str, Any]) -> int:
    return browser_of(user).post(address, form).status_code


def _by_both(people: Personas, address: str, *forms: dict[str, Any]) -> list[int]:
    pair = (people.amina, people.bram)
    return sorted(at_once(*(partial(_post, user, address, form) for user, form in zip(pair, forms, strict=True))))


def test_the_same_form_from_two_connections_adds_one(people: Personas) -> None:
    form = a_form(units=[people.unit.pk])
    assert _by_both(people, f"/preventie/{people.organisation.pk}/2026/nieuw/", form, form) == [302, 302]
    assert (Activity.objects.count(), Reached.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="add_activity").count() == 1
    assert first_break_of(people.practice.pk) is None


def test_of_two_changes_at_once_one_wins_whole(people: Personas) -> None:
    activity = make_activity(people.amina)
    forms = a_form(people="30", units=[people.unit.pk]), a_form(people="40")
    assert _by_both(people, f"/preventie/activiteiten/{activity.pk}/", *forms) == [302, 422]
    activity.refresh_from_db()
    assert (activity.people, activity.version, Reached.objects.count()) in {(30, 2, 1), (40, 2, 0)}
    assert Entry.objects.filter(verb="change_activity").count() == 1


def test_of_a_change_and_a_removal_at_once_one_wins(people: Personas) -> None:
    activity = make_activity(people.amina)
    address = f"/preventie/activiteiten/{activity.pk}/"
    statuses = at_once(
        partial(_post, people.amina, address, a_form(people="30")),
        partial(_post, people.bram, address + "weg/", {"based_on": 1}),
    )
    assert sorted(statuses) == [302, 422]
    activity.refresh_from_db()
    assert (activity.people, activity.removed, activity.version) in {(30, False, 2), (24, True, 2)}
    assert first_break_of(people.practice.pk) is None


def _bring_in(user: User, organisation: int) -> tuple[int, Any]:
    row = {"month": "2026-03", "units": [], "people": 12, "people_how": "by_eye", "quarters": 6}
    body = {"list": str(uuid4()), "activities": [row | {"kind": kind} for kind in ("workshop", "column", "onboarding")]}
    return Desk(user).post(f"/preventie/{organisation}/lijst/inlezen.json", body)


def test_the_same_file_from_two_people_at_once_comes_in_once(people: Personas) -> None:
    answers = at_once(*(partial(_bring_in, user, people.organisation.pk) for user in (people.amina, people.bram)))
    assert [status for status, _ in answers] == [200, 200]
    assert sorted((answer["already"], answer["present"]) for _, answer in answers) == [(False, 0), (True, 3)]
    assert (Activity.objects.count(), Brought.objects.count()) == (3, 1)
    assert first_break_of(people.practice.pk) is None


def test_of_undoing_a_list_and_removing_one_of_it_at_once_nothing_is_lost(people: Personas) -> None:
    _bring_in(people.amina, people.organisation.pk)
    one = Activity.objects.order_by("pk")[0]
    undo = f"/preventie/lijsten/{Brought.objects.get().pk}/terugdraaien/"
    _, removing = at_once(
        partial(_post, people.amina, undo, {}),
        partial(_post, people.bram, f"/preventie/activiteiten/{one.pk}/weg/", {"based_on": 1}),
    )
    left = list(Activity.objects.values_list("pk", "removed"))
    # who was told that it was removed finds it under what can be put back
    assert (removing, left) in [(302, [(one.pk, True)]), (404, []), (422, [])]
