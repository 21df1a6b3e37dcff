"""Coming back with seven words: reading, writing, remembering, files; for whoever has other words nothing is there."""

import os
from datetime import timedelta
from typing import Any

import pytest

from nabij.audit.models import Entry
from nabij.contact.models import Conversation
from nabij.kit.clock import today
from nabij.matters.models import Matter
from nabij.people.models import Appointment, Organisation, PublicKey
from nabij.retention.actions import clean_up
from nabij.retention.models import Orphan
from nabij.sealed.models import File, KeyGrant, Record, ShredKey
from tests.contact.making import (
    Door,
    Visitor,
    a_letter,
    a_taking_on,
    make_conversation,
    open_door,
    spoken,
    to,
)
from tests.making import Desk, Json, a_public_key, a_record, b64, new_id, sealed, with_manifests
from tests.matters.test_files import sealed_file
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

WRITE = "/gesprek/schrijven.json"
OPEN = "/gesprek/openen.json"
NEWS = "/gesprek/nieuws.json"
KEEP = "/gesprek/onthouden.json"


def _begun(people: Personas, *standby: Any, language: str = "nl") -> tuple[Visitor, Conversation]:
    open_door(people)
    return make_conversation([people.amina], list(standby), language=language)


def take_on(people: Personas, conversation: Conversation, **more: Any) -> Matter:
    status, answer = Desk(people.amina).post(
        f"/gesprekken/{conversation.pk}/aannemen.json", a_taking_on(conversation, people.amina, **more)
    )
    assert status == 200, answer
    return Matter.objects.get(pk=conversation.pk)


def _mark(visitor: Visitor) -> str:
    status, answer = Door().post(NEWS, visitor.words)
    assert (status, set(answer), len(answer["mark"])) == (200, {"mark"}, 64)
    return str(answer["mark"])


def test_a_visitor_reads_back_everything_and_nobody_elses(people: Personas) -> None:
    visitor, conversation = _begun(people, people.bram)
    make_conversation([people.amina])
    status, seen = Door().post(OPEN, visitor.words)
    assert status == 200
    assert {record["kind"] for record in seen["records"]} == {"message", "contact"}
    assert [(link["epoch"], link["counter"]) for link in seen["manifests"]] == [(1, 1)]
    assert [(grant["grantee"], grant["granter"]) for grant in seen["grants"]] == [(visitor.id, visitor.id)]
    expected = {
        "id": visitor.id,
        "practice": str(people.practice.pk),
        "organisation": "Zorggroep De Linde",
        "due": conversation.due.isoformat(),
        "turn": "counsellor",
        "taken_on": False,
        "closed": False,
        "standby": True,
        "register": None,
        "files": [],
    }
    assert {name: seen[name] for name in expected} == expected
    assert {one["name"] for one in seen["counsellors"]} == {"Amina", "Bram"}
    assert {(one["name"], one["epoch"]) for one in seen["holders"]} == {("Amina", 1), ("Bram", 1)}
    assert seen["keepsake"] == {"version": 1, "sealed": b64(conversation.keepsake)}


@pytest.mark.parametrize("address", [OPEN, NEWS, WRITE, KEEP, "file", "put"])
def test_an_unknown_id_and_a_wrong_token_are_one_answer(people: Personas, address: str) -> None:
    visitor, _ = _begun(people)
    other, _ = make_conversation([people.amina])
    answers = []
    for wrong in (
        Visitor(),
        Visitor(lookup=visitor.lookup),
        Visitor(lookup=visitor.lookup, token=other.token),
        Visitor(token=visitor.token),
    ):
        if address == "put":
            answer = Door().client.put(
                f"/gesprek/bestanden/{new_id()}",
                sealed_file(300),
                content_type="application/octet-stream",
                headers=wrong.headers,
            )
        else:
            more = {
                WRITE: {"sealed": spoken(visitor.id, "message"), "keepsake": None},
                KEEP: {"keepsake": {"based_on": 1, "sealed": sealed()}},
            }.get(address, {})
            place = f"/gesprek/bestanden/{new_id()}/halen" if address == "file" else address
            answer = Door().raw(place, {**wrong.words, **more})
        answers.append((answer.status_code, answer.content, sorted(answer.headers.items())))
    assert answers[0][0] == 404
    assert b'"unknown_words"' in answers[0][1]
    assert all(answer[:2] == answers[0][:2] for answer in answers)
    assert not File.objects.exists()
    assert Record.objects.filter(kind="message").count() == 2


def test_a_wrong_token_costs_what_an_unknown_id_costs(people: Personas, django_assert_num_queries: Any) -> None:
    visitor, _ = _begun(people)
    for wrong in (Visitor(), Visitor(lookup=visitor.lookup)):
        with django_assert_num_queries(1):
            Door().post(OPEN, wrong.words)


def test_a_letter_is_kept_once_with_the_note_to_self(people: Personas) -> None:
    visitor, conversation = _begun(people)
    body = a_letter(visitor, "message", "wish", keepsake={"based_on": 1, "sealed": sealed()})
    first = Door().post(WRITE, body)
    assert first == (200, {"saved": True, "already": False, "due": conversation.due.isoformat()})
    assert Door().post(WRITE, body)[1]["already"] is True
    # also when the note went on meanwhile
    note = {"based_on": 2, "sealed": sealed()}
    assert Door().post(KEEP, {**visitor.words, "keepsake": note})[1] == {"saved": True, "already": False, "version": 3}
    assert Door().post(WRITE, body)[1]["already"] is True
    conversation.refresh_from_db()
    assert (conversation.keepsake_version, b64(conversation.keepsake)) == (3, note["sealed"])
    assert Record.objects.filter(box=conversation.pk).count() == 4
    assert Entry.objects.filter(verb="write_in_conversation").count() == 1


def test_a_letter_with_an_overtaken_note_is_stale_and_leaves_nothing(people: Personas) -> None:
    visitor, _ = _begun(people)
    Door().post(KEEP, {**visitor.words, "keepsake": {"based_on": 1, "sealed": sealed()}})
    body = a_letter(visitor, keepsake={"based_on": 1, "sealed": sealed()})
    assert Door().post(WRITE, body)[1]["code"] == "stale"
    assert Record.objects.count() == 2


def test_two_tabs_remember_one_after_the_other(people: Personas) -> None:
    visitor, _ = _begun(people)
    one, other = ({**visitor.words, "keepsake": {"based_on": 1, "sealed": sealed()}} for _ in range(2))
    assert Door().post(KEEP, one)[1] == {"saved": True, "already": False, "version": 2}
    assert Door().post(KEEP, other)[1]["code"] == "stale"
    assert Door().post(KEEP, one)[1] == {"saved": True, "already": True, "version": 2}
    ahead = {**visitor.words, "keepsake": {"based_on": 7, "sealed": sealed()}}
    assert Door().post(KEEP, ahead)[1]["code"] == "stale"


@pytest.mark.parametrize("kind", ["words", "consent", "ask", "introduction"])
def test_a_visitor_writes_only_what_is_theirs(people: Personas, kind: str) -> None:
    visitor, _ = _begun(people)
    assert Door().post(WRITE, a_letter(visitor, kind))[0] == 422
    assert Record.objects.count() == 2


@pytest.mark.parametrize(("kind", "part"), [("note", "notes"), ("card", "notes"), ("peer_card", "peer")])
def test_a_visitor_writes_in_no_other_part(people: Personas, kind: str, part: str) -> None:
    visitor, _ = _begun(people)
    body = {**visitor.words, "sealed": with_manifests(visitor.id, a_record(kind, part)), "keepsake": None}
    assert Door().post(WRITE, body)[0] == 422


def test_only_how_to_reach_somebody_is_revised(people: Personas) -> None:
    visitor, _ = _begun(people)
    for kind, status in (("contact", 200), ("message", 422)):
        kept = str(Record.objects.get(kind=kind).record_id)
        again = with_manifests(visitor.id, a_record(kind, "conversation", revision=2, id=kept))
        assert Door().post(WRITE, {**visitor.words, "sealed": again, "keepsake": None})[0] == status


def test_another_visitors_record_is_no_ones_to_overwrite(people: Personas) -> None:
    visitor, _ = _begun(people)
    other, _ = make_conversation([people.amina])
    theirs = str(Record.objects.get(kind="contact", box=other.id).record_id)
    for revision in (1, 2):
        body = with_manifests(visitor.id, a_record("contact", "conversation", revision=revision, id=theirs))
        assert Door().post(WRITE, {**visitor.words, "sealed": body, "keepsake": None})[1]["code"] == "conflict"


def test_the_same_id_with_other_content_is_refused(people: Personas) -> None:
    visitor, _ = _begun(people)
    body = a_letter(visitor)
    Door().post(WRITE, body)
    other = a_letter(visitor)
    other["sealed"]["records"][0]["id"] = body["sealed"]["records"][0]["id"]
    assert Door().post(WRITE, other)[1]["code"] == "stale"
    late = a_letter(visitor)
    late["sealed"]["manifests"][0]["counter"] = 2
    assert Door().post(WRITE, late)[1]["code"] == "stale_manifest"


def test_once_taken_on_only_the_newest_key_takes_anything(people: Personas) -> None:
    visitor, conversation = _begun(people)
    matter = take_on(people, conversation, turn="visitor", due=None)
    assert Door().post(WRITE, a_letter(visitor, epoch=1))[1]["code"] == "stale"
    assert Door().post(WRITE, a_letter(visitor, epoch=3))[1]["code"] == "stale"
    status, answer = Door().post(WRITE, a_letter(visitor, epoch=2))
    matter.refresh_from_db()
    assert (status, answer["due"]) == (200, str(matter.due))
    assert matter.turn == "counsellor"
    assert matter.due is not None
    assert matter.due > today()


def test_writing_again_postpones_nothing(people: Personas) -> None:
    visitor, conversation = _begun(people)
    tomorrow = today() + timedelta(days=1)
    matter = take_on(people, conversation, due=tomorrow.isoformat())
    Matter.objects.update(due=today() - timedelta(days=3))
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[1]["due"] == str(today() - timedelta(days=3))
    Matter.objects.update(turn="visitor", due=None)
    assert Door().post(WRITE, a_letter(visitor, "contact", epoch=2))[1]["due"] is None
    matter.refresh_from_db()
    assert matter.turn == "visitor"


def test_a_closed_matter_keeps_its_turn_and_takes_the_message(people: Personas) -> None:
    visitor, conversation = _begun(people)
    take_on(people, conversation)
    closing = {"based_on": 1, "outcome": "raised_self", "aftercare_month": None}
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/afsluiten.json", closing)[0] == 200
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[1] == {"saved": True, "already": False, "due": None}
    matter = Matter.objects.get()
    assert (matter.turn, matter.due) == ("nobody", None)
    seen = Door().post(OPEN, visitor.words)[1]
    assert (seen["closed"], seen["turn"], seen["taken_on"]) == (True, "nobody", True)


def test_where_the_matter_is_counted_is_what_the_visitor_reads(people: Personas) -> None:
    visitor, conversation = _begun(people)
    take_on(people, conversation)
    here = Organisation.objects.create(practice=people.practice, name="De Wilg", sector="care")
    Appointment.objects.create(practice=people.practice, organisation=here, counsellor=people.amina)
    moved = {"based_on": 1, "organisation": here.pk}
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/register.json", moved)[0] == 200
    assert Door().post(OPEN, visitor.words)[1]["organisation"] == "De Wilg"


def test_the_clean_up_leaves_conversations_alone(people: Personas) -> None:
    visitor, _ = _begun(people)
    kept, unnamed = new_id(), new_id()
    for file in (kept, unnamed):
        _put(visitor, file, sealed_file(300))
    record = with_manifests(visitor.id, a_record("file", "conversation", id=kept))
    Door().post(WRITE, {**visitor.words, "sealed": record, "keepsake": None})
    clean_up()
    assert [str(one.pk) for one in Orphan.objects.all()] == [unnamed]
    assert ShredKey.objects.count() == 1


def test_news_differs_only_when_there_is_something(people: Personas) -> None:
    visitor, conversation = _begun(people)
    seen = [_mark(visitor)]
    Door().post(KEEP, {**visitor.words, "keepsake": {"based_on": 1, "sealed": sealed()}})
    make_conversation([people.amina])
    assert _mark(visitor) == seen[-1]
    take_on(people, conversation)
    seen.append(_mark(visitor))
    answer = {"sealed": spoken(conversation.pk, "message", epoch=2), "draft": None}
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/herzien.json", answer)[0] == 200
    seen.append(_mark(visitor))
    # a note of the counsellor's is nothing to the visitor
    note = {"sealed": with_manifests(conversation.pk, a_record("note", epoch=2)), "draft": None}
    assert Desk(people.amina).post(f"/kwesties/{conversation.pk}/herzien.json", note)[0] == 200
    assert _mark(visitor) == seen[-1]
    Matter.objects.update(turn="visitor")
    seen.append(_mark(visitor))
    assert len(set(seen)) == 4


def _put(visitor: Visitor, file: str, body: bytes, **more: Any) -> Any:
    return Door().client.put(
        f"/gesprek/bestanden/{file}", body, content_type="application/octet-stream", headers=visitor.headers | more
    )


def test_a_file_comes_back_as_it_went_and_only_to_its_own(people: Personas) -> None:
    visitor, _ = _begun(people)
    other, _ = make_conversation([people.amina])
    file, body = new_id(), sealed_file(1_500_000)
    assert _put(visitor, file, body).json() == {"saved": True, "already": False}
    assert _put(visitor, file, body).json() == {"saved": True, "already": True}
    assert _put(visitor, file, sealed_file(300)).json()["code"] == "conflict"
    assert _put(other, file, sealed_file(300)).json()["code"] == "conflict"
    place = f"/gesprek/bestanden/{file}/halen"
    assert Door().post(place, visitor.words)[0] == 404
    record = with_manifests(visitor.id, a_record("file", "conversation", id=file))
    assert Door().post(WRITE, {**visitor.words, "sealed": record, "keepsake": None})[0] == 200
    answer: Any = Door().raw(place, visitor.words)
    assert b"".join(answer.streaming_content) == body
    assert Door().post(place, other.words)[0] == 404
    (listed,) = Door().post(OPEN, visitor.words)[1]["files"]
    assert (listed["id"], listed["size"]) == (file, len(body))


@pytest.mark.parametrize("body", [b"klare tekst " * 50, sealed_file(1000)[:-1]])
def test_what_is_no_sealed_file_leaves_nothing(people: Personas, body: bytes) -> None:
    visitor, _ = _begun(people)
    assert _put(visitor, new_id(), body).json()["code"] == "not_sealed"
    assert not File.objects.exists()


def test_a_conversation_holds_a_number_of_files(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nabij.contact.rules.conversation.MOST_FILES", 2)
    visitor, _ = _begun(people)
    first, body = new_id(), sealed_file(300)
    answers = [_put(visitor, file, body).status_code for file in (first, new_id(), new_id())]
    assert answers == [200, 200, 422]
    assert _put(visitor, first, body).json()["already"] is True


def test_a_page_without_a_session_finds_the_conversation_of_nobody_by_its_id(people: Personas) -> None:
    _, conversation = _begun(people)
    assert Door().post(OPEN, {"lookup": str(conversation.pk), "token": b64(os.urandom(32))})[0] == 404


def test_every_new_key_of_a_taken_on_matter_is_the_visitors_too(people: Personas) -> None:
    visitor, conversation = _begun(people)
    take_on(people, conversation)
    address = f"/kwesties/{conversation.pk}/sleutels.json"
    desk = Desk(people.amina)

    def renewing(*grants: Json) -> Json:
        return {
            "grants": [*to(3, people.amina), *to(3, people.amina, part="notes"), *grants],
            "sealed": with_manifests(conversation.pk, a_record("note", epoch=3)),
        }

    stranger = new_id()
    for wrong in ([], to(3, stranger), [*to(3, visitor.id), *to(3, visitor.id, part="notes")]):
        assert desk.post(address, renewing(*wrong))[0] == 422
    assert not KeyGrant.objects.filter(epoch=3).exists()
    assert desk.post(address, renewing(*to(3, visitor.id)))[0] == 200
    assert Door().post(WRITE, a_letter(visitor, epoch=2))[1]["code"] == "stale"
    assert Door().post(WRITE, a_letter(visitor, epoch=3))[0] == 200
    holders = desk.get(f"/kwesties/{conversation.pk}/stukken.json")[1]["holders"]
    assert [one["epoch"] for one in holders if one["name"] is None and one["user"] == visitor.id] == [1, 2, 3]


def test_a_visitor_is_told_how_a_counsellors_new_keys_follow_those_from_before(people: Personas) -> None:
    visitor, _ = _begun(people)
    assert [one["successions"] for one in Door().post(OPEN, visitor.words)[1]["counsellors"]] == [[]]
    old = PublicKey.objects.get(owner=people.amina)
    key = a_public_key()
    made = {"practice": people.practice, "owner": people.amina, **key}
    # renewed before keys vouched for one another, and once more since
    PublicKey.objects.create(version=2, **made)
    PublicKey.objects.create(version=3, succession="b" * 86 + "==", **(made | a_public_key()))
    newest = PublicKey.objects.get(owner=people.amina, version=3)
    [told] = Door().post(OPEN, visitor.words)[1]["counsellors"]
    assert (told["sign"], told["successions"]) == (
        newest.sign,
        [{"recipient": newest.recipient, "sign": newest.sign, "signer": key["sign"], "signature": "b" * 86 + "=="}],
    )
    assert old.sign not in str(told)
