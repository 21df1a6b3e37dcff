"""A visitor thinks better of their wish to have everything destroyed: once taken back, nobody carries it out."""

from functools import partial
from pathlib import Path

import pytest

import nabij
from nabij.contact.actions.destroying import TAKEN_BACK
from nabij.contact.models import Conversation, ErasureAsked
from nabij.contact.proofs import DestructionProof
from nabij.matters.models import Matter
from nabij.sealed.models import Record, ShredKey
from nabij_vault.keys import SigningKey
from tests.contact.leaving import erase, leave
from tests.contact.making import (
    SEED,
    Door,
    Visitor,
    a_letter,
    a_taking_on,
    a_wish,
    a_wish_taken_back,
    make_conversation,
    open_door,
)
from tests.making import Desk, Json, a_manifest, new_id
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)
WRITE = "/gesprek/schrijven.json"


def _nth(body: Json, counter: int) -> Json:
    """The same as the how many-th letter of its epoch."""
    sealed = {**body["sealed"], "manifests": [a_manifest("conversation", 2, counter)]}
    return {**body, "sealed": sealed}


def _asked(people: Personas) -> tuple[Visitor, Matter, str]:
    """A conversation that Amina keeps, whose visitor asked to have everything destroyed; and the id of the wish."""
    open_door(people)
    visitor, conversation = make_conversation([people.amina], [people.bram], sign=SigningKey(SEED).sign)
    body = a_taking_on(conversation, people.amina, people.bram)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200
    wish = a_wish(people, visitor)
    assert Door().post(WRITE, wish)[0] == 200
    return visitor, Matter.objects.get(), wish["erasure"]["record_id"]


def _counter() -> int:
    return Record.objects.filter(part="conversation", epoch=2).count() + 1


def _is_whole() -> bool:
    return Conversation.objects.exists() and ShredKey.objects.exists() and not DestructionProof.objects.exists()


def test_a_wish_taken_back_is_carried_out_by_nobody(people: Personas) -> None:
    visitor, matter, wish = _asked(people)
    status, answer = Door().post(WRITE, _nth(a_wish_taken_back(people, visitor, wish), _counter()))
    assert status == 200, answer
    status, said = erase(people.amina, matter)
    assert (status, said["code"]) == (422, "taken_back")
    assert "nam de vraag terug" in said["refused"]
    assert matter.pk == Matter.objects.get().pk
    assert Matter.objects.get().turn == "counsellor"
    leave(people.amina, "ended")
    assert Desk(people.bram).get("/gesprekken/wisverzoeken.json")[1] == {"asked": []}
    assert erase(people.bram, matter)[0] in {403, 404, 422}
    leave(people.bram, "ended")
    page = f"/organisaties/{people.organisation.pk}/wissen/"
    sent = {"conversation": str(matter.pk), "sure": "on"}
    assert Desk(people.els).client.post(page, sent).status_code != 302
    assert _is_whole()


def test_however_often_it_was_asked_it_is_taken_back_at_once(people: Personas) -> None:
    visitor, matter, wish = _asked(people)
    often = [new_id() for _ in range(1200)]
    assert Door().post(WRITE, _nth(a_wish_taken_back(people, visitor, *often, wish), _counter()))[0] == 200
    assert erase(people.amina, matter)[1]["code"] == "taken_back"


def test_browser_and_server_say_it_in_the_same_words() -> None:
    module = Path(nabij.__file__).parent / "browser" / "day" / "erasing.js"
    assert f'const TAKEN_BACK = "{TAKEN_BACK}";' in module.read_text(encoding="utf-8")


def test_who_asks_again_after_taking_it_back_is_heard(people: Personas) -> None:
    visitor, matter, wish = _asked(people)
    assert Door().post(WRITE, _nth(a_wish_taken_back(people, visitor, wish), _counter()))[0] == 200
    assert Door().post(WRITE, _nth(a_wish(people, visitor), _counter()))[0] == 200
    assert erase(people.amina, matter)[0] == 200


@pytest.mark.parametrize("lie", ["forged", "of another box", "another wish", "another record", "no wish", "unsigned"])
def test_what_the_visitor_did_not_sign_takes_nothing_back(people: Personas, lie: str) -> None:
    visitor, matter, wish = _asked(people)
    honest = a_wish_taken_back(people, visitor, wish)
    body = {
        "forged": a_wish_taken_back(people, visitor, wish, seed=bytes(range(1, 33))),
        "of another box": a_wish_taken_back(people, visitor, wish, box=new_id()),
        "another wish": {**honest, "keeping": {**honest["keeping"], "wishes": [new_id(), wish]}},
        "another record": {**honest, "keeping": {**honest["keeping"], "record_id": wish}},
        "no wish": {**a_letter(visitor, "message", epoch=2), "keeping": honest["keeping"]},
        "unsigned": {**honest, "keeping": {**honest["keeping"], "signature": "A" * 86 + "=="}},
    }[lie]
    records = Record.objects.count()
    assert Door().post(WRITE, _nth(body, _counter()))[0] == 422
    assert (ErasureAsked.objects.get().taken_back, Record.objects.count()) == ("", records)
    assert erase(people.amina, matter)[0] == 200


def test_a_wish_that_came_after_those_taken_back_stands(people: Personas) -> None:
    visitor, matter, first = _asked(people)
    assert Door().post(WRITE, _nth(a_wish(people, visitor), _counter()))[0] == 200
    assert Door().post(WRITE, _nth(a_wish_taken_back(people, visitor, first), _counter()))[0] == 200
    assert erase(people.amina, matter)[0] == 200


def test_a_wish_sent_again_after_it_was_taken_back_brings_nothing_back(people: Personas) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina], sign=SigningKey(SEED).sign)
    desk = Desk(people.amina)
    desk.post(f"/gesprekken/{conversation.pk}/aannemen.json", a_taking_on(conversation, people.amina))
    wish = a_wish(people, visitor)
    back = _nth(a_wish_taken_back(people, visitor, wish["erasure"]["record_id"]), 2)
    for body, already in ((wish, False), (back, False), (wish, True), (back, True)):
        status, answer = Door().post(WRITE, body)
        assert (status, answer["already"]) == (200, already), answer
    assert erase(people.amina, Matter.objects.get())[1]["code"] == "taken_back"


def test_taking_back_while_it_is_carried_out_is_one_of_the_two(people: Personas) -> None:
    visitor, matter, wish = _asked(people)
    back = _nth(a_wish_taken_back(people, visitor, wish), _counter())
    taken, erased = at_once(partial(Door().post, WRITE, back), partial(erase, people.amina, matter))
    if taken[0] == 200:
        assert (erased[0], erased[1]["code"]) == (422, "taken_back")
        assert _is_whole()
    else:
        # gone before it was looked for, or while it waited
        assert (taken[0], taken[1]["code"]) in {(404, "unknown_words"), (422, "forbidden")}
        assert erased[0] == 200
        assert Door().post("/gesprek/gewist.json", visitor.words)[0] == 200
