"""What a visitor answers and takes back, as the server keeps it: in order, from their own conversation, once."""

from typing import Any

import pytest

from nabij.audit.models import Entry
from nabij.contact.models import Conversation
from nabij.matters.models import Consent, Matter, Share
from nabij.people.models import PublicKey, User
from nabij.sealed.models import KeyGrant, Record
from tests.contact.making import Door, Visitor, make_conversation, open_door, to
from tests.contact.test_visiting import OPEN, take_on
from tests.making import Desk, Json, a_grant, a_record, sealed, with_manifests
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

ANSWER = "/gesprek/toestemming.json"


def _at_work(people: Personas) -> tuple[Visitor, Matter]:
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    return visitor, take_on(people, conversation)


def sign_of(person: User) -> str:
    return PublicKey.objects.filter(owner=person).latest("version").sign


def an_answer(visitor: Visitor, sequence: int, receiver: str | None, state: str, **more: Any) -> Json:
    """The body of *toestemming*."""
    record = a_record("consent", "conversation", more.pop("epoch", 2))
    consent = {"sequence": sequence, "record_id": record["id"], "receiver": receiver, "width": "everything"}
    return {
        **visitor.words,
        "consent": {**consent, "state": state, **more},
        "sealed": with_manifests(visitor.id, record),
        "keepsake": None,
    }


def _share(matter: Matter, colleague: User, given: Json) -> tuple[int, Json]:
    places = [("conversation", 2), ("notes", 2)]
    epoch_one = KeyGrant.objects.filter(box=matter.pk, part="conversation", epoch=1, grantee=matter.keeper_id)
    places += [("conversation", 1)] if epoch_one.exists() else []
    consent = {name: given["consent"][name] for name in ("sequence", "record_id", "width")}
    body = {
        "colleague": str(colleague.pk),
        "consent": {**consent, "heard": False},
        "from_epoch": 1,
        "grants": [a_grant(part, epoch, colleague) for part, epoch in places],
        "sealed": with_manifests(matter.pk, a_record("note", epoch=2)),
    }
    desk, address = Desk(matter.keeper), f"/kwesties/{matter.pk}/delen.json"
    answered = desk.post(address, body)
    assert answered[0] != 200 or desk.post(address, body)[1]["already"] is True
    return answered


def test_a_yes_is_kept_once_and_the_keeper_is_aan_zet_and_shares_by_it(people: Personas) -> None:
    visitor, matter = _at_work(people)
    Matter.objects.filter(pk=matter.pk).update(turn="visitor", due=None)
    body = an_answer(visitor, 1, sign_of(people.bram), "given", epoch=2)
    assert Door().post(ANSWER, body)[1]["already"] is False
    assert Door().post(ANSWER, body)[1]["already"] is True
    assert Entry.objects.filter(verb="answer_as_visitor").count() == 1
    kept = Consent.objects.get()
    assert (kept.receiver_id, kept.given, kept.refused, kept.heard) == (people.bram.pk, True, False, False)
    matter.refresh_from_db()
    assert matter.turn == "counsellor"
    assert matter.due
    status, answer = _share(matter, people.bram, body)
    assert (status, answer.get("already")) == (200, False), answer
    assert Share.objects.get().colleague_id == people.bram.pk


def test_what_is_taken_back_is_served_to_nobody_at_once_and_the_keys_end_with_the_next_ones(people: Personas) -> None:
    visitor, matter = _at_work(people)
    given = an_answer(visitor, 1, sign_of(people.bram), "given")
    Door().post(ANSWER, given)
    assert _share(matter, people.bram, given)[0] == 200
    assert "Bram" in {one["name"] for one in Door().post(OPEN, visitor.words)[1]["holders"]}
    back = an_answer(visitor, 2, sign_of(people.bram), "withdrawn")
    assert Door().post(ANSWER, back)[0] == 200
    assert "Bram" not in {one["name"] for one in Door().post(OPEN, visitor.words)[1]["holders"]}
    bram = Desk(people.bram)
    assert bram.get(f"/kwesties/{matter.pk}/stukken.json")[0] == 404
    assert bram.get("/kwesties/kaarten.json")[1]["withdrawn"] == [str(matter.pk)]
    # the visitor can go on writing until the keeper renews the keys
    assert KeyGrant.objects.filter(grantee=people.bram.pk, withdrawn=False).exists()
    grants = [*to(3, people.amina, matter.pk), *to(3, people.amina, part="notes")]
    renewed = {"grants": grants, "sealed": with_manifests(matter.pk, a_record("note", epoch=3))}
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/sleutels.json", renewed)[0] == 200
    assert not KeyGrant.objects.filter(grantee=people.bram.pk, withdrawn=False).exists()
    assert _share(matter, people.bram, given)[0] == 422


def test_a_no_takes_nothing_back_and_gives_nothing(people: Personas) -> None:
    visitor, matter = _at_work(people)
    no = an_answer(visitor, 1, sign_of(people.bram), "refused")
    assert Door().post(ANSWER, no)[0] == 200
    assert _share(matter, people.bram, no)[0] == 422
    assert Door().post(ANSWER, an_answer(visitor, 2, sign_of(people.bram), "withdrawn"))[0] == 422
    assert Door().post(ANSWER, an_answer(visitor, 2, None, "given", width="as_said"))[0] == 200
    assert Door().post(ANSWER, an_answer(visitor, 3, None, "withdrawn", width="as_said"))[0] == 200
    seen = Desk(people.amina).get(f"/kwesties/{matter.pk}/stukken.json")[1]["consents"]
    assert [(one["receiver"] is None, one["given"], one["refused"]) for one in seen] == [
        (False, False, True),
        (True, True, False),
        (True, False, False),
    ]


def test_what_is_out_of_order_unknown_or_not_the_visitors_is_refused_and_leaves_nothing(people: Personas) -> None:
    visitor, matter = _at_work(people)
    bram = sign_of(people.bram)
    wrong = [
        (an_answer(visitor, 2, bram, "given"), "stale"),
        (an_answer(visitor, 1, bram, "given", epoch=1), "stale"),
        (an_answer(visitor, 1, visitor.key["sign"], "given"), "refused"),
        (an_answer(visitor, 1, None, "given"), "refused"),
        (an_answer(visitor, 1, bram, "given", width="as_said"), "refused"),
        (an_answer(visitor, 1, bram, "given", width="notes"), "refused"),
        (an_answer(visitor, 1, bram, "maybe"), "refused"),
        ({**an_answer(visitor, 1, bram, "given"), "sealed": {"records": [], "manifests": []}}, "refused"),
    ]
    for body, code in wrong:
        status, answer = Door().post(ANSWER, body)
        assert (status, answer["code"]) == (422, code), body
    for kind in ("ask", "introduction", "message"):
        body = an_answer(visitor, 1, bram, "given")
        body["sealed"] = with_manifests(matter.pk, a_record(kind, "conversation", 2, id=body["consent"]["record_id"]))
        assert Door().post(ANSWER, body)[0] == 422
    assert not Consent.objects.exists()
    assert not Record.objects.filter(kind="consent").exists()


def test_nobody_answers_in_another_conversation_or_before_it_was_taken_on(people: Personas) -> None:
    visitor, _ = _at_work(people)
    other, waiting = make_conversation([people.amina])
    bram = sign_of(people.bram)
    assert Door().post(ANSWER, an_answer(other, 1, bram, "given", epoch=1))[0] == 422
    crossed = {**an_answer(visitor, 1, bram, "given"), **other.words}
    assert Door().post(ANSWER, crossed)[0] == 422
    stranger = {**an_answer(visitor, 1, bram, "given"), **Visitor().words}
    assert Door().post(ANSWER, stranger)[0] == 404
    assert Conversation.objects.get(pk=waiting.pk).matter_id is None
    assert not Consent.objects.exists()


def test_a_counsellor_records_nothing_in_the_visitors_name(people: Personas) -> None:
    _, matter = _at_work(people)
    record = a_record("consent", "conversation", 2)
    consent = {"sequence": 1, "record_id": record["id"], "width": "everything", "heard": False}
    grants = [a_grant(part, 2, people.bram) for part in ("conversation", "notes")]
    body = {
        "colleague": str(people.bram.pk),
        "consent": consent,
        "from_epoch": 1,
        "grants": grants,
        "sealed": with_manifests(matter.pk, record),
    }
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/delen.json", body)[0] == 422
    body.pop("from_epoch")
    assert Desk(people.amina).post(f"/kwesties/{matter.pk}/intrekken.json", body)[0] == 422
    assert not Consent.objects.exists()


def test_a_note_to_self_goes_along(people: Personas) -> None:
    visitor, _ = _at_work(people)
    body = {**an_answer(visitor, 1, sign_of(people.bram), "given"), "keepsake": {"based_on": 1, "sealed": sealed()}}
    assert Door().post(ANSWER, body)[0] == 200
    assert Door().post(ANSWER, body)[1]["already"] is True
    assert Conversation.objects.get(pk=visitor.id).keepsake_version == 2
