"""A visitor asks for mail and stops; who is told of what is said at the door; and what that leaves behind."""

import json

import pytest
from django.core import mail as sent
from django.utils import timezone
from pytest_django import Settings

from nabij.contact.models import Absence
from nabij.kit.clock import today
from nabij.mail.actions import send_waiting
from nabij.mail.models import Mail, VisitorAddress
from nabij.matters.models import Matter
from nabij.people.models import User
from nabij.retention.actions import clean_up
from nabij_vault.keys import SigningKey
from tests.contact.making import (
    SEED,
    Door,
    Visitor,
    a_letter,
    a_taking_on,
    a_wish,
    make_conversation,
    open_door,
    spoken,
)
from tests.mail.hands import due_now, wants
from tests.making import Desk, Json, a_note, a_record, with_manifests
from tests.people.asking import audited
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
MAIL, OPEN, WRITE = "/gesprek/mail.json", "/gesprek/openen.json", "/gesprek/schrijven.json"
EMAIL = "merel@post.test"
ON, OFF = {"offered": True, "on": True}, {"offered": True, "on": False}


@pytest.fixture(autouse=True)
def _mail_is_on(settings: Settings) -> None:
    settings.MAIL_SENDER = "Bericht <bericht@post.test>"


def ask(visitor: Visitor, address: object) -> tuple[int, Json]:
    return Door().post(MAIL, {**visitor.words, "address": address})


def taken_on(people: Personas) -> tuple[Visitor, Matter]:
    open_door(people)
    visitor, conversation = make_conversation([people.amina], [people.bram])
    taking = a_taking_on(conversation, people.amina, people.bram)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    return visitor, Matter.objects.get(pk=conversation.pk)


def say(user: User, matter: Matter, kind: str = "message", part: str = "conversation") -> None:
    body = {"sealed": with_manifests(matter.pk, a_record(kind, part, 2)), "draft": None}
    status, answer = Desk(user).post(f"/kwesties/{matter.pk}/herzien.json", body)
    assert status == 200, answer


def told() -> list[User]:
    return [one.account for one in Mail.objects.waiting().exclude(account=None) if one.account]


def test_a_visitor_asks_and_stops_and_the_audit_says_who_and_not_where(people: Personas) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    assert Door().post(OPEN, visitor.words)[1]["mail"] == OFF
    assert ask(visitor, f" {EMAIL} ") == (200, {"saved": True, "mail": ON})
    # whoever found the words cannot try which address it was
    assert ask(visitor, EMAIL) == (200, {"saved": True, "mail": ON})
    kept = VisitorAddress.objects.get()
    assert (kept.pk, kept.email, kept.language) == (conversation.pk, EMAIL, "nl")
    whole = Door().post(OPEN, visitor.words)[1]
    assert whole["mail"] == ON
    # who finds the words does not find the address
    assert EMAIL not in json.dumps(whole)
    assert ask(visitor, None) == (200, {"saved": True, "mail": OFF})
    assert ask(visitor, None) == (200, {"saved": True, "mail": OFF})
    assert not VisitorAddress.objects.exists()
    lines = audited(people.practice)
    assert [line for line in lines if "mail" in line[0]] == [
        ("switch_mail_on", "contact.conversation"),
        ("switch_mail_off", "contact.conversation"),
    ]


LONG = f"merel@{'.'.join(['a' * 60] * 5)}.nl"
NO_ADDRESSES = [
    "",
    "merel",
    "merel@",
    "a@b.nl, c@d.nl",
    "a@b.nl\nBcc: c@d.nl",
    "é@b.nl",
    7,
    ["a@b.nl"],
    LONG,
    '""@b.nl',
]


@pytest.mark.parametrize("wrong", [*NO_ADDRESSES, '"a\tb"@b.nl', '"\x01"@b.nl'])
def test_what_is_no_address_is_refused_with_a_code_of_its_own(people: Personas, wrong: object) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    status, answer = ask(visitor, wrong)
    assert (status, answer["code"]) == (422, "bad_address")
    assert not VisitorAddress.objects.exists()


def test_only_the_words_open_this_and_without_mail_no_address_is_kept(people: Personas, settings: Settings) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    assert ask(Visitor(), EMAIL)[0] == 404
    settings.MAIL_SENDER = ""
    assert Door().post(OPEN, visitor.words)[1]["mail"] == {"offered": False, "on": False}
    assert ask(visitor, EMAIL)[1]["code"] == "no_mail"
    assert not VisitorAddress.objects.exists()


def test_an_answer_of_the_counsellor_is_told_and_notes_are_not(people: Personas) -> None:
    visitor, matter = taken_on(people)
    ask(visitor, EMAIL)
    say(people.amina, matter, "note", "notes")
    say(people.amina, matter, "introduction")
    assert not Mail.objects.exists()
    say(people.amina, matter)
    say(people.amina, matter, "ask")
    assert Mail.objects.get().visitor_id == matter.pk
    due_now()
    assert send_waiting().sent == 1
    assert sent.outbox[0].to == [EMAIL]
    say(people.amina, matter)
    assert not Mail.objects.waiting().exists()
    Door().post(OPEN, visitor.words)
    say(people.amina, matter)
    assert Mail.objects.waiting().get().not_before.date() > timezone.localdate()


@pytest.mark.parametrize("address", ["noteren", "aan-zet"])
def test_what_comes_with_a_note_or_with_the_turn_is_told_too(people: Personas, address: str) -> None:
    visitor, matter = taken_on(people)
    ask(visitor, EMAIL)
    body = a_note(matter, a_record("message", "conversation", 2))
    if address == "aan-zet":
        body = {"turn_was": "counsellor"} | {name: body[name] for name in body if name not in {"encounter", "draft"}}
    for _ in range(2):
        status, answer = Desk(people.amina).post(f"/kwesties/{matter.pk}/{address}.json", body)
        assert status == 200, answer
    assert Mail.objects.count() == 1


def test_an_answer_in_place_of_a_colleague_is_told(people: Personas) -> None:
    visitor, matter = taken_on(people)
    ask(visitor, EMAIL)
    Door().post(WRITE, a_letter(visitor, epoch=2))
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=timezone.localdate())
    body = {"sealed": spoken(matter.pk, "message", epoch=2)}
    status, answer = Desk(people.bram).post(f"/gesprekken/{matter.pk}/antwoorden.json", body)
    assert status == 200, answer
    assert Mail.objects.get(account=None).visitor_id == matter.pk


def test_one_who_reads_along_gets_no_mail(people: Personas) -> None:
    visitor, matter = taken_on(people)
    ask(visitor, EMAIL)
    say(people.amina, matter)
    Door().post(OPEN, visitor.words)
    assert not Mail.objects.exists()


def test_the_address_goes_with_the_conversation(people: Personas) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    ask(visitor, EMAIL)
    assert Door().post("/gesprek/wissen.json", visitor.words)[0] == 200
    assert not VisitorAddress.objects.exists()
    visitor, matter = taken_on_again(people)
    ask(visitor, EMAIL)
    say(people.amina, matter)
    assert Door().post(WRITE, a_wish(people, visitor))[0] == 200
    assert Desk(people.amina).post(f"/gesprekken/{matter.pk}/wissen.json", {})[0] == 200
    assert not VisitorAddress.objects.exists()
    assert not Mail.objects.exclude(visitor=None).exists()


def taken_on_again(people: Personas) -> tuple[Visitor, Matter]:
    visitor, conversation = make_conversation([people.amina], sign=SigningKey(SEED).sign)
    taking = a_taking_on(conversation, people.amina)
    assert Desk(people.amina).post(f"/gesprekken/{conversation.pk}/aannemen.json", taking)[0] == 200
    return visitor, Matter.objects.get(pk=conversation.pk)


def test_an_address_without_a_conversation_is_found_at_night(people: Personas) -> None:
    open_door(people)
    visitor, conversation = make_conversation([people.amina])
    ask(visitor, EMAIL)
    VisitorAddress.objects.create(practice=people.practice, email="lang@weg.test", language="nl")
    clean_up()
    assert VisitorAddress.objects.get().pk == conversation.pk


def test_who_was_asked_is_told_that_somebody_began_and_who_stands_by_is_not(people: Personas) -> None:
    wants(people.amina)
    wants(people.bram)
    open_door(people)
    make_conversation([people.amina], [people.bram])
    make_conversation([people.amina], [people.bram])
    assert told() == [people.amina]


def test_who_stands_by_is_told_while_nobody_asked_is_there(people: Personas) -> None:
    wants(people.amina)
    wants(people.bram)
    open_door(people)
    Absence.objects.create(practice=people.practice, counsellor=people.amina, first=timezone.localdate())
    make_conversation([people.amina], [people.bram])
    assert set(told()) == {people.amina, people.bram}


def test_who_keeps_it_is_told_what_the_visitor_writes_until_they_look(people: Personas) -> None:
    wants(people.amina)
    wants(people.bram)
    visitor, _ = taken_on(people)
    Mail.objects.all().delete()
    letter = a_letter(visitor, epoch=2)
    for _ in range(2):
        assert Door().post(WRITE, letter)[0] == 200
    assert told() == [people.amina]
    assert Desk(people.amina).get("/gesprekken/binnen.json")[0] == 200
    assert told() == []
    assert Door().post(WRITE, letter)[1]["already"]
    assert told() == []


def test_a_note_to_self_or_contact_details_tell_nobody(people: Personas) -> None:
    wants(people.amina)
    visitor, _ = taken_on(people)
    Mail.objects.all().delete()
    assert Door().post(WRITE, a_letter(visitor, "contact", epoch=2))[0] == 200
    assert told() == []


def test_a_write_that_is_refused_tells_nobody(people: Personas) -> None:
    wants(people.amina)
    visitor, _ = taken_on(people)
    Mail.objects.all().delete()
    assert Door().post(WRITE, a_letter(visitor, epoch=1))[1]["code"] == "stale"
    assert told() == []


def test_one_a_day_goes_on_counting_where_the_address_is_changed(people: Personas) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    ask(visitor, EMAIL)
    VisitorAddress.objects.update(told=True, last=today())
    for email in ("ander@post.test", EMAIL):
        ask(visitor, email)
        kept = VisitorAddress.objects.get()
        assert (kept.email, kept.told, kept.last) == (email, True, today())
