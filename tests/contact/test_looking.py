"""What a visitor writes is new to whoever reads their matter, until they opened it, on whichever device."""

import pytest

from nabij.audit.models import Entry
from nabij.contact.models import Looked, Said
from nabij.matters.models import Matter
from nabij.people.models import User
from nabij_vault.keys import SigningKey
from tests.contact.making import SEED, Door, Visitor, a_letter, a_taking_on, a_wish, make_conversation, open_door, to
from tests.contact.test_consents import an_answer, sign_of
from tests.making import Desk, Json, a_consent, a_sharing, sealed
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def _kept(people: Personas) -> tuple[Visitor, Matter]:
    open_door(people)
    visitor, conversation = make_conversation([people.amina], [people.bram], sign=SigningKey(SEED).sign)
    # what was there before it was taken on, who took it on has read
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor))[0] == 200
    taking = a_taking_on(conversation, people.amina, people.bram)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    return visitor, Matter.objects.get(pk=conversation.pk)


def news_of(user: User) -> list[Json]:
    found: list[Json] = Desk(user).get("/gesprekken/nieuw.json")[1]["news"]
    assert {one.pop("organisation") for one in found} <= {"Zorggroep De Linde"}
    return found


def _look(user: User, matter: Matter, number: object) -> tuple[int, Json]:
    return Desk(user).post(f"/gesprekken/{matter.pk}/gezien.json", {"number": number})


def _write(visitor: Visitor, kind: str) -> str:
    body = a_letter(visitor, kind, epoch=2)
    assert Door().post("/gesprek/schrijven.json", body)[0] == 200
    record: str = body["sealed"]["records"][0]["id"]
    return record


@pytest.mark.parametrize("kind", ["message", "wish", "contact"])
def test_what_a_visitor_writes_is_new_until_it_was_opened_once(people: Personas, kind: str) -> None:
    visitor, matter = _kept(people)
    assert news_of(people.amina) == []
    record = _write(visitor, kind)
    assert news_of(people.amina) == [{"id": str(matter.pk), "number": 1, "records": [record]}]
    assert _look(people.amina, matter, 1) == (200, {"saved": True, "already": False})
    assert news_of(people.amina) == []
    assert _look(people.amina, matter, 1)[1]["already"] is True
    assert Entry.objects.filter(verb="look_at_conversation").count() == 1
    second = _write(visitor, "message")
    assert news_of(people.amina) == [{"id": str(matter.pk), "number": 2, "records": [second]}]


def test_an_answer_and_what_is_taken_back_are_new_too_and_sent_twice_they_are_so_once(people: Personas) -> None:
    visitor, matter = _kept(people)
    bodies = [an_answer(visitor, 1, sign_of(people.bram), "given")]
    for _ in range(2):
        assert Door().post("/gesprek/toestemming.json", bodies[0])[0] == 200
    bodies.append(an_answer(visitor, 2, sign_of(people.bram), "withdrawn"))
    assert Door().post("/gesprek/toestemming.json", bodies[1])[0] == 200
    records = [one["consent"]["record_id"] for one in bodies]
    assert news_of(people.amina) == [{"id": str(matter.pk), "number": 2, "records": records}]


def test_what_came_in_while_somebody_looked_stays_new_and_nobody_looks_ahead(people: Personas) -> None:
    visitor, matter = _kept(people)
    _write(visitor, "message")
    (seen,) = news_of(people.amina)
    late = _write(visitor, "message")
    _look(people.amina, matter, seen["number"])
    assert [one["records"] for one in news_of(people.amina)] == [[late]]
    _look(people.amina, matter, 99)
    assert Looked.objects.get().upto == 2
    # an older tab takes nothing back
    _look(people.amina, matter, 1)
    assert Looked.objects.get().upto == 2


def test_each_who_reads_along_looks_for_themselves_and_nobody_else_is_told(people: Personas) -> None:
    visitor, matter = _kept(people)
    _write(visitor, "message")
    # who stands by while the keeper is there is served nothing of it
    assert news_of(people.bram) == []
    assert _look(people.bram, matter, 1)[0] == 404
    keys = [*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")]
    sharing = a_sharing(matter, people.bram, a_consent("everything"), 1, *keys, epoch=2)
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", sharing)[0] == 200
    assert len(news_of(people.bram)) == 1
    _look(people.amina, matter, 1)
    assert len(news_of(people.bram)) == 1
    assert _look(people.carla, matter, 1)[0] == 404
    assert _look(people.amina, matter, "1")[0] == 422
    assert news_of(people.carla) == []


def test_a_note_to_self_is_nothing_new_and_what_was_destroyed_leaves_no_number(people: Personas) -> None:
    visitor, matter = _kept(people)
    keeping = {**visitor.words, "keepsake": {"based_on": 1, "sealed": sealed()}}
    assert Door().post("/gesprek/onthouden.json", keeping)[0] == 200
    assert news_of(people.amina) == []
    assert Door().post("/gesprek/schrijven.json", a_wish(people, visitor))[0] == 200
    _look(people.amina, matter, 1)
    assert Desk(people.amina).post(f"/gesprekken/{matter.pk}/wissen.json", {})[0] == 200
    assert not Said.objects.exists()
    assert not Looked.objects.exists()
