"""The mark by which *Vandaag* learns that there is something else to show: one length, and another for each thing."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nabij.contact.models import Conversation
from nabij.contact.views.desk_mark import desk_mark
from nabij.matters.models import Matter
from nabij.people.models import User
from nabij_vault.keys import SigningKey
from tests.contact.leaving import leave
from tests.contact.making import SEED, Door, a_letter, a_taking_on, a_wish, make_conversation, open_door
from tests.making import Desk
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def mark(user: User) -> str:
    status, answer = Desk(user).get("/gesprekken/merk.json")
    assert (status, set(answer), len(answer["mark"])) == (200, {"mark"}, 64)
    return str(answer["mark"])


def test_it_asks_the_database_as_often_for_years_of_work_as_for_a_day(people: Personas) -> None:
    open_door(people)
    where = {"practice": people.practice, "organisation": people.organisation}
    closed = {"opened_month": date(2022, 1, 1), "closed_month": date(2022, 3, 1), "turn": "nobody"}
    asked = []
    for _ in range(3):
        Matter.objects.bulk_create(Matter(id=uuid4(), keeper=people.amina, **where, **closed) for _ in range(20))
        for keeper in (people.amina, people.bram):
            matter = Matter.objects.create(id=uuid4(), keeper=keeper, opened_month=date(2026, 9, 1), **where)
            _, conversation = make_conversation([people.bram], [people.amina])
            Conversation.objects.filter(pk=conversation.pk).update(matter=matter)
        with CaptureQueriesContext(connection) as queries:
            desk_mark(people.amina)
        asked.append(len(queries))
    assert asked[0] == asked[1] == asked[2] <= 16


def test_a_change_in_what_was_closed_long_ago_makes_another_mark(people: Personas) -> None:
    closed = {"opened_month": date(2022, 1, 1), "closed_month": date(2022, 3, 1), "turn": "nobody"}
    where = {"practice": people.practice, "organisation": people.organisation}
    matter = Matter.objects.create(id=uuid4(), keeper=people.amina, **where, **closed)
    seen = [desk_mark(people.amina)]
    Matter.objects.filter(pk=matter.pk).update(version=2)
    seen.append(desk_mark(people.amina))
    Matter.objects.filter(pk=matter.pk).update(destroyed=True)
    seen.append(desk_mark(people.amina))
    assert len(set(seen)) == 3


def test_each_thing_that_comes_in_makes_another_mark_for_whom_it_is_and_for_nobody_else(people: Personas) -> None:
    open_door(people)
    others, seen = {one.name: mark(one) for one in (people.bram, people.carla)}, [mark(people.amina)]
    assert mark(people.amina) == seen[0]
    visitor, conversation = make_conversation([people.amina], [people.bram], sign=SigningKey(SEED).sign)
    seen.append(mark(people.amina))
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor))[0] == 200
    seen.append(mark(people.amina))
    taking = a_taking_on(conversation, people.amina, people.bram)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    seen.append(mark(people.amina))
    assert Door().post("/gesprek/schrijven.json", a_wish(people, visitor))[0] == 200
    seen.append(mark(people.amina))
    assert len(set(seen)) == len(seen)
    assert mark(people.amina) == seen[-1]
    assert {one.name: mark(one) for one in (people.bram, people.carla)} == others
    # a note to self is nothing to show
    keeping = {
        **visitor.words,
        "keepsake": {"based_on": 1, "sealed": a_letter(visitor)["sealed"]["records"][0]["sealed"]},
    }
    assert Door().post("/gesprek/onthouden.json", keeping)[0] == 200
    assert mark(people.amina) == seen[-1]
    leave(people.amina, "ended")
    assert mark(people.bram) != others["Bram"]
    assert Matter.objects.count() == 1


def test_the_mark_of_one_matter_changes_with_what_its_visitor_writes_and_with_no_other(people: Personas) -> None:
    open_door(people)
    made = []
    for _ in range(2):
        visitor, conversation = make_conversation([people.amina], [people.bram], sign=SigningKey(SEED).sign)
        taking = a_taking_on(conversation, people.amina, people.bram)
        assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
        made.append((visitor, Matter.objects.get(pk=conversation.pk)))
    (visitor, one), (_, other) = made
    was = [mark_of(people.amina, matter) for matter in (one, other)]
    assert [mark_of(people.amina, matter) for matter in (one, other)] == was
    assert Door().post("/gesprek/schrijven.json", a_wish(people, visitor))[0] == 200
    assert mark_of(people.amina, one) != was[0]
    assert mark_of(people.amina, other) == was[1]
    now = mark_of(people.amina, one)
    Matter.objects.filter(pk=one.pk).update(turn="visitor", version=one.version + 1)
    assert mark_of(people.amina, one) != now
    assert Desk(people.bram).get(f"/kwesties/{one.pk}/merk.json")[0] == 404


def mark_of(user: User, matter: Matter) -> str:
    status, answer = Desk(user).get(f"/kwesties/{matter.pk}/merk.json")
    assert (status, set(answer), len(answer["mark"])) == (200, {"mark"}, 64)
    return str(answer["mark"])
