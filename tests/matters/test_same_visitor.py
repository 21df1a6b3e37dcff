"""One visitor with several matters: counted once where their counsellor says so, and only among one's own."""

import uuid
from typing import Any
from uuid import UUID

import pytest

from nabij.audit.models import Entry
from nabij.kit.errors import Refused
from nabij.matters.actions.same_visitor import check_handles
from nabij.matters.models import Matter
from nabij.people.models import Appointment, Organisation
from tests.making import (
    Desk,
    a_record,
    an_encounter,
    an_opening,
    make_matter,
    make_vault,
    new_id,
    share_all,
    with_manifests,
)
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def handle(matter: Matter) -> UUID:
    return Matter.objects.values_list("visitor_handle", flat=True).get(pk=matter.pk)


def say(desk: Desk, matter: Matter, other: Matter | None, *, leaving: bool = False, **more: Any) -> tuple[int, Any]:
    body = {"same_as": str(other.pk) if other else None, "leaving": leaving, "sealed": None} | more
    return desk.post(f"/kwesties/{matter.pk}/inbrenger.json", body)


def lines() -> int:
    return Entry.objects.filter(verb="say_same_visitor").count()


def another_organisation(people: Personas) -> Organisation:
    here = Organisation.objects.create(practice=people.practice, name="Elders")
    Appointment.objects.create(practice=people.practice, organisation=here, counsellor=people.amina)
    return here


def test_a_new_matter_takes_the_handle_of_an_own_matter_and_nobody_elses(people: Personas) -> None:
    mine, his = make_matter(people.amina), make_matter(people.bram)
    there = make_matter(people.amina, another_organisation(people))
    desk = Desk(people.amina)
    body = an_opening(people.amina, people.organisation, visitor_handle=str(mine.visitor_handle))
    assert desk.post("/kwesties/openen.json", body)[0] == 200
    assert desk.post("/kwesties/openen.json", body)[1]["already"] is True
    for wrong in (his, there):
        body = an_opening(people.amina, people.organisation, visitor_handle=str(wrong.visitor_handle))
        status, said = desk.post("/kwesties/openen.json", body)
        assert (status, said["code"]) == (422, "forbidden")
        assert "Er is niets bewaard" in str(said)
    assert Matter.objects.count() == 4


def test_a_sheet_brings_in_nobody_elses_visitor(people: Personas) -> None:
    his = make_matter(people.bram)
    make_vault(people.amina)
    opening = an_opening(people.amina, people.organisation, visitor_handle=str(his.visitor_handle))
    for gone in ("encounter", "turn", "due", "aftercare_month", "draft"):
        del opening[gone]
    opening |= {"outcome": "", "closed": False, "encounters": [an_encounter(month="2026-01", involvement=[])]}
    body = {"import": new_id(), "first": True, "matters": [opening]}
    assert Desk(people.amina).post("/kwesties/imports/inlezen.json", body)[1]["code"] == "forbidden"
    assert Matter.objects.count() == 1
    opening["visitor_handle"] = new_id()
    assert Desk(people.amina).post("/kwesties/imports/inlezen.json", body)[0] == 200


def test_one_visitor_of_two_matters_counts_once_and_after_taking_it_back_twice(people: Personas) -> None:
    first, second = make_matter(people.amina), make_matter(people.amina)
    desk = Desk(people.amina)
    record = with_manifests(second.pk, a_record("match"))
    assert say(desk, second, first, sealed=record)[1]["already"] is False
    assert handle(second) == first.visitor_handle
    assert say(desk, second, first, sealed=record)[1]["already"] is True
    assert say(desk, second, first)[1]["already"] is True
    assert (handle(second), lines()) == (first.visitor_handle, 1)
    assert say(desk, second, None, leaving=True)[1]["already"] is False
    alone = handle(second)
    assert alone not in {first.visitor_handle, second.visitor_handle}
    assert say(desk, second, None, leaving=True)[1]["already"] is True
    assert (handle(second), handle(first), lines()) == (alone, first.visitor_handle, 2)


def test_a_late_repeat_of_taking_back_takes_nothing_back_that_was_said_since(people: Personas) -> None:
    first, second = make_matter(people.amina), make_matter(people.amina)
    desk = Desk(people.amina)
    say(desk, second, first)
    back = with_manifests(second.pk, a_record("match"))
    say(desk, second, None, leaving=True, sealed=back)
    say(desk, first, second)
    assert say(desk, second, None, leaving=True, sealed=back)[1]["already"] is True
    assert handle(first) == handle(second)


def test_two_browsers_that_say_another_thing_change_it_once(people: Personas) -> None:
    first, other, second = (make_matter(people.amina) for _ in range(3))
    desk, record = Desk(people.amina), new_id()
    one, two = (with_manifests(second.pk, a_record("match", id=record)) for _ in range(2))
    assert say(desk, second, first, sealed=one)[0] == 200
    assert say(desk, second, other, sealed=two)[0] == 422
    assert (handle(second), lines()) == (first.visitor_handle, 1)


def test_who_counts_as_one_with_either_does_so_with_both_unless_it_leaves(people: Personas) -> None:
    first, follows, third, fourth = (make_matter(people.amina) for _ in range(4))
    desk = Desk(people.amina)
    say(desk, follows, first)
    say(desk, first, third)
    assert {handle(one) for one in (first, follows, third)} == {third.visitor_handle}
    assert say(desk, follows, fourth, leaving=True)[1]["already"] is False
    assert handle(follows) == fourth.visitor_handle
    assert handle(first) == handle(third) == third.visitor_handle


def test_nobody_joins_a_matter_of_a_colleague_or_of_another_organisation(people: Personas) -> None:
    mine, his, hers = make_matter(people.amina), make_matter(people.bram), make_matter(people.carla)
    there, gone = make_matter(people.amina, another_organisation(people)), make_matter(people.amina)
    Matter.objects.filter(pk=gone.pk).update(destroyed=True)
    share_all(his, people.amina)
    desk = Desk(people.amina)
    for wrong in (his, hers, there, gone):
        assert say(desk, mine, wrong)[1]["code"] == "forbidden"
    assert say(desk, mine, None)[0] == 422
    assert say(desk, mine, mine)[0] == 422
    assert desk.post(f"/kwesties/{mine.pk}/inbrenger.json", {"same_as": new_id(), "leaving": False})[0] == 422
    # what a colleague shared is theirs to say
    assert say(desk, his, mine)[0] in {404, 422}
    assert say(desk, his, None, leaving=True)[0] in {404, 422}
    assert say(Desk(people.carla), mine, None, leaving=True)[0] == 404
    assert (handle(mine), handle(his), lines()) == (mine.visitor_handle, his.visitor_handle, 0)


def test_only_who_keeps_a_matter_is_told_whose_visitor_it_is(people: Personas) -> None:
    matter = make_matter(people.amina)
    share_all(matter, people.bram)
    address = f"/kwesties/{matter.pk}/stukken.json"
    assert Desk(people.amina).get(address)[1]["visitor_handle"] == str(matter.visitor_handle)
    status, served = Desk(people.bram).get(address)
    assert (status, served["visitor_handle"]) == (200, None)


def test_a_matter_that_goes_to_another_organisation_counts_there_by_itself(people: Personas) -> None:
    first, second = make_matter(people.amina), make_matter(people.amina)
    desk, there = Desk(people.amina), another_organisation(people)
    say(desk, second, first)
    body = {"based_on": 1, "organisation": there.pk}
    assert desk.post(f"/kwesties/{second.pk}/register.json", body)[0] == 200
    alone = handle(second)
    assert alone != first.visitor_handle
    assert desk.post(f"/kwesties/{second.pk}/register.json", body)[1]["already"] is True
    assert (handle(second), handle(first)) == (alone, first.visitor_handle)


def test_one_handle_at_two_organisations_is_refused_within_what_is_asked_at_once(people: Personas) -> None:
    handle, other = uuid.uuid4(), people.organisation.pk + 1
    check_handles(people.amina, [(handle, people.organisation.pk)] * 2)
    with pytest.raises(Refused, match="dezelfde organisatie"):
        check_handles(people.amina, [(handle, people.organisation.pk), (handle, other)])
