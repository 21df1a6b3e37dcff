"""What a form would never send, sent past it: the actions hold by themselves."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from nabij.kit import clock
from nabij.kit.errors import Refused
from nabij.kit.permit import permit
from nabij.outreach import actions
from nabij.outreach.models import Activity, Brought, Do, Reached
from nabij.people.models import Appointment, Organisation, Unit
from tests.outreach.making import CONTENT, make_activity
from tests.people.asking import audited
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


@pytest.fixture(autouse=True)
def _a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))


def a_row(people: Personas) -> Activity:
    return Activity(pk=uuid4(), practice=people.practice, organisation=people.organisation)


def unit_elsewhere(people: Personas, *, same_practice: bool) -> Unit:
    practice = people.practice if same_practice else people.other_practice
    there = Organisation.objects.create(practice=practice, name="De Wilg", sector="care", head_count=9)
    return Unit.objects.create(practice=practice, organisation=there, name="Ver weg", head_count=3)


@pytest.mark.parametrize("same_practice", [True, False])
def test_a_unit_of_another_organisation_is_refused_when_added_and_when_changed(
    people: Personas, same_practice: bool
) -> None:
    content = replace(CONTENT, units=frozenset([unit_elsewhere(people, same_practice=same_practice).pk]))
    with pytest.raises(Refused, match="hoort niet bij deze organisatie"):
        actions.add_activity(permit(people.amina, Do.ADD, a_row(people)), content)
    known = make_activity(people.amina, units=frozenset([people.unit.pk]))
    with pytest.raises(Refused, match="hoort niet bij deze organisatie"):
        actions.change_activity(permit(people.amina, Do.CHANGE, known), content, based_on=1)
    known.refresh_from_db()
    assert (known.version, [one.unit_id for one in Reached.objects.all()]) == (1, [people.unit.pk])
    assert audited(people.practice) == [("add_activity", "outreach.activity")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": -1},
        {"people": 100_001},
        {"quarters": 0},
        {"quarters": 801},
        {"people_how": "guessed"},
        {"kind": "party"},
        {"month": date(2026, 12, 1)},
        {"month": date(2015, 12, 1)},
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_line(people: Personas, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        actions.add_activity(permit(people.amina, Do.ADD, a_row(people)), replace(CONTENT, **wrong))
    assert not Activity.objects.exists()
    assert audited(people.practice) == []


def test_a_slow_undo_does_not_undo_what_came_after(people: Personas) -> None:
    activity = make_activity(people.amina)
    actions.remove_activity(permit(people.amina, Do.REMOVE, activity), based_on=1)
    actions.put_back(permit(people.bram, Do.PUT_BACK, activity), based_on=2)
    actions.remove_activity(permit(people.bram, Do.REMOVE, activity), based_on=3)
    with pytest.raises(Refused, match="intussen gewijzigd of verwijderd"):
        actions.put_back(permit(people.amina, Do.PUT_BACK, activity), based_on=2)
    activity.refresh_from_db()
    assert (activity.removed, activity.version) == (True, 4)


def test_the_form_of_a_removed_activity_sent_again_says_that_it_is_gone(people: Personas) -> None:
    activity = make_activity(people.amina)
    actions.remove_activity(permit(people.amina, Do.REMOVE, activity), based_on=1)
    with pytest.raises(Refused, match="intussen gewijzigd of verwijderd"):
        actions.add_activity(permit(people.amina, Do.ADD, activity), CONTENT)
    activity.refresh_from_db()
    assert activity.removed


@pytest.mark.parametrize("verb", list(Do))
def test_only_who_is_appointed_now_may_do_anything(people: Personas, verb: Do) -> None:
    activity = make_activity(people.bram)
    a_list = Brought(pk=uuid4(), practice=people.practice, organisation=people.organisation, by=people.bram)
    row = a_list if verb in {Do.BRING_IN, Do.UNDO} else activity
    assert row.may(people.amina, verb)
    assert not (activity if row is a_list else a_list).may(people.amina, verb)
    assert not any(row.may(other, verb) for other in (people.carla, people.daan, people.els))
    Appointment.objects.filter(counsellor=people.bram).update(ended=date(2026, 5, 1))
    assert not row.may(people.bram, verb)
    assert not Activity.objects.visible_to(people.bram).exists()
