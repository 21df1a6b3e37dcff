"""A visitor asks to destroy what somebody kept who works here no more: who may, and everything that must not."""

from typing import Any

import pytest

from nabij.audit.models import Entry, first_break_of
from nabij.contact.models import Absence, Conversation, ErasureAsked
from nabij.contact.proofs import DestructionProof
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey
from nabij_vault.keys import SigningKey
from nabij_vault.visitor import sign_erasure
from tests.contact.leaving import erase, leave
from tests.contact.making import SEED, Door, Visitor, a_letter, a_taking_on, a_wish, make_conversation, open_door
from tests.making import Desk, make_vault
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

STRANGER = bytes(range(1, 33))


def kept_with_a_wish(people: Personas, *, signed: bool = True, **more: Any) -> tuple[Visitor, Matter]:
    """A conversation that Amina keeps and of which the visitor wants all destroyed."""
    open_door(people)
    visitor, conversation = make_conversation([people.amina], [people.bram], sign=SigningKey(SEED).sign)
    body = a_taking_on(conversation, people.amina, people.bram)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", body)[0] == 200
    letter = a_wish(people, visitor, **more) if signed else a_letter(visitor, "wish", epoch=2)
    assert Door().post("/gesprek/schrijven.json", letter)[0] == 200
    return visitor, Matter.objects.get()


def _page(people: Personas) -> str:
    return f"/organisaties/{people.organisation.pk}/wissen/"


def _office(people: Personas, matter: Matter, **over: Any) -> int:
    sent = {"conversation": str(matter.pk), "sure": "on"} | over
    status: int = Desk(people.els).client.post(_page(people), sent).status_code
    return status


def _is_whole(matter: Matter) -> bool:
    there = all(model.objects.filter(box=matter.pk).exists() for model in (Record, KeyGrant, Manifest, ShredKey))
    return there and not Matter.objects.get(pk=matter.pk).destroyed and Conversation.objects.exists()


@pytest.mark.parametrize("how", ["ended", "disabled"])
def test_a_colleague_of_the_organisation_destroys_it_unread_once_the_keeper_is_gone(people: Personas, how: str) -> None:
    visitor, matter = kept_with_a_wish(people)
    assert Desk(people.bram).get("/gesprekken/wisverzoeken.json")[1] == {"asked": []}
    assert erase(people.bram, matter)[0] == 404
    leave(people.amina, how)
    (asked,) = Desk(people.bram).get("/gesprekken/wisverzoeken.json")[1]["asked"]
    assert (asked["id"], asked["keeper"], asked["on"]) == (str(matter.pk), "Amina", today().isoformat())
    assert set(asked) == {"id", "organisation", "keeper", "on"}
    # while a counsellor is left, it is not for the office
    assert _office(people, matter) == 422
    assert erase(people.bram, matter) == (200, {"saved": True, "already": False})
    assert erase(people.bram, matter) == (200, {"saved": True, "already": True})
    left = [model for model in (Record, KeyGrant, Manifest, File, ShredKey) if model.objects.exists()]
    assert left == []
    row = Matter.objects.get(pk=matter.pk)
    assert (row.destroyed, row.nature, row.outcome) == (True, ["bullying"], "contact_ended")
    entry = Entry.objects.get(verb="destroy_conversation_unread")
    assert entry.actor_id == people.bram.pk
    status, proof = Door().post("/gesprek/gewist.json", visitor.words)
    assert (status, proof["line"]) == (200, entry.hash)
    assert first_break_of(people.practice.pk) is None


def test_where_no_counsellor_is_left_the_office_destroys_it_and_opens_nothing(people: Personas) -> None:
    visitor, matter = kept_with_a_wish(people)
    leave(people.amina, "disabled")
    leave(people.bram, "ended")
    office = Desk(people.els).client
    organisation = f"/organisaties/{people.organisation.pk}/"
    assert "1 inbrenger vroeg om alles te wissen." in office.get(organisation).content.decode()
    page = office.get(_page(people)).content.decode()
    assert "stond bij Amina" in page
    assert _office(people, matter, sure="") == 422
    assert _is_whole(matter)
    assert _office(people, matter) == 302
    assert DestructionProof.objects.get().pk == matter.pk
    assert Entry.objects.get(verb="destroy_conversation_unread").actor_id == people.els.pk
    assert Door().post("/gesprek/gewist.json", visitor.words)[0] == 200
    assert "vroeg om alles te wissen" not in office.get(organisation).content.decode()
    # sent again, or made up: there is nothing of the kind
    assert _office(people, matter) == 422
    # no address of a matter ever opened to them
    for address in ("/gesprekken/wisverzoeken.json", f"/kwesties/{matter.pk}/stukken.json"):
        assert Desk(people.els).get(address)[0] == 404
    assert Desk(people.els).post(f"/gesprekken/{matter.pk}/wissen.json", {})[0] == 404


@pytest.mark.parametrize("state", ["here", "away", "left, without a wish", "left, another wish"])
def test_neither_office_nor_colleague_destroys_what_is_kept_or_what_nobody_signed_for(
    people: Personas, state: str
) -> None:
    _, matter = kept_with_a_wish(people, signed=state != "left, another wish")
    if state == "away":
        Absence.objects.create(practice=people.practice, counsellor=people.amina, first=today(), last=None)
    if state.startswith("left"):
        leave(people.amina, "disabled")
    if state == "left, without a wish":
        ErasureAsked.objects.all().delete()
    assert erase(people.bram, matter)[0] in {403, 404, 422}
    leave(people.bram, "ended")
    assert _office(people, matter) == 422
    assert _is_whole(matter)


@pytest.mark.parametrize("what", ["the wish", "the signature", "the conversation"])
def test_a_row_that_was_put_into_the_database_destroys_nothing(people: Personas, what: str) -> None:
    _, matter = kept_with_a_wish(people)
    leave(people.amina, "disabled")
    signature = sign_erasure(str(people.practice.pk), str(matter.pk), str(matter.pk), SigningKey(STRANGER))
    if what == "the signature":
        ErasureAsked.objects.update(signature=signature)
    elif what == "the wish":
        ErasureAsked.objects.update(record_id=matter.pk)
    else:
        Conversation.objects.update(sign=SigningKey(STRANGER).sign)
    assert erase(people.bram, matter)[0] == 422
    leave(people.bram, "ended")
    assert _office(people, matter) == 422
    assert _is_whole(matter)


@pytest.mark.parametrize("what", ["another hand", "another conversation", "another wish", "a message"])
def test_a_wish_that_is_not_signed_for_this_is_refused_whole(people: Personas, what: str) -> None:
    visitor, matter = kept_with_a_wish(people)
    ErasureAsked.objects.all().delete()
    records = Record.objects.count()
    body = a_wish(
        people,
        visitor,
        STRANGER if what == "another hand" else SEED,
        box=str(people.amina.pk) if what == "another conversation" else "",
        record=str(people.amina.pk) if what == "another wish" else "",
    )
    if what == "a message":
        body["sealed"]["records"][0]["kind"] = "message"
    status, answer = Door().post("/gesprek/schrijven.json", body)
    assert (status, answer["code"]) == (422, "refused")
    assert (Record.objects.count(), ErasureAsked.objects.count()) == (records, 0)
    assert _is_whole(matter)


def test_another_practice_another_role_and_who_is_gone_find_nothing(people: Personas) -> None:
    _, matter = kept_with_a_wish(people)
    leave(people.amina, "ended")
    make_vault(people.carla)
    for user in (people.carla, people.els, people.daan):
        assert erase(user, matter)[0] == 404
    assert Desk(people.carla).get("/gesprekken/wisverzoeken.json")[1] == {"asked": []}
    assert Desk(people.daan).client.get(_page(people)).status_code in {302, 404}
    assert Desk(people.bram).client.get(_page(people)).status_code == 404
    # who left the organisation and still works here keeps what they kept
    assert erase(people.amina, matter)[0] == 200
