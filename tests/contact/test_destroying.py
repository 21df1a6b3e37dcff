"""A conversation is destroyed at its visitor's wish: what goes, what stays, who may, and the proof."""

from datetime import timedelta

import pytest
from django.db import connections

from nabij.audit.models import Entry, first_break_of
from nabij.contact.models import Addressed, Conversation
from nabij.contact.proofs import DestructionProof
from nabij.kit.clock import this_month, today
from nabij.matters.models import Matter
from nabij.retention.actions import clean_up
from nabij.retention.models import Orphan
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey
from nabij_vault.keys import SigningKey
from tests.contact.leaving import erase
from tests.contact.making import (
    SEED,
    Door,
    Visitor,
    a_beginning,
    a_letter,
    a_taking_on,
    a_wish,
    make_conversation,
    open_door,
    to,
)
from tests.making import Desk, a_consent, a_sharing, age_bytes, make_vault
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
SEALED = (KeyGrant, Record, Manifest, File)


def _taken_on(people: Personas, *, wish: bool = True) -> tuple[Visitor, Matter]:
    open_door(people)
    visitor, conversation = make_conversation([people.amina], sign=SigningKey(SEED).sign)
    taking = a_taking_on(conversation, people.amina)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    if wish:
        assert Door().post("/gesprek/schrijven.json", a_wish(people, visitor))[0] == 200
    return visitor, Matter.objects.get(pk=conversation.pk)


def _left(box: object) -> int:
    return sum(model.objects.filter(box=box).count() for model in (*SEALED, ShredKey))


def test_the_counsellor_carries_it_out_and_only_the_coded_row_and_the_proof_stay(people: Personas) -> None:
    visitor, matter = _taken_on(people)
    kept = {bytes(one) for one in Record.objects.values_list("sealed", flat=True)}
    (shred,) = (bytes(one) for one in ShredKey.objects.filter(box=matter.pk).values_list("key", flat=True))
    records = Record.objects.count()
    assert erase(people.amina, matter) == (200, {"saved": True, "already": False})
    assert erase(people.amina, matter) == (200, {"saved": True, "already": True})
    assert _left(matter.pk) == 0
    assert not Conversation.objects.exists()
    assert not Addressed.objects.exists()
    row = Matter.objects.get(pk=matter.pk)
    assert (row.destroyed, row.nature, row.closed_month, row.outcome) == (
        True,
        ["bullying"],
        this_month(),
        "contact_ended",
    )
    assert (row.due, row.turn) == (None, "nobody")
    if connections["default"].vendor == "sqlite":
        copies = "".join("".join(connections[store].connection.iterdump()) for store in ("default", "shred")).lower()
        assert not [one for one in (*kept, shred) if one.hex() in copies]
    assert Door().post("/gesprek/openen.json", visitor.words)[1]["code"] == "unknown_words"
    status, proof = Door().post("/gesprek/gewist.json", visitor.words)
    assert (status, proof["records"], proof["files"]) == (200, records, 0)
    assert proof["line"] == Entry.objects.get(verb="destroy_conversation").hash
    assert len(proof["digest"]) == 64
    # its coded row stays, and the visitor reads so
    assert proof["counted"] is True
    assert not {"name", "practice", "organisation"} & set(proof)
    assert first_break_of(people.practice.pk) is None


def test_a_matter_that_is_gone_is_nowhere_for_its_keeper_and_taken_back_for_who_read_along(people: Personas) -> None:
    _, matter = _taken_on(people)
    grants = [*to(1, people.bram), *to(2, people.bram), *to(2, people.bram, part="notes")]
    sharing = a_sharing(matter, people.bram, a_consent("everything"), 1, *grants, epoch=2)
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", sharing)[0] == 200
    assert erase(people.bram, matter)[0] == 404
    assert erase(people.amina, matter)[0] == 200
    for step in ("stukken.json", ""):
        assert Desk(people.amina).get(f"/kwesties/{matter.pk}/{step}")[0] == 404
    for user, withdrawn in ((people.amina, []), (people.bram, [str(matter.pk)])):
        cards = Desk(user).get("/kwesties/kaarten.json")[1]
        assert (cards["matters"], cards["closed"], cards["withdrawn"]) == ([], [], withdrawn)
        assert Desk(user).get("/kluis/sleutels.json")[1]["held"] == []


def test_without_a_wish_the_counsellor_destroys_nothing_and_the_visitor_no_longer_alone(people: Personas) -> None:
    visitor, matter = _taken_on(people, wish=False)
    before = _left(matter.pk)
    assert erase(people.amina, matter)[0] == 422
    assert Door().post("/gesprek/wissen.json", visitor.words)[1]["code"] == "forbidden"
    assert (_left(matter.pk), DestructionProof.objects.count()) == (before, 0)


def test_another_wish_or_an_unsigned_one_destroys_nothing(people: Personas) -> None:
    visitor, matter = _taken_on(people, wish=False)
    assert Door().post("/gesprek/schrijven.json", a_letter(visitor, "wish", epoch=2))[0] == 200
    before = _left(matter.pk)
    status, said = erase(people.amina, matter)
    assert (status, _left(matter.pk)) == (422, before)
    assert "niet zelf om gevraagd" in said["refused"]


def test_nobody_took_it_on_so_the_visitor_destroys_it_and_it_never_begins_again(people: Personas) -> None:
    open_door(people)
    visitor = Visitor()
    body = a_beginning(visitor, [people.amina])
    assert Door().post("/gesprek/beginnen.json", body)[0] == 200
    sent = age_bytes()
    put = Door().client.put(
        "/gesprek/bestanden/5b4ebc92-8f30-4dac-87f9-4e6a8bacbd23",
        sent,
        content_type="application/octet-stream",
        headers=visitor.headers,
    )
    assert put.status_code == 200
    status, proof = Door().post("/gesprek/wissen.json", visitor.words)
    assert (status, proof["files"], proof["keys"], proof["counted"]) == (200, 1, 2, False)
    assert _left(visitor.id) == 0
    assert Desk(people.amina).get("/gesprekken/binnen.json")[1] == {"waiting": []}
    assert Door().post("/gesprek/beginnen.json", body)[1]["code"] == "conflict"
    assert Door().post("/gesprek/gewist.json", visitor.words) == (200, proof)


@pytest.mark.parametrize("why", ["token", "late"])
def test_a_proof_is_read_with_the_words_and_only_so_long(people: Personas, why: str) -> None:
    visitor, matter = _taken_on(people)
    assert erase(people.amina, matter)[0] == 200
    words = visitor.words
    if why == "token":
        words = {**words, "token": Visitor().token}
    else:
        DestructionProof.objects.update(until=today() - timedelta(days=1))
    assert Door().post("/gesprek/gewist.json", words) == Door().post("/gesprek/gewist.json", Visitor().words)
    clean_up()
    assert DestructionProof.objects.exists() == (why == "token")


def test_a_key_that_stayed_because_the_server_stopped_is_found_and_destroyed(people: Personas) -> None:
    _, matter = _taken_on(people)
    key = ShredKey.objects.get(box=matter.pk)
    assert erase(people.amina, matter)[0] == 200
    ShredKey.objects.create(box=key.box, practice_id=key.practice_id, key=key.key)
    clean_up()
    assert Orphan.objects.filter(pk=matter.pk).exists()


def test_another_practice_and_another_role_find_nothing_to_destroy(people: Personas) -> None:
    _, matter = _taken_on(people)
    make_vault(people.carla)
    for user in (people.carla, people.els):
        assert erase(user, matter)[0] == 404
    assert not Matter.objects.get(pk=matter.pk).destroyed
