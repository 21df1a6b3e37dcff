"""Beginning a conversation at the door: whole, once, to the pair of this entrance, and never under another's id."""

import os
import re
from datetime import date
from typing import Any

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.contact.models import Absence, Addressed, Conversation, Entrance, Reachability, Salt
from nabij.kit.clock import today
from nabij.people.models import Appointment
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey
from tests.contact.making import (
    CODE,
    Door,
    Visitor,
    a_beginning,
    make_conversation,
    make_entrance,
    open_door,
    spoken,
    to,
)
from tests.making import Json, a_record, b64, make_matter, make_vault, new_id, with_manifests
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

BEGIN = "/gesprek/beginnen.json"


def test_the_entrance_says_who_is_there_and_with_which_keys(people: Personas) -> None:
    open_door(people)
    Reachability.objects.create(practice=people.practice, counsellor=people.bram, weekdays=[1], channels=["phone"])
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=None)
    status, seen = Door().get(f"/ingang/{CODE}/wie.json")
    assert status == 200
    assert (seen["practice"], seen["today"], seen["reply_days"]) == (
        str(people.practice.pk),
        today().isoformat(),
        people.practice.reply_days,
    )
    amina, bram = seen["counsellors"]
    assert (amina["name"], amina["kind"], amina["languages"], amina["channels"]) == (
        "Amina",
        "external",
        ["nl"],
        [{"key": "secure_form", "nl": "Beveiligd formulier"}],
    )
    # away, and nobody knows until when
    assert (amina["away_until"], amina["next_day"]) == (None, None)
    assert (bram["channels"], "away_until" in bram) == ([{"key": "phone", "nl": "Telefoon"}], False)
    assert date.fromisoformat(bram["next_day"]).weekday() == 1
    # the second Tuesday after today: only the days on which Bram works are counted
    assert amina["due"] is None
    assert (date.fromisoformat(bram["due"]).weekday(), bram["due"] > bram["next_day"]) == (1, True)
    assert bram["recipient"].startswith("age1")


def test_only_who_is_appointed_works_here_and_has_a_vault_is_there(people: Personas) -> None:
    make_entrance(people.organisation)
    door = Door()

    def names() -> list[str]:
        return [one["name"] for one in door.get(f"/ingang/{CODE}/wie.json")[1]["counsellors"]]

    assert names() == []
    make_vault(people.amina)
    make_vault(people.bram)
    assert names() == ["Amina", "Bram"]
    Appointment.objects.filter(counsellor=people.amina).update(ended=today())
    assert names() == ["Bram"]
    people.bram.is_active = False
    people.bram.save()
    assert names() == []


def test_a_shut_an_ended_and_an_unknown_entrance_are_the_same(people: Personas) -> None:
    entrance = open_door(people)
    door = Door()
    unknown = door.client.get("/ingang/niets-hier/wie.json")
    Entrance.objects.update(is_open=False)
    shut = door.client.get(f"/ingang/{entrance.code}/wie.json")
    Entrance.objects.update(is_open=True)
    people.organisation.ended = today()
    people.organisation.save()
    ended = door.client.get(f"/ingang/{entrance.code}/wie.json")
    # but for the number that lets the page's own script in, which is drawn for each answer
    told = {(one.status_code, re.sub(rb'nonce="[^"]+"', b"", one.content)) for one in (unknown, shut, ended)}
    assert [status for status, _ in told] == [404]


def test_the_salt_is_drawn_once(people: Personas) -> None:
    open_door(people)
    first = Door().get("/zout.json")[1]
    assert Door().get("/zout.json")[1] == first
    assert Door().get(f"/ingang/{CODE}/wie.json")[1]["salt"] == first["salt"]
    assert len(bytes(Salt.objects.get().value)) == 16


def test_a_conversation_begins_whole(people: Personas) -> None:
    open_door(people)
    visitor = Visitor()
    body = a_beginning(visitor, [people.amina], [people.bram])
    status, answer = Door().post(BEGIN, body)
    assert (status, answer["saved"], answer["already"]) == (200, True, False)
    kept = Conversation.objects.get()
    assert (str(kept.pk), str(kept.lookup), kept.organisation) == (visitor.id, visitor.lookup, people.organisation)
    assert (kept.due.isoformat(), kept.standby, kept.matter) == (answer["due"], True, None)
    assert kept.due > today()
    assert visitor.token not in str(Conversation.objects.values().get())
    assert set(Addressed.objects.values_list("counsellor__name", "standby")) == {("Amina", False), ("Bram", True)}
    assert set(KeyGrant.objects.values_list("grantee", "granter", "part", "epoch")) == {
        (one, kept.pk, "conversation", 1) for one in (kept.pk, people.amina.pk, people.bram.pk)
    }
    assert set(Record.objects.values_list("kind", "box")) == {("message", kept.pk), ("contact", kept.pk)}
    assert b64(ShredKey.objects.get().key) == body["shred_key"]
    line = Entry.objects.get(verb="begin_conversation")
    assert (line.actor_id, line.row) == (kept.pk, str(kept.pk))
    assert first_break_of(people.practice.pk) is None


def test_the_same_again_is_saved_already_also_when_the_door_was_shut_meanwhile(people: Personas) -> None:
    open_door(people)
    body = a_beginning(Visitor(), [people.amina, people.bram])
    first = Door().post(BEGIN, body)[1]
    Entrance.objects.update(is_open=False)
    assert Door().post(BEGIN, body) == (200, {**first, "already": True})
    assert (Conversation.objects.count(), Manifest.objects.count(), Entry.objects.count()) == (
        1,
        1,
        Entry.objects.filter(verb="begin_conversation").count() + Entry.objects.filter(verb="set_up_vault").count(),
    )


@pytest.mark.parametrize(
    "field", ["token", "lookup", "recipient", "shred_key", "keepsake", "sealed", "grants", "chosen"]
)
def test_another_conversation_with_this_id_or_lookup_is_a_conflict(people: Personas, field: str) -> None:
    open_door(people)
    one, other = Visitor(), Visitor()
    body = a_beginning(one, [people.amina])
    Door().post(BEGIN, body)
    second = a_beginning(
        other, [people.bram], id=one.id, grants=to(1, one.id, people.bram), sealed=spoken(new_id(), "message")
    )
    assert Door().post(BEGIN, body | {field: second[field]})[1]["code"] == "conflict"
    by_lookup = a_beginning(other, [people.amina], lookup=one.lookup)
    assert Door().post(BEGIN, by_lookup)[1]["code"] == "conflict"
    assert Conversation.objects.count() == 1
    assert not KeyGrant.objects.filter(box=other.id).exists()


def test_nobody_begins_under_the_id_of_an_account_or_a_matter(people: Personas) -> None:
    open_door(people)
    matter = make_matter(people.amina)
    for taken in (people.amina.pk, people.carla.pk, matter.pk):
        visitor = Visitor(id=str(taken))
        assert Door().post(BEGIN, a_beginning(visitor, [people.bram]))[1]["code"] == "conflict"
    assert not Conversation.objects.exists()
    # with the matter's own shred key too
    stolen = b64(ShredKey.objects.get(box=matter.pk).key)
    body = a_beginning(Visitor(id=str(matter.pk)), [people.bram], shred_key=stolen)
    assert Door().post(BEGIN, body)[1]["code"] == "conflict"
    assert not Conversation.objects.exists()


def _other_practice(people: Personas, visitor: Visitor) -> Json:
    make_vault(people.carla)
    return a_beginning(visitor, [people.carla])


WRONG: dict[str, Any] = {
    "nobody": lambda people, visitor: a_beginning(visitor, []),
    "three": lambda people, visitor: a_beginning(visitor, [people.amina, people.bram], [people.amina]),
    "the same twice": lambda people, visitor: a_beginning(visitor, [people.amina], [people.amina]),
    "another practice": _other_practice,
    "no counsellor": lambda people, visitor: a_beginning(visitor, [people.els]),
    "no key for oneself": lambda people, visitor: a_beginning(visitor, [people.amina], grants=to(1, people.amina)),
    "a key for somebody else": lambda people, visitor: a_beginning(
        visitor, [people.amina], grants=to(1, visitor.id, people.amina, people.els)
    ),
    "a key for the one not chosen": lambda people, visitor: a_beginning(
        visitor, [people.amina], grants=to(1, visitor.id, people.amina, people.bram)
    ),
    "a key of the notes": lambda people, visitor: a_beginning(
        visitor, [people.amina], grants=[*to(1, visitor.id), *to(1, people.amina, part="notes")]
    ),
    "epoch 2": lambda people, visitor: a_beginning(
        visitor,
        [people.amina],
        grants=to(2, visitor.id, people.amina),
        sealed=spoken(visitor.id, "message", epoch=2),
    ),
    "granted by another": lambda people, visitor: a_beginning(
        visitor,
        [people.amina],
        grants=[one | {"granter": str(people.bram.pk)} for one in to(1, visitor.id, people.amina)],
    ),
    "nothing in it": lambda people, visitor: a_beginning(
        visitor, [people.amina], sealed={"records": [], "manifests": []}
    ),
    "an unknown language": lambda people, visitor: a_beginning(visitor, [people.amina], language="xx"),
    "a readable note": lambda people, visitor: a_beginning(visitor, [people.amina], keepsake="aGFsbG8="),
    "a field too many": lambda people, visitor: a_beginning(visitor, [people.amina], name="Zoë"),
    "another entrance": lambda people, visitor: a_beginning(visitor, [people.amina], entrance="elders"),
    **{
        f"a {kind} of {part}": lambda people, visitor, kind=kind, part=part: a_beginning(
            visitor, [people.amina], sealed=with_manifests(visitor.id, a_record(kind, part))
        )
        for kind, part in (
            ("words", "conversation"),
            ("ask", "conversation"),
            ("introduction", "conversation"),
            ("consent", "conversation"),
            ("card", "notes"),
            ("note", "notes"),
            ("peer_card", "peer"),
            ("section", "story"),
        )
    },
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_is_not_kept(people: Personas, what: str) -> None:
    open_door(people)
    make_entrance(people.other_organisation, "elders")
    body = WRONG[what](people, Visitor())
    before = Entry.objects.count()
    status, answer = Door().post(BEGIN, body)
    assert (status, set(answer)) == (422, {"refused", "code"})
    assert not Conversation.objects.exists()
    assert not KeyGrant.objects.exists()
    assert not Record.objects.exists()
    assert Entry.objects.count() == before


def test_a_shut_entrance_takes_nothing(people: Personas) -> None:
    open_door(people)
    Entrance.objects.update(is_open=False)
    assert Door().post(BEGIN, a_beginning(Visitor(), [people.amina]))[0] == 422
    assert not Conversation.objects.exists()


def test_the_promised_day_is_that_of_who_was_asked_and_of_who_stands_by_only_while_they_are_away(
    people: Personas,
) -> None:
    open_door(people)
    Reachability.objects.create(practice=people.practice, counsellor=people.bram, weekdays=[today().weekday()])
    _, slow = make_conversation([people.bram])
    _, quick = make_conversation([people.amina], [people.bram])
    _, either = make_conversation([people.bram, people.amina])
    assert slow.due > quick.due == either.due
    Absence.objects.create(practice=people.practice, counsellor=people.bram, first=today(), last=None)
    _, stood_in = make_conversation([people.bram], [people.amina])
    assert stood_in.due == quick.due


def test_two_visitors_never_share_an_id(people: Personas) -> None:
    """What the database itself refuses, whatever an action would do."""
    from django.db import IntegrityError, transaction

    open_door(people)
    _, first = make_conversation([people.amina])
    for same in ({"id": first.pk, "lookup": new_id()}, {"id": new_id(), "lookup": first.lookup}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Conversation(
                **same,
                practice=people.practice,
                organisation=people.organisation,
                token_hash="0" * 64,
                recipient="r",
                sign="s",
                keepsake=os.urandom(10),
                language="nl",
                due=today(),
            ).save(force_insert=True)
