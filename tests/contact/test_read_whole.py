"""A conversation is read as it was at one moment, also while somebody writes in it: else its page cries wolf."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from nabij.contact import pieces
from nabij.matters import pieces as matter_pieces
from nabij.matters.models import Matter
from tests.contact.making import Door, Visitor, a_letter, a_taking_on, make_conversation, open_door
from tests.making import Desk, Json
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)
OPEN, WRITE = "/gesprek/openen.json", "/gesprek/schrijven.json"


def _belongs_together(seen: Json) -> None:
    """Each letter here is one record under one manifest."""
    records = [one for one in seen["records"] if one["kind"] == "message"]
    manifests = [one for one in seen["manifests"] if one["part"] == "conversation"]
    newest = max(one["counter"] for one in manifests if one["epoch"] == max(one["epoch"] for one in manifests))
    assert len([one for one in records if one["epoch"] == max(each["epoch"] for each in manifests)]) == newest


def _meanwhile(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, work: Callable[[], object]) -> list[object]:
    """Do something once in the midst of reading."""
    real, done = getattr(place, name), []

    def first(*args: Any, **more: Any) -> Any:
        if not done:
            done.append(True)
            work()
        return real(*args, **more)

    monkeypatch.setattr(place, name, first)
    return done


def _taken_on(people: Personas) -> tuple[Visitor, Matter]:
    open_door(people)
    visitor, conversation = make_conversation([people.amina], [people.bram])
    taking = a_taking_on(conversation, people.amina, people.bram)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    return visitor, Matter.objects.get(pk=conversation.pk)


def test_what_a_visitor_reads_belongs_together_whatever_comes_in_meanwhile(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, _ = _taken_on(people)
    letter = a_letter(visitor, epoch=2)
    done = _meanwhile(monkeypatch, pieces, "_held", lambda: Door().post(WRITE, letter))
    seen = Door().post(OPEN, visitor.words)[1]
    assert done
    assert letter["sealed"]["records"][0]["id"] in {one["id"] for one in seen["records"]}
    assert {one["counter"] for one in seen["manifests"] if one["epoch"] == 2} >= {1}


def test_what_a_counsellor_reads_belongs_together_too(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor, matter = _taken_on(people)
    letter = a_letter(visitor, epoch=2)
    done = _meanwhile(monkeypatch, matter_pieces, "register_of", lambda: Door().post(WRITE, letter))
    seen = Desk(people.amina).get(f"/kwesties/{matter.pk}/stukken.json")[1]
    assert done
    assert letter["sealed"]["records"][0]["id"] in {one["id"] for one in seen["records"]}


def test_many_who_read_while_many_write_see_nothing_missing(people: Personas) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    letters = [a_letter(visitor) for _ in range(4)]
    calls = [partial(Door().post, WRITE, one) for one in letters] + [
        partial(Door().post, OPEN, visitor.words) for _ in range(8)
    ]
    for status, seen in at_once(*calls):
        if status == 200 and "records" in seen:
            _belongs_together({**seen, "records": [one for one in seen["records"] if one["kind"] == "message"]})
