"""Many visitors and both counsellors at once, on real connections: nothing is lost, nothing is doubled."""

from functools import partial

import pytest
from django.db import connection

from nabij.audit.models import Entry, first_break_of
from nabij.contact.models import Addressed, Conversation
from nabij.matters.models import Matter
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from tests.contact.making import (
    Door,
    Visitor,
    a_beginning,
    a_letter,
    a_taking_on,
    make_conversation,
    open_door,
    spoken,
    to,
)
from tests.making import Desk, Json, sealed
from tests.personas import Personas
from tests.racing import at_once

pytestmark = pytest.mark.django_db(databases=["default", "shred"], transaction=True)

BEGIN = "/gesprek/beginnen.json"
WRITE = "/gesprek/schrijven.json"
MANY = 100
# a PostgreSQL cluster of the tests has a hundred connections, and each visitor needs two
AT_ONCE_ON_POSTGRESQL = 20

type Answer = tuple[int, Json]


def _codes(answers: list[Answer]) -> list[str]:
    return sorted(answer.get("code") or ("already" if answer["already"] else "saved") for _, answer in answers)


def test_a_hundred_visitors_at_once_are_all_kept(people: Personas) -> None:
    open_door(people)
    visitors = [Visitor() for _ in range(MANY)]
    bodies = [a_beginning(visitor, [people.amina], [people.bram]) for visitor in visitors]
    calls = [partial(Door().post, BEGIN, body) for body in bodies]
    answers = at_once(*calls, most=AT_ONCE_ON_POSTGRESQL if connection.vendor == "postgresql" else None)
    assert [status for status, _ in answers] == [200] * MANY
    assert _codes(answers) == ["saved"] * MANY
    assert {str(pk) for pk in Conversation.objects.values_list("pk", flat=True)} == {one.id for one in visitors}
    counts = {model: model._default_manager.count() for model in (Addressed, KeyGrant, Record, Manifest, ShredKey)}
    assert counts == {Addressed: 200, KeyGrant: 300, Record: 200, Manifest: 100, ShredKey: 100}
    assert Entry.objects.filter(verb="begin_conversation").count() == MANY
    assert first_break_of(people.practice.pk) is None
    assert all(Door().post("/gesprek/openen.json", one.words)[1]["id"] == one.id for one in visitors[:5])


def test_a_double_click_begins_one_conversation(people: Personas) -> None:
    open_door(people)
    body = a_beginning(Visitor(), [people.amina, people.bram])
    answers = at_once(*(partial(Door().post, BEGIN, body) for _ in range(4)))
    assert _codes(answers) == ["already", "already", "already", "saved"]
    assert (Conversation.objects.count(), Record.objects.count(), ShredKey.objects.count()) == (1, 2, 1)
    assert Entry.objects.filter(verb="begin_conversation").count() == 1


@pytest.mark.parametrize("same", ["id", "lookup"])
def test_of_two_visitors_with_one_id_one_is_kept_whole(people: Personas, same: str) -> None:
    open_door(people)
    first, second = Visitor(), Visitor()
    bodies = [
        a_beginning(first, [people.amina]),
        a_beginning(second, [people.amina], **{same: getattr(first, same)})
        if same == "lookup"
        else a_beginning(
            second,
            [people.amina],
            id=first.id,
            grants=to(1, first.id, people.amina),
            sealed=spoken(first.id, "message"),
        ),
    ]
    answers = at_once(*(partial(Door().post, BEGIN, body) for body in bodies))
    assert _codes(answers) == ["conflict", "saved"]
    winner = (first, second)[next(number for number, (status, _) in enumerate(answers) if status == 200)]
    (kept,) = Conversation.objects.all()
    body = bodies[0] if winner is first else bodies[1]
    assert (str(kept.pk), str(kept.lookup)) == (body["id"], body["lookup"])
    assert set(KeyGrant.objects.values_list("box", flat=True)) == {kept.pk}
    assert Record.objects.count() == len(body["sealed"]["records"])


def test_a_letter_from_two_tabs_is_there_once(people: Personas) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    body = a_letter(visitor, "message", keepsake={"based_on": 1, "sealed": sealed()})
    assert _codes(at_once(*(partial(Door().post, WRITE, body) for _ in range(2)))) == ["already", "saved"]
    two = [a_letter(visitor, "message", keepsake={"based_on": 2, "sealed": sealed()}) for _ in range(2)]
    codes = _codes(at_once(*(partial(Door().post, WRITE, one) for one in two)))
    assert codes in (["saved", "stale"], ["saved", "stale_manifest"])
    assert Record.objects.filter(kind="message").count() == 3
    assert Conversation.objects.get().keepsake_version == 3


def test_of_two_counsellors_one_takes_it_on(people: Personas) -> None:
    open_door(people)
    _, conversation = make_conversation([people.amina, people.bram])
    address = f"/gesprekken/{conversation.pk}/aannemen.json"
    pair = (people.amina, people.bram)
    desks = [Desk(user) for user in pair]
    calls = [
        partial(desk.post, address, a_taking_on(conversation, user)) for desk, user in zip(desks, pair, strict=True)
    ]
    answers = at_once(*calls)
    assert _codes(answers) == ["saved", "stale"]
    winner, loser = pair if answers[0][0] == 200 else pair[::-1]
    assert Matter.objects.get().keeper == winner
    assert not KeyGrant.objects.filter(grantee=loser.pk).exists()
    assert Record.objects.filter(kind="card").count() == 1
    assert Entry.objects.filter(verb="take_on_conversation").count() == 1
    assert first_break_of(people.practice.pk) is None


def test_a_counsellor_who_clicks_twice_takes_it_on_once(people: Personas) -> None:
    open_door(people)
    _, conversation = make_conversation([people.amina])
    body = a_taking_on(conversation, people.amina)
    desks = [Desk(people.amina) for _ in range(2)]
    answers = at_once(*(partial(one.post, f"/gesprekken/{conversation.pk}/aannemen.json", body) for one in desks))
    assert _codes(answers) == ["already", "saved"]
    assert (Matter.objects.count(), Record.objects.filter(kind="card").count()) == (1, 1)


def test_writing_while_the_keys_are_renewed_is_under_the_newest_or_not_at_all(people: Personas) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    desk = Desk(people.amina)
    desk.post(f"/gesprekken/{conversation.pk}/aannemen.json", a_taking_on(conversation, people.amina))
    keys = [*to(3, people.amina, visitor.id), *to(3, people.amina, part="notes")]
    renewal = {"grants": keys, "sealed": {"records": [], "manifests": []}}
    letter = a_letter(visitor, "message", epoch=2)
    written, renewed = at_once(
        partial(Door().post, WRITE, letter),
        partial(desk.post, f"/kwesties/{conversation.pk}/sleutels.json", renewal),
    )
    assert renewed[0] == 200
    assert written[1].get("code") in {None, "stale"}
    assert Record.objects.filter(epoch=2, part="conversation").count() == (1 if written[0] == 200 else 0)


def test_writing_while_it_is_taken_on_loses_nothing_that_was_said_to_be_saved(people: Personas) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    desk = Desk(people.amina)
    letter = a_letter(visitor, "message")
    answers = at_once(
        partial(Door().post, WRITE, letter),
        partial(desk.post, f"/gesprekken/{conversation.pk}/aannemen.json", a_taking_on(conversation, people.amina)),
    )
    written, taken = answers
    assert taken[0] == 200
    assert written[1].get("code") in {None, "stale"}
    kept = Record.objects.filter(record_id=letter["sealed"]["records"][0]["id"]).count()
    assert kept == (1 if written[0] == 200 else 0)
