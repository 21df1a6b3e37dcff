"""Two of the pair at once, on two real connections: one activity, one winner, one line in the audit."""

from functools import partial
from typing import Any

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.outreach.models import Activity, Reached
from nabij.people.models import User
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
