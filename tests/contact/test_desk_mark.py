"""The mark by which *Vandaag* learns that there is something else to show: one length, and another for each thing."""

import pytest

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
